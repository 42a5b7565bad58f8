"""relate: the articles of a text and those of others that correspond, with what people said of
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policydiff import formats
from policydiff.app.instruments import repository_if_any
from policydiff.app.load import with_facts
from policydiff.app.relate_all import Watch, all_others
from policydiff.app.relating import LIMIT
from policydiff.app.relating import relate as relate_documents
from policydiff.app.resolve import Reading, Resolved
from policydiff.app.reviews import Pair, Shelf, lost_lines, named
from policydiff.app.write import report_form
from policydiff.errors import UsageError
from policydiff.messages import Message, template
from policydiff.model.document import Document
from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Relation, place_of
from policydiff.relating.reviewing import apply_reviews
from policydiff.store.repository import Repository

UNDATED = template(
    "{title}: its text tells no day, so that what came later is not told; give it with --after YYYY-MM-DD"
)


class NothingToRelateError(UsageError):
    """No text was named for the right."""

    def __init__(self) -> None:
        """It says what may be named."""
        super().__init__(
            Message("name one text or more to relate to, or --all works of the repository")
        )


class SameNameError(UsageError):
    """Two texts of the right cannot be told apart."""

    def __init__(self, name: str) -> None:
        """`name` is what both are called."""
        super().__init__(
            Message(
                "two of the texts to relate to are {name}; relate to one of them at a time",
                name=name,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RelateOptions(Reading):
    """What a person may choose about a relation, besides how its texts are read.

    `every` relates to all other works of the repository: their newest versions, or those in force
    `on` a day. `after` is the day of the left where its text does not tell it. `items` are the
    articles of the
    left that are shown, all where it is empty; `only_uncovered` shows those alone that no text
    covers. `reviews` are plain files of judgements;
    without `use_reviews` those of the repository play no part.
    """

    limit: int = LIMIT
    every: bool = False
    on: str | None = None
    after: str | None = None
    items: tuple[str, ...] = ()
    only_uncovered: bool = False
    reviews: tuple[Path, ...] = ()
    use_reviews: bool = True
    watch: Watch = lambda _what, _done, _all: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A relation, the texts that it is about, and what a person must know of how it was made."""

    relation: Relation
    left: Resolved
    rights: tuple[Resolved, ...]
    pairs: tuple[Pair, ...]
    remarks: tuple[Message, ...] = ()


def relate(left: str, rights: Sequence[str], repository: Path, options: RelateOptions) -> Related:
    """Relate an operand to others: each is a file, or a name in the repository at or above
    `repository`.

    Raises what `resolve.whole_document` and `reviews.Shelf.pairs` raise, `NothingToRelateError`,
    `AloneError`, `SameNameError`,
    `NoSuchArticleError`.
    """
    if not rights and not options.every:
        raise NothingToRelateError
    ours = _dated(options.read(left, repository), options.after)
    theirs = [options.read(operand, repository) for operand in rights]
    remarks = (
        [Message(UNDATED, title=ours.document.title)] if ours.document.version_date is None else []
    )
    if options.every:
        others = all_others(
            ours.document, [side.document for side in theirs], repository, options.on, options.watch
        )
        theirs += others.sides
        remarks += others.remarks
    _tell_apart(side.document for side in theirs)
    shelf = Shelf(root=repository, files=options.reviews, stored=options.use_reviews)
    pairs = shelf.pairs(ours, theirs)
    relation = compute(ours.document, pairs, options, repository_if_any(repository))
    return Related(
        relation=narrow(relation, options),
        left=ours,
        rights=tuple(theirs),
        pairs=tuple(pairs),
        remarks=(*remarks, *lost_lines(pairs)),
    )


def compute(
    left: Document,
    pairs: Sequence[Pair],
    options: RelateOptions,
    repository: Repository | None = None,
) -> Relation:
    """The relation with what people said of it."""
    rights = [pair.texts[1].document for pair in pairs]
    done = Counter[str]()

    def step(_document: Document) -> None:
        done["relating"] += 1
        options.watch(Message("relating"), done["relating"], len(rights))

    placed = {_name(right): pair.laid.placed for right, pair in zip(rights, pairs, strict=True)}
    judged = Counter((name, one.left) for name, found in placed.items() for one in found)
    spare = max(judged.values(), default=0)  # what was judged takes no place of a suggestion
    also = frozenset((one.left, name, one.right) for name, found in placed.items() for one in found)
    relation = relate_documents(
        left, rights, limit=options.limit + spare, also=also, step=step, repository=repository
    )
    return apply_reviews(relation, placed, limit=options.limit)


def narrow(relation: Relation, options: RelateOptions) -> Relation:
    """The part of a relation that is asked for. Raises `NoSuchArticleError`."""
    wanted = {article.eid for article in relation.left.articles}
    if options.items:
        wanted &= {named(relation.left, item).eid for item in options.items}
    if options.only_uncovered:
        wanted -= {row.left for row in relation.coverage if row.status == "covered"}
    if len(wanted) == len(relation.left.articles):
        return relation
    return replace(
        relation,
        shown=tuple(article.eid for article in relation.left.articles if article.eid in wanted),
        links=tuple(link for link in relation.links if link.left.eid in wanted),
        coverage=tuple(row for row in relation.coverage if row.left in wanted),
        only_left=tuple(place for place in relation.only_left if place.eid in wanted),
        instruments=tuple(
            instrument for instrument in relation.instruments if instrument.left in wanted
        ),
    )


def report(relation: Relation, form: str, options: ReportOptions) -> bytes:
    """A relation written in the named form. Raises `UnknownFormatError`."""
    return formats.write(relation, form, options)


def form_of(path: Path | None, form: str | None = None) -> str:
    """The form to write, as `report_form` finds it. Raises `UnknownEndingError`."""
    return report_form(path, form, "relation")


def _dated(side: Resolved, day: str | None) -> Resolved:
    """A text that does not tell its day, with the one that a person gives."""
    if day is None or side.document.version_date is not None:
        return side
    return replace(side, document=with_facts(side.document, promulgated=day))


def _name(document: Document) -> str:
    return place_of(document, "", None).document


def _tell_apart(documents: Iterable[Document]) -> None:
    """Links name their documents by URI or title: two of one name would run into one another."""
    counts = Counter(_name(document) for document in documents)
    for name, count in counts.items():
        if count > 1:
            raise SameNameError(name)
