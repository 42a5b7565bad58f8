"""relate: the corresponding articles of texts, with what people judged of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policydiff.errors import InputError, UsageError
from policydiff.messages import Message, template
from policydiff.model.document import Document
from policydiff.model.kinds import root_of
from policydiff.model.version import is_named_alone
from policydiff.model.work_life import WorkStatus
from policydiff.reading.load import with_facts
from policydiff.relating.actions.instruments import resolve_instruments
from policydiff.relating.actions.ready_relation import Computed, Ready, key_of, ready_relation
from policydiff.relating.actions.relate_all import Others, all_others
from policydiff.relating.actions.relate_laws import relate_laws
from policydiff.relating.actions.reviews import (
    Pair,
    ReviewSources,
    lost_lines,
    named,
    with_offers,
)
from policydiff.relating.actions.texts_before import TextsBefore, set_earlier_aside, texts_before
from policydiff.relating.engine.laws.force_and_origin import with_traits
from policydiff.relating.engine.opinion.relate import Asked, lower_odds
from policydiff.relating.engine.relation import Relation, name_of
from policydiff.relating.engine.review.reviewing import apply_reviews
from policydiff.relating.engine.tiers import TIERS, Rank, Tier, tier_of
from policydiff.store.repository import Repository
from policydiff.text.dates import read_date
from policydiff.text.plan_tasks import parts_without_tasks, tables_without_items, with_tasks
from policydiff.works.life import WorkLives
from policydiff.works.resolve import Resolved, TextOptions, whole_document
from policydiff.works.session import Session

LIMIT, FEWER = 10, 3
"""Default links of one article into one document; with all works of a repository."""

UNDATED = template(
    "{title}: its text states no day, so that later events are not listed; give it with --after YYYY-MM-DD"
)

NAMED_DAY = template(
    "{title}: its text states no day; that in the name of its file is taken, {day} (another is given with --after)"
)

TWO_VERSIONS = template(
    "two of the texts to relate to are {name}; give the day of {title} with --after YYYY-MM-DD, so that the text from before it shows what is new in the later one, or relate to one of them at a time"
)

OLDER_TEXT = template(
    "{title}: the text of {older} shows what is new or amended in that of {newer}; it is not related itself"
)

NAMED_OLDER = template(
    "{title}: of the texts of {older} and {newer} the day of one stands in the name of its file alone, so that the older shows nothing new or amended; it is not related itself"
)


NO_ARTICLES = template(
    "{name}: no articles were recognised, so that nothing can be said of what corresponds to them; number them as 第一条, or compare the texts with `policydiff diff`"
)

NO_ITEMS = template(
    "{name}: no item was recognised: nothing numbered (一、, （一）, 第一条), no chapter with a task, no table of tasks; number what the text demands, or compare the texts with `policydiff diff`"
)

NO_TASKS = template(
    "{name}: the headings of all its parts announce no task ({parts}), so that nothing can be related; give the text with the tasks"
)

UNREAD = template(
    "{name}:{line}: {doubt}, so that nothing can be said of what corresponds to them; number them as 第一条, or compare the texts with `policydiff diff`"
)

PARTS_UNREAD = template("{title}: not read are {parts}, whose headings announce no task")

TABLES_UNREAD = template(
    "{title}: the tables of tasks in {tables} are not read: they assign the tasks of its items"
)

TASKS_READ = template(
    "{title}: its chapters and sections are read as items; not read are {parts}, whose headings announce no task"
)

LEFT_OUT = template("{title}: no articles were recognised; it is left out")


class UnreadArticlesError(InputError):
    """The articles of a text to relate were not recognised."""


def check_articles(document: Document, name: str) -> None:
    """Raise `UnreadArticlesError` (for `name`) if most articles are unrecognised."""
    unread = next(
        (problem for problem in document.problems if problem.code == "numbers-unread"), None
    )
    if unread is not None:
        doubt = Message(UNREAD, name=name, line=unread.line or 1, doubt=unread.message)
        raise UnreadArticlesError(doubt)
    if not document.articles:
        raise UnreadArticlesError(_without_articles(document, name))


def _without_articles(document: Document, name: str) -> Message:
    parts = parts_without_tasks(document)
    if parts:
        return Message(NO_TASKS, name=name, parts="、".join(parts))
    policy = root_of(document.kind, document.stage) == "doc"
    return Message(NO_ITEMS if policy else NO_ARTICLES, name=name)


def text_to_relate(operand: str, session: Session, options: TextOptions) -> Resolved:
    """An operand's text, a plan's tasks as articles; raises as `whole_document`."""
    return _as_tasks(whole_document(operand, session, options))


def _as_tasks(side: Resolved) -> Resolved:
    return replace(side, document=with_tasks(side.document))


def _unread_parts(document: Document) -> list[Message]:
    title, remarks = document.title, []
    parts, tables = parts_without_tasks(document), tables_without_items(document)
    if parts:
        read = len(with_tasks(document).articles) > len(document.articles)
        message = TASKS_READ if read else PARTS_UNREAD
        remarks.append(Message(message, title=title, parts="、".join(parts)))
    if tables:
        remarks.append(Message(TABLES_UNREAD, title=title, tables="、".join(tables)))
    return remarks


def _readable(sides: Iterable[Resolved]) -> tuple[list[Resolved], list[Message]]:
    found: list[Resolved] = []
    remarks: list[Message] = []
    for side in map(_as_tasks, sides):
        try:
            check_articles(side.document, side.document.title)
        except UnreadArticlesError:
            remarks.append(Message(LEFT_OUT, title=side.document.title))
        else:
            found.append(side)
    return found, remarks


def relate(
    left: Document,
    rights: Sequence[Document],
    *,
    limit: int = LIMIT,
    also: Collection[tuple[str, str, str]] = frozenset(),
    step: Callable[[Document], None] = lambda _document: None,
    repository: Repository | None = None,
) -> Relation:
    """Find the articles of other documents that correspond to those of one.

    The relation has links with their evidence, coverage, and the instruments that the document
    names. Of two versions of one law, from before and after the document's day, the later one is
    related; the other shows which articles are new or amended.

    `limit` is the number of links of each article into each document; of a policy document those of
    `also` (eId of the left, name of the document, eId of the right) are added. `step` is called
    with each finished document. `repository` supplies further instruments. A law or regulation has
    counterparts, and no announced instruments.

        relation = policydiff.relate(policydiff.load("opinion.txt"), [policydiff.load("law.docx")])

    Raises `UnreadArticlesError`.
    """
    left, rights = with_tasks(left), [with_tasks(right) for right in rights]
    for document in (left, *rights):
        check_articles(document, document.title)
    places, befores = set_earlier_aside(left, rights)
    related = [rights[place] for place in places]
    relation = relate_laws(left, related, limit=limit, also=also, step=step)
    relation = _with_tiers(_with_instruments(relation, repository), _tiers(related, {}))
    return with_traits(relation, texts_before(left, related, repository, befores))


def _with_instruments(
    relation: Relation, repository: Repository | None, today: str | None = None
) -> Relation:
    if relation.kind == "counterparts":
        return relation
    found = resolve_instruments(relation.left, relation.right, repository, today=today)
    items = {article.eid for article in relation.left.articles}
    return replace(relation, instruments=tuple(one for one in found if one.left in items))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelateOptions(TextOptions):
    """The choices for a relation and for reading its texts.

    `every` relates to all other works of the repository: their newest versions, or those in force
    `on` a day; of `rank` alone if it is given. `after` is the day of a left without one. `items`
    are the shown articles of the left, empty for all; `only_uncovered` shows those that no text
    covers. `reviews` are plain files of judgements; with `no_reviews` those of the repository do
    not count.
    """

    limit: int | None = None
    every: bool = False
    on: str | None = None
    rank: Rank | None = None
    after: str | None = None
    items: tuple[str, ...] = ()
    only_uncovered: bool = False
    reviews: tuple[Path, ...] = ()
    no_reviews: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedTexts:
    """A relation, its texts, and notes; `older` texts only show changes of others."""

    relation: Relation
    left: Resolved
    rights: tuple[Resolved, ...]
    pairs: tuple[Pair, ...]
    older: tuple[Resolved, ...] = ()
    remarks: tuple[Message, ...] = ()


def relate_operands(
    left: str,
    rights: Sequence[str],
    session: Session,
    options: RelateOptions,
    ready: Ready | None = None,
) -> RelatedTexts:
    """Relate an operand to others; each is a file, or a name in the repository.

    `ready` has earlier relations. Raises as `resolve.whole_document` and
    `reviews.ReviewSources.pairs`, `UsageError`, `AloneError`, `UnreadArticlesError`,
    `NoSuchArticleError`.
    """
    if not rights and not options.every:
        raise UsageError(
            Message("name one text or more to relate to, or --all works of the repository")
        )
    whole = whole_document(left, session, options)
    ours, remarks = _dated(_as_tasks(whole), options.after)
    remarks += _unread_parts(whole.document)
    check_articles(ours.document, ours.file_name or ours.document.title)
    beside = _texts_beside(ours.document, rights, session, options)
    theirs = list(beside.sides)
    _check_names(ours.document, [side.document for side in theirs])
    statuses = _statuses(ours.document, [side.document for side in theirs], session)
    tiers = _tiers([side.document for side in theirs], statuses, options.on)
    if options.every:
        theirs.sort(key=lambda side: TIERS.index(tiers[name_of(side.document)]))
    sources = ReviewSources(session=session, files=options.reviews, stored=not options.no_reviews)
    pairs = sources.pairs(ours, theirs)
    relation = judged(
        _Lowered(_computation(ours, theirs, session, ready), beside.found),
        ours.document,
        pairs,
        options=options,
        session=session,
        befores=beside.befores,
    )
    relation = replace(relation, statuses=tuple(statuses.items()))
    relation = with_offers(relation, pairs, session, stored=sources.stored)
    relation = _with_tiers(relation, tiers, apart=options.every)
    return RelatedTexts(
        relation=narrow(relation, options),
        left=ours,
        rights=tuple(theirs),
        pairs=tuple(pairs),
        older=beside.older,
        remarks=(*remarks, *beside.remarks, *lost_lines(pairs)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    sides: tuple[Resolved, ...]
    older: tuple[Resolved, ...]
    befores: TextsBefore
    found: Others
    remarks: tuple[Message, ...]


def _texts_beside(
    left: Document, rights: Sequence[str], session: Session, options: RelateOptions
) -> _Beside:
    """The texts that a person names, those of --all, and earlier texts set aside."""
    named = [text_to_relate(operand, session, options) for operand in rights]
    for side in named:
        check_articles(side.document, side.file_name or side.document.title)
    found = Others(sides=(), looked=0)
    if options.every:
        given = [side.document for side in named]
        others = all_others(left, given, session, options.on, options.rank)
        near, unread = _readable(others.sides)
        found = replace(others, sides=tuple(near), remarks=(*others.remarks, *unread))
    theirs = [*named, *found.sides]
    places, befores = set_earlier_aside(left, [side.document for side in theirs])
    sides = tuple(theirs[place] for place in places)
    return _Beside(
        sides=sides,
        older=tuple(side for index, side in enumerate(theirs) if index not in places),
        befores=befores,
        found=found,
        remarks=(*found.remarks, *_older_lines(sides, befores)),
    )


def _computation(
    left: Resolved, rights: Sequence[Resolved], session: Session, ready: Ready | None
) -> Computed:
    compute = _Computation(left.document, [side.document for side in rights], session)
    if ready is None:
        return compute
    return ready_relation(tuple(map(key_of, (left, *rights))), compute, ready)


@dataclass(frozen=True, slots=True)
class _Lowered:
    """A computation with lower odds for works that nobody named."""

    compute: Computed
    found: Others

    def __call__(self, limit: int, also: frozenset[Asked]) -> Relation:
        names = {name_of(side.document) for side in self.found.sides}
        return lower_odds(self.compute(limit, also), names, self.found.looked)


@dataclass(frozen=True, slots=True)
class _Computation:
    left: Document
    rights: Sequence[Document]
    session: Session

    def __call__(self, limit: int, also: frozenset[Asked]) -> Relation:
        done = Counter[str]()

        def step(_document: Document) -> None:
            done["relating"] += 1
            self.session.watch(Message("relating"), done["relating"], len(self.rights))

        return relate_laws(
            self.left,
            self.rights,
            limit=limit,
            also=also,
            step=step,
            engine=self.session.engine,
        )


def judged(
    compute: Computed,
    left: Document,
    pairs: Sequence[Pair],
    *,
    options: RelateOptions,
    session: Session,
    befores: TextsBefore,
) -> Relation:
    """The relation with judgements; `befores` are laws' earlier texts from a person."""
    rights = [pair.texts[1].document for pair in pairs]
    limit = options.limit or (FEWER if options.every else LIMIT)
    placed = {name_of(right): pair.laid.placed for right, pair in zip(rights, pairs, strict=True)}
    judgements = Counter((name, one.left) for name, found in placed.items() for one in found)
    spare = max(judgements.values(), default=0)  # what was judged takes no place of a suggestion
    also = frozenset((one.left, name, one.right) for name, found in placed.items() for one in found)
    store = session.store_if_any()
    computed = replace(compute(limit + spare, also), left=left, right=tuple(rights))
    relation = _with_instruments(computed, store, session.today)
    measures = {
        name_of(right): pair.laid.measures for right, pair in zip(rights, pairs, strict=True)
    }
    gaps = {name_of(right): pair.laid.gaps for right, pair in zip(rights, pairs, strict=True)}
    reviewed = apply_reviews(relation, placed, measures, gaps=gaps, limit=limit)
    return with_traits(reviewed, texts_before(left, rights, store, befores))


def _statuses(
    left: Document, rights: Sequence[Document], session: Session
) -> dict[str, WorkStatus]:
    store = session.store_if_any()
    if store is None:
        return {}
    lives, day = WorkLives(store), session.today or store.day()
    works = ((name_of(right), lives.work_of(right)) for right in rights)
    return {
        name: lives.status_by(work, day, left.version_date)
        for name, work in works
        if work is not None
    }


def _tiers(
    rights: Iterable[Document], statuses: Mapping[str, WorkStatus], on: str | None = None
) -> dict[str, Tier | None]:
    """The tier of each document on the day of its status, or on the day `on`."""
    found: dict[str, Tier | None] = {}
    for right in rights:
        status = statuses.get(name_of(right))
        end = None if status is None else status.end
        ended = end is not None and (on is None or end.day is None or end.day <= on)
        found[name_of(right)] = tier_of(right, right.authority, ended=ended)
    return found


def _with_tiers(
    relation: Relation, tiers: Mapping[str, Tier | None], *, apart: bool = False
) -> Relation:
    """The relation with these; if `apart`, the first of several is counted alone."""
    names = [name_of(right) for right in relation.right]
    first = tuple(name for name in names if tiers[name] == tiers[names[0]])
    known = ((name, tiers[name]) for name in names)
    return replace(
        relation,
        tiers=tuple((name, tier) for name, tier in known if tier is not None),
        counted=first if apart and len(first) < len(names) else None,
    )


def narrow(relation: Relation, options: RelateOptions) -> Relation:
    """The part of a relation that is asked for. Raises `NoSuchArticleError`."""
    wanted = {article.eid for article in relation.left.articles}
    if options.items:
        wanted &= {named(relation.left, item).eid for item in options.items}
    if options.only_uncovered:
        wanted -= {
            row.left
            for row in relation.coverage
            if row.status == "covered" and row.right not in relation.not_counted
        }
    if len(wanted) == len(relation.left.articles):
        return relation
    return replace(
        relation,
        shown=tuple(article.eid for article in relation.left.articles if article.eid in wanted),
        links=tuple(link for link in relation.links if link.left.eid in wanted),
        measures=tuple(measure for measure in relation.measures if measure.left in wanted),
        coverage=tuple(row for row in relation.coverage if row.left in wanted),
        only_left=tuple(place for place in relation.only_left if place.eid in wanted),
        instruments=tuple(
            instrument for instrument in relation.instruments if instrument.left in wanted
        ),
        gaps=tuple(gap for gap in relation.gaps if gap.left in wanted),
    )


def _dated(side: Resolved, given: str | None) -> tuple[Resolved, list[Message]]:
    """The text with the day from a person, else its file's name, and remarks."""
    title = side.document.title
    if side.document.version_date is not None:
        return side, []
    named = read_date(side.path.stem) if side.path is not None else None
    day = given or named
    if day is None:
        return side, [Message(UNDATED, title=title)]
    dated = replace(side, document=with_facts(side.document, promulgated=day))
    return dated, [] if given else [Message(NAMED_DAY, title=title, day=day)]


def _older_lines(rights: Iterable[Resolved], befores: TextsBefore) -> Iterator[Message]:
    for document in (side.document for side in rights):
        older = befores.get(name_of(document))
        if older is not None:
            unproved = any(is_named_alone(one.dates) for one in (older, document))
            yield Message(
                NAMED_OLDER if unproved else OLDER_TEXT,
                title=document.title,
                older=older.version_date,
                newer=document.version_date,
            )


def _check_names(left: Document, rights: Sequence[Document]) -> None:
    """Refuse documents of one URI or title, by which links name them."""
    dates: dict[str, set[str | None]] = {}
    for document in rights:
        dates.setdefault(name_of(document), set()).add(document.version_date)
    counts = Counter(map(name_of, rights))
    for name in (name for name, count in counts.items() if count > 1):
        if left.version_date is None and len(dates[name] - {None}) > 1:
            raise UsageError(Message(TWO_VERSIONS, name=name, title=left.title))
        raise UsageError(
            Message(
                "two of the texts to relate to are {name}; relate to one of them at a time",
                name=name,
            )
        )
