"""Verdicts that a reader gave on the measures of an opinion, beside the numbers of the engine, and
the figures of a relation against them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from _links import f1
from _texts import bare, load_once

from policydiff.model.document import Document
from policydiff.relating.engine.opinion.answers import MeasureOdds
from policydiff.relating.engine.opinion.measure_numbers import MeasureNumbers
from policydiff.relating.engine.opinion.measure_weights import MeasureWeights
from policydiff.relating.engine.opinion.opinion import OpinionReading, read_opinion
from policydiff.relating.engine.opinion.relate import relate_opinion
from policydiff.relating.engine.relation import item_status
from policydiff.text.word_rarity import load_background

LEVELS = {"none": 0, "partly": 1, "answered": 2, "covered": 2}
DOUBTFUL = 0.5
"""The weight of a row of which the reader was not certain."""

FOREIGN = 180
"""So many statutes of the bulk are drawn, by the hash of their names: a third each to fit the odds
of articles, to fit those of measures, and to judge …"""

SUBJECT = re.compile("网络|互联网|信息|数据|电信|通信")
MOST_ON_SUBJECT = 0.1
"""… and those play their part that speak of the opinion's subject in fewer of their articles: they
answer nothing of it."""

FEWEST = 5


@dataclass(kw_only=True, eq=False)
class Judged:
    """A law with the numbers of the engine and a reader's verdicts, as levels from 0 to 2.

    `grades` are of measures and articles; `certain` says of which measures the reader was certain.
    `linked` is from the other reading, of links: the best grade of each item, -1 where it was found
    to have none, 0 where that was left open.
    """

    law: str
    document: Document
    numbers: MeasureNumbers
    named: Any
    grades: Any
    statuses: Any
    certain: Any
    items: Any
    linked: Any


@dataclass(kw_only=True, eq=False)
class Foreign:
    """A statute on another matter, which answers nothing."""

    numbers: MeasureNumbers
    named: Any


def read_opinion_of(folder: Path) -> OpinionReading:
    """The opinion of which the measures were judged."""
    return read_opinion(load_once(folder / "opinion" / "2017-01-15.txt"), load_background())


def read_judged(folder: Path, opinion: OpinionReading) -> Iterator[Judged]:
    """The laws of which a reader judged each measure."""
    gold = json.loads((folder / "relations" / "measures-dev.json").read_text(encoding="utf-8"))
    dev = json.loads((folder / "relations" / "dev.json").read_text(encoding="utf-8"))
    places = {measure["id"]: _place(opinion, measure) for measure in gold["measures"]}
    numbers = {article.number: at for at, article in enumerate(opinion.left.articles)}
    for slug, law in gold["laws"].items():
        document = load_once(folder / "works" / law["file"])
        reading = opinion.law(document)
        nums = {bare(article.num or ""): at for at, article in enumerate(document.articles)}
        each = Judged(
            law=slug,
            document=document,
            numbers=reading.numbers,
            named=reading.named,
            grades=np.zeros((len(reading.named), len(nums))),
            statuses=np.zeros(len(reading.named), dtype=int),
            certain=np.zeros(len(reading.named), dtype=bool),
            items=np.zeros(len(numbers), dtype=int),
            linked=np.zeros(len(numbers), dtype=int),
        )
        for verdict in law["measures"]:
            for place in places[verdict["id"]]:
                each.statuses[place] = LEVELS[verdict["verdict"]]
                each.certain[place] = verdict.get("certain", True)
                for num, grade in verdict["articles"].items():
                    each.grades[place, nums[bare(num)]] = grade
        for verdict in law["items"]:
            each.items[numbers[verdict["item"]]] = LEVELS[verdict["verdict"]]
        for item in dev["none"].get(slug, []):
            each.linked[numbers[str(item)]] = -1
        for link in dev["links"]:
            if link["law"] == slug:
                at = numbers[str(link["item"])]
                each.linked[at] = max(each.linked[at], link["grade"])
        yield each


def _place(opinion: OpinionReading, measure: dict[str, str]) -> list[int]:
    """The places of the engine's measures that share half of the shorter one with a reader's."""
    wanted = re.sub(r"\s", "", measure["text"])
    found, row = [], 0
    for item in opinion.measures:
        text = item.item.article.text
        for begin, end in item.spans:
            if item.item.article.provision.number == measure["item"]:
                first = re.sub(r"\s", "", text).index(wanted)
                a, b = (len(re.sub(r"\s", "", text[:edge])) for edge in (begin, end))
                shared = min(b, first + len(wanted)) - max(a, first)
                if 2 * shared >= min(b - a, len(wanted)):
                    found.append(row)
            row += 1
    return found


def read_foreign(folder: Path, opinion: OpinionReading) -> list[list[Foreign]]:
    """Statutes on other matters, in thirds."""
    paths = sorted(
        (folder / "bulk").glob("*.md"),
        key=lambda path: hashlib.sha256(path.name.encode()).hexdigest(),
    )
    found: list[Foreign] = []
    for path in paths[:FOREIGN]:
        document = load_once(path)
        about = [bool(SUBJECT.search(article.text)) for article in document.articles]
        if len(about) >= FEWEST and np.mean(about) < MOST_ON_SUBJECT:
            reading = opinion.law(document)
            found.append(Foreign(numbers=reading.numbers, named=reading.named))
    return [found[third::3] for third in range(3)]


def as_levels(odds: MeasureOdds) -> Any:
    """The statuses of the items of a law, from 0 to 2."""
    statuses = (item_status(*each) for each in zip(odds.covered, odds.partly, strict=True))
    return np.array([LEVELS[status] for status in statuses])


def figures(
    opinion: OpinionReading, judged: Sequence[Judged], weights: Callable[[str], MeasureWeights]
) -> dict[str, float]:
    """The figures of the relations of the opinion to each law, by the weights of that law."""
    items: list[tuple[int, int]] = []
    statuses: list[tuple[int, int]] = []
    links: list[tuple[bool, bool]] = []
    tops: list[tuple[bool, bool]] = []
    for each in judged:
        reading = replace(opinion, weights=weights(each.law))
        relation = relate_opinion(reading, [each.document])
        ours = [LEVELS[row.status] for row in relation.coverage]
        items += zip(each.items.tolist(), ours, strict=True)
        links += (
            (best == 2, level > 0)
            for best, level in zip(each.linked, ours, strict=True)
            if best in (2, -1)
        )
        places = {article.eid: at for at, article in enumerate(each.document.articles)}
        for row, measure in enumerate(relation.measures):
            if each.certain[row]:
                statuses.append((int(each.statuses[row]), LEVELS[measure.answers[0].status]))
                first = [places[article.eid] for article in measure.answers[0].articles[:3]]
                if (each.grades[row] == 2).any():
                    best = each.grades[row, first]
                    tops.append((bool((best > 0).any()), bool((best == 2).any())))
    return {
        "items": float(np.mean([a == b for a, b in items])),
        "covered": f1((a == 2, b == 2) for a, b in items),
        "kappa": kappa(*zip(*statuses, strict=True)),
        "answered": f1((a == 2, b == 2) for a, b in statuses),
        "top3": float(np.mean([near for near, _ in tops])),
        "top3_very": float(np.mean([very for _, very in tops])),
        "coverage": f1(links),
    }


def kappa(truth: Sequence[int], answer: Sequence[int]) -> float:
    """Quadratically weighted kappa of levels."""
    seen = sum((a - b) ** 2 for a, b in zip(truth, answer, strict=True))
    ours, theirs = Counter(truth), Counter(answer)
    chance = sum(ours[a] * theirs[b] / len(truth) * (a - b) ** 2 for a in ours for b in theirs)
    return 1 - seen / chance if chance else 1.0
