"""policydiff link --pairs, and the former command `pairs`."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import deliver
from policydiff.cli.reading import READING, leave, remark, session
from policydiff.cli.settings import language, shared
from policydiff.comparing.actions.diff import DiffOptions, diff
from policydiff.comparing.actions.pairs import write_pairs
from policydiff.model.source import DOUBTS


@click.command(
    "pairs",
    **examples(
        "policydiff pairs old.txt new.html -o pairs.toml",
        "policydiff diff old.txt new.html --pairs pairs.toml -o report.html",
        "policydiff pairs 对外贸易法@2022-12-30 对外贸易法@2025-12-27",
    ),
    hidden=True,
)
@click.argument("left")
@click.argument("right")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the pairings to this file."
)
@bound(
    "options",
    DiffOptions,
    pairs=option("Begin from the pairings that this file sets."),
    **READING,
)
@click.option("-q", "--quiet", is_flag=True, help="No remark on stderr.")
@shared
def command(
    *, left: str, right: str, output: Path | None, options: DiffOptions, quiet: bool
) -> None:
    """Write which articles of LEFT and RIGHT correspond, as a file to correct: the doubtful
    pairings stand on top.

    Every pairing is a comment; take the # from an entry to set it, and give the file to `policydiff
    diff --pairs`.
    LEFT and RIGHT are files (- is standard input) or names of stored versions, as for `policydiff
    diff`.
    """
    write_pairing((left, right), output, options, quiet=quiet)


def write_pairing(
    texts: tuple[str, str], output: Path | None, options: DiffOptions, *, quiet: bool
) -> None:
    """Write the corresponding articles of two texts, as a file to correct."""
    left, right = texts
    found = diff(left, right, session(left, right), options)
    data = write_pairs(found.comparison, found.pairs, language())
    remark((found.left, found.right), quiet=quiet, codes=DOUBTS)
    sources = [side.path for side in (found.left, found.right) if side.path is not None]
    deliver(data, "pairs", output, sources=sources, texts=("pairs",), quiet=quiet)
    leave((found.left, found.right))
