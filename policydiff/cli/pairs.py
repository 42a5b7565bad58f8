"""policydiff pairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import deliver
from policydiff.cli.reading import kind_of, leave, remark, revisions_option, standard_input
from policydiff.cli.settings import settings, shared
from policydiff.model.source import DOUBTS

if TYPE_CHECKING:
    from policydiff.model.reading import Revisions


@click.command(
    "pairs",
    **examples(
        "policydiff pairs old.txt new.html -o pairs.toml",
        "policydiff diff old.txt new.html --pairs pairs.toml -o report.html",
        "policydiff pairs 对外贸易法@2022-12-30 对外贸易法@2025-12-27",
    ),
)
@click.argument("left")
@click.argument("right")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the pairings to this file."
)
@click.option(
    "--pairs", type=click.Path(path_type=Path), help="Begin from the pairings that this file sets."
)
@revisions_option
@click.option("--dialect", help="The drafting tradition of the files, where it is not recognised.")
@click.option(
    "--kind", callback=kind_of, help="The kind of instrument of the files, such as law or opinion."
)
@click.option("-q", "--quiet", is_flag=True, help="No remark on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    left: str,
    right: str,
    output: Path | None,
    pairs: Path | None,
    revisions: Revisions,
    dialect: str | None,
    kind: str | None,
    quiet: bool,
) -> None:
    """Write which articles of LEFT and RIGHT correspond, as a file to correct: the doubtful
    pairings stand on top.

    Every pairing is a comment; take the # from an entry to set it, and give the file to `policydiff
    diff --pairs`.
    LEFT and RIGHT are files (- is standard input) or names of stored versions, as for `policydiff
    diff`.
    """
    from policydiff.app.diff import DiffOptions, diff  # noqa: PLC0415 --help needs click alone
    from policydiff.app.pairs import write_pairs  # noqa: PLC0415 as above

    given = standard_input([left, right])
    options = DiffOptions(
        dialect=dialect, kind=kind, pairs=pairs, revisions=revisions, standard_input=given
    )
    found = diff(left, right, settings().repository, options)
    data = write_pairs(found.comparison, found.pairs, settings().language)
    remark((found.left, found.right), quiet=quiet, told=DOUBTS)
    sources = [side.path for side in (found.left, found.right) if side.path is not None]
    deliver(data, "pairs", output, sources=sources, texts=("pairs",), quiet=quiet)
    leave((found.left, found.right))
