"""A Word document as bytes: the same document, the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can name."""

_FIRST = "[Content_Types].xml"
"""Office programs recognise a file by its first part."""


def to_bytes(document: Any) -> bytes:
    """The file of a python-docx document, its parts in a fixed order and without the time of the
    day.
    """
    written = io.BytesIO()
    document.save(written)
    again = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return again.getvalue()
