"""diff: two files or stored versions become a comparison, a comparison becomes a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policydiff import formats
from policydiff.app.pairs import read_pairs
from policydiff.app.resolve import Reading, Resolved
from policydiff.app.write import report_form
from policydiff.diffing.overrides import NO_OVERRIDES, Overrides
from policydiff.model.comparison import Comparison
from policydiff.model.plugins import ReportOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions(Reading):
    """What a person may choose about a comparison, besides how its texts are read: `pairs` is a
    file of pairings that a person set, as `policydiff pairs` writes it.
    """

    granularity: Literal["word", "char"] = "word"
    show_noise: bool = False
    pairs: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diffed:
    """A comparison and where its two sides came from."""

    comparison: Comparison
    left: Resolved
    right: Resolved
    pairs: Overrides = NO_OVERRIDES


def diff(left: str, right: str, repository: Path, options: DiffOptions) -> Diffed:
    """Compare two operands: each is a file, or a name in the repository at or above `repository`.

    Raises what `resolve.whole_document` and `pairs.read_pairs` raise.
    """
    from policydiff.diffing.compare import diff as compare  # noqa: PLC0415 numpy and the segmenter are heavy

    sides = [options.read(operand, repository) for operand in (left, right)]
    documents = sides[0].document, sides[1].document
    pairs = (
        stored_pairs(sides[0], sides[1], repository)
        if options.pairs is None
        else read_pairs(options.pairs, *documents)
    )
    comparison = compare(
        *documents, granularity=options.granularity, show_noise=options.show_noise, pairs=pairs
    )
    return Diffed(comparison=comparison, left=sides[0], right=sides[1], pairs=pairs)


def stored_pairs(left: Resolved, right: Resolved, repository: Path) -> Overrides:
    """What people said with `policydiff link` of two stored versions of one work, and what the
    stored decision says that lies between.
    """
    documents = left.document, right.document
    if (
        documents[0].uri is None
        or documents[0].uri != documents[1].uri
        or any(side.file_name is not None for side in (left, right))
    ):
        return NO_OVERRIDES
    from policydiff.app.lineage import evidence_of  # noqa: PLC0415 as above
    from policydiff.store.repository import Repository  # noqa: PLC0415 files alone need none

    store = Repository.open(repository)
    return evidence_of(store, store.find(documents[0].uri)).between(*documents)


def report(comparison: Comparison, form: str, options: ReportOptions) -> bytes:
    """A comparison written in the named form. Raises `UnknownFormatError`, and what
    `view_comparison` raises.
    """
    from policydiff.views.comparison import view_comparison  # noqa: PLC0415 numpy and the segmenter are heavy

    return formats.write(view_comparison(comparison, options), form, options)


def form_of(path: Path | None, form: str | None = None) -> str:
    """The form to write, as `report_form` finds it. Raises `UnknownEndingError`."""
    return report_form(path, form, "comparison")
