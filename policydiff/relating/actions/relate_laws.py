"""relate: one text beside many laws, on all cores."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, partial

from policydiff.model.document import Document
from policydiff.parallel.engine import ONE_PROCESS, Engine, IncompleteWorkError, WorkerLostError
from policydiff.relating.engine.laws.counterparts import LeftReading, relation_kind
from policydiff.relating.engine.opinion.relate import LIMIT, Asked, RelatedLaw
from policydiff.relating.engine.relation import Relation, RelationKind
from policydiff.text.word_rarity import load_background

LAWS = 4
"""Laws of a worker's batch; each takes about a tenth of a second."""

LONG = 300
"""Articles of a text from which a worker's batch is one law."""


def relate_laws(
    left: Document,
    rights: Sequence[Document],
    *,
    limit: int = LIMIT,
    also: Collection[Asked] = frozenset(),
    step: Callable[[Document], None] = lambda _document: None,
    engine: Engine = ONE_PROCESS,
) -> Relation:
    """As `relate_any`; `step` gets finished documents. Raises `IncompleteWorkError`."""
    kind = relation_kind(left, rights)
    task = partial(relate_law, left, kind, limit, frozenset(also))
    size = 1 if len(left.articles) > LONG else LAWS
    parts: list[RelatedLaw] = []
    with engine.running(task, rights, size=size) as results:
        for right, part in zip(rights, results, strict=True):
            if isinstance(part, WorkerLostError):
                raise IncompleteWorkError(right.title, part)
            parts.append(part)
            step(right)
    return _read_left(left, kind).join(rights, parts)


def relate_law(
    left: Document, kind: RelationKind, limit: int, also: frozenset[Asked], right: Document
) -> RelatedLaw:
    """Relate a text to one law."""
    return _read_left(left, kind).relate(right, limit, also)


@lru_cache(maxsize=1)
def _read_left(left: Document, kind: RelationKind) -> LeftReading:
    """The reading of a text, made once in each process."""
    return LeftReading.of(left, kind, load_background())
