"""The steps between the versions of a work, kept inside the git folder: comparing seven versions of a long law anew takes seconds.

An entry is found by the ids of both versions' contents and the pins between them, so it can never be out of date; whatever is wrong with the file, it is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from policydiff.model.comparison import Edit
from policydiff.model.lineage import Origin, Step
from policydiff.model.names import UNDATED
from policydiff.store.git import Git
from policydiff.store.pins import StoredPin, pins_to_toml
from policydiff.store.records import VersionRecord, WorkRecord

_FORM = 1
"""To be raised whenever versions are aligned, or steps are written, in another way."""

_OPS = {"=": "equal", "-": "delete", "+": "insert"}
_SIGNS = {op: sign for sign, op in _OPS.items()}


def read_steps(git: Git, work: WorkRecord, pins: Iterable[StoredPin], make: Callable[[int], Step]) -> tuple[Step, ...]:
    """The steps between the versions of a work; `make` compares the version at a place with the next, where nobody did so yet."""
    path = git.private(f"lineage-{hashlib.sha256(work.uri.encode()).hexdigest()[:20]}.json")
    said = tuple(pins)
    keys = [f"{before.blob} {after.blob} {_said(said, before, after)}".rstrip() for before, after in pairwise(work.versions)]
    kept = _load(path)
    known = {key: _step(kept.get(key)) for key in keys}
    steps = [known[key] or make(place) for place, key in enumerate(keys)]
    if any(step is None for step in known.values()):
        _save(path, {key: _packed(step) for key, step in zip(keys, steps, strict=True)})
    return tuple(steps)


def _said(pins: Iterable[StoredPin], left: VersionRecord, right: VersionRecord) -> str:
    """The pins between two versions in short."""
    mine = sorted(pin for pin in pins if (pin.left[0], pin.right[0]) == (left.date or UNDATED, right.date or UNDATED))
    return hashlib.sha256(pins_to_toml(mine)).hexdigest()[:20] if mine else ""


def _packed(step: Step) -> list[Any]:
    return [
        [
            *(one.eid, list(one.left), one.kind, one.renumbered, one.moved, one.explained),
            *(_edits(edits) for edits in (one.heading_edits, one.edits)),
        ]
        for one in step.origins
    ]


def _edits(edits: Iterable[Edit]) -> list[Any]:
    return [[_SIGNS[edit.op], edit.text, edit.noise, edit.cause] for edit in edits]


def _step(entry: Any) -> Step | None:
    """The step of an entry, None where there is none or a damaged one."""
    try:
        return None if entry is None else Step(origins=tuple(_origin(*one) for one in entry))
    except (ValueError, TypeError, KeyError):
        return None


def _origin(eid: str, left: Sequence[str], kind: Any, *rest: Any) -> Origin:
    renumbered, moved, explained, heading, edits = rest
    return Origin(
        eid=eid,
        left=tuple(left),
        kind=kind,
        renumbered=renumbered,
        moved=moved,
        explained=explained,
        heading_edits=_read_edits(heading),
        edits=_read_edits(edits),
    )


def _read_edits(entries: Any) -> tuple[Edit, ...]:
    made: list[Edit] = []
    for sign, text, noise, cause in entries:
        op: Any = _OPS[sign]
        made.append(Edit(op=op, text=text, noise=noise, cause=cause))
    return tuple(made)


def _load(path: Path) -> dict[str, Any]:
    try:
        cache = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    fits = isinstance(cache, dict) and cache.get("form") == _FORM and isinstance(cache.get("steps"), dict)
    return cache["steps"] if fits else {}


def _save(path: Path, steps: dict[str, Any]) -> None:
    """Keep the steps where we may write; several readers may do so at once, as each writes a file of its own first."""
    with contextlib.suppress(OSError), NamedTemporaryFile("wb", dir=path.parent, prefix="lineage-", delete=False) as file:
        file.write(json.dumps({"form": _FORM, "steps": steps}, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        file.flush()
        Path(file.name).replace(path)
