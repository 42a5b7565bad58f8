"""The fields of a form for the facts of a text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from policydiff.errors import PolicyDiffError, UsageError
from policydiff.library.actions.set_facts import GivenLife
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.kinds import KIND_ROOTS
from policydiff.reading.load import BadFactError, GivenFacts
from policydiff.report.labels import field_word, kind_word
from policydiff.store.records.catalogue import AmbiguousNameError, NoSuchWorkError
from policydiff.store.records.slugs import BadSlugError
from policydiff.store.records.works import WorkRecord
from policydiff.web.visit import FieldError, Visit
from policydiff.works.concurrent_edits import merge_words

FACTS = ("title", "promulgated", "in_force", "adopted", "signed", "authority", "document_number")
"""The facts of the form, the most important first."""

LIFE_FIELDS = ("ended", "ended-by", "ended-why")
"""The fields on the end of the work."""

DATES = frozenset(("promulgated", "in_force", "adopted", "signed"))
"""The facts that are days."""


class EmptiedFactError(UsageError):
    """A fact that the text states was emptied in the form."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name}: a fact can be set to another value, not emptied; what the text states counts as long as nothing else is set",
                name=name,
            )
        )


def stated_facts(document: Document) -> dict[str, str]:
    """The facts that a document states, by their names."""
    return {
        "title": document.title,
        "authority": document.authority or "",
        "document_number": document.document_number or "",
        "kind": document.kind,
        **document.dates.to_dict(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFields:
    """The facts of a text as fields: names, labels, values; the kind as a choice."""

    facts: Sequence[tuple[str, str, str]]
    kinds: Sequence[tuple[str, str]]
    chosen: str
    kind_word: str
    dates: Collection[str] = DATES


def fact_fields(visit: Visit, document: Document) -> FactFields:
    """The fields of a form, each with what was written or is stated."""
    stated, language = stated_facts(document), visit.language
    written = {key: visit.field(key) for key in (*FACTS, "kind")}
    return FactFields(
        facts=[
            (key, field_word(key, language), written.get(key) or stated.get(key, ""))
            for key in FACTS
        ],
        kinds=_kinds(document.kind, language),
        chosen=written.get("kind") or document.kind,
        kind_word=field_word("kind", language),
    )


def life_fields(visit: Visit, work: WorkRecord) -> dict[str, str]:
    """The end of a work as a person stated it, or wrote it in the form."""
    return {name: visit.field(name) or value for name, value in _stored_life(work).items()}


def _stored_life(work: WorkRecord) -> dict[str, str]:
    clause = work.stated("ended")
    stated = ("", "", "") if clause is None else (clause.day or "", clause.by or "", clause.words)
    return dict(zip(LIFE_FIELDS, stated, strict=True))


def stored_cells(document: Document, work: WorkRecord) -> dict[str, str]:
    """The fields of the form as they are stored, by name."""
    stated = stated_facts(document)
    return {key: stated.get(key, "") for key in (*FACTS, "kind")} | _stored_life(work)


def cell_labels(visit: Visit, words: Mapping[str, str]) -> dict[str, str]:
    """The words for the fields of the form, by name."""
    facts = {key: field_word(key, visit.language) for key in (*FACTS, "kind")}
    return {**facts, **{key: words[key] for key in LIFE_FIELDS}}


def merged_facts(visit: Visit, document: Document, work: WorkRecord) -> Visit:
    """The visit with stored facts in place of those left as shown.

    The end of a work counts as one. Raises `WrittenMeanwhileError`, `NotShownError`.
    """
    now, shown = stored_cells(document, work), visit.shown
    sent = {key: visit.field(key) for key in now if key in visit.fields}
    changed = any(key in sent and sent[key] != shown.get(key, "") for key in LIFE_FIELDS)
    words = merge_words(now, sent, shown, "", LIFE_FIELDS if changed else ())
    return replace(visit, fields={**visit.fields, **{key: (words[key],) for key in sent}})


def given_life(visit: Visit, work: WorkRecord) -> GivenLife:
    """The end of a work as written in the form; emptied, it is taken back.

    Nothing if the form has no such fields, or repeats the stated end. Raises `FieldError`.
    """
    stated = work.stated("ended")
    day, by, why = (visit.field(name) for name in LIFE_FIELDS)
    if LIFE_FIELDS[0] not in visit.fields:
        return {}
    if not (day or by or why):
        return {} if stated is None else {"not_ended": True}
    if stated is not None and (day, by, why) == (stated.day, stated.by, stated.words):
        return {}
    for name, given, words in (
        ("ended", day, Message("give the first day on which the work no longer applied")),
        ("ended-by", by or why, Message("name the act that ended the work, or say why it ended")),
    ):
        if not given:
            raise FieldError(name, UsageError(words))
    return {"ended": day, "by": by, "why": why}


def at_fact(visit: Visit, error: PolicyDiffError) -> PolicyDiffError:
    """The error at its field: a fact, the work, the short name."""
    if isinstance(error, BadFactError):
        return FieldError(error.name, error)
    if isinstance(error, BadSlugError):
        return FieldError("slug", error)
    if isinstance(error, (NoSuchWorkError, AmbiguousNameError)) and visit.field("work"):
        return FieldError("work", error)
    return error


def _kinds(own: str, language: Language) -> list[tuple[str, str]]:
    kinds = dict.fromkeys((*KIND_ROOTS, own))
    return [(kind, kind_word(kind, language)) for kind in kinds]


def given_facts(visit: Visit, document: Document) -> GivenFacts:
    """The facts in the form that differ from the text. Raises `EmptiedFactError`."""
    stated = stated_facts(document)
    written = {key: visit.field(key) for key in (*FACTS, "kind")}
    for key in FACTS:
        if key in visit.fields and not written[key] and stated.get(key):
            raise FieldError(key, EmptiedFactError(field_word(key, visit.language)))
    changed = {key: text for key, text in written.items() if text not in ("", stated.get(key, ""))}
    return cast("GivenFacts", changed)
