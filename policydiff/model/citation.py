"""A citation as it is written, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

Steps = tuple[tuple[str, str], ...]
"""A place in a work: (level, canonical number) from the widest step to the narrowest, as
(("article", "18"), ("paragraph", "2")) for 第十八条第二款; none for the whole work. A step may also be
("attachment", "1") or ("preamble", "7"). In an amending decision it may be ("title", "") for the
name of the work, ("heading", "") for the heading of the step before it, ("heading", "chapter") for
that of the chapter that begins with it, ("preamble", "") for all of it, ("sentence", "2"),
("sentence", "last"), ("intro", "") for the words before the list of an article or 款, ("row",
"儿童") for the row or column of a table with that label, and a range: ("article", "3..5-1") is
第三条至第五条之一, whatever the text has between them.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A target in canonical numbers; `work` is a title without 《》, None for its own."""

    work: str | None
    steps: Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A citation in a text.

    `span` is [begin, end) in characters of the block that holds it; `internal` says that the
    document itself is meant; `target` is the eId of the provision, None where it leads nowhere or
    to another work; `end_target` is the last provision of a range 第十条至第十五条. `holder` is the eId of
    the provision (or the block) in which it stands.
    """

    span: tuple[int, int]
    text: str
    internal: bool
    target: str | None = None
    end_target: str | None = None
    citation: Citation | None = None
    holder: str | None = None
