"""What schemas state beside the types: patterns, bounds, and rules across keys."""

from __future__ import annotations

from typing import Any

_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_HASH = "^[0-9a-f]{64}$"
_COMMIT = "^([0-9a-f]{40}|[0-9a-f]{64})$"


def _words(text: str) -> list[str]:
    return text.split()


PATTERNS = {
    _DAY: "version_date date day until in_force adopted approved signed promulgated posted named as_of"
    " after on since unexplained first last candidates",
    _HASH: "sha256 base_sha256 decision_sha256 text_sha256 file_sha256 source_sha256",
    _COMMIT: "commit tip id",
    "^refs/heads/.+": "ref",
    "^[a-z]{2}(-[a-z0-9]+)?$": "jurisdiction",
    "^[#/]": "source destination previous old new",
}
"""Patterns of texts by the names of their keys …"""

PLAIN = frozenset(
    _words("SignedRemark.date Dropped.date MarginComment.date PossibleVersion.date Sentence.first")
)
"""… and the keys that have these names and other texts: dates as a file has them, names."""

MODIFICATIONS = frozenset(("source", "destination", "previous", "old", "new"))


def pattern(owner: str, name: str) -> str | None:
    """The pattern of a text by its key."""
    if f"{owner}.{name}" in PLAIN or (name in MODIFICATIONS and owner != "Modification"):
        return None
    return next((rule for rule, names in PATTERNS.items() if name in names.split()), None)


OPTIONAL = frozenset(
    _words(
        "Document.presumed AsShown.presumed History.presumed Blame.presumed Blame.provision"
        " Citations.presumed Citations.notes WithCounts.left_out CitedPlace.presumed CitedPlace.candidates"
        " Clause.mark_only Side.heading Operation.target_range Operation.excepted Consolidation.complete"
        " DraftedAmendment.refused Listed.address Dropped.beside"
    )
)
"""Keys that always come, but came later than the others: older answers have none."""

CLOSED = frozenset(
    _words(
        "Dates WorkStatus LifeFact EndedGround VersionStatus OriginBasis *.in_force_act Comparison.unpaired"
        " Relation.statuses Relation.tiers Instrument.dates SearchResult.filters Written Statement"
        " StatedWords"
    )
)
"""Objects that have no other keys."""

_ONE: dict[str, Any] = {"minimum": 1}
_SOME: dict[str, Any] = {"minItems": 1}
_WORDS: dict[str, Any] = {"minLength": 1}
_LEVELS = _words("part subpart chapter section article paragraph point indent")
_BASES = ["named", "promulgated", "adopted", "signed", "approved", None]

RULES: dict[str, Any] = {
    "Document.version_basis": {"enum": _BASES},
    "VersionFacts.basis": {"enum": _BASES},
    "OriginBasis.version": {"pattern": _DAY},
    "Side.level": {"enum": [*_LEVELS, "title", "preamble", "block", "table", "attachment"]},
    "Comparison.noise_rule": {"uniqueItems": True},
    "Match.id": _ONE,
    "Match.parent": _ONE,
    "Edit.text": _WORDS,
    "Substitution.count": _ONE,
    "WithCounts.counts": {
        "propertyNames": {
            "enum": ["resolved", "dangling", "not_stored", "unknown_work", "ambiguous_work"]
        },
        "additionalProperties": {"type": "integer", "minimum": 1},
    },
    "CheckedRow.category": {
        "enum": _words("reworded added removed split merged regrouped moved explained")
    },
    "LawCommit.origin": {"const": "computed"},
    "LeftOutDecision.citations": _ONE,
    **{f"{owner}.line": _ONE for owner in ("Provision", "Block", "Table", "Quoted", "Attachment")},
    **{f"{owner}.line": _ONE for owner in ("Problem", "Dropped", "Flaw")},
    "SourceCell.colspan": _ONE,
    "SourceCell.rowspan": _ONE,
    "RowPlace.table": _ONE,
    "RowPlace.row": _ONE,
    "PlacedPassage.cell": {"items": {"type": "integer", "minimum": 1}},
    "SearchResult.count": {"maximum": 5000},
    "Refusal.status": {"minimum": 400, "maximum": 599},
    "WorkStatus.sentences": _SOME,
    "History.versions": _SOME,
    "Blame.versions": _SOME,
    "Applicable.versions": _SOME,
    "ClauseVersion.days": _SOME,
    "TransitionalPassage.sources": _SOME,
    "Applicable.sorts": _SOME,
    "Timeline.commits": _SOME,
    "Chain.steps": _SOME,
    "Relation.statuses": _SOME,
    "Relation.tiers": _SOME,
    "Comparisons.comparisons": _SOME,
    "Comparisons.lineages[]": {"minItems": 2},
    "Consolidation.document.articles.eid": _WORDS,
    "Chain.document.articles.eid": _WORDS,
    "Consolidation.operations": _SOME,
    "DraftedAmendment.operations": _SOME,
    "DraftedAmendment.text": _WORDS,
    "Operation.instruction": _WORDS,
    "Operation.work": _WORDS,
    "Operation.message": _WORDS,
    "Instrument.since": {
        "items": {
            "type": "array",
            "prefixItems": [
                {"type": "string", "pattern": _DAY},
                {"enum": ["draft", "enacted", "revised", "repealed"]},
            ],
            "minItems": 2,
            "maxItems": 2,
        }
    },
    "Instructions.operations[]": {
        "properties": {
            "status": {"enum": ["parsed", "unparsed", "context"]},
            "target": {"type": "null"},
            "result": {"type": "null"},
        }
    },
}
_CARRIED = {
    "properties": {"status": {"enum": ["applied", "failed", "unparsed", "context", "other-work"]}}
}
RULES["Consolidation.operations[]"] = RULES["DraftedAmendment.operations[]"] = _CARRIED
"""What a key states beside its type, as Class.key; of each of several as Class.key[]."""


def _sides(kind: Any, left: Any, right: Any, **others: Any) -> dict[str, Any]:
    return {
        "if": {"properties": {"kind": kind}},
        "then": {"properties": {"left": left, "right": right, **others}},
    }


_NONE, _LONE, _MANY = {"maxItems": 0}, {"minItems": 1, "maxItems": 1}, {"minItems": 2}
_LINKS = {"type": "array", "minItems": 2}
_NULL = {"type": "null"}

OBJECTS: dict[str, dict[str, Any]] = {
    "Match": {
        "allOf": [
            _sides({"const": "added"}, _NONE, _LONE, score=_NULL),
            _sides({"const": "removed"}, _LONE, _NONE, score=_NULL),
            _sides(
                {"enum": ["unchanged", "reworded"]},
                _LONE,
                _LONE,
                score={"type": "number"},
                links=_NULL,
            ),
            _sides({"const": "split"}, _LONE, _MANY, links=_LINKS),
            _sides({"const": "merged"}, _MANY, _LONE, links=_LINKS),
            _sides({"const": "regrouped"}, _MANY, _MANY, links=_LINKS | {"minItems": 3}),
        ]
    },
    "Operation": {
        "allOf": [
            {
                "if": {"properties": {"status": {"enum": ["context", "unparsed"]}}},
                "then": {
                    "properties": {
                        "kind": {"const": "context"},
                        "text": {"type": "string", "minLength": 1},
                    }
                },
            },
            {
                "if": {"properties": {"kind": {"const": "context"}}},
                "then": {"properties": {"status": {"enum": ["context", "unparsed", "other-work"]}}},
            },
            {
                "if": {"properties": {"status": {"const": "failed"}}},
                "then": {"properties": {"message": {"type": "string"}}},
            },
        ]
    },
    "Verification": {
        "if": {"properties": {"equal_but_noise": {"const": True}}},
        "then": {"properties": {"differences": _NONE}},
        "else": {"properties": {"exact": {"const": False}, "differences": {"minItems": 1}}},
    },
    "ChainStep": {
        "if": {"properties": {"against": _NULL}},
        "then": {"properties": {"matched": _NULL, "verification": _NULL}},
        "else": {
            "properties": {
                "matched": {"enum": ["date", "text", "place"]},
                "verification": {"type": "object"},
            }
        },
    },
    "DraftedAmendment": {
        "if": {"properties": {"exact": {"const": True}}},
        "then": {
            "properties": {
                "remains": _NONE,
                "operations": {
                    "items": {"properties": {"status": {"enum": ["applied", "context"]}}}
                },
            }
        },
    },
}
"""Rules across the keys of an object."""
