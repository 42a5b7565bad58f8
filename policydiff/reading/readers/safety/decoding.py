"""Bytes to clean text: encoding found, binary refused, invisible signs removed.

The order of trial is: byte order mark, strict UTF-8, then GB18030 (which holds GB2312 and GBK) or
Big5, whichever gives more everyday characters. Pages called gb2312 hold characters outside GB2312.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.source import Problem

_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")

_SUPPLEMENT = dict(
    zip(
        "⺀⺁⺂⺃⺅⺆⺇⺈⺉⺊⺋⺎⺏⺐⺑⺒⺓⺔⺗⺛⺜⺝⺞⺟⺠⺡⺢⺣⺦⺨⺩⺪⺫⺬⺭⺮⺰⺱⺴⺶⺸⺹⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "冫厂乛乚亻冂几𠂊刂卜㔾兀尣尢𡯂巳幺彑㣺旡日月歺母民氵氺灬丬犭王疋罒示礻竹纟罓冈羊羋耂艹艹艹虎衤覀西见角角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣𩙿马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""CJK radicals supplement → ideographs (Unicode code chart U+2E80–2EFF).

Unicode decomposes only U+2E9F and U+2EF3. Radicals without one surely equal ideograph, such as
U+2E8C, are left out.
"""


def unify(text: str) -> str:
    """Replace radicals and compatibility ideographs with their one unified character."""
    return _FORMS.sub(_unified, text)


def _unified(match: re.Match[str]) -> str:
    form = match[0]
    if found := _SUPPLEMENT.get(form):
        return found
    plain = unicodedata.normalize("NFKC", form)
    return plain if len(plain) == 1 else form


MOST_BYTES = 64 * 1024 * 1024
"""The largest file that is read, in bytes: the longest law is below one megabyte."""

LONGEST_LINE = 1024 * 1024
"""The longest line that is read, in characters."""

_MAGIC = (
    (b"%PDF-", Message("a PDF file")),
    (b"PK\x03\x04", Message("a zip archive, such as docx or xlsx")),
    (b"PK\x05\x06", Message("an empty zip archive")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Message("an old Office file, such as doc or xls")),
    (b"{\\rtf", Message("an RTF file")),
    (b"\x89PNG", Message("a PNG picture")),
    (b"\xff\xd8\xff", Message("a JPEG picture")),
    (b"GIF8", Message("a GIF picture")),
    (b"II*\x00", Message("a TIFF picture")),
    (b"MM\x00*", Message("a TIFF picture")),
    (b"\x1f\x8b", Message("a gzip archive")),
    (b"BZh", Message("a bzip2 archive")),
    (b"\xfd7zXZ", Message("an xz archive")),
    (b"Rar!", Message("a RAR archive")),
    (b"7z\xbc\xaf", Message("a 7z archive")),
    (b"\x7fELF", Message("a program")),
    (b"MZ\x90\x00", Message("a program")),
    (b"SQLite format 3\x00", Message("an SQLite database")),
)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_EVERYDAY = frozenset(
    "一二三四五六七八九十不人有中大之以及其第上下本日月年市法行政的和或在由等理部定公"
)
"""Frequent characters of legal texts, equal in both scripts."""

_FOREIGN = re.compile("[^\x00-\x7f]+")
_MISREAD = re.compile(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]{4,}"
)
"""UTF-8 or GBK read as Latin-1 or Windows-1252: four signs no Latin word has."""

_LATIN = re.compile("[\xc0-\xff]")
_REPLACED = "锟斤拷"
"""Two U+FFFD in UTF-8, read as GBK."""

_MOST_RUNS, _SAMPLE, _FEWEST_MISREAD = 150, 1500, 20
"""Runs of foreign characters examined, their characters, and the fewest for proof."""

_SILENT = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_DANGEROUS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_REFERENCE = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});?")
_PICTURE = re.compile(r"data:[a-z]+/[^\"'<>\s]+")
_NEWLINES = re.compile("\r\n?")


MOST_LINES = 200_000
"""The most lines that are read: a code of 1,260 articles has some 3,000."""


def one_line(name: str) -> str:
    """The name of a file for a message: no line breaks, no control characters."""
    line = " ".join(clean(name).split())[:200] or Message("the text")
    return name if line == name else line  # what standard input is called is a message


class EmptySourceError(InputError):
    """A file without a single character of text."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message("{name} holds no text; is it the right file?", name=one_line(name))
        )


class TooLargeError(InputError):
    """A file or a line far larger than any law."""

    def __init__(self, name: str, size: int, unit: str, most: int) -> None:
        """`size` and `most` are in `unit`."""
        super().__init__(
            Message(
                "{name} has {size} {unit}; at most {most} are read. Cut it into its documents",
                name=one_line(name),
                size=f"{size:,}",
                unit=unit,
                most=f"{most:,}",
            )
        )


class LongLineError(InputError):
    """A line longer than in any law or notice."""

    def __init__(self, name: str, line: int, length: int) -> None:
        """`line` counts from 1, `length` is in characters."""
        super().__init__(
            Message(
                "{name}, line {line}: {length} characters in one line; at most {most} are read. Is it a text?",
                name=one_line(name),
                line=line,
                length=f"{length:,}",
                most=f"{LONGEST_LINE:,}",
            )
        )


class BinaryError(InputError):
    """Bytes that are another format, not text."""

    def __init__(self, name: str, kind: Message) -> None:
        super().__init__(
            Message(
                "{name} is not text: it looks like {what}. Give the text itself, or a file whose name ends as its format does",
                name=one_line(name),
                what=kind,
            )
        )


class UndecodableError(InputError):
    """Bytes in none of the supported encodings."""

    def __init__(self, name: str, why: Message) -> None:
        """`why` is the reason, with the offset at which decoding failed."""
        super().__init__(
            Message(
                "{name} cannot be decoded: {why}. Save it as UTF-8 and try again",
                name=one_line(name),
                why=why,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Clean text with line feeds only, its former encoding, and doubts about it."""

    text: str
    encoding: str
    sha256: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, name: str, *, references: bool = False) -> Decoded:
    """The clean text of a file.

    `references`, for markup, also takes out characters hidden as references such as ``&#27;``,
    embedded pictures, vertical tabs and form feeds. Raises an `InputError` if the bytes are empty,
    too large, binary or in no supported encoding.
    """
    _refuse(data, name)
    raw, encoding = _decode(data, name)
    text = _NEWLINES.sub("\n", raw)
    if references:
        text = (
            _REFERENCE.sub(_shown, _PICTURE.sub("data:", text))
            .replace("\v", " ")
            .replace("\f", " ")
        )
    _check_lines(text, name)
    cleaned = clean(text)
    if not cleaned.strip():
        raise EmptySourceError(name)
    return Decoded(
        text=cleaned,
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        problems=tuple(_doubts(text, encoding)),
    )


def clean(text: str) -> str:
    """The text without invisible characters, and with radicals made ordinary.

    Invisible are controls, direction overrides and characters of zero width. Tabs, line breaks and
    spaces stay.
    """
    return unify(_DANGEROUS.sub("", _SILENT.sub("", text)))


def _check_lines(text: str, name: str) -> None:
    if (lines := text.count("\n") + 1) > MOST_LINES:
        raise TooLargeError(name, lines, Message("lines"), MOST_LINES)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise LongLineError(name, number, len(line))


def _refuse(data: bytes, name: str) -> None:
    if len(data) > MOST_BYTES:
        raise TooLargeError(name, len(data), Message("bytes"), MOST_BYTES)
    if not data.strip():
        raise EmptySourceError(name)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise BinaryError(name, kind)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), encoding
    if b"\x00" in data:
        raise BinaryError(
            name,
            Message(
                "binary data (a zero byte at {place}), or UTF-16 without a byte order mark",
                place=data.index(0),
            ),
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _chinese(data, name, error)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(
            name,
            Message(
                "its byte order mark says {encoding}, but byte {place} is not",
                encoding=encoding,
                place=error.start,
            ),
        ) from error


def _chinese(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """The text in an older encoding, and that; refuses UTF-8 with few broken bytes."""
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") * 20 < sum(char > "\x7f" for char in broken):
        line = data.count(b"\n", 0, error.start) + 1
        raise UndecodableError(
            name,
            Message(
                "it is UTF-8, but damaged at byte {place} (line {line})",
                place=error.start,
                line=line,
            ),
        )
    found = [
        (text, encoding)
        for encoding in ("gb18030", "big5hkscs")
        if (text := _try(data, encoding)) is not None
    ]
    if not found:
        raise UndecodableError(
            name, Message("it is neither UTF-8 nor GB18030 (GBK, GB2312) nor Big5")
        )
    return max(found, key=lambda pair: _everyday(pair[0]))


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _everyday(text: str) -> float:
    foreign = sum(char > "\x7f" for char in text)
    return sum(char in _EVERYDAY for char in text) / max(1, foreign)


def _shown(match: re.Match[str]) -> str:
    """The character of a reference if `clean` changes it; 128–159 are Windows-1252's."""
    digits = match[0].strip("&#;")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if 0x80 <= code < 0xA0:
        return html.unescape(match[0])
    char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return char if clean(char) != char or char in ("\v", "\f") else match[0]


def _doubts(text: str, encoding: str) -> Iterator[Problem]:
    if not encoding.startswith("utf") and _everyday(text) < 0.03:
        yield Problem(
            code="encoding-doubtful",
            message=Message(
                "read as {encoding}, but hardly any of its characters is a common one",
                encoding=encoding,
            ),
            hint=Message("Save the file as UTF-8 and try again"),
        )
    misread = _is_mojibake(text)
    if misread:
        yield Problem(
            code="mojibake",
            message=Message(
                "the characters were garbled before this file was saved: UTF-8 or GBK was read as another encoding"
            ),
            hint=Message(
                "Fetch the text again from its source; nothing that is said about a garbled text can be relied on"
            ),
        )
    elif match := _DANGEROUS.search(text):
        count = len(_DANGEROUS.findall(text))
        yield Problem(
            code="hidden-characters",
            message=Message(
                "{count} control or direction characters (the first is U+{code}) were taken out",
                count=count,
                code=f"{ord(match[0]):04X}",
            ),
            line=_line_of(text, match.start()),
            hint=Message(
                "Compare with the source: such characters can make a text look different from what it is"
            ),
        )
    if "\ufffd" in text:
        yield Problem(
            code="lost-characters",
            message=Message(
                "{count} characters had been lost before this file was made (U+FFFD)",
                count=text.count(chr(65533)),
            ),
            line=_line_of(text, text.index("\ufffd")),
            hint=Message("Fetch the text again from its source"),
        )


def _is_mojibake(text: str) -> bool:
    runs = [found[0] for found in islice(_FOREIGN.finditer(text), _MOST_RUNS)]
    foreign = "".join(runs)[:_SAMPLE]
    if len(foreign) < _FEWEST_MISREAD:
        return False
    if _LATIN.search(foreign):
        misread = "".join(run for run in runs if _MISREAD.fullmatch(run))
        if len(misread) >= 0.8 * sum(map(len, runs)) and len(_LATIN.findall(misread)) * 5 >= len(
            misread
        ):
            return True
    if _REPLACED in foreign:
        return True
    mended = foreign.encode("gb18030", "ignore").decode("utf-8", "replace")
    return mended.count("\ufffd") * 2 < len(mended) and _everyday(mended) > 2 * _everyday(foreign)


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
