"""The lasting names of the provisions of an exported version.

A stored version does not hold them, as they follow from all versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingNames:
    """The lasting names of a version, next to the wIds of the provisions themselves.

    `master` is the URI of the version whose eIds the wIds are, None where the document is that
    version; `since` has, by eId, the date (ISO) of the oldest version from which on the provision
    has borne its eId.
    """

    master: str | None = None
    since: Mapping[str, str] = field(default_factory=dict)
