"""comments: comments on a draft beside what became of its clauses."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from policydiff.comparing.actions.diff import Diffed, DiffOptions, diff
from policydiff.comparing.engine.clause_comments import ClauseComment, carry_over
from policydiff.comparing.report.comment_table import COMMENT_LABELS, CommentTable, view_comments
from policydiff.locale import LANGUAGES
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import UnfitFileError, read_file
from policydiff.reading.readers import xlsx
from policydiff.reading.readers.docx import reader as docx
from policydiff.reading.readers.safety.decoding import decode
from policydiff.works.session import Session

MOST_BYTES = 32 * 1024 * 1024

FURTHEST_HEAD = 10
"""The heads of a table stand in one of so many first rows."""

_OPINION = "(?:意见|建议)"
_HEADS = {
    "clause": r"(?:涉及|对应|所涉|针对|相关|具体|原|征求意见稿|草案|的){0,6}(?:条款|条次|条号|条目|条文|章条|章节)(?:序?号|编号|名称|位置|项)?",
    "comment": rf"(?:具体|修改|反馈|主要|征求|公众|社会|各方|单位){{0,6}}{_OPINION}[和及与或]?{_OPINION}?(?:内容|摘要|情况)?",
    "unit": rf"{_OPINION}?(?:提出|反馈|来函|回复|征求|报送)(?:意见)?的?(?:单位|部门|人|者)[或和及]?(?:单位|个人|人)?|(?:意见)?来源|单位(?:名称)?|部门",
    "adoption": r"(?:意见)?(?:采纳|处理)(?:情况|与否|结果)|是否采纳",
    "reason": r"(?:不予|未|不)?采纳的?(?:理由|原因|说明)|(?:理由|原因)?[及和]?(?:说明)?",
}
"""The heads of the columns of a table of comments, without spaces and what stands in brackets."""

_READ_HEADS = {key: re.compile(form) for key, form in _HEADS.items()}
_ASIDE = re.compile(r"[（(【\[][^（(【\[）)】\]]{0,60}[）)】\]]|[\s:：*]")
"""What a head has beside its words: 意见（必填）."""

_OURS = ("serial", "clause", "clause-text", "comment", "unit", "result", "adoption", "reason")
"""The heads of a table that this program wrote, by the keys of their words."""

Row = Mapping[int, str]
"""The words of a row by the place of the column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentOptions(DiffOptions):
    """The choices for a table of comments; `filled` is one filled in before."""

    comments: Path
    filled: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented:
    """Two compared texts, the comments on the first, and remarks on files."""

    diffed: Diffed
    comments: tuple[ClauseComment, ...]
    lost: tuple[ClauseComment, ...]
    notes: tuple[Message, ...]

    def table(self, options: ReportOptions) -> CommentTable:
        """The table of the comments. Raises as `view_comparison`."""
        comparison = self.diffed.comparison
        return view_comments(comparison, self.comments, options, lost=self.lost, notes=self.notes)


def comments(draft: str, final: str, session: Session, options: CommentOptions) -> Commented:
    """Compare a draft with the final text, and read the comments on the draft.

    Raises as `diff`, and `UnfitFileError` for a file without a table of comments.
    """
    rows, notes = read_comments(options.comments)
    lost: tuple[ClauseComment, ...] = ()
    if options.filled is not None:
        filled, more = read_comments(options.filled)
        rows, lost = carry_over(rows, filled)
        notes += more
    found = diff(draft, final, session, options)
    return Commented(diffed=found, comments=rows, lost=lost, notes=notes)


def read_comments(path: Path) -> tuple[tuple[ClauseComment, ...], tuple[Message, ...]]:
    """The comments of a workbook, a Word file or a CSV file, and what of it is none.

    Raises `UnfitFileError` where no table has the columns, and what the readers raise.
    """
    found: list[ClauseComment] = []
    notes: list[Message] = []
    read = ours = False
    for number, rows in enumerate(_tables(read_file(path, MOST_BYTES), path.name), start=1):
        head, columns, own = _head(rows)
        if columns:
            read, ours = True, ours or own
            below = (row for row in rows[head + 1 :] if any(map(str.strip, row.values())))
            others = _other_heads(rows[head], columns, own=own)
            found += (
                _comment(row, columns, others) for row in below if not (own and _is_band(row))
            )
        else:
            unread = Message(
                "{name}: table {number} has no columns 条款 and 意见, and was not read; its rows: {count}",
                name=path.name,
                number=number,
                count=len(rows),
            )
            notes.append(unread)
    if not read:
        why = Message(
            "no table in it has the columns 条款 and 意见; name them so in one row of heads"
        )
        raise UnfitFileError(path.name, why)
    return tuple(found), () if ours else tuple(notes)


def _tables(data: bytes, name: str) -> Iterator[Sequence[Row]]:
    """The tables of a file as words. Raises `UnfitFileError`."""
    if docx.sniff(data):
        yield from (table.texts for table in docx.tables(data, name))
    elif xlsx.sniff(data):
        yield from (table.texts for table in xlsx.tables(data, name))
    elif Path(name).suffix.lower() in (".csv", ".tsv", ".txt"):
        text = decode(data, name).text
        mark = max(",;\t，", key=text.partition("\n")[0].count)
        try:
            rows = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
            yield [dict(enumerate(row)) for row in rows if any(row)]
        except csv.Error as error:
            raise UnfitFileError(name, f"{error}") from None
    else:
        why = Message("comments are read from workbooks (xlsx), Word files (docx) and CSV files")
        raise UnfitFileError(name, why)


def _head(rows: Sequence[Row]) -> tuple[int, dict[str, int], bool]:
    """The row of heads, its columns (none without it), true for a table of ours."""
    for place, row in enumerate(rows[:FURTHEST_HEAD]):
        own = _own_columns(row)
        columns = own or _columns(row)
        if {"clause", "comment"} <= set(columns):
            return place, columns, bool(own)
    return 0, {}, False


def _own_columns(row: Row) -> dict[str, int]:
    """The columns of a table that this program wrote, in either language."""
    places = {text.strip(): place for place, text in row.items()}
    for labels in (COMMENT_LABELS[language] for language in LANGUAGES):
        if all(labels[key] in places for key in _OURS):
            keys = (*_OURS, "mark", "others")
            return {key: places[labels[key]] for key in keys if labels[key] in places}
    return {}


def _columns(row: Row) -> dict[str, int]:
    """The columns of a table of comments by their heads, the first of each.

    理由 is that of the adoption only behind a column for this.
    """
    found: dict[str, int] = {}
    for place, text in row.items():
        head = _ASIDE.sub("", text)
        key = next(
            (key for key, form in _READ_HEADS.items() if head and form.fullmatch(head)), None
        )
        if key and key not in found and (key != "reason" or "adoption" in found):
            found[key] = place
    return found


def _other_heads(row: Row, columns: Mapping[str, int], *, own: bool) -> dict[int, str]:
    """The heads of further columns by their places, each another one."""
    prefixes = [COMMENT_LABELS[one]["given"].partition("{head}")[0] for one in LANGUAGES]
    found: dict[int, str] = {}
    for place, text in row.items():
        head = " ".join(text.split())
        if own:
            head = next((head.removeprefix(one) for one in prefixes if head.startswith(one)), head)
        if place not in columns.values():
            found[place] = f"{head} ({place + 1})" if not head or head in found.values() else head
    return found


def _comment(row: Row, columns: Mapping[str, int], heads: Mapping[int, str]) -> ClauseComment:
    """The comment of a row."""
    cells = {key: row.get(place, "").strip() for key, place in columns.items()}
    others = (
        (heads.get(place, f"({place + 1})").strip(), text.strip())
        for place, text in row.items()
        if place not in columns.values() and text.strip()
    )
    more = (("", cells["others"]),) if cells.get("others") else ()
    return ClauseComment(
        clause=cells["clause"],
        text=cells["comment"],
        others=(*others, *more),
        **{key: cells.get(key, "") for key in ("unit", "adoption", "reason", "mark")},
    )


def _is_band(row: Row) -> bool:
    """True for the head of a group of comments in a table of ours."""
    return len(row) > 1 and len({*row.values()}) == 1
