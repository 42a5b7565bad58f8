"""The faults of a file that breaks the profile.

libxml2 names the outermost element only ("body failed to validate content"). So the rules are
applied again to each element by itself; reported are those that are wrong though all below them is
right.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, cast

from lxml import etree

from policydiff.messages import Message

RNG = "{http://relaxng.org/ns/structure/1.0}"

_MOST_SPECIFIC_FIRST = (
    "Invalid attribute",
    "Type ",
    "Did not expect element",
    "Expecting element",
    "Element ",
)
"""How the messages of libxml2 begin, the most specific first; others come from alternatives it
tried.
"""


class SchemaProfile:
    """A RELAX NG grammar as a schema of whole files, and of single elements.

    The schema of an element is made when it is first needed.
    """

    def __init__(self, grammar: Any) -> None:
        """`grammar` is the parsed schema."""
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
        """The schema of files whose root is an element of this name.

        None where no rule is about it.
        """
        if name not in self._alone and name in self._rules:
            grammar = deepcopy(self._grammar)
            start = grammar.find(f"{RNG}start")
            start.clear()
            choice = etree.SubElement(start, f"{RNG}choice")
            choice.extend(deepcopy(rule) for rule in self._rules[name])
            self._alone[name] = etree.RelaxNG(grammar)
        return self._alone.get(name)

    def faults(self, element: etree._Element) -> Iterator[tuple[int, str]]:
        """The line and message of each innermost element that is wrong.

        There are none where the element and all below it are right.

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
