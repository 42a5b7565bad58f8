"""Works that texts put out of force: of those that a library holds, the share known as ended.

    python benchmarks/ended_bench.py [--folder FOLDER] [--day DAY] [--show N] [--require known=0.9 …]

Each text of `bulk/` of the folder is stored. A reader apart from that of the program takes every
《title》 of a sentence with 同时废止, and looks it up by its title alone. Then the program is asked
for the status of that work on the day.

named    titles in such sentences    held    those that one stored work bears, older than the text
known    of those held, the share that has ended by the program's answer
stray    works that the program calls ended by another text, and that no text of the folder names in
         a paragraph with 废止, 失效 or 停止执行: none may be
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from _texts import unmet
from rich.console import Console

from policydiff.library.actions.import_texts import import_
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.works.life import WorkLives
from policydiff.works.session import Session

WORDS = "同时废止"
ENDS = ("废止", "失效", "停止执行", "停止施行", "停止实施", "作废")
BULK = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "bulk"
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{0,60}》){1,100})》")
"""For example: 《甲条例》, 《关于〈甲条例〉的决定》."""


def named_titles(text: str) -> Iterator[str]:
    """The titles in each sentence of a text with the words."""
    for sentence in re.split("[。；\n]", text):
        if WORDS in sentence:
            yield from _TITLE.findall(sentence)


def held_of(store: Repository, title: str, text: WorkRecord) -> WorkRecord | None:
    """The one stored work of a title that is older than a text."""
    found = [one for one in store.catalogue().named(title) if one.uri != text.uri]
    if len(found) != 1 or found[0].stage is not None:
        return None
    days = [one.versions[0].date for one in (found[0], text)]
    return found[0] if None in days or days[0] < days[1] else None


def measure(store: Repository, folder: Path, day: str) -> tuple[dict[str, float], list[str]]:
    """The figures, and a line for each title that is held and not known."""
    lives, catalogue = WorkLives(store), store.catalogue()
    named, held, known, missed = 0, 0, 0, []
    mentioned: set[str] = set()
    files = 0
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for line in text.split("\n"):
            if any(word in line for word in ENDS):
                mentioned |= set(map(title_key, _TITLE.findall(line)))
        titles = dict.fromkeys(named_titles(text))
        files += WORDS in text
        if not titles:
            continue
        source = hashlib.sha256(path.read_bytes()).hexdigest()
        for work in catalogue.works_of_source(source)[:1]:
            for title in titles:
                named += 1
                other = held_of(store, title, work)
                if other is not None:
                    held += 1
                    ended = lives.status(other, day).end is not None
                    known += ended
                    missed += [] if ended else [f"{work.title}: {other.title}"]
    stray = [
        f"stray: {work.title}: {end.message}"
        for work in catalogue
        if work.versions and (end := lives.status(work, day).end) is not None and not end.own
        if not {title_key(one) for one in (work.title, *work.other_titles)} & mentioned
    ]
    figures = {"files": files, "named": named, "held": held, "stray": len(stray)}
    return figures | {"known": known / held if held else 1.0}, [*missed, *stray]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=BULK, help="texts, one a file (*.md)")
    parser.add_argument("--repository", type=Path, help="where they are stored already")
    parser.add_argument("--day", default="2026-01-01", help="the day that is asked about")
    parser.add_argument("--show", type=int, default=0, help="so many of those that are not known")
    parser.add_argument("--require", action="append", default=[], metavar="NAME=NUMBER")
    options = parser.parse_args()
    console = Console(highlight=False, soft_wrap=True)
    if not options.folder.is_dir():
        console.print(f"{options.folder} is absent: nothing is measured")
        return 0
    with tempfile.TemporaryDirectory() as made:
        root = options.repository or Path(made)
        if options.repository is None:
            Repository.init(root)
            import_(options.folder, Session(repository=root))
        store = Repository.open(root, fixed=True)
        figures, lines = measure(store, options.folder, options.day)
    for line in lines[: options.show]:
        console.print(line)
    console.print(" ".join(f"{name}={number:g}" for name, number in figures.items()))
    missed = unmet([one for one in options.require if not one.startswith("stray")], figures)
    if missed or any(one.startswith("stray") and figures["stray"] for one in options.require):
        console.print(f"not reached: {' '.join(missed) or 'stray'}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
