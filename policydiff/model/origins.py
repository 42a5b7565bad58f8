"""The version that introduced each word of a text, and its JSON.

The schema is `schemas/blame.schema.json`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import VersionFacts
from policydiff.model.json_keys import as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class BlameRun:
    """A stretch of text whose words came with one version; `version` is its place in
    `Blame.versions`.
    """

    text: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedSentence:
    """One sentence of a passage, with the version of each of its words.

    `version` gave it its present wording, be it by taking words out; `runs` give the version of
    each word.
    """

    version: int
    runs: tuple[BlameRun, ...]

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(run.text for run in self.runs)

    @property
    def first(self) -> int:
        """The version that its oldest words came with."""
        return min(run.version for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedPassage:
    """A 款, 项 or 目 without the parts below it, or an unnumbered block.

    `eid` and `level` are those of the part that holds it. `items` are versions by their places,
    with the items of the deciding act that were about it then, where that act is stored.
    """

    eid: str
    level: str
    sentences: tuple[BlamedSentence, ...]
    items: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def items_of(self, version: int) -> tuple[str, ...]:
        """The items that were about it in the step to the version at a place."""
        return dict(self.items).get(version, ())

    @property
    def text(self) -> str:
        """The whole passage, with its printed number."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def version(self) -> int:
        """The version that last changed anything in it."""
        return max((sentence.version for sentence in self.sentences), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blamed:
    """An article, a paragraph of the preamble, or another separate part.

    Its passages joined by line feeds are its text. `came` is the place of the oldest stored version
    that has it or what it came from; `wid` its lasting name.
    """

    eid: str
    wid: str | None
    num: str | None
    level: str
    heading: str | None
    came: int
    passages: tuple[BlamedPassage, ...]

    @property
    def text(self) -> str:
        """As in the document."""
        return "\n".join(passage.text for passage in self.passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """One version with the versions that its words came with.

    `versions` are those up to and with the one that is looked at, the oldest first. `provision` is
    what was asked for as it was named, None for the whole text. `remarks` report what people stated
    about the work and what could not be used, and how a version in force on a day was chosen; it is
    `presumed` where another one, with another content, may have been in force then.
    """

    family: ClassVar[str] = "blame"

    title: str
    uri: str | None
    versions: tuple[VersionFacts, ...]
    parts: tuple[Blamed, ...]
    remarks: tuple[Message, ...] = ()
    provision: str | None = None
    presumed: bool = False
    document: Document | None = field(default=None, compare=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The blame as JSON; versions are named by date."""
        names = [version.name for version in self.versions]
        return as_json(self) | {"parts": [_part(part, names) for part in self.parts]}


def _part(part: Blamed, names: list[str]) -> dict[str, Any]:
    plain = {name: getattr(part, name) for name in ("eid", "wid", "num", "level", "heading")}
    return {
        **plain,
        "came": names[part.came],
        "passages": [_passage(passage, names) for passage in part.passages],
    }


def _passage(passage: BlamedPassage, names: list[str]) -> dict[str, Any]:
    sentences = [
        {
            "version": names[sentence.version],
            "first": names[sentence.first],
            "instructions": list(passage.items_of(sentence.version)),
            "runs": [{"text": run.text, "version": names[run.version]} for run in sentence.runs],
        }
        for sentence in passage.sentences
    ]
    return {
        "eid": passage.eid,
        "level": passage.level,
        "version": names[passage.version],
        "sentences": sentences,
    }
