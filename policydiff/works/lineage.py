"""lineage: all versions of one work, with the origin of each part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from policydiff.comparing.engine.align.overrides import Overrides
from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.lineage import (
    Declaration,
    LineageStep,
    Named,
    Names,
    Pair,
    WorkLineage,
    naming_pairs,
)
from policydiff.model.names import UNDATED, Name
from policydiff.model.version import compiled_note
from policydiff.store.records.versions import version_in_force
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.tracing.engine.steps import inherited, lasting_names, step_of
from policydiff.works.bridged_pins import follow_pins
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.lineage_evidence import WorkEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPair:
    """Two versions of a work, and what people and decisions state of them."""

    left: Document
    right: Document
    pairs: Overrides
    declaration: Declaration | None


def make_step(pair: VersionPair) -> LineageStep:
    """Compare two versions."""
    from policydiff.comparing.engine.compare import diff  # noqa: PLC0415 - most names need no comparison

    comparison = diff(pair.left, pair.right, pairs=pair.pairs, typed=False)
    return step_of(comparison, pair.declaration)


def try_step(pair: VersionPair) -> LineageStep | PolicyDiffError:
    """Compare two versions; gives the error where they cannot be compared."""
    try:
        return make_step(pair)
    except PolicyDiffError as error:
        return error


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A name, the versions of its work from the oldest, and the one that it means.

    That one is given by its position. `notes` are what a reader must know of how the version was
    chosen; `presumed` is True where another text, with different words, may have been in force on
    the day that was named.
    """

    work: WorkRecord
    name: Name
    documents: tuple[Document, ...]
    lineage: WorkLineage
    version: int
    notes: tuple[Message, ...] = ()
    presumed: bool = False

    @property
    def document(self) -> Document:
        """The document of the version that the name means."""
        return self.documents[self.version]


def trace_work(store: Repository, work: WorkRecord, name: Name | None = None) -> Traced:
    """The lineage of a work, and the version of the date in a name.

    Without a date, the newest version. Versions that cannot be read are left out, as a note states.
    Raises `DamagedVersionError` where the version of the date is one of those.
    """
    name = name or Name(work=work.title)
    wanted = None if name.date is None else store.version(work, name.date)
    whole, (work, documents, unread) = work, store.sound(work)
    if wanted is None:
        wanted = store.version(work)
    elif wanted in whole.versions and wanted not in work.versions:
        store.load(wanted)  # raises the error
    lineage = lineage_of(store, work, documents)
    days = DaysOfForce(store)
    return Traced(
        work=work,
        name=name,
        documents=tuple(
            days.with_day(work, version, document, partial(lineage.decision, place))
            for place, (version, document) in enumerate(zip(work.versions, documents, strict=True))
        ),
        lineage=lineage,
        version=lineage.versions.index(wanted.date or UNDATED),
        notes=(
            *unread,
            *(
                note
                for one, text in zip(work.versions, documents, strict=True)
                for note in compiled_note(one.name, text.computed)
            ),
        ),
    )


def in_force(store: Repository, work: WorkRecord, day: str) -> VersionRecord:
    """The version that was in force on a day (ISO).

    The day of force stands in its own text or, where that is silent, in the stored act or the
    catalogue that states it; a note reports that, and a version of the catalogue that applied then
    and is not stored. Of a version that cannot be read the day is unknown. Raises
    `NotInForceError`, and `DamagedVersionError` where the version is one that cannot be read.
    """
    days = DaysOfForce(store)
    heads = dict(store.heads(work.versions))
    known = {
        version: document if (version.date or "") > day else days.with_day(work, version, document)
        for version, document in heads.items()
        if isinstance(document, Document)
    }
    chosen = version_in_force(
        work,
        day,
        lambda version: known[version].dates.in_force if version in known else None,
    )
    plain = replace(chosen, notes=(), others=())
    if plain not in known:
        store.load(plain)  # raises the error
    document = known[plain]
    act = document.in_force_act
    ground = (
        ()
        if act is None
        else (
            Message(
                "it came into force on {day}, as {title} says", day=act.in_force, title=act.title
            ),
        )
    )
    missing = days.missing(work, plain, document, day)
    remarks = (*days.remarks(work, plain, document), *(() if missing is None else (missing,)))
    return replace(chosen, notes=(*ground, *remarks, *chosen.notes))


def stored_steps(store: Repository, work: WorkRecord) -> tuple[LineageStep, ...] | None:
    """The steps between the versions of a work; None if not all are compared yet."""

    def refuse(_pair: Pair) -> LineageStep:
        raise _NotComparedError

    evidence = evidence_of(store, work)
    pairs = tuple(pairwise(range(len(work.versions))))
    try:
        steps = store.steps(work, pairs, evidence.summary, refuse)
    except _NotComparedError:
        return None
    return tuple(steps[pair] for pair in pairs)


def all_steps(store: Repository, work: WorkRecord) -> tuple[LineageStep, ...]:
    """The steps between all versions of a work; none where one cannot be read."""
    found = stored_steps(store, work)
    if found is None:
        whole, documents, _ = store.sound(work)
        found = lineage_of(store, work, documents).steps if whole == work else ()
    return found


def step_to(
    store: Repository, work: WorkRecord, version: VersionRecord
) -> tuple[VersionRecord, Document, LineageStep] | None:
    """The version before a version, its document, and the step from it.

    None for the first version, and where the version before cannot be read. Raises
    `DamagedVersionError` for the version itself.
    """
    place = work.versions.index(version)
    pair = place - 1, place
    after = store.load(version)
    earlier = work.versions[max(0, place - 1) : place]
    before = next((one for _, one in store.load_many(earlier)), None)
    if not isinstance(before, Document):
        return None
    steps = _steps_between(evidence_of(store, work), {pair[0]: before, pair[1]: after}, [pair])
    return work.versions[place - 1], before, steps[pair]


class _NotComparedError(LookupError):
    """Two versions that nobody compared yet."""


def names_to_keep(
    store: Repository,
    traced: Traced,
    after: WorkRecord,
    changed: tuple[VersionRecord, Document] | None = None,
) -> dict[str, Names]:
    """The lasting names to store when a work becomes `after`.

    With them each part that stays is called as before. `after` has fewer versions; or the same, of
    which one, `changed` from what it was, has now the facts of this document.
    """
    names = dict(zip(traced.lineage.versions, traced.lineage.wids, strict=True))
    texts = dict(zip(traced.lineage.versions, traced.documents, strict=True))
    held = store.names(traced.work)
    if changed is not None:
        old, new = changed[0].date or UNDATED, changed[1].version_date or UNDATED
        names[new] = names.pop(old)
        texts[new] = changed[1]
        held = {new if version == old else version: own for version, own in held.items()}
    return _names_held(store, after, names, texts, held)


def names_of_published(
    store: Repository,
    work: WorkRecord,
    version: VersionRecord,
    document: Document,
    after: WorkRecord,
) -> dict[str, Names] | None:
    """The lasting names to store when a published text replaces a compiled version.

    The work becomes `after`. Parts that come from a part of the compiled text have its name; new
    ones have a name that nothing bore. None where the work, as it is stored, is not the one that is
    meant.
    """
    if store.catalogue().by_uri(work.uri) != work:
        return None
    traced = trace_work(store, work)
    old, new = version.date or UNDATED, document.version_date or UNDATED
    names = dict(zip(traced.lineage.versions, traced.lineage.wids, strict=True))
    texts = dict(zip(traced.lineage.versions, traced.documents, strict=True))
    borne = {name for one in names.values() for name in one.values()}
    compiled = texts.pop(old)
    from policydiff.comparing.engine.compare import diff  # noqa: PLC0415 - as above

    step = step_of(diff(compiled, document, typed=False))
    heirs = inherited(step, compiled, document, names.pop(old))
    lead = dict(work.naming())[old]
    names[new] = {
        node.eid: heirs.get(node.eid) or _fresh(f"{lead}.{node.eid}", borne)
        for node in document.provisions
    }
    texts[new] = document
    held = {new if one == old else one: own for one, own in store.names(work).items() if one != old}
    return _names_held(store, after, names, texts, held)


def _fresh(name: str, borne: set[str]) -> str:
    """The name, with a number behind it where a part already bore it."""
    number, fresh = 1, name
    while fresh in borne:
        number += 1
        fresh = f"{name}-{number}"
    return fresh


def _names_held(
    store: Repository,
    after: WorkRecord,
    names: Mapping[str, Names],
    texts: Mapping[str, Document],
    held: Mapping[str, Names],
) -> dict[str, Names]:
    """The names to store so that the versions of a work have the given ones."""
    stored = {version.date or UNDATED for version in after.versions}
    after = replace(
        after,
        versions=tuple(one for one in after.versions if (one.date or UNDATED) in texts),
    )
    documents = tuple(texts[version.date or UNDATED] for version in after.versions)
    wanted = {version.date or UNDATED: names[version.date or UNDATED] for version in after.versions}
    kept = {version: own for version, own in held.items() if version in stored}
    first = next((version for version, _ in after.naming()), None)
    if first is not None and after.removed_first() is not None:
        kept.setdefault(first, wanted[first])
    while True:
        found = dict(zip(wanted, lineage_of(store, after, documents, kept).wids, strict=True))
        other = next(
            (version for version, _ in after.naming() if found[version] != wanted[version]), None
        )
        if other is None or kept.get(other) == wanted[other]:
            return kept
        kept[other] = wanted[other]


def evidence_of(store: Repository, work: WorkRecord) -> WorkEvidence:
    """The evidence on a work's versions. Raises what cannot be read of a version."""
    evidence = WorkEvidence.of(store, work)
    if not evidence.pins:
        return evidence
    whole, documents, _ = store.sound(work)
    return evidence if whole != work else _followed(evidence, documents)


def lineage_of(
    store: Repository,
    work: WorkRecord,
    documents: Sequence[Document],
    names: Mapping[str, Names] | None = None,
) -> WorkLineage:
    """The steps between versions and the lasting names, by `names` where given."""
    evidence = _followed(WorkEvidence.of(store, work), documents)
    order = _naming(evidence)
    steps = _steps(evidence, documents, naming_pairs(order))
    held = store.names(work) if names is None else names
    kept = {
        evidence.versions.index(version): names
        for version, names in held.items()
        if version in evidence.versions
    }
    return WorkLineage(
        versions=evidence.versions,
        steps=tuple(steps[pair] for pair in pairwise(range(len(documents)))),
        wids=lasting_names(documents, order, steps, kept),
        master=order[0].place if order else 0,
        removed_master=work.removed_first(),
        remarks=evidence.remarks,
    )


def _followed(evidence: WorkEvidence, documents: Sequence[Document]) -> WorkEvidence:
    """The evidence with pins between distant versions set where they can be."""
    if not evidence.pins:
        return evidence
    return follow_pins(
        evidence, documents, _steps(evidence, documents) if evidence.distant() else {}
    )


def _steps(
    evidence: WorkEvidence, documents: Sequence[Document], further: Sequence[Pair] = ()
) -> dict[Pair, LineageStep]:
    """The steps from each version to the next, and between `further` pairs."""
    return _steps_between(evidence, documents, (*pairwise(range(len(documents))), *further))


def _naming(evidence: WorkEvidence) -> tuple[Named, ...]:
    """The versions of a work in the order in which they name its parts."""
    return tuple(
        Named(place=evidence.versions.index(version), prefix=prefix)
        for version, prefix in evidence.work.naming()
    )


def pairs_of(evidence: WorkEvidence) -> tuple[Pair, ...]:
    """The pairs of versions whose steps a lineage needs."""
    return (*pairwise(range(len(evidence.versions))), *naming_pairs(_naming(evidence)))


def _steps_between(
    evidence: WorkEvidence,
    documents: Sequence[Document] | Mapping[int, Document],
    pairs: Iterable[Pair],
) -> dict[Pair, LineageStep]:
    """The steps between pairs of versions, whose documents are given by their places."""
    return evidence.store.steps(
        evidence.work,
        pairs,
        evidence.summary,
        lambda pair: make_step(pair_of(evidence, documents, pair)),
    )


def pair_of(
    evidence: WorkEvidence, documents: Sequence[Document] | Mapping[int, Document], pair: Pair
) -> VersionPair:
    """Two versions, to be compared by the evidence on them."""
    sides = documents[pair[0]], documents[pair[1]]
    declaration = evidence.declaration(pair, *sides)
    return VersionPair(
        left=sides[0],
        right=sides[1],
        pairs=evidence.overrides(pair, *sides, declaration),
        declaration=declaration,
    )
