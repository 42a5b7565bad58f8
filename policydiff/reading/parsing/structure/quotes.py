"""New text that a decision quotes, taken out before any number is read.

Two customs exist: a quotation mark opens the first paragraph and closes the last; or a mark stands
at the head of every paragraph and one at the end of the last. Marks are curly or straight, and the
last one is sometimes missing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.messages import Message
from policydiff.model.source import Problem
from policydiff.reading.parsing.lines.lines import SourceParagraph
from policydiff.text.traditions.dialect import Dialect

LONGEST = 400
"""Paragraphs of a quotation at most; a whole quoted chapter has far fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLines:
    """The paragraphs of a quotation without marks; other fields as in `Quoted`."""

    lines: tuple[SourceParagraph, ...]
    start: str
    end: str
    inline: str


def take_quotes(
    lines: Sequence[SourceParagraph], dialect: Dialect
) -> tuple[tuple[SourceParagraph | QuotedLines, ...], tuple[Problem, ...]]:
    """Separate running text from quoted new text.

    A quotation is new text if it follows a colon, on the same line or the next. Shorter quotations
    inside a sentence (将“可以”修改为“应当”) stay in it.
    """
    if not dialect.quotes_new_text:
        return tuple(lines), ()
    found: list[SourceParagraph | QuotedLines] = []
    problems: list[Problem] = []
    place, rest = 0, None
    while place < len(lines) or rest is not None:
        line = rest if rest is not None else lines[place]
        place += 0 if rest is not None else 1
        rest = None
        before = found[-1] if found else None
        begin = _begins(line, before, dialect) or _goes_over_lines(line, lines, place, dialect)
        if begin is None:
            found.append(line)
            continue
        position, marks = begin
        if position:
            found.append(_part(line, 0, position))
        quotation, place, rest, closed = _collect(
            lines, place, _part(line, position), marks, dialect
        )
        found.append(quotation)
        if not closed:
            problems.append(_unclosed(line))
    return tuple(found), tuple(problems)


def _unclosed(line: SourceParagraph) -> Problem:
    return Problem(
        code="quote-unclosed",
        message=Message("a quotation of new text is not closed"),
        line=line.number,
        hint=Message("its last paragraph is taken to be the one before the next item"),
    )


def _part(line: SourceParagraph, begin: int, end: int | None = None) -> SourceParagraph:
    return dataclasses.replace(
        line, text=line.text[begin:end].strip(), bold=line.bold if begin == 0 else 0
    )


def _begins(
    line: SourceParagraph, before: SourceParagraph | QuotedLines | None, dialect: Dialect
) -> tuple[int, tuple[str, str]] | None:
    """The offset and marks of a quotation of new text on a line; None for none."""
    if line.table is not None:
        return None
    after_colon = isinstance(before, SourceParagraph) and before.text.endswith(
        tuple(dialect.intro_end)
    )
    for marks in dialect.quotation_marks:
        if line.text.startswith(marks[0]) and (
            after_colon or (isinstance(before, QuotedLines) and before.start == marks[0])
        ):
            return 0, marks
    colons = "".join(dialect.intro_end)
    found = (
        (re.search(rf"[{colons}]\s?{re.escape(marks[0])}", line.text), marks)
        for marks in dialect.quotation_marks
    )
    places = [(match.end() - 1, marks) for match, marks in found if match is not None]
    return min(places) if places else None


def _goes_over_lines(
    line: SourceParagraph, lines: Sequence[SourceParagraph], index: int, dialect: Dialect
) -> tuple[int, tuple[str, str]] | None:
    """As `_begins`, for a quotation without a colon that closes on a later line."""
    for marks in dialect.quotation_marks if line.table is None else ():
        begin = line.text.rfind(marks[0])
        single = marks[0] == marks[1] or begin <= 0 or index >= len(lines)
        if single or _closing(line.text, begin + 1, marks, None) is not None:
            continue
        if _goes_on(lines[index].text, marks[0], dialect) or not _later_closes_not(
            lines, index, marks, dialect, inline=False
        ):
            return begin, marks
    return None


def _collect(
    lines: Sequence[SourceParagraph],
    index: int,
    first: SourceParagraph,
    marks: tuple[str, str],
    dialect: Dialect,
) -> tuple[QuotedLines, int, SourceParagraph | None, bool]:
    """The quotation, the next index, the last line's remainder, True if closed."""
    opening, closing = marks
    taken: list[SourceParagraph] = []
    inline = ""
    line, begins = first, len(opening)
    while True:
        end = _closing(line.text, begins, marks, dialect.quote_resumes)
        if end is not None:
            taken.append(_part(line, begins, end))
            tail = _part(line, end + len(closing))
            quoted = QuotedLines(lines=tuple(taken), start=opening, end=closing, inline=inline)
            return quoted, index, tail if tail.text else None, True
        taken.append(_part(line, begins))
        following = lines[index] if index < len(lines) else None
        repeats = following is not None and _goes_on(following.text, opening, dialect)
        lost = (
            following is None
            or len(taken) >= LONGEST
            or (
                not repeats and _later_closes_not(lines, index, marks, dialect, inline=bool(inline))
            )
        )
        if following is None or lost:
            return (
                QuotedLines(lines=tuple(taken), start=opening, end="", inline=inline),
                index,
                None,
                False,
            )
        if repeats:
            inline = opening
        line, begins = following, len(opening) if repeats else 0
        index += 1


def _goes_on(text: str, opening: str, dialect: Dialect) -> bool:
    """True if the mark opens a further paragraph, not a term that the line defines."""
    return text.startswith(opening) and (
        dialect.quoted_term is None or dialect.quoted_term.match(text) is None
    )


def _later_closes_not(
    lines: Sequence[SourceParagraph],
    index: int,
    marks: tuple[str, str],
    dialect: Dialect,
    *,
    inline: bool,
) -> bool:
    """True if a line without the mark at its head is outside the quotation.

    It is inside if a later line begins with the mark, or a closing mark comes before another
    opening one or, with `inline`, before another quotation is announced.
    """
    for at, line in enumerate(lines[index : index + LONGEST], index):
        announced = at > index and lines[at - 1].text.endswith(tuple(dialect.intro_end))
        if at > index and not announced and _goes_on(line.text, marks[0], dialect):
            return False
        if inline and (
            announced or any(colon + marks[0] in line.text for colon in dialect.intro_end)
        ):
            return True
        end = _closing(line.text, 0, marks, dialect.quote_resumes)
        if end is not None:
            return False
        if marks[0] != marks[1] and line.text.count(marks[0]) > line.text.count(marks[1]):
            return True
    return True


def _closing(
    text: str, begin: int, marks: tuple[str, str], resumes: re.Pattern[str] | None
) -> int | None:
    """The offset of the first closing mark that no opening one answers, or None."""
    opening, closing = marks
    if opening == closing:
        return _straight_closing(text, begin, closing, resumes)
    depth = 0
    for index in range(begin, len(text)):
        if text[index] == opening:
            depth += 1
        elif text[index] == closing:
            if depth == 0:
                return index
            depth -= 1
    return None


def _straight_closing(
    text: str, begin: int, mark: str, resumes: re.Pattern[str] | None
) -> int | None:
    """The offset of a straight closing mark: a sentence ends before it. Else None."""
    inside = False
    for index in range(begin, len(text)):
        if text[index] != mark:
            continue
        if inside or not _ends_here(text, index, resumes):
            inside = not inside
        else:
            return index
    return None


def _ends_here(text: str, index: int, resumes: re.Pattern[str] | None) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if resumes is not None and resumes.match(text, index + 1):
        return True
    return before in ("。", "；", "：", "！", "？", "）") and after in (
        "",
        "。",
        "；",
        "，",
        "、",
        "\n",
    )
