"""The page of a check of a returned draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from policydiff.checking.engine.return_check import (
    CommentChange,
    PlacedPassage,
    ReturnCheck,
    SilentChange,
    SilentKind,
    UncheckedParts,
)
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.office_content import MarginComment, Passage
from policydiff.model.reports import ReportOptions
from policydiff.model.version_names import as_recognised
from policydiff.report import page
from policydiff.report.labels import WORDS
from policydiff.report.pieces import ELLIPSIS, View, neutral, plain, view

MOST_NUMBERS = 6
"""So many automatic numbers of a run are listed."""

LONGEST_LEAD = 20
"""So many characters of a paragraph stand behind its automatic number."""

RETURN_WORDS = Labels(
    "returned draft",
    {
        "title": "{title}: check of the returned draft",
        "found-one": "1 change without a trace",
        "found": "{count} changes without a trace",
        "none-found": "No change without a trace in {count} paragraphs",
        "none-found-in-words": "No change without a trace in the words of {count} clauses",
        "parts-differ": "{count} pictures or other parts that were not compared are not the same",
        "sent": "Sent",
        "returned": "Returned",
        "how": "Compared",
        "whole": "The returned file with all tracked changes rejected, paragraph by paragraph: text, tables, notes, headers and footers, text boxes, automatic numbers.",
        "words": "The words of the text alone, clause by clause: the sent file is no Word file. Paragraphs, spaces, headers and footers, notes and comments were not compared.",
        "untracked": "The returned file holds no tracked changes.",
        "taken": "The returned text is the sent one with the sender’s own tracked changes accepted: they were accepted without a trace.",
        "place": "Place",
        "kind": "Change",
        "reworded": "other words",
        "added": "added",
        "removed": "deleted",
        "moved": "moved",
        "divided": "same words, other paragraphs",
        "number": "other automatic number",
        "retyped": "automatic number typed, or typed number made automatic",
        "hidden": "other hidden text",
        "cell": "another column of the table",
        "spacing": "spaces, width or empty paragraphs only",
        "follows": "follows from a change above",
        "accepted": "in the sender’s own tracked changes",
        "empty": "empty paragraphs before it: {count}",
        "text": "paragraph {number}",
        "contents": "table of contents, paragraph {number}",
        "box": "text box at paragraph {number}",
        "footnote": "footnote {number}",
        "endnote": "endnote {number}",
        "header": "page header",
        "footer": "page footer",
        "table-cell": "table {table}, row {row}, column {column}",
        "uncounted": "Not counted",
        "comments": "Comments (Word leaves no trace of changes of comments; not counted)",
        "comment-added": "new",
        "comment-removed": "deleted",
        "comment-reworded": "other words",
        "comment": "{author}: {text}",
        "unsigned": "unsigned",
        "unchecked": "What could not be checked",
        "formats": "Fonts, sizes, bold, strike-through by hand and other looks; where the marks of notes stand; bookmarks, addresses of links, data bound to fields; properties of the file.",
        "picture": "Pictures: {sent} sent, {returned} returned; {same}.",
        "object": "Embedded objects: {sent} sent, {returned} returned; {same}.",
        "chart": "Parts of charts and diagrams: {sent} sent, {returned} returned; {same}.",
        "macro": "Parts of macros: {sent} sent, {returned} returned; {same}.",
        "same": "the same to the byte",
        "other": "not the same, please look at them",
    },
)
Op = Literal["equal", "insert", "delete"]
_MARKS: dict[SilentKind, Op] = {"added": "insert", "removed": "delete"}
_HEADS = ("place", "sent", "returned", "kind")


def return_page(check: ReturnCheck, options: ReportOptions) -> page.Page:
    """The result, a row for each change, and what is not counted or checked."""
    writer = _ReturnWriter(options.language)
    found = [change for change in check.changes if change.counted]
    others = [change for change in check.changes if not change.counted]
    role: page.Role = "bad" if found else "good"
    return page.Page(
        family=check.family,
        language=options.language,
        title=writer.words["title"].format(title=neutral(check.returned.title)),
        sections=(
            page.part(page.FactLines(lines=tuple(writer.facts(check)))),
            *writer.table(found),
            *writer.table(others, "uncounted"),
            *writer.comments(check.comments),
            writer.unchecked(check),
        ),
        summary=(page.PageLine(text=page.words(headline(check, options.language), role)),),
    )


def headline(check: ReturnCheck, language: Language) -> str:
    """The result of the check in one sentence."""
    sentences = RETURN_WORDS[language]
    if check.silent:
        key = "found-one" if check.silent == 1 else "found"
        found = sentences[key].format(count=check.silent)
    else:
        key = "none-found" if check.whole else "none-found-in-words"
        found = sentences[key].format(count=check.paragraphs)
    parts = sum(max(part.sent, part.returned) for part in check.unchecked if not part.same)
    others = [sentences["parts-differ"].format(count=parts)] if parts else []
    sentence = Message.foreign(WORDS[language]["comma"].join([found, *others]))
    return translate(as_recognised(sentence, check.sent, check.returned), language)


class _ReturnWriter:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.words = RETURN_WORDS[language]
        self.general = WORDS[language]

    def facts(self, check: ReturnCheck) -> Iterator[page.PageLine]:
        """Both files, and what was compared."""
        for key, name in zip(("sent", "returned"), check.names, strict=True):
            yield page.PageLine(name=self.words[key], text=page.words(name))
        how = self.words["whole" if check.whole else "words"]
        yield page.PageLine(name=self.words["how"], text=page.words(how))
        yield from page.lines([self.words["untracked"]] if not check.tracked else [])
        yield from page.lines([self.words["taken"]] if check.taken else [], "bad")

    def table(self, changes: list[SilentChange], heading: str = "") -> tuple[page.PageSection, ...]:
        """A row for each change, under a heading; none where there is nothing."""
        if not changes:
            return ()
        columns = tuple(
            page.Column(head=self.words[key], wide=key in ("sent", "returned")) for key in _HEADS
        )
        table = page.PageTable(columns=columns, rows=tuple(map(self.row, changes)), layout="sides")
        head = page.line(self.words[heading]) if heading else None
        return (page.PageSection(heading=head, blocks=(table,)),)

    def row(self, change: SilentChange) -> page.PageRow:
        """Place, both texts, and the kind of change."""
        kind = self.kind(change)
        place = self.places(change)
        sides = {
            self.words["sent"]: self.side(change, "left"),
            self.words["returned"]: self.side(change, "right"),
        }
        return page.compared(place, sides, kind, self.general["comma"])

    def kind(self, change: SilentChange) -> tuple[str, ...]:
        """The kind of a change, and why it is not counted or where it shows."""
        before, after = change.sent[:1], change.returned[:1]
        retyped = change.kind == "number" and any(
            old.passage.text != new.passage.text for old, new in zip(before, after, strict=True)
        )
        follows = change.kind == "number" and not change.counted and not retyped
        return tuple(
            filter(
                None,
                (
                    self.words["retyped" if retyped else change.kind],
                    self.words["follows"] if follows else "",
                    self.words["accepted"] if change.accepted else "",
                ),
            )
        )

    def places(self, change: SilentChange) -> str:
        """The place in the returned file, in the sent one too where it moved."""
        ends = change.returned or change.sent
        if change.accepted and change.sent:
            ends = change.sent
        if change.kind == "moved":
            return f"{self.place(change.sent[0])} → {self.place(change.returned[0])}"
        first, last = self.place(ends[0]), self.place(ends[-1])
        if first == last or (ends[0].passage.cell and change.kind != "cell"):
            return first
        return self.general["range"].format(first=first, last=last)

    def place(self, placed: PlacedPassage) -> str:
        """第三条，第 12 段; a cell of a table; a note."""
        passage = placed.passage
        number = "" if not passage.number else self.words[passage.story]
        spot = number.format(number=passage.number)
        if passage.cell is not None:
            where = passage.cell
            spot = self.words["table-cell"].format(
                table=where.table, row=where.row, column=where.column
            )
        return neutral(self.general["comma"].join(filter(None, (placed.num, spot))))

    def side(self, change: SilentChange, side: View) -> page.Lines:
        """The text of one side, marked where it differs from the other."""
        placed = change.sent if side == "left" else change.returned
        if change.kind == "number":
            return self.numbered(placed)
        if change.edits and len(placed) == 1:
            text = view(change.edits, side)
            label = page.words(placed[0].passage.label if change.kind != "hidden" else "")
            shown: page.Lines = (page.PageLine(text=(*label, *text)),)
        else:
            op: Op = _MARKS.get(change.kind, "equal")
            shown = tuple(
                page.PageLine(
                    text=tuple(replace(piece, op=op) for piece in plain(_printed(one.passage)))
                )
                for one in placed
            )
        blanks = {one.passage.blank for one in (*change.sent, *change.returned)}
        if change.kind == "spacing" and len(blanks) > 1:
            empty = self.words["empty"].format(count=placed[0].passage.blank)
            shown = (*shown, page.line(empty, "quiet"))
        return shown

    def numbered(self, placed: tuple[PlacedPassage, ...]) -> page.Lines:
        """Paragraphs with their automatic numbers, of a long run the first ones."""
        shown = tuple(
            page.PageLine(
                text=(*page.words(one.passage.label, "strong"), *plain(_short(one.passage.text)))
            )
            for one in placed[:MOST_NUMBERS]
        )
        return (*shown, page.line(ELLIPSIS, "quiet")) if len(placed) > MOST_NUMBERS else shown

    def comments(self, changes: Iterable[CommentChange]) -> tuple[page.PageSection, ...]:
        """The comments that only one file has, or that have other words."""
        rows = []
        for change in changes:
            key = "added" if change.sent is None else "removed"
            key = "reworded" if change.sent and change.returned else key
            rows.append(
                page.PageRow(
                    cells=(
                        self.comment(change.sent),
                        self.comment(change.returned),
                        page.cell(self.words[f"comment-{key}"]),
                    )
                )
            )
        if not rows:
            return ()
        columns = tuple(
            page.Column(head=self.words[key], wide=key != "kind")
            for key in ("sent", "returned", "kind")
        )
        table = page.PageTable(columns=columns, rows=tuple(rows), layout="records")
        return (page.PageSection(heading=page.line(self.words["comments"]), blocks=(table,)),)

    def comment(self, comment: MarginComment | None) -> page.Lines:
        """张三：这里要写上位法."""
        if comment is None:
            return ()
        author = comment.author.strip() or self.words["unsigned"]
        return page.cell(self.words["comment"].format(author=author, text=comment.text))

    def unchecked(self, check: ReturnCheck) -> page.PageSection:
        """The contents that are not compared."""
        found = (self.words["formats"], *map(self.parts, check.unchecked))
        return page.PageSection(
            heading=page.line(self.words["unchecked"]),
            blocks=(page.FactLines(lines=page.lines(found)),),
        )

    def parts(self, parts: UncheckedParts) -> str:
        """The number of parts of a kind, and whether they are the same."""
        same = self.words["same" if parts.same else "other"]
        return self.words[parts.kind].format(sent=parts.sent, returned=parts.returned, same=same)


def _printed(passage: Passage) -> str:
    return passage.label + passage.text + passage.hidden


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LEAD else text[:LONGEST_LEAD] + ELLIPSIS
