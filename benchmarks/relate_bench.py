"""How well the articles of laws are found for the items of an opinion, what each idea brings, and
how long it takes.

    python benchmarks/relate_bench.py [--folder FOLDER] [--fit] [--require ndcg=0.74 …]

Needs links that a reader found (``relations/dev.json`` in the folder of real laws). ndcg of the
first ten (gain 3 for the very measure, 1 for the same subject); first: the first suggestion is a
link; coverage: F1 of "covered or partly" against "has a link of grade 2". *Held out*: the weights
and thresholds of each law are fitted on the other laws. ``--fit`` prints weights fitted on all of
them. *A second reader*: five other pairs, three with other opinions or laws on other matters
(``second_reader.json``), which played no part in any fit. One opinion against all articles of
``bulk/`` is timed in parts.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from _links import (
    Gold,
    Query,
    f1,
    figures,
    fit,
    gains_of,
    read_gold,
    read_second,
    touched,
)
from _peers import bm25_scores, pairs_of, texts_of
from _texts import arguments, load_once, unmet
from rich.console import Console
from rich.table import Table

from policydiff.akn.reader import read_article_texts
from policydiff.akn.writer import to_xml
from policydiff.model.document import Document
from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.relating.engine.laws.screening import choose_for
from policydiff.relating.engine.opinion import likeness
from policydiff.relating.engine.opinion.profiles import Weigher, read_side
from policydiff.relating.engine.opinion.scoring import WEIGHTS, Items, ScoredDocument, read_items
from policydiff.relating.engine.opinion.screening import ArticleRows, Screen, naming
from policydiff.relating.engine.tiers import TIERS, tier_of
from policydiff.text.article_roles import Role
from policydiff.text.word_rarity import load_background

ROLES: tuple[Role, ...] = ("purpose", "definition", "penalty", "closing")
NO_VARIANTS = 2.0
Ranks = dict[tuple[str, str], Any]


def bm25(gold: Gold) -> Ranks:
    """The baseline: BM25 over pairs of characters, each law its own collection."""
    items = gold.opinion.articles
    queries = [f"{item.heading or ''}{item.text}" for item in items]
    return {
        (law, item.number): scores
        for law, document in gold.laws.items()
        for item, scores in zip(
            items, bm25_scores(texts_of(document), queries, pairs_of), strict=True
        )
    }


class Measured:
    """All numbers of all pairs of items and laws, once."""

    def __init__(self, gold: Gold) -> None:
        """Score every item against every law."""
        items = read_items(Weigher(left=read_side(gold.opinion), background=load_background()))
        self.gold = gold
        self.tables: Ranks = {}
        for law, document in gold.laws.items():
            target = ScoredDocument(read_side(document), items)
            roles = np.array(
                [
                    [float(article.role == role) for role in ROLES]
                    for article in target.side.articles
                ]
            )
            for item in items.items:
                numbers = target.numbers(item)
                key = law, item.article.provision.number
                self.tables[key] = np.hstack([numbers.columns, roles])

    def held_out(self, columns: list[int]) -> Ranks:
        """Ranks of each law by weights fitted on the others."""
        found: Ranks = {}
        for law in self.gold.laws:
            weights = self.weights([other for other in self.gold.laws if other != law], columns)
            found.update(
                {
                    key: table[:, columns] @ weights
                    for key, table in self.tables.items()
                    if key[0] == law
                }
            )
        return found

    def weights(self, laws: list[str], columns: list[int]) -> Any:
        """Weights fitted on some laws."""
        queries = [
            Query(law, item, self.tables[law, item][:, columns], gains_of(self.gold, law, item))
            for law, item in self.gold.grades
            if law in laws
        ]
        return fit(queries, sum(column < len(WEIGHTS) for column in columns))


def rows(gold: Gold, measured: Measured) -> dict[str, dict[str, float]]:
    """Each method and its figures."""
    names = [*WEIGHTS, *ROLES]
    everything = list(range(len(names)))
    roles = everything[len(WEIGHTS) :]
    base = bm25(gold)
    found = {"BM25 over pairs of characters": figures(gold, lambda law, item: base[law, item])}
    known, likeness.NEAR = likeness.NEAR, NO_VARIANTS
    plain = Measured(gold).held_out([0, *roles])
    likeness.NEAR = known
    found["words that both have, weighted"] = figures(gold, lambda law, item: plain[law, item])
    steps = {
        "+ variants by their company": [0],
        "+ direction of the whole": [0, 1],
        "+ clauses and sentences": [0, 1, 4, 5],
        "+ named instruments": [0, 1, 3, 4, 5],
        "+ the articles beside": [0, 1, 2, 3, 4, 5],
    }
    for name, columns in steps.items():
        ranks = measured.held_out([*columns, *roles])
        found[name] = figures(gold, lambda law, item, ranks=ranks: ranks[law, item])
    for column, name in enumerate(names):
        ranks = measured.held_out([other for other in everything if other != column])
        found[f"all without {name}"] = figures(
            gold, lambda law, item, ranks=ranks: ranks[law, item]
        )
    return found


def print_weights(measured: Measured, console: Console) -> None:
    """Weights and thresholds fitted on all laws; the weights stretched so that the sum is the log
    odds of a link.
    """
    names = [*WEIGHTS, *ROLES]
    weights = measured.weights(list(measured.gold.laws), list(range(len(names))))
    sums = np.concatenate([table @ weights for table in measured.tables.values()])
    truth = np.concatenate([gains_of(measured.gold, *key) > 0 for key in measured.tables])
    slope, middle = _log_odds(sums, truth)
    console.print(
        {
            name: round(float(weight * slope), 2)
            for name, weight in zip(names, weights, strict=True)
        },
        "middle",
        round(-middle, 2),
    )


def _log_odds(sums: Any, truth: Any) -> tuple[float, float]:
    """Slope and intercept of the log odds of a link, by Newton's method."""
    design = np.stack([sums, np.ones_like(sums)], axis=1)
    weights = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (truth - chance)
        weights += np.linalg.solve(design.T @ (design * (chance * (1 - chance))[:, None]), slope)
    return float(weights[0]), float(weights[1])


def second(golds: list[Gold]) -> dict[str, float]:
    """The figures of the program as it ships on the pairs of the second reader, those of an item
    and a law counting alike.
    """
    told = [_told(gold) for gold in golds]
    pairs = [row for _, rows in told for row in rows]
    sizes = [len(gold.grades) for gold in golds]
    found = {
        name: float(np.average([quality[name] for quality, _ in told], weights=sizes))
        for name in ("ndcg", "first")
    }
    return {**found, "coverage": f1(pairs), "pairs": float(sum(sizes))}


def as_it_is(gold: Gold) -> dict[str, float]:
    """The figures of the program as it ships."""
    quality, pairs = _told(gold)
    return {**quality, "coverage": f1(pairs)}


def _told(gold: Gold) -> tuple[dict[str, float], list[tuple[bool, bool]]]:
    """Quality of the ranking, and the rows of `touched`."""
    relation = relate_any(gold.opinion, list(gold.laws.values()), load_background())
    ranks: Ranks = {
        (law, item): np.zeros(len(document.articles))
        for law, document in gold.laws.items()
        for item in _items(gold)
    }
    slugs = {document.uri or document.title: slug for slug, document in gold.laws.items()}
    places = {
        slug: {article.eid: place for place, article in enumerate(document.articles)}
        for slug, document in gold.laws.items()
    }
    numbers = {article.eid: article.number for article in gold.opinion.articles}
    for link in relation.links:
        slug = slugs[link.right.document]
        ranks[slug, numbers[link.left.eid]][places[slug][link.right.eid]] = link.score
    return figures(gold, lambda law, item: ranks[law, item]), touched(gold, relation)


def _items(gold: Gold) -> list[str]:
    return [article.number for article in gold.opinion.articles]


def scale(gold: Gold, folder: Path, console: Console) -> None:
    """One opinion against every text of a folder, as the repository holds them."""
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    documents = [document for path in paths if (document := _read(path)) is not None]
    data = [to_xml(document) for document in documents]
    items: Items = read_items(Weigher(left=read_side(gold.opinion), background=load_background()))
    begin = time.perf_counter()
    texts = [read_article_texts(xml) for xml in data]
    read = time.perf_counter()
    screen, names = Screen(items), naming(gold.opinion)
    near = {
        place: screen.near(ArticleRows.of(text, load_background()))
        for place, text in enumerate(texts)
    }
    groups = groups_of(documents)
    named = {place for place, one in enumerate(documents) if names(one.title)}
    chosen = sorted(choose_for(gold.opinion, near, groups) | named)
    screened = time.perf_counter()
    relation = relate_any(
        gold.opinion, [documents[place] for place in chosen], load_background(), limit=3
    )
    done = time.perf_counter()
    console.print(
        f"\none opinion against {len(texts):,} texts, {sum(map(len, texts)):,} articles: texts out of XML {read - begin:.1f} s, first look {screened - read:.1f} s, "
        f"{len(chosen)} texts in full {done - screened:.1f} s, {len(relation.links):,} links"
    )


def groups_of(documents: list[Document]) -> list[list[int]]:
    """The places of documents of each tier, those of the whole country first."""
    found = [tier_of(one, one.authority) for one in documents]
    return [[place for place, tier in enumerate(found) if tier == wanted] for wanted in TIERS]


def _read(path: Path) -> Document | None:
    try:
        return load_once(path)
    except OSError:
        return None


def main() -> None:
    """Print the tables; leave with 1 where a --require is not met."""
    parser = arguments(__doc__)
    parser.add_argument("--fit", action="store_true", help="print weights fitted on all laws")
    parser.add_argument(
        "--no-scale", action="store_true", help="leave out the run against all articles"
    )
    options = parser.parse_args()
    console = Console()
    gold = read_gold(options.folder)
    if gold is None:
        console.print("no links found by a reader are here: nothing to measure against")
        return
    measured = Measured(gold)
    if options.fit:
        print_weights(measured, console)
    table = Table("method, held out", "ndcg", "first")
    for name, found in rows(gold, measured).items():
        table.add_row(name, f"{found['ndcg']:.3f}", f"{found['first']:.3f}")
    console.print(table)
    shipped = as_it_is(gold)
    others = read_second(options.folder)
    if others:
        console.print(
            "a second reader: "
            + "  ".join(f"{name} {value:.4f}" for name, value in second(others).items())
        )
    if (options.folder / "bulk").is_dir() and not options.no_scale:
        scale(gold, options.folder / "bulk", console)
    console.print("all: " + "  ".join(f"{name} {value:.4f}" for name, value in shipped.items()))
    missed = unmet(options.require, shipped)
    sys.exit(f"below: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
