"""policydiff git-text, which git calls."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import emit
from policydiff.cli.settings import language, shared
from policydiff.comparing.actions.git_setup import text_for_git


@click.command("git-text", **examples("policydiff git-text law.docx"), hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
@shared
def command(*, file: Path) -> None:
    """Print the text of FILE as git compares it, for a textconv of git.

    Below the text stands what its reading left out or doubted. A file that cannot be read gives one
    line that says why, and exit code 0.
    """
    emit(text_for_git(file, language()))
