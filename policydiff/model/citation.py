"""A citation as it is written, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The target of a citation in canonical numbers, before it is resolved.

    `work` is the cited title without its 《》, None for the document itself; `steps` are (level word,
    number) pairs from the widest to the narrowest, e.g. (("article", "18"), ("paragraph", "2")). A
    step may also be ("attachment", "1") or ("preamble", "7").
    """

    work: str | None
    steps: tuple[tuple[str, str], ...]


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
