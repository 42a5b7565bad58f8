"""Hits of a full-text search, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from policydiff.messages import Message
from policydiff.model.cited import Became
from policydiff.model.comparison import Span
from policydiff.model.history import VersionFacts
from policydiff.model.json_keys import JsonValue
from policydiff.model.names import page_path
from policydiff.model.work_life import WorkStatus

COUNTED = 5_000
"""Hits are counted, and ranked by how well they fit, up to so many."""

HitPart = Literal["article", "block", "table", "quotation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """The choices of a search.

    Of `works` (names), `kinds` and issuing bodies (`authorities`, of which a part of the name is
    enough) one of each must fit, where any is named; of `makers` (whole names, "-" for none), `years`
    of versions and `states` of works too. `on` is a day (ISO) on which the version was
    in force, or may have been; `newest` chooses the newest version of each work. `limit` is the
    most hits to give, `after` the `next` of an earlier answer, to give those behind it.
    """

    works: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    on: str | None = None
    newest: bool = False
    limit: int = 20
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitFacet:
    """The values that would narrow a search in one respect, with their hits.

    A count is None where the search stops before all are counted; then the values are those of the
    versions that are searched.
    """

    name: str
    values: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """A part of a document that a search finds: an article, or a block outside.

    `eid` is its own, or that of the part around it, None where there is none; `number` the form in
    which that is cited (第八十八条), "" where it has none.
    """

    part: HitPart
    eid: str | None
    number: str
    text: str
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit(JsonValue):
    """A provision of level article, or a block outside of articles, in one version.

    `title`, `uri`, `slug` and `kind` are those of the work; `version` has the facts of the version,
    `sha256` is that of its source. `part`, `eid`, `number` and `heading` are as in `SearchText`.
    `snippet` is a stretch of its text that begins at `begin`; `spans` are the stretches of the text
    that the query names, [begin, end) in characters of the whole text, which has `length`. `newest`
    is True in the newest version of the work. In others `became` is what became of the clause in
    the newest, None where that is not known. `status` is that of the work on the day of the search.
    `presumed` is True where another version may have been in force on the day. `address` is the
    name of the work in addresses.
    """

    title: str
    uri: str
    slug: str
    kind: str
    version: VersionFacts
    sha256: str | None
    part: HitPart
    eid: str | None
    number: str
    heading: str | None
    snippet: str
    begin: int
    length: int
    spans: tuple[Span, ...]
    newest: bool
    status: WorkStatus
    became: Became | None = None
    presumed: bool = False
    address: str = ""

    @property
    def url(self) -> str:
        """The path of the page where it stands."""
        return page_path(self.address or self.slug, self.version.date, self.eid)

    @property
    def name(self) -> str:
        """The name of the hit on the command line."""
        version = f"{self.title}@{self.version.name}"
        return version if self.eid is None else f"{version}#{self.eid}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult(JsonValue):
    """The hits of a search, and how many there are.

    `count` is that of all hits, of which `hits` are those that were asked for; where `more` is
    True there are more than `count`, and they come by the rank of their kind, the newest versions
    first, instead of by how well they fit. `first` is the number of hits before these. `next` is
    to be given as `SearchOptions.after` to get those behind, None at the end. `texts` is the number
    of versions searched. `unread` are the names of versions that could not be read, with the
    reason; `notes` what a reader must know.
    """

    family: ClassVar[str] = "search"

    query: str
    options: SearchOptions
    hits: tuple[SearchHit, ...]
    count: int
    more: bool
    texts: int
    first: int = 0
    next: str | None = None
    unread: tuple[tuple[str, str], ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def presumed(self) -> bool:
        """True where it is not certain of a hit that its version was in force on the day."""
        return any(hit.presumed for hit in self.hits)
