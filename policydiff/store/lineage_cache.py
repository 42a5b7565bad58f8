"""The steps between the versions of a work, cached; making them takes seconds.

A key holds the ids of both versions' contents and the evidence on the two.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from policydiff.model.comparison import Edit
from policydiff.model.lineage import Ending, LineageStep, Origin, Pair
from policydiff.model.version import Decision
from policydiff.store.cache import Cache
from policydiff.store.records.works import VersionRecord, WorkRecord

_OPS = {"=": "equal", "-": "delete", "+": "insert"}
_SIGNS = {op: sign for sign, op in _OPS.items()}


def read_steps(
    cache: Cache,
    work: WorkRecord,
    pairs: Iterable[Pair],
    evidence: Callable[[Pair], str],
    make: Callable[[Pair], LineageStep],
) -> dict[Pair, LineageStep]:
    """The steps between pairs of versions of a work, by their positions.

    `make` compares two, where nobody did so yet. `evidence` gives a summary, in any words, of what
    people and decisions state of two versions: a step holds as long as that is the same.
    """
    keys = _keys(work, pairs, evidence)
    cached = _load(cache, keys.values())
    fresh = {key: make(pair) for pair, key in keys.items() if key not in cached}
    if fresh:
        entries: dict[str, bytes | None] = dict.fromkeys(_outdated(cache, work))
        cache.put(entries | {key: _encoded(_packed(step)) for key, step in fresh.items()})
    return {pair: cached[key] if key in cached else fresh[key] for pair, key in keys.items()}


def missing_steps(
    cache: Cache, work: WorkRecord, pairs: Iterable[Pair], evidence: Callable[[Pair], str]
) -> tuple[Pair, ...]:
    """The pairs of versions whose steps `read_steps` would have made."""
    keys = _keys(work, pairs, evidence)
    cached = _load(cache, keys.values())
    return tuple(pair for pair, key in keys.items() if key not in cached)


def read_decided(
    cache: Cache, versions: Sequence[VersionRecord], make: Callable[[], Decision | None]
) -> Decision | None:
    """The decision that led from the first of these versions to the second.

    It is one of the acts behind them; `make` finds it, where nobody did so yet under their present
    names.
    """
    acts = versions[2:]
    names = (*(version.blob for version in versions), *(act.name for act in acts))
    key = f"decided {_short(versions[0].work_uri)} {_short(' '.join(names))}"
    stored = cache.look_up((key,)).get(key)
    if stored is not None:
        found = json.loads(stored)
        return None if found is None else Decision(**found)
    decision = make()
    cache.put({key: _encoded(None if decision is None else decision.to_dict())})
    return decision


def _short(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _outdated(cache: Cache, work: WorkRecord) -> list[str]:
    """The keys of steps between other versions than the present ones of a work."""
    blobs = {version.blob for version in work.versions}
    begin = f"steps {_short(work.uri)} "
    stored = cache.each((begin, f"{begin}~"))
    return [key for key in stored if not blobs.issuperset(key.split()[2:4])]


def _keys(
    work: WorkRecord, pairs: Iterable[Pair], evidence: Callable[[Pair], str]
) -> dict[Pair, str]:
    return {pair: _key(work, pair, evidence(pair)) for pair in dict.fromkeys(pairs)}


def _key(work: WorkRecord, pair: Pair, evidence: str) -> str:
    left, right = (work.versions[position].blob for position in pair)
    words = ("steps", _short(work.uri), left, right, *((_short(evidence),) if evidence else ()))
    return " ".join(words)


def _load(cache: Cache, keys: Iterable[str]) -> dict[str, LineageStep]:
    return {key: _step(json.loads(stored)) for key, stored in cache.look_up(keys).items()}


def _encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _packed(step: LineageStep) -> dict[str, Any]:
    decision = step.decision
    return {
        "origins": [
            [
                *(origin.eid, list(origin.left), origin.kind, origin.renumbered, origin.moved),
                *(origin.explained, origin.doubtful, origin.evidence),
                *(list(origin.pinned), list(origin.instructions)),
                *(_edits(edits) for edits in (origin.heading_edits, origin.edits)),
            ]
            for origin in step.origins
        ],
        "decision": None if decision is None else decision.to_dict(),
        "endings": [
            [ending.eid, ending.evidence, list(ending.instructions)] for ending in step.endings
        ],
    }


def _edits(edits: Iterable[Edit]) -> list[Any]:
    return [[_SIGNS[edit.op], edit.text, edit.noise, edit.cause, edit.elsewhere] for edit in edits]


def _step(entry: Mapping[str, Any]) -> LineageStep:
    decision = entry["decision"]
    return LineageStep(
        origins=tuple(_origin(*origin) for origin in entry["origins"]),
        decision=None if decision is None else Decision(**decision),
        endings=tuple(
            Ending(eid=eid, evidence=evidence, instructions=tuple(items))
            for eid, evidence, items in entry["endings"]
        ),
    )


def _origin(eid: str, left: Sequence[str], kind: Any, *fields: Any) -> Origin:
    renumbered, moved, explained, doubtful, evidence, pinned, instructions, heading, edits = fields
    return Origin(
        eid=eid,
        left=tuple(left),
        kind=kind,
        renumbered=renumbered,
        moved=moved,
        explained=explained,
        doubtful=doubtful,
        heading_edits=_read_edits(heading),
        edits=_read_edits(edits),
        evidence=evidence,
        pinned=tuple(pinned),
        instructions=tuple(instructions),
    )


def _read_edits(entries: Any) -> tuple[Edit, ...]:
    made: list[Edit] = []
    for sign, text, noise, cause, elsewhere in entries:
        op: Any = _OPS[sign]
        made.append(Edit(op=op, text=text, noise=noise, cause=cause, elsewhere=elsewhere))
    return tuple(made)
