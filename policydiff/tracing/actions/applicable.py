"""applicable: a clause on the days of an act and of its decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from policydiff.comparing.engine.statements.penalty_ranges import (
    RangeComparison,
    circumstances_of,
    compare_circumstances,
)
from policydiff.errors import NotFoundError, PolicyDiffError, UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import Clause, History, Moment, VersionFacts, version_facts
from policydiff.model.names import UNDATED, Name
from policydiff.model.work_life import ENDED
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.tracing.actions.history import history
from policydiff.tracing.engine.applicable import (
    Applicable,
    Certainty,
    ClauseVersion,
    DayRole,
    MissingDay,
    QuotedPassage,
    QuotedRule,
    TransitionalPassage,
    VersionDay,
    conduct_differs,
    sorts_of,
    transitional,
)
from policydiff.tracing.engine.time_rules import ClauseSort, TimeRule, rules_of
from policydiff.works.life import WorkLives
from policydiff.works.resolve import resolve_stored
from policydiff.works.session import Session
from policydiff.works.show import find_provision
from policydiff.works.succession import version_in_force

REVISED = "修订"
"""The word of a 题注 for a text that was made anew: no decision lists its changes."""

_PRIVATE = ("cn_rules", "cn_contracts")
"""The traditions of texts whose 罚款 and 警告 are no administrative penalties."""


class BadDaysError(UsageError):
    """Days that are none, or stand in the wrong order."""

    def __init__(self, text: str) -> None:
        super().__init__(
            Message(
                "“{text}”: write a day, 2020-05-01, or the first and the last, 2020-05-01..2021-03-31",
                text=text,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDays:
    """The days of an act: the first and the last of the conduct, and the decision.

    `chosen` is True where somebody named the day of the decision.
    """

    first: str
    last: str
    decision: str
    chosen: bool = True


def read_days(conduct: str, decision: str | None, today: str) -> ActDays:
    """The days as a person writes them; `today` decides where no day is given.

    Raises `BadDaysError`, and `UsageError` where the decision comes before the conduct.
    """
    first, mark, last = conduct.partition("..")
    days = ActDays(
        first=_day(first, conduct),
        last=_day(last if mark else first, conduct),
        decision=today if decision is None else _day(decision, decision),
        chosen=decision is not None,
    )
    if days.first > days.last:
        raise BadDaysError(conduct)
    if days.last > days.decision:
        raise UsageError(
            Message(
                "the decision of {decision} comes before the conduct of {conduct}; name its day with --decision",
                decision=days.decision,
                conduct=days.last,
            )
        )
    return days


def _day(text: str, whole: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise BadDaysError(whole) from None


def applicable(operand: str, days: ActDays, session: Session) -> Applicable:
    """The clause that an operand names, in the versions of the days of an act.

    The clause is followed through the versions. Raises what `history` raises, and `NotFoundError`
    where no version was in force on any day.
    """
    found, store = history(operand, session), session.store()
    reading = _ActReading(store, found, days)
    versions = reading.versions()
    if not versions:
        raise reading.errors[0]
    works = {title_key(version.version.title) for version in versions}
    private = any(one.document and one.document.dialect in _PRIVATE for one in found.moments)
    sorts: tuple[ClauseSort, ...] = (
        ("undecided",)
        if private
        else sorts_of((version.text for version in versions), sorted(works))
    )
    between = tuple(reading.later())
    ends, absent = _ends(store, found, days)
    between = tuple({_text_key(version): version for version in (*between, *ends)}.values())
    passages, unread = _transitional(store, between)
    absent += tuple(reading.absent())
    return Applicable(
        title=found.title,
        uri=found.uri,
        provision=found.provision,
        conduct=(days.first, days.last),
        decision=days.decision,
        chosen=days.chosen,
        versions=versions,
        missing=tuple(reading.missing),
        comparisons=tuple(_compared(versions)),
        transitional=passages,
        searched=tuple(_names(between)),
        unread=tuple(dict.fromkeys((*unread, *absent))),
        sorts=sorts,
        rules=tuple(
            _quoted(store, rule, days.decision)
            for rule in rules_of(sorts, (days.first, days.last), days.decision, works)
        ),
        remarks=tuple(
            dict.fromkeys((*found.remarks, *reading.notes, *_without_day(found.moments)))
        ),
    )


Key = tuple[str, str]
"""The URI of a work and the name of a version of it."""


class _ActReading:
    """Finds the versions of the days in the history of a clause."""

    def __init__(self, store: Repository, found: History, days: ActDays) -> None:
        self.store, self.found, self.days = store, found, days
        self.moments = {_key(moment): moment for moment in found.moments}
        self.roles: dict[Key, list[VersionDay]] = {}
        self.strangers: dict[Key, Document] = {}
        self.missing: list[MissingDay] = []
        self.errors: list[NotFoundError | DamagedVersionError] = []
        self.notes: list[Message] = []

    def versions(self) -> tuple[ClauseVersion, ...]:
        self.on_day("conduct", self.days.first)
        for moment in _later(self.found.moments, self.days):
            begin = _begin(moment)
            role: DayRole = "during" if begin <= self.days.last else "between"
            in_force = moment.version.in_force
            day = VersionDay(role=role, day=in_force, certainty=_certainty(moment.version))
            self.add(_key(moment), day)
        if self.days.last != self.days.first:
            self.on_day("conduct", self.days.last)
        self.on_day("decision", self.days.decision)
        order = {key: index for index, key in enumerate(self.moments)}
        return tuple(
            self.version(key, tuple(self.roles[key]))
            for key in sorted(
                self.roles, key=lambda key: (self.first(key), order.get(key, len(order)), key)
            )
        )

    def on_day(self, role: DayRole, day: str) -> None:
        """Take in the version that was in force on a day, and those that may have been."""
        name = Name(work=self.found.uri or self.found.title, in_force_on=day)
        try:
            chosen, notes = version_in_force(self.store, name)
        except (NotFoundError, DamagedVersionError) as error:
            self.missing.append(MissingDay(role=role, day=day, why=error.message))
            self.errors.append(error)
            return
        self.notes += notes
        presumed = bool(chosen.others) or resolve_stored(self.store, str(name)).presumed
        for version in (chosen, *chosen.others):
            key = (version.work_uri, version.date or UNDATED)
            moment = self.moments.get(key)
            try:
                facts = self.facts(key, version) if moment is None else moment.version
            except DamagedVersionError:  # a note of the day states it
                continue
            certainty = "presumed" if presumed else _certainty(facts)
            self.add(key, VersionDay(role=role, day=day, certainty=certainty))

    def first(self, key: Key) -> str:
        """The first of the days of a version; an unknown one is the last."""
        return min(day.day or self.days.decision for day in self.roles[key])

    def checked(self, key: Key, clause: Clause) -> Clause:
        """The clause, doubtful where its conduct is another than in the version before.

        What a person or a decision states of its origin is no doubt.
        """
        index = list(self.moments).index(key)
        before = list(self.moments.values())[index - 1].clauses if index else ()
        old = "\n".join(earlier.text for earlier in before if earlier.eid in clause.left)
        doubt = bool(old) and clause.evidence == "inferred" and "的，" in clause.text
        return (
            replace(clause, doubtful=True)
            if doubt and conduct_differs(old, clause.text)
            else clause
        )

    def later(self) -> Iterator[tuple[VersionFacts, Document]]:
        """The texts that came after the first day of the conduct, up to the decision."""
        for moment in _later(self.found.moments, self.days):
            if moment.document is not None:
                yield moment.version, moment.document
        for key, document in self.strangers.items():
            facts = version_facts(document, key[1])
            if self.days.first < (facts.in_force or facts.date or ""):
                yield facts, document

    def absent(self) -> Iterator[str]:
        """The names of versions that may have come then, and whose text is not at hand."""
        later = {_key(one) for one in _later(self.found.moments, self.days)}
        for one in self.found.moments:
            if (one.document is None and _key(one) in later) or not _begin(one):
                yield f"{one.version.title}@{one.version.name}"

    def facts(self, key: Key, version: VersionRecord) -> VersionFacts:
        """The facts of a version that the history of the clause does not reach."""
        if key not in self.strangers:
            operand = str(Name(work=version.work_uri, date=version.date or UNDATED))
            self.strangers[key] = resolve_stored(self.store, operand).document
        return version_facts(self.strangers[key], key[1])

    def add(self, key: Key, day: VersionDay) -> None:
        self.roles.setdefault(key, []).append(day)

    def version(self, key: Key, days: tuple[VersionDay, ...]) -> ClauseVersion:
        if key not in self.moments:
            document = self.strangers[key]
            facts = version_facts(document, key[1])
            return ClauseVersion(version=facts, days=days, followed=False, document=document)
        moment = self.moments[key]
        circumstances = (
            ()
            if moment.document is None
            else chain.from_iterable(
                circumstances_of(moment.document, clause.eid) for clause in moment.clauses
            )
        )
        return ClauseVersion(
            version=moment.version,
            days=days,
            clauses=tuple(self.checked(key, clause) for clause in moment.clauses),
            circumstances=tuple(circumstances),
            document=moment.document,
        )


def _certainty(version: VersionFacts) -> Certainty:
    return "unknown" if version.in_force is None else "in force"


def _key(moment: Moment) -> Key:
    return moment.version.uri or "", moment.version.name


def _begin(moment: Moment) -> str:
    """The day since which a version is in force, else its own; "" for neither."""
    return moment.version.in_force or moment.version.date or ""


def _later(moments: Iterable[Moment], days: ActDays) -> tuple[Moment, ...]:
    """The versions, no drafts, after the first day of the conduct up to the decision."""
    return tuple(
        moment
        for moment in moments
        if days.first < _begin(moment) <= days.decision
        and (moment.document is None or moment.document.stage is None)
    )


def _without_day(moments: Iterable[Moment]) -> Iterator[Message]:
    """A remark on each version that no day places among those of the act."""
    for one in moments:
        if not _begin(one):
            name = f"{one.version.title}@{one.version.name}"
            yield Message("{name}: no day of it is known; it is left out here", name=name)


def _compared(versions: Sequence[ClauseVersion]) -> Iterator[RangeComparison]:
    """Each version of the days of the conduct with each later one."""
    for left, one in enumerate(versions):
        if not one.clauses or not any(day.role in ("conduct", "during") for day in one.days):
            continue
        for right in range(left + 1, len(versions)):
            if versions[right].clauses:
                yield from compare_circumstances(
                    (left, right), one.circumstances, versions[right].circumstances
                )


def _names(texts: Iterable[tuple[VersionFacts, Document]]) -> Iterator[str]:
    """The names of versions, and of the decisions that led to them."""
    for version, _ in texts:
        yield f"{version.title}@{version.name}"
        if version.decision is not None:
            yield version.decision.title


def _text_key(text: tuple[VersionFacts, Document]) -> Key:
    return text[0].uri or "", text[0].name


def _ends(
    store: Repository, found: History, days: ActDays
) -> tuple[tuple[tuple[VersionFacts, Document], ...], tuple[str, ...]]:
    """The texts of the acts that ended or replaced the works by the decision.

    Beside them stand the titles of those that are not at hand.
    """
    catalogue, lives = store.catalogue(), WorkLives(store)
    uris = dict.fromkeys((found.uri, *(one.version.uri for one in found.moments)))
    works = [work for uri in uris if uri and (work := catalogue.by_uri(uri)) is not None]
    texts: list[tuple[VersionFacts, Document]] = []
    absent: list[str] = []
    for fact in (fact for work in works for fact in lives.facts(work)):
        if fact.own or (fact.kind not in ENDED and fact.kind != "replaced"):
            continue
        if fact.day is not None and not days.first < fact.day <= days.decision:
            continue
        act = None if fact.uri is None else catalogue.by_uri(fact.uri)
        made = [] if act is None else [v for v in act.versions if (v.date or "") <= days.decision]
        if act is None or not made:
            absent.append(fact.source)
            continue
        for version in made:
            operand = str(Name(work=act.uri, date=version.date or UNDATED))
            try:
                document = resolve_stored(store, operand).document
            except DamagedVersionError:
                absent.append(version.name)
                continue
            texts.append((version_facts(document, version.date or UNDATED), document))
    return tuple(texts), tuple(absent)


def _transitional(
    store: Repository, texts: Iterable[tuple[VersionFacts, Document]]
) -> tuple[tuple[TransitionalPassage, ...], tuple[str, ...]]:
    """The transitional clauses of versions and of their decisions, and what lacks."""
    found: dict[QuotedPassage, list[str]] = {}
    unread: list[str] = []
    for version, document in texts:
        name = f"{version.title}@{version.name}"
        for passage in transitional(document):
            found.setdefault(passage, []).append(name)
        decision, amendment = version.decision, version.amendment
        if decision is None:
            if amendment is not None and amendment.word != REVISED:
                unread.append(amendment.decision or name)
            continue
        try:
            act = resolve_stored(store, decision.name).document
        except NotFoundError:
            unread.append(decision.title)
            continue
        for passage in transitional(act):
            found.setdefault(passage, []).append(decision.title)
    passages = tuple(
        TransitionalPassage(num=passage.num, text=passage.text, sources=tuple(sources))
        for passage, sources in found.items()
    )
    return passages, tuple(dict.fromkeys(unread))


def _quoted(store: Repository, rule: TimeRule, day: str) -> QuotedRule:
    """A rule with its words, where the library has its text of the day.

    Of several texts that may have been in force those count that have the article in these words.
    """
    try:
        work = store.find(rule.title)
        own = {title_key(title) for title in (work.title, *work.other_titles)}
        if title_key(rule.title) not in own:
            return QuotedRule(rule=rule, why=Message("the library does not have its text"))
        resolved = resolve_stored(store, str(Name(work=work.uri, in_force_on=day)))
    except (NotFoundError, UsageError, DamagedVersionError) as error:
        return QuotedRule(rule=rule, why=_absence(store, rule, error))
    texts = {
        passages: document
        for document in (*resolved.others, resolved.document)
        if (passages := _passages(document, rule))
    }
    if not texts:
        why = Message(
            "the text of the library in force on {day} does not have it in these words", day=day
        )
        return QuotedRule(rule=rule, why=why)
    passages, document = list(texts.items())[-1]
    return QuotedRule(
        rule=rule,
        version=version_facts(document, document.version_date or UNDATED),
        passages=passages,
        presumed=len(texts) > 1,
    )


def _absence(store: Repository, rule: TimeRule, error: PolicyDiffError) -> Message:
    try:
        store.find(rule.title)
    except NotFoundError:
        return Message("the library does not have its text")
    return error.message


def _passages(document: Document, rule: TimeRule) -> tuple[QuotedPassage, ...]:
    """The articles of a rule; where it names none, the passages with its words.

    Empty where an article is missing, or is none of those words.
    """
    if not rule.articles:
        lines = (line.strip() for line in document.full_text().splitlines())
        return tuple(QuotedPassage(num=None, text=line) for line in lines if rule.is_in(line))
    try:
        passages = tuple(
            QuotedPassage(num=article, text=find_provision(document, article).text)
            for article in rule.articles
        )
    except NotFoundError:
        return ()
    return passages if all(rule.is_in(passage.text) for passage in passages) else ()
