"""diff: compare files or stored versions, and write the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

from policydiff.comparing.engine import compare, many
from policydiff.comparing.engine.align.overrides import NO_OVERRIDES, Overrides
from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document
from policydiff.model.office_content import tracked_of
from policydiff.model.source import FileFacts, Problem
from policydiff.reading.contract import Revisions
from policydiff.works.resolve import Resolved, TextOptions, whole_document
from policydiff.works.session import Session, Watch, unwatched


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions(TextOptions):
    """The choices for a comparison and for how its texts are read.

    `pairs` is a file of pairings that a person set, as `policydiff link --pairs` writes it;
    `reasons` one of reasons that a person wrote, or a table with them filled in. `provision` is the
    one that is followed, None for all; with `exit_code` a command leaves with 1 for changes.
    """

    granularity: Literal["word", "char"] = "word"
    show_noise: bool = False
    pairs: Path | None = None
    reasons: Path | None = None
    provision: str | None = None
    exit_code: bool = False


NO_CHOICE = DiffOptions()


class NoTrackedChangesError(UsageError):
    """A file that was to be compared with itself holds no tracked changes."""

    def __init__(self, name: str) -> None:
        """`name` is that of the file."""
        super().__init__(
            Message(
                "{name} holds no tracked changes; name a second text to compare it with", name=name
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Diffed:
    """A comparison and the origin of its two sides."""

    comparison: Comparison
    left: Resolved
    right: Resolved
    pairs: Overrides = NO_OVERRIDES

    @property
    def sides(self) -> tuple[Resolved, ...]:
        """Both texts."""
        return self.left, self.right

    @property
    def each(self) -> tuple[Comparison, ...]:
        """The one comparison."""
        return (self.comparison,)

    @property
    def changed(self) -> bool:
        """True if anything changed."""
        return self.comparison.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffedAll:
    """Comparisons and the origin of their texts."""

    comparisons: Comparisons
    sides: tuple[Resolved, ...]

    @property
    def each(self) -> tuple[Comparison, ...]:
        """The comparisons of each text with the next."""
        return self.comparisons.comparisons

    @property
    def changed(self) -> bool:
        """True if anything changed."""
        return self.comparisons.changed


def diff(left: str, right: str, session: Session, options: DiffOptions = NO_CHOICE) -> Diffed:
    """Compare two operands, files or names. Raises as `whole_document`, `read_pairs`."""
    sides = with_files(
        [whole_document(one, session, options, lasting=True) for one in (left, right)], session
    )
    documents = sides[0].document, sides[1].document
    pairs = (
        stored_pairs(sides[0], sides[1], session)
        if options.pairs is None
        else _read_pairs(options.pairs, *documents)
    )
    return diff_resolved(sides[0], sides[1], pairs, options)


def with_files(sides: Sequence[Resolved], session: Session) -> tuple[Resolved, ...]:
    """The texts with the facts of their Word files, of stored versions as received."""
    files = [_word_file(side, session) for side in sides]
    if not all(files):
        return tuple(sides)
    return tuple(
        replace(side, document=replace(side.document, file=file() if callable(file) else file))
        for side, file in zip(sides, files, strict=True)
    )


_WORD_ENDINGS = (".docx", ".docm", ".dotx")
"""The names of the files that are read again for their facts."""


def _word_file(
    side: Resolved, session: Session
) -> FileFacts | Callable[[], FileFacts | None] | None:
    """The facts of the Word file of a text, or a reader of the one received."""
    own = side.document.file
    if side.stored is None:
        return own if own is not None and own.format == "docx" else None
    store = session.store()
    record = store.source_record(side.stored)
    if record is None or not record.name.lower().endswith(_WORD_ENDINGS):
        return None
    from policydiff.reading.readers.docx import reader as docx  # noqa: PLC0415 - for these alone

    source = store.source(side.stored)
    if source is None or not docx.sniff(source[1]):
        return None
    name, data = source
    return lambda: docx.read(data, name).file


def _read_pairs(path: Path, left: Document, right: Document) -> Overrides:
    from policydiff.comparing.actions.pairs import read_pairs  # noqa: PLC0415 - where they are given

    return read_pairs(path, left, right)


def diff_resolved(
    left: Resolved,
    right: Resolved,
    pairs: Overrides,
    options: DiffOptions = NO_CHOICE,
    watch: Watch = unwatched,
) -> Diffed:
    """Compare two texts that are at hand, with the pairings set for them."""
    comparison = compare.diff(
        left.document,
        right.document,
        granularity=options.granularity,
        show_noise=options.show_noise,
        pairs=pairs,
        watch=watch,
    )
    return Diffed(comparison=comparison, left=left, right=right, pairs=pairs)


def diff_tracked(operand: str, session: Session, options: DiffOptions = NO_CHOICE) -> Diffed:
    """Compare the original of a file with tracked changes with its accepted text.

    Raises `UsageError` for a name of the repository, `NoTrackedChangesError`, and what `diff` raises.
    """
    sides = [
        whole_document(operand, session, replace(options, revisions=state)) for state in _STATES
    ]
    named = sides[0].file_name
    if named is None:
        raise UsageError(
            Message("{operand}: name a second version to compare it with", operand=operand)
        )
    if not all(any(map(is_on_changes, side.document.problems)) for side in sides):
        raise NoTrackedChangesError(named)
    left, right = (replace(side, document=without_choice(side.document)) for side in sides)
    pairs = (
        NO_OVERRIDES
        if options.pairs is None
        else _read_pairs(options.pairs, left.document, right.document)
    )
    found = diff_resolved(left, right, pairs, options)
    tracked = tracked_of(left.document, right.document)
    return replace(found, comparison=replace(found.comparison, tracked=tracked))


_STATES: tuple[Revisions, Revisions] = ("original", "accepted")


def is_on_changes(problem: Problem) -> bool:
    """True for the remark which of the two texts of a file was read."""
    return problem.code == "tracked-changes"


def without_choice(document: Document) -> Document:
    """The document without the remark which of its two texts was read."""
    problems = tuple(problem for problem in document.problems if not is_on_changes(problem))
    return replace(document, problems=problems)


def stored_pairs(left: Resolved, right: Resolved, session: Session) -> Overrides:
    """The pairings of two stored versions, by `policydiff link` and the decision."""
    documents = left.document, right.document
    if (
        documents[0].uri is None
        or documents[0].uri != documents[1].uri
        or any(side.file_name is not None for side in (left, right))
    ):
        return NO_OVERRIDES
    from policydiff.works.lineage import evidence_of  # noqa: PLC0415 - files have none

    store = session.store()
    return evidence_of(store, store.find(documents[0].uri)).between(*documents)


def diff_all(
    operands: Sequence[str], session: Session, options: DiffOptions = NO_CHOICE
) -> DiffedAll:
    """Compare each operand with the next.

    The provision of the options is named by its number in the last text that has such a number.
    Raises what `resolve.whole_document` raises, `NoSuchProvisionError`, `UnfollowedError` and
    `UsageError`.
    """
    provision = options.provision
    if options.pairs is not None:
        raise UsageError(Message("--pairs sets the pairings of two texts; compare two at a time"))
    sides = tuple(whole_document(operand, session, options, lasting=True) for operand in operands)
    documents = [side.document for side in sides]
    place = None if provision is None else _find(documents, provision)
    pairs = [stored_pairs(left, right, session) for left, right in pairwise(sides)]
    found = many.diff_all(
        documents, granularity=options.granularity, show_noise=options.show_noise, pairs=pairs
    )
    if provision is not None and place is not None:
        found = many.follow(found, *place, provision)
    return DiffedAll(comparisons=found, sides=sides)


def _find(documents: Sequence[Document], provision: str) -> tuple[int, str]:
    from policydiff.works.show import (  # noqa: PLC0415 - where one is named
        NoSuchProvisionError,
        UnfollowedError,
        find_provision,
    )

    for place in reversed(range(len(documents))):
        try:
            found = find_provision(documents[place], provision)
        except NoSuchProvisionError:
            continue
        if found.eid is None:
            raise UnfollowedError(provision)
        return place, found.eid
    find_provision(documents[-1], provision)
    raise UnfollowedError(provision)
