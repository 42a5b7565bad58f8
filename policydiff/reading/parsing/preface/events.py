"""The events in the 题注 of a text: passed, approved, promulgated, amended."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.model.document import Block
from policydiff.reading.parsing.lines.lines import bare
from policydiff.text.dates import read_date
from policydiff.text.numerals import NUMBER, NUMERAL, SMALL
from policydiff.text.traditions.dialect import Dialect

DECISION = re.compile(r"(?>.*?《)(?P<title>[^《》]*+(?:《[^《》]*+》[^《》]*+)*+)(?:》|$)")
UNBRACKETED = re.compile(
    r"^(?:(?!关于(?:修[改正订]|废止))[^《])*+(?P<title>关于[^《]*+《.*(?:决定|决议))$"
)
"""A decision without 《》 around its title: 关于修改《…》等十件法规的决定."""

ORDER_NUMBER = re.compile(
    rf"(?:^|[日，的（(])(?P<number>[^\d日，的（()）]{{2,60}}(?:令第{NUMBER}号|第{NUMBER}号令))"
)
HOW_DONE = re.compile(
    rf"(?:审议|讨论|表决|关于)?(?:通过|批准){{0,2}}(?:并经|的)?(?:第{NUMERAL}{{1,3}}次)?$"
)
"""The words between body and verb: 第一次, 通过的, 批准第二次."""

BEFORE = re.compile(r"^[，,的（(]{0,3}(?:根据|由|自(?!治)|经(?!济))?")
"""The words between day and body: 根据, 由, 经."""

APPROVED = re.compile("批准(?:的|决议)?(?:关于)?《?$")
"""Before the title of an amending decision that one body passed and another approved."""

SOON = 400
"""Days between a passing and its approval at most, else it is another text."""

MOST_TORN = 8
"""Lines over which one note may be broken: a body on each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event in a text's life; `approval` is that of an amending decision."""

    verb: str
    date: str
    by: str | None = None
    decision: str | None = None
    number: str | None = None
    approval: bool = False


def read_events(notes: Iterable[str], dialect: Dialect) -> Iterator[Event]:
    """The events of the 题注, in the order of its words.

    An amendment by a decision passed on one day and approved on another (…通过，…批准的《…决定》修正) has the
    day of its passing.
    """
    before: Event | None = None
    for event in _stated_events(notes, dialect):
        if event.approval:
            passed = (
                before
                if before is not None and _soon(before, event, dialect)
                else replace(event, by=None)
            )
            yield replace(event, date=passed.date, by=passed.by, approval=False)
            yield Event(verb=dialect.preface.approving, date=event.date, by=event.by)
        else:
            yield event
        before = event


def _soon(passed: Event, approved: Event, dialect: Dialect) -> bool:
    if dialect.preface.event_dates.get(passed.verb) != "adopted":
        return False
    return (
        0
        <= (dt.date.fromisoformat(approved.date) - dt.date.fromisoformat(passed.date)).days
        <= SOON
    )


def _stated_events(notes: Iterable[str], dialect: Dialect) -> Iterator[Event]:
    pending, last, waiting = None, None, ""
    for text in _whole(notes, dialect):
        listing = dialect.preface.amendment_list.search(text)
        pending = listing["verb"] if listing else pending
        found = list(_in_text(text, waiting, last, dialect))
        waiting = "" if found else text
        entry = dialect.preface.listed.match(text)
        if not found and pending is not None and entry is not None:
            found = list(_event(pending, entry["date"], entry["by"], dialect))
        last = found[-1] if found else last
        yield from found


def _in_text(text: str, waiting: str, last: Event | None, dialect: Dialect) -> Iterator[Event]:
    """The events of one note; `waiting` is the note before it if it had none."""
    words, end = dialect.preface, 0
    for match in words.event.finditer(text):
        ahead = text[end : match.start()] or ("" if end else waiting)
        with_it, approved = words.together.search(ahead), words.approved_before.search(ahead)
        for event in _events(match, last, dialect):
            yield event if with_it is None else _jointly(with_it, event, dialect)
        if approved is not None:
            yield from _event(words.approving, approved["date"], approved["by"], dialect)
        end = match.end()


def _jointly(first: re.Match[str], event: Event, dialect: Dialect) -> Event:
    """A passing by two bodies is complete on the later day."""
    words, day = dialect.preface, read_date(first["date"])
    if day is None or not (
        words.event_dates.get(event.verb) == "adopted" or event.verb in words.amendment_verbs
    ):
        return event
    return replace(
        event, date=max(day, event.date), by="、".join(filter(None, (first["by"], event.by)))
    )


def order_number(text: str) -> str | None:
    """The order's number without the country's name, such as 国务院令第802号."""
    match = ORDER_NUMBER.search(text)
    return None if match is None else match["number"].replace("中华人民共和国", "")


def _whole(notes: Iterable[str], dialect: Dialect) -> Iterator[str]:
    """The notes without white space, torn ones (…第二次⏎会议通过) joined."""
    torn: list[str] = []
    for note in notes:
        text = bare(note)
        begun = dialect.preface.event_begun.match(text) is not None
        if torn and (begun or len(torn) == MOST_TORN):
            yield from torn
            torn = []
        if torn and _states_event("".join((*torn, text)), dialect):
            yield _joined((*torn, text), dialect)
            torn = []
        elif torn or (begun and not _states_event(text, dialect)):
            torn.append(text)
        else:
            yield text
    yield from torn


def _joined(pieces: Sequence[str], dialect: Dialect) -> str:
    """The pieces of a note as a line; bodies below each other are joined by 、."""
    words = dialect.preface
    text = pieces[0]
    for piece in pieces[1:]:
        body = (
            words.office.match(words.further_verb.sub("", piece)) is not None
            and words.office.match(re.split("[日、]", text)[-1]) is not None
        )
        text += f"、{piece}" if body else piece
    return text


def _states_event(text: str, dialect: Dialect) -> bool:
    return dialect.preface.event.search(text) is not None


def _events(match: re.Match[str], before: Event | None, dialect: Dialect) -> Iterator[Event]:
    """The events of one date: 修订通过, 批准第一次修订, 公布施行."""
    words = dialect.preface
    if match["how"]:
        yield from _event(words.amended_by, match["date"], match["by"] + match["how"], dialect)
    elif match["ordered"]:
        yield from _event(words.ordered, match["date"], match["by"] + match["ordered"], dialect)
    else:
        yield from _event(match["verb"], match["date"], match["by"], dialect)
        approved = (
            words.event_dates.get(match["verb"]) == "approved"
            and before is not None
            and before.verb in words.amendment_verbs
        )
        for further in words.further_verb.finditer(match["further"]):
            if not (approved and further["verb"] in words.amendment_verbs):
                yield from _event(further["verb"], match["date"], match["by"], dialect)


def _event(verb: str, date: str, by: str, dialect: Dialect) -> Iterator[Event]:
    day = read_date(date)
    if day is None:
        return
    plain = HOW_DONE.sub("", by)
    decision = UNBRACKETED.match(plain) or DECISION.match(plain)
    who = BEFORE.sub(
        "",
        HOW_DONE.sub(
            "", plain[: decision.start("title")].removesuffix("《") if decision else plain
        ),
    ).strip("，,的根据（(")
    title = decision["title"] if decision else None
    approval = (
        decision is not None
        and verb in dialect.preface.amendment_verbs
        and APPROVED.search(plain[: decision.start("title")]) is not None
    )
    yield Event(
        verb=verb,
        date=day,
        by=who or None,
        decision=title or None,
        number=order_number(by),
        approval=approval,
    )


def is_ordered(event: Event, dialect: Dialect) -> bool:
    """True for an amendment whose day is that of an order, not of a meeting."""
    by_decision = (
        event.by is None
        and event.decision is not None
        and dialect.preface.own_by_approval.match(event.decision) is not None
    )
    return event.number is not None or by_decision


def last_revision(events: Sequence[Event], dialect: Dialect) -> int | None:
    """The index of the last 修订 of the whole text; None if there was none."""
    words = dialect.preface
    return max(
        (
            index
            for index, event in enumerate(events)
            if event.verb == words.rewritten and event.decision is None
        ),
        default=None,
    )


_SESSION = f"第?{NUMERAL}{{1,4}}届"
BODY = (
    rf"(?:中华人民共和国)?(?:{_SESSION})?(?:全国人民代表大会(?:常务委员会)?|国务院(?:办公厅)?|政务院|中共中央|中央军委|中国人民银行|最高人民法院|最高人民检察院"
    rf"|[一-鿿]{{2,12}}(?:省|市|自治区|自治州|自治县|特区|县)(?:{_SESSION})?(?:人民代表大会(?:常务委员会)?|人大(?:常务委员会|常委会)?)"
    rf"|(?![省市县](?:第|{SMALL}))[一-鿿]{{2,20}}(?:人民政府|委员会|(?:部|总局|署|局|厅)(?![长务])|互联网信息办公室))"
)
ANYWHERE = re.compile(rf"(?P<authority>{BODY})")
AUTHORITY = re.compile(rf"(?<![一-鿿])(?P<authority>{BODY})")
TITLED = re.compile(
    r"(?P<authority>(?:[一-鿿、\s]{1,60}?)(?:委员会|人民法院|人民检察院|国务院|中共中央|中央军委|办公厅|办公室|部|总局|局|署|院|厅))(?=关于|印发)"
)
_BETWEEN = re.compile(r"[、\s]+")
SESSION = re.compile(_SESSION)
SHORT_CONGRESS = re.compile(r"人大(?P<standing>常务委员会|常委会)?$")
MOST_SIGNATURES = 4

ISSUING = (("通过",), ("公布", "发布", "颁布", "印发"), ("批准",), ("修订", "修正", "修改"))
"""Verbs whose body issued the text; the first that is stated counts."""


def read_authority(
    title: str, events: Sequence[Event], conclusions: Sequence[Block], preface: Sequence[Block]
) -> str | None:
    """The authority: signature, adopting or promulgating body, or start of the title."""
    signatures = [block.text.strip() for block in conclusions if block.role == "signature"]
    if signatures:
        return "、".join("".join(text.split()) for text in signatures[:MOST_SIGNATURES])
    match = TITLED.match(title)
    titled = _BETWEEN.sub("、", match["authority"].strip()) if match else None
    stated = next(_stated_bodies(events), None) or next(_of_orders(preface), None)
    return (
        titled
        if stated is None or (titled is not None and stated in titled.split("、"))
        else stated
    )


def _stated_bodies(events: Sequence[Event]) -> Iterator[str]:
    for verbs in ISSUING:
        for event in events:
            names = _bodies(event.by) if event.verb in verbs and event.by else []
            if names:
                yield "、".join(names)


def _bodies(text: str) -> list[str]:
    """The first bodies in a text; those between 、 make one list."""
    names: list[str] = []
    for piece in text.split("、"):
        found = AUTHORITY.match(piece) if names else AUTHORITY.search(piece)
        if found:
            names.append(_full_name(found["authority"]))
        elif names:
            break
    return names


def _of_orders(preface: Sequence[Block]) -> Iterator[str]:
    for block in preface:
        if block.role == "order" and (match := ANYWHERE.search(bare(block.text))):
            yield match["authority"]


def _full_name(name: str) -> str:
    """A body's name without session and country; 人大 is written out."""
    plain = SESSION.sub("", name).removeprefix("中华人民共和国")
    return SHORT_CONGRESS.sub(
        lambda found: "人民代表大会" + ("常务委员会" if found["standing"] else ""), plain
    )
