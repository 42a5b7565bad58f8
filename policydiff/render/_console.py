"""The console that every report for the terminal is written to: as wide as asked, in colour only
where that is allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING

from policydiff.model.plugins import ReportOptions

if TYPE_CHECKING:
    from rich.console import Console

USUAL = 100
"""Columns where nobody says how wide the terminal is."""

NARROWEST = 20


def write_report(write: Callable[[Console], None], options: ReportOptions) -> bytes:
    """What `write` prints, as bytes, without spaces at the ends of lines. Without colour there are
    no escapes.
    """
    from rich.console import Console  # noqa: PLC0415  (quick start of the command line)

    out = StringIO()
    console = Console(
        file=out,
        width=max(options.width or USUAL, NARROWEST),
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    write(console)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).encode("utf-8")
