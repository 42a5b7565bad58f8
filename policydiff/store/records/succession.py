"""Works that replaced others, as people and their texts state it.

One place of truth: the successor's ``work.toml``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import Document, document_lines
from policydiff.model.kinds import LOCAL_KINDS, NATIONAL_KINDS
from policydiff.model.names import UNDATED
from policydiff.model.work_life import ENDING, LifeClause
from policydiff.store.git.layout import work_path
from policydiff.store.git.stream import Change, Commit
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.versions import Related
from policydiff.store.records.work_toml import work_to_toml
from policydiff.store.records.works import ACTS_ON_OTHERS, WorkRecord
from policydiff.store.titles import COUNTRY, one_line, title_key
from policydiff.text.citations.life import life_clauses
from policydiff.text.citations.works import ground_titles
from policydiff.text.traditions.mainland.citations import LIFE_WORDS

_COUNTRY = "cn"
"""The jurisdiction of the whole country."""

_HEAD = 60
"""Lines at the head of a text in which it names its grounds."""

Statement = tuple[WorkRecord, str, LifeClause]
"""What is stated of the life of a work: the work that states it, its version, and what it states."""


class CircularError(UsageError):
    """A work would replace itself."""

    def __init__(self, work: WorkRecord, other: WorkRecord) -> None:
        why = (
            Message("they are one work")
            if work.uri == other.uri
            else Message("{title} replaces it already", title=other.title)
        )
        super().__init__(
            Message(
                "{title} cannot replace {other}: {why}",
                title=work.title,
                other=other.title,
                why=why,
            )
        )


def with_life(work: WorkRecord, document: Document) -> WorkRecord:
    """The work with what a version of it states of the life of works.

    The grounds are those of its newest version.
    """
    version = document.version_date or UNDATED
    own = set(map(title_key, (work.title, *work.other_titles)))
    clauses = life_clauses(document, LIFE_WORDS) if document.stage is None else ()
    stated = (
        clause
        if clause.title is None
        else dataclasses.replace(clause, title=one_line(clause.title))
        for clause in clauses
        if title_key(clause.title or "") not in own
    )
    grown = work.with_life(version, stated)
    if work.versions and work.versions[-1].date not in (None, document.version_date):
        return grown
    head = "\n".join(islice(document_lines(document), _HEAD))
    named = map(one_line, ground_titles(head))
    return dataclasses.replace(grown, grounds=tuple(named))


def statements_on(catalogue: Catalogue, work: WorkRecord) -> tuple[Statement, ...]:
    """The statements of stored texts on the life of a work: its own first.

    A text of another work speaks of this one where it names its title, is no draft, and no other
    work can be meant; of a work that is not stored, where no stored work has the title.
    """
    own: list[Statement] = [
        (work, version, clause) for version, clause in work.statements() if clause.title is None
    ]
    names = frozenset(map(title_key, (work.title, *work.other_titles)))
    others = sorted(catalogue.speaking_of(work), key=lambda one: one.uri)
    told = (
        (other, version, clause)
        for other in others
        if other.uri != work.uri and other.stage is None
        for version, clause in other.statements()
        if clause.title is not None
        and title_key(clause.title) in names
        and (_meant(catalogue, clause, other) == work or not catalogue.named(clause.title))
    )
    return (*own, *told)


def _meant(catalogue: Catalogue, clause: LifeClause, act: WorkRecord) -> WorkRecord | None:
    """The one work that a statement can mean; None where there are several."""
    found = [
        one
        for one in catalogue.named(clause.title or "")
        if one.stage is None and one.uri != act.uri and _is_older(one, act) and _may_end(act, one)
    ]
    if len(found) > 1:
        dated = (one for one in found if one.version_of(clause.date) is not None)
        found = [one for one in dated if clause.date is not None]
    return found[0] if len(found) == 1 else None


def predecessors(catalogue: Catalogue, work: WorkRecord) -> tuple[WorkRecord, ...]:
    """The stored works that a work replaced.

    Those that a person named, then those that its text names.
    """
    said = (catalogue.by_uri(uri) for uri in work.replaces)
    told = (_named(catalogue, title, work) for title in work.repeals)
    found = {
        other.uri: other for other in (*said, *told) if other is not None and other.uri != work.uri
    }
    return tuple(found.values())


def successors(catalogue: Catalogue, work: WorkRecord) -> tuple[WorkRecord, ...]:
    """The stored works that replaced a work, in the order of their URIs."""
    found = (
        other
        for other in catalogue.replacing(work)
        if any(one.uri == work.uri for one in predecessors(catalogue, other))
    )
    return tuple(sorted(found, key=lambda other: other.uri))


def related(catalogue: Catalogue, work: WorkRecord) -> Related:
    """The works that a work replaced, those that replaced it, and the whole line.

    The line has all that are linked with it in this way, the nearest first.
    """
    line = (*_line(catalogue, work, predecessors), *_line(catalogue, work, successors))
    return Related(
        before=predecessors(catalogue, work), after=successors(catalogue, work), line=line
    )


def _line(
    catalogue: Catalogue,
    work: WorkRecord,
    nearest: Callable[[Catalogue, WorkRecord], Sequence[WorkRecord]],
) -> tuple[WorkRecord, ...]:
    found = {work.uri: work}
    waiting = [work]
    while waiting:
        more = [other for other in nearest(catalogue, waiting.pop(0)) if other.uri not in found]
        found |= {other.uri: other for other in more}
        waiting += more
    return tuple(found.values())[1:]


def _named(catalogue: Catalogue, title: str, work: WorkRecord) -> WorkRecord | None:
    """The one work of a title that can be meant; None where there are several."""
    found = [
        other
        for other in catalogue.named(title)
        if other.stage is None and other.kind not in ACTS_ON_OTHERS
    ]
    older = [other for other in found if _is_older(other, work)]
    return older[0] if len(older) == 1 else None


def _may_end(act: WorkRecord, work: WorkRecord) -> bool:
    """False for an act of one place and a work of another, or of the whole country."""
    local = act.kind in LOCAL_KINDS and not act.title.startswith(COUNTRY)
    if work.kind in NATIONAL_KINDS and (local or act.jurisdiction != _COUNTRY):
        return False
    return act.jurisdiction == work.jurisdiction or _COUNTRY in (
        act.jurisdiction,
        work.jurisdiction,
    )


def _is_older(work: WorkRecord, act: WorkRecord) -> bool:
    """False where the oldest version of a work is not older than that of an act."""
    began, since = _began(work), _began(act)
    return began is None or since is None or began < since


def _began(work: WorkRecord) -> str | None:
    """The date of the oldest version, None where it is unknown."""
    return work.versions[0].date if work.versions else None


def plan_replaces(
    catalogue: Catalogue, work: WorkRecord, other: WorkRecord, *, forget: bool
) -> Iterator[Commit]:
    """The commit that stores that a work replaced another, or removes that.

    None where nothing changes. Raises `CircularError`.
    """
    before = catalogue.by_uri(work.uri) or work
    if not forget and _reaches(catalogue, other, work):
        raise CircularError(work, other)
    key = set(map(title_key, (other.title, *other.other_titles)))
    kept = tuple(uri for uri in before.replaces if uri != other.uri)
    life = tuple(
        one
        for one in before.life
        if not (forget and one[1].kind in ENDING and title_key(one[1].title or "") in key)
    )
    after = dataclasses.replace(before, replaces=kept if forget else (*kept, other.uri), life=life)
    if set(after.replaces) == set(before.replaces) and after.life == before.life:
        return
    verb = "Forget that" if forget else "Say that"
    titles = [one_line(one.title, 40).removeprefix(COUNTRY) for one in (work, other)]
    message = f"{verb} {titles[0]} replaces {titles[1]}\n\nWork: {work.uri}\n"
    yield Commit(
        message=message, changes=(Change(path=work_path(work.folder), data=work_to_toml(after)),)
    )


def _reaches(catalogue: Catalogue, work: WorkRecord, wanted: WorkRecord) -> bool:
    """True where a work, or one that it replaces in turn, is the wanted one."""
    seen: set[str] = set()
    waiting = [work]
    while waiting:
        one = waiting.pop()
        if one.uri == wanted.uri:
            return True
        if one.uri not in seen:
            seen.add(one.uri)
            waiting += predecessors(catalogue, one)
    return False


def succession_faults(works: dict[str, WorkRecord]) -> Iterator[tuple[str, Message]]:
    """Yield folder and sentence for each work with a false link to a replaced one.

    The replaced work is not stored, or is the work itself. `works` are by folder.
    """
    catalogue = Catalogue(works.values())
    for folder, work in works.items():
        for uri in work.replaces:
            other = catalogue.by_uri(uri)
            if other is None:
                yield folder, Message("says that it replaces {uri}, which is not stored", uri=uri)
            elif _reaches(catalogue, other, work):
                yield (
                    folder,
                    Message("says that it replaces {uri}, which replaces it in turn", uri=uri),
                )
