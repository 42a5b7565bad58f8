"""Marks of judged texts: an article and its words, so that it is found again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from policydiff.comparing.engine.align.confidence import CONFIDENT
from policydiff.comparing.engine.align.passes import align
from policydiff.comparing.engine.align.units import read_units
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.document import Document, Provision
from policydiff.text.noise import fold_key
from policydiff.text.plan_tasks import with_tasks

PRINT = 16
"""Hex digits of a fingerprint: 64 bits distinguish the articles of all laws."""

FIRST_WORDS = 24
"""Characters stored beside the fingerprint, for a person and for changed texts."""

LEAST_WORDS = 10
"""Fewer characters prove nothing: 国家建立 begins many articles."""

Former = Mapping[str, Mapping[str, str]]
"""Version → its articles → their successors (see `follow`)."""


class NotAJudgementError(InputError):
    """A judgement that is empty or contradicts itself."""

    def __init__(self, where: str, why: Message) -> None:
        super().__init__(Message("{where}: {why}", where=where, why=why))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedArticle:
    """One side of a judgement: the article as it was then.

    `version` is the date of the version, or None. `text` is the fingerprint of its words, None in a
    judgement written by hand; `words` are its first ones.
    """

    eid: str
    num: str | None = None
    version: str | None = None
    text: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMark:
    """The present article of a mark: `eid` None if gone, `stale` if it changed."""

    eid: str | None
    stale: bool = False


GONE = FoundMark(eid=None)


def fingerprint(article: Provision) -> str:
    """A short hash of heading and text under the noise rule."""
    return print_of(_key(article))


def mark_of_text(place: JudgedArticle, key: str) -> JudgedArticle:
    """A mark at the place of another, for the text of a key under the noise rule."""
    same = place.text == print_of(key)
    return replace(
        place,
        text=print_of(key),
        words=key[:FIRST_WORDS] or None,
        version=place.version if same else None,
    )


def print_of(key: str) -> str:
    """The fingerprint of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:PRINT]


def row_key(whole: str, *words: str) -> str:
    """The key of a row of a leaf, beside a document of this fingerprint."""
    return whole + print_of("\n".join(words))


def first_words(article: Provision) -> str:
    """The first words of heading and text, under the noise rule."""
    return _key(article)[:FIRST_WORDS]


def mark(document: Document, article: Provision) -> JudgedArticle:
    """The mark of an article as it stands in a document."""
    return JudgedArticle(
        eid=article.eid,
        num=article.num,
        version=document.version_date,
        text=fingerprint(article),
        words=first_words(article) or None,
    )


def _key(article: Provision) -> str:
    return fold_key("\n".join(filter(None, (article.heading, article.text))))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTexts:
    """The articles of a document by eId and by words."""

    document: Document
    articles: dict[str, Provision] = field(repr=False)
    prints: dict[str, tuple[str, ...]] = field(repr=False)
    beginnings: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> DocumentTexts:
        """Index a document; the tasks of a plan are its articles."""
        articles = {article.eid: article for article in with_tasks(document).articles}
        keys = {eid: _key(article) for eid, article in articles.items()}
        return cls(
            document=document,
            articles=articles,
            prints=_keys_by_value({eid: print_of(key) for eid, key in keys.items()}),
            beginnings={eid: key[:FIRST_WORDS] for eid, key in keys.items()},
        )

    def find(self, wanted: JudgedArticle, former: Mapping[str, str] | None = None) -> FoundMark:
        """Find the present article of a mark.

        `former` maps articles of the judged version to their recorded successors. The same words
        win, at the same number or, if they are unique, at another. Changed words are followed by
        `former`, else by their beginning; a number alone proves nothing.
        """
        if wanted.text is None:
            return FoundMark(eid=wanted.eid) if wanted.eid in self.articles else GONE
        same = self.prints.get(wanted.text, ())
        if wanted.eid in same or len(same) == 1:
            return FoundMark(eid=wanted.eid if wanted.eid in same else same[0])
        if former is not None and not same:
            eid = former.get(wanted.eid)
            return FoundMark(eid=eid, stale=True) if eid is not None else GONE
        return self._by_words(wanted) if not same else GONE

    def _by_words(self, wanted: JudgedArticle) -> FoundMark:
        words = wanted.words or ""
        similar = [eid for eid, beginning in self.beginnings.items() if beginning.startswith(words)]
        return (
            FoundMark(eid=similar[0], stale=True)
            if len(words) >= LEAST_WORDS and len(similar) == 1
            else GONE
        )


def _keys_by_value(values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, value in values.items():
        found[value] = (*found.get(value, ()), key)
    return found


def follow(old: DocumentTexts, new: DocumentTexts) -> dict[str, str]:
    """New articles by the old ones they came from; doubtful pairs are left out."""
    sides = [
        [unit for unit in read_units(texts.document) if unit.level == "article"]
        for texts in (old, new)
    ]
    pairing = align(sides[0], sides[1])
    return {
        sides[0][row].eid: sides[1][link.right].eid
        for row, link in pairing.of.items()
        if link.score >= CONFIDENT
    }
