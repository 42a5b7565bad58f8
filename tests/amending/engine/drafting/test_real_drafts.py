"""Decisions drafted between versions of real laws beside the repository."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lanes import some

import policydiff
from policydiff.amending.engine.compared_parts import remaining

VERSION = re.compile(r"\d{4}-\d{2}-\d{2}\.(?:md|txt)")
SMALL = 60_000
"""Bytes of a text that is drafted within a second or two; the benchmark drafts all of them."""
MOST = 16


def versions(corpus: Path) -> list[tuple[Path, Path]]:
    works = sorted((corpus / "works").iterdir())
    dated = [
        [path for path in sorted(work.iterdir()) if VERSION.fullmatch(path.name)] for work in works
    ]
    pairs = [pair for paths in dated for pair in pairwise(paths) if pair[0].stem != pair[1].stem]
    return [pair for pair in pairs if max(path.stat().st_size for path in pair) < SMALL][:MOST]


@pytest.mark.corpus
def test_the_draft_between_two_versions_gives_the_later_one(corpus):
    quoted = changed = 0
    for old, new in some(versions(corpus), 4):
        draft = policydiff.draft_amendment(policydiff.load(old), policydiff.load(new))
        assert (old.name, draft.exact, remaining(draft.consolidation.document, draft.new)) == (
            old.name,
            True,
            {},
        )
        quoted, changed = quoted + draft.quoted, changed + draft.changed

    assert quoted < changed
