"""Validation of a file by two schemas: the strict one of OASIS, and our profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from itertools import islice
from typing import Any, cast

from lxml import etree

from policydiff.akn.parser import local, parse
from policydiff.akn.profile import AKN, OWN, tag
from policydiff.messages import Message
from policydiff.model.source import Problem
from policydiff.resources import resource

RNG = "{http://relaxng.org/ns/structure/1.0}"

_MOST_SPECIFIC_FIRST = (
    "Invalid attribute",
    "Type ",
    "Did not expect element",
    "Expecting element",
    "Element ",
)
"""The beginnings of libxml2's messages, the most specific first."""


class SchemaProfile:
    """A RELAX NG grammar as a schema of whole files, and lazily of single elements."""

    def __init__(self, grammar: Any) -> None:
        self.whole = etree.RelaxNG(grammar)
        self._grammar = grammar
        self._rules: dict[str, list[Any]] = {}
        self._alone: dict[str, etree.RelaxNG] = {}
        namespace = grammar.getroot().get("ns")
        for rule in grammar.iter(f"{RNG}element"):
            prefix, _, name = rule.get("name").rpartition(":")
            self._rules.setdefault(
                f"{{{rule.nsmap[prefix] if prefix else namespace}}}{name}", []
            ).append(rule)

    def alone(self, name: str) -> etree.RelaxNG | None:
        """The schema of files with this root element, None without a rule on it."""
        if name not in self._alone and name in self._rules:
            grammar = deepcopy(self._grammar)
            start = grammar.find(f"{RNG}start")
            start.clear()
            choice = etree.SubElement(start, f"{RNG}choice")
            choice.extend(deepcopy(rule) for rule in self._rules[name])
            self._alone[name] = etree.RelaxNG(grammar)
        return self._alone.get(name)

    def faults(self, element: etree._Element) -> Iterator[tuple[int, str]]:
        """The line and message of each innermost wrong element; none if all is right.

        Children come first: libxml2 takes quadratic time over an element with very many wrong ones.
        """
        inner = False
        for child in element:
            for fault in self.faults(child):
                inner = True
                yield fault
        schema = None if inner else self.alone(str(element.tag))
        if schema is not None and not schema.validate(element):
            yield (
                cast("int", element.sourceline),
                _most_specific([str(entry.message) for entry in schema.error_log]),
            )


def _most_specific(messages: list[str]) -> str:
    ranked = [
        message
        for start in _MOST_SPECIFIC_FIRST
        for message in messages
        if message.startswith(start)
    ]
    return (ranked or messages or [Message("an unknown fault")])[0]


MOST_PROBLEMS = 50
"""Reported faults of each schema; one missing element can cause thousands."""

_NAMESPACES = re.compile(r"\{" + f"(?:{re.escape(AKN)}|{re.escape(OWN)})" + r"\}")


def validate(data: bytes) -> tuple[Problem, ...]:
    """The faults of an XML file by the two schemas, none if it is valid.

    Those of OASIS come first; modifications and mappings to absent places last. `Problem.code` is
    ``akn-schema``, ``profile-schema`` or ``dangling-address``. Raises an `InputError` for no XML,
    or hostile XML.
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
    """The addresses in ``analysis`` that point to no eId of the file."""
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
    return etree.XMLSchema(etree.parse(resource("schemas", "akomantoso30.xsd")))
