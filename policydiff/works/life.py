"""The life of a work on a day: its end, its term, the end of parts of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from policydiff.errors import NotFoundError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.model.work_life import (
    DOUBTFUL,
    ENDED,
    EndedGround,
    LifeClause,
    LifeFact,
    WorkStatus,
)
from policydiff.store.records.acts import near
from policydiff.store.records.succession import Statement, statements_on, successors
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.records.works_cache import names_of
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.text.dates import months_later
from policydiff.text.traditions.mainland.citations import LIFE_WORDS
from policydiff.works.entry_into_force import DaysOfForce

_ON_TRIAL = re.compile("试行|暂行")
_ENDS_BEFORE = ENDED | {"term", "trial", "part", "suspended"}
"""The kinds that count no longer where the text is made anew."""
NO_DAYS: Mapping[VersionRecord, str] = MappingProxyType({})
_COME_INTO_FORCE = frozenset(
    (
        *("constitution", "law", "regulation", "supervisory-regulation", "interpretation"),
        *("local-regulation", "autonomous-regulation", "department-rule", "local-rule"),
        *("normative-document", "document"),
    )
)
"""Kinds of works whose words apply from a day of force on; of any other from its own day on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresumedTerm:
    """A rule of a place on documents that state no term of their own.

    It is of the normative documents of a `jurisdiction` that came into force between two days (ISO),
    `begin` included: a term of so many `months`, or of `trial_months` where the title says 试行 or
    暂行. `source` is the provision that states it.
    """

    jurisdiction: str
    begin: str
    end: str
    months: int
    trial_months: int
    source: str


PRESUMED_TERMS = (
    PresumedTerm(
        jurisdiction="cn-hn",
        begin="2008-10-01",
        end="2022-10-08",
        months=60,
        trial_months=24,
        source="《湖南省行政程序规定》（2008年湖南省人民政府令第222号）第五十一条",
    ),
)
"""The rules of places. What follows from them is presumed, and ends nothing."""


class EndedError(NotFoundError):
    """A work had ended by a day."""

    def __init__(self, work: WorkRecord, day: str, end: LifeFact, after: Iterable[str]) -> None:
        """`end` has a day; `after` are the titles of works that took its place."""
        self.end = end.day or day
        none = Message(
            "{title} was no longer in force on {day}: {fact}",
            title=work.title,
            day=day,
            fact=end.message,
        )
        asked = (Message("ask for {title}@@{day}", title=title, day=day) for title in after)
        super().__init__(Message.joined((none, *asked)))


@dataclass(slots=True)
class WorkLives:
    """The lives of the works of one repository, each worked out once.

    `touched` are the URIs of all works of whose life anything is stated, None until `of_all` has
    collected them, and `names` those by which such a work may be named.
    """

    store: Repository
    touched: frozenset[str] | None = None
    names: frozenset[str] = frozenset()
    _days: DaysOfForce | None = None
    _heads: dict[str, Document | PolicyDiffError] = field(default_factory=dict)
    _facts: dict[str, tuple[LifeFact, ...]] = field(default_factory=dict)
    _nothing: dict[str, WorkStatus] = field(default_factory=dict)

    @classmethod
    def at_present(cls, store: Repository) -> WorkLives:
        """Those of the present commit, shared by all that ask; see `Repository.once`."""
        return store.once("lives", cls)

    @classmethod
    def of_all(cls, store: Repository) -> WorkLives:
        """The lives of most works: one of which nobody speaks costs nothing."""
        works = tuple(store.catalogue())
        stated = {
            title_key(one.title) for work in works for _, one in work.statements() if one.title
        }
        replaced = {uri for work in works for uri in work.replaces}
        touched = [
            (work, names)
            for work in works
            for names in (names_of(work),)
            if work.uri in replaced
            or any(_rules(work, rule) for rule in PRESUMED_TERMS)
            or not stated.isdisjoint(names)
            or any(one.title is None for _, one in work.life)
        ]
        names = frozenset(name for _, names in touched for name in names)
        lives = cls(store, touched=frozenset(work.uri for work, _ in touched), names=names)
        acts = (
            work for work in works if work.replaces or any(map(lives._speaks_of, work.statements()))
        )
        lives._read(version for act in acts for version in act.versions)
        return lives

    def _speaks_of(self, stated: tuple[str, LifeClause]) -> bool:
        """True for a statement on a stored work, its own or another."""
        title = stated[1].title
        return title is None or title_key(title) in self.names

    def _read(self, versions: Iterable[VersionRecord]) -> dict[str, Document | PolicyDiffError]:
        """The facts of versions by the ids of their contents, read in one go."""
        missing = (one for one in versions if one.blob not in self._heads)
        self._heads |= {one.blob: head for one, head in self.store.heads(missing)}
        return self._heads

    def facts(self, work: WorkRecord) -> tuple[LifeFact, ...]:
        """The statements on the life of a work. Raises what cannot be read of a version."""
        if self.touched is not None and work.uri not in self.touched:
            return ()
        if work.uri not in self._facts:
            catalogue = self.store.catalogue()
            found = [
                self._fact(one, work)
                for one in statements_on(catalogue, work)
                if not self._is_of_another(one, work)
            ]
            places = tuple(self._replacing(work))
            told = {(one.uri, one.day) for one in found if one.kind in ENDED}
            found += [one for one in places if (one.uri, one.day) not in told]
            if not any(one.kind in ("term", "trial") for one in found):
                found += self._presumed(work)
            self._facts[work.uri] = tuple(sorted(found, key=_order))
        return self._facts[work.uri]

    def _is_of_another(self, statement: Statement, work: WorkRecord) -> bool:
        """True where the day or the number beside a title are those of another text."""
        act, version, clause = statement
        if clause.title is None or (clause.date is None and clause.number is None):
            return False
        heads = [one for one in map(self._read(work.versions).get, _blobs(work)) if one is not None]
        known = [one for one in heads if isinstance(one, Document)]
        if not known or any(one.amendments for one in known):
            return False
        numbers = [_digits(one.document_number) for one in known if one.document_number]
        if clause.number is not None and numbers:
            return _digits(clause.number) not in numbers
        days = {
            day for one in known for dates in (one.dates, one.original_dates) for day in dates.own
        }
        made = self._begin(act, version)
        if clause.date is None or not days or (made is not None and clause.date >= made):
            return False
        begin, end = near(clause.date)
        return not any(begin <= day <= end for day in days)

    def work_of(self, document: Document) -> WorkRecord | None:
        """The stored work of a document, or the one that its title alone can mean.

        A work that is not stored counts where stored texts state something of its life.
        """
        work = self.store.catalogue().by_uri(document.uri or "")
        return self.work_titled(document.title) if work is None else work

    def work_titled(self, title: str) -> WorkRecord | None:
        """The one work that a title can mean, as for `work_of`, else None."""
        named = [one for one in self.store.catalogue().named(title) if one.stage is None]
        if len(named) == 1:
            return named[0]
        other = self.unstored(title)
        return other if not named and self.facts(other) else None

    def unstored(self, title: str) -> WorkRecord:
        """A work that is not stored, of which only the title is at hand."""
        return WorkRecord(
            uri=f"? {title}", title=title, kind="", jurisdiction="", slug="", folder=""
        )

    def status(self, work: WorkRecord, day: str) -> WorkStatus:
        """The status of a work on a day (ISO). Raises what cannot be read of a version."""
        nothing = self._nothing.get(day)
        if nothing is None:
            nothing = WorkStatus(day=day, documents=len(self.store.catalogue()))
            self._nothing[day] = nothing
        facts, grounds = self.facts(work), tuple(self._grounds(work, day))
        if not facts and not grounds:
            return nothing
        known = self.on(work, day)
        return replace(known, documents=nothing.documents, grounds=grounds)

    def on(self, work: WorkRecord, day: str) -> WorkStatus:
        """The same without the number of documents and the grounds."""
        facts = self.facts(work)
        first = min((one.day or "" for one in facts if one.kind in _ENDS_BEFORE), default=None)
        late = (
            ()
            if first is None
            else [version for version in work.versions if (version.date or "") > first]
        )
        known = {version: self._with_day(work, version) for version in late}
        begins = {
            version: max(head.dates.in_force or "", version.date or "")
            for version, head in known.items()
            if head is not None
        }
        return status_on(facts, work, day, begins)

    def status_by(self, work: WorkRecord, day: str, then: str | None) -> WorkStatus:
        """The status on a day (ISO); of a work that was made again, the end then."""
        known = self.status(work, day)
        before = known if then is None or known.end is not None else self.status(work, then)
        return known if before.end is None else before

    def end_for(self, work: WorkRecord, by: str | None, *days: str) -> LifeFact | None:
        """The end of a work by the first of some days (ISO) on which it had ended.

        None for a work (its URI) that ends it itself. An end without a day counts from its act on,
        until another version is made.
        """
        facts = self.facts(work)
        if not facts or any(one.kind in ENDED and one.uri == by for one in facts if one.uri):
            return None
        for day in dict.fromkeys(days):
            status = self.on(work, day)
            if status.end is not None:
                return status.end
            for one in status.facts:
                made = "" if one.name is None else one.name.rpartition("@")[2]
                later = any((version.date or "") > made for version in work.versions)
                if one.kind in ENDED and made <= day and not (made and later):
                    return one
        return None

    def refuse_ended(self, work: WorkRecord, day: str) -> None:
        """Raise `EndedError` where a work had ended by a day."""
        end = self.on(work, day).end
        if end is not None:
            after = (other.title for other in successors(self.store.catalogue(), work))
            raise EndedError(work, day, end, after)

    def _grounds(self, work: WorkRecord, day: str) -> Iterator[EndedGround]:
        catalogue = self.store.catalogue()
        for title in work.grounds:
            if self.touched is not None and self.names.isdisjoint(
                (title_key(title), title.strip())
            ):
                continue
            named = [one for one in catalogue.named(title) if one.stage is None]
            if len(named) == 1 and named[0].uri != work.uri:
                end = self.on(named[0], day).end
                if end is not None:
                    yield EndedGround(title=named[0].title, end=end)

    def _replacing(self, work: WorkRecord) -> Iterator[LifeFact]:
        """The works that a person named as those that took the place of one."""
        for other in successors(self.store.catalogue(), work):
            if other.versions and work.uri in other.replaces:
                yield LifeFact(
                    kind="replaced",
                    day=self.began(other),
                    source=other.title,
                    name=other.versions[0].name,
                    uri=other.uri,
                    by_hand=True,
                )

    def _presumed(self, work: WorkRecord) -> Iterator[LifeFact]:
        """The term that a rule of its place gives to a document without one."""
        rules = [rule for rule in PRESUMED_TERMS if _rules(work, rule)]
        if not rules:
            return
        begin = self.began(work) or next((one.date for one in work.versions), None)
        for rule in rules:
            if begin is not None and rule.begin <= begin < rule.end:
                months = rule.trial_months if _ON_TRIAL.search(work.title) else rule.months
                day = later(begin, months)
                yield LifeFact(kind="presumed", day=day, begin=begin, source=rule.source)

    def _fact(self, statement: Statement, work: WorkRecord) -> LifeFact:
        act, version, clause = statement
        counted = clause.kind == "suspended" and clause.until is None and clause.months
        by_hand = clause.by is not None
        begin = None if by_hand else self._begin(act, version)
        day = _day(clause, begin)
        return LifeFact(
            kind=clause.kind,
            day=day,
            until=later(day, clause.months or 0) if counted and day else clause.until,
            begin=begin,
            source=act.title if clause.by is None else clause.by or clause.words,
            name=_name(act, version),
            uri=None if by_hand else act.uri,
            eid=clause.eid,
            words=clause.words,
            places=clause.places,
            region=clause.region,
            months=clause.months,
            by_hand=by_hand,
            own=act.uri == work.uri and not by_hand,
        )

    def _begin(self, act: WorkRecord, version: str) -> str | None:
        """The day from which on the words of a version apply."""
        found = act.version_of(None if version == UNDATED else version) if version else None
        if found is None or found == act.versions[0]:
            began = self.began(act)
            acts = act.kind not in _COME_INTO_FORCE or LIFE_WORDS.acts.search(act.title)
            return began or (act.versions[0].date if acts and act.versions else None)
        known = self._with_day(act, found)
        return found.date if known is None else known.dates.in_force or found.date

    def began(self, work: WorkRecord) -> str | None:
        """The day on which a work came into force; None where no version states it.

        The oldest version with such a day counts, none behind one that cannot be read.
        """
        self._read(work.versions)
        for version in work.versions:
            head = self._heads[version.blob]
            if not isinstance(head, Document):
                return None
            # what another act tells of an amended version is no beginning of the work
            known = head if head.amendments else self._with_day(work, version)
            day = None if known is None else known.original_dates.in_force or known.dates.in_force
            if day is not None:
                return day
        return None

    def _with_day(self, work: WorkRecord, version: VersionRecord) -> Document | None:
        """The facts of a version with its day of force; None where it cannot be read."""
        head = self._read((version,))[version.blob]
        if self._days is None:
            self._days = DaysOfForce(self.store)
        return self._days.with_day(work, version, head) if isinstance(head, Document) else None


def _rules(work: WorkRecord, rule: PresumedTerm) -> bool:
    """True for a normative document of the place of a rule."""
    of_place = (work.jurisdiction + "-").startswith(f"{rule.jurisdiction}-")
    return of_place and work.kind == "normative-document" and work.stage is None


def _blobs(work: WorkRecord) -> tuple[str, ...]:
    return tuple(version.blob for version in work.versions)


def _digits(number: str) -> tuple[str, ...]:
    """The figures of a document number: 国发〔2001〕3号 is 2001, 3."""
    return tuple(re.findall(r"\d{1,9}", unicodedata.normalize("NFKC", number)))


def _name(act: WorkRecord, version: str) -> str | None:
    found = act.version_of(None if version == UNDATED else version) if version else None
    return None if found is None else found.name


def _day(clause: LifeClause, begin: str | None) -> str | None:
    """The first day on which what is stated holds."""
    if clause.day is not None:
        return clause.day
    if clause.kind in ("term", "trial"):
        return None if begin is None or not clause.months else later(begin, clause.months)
    return None if clause.kind == "prolonged" else begin


def later(day: str, months: int) -> str:
    """The day so many months after a day (ISO), the last of the calendar beyond it."""
    return months_later(day, months) or date.max.isoformat()


def _order(fact: LifeFact) -> tuple[str, str, str]:
    return fact.day or "", fact.kind, fact.uri or ""


def status_on(
    facts: Iterable[LifeFact],
    work: WorkRecord,
    day: str,
    begins: Mapping[VersionRecord, str] = NO_DAYS,
) -> WorkStatus:
    """The status of a work on a day (ISO), by what is stated of its life.

    An end counts no longer where a version of the work came after it and by the day. `begins` are the
    days on which versions came into force; without one the date of a version counts.
    """
    known = tuple(facts)
    came = {version: begins.get(version) or version.date or "" for version in work.versions}
    term = _term(known, came, day)
    lapse = () if term is None or term.kind != "term" else (replace(term, kind="expired"),)
    renewed = [made for made in came.values() if made <= day]
    ends = [
        one
        for one in sorted((*known, *lapse), key=_order)
        if one.kind in ENDED and one.day is not None and not any(one.day < made for made in renewed)
    ]
    past = [one for one in ends if (one.day or "") <= day]
    facts_now = tuple(one for one in known if _holds(one, day, renewed))
    stated = [one for one in known if one.kind == "in force" and (one.day or day) <= day]
    open_end = any(one.kind in ENDED for one in facts_now)
    if term is None:
        presumed = (one for one in known if one.kind == "presumed")
        term = next(presumed, None)
    over = () if term is None or term.kind not in DOUBTFUL or (term.day or "") > day else (term,)
    return WorkStatus(
        day=day,
        documents=0,
        end=next(iter(past), None),
        coming=None if past else next((_coming(one) for one in ends), None),
        stated=stated[-1] if stated and not past and not open_end else None,
        facts=(*facts_now, *over),
    )


def _term(
    facts: Iterable[LifeFact], came: Mapping[VersionRecord, str], day: str
) -> LifeFact | None:
    """The term or the time of trial that the text of a day has, as prolonged."""
    texts = [version.name for version, made in came.items() if made <= day]
    terms = [one for one in facts if one.kind in ("term", "trial")]
    own = [one for one in terms if texts and one.name in (None, texts[-1])]
    if terms and not own:
        return None
    term = own[-1] if own else None
    for one in sorted((one for one in facts if one.kind == "prolonged"), key=_begun):
        end = None if term is None else term.day
        counted = None if end is None or not one.months else later(end, one.months)
        kind = "term" if term is None else term.kind
        term = replace(one, kind=kind, day=one.day or counted)
    return term


def _begun(fact: LifeFact) -> str:
    return fact.begin or ""


def _coming(end: LifeFact) -> LifeFact:
    return replace(end, kind="term") if end.kind == "expired" else end


def _holds(fact: LifeFact, day: str, renewed: Iterable[str]) -> bool:
    """True for facts of parts and regions on a day, and for ends without one."""
    if fact.kind in ("part", "suspended"):
        begun = (fact.day or "") <= day and not any((fact.day or "") < made for made in renewed)
        return begun and (fact.until is None or fact.until > day)
    return fact.day is None and fact.kind in ENDED | {"term", "trial"}
