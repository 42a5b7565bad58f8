"""The authority that issued a text.

It is the body that signs it, passed it or promulgated it, or that stands at the head of its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policydiff.model.document import Block
from policydiff.parsing.events import Event
from policydiff.parsing.lines import bare

_SESSION = "第?[一二三四五六七八九十百]{1,4}届"
BODY = (
    rf"(?:中华人民共和国)?(?:{_SESSION})?(?:全国人民代表大会(?:常务委员会)?|国务院(?:办公厅)?|政务院|中共中央|中央军委|中国人民银行|最高人民法院|最高人民检察院"
    rf"|[一-鿿]{{2,12}}(?:省|市|自治区|自治州|自治县|特区|县)(?:{_SESSION})?(?:人民代表大会(?:常务委员会)?|人大(?:常务委员会|常委会)?)"
    r"|(?![省市县][第一二三四五六七八九十])[一-鿿]{2,20}(?:人民政府|委员会|(?:部|总局|署|局|厅)(?![长务])|互联网信息办公室))"
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
"""Verbs whose body issued the text, the first that is stated."""


def read_authority(
    title: str, events: Sequence[Event], conclusions: Sequence[Block], preface: Sequence[Block]
) -> str | None:
    """The authority that issued the text.

    It is the signature, else the body that adopted or promulgated it, else the beginning of the
    title.
    """
    signatures = [block.text.strip() for block in conclusions if block.role == "signature"]
    if signatures:
        return "、".join("".join(text.split()) for text in signatures[:MOST_SIGNATURES])
    found = TITLED.match(title)
    titled = _BETWEEN.sub("、", found["authority"].strip()) if found else None
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
        if block.role == "order" and (found := ANYWHERE.search(bare(block.text))):
            yield found["authority"]


def _full_name(name: str) -> str:
    """The name of a body without its session and the country's name.

    人大 is written out.
    """
    plain = SESSION.sub("", name).removeprefix("中华人民共和国")
    return SHORT_CONGRESS.sub(
        lambda found: "人民代表大会" + ("常务委员会" if found["standing"] else ""), plain
    )
