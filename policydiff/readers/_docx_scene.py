"""The state shared while the parts of one Word file are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from policydiff.model.reading import ReadOptions
from policydiff.model.source import Dropped, Problem, SourceText, StatedFact, TrackedChange
from policydiff.readers._docx_numbering import Counting
from policydiff.readers._docx_package import Package
from policydiff.readers._docx_revisions import Tracked, settle
from policydiff.readers._docx_styles import Styles


@dataclass(slots=True, kw_only=True)
class Scene:
    """The file, the state of its lists, and the findings outside the text.

    `line` counts the paragraphs of the text from 1, empty ones and those in tables and boxes
    included; it is the number of a line. `raw` is the text of each paragraph before it was cleaned,
    with its line, for doubts about its characters. `struck` are the lines of paragraphs in which
    text is struck through. `changes` are the tracked changes that the text shows. `notes` are references to notes and comments, with the line each stands
    on. `nested` reads a Word file inside this one.
    """

    package: Package
    part: str
    styles: Styles
    counting: Counting
    options: ReadOptions
    nested: Callable[[bytes], SourceText] | None
    line: int = 0
    dropped: list[Dropped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    facts: list[StatedFact] = field(default_factory=list)
    raw: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    tracked: list[Tracked] = field(default_factory=list)
    changes: list[TrackedChange] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)

    def open(self, part: str) -> etree._Element | None:
        """The root of a part, its tracked changes settled; None where the file lacks it."""
        root = self.package.xml(part)
        if root is not None:
            self.tracked.append(settle(root, self.options.revisions))
        return root

    def aside(self, part: str) -> Scene:
        """A scene for a part outside the text, such as a footer.

        Its numbers are its own, its lines those of the place that leads to it.
        """
        counting = Counting(
            lists=self.counting.lists, styles=self.styles, unknown=self.counting.unknown
        )
        return replace(self, part=part, counting=counting, notes={}, nested=None)
