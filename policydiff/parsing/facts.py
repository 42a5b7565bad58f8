"""Facts of a document: kind, authority, number, dates, earlier amendments. What the source does not say is None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from policydiff.model.dialect import Dialect
from policydiff.model.document import Amendment, Block, Dates
from policydiff.model.source import SourceText
from policydiff.parsing.dates import read_date
from policydiff.parsing.lines import bare

DECISION = re.compile(r"《(?P<title>[^《》]*)》")
AUTHORITY = re.compile(
    r"(?P<authority>(?:中华人民共和国)?(?:第[一二三四五六七八九十]+届)?(?:全国人民代表大会(?:常务委员会)?|国务院(?:办公厅)?|最高人民法院|最高人民检察院"
    r"|[一-鿿]{2,12}(?:省|市|自治区|自治州|自治县|特区|县)(?:第[一二三四五六七八九十百]+届)?人民代表大会(?:常务委员会)?"
    r"|[一-鿿]{2,20}(?:人民政府|委员会|部|总局|署|局|厅)))"
)
ORDER_NUMBER = re.compile(r"(?:^|[日，、的（(])(?P<number>[^\d日，、的（(]{2,30}令第[〇一二三四五六七八九十百千\d]+号)")
REVISED_BY = re.compile(rf"{ORDER_NUMBER.pattern}修订")
"""The order by which the whole text was issued anew: its number is that of the version."""

SESSION = re.compile(r"第[一二三四五六七八九十百]+届")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the text says about itself."""

    kind: str
    stage: str | None
    authority: str | None
    document_number: str | None
    jurisdiction: str
    aliases: tuple[str, ...]
    dates: Dates
    original_dates: Dates
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a text: the verb (通过, 修正 …), the day, and who did it by what."""

    verb: str
    date: str
    by: str | None
    decision: str | None


def read_facts(
    source: SourceText, dialect: Dialect, *, title: str, preface: Sequence[Block], conclusions: Sequence[Block], closing_text: str
) -> Facts:
    """Collect the facts.

    `closing_text` is the text of the last provisions, where the day of entry into force stands.
    """
    notes = [block.text for block in preface if block.role in ("note", "order", "date")]
    stated = read_labelled(notes, dialect) | {fact.field: fact.value for fact in source.facts}
    events = tuple(read_events(notes, dialect))
    authority = stated.get("authority") or _authority(title, events, conclusions, preface)
    stage = dialect.stages.search(title) or next(filter(None, (dialect.stages.fullmatch(bare(note)) for note in notes)), None)
    dates, original, amendments = _dates(events, stated, conclusions, closing_text, dialect)
    number = stated.get("document_number") or _number(preface, dialect)
    return Facts(
        kind=kind_of(title, authority, dialect),
        stage=stage["stage"] if stage else None,
        authority=authority,
        document_number=number,
        jurisdiction=_jurisdiction(title, authority, notes, dialect),
        aliases=_aliases(title, dialect),
        dates=dates,
        original_dates=original,
        amendments=amendments,
    )


def kind_of(title: str, authority: str | None, dialect: Dialect) -> str:
    """The kind of an instrument from its title and authority; `document` where no rule fits."""
    bare_title = dialect.stages.sub("", title)
    for rule in dialect.kinds:
        if rule.title.search(bare_title) and (rule.authority is None or (authority is not None and rule.authority.search(authority))):
            return rule.kind
    return "document"


def read_events(notes: Iterable[str], dialect: Dialect) -> Iterable[Event]:
    """What the 题注 tells, in the order of its words."""
    pending: str | None = None
    for text in _whole(notes, dialect):
        listing = dialect.preface.amendment_list.search(text)
        pending = listing["verb"] if listing else pending
        found = [_event(match["verb"], match["date"], match["by"]) for match in dialect.preface.event.finditer(text)]
        entry = dialect.preface.listed.match(text)
        if not found and pending is not None and entry is not None:
            found = [_event(pending, entry["date"], entry["by"])]
        yield from (event for event in found if event is not None)


def _whole(notes: Iterable[str], dialect: Dialect) -> Iterable[str]:
    """The notes without white space; one that was torn after its date (…第二次⏎会议通过) is put together again."""
    torn = ""
    for note in notes:
        text = bare(note)
        dated = dialect.preface.event_begun.match(text) is not None
        if torn and (dated or not dialect.preface.event.search(torn + text)):
            yield torn
            torn = ""
        text, torn = torn + text, ""
        if dated and not dialect.preface.event.search(text):
            torn = text
        else:
            yield text
    if torn:
        yield torn


def _event(verb: str, date: str, by: str) -> Event | None:
    day = read_date(date)
    if day is None:
        return None
    decision = DECISION.search(by)
    who = (by[: decision.start()] if decision else by).strip("，,的根据自（(")
    return Event(verb=verb, date=day, by=who or None, decision=decision["title"] if decision else None)


def read_labelled(notes: Iterable[str], dialect: Dialect) -> dict[str, str]:
    """Facts that a note states behind a label: 制定机关：…, 施行时间：…"""
    found: dict[str, str] = {}
    for note in notes:
        match = dialect.preface.labelled.match(bare(note))
        if match:
            found.setdefault(dialect.preface.labels[match["label"]], match["value"])
    return found


def _dates(
    events: Sequence[Event], stated: dict[str, str], conclusions: Sequence[Block], closing_text: str, dialect: Dialect
) -> tuple[Dates, Dates, tuple[Amendment, ...]]:
    """The dates of this version, those of the first version, and the amendments between."""
    words = dialect.preface
    # an order tells of the last amendment a second time
    changes = list({event.date: event for event in reversed(events) if event.verb in words.amendment_verbs}.values())[::-1]
    amendments = tuple(Amendment(word=event.verb, date=event.date, by=event.by, decision=event.decision) for event in changes)
    passed = {event.date for event in events if words.event_dates.get(event.verb) == "adopted"}
    latest = max((event.date for event in changes), default=max(passed) if len(passed) > 1 else None)
    first: dict[str, str] = {}
    own: dict[str, str] = {}
    for event in events:
        name = words.event_dates.get(event.verb)
        if name is None:
            continue
        target = own if latest is None or event.date >= latest else first
        target.setdefault(name, event.date)
    if latest is not None:
        own.setdefault("adopted", latest)
    for field in ("signed", "posted", "promulgated", "adopted", "in_force"):
        if field in stated and (date := read_date(stated[field])) is not None:
            own.setdefault(field, date)
    signature = next((read_date(block.text) for block in reversed(conclusions) if block.role == "date"), None)
    if signature is not None and "signed" not in own:
        own["signed"] = signature
    _enter_force(own, first, closing_text, latest, dialect)
    return _as_dates(own), _as_dates(first), amendments


def _enter_force(own: dict[str, str], first: dict[str, str], closing_text: str, latest: str | None, dialect: Dialect) -> None:
    """The 附则 names the day; in an amended law it is the first version's, unless it lies after the amendment."""
    found = dialect.preface.in_force.search(bare(closing_text))
    if found is None:
        return
    date = read_date(found["date"]) if found["date"] else None
    if found["promulgation"]:
        if latest is None and "promulgated" in own:
            own.setdefault("in_force", own["promulgated"])
        return
    if date is None:
        return
    begun = min((value for value in (own.get("promulgated"), own.get("adopted"), own.get("signed"), latest) if value), default=None)
    if latest is not None and date < latest:
        first.setdefault("in_force", date)
    elif begun is None or date >= begun:
        own.setdefault("in_force", date)


def _as_dates(found: dict[str, str]) -> Dates:
    known = {field.name for field in fields(Dates)}
    return replace(Dates(), **{name: value for name, value in found.items() if name in known})


def _authority(title: str, events: Sequence[Event], conclusions: Sequence[Block], preface: Sequence[Block]) -> str | None:
    """Who issued it: the signature, else the body that adopted or promulgated it, else the beginning of the title."""
    signatures = [block.text.strip() for block in conclusions if block.role == "signature"]
    if signatures:
        return "、".join("".join(text.split()) for text in signatures[:4])
    for verbs in (("通过",), ("公布", "发布", "颁布", "印发"), ("批准",)):
        for event in events:
            if event.verb in verbs and event.by and (found := AUTHORITY.search(event.by)):
                return SESSION.sub("", found["authority"]).removeprefix("中华人民共和国")
    for block in preface:
        if block.role == "order" and (found := AUTHORITY.search(bare(block.text))):
            return found["authority"]
    found = re.match(r"(?P<authority>(?:[一-鿿、]+?)(?:委员会|人民法院|人民检察院|国务院|办公厅|部|总局|局|院|厅))(?=关于|印发)", title)
    return found["authority"] if found else None


def _number(preface: Sequence[Block], dialect: Dialect) -> str | None:
    for block in preface:
        if block.role == "number" and (found := dialect.preface.document_number.match(bare(block.text))):
            return found["number"]
    told = [bare(block.text) for block in preface if block.role in ("order", "note")]
    revised = [found["number"] for text in told for found in REVISED_BY.finditer(text)]
    first = (found["number"] for text in told if (found := ORDER_NUMBER.search(text)))
    number = revised[-1] if revised else next(first, None)
    return None if number is None else number.removeprefix("中华人民共和国")


def _jurisdiction(title: str, authority: str | None, notes: Sequence[str], dialect: Dialect) -> str:
    for text in (title.removeprefix(dialect.country_prefix), authority or "", *(note for note in notes if "人民代表大会" in note)):
        plain = re.sub(r"^[（(]?[\d年月日\s　]*(?:根据)?", "", text)
        for place, code in dialect.localities.items():
            if plain.startswith(place):
                return code
    return "cn"


def _aliases(title: str, dialect: Dialect) -> tuple[str, ...]:
    """Shorter names by which people call it: without the country's name, without a bracket at the end."""
    short = title.removeprefix(dialect.country_prefix)
    plain = re.sub(r"[（(](?![一二三四五六七八九十]+[）)])[^（()）]*[）)]$", "", short)  # （二） tells works of a series apart
    return tuple(dict.fromkeys(name for name in (short, plain) if name and name != title))
