"""The help of a command in another language."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Iterable, Iterator
from gettext import gettext

import click

from policydiff.cli.settings import language
from policydiff.locale import translate
from policydiff.messages import Message, template

LEFT = 32
"""Columns for names of options and commands, at the most; longer ones have a line of their own."""

_VERBATIM = "\b"
"""What click begins a paragraph with whose lines it leaves as they are."""

_WORDS = (
    template("[OPTIONS]"),
    template("COMMAND"),
    template("[ARGS]..."),
    template("Options"),
)
"""What stands in usages and heads of sections, and is translated word by word."""

_GAP = "  ["
"""What stands between the help of an option and what click adds to it."""

_NO_BEGINNING = "，。；：、？！）》”’…"
"""Marks that begin no line."""


_COMPARING = ("--output", "--format", "--profile", "--only-changed", "--whole", "--lang")
FIRST_OPTIONS = {
    "add": ("--kind", "--title", "--promulgated", "--in-force", "--work", "--lang"),
    "affected": ("--files", "--gaps", "--inventory", "--from", "--output", "--lang"),
    "cites": ("--from", "--fix", "--output", "--dangling", "--outdated", "--lang"),
    "consolidate": ("--output", "--format", "--against", "--chain", "--all", "--store"),
    "diff": _COMPARING,
    "draft-amendment": ("--output", "--format", "--authority", "--adopted", "--in-force", "--lang"),
    "link": ("--break", "--forget", "--replaces", "--list", "--pairs", "--lang"),
    "relate": ("--output", "--format", "--item", "--only-uncovered", "--measures", "--lang"),
    "report": ("--output", "--all", "--format", "--only-changed", "--whole", "--lang"),
    "review": ("--confirm", "--reject", "--undo", "--by", "--interactive", "--status"),
    "set": ("--in-force", "--title", "--ended", "--by", "--reason", "--lang"),
    "search": ("--work", "--kind", "--on", "--newest", "--output", "--lang"),
    "OLD NEW": _COMPARING,
}
"""Commands with so many options that ``--help`` shows the first ones alone, in this order, and
`policydiff help` all.
"""

OPTIONS_OF = {"OLD NEW": "diff"}
"""The command whose help lists the options of another one."""

WHOLE_HELP = "policydiff.whole_help"
"""The key in the `meta` of a context by which all options are asked for."""

FIRST_EXAMPLES = 6
"""The most examples that a shortened help shows."""


class TranslatedHelp(click.Command):
    """A command with its help in the language of the person."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help``, made again at each call.

        click keeps it, with its line in the language of who asked first.
        """
        self._help_option = None
        return super().get_help_option(ctx)

    def get_help(self, ctx: click.Context) -> str:
        """The text of ``--help``."""
        if language() == "en":
            return super().get_help(ctx)
        formatter = TranslatedFormatter(width=ctx.terminal_width, max_width=ctx.max_content_width)
        self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all options, or the first ones and where the others are."""
        if not self._is_short(ctx):
            super().format_options(ctx, formatter)
            return
        options = [one for one in self.params if isinstance(one, click.Option) and not one.hidden]
        named = {flag: one for one in options for flag in one.opts}
        first = FIRST_OPTIONS[str(self.name)]
        with formatter.section("Options"):
            records = (named[flag].get_help_record(ctx) for flag in first)
            formatter.write_dl([record for record in records if record is not None])
            others = Message(
                "and {count} more: `policydiff help {topic}`",
                count=len(options) - len(first),
                topic=OPTIONS_OF.get(str(self.name), self.name),
            )
            formatter.write_text(translate(others, language()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, or the first ones in a shortened help."""
        whole = self.epilog
        if whole is not None and self._is_short(ctx):
            self.epilog = "\n".join(whole.split("\n")[: FIRST_EXAMPLES + 2])
        try:
            super().format_epilog(ctx, formatter)
        finally:
            self.epilog = whole

    def _is_short(self, ctx: click.Context) -> bool:
        return self.name in FIRST_OPTIONS and not ctx.meta.get(WHOLE_HELP)


class TranslatedFormatter(click.HelpFormatter):
    """A formatter of click's help that writes in the person's language.

    A Chinese character takes two columns.
    """

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage: ``用法：policydiff add [选项] FILE``."""
        words = " ".join(_translated(word) for word in args.split(" "))
        self.write(f"{prefix or gettext('Usage:')}{prog} {words}\n")

    def write_heading(self, heading: str) -> None:
        """Write the head of a section."""
        self.write(f"{'':>{self.current_indent}}{_translated(heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, each translated as a whole."""
        for place, paragraph in enumerate(inspect.cleandoc(text).split("\n\n")):
            if place:
                self.write("\n")
            if paragraph.startswith(_VERBATIM):
                lines = [_translated(line) for line in paragraph.split("\n")[1:]]
            else:
                lines = list(
                    wrap(_translated(" ".join(paragraph.split())), self.width - self.current_indent)
                )
            self.write("".join(f"{'':>{self.current_indent}}{line}\n" for line in lines))

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = 30,  # noqa: ARG002 the signature is click's
        col_spacing: int = 2,
    ) -> None:
        """Write names on the left and their descriptions on the right."""
        rows = list(rows)
        left = (
            min(max((columns(name) for name, _ in rows), default=0), LEFT)
            + col_spacing
            + self.current_indent
        )
        for name, text in rows:
            head = f"{'':>{self.current_indent}}{name}"
            apart = columns(head) + col_spacing > left
            lines = list(wrap(_option_help(text), self.width - left))
            if apart or not lines:
                self.write(f"{head}\n")
            elif lines:
                self.write(f"{head}{'':>{left - columns(head)}}{lines.pop(0)}\n")
            self.write("".join(f"{'':>{left}}{line}\n" for line in lines))


def _translated(text: str) -> str:
    return translate(Message(text), language())


def _option_help(text: str) -> str:
    """The help of an option, with click's addition in brackets."""
    whole = " ".join(text.split())
    if _translated(whole) != whole:
        return _translated(whole)
    help_text, gap, extra = text.rpartition(_GAP)
    return f"{_translated(' '.join(help_text.split()))}[{extra}" if gap else whole


def columns(text: str) -> int:
    """The number of columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, width: int) -> Iterator[str]:
    """Yield lines of at most `width` columns.

    They are broken between Chinese characters and at spaces, not before a mark that begins no line.
    """
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
