"""Attachments: their first lines, their heads, and lists of their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.reading.parsing.lines.lines import SourceParagraph, bare
from policydiff.reading.parsing.lines.marks import CITING, read_marks
from policydiff.reading.parsing.structure.sequence import LONGEST_HEADING, follows
from policydiff.text.traditions.dialect import Dialect


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLines:
    """The lines of one attachment: its head (附件1 and a title) and the others."""

    number: str | None
    num: str | None
    heading: str | None
    line: int
    lines: tuple[SourceParagraph, ...]


def read_attachments(
    lines: Sequence[SourceParagraph], dialect: Dialect
) -> tuple[AttachmentLines, ...]:
    """The attachments that these lines make up."""
    starts = [
        index
        for index in range(len(lines))
        if index == 0
        or (
            is_attachment(lines, index, dialect)
            and _starts_further_attachment(lines, index, dialect)
        )
    ]
    ends = [*starts[1:], len(lines)] if starts else []
    return tuple(
        _attachment(lines[begin:end], dialect)
        for begin, end in zip(starts, ends, strict=True)
        if end > begin
    )


def count_listed(body: Sequence[SourceParagraph], start: int, dialect: Dialect) -> int:
    """The number of lines that only name the attachments which follow.

    附件：1．收费标准, 2．示意图. Such a list has a number in its first line and only attachments behind it, or
    an attachment behind it bears one of its names; otherwise short items below 附件 are the
    attachment itself.
    """
    found = (
        dialect.preface.attachment.match(body[start].text.strip())
        if start < len(body) and is_attachment(body, start, dialect)
        else None
    )
    if found is None or found["number"]:
        return 0
    names = [(found["title"] or "").strip()]
    end = start + 1
    while (
        end < len(body) and _is_name(body[end], dialect) and not is_attachment(body, end, dialect)
    ):
        names.append(body[end].text)
        end += 1
    numbered = any(mark.value == 1 for mark in read_marks(names[0], dialect))
    if end == len(body):
        return end - start if numbered else 0
    another = is_attachment(body, end, dialect) and _starts_further_attachment(body, end, dialect)
    head_lines = {bare(name) for name in names} | {
        bare(mark.remainder) for name in names for mark in read_marks(name, dialect)
    }
    return (
        end - start
        if another
        and (numbered or bare(_attachment(body[end:], dialect).heading or "") in head_lines - {""})
        else 0
    )


def is_attachment(body: Sequence[SourceParagraph], index: int, dialect: Dialect) -> bool:
    """True for the head of an attachment or of their list: 附件1, 附表, 附：收费标准."""
    line = body[index]
    text = line.text.strip()
    match = dialect.preface.attachment.match(text)
    if match is None or len(text) > LONGEST_HEADING or text.endswith(("。", "；", "，", "、")):
        return False
    return (
        line.style != "quote"
        and not CITING.match(match["title"] or "")
        and (match["word"] != "附" or text[1:2] in ("", "：", ":", "　", " "))
    )


def goes_on(body: Sequence[SourceParagraph], index: int, dialect: Dialect) -> bool:
    """True if the articles before this line continue after it."""
    before = [
        mark
        for line in body[:index]
        for mark in read_marks(line.text, dialect)
        if mark.level == "article"
    ]
    after = [
        mark
        for line in body[index:]
        for mark in read_marks(line.text, dialect)
        if mark.level == "article"
    ]
    return bool(before) and any(follows(before[-1], mark) for mark in after)


def _starts_further_attachment(
    lines: Sequence[SourceParagraph], index: int, dialect: Dialect
) -> bool:
    """True for a further attachment, not a table's row or a remark below it (附：)."""
    match = dialect.preface.attachment.match(lines[index].text.strip())
    remark = match is not None and match["word"] == "附" and lines[index - 1].table is not None
    return not remark and lines[index].table is None and not goes_on(lines, index, dialect)


def _is_name(line: SourceParagraph, dialect: Dialect) -> bool:
    """True for a numbered line as short as a title."""
    text = line.text.strip()
    short = (
        line.table is None
        and len(text) <= LONGEST_HEADING
        and not text.endswith(("。", "；", "：", "，"))
    )
    return short and bool(read_marks(text, dialect))


def _attachment(lines: Sequence[SourceParagraph], dialect: Dialect) -> AttachmentLines:
    head = lines[0]
    found = dialect.preface.attachment.match(head.text.strip()) if head.table is None else None
    if found is None:
        titled = (
            head.table is None
            and not read_marks(head.text, dialect)
            and not head.text.endswith(tuple(dialect.sentence_end))
        )
        heading, used = _heading(lines if titled else (), dialect)
        return AttachmentLines(
            number=None, num=None, heading=heading, line=head.number, lines=tuple(lines[used:])
        )
    title = (found["title"] or "").strip()
    printed = head.text.strip()
    num = printed[: len(printed) - len(title)].strip() if title else printed
    if title:
        return AttachmentLines(
            number=found["number"], num=num, heading=title, line=head.number, lines=tuple(lines[1:])
        )
    heading, used = _heading(lines[1:], dialect)
    return AttachmentLines(
        number=found["number"],
        num=num,
        heading=heading,
        line=head.number,
        lines=tuple(lines[1 + used :]),
    )


_NORMATIVE = re.compile(r"[（(](?:规范性|资料性|补充件|参考件)(?:附录)?[）)]$")
"""The line of a standard between 附录A and its title, for example: （规范性附录）"""


def _heading(lines: Sequence[SourceParagraph], dialect: Dialect) -> tuple[str | None, int]:
    """The title on the next lines (one short, more if centred), and their number."""
    taken: list[str] = []
    for line in lines[:3]:
        text = line.text.strip()
        if not taken and _NORMATIVE.match(text):
            taken.append(text)
            continue
        short = (
            line.table is None
            and 0 < len(text) <= LONGEST_HEADING
            and not text.endswith(tuple(dialect.sentence_end))
        )
        if (
            not short
            or read_marks(text, dialect)
            or (taken and not line.centred and not _NORMATIVE.match(taken[-1]))
            or text.startswith(("（", "("))
        ):
            break
        taken.append(text)
    return ("".join(taken) or None), len(taken)
