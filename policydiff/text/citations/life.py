"""The life of works as a text states it: 《…》同时废止, 有效期五年."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from policydiff.model.document import Block, Document, Node, Provision, Quoted, Table, provisions_in
from policydiff.model.work_life import ENDING, LifeClause, LifeKind
from policydiff.text.citations.named_works import bare_title
from policydiff.text.dates import find_dates
from policydiff.text.numerals import read_number
from policydiff.text.sentences import cut_sentences
from policydiff.text.traditions.citation_words import LifeWords

LAST = 10
"""Articles at the end of a text, or of an attachment, in which it states its own term."""
LONGEST_WORDS = 200
"""Characters of a sentence that are given with what it states."""
_LONGEST_HEADING = 60
"""Characters of a line that may be a heading in a list."""
_FIRST_CELLS = 3
"""Cells of a row of which one is the title, where no head names its column."""
_ACTS = frozenset(("decision", "resolution", "notice", "announcement", "order"))
"""Kinds of works that may end others in any of their sentences."""
_NO_TEXT = frozenset(("title", "note", "fact", "number", "contents", "addressee", "comment"))
"""Roles of blocks that state nothing."""

_MARKED = re.compile(
    r"《(?P<title>(?:[^《》\n]|《(?:[^《》\n]|《[^《》\n]*》)*》)*)》|“[^“”\n]*”|(?<!第)[（(](?P<bracket>(?:[^（）()\n]|[（(][^（）()\n]*[）)])*)[）)]"
)
"""A title, a quotation, what stands in brackets: 《示例办法》（国发〔1990〕3号）."""
_BLANK = "《》"


@dataclass(frozen=True, slots=True, kw_only=True)
class _NamedTitle:
    """A title with what stands in the brackets behind it."""

    title: str
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _MarkedSentence:
    """A sentence, cut at its titles.

    `parts` stand before, between and behind them, without brackets and quotations.
    """

    text: str
    parts: tuple[str, ...]
    works: tuple[_NamedTitle, ...]

    @property
    def plain(self) -> str:
        """The sentence with a blank for each title."""
        return _BLANK.join(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _StatedLine:
    """A paragraph, heading or row of a table; `cells` are those of the row."""

    text: str
    eid: str | None
    closing: bool = True
    cells: tuple[str, ...] = ()
    head: bool = False
    """True for the first line of an attachment: there all lists end."""
    number: str | None = None
    """The number of that attachment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListedTitle:
    """A title that a sentence rules, with the clauses of it that are named."""

    work: _NamedTitle
    before: str
    places: str | None = None
    part: bool = False


def life_clauses(document: Document, words: LifeWords) -> tuple[LifeClause, ...]:
    """The statements of a text on the life of works, itself among them.

    A draft states nothing. What is a condition, a plan or a task ends nothing, and the text does
    not end a work of its own title.
    """
    if document.stage is not None:
        return ()
    lines = tuple(_lines(document))
    signs = words.signs.search
    if not signs(document.title) and not any(signs(line.text) for line in lines):
        return ()
    reader = _LifeReader(document=document, words=words)
    found = [clause for line in lines for clause in reader.read(line)]
    found += reader.read_title(found)
    own = bare_title(document.title)
    return tuple(
        dict.fromkeys(one for one in found if one.title is None or bare_title(one.title) != own)
    )


def _lines(document: Document) -> Iterator[_StatedLine]:
    yield from _walk(document.preface, None, frozenset())
    content = (*document.preamble, *document.body)
    yield from _walk(content, None, _early(content))
    yield from _walk(document.conclusions, None, frozenset())
    for attachment in document.attachments:
        heading = attachment.heading or ""
        yield _StatedLine(text=heading, eid=attachment.eid, head=True, number=attachment.number)
        yield from _walk(attachment.content, attachment.eid, _early(attachment.content))


def _early(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The articles before the last ones, where no text states its own term."""
    articles = [part.eid for part in provisions_in(nodes) if part.level == "article"]
    return frozenset(articles[:-LAST])


def _walk(
    nodes: Iterable[Node], eid: str | None, early: frozenset[str], *, closing: bool = True
) -> Iterator[_StatedLine]:
    """Yield the lines of nodes.

    A heading that runs on stands before the text after it.
    """
    for node in nodes:
        if isinstance(node, Provision):
            stop = node.heading_stop
            lead = None if node.heading is None else node.heading + (stop or "")
            late = closing and node.eid not in early
            below = list(_walk(node.content, node.eid, early, closing=late))
            if lead and stop and below and not below[0].cells:
                below[0] = replace(below[0], text=lead + below[0].text)
            elif lead:
                yield _StatedLine(text=lead, eid=node.eid, closing=late)
            yield from below
        elif isinstance(node, Table):
            for row in node.rows:
                cells = tuple(cell.text for cell in row)
                yield _StatedLine(text="\t".join(cells), eid=eid or node.eid, cells=cells)
        elif isinstance(node, Block) and node.role not in _NO_TEXT:
            for text in node.text.split("\n"):
                yield _StatedLine(text=text, eid=eid or node.eid, closing=closing)
        elif isinstance(node, Quoted):
            continue


def _sentence(text: str) -> _MarkedSentence:
    """The titles of a sentence and what stands between them."""
    parts, works, end = [""], list[_NamedTitle](), 0
    for match in _MARKED.finditer(text):
        parts[-1] += text[end : match.start()]
        end = match.end()
        if match["title"] is not None:
            works.append(_NamedTitle(title=match["title"]))
            parts.append("")
        elif match["bracket"] is not None and works and not parts[-1].strip():
            works[-1] = replace(works[-1], facts=works[-1].facts + match["bracket"])
    parts[-1] += text[end:]
    return _MarkedSentence(text=text.strip(), parts=tuple(parts), works=tuple(works))


@dataclass(slots=True, kw_only=True)
class _LifeReader:
    """Reads the lines of one text in order, and remembers which list it is in."""

    document: Document
    words: LifeWords
    listing: LifeKind | None = None
    lead: str = ""
    since: str | None = None
    """The day from which on all works of the list end."""
    column: int | None = None
    bare: bool = False
    """True where titles of the list may stand without 《》."""
    attached: dict[str, LifeKind] = field(default_factory=dict)
    """What sentences state of the works that attachments list, by the number of the attachment."""

    @property
    def _may_suspend(self) -> bool:
        """True where the text may order that others are not applied for a time."""
        document = self.document
        return document.kind in _ACTS or self.words.suspends.search(document.title) is not None

    @property
    def acts(self) -> bool:
        """True where the text acts on the life of others, by its title."""
        title = self.document.title
        return bool(self.words.acts.search(title)) and not self.words.no_acts.search(title)

    def read(self, line: _StatedLine) -> Iterator[LifeClause]:
        """Yield what a line states."""
        if line.head:
            self.listing = self.attached.get(line.number or "")
            self.lead, self.since, self.bare = "", None, True
        cells = line.cells or (tuple(line.text.split("\t")) if "\t" in line.text else ())
        if cells:
            yield from self._row(line, cells) if self.listing else ()
            return
        if self.listing is None and not self.words.signs.search(line.text):
            return
        own = False
        for text in self._sentences(line.text):
            sentence = _sentence(text)
            yield from self._sentence(sentence, line)
            if line.closing:
                yield from self._own_term(sentence, line, own=own)
                own = self.words.force.search(sentence.plain) is not None

    def _sentences(self, text: str) -> Iterator[str]:
        """Yield the sentences; what announces a list before its titles stands alone."""
        for begin, end in cut_sentences(text):
            head, colon, titles = text[begin:end].partition("：")
            if colon and self.words.lists.search(head) and "《" not in head:
                yield head + colon
                yield titles
            else:
                yield text[begin:end]

    def _sentence(self, sentence: _MarkedSentence, line: _StatedLine) -> Iterator[LifeClause]:
        listing = self.listing
        if self._announces(sentence, line):
            return
        found = [
            *self._ended_after(sentence, line),
            *self._ended_before(sentence, line),
            *self._prolonged(sentence, line),
            *self._suspended(sentence, line),
        ]
        if found or listing is None:
            yield from found
            return
        yield from self._listed(sentence, line)

    # ends ---------------------------------------------------------------------------------------

    def _kind(self, verb: str) -> LifeKind:
        return next(kind for kind, verbs in self.words.ends if verbs.search(verb))

    def _ended_after(self, sentence: _MarkedSentence, line: _StatedLine) -> Iterator[LifeClause]:
        """Yield the works before 同时废止 and the like."""
        words = self.words
        for place in range(len(sentence.works)):
            match = words.after.match(sentence.parts[place + 1])
            if match is None:
                continue
            titles = _chain(sentence, place, words, match["places"], about=bool(match["about"]))
            if not titles or words.unsure.search(titles[0].before):
                continue
            clause = words.since.search(titles[0].before)
            day = match["since"] or (clause and clause["since"])
            kind = self._kind(match["verb"])
            yield from self._clauses(titles, kind, line, sentence.text, day=day or None)

    def _ended_before(self, sentence: _MarkedSentence, line: _StatedLine) -> Iterator[LifeClause]:
        """Yield the works behind 决定废止 and the like."""
        words = self.words
        for place in range(len(sentence.works)):
            before = sentence.parts[place]
            match = words.before.search(before)
            if match is None or not self._may_end(before[: match.end("lead")], match["lead"]):
                continue
            end = _last(sentence, place, words)
            if end is None or words.task.search(before[: match.start("verb")]):
                continue
            last, behind = end
            titles = _chain(
                sentence, last, words, behind["places"], about=bool(behind["about"]), first=place
            )
            since = words.since.search(before[: match.start("verb")])
            kind = self._kind(match["verb"])
            day = since["since"] if since else None
            yield from self._clauses(titles, kind, line, sentence.text, day=day)

    def _may_end(self, before: str, lead: str) -> bool:
        """True where a verb before titles ends them and is no task."""
        if self.acts or self.words.together.search(before):
            return True
        return self.document.kind in _ACTS and lead in ("决定", "现", "宣布")

    def read_title(self, found: list[LifeClause]) -> list[LifeClause]:
        """The ends that only the title of an act states: 关于废止《…》的决定."""
        if not self.acts:
            return []
        text, ends = self.words.heading.subn("", self.document.title)
        sentence = _sentence(text)
        if not ends or not sentence.works:
            return []
        line = _StatedLine(text=self.document.title, eid=None)
        more = [*self._ended_after(sentence, line), *self._ended_before(sentence, line)]
        known = {bare_title(one.title) for one in found if one.title}
        return [one for one in more if one.title and bare_title(one.title) not in known]

    def _clauses(
        self,
        titles: Iterable[_ListedTitle],
        kind: LifeKind,
        line: _StatedLine,
        text: str,
        *,
        day: str | None = None,
    ) -> Iterator[LifeClause]:
        words = self.words
        clause = LifeClause(kind=kind, words=text[:LONGEST_WORDS], eid=line.eid, day=_day(day))
        for title in titles:
            if words.papers.search(title.work.title):
                continue
            number = words.number.search(title.work.facts)
            yield replace(
                clause,
                kind="part" if title.part and kind in ENDING else kind,
                title=title.work.title,
                number=number[0] if number else None,
                date=_day(title.work.facts) or _day(title.before),
                places=(title.places,) if title.places else (),
            )

    # lists --------------------------------------------------------------------------------------

    def _announces(self, sentence: _MarkedSentence, line: _StatedLine) -> bool:
        """True where a sentence begins or ends a list, and names no work itself."""
        words, plain = self.words, sentence.plain.strip()
        if sentence.works:
            return False
        clause = re.split("[，,]", plain)[-1]
        match = words.lists.search(plain)
        heading = line.head or (self.acts and plain[-1:] not in "。；")
        opens = plain.endswith(("：", ":")) or heading or (self.acts and "下列" in plain)
        end = words.ends[-1][1].search(plain)
        if match is not None:
            self._attach(sentence.text)
        if words.in_force.search(plain) and (line.head or self.listing or self.acts):
            self._begin("in force", sentence, line)
        elif (
            match
            and opens
            and not words.unlisted.search(clause)
            and end
            and not words.task.search(plain[: end.start()])
        ):
            self._begin(self._kind(match[0]), sentence, line)
        elif words.closing.search(plain) or (words.unlisted.search(plain) and not match):
            self.listing = None
        else:
            return False
        return self.listing is not None

    def _attach(self, text: str) -> None:
        """Remember which attachments list works that end: 对附件2所列规章予以废止."""
        verbs = self.words.ends[-1][1]
        for clause in re.split("[，,；。]", text):
            verb = verbs.search(clause)
            if verb is not None and not self.words.unlisted.search(clause):
                for attachment in self.words.attachments.finditer(clause):
                    self.attached[_number(attachment["number"])] = self._kind(verb[0])

    def _begin(self, kind: LifeKind, sentence: _MarkedSentence, line: _StatedLine) -> None:
        self.listing, self.lead, self.column = kind, sentence.text, None
        self.bare = self.acts or line.head
        match = self.words.since_list.search(sentence.plain)
        self.since = match["since"] if match else None

    def _listed(self, sentence: _MarkedSentence, line: _StatedLine) -> Iterator[LifeClause]:
        """Yield the works of a line of a list; other lines end the list."""
        if self.listing is None:
            return
        found = False
        for piece in self.words.pieces.split(sentence.text):
            titles = self._titles(piece)
            found = found or bool(titles)
            text = f"{self.lead}{piece.strip()}"
            yield from self._clauses(titles, self.listing, line, text, day=self.since)
        if not found and len(sentence.text) > _LONGEST_HEADING:
            self.listing = None

    def _titles(self, piece: str) -> tuple[_ListedTitle, ...]:
        """The titles of a line of a list, in 《》 or without."""
        words = self.words
        number = words.row.match(piece)
        text = piece[number.end() :] if number else piece
        bare = words.listed.match(text)
        if bare and self.bare and not text.startswith("《"):
            work = _NamedTitle(title=bare["title"].strip(), facts=text[bare.end() :])
            return (_ListedTitle(work=work, before=""),)
        sentence = _sentence(text)
        end = _last(sentence, 0, words) if sentence.works else None
        if end is None:
            return ()
        last, behind = end
        return _chain(sentence, last, words, behind["places"], about=bool(behind["about"]))

    def _row(self, line: _StatedLine, row: tuple[str, ...]) -> Iterator[LifeClause]:
        """Yield the work of a row of a table."""
        if self.listing is None:
            return
        heads = [place for place, cell in enumerate(row) if self.words.name_column.search(cell)]
        if self.column is None and heads and not any(map(self._titles, row)):
            self.column = heads[0]
            return
        cells = row[:_FIRST_CELLS]
        if self.column is not None:
            cells = row[self.column : self.column + 1]
        titles = next(filter(None, map(self._titles, cells)), ())
        facts = " ".join(row)
        full = (
            replace(title, work=replace(title.work, facts=f"{title.work.facts} {facts}"))
            for title in titles
        )
        text = f"{self.lead}{line.text}"
        yield from self._clauses(full, self.listing, line, text, day=self.since)

    # terms --------------------------------------------------------------------------------------

    def _own_term(
        self, sentence: _MarkedSentence, line: _StatedLine, *, own: bool
    ) -> Iterator[LifeClause]:
        """Yield the term of the text itself.

        `own` is true behind a sentence on its force.
        """
        words, plain = self.words, sentence.plain
        force = words.force.search(plain)
        for kind, pattern in words.terms:
            match = pattern.search(plain)
            if match is None:
                continue
            clause = max(plain.rfind(mark, 0, match.start()) for mark in "，,：；。") + 1
            subject = plain[clause : match.start()].strip()
            if not words.subject.fullmatch(subject):
                continue
            if not (own or force or words.own.match(subject)):
                continue
            lapses = kind == "trial" and words.lapses.search(plain, match.end())
            day, months = self._time(match["time"])
            start = (force and force["day"]) or match.groupdict().get("from")
            if day is None and months is not None:
                day = _later(_day(start) or self.document.dates.in_force, months)
            yield LifeClause(
                kind="term" if lapses else kind,
                words=sentence.text[:LONGEST_WORDS],
                day=day,
                months=months,
                eid=line.eid,
            )
            return

    def _time(self, text: str) -> tuple[str | None, int | None]:
        """The first day after a term, or its length in months."""
        words = self.words
        dates = find_dates(text)
        if dates:
            return _next_day(dates[-1][1]), None
        match = words.time.search(text)
        if match is None:
            return None, None
        if match["year"]:
            return _after_month(match["year"], match["month"]), None
        count = 0.5 if match["count"] == words.half else read_number(match["count"])
        if count is None:
            return None, None
        unit = 12 if match["unit"] == words.years else 1
        return None, int((count + (0.5 if match["half"] else 0)) * unit) or None

    def _prolonged(self, sentence: _MarkedSentence, line: _StatedLine) -> Iterator[LifeClause]:
        """Yield the works whose term a sentence prolongs."""
        words = self.words
        for place in range(len(sentence.works)):
            behind = sentence.parts[place + 1]
            match = words.prolonged.match(behind) or words.prolonging_to.match(behind)
            if match is None:
                continue
            titles = _chain(sentence, place, words, None)
            if not titles or words.unsure.search(titles[0].before):
                continue
            if match.re is words.prolonging_to and not words.prolonging.search(titles[0].before):
                continue
            yield from self._longer(titles, match["time"], line, sentence)
        if not sentence.works and words.prolongs.search(self.document.title):
            match = words.prolonged.search(sentence.plain)
            named = _sentence(self.document.title)
            if match is not None and named.works:
                titles = tuple(_ListedTitle(work=work, before="") for work in named.works)
                yield from self._longer(titles, match["time"], line, sentence)

    def _longer(
        self,
        titles: Iterable[_ListedTitle],
        time: str,
        line: _StatedLine,
        sentence: _MarkedSentence,
    ) -> Iterator[LifeClause]:
        day, months = self._time(time)
        for clause in self._clauses(titles, "prolonged", line, sentence.text):
            yield replace(clause, day=day, months=months)

    def _suspended(self, sentence: _MarkedSentence, line: _StatedLine) -> Iterator[LifeClause]:
        """Yield the works that are partly not applied for a time or in a region."""
        words, plain = self.words, sentence.plain
        verb = words.suspended.search(plain)
        if (
            verb is None
            or not sentence.works
            or not self._may_suspend
            or words.task.search(plain[: verb.start()])
        ):
            return
        region = words.region.search(plain)
        until = words.until.search(plain)
        day, months = self._time(until[0]) if until else (None, None)
        titles = _suspended_titles(sentence, verb.end(), words)
        for clause in self._clauses(titles, "suspended", line, sentence.text):
            yield replace(
                clause, until=day, months=months, region=region["region"] if region else None
            )


def _suspended_titles(
    sentence: _MarkedSentence, end: int, words: LifeWords
) -> tuple[_ListedTitle, ...]:
    """The titles behind a verb that ends there; without any, those before it."""
    first = sentence.plain[:end].count(_BLANK)
    last = len(sentence.works) - 1
    if first > last:
        return _chain(sentence, last, words, None, about=True)
    return tuple(
        _ListedTitle(work=work, before="", places=places[0] if places else None, part=True)
        for place, work in enumerate(sentence.works)
        if place == first or (place > first and not words.cited.search(sentence.parts[place]))
        for places in [words.places.match(sentence.parts[place + 1])]
    )


def _last(
    sentence: _MarkedSentence, first: int, words: LifeWords
) -> tuple[int, re.Match[str]] | None:
    """The last title of a list and what follows it; None where other words follow."""
    for place in range(first, len(sentence.works)):
        behind = sentence.parts[place + 1]
        whole = words.whole.match(behind)
        final = place + 1 == len(sentence.works)
        joint = None if final else words.joint.fullmatch(behind)
        if joint is not None and not words.cited.search(behind) and not words.broken.search(behind):
            continue
        if not final and words.origin.match(behind):
            continue
        return (place, whole) if whole else None
    return None


def _chain(
    sentence: _MarkedSentence,
    last: int,
    words: LifeWords,
    places: str | None,
    *,
    about: bool = False,
    first: int = 0,
) -> tuple[_ListedTitle, ...]:
    """The titles of a list up to its last.

    Those that state the origin of others are left out.
    """
    parts, works = sentence.parts, sentence.works
    if words.cited.search(parts[last]):
        return ()
    titles = [
        _ListedTitle(
            work=works[last], before=parts[last], places=places, part=bool(places or about)
        )
    ]
    origin = False
    for place in range(last - 1, first - 1, -1):
        between = parts[place + 1]
        if words.origin.match(between):
            origin = True
            before = f"{parts[place]}{_BLANK}{titles[-1].before}"
            titles[-1] = replace(titles[-1], before=before)
            continue
        joint = words.joint.fullmatch(between)
        if joint is None or words.broken.search(between) or words.cited.search(parts[place]):
            break
        if origin and not joint["origin"]:
            continue
        origin = False
        part = bool(joint["places"] or joint["about"])
        titles.append(
            _ListedTitle(
                work=works[place],
                before=parts[place],
                places=joint["places"],
                part=part or about,
            )
        )
    return tuple(reversed(titles))


def _number(text: str | None) -> str:
    """The canonical number of an attachment; the only one has none."""
    number = read_number(text) if text else None
    return "1" if number is None else str(number)


def _day(text: str | None) -> str | None:
    """The first date of a text, ISO."""
    dates = find_dates(text) if text else ()
    return dates[0][1] if dates else None


def _next_day(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def _after_month(year: str, month: str | None) -> str | None:
    """The first day after a month, or after a year."""
    dates = find_dates(f"{year}年{month or '12'}月1日")
    return _later(dates[0][1], 1) if dates else None


def _later(day: str | None, months: int) -> str | None:
    """The same day so many months later.

    The first of the next month where there is none.
    """
    if day is None:
        return None
    start = dt.date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    try:
        return start.replace(year=year, month=month + 1).isoformat()
    except ValueError:
        return dt.date(year, month + 2, 1).isoformat()
