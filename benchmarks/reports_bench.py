"""How long each report takes and how large it is; tracked changes beside those of python-redlines,
in one run.

    python benchmarks/reports_bench.py [--folder FOLDER] [--rounds N] [--no-peers] [--require
    redline=1.0 …]

The pair is a law of 266 articles and its thorough revision, put together as in speed_bench.py, and
where real laws are here also the longest of which less than half stood still. The reports are timed
alone, reading and comparing apart; of tracked changes the whole is, from two texts to the file, for
the peer reads and compares, too.

seconds    the shortest of some runs: of this process for reports; by the clock on the wall for
tracked changes, since the peer is a
           program of its own, the two tools taking turns
× html     the same as a multiple of what the HTML report takes
KB         the size of the file

Tracked changes: both tools get the same two texts; the peer reads them as Word files in the same
layout as ours, one for each version.

changes    stretches of tracked insertions, deletions and moves
characters in them, as a multiple of the fewest that could be (Indel, the texts as wholes)
accept     all changes accepted: do the paragraphs read exactly as those of the new text?
reject     all changes rejected: exactly as those of the old one?

The figures of the last line: `redline` is how often our tracked changes of the law of 266 give back
both texts (1 or 0), `faster` what the peer takes as a multiple of ours, where it runs.
"""

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from _texts import arguments, source_of, unmet
from lxml import etree
from rapidfuzz.distance import Indel
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from speed_bench import LAW, law, rewritten_law, versions

import policydiff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.model.document import Document
from policydiff.model.reports import ReportOptions
from policydiff.report import formats

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accepted": ("del", "moveFrom"), "original": ("ins", "moveTo")}
TRACKED = tuple(f"{WORD}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
ROUNDS = 3


Work = Callable[[], policydiff.Comparison]
"""From two texts to their comparison."""


class Timed(NamedTuple):
    """What came out, and the shortest of some runs in seconds."""

    data: bytes
    seconds: float


def best(
    work: Callable[[], bytes], rounds: int, clock: Callable[[], float] = time.process_time
) -> Timed:
    """The result and the shortest time."""
    took, data = [], b""
    for _ in range(rounds):
        begin = clock()
        data = work()
        took.append(clock() - begin)
    return Timed(data, min(took))


def body_of(data: bytes) -> etree._Element:
    """The main part of a Word file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def paragraphs(data: bytes, side: str) -> list[str]:
    """The paragraphs with all changes accepted, or as they were before: written for this benchmark,
    after ECMA-376, part 1, 17.13.5.
    """
    gone = {f"{WORD}{name}" for name in GONE[side]}
    found, open_text = [], ""
    for paragraph in body_of(data).iter(f"{WORD}p"):
        if any(
            row.find(f"{WORD}trPr/{name}") is not None
            for row in paragraph.iterancestors(f"{WORD}tr")
            for name in gone
        ):
            continue
        open_text += "".join(
            text
            for node, text in _texts(paragraph)
            if not any(above.tag in gone for above in node.iterancestors())
        )
        mark = paragraph.find(f"{WORD}pPr/{WORD}rPr")
        if mark is None or not any(child.tag in gone for child in mark):
            found.append(open_text)
            open_text = ""
    found.append(open_text)
    return [text for text in found if text.strip()]


def _texts(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for node in paragraph.iter(f"{WORD}t", f"{WORD}delText", f"{WORD}tab", f"{WORD}br"):
        if node.getparent().tag == f"{WORD}r":  # tab stops are called tab, too
            yield node, {f"{WORD}tab": "\t", f"{WORD}br": "\n"}.get(node.tag, node.text or "")


def changes(data: bytes) -> tuple[int, int]:
    """Stretches that came, went or moved, and their characters. Neighbouring runs of one kind are
    one stretch.
    """
    count = characters = 0
    for node in body_of(data).iter(*TRACKED):
        text = "".join(part.text or "" for part in node.iter(f"{WORD}t", f"{WORD}delText"))
        before = node.getprevious()
        count += bool(text) and (before is None or before.tag != node.tag)
        characters += len(text)
    return count, characters


def written(comparison: policydiff.Comparison, form: str) -> bytes:
    """A comparison in a format, with the view that it needs."""
    options = ReportOptions()
    return formats.write(view_comparison(comparison, options), form, options)


def docx(document: Document) -> bytes:
    """A version as a Word file without any changes: what is compared with itself has none."""
    data = written(policydiff.diff(document, document), "redline_docx")
    if changes(data) != (0, 0) or _bare(paragraphs(data, "accepted")) != _bare(
        [document.full_text()]
    ):
        raise AssertionError(
            "the file of a version is not its text: nothing can be measured against it"
        )
    return data


def python_redlines(folder: str) -> Callable[[bytes, bytes], bytes]:
    """The tool that python-redlines brings; its program is unpacked into the folder. Raises what
    says why it is not here.
    """
    from python_redlines.engines import DocxodusEngine

    engine = DocxodusEngine(target_path=folder)

    def compare(left: bytes, right: bytes) -> bytes:
        return engine.run_redline("policydiff", left, right)[0]

    return compare


def tracked_row(name: str, timed: Timed, left: bytes, right: bytes) -> tuple[str, ...]:
    """What a person gets who opens the file."""
    olds, news = (paragraphs(data, "accepted") for data in (left, right))
    count, characters = changes(timed.data)
    fewest = Indel.distance("\n".join(olds), "\n".join(news))
    accept = _said(paragraphs(timed.data, "accepted"), news)
    reject = _said(paragraphs(timed.data, "original"), olds)
    return (
        name,
        f"{timed.seconds:.3f}",
        f"{len(timed.data) / 1024:.0f}",
        str(count),
        f"{characters / fewest:.2f}",
        accept,
        reject,
    )


def _said(found: list[str], wanted: list[str]) -> str:
    if found == wanted:
        return "exact"
    if _bare(found) == _bare(wanted):
        return "but for spaces and paragraphs"
    return f"no: {Indel.distance(_bare(found), _bare(wanted))} characters differ"


def _bare(texts: list[str]) -> str:
    return "".join("".join(texts).split())


def forms(comparison: policydiff.Comparison, title: str, rounds: int, console: Console) -> None:
    """The table of all reports of one comparison."""
    shown = Table(title=title)
    for head in ("report", "seconds", "× html", "KB"):
        shown.add_column(head, justify="left" if head == "report" else "right")
    written(comparison, "html")  # what is loaded once a process is loaded now
    unit = best(lambda: written(comparison, "html"), rounds).seconds
    for form in formats.formats("comparison"):
        try:
            timed = best(
                lambda form=form: written(comparison, form),
                1 if form == "pdf" else rounds,
            )
        except policydiff.PolicyDiffError as error:
            shown.add_row(form, escape(f"not here: {error}"))
            continue
        shown.add_row(
            form,
            f"{timed.seconds:.3f}",
            f"{timed.seconds / unit:.1f}",
            f"{len(timed.data) / 1024:.0f}",
        )
    console.print(shown)


def tracked(
    compare: Work, title: str, options: tuple[int, bool], console: Console
) -> dict[str, float]:
    """The table of tracked changes; the figures of the last line."""
    rounds, peers = options
    comparison = compare()
    left, right = docx(comparison.left), docx(comparison.right)
    mine = best(
        lambda: written(compare(), "redline_docx"),
        1,
        time.perf_counter,
    )
    name, theirs = peer(left, right) if peers else ("python-redlines", "left out")
    for _ in range(rounds - 1 if isinstance(theirs, Timed) else 0):
        mine = min(
            mine,
            best(
                lambda: written(compare(), "redline_docx"),
                1,
                time.perf_counter,
            ),
            key=_took,
        )
        again = peer(left, right)[1]
        theirs = (
            min(theirs, again, key=_took)
            if isinstance(again, Timed) and isinstance(theirs, Timed)
            else theirs
        )
    shown = Table(title=title)
    for head in (
        "tool",
        "seconds",
        "KB",
        "changes",
        "characters, × the fewest",
        "accept",
        "reject",
    ):
        shown.add_column(head, justify="left" if head in ("tool", "accept", "reject") else "right")
    row = tracked_row("policydiff, redline_docx", mine, left, right)
    shown.add_row(*row)
    shown.add_row(
        *(
            tracked_row(name, theirs, left, right)
            if isinstance(theirs, Timed)
            else (name, escape(theirs))
        )
    )
    console.print(shown)
    ratio = {"faster": theirs.seconds / mine.seconds} if isinstance(theirs, Timed) else {}
    return {"redline": float(row[-2:] == ("exact", "exact")), **ratio}


def _took(timed: Timed) -> float:
    return timed.seconds


def peer(left: bytes, right: bytes) -> tuple[str, Timed | str]:
    """What python-redlines makes of two Word files, or why it does not; unpacking its program is
    not counted.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            compare = python_redlines(folder)
            return "python-redlines, Docxodus", best(
                lambda: compare(left, right), 1, time.perf_counter
            )
        except ImportError:
            return "python-redlines", "not here: pip install 'policydiff[bench]'"
        except Exception as error:  # noqa: BLE001 a peer that fails is a row, not an end
            return "python-redlines", f"fails: {type(error).__name__}: {error}".partition("\n")[0][
                :80
            ]


def invented_pair(folder: Path) -> Work:
    """From two texts of 266 articles to their comparison."""
    left, right = (law(texts).encode() for texts in versions(folder, LAW))
    return lambda: policydiff.diff(
        policydiff.load(left, name="left.txt"), policydiff.load(right, name="right.txt")
    )


def main() -> None:
    """Time all; print the tables and the figures."""
    parser = arguments(__doc__)
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help="the shortest of so many runs counts"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave python-redlines out")
    options = parser.parse_args()
    console = Console(width=120)
    works = {
        f"a law of {LAW} articles, revised · {source_of(options.folder)}": invented_pair(
            options.folder
        )
    }
    if (real := rewritten_law(options.folder)) is not None:
        works["a real law, rewritten"] = lambda: policydiff.diff(*map(policydiff.load, real))
    figures: dict[str, float] = {}
    for title, work in works.items():
        forms(work(), f"Reports · {title}", options.rounds, console)
        figures = {
            **tracked(
                work, f"Tracked changes · {title}", (options.rounds, not options.no_peers), console
            ),
            **figures,
        }
    print("all: " + "  ".join(f"{name} {value:.2f}" for name, value in figures.items()))
    missed = unmet(options.require, figures)
    sys.exit(f"missed: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
