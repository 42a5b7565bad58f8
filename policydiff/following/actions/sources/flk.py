"""The national database of laws (flk.npc.gov.cn): versions of followed works.

Written after recorded answers; no test ever called the real machine. A work costs a search and a
look at its newest version; what was handed over before is not asked for again.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit

from policydiff.following.actions import polite_http as http
from policydiff.following.actions.sources import contract
from policydiff.following.actions.sources.contract import (
    Outcome,
    Received,
    SourceNote,
    Unavailable,
    Unchanged,
)
from policydiff.following.engine import flk_answers as answers
from policydiff.messages import Message
from policydiff.reading.load import GivenFacts
from policydiff.store.titles import title_key

NAME = "flk"

OFFICIAL = "https://flk.npc.gov.cn"
LARGEST_FILE = 30_000_000
"""Bytes."""

MOST_PAGES = 5
SEARCH = dict.fromkeys(("sxx", "gbrq", "sxrq", "gbrqYear", "flfgCodeId", "zdjgCodeId"), ()) | {
    "searchRange": 1,
    "searchType": 1,
    "orderByParam": {"order": "-1", "sort": ""},
    "pageSize": 20,
}
"""Words in titles, exactly as they stand, whatever the status of the version."""

_TRIAL = re.compile(r"flk\+(?P<host>http://127\.0\.0\.1:\d{1,5})")
"""A machine that plays the database, on this one."""

_STORE = re.compile(r"https://(?:flkoss\.[a-z0-9.-]+\.cucloud|[a-z0-9.-]+\.npc\.gov)\.cn(?::443)?/")
_TRIAL_STORE = re.compile(r"http://127\.0\.0\.1:\d{1,5}/")
"""Machines that hold its files, as recorded, and the one of a test."""

_UNFIT = re.compile(r"[^\w（）-]+")
_SIGNATURES = {
    "docx": ((b"PK\x03\x04", "docx"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc")),
    "pdf": ((b"%PDF", "pdf"),),
}
"""How files of a format begin, and the ending of each: old texts come as doc for docx, too."""


def accepts(address: str) -> bool:
    """True for its name, its pages, and a machine of a test that plays it."""
    named = address in (NAME, OFFICIAL) or address.startswith(f"{OFFICIAL}/")
    return named or _TRIAL.fullmatch(address) is not None


def read(asked: contract.Asked) -> Iterator[Outcome]:
    """Hand over new versions of followed works, and the decisions beside them."""
    titles = tuple(dict.fromkeys(asked.followed))
    if not titles:
        why = Message(
            "no work is followed, and it holds far too many to fetch all; name one with `policydiff follow` first"
        )
        yield Unavailable(what=NAME, why=why)
    trial = _TRIAL.fullmatch(asked.address)
    host = trial["host"] if trial else OFFICIAL
    database = _Database(asked=asked, client=http.PoliteClient(asked.pause), host=host)
    first = asked.marks.get("next", "")
    start = titles.index(first) if first in titles else 0
    turn = titles[start:] + titles[:start]
    for at, title in enumerate(turn):
        asked.watch(Message("Asking the national database of laws"), at, len(turn))
        reported = False
        try:
            for outcome in _DatabaseWork(title=title, asked=asked, database=database).outcomes():
                reported |= not isinstance(outcome, Unchanged)
                yield outcome
        except http.AskingEndedError as end:
            yield from (Unavailable(what=other, why=end.message) for other in turn[at:])
            # a work that was begun comes last, so that none keeps the others waiting for ever
            first = turn[(at + reported) % len(turn)]
            yield Unchanged(what="", marks=(("next", first),))
            return
    if first:
        yield Unchanged(what="", marks=(("next", ""),))


@dataclass(slots=True, kw_only=True)
class _Database:
    """The calls of the database, each with its answer as a value."""

    asked: contract.Asked
    client: http.PoliteClient
    host: str
    written: int = 0

    def search(self, title: str, page: int) -> answers.ListedVersions:
        """A page of the versions in whose title these words stand."""
        wanted = json.dumps(SEARCH | {"searchContent": title, "pageNum": page}, ensure_ascii=False)
        call = http.HttpCall(address=f"{self.host}/law-search/search/list", body=wanted.encode())
        answer = self.client.ask(call)
        return self._value(answer, "list", answers.ListedVersions)

    def details(
        self, version: answers.DatabaseVersion, condition: str
    ) -> tuple[answers.VersionDetails | None, str]:
        """The details of a version, None for those from before; and their validator."""
        address = f"{self.host}/law-search/search/flfgDetails?{urlencode({'bbbs': version.key})}"
        answer = self.client.ask(http.HttpCall(address=address, condition=condition))
        if answer.status == 304:
            return None, condition
        details = self._value(answer, "details", answers.DetailsAnswer).data
        if details.key != version.key or title_key(details.title) != title_key(version.title):
            raise http.UnavailableAnswerError(
                Message("another version came than was asked for: {title}", title=details.title)
            )
        if details.contradicts(version):
            raise http.UnavailableAnswerError(
                Message("the list and the details of this version state different days or statuses")
            )
        return details.completed(version), answer.validator

    def file(self, version: str, format_: str, file: str, condition: str) -> http.HttpAnswer:
        """A file of the store, by the call that gives out its signed address."""
        if format_ not in _SIGNATURES:
            why = Message("its file is of another format ({format})", format=format_)
            raise http.UnavailableAnswerError(why)
        asked = urlencode({"format": format_, "bbbs": version, "fileId": file})
        address = f"{self.host}/law-search/download/pc?{asked}"
        answer = self.client.ask(http.HttpCall(address=address, redirects=True))
        if answer.status == 200:
            signed = self._value(answer, "download", answers.FileAnswer).address
        else:
            signed = answer.headers["Location"]
        address = http.web_address(signed, self.host)
        if not (_STORE if self.host == OFFICIAL else _TRIAL_STORE).match(address):
            place = urlsplit(address).netloc
            why = Message("its file lies at {host}, which is no file store of it", host=place)
            raise http.UnavailableAnswerError(why)
        call = http.HttpCall(address=address, condition=condition, largest=LARGEST_FILE)
        return self.client.ask(call)

    def _value(
        self, answer: http.HttpAnswer, name: str, shape: type[answers.Answer]
    ) -> answers.Answer:
        """The value of an answer, which is written as it came where all that comes is."""
        while (folder := self.asked.keep) is not None:
            self.written += 1
            folder.mkdir(parents=True, exist_ok=True)
            try:
                with (folder / f"flk-{self.written:04}-{name}.json").open("xb") as stream:
                    stream.write(answer.data)
            except FileExistsError:
                continue
            break
        value = answers.read_answer(answer.data, shape)
        if isinstance(value, answers.OtherShape):
            raise http.UnavailableAnswerError(value.why)
        return value


@dataclass(slots=True, kw_only=True)
class _DatabaseWork:
    """A followed work as the database has it, and its texts that are new."""

    title: str
    asked: contract.Asked
    database: _Database
    closing: contract.Marks = ()
    """Marks that hold once nothing of the work was unavailable."""

    files: set[str] = field(default_factory=set)
    """Keys of the related files that were looked at in this run."""

    def outcomes(self) -> Iterator[Outcome]:
        """All that is new; one unchanged where there is nothing else."""
        kinds = set()
        try:
            for outcome in self._new():
                kinds.add(type(outcome))
                yield outcome
        except http.UnavailableAnswerError as error:
            kinds.add(Unavailable)
            yield self._unavailable(error.message)
        if Unavailable not in kinds:
            yield Unchanged(what="" if Received in kinds else self.title, marks=self.closing)

    def _new(self) -> Iterator[Outcome]:
        versions, gap = self._search()
        if gap is not None:
            yield self._unavailable(gap)
        if not versions:
            return
        newest, details = max(versions.values(), key=_by_day), None
        try:
            details = self._newest_details(newest)
        except http.UnavailableAnswerError as error:
            yield self._unavailable(error.message, newest)
            del versions[newest.key]
        for other in details.versions if details else ():
            versions.setdefault(other.key, other)
        for version in sorted(versions.values(), key=_by_day):
            same = details if version.key == newest.key else None
            try:
                yield from self._version(version, same)
            except http.UnavailableAnswerError as error:
                yield self._unavailable(error.message, version)
        mark = f"repealed/{newest.key}"
        if (
            details is not None
            and details.status == answers.REPEALED
            and newest == max(versions.values(), key=_by_day)
            and mark not in self.asked.marks
        ):
            why = Message(
                "the database calls it repealed, and gives no day or act; look there, and record both with `policydiff set --ended DAY --by ACT`"
            )
            about = self._unavailable(why, newest)
            note = Message("{what}: {why}", what=about.what, why=about.why)
            yield SourceNote(note=note, marks=((mark, "1"),))

    def _search(self) -> tuple[dict[str, answers.DatabaseVersion], Message | None]:
        """The versions of this title by their keys, and a reason why some may be missing."""
        rows: list[answers.DatabaseVersion] = []
        total = 0
        for page in range(1, MOST_PAGES + 1):
            listed = self.database.search(self.title, page)
            rows, total = [*rows, *listed.versions], listed.total
            if not listed.versions or len(rows) >= total:
                break
        key = title_key(self.title)
        versions = {row.key: row for row in rows if title_key(row.title) == key}
        gap = None if versions else Message("the database lists no version of this title")
        if len(rows) < total:
            gap = Message(
                "its list holds {total} titles, of which {count} were seen",
                total=total,
                count=len(rows),
            )
        return versions, gap

    def _newest_details(self, newest: answers.DatabaseVersion) -> answers.VersionDetails | None:
        """The details of the newest version; None where nothing of them changed.

        They are asked for under a condition only while all that they named then was handed over.
        """
        marks, named, seen = self.asked.marks, f"named/{newest.key}", f"details/{newest.key}"
        before = marks.get(named, "").split()
        whole = bool(before) and all(key in marks for key in before) and not self._is_new(newest)
        condition = marks.get(seen, "") if whole else ""
        details, validator = self.database.details(newest, condition)
        if details is not None:
            keys = {f"version/{one.key}" for one in (newest, *details.versions)}
            keys |= {f"file/{one.key}" for one in details.files if one.is_decision}
            self.closing = ((seen, validator), (named, " ".join(sorted(keys))))
        return details

    def _is_new(self, version: answers.DatabaseVersion, path: str = "") -> bool:
        """True for a version never handed over, or with other days or another file since."""
        before = self.asked.marks.get(f"version/{version.key}")
        pairs = zip(_state(version, path).split("|"), (before or "").split("|"), strict=False)
        return before is None or any(now not in ("", then) for now, then in pairs)

    def _version(
        self, version: answers.DatabaseVersion, details: answers.VersionDetails | None
    ) -> Iterator[Outcome]:
        """A version, if it is new, and the decisions beside it."""
        marks, since, day = self.asked.marks, self.asked.since, version.promulgated
        if since is not None and day is not None and day < since:
            return
        unfinished = f"unfinished/{version.key}"
        is_new = self._is_new(version, _path(details))
        if details is None and (is_new or unfinished in marks):
            details, _ = self.database.details(version, "")
        if details is None:
            return
        keys = {file.key for file in details.files if file.is_decision} - self.files
        files = [file for file in details.files if file.key in keys]
        files = [file for file in files if f"file/{file.key}" not in marks]
        self.files |= keys
        if files:
            yield Unchanged(what="", marks=((unfinished, "1"),))
        if is_new:
            yield self._text(details)
        for file in files:
            wanted, mark = (file.format, file.key), (f"file/{file.key}", file.format)
            outcome = self._file(details, wanted, GivenFacts(title=file.title), mark)
            if isinstance(outcome, Unavailable):
                unfinished = ""
            yield outcome
        if unfinished and (files or unfinished in marks):
            yield Unchanged(what="", marks=((unfinished, ""),))

    def _text(self, details: answers.VersionDetails) -> Outcome:
        """The file of a version, with the facts that the database states."""
        if details.stored_file is None:
            return self._unavailable(Message("the database names no file of its text"), details)
        facts = GivenFacts(
            title=details.title,
            promulgated=details.promulgated,
            in_force=details.in_force,
            authority=details.authority,
        )
        mark = (f"version/{details.key}", _state(details, _path(details)))
        content = "" if self._is_new(details) else f"content/{details.key}"
        condition = self.asked.marks.get(content, "")
        return self._file(details, (details.stored_file[0], ""), facts, mark, condition)

    def _file(
        self,
        version: answers.VersionDetails,
        wanted: tuple[str, str],
        facts: GivenFacts,
        mark: tuple[str, str],
        condition: str = "",
    ) -> Outcome:
        """A file, `wanted` by its format and its key; the text of a version has no key."""
        title = f"{facts['title']}-{facts.get('promulgated') or ''}"
        try:
            answer = self.database.file(version.key, *wanted, condition)
            if answer.status == 304:
                return Unchanged(what="", marks=(mark,))
            name = _file_name(title, answer.data, wanted[0])
        except http.UnavailableAnswerError as error:
            failed = self._unavailable(error.message, version)
            return replace(failed, what=f"{failed.what}: {facts['title']}") if wanted[1] else failed
        return Received(
            name=name,
            data=answer.data,
            address=f"{self.database.host}/detail?{urlencode({'id': version.key})}",
            facts=facts,
            official=True,
            marks=(mark, (f"content/{wanted[1] or version.key}", answer.validator)),
        )

    def _unavailable(
        self, why: Message, version: answers.DatabaseVersion | None = None
    ) -> Unavailable:
        what = f"{self.title}@{version.promulgated or version.key}" if version else self.title
        return Unavailable(what=what, why=why)


def _by_day(version: answers.DatabaseVersion) -> tuple[str, str]:
    return version.promulgated or "", version.key


def _path(details: answers.VersionDetails | None) -> str:
    """The path of the file of a version, empty where it is unknown."""
    return details.stored_file[1] if details and details.stored_file else ""


def _state(version: answers.DatabaseVersion, path: str) -> str:
    """The days of a version and the path of its file, empty where they are unknown."""
    return "|".join((version.promulgated or "", version.in_force or "", path.replace("|", "")))


def _file_name(title: str, data: bytes, format_: str) -> str:
    """A name of letters, with the ending that fits the content, if it is whole."""
    for begin, ending in _SIGNATURES[format_]:
        cut = ending == "docx" and not zipfile.is_zipfile(io.BytesIO(data))
        cut = cut or (ending == "pdf" and b"%%EOF" not in data[-2048:])
        if data.startswith(begin) and not cut:
            return f"{_UNFIT.sub('_', title)[:80].strip('-_') or NAME}.{ending}"
    raise http.UnavailableAnswerError(Message("the file is no whole {format} file", format=format_))
