"""Full-text search in a repository: the index, its size, memory, and queries against a plain scan.

    python benchmarks/search_bench.py REPOSITORY [--queries 200] [--seed 1]

The texts of the repository are read once more for the scan, which shares nothing with the index but
the parser of queries. A wrong count or a wrong hit ends the run with 1.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

from policydiff.model.document import Document
from policydiff.searching.actions.search import search
from policydiff.searching.actions.state import search_state
from policydiff.searching.actions.texts import read_texts
from policydiff.searching.engine.hits import COUNTED, SearchOptions
from policydiff.searching.engine.query import holds, parse_query
from policydiff.store.repository import Repository
from policydiff.works.session import Session

LENGTHS = {"1 character": 1, "2 characters": 2, "4 characters": 4, "a phrase of 15": 15}
KINDS = (*LENGTHS, "AND of 3", "NOT", "OR and NOT")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    session = Session(repository=chosen.repository)
    seconds = timed(lambda: search("的", session))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"first search of this process: {seconds:.1f} s, memory at most {memory:.0f} MB")
    with search_state(session) as state:
        path = state.index.source.path
        size = 0 if path is None else path.stat().st_size
    texts = plain_texts(session.store())
    characters = sum(len(text) for _, text in texts)
    print(f"texts: {len(texts):,}; characters: {characters:,}; index: {size / 1e6:.0f} MB")
    random, wrong = Random(chosen.seed), 0
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(chosen.queries):
        kind = KINDS[number % len(KINDS)]
        query = random_query(random, kind, texts)
        options = SearchOptions(limit=20)
        times[kind].append(timed(lambda q=query, o=options: search(q, session, o)))
        wrong += not agrees(query, session, texts)
    for kind, found in (*times.items(), ("all", [one for some in times.values() for one in some])):
        ordered = sorted(1000 * one for one in found)
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        print(f"{kind:16} p50 {statistics.median(ordered):7.1f} ms   p95 {p95:7.1f} ms")
    print(f"queries: {chosen.queries}; wrong: {wrong}")
    return int(wrong > 0)


def timed(act) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def plain_texts(store: Repository) -> list[tuple[tuple[str, str | None, str | None, int], str]]:
    """Each text with its work, version, eId and length."""
    versions = [version for work in store.works() for version in work.versions]
    return [
        ((version.work_uri, version.date, one.eid, len(one.text)), folded(one.text))
        for version, document in store.load_many(versions)
        if isinstance(document, Document)
        for one in read_texts(document)
    ]


def random_query(random: Random, kind: str, texts: list) -> str:
    """Stretches of the texts, which are likely to stand in some."""

    def term(length: int) -> str:
        while True:
            text = random.choice(texts)[1]
            begin = random.randrange(max(1, len(text) - length + 1))
            found = text[begin : begin + length]
            if len(found) == length and not re.search(r'["()]', found):
                return found

    if kind in LENGTHS:
        return f'"{term(LENGTHS[kind])}"'
    if kind == "AND of 3":
        return " AND ".join(term(2) for _ in range(3))
    if kind == "NOT":
        return f"{term(2)} NOT {term(2)}"
    return f"({term(2)} OR {term(3)}) NOT ({term(2)} OR {term(1)})"


def agrees(query: str, session: Session, texts: list) -> bool:
    """True where count and hits are those of the scan."""
    condition = parse_query(query)
    expected = Counter(place for place, text in texts if holds(condition, text))
    found = search(query, session, SearchOptions(limit=1000))
    if (found.count, found.more) != (min(expected.total(), COUNTED), expected.total() > COUNTED):
        print(f"wrong count: {query}: {found.count}, {expected.total()}")
        return False
    hits = Counter((hit.uri, hit.version.date, hit.eid, hit.length) for hit in found.hits)
    if hits - expected or (found.next is None and hits != expected):
        print(f"wrong hits: {query}")
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
