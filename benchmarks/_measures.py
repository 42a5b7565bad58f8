"""Verdicts that a reader gave on the measures of opinions, beside the numbers of the engine, and the
figures of relations against them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from _links import f1
from _texts import bare, load_once

from policydiff.model.document import Document
from policydiff.relating.engine.opinion.measure_numbers import MeasureNumbers
from policydiff.relating.engine.opinion.measure_weights import MeasureWeights
from policydiff.relating.engine.opinion.opinion import OpinionReading, read_opinion
from policydiff.relating.engine.opinion.relate import relate_opinion
from policydiff.text.word_rarity import load_background

LEVELS = {"none": 0, "partly": 1, "answered": 2, "covered": 2}

GOLDS = (
    ("2017", "opinion/2017-01-15.txt", "relations/measures-dev.json", "works"),
    (
        "enforcement",
        "relations/more/policy-three-systems-enforcement/2018-12-05.html",
        "relations/more/measures-enforcement.json",
        "relations/more",
    ),
    (
        "waste",
        "relations/more/policy-waste-free-city-plan/2018-12-29.html",
        "relations/more/measures-waste.json",
        "relations/more",
    ),
)
"""A name, the opinion, its verdicts, and where its laws lie."""

FOREIGN = 180
"""So many statutes of the bulk are drawn, by the hash of their names: a third each to fit the odds
of articles, to fit those of measures, and to judge …"""

MOST_ON_SUBJECT = 0.35
"""… and those play their part of whose key words the opinion has a smaller share: they answer
nothing of it."""

FEWEST = 5


@dataclass(kw_only=True, eq=False)
class Judged:
    """A law with the numbers of the engine and a reader's verdicts, as levels from 0 to 2.

    `grades` are of measures and articles; `certain` says of which measures the reader was certain.
    `places` are the measures that share half of the shorter one with each of the reader's.
    """

    opinion: str
    law: str
    document: Document
    numbers: MeasureNumbers
    named: Any
    grades: Any
    statuses: Any
    certain: Any
    items: Any
    verdicts: tuple[tuple[int, bool, tuple[int, ...], frozenset[int], frozenset[int]], ...]


@dataclass(kw_only=True, eq=False)
class Foreign:
    """A statute on another matter, which answers nothing."""

    opinion: str
    numbers: MeasureNumbers
    named: Any


@dataclass(kw_only=True, eq=False)
class JudgedOpinion:
    """An opinion of which a reader judged each measure, with its laws, and foreign ones in thirds."""

    name: str
    reading: OpinionReading
    laws: tuple[Judged, ...]
    foreign: tuple[tuple[Foreign, ...], ...]


def read_opinions(folder: Path) -> Iterator[JudgedOpinion]:
    """The judged opinions that the folder holds."""
    for name, opinion, gold, works in GOLDS:
        if (folder / gold).is_file():
            reading = read_opinion(load_once(folder / opinion), load_background())
            verdicts = json.loads((folder / gold).read_text(encoding="utf-8"))
            yield JudgedOpinion(
                name=name,
                reading=reading,
                laws=tuple(_judged(name, reading, verdicts, folder / works)),
                foreign=_foreign(name, reading, folder),
            )


def _judged(
    name: str, opinion: OpinionReading, gold: dict[str, Any], works: Path
) -> Iterator[Judged]:
    names = sorted({measure["item"] for measure in gold["measures"]}, key=len, reverse=True)
    items = [_item(item.item.article.provision.eid, names) for item in opinion.measures]
    places = {measure["id"]: _places(opinion, items, measure) for measure in gold["measures"]}
    for slug, law in gold["laws"].items():
        document = load_once(works / law["file"])
        reading = opinion.law(document)
        nums = {bare(article.num or ""): at for at, article in enumerate(document.articles)}
        statuses = np.zeros(len(reading.named), dtype=int)
        certain = np.zeros(len(reading.named), dtype=bool)
        grades = np.zeros((len(reading.named), len(nums)))
        levels = np.zeros(len(items), dtype=int)
        verdicts = []
        for verdict in law["measures"]:
            found = {nums[bare(num)]: grade for num, grade in verdict["articles"].items()}
            for place in places[verdict["id"]]:
                statuses[place] = LEVELS[verdict["verdict"]]
                certain[place] = verdict.get("certain", True)
                for at, grade in found.items():
                    grades[place, at] = grade
            verdicts.append(
                (
                    LEVELS[verdict["verdict"]],
                    bool(verdict.get("certain", True)),
                    tuple(places[verdict["id"]]),
                    frozenset(found),
                    frozenset(at for at, grade in found.items() if grade == 2),
                )
            )
        for verdict in law["items"]:
            levels[items.index(verdict["item"])] = LEVELS[verdict["verdict"]]
        yield Judged(
            opinion=name,
            law=slug,
            document=document,
            numbers=reading.numbers,
            named=reading.named,
            grades=grades,
            statuses=statuses,
            certain=certain,
            items=levels,
            verdicts=tuple(verdicts),
        )


def _item(eid: str, names: Sequence[str]) -> str:
    """The reader's name of an item: its number, or the end of its eId where these start again."""
    ends = (name for name in names if "art_" in name and (eid == name or eid.endswith(f"__{name}")))
    return next(ends, eid.rpartition("art_")[2])


def _places(opinion: OpinionReading, items: Sequence[str], measure: dict[str, str]) -> list[int]:
    """The places of the engine's measures that share half of the shorter one with a reader's."""
    wanted = re.sub(r"\s", "", measure["text"])
    found, row = [], 0
    for item, name in zip(opinion.measures, items, strict=True):
        text = item.item.article.text
        for begin, end in item.spans:
            if name == measure["item"]:
                first = re.sub(r"\s", "", text).index(wanted)
                a, b = (len(re.sub(r"\s", "", text[:edge])) for edge in (begin, end))
                shared = min(b, first + len(wanted)) - max(a, first)
                if 2 * shared >= min(b - a, len(wanted)):
                    found.append(row)
            row += 1
    return found


def _foreign(name: str, opinion: OpinionReading, folder: Path) -> tuple[tuple[Foreign, ...], ...]:
    """Statutes on other matters, in thirds."""
    paths = sorted(
        (folder / "bulk").glob("*.md"),
        key=lambda path: hashlib.sha256(path.name.encode()).hexdigest(),
    )
    found: list[Foreign] = []
    for path in paths[:FOREIGN]:
        document = load_once(path)
        if len(document.articles) >= FEWEST:
            reading = opinion.law(document)
            if reading.numbers.rows["on subject"].max(initial=0.0) < MOST_ON_SUBJECT:
                found.append(Foreign(opinion=name, numbers=reading.numbers, named=reading.named))
    return tuple(tuple(found[third::3]) for third in range(3))


class Told(NamedTuple):
    """The reader's level and ours of each item, and of each certain measure; of those with a very
    article, if one of the reader's is among our first three, and a very one.
    """

    items: list[tuple[int, int]]
    measures: list[tuple[int, int]]
    tops: list[tuple[bool, bool]]


def told(opinions: Sequence[JudgedOpinion], weights: Callable[[str], MeasureWeights]) -> Told:
    """What relations say beside the reader, by the weights for each opinion."""
    items: list[tuple[int, int]] = []
    statuses: list[tuple[int, int]] = []
    tops: list[tuple[bool, bool]] = []
    for opinion in opinions:
        reading = replace(opinion.reading, weights=weights(opinion.name))
        for each in opinion.laws:
            relation = relate_opinion(reading, [each.document])
            ours = [LEVELS[row.status] for row in relation.coverage]
            items += zip(each.items.tolist(), ours, strict=True)
            places = {article.eid: at for at, article in enumerate(each.document.articles)}
            answers = [measure.answers[0] for measure in relation.measures]
            for level, certain, rows, near, very in each.verdicts:
                if certain:
                    best = max((LEVELS[answers[row].status] for row in rows), default=0)
                    statuses.append((level, best))
                    if very:
                        ranked = sorted(
                            (article for row in rows for article in answers[row].articles),
                            key=lambda article: -article.score,
                        )
                        first = {places[article.eid] for article in ranked[:3]}
                        tops.append((bool(first & near), bool(first & very)))
    return Told(items, statuses, tops)


def figures(
    opinions: Sequence[JudgedOpinion], weights: Callable[[str], MeasureWeights]
) -> dict[str, float]:
    """The figures of relations, by the weights for each opinion."""
    items, measures, tops = told(opinions, weights)
    return {
        "items": float(np.mean([a == b for a, b in items])),
        "covered": f1((a == 2, b == 2) for a, b in items),
        "kappa": kappa(*zip(*measures, strict=True)),
        "answered": f1((a == 2, b == 2) for a, b in measures),
        "top3": float(np.mean([near for near, _ in tops])),
        "top3_very": float(np.mean([very for _, very in tops])),
    }


def kappa(truth: Sequence[int], answer: Sequence[int]) -> float:
    """Quadratically weighted kappa of levels."""
    seen = sum((a - b) ** 2 for a, b in zip(truth, answer, strict=True))
    ours, theirs = Counter(truth), Counter(answer)
    chance = sum(ours[a] * theirs[b] / len(truth) * (a - b) ** 2 for a in ours for b in theirs)
    return 1 - seen / chance if chance else 1.0
