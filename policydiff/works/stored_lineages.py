"""lineages: the steps between versions of many works, made when texts are stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.model.lineage import LineageStep, Pair
from policydiff.parallel.engine import ONE_PROCESS, Engine
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.lineage import VersionPair, lineage_of, pair_of, pairs_of, try_step
from policydiff.works.lineage_evidence import WorkEvidence
from policydiff.works.session import Watch, unwatched

FOLLOWED = ("added", "corrected", "dated", "published", "official")
"""What becomes of an addition that makes versions which nobody compared yet."""
PAIRS = 4
"""Pairs of versions that a worker gets at once: comparing two takes some hundredths of a second."""

LONGEST = 600
"""Articles of a text that is compared when it is added: below that it takes less time than adding
it.
"""


def keep_lineages(
    store: Repository,
    works: Sequence[WorkRecord],
    engine: Engine = ONE_PROCESS,
    watch: Watch = unwatched,
) -> None:
    """Compare versions of works in advance, to make their first histories fast.

    Long texts are left to the history itself, and so is what cannot be read or compared, as the
    history reports why.
    """
    waiting: deque[tuple[WorkEvidence, tuple[Pair, ...]]] = deque()

    def missing() -> Iterator[VersionPair]:
        for work in works:
            evidence, pairs = _uncompared(store, work)
            if evidence is not None and pairs:
                waiting.append((evidence, tuple(pairs)))
                yield from pairs.values()

    what, done = Message("comparing versions"), 0
    made: list[LineageStep | PolicyDiffError] = []
    watch(what, done, len(works))
    with engine.running(try_step, missing(), size=PAIRS) as results:
        for step in results:
            made.append(step)
            if len(made) == len(waiting[0][1]):
                evidence, pairs = waiting.popleft()
                _keep(evidence, dict(zip(pairs, made, strict=True)))
                made, done = [], done + 1
                watch(what, done, len(works))
    watch(what, len(works), len(works))


def _uncompared(
    store: Repository, work: WorkRecord
) -> tuple[WorkEvidence | None, dict[Pair, VersionPair]]:
    """The versions of a work that nobody compared yet, and the evidence on them."""
    if len(work.versions) > 1:
        with suppress(PolicyDiffError):
            documents = tuple(store.load_each(work.versions))
            evidence = WorkEvidence.of(store, work)
            if max(len(document.articles) for document in documents) > LONGEST:
                return None, {}
            if not evidence.pins:
                missing = store.uncompared(work, pairs_of(evidence), evidence.summary)
                return evidence, {pair: pair_of(evidence, documents, pair) for pair in missing}
            lineage_of(store, work, documents)  # where a pin belongs follows from other steps
    return None, {}


def _keep(evidence: WorkEvidence, made: Mapping[Pair, LineageStep | PolicyDiffError]) -> None:
    steps = {pair: step for pair, step in made.items() if isinstance(step, LineageStep)}
    if len(steps) == len(made):
        evidence.store.steps(evidence.work, steps, evidence.summary, steps.__getitem__)
