"""The test that a text belongs to a work.

It is applied where a person, or the URI that the text bears, names a work whose title is another.
The text does not belong to the work where both have nothing in common: the titles, and the texts.
Titles have something in common where, without the place or body with which both begin (某某市, 某某院关于)
and without their kinds (条例, 办法), a third of the pairs of letters of the shorter one stand in the
other; texts where `TEXTS` of the runs of `RUN` letters of the shorter one do. Of 201 pairs of
versions of one work, thoroughly rewritten ones among them, the least similar share 0.17, and all
share their title; of 40,000 pairs of unrelated statutes 94 % have nothing in common, of 20,000
pairs of one place or body 84 %. So a work that was renamed is recognised by its text, one that was
rewritten by its title; where both happened, and more than that, a person confirms it with --force.
A text of another title that is of another kind or maker too is a version where `ARTICLES` of its
articles stand in one of the work's: any two acts on accounting have some words in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, takewhile

from policydiff.errors import InputError
from policydiff.messages import COMMA, Message
from policydiff.model.document import Document
from policydiff.model.kinds import kind_name
from policydiff.store.records.abbreviations import KINDS
from policydiff.store.records.works import WorkRecord
from policydiff.store.titles import COUNTRY, one_line, title_key
from policydiff.text.noise import fold_key

TITLES, TEXTS = 1 / 3, 0.12
"""The share of the shorter one, from which on titles, and texts, have something in common."""

ARTICLES = 0.5
"""The share of the runs of an article from which on it stands in another text, and of the articles
of a text from which on it is one with a work of another title, and of another kind or maker.
"""

UNKNOWN_KIND = "document"

RUN = 4
"""Letters: shorter runs are those of any statute (应当, 有关部门的), of longer ones rewritten texts
keep few.
"""

_LETTERS = re.compile(r"[^\W\d_]+")
_BRACKETED = re.compile(r"\([^()]*\)")
_PLACE = re.compile(r".{1,24}(?:省|市|区|州|县|旗|院|部|局|会|关于)")
"""The beginning of a title that names whose text it is, as far as it goes: 示例省,
示例市人民代表大会常务委员会关于.
"""


class ForeignTextError(InputError):
    """A text is no version of the work that was named for it."""

    def __init__(self, title: str, work: WorkRecord, others: tuple[Message, ...] = ()) -> None:
        fields = {"title": one_line(title, 80), "work": one_line(work.title, 80)}
        super().__init__(
            Message(
                "“{title}” is no version of {work}: another title, {others}, and less than half of its articles stand there; where the title was changed, record the new one (`policydiff set {work} --alias {title}`), or store it there all the same with --force",
                others=Message.joined(others, COMMA),
                **fields,
            )
            if others
            else Message(
                "“{title}” has nothing in common with {work}, neither in title nor in text; name the work to which it belongs with --work, or store it there all the same with --force",
                **fields,
            )
        )


def same_title(work: WorkRecord, title: str) -> bool:
    """True for a title that is a name of the work, whatever stands in brackets."""
    names = (work.title, *work.other_titles, *work.aliases)
    return _letters(title) in map(_letters, names)


def other_facts(
    work: WorkRecord, versions: Iterable[Document], document: Document
) -> Iterator[Message]:
    """Yield the kind and the maker of a text that contradict those of the work."""
    stored = tuple(versions)
    kinds = {work.kind, *(one.kind for one in stored)}
    if document.kind not in kinds and UNKNOWN_KIND not in (document.kind, work.kind):
        yield Message(
            "another kind ({old} → {new})", old=kind_name(work.kind), new=kind_name(document.kind)
        )
    makers = [one.authority for one in stored if one.authority]
    own = document.authority
    if own and makers and not any(_same_maker(own, maker) for maker in makers):
        yield Message(
            "another maker ({old} → {new})", old=one_line(makers[0], 40), new=one_line(own, 40)
        )
    elif document.jurisdiction != work.jurisdiction:
        yield Message(
            "another place ({old} → {new})", old=work.jurisdiction, new=document.jurisdiction
        )


def _same_maker(maker: str, other: str) -> bool:
    """True for one body, or a body and a committee of it."""
    first, second = (title_key(one.removeprefix(COUNTRY)) for one in (maker, other))
    return first.startswith(second) or second.startswith(first)


def bears_articles(versions: Iterable[Document], document: Document) -> bool:
    """True for a text with `ARTICLES` of its articles in a version, or without any."""
    own = _articles(document)
    return any(_stands_in(own, _articles(version)) for version in versions)


def _stands_in(own: list[frozenset[str]], others: list[frozenset[str]]) -> bool:
    """True where `ARTICLES` of the sets of runs stand each in one of the other sets."""
    places: dict[str, list[int]] = {}
    for place, runs in enumerate(others):
        for run in runs:
            places.setdefault(run, []).append(place)
    count = 0
    for runs in own:
        shared = Counter(place for run in runs for place in places.get(run, ()))
        count += max(shared.values(), default=0) >= ARTICLES * len(runs)
    return bool(own) and count >= ARTICLES * len(own)


def _articles(document: Document) -> list[frozenset[str]]:
    """The runs of each article; of the whole text where it has no articles."""
    texts = [_LETTERS.findall(fold_key(one.text)) for one in document.articles]
    return [*filter(None, (_runs(words, RUN) for words in texts))] or [_text_runs(document)]


def bears_title(work: WorkRecord, title: str) -> bool:
    """True for a title that has something in common with any name of the work."""
    own = _letters(title)
    return any(
        _title_share(own, _letters(name)) >= TITLES
        for name in (work.title, *work.other_titles, *work.aliases)
    )


def bears_text(versions: Iterable[Document], document: Document) -> bool:
    """True for a text that has something in common with one of the versions."""
    own = _text_runs(document)
    return any(_share(own, _text_runs(version)) >= TEXTS for version in versions)


def _share(runs: frozenset[str], others: frozenset[str]) -> float:
    """The share of the shorter set of runs that the other one has, from 0 to 1."""
    return len(runs & others) / max(min(len(runs), len(others)), 1)


def _letters(title: str) -> str:
    """The letters of a title, without marks and without words in brackets."""
    return "".join(_LETTERS.findall(_BRACKETED.sub("", title_key(title))))


def _title_share(title: str, other: str) -> float:
    """The share of the subject of the shorter title in the other, from 0 to 1."""
    if title == other:
        return 1.0
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(title, other, strict=False))
    )
    place = _PLACE.match(title, 0, alike)
    return _share(*(_subject_runs(one[place.end() if place else 0 :]) for one in (title, other)))


def _subject_runs(title: str) -> frozenset[str]:
    """The pairs of letters of a title without its kind."""
    subject = next((title.removesuffix(kind) for kind in KINDS if title.endswith(kind)), title)
    return _runs([subject], 2) or frozenset(filter(None, [subject]))


def _text_runs(document: Document) -> frozenset[str]:
    """The runs of letters of a text, without the lines around it."""
    nodes = chain(document.preamble, document.body, document.attachments)
    return _runs(_LETTERS.findall(fold_key("\n".join(node.text for node in nodes))), RUN)


def _runs(words: Iterable[str], length: int) -> frozenset[str]:
    return frozenset(
        word[place : place + length] for word in words for place in range(len(word) - length + 1)
    )
