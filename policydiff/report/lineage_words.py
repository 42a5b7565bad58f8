"""The words of a history and of a blame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policydiff.locale import Labels, Language, translate
from policydiff.model.history import Clause, History, Moment, VersionFacts
from policydiff.model.index import ProvisionIndex
from policydiff.model.lineage import Evidence
from policydiff.model.names import UNDATED
from policydiff.model.origins import Blame, BlamedPassage, BlamedSentence
from policydiff.model.version_names import UNOFFICIAL, marked
from policydiff.report.citations import called, quoted
from policydiff.report.labels import WORDS, date_word
from policydiff.report.pieces import neutral
from policydiff.report.versions import called_word, ground_note

LINEAGE_WORDS = Labels(
    "lineage",
    {
        "history": "History of a clause",
        "blame": "Origin of the words",
        "undated": "undated",
        "first": "oldest stored",
        "mark-only": "only the mark at its end",
        "presumed": "{asked} (presumed)",
        "absent": "not there",
        "removed": "gone",
        "version": "Version",
        "number": "Number",
        "place": "Clause",
        "change": "Change",
        "by": "By",
        "text": "Text",
        "in-force": "in force from {date}",
        "chosen": "{provision} ({version})",
        "items": "item {items}",
        "took-place": "took the place of 《{title}》",
        "compiled": "{name} (compiled)",
        "declared": "declared",
        "pinned": "linked by hand",
        "inferred": "inferred",
        "reading": "Before each sentence stands the version that gave it its wording; underlined words came later than the rest, "
        "with the version named behind them, else with that before the sentence. "
        "What the noise rule leaves out, references that follow a renumbering, and the mark at the end of an item are no new words.",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseEvidence:
    """The items of an act about a clause, and the evidence for its origin."""

    items: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


NO_EVIDENCE = ClauseEvidence()


def version_word(version: VersionFacts, language: Language) -> str:
    """The date of a version in the language, with a short mark where it was compiled."""
    words = LINEAGE_WORDS[language]
    name = words["undated"] if version.name == UNDATED else date_word(version.name, language)
    return name if version.computed is None else words["compiled"].format(name=name)


def named_word(version: VersionFacts, language: Language) -> str:
    """The name of a version and its date, or that alone: 2018年修正（2018年10月26日）."""
    words, date = WORDS[language], version_word(version, language)
    return (
        date
        if version.called is None
        else f"{called_word(version.called, language)}{words['open']}{date}{words['close']}"
    )


def moment_word(history: History, moment: Moment, language: Language, *, alone: bool) -> str:
    """The date of a version, with its name where it stands `alone`.

    Before it stands the title of its work, where the history goes through several.
    """
    several = len({one.version.uri for one in history.moments}) > 1
    name = named_word(moment.version, language) if alone else version_word(moment.version, language)
    return f"《{neutral(moment.version.title)}》{name}" if several else name


def because(history: History, moment: Moment, language: Language) -> str:
    """The origin of a version: the work whose place its own took, and `decided`."""
    place = history.moments.index(moment)
    before = history.moments[place - 1].version if place else moment.version
    origin = decided(moment.version, language, evidence_of(moment))
    if before.uri == moment.version.uri:
        return origin
    took = LINEAGE_WORDS[language]["took-place"].format(title=neutral(before.title))
    return " · ".join(filter(None, (took, origin)))


def decided(version: VersionFacts, language: Language, stated: ClauseEvidence = NO_EVIDENCE) -> str:
    """The origin of a version by its 题注 or stored act, with what is `stated`; or ""."""
    words, amendment = LINEAGE_WORDS[language], version.amendment
    title = (amendment and amendment.decision) or (version.decision and version.decision.title)
    parts = [] if version.computed is None else [translate(UNOFFICIAL, language)]
    parts += [] if amendment is None else [neutral(part) for part in (amendment.by,) if part]
    parts += [neutral(quoted(title))] if title else []
    parts += [items_word(stated.items, language)] if stated.items else []
    parts += [neutral(amendment.word)] if amendment is not None else []
    begin = version.in_force
    ground = ground_note(version.in_force_ground, language)
    parts += [words["in-force"].format(date=date_word(begin, language)) + ground] if begin else []
    return " · ".join((*parts, *(words[one] for one in stated.evidence)))


def asked_word(blame: Blame, language: Language) -> str:
    """The clause and version of a blame, with a mark where it is presumed."""
    newest = blame.versions[-1]
    version = (
        marked(date_word(newest.name, language), language, compiled=True)
        if newest.computed
        else version_word(newest, language)
    )
    chosen = LINEAGE_WORDS[language]["chosen"]
    asked = (
        version
        if blame.provision is None
        else chosen.format(provision=neutral(blame.provision), version=version)
    )
    return presumed_word(asked, language, presumed=blame.presumed)


def presumed_word(asked: str, language: Language, *, presumed: bool) -> str:
    """The name of what was asked for, marked where the answer is presumed."""
    return LINEAGE_WORDS[language]["presumed"].format(asked=asked) if presumed else asked


def passage_word(
    index: ProvisionIndex, passage: BlamedPassage, sentence: BlamedSentence, language: Language
) -> str:
    """The place of a sentence, with the items of the stored act that made its words."""
    items = passage.items_of(sentence.version)
    place = called(index, passage.eid, language)
    return f"{place} ({items_word(items, language)})" if items else place


def items_word(items: Iterable[str], language: Language) -> str:
    """The items of an act in the language."""
    return LINEAGE_WORDS[language]["items"].format(
        items=WORDS[language]["list"].join(map(neutral, items))
    )


def evidence_of(moment: Moment) -> ClauseEvidence:
    """The evidence for the origin of a version's clauses, and the items on them."""
    statements = [
        (clause.instructions, clause.evidence)
        for clause in moment.clauses
        if clause.kind != "first"
    ]
    statements += [
        (ending.instructions, ending.evidence) for ending in moment.endings if not moment.clauses
    ]
    items = dict.fromkeys(item for instructions, _ in statements for item in instructions)
    return ClauseEvidence(
        items=tuple(items), evidence=tuple(dict.fromkeys(evidence for _, evidence in statements))
    )


def changes(clause: Clause, language: Language) -> str:
    """The changes of a clause by the step to a version."""
    words = WORDS[language]
    kind = (
        "explained" if clause.references_only else "mark-only" if clause.mark_only else clause.kind
    )
    labels = [LINEAGE_WORDS[language][kind] if kind in ("first", "mark-only") else words[kind]]
    labels += [words[name] for name in ("renumbered", "moved") if getattr(clause, name)]
    if kind == "unchanged" and len(labels) > 1:
        labels = labels[1:]
    return words["list"].join((*labels, *([words["doubtful"]] if clause.doubtful else [])))


def is_quiet(clause: Clause) -> bool:
    """True where the words are those of the version before."""
    return clause.kind == "unchanged"
