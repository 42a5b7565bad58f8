"""A decision carried out on every work that it names: the outcome of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from policydiff.amending.engine.chain import Chain
from policydiff.amending.engine.operations import (
    Consolidation,
    DeclaredWorks,
    Operation,
    Verification,
)
from policydiff.amending.report import lines as consolidation_lines
from policydiff.amending.report.chain import ChainStepView, shown_steps
from policydiff.amending.report.chain_page import difference_lines, step_section, trouble_lines
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.model.reports import ReportOptions
from policydiff.report.page import (
    Column,
    Page,
    PageLine,
    PageRow,
    PageTable,
    Role,
    cell,
    line,
    lines,
    part,
    words,
)
from policydiff.report.pieces import neutral

OutcomeKind = Literal[
    "equal",
    "differs",
    "stored",
    "stored already",
    "carried out",
    "ended",
    "not stored",
    "several",
    "no version",
    "failed",
    "damaged",
]
"""Carried out: equal to the republished text; different from it; stored as a compiled version, now
or before; not stored. Ended by the decision. Not carried out: the work is not stored, or several
bear its name; no version of it came before; an instruction failed; a text cannot be read.
"""

_DONE: frozenset[OutcomeKind] = frozenset(
    ("equal", "stored", "stored already", "carried out", "ended")
)
_ROLES: dict[OutcomeKind, Role] = {"not stored": "doubt", "several": "doubt", "no version": "doubt"}

WORKS_WORDS = Labels(
    "works of a decision",
    {
        "titled": "{title}: carried out on every work that it names",
        "work": "Work",
        "outcome": "Outcome",
        "base": "Base",
        "version": "Version after",
        "remarks": "Remarks",
        "equal": "carried out, equal to the republished text",
        "differs": "carried out, differs from the republished text",
        "stored": "carried out, stored as a compiled version",
        "stored already": "carried out, stored already as a compiled version",
        "carried out": "carried out, not stored",
        "ended": "ended by the decision",
        "not stored": "not stored here",
        "several": "several works bear this name",
        "no version": "no version before the decision is stored",
        "failed": "not carried out in full",
        "damaged": "a text cannot be read",
        "count": "{outcome}: {count}",
        "total": "works: {count}",
        "amends": "works that it amends",
        "repeals": "works that it repeals",
        "amends-repeals": "works that it amends or repeals",
        "agrees": "{what}: {count} declared, as many named by its items",
        "disagrees": "{what}: {count} declared, {found} named by its items",
        "undeclared": "the decision does not declare how many works it amends or repeals",
        "filled": "compiled first, from an earlier decision: {name}",
        "list": "; ",
    },
)
"""Language → key → words; both languages hold the same keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOutcome(JsonValue):
    """One work that a decision names, and what became of it.

    `name` is as the decision names it; `uri` and `title` those of the stored work, None where there
    is none or several. `base` is the version on which the decision was carried out, `version` the
    republished or the compiled one of its day. `remarks` state why something is left to do.
    `chain` has the earlier decisions that were carried out first, then this one.
    """

    name: str
    kind: OutcomeKind
    uri: str | None = None
    title: str | None = None
    base: str | None = None
    version: str | None = None
    remarks: tuple[Message, ...] = ()
    filled: tuple[str, ...] = ()
    chain: Chain | None = None
    withheld: bool = False
    """True where the text was to be stored and was not."""

    @property
    def left(self) -> bool:
        """True where something is left to do."""
        return self.kind not in _DONE or self.withheld

    @property
    def result(self) -> Consolidation | None:
        """The decision carried out on this work."""
        return None if self.chain is None else self.chain.steps[-1].result

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations on this work."""
        return () if self.result is None else self.result.operations

    @property
    def verification(self) -> Verification | None:
        """The comparison with the republished text."""
        return None if self.result is None else self.result.verification


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWorks(JsonValue):
    """A decision carried out on every stored work that it amends or ends.

    `declared` are the numbers of works that it states; `note` is why nothing was to be stored.
    """

    family: ClassVar[str] = "works"

    decision: Document
    works: tuple[WorkOutcome, ...]
    declared: tuple[DeclaredWorks, ...] = ()
    note: Message | None = None

    @property
    def complete(self) -> bool:
        """True where nothing is left to do, and the declared numbers are those found."""
        agrees = all(declared.agrees for declared in self.declared)
        return agrees and not any(one.left for one in self.works)


def works_lines(found: DecisionWorks, language: Language) -> Iterator[str]:
    """The outcomes counted, the declared numbers of works, and why nothing is stored."""
    labels = WORKS_WORDS[language]
    counted = Counter(one.kind for one in found.works)
    counts = (labels["count"].format(outcome=labels[kind], count=n) for kind, n in counted.items())
    yield labels["list"].join((labels["total"].format(count=len(found.works)), *counts))
    for declared in found.declared:
        verbs = ("amends", declared.amends), ("repeals", declared.repeals)
        what = labels["-".join(key for key, holds in verbs if holds)]
        key = "agrees" if declared.agrees else "disagrees"
        yield labels[key].format(what=what, count=declared.count, found=declared.found)
    if not found.declared:
        yield labels["undeclared"]
    if found.note is not None:
        yield translate(found.note, language)


def works_page(found: DecisionWorks, options: ReportOptions) -> Page:
    """The whole page: a row for each work, then its items beside its clauses."""
    language = options.language
    labels = WORKS_WORDS[language]
    steps = [() if one.chain is None else shown_steps(one.chain, options) for one in found.works]
    keys = ("work", "outcome", "base", "version", "remarks")
    table = PageTable(
        columns=tuple(Column(head=labels[key], wide=key in ("work", "remarks")) for key in keys),
        rows=tuple(
            _row(one, shown, language) for one, shown in zip(found.works, steps, strict=True)
        ),
        layout="records",
    )
    return Page(
        family="works",
        language=language,
        title=labels["titled"].format(title=neutral(found.decision.title)),
        sections=(
            part(table),
            *(
                step_section(shown, language, _heading(one, shown))
                for one, each in zip(found.works, steps, strict=True)
                for shown in each
            ),
        ),
        summary=lines(map(neutral, works_lines(found, language)), "strong"),
    )


def _heading(one: WorkOutcome, shown: ChainStepView) -> PageLine:
    title = neutral(shown.step.result.decision.title)
    return line(f"{neutral(one.title or one.name)}　{title}", "strong")


def _row(one: WorkOutcome, steps: tuple[ChainStepView, ...], language: Language) -> PageRow:
    labels = WORKS_WORDS[language]
    role = _ROLES.get(one.kind, "bad" if one.left else "good")
    remarks = [labels["filled"].format(name=neutral(name)) for name in one.filled]
    remarks += [neutral(translate(remark, language)) for remark in one.remarks]
    more = tuple(
        inner
        for shown in steps[-1:]
        for inner in (*trouble_lines(shown, language), *difference_lines(shown, language))
    )
    named = words(f"《{neutral(one.name.strip('《》'))}》", "strong")
    versions = " → ".join(filter(None, (one.base, one.version)))
    lead = (*named, *words("  "), *words(labels[one.kind], role), *words(f"  {neutral(versions)}"))
    noted = tuple(replace(remark, depth=2) for remark in lines(remarks))
    return PageRow(
        cells=(
            cell(neutral(one.title or one.name)),
            cell(labels[one.kind], role),
            cell(neutral(one.base or "")),
            cell(neutral(one.version or "")),
            (*lines(remarks), *(replace(inner, depth=0) for inner in more)),
        ),
        alone=(PageLine(text=lead), *noted, *more),
    )


def outcome_kind(result: Consolidation, *, stored: bool | None) -> OutcomeKind:
    """The kind of a decision carried out; `stored` is True for a version that is new."""
    if any(one.status in ("failed", "unparsed") for one in result.operations):
        return "failed"
    if result.verification is not None:
        return "differs" if consolidation_lines.differences(result) else "equal"
    if stored is None:
        return "carried out"
    return "stored" if stored else "stored already"
