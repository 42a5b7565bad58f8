"""What an exported version tells of its lasting names; a stored version tells nothing of them, as
they follow from all versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingNames:
    """Beside the wIds of the provisions themselves.

    `master` is the URI of the version whose eIds the wIds are, None where the document is that
    version; `since` tells by eId the date
    (ISO) of the oldest version from which on the provision has borne its eId.
    """

    master: str | None = None
    since: Mapping[str, str] = field(default_factory=dict)
