"""Title, dates and table of contents of the new version; 题注 in the old manner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policydiff.amending.engine.operations import Operation
from policydiff.model.document import Block, Document, Node, Provision, Table
from policydiff.model.kinds import CONTAINERS
from policydiff.model.version import Amendment, Dates
from policydiff.reading.parsing.preface.events import read_events
from policydiff.text.dates import read_date
from policydiff.text.numerals import NUMERAL
from policydiff.text.places import written
from policydiff.text.traditions.mainland import cn_decision, cn_law

_OWN = re.compile(r"本(?:决定|修正案)")
_DECIDES = re.compile(r"(?P<meeting>[^，。；：《》“”]{2,60}?会议)(?:审议|讨论)?(?:通过|决定)")
_STATE_COUNCIL = re.compile(r"国务院|人民政府")


def new_dates(decision: Document, operations: Iterable[Operation]) -> Dates:
    """The dates of the decision; of force also from a sentence between its items."""
    dates = decision.dates
    if dates.in_force is not None:
        return dates
    for operation in operations:
        text = re.sub(r"\s", "", operation.text or "") if operation.kind == "context" else ""
        found = cn_decision.DIALECT.preface.in_force.search(text) if _OWN.search(text) else None
        if found is not None:
            return replace(
                dates, in_force=read_date(found["date"]) if found["date"] else dates.promulgated
            )
    return dates


def amendment_of(base: Document, decision: Document) -> Amendment:
    """The decision as an amendment of the text, with the word of its earlier ones."""
    return Amendment(
        word=base.amendments[-1].word
        if base.amendments
        else "修订"
        if _STATE_COUNCIL.match(decision.authority or "")
        else "修正",
        date=decision.version_date,
        by=_meeting(decision) or decision.authority,
        decision=decision.title,
        mechanism="itemised",
    )


def _meeting(decision: Document) -> str | None:
    """The meeting that took the decision, by its 题注 or its first words."""
    stated = next(
        (
            event.by
            for event in read_events(_notes(decision), cn_decision.DIALECT)
            if event.verb == "通过" and event.by
        ),
        None,
    )
    first = next(
        (node for node in (*decision.preamble, *decision.body) if isinstance(node, Block)), None
    )
    decided = _DECIDES.match(re.sub(r"\s", "", first.text)) if first is not None else None
    return stated or (decided["meeting"] if decided is not None else None)


def _notes(decision: Document) -> list[str]:
    return [
        block.text
        for block in decision.preface
        if isinstance(block, Block) and block.role == "note"
    ]


def new_preface(
    base: Document, title: str, amendment: Amendment, dates: Dates, body: tuple[Node, ...]
) -> tuple[Block | Table, ...]:
    """The lines before the new text: title, 题注, and headings in the contents."""
    blocks = _titled(base, title)
    blocks = amended_notes(blocks, base, amendment, dates)
    return tuple(_contents(blocks, base.body, body))


def _titled(base: Document, title: str) -> list[Block | Table]:
    if title == base.title:
        return list(base.preface)
    found: list[Block | Table] = []
    for block in base.preface:
        if not isinstance(block, Block) or block.role != "title":
            found.append(block)
        elif not any(isinstance(b, Block) and b.role == "title" for b in found):
            found.append(replace(block, text=title))
    return found


def _contents(
    blocks: list[Block | Table], old: tuple[Node, ...], new: tuple[Node, ...]
) -> Iterator[Block | Table]:
    places = [
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Block) and block.role == "contents"
    ]
    before = {_bare(_line(node, "")): node for node in _containers(old)}
    named = [place for place in places if _bare(blocks[place].text) in before]
    after = list(_containers(new))
    if not named or [_line(node, "") for node in before.values()] == [
        _line(node, "") for node in after
    ]:
        yield from blocks
        return
    levels = {before[_bare(blocks[place].text)].level for place in named}
    gap = _gap(blocks[named[0]].text)
    for place, block in enumerate(blocks):
        if place == named[0]:
            yield from (
                Block(text=_line(node, gap), role="contents")
                for node in after
                if node.level in levels
            )
        elif place not in named:
            yield block


def _containers(nodes: tuple[Node, ...]) -> Iterator[Provision]:
    for node in nodes:
        if isinstance(node, Provision) and node.level in CONTAINERS:
            yield node
            yield from _containers(node.content)


def _line(node: Provision, gap: str) -> str:
    return (node.num or "") + gap + (node.heading or "")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _gap(line: str) -> str:
    found = re.match(r"\S+?[编章节](\s*)", line)
    return found[1] if found else "　"


_BY_NUMBER = rf"修正案(?:[（(]{NUMERAL}{{1,3}}[）)])?"
_DATE = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
_CLAUSE = re.compile(
    rf"(?P<lead>根据\s*)?(?P<date>{_DATE})(?P<gap>\s*+)(?:(?!{_DATE})[^《]){{0,150}}《(?:[^《》]|《[^》]{{0,60}}》){{0,150}}》(?P<count>第{NUMERAL}{{1,3}}次)?(?P<word>修正|修订|修改)"
)
_PASSED = re.compile(rf"{_DATE}.{{0,190}}(?:通过|公布|发布|批准)")
_LISTED = re.compile(rf"^(?P<number>\d+)(?P<mark>[.．、]\s*){_DATE}")
_PASSED_ACT = re.compile(
    rf"^{_DATE}(?P<gap>\s*+)[^《》]{{0,150}}通过的《[^《》]{{0,60}}{_BY_NUMBER}》$"
)
"""For example: 2019年5月1日甲省人大第二次会议通过的《甲省桥梁条例修正案（二）》."""
_ENTRY = re.compile(rf"该(?:修正|修订|修改|决定)[^。]{{0,8}}?自(?P<date>{_DATE})起?(?:施行|生效)")
"""Said of the amendment before: 该修正自2020年8月20日施行."""
_ACT = re.compile(rf"{_BY_NUMBER}$")
"""For example: 修正案（十一）."""
_YEAR = re.compile(r"（\d{4}年?）$")
_ABOUT = re.compile(r"^.*?(?=关于(?:修改|修订|修正))")
Blocks = list[Block | Table]


def amended_notes(blocks: Blocks, base: Document, amendment: Amendment, dates: Dates) -> Blocks:
    """The blocks with the amendment noted, where there is a note.

    The amendment is noted as far as it is known. Facts of the old version that a note states behind
    a label become the new ones, or go.
    """
    found = _labels(blocks, dates)
    notes = [
        place
        for place, block in enumerate(found)
        if isinstance(block, Block) and block.role == "note"
    ]
    listed = [place for place in notes if _LISTED.match(found[place].text)]
    if listed and amendment.date is not None:
        return _after(found, listed[-1], _entry(found[listed[-1]].text, amendment))
    acts = [(place, act) for place in notes if (act := _PASSED_ACT.match(found[place].text))]
    if acts and amendment.date is not None and _ACT.search(amendment.decision or ""):
        place, act = acts[-1]
        return _after(found, place, _clause(amendment, "", act["gap"], "", word=""))
    clauses = [place for place in notes if _CLAUSE.search(found[place].text)]
    if clauses:
        return _one_more(found, clauses, base, amendment, dates)
    passed = [place for place in notes if _PASSED.search(found[place].text)]
    return _first(found, passed[-1], amendment) if passed else found


def _labels(blocks: Blocks, dates: Dates) -> Blocks:
    found: Blocks = []
    for block in blocks:
        label = (
            cn_law.DIALECT.preface.labelled.match(block.text)
            if isinstance(block, Block) and block.role == "note"
            else None
        )
        name = cn_law.DIALECT.preface.labels[label["label"]] if label is not None else "authority"
        if label is None or name == "authority" or not isinstance(block, Block):
            found.append(block)
        elif getattr(dates, name) is not None:
            begin, end = label.span("value")
            found.append(
                replace(
                    block,
                    text=block.text[:begin] + _printed(getattr(dates, name)) + block.text[end:],
                )
            )
    return found


def _after(blocks: Blocks, place: int, text: str) -> Blocks:
    return [*blocks[: place + 1], Block(text=text, role="note"), *blocks[place + 1 :]]


def _entry(last: str, amendment: Amendment) -> str:
    """One more line of a list of amendments."""
    found = _LISTED.match(last)
    number, mark = (int(found["number"]) + 1, found["mark"]) if found is not None else (1, ". ")
    return f"{number}{mark}{_printed(amendment.date)}{amendment.by or ''}"


def _one_more(
    blocks: Blocks, clauses: Sequence[int], base: Document, amendment: Amendment, dates: Dates
) -> Blocks:
    """The blocks with one more clause behind the last one, in its manner."""
    found = list(blocks)
    count = sum(1 for earlier in base.amendments if earlier.word == amendment.word) + 1
    if count == 2:
        found = [
            _called_first(block, amendment.word) if place in clauses else block
            for place, block in enumerate(found)
        ]
    block = found[clauses[-1]]
    last = list(_CLAUSE.finditer(block.text))[-1]
    times = f"第{written(str(count))}次" if count > 1 else ""
    clause = _clause(amendment, last["lead"] or "", last["gap"], times)
    space = re.search(r"(?<![\s，；、])[\s，；、]*$", block.text[: last.start()])
    if last.start() and space is not None and block.text[: last.start()].strip("（( 　"):
        text = block.text[: last.end()] + (space[0] or "　") + clause + block.text[last.end() :]
        return [*found[: clauses[-1]], Block(text=text, role="note"), *found[clauses[-1] + 1 :]]
    behind = clauses[-1] + 1
    follows = found[behind] if behind < len(found) else None
    entry = (
        _ENTRY.match(follows.text)
        if isinstance(follows, Block) and follows.role == "note"
        else None
    )
    if entry is None:
        return _split_bracket(found, clauses[-1], block.text, clause)
    came = (
        [
            clause,
            follows.text[: entry.start("date")]
            + _printed(dates.in_force)
            + follows.text[entry.end("date") :],
        ]
        if follows
        else []
    )
    notes = came if dates.in_force is not None else [clause]
    return [
        *found[: behind + 1],
        *(Block(text=text, role="note") for text in notes),
        *found[behind + 1 :],
    ]


def _split_bracket(blocks: Blocks, place: int, text: str, clause: str) -> Blocks:
    """The blocks with the clause on a line of its own."""
    closing = re.search(r"(?<!\s)\s*(?:[）)]\s*)?$", text)
    tail = (
        closing[0].strip() if closing is not None and "（" not in text and "(" not in text else ""
    )
    unclosed = text[: closing.start()] if tail and closing is not None else text
    return _after(
        [*blocks[:place], Block(text=unclosed, role="note"), *blocks[place + 1 :]],
        place,
        clause + tail,
    )


def _called_first(block: Block | Table, word: str) -> Block | Table:
    if not isinstance(block, Block):
        return block
    found = next(
        (
            clause
            for clause in _CLAUSE.finditer(block.text)
            if clause["word"] == word and not clause["count"]
        ),
        None,
    )
    if found is None:
        return block
    begin = found.start("word")
    return replace(block, text=f"{block.text[:begin]}第一次{block.text[begin:]}")


def _first(blocks: Blocks, place: int, amendment: Amendment) -> Blocks:
    """The blocks with a first clause behind the line on the passing of the text."""
    text, clause = blocks[place].text, _clause(amendment, "根据", "", "")
    closed = re.search(r"[）)]\s*$", text)
    if closed is None or not text.startswith(("（", "(")):
        return _after(blocks, place, clause)
    new = f"{text[: closed.start()]}　{clause}{text[closed.start() :]}"
    return [*blocks[:place], Block(text=new, role="note"), *blocks[place + 1 :]]


def _clause(amendment: Amendment, lead: str, gap: str, times: str, word: str | None = None) -> str:
    """The clause of a 题注 on one amendment.

    根据2025年1月1日第一次会议《关于修改〈甲法〉的决定》第一次修正; the full title where no meeting
    is given.
    """
    title = _YEAR.sub("", amendment.decision or "")
    lead, gap = (lead, gap) if amendment.date is not None else ("根据", "")
    meeting = amendment.by if amendment.by and "会议" in amendment.by else None
    if _ACT.search(title):
        by = f"{amendment.by or ''}通过的"
    else:
        title, by = (
            (_ABOUT.sub("", title, count=1), meeting) if meeting is not None else (title, "")
        )
    inner = title.replace("《", "〈").replace("》", "〉")
    return f"{lead}{_printed(amendment.date)}{gap}{by}《{inner}》{times}{amendment.word if word is None else word}"


def _printed(date: str | None) -> str:
    """An ISO date as Chinese texts print it; nothing where it is unknown."""
    if date is None:
        return ""
    year, month, day = (int(part) for part in date.split("-"))
    return f"{year}年{month}月{day}日"
