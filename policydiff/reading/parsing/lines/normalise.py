"""Logical lines: hard-wrapped lines joined, page furniture taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policydiff.model.source import Dropped, SourceLine, SourceTable, SourceText
from policydiff.reading.parsing.lines.labels import read_labels
from policydiff.reading.parsing.lines.lines import (
    EDGE,
    SourceParagraph,
    bare,
    ends_sentence,
    join,
    open_marks,
    width,
)
from policydiff.reading.parsing.lines.marks import CITING, read_marks
from policydiff.text.numerals import DIGIT, LISTED, NUMBER
from policydiff.text.traditions.dialect import Dialect

PAGE_NUMBER = re.compile(
    r"^(?:[—\-–－·]+\s*\d{1,4}\s*[—\-–－·]+|第\s*\d{1,4}\s*页(?:\s*[/／共,，]\s*(?:共\s*)?\d{1,4}\s*页)?)$"
)

SLACK = 8
"""Columns missing from a full line: a Latin word or a mark moved to the next."""

FEWEST_COLUMNS, MOST_COLUMNS = 40, 120
"""Columns of a printed line: 20 (two columns a page) to 60 characters."""

STOPS, CLOSING = "。；：！？", "”’」』"
NUMBERED = re.compile(f"第{NUMBER}[编章节条]|{LISTED}、|[（(]{LISTED}[）)]")
"""A numbered line, which does not continue the one before: 一、将第三条…"""

LIST_GOES_ON = "、和及或与至"
"""The ends of a line of a list torn apart: 第一条、⏎第三条 以及…"""


LONGEST_EDITORS_LINE, SENTENCES = 250, tuple("。；：")
"""Characters of a line by an editor (a wiki's address is long), and ends it never has."""

EDIT_LINK_BEGINS, EDIT_LINK_ENDS = tuple("[［【"), tuple("]］】")
"""The brackets around the links of a wiki."""

MOST_LINK_LINES = 5
"""Lines over which one link may be broken: [, 编辑, |, 编辑源代码, ]."""


_BOX = re.compile(r"\s{0,9}目[录錄次]\s{0,9}[\[［]")
"""The head of the contents of a wiki page, for example: 目录 [隐藏]"""

_BOXED = re.compile(r"\s{0,9}[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}\s{0,9}第[^。；：，]{1,60}$")
"""An entry of such contents, for example: 1 第一章 总则"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """The logical lines, and the parts that are no text."""

    lines: tuple[SourceParagraph, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapping:
    """The columns of wrapped text, and source lines per printed line (`spacing`)."""

    columns: int
    spacing: int


def normalise(source: SourceText, dialect: Dialect) -> Normalised:
    """Join wrapped or broken lines, and take out page numbers and furniture."""
    remaining: list[SourceLine | SourceTable] = []
    lines, dropped = _without_split_links(source.lines, dialect)
    boxed = False
    for line in lines:
        text, pieces = (
            _without_furniture(line, dialect) if isinstance(line, SourceLine) else (line, ())
        )
        if boxed and isinstance(text, SourceLine) and _BOXED.match(text.text):
            pieces = (Dropped(what="furniture", text=text.text, line=line.number),)
            text = None
        boxed = text is None and (boxed or _BOX.match(pieces[0].text) is not None)
        dropped += pieces
        if text is not None:
            remaining.append(text)
    texts = [line for line in remaining if isinstance(line, SourceLine) and line.style == "plain"]
    columns = wrap_columns(texts) if source.hard_wrapped is None else None
    if source.hard_wrapped:
        columns = max((width(line.text) for line in texts), default=0)
    wrapping = None if columns is None else Wrapping(columns=columns, spacing=_spacing(remaining))
    return Normalised(
        lines=tuple(_paragraphs(remaining, wrapping, dialect)),
        dropped=tuple(dropped),
    )


def _without_split_links(
    lines: Sequence[SourceLine | SourceTable], dialect: Dialect
) -> tuple[list[SourceLine | SourceTable], list[Dropped]]:
    """Take out edit links broken into lines: 第一章　总则[ ⏎ 编辑 ⏎ ]."""
    remaining: list[SourceLine | SourceTable] = []
    dropped: list[Dropped] = []
    index = 0
    while index < len(lines):
        line, link = lines[index], _split_link(lines, index, dialect)
        index += max(len(link), 1)
        if not link or not isinstance(line, SourceLine):
            remaining.append(line)
            continue
        text = line.text.rstrip(EDGE)[:-1].strip(EDGE)
        remaining += [replace(line, text=text)] if text else []
        dropped.append(Dropped(what="edit-link", text="".join(link), line=line.number))
    return remaining, dropped


def _split_link(
    lines: Sequence[SourceLine | SourceTable], index: int, dialect: Dialect
) -> tuple[str, ...]:
    """The pieces of a link that begins at the end of a line; empty if none does."""
    first = lines[index]
    if not isinstance(first, SourceLine) or not first.text.rstrip(EDGE).endswith(EDIT_LINK_BEGINS):
        return ()
    texts = [
        bare(line.text) if isinstance(line, SourceLine) else ""
        for line in lines[index + 1 : index + MOST_LINK_LINES]
    ]
    end = next((at for at, text in enumerate(texts) if text in EDIT_LINK_ENDS), 0)
    if not dialect.preface.edit_words.fullmatch("".join(texts[:end])):
        return ()
    return (first.text.rstrip(EDGE)[-1], *texts[: end + 1])


def _without_furniture(
    line: SourceLine, dialect: Dialect
) -> tuple[SourceLine | None, tuple[Dropped, ...]]:
    """A line, None if empty, without the parts that are no text, and these parts."""
    text = line.text.strip(EDGE)
    if PAGE_NUMBER.match(text):
        return None, (Dropped(what="page-number", text=line.text, line=line.number),)
    if len(text) > LONGEST_EDITORS_LINE or text.endswith(SENTENCES):
        return line, ()
    if dialect.preface.editors_line.match(bare(text)):
        return None, (Dropped(what="furniture", text=line.text, line=line.number),)
    link = dialect.preface.edit_link.search(text) if text.endswith(EDIT_LINK_ENDS) else None
    if link is None:
        return line, ()
    remaining = text[: link.start()]
    return replace(line, text=remaining) if remaining else None, (
        Dropped(what="edit-link", text=link[0].strip(EDGE), line=line.number),
    )


def wrap_columns(lines: Sequence[SourceLine]) -> int | None:
    """The width at which a text was wrapped, in columns; None for whole paragraphs.

    Wrapped text has many lines nearly as wide as the widest, few of which end a sentence or stand
    before a number or a quotation mark.
    """
    widths = sorted(width(line.text.strip(EDGE)) for line in lines)
    if len(widths) < 4:
        return None
    full = widths[max(0, int(len(widths) * 0.95) - 1)]
    if not FEWEST_COLUMNS <= full <= MOST_COLUMNS or widths[-1] > full + SLACK:
        return None
    followed = [
        (line.text.strip(EDGE), after)
        for line, after in zip(lines, [*(line.text for line in lines[1:]), ""], strict=True)
    ]
    near = [(text, after) for text, after in followed if width(text) >= full - SLACK]
    unended = sum(
        1
        for text, after in near
        if text.rstrip(CLOSING)[-1:] not in STOPS
        and not (_EVENT.match(text) or _heads(after.strip(EDGE)))
    )
    return full if len(near) >= 0.3 * len(lines) and unended >= 0.5 * len(near) else None


_NOTE = re.compile(f"[（(]{DIGIT}{{4}}年{DIGIT}{{1,2}}月{DIGIT}{{1,2}}日")
"""For example: （2022年5月1日示例省人民代表大会常务委员会通过）"""

_EVENT = re.compile(
    f"[（(]?(?:根据|经)?{DIGIT}{{4}}年{DIGIT}{{1,2}}月{DIGIT}{{1,2}}日(?![前后以起之至]|[^。]{{0,300}}。)"
    ".{0,300}(?:修正|修订|修改|通过|公布|发布|批准|施行)[）)]?$"
)
"""For example: 根据2005年1月1日示例市人民政府令第11号第一次修正"""

_SENTENCE = re.compile("为|根据|依据|依照|本|凡|在中华")
"""The beginning of the first article: 第一条为了规范……"""


def _begins_articles(line: str, before: str, dialect: Dialect) -> bool:
    """True if a line is the head of the first article, no citation of it."""
    return before[-1] not in LIST_GOES_ON and any(
        mark.level == "article"
        and mark.key == (1, 0)
        and not CITING.match(mark.remainder)
        and (mark.gap or _SENTENCE.match(mark.remainder) is not None)
        for mark in read_marks(line, dialect)
    )


def _heads(line: str) -> bool:
    """True if a line begins with a number, a quotation mark or a day in brackets."""
    begins = line.startswith(("“", "「", "『")) or _NOTE.match(line) is not None
    return begins or NUMBERED.match(line) is not None


def _spacing(lines: Sequence[SourceLine | SourceTable]) -> int:
    gaps = Counter(right.number - left.number for left, right in pairwise(lines))
    return gaps.most_common(1)[0][0] if gaps else 1


MOST_PARTS = 6
"""Lines into which one paragraph of an unwrapped text may have been torn."""


def _paragraphs(
    lines: Sequence[SourceLine | SourceTable], wrapping: Wrapping | None, dialect: Dialect
) -> list[SourceParagraph]:
    paragraphs: list[SourceParagraph] = []
    parts: list[SourceLine] = []
    for line in lines:
        if isinstance(line, SourceTable):
            _flush(paragraphs, parts)
            paragraphs.append(SourceParagraph(number=line.number, text="", table=line))
            continue
        if parts and not _joins(parts, line, wrapping, dialect):
            _flush(paragraphs, parts)
        parts.append(line)
    _flush(paragraphs, parts)
    return paragraphs


def _flush(found: list[SourceParagraph], parts: list[SourceLine]) -> None:
    if not parts:
        return
    first = parts[0]
    text = join(part.text.strip(EDGE) for part in parts)
    if text:
        found.append(
            SourceParagraph(
                number=first.number,
                text=text,
                style=first.style,
                depth=first.depth,
                bold=first.bold,
                centred=first.centred,
                hard_break=parts[-1].hard_break,
                indent=first.indent,
                item=first.item,
            )
        )
    parts.clear()


def _joins(
    parts: Sequence[SourceLine], line: SourceLine, wrapping: Wrapping | None, dialect: Dialect
) -> bool:
    before = parts[-1]
    if before.style != line.style or line.style != "plain" or before.centred != line.centred:
        return False
    text, following = before.text.strip(EDGE), line.text.strip(EDGE)
    if not text or not following or _begins_articles(following, text, dialect):
        return False
    joins = (
        _broken(parts, text, following, dialect)
        if wrapping is None
        else _wraps(before, line, wrapping, dialect)
    )
    return joins and not (read_labels(text, dialect) or read_labels(following, dialect))


def _broken(parts: Sequence[SourceLine], text: str, following: str, dialect: Dialect) -> bool:
    """True if a mark is left open or the next line cannot begin a paragraph."""
    if ends_sentence(text, dialect) and following[0] not in "，、。；）》”":
        return False
    marks = read_marks(following, dialect)
    if any(
        mark.level == "article" and (text[-1] in LIST_GOES_ON or CITING.match(mark.remainder))
        for mark in marks
    ):
        return True
    if marks and not open_marks(text):
        return False
    if following[0] in dialect.continuation and following[0] not in "的之%":
        return not bare(text).endswith(("：", ":"))
    before = "".join(part.text for part in parts)
    if len(parts) < MOST_PARTS and before.count("《") > before.count("》"):
        return True
    torn = open_marks(before)
    closes = following.find("》"), following.find("）")
    return (
        bool(torn)
        and len(parts) < MOST_PARTS
        and any(place >= 0 for place in closes)
        and open_marks(text + following) < torn
    )


def _wraps(before: SourceLine, line: SourceLine, wrapping: Wrapping, dialect: Dialect) -> bool:
    """True if the line before is full or stops in mid-sentence."""
    text, following = before.text.strip(EDGE), line.text.strip(EDGE)
    columns, ended = wrapping.columns, ends_sentence(text, dialect)
    full, next_line = (
        width(text) >= columns - SLACK,
        line.number - before.number <= wrapping.spacing,
    )
    if following[0] in dialect.continuation:
        return True
    if _EVENT.match(text):
        return False
    if ended:
        return full and not read_marks(following, dialect) and next_line and not before.hard_break
    return full or (
        width(text) >= 0.6 * columns
        and not read_marks(following, dialect)
        and not read_marks(text, dialect)
    )
