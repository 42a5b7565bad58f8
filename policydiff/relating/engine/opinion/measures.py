"""The measures of a policy document: sentences, parts up to ；, or points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np

from policydiff.model.comparison import Span
from policydiff.relating.engine.opinion.scoring import Items, ScoredItem
from policydiff.text.assignments import join_assigned
from policydiff.text.numerals import SMALL
from policydiff.text.sentences import cut_sentences
from policydiff.text.words import PlacedTerm

FURTHER_POINT = re.compile(
    rf"(?<=[，,；;])(?=(?:(?!一是){SMALL}{{1,2}}是|[（(](?:(?!一[）)]){SMALL}{{1,3}}|[2-9]|1[0-9])[）)]|[②-⑳]))"
)
"""The place before a further point of an enumeration within a sentence: 一是建站，二是修路."""

HEADING, SLOGAN = 31, 12
"""Characters of a sentence that opens a paragraph as its heading; of a slogan (坚持依法规范。)."""

STOCK_PHRASES = frozenset(
    [
        "加强",
        "加快",
        "加速",
        "加大",
        "加紧",
        "推进",
        "推动",
        "促进",
        "完善",
        "健全",
        "建立",
        "建立健全",
        "积极",
        "大力",
        "全面",
        "深入",
        "进一步",
        "提升",
        "提高",
        "增强",
        "强化",
        "优化",
        "充分",
        "充分发挥",
        "发挥",
        "着力",
        "切实",
        "落实",
        "统筹",
        "坚持",
        "鼓励",
        "支持",
        "引导",
        "不断",
        "有效",
        "逐步",
        "尽快",
        "注重",
        "贯彻",
        "贯彻落实",
        "探索",
        "努力",
        "扎实",
        "有力",
        "有序",
        "健康",
        "形成",
        "营造",
        "打造",
        "构建",
        "深化",
        "树立",
        "牢固树立",
        "重点",
        "重要",
        "相关",
        "有关",
        "各类",
        "各种",
        "各级",
        "方面",
        "方式",
        "作用",
        "能力",
        "水平",
        "力度",
        "要求",
        "进行",
        "实现",
        "确保",
        "严格",
        "坚决",
        "严厉",
        "稳妥",
        "扶持",
        "扩大",
        "拓展",
        "培育",
        "集中",
        "更好",
        "突出",
    ]
)
"""Stock phrases of policy without weight, which any measure may have."""

GROWTH = re.compile(
    "发展|推动|推进|促进|鼓励|支持|扶持|创新|加快|培育|打造|建设|引导|拓展|布局|示范|试点|繁荣|壮大|融合|突破|升级"
)
"""The words of growth in a measure, which laws rarely bring about: 加快基础设施建设."""

INTRODUCTION = re.compile("重要性|紧迫性|必要性|意义|指导思想|总体思路|形势|背景")
"""The heading of an item that announces nothing: 重要性和紧迫性."""

CREED = re.compile(f"邓小平理论|科学发展观|习近平|党的{SMALL}{{1,3}}大")
"""The words of a creed, which announces nothing: 以邓小平理论为指导."""

NATIONAL = re.compile(
    r"(?:[^，。；：]{0,24}下，)?由?(?:党中央|中央[^，。；、要]{0,16}?|国务院[^，。；、要]{0,20}?"
    r"|国家(?!机关|工作人员)[^，。；、要]{1,12}?"
    r"|(?![^，。；、要]{0,10}[省市县区州]委)[^，。；、要]{2,12}(?<![干内全总支外])部)"
    r"(?:要|应当?|负责|会同|牵头|组织|指导|制定|统筹)"
)
"""A measure that a body of the whole country is to carry out: 司法部要加强指导.

No such body are 领导干部, 国家机关 and 市委宣传部.
"""

SENTENCE = 40
"""Characters by which words of growth are counted."""

SHORTEST = 8
"""Characters of a measure for that count at least."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasuredItem:
    """The measures of an article of the left as numbers.

    `spans` are in its text. `growth` counts the words of growth in a sentence of each measure,
    `announces` is False for introductions and creeds, `national` True for what a body of the whole
    country is to do. `times` (measures, words of the item) counts words, 0 for stock phrases;
    `clause_times` the same for clauses, of which `hosts` are the measures where they begin,
    `owners` those that have their words, and `clauses` the spans in these with their words in
    order, as columns.
    """

    item: ScoredItem
    spans: tuple[Span, ...]
    growth: Any
    announces: Any
    national: Any
    times: Any
    clause_times: Any
    hosts: Any
    owners: Any
    clauses: tuple[tuple[Span, tuple[int, ...]], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each measure."""
        text = self.item.article.text
        return tuple(text[begin:end] for begin, end in self.spans)


def cut_measures(text: str) -> tuple[Span, ...]:
    """The spans of the measures of a text, in characters.

    Together they are the whole text. Those who answer for a measure stay with it (责任单位：…), a
    heading or slogan that opens a paragraph with the sentence behind it, and the questions of one
    list (是否合法；是否齐全) together.

    >>> text = "一是建站，二是修路；办好学校。（市教育局负责）修缮校舍。"
    >>> [text[begin:end] for begin, end in cut_measures(text)]
    ['一是建站，', '二是修路；', '办好学校。（市教育局负责）', '修缮校舍。']
    """
    points = chain.from_iterable(_points(text, span) for span in cut_sentences(text))
    pieces = [*join_assigned(text, points)]
    headings = _headings(text, pieces)
    found: list[Span] = []
    opens = False
    for begin, end in pieces:
        joined = opens or _asks_on(text, found, text[begin:end])
        found.append((found.pop()[0] if found and joined else begin, end))
        opens = begin in headings
    return tuple(found)


def _points(text: str, span: Span) -> Iterator[Span]:
    """A sentence, cut before every further point of an enumeration in it."""
    begin, end = span
    cuts = (match.start() for match in FURTHER_POINT.finditer(text, begin + 1, end))
    yield from pairwise((begin, *cuts, end))


def _headings(text: str, pieces: Sequence[Span]) -> frozenset[int]:
    """The begins of headings and slogans that open a paragraph of several sentences.

    Both are shorter than what follows. A short sentence is a heading where most such paragraphs of
    the text open with one.
    """
    lengths = [len("".join(text[begin:end].split())) for begin, end in pieces]
    opened: dict[int, int] = {}
    short: dict[int, int] = {}
    opening = True
    for (begin, end), (length, behind) in zip(pieces, pairwise([*lengths, 0]), strict=True):
        closing = text[begin:end].endswith("\n") or end == len(text)
        if opening and not closing and text[begin:end].endswith("。"):
            opened[begin] = length
            if length <= HEADING and length < behind:
                short[begin] = length
        opening = closing
    several = len(short) > 1 and 2 * len(short) > len(opened)
    return frozenset(begin for begin, length in short.items() if several or length <= SLOGAN)


def _asks_on(text: str, found: Sequence[Span], piece: str) -> bool:
    """True for a further question of the list that the piece before it belongs to."""
    before = text[slice(*found[-1])] if found else ""
    return "是否" in piece and "是否" in before and before.rstrip().endswith("；")


def read_measures(items: Items) -> tuple[MeasuredItem, ...]:
    """The measures of each article of the left."""
    return tuple(_measured(item, items.words) for item in items.items)


def _measured(item: ScoredItem, words: Sequence[str]) -> MeasuredItem:
    text, heading = item.article.text, item.article.provision.heading or ""
    spans = cut_measures(text)
    texts = [text[begin:end] for begin, end in spans]
    columns = {words[row]: column for column, row in enumerate(item.rows)}
    passages = [passage for passage in item.article.passages if passage.span is not None]
    terms = [*chain.from_iterable(passage.terms for passage in passages)]
    begins = np.array([begin for begin, _ in spans], dtype=np.int64)
    clauses = [
        (clause, subject)
        for clause in item.article.clauses
        if (subject := _subject_words(clause.terms, columns))
    ]
    edges = [clause.span or (0, 0) for clause, _ in clauses]
    firsts = [clause.terms[0].begin for clause, _ in clauses]
    owners = np.searchsorted(begins, firsts, side="right") - 1
    places = np.searchsorted(begins, [term.begin for term in terms], side="right") - 1
    held: list[list[PlacedTerm]] = [[] for _ in spans]
    for place, term in zip(places, terms, strict=True):
        held[place].append(term)
    return MeasuredItem(
        item=item,
        spans=spans,
        growth=np.array([_growth(each) for each in texts]),
        announces=np.array(
            [not (INTRODUCTION.search(heading) or CREED.search(each)) for each in texts], dtype=bool
        ),
        national=np.array([NATIONAL.match(each) is not None for each in texts], dtype=bool),
        times=_table([_subject_words(each, columns) for each in held], len(columns)),
        clause_times=_table([subject for _, subject in clauses], len(columns)),
        hosts=np.searchsorted(begins, [begin for begin, _ in edges], side="right") - 1,
        owners=owners,
        clauses=tuple(
            (_within(edge, spans[owner]), subject)
            for edge, owner, (_, subject) in zip(edges, owners.tolist(), clauses, strict=True)
        ),
    )


def _within(clause: Span, measure: Span) -> Span:
    """The part of a clause that lies in its measure."""
    return max(clause[0], measure[0]), min(clause[1], measure[1])


def _growth(text: str) -> float:
    return len(GROWTH.findall(text)) / max(SHORTEST, len(text)) * SENTENCE


def _subject_words(terms: Sequence[PlacedTerm], columns: dict[str, int]) -> tuple[int, ...]:
    """The words in order, by their columns, without stock phrases."""
    return tuple(
        columns[term.text]
        for term in terms
        if term.text in columns and term.text not in STOCK_PHRASES
    )


def _table(rows: Sequence[tuple[int, ...]], width: int) -> Any:
    table = np.zeros((len(rows), width))
    for index, words in enumerate(rows):
        np.add.at(table[index], list(words), 1)
    return table
