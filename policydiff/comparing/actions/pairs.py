"""pairs: the pairings of a comparison as a file that a person corrects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policydiff.comparing.engine.align.confidence import DOUBTFUL, is_doubtful
from policydiff.comparing.engine.align.overrides import (
    DECLARED,
    NO_OVERRIDES,
    PINNED,
    STATED_REASONS,
    Overrides,
    Pin,
)
from policydiff.comparing.engine.align.overrides_reading import PartNames, read_overrides
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.comparison import Comparison, Match
from policydiff.model.document import Document
from policydiff.model.toml import quote
from policydiff.reading import plugins
from policydiff.reading.load import read_file, read_toml
from policydiff.report.citations import cite
from policydiff.report.labels import WORDS, pass_word
from policydiff.report.pieces import neutral
from policydiff.text.traditions.citation_words import CitationWords

FIRST_WORDS = 28
"""So many characters of a text tell a person which one it is."""

MAX_PAIRS_BYTES = 4 * 1024 * 1024

_INTRODUCTION = Message(
    """\
Pairings of the articles, as policydiff found them. Each is a comment: as it stands, this file changes nothing.

To correct one, take the “# ” from its entry and write the names that belong together. Names are citations (第五条第二款, 一（一）)
or eIds (art_5__para_2). Then run: policydiff diff LEFT RIGHT --pairs THIS-FILE

    [[link]]      left and right correspond
    [[unlink]]    left and right do not; with one side only, that part has no counterpart at all
    [[split]]     left = "…", right = ["…", "…"]
    [[join]]      left = ["…", "…"], right = "…"
"""
)

_WORDS = Labels(
    "pairs",
    {
        "settled": "set by a person",
        "declared": "declared by the stored decision that lies between",
        "doubtful": "to check: odds below {least}",
        "lonely": "without a counterpart",
        "sure": "the other pairings",
        "possible": "may correspond to {name}, odds {score:.2f}",
        "found": "{kind}, odds {score:.2f}, found by: {reason}",
        "regrouped": "several with several: write a split or a join for what belongs together",
    },
)


def read_pairs(
    source: Path | str | bytes | Mapping[str, Any],
    left: Document,
    right: Document,
    *,
    name: str | None = None,
) -> Overrides:
    """The pairings that a person set for two documents.

    They come from a TOML file (a path), its bytes, or its table. Raises `MissingFileError`,
    `UnreadableFileError`, `UnfitFileError`, `BadOverrideError` and `UnknownPartError`.
    """
    name = name or (Path(source).name if isinstance(source, Path | str) else "pairs")
    data = read_file(Path(source), MAX_PAIRS_BYTES) if isinstance(source, Path | str) else source
    table = read_toml(data, name) if isinstance(data, bytes) else data
    return read_overrides(table, left, right, (_words(left), _words(right)), name=name)


def _words(document: Document) -> CitationWords:
    return plugins.dialect(document.dialect).citations


def names_of(document: Document) -> PartNames:
    """The names of a document's parts."""
    return PartNames.of(document, _words(document))


def part_name(names: PartNames, eid: str) -> str:
    """The citation of a part where it is clear, else its eId."""
    text = neutral(cite(names.index, names.units[eid].side))
    found = names.named(text) if text else ()
    return text if [unit.eid for unit in found] == [eid] else eid


def write_pairs(
    comparison: Comparison, pairs: Overrides = NO_OVERRIDES, language: Language = "en"
) -> bytes:
    """The file of pairings from which a person starts.

    It has all pairings of articles: those to check first, then the parts without a counterpart
    and the others. Without an edit it changes nothing: only the `pairs` that the comparison was
    made with are no comments.
    """
    writer = _PairsWriter.of(comparison, pairs, language)
    return ("\n".join(line.rstrip() for line in writer.lines()) + "\n").encode("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _PairsWriter:
    """A writer of the pairings of one comparison."""

    comparison: Comparison
    pairs: Overrides
    names: dict[str, PartNames]
    language: Language

    @property
    def words(self) -> Mapping[str, str]:
        return _WORDS[self.language]

    @classmethod
    def of(cls, comparison: Comparison, pairs: Overrides, language: Language) -> _PairsWriter:
        sides = {"left": comparison.left, "right": comparison.right}
        names = {side: names_of(document) for side, document in sides.items()}
        return cls(comparison=comparison, pairs=pairs, names=names, language=language)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the whole file."""
        for side, document in (("left", self.comparison.left), ("right", self.comparison.right)):
            yield f"# {side}:  {_one_line(document.title)} {document.version_date or ''}"
        yield "#"
        yield from (
            f"# {line}" for line in translate(_INTRODUCTION, self.language).rstrip("\n").split("\n")
        )
        yield from self.settled()
        listed = [
            match
            for match in self.comparison.matches
            if _is_of_articles(match) and match.reason not in STATED_REASONS
        ]
        paired = [match for match in listed if match.left and match.right]
        doubtful = sorted(
            (match for match in paired if is_doubtful(match)), key=lambda match: match.score or 0.0
        )
        yield from self.section(self.words["doubtful"].format(least=DOUBTFUL), doubtful)
        yield from self.section(
            self.words["lonely"], [match for match in listed if not (match.left and match.right)]
        )
        yield from self.section(
            self.words["sure"], [match for match in paired if not is_doubtful(match)]
        )

    def settled(self) -> Iterator[str]:
        """Yield the entries that a person or a decision set, to be set again."""
        apart = tuple(Pin(left=(left,), right=(right,)) for left, right in self.pairs.apart)
        for word, reason, more in (("settled", PINNED, apart), ("declared", DECLARED, ())):
            pins = (*(pin for pin in self.pairs.pins if pin.reason == reason), *more)
            if pins:
                yield from ("", f"# ---- {self.words[word]} ----")
            for pin in pins:
                yield ""
                sides = self.sides(pin)
                entry = self.table(*sides, apart=(pin.left + pin.right) in self.pairs.apart)
                yield from entry if _can_be_written(*sides) else (f"# {line}" for line in entry)

    def sides(self, pin: Pin) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parts that a pin's entry names, with all that were found together."""
        if pin.links is None:
            return pin.left, pin.right
        found = (
            match for match in self.comparison.matches if set(pin.links) <= set(match.links or ())
        )
        sides = next(((match.left, match.right) for match in found), None)
        return (
            (pin.left, pin.right)
            if sides is None
            else (tuple(one.eid for one in sides[0]), tuple(one.eid for one in sides[1]))
        )

    def section(self, title: str, matches: Sequence[Match]) -> Iterator[str]:
        """A headed list of entries, all of them comments."""
        if matches:
            yield from ("", f"# ---- {title} ({len(matches)}) ----")
        for match in matches:
            yield ""
            if match.score is not None:
                reason = pass_word(match.reason, self.language)
                yield "# " + self.words["found"].format(
                    kind=WORDS[self.language][match.kind], score=match.score, reason=reason
                )
            other = "left" if match.right else "right"
            for one in match.possible:
                yield "# " + self.words["possible"].format(
                    name=self.name(other, one.side.eid), score=one.score
                )
            sides = (tuple(side.eid for side in part) for part in (match.left, match.right))
            yield from (f"# {line}" for line in self.table(*sides))

    def table(
        self, left: tuple[str, ...], right: tuple[str, ...], *, apart: bool = False
    ) -> Iterator[str]:
        """The entry that sets a pairing of these eIds, each side with its first words."""
        table = _TABLES.get(_counts(left, right))
        yield f"[[{'unlink' if apart else table}]]" if table else self.words["regrouped"]
        for side, eids in (("left", left), ("right", right)):
            if eids:
                names = [quote(self.name(side, eid)) for eid in eids]
                value = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
                yield f"{side:<5} = {value}    # {' / '.join(self.first_words(side, eid) for eid in eids)}"

    def name(self, side: str, eid: str) -> str:
        """The name of a part on one side."""
        return part_name(self.names[side], eid)

    def first_words(self, side: str, eid: str) -> str:
        """The heading and the beginning of a part's text."""
        unit = self.names[side].units[eid]
        words = _one_line(" ".join(filter(None, (unit.heading, unit.text))))
        return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS] + "…"


_TABLES = {(1, 1): "link", (1, 2): "split", (2, 1): "join", (1, 0): "unlink", (0, 1): "unlink"}


def _counts(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[int, int]:
    return min(len(left), 2), min(len(right), 2)


def _can_be_written(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """False for several parts paired with several, for which there is no table."""
    return _counts(left, right) in _TABLES


def _is_of_articles(match: Match) -> bool:
    return any(side.level == "article" for side in (*match.left, *match.right))


def _one_line(text: str) -> str:
    return " ".join(neutral(text).split())
