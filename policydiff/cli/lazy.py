"""A group of commands whose modules are imported only when they are called."""

from __future__ import annotations

import re
from gettext import gettext
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from policydiff.cli.settings import language
from policydiff.cli.translated_help import TranslatedHelp
from policydiff.locale import translate
from policydiff.messages import Message, template

GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    template("Library"): {
        "init": (
            "library.commands.init",
            template("Make an empty repository of laws and policies."),
        ),
        "add": (
            "library.commands.add",
            template("Add a text to the repository, as a version of its work."),
        ),
        "import": (
            "library.commands.import_texts",
            template("Add all the texts of a folder, or of a wheel of laws."),
        ),
        "list": ("library.commands.list_works", template("List the works of the repository.")),
        "show": ("library.commands.show", template("Print a version, or one provision of it.")),
        "export": (
            "library.commands.export",
            template("Write the text of a version as a file to send on."),
        ),
        "set": (
            "library.commands.set_facts",
            template("Set a date or another fact of a stored version."),
        ),
        "remove": ("library.commands.remove", template("Remove a version, or a whole work.")),
        "undo": ("library.commands.undo", template("Take back the newest change.")),
    },
    template("Compare"): {
        "diff": (
            "comparing.commands.diff",
            template("Compare two versions or two files, clause by clause."),
        ),
        "report": (
            "comparing.commands.report",
            template("Compare all versions of many works, with an index page."),
        ),
        "comments": (
            "comparing.commands.comments",
            template("Set comments on a draft beside what became of each clause: 意见采纳情况表."),
        ),
        "package": (
            "amending.commands.package",
            template("Write all that goes to a board with a new text: 对照表, amendment, texts."),
        ),
        "check-return": (
            "checking.commands.check_return",
            template("Find what a returned draft changes without a trace."),
        ),
        "check-table": (
            "checking.commands.check_table",
            template("Check somebody else's comparison table against both texts."),
        ),
        "git-setup": (
            "comparing.commands.git_setup",
            template("Make git show Word, PDF and other texts as articles."),
        ),
    },
    template("Through time"): {
        "history": (
            "tracing.commands.history",
            template("Follow one clause through all versions of its work."),
        ),
        "blame": (
            "tracing.commands.blame",
            template("Show which version introduced the words of each clause."),
        ),
        "applicable": (
            "tracing.commands.applicable",
            template("Set a clause on the days of an act and of its decision side by side."),
        ),
        "log": ("library.commands.log", template("List the versions of a work.")),
        "link": (
            "tracing.commands.link",
            template("Set which clauses of two versions are the same, or are not."),
        ),
        "timeline": (
            "tracing.commands.timeline",
            template("Write the law's own history as a branch of git."),
        ),
    },
    template("Amending decisions"): {
        "consolidate": (
            "amending.commands.consolidate",
            template("Carry out an amending decision, and check the republished text."),
        ),
        "instructions": (
            "amending.commands.instructions",
            template("List what an amending decision orders, one operation a line."),
        ),
        "draft-amendment": (
            "amending.commands.draft_amendment",
            template("Draft the decision that makes one text of another."),
        ),
    },
    template("Find"): {
        "search": (
            "searching.command",
            template("Find the provisions in which words stand, in all versions."),
        ),
        "cites": (
            "citing.command",
            template("Find who cites a work or a provision, and what is cited in vain."),
        ),
    },
    template("Opinions and laws"): {
        "relate": (
            "relating.commands.relate",
            template("Find the articles of later laws that answer a policy document."),
        ),
        "review": (
            "relating.commands.review",
            template("Confirm, reject and grade the links of a relation."),
        ),
    },
    template("New texts"): {
        "sync": (
            "following.commands.sync",
            template("Store what is new in folders and repositories of texts."),
        ),
        "follow": (
            "following.commands.follow",
            template("Follow works, so that sources are asked for them."),
        ),
        "affected": (
            "following.commands.affected",
            template("List what rests on a change, in the library and in your own files."),
        ),
        "daily": (
            "following.commands.daily",
            template("Do all that keeps the library up to date, and announce what is new once."),
        ),
    },
    template("The page"): {
        "serve": ("apps.site.command", template("Open the library as a page in the browser.")),
        "mcp": (
            "apps.assistant.command",
            template("Answer an assistant's questions about the repository."),
        ),
    },
    template("Check"): {
        "lint": (
            "checking.commands.lint",
            template("Check a text: its drafting, how it was read, its Akoma Ntoso."),
        ),
        "fsck": ("library.commands.fsck", template("Check the whole repository.")),
    },
    template("Help"): {
        "demo": ("apps.demo.command", template("See it all at work on real documents.")),
        "help": (
            "cli.commands.help_page",
            template("Read the glossary, the tutorial and other pages."),
        ),
        "completion": (
            "cli.commands.completion",
            template("Print what makes your shell complete commands."),
        ),
    },
}
"""Headings of `policydiff --help` → its commands, the most important first, each with its module below
`policydiff` and the line that stands beside it.
"""

COMMANDS = {name: place for group in GROUPS.values() for name, place in group.items()}
TWO_TEXTS = "OLD NEW"
"""What stands for the command where two texts are named without one."""

_WORD = re.compile("[a-z]+(?:-[a-z]+)*")
UNLISTED = {
    TWO_TEXTS: "comparing.commands.two_texts",
    "git-text": "comparing.commands.git_text",
    "instruments": "relating.commands.instruments",
    "pairs": "comparing.commands.pairs",
    "validate": "checking.commands.validate",
}
"""Commands that no help lists, with their modules: the shortest command line, the one that git calls,
and those that became switches of others.
"""

OTHER_WORDS = {
    "apply": "consolidate",
    "check": "lint",
    "compare": "diff",
    "comparison": "diff",
    "create": "init",
    "delete": "remove",
    "difference": "diff",
    "draft": "draft-amendment",
    "find": "search",
    "merge": "consolidate",
    "print": "show",
    "redline": "diff",
    "save": "add",
    "store": "add",
    "versions": "log",
}
"""Words that a person may try → the command that does it."""


class LazyGroup(TranslatedHelp, click.Group):
    """A group with the commands of `COMMANDS`, not yet imported.

    The module of each holds the command `command`.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 the signature is click's
        """All names, in the order of the table, then those that no help lists."""
        return [*COMMANDS, *UNLISTED]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 the signature is click's
        """Import the command's module."""
        if cmd_name not in COMMANDS and cmd_name not in UNLISTED:
            return None
        name = COMMANDS[cmd_name][0] if cmd_name in COMMANDS else UNLISTED[cmd_name]
        module = import_module(f"policydiff.{name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a word, or take the word as the first of two texts.

        A word that is no command is the first of two texts, where another one follows and it does
        not look like a command.
        """
        word, following = args[0], args[1:2]
        if word in self.list_commands(ctx) or (word.startswith("-") and word != "-"):
            return super().resolve_command(ctx, args)
        is_text = _WORD.fullmatch(word) is None or Path(word).exists()
        if is_text and following and (following == ["-"] or not following[0].startswith("-")):
            return TWO_TEXTS, self.get_command(ctx, TWO_TEXTS), args
        raise _unknown(word, ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands from the table, and options as click does."""
        commands = [
            CompletionItem(name, help=translate(Message(line), language()))
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 the signature is click's
        """Write the table of commands, in columns of one width.

        No command is imported for it.
        """
        width = max(map(len, COMMANDS))
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [(name.ljust(width), line) for name, (_, line) in commands.items()]
                )


def _unknown(word: str, ctx: click.Context) -> click.exceptions.NoSuchCommand:
    from difflib import get_close_matches  # noqa: PLC0415 for a wrong word alone

    near = [word] if word in OTHER_WORDS else []
    if not near and not get_close_matches(word, COMMANDS):
        near = get_close_matches(word, OTHER_WORDS, n=1)
    if not near:
        return click.exceptions.NoSuchCommand(word, possibilities=COMMANDS, ctx=ctx)
    meant = OTHER_WORDS[near[0]]
    message = gettext("No such command {name!r}.").format(name=word)
    return click.exceptions.NoSuchCommand(meant, message, possibilities=(meant,), ctx=ctx)


def examples(*lines: str) -> dict[str, Any]:
    r"""The keywords for `click.command` that show examples below a command's help.

    Each example has a line; click keeps lines after ``\b``.
    """
    return {
        "cls": TranslatedHelp,
        "epilog": "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines),
    }
