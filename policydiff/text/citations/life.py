"""The life of works as a text states it: 《…》同时废止, 有效期五年."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from policydiff.model.document import Document
from policydiff.model.work_life import ENDING, LifeClause, LifeKind
from policydiff.text.citations.listed_titles import (
    ListedTitle,
    Listing,
    MarkedSentence,
    MarkedTitle,
    StatedLine,
    attachment_number,
    cell_verdict,
    last_listed,
    line_titles,
    listed_titles,
    mark_titles,
    own_titles,
    row_verdict,
    stated_lines,
    suspended_titles,
)
from policydiff.text.citations.works import bare_title
from policydiff.text.dates import find_dates, first_date, month_end, months_later, next_day
from policydiff.text.numerals import read_number
from policydiff.text.sentences import cut_sentences
from policydiff.text.traditions.citation_words import LifeWords

LONGEST_WORDS = 200
"""Characters of a sentence that are given with what it states."""
_LONGEST_HEADING = 60
"""Characters of a line that may be a heading in a list."""
_FIRST_CELLS = 3
"""Cells of a row of which one is the title, where no head names its column."""
_ACTS = frozenset(("decision", "resolution", "notice", "announcement", "order"))
"""Kinds of works that may end others in any of their sentences."""


def life_clauses(document: Document, words: LifeWords) -> tuple[LifeClause, ...]:
    """The statements of a text on the life of works, itself among them.

    A draft or an explanation states nothing. What is a condition, a plan or a task ends nothing,
    and the text does not end a work of its own title, or of that which it promulgates.
    """
    if document.stage is not None:
        return ()
    lines = tuple(stated_lines(document))
    signs = words.signs.search
    if words.explains.search(mark_titles(document.title).plain):
        return ()
    if not signs(document.title) and not any(signs(line.text) for line in lines):
        return ()
    reader = _LifeReader(document=document, words=words)
    clauses = [clause for line in lines for clause in reader.read(line)]
    clauses += reader.read_title(clauses)
    own = set(own_titles(document.title, words))
    titled = {clause: bare_title(clause.title) for clause in clauses if clause.title is not None}
    return tuple(clause for clause in dict.fromkeys(clauses) if titled.get(clause) not in own)


@dataclass(slots=True, kw_only=True)
class _LifeReader:
    """Reads the lines of one text in order, and remembers which list it is in."""

    document: Document
    words: LifeWords
    listing: Listing | None = None
    lead: str = ""
    since: str | None = None
    """The day from which on all works of the list end."""
    scope: str = ""
    """The article in which the list stands, "" where it may reach over several."""
    time: str = ""
    """The time by which the terms of all works of the list are prolonged."""
    column: int | None = None
    result: int | None = None
    """The column of what holds for each row."""
    clauses: int | None = None
    """The column of the clauses of each row that end."""
    bare: bool = False
    """True where titles of the list may stand without 《》."""
    attached: dict[str, Listing] = field(default_factory=dict)
    """What sentences state of the works that attachments list, by the number of the attachment."""

    @property
    def _may_suspend(self) -> bool:
        return self.document.kind in _ACTS or bool(self.words.suspends.search(self.document.title))

    @property
    def acts(self) -> bool:
        title = self.document.title
        return bool(self.words.acts.search(title)) and not self.words.no_acts.search(title)

    def read(self, line: StatedLine) -> Iterator[LifeClause]:
        if line.head:
            self.listing = self.attached.get(line.number or "")
            self.lead, self.since, self.bare, self.scope = "", None, True, ""
        elif not (line.eid or "").startswith(self.scope):
            self.listing = None
        cells = line.cells or (tuple(line.text.split("\t")) if "\t" in line.text else ())
        if cells:
            yield from self._row(line, cells) if self.listing else ()
            return
        if self.listing is None and not self.words.signs.search(line.text):
            return
        own = False
        for text in self._sentences(line.text):
            sentence = mark_titles(text)
            yield from self._statements(sentence, line)
            if line.closing:
                yield from self._own_term(sentence, line, own=own)
                own = self.words.force.search(sentence.plain) is not None

    def _sentences(self, text: str) -> Iterator[str]:
        """The sentences; what announces a list before its titles stands alone."""
        for begin, end in cut_sentences(text):
            head, colon, titles = text[begin:end].partition("：")
            if colon and self._lists(head + colon):
                yield from filter(None, (head + colon, titles.strip()))
            else:
                yield text[begin:end]

    def _lists(self, head: str) -> bool:
        words = self.words
        signs = (words.lists, words.in_force, words.prolonged)
        return "《" not in head and any(sign.search(head) for sign in signs)

    def _statements(self, sentence: MarkedSentence, line: StatedLine) -> Iterator[LifeClause]:
        listing = self.listing
        if self._announces(sentence, line):
            return
        first = list(self._ended_before(sentence, line))
        known = {one.title for one in first}
        stated = [
            *(one for one in self._ended_after(sentence, line) if one.title not in known),
            *first,
            *self._prolonged(sentence, line),
            *self._suspended(sentence, line),
        ]
        if stated or listing is None:
            yield from stated
            return
        yield from self._listed(sentence, line)

    # ends ---------------------------------------------------------------------------------------

    def _kind(self, verb: str) -> LifeKind:
        return next(kind for kind, verbs in self.words.ends if verbs.search(verb))

    def _ended_after(self, sentence: MarkedSentence, line: StatedLine) -> Iterator[LifeClause]:
        """The works before 同时废止 and the like."""
        words = self.words
        for index in range(len(sentence.works)):
            match = words.after.match(sentence.parts[index + 1])
            if match is None:
                continue
            titles = listed_titles(
                sentence, index, words, match["places"], about=bool(match["about"])
            )
            if not titles or words.unsure.search(titles[0].before):
                continue
            clause = words.since.search(titles[0].before)
            day = match["since"] or (clause and clause["since"])
            later = words.later.match(sentence.parts[index + 1], match.end())
            if later and not day:
                day = later["since"]
            event = match["event"] or titles[0].before
            if not day and words.published.search(event):
                day = self.document.dates.promulgated
            kind = self._kind(match["verb"])
            yield from self._clauses(titles, kind, line, sentence.text, day=day or None)

    def _ended_before(self, sentence: MarkedSentence, line: StatedLine) -> Iterator[LifeClause]:
        """The works behind 决定废止 and the like."""
        words = self.words
        for index in range(len(sentence.works)):
            before = sentence.parts[index]
            match = words.before.search(before)
            if match is None or not self._may_end(before[: match.start("verb")], match["lead"]):
                continue
            end = last_listed(sentence, index, words)
            if end is None or words.task.search(before[: match.start("verb")]):
                continue
            last, behind = end
            titles = listed_titles(
                sentence, last, words, behind["places"], about=bool(behind["about"]), first=index
            )
            since = words.since.search(before[: match.start("verb")])
            since = since or words.later.match(sentence.parts[last + 1], behind.end())
            day, kind = since["since"] if since else None, self._kind(match["verb"])
            yield from self._clauses(titles, kind, line, sentence.text, day=day)

    def _may_end(self, before: str, lead: str) -> bool:
        """True where a verb before titles ends them and is no task."""
        if self.acts or self.words.together.search(before):
            return True
        started = self.words.since.search(before) and before.rstrip("，,").endswith("起")
        return self.document.kind in _ACTS and (started or lead in ("决定", "现", "宣布"))

    def _bare_title(self, text: str) -> Iterator[LifeClause]:
        """The one work that the title of an act ends without 《》."""
        match = self.words.bare_end.fullmatch(text)
        if match is not None:
            title = ListedTitle(work=MarkedTitle(title=match["title"]), before="")
            line = StatedLine(text=self.document.title, eid=None)
            yield from self._clauses((title,), self._kind(match["verb"]), line, line.text)

    def read_title(self, clauses: list[LifeClause]) -> list[LifeClause]:
        """The ends that only the title of an act states: 关于废止《…》的决定."""
        if not self.acts:
            return []
        text, ends = self.words.heading.subn("", self.document.title)
        sentence = mark_titles(text)
        if not ends:
            return []
        line = StatedLine(text=self.document.title, eid=None)
        more = [*self._ended_after(sentence, line), *self._ended_before(sentence, line)]
        if not sentence.works:
            more = list(self._bare_title(text))
        known = {bare_title(clause.title) for clause in clauses if clause.title}
        return [clause for clause in more if clause.title and bare_title(clause.title) not in known]

    def _clauses(
        self,
        titles: Iterable[ListedTitle],
        kind: LifeKind,
        line: StatedLine,
        text: str,
        *,
        day: str | None = None,
    ) -> Iterator[LifeClause]:
        words = self.words
        if day and first_date(day) is None:
            return
        clause = LifeClause(
            kind=kind, words=text[:LONGEST_WORDS], eid=line.eid, day=first_date(day)
        )
        for title in titles:
            if words.papers.search(title.work.title):
                continue
            number = words.number.search(title.work.facts)
            yield replace(
                clause,
                kind="part" if title.part and kind in ENDING else kind,
                title=title.work.title,
                number=number[0] if number else None,
                date=first_date(title.work.facts) or first_date(words.starts.sub("", title.before)),
                places=(title.places,) if title.places else (),
            )

    # lists --------------------------------------------------------------------------------------

    def _announces(self, sentence: MarkedSentence, line: StatedLine) -> bool:
        """True where a sentence begins or ends a list, and names no work itself."""
        words, plain = self.words, sentence.plain.strip()
        if sentence.works or (self.listing and self._verdict(plain)[0]):
            return False
        listed = words.lists.search(plain)
        if listed:
            self._attach(sentence.text)
        kind = None if self._is_task(plain, line) else self._heading(plain, line)
        if kind is not None:
            self._begin(kind, sentence, line)
        elif (
            self._is_task(plain, line)
            or words.closing.search(plain)
            or (words.unlisted.search(plain) and not listed)
        ):
            self.listing = None
        else:
            return False
        return self.listing is not None

    def _opens(self, plain: str, line: StatedLine) -> bool:
        heading = line.head or (self.acts and plain[-1:] not in "。；")
        below = self.acts and self.words.below.search(plain) is not None
        return plain.endswith(("：", ":")) or heading or below

    def _is_task(self, plain: str, line: StatedLine) -> bool:
        """True where a sentence announces works that are yet to end or to stay."""
        words = self.words
        longer = words.prolonged.search(plain) if words.below.search(plain) else None
        verb = words.ends[-1][1].search(plain) or words.in_force.search(plain)
        begin = longer.start("verb") if longer else verb.start() if verb else 0
        return self._opens(plain, line) and words.task.search(plain[:begin]) is not None

    def _heading(self, plain: str, line: StatedLine) -> Listing | None:
        """The kind of the list that a sentence announces, if any."""
        words, opens, acts = self.words, self._opens(plain, line), line.head or self.acts
        if opens and words.below.search(plain) and words.prolonged.search(plain):
            return "prolonged"
        if acts and opens and words.mixed.search(plain):
            return "mixed"
        stays = words.in_force.search(plain)
        if stays and (acts or self.listing or plain.endswith(("：", ":"))):
            return "in force"
        match, clause = words.lists.search(plain), re.split("[，,]", plain)[-1]
        ends = words.ends[-1][1].search(plain) and not words.unlisted.search(clause)
        if match and opens and ends:
            return self._listing(plain, match[0])
        if opens and words.cleared.search(plain):
            return (self.listing if line.head else None) or "mixed"
        return None

    def _listing(self, plain: str, verb: str) -> Listing:
        """The kind of a list; "mixed" where works of it end, and parts of others."""
        if not self.words.partial.search(plain):
            return self._kind(verb)
        return "mixed" if self.words.entire.search(plain) else "part"

    def _attach(self, text: str) -> None:
        """Remember which attachments list works that end: 对附件2所列规章予以废止."""
        verbs = self.words.ends[-1][1]
        for clause in re.split("[，,；。]", text):
            verb = verbs.search(clause)
            if verb is not None and not self.words.unlisted.search(clause):
                for attachment in self.words.attachments.finditer(clause):
                    number = attachment_number(attachment["number"])
                    self.attached[number] = self._listing(clause, verb[0])

    def _begin(self, kind: Listing, sentence: MarkedSentence, line: StatedLine) -> None:
        self.listing, self.lead = kind, sentence.text
        self.column = self.result = self.clauses = None
        self.bare = self.acts or line.head
        self.scope = line.article
        longer = self.words.prolonged.search(sentence.plain)
        self.time = longer["time"] if longer else ""
        match = self.words.since_list.search(sentence.plain)
        self.since = match["since"] if match else None

    def _listed(self, sentence: MarkedSentence, line: StatedLine) -> Iterator[LifeClause]:
        """The works of a line of a list; other lines end the list."""
        if self.listing is None:
            return
        has_titles = False
        for piece in self.words.pieces.split(sentence.text):
            titles = line_titles(piece, self.words, bare=self.bare)
            has_titles = has_titles or bool(titles)
            kind, places = self._verdict(piece)
            full = (replace(title, places=title.places or places) for title in titles)
            yield from self._of_list(full, kind, line, piece.strip())
        heading = len(sentence.text) < _LONGEST_HEADING and sentence.text[-1:] not in "。；"
        if not has_titles and not (self.bare and heading):
            self.listing = None

    def _verdict(self, line: str) -> tuple[Listing | None, str | None]:
        remark = self.words.remark.search(line)
        return cell_verdict(remark[0] if remark else "", self.words)

    def _row(self, line: StatedLine, row: tuple[str, ...]) -> Iterator[LifeClause]:
        if self.listing is None:
            return
        heads = [column for column, cell in enumerate(row) if self.words.name_column.search(cell)]
        read = [line_titles(cell, self.words, bare=self.bare) for cell in row]
        if self.column is None and heads and not any(read):
            self.column = heads[0]
            results = [column for column, cell in enumerate(row) if self.words.result.search(cell)]
            parts = [column for column, cell in enumerate(row) if self.words.clauses.search(cell)]
            self.result, self.clauses = next(iter(results), None), next(iter(parts), None)
            return
        cells = read[:_FIRST_CELLS] if self.column is None else read[self.column :][:1]
        titles = next(filter(None, cells), ())
        facts = " ".join(row)
        kind, places = row_verdict(row, (self.result, self.clauses), self.words)
        full = (
            replace(
                title,
                work=replace(title.work, facts=f"{title.work.facts} {facts}"),
                places=title.places or places,
            )
            for title in titles
        )
        yield from self._of_list(full, kind, line, line.text)

    def _of_list(
        self, titles: Iterable[ListedTitle], own: Listing | None, line: StatedLine, text: str
    ) -> Iterator[LifeClause]:
        """The works of the list; `own` is what holds for them alone."""
        kind, text = own or self.listing, self.lead + text
        if kind == "prolonged":
            yield from self._longer(titles, self.time, line, text)
        elif kind is not None and kind != "mixed":
            day = self.since if kind == self.listing or kind != "in force" else None
            yield from self._clauses(titles, kind, line, text, day=day)

    # terms --------------------------------------------------------------------------------------

    def _own_term(
        self, sentence: MarkedSentence, line: StatedLine, *, own: bool
    ) -> Iterator[LifeClause]:
        """The term of the text itself; `own` is True behind a sentence on its force."""
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
            if match.groupdict().get("on"):
                day = first_date(match["on"])
            start = (force and force["day"]) or match.groupdict().get("from")
            since = first_date(start) or self.document.dates.in_force
            if day is None and months is not None and since is not None:
                day = months_later(since, months)
            if day is None and months is None:
                continue
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
            return next_day(dates[-1][1]), None
        match = words.time.search(text)
        if match is None or match["last"]:
            return None, None
        if match["year"]:
            return month_end(match["year"], match["month"]), None
        count = 0.5 if match["count"] == words.half else read_number(match["count"])
        if count is None:
            return None, None
        unit = 12 if match["unit"] == words.years else 1
        more = (read_number(match["more"]) or 0) if match["more"] else 0
        return None, int((count + (0.5 if match["half"] else 0)) * unit) + more or None

    def _prolonged(self, sentence: MarkedSentence, line: StatedLine) -> Iterator[LifeClause]:
        words = self.words
        for index, behind in enumerate(sentence.parts[1:]):
            match = words.prolonged.match(behind) or words.renewed.match(behind)
            match = match or words.prolonging_to.match(behind)
            titles = listed_titles(sentence, index, words, None) if match else ()
            before = titles[0].before if titles else ""
            if match is None or not titles or words.unsure.search(before):
                continue
            if match.re is not words.prolonging_to or words.prolonging.search(before):
                start = match.groupdict().get("from")
                yield from self._longer(titles, match["time"], line, sentence.text, start)
        match = words.prolonged.search(sentence.plain)
        if match and not sentence.works and words.prolongs.search(self.document.title):
            works = mark_titles(self.document.title).works
            titles = tuple(ListedTitle(work=work, before="") for work in works)
            yield from self._longer(titles, match["time"], line, sentence.text)

    def _longer(
        self,
        titles: Iterable[ListedTitle],
        time: str,
        line: StatedLine,
        text: str,
        start: str | None = None,
    ) -> Iterator[LifeClause]:
        day, months = self._time(time)
        since = first_date(start)
        if start and months is not None:
            day, months = months_later(since, months) if since else None, None
        if day is None and months is None:
            return
        for clause in self._clauses(titles, "prolonged", line, text):
            yield replace(clause, day=day, months=months)

    def _suspended(self, sentence: MarkedSentence, line: StatedLine) -> Iterator[LifeClause]:
        """The works that are partly not applied for a time or in a region."""
        words, plain = self.words, sentence.plain
        verb = words.suspended.search(plain)
        if verb is None or not (sentence.works and self._may_suspend):
            return
        if words.task.search(plain[: verb.start()]):
            return
        region = words.region.search(plain)
        until = words.until.search(plain)
        day, months = self._time(until[0]) if until else (None, None)
        if until and day is None and months is None:
            return
        titles = suspended_titles(sentence, verb.end(), words)
        for clause in self._clauses(titles, "suspended", line, sentence.text):
            yield replace(
                clause, until=day, months=months, region=region["region"] if region else None
            )
