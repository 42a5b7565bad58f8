"""The XML under which a document is stored, by both schemas valid."""

from __future__ import annotations

import dataclasses
import hashlib
from contextlib import suppress

from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.identifiers import work_uri
from policydiff.model.source import Problem
from policydiff.store.changes.additions import ReadyXml
from policydiff.store.records.slugs import slug_of
from policydiff.store.titles import one_line


class InvalidXmlError(InputError):
    """The document has no valid XML."""

    def __init__(self, title: str, problem: Problem) -> None:
        super().__init__(
            Message(
                "“{title}” cannot be written as valid Akoma Ntoso: {why}",
                title=one_line(title, 80),
                why=problem.message,
            )
        )


def valid_xml(document: Document) -> bytes:
    """The XML of a document. Raises `InvalidXmlError`."""
    xml = to_xml(document)
    problem = next((problem for problem in validate(xml) if problem.severity == "error"), None)
    if problem is not None:
        raise InvalidXmlError(document.title, problem)
    return xml


def ready_xml(document: Document, source: bytes) -> ReadyXml | None:
    """The XML under the likely name of its work; None where it is not valid."""
    stored = with_source(document, source)
    if stored.uri is None:
        stored = dataclasses.replace(stored, uri=work_uri(stored, slug_of(stored)))
    with suppress(InputError):
        return ReadyXml(document=stored, xml=valid_xml(stored))
    return None


def with_source(document: Document, source: bytes) -> Document:
    """The document with the hash of the bytes that it was read from."""
    return dataclasses.replace(document, source_sha256=hashlib.sha256(source).hexdigest())
