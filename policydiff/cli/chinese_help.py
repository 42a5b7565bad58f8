"""The help of a command in Chinese: click's own layout, its words looked up, its lines as wide as they look."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Iterable, Iterator

import click

from policydiff.chinese.worded import worded
from policydiff.cli.settings import language

LEFT = 32
"""Columns for names of options and commands, at the most; longer ones have a line of their own."""

_VERBATIM = "\b"
"""What click begins a paragraph with whose lines it leaves as they are."""

_NO_BEGINNING = "，。；：、？！）》”’…"
"""Marks that begin no line."""


class Spoken(click.Command):
    """A command that helps in the language of the person."""

    def get_help(self, ctx: click.Context) -> str:
        """The text of ``--help``."""
        if language() != "zh":
            return super().get_help(ctx)
        formatter = ChineseFormatter(width=ctx.terminal_width, max_width=ctx.max_content_width)
        self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")


class ChineseFormatter(click.HelpFormatter):
    """Writes what click wants to say in Chinese; a Chinese character takes two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002 the signature is click's
        """``用法：policydiff add [选项] FILE``."""
        words = (worded(word, "zh") for word in args.split(" "))
        self.write(f"{worded('Usage', 'zh')}：{prog} {' '.join(words)}\n")

    def write_heading(self, heading: str) -> None:
        """The head of a section."""
        self.write(f"{'':>{self.current_indent}}{worded(heading, 'zh')}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, each looked up as a whole."""
        for place, paragraph in enumerate(inspect.cleandoc(text).split("\n\n")):
            if place:
                self.write("\n")
            if paragraph.startswith(_VERBATIM):
                lines = [worded(line, "zh") for line in paragraph.split("\n")[1:]]
            else:
                lines = list(wrap(worded(" ".join(paragraph.split()), "zh"), self.width - self.current_indent))
            self.write("".join(f"{'':>{self.current_indent}}{line}\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:  # noqa: ARG002 the signature is click's
        """Names on the left, what they are on the right."""
        rows = list(rows)
        left = min(max((columns(name) for name, _ in rows), default=0), LEFT) + col_spacing + self.current_indent
        for name, text in rows:
            head = f"{'':>{self.current_indent}}{name}"
            parted = columns(head) + col_spacing > left
            lines = list(wrap(worded(" ".join(text.split()), "zh"), self.width - left))
            if parted or not lines:
                self.write(f"{head}\n")
            elif lines:
                self.write(f"{head}{'':>{left - columns(head)}}{lines.pop(0)}\n")
            self.write("".join(f"{'':>{left}}{line}\n" for line in lines))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most so many columns: broken between Chinese characters and at spaces, not before a mark that begins no line."""
    line, last = "", 0
    for char in text:
        if columns(line + char) > width and char not in _NO_BEGINNING:
            inside = char.isascii() and char != " " and line[last:].isascii()
            cut = last if last and inside else len(line)
            yield line[:cut].rstrip()
            line, last = line[cut:].lstrip(), 0
        line = (line + char).lstrip()
        if not char.isascii() or char == " ":
            last = len(line)
    if line.strip():
        yield line.rstrip()
