"""What changes concern: of the citations that a plain search finds, the share that `affected` lists.

    python benchmarks/affected_bench.py [--folder FOLDER] [--library FOLDER] [--draw N] [--require found=0.98 …]

Every text of `works/` and `bulk/` of the folder is stored, or a library is taken as it is. The last
change of each work with two versions or more is asked for, all in one question. A reader that has
nothing in common with that of the program searches the file of each work's newest version for the
title, with or without 《》 and 中华人民共和国, a bracket behind it, and 第N条 at once, with lists (第N条、
第M条) and ranges (第N条至第M条). It takes those of texts older than the change whose 第N条 does not read
the same before and after it, punctuation apart, by the lines of the files.

expected   citations of changed articles, by the plain search, each text, work and article once
found      of those, the share that is listed with an effect
unchanged  listed as unchanged among them: each is wrong, or differs in punctuation alone
same       citations of articles that read the same, listed with an effect, ranges with another one
           apart: each is wrong, or means another version
more       listed with an effect, of places that the plain search does not see: short titles, 该法 and
           the like; to be read by a person

`--draw` shows so many of all, drawn with a fixed seed, with the texts, to be read.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from _texts import unmet
from rich.console import Console

from policydiff.citing.engine.citing import is_amending
from policydiff.following.actions.affected import affected_by
from policydiff.following.actions.changes import FoundChanges, WorkChange
from policydiff.following.engine.affected import Affected, AffectedPlace
from policydiff.library.actions.import_texts import import_
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.life import WorkLives
from policydiff.works.session import Session

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
COUNTRY = "中华人民共和国"
SEED = 20250101

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_N = "[零〇一二三四五六七八九十百千两0-9]{1,8}"
_ARTICLE = rf"第({_N})条(?:之({_N}))?"
_INSIDE = rf"(?:第{_N}款|第?[（(]?{_N}[）)]?项|前段|后段)*"
_LINK = re.compile(rf"(?:{_INSIDE})(?P<link>、|，|和|与|及|以及|或者|或|至|到|—|-|~)(?={_ARTICLE})")
_FIRST = re.compile(rf"(?:[（(][^（）()]{{0,40}}[）)])?(?:中|的规定|规定|的)?(?={_ARTICLE})")
_HEAD = re.compile(rf"^[\s#*]*{_ARTICLE}(?=[\s　*]|$)", re.MULTILINE)
_NOISE = re.compile(r"[\W_]")
_BARE = re.compile(r"[（(]\d{4}[）)]$")

Key = tuple[str, str, str]
"""The URIs of the citing and of the changed work, and the number of the cited article."""


def value_of(printed: str) -> int:
    """A Chinese or Arabic number."""
    if printed.isascii():
        return int(printed)
    total, digit = 0, 0
    for sign in printed:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def number_of(match: re.Match[str]) -> str:
    base, sub = match.group(1, 2)
    return f"{value_of(base)}" + (f"-{value_of(sub)}" if sub else "")


def articles_of(text: str) -> dict[str, str]:
    """The lines of each article of a file, folded, by its number; the first of a number counts."""
    heads = list(_HEAD.finditer(text))
    found: dict[str, str] = {}
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        lines = text[head.end() : end].split("\n")
        body = [line for line in lines if not re.match(r"\s*(?:#|第\S{1,4}[编章节])", line)]
        found.setdefault(number_of(head), _NOISE.sub("", "".join(body)))
    return found


def cited_numbers(text: str, at: int) -> Iterator[str]:
    """The articles of a list of numbers that begins at a place."""
    match = re.compile(_ARTICLE).match(text, at)
    before: str | None = None
    while match is not None:
        number = number_of(match)
        if before is not None and "-" not in before + number:
            yield from map(str, range(int(before) + 1, int(number)))
        yield number
        link = _LINK.match(text, match.end())
        before = number if link is not None and link["link"] in "至到—-~" else None
        match = None if link is None else re.compile(_ARTICLE).match(text, link.end())


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A citation by the plain search, and whether its article reads the same."""

    key: Key
    same: bool
    around: str


@dataclass(kw_only=True)
class PlainSearch:
    """The search of files for titles and numbers."""

    store: Repository
    changes: list[WorkChange]
    left_out: Counter[str] = field(default_factory=Counter)

    @cached_property
    def titles(self) -> dict[str, list[WorkRecord]]:
        """The stored works by their titles without the country."""
        found: dict[str, list[WorkRecord]] = defaultdict(list)
        for work in self.store.works():
            for title in {work.title, *work.other_titles}:
                found[_BARE.sub("", title.removeprefix(COUNTRY))].append(work)
        return found

    def text(self, version: VersionRecord) -> str:
        """The file of a version as it was stored."""
        found = self.store.source_record(version)
        if found is None:
            return ""
        path = self.store.root / "sources" / found.sha256[:2] / found.sha256
        return path.read_text(encoding="utf-8", errors="replace")

    def run(self) -> dict[Key, Expected]:
        """All citations of the changed works, by text, work and article."""
        lives, found = WorkLives(self.store), dict[Key, Expected]()
        changed = {change.work.uri: change for change in self.changes}
        wanted = {
            title: changed[works[0].uri]
            for title, works in self.titles.items()
            if len({work.uri for work in works}) == 1 and works[0].uri in changed
        }
        pattern = re.compile("|".join(sorted(map(re.escape, wanted), key=len, reverse=True)))
        texts = {
            uri: tuple(articles_of(self.text(one)) for one in (change.before, change.after))
            for uri, change in changed.items()
        }
        newest = [work.versions[-1] for work in self.store.works() if work.versions]
        for version, head in self.store.load_many(newest):
            work = self.store.catalogue().by_uri(version.work_uri)
            if is_amending(head):
                continue
            text = self.text(version)
            for match in pattern.finditer(text):
                change = wanted[match[0]]
                if change.work.uri == version.work_uri or not self._is_whole(text, match):
                    continue
                begin = _FIRST.match(text, match.end() + (text[match.end()] == "》"))
                if begin is None:
                    continue
                end = lives.on(work, "2026-01-01").end
                if end is not None and (end.day or "9") < (change.after.date or ""):
                    self.left_out["ended"] += 1
                    continue
                for number in cited_numbers(text, begin.end()):
                    same = self._reads(change, version.date, texts[change.work.uri], number)
                    if same is not None:
                        key = version.work_uri, change.work.uri, number
                        around = text[max(0, match.start() - 60) : begin.end() + 80]
                        found.setdefault(key, Expected(key=key, same=same, around=around))
        return found

    def _is_whole(self, text: str, match: re.Match[str]) -> bool:
        """True where the title is no end of another one, and its mark is closed."""
        ahead = text[max(0, match.start() - 60) : match.start()]
        if match.end() >= len(text):
            return False
        ahead = ahead.removesuffix(COUNTRY)
        if text[match.end()] == "》":
            return ahead.endswith("《")
        whole = ahead + match[0]
        longer = (whole[-size:] for size in range(len(match[0]) + 1, len(whole) + 1))
        return "《" not in ahead[-1:] and not any(one in self.titles for one in longer)

    def _reads(
        self,
        change: WorkChange,
        day: str | None,
        texts: tuple[dict[str, str], ...],
        number: str,
    ) -> bool | None:
        """True where the article is the same; None where the text does not mean that before."""
        before, after, older = change.before.date, change.after.date, change.work.versions[:-2]
        if day is not None and after is not None and day >= after:
            self.left_out["newer than the change"] += 1
            return None
        if day is not None and before is not None and day < before and older:
            self.left_out["of an older stored version"] += 1
            return None
        if number not in texts[0]:
            self.left_out["no such article"] += 1
            return None
        return texts[0][number] == texts[1].get(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What `affected` lists of citations, by text, work and article."""

    touched: dict[Key, AffectedPlace]
    unchanged: dict[Key, AffectedPlace]

    @classmethod
    def of(cls, found: Affected) -> Listed:
        """Take apart the ranges that are listed."""
        touched: dict[Key, AffectedPlace] = {}
        unchanged: dict[Key, AffectedPlace] = {}
        for text in found.texts:
            for place in text.places:
                if place.connection == "cites":
                    ends = [number_of(one) for one in re.finditer(_ARTICLE, place.cited or "")]
                    if len(ends) == 2 and "-" not in "".join(ends):
                        ends = list(map(str, range(int(ends[0]), int(ends[1]) + 1)))
                    for number in ends:
                        key = text.text.uri or "", place.work, number
                        (touched if place.is_touched else unchanged).setdefault(key, place)
        return cls(touched=touched, unchanged=unchanged)


def measure(store: Repository) -> tuple[dict[str, float], PlainSearch, dict[Key, Expected], Listed]:
    """The figures, and both lists."""
    changes = [
        WorkChange(work=work, before=work.versions[-2], after=work.versions[-1])
        for work in store.works()
        if len(work.versions) > 1
    ]
    begin = time.process_time()
    found = affected_by(FoundChanges(changes=tuple(changes)), Session(repository=store.root))
    seconds = time.process_time() - begin
    search, listed = PlainSearch(store=store, changes=changes), Listed.of(found)
    plain = search.run()
    expected = {key for key, one in plain.items() if not one.same}
    touched = listed.touched.keys()
    in_ranges = {id(listed.touched[key]) for key in expected & touched}
    same = {key for key, one in plain.items() if one.same}
    wrong = {key for key in same & touched if id(listed.touched[key]) not in in_ranges}
    figures: dict[str, float] = {
        "changes": len(changes),
        "texts": found.read,
        "unread": len(found.unread),
        "seconds": round(seconds, 1),
        "expected": len(expected),
        "listed": len(touched),
        "unchanged": len(expected & listed.unchanged.keys() - touched),
        "same": len(wrong),
        "more": len(touched - expected - same),
        "found": len(expected & touched) / len(expected) if expected else 1.0,
    }
    return figures, search, plain, listed


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=CORPUS, help="with works/ and bulk/")
    parser.add_argument("--library", type=Path, help="a repository that is ready")
    parser.add_argument("--draw", type=int, default=0, help="show so many places to be read")
    parser.add_argument("--require", action="append", default=[], metavar="NAME=NUMBER")
    options = parser.parse_args()
    if options.library is None and not (options.folder / "bulk").is_dir():
        print(f"{options.folder}: no folder of statutes (bulk/); nothing is measured")
        return 0
    with tempfile.TemporaryDirectory() as place:
        root = options.library or Path(place) / "laws"
        if options.library is None:
            Repository.init(root)
            for part in ("works", "bulk"):
                import_(options.folder / part, Session(repository=root))
        figures, search, plain, listed = measure(Repository.open(root))
        show(figures, search, plain, listed, options.draw)
    missed = unmet(options.require, figures)
    if missed:
        print(f"not reached: {' '.join(missed)}")
    return int(bool(missed))


def show(
    figures: dict[str, float],
    search: PlainSearch,
    plain: dict[Key, Expected],
    listed: Listed,
    draw: int,
) -> None:
    """Print the figures, the misses, what is doubtful, and a draw."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    names = {work.uri: work.title for work in search.store.works()}
    for why, count in search.left_out.most_common():
        console.print(f"left out, {why}: {count}")
    for key, one in sorted(plain.items()):
        if one.same == (key in listed.touched):
            what = "same" if one.same else "unchanged" if key in listed.unchanged else "missed"
            line = one.around.replace("\n", " ")
            place = listed.touched.get(key) or listed.unchanged.get(key)
            console.print(f"{what}: {names[key[0]]} → {names[key[1]]} {key[2]}: {line} {place}")
    for key, place in sorted(listed.touched.items()):
        if key not in plain:
            console.print(
                f"more: {names[key[0]]} {place.number} → {names[key[1]]} {key[2]}: {place.words}"
            )
    union = sorted({key for key, one in plain.items() if not one.same} | listed.touched.keys())
    for key in random.Random(SEED).sample(union, min(draw, len(union))):
        drawn = listed.touched.get(key) or listed.unchanged.get(key)
        console.print(f"draw: {key} {drawn}")
    console.print(" ".join(f"{name}={value:.4g}" for name, value in figures.items()))


if __name__ == "__main__":
    sys.exit(main())
