"""Marks of the texts that a person judged.

A mark names an article and records its words, so that it can be found again.
"""

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
from policydiff.text.article_roles import with_tasks
from policydiff.text.noise import fold_key

PRINT = 16
"""Hex digits of a fingerprint: 64 bits tell the articles of all laws apart."""

FIRST_WORDS = 24
"""Characters of the beginning that are kept beside the fingerprint, for a person to read and to
know a changed text by.
"""

LEAST_WORDS = 10
"""Fewer characters prove nothing: 国家建立 begins many articles."""

Former = Mapping[str, Mapping[str, str]]
"""Version → which article of it became which (see `follow`)."""


class NotAJudgementError(InputError):
    """A judgement that is empty or contradicts itself."""

    def __init__(self, where: str, why: Message) -> None:
        """Build the message; `where` names what is judged."""
        super().__init__(Message("{where}: {why}", where=where, why=why))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedArticle:
    """One side of a judgement: the article as it stood when it was judged.

    `version` is the date of the version, None where it is unknown. `text` is the fingerprint of its
    words, None where a person wrote the judgement by hand; `words` are its first ones.
    """

    eid: str
    num: str | None = None
    version: str | None = None
    text: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMark:
    """The present place of a marked text.

    `eid` is None where it is gone, `stale` is True where its words changed.
    """

    eid: str | None
    stale: bool = False


GONE = FoundMark(eid=None)


def fingerprint(article: Provision) -> str:
    """A short hash of heading and text under the noise rule.

    Two prints of the same words have the same one.
    """
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
    """The articles of a document by place and by words."""

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
        """Find the present place of a marked text.

        `former` gives, by article of the version that was judged, the article that came of it,
        where that is recorded. The same words win, at the same number or, where they stand but
        once, at another. Words that changed are followed by `former`, else by their beginning; a
        number alone proves nothing.
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
    """The keys of each value."""
    found: dict[str, tuple[str, ...]] = {}
    for key, value in values.items():
        found[value] = (*found.get(value, ()), key)
    return found


def follow(old: DocumentTexts, new: DocumentTexts) -> dict[str, str]:
    """The articles of the new version by those of the old that they came from.

    They are paired by their text; doubtful pairs are left out.
    """
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
