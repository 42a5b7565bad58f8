"""The version of every character, carried from the first version to a later one.

A track is a string as long as a text: each character's code point is the index of a version.
`since` tracks when a character came, `touched` when the wording around it last changed; a deletion
leaves no character behind, so it touches its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.model.comparison import Edit, Span, is_closing_mark
from policydiff.model.document import Document
from policydiff.model.history import version_facts
from policydiff.model.kinds import CONTAINERS
from policydiff.model.lineage import Origin, WorkLineage
from policydiff.model.origins import Blame, Blamed, BlamedPassage, BlamedSentence, BlameRun
from policydiff.text.noise import fold_key
from policydiff.text.sentences import SENTENCE_ENDS, cut_sentences
from policydiff.text.spans import is_equal, read_runs, sides_of

AROUND = ("title", "preface", "conclusions")
"""The zones whose words are not looked at: what stands around the text is of each version alone."""

Items = tuple[tuple[int, tuple[str, ...]], ...]
"""Versions by their places, with the items of an act that were about a part then."""

_ENDS = frozenset((*SENTENCE_ENDS, "\n"))
"""Behind these a sentence begins."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """The two tracks of one text."""

    since: str
    touched: str

    @classmethod
    def new(cls, version: str, length: int) -> Tracks:
        """The tracks of words that came with a version."""
        return cls(version * length, version * length)

    def piece(self, begin: int, end: int) -> Tracks:
        """The tracks of a stretch."""
        return Tracks(self.since[begin:end], self.touched[begin:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedWords:
    """The tracks of the words of every unit, its version and items, by eId."""

    units: tuple[Unit, ...] = ()
    tracked: Mapping[str, Tracks] = field(default_factory=dict)
    came: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[str, Items] = field(default_factory=dict)

    def parts(self, names: Mapping[str, str], wanted: str | None = None) -> tuple[Blamed, ...]:
        """Every article and part outside of articles, or the one with the eId `wanted`.

        `names` are the lasting ones.
        """
        return tuple(
            self._blamed(unit, inside, names.get(unit.eid))
            for unit, inside in _roots(self.units, wanted)
        )

    def _blamed(self, unit: Unit, inside: Sequence[Unit], wid: str | None) -> Blamed:
        whole = self.tracked[unit.eid]
        passages = (
            BlamedPassage(
                eid=held.eid,
                level=held.level,
                sentences=tuple(
                    _sentences(
                        unit.text[begin:end],
                        whole.piece(begin, end),
                        *((0, 0) if held is unit else _lead(held)),
                    )
                ),
                items=self.items.get(held.eid, ()),
            )
            for held, begin, end in _passages(unit, inside)
        )
        named = {name: getattr(unit, name) for name in ("eid", "num", "level", "heading")}
        return Blamed(**named, wid=wid, came=self.came[unit.eid], passages=tuple(passages))


def blame(
    documents: Sequence[Document], lineage: WorkLineage, version: int, wanted: str | None = None
) -> Blame:
    """The origin of the words of the version at index `version`.

    With `wanted` only the part with this eId is given, as it is inside its article. Differences
    that the noise rule leaves out, numbers in references that follow a renumbering, the printed
    number of a part, and the mark at its end are no new words.
    """
    parts = track_words(documents, lineage, version).parts(
        lineage.wids[version] if lineage.wids else {}, wanted
    )
    facts = tuple(
        version_facts(document, lineage.versions[index], lineage.decision(index))
        for index, document in enumerate(documents[: version + 1])
    )
    newest = documents[version]
    return Blame(
        title=newest.title,
        uri=newest.uri,
        versions=facts,
        parts=parts,
        remarks=lineage.remarks,
        document=newest,
    )


def track_words(documents: Sequence[Document], lineage: WorkLineage, version: int) -> TrackedWords:
    """Follow the words of all units up to the version at place `version`."""
    words = TrackedWords()
    for index, document in enumerate(documents[: version + 1]):
        units, came = read_units(document), words.came
        origins = (
            {origin.eid: origin for origin in lineage.steps[index - 1].origins} if index else {}
        )
        words = TrackedWords(
            units=units,
            tracked=_carry(units, origins, words.tracked, index),
            came={
                unit.eid: min(
                    (came[eid] for eid in _left(origins, unit) if eid in came), default=index
                )
                for unit in units
            },
            items=dict(_items(origins.values(), words.items, index)),
        )
    return words


def _items(
    origins: Iterable[Origin], before: Mapping[str, Items], version: int
) -> Iterator[tuple[str, Items]]:
    """The items of acts about each part and its origins, where there are any."""
    for origin in origins:
        items = {at: numbers for eid in origin.left for at, numbers in before.get(eid, ())}
        if origin.instructions:
            items[version] = origin.instructions
        if items:
            yield origin.eid, tuple(sorted(items.items()))


def _left(origins: Mapping[str, Origin], unit: Unit) -> tuple[str, ...]:
    return origins[unit.eid].left if unit.eid in origins else ()


def _carry(
    units: Sequence[Unit], origins: Mapping[str, Origin], before: Mapping[str, Tracks], version: int
) -> dict[str, Tracks]:
    """The tracks of every unit, which hold for its words in the part above as well."""
    tracks = {
        unit.eid: _from_left(unit, origins.get(unit.eid), before, chr(version)) for unit in units
    }
    inner = [
        (unit, unit.parent, unit.offset + len(unit.lead))
        for unit in units
        if unit.parent is not None and not _holds_articles(unit.parent)
    ]
    for unit, above, begin in reversed(inner):
        tracks[above.eid] = _laid(tracks[above.eid], tracks[unit.eid], begin)
    for unit, above, begin in inner:
        tracks[unit.eid] = tracks[above.eid].piece(begin, begin + len(unit.text))
    return tracks


def _holds_articles(unit: Unit) -> bool:
    return unit.level in CONTAINERS or unit.level == "attachment"


def _laid(above: Tracks, below: Tracks, begin: int) -> Tracks:
    """The older of both tracks, at the place of the lower part."""
    end = begin + len(below.since)
    merged = (
        whole[:begin] + "".join(map(min, whole[begin:end], part)) + whole[end:]
        for whole, part in ((above.since, below.since), (above.touched, below.touched))
    )
    return Tracks(*merged)


def _from_left(
    unit: Unit, origin: Origin | None, before: Mapping[str, Tracks], fresh: str
) -> Tracks:
    new = Tracks.new(fresh, len(unit.text))
    tracked = [before[eid] for eid in origin.left if eid in before] if origin is not None else []
    if origin is None or not tracked:
        return new
    tracks = Tracks(
        _spliced(track.since for track in tracked), _spliced(track.touched for track in tracked)
    )
    if origin.edits:
        carrier = _Carrier(left=tracks, text=unit.text, fresh=fresh, starts=_starts(unit))
        tracks = carrier.carry(origin.edits)
    return tracks if len(tracks.since) == len(unit.text) else new


def _starts(unit: Unit) -> frozenset[int]:
    """The places behind the printed numbers of the parts inside and their gaps."""
    ends = [end for _, end in unit.numbering]
    return frozenset((*ends, *(end + 1 for end in ends if unit.text[end : end + 1].isspace())))


def _spliced(tracks: Iterable[str]) -> str:
    """Several tracks as one; the line feed between two goes with the first."""
    parts = list(tracks)
    return "".join(part + (part[-1:] or "\0") for part in parts[:-1]) + parts[-1]


@dataclass(slots=True, kw_only=True)
class _Carrier:
    """Carries tracks over the edits that lead to one text.

    `starts` are the positions where the words of a part inside begin.
    """

    left: Tracks
    text: str
    fresh: str
    starts: frozenset[int] = frozenset()
    since: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def carry(self, edits: Iterable[Edit]) -> Tracks:
        for run in read_runs(edits, is_equal):
            begin, end = run.hunk.left
            if run.equal:
                self.add(self.left.piece(begin, end))
            else:
                self.change(run.edits, begin, last=end == len(self.left.since))
        for mark in self.marks:
            if mark < len(self.touched):
                self.touched[mark] = self.fresh
        return Tracks("".join(self.since), "".join(self.touched))

    def add(self, tracks: Tracks) -> None:
        self.since += tracks.since
        self.touched += tracks.touched

    def change(self, hunk: Sequence[Edit], begin: int, *, last: bool) -> None:
        """Carry one hunk; `last` is True where the old text ends with it."""
        loud = [edit for edit in hunk if not _is_quiet(edit) and edit.elsewhere is None]
        gone, come = map(fold_key, sides_of(loud))
        same = gone == come or (last and is_closing_mark(loud))
        end = begin
        for is_quiet, run in groupby(hunk, key=_is_quiet):
            edits = list(run)
            for edit in edits:
                if edit.op == "delete":
                    begin, end = end, end + len(edit.text)
                elif edit.elsewhere is None and (same or is_quiet):
                    self.add(self.stretched(begin, end, len(edit.text)))
                    begin = end
                else:
                    self.add(Tracks.new(self.fresh, len(edit.text)))
            lost = [edit for edit in edits if edit.elsewhere is None]
            if lost and not (same or is_quiet) and all(edit.op == "delete" for edit in lost):
                self.touch("".join(edit.text for edit in lost))

    def stretched(self, begin: int, end: int, length: int) -> Tracks:
        """The tracks of the characters that were there, or beside, cut or extended."""
        first = begin if end > begin else max(0, begin - 1)
        old = self.left.piece(first, max(end, first + 1))
        if not old.since:
            return Tracks.new(self.fresh, length)
        return Tracks(
            *((track + track[-1] * length)[:length] for track in (old.since, old.touched))
        )

    def touch(self, lost: str) -> None:
        """Mark the sentence from which words, not the whole, were deleted as changed."""
        end = len(self.since)
        if end > 0 and end not in self.starts and self.text[end - 1] not in _ENDS:
            self.marks.append(end - 1)
        elif lost.rstrip()[-1:] not in ("", *SENTENCE_ENDS):
            self.marks.append(end)


def _is_quiet(edit: Edit) -> bool:
    """True for what brings no new words."""
    return edit.noise or edit.cause == "renumbering"


def _roots(units: Sequence[Unit], wanted: str | None) -> Iterator[tuple[Unit, list[Unit]]]:
    """The articles and parts outside of articles, with all units inside."""
    for unit in units:
        if unit.zone in AROUND or _holds_articles(unit):
            continue
        alone = unit.parent is None or _holds_articles(unit.parent)
        if unit.eid == wanted or (wanted is None and alone):
            yield unit, list(units[unit.order + 1 : unit.last + 1])


def _passages(unit: Unit, inside: Sequence[Unit]) -> Iterator[tuple[Unit, int, int]]:
    """A text cut where a part inside begins: the innermost part, and its span."""
    starts, begins = {0: unit}, {unit.eid: 0}
    for part in inside:
        above = 0 if part.parent is None else begins[part.parent.eid]
        starts[above + part.offset] = part
        begins[part.eid] = above + part.offset + len(part.lead)
    places = sorted(starts)
    for index, (begin, end) in enumerate(pairwise((*places, len(unit.text) + 1))):
        yield starts[places[index]], begin, end - 1


def _lead(part: Unit) -> tuple[int, int]:
    """The ends of the printed number, with its gap, and of the heading of a part."""
    behind = part.lead[len(part.num or "") :]
    return len(part.lead) - len(behind.lstrip()), len(part.lead)


def _sentences(text: str, tracks: Tracks, number: int, lead: int) -> Iterator[BlamedSentence]:
    """The sentences of a passage, the heading by itself.

    The printed number at its beginning goes with what follows; the heading ends at `lead`.
    """
    if number < len(text):
        tracks = Tracks(
            *(track[number] * number + track[number:] for track in (tracks.since, tracks.touched))
        )
    for begin, end in _spans(text, number, lead):
        mine = tracks.piece(begin, end)
        yield BlamedSentence(
            version=ord(max(mine.touched)), runs=tuple(_runs(text[begin:end], mine.since))
        )


def _spans(text: str, number: int, lead: int) -> list[Span]:
    """The sentences, cut as where a part stands alone."""
    pieces = ((number, lead), (lead, len(text)))
    spans = [
        (start + begin, start + end)
        for start, stop in pieces
        for begin, end in cut_sentences(text[start:stop])
    ]
    return [(0, spans[0][1]), *spans[1:]] if spans else [(0, len(text))][: len(text)]


def _runs(text: str, since: str) -> Iterator[BlameRun]:
    """The words of one version together; marks go with what stands before them."""
    begin, made = 0, list[BlameRun]()
    for version, run in groupby(since):
        piece = text[begin : begin + sum(1 for _ in run)]
        begin += len(piece)
        if made and (not any(map(str.isalnum, piece)) or made[-1].version == ord(version)):
            made[-1] = BlameRun(text=made[-1].text + piece, version=made[-1].version)
        else:
            made.append(BlameRun(text=piece, version=ord(version)))
    yield from made
