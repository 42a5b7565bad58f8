"""Document → XML → Document is the identity, and what is written is valid."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from strategies import documents, wild_documents

from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.model.document import Document

patient = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@patient
@given(documents())
def test_a_document_is_read_back_as_it_was(document: Document) -> None:
    assert from_xml(to_xml(document)) == document


@patient
@given(documents())
def test_what_is_written_is_valid_to_both_schemas(document: Document) -> None:
    assert validate(to_xml(document)) == ()


@patient
@given(documents())
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    first = to_xml(document)

    assert to_xml(document) == first
    assert to_xml(from_xml(first)) == first


@patient
@given(wild_documents())
def test_a_document_outside_the_profile_is_read_back_as_it_was(document: Document) -> None:
    assert from_xml(to_xml(document)) == document
