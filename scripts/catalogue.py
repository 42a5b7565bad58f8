"""Bring the catalogues of messages in step with the code: ``catalogue.py`` rewrites them,
``--check`` only looks.

Every `Message`, `Message.counted` and `template` of the code is collected, and what ``--help`` says
of the commands. A catalogue is in step where it has just these, in this order, each with a
translation that is not marked fuzzy.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from policydiff.cli.main import cli

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "policydiff"
CATALOGUES = PACKAGE / "locale"
MAKERS = {"Message": 1, "counted": 2, "template": 1}
"""What makes a message, and how many templates it begins with."""


def collect() -> Catalog:
    """All that the program can say, in the order of the files in which it is said."""
    catalogue = Catalog(project="policydiff", charset="utf-8", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*.py")):
        for message, context in said_by(ast.parse(path.read_text(encoding="utf-8"))):
            catalogue.add(
                message, locations=[(path.relative_to(ROOT).as_posix(), None)], context=context
            )
    for where, text in help_texts():
        catalogue.add(text, locations=[(where, None)])
    return catalogue


def said_by(tree: ast.AST) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The templates of a module in the order in which they stand, of counted messages both, and its
    labels with their context.
    """
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = (
            call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        )
        count = MAKERS.get(name, 0)
        texts = [
            text.value
            for text in call.args[:count]
            if isinstance(text, ast.Constant) and isinstance(text.value, str)
        ]
        if count and len(texts) == count:
            yield (texts[0] if count == 1 else tuple(texts)), None
        if name == "Labels":
            family, labels = ast.literal_eval(call.args[0]), ast.literal_eval(call.args[1])
            yield from ((text, f"{family}: {key}") for key, text in labels.items())


def help_texts() -> Iterator[tuple[str, str]]:
    """Each paragraph that ``--help`` prints, with the command that says it."""
    context = click.Context(cli, info_name="policydiff")
    commands = [
        ("", cli),
        *((name, cli.get_command(context, name)) for name in cli.list_commands(context)),
    ]
    for name, command in commands:
        if command is None:
            continue
        where = f"policydiff {name}".strip()
        for text in (command.help, command.short_help, command.epilog):
            yield from ((where, paragraph) for paragraph in paragraphs(text or ""))
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help:
                yield where, " ".join(parameter.help.split())


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text; the lines of one that click leaves as it is stand alone.

    What is indented in them is to be typed as it stands, and is the same in every language.
    """
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b"):
            yield from (line for line in paragraph.split("\n")[1:] if line.strip() == line != "")
        elif paragraph:
            yield " ".join(paragraph.split())


def updated(path: Path, said: Catalog) -> tuple[bytes, list[str]]:
    """The catalogue as it should be, under its own header, and the messages that it cannot say."""
    data = path.read_bytes()
    language, _, variant = path.parts[-3].partition("@")
    catalogue = read_po(BytesIO(data), locale=language, domain="policydiff")
    own = {(message.id, message.context) for message in catalogue}
    catalogue.update(said, no_fuzzy_matching=True)
    if variant:  # holds only what differs from the catalogue of its language
        for message in list(catalogue):
            if message.id and (message.id, message.context) not in own:
                catalogue.delete(message.id, message.context)
    catalogue.obsolete.clear()
    silent = [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not complete(message.string))
    ]
    for message in catalogue:
        message.flags -= {
            "python-format",
            "python-brace-format",
        }  # set or not by different versions of Babel
    written = BytesIO()
    write_po(written, catalogue, width=100, omit_header=True, include_lineno=False)
    return data.partition(b"\n\n")[0] + b"\n\n" + written.getvalue().lstrip(), silent


def complete(string: str | tuple[str, ...] | list[str]) -> bool:
    """True where every form of a message has words."""
    return bool(string) and (isinstance(string, str) or all(string))


def main() -> int:
    """Exit code 1 where a catalogue is not in step, or says nothing of a message."""
    code, said = 0, collect()
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/policydiff.po")):
        data, silent = updated(path, said)
        for message in silent:
            print(f"{path.relative_to(ROOT)}: no translation of: {message}", file=sys.stderr)
            code = 1
        if data != path.read_bytes():
            if "--check" in sys.argv[1:]:
                print(
                    f"{path.relative_to(ROOT)} is not in step with the code; run `make catalogue`",
                    file=sys.stderr,
                )
                code = 1
            else:
                path.write_bytes(data)
    return code


if __name__ == "__main__":
    sys.exit(main())
