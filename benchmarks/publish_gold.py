"""Publish which article became which, as read from a folder of real laws, without the texts.

    python benchmarks/publish_gold.py [--folder FOLDER] [--gold FOLDER] [--write] [--check]
    python benchmarks/publish_gold.py --hash FILE …

It lists the published files that are not those that the folder gives; with `--check` the exit code
is 1 where there are any. `--hash` prints the two hashes of a text, so that a copy of a law can be
compared with the one that was read.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from _alignment import GOLD, NUMBER, as_list
from _texts import arguments, bare

from policydiff.text.numerals import read_number

FORMAT = 1
PUBLIC = ("https://", "PyPI package ")
"""How a source begins that anyone can find."""

HAN = re.compile("[^〇一-鿿]+")


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, help="where the published files lie")
    parser.add_argument("--write", action="store_true", help="write them")
    parser.add_argument("--check", action="store_true", help="exit 1 where they differ")
    parser.add_argument("--hash", type=Path, nargs="+", metavar="FILE", help="hash texts")
    options = parser.parse_args()
    if options.hash:
        for path in options.hash:
            print(path.name, *(f"{name} {value}" for name, value in hashes(path).items()))
        return 0
    if not options.folder.is_dir():
        print("no folder of real laws is here; there is nothing to publish")
        return 0
    files = dict(published(options.folder))
    if options.write:
        write(options.gold, files)
    wrong = differences(options.gold, files)
    print(f"{len(files)} pairs" + "".join(f"\nnot as published: {name}" for name in wrong))
    return int(options.check and bool(wrong))


def published(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of the file of each judged pair."""
    for path in sorted((folder / "gold").glob("*.json")):
        if path.name.endswith((".pair.json", ".triple.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            yield f"{path.name.rsplit('.', 2)[0]}.json", layout(pair_of(folder / "works", gold))


def write(gold: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, and remove those of pairs that are no more."""
    gold.mkdir(exist_ok=True)
    for path in gold.glob("*.json"):
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        (gold / name).write_bytes(content)


def differences(gold: Path, files: Mapping[str, bytes]) -> list[str]:
    """The names of files that are missing, differ or are too many."""
    here = {path.name: path.read_bytes() for path in gold.glob("*.json")}
    return sorted(name for name in here.keys() | files if here.get(name) != files.get(name))


def pair_of(works: Path, gold: Mapping[str, Any]) -> dict[str, Any]:
    """What is published of a judged pair; notes stay behind, since they may quote the texts."""
    folder = works / gold["work"]
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    versions = {version["file"]: version for version in meta["version"]}
    made = {
        "format": FORMAT,
        "work": gold["work"],
        "title": meta["title"],
        "status": gold.get("status", "decision"),
        "method": gold["method"],
        "mapping": sorted((row_of(row, gold) for row in gold["mapping"]), key=place_of),
    }
    for side, file in (("old", gold["base"]), ("new", gold["after"])):
        undecided = sorted(map(bare, as_list(gold.get(f"undecided_{side}"))), key=order_of)
        numbers = {num for row in made["mapping"] for num in row[side]}.union(undecided)
        made[f"undecided_{side}"] = undecided
        made[side] = side_of(folder / file, versions[file], len(numbers))
    return made


def row_of(row: Mapping[str, Any], gold: Mapping[str, Any]) -> dict[str, Any]:
    """A row with all its keys; one that does not say how it was found was carried out from the
    decision or read.
    """
    return {
        "old": sorted(map(bare, as_list(row.get("old"))), key=order_of),
        "new": sorted(map(bare, as_list(row.get("new"))), key=order_of),
        "label": row["label"],
        "moved": bool(row.get("moved")) or row["label"] == "moved",
        "certain": row.get("certain") is not False,
        "by": row.get("by") or ("decision" if "decision" in gold else "read"),
    }


def side_of(path: Path, version: Mapping[str, Any], articles: int) -> dict[str, Any]:
    """One version: its day, source, hashes and number of articles, all of which have a row."""
    if version.get("articles", articles) != articles:
        raise ValueError(f"{path}: {version['articles']} articles, but {articles} have rows")
    if not version["source"].startswith(PUBLIC):
        raise ValueError(f"{path}: no public source: {version['source']}")
    return {
        "date": str(version["date"]),
        "source": version["source"],
        "articles": articles,
        **hashes(path),
    }


def hashes(path: Path) -> dict[str, str]:
    """SHA-256 of the bytes of a file, and of its text folded."""
    content = path.read_bytes()
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "sha256_folded": hashlib.sha256(fold(content.decode("utf-8")).encode()).hexdigest(),
    }


def fold(text: str) -> str:
    """The Chinese characters (〇 and U+4E00 to U+9FFF) from the first line on that then begins with
    第一条; all else is dropped, line ends too.
    """
    lines = [HAN.sub("", line) for line in text.splitlines()]
    first = next((at for at, line in enumerate(lines) if line.startswith("第一条")), 0)
    return "".join(lines[first:])


def order_of(num: str) -> tuple[int, int]:
    """The place of a printed number, 第三条之一 behind 第三条."""
    match = NUMBER.fullmatch(num)
    article = read_number(match[1]) if match else None
    inserted = read_number(match[2]) if match and match[2] else 0
    if article is None or inserted is None:
        raise ValueError(f"no number of an article: {num}")
    return article, inserted


def place_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Rows in the order of the old articles; behind them what is new."""
    return not row["old"], *([*map(order_of, row[side])] for side in ("old", "new"))


def layout(pair: Mapping[str, Any]) -> bytes:
    """JSON, its keys sorted, the rows last and each on a line."""
    head = {name: value for name, value in pair.items() if name != "mapping"}
    lines = json.dumps(head, ensure_ascii=False, sort_keys=True, indent=1).removesuffix("\n}")
    rows = ",\n  ".join(
        json.dumps(row, ensure_ascii=False, sort_keys=True) for row in pair["mapping"]
    )
    return f'{lines},\n "mapping": [\n  {rows}\n ]\n}}\n'.encode()


if __name__ == "__main__":
    sys.exit(main())
