"""jump: the place that a typed citation, title or document number means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.index import FAMILIES
from policydiff.model.names import BadNameError, Name, parse_name
from policydiff.reading import plugins
from policydiff.store.records.versions import NoSuchVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.text.citations.typed import parse_citation
from policydiff.text.numerals import NUMBER
from policydiff.text.traditions.citation_words import CitationWords
from policydiff.works.finding import find_works
from policydiff.works.resolve import resolve_stored
from policydiff.works.show import NoSuchProvisionError, find_provision

LONGEST = 200
"""Characters of a line that are read; a longer one is no citation."""

MOST = 12
"""Places that are offered for an ambiguous line."""

_TITLE = re.compile(
    r"《(?P<title>[^《》]{1,120}(?:〈[^〈〉]{1,100}〉[^《》]{0,60})?)》(?P<remainder>.*)"
)
"""For example: 《示例法》（2023年修订）第八条"""
_VERSION = re.compile(r"[（(](?P<version>[^（()）]{4,20})[）)]")
"""A version, for example: （2023年修订）"""
_VERSION_BEHIND = re.compile(rf"(?P<head>[^（(].*){_VERSION.pattern}")
"""A title and a version behind it, for example: 示例法（2023年修订）"""
_OF_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?(?:修正|修订|修改|公布|通过)(?:版|版本|本)?")
"""The name of a version by its year, for example: 2023年修订, 2018修正本"""
_EID = re.compile(
    r"[a-z]{2,8}_[0-9A-Za-z.-]{1,24}(?:_[0-9]{1,3})?(?:__[a-z]{2,8}_[0-9A-Za-z.-]{1,24}(?:_[0-9]{1,3})?){0,12}"
)
"""For example: art_88__para_1, chp_3__sec_3.2"""
_NUMBER = re.compile(
    rf"[^\d〔\[(]{{0,30}}(?:[〔\[(](?:19|20)\d\d[〕\])]第?\d{{1,5}}号|第?{NUMBER}号)"
)
"""A document number without spaces, for example: 示府发〔2016〕12号, 示例令第31号"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A work, the version to read, and the provision in it.

    `eid` is None for the whole text. `number` is the line's name for the provision. `cited` is its
    name for the version, where the library has that under another one. `notes` are on the choice of
    the version.
    """

    work: WorkRecord
    version: VersionRecord
    eid: str | None = None
    number: str = ""
    cited: str = ""
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """The places that a line may mean.

    If there are none, `why` is the reason for a stored work; `title` is that of a work that is not
    stored, if the line is one in 《》, or has a provision or a version.
    """

    places: tuple[Place, ...] = ()
    why: Message | None = None
    title: str | None = None


Numbered = Callable[[], Iterable[tuple[str, WorkRecord]]]
"""Gives the document numbers of stored versions, each with its work."""


def read_line(line: str, words: CitationWords) -> tuple[Name, ...]:
    """The names that a line may be, the likeliest first; none if it is no name.

    Those of `parse_name` and a title, in 《》 or not, with version and provision: 示例法第88条,
    《示例法》（2023年修订）第八十八条, 示例法 第2条第三款, shili art_2. A provision alone has "" for its work.
    """
    text = unicodedata.normalize("NFC", line).strip()
    if not text or len(text) > LONGEST:
        return ()
    if _is_provision(text, words) or _is_clause(text):
        return () if text.isdigit() else (Name(work="", provision=text),)
    found: list[Name] = []
    signed = any(sign in text for sign in "@＠#＃")
    quoted = None if signed else _TITLE.fullmatch(text)
    if quoted is not None:
        found += _titled(quoted["title"], quoted["remainder"].strip(), words)
    if quoted is None:
        cut = () if signed else tuple(_cut(text, words))
        if not any(one.date and _OF_YEAR.fullmatch(one.date) for one in cut):
            with suppress(BadNameError):
                found.append(parse_name(text))
        found += cut
    return tuple(dict.fromkeys(found))


def _titled(title: str, remainder: str, words: CitationWords) -> Iterator[Name]:
    """Yield the name of a title in 《》, if a provision or nothing follows."""
    version = _VERSION.match(remainder)
    provision = remainder if version is None else remainder[version.end() :]
    if not provision or _is_provision(provision, words) or _is_clause(provision):
        yield _named(title, version, provision or None)


def _cut(text: str, words: CitationWords) -> Iterator[Name]:
    """Names of a title with its widest provision behind: 第三章第八条, not 第八条."""
    tails = (text[index:].strip() for index in range(1, len(text)))
    last = text.rpartition(" ")[2]
    provision = (
        last
        if last != text and _is_clause(last)
        else next((tail for tail in tails if tail and _is_provision(tail, words)), None)
    )
    head = text if provision is None else text[: -len(provision)].strip()
    version = _VERSION_BEHIND.fullmatch(head)
    if version is not None:
        yield _named(version["head"], version, provision)
    elif provision is not None:
        yield _named(head, None, provision)


def _named(title: str, version: re.Match[str] | None, provision: str | None) -> Name:
    """The name of a title, version and provision; brackets without one are title."""
    try:
        name = parse_name(title if version is None else f"{title}@{version['version']}")
    except BadNameError:
        name = Name(work=title if version is None else f"{title}（{version['version']}）")
    return replace(name, provision=provision)


def _is_provision(text: str, words: CitationWords) -> bool:
    """True for an eId and for a citation without a work."""
    if _EID.fullmatch(text):
        return True
    cited = parse_citation(text, words)
    return cited is not None and cited.work is None


def _is_clause(text: str) -> bool:
    """True for a clause in a text that is no law: 3.2.1, 3.2(a), 第六条2."""
    cited = parse_citation(text, plugins.dialect("cn_rules").citations)
    return cited is not None and any(level in FAMILIES for level, _ in cited.steps)


def find_places(
    line: str,
    store: Repository,
    *,
    day: str | None = None,
    within: str | None = None,
    numbered: Numbered = tuple,
) -> Jump:
    """The places that a line means.

    Without a date in the line the version in force on the `day` (ISO) is meant, else the newest.
    `within` is the operand of the read text, for a provision without a work.
    """
    why: Message | None = None
    readings = read_line(line, plugins.dialect("cn_law").citations)
    for name in readings:
        if not name.work:
            if within is None:
                return Jump()
            name = replace(parse_name(within), provision=name.provision)  # noqa: PLW2901
        works = _works(store, name, exactly=len(readings) > 1 and name == parse_name(line))
        found = [_place(store, replace(name, work=work.uri), day) for work in works[:MOST]]
        places = tuple(one for one in found if isinstance(one, Place))
        if places:
            return Jump(places=places)
        why = why or next((one for one in found if isinstance(one, Message)), None)
    places = _of_number(line, store, day, numbered)
    title = None if places or why else _missing_title(line, readings)
    return Jump(places=places, why=why, title=title)


def _missing_title(line: str, readings: Iterable[Name]) -> str | None:
    """The title that a line cites; None for mere words."""
    is_quoted = _TITLE.fullmatch(unicodedata.normalize("NFC", line).strip()) is not None
    named = (
        reading
        for reading in readings
        if reading.provision or reading.date or reading.in_force_on or is_quoted
    )
    return next((name.work for name in named), None)


def is_stored(title: str, store: Repository) -> bool:
    """True if a title may mean a stored work."""
    return bool(find_works(store, title).works)


def _works(store: Repository, name: Name, *, exactly: bool) -> list[WorkRecord]:
    """The works that a name means; with `exactly` those that bear it."""
    if exactly:
        return list(store.catalogue().named(name.work))
    found = find_works(store, name.work).works
    exact = [one.work for one in found if one.match != "part"]
    if exact or not (name.provision or name.date or name.in_force_on):
        return exact
    return [one.work for one in found]


def _place(store: Repository, name: Name, day: str | None) -> Place | Message:
    """The place of a name, or the reason for none."""
    if name.date is None and name.in_force_on is None and day is not None:
        dated = _place(store, replace(name, in_force_on=day), None)
        return dated if isinstance(dated, Place) else _place(store, name, None)
    try:
        found = resolve_stored(store, str(name))
        if found.stored is None:  # pragma: no cover - what is stored has a version
            return Message("{name} is not stored", name=name.work)
        eid = _eid(found.document, found.provision)
    except NoSuchVersionError as error:
        return _of_its_year(store, name, day) or error.message
    except (NotFoundError, UsageError) as error:
        return error.message
    work = store.catalogue().by_uri(found.stored.work_uri)
    if work is None:  # pragma: no cover - it was found there
        return Message("{name} is not stored", name=name.work)
    return Place(
        work=work,
        version=replace(found.stored, notes=(), others=()),
        eid=eid,
        number=found.provision or "",
        notes=found.notes,
    )


def _of_its_year(store: Repository, name: Name, day: str | None) -> Place | Message | None:
    """The place in the only text of the year that a name gives it under another word."""
    work = store.catalogue().by_uri(name.work)
    version = None if work is None else only_text_of_year(work, name.date or "")
    if version is None:
        return None
    found = _place(store, replace(name, date=version.date), day)
    return replace(found, cited=name.date or "") if isinstance(found, Place) else found


def only_text_of_year(work: WorkRecord, words: str) -> VersionRecord | None:
    """The only stored text of the year that words such as 2025年修订 name, else None."""
    named = _OF_YEAR.fullmatch(words)
    year = "" if named is None else f"{named['year']}-"
    found = [one for one in work.versions if year and (one.date or "").startswith(year)]
    return found[0] if len(found) == 1 else None


def _eid(document: Document, provision: str | None) -> str | None:
    """The eId of a provision. Raises `NoSuchProvisionError`."""
    if provision is None:
        return None
    eid = find_provision(document, provision).eid
    if eid is None:
        raise NoSuchProvisionError(document, provision, ())
    return eid


def _of_number(
    line: str, store: Repository, day: str | None, numbered: Numbered
) -> tuple[Place, ...]:
    number = folded_number(line)
    if len(number) > LONGEST or not _NUMBER.fullmatch(number):
        return ()
    works = {work.uri: work for one, work in numbered() if _is_number(one, number)}
    found = (_place(store, Name(work=uri), day) for uri in list(works)[:MOST])
    return tuple(one for one in found if isinstance(one, Place))


def folded_number(text: str) -> str:
    """A document number without spaces, its brackets and digits in one form."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain.translate(str.maketrans("[]()【】﹝﹞", "〔〕〔〕〔〕〔〕"))


def _is_number(number: str, line: str) -> bool:
    """True if a line is a document number, or its end."""
    whole = folded_number(number)
    return whole == line or (
        len(line) > 4 and whole.endswith(line) and not whole[-len(line) - 1].isdigit()
    )


def stored_numbers(store: Repository) -> tuple[tuple[str, WorkRecord], ...]:
    """The document numbers of all stored versions with their works, from all heads."""
    catalogue = store.catalogue()
    heads = store.heads(version for work in catalogue for version in work.versions)
    works = {version.blob: work for work in catalogue for version in work.versions}
    return tuple(
        (head.document_number, works[version.blob])
        for version, head in heads
        if isinstance(head, Document) and head.document_number
    )
