"""A relation as Markdown: the counts, the matrix as a table, then the articles of each item as a
list.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Link, Relation
from policydiff.render.markdown import escape, redline
from policydiff.views import relation_summary
from policydiff.views.pieces import view
from policydiff.views.relation import MARKS, Item, Table, stands_out
from policydiff.views.relation_marks import answered
from policydiff.views.relation_words import words_for

SUFFIX = ".md"


def render(relation: Relation, options: ReportOptions) -> bytes:
    """Title, counts, matrix, items, instruments, the articles that nobody announced, how to read
    it.
    """
    return ("\n".join(_Markdown(relation, options).write()).rstrip("\n") + "\n").encode("utf-8")


class _Markdown:
    """One report being written, line by line."""

    def __init__(self, relation: Relation, options: ReportOptions) -> None:
        self.relation = relation
        self.language = options.language
        self.words = words_for(relation, options.language)
        self.table = Table(relation, options.language)

    def write(self) -> Iterator[str]:
        """All lines."""
        yield from self.head()
        yield from self.matrix()
        yield from (f"## {self.words['detail']}", "")
        for item in self.table.items:
            yield from self.item(item)
        yield from self.instruments()
        yield from self.rest()
        yield from (f"## {self.words['method']}", "")
        yield from (
            f"- {escape(line)}" for line in relation_summary.method(self.relation, self.language)
        )

    def head(self) -> Iterator[str]:
        """Both sides, the counts, what nobody answers."""
        words = self.words
        yield from (f"# {escape(relation_summary.title(self.relation, self.language))}", "")
        yield from (
            escape(words["list"].join(relation_summary.facts(self.relation.left, self.language))),
            "",
        )
        yield from (f"**{escape(relation_summary.headline(self.table))}**", "")
        for law in self.table.laws:
            counts = relation_summary.law_counts(law, self.words)
            when = relation_summary.law_when(law, self.language)
            yield f"- **{escape(law.short)}**{escape(words['open'] + when + words['close'] + words['colon'])}{escape(counts)}"
        yield from (f"- {escape(relation_summary.unanswered_line(self.table))}", "")

    def matrix(self) -> Iterator[str]:
        """Items as rows, documents as columns."""
        yield from (f"## {self.words['matrix']}", "")
        heads = (self.words["item"], *(law.short for law in self.table.laws))
        yield f"| {' | '.join(map(_cell, heads))} |"
        yield "|" + " --- |" * len(heads)
        for item in self.table.items:
            yield f"| {' | '.join(map(_cell, (item.name, *(cell.mark for cell in item.cells))))} |"
        yield from ("", escape(self.words["marks"]), "")

    def item(self, item: Item) -> Iterator[str]:
        """The text of an item and its links; those below the threshold are counted."""
        yield from (f"### {MARKS[item.status]} {escape(item.name).replace(chr(10), ' ')}", "")
        yield from (f"> {escape(line)}" for line in item.text.split("\n"))
        yield ""
        found = [link for link in item.links if stands_out(link, self.relation)]
        for link in found:
            yield from self.link(item, link)
        if not found:
            yield f"- {self.words['none']}"
        below = len(item.links) - len(found)
        yield from (f"- {escape(self.words['below'].format(count=below))}", "") if below else ("",)

    def link(self, item: Item, link: Link) -> Iterator[str]:
        """One link: score, article, what a person should know, shared terms, redline, what
        reviewers said.
        """
        words = self.words
        law = self.table.law(link)
        place = f"{law.short if law else link.right.document} {self.table.name(link.right)}"
        number = answered(item.text, link.sentence)
        told = [
            *relation_summary.flags(link, self.language),
            *([words["answers"].format(number=number)] if number else []),
        ]
        yield f"- {link.score:.2f} **{_cell(place)}** {_cell(words['list'].join(told))}"
        if link.evidence:
            yield f"  - {words['terms']}{words['colon']}{_cell(relation_summary.terms(link, self.language))}"
        if link.edits:
            line = redline(view(link.edits, "both")).replace("\n", " ")
            yield f"  - {words['wording']}{words['colon']}{line}"
        yield from (f"  - {_cell(line)}" for line in relation_summary.judged(link, self.language))

    def instruments(self) -> Iterator[str]:
        """A table of the named instruments."""
        if not self.relation.instruments:
            return
        words = self.words
        yield from (f"## {words['instruments']}", "")
        yield f"| {words['named-in']} | {words['instrument']} | {words['became']} | {words['sources']} |"
        yield "| --- | --- | --- | --- |"
        for found in self.relation.instruments:
            item = self.table.by_eid.get(found.left)
            cells = (
                item.label if item else found.left,
                relation_summary.named(found),
                relation_summary.fate(found, self.language),
            )
            yield f"| {' | '.join(map(_cell, (*cells, words['and'].join(found.sources))))} |"
        yield ""

    def rest(self) -> Iterator[str]:
        """The articles that no item corresponds to, by document."""
        lists = [(law, places) for law in self.table.laws if (places := self.table.rest(law))]
        if not lists:
            return
        words = self.words
        yield from (f"## {words['articles-nobody-announced']}", "")
        for law, places in lists:
            head = words["only-right"].format(law=law.short, count=len(places))
            yield f"- **{_cell(head)}**{words['colon']}{_cell(words['list'].join(map(self.table.name, places)))}"
        yield from ("", escape(relation_summary.rest_note(self.relation, self.language)), "")


def _cell(text: str) -> str:
    """A text on one line, escaped."""
    return escape(" ".join(text.split("\n")))
