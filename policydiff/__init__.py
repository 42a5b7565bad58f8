"""policydiff compares Chinese policy documents and laws, clause by clause.

    >>> import policydiff
    >>> comparison = policydiff.diff(policydiff.load("old.txt"), policydiff.load("new.html"))  #
    doctest: +SKIP

The names below are loaded when they are first used, so that ``import policydiff`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from policydiff.akn.reader import from_xml as from_xml
    from policydiff.akn.writer import to_xml as to_xml
    from policydiff.amending.engine.chain import consolidate_chain as consolidate_chain
    from policydiff.amending.engine.consolidate import consolidate as consolidate
    from policydiff.amending.engine.drafted import DraftedAmendment as DraftedAmendment
    from policydiff.amending.engine.drafted import DraftFacts as DraftFacts
    from policydiff.amending.engine.drafting.drafting import draft_amendment as draft_amendment
    from policydiff.amending.engine.reading.instructions import (
        read_instructions as read_instructions,
    )
    from policydiff.citing.actions.cites import citations as citations
    from policydiff.comparing.actions.pairs import read_pairs as read_pairs
    from policydiff.comparing.actions.written import rows as rows
    from policydiff.comparing.engine.compare import diff as diff
    from policydiff.comparing.engine.comparisons import Comparisons as Comparisons
    from policydiff.comparing.engine.many import diff_all as diff_all
    from policydiff.errors import PolicyDiffError as PolicyDiffError
    from policydiff.library.actions.export import provisions as provisions
    from policydiff.model.citation import Reference as Reference
    from policydiff.model.comparison import Comparison as Comparison
    from policydiff.model.document import Document as Document
    from policydiff.model.document import Provision as Provision
    from policydiff.model.source import Problem as Problem
    from policydiff.reading.load import load as load
    from policydiff.relating.actions.relate import relate as relate
    from policydiff.relating.engine.relation import Relation as Relation
    from policydiff.relating.report.measures_page import MeasuresView as MeasuresView
    from policydiff.store.repository import Repository as Repository

_PLACES = {
    "Comparison": "policydiff.model.comparison",
    "Comparisons": "policydiff.comparing.engine.comparisons",
    "Document": "policydiff.model.document",
    "DraftFacts": "policydiff.amending.engine.drafted",
    "DraftedAmendment": "policydiff.amending.engine.drafted",
    "MeasuresView": "policydiff.relating.report.measures_page",
    "PolicyDiffError": "policydiff.errors",
    "Problem": "policydiff.model.source",
    "Provision": "policydiff.model.document",
    "Reference": "policydiff.model.citation",
    "Relation": "policydiff.relating.engine.relation",
    "Repository": "policydiff.store.repository",
    "citations": "policydiff.citing.actions.cites",
    "consolidate": "policydiff.amending.engine.consolidate",
    "consolidate_chain": "policydiff.amending.engine.chain",
    "diff": "policydiff.comparing.engine.compare",
    "diff_all": "policydiff.comparing.engine.many",
    "draft_amendment": "policydiff.amending.engine.drafting.drafting",
    "from_xml": "policydiff.akn.reader",
    "load": "policydiff.reading.load",
    "provisions": "policydiff.library.actions.export",
    "read_instructions": "policydiff.amending.engine.reading.instructions",
    "read_pairs": "policydiff.comparing.actions.pairs",
    "relate": "policydiff.relating.actions.relate",
    "rows": "policydiff.comparing.actions.written",
    "to_xml": "policydiff.akn.writer",
}

__all__ = [*_PLACES, "__version__"]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    """Load a public name from the module that holds it (PEP 562)."""
    try:
        module = _PLACES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = globals()[name] = getattr(import_module(module), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
