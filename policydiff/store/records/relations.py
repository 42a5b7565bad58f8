"""The judgements of people about the links between two works."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from policydiff.akn.reader import from_xml
from policydiff.errors import InputError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.relating.engine.review.judged_gaps import redated_gap
from policydiff.relating.engine.review.judged_measures import redated
from policydiff.relating.engine.review.judged_texts import DocumentTexts, JudgedArticle
from policydiff.relating.engine.review.review_tables import BadReviewFileError
from policydiff.relating.engine.review.review_toml import read_review, write_review
from policydiff.relating.engine.review.reviews import Party, Review, merge
from policydiff.store.git.layout import RELATION_PATH
from policydiff.store.git.objects import list_tree, read_blob, read_blobs
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.records.slugs import pinyin
from policydiff.store.records.soundness import FaultText
from policydiff.store.records.works import WorkRecord
from policydiff.store.titles import COUNTRY, one_line
from policydiff.system import RESERVED_NAMES

MOST_NAME = 40

Place = tuple[str, str | None]
"""The URI of a work and the date of a version of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReview:
    """A file of the repository and the judgements of one reviewer in it."""

    path: str
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReview:
    """Judgements to be stored: for each reviewer the change of his review.

    The change is called again with the judgements that are stored by then where another writer was
    quicker. `texts` give the file its order; `summary` goes on after the titles in the subject of
    the commit.
    """

    left: WorkRecord
    right: WorkRecord
    changes: Mapping[str, Callable[[Review], Review]]
    texts: tuple[DocumentTexts, DocumentTexts]
    summary: str


def pair_of(left: WorkRecord, right: WorkRecord) -> Review:
    """An empty review of two works."""
    return Review(
        left=Party(title=left.title, uri=left.uri), right=Party(title=right.title, uri=right.uri)
    )


def moved_reviews(
    git: Git, commit: str, catalogue: Iterable[WorkRecord], before: Place, after: Place
) -> Iterator[Change]:
    """Yield the changes of judgements that name a version which moved.

    The version has another date, or its work another URI now.
    """
    if before == after:
        return
    works = {one.uri: one for one in catalogue}
    works[after[0]] = works[before[0]]
    for stored in reviews_of(git, commit, before[0]):
        review = stored.review
        mine = review.left.uri == before[0], review.right.uri == before[0]
        entries = tuple(
            replace(
                one,
                left=_moved(one.left, before, after) if mine[0] else one.left,
                right=_moved(one.right, before, after) if mine[1] else one.right,
            )
            for one in review.entries
        )
        left, right = (
            replace(party, uri=after[0]) if own else party
            for party, own in zip((review.left, review.right), mine, strict=True)
        )
        measures = tuple(redated(one, before[1], after[1], mine) for one in review.measures)
        gaps = tuple(redated_gap(one, before[1], after[1], mine) for one in review.gaps)
        judged = replace(
            review, left=left, right=right, entries=entries, measures=measures, gaps=gaps
        )
        yield review_change(git, works, StoredReview(path=stored.path, review=judged))


def _moved(mark: JudgedArticle, before: Place, after: Place) -> JudgedArticle:
    return (
        replace(mark, version=after[1])
        if mark.text is not None and mark.version == before[1]
        else mark
    )


def read_reviews(
    git: Git, commit: str, left: WorkRecord, rights: Sequence[WorkRecord]
) -> dict[str, Review]:
    """The judgements of the links from one work to others, by the others' URIs.

    Raises `BadReviewFileError`, `NotAJudgementError`.
    """
    found: dict[str, list[Review]] = {right.uri: [] for right in rights}
    for stored in _nearby(git, commit, left, {right.slug for right in rights}):
        if stored.review.left.uri == left.uri and stored.review.right.uri in found:
            found[stored.review.right.uri].append(stored.review)
    return {right.uri: merge(pair_of(left, right), *found[right.uri]) for right in rights}


def reviews_of(git: Git, commit: str, uri: str) -> Iterator[StoredReview]:
    """The reviews of a work on either side.

    A file in a folder of two other works is none of them, be it bad or not. Raises
    `BadReviewFileError`, `NotAJudgementError`.
    """
    slug = uri.rpartition("/")[2]
    for path, data in _files(git, commit):
        place = RELATION_PATH.fullmatch(path)
        try:
            review = _read(data, path)
        except InputError:
            if place is None or slug not in (place["left"], place["right"]):
                continue
            raise
        if uri in (review.left.uri, review.right.uri):
            yield StoredReview(path=path, review=review)


def every_review(
    git: Git, commit: str, keep: Callable[[bytes], bool] = lambda _data: True
) -> Iterator[StoredReview | InputError]:
    """The reviews whose bytes `keep` takes; for a file that cannot be read the error."""
    for path, data in ((path, data) for path, data in _files(git, commit) if keep(data)):
        try:
            yield StoredReview(path=path, review=_read(data, path))
        except InputError as error:
            yield error


def _files(git: Git, commit: str) -> Iterator[tuple[str, bytes]]:
    """The paths of all reviews and what stands there."""
    paths: dict[str, list[str]] = {}
    for entry in list_tree(git, commit, "relations"):
        paths.setdefault(entry.blob, []).append(entry.path)
    for blob, data in read_blobs(git, paths):
        for path in paths[blob]:
            yield path, data


def review_change(git: Git, works: Mapping[str, WorkRecord], stored: StoredReview) -> Change:
    """The change that writes a review, or removes its file where it is empty.

    Judgements stand in the order of the newest versions of `works` (by URI).
    """
    if not stored.review.judged:
        return Change(path=stored.path, data=None)
    left, right = (
        _newest_texts(git, works.get(party.uri or ""), party.title)
        for party in (stored.review.left, stored.review.right)
    )
    return Change(path=stored.path, data=write_review(stored.review, left, right).encode())


def _newest_texts(git: Git, work: WorkRecord | None, title: str) -> DocumentTexts:
    """The articles of the newest version of a work; none where it is not stored."""
    none = Document(title=title, kind="document", dialect="")
    if work is None or not work.versions:
        return DocumentTexts.of(none)
    try:
        return DocumentTexts.of(from_xml(read_blob(git, work.versions[-1].blob)))
    except PolicyDiffError:  # their order is that of their numbers then
        return DocumentTexts.of(none)


def plan_review(git: Git, tip: str, planned: PlannedReview) -> Iterator[Commit]:
    """The commit that stores the judgements upon `tip`; none where nothing changes."""
    nearby = tuple(_nearby(git, tip, planned.left, {planned.right.slug}))
    mine = {
        stored.path: stored.review
        for stored in nearby
        if _is_of(stored.review, planned.left, planned.right)
    }
    folder = next((path.rpartition("/")[0] for path in mine), None) or _free_folder(nearby, planned)
    changes: list[Change] = []
    for reviewer, change in sorted(planned.changes.items()):
        file = f"/{reviewer_slug(reviewer)}.toml"
        path = next((path for path in mine if path.endswith(file)), folder + file)
        before = mine.get(path, pair_of(planned.left, planned.right))
        after = merge(change(before))
        if after.judged != before.judged:
            data = write_review(after, *planned.texts).encode() if after.judged else None
            changes.append(Change(path=path, data=data))
    if changes:
        yield Commit(message=_message(planned), changes=tuple(changes))


def reviewer_slug(name: str) -> str:
    """The name of a reviewer's file.

    It is his name where that is a slug already, else the name in small ASCII letters, with a hash
    that distinguishes namesakes.
    """
    plain = unicodedata.normalize("NFC", name)
    slug = (
        "-".join(filter(None, "".join(pinyin(plain)).split("-")))[:MOST_NAME].strip("-")
        or "reviewer"
    )
    return (
        slug
        if slug == plain and slug not in RESERVED_NAMES
        else f"{slug}-{hashlib.sha256(plain.encode('utf-8', 'replace')).hexdigest()[:6]}"
    )


def review_faults(path: str, data: bytes, slugs: Mapping[str, str]) -> Iterator[FaultText]:
    """Yield the faults of a review, compared with its path and the works.

    The works are given by URI with their slugs.
    """
    place = RELATION_PATH.fullmatch(path)
    try:
        review = _read(data, path)
    except InputError as error:
        yield "review-file", error.message
        return
    for side, party in (("left", review.left), ("right", review.right)):
        slug = slugs.get(party.uri or "")
        if slug is None:
            yield (
                "review-work",
                Message("is about {party}, which is no work here", party=party.uri or party.title),
            )
        elif place and slug != place[side]:
            yield (
                "review-place",
                Message("is about {party}, which is not that of its folder", party=party.uri),
            )
    for reviewer in review.reviewers:
        if place and place["reviewer"] != reviewer_slug(reviewer):
            yield (
                "reviewer",
                Message(
                    "holds a judgement of {reviewer}, whose file is {reviewer_other}.toml",
                    reviewer=one_line(reviewer, 60),
                    reviewer_other=reviewer_slug(reviewer),
                ),
            )
    yield from _entry_faults(review)


def _entry_faults(review: Review) -> Iterator[FaultText]:
    said: Counter[tuple[object, ...]] = Counter()
    for names, texts, reviewer in _judged_texts(review):
        left, right = names
        if None in texts:
            yield (
                "no-fingerprint",
                Message(
                    "does not state which text of {left} and {right} was judged; use review --from",
                    left=left,
                    right=right,
                ),
            )
        said[names, texts, reviewer] += 1
        if said[names, texts, reviewer] == 2:
            yield (
                "judged-twice",
                Message("judges {left} and {right} more than once", left=left, right=right),
            )


def _judged_texts(
    review: Review,
) -> Iterator[tuple[tuple[str, str], tuple[str | None, str | None], str]]:
    """The subjects of each judgement, their fingerprints, and the reviewer."""
    for link in review.entries:
        sides = link.left, link.right
        yield (sides[0].eid, sides[1].eid), (sides[0].text, sides[1].text), link.reviewer
    for one in review.measures:
        yield (
            (one.left.words or one.left.eid, review.right.title),
            (one.left.text, one.text),
            one.reviewer,
        )
    for gap in review.gaps:
        names = gap.left.num or gap.left.eid, f"{review.right.title} (gap)"
        yield names, (gap.left.text, gap.text), gap.reviewer


def _nearby(
    git: Git, commit: str, left: WorkRecord, rights: AbstractSet[str]
) -> Iterator[StoredReview]:
    """The reviews whose folder bears the slugs of two works."""
    paths: dict[str, list[str]] = {}
    for entry in list_tree(git, commit, "relations"):
        place = RELATION_PATH.fullmatch(entry.path)
        if place and place["left"] == left.slug and place["right"] in rights:
            paths.setdefault(entry.blob, []).append(entry.path)
    for blob, data in read_blobs(git, paths):
        for path in paths[blob]:
            yield StoredReview(path=path, review=_read(data, path))


def _read(data: bytes, path: str) -> Review:
    try:
        return read_review(data.decode(), path)
    except UnicodeDecodeError:
        raise BadReviewFileError(path, Message("is not UTF-8")) from None


def _is_of(review: Review, left: WorkRecord, right: WorkRecord) -> bool:
    return (review.left.uri, review.right.uri) == (left.uri, right.uri)


def _free_folder(nearby: tuple[StoredReview, ...], planned: PlannedReview) -> str:
    """The folder of the pair, numbered where works with the same slugs lie there."""
    taken = {stored.path.rpartition("/")[0] for stored in nearby}
    stem = f"relations/{planned.left.slug}--{planned.right.slug}"
    number, folder = 1, stem
    while folder in taken:
        number += 1
        folder = f"{stem}--{number}"
    return folder


def _message(planned: PlannedReview) -> str:
    """The message of a commit: subject and trailers."""
    titles = [
        one_line(work.title, 40).removeprefix(COUNTRY) for work in (planned.left, planned.right)
    ]
    reviewers = "".join(
        f"Reviewer: {one_line(reviewer, 60)}\n" for reviewer in sorted(planned.changes)
    )
    return f"Review {titles[0]} / {titles[1]}: {one_line(planned.summary, 80)}\n\nWork: {planned.left.uri}\nRelation: {planned.right.uri}\n{reviewers}"
