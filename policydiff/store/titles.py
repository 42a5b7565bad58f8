"""Titles as keys that are equal for all spellings, and as single lines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

COUNTRY = "中华人民共和国"

_QUOTES = re.compile(r"[《》〈〉<>\"'“”‘’「」『』\s]+")
_VERSION_LABEL = re.compile(
    r"(?<!修正案)(?<!决定)(?<!决议)\((?:\d{4}年?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:最新)?(?:修正|修订|修改)?(?:本|版|文本)?\)$"
)

_REPEALS = re.compile(r"废止(?:[、和及与]?《[^《》]{1,100}》){1,50}(?=等|的|，)")
"""What the title of a decision says that it puts out of force: 关于废止《…》和《…》的决定."""
_TITLES = re.compile("《([^《》]+)》")


def repealed_in(title: str) -> tuple[str, ...]:
    """The titles of the works that an act repeals by its own title."""
    found = _REPEALS.search(title)
    return () if found is None else tuple(_TITLES.findall(found[0]))


@lru_cache(maxsize=16_384)  # the same works are looked at for every work
def title_key(title: str) -> str:
    """The key of a title, without width, spaces and quotation marks.

    中华人民共和国 at its head does not count (网络安全法 = 中华人民共和国网络安全法), nor a label of the version at its end
    (（2018年修正）). An amending act has no versions: 宪法修正案（1993年） is another than 宪法修正案（1999年）.
    """
    plain = _QUOTES.sub("", unicodedata.normalize("NFKC", title)).casefold()
    plain = plain.replace("〔", "(").replace("〕", ")").replace("[", "(").replace("]", ")")
    plain = _VERSION_LABEL.sub("", plain) or plain
    return plain.removeprefix(COUNTRY) or plain


def one_line(text: str, limit: int = 200) -> str:
    """A text of one line: no control, format or separator characters, `limit` long."""
    plain = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char
        for char in text
    )
    plain = " ".join(plain.split(" ")).strip()
    plain = re.sub(r" {2,}", " ", plain)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
