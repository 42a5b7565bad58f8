"""Random damage to bytes, texts, zip archives and old Office files, each by a seed."""

from __future__ import annotations

import copy
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Sequence

from lxml import etree

LONGEST = 60_000
"""Characters, or bytes, of a mutated input at most, unless its seed is longer."""
RARE = 60
"""One mutation of so many repeats a piece until the input has `LONGEST` characters."""


def split_words(*texts: str) -> tuple[str, ...]:
    """The words of texts, between which ¦ stands."""
    return tuple(word for text in texts for word in text.split("¦"))


LEGAL = split_words(
    "第一条　¦第二条之一　¦第百零零三条　¦第999999999条　¦第１２条 ¦第三章　总则¦第一编 ¦第二节 ¦一、¦（一）¦(2)¦1.¦①¦附件¦附表1¦附则¦目　录¦序言"
    "¦第一款¦前两条¦本条前款第（三）项¦《¦》¦〈¦〉¦“¦”¦‘¦’¦「¦【¦（¦）¦[¦]¦……¦——¦。¦；¦：¦　¦2021年9月26日¦２０２１年１３月４５日"
    "¦二〇二一年九月¦9999-99-99¦0000年0月0日¦〔2021〕3号¦自2021年1月1日起施行¦同时废止¦修改为：¦将第一条修改为：“¦删去第二条"
    "¦增加一条，作为第三条：“¦中的“¦分别改为¦相应调整¦根据《¦的决定¦九千九百九十九万亿元¦百分之一百零一¦十五日以内¦1,000,000.00元¦一倍以上五倍以下¦应当¦可以"
    "¦不得¦处¦以上¦以下",
    "\u200b¦\n¦\n\n¦\t¦\r¦\r\n¦\x0c¦\x0b¦\x85¦\u2028¦\x00¦\x1b[31m¦\ufeff¦\ufffe¦\ufffd¦\u202e"
    "¦\ud7ff¦\U00020bb7¦e\u0301¦\U0010ffff",
)
MARKDOWN = split_words(
    "# ¦###### ¦- ¦1. ¦> ¦|¦|---|¦```¦~~~¦**¦__¦~~¦`¦[甲](乙)¦![¦](¦<br>¦<!--¦-->¦&nbsp;¦---¦==="
    "¦[^1]¦[^1]: ¦    ¦<table><tr><td>",
    "| a | b |\n|---|---|\n| 甲 | 乙 |¦\\¦  \n",
)
MARKUP = split_words(
    "<¦>¦</¦/>¦<p>¦</p>¦<div>¦</div>¦<table><tr><td>¦</td></tr></table>¦<br>¦<ol><li>¦<ul>¦<h1>"
    "¦<script>¦</script>¦<style>¦<!--¦-->¦<![CDATA[¦]]>¦<?xml¦?>¦<!DOCTYPE x [¦&a;¦&amp;¦&lt;"
    "¦&#0;¦&#x110000;¦&#xD800;¦&nbsp;¦&¦;¦=¦<title>¦</title>¦<nav>¦<base href=/>¦<del>¦<ins>"
    "¦<sup>¦<svg>¦<math>¦<template>¦<frameset>",
    '<td colspan="9999">¦<td rowspan="65535">¦<!ENTITY a \'b\'>¦"¦\'¦ style="display:none"'
    '¦ class="¦ id="¦ charset="gbk"¦<meta charset="utf-16">',
)
WORD = split_words(
    "<w:p>¦</w:p>¦<w:r>¦</w:r>¦<w:t>¦</w:t>¦<w:tbl>¦</w:tbl>¦<w:tr>¦<w:tc>¦<w:sdt>¦<w:ins>"
    "¦<w:del>¦<w:moveFrom>¦<w:vMerge/>¦<w:br/>¦<w:tab/>¦<mc:AlternateContent>¦<m:oMath>"
    "¦<w:drawing>",
    '<w:gridSpan w:val="999999999"/>¦<w:ilvl w:val="-1"/>¦<w:numId w:val="1"/>'
    '¦<w:fldChar w:fldCharType="begin"/>¦<w:instrText>REF _x \\r</w:instrText>'
    '¦<w:footnoteReference w:id="1"/>¦w:val="¦r:id="rId1"',
)
SHEET = split_words(
    "</row>¦<v>¦</v>¦<is><t>¦</t></is>¦<si>¦</si>¦<strike/>¦<f>1+1</f>¦<v>999999999999</v>"
    "¦<v>-1</v>¦<v>1e308</v>",
    '<row r="1">¦<c r="A1" t="s">¦<c r="ZZZ9999999">¦<mergeCell ref="A1:BL1048576"/>'
    '¦t="inlineStr"¦s="99999"¦rgb="FF00FF00"',
)
AKN = split_words(
    "<article>¦</article>¦<paragraph>¦<num>第一条</num>¦<heading>¦<content>¦<p>¦</p>¦<mod>"
    "¦<quotedStructure>¦<table>¦<tr><td>¦<pd:problem/>¦<img/>",
    '<article eId="art_1">¦<ref href=\'#x\'>¦<attachment eId="att_1">¦eId="art_1__para_1"'
    '¦xmlns:pd="¦<FRBRdate date="9999-99-99"/>',
)
PDF = tuple(
    word.encode()
    for word in split_words(
        "obj¦endobj¦endstream¦xref¦trailer¦startxref¦%%EOF¦<<¦>>¦[¦]¦(¦)¦/Type¦/Page¦/Pages¦/Kids"
        "¦/Count 99999¦/Parent 2 0 R¦3 0 R¦/Length 0¦/Filter/FlateDecode¦/MediaBox[0 0 1e9 1e9]"
        "¦/MediaBox[0 0 0 0]¦/Rotate 90¦/Encrypt 9 0 R¦ BT ¦ ET ¦ Tj ¦ Td ¦ Tm ¦ cm ¦ re S ¦ q ¦ Q "
        "¦<7B2C4E006761>¦ 0 0 0 0 0 0 ¦ 1e30 ¦ -1 ¦/ActualText",
        "stream\n",
    )
)
TOML = split_words(
    "left = ¦right = ¦[]¦= ¦{}¦{a = 1}¦1979-05-27¦07:32:00¦true¦nan¦inf¦-0¦0x1F"
    "¦99999999999999999999¦1e400¦#¦title = ¦columns = ¦months = ",
    "[[link]]\n¦[[unlink]]\n¦[[split]]\n¦[[join]]\n¦[[reason]]\n¦[[sources]]\n¦[[computed]]\n"
    '¦[[life]]\n¦[[measure]]\n¦[[gap]]\n¦[left]\n¦"第一条"¦"art_1"¦["第一条", "第二条"]'
    '¦["甲", 1]¦"""¦\'\'\'¦"\\ud800"¦"\\U0010FFFF"¦"\\u0000"¦\\¦a.b.c = 1\n¦format = 2\n',
)
QUERY = split_words(
    "AND¦OR¦NOT¦(¦)¦（¦）¦＂¦ ¦　¦数据¦公共数据¦应当¦第一条¦十五个工作日¦NOT NOT¦((¦))¦ﾞ¦㎏¦ⅷ¦ﷺ¦각¦ᆨ¦%¦_¦*",
    '"¦""¦"AND"¦\u0301¦\'¦\x00¦\n¦\U0010ffff¦\U00020bb7',
)
NAME = split_words(
    "@¦@@¦#¦＠¦＃¦ ¦undated¦2021¦2021-09-26¦2021年9月26日¦20210926¦9999-99-99¦2021年修正¦第十条¦第一条第二款"
    "¦art_1¦art_1__para_2¦示例市公共数据管理条例¦公共数据条例¦/akn/cn/¦/zho¦../¦./¦~¦附件一¦第十七条之一¦第¦条¦之¦款¦（一）¦十¦百"
    "¦千¦万¦亿¦零¦〇¦两¦廿",
)
ADDRESS = split_words(
    "/¦?¦&¦=¦%¦%00¦%2F¦%0A¦%FF¦..¦@@2021-01-01¦art_1¦left=¦right=¦provision=¦q=¦day=¦page="
    "¦after=¦limit=¦on=¦lang=zh¦-1¦0¦1e9¦99999999999999999999¦undated¦示例¦第一条¦file:¦given:¦json"
    "¦docx¦xml¦works¦api¦v1¦null¦[]¦{}",
)

_NUMBER = re.compile(r"[0-9]{1,6}")
"""For example: 2021."""
_STRING = re.compile(r'"([^"\\\n]*)"')
"""A string of TOML, for example: "第一条"."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""For example: a NUL."""
_VALUES = split_words(
    "[]¦[[]]¦{}¦{ eid = 1 }¦true¦0¦-1¦99999999999999999999¦1.5¦nan¦inf¦1979-05-27¦07:32:00",
    '""¦"第一条"¦"art_1"¦["第一条", "第二条"]¦["a", 1]¦"\\u0000"¦"\\n"',
)
_HUGE = split_words(
    "0¦-1¦00¦1¦99¦65536¦4294967296¦99999999999999999999¦1e9¦零¦１２¦²¦٣",
)
_ENCODINGS = ("gb18030", "utf-16", "utf-16-le", "utf-8-sig", "big5", "utf-32", "latin-1")
_PAIRS = (
    ("（", "）"),
    ("《", "》"),
    ("“", "”"),
    ("(", ")"),
    ("[", "]"),
    ("<div>", "</div>"),
    ("<p>", "</p>"),
    ("<table><tr><td>", "</td></tr></table>"),
    ("{", "}"),
    ("NOT ", ""),
    ("> ", ""),
    ("- ", ""),
)

Piece = str | bytes


def mutate(piece: Piece, draw: random.Random, words: Sequence[Piece]) -> Piece:
    """A text, or bytes, with one to six edits; `words` are tokens of the format."""
    most = max(LONGEST, len(piece))
    for _ in range(min(6, 1 + int(draw.expovariate(0.8)))):
        piece = draw.choice(_EDITS)(piece, draw, words)[:most]
    if not draw.randrange(RARE):
        piece = _long(piece, draw, words)[:most]
    return piece


def _place(piece: Piece, draw: random.Random) -> int:
    return draw.randint(0, len(piece))


def _slice(piece: Piece, draw: random.Random) -> tuple[int, int]:
    begin = _place(piece, draw)
    return begin, min(len(piece), begin + int(draw.expovariate(1 / draw.choice((2, 20, 200)))) + 1)


def _flip(piece, draw, _words):
    if not piece:
        return piece
    place = draw.randrange(len(piece))
    if isinstance(piece, bytes):
        return piece[:place] + bytes([piece[place] ^ 1 << draw.randrange(8)]) + piece[place + 1 :]
    changed = ord(piece[place]) ^ 1 << draw.randrange(8)
    return piece[:place] + chr(changed) + piece[place + 1 :]


def _overwrite(piece, draw, words):
    begin, end = _slice(piece, draw)
    return piece[:begin] + _word(piece, draw, words) + piece[end:]


def _word(piece, draw, words):
    return draw.choice(words) if words else draw.choice(list(piece or "x"))


def _insert(piece, draw, words):
    place = _place(piece, draw)
    return piece[:place] + _word(piece, draw, words) * draw.choice((1, 1, 1, 2, 3)) + piece[place:]


def _noise(piece, draw, _words):
    place = _place(piece, draw)
    length = draw.choice((1, 2, 8, 40))
    if isinstance(piece, bytes):
        return piece[:place] + draw.randbytes(length) + piece[place:]
    top = draw.choice((0x80, 0x300, 0xD7FF, 0x20000))
    return piece[:place] + "".join(chr(draw.randrange(top)) for _ in range(length)) + piece[place:]


def _delete(piece, draw, _words):
    begin, end = _slice(piece, draw)
    return piece[:begin] + piece[end:]


def _cut(piece, draw, _words):
    place = _place(piece, draw)
    return piece[:place] if draw.random() < 0.8 else piece[place:]


def _double(piece, draw, _words):
    begin, end = _slice(piece, draw)
    times = draw.choice((1, 1, 2, 5, 50))
    return piece[:end] + piece[begin:end] * times + piece[end:]


def _swap(piece, draw, _words):
    first, second, third = sorted(_place(piece, draw) for _ in range(3))
    return piece[:first] + piece[second:third] + piece[first:second] + piece[third:]


def _lines(piece, draw, _words):
    feed = b"\n" if isinstance(piece, bytes) else "\n"
    lines = piece.split(feed)
    act, place = draw.randrange(4), draw.randrange(len(lines))
    if act == 0:
        lines.insert(draw.randrange(len(lines)), lines[place])
    elif act == 1:
        lines.pop(place)
    elif act == 2:
        lines.insert(draw.randrange(len(lines)), lines.pop(place))
    else:
        return piece.replace(feed, feed * draw.choice((0, 2, 3)))
    return feed.join(lines)


def _number(piece, draw, _words):
    text = piece.decode("latin-1") if isinstance(piece, bytes) else piece
    places = list(_NUMBER.finditer(text))
    if not places:
        return piece
    found = draw.choice(places)
    huge = draw.choice(_HUGE)
    if isinstance(piece, bytes):
        return piece[: found.start()] + huge.encode() + piece[found.end() :]
    return text[: found.start()] + huge + text[found.end() :]


def _nest(piece, draw, _words):
    opens, closes = draw.choice(_PAIRS)
    begin, end = _slice(piece, draw)
    depth = draw.choice((1, 2, 10, 60, 300))
    if isinstance(piece, bytes):
        opens, closes = opens.encode(), closes.encode()
    return piece[:begin] + opens * depth + piece[begin:end] + closes * depth + piece[end:]


def _long(piece, draw, words):
    """Repeat a word, or a piece, until the input is as long as it may be."""
    begin, end = _slice(piece, draw)
    unit = piece[begin:end] if draw.random() < 0.5 else _word(piece, draw, words)
    if draw.random() < 0.3:
        unit = _word(piece, draw, words) + unit
    length = draw.choice((LONGEST // 20, LONGEST // 4, LONGEST))
    return piece[:begin] + unit * (length // max(1, len(unit))) + piece[end:]


_EDITS: tuple[Callable[[Piece, random.Random, Sequence[Piece]], Piece], ...] = (
    *(_flip, _overwrite, _insert, _insert, _insert, _noise, _delete, _cut, _double),
    *(_swap, _lines, _number, _nest),
)


def mutate_text(data: bytes, draw: random.Random, words: Sequence[str]) -> bytes:
    """A text in UTF-8: its characters mutated, its bytes, or all of it in another encoding."""
    if draw.random() < 0.15:
        return mutate_bytes(data, draw, [word.encode("utf-8", "replace") for word in words])
    text = mutate(data.decode("utf-8", "replace"), draw, words)
    encoding = draw.choice(_ENCODINGS) if draw.random() < 0.06 else "utf-8"
    return text.encode(encoding, "replace")


def mutate_bytes(data: bytes, draw: random.Random, words: Sequence[bytes]) -> bytes:
    """Bytes that are no text."""
    return mutate(data, draw, words)


def mutate_xml(data: bytes, draw: random.Random, words: Sequence[str]) -> bytes:
    """An XML file that mostly stays well-formed: elements and attributes go, come twice, move, and
    their texts are mutated.
    """
    if draw.random() < 0.3:
        return mutate_text(data, draw, words)
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return mutate_text(data, draw, words)
    for _ in range(min(8, 1 + int(draw.expovariate(0.6)))):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        _edit_element(draw.choice(elements), elements, draw, words)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _edit_element(element, elements, draw: random.Random, words: Sequence[str]) -> None:
    """One edit of one element, or of one of its attributes."""
    act, parent, other = draw.randrange(8), element.getparent(), draw.choice(elements)
    if act == 0 and parent is not None:
        parent.remove(element)
    elif act == 1 and parent is not None:
        for _ in range(draw.choice((1, 1, 3, 40))):
            parent.append(copy.deepcopy(element))
    elif (
        act == 2
        and parent is not None
        and element not in other.iterancestors()
        and element is not other
    ):
        other.insert(draw.randint(0, len(other)), element)
    elif act == 3:
        element.tag = other.tag
    elif act == 4 and other.attrib:
        name, value = draw.choice(list(other.attrib.items()))
        element.set(name, value)
    elif act == 5 and element.attrib:
        name, value = draw.choice(list(element.attrib.items()))
        if draw.random() < 0.3:
            del element.attrib[name]
        else:
            element.set(name, _fit(draw.choice((*_HUGE, "", mutate(value, draw, words)))))
    elif act == 6:
        element.tail = _fit(mutate(element.tail or "", draw, words))
    else:
        element.text = _fit(mutate(element.text or "", draw, words))


def _fit(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNFIT.sub("", text)


def mutate_toml(data: bytes, draw: random.Random, words: Sequence[str]) -> bytes:
    """A file of TOML that mostly can be read: values become others, lines go, move and come twice,
    strings are mutated.
    """
    if draw.random() < 0.25:
        return mutate_text(data, draw, words)
    text = data.decode("utf-8", "replace")
    for _ in range(min(6, 1 + int(draw.expovariate(0.6)))):
        lines = text.split("\n")
        place, act = draw.randrange(len(lines)), draw.randrange(6)
        if act == 0:
            lines.pop(place)
        elif act == 1:
            lines.insert(draw.randrange(len(lines) + 1), lines[place])
        elif act == 2:
            blocks = text.split("\n\n")
            blocks.insert(draw.randrange(len(blocks) + 1), draw.choice(blocks))
            lines = "\n\n".join(blocks).split("\n")
        elif act == 3 and "=" in lines[place]:
            lines[place] = lines[place].partition("=")[0] + "= " + draw.choice(_VALUES)
        elif found := list(_STRING.finditer(text)):
            one = draw.choice(found)
            inner = json.dumps(
                _fit(mutate(one[1], draw, words))[:5000], ensure_ascii=draw.random() < 0.5
            )
            lines = (text[: one.start()] + inner + text[one.end() :]).split("\n")
        text = "\n".join(lines)
    return text.encode("utf-8", "replace")


def mutate_zip(data: bytes, draw: random.Random, words: Sequence[str]) -> bytes:
    """An archive: mostly a member of it mutated and packed again, else its bytes, or its list of
    members.
    """
    if draw.random() < 0.12:
        return mutate_bytes(
            data,
            draw,
            (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\0\0\0\0", b"\xff\xff\xff\xff"),
        )
    members = members_of(data)
    names = list(members)
    for _ in range(draw.choice((1, 1, 1, 2))):
        name = draw.choice(list(members))
        act = draw.random()
        if act < 0.9:
            members[name] = mutate_xml(members[name], draw, words)
        elif act < 0.93:
            members.pop(name, None)
        elif act < 0.96:
            members[name] = members.get(draw.choice(names), b"")
        else:
            members[draw.choice(names) + draw.choice(("", "x", "/", ".rels"))] = members.get(
                name, b""
            )
    return packed(members)


def members_of(data: bytes) -> dict[str, bytes]:
    """The members of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """An archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()
