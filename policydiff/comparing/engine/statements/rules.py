"""The sentences of a text, with their matter and their figures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import add

from policydiff.comparing.engine.duties import DutyReading
from policydiff.comparing.engine.statements.figures import Figure, read_figures
from policydiff.comparing.engine.statements.sanctions import EVERYWHERE
from policydiff.model.comparison import Span
from policydiff.model.document import Document, Provision, blocks_in
from policydiff.text.noise import fold_key
from policydiff.text.numerals import NUMERAL
from policydiff.text.sentences import cut_sentences
from policydiff.text.traditions.dialect import FactWords

_SIGNS = re.compile(r"""[。、《》,.;:()"\s]{1,40}""")
"""Marks of a folded text, in which a comma is that of ASCII."""
LEADING = re.compile("违反本(?:法|条例|办法|规定|细则)(?:的)?规定")
"""Words of a conduct that are no part of its matter."""
_BACK = re.compile(f"前[款项]|前{NUMERAL}款|第{NUMERAL}款(?:规定|所列|行为)|上述")
"""Words by which a sentence is about the conduct of the one before: 有前款行为，尚不构成犯罪的."""

Bag = frozenset[str]
"""The pairs of neighbouring characters of a text."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleSentence:
    """A sentence of an article with the items below it.

    `span` are offsets into `text`, the text of the article; `whole` reaches to the end of the items.
    `words` are the pairs of characters of all of it, `matter` those of what it is about: of the
    `conduct` where it punishes (`penal`), with what it cites there. `item` says that it is an item
    of another rule, with figures of its own.
    """

    article: Provision
    text: str
    span: Span
    whole: Span
    words: Bag
    matter: Bag
    figures: tuple[Figure, ...] = ()
    penal: bool = False
    conduct: str = ""
    item: bool = False

    @property
    def sentence(self) -> str:
        """The sentence without its items."""
        return self.text[slice(*self.span)].strip()


def bag_of(text: str) -> Bag:
    """The pairs of neighbouring characters of a text, without its marks."""
    parts = _SIGNS.split(fold_key(text))
    return frozenset(chain.from_iterable(map(add, part, part[1:]) for part in parts))


def units_of(document: Document) -> tuple[Provision, ...]:
    """The articles of a text; of one without, the provisions without others below."""
    return document.articles or tuple(
        provision
        for provision in document.provisions
        if not any(isinstance(part, Provision) for part in provision.children)
    )


def read_rules(
    document: Document, duties: DutyReading, words: FactWords, changed: Container[str]
) -> tuple[RuleSentence, ...]:
    """The rules of a document; figures are read of articles that `changed`, by eId."""
    reader = _Reader(duties, words)
    return tuple(
        rule
        for article in units_of(document)
        for rule in (reader.rules(article) if article.eid in changed else _plain_rules(article))
    )


def _plain_rules(article: Provision) -> Iterator[RuleSentence]:
    text = article.text
    for span in cut_sentences(text, "。！？\n"):
        bag = bag_of(text[slice(*span)])
        yield RuleSentence(article=article, text=text, span=span, whole=span, words=bag, matter=bag)


class _Reader:
    """Reads the rules of one text."""

    def __init__(self, duties: DutyReading, words: FactWords) -> None:
        self.index, self.words = duties.index, words
        self.penal = frozenset(provision.eid for provision in duties.penal)
        self.bags: dict[str, Bag] = {}

    def rules(self, article: Provision) -> Iterator[RuleSentence]:
        """The rules of an article; what refers back is about what stands before it, too."""
        last: Bag = frozenset()
        cited = sorted(self.cited(article))
        for rule in self.sentences(article):
            matter = rule.matter.union(*self.cited_by(rule, cited))
            if rule.penal and _BACK.search(rule.text, *rule.span):
                matter |= last
            last = matter
            yield replace(rule, matter=matter)

    def sentences(self, article: Provision) -> Iterator[RuleSentence]:
        text = article.text
        punishing = list(self.punishing(article, text))
        sentences = cut_sentences(text, "。！？\n")
        at = 0
        while at < len(sentences):
            begin, end = sentences[at]
            last = at + 1
            if text[begin:end].rstrip().endswith(("：", ":")):
                last = self.end_of_items(text, sentences, last)
            around = bisect_right(punishing, begin, key=lambda span: span[0]) - 1
            punishes = around >= 0 and begin < punishing[around][1]
            yield self.rule(article, text, (begin, end), sentences[last - 1][1], punishes=punishes)
            for item in sentences[at + 1 : last]:
                rule = self.rule(article, text, item, item[1], punishes=punishes)
                if rule.figures:
                    yield replace(rule, item=True)
            at = last

    def punishing(self, article: Provision, text: str) -> Iterator[Span]:
        if article.eid in self.penal:
            yield 0, len(text)
            return
        end = 0
        for part in article.children:
            words = part.text if part.eid in self.penal else ""
            if words and (begin := text.find(words, end)) >= 0:
                end = begin + len(words)
                yield begin, end

    def end_of_items(self, text: str, sentences: tuple[Span, ...], first: int) -> int:
        """The place of the first sentence behind the items that begin at `first`."""
        last = first
        while last < len(sentences) and self.words.item.match(text, sentences[last][0]):
            last += 1
            while last < len(sentences) and text[sentences[last][0] - 1] != "\n":
                last += 1
        return last

    def rule(
        self, article: Provision, text: str, span: Span, last: int, *, punishes: bool
    ) -> RuleSentence:
        figures = tuple(
            figure
            for figure in read_figures(text, span, self.words)
            if punishes or figure.kind != "sanction" or figure.family in EVERYWHERE
        )
        acts = [one for one in figures if one.kind == "sanction" or one.family == "fine"]
        words = bag_of(text[span[0] : last])
        conduct = text[span[0] : acts[0].clause[0]] if acts else ""
        return RuleSentence(
            article=article,
            text=text,
            span=span,
            whole=(span[0], last),
            words=words,
            matter=bag_of(LEADING.sub("，", conduct) + text[span[1] : last]) if acts else words,
            figures=figures,
            penal=bool(acts),
            conduct=conduct,
        )

    def cited(self, article: Provision) -> Iterator[tuple[int, str]]:
        """The eIds that an article cites, with the places in its text."""
        text, at = article.text, 0
        for block in blocks_in((article,)):
            begin = text.find(block.text, at)
            for reference in block.references if begin >= 0 else ():
                if isinstance(self.index.by_eid.get(reference.target or ""), Provision):
                    yield begin + reference.span[0], reference.target or ""
            at = max(at, begin)

    def cited_by(self, rule: RuleSentence, cited: Sequence[tuple[int, str]]) -> Iterator[Bag]:
        """The words of what a rule punishes by its number: 违反本法第十条规定的."""
        begin, end = rule.span
        for first, last in ((begin, begin + len(rule.conduct)), (end, rule.whole[1])):
            inside = (bisect_left(cited, (position,)) for position in (first, max(first, last)))
            eids = {eid for _, eid in cited[slice(*inside)]} if rule.penal else ()
            yield from map(self.bag, eids)

    def bag(self, eid: str) -> Bag:
        if eid not in self.bags:
            self.bags[eid] = bag_of(self.index.by_eid[eid].text)
        return self.bags[eid]


def cited_articles(rules: Iterable[RuleSentence]) -> Iterator[tuple[str, str]]:
    """The pairs of penal articles, by eId, of which the first cites the second.

    It adds to what the second punishes: 有本法第九十八条规定的情形，有违法所得的，予以没收.
    """
    penal = {rule.article.eid: rule.article for rule in rules if rule.penal}
    for article in penal.values():
        for block in blocks_in((article,)):
            for reference in block.references:
                target = (reference.target or "").split("__")[0]
                if reference.internal and target in penal and target != article.eid:
                    yield article.eid, target
