"""Each item beside its best articles, the shared terms marked on both sides with the same
numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.model.comparison import Span
from policydiff.model.relation import Evidence, Link
from policydiff.parsing.sentences import cut_sentences
from policydiff.render._markup import Markup, element, joined
from policydiff.render.relation._html_matrix import icon, when
from policydiff.views import relation_summary
from policydiff.views.pieces import Piece, cut, view
from policydiff.views.relation import Cell, Item, Law, Table, percent, stands_out
from policydiff.views.relation_marks import (
    Numbers,
    Stretch,
    answered,
    left_spans,
    number_terms,
    right_spans,
    stretches,
)

OPEN = 1
"""So many articles of a document are open beside an item; the others fold, what a person confirmed
does not.
"""

WEAK = 5
"""So many weaker candidates of a document are listed, and all that a person rejected; the workbook
lists them all.
"""

BEGINNING = 44
"""Characters of a weaker candidate that are shown."""

HUES = 6
"""Colours of marks; the numbers after them have the same again with a broken line."""


class Items:
    """Writes the items of one relation."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.relation = table.relation
        self.language = table.language
        self.words = table.words

    def write(self) -> Iterator[Markup]:
        """All items, each chapter's heading before the first of them."""
        group = ""
        for place, item in enumerate(self.table.items):
            if item.group != group:
                group = item.group
                yield element("h2", group, class_="chapter", lang="zh")
            yield self.item(place, item)

    def item(self, place: int, item: Item) -> Markup:
        """One item: its heading, its text on the left, the documents on the right."""
        shown = [link for link in item.links if stands_out(link, self.relation)]
        best = [link for cell in item.cells for link in cell.links[:OPEN] if link in shown]
        numbers = number_terms((*best, *shown))
        cells = " ".join(
            f"{law.letter}:{cell.status}"
            for law, cell in zip(self.table.laws, item.cells, strict=True)
        )
        status = element(
            "span", icon(item.status), self.words[item.status], class_=f"status {item.status}"
        )
        head = element(
            "h3",
            element("b", item.name, lang="zh"),
            status,
            element("a", "↑", href="#matrix", title=self.words["to-top"], class_="up"),
        )
        left = element("div", self.text(item, shown, numbers), class_="left")
        laws = [
            self.law(f"i{place}-{law.letter}", law, item, cell, numbers)
            for law, cell in zip(self.table.laws, item.cells, strict=True)
            if cell.links
        ]
        right = element(
            "div", *(laws or [element("p", self.words["none"], class_="notice")]), class_="right"
        )
        body = element("div", left, right, class_="pair")
        return element(
            "section",
            head,
            body,
            id=f"i{place}",
            class_="item",
            data_status=item.status,
            data_cells=cells,
        )

    def text(self, item: Item, links: Iterable[Link], numbers: Numbers) -> Markup:
        """The text of an item, its sentences numbered, the shared terms marked."""
        parts = stretches(
            item.text, left_spans(links, numbers), sentences=self.sentences(item.text)
        )
        return element("div", *_paragraphs(parts), class_="provision", lang="zh")

    def sentences(self, text: str) -> tuple[Span, ...]:
        """The sentences of a text, none where there is only one."""
        found = cut_sentences(text)
        return found if len(found) > 1 else ()

    def law(self, name: str, law: Law, item: Item, cell: Cell, numbers: Numbers) -> Markup:
        """The articles of one document: those that stand out one by one, the others in a list."""
        strong = [link for link in cell.links if stands_out(link, self.relation)]
        weak = [link for link in cell.links if link not in strong]
        standing = element(
            "span",
            icon(cell.status),
            cell.number,
            cell.signs,
            class_="standing",
            title=self.words[cell.status],
        )
        head = element("h4", element("span", law.short, lang="zh"), when(law, self.table), standing)
        cards = (
            self.card(
                link, item, numbers, opened=place < OPEN or link.status == "confirmed", law=law
            )
            for place, link in enumerate(strong)
        )
        return element(
            "section",
            head,
            *cards,
            self.weak(weak, law),
            id=name,
            class_="law",
            data_law=law.letter,
        )

    def card(self, link: Link, item: Item, numbers: Numbers, *, opened: bool, law: Law) -> Markup:
        """One article that stands out."""
        mine = sorted(
            {numbers[evidence.term] for evidence in link.evidence if evidence.term in numbers}
        )
        head = element(
            "summary",
            element("b", self.table.name(link.right), lang="zh"),
            _score(link.score),
            *self.tags(link),
        )
        body = (
            self.article(link, numbers),
            self.answers(link, item),
            self.terms(link, numbers),
            self.redline(link),
            self.judged(link),
        )
        return element(
            "details",
            head,
            *body,
            open=opened,
            class_=f"card {link.status}",
            data_law=law.letter,
            data_score=f"{link.score:.4f}",
            data_status=_states(link),
            data_terms=" ".join(map(str, mine)),
        )

    def tags(self, link: Link) -> Iterator[Markup]:
        """What a person should know of a link at a glance."""
        words = self.words
        if link.share > 0:
            yield element(
                "span", words["speaks-of"].format(share=percent(link.share)), class_="speaks"
            )
        if link.status != "suggested":
            yield element("span", words[link.status], class_=f"tag {link.status}")
        if link.grade is not None:
            yield element("span", words[f"grade-{link.grade}"], class_="tag")
        if link.wording is not None:
            yield element("span", words[link.wording], class_="tag")
        for name, told in (("stale", link.stale), ("disputed", link.disputed)):
            if told:
                yield element("span", f"! {words[name]}", class_="tag check")

    def article(self, link: Link, numbers: Numbers) -> Markup:
        """The whole text of an article, the sentence that answers on a ground of its own."""
        node = self.table.article(link.right)
        if node is None:
            return Markup("")
        parts = stretches(node.text, right_spans(link, numbers), answer=link.right_sentence)
        return element("div", *_paragraphs(parts), class_="provision", lang="zh")

    def answers(self, link: Link, item: Item) -> Markup:
        """Which sentence of the item it answers."""
        number = answered(item.text, link.sentence)
        return (
            element("p", self.words["answers"].format(number=number), class_="answers")
            if number and self.sentences(item.text)
            else Markup("")
        )

    def terms(self, link: Link, numbers: Numbers) -> Markup:
        """The shared terms with their numbers, the weightiest first."""
        if not link.evidence:
            return Markup("")
        shared = (
            _term(evidence, numbers.get(evidence.term))
            for evidence in relation_summary.weighty(link)
        )
        return element(
            "p",
            element("span", self.words["terms"], class_="what"),
            *shared,
            class_="terms",
            lang="zh",
        )

    def redline(self, link: Link) -> Markup:
        """The wording of both sides as one redline, where they are close."""
        if not link.edits:
            return Markup("")
        lines = (
            element("p", *map(_piece, pieces))
            for pieces in cut(view(link.edits, "both", elide=False))
        )
        return element(
            "div",
            element("span", self.words["wording"], class_="what"),
            *lines,
            class_="wording",
            lang="zh",
        )

    def judged(self, link: Link) -> Markup:
        """What reviewers said."""
        return joined(
            element("p", line, class_="judged")
            for line in relation_summary.judged(link, self.language)
        )

    def weak(self, links: list[Link], law: Law) -> Markup:
        """The candidates that do not stand out, and the rejected ones, a line each, folded."""
        if not links:
            return Markup("")
        shown = [
            link for place, link in enumerate(links) if place < WEAK or link.status == "rejected"
        ]
        summary = element("summary", self.words["below"].format(count=len(links)))
        rest = len(links) - len(shown)
        more = (
            element("p", self.words["more-links"].format(count=rest), class_="beginning")
            if rest
            else Markup("")
        )
        return element(
            "details",
            summary,
            element("ul", *(self.line(link, law) for link in shown)),
            more,
            class_="weak",
        )

    def line(self, link: Link, law: Law) -> Markup:
        """One weaker candidate."""
        node = self.table.article(link.right)
        text = "" if node is None else " ".join(node.text.split("\n"))
        beginning = text if len(text) <= BEGINNING else text[:BEGINNING] + "…"
        rejected = (
            element("span", self.words["rejected"], class_="tag rejected")
            if link.status == "rejected"
            else Markup("")
        )
        name = element(
            "s" if link.status == "rejected" else "b", self.table.name(link.right), lang="zh"
        )
        return element(
            "li",
            element("span", f"{link.score:.2f}", class_="number"),
            " ",
            name,
            rejected,
            " ",
            element("span", beginning, class_="beginning", lang="zh"),
            self.judged(link),
            data_law=law.letter,
            data_score=f"{link.score:.4f}",
            data_status=_states(link),
        )


def _states(link: Link) -> str:
    """What the filter for a status asks."""
    return " ".join(
        [link.status, *(["stale"] if link.stale else []), *(["disputed"] if link.disputed else [])]
    )


def _score(score: float) -> Markup:
    """A score as a number and a small bar."""
    ground = element("rect", width="44", height="8", class_="frame")
    filled = element("rect", width=f"{44 * score:.1f}", height="8", class_="ink")
    picture = element(
        "svg", filled, ground, viewBox="-0.5 -0.5 45 9", width="45", height="9", aria_hidden="true"
    )
    return element("span", picture, f"{score:.2f}", class_="score")


def _term(evidence: Evidence, number: int | None) -> Markup:
    """A shared term, with its number where it is marked in the texts."""
    text = relation_summary.term(evidence)
    if number is None:
        return element("span", text, class_="term")
    return element("span", element("sup", str(number)), text, class_=f"term {_hue(number)}")


def _hue(number: int) -> str:
    """The look of a number: t1 to t6, then the same with a broken line."""
    return f"t{(number - 1) % HUES + 1}" + (" again" if number > HUES else "")


def _paragraphs(parts: Iterable[Stretch]) -> Iterator[Markup]:
    """Stretches as paragraphs; a number stands where its term ends, even over a line."""
    line: list[Markup] = []
    for part in parts:
        head, *rest = part.text.split("\n")
        line.append(_stretch(part, head, whole=not rest, first=True))
        for place, text in enumerate(rest, 1):
            yield element("p", *line)
            line = [_stretch(part, text, whole=place == len(rest), first=False)]
    if any(line):
        yield element("p", *line)


def _stretch(part: Stretch, text: str, *, whole: bool, first: bool) -> Markup:
    """A stretch within one line."""
    lead = (
        element("span", str(part.sentence), class_="sentence")
        if part.sentence is not None and first
        else Markup("")
    )
    shown = joined((text,))
    if part.numbers and text:
        ends = element("sup", ",".join(map(str, part.ends))) if whole and part.ends else Markup("")
        shown = element(
            "mark",
            text,
            ends,
            class_=_hue(part.numbers[0]),
            data_terms=" ".join(map(str, part.numbers)),
        )
    if part.answer and text:
        shown = element("span", shown, class_="answer")
    return joined((lead, shown))


def _piece(piece: Piece) -> Markup:
    if piece.op == "equal":
        return joined((piece.text,))
    return element("del" if piece.op == "delete" else "ins", piece.text)
