"""The life of a work, as texts state it: its end, its term, and what prolongs it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

LifeKind = Literal[
    "repealed", "void", "stopped", "part", "suspended", "term", "trial", "prolonged", "in force"
]
"""What a sentence states of a work: 废止 repealed, 宣布失效 declared void, 停止执行 stopped; a part of
it repealed or stopped; a part of it adjusted or not applied for a time or in a region (暂时调整适用)
suspended; a term after which it lapses (有效期五年, 有效期至…); a time of trial of which no word says
that the work ends with it (试行期一年); the term prolonged (有效期延长至…); listed as in force
(现行有效, 继续有效)."""

ENDING = frozenset(("repealed", "void", "stopped"))
"""The kinds that end a whole work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeClause:
    """A sentence of a text on the life of a work.

    `title` is that of the work as printed, without 《》; None where the text speaks of itself
    (有效期五年). `number` and `date` are its document number and its day (ISO) where they stand
    beside the title. `day` is the first day (ISO) on which what is stated holds: of `repealed`,
    `void`, `stopped`, `part` and `in force` None where it holds from the day of force of the text on;
    of `term`, `trial` and `prolonged` the first day after the term (有效期至2024年7月31日 is
    2024-08-01), None where it can only be counted: by `months` from the day of force on, or, of
    `prolonged`, from the end of the term before. Of `suspended` `day` is its first day and `until` the first day after it, None
    where it is open. `places` are the clauses as printed (第七条第二款), `region` is where it holds,
    as printed, None without limit. `eid` is the part of the text in which it stands, `words` the
    sentence as printed, at most 200 characters.
    """

    kind: LifeKind
    words: str
    title: str | None = None
    number: str | None = None
    date: str | None = None
    day: str | None = None
    until: str | None = None
    months: int | None = None
    places: tuple[str, ...] = ()
    region: str | None = None
    eid: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields that are set, by name."""
        known = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in known.items()
            if value not in (None, ())
        }
