"""The closeness of two articles' words (same, adapted, other), and a redline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from policydiff.comparing.engine.align.likeness import shortlist, words_of
from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.comparing.engine.redline.redline import joined, redline, whole
from policydiff.model.comparison import Edit
from policydiff.model.document import Document
from policydiff.relating.engine.relation import Wording
from policydiff.text.noise import Folded, Span, fold, fold_key
from policydiff.text.sentences import cut_sentences

RUN = 6
"""Characters of common stretches; shorter ones are single words (应当按照, 有关部门)."""

HELD = 0.3
"""The share of the shorter sentence that a pair of sentences has in common at least."""

PHRASE = 22
"""Characters that a sentence of an adapted article shares: a clause, not a formula."""

TAKEN = 0.18
"""The common share of the shorter of two adapted articles, as 93 of 97 read links confirm."""

ADAPTED_RATIO = 0.6
"""The ratio from which any article is adapted, however short: 本条例自2020年1月1日起施行."""

STAYED = 4
"""Characters of an unchanged stretch that the redline of an adapted article needs."""

_NAMES = (
    (re.compile("本(?:法|条例|办法|规定|细则|规则|实施办法|实施细则|决定)"), "本法"),
    (
        re.compile(
            "(?:国务院|(?:[县市省]级以上|设区的市级以上|地方|各级|省|自治区|直辖市|自治州|市|县|区|、|和){0,8}(?:人民)?政府)"
            "(?:(?:及其|及|和|的)?(?:有关|相关|主管|各)?部门)?"
        ),
        "政府",
    ),
    (
        re.compile(
            "国家(?!机关|工作|安全|利益|秘密|标准|赔偿)|全国|我国|[本全我][省市州县区]|本自治[区州县]|本行政区域"
        ),
        "国家",
    ),
)
"""Names of instrument, government and territory → one name, as local texts replace them."""

_SANCTION = re.compile(
    "(?:(?:由[^，。；]{2,40})?(?:依[据照]各自职责|依法)?责令[^，。；]{0,16}改正|(?:依法)?给予(?:警告|处分|治安管理处罚)|没收违法所得|"
    "(?:可以)?(?:并)?处以?[^，。；]{1,30}(?:罚款|拘留)|对(?:其)?直接负责的主管人员(?:和其他(?:直接)?责任人员)?|拒不改正|情节(?:特别)?(?:严重|较重)|"
    "(?:责令)?暂停相关业务|停业整顿|吊销[^，。；、]{2,12}|构成犯罪|依法追究刑事责任|违反本法[^，。；]{0,60}规定)的?[，；、]*"
)
"""The formulas of sanctions: articles that share nothing else punish different acts."""

_PLACE = re.compile("^[一-鿿]{2,8}?(?:省|市|自治区|自治州|自治县|县|区)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSentence:
    """A sentence: span, words with names unified, and those without sanctions."""

    span: Span
    words: str
    without_sanctions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredArticle:
    """An article for comparison.

    `words` are heading and text under the noise rule, `plain` the same with unified names of place
    and body, `without_sanctions` these without sanctions.
    """

    unit: Unit
    words: str
    plain: str
    without_sanctions: str
    sentences: tuple[ScoredSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """The closeness of two articles, and the two sentences that share the most."""

    wording: Wording | None = None
    edits: tuple[Edit, ...] = ()
    sentence: Span | None = None
    right_sentence: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    """Two sentences with common characters; `shared` counts them."""

    left: int
    right: int
    shared: int
    without_sanctions: int


def read_texts(document: Document) -> dict[str, ScoredArticle]:
    """The articles of a document by their eIds."""
    place = _PLACE.match(document.title)
    own = None if place is None else place[0]
    return {unit.eid: _text(unit, own) for unit in read_units(document) if unit.level == "article"}


def _text(unit: Unit, place: str | None) -> ScoredArticle:
    keys = (
        (span, fold_key(unit.text[slice(*span)], _numbering(unit, span)))
        for span in cut_sentences(unit.text)
    )
    sentences = tuple(_sentence(span, _plain(key, place)) for span, key in keys)
    plain = _plain(words_of(unit), place)
    return ScoredArticle(
        unit=unit,
        words=words_of(unit),
        plain=plain,
        without_sanctions=_SANCTION.sub("", plain),
        sentences=sentences,
    )


def _sentence(span: Span, words: str) -> ScoredSentence:
    return ScoredSentence(span=span, words=words, without_sanctions=_SANCTION.sub("", words))


def _plain(key: str, place: str | None) -> str:
    """A key with one name each for all names of place, body and instrument."""
    if place is not None:
        key = key.replace(place, "国家")
    for names, name in _NAMES:
        key = names.sub(name, key)
    return key


def _numbering(unit: Unit, span: Span) -> tuple[Span, ...]:
    """The printed numbers wholly within a stretch, as spans in it."""
    begin, end = span
    return tuple(
        (first - begin, last - begin)
        for first, last in unit.numbering
        if begin <= first and last <= end
    )


def compare_wording(left: ScoredArticle, right: ScoredArticle) -> Closeness:
    """Compare the words of two articles, with edits unless they differ wholly."""
    anchors = _anchors(left, right)
    best = max(
        anchors, key=lambda anchor: (anchor.shared, -anchor.left, -anchor.right), default=None
    )
    wording = _wording(left, right, anchors)
    edits = () if wording is None else joined(_edits(left, right, anchors))
    stayed = left.plain == right.plain or any(
        edit.op == "equal" and len(edit.text) >= STAYED for edit in edits
    )
    wording, edits = (wording, edits) if stayed else (None, ())
    return Closeness(
        wording=wording,
        edits=edits,
        sentence=None if best is None else left.sentences[best.left].span,
        right_sentence=None if best is None else right.sentences[best.right].span,
    )


def similarity(left: ScoredArticle, right: ScoredArticle) -> float:
    """The ratio 2 × common / total length, with names unified; 0.0 if it is low."""
    if not left.words or not right.words:
        return 0.0
    ratio = Indel.normalized_similarity(left.plain, right.plain, score_cutoff=ADAPTED_RATIO)
    if not ratio or not left.without_sanctions or not right.without_sanctions:
        return ratio
    return (
        ratio
        if Indel.normalized_similarity(
            left.without_sanctions, right.without_sanctions, score_cutoff=ADAPTED_RATIO
        )
        else 0.0
    )


def _wording(
    left: ScoredArticle, right: ScoredArticle, anchors: Sequence[_Anchor]
) -> Wording | None:
    if not left.words or not right.words:
        return None
    if left.words == right.words:
        return "same"
    shorter = min(len(left.without_sanctions), len(right.without_sanctions))
    taken = sum(anchor.without_sanctions for anchor in anchors) / max(1, shorter)
    phrase = max((anchor.without_sanctions for anchor in anchors), default=0)
    return (
        "adapted"
        if (taken >= TAKEN and phrase >= PHRASE) or similarity(left, right) >= ADAPTED_RATIO
        else None
    )


def _anchors(left: ScoredArticle, right: ScoredArticle) -> tuple[_Anchor, ...]:
    """The sentences that correspond in order, with most in common."""
    pairs = shortlist(
        [sentence.words for sentence in left.sentences],
        [sentence.words for sentence in right.sentences],
    )
    found = [
        anchor
        for row, column in sorted(pairs)
        if (anchor := _anchor(left, right, row, column)) is not None
    ]
    best: list[tuple[int, tuple[_Anchor, ...]]] = []
    for index, anchor in enumerate(found):
        before = (best[other] for other in range(index) if _precedes(found[other], anchor))
        shared, chain = max(before, key=lambda row: row[0], default=(0, ()))
        best.append((shared + anchor.shared, (*chain, anchor)))
    return max(best, key=lambda row: row[0], default=(0, ()))[1]


def _precedes(anchor: _Anchor, other: _Anchor) -> bool:
    return anchor.left < other.left and anchor.right < other.right


def _anchor(left: ScoredArticle, right: ScoredArticle, row: int, column: int) -> _Anchor | None:
    one, other = left.sentences[row], right.sentences[column]
    shared = _shared(one.words, other.words)
    if shared < HELD * max(1, min(len(one.words), len(other.words))):
        return None
    return _Anchor(
        left=row,
        right=column,
        shared=shared,
        without_sanctions=_shared(one.without_sanctions, other.without_sanctions),
    )


def _shared(words: str, others: str) -> int:
    """Characters in the common stretches of two sentences, all if they are equal."""
    if words == others:
        return len(words)
    sizes = (
        code.src_end - code.src_start
        for code in Indel.opcodes(words, others)
        if code.tag == "equal"
    )
    return sum(size for size in sizes if size >= RUN)


def _edits(left: ScoredArticle, right: ScoredArticle, anchors: Sequence[_Anchor]) -> Iterator[Edit]:
    """The redline of corresponding sentences; others are replaced whole."""
    if left.words == right.words:
        yield from redline(
            *(_folded(text.unit, (0, len(text.unit.text))) for text in (left, right))
        )
        return
    place = other = 0
    for anchor in anchors:
        span, facing = left.sentences[anchor.left].span, right.sentences[anchor.right].span
        yield from whole("delete", left.unit.text[place : span[0]])
        yield from whole("insert", right.unit.text[other : facing[0]])
        yield from redline(_folded(left.unit, span), _folded(right.unit, facing))
        place, other = span[1], facing[1]
    yield from whole("delete", left.unit.text[place:])
    yield from whole("insert", right.unit.text[other:])


def _folded(unit: Unit, span: Span) -> Folded:
    return fold(unit.text[slice(*span)], _numbering(unit, span))
