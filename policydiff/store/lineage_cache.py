"""The steps between the versions of a work, cached inside the git folder.

Comparing seven versions of a long law again takes seconds.

An entry is found by the ids of both versions' contents and the evidence on the two, and the file
holds for one state of our code alone, so it can never be out of date; whatever is wrong with the
file, or not sealed by this user, it is made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from policydiff.model.comparison import Edit
from policydiff.model.lineage import Ending, LineageStep, Origin, Pair
from policydiff.model.version import Decision
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git.process import Git
from policydiff.store.git.sealed import read_cached, with_seal, without_seal, write_cached
from policydiff.store.records.works import VersionRecord, WorkRecord

_OPS = {"=": "equal", "-": "delete", "+": "insert"}
_SIGNS = {op: sign for sign, op in _OPS.items()}


def read_steps(
    git: Git,
    work: WorkRecord,
    pairs: Iterable[Pair],
    evidence: Callable[[Pair], str],
    make: Callable[[Pair], LineageStep],
) -> dict[Pair, LineageStep]:
    """The steps between pairs of versions of a work, by their positions.

    `make` compares two, where nobody did so yet.

    `evidence` gives a summary, in any words, of what people and decisions state of two versions: a
    step holds as long as that is the same.
    """
    name, keys = _name(work), _keys(work, pairs, evidence)
    entries = _load(git, name)
    cached = {key: _step(entries.get(key)) for key in keys.values()}
    steps = {pair: cached[key] or make(pair) for pair, key in keys.items()}
    if any(step is None for step in cached.values()):
        _save(
            git,
            name,
            _of_stored(entries, work) | {keys[pair]: _packed(step) for pair, step in steps.items()},
        )
    return steps


def missing_steps(
    git: Git, work: WorkRecord, pairs: Iterable[Pair], evidence: Callable[[Pair], str]
) -> tuple[Pair, ...]:
    """The pairs of versions whose steps `read_steps` would have made."""
    entries = _load(git, _name(work))
    keys = _keys(work, pairs, evidence)
    return tuple(pair for pair, key in keys.items() if _step(entries.get(key)) is None)


def read_decided(
    git: Git, versions: Sequence[VersionRecord], make: Callable[[], Decision | None]
) -> Decision | None:
    """The decision that led from the first of these versions to the second.

    It is one of the acts behind them; `make` finds it, where nobody did so yet under their present
    names.
    """
    name = f"decided-{_short(versions[0].work_uri)}.json"
    acts = versions[2:]
    key = " ".join((*(one.blob for one in versions), *(act.name for act in acts)))
    entries = _load(git, name)
    try:
        return None if entries[key] is None else Decision(**entries[key])
    except (KeyError, TypeError):
        found = make()
    _save(git, name, entries | {key: None if found is None else found.to_dict()})
    return found


def _short(uri: str) -> str:
    """A name for a work in those of files, so that no file grows with the library."""
    return hashlib.sha256(uri.encode()).hexdigest()[:20]


def _of_stored(entries: dict[str, Any], work: WorkRecord) -> dict[str, Any]:
    """The cached entries of the present versions, whatever the evidence on them.

    A step with other evidence may be asked for again.
    """
    blobs = {version.blob for version in work.versions}
    return {key: entry for key, entry in entries.items() if blobs.issuperset(key.split()[:2])}


def _name(work: WorkRecord) -> str:
    return f"lineage-{_short(work.uri)}.steps"


def _keys(
    work: WorkRecord, pairs: Iterable[Pair], evidence: Callable[[Pair], str]
) -> dict[Pair, str]:
    return {pair: _key(work, pair, evidence(pair)) for pair in dict.fromkeys(pairs)}


def _key(work: WorkRecord, pair: Pair, evidence: str) -> str:
    left, right = (work.versions[place].blob for place in pair)
    return f"{left} {right} {hashlib.sha256(evidence.encode()).hexdigest()[:20] if evidence else ''}".rstrip()


def _packed(step: LineageStep) -> dict[str, Any]:
    decision = step.decision
    return {
        "origins": [
            [
                *(
                    one.eid,
                    list(one.left),
                    one.kind,
                    one.renumbered,
                    one.moved,
                    one.explained,
                    one.doubtful,
                ),
                *(one.evidence, list(one.pinned), list(one.instructions)),
                *(_edits(edits) for edits in (one.heading_edits, one.edits)),
            ]
            for one in step.origins
        ],
        "decision": None if decision is None else decision.to_dict(),
        "endings": [[one.eid, one.evidence, list(one.instructions)] for one in step.endings],
    }


def _edits(edits: Iterable[Edit]) -> list[Any]:
    return [[_SIGNS[edit.op], edit.text, edit.noise, edit.cause, edit.elsewhere] for edit in edits]


def _step(entry: Any) -> LineageStep | None:
    """The step of an entry, None where there is none or a damaged one."""
    try:
        if entry is None:
            return None
        decision = entry["decision"]
        return LineageStep(
            origins=tuple(_origin(*one) for one in entry["origins"]),
            decision=None if decision is None else Decision(**decision),
            endings=tuple(
                Ending(eid=eid, evidence=evidence, instructions=tuple(items))
                for eid, evidence, items in entry["endings"]
            ),
        )
    except (ValueError, TypeError, KeyError):
        return None


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


def _load(git: Git, name: str) -> dict[str, Any]:
    """The cached entries under a name by this code: JSON behind our seal."""
    code, content = code_fingerprint(), read_cached(git, name)
    data = None if code is None or content is None else without_seal(f"{name} {code}", content)
    steps = {} if data is None else json.loads(data)
    return steps if isinstance(steps, dict) else {}


def _save(git: Git, name: str, steps: dict[str, Any]) -> None:
    code, data = (
        code_fingerprint(),
        json.dumps(steps, ensure_ascii=False).encode("utf-8", "surrogatepass"),
    )
    content = None if code is None else with_seal(f"{name} {code}", data)
    if content is not None:
        write_cached(git, name, content)
