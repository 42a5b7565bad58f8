"""A flaw that a check of the drafting finds, and the outcome of such a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from policydiff.messages import Message, template
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue, answer, as_json
from policydiff.model.source import Problem

FlawType = Literal[
    "ended",
    "ended-ground",
    "force-open",
    "dangling-reference",
    "number-skips",
    "number-repeats",
    "number-backwards",
    "unused-term",
    "repeated-term",
    "early-term",
    "undefined-term",
    "number-differs",
    "mixed-script",
    "unclosed-mark",
    "empty-heading",
]

FLAWS: dict[FlawType, str] = {
    "ended": template("ended"),
    "ended-ground": template("ended-ground"),
    "force-open": template("force-open"),
    "dangling-reference": template("dangling-reference"),
    "number-skips": template("number-skips"),
    "number-repeats": template("number-repeats"),
    "number-backwards": template("number-backwards"),
    "unused-term": template("unused-term"),
    "repeated-term": template("repeated-term"),
    "early-term": template("early-term"),
    "undefined-term": template("undefined-term"),
    "number-differs": template("number-differs"),
    "mixed-script": template("mixed-script"),
    "unclosed-mark": template("unclosed-mark"),
    "empty-heading": template("empty-heading"),
}
"""What a person calls them; in English as programs do."""

OF_STATUS = frozenset(("ended", "ended-ground", "force-open"))
"""The flaws of a stored text that do not lie in its drafting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw(JsonValue):
    """A passage of one document that its drafter should look at.

    `eid` names the provision, None where it stands in none; `span` is [begin, end) in characters of
    its text; `line` counts from 1 in the source, None without one.
    """

    type: FlawType
    message: Message
    eid: str | None = None
    span: tuple[int, int] | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingCheck:
    """A document and the findings in it, in reading order.

    `places` are the citations of the provisions of the flaws, "" where there is none; `problems`
    those of reading the text, empty where nobody asked.
    """

    family: ClassVar[str] = "lint"

    document: Document
    flaws: tuple[Flaw, ...]
    places: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def findings(self) -> int:
        """The number of flaws, and of problems that are more than a note."""
        return len(self.flaws) + sum(problem.severity != "note" for problem in self.problems)

    def to_dict(self) -> dict[str, Any]:
        """The check as JSON: each finding has its type, place and message."""
        findings = [
            as_json(flaw) | {"citation": citation or None}
            for flaw, citation in zip(self.flaws, self.places, strict=True)
        ]
        return answer("lint", document=self.document, findings=findings, problems=self.problems)
