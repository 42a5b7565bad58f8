"""An amending decision goes through every format and comes back with the same instructions. All
texts but those of the corpus are invented.
"""

from __future__ import annotations

import pytest
from lanes import some
from reading_back import squeezed
from written_cases import CASES, decision, read_cases, written

import policydiff
from policydiff.amending.engine.operations import Operation
from policydiff.library.actions.export import write_export
from policydiff.model.reports import Edition, ReportOptions

FORMS = {"txt": ".txt", "markdown": ".md", "html": ".html", "docx": ".docx", "akn": ".xml"}


def operations(document: policydiff.Document) -> list[tuple[str | None, str, str | None]]:
    """Each operation with its item, as the cases write it, and its place in the document where that
    has names.
    """
    found: tuple[Operation, ...] = policydiff.read_instructions(document).operations
    return [(one.instruction, squeezed(written(one)), one.source) for one in found]


def read_back(document: policydiff.Document, form: str) -> policydiff.Document:
    """The decision after a way through a format, as `export` writes it."""
    return policydiff.load(
        write_export(Edition(document=document), form, ReportOptions()),
        name=f"decision{FORMS[form]}",
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", some(sorted(CASES.glob("*.txt")), 3), ids=lambda path: path.stem)
def test_items_come_back_with_the_same_instructions(path, form):
    for case in read_cases(path):
        document = decision(case.text)

        assert operations(read_back(document, form)) == operations(document), case.name


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "path", sorted((CASES / "decisions").glob("*.txt")), ids=lambda path: path.stem
)
def test_whole_decisions_come_back_with_the_same_instructions(path, form):
    document = policydiff.load(path)

    assert operations(document)
    assert operations(read_back(document, form)) == operations(document)


@pytest.mark.corpus
@pytest.mark.parametrize("form", FORMS)
def test_real_decisions_come_back_with_the_same_instructions(corpus, form):
    paths = sorted(corpus.glob("works/*/*.decision.*"))

    assert paths
    for path in paths:
        document = policydiff.load(path)
        assert operations(read_back(document, form)) == operations(document), path.name
