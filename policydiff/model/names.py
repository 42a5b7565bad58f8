"""Names on the command line, see docs/reference/names.md."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.kinds import DIGITS, NUMERALS
from policydiff.model.version_names import read_called

UNDATED = "undated"
"""What stands for the date of a version whose date is unknown."""

LIBRARY = "/works"
"""The path of the page of all works."""


def page_path(address: str, date: str | None = "", eid: str | None = None) -> str:
    """The path of the page of a work, or of a version or a provision of it.

    `address` is the name of the work in addresses, `date` None for a version without one.
    """
    version = "" if date == "" else f"/{date or UNDATED}"
    return f"{LIBRARY}/{quote(address, safe='~')}{version}{f'#{quote(eid)}' if eid else ''}"


_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)?(\d{1,2})(?:-|/|\.|月)?(\d{1,2})日?")
_YEAR = re.compile(r"(\d{4})年?")
_LANGUAGE = re.compile(r"(/akn(?:/[^/]+){5})/[a-z]{3}")
"""The language behind the URI of a work, whose slug may have three letters, too:
/akn/cn/act/law/2022-12-30/shilifa/zho.
"""
_PROVISION = re.compile(
    rf"(?:第[{NUMERALS}{DIGITS}]{{1,12}}(?:条|章|节|编|分编)|附件|附表|序言|(?:art|chp|sec|part|att)_)\S*"
)
"""A last word that names a provision without a sign: 第十六条, 附件一第二条, art_16 (of 公司法
2021-03-15 第十六条).
"""


class BadNameError(UsageError):
    """A name that is not of the form ``WORK@DATE#PROVISION``."""

    def __init__(self, text: str, why: Message) -> None:
        """Build the message; `why` names the part that is wrong."""
        super().__init__(
            Message(
                "“{text}” is not a name: {why}; write WORK, WORK@2022-12-30 or WORK@@2022-12-30, each with #第五条第二款",
                text=text,
                why=why,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A work, a version of it, a provision of that.

    `work` is a title, short title, alias, slug or URI as typed. `date` is the date of exactly one
    version (ISO, or ``undated``), or the year that one version alone has, or what it is called
    (2018年修正), `in_force_on` a day on which the wanted version was in force; at most one of them is
    set. `provision` is an eId or a citation.
    """

    work: str
    date: str | None = None
    in_force_on: str | None = None
    provision: str | None = None

    def __str__(self) -> str:
        """The name as it is typed."""
        version = (
            f"@{self.date}" if self.date else f"@@{self.in_force_on}" if self.in_force_on else ""
        )
        return self.work + version + (f"#{self.provision}" if self.provision else "")


def parse_name(text: str) -> Name:
    """Take a name apart; ＠ and ＃ count as @ and #. Raises `BadNameError`.

    Between spaces, a day is one on which the version was in force. The last @ counts, so that the
    URI of a version (``…/zho@2022-12-30``) is a name.

        name = work [ "@" date | "@" year | "@" called | "@@" day ] [ "#" provision ]
             | work [ " " year | " " called | " " day ] [ " " provision ]
    """
    whole = text.strip().replace("＠", "@").replace("＃", "#")
    whole = whole if "@" in whole or "#" in whole else _with_signs(whole)
    head, mark, provision = whole.partition("#")
    if mark and not provision.strip():
        raise BadNameError(text, Message("nothing follows #"))
    work, at, day = head.rpartition("@")
    if not at:
        return Name(work=_work(head, text), provision=provision.strip() or None)
    in_force = work.endswith("@")
    when = _day(day, text, year=not in_force)
    return Name(
        work=_work(work[:-1] if in_force else work, text),
        date=None if in_force else when,
        in_force_on=when if in_force else None,
        provision=provision.strip() or None,
    )


def _with_signs(text: str) -> str:
    """公司法 2021-03-15 第十六条 as 公司法@@2021-03-15#第十六条."""
    words = text.split()
    provision = f"#{words.pop()}" if len(words) > 1 and _PROVISION.fullmatch(words[-1]) else ""
    last = unicodedata.normalize("NFKC", words[-1]) if len(words) > 1 else ""
    sign = (
        "@" if _YEAR.fullmatch(last) or read_called(last) else "@@" if _DATE.fullmatch(last) else ""
    )
    if sign:
        words.pop()
    return (
        " ".join(words) + (sign + last if sign else "") + provision if sign or provision else text
    )


def _work(text: str, whole: str) -> str:
    work = text.strip()
    if not work:
        raise BadNameError(whole, Message("the work is missing"))
    if work.endswith("@"):
        raise BadNameError(whole, Message("there are more than two @"))
    match = _LANGUAGE.fullmatch(work)
    return match.group(1) if match else work


def _day(text: str, whole: str, *, year: bool) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain == UNDATED:
        return plain
    if year and (alone := _YEAR.fullmatch(plain)):
        return alone.group(1)
    if year and (told := read_called(plain)):
        return told
    match = _DATE.fullmatch(plain)
    try:
        return date(*map(int, match.groups())).isoformat() if match else _no_date(text, whole)
    except ValueError:
        return _no_date(text, whole)


def _no_date(text: str, whole: str) -> str:
    raise BadNameError(whole, Message("“{text}” is not a date", text=text))
