"""A cache for values that are read from a document.

A document never changes, so the same one always gives the same.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from policydiff.model.document import Document

CACHED_DOCUMENTS = 16
"""Documents of which each reading is kept, those asked for last: the versions of a work are each
compared twice, and then followed.
"""

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


class _Same:
    """A document as a key, by identity and not by content.

    Comparing two trees takes longer than reading one again.
    """

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


def cached_by_document(
    read: Callable[Concatenate[Document, Asked], Found],
) -> Callable[Concatenate[Document, Asked], Found]:
    """Cache the results of `read`; a caller must not change them.

    An option that is left out equals one given as its default.
    """
    signature = inspect.signature(read)

    @lru_cache(maxsize=CACHED_DOCUMENTS)
    def once(same: _Same, *args: Any, **options: Any) -> Found:
        return read(same.document, *args, **options)

    @wraps(read)
    def again(document: Document, /, *args: Asked.args, **options: Asked.kwargs) -> Found:
        asked = signature.bind(document, *args, **options)
        asked.apply_defaults()
        return once(_Same(document), *asked.args[1:], **asked.kwargs)

    return again
