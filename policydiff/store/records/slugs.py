"""Slugs: the ASCII names of works in paths and URIs."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.store.titles import title_key
from policydiff.system import RESERVED_NAMES

LONGEST = 60

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = RESERVED_NAMES | {"git"}
_NUMBER = re.compile(
    r"(?<![\u3400-\u9fff])(?P<body>[\u3400-\u9fff]+?)第?(?:\((?P<year>\d{4})\)第?)?(?P<number>\d+)号"
)
_PRESIDENT = "主席令"


class BadSlugError(UsageError):
    """A slug that a person gave cannot name a folder, or names that of another work."""

    def __init__(self, slug: str, taken_by: str | None = None) -> None:
        rule = Message(
            "use small letters a–z, digits and single hyphens, at most {most} characters, no reserved name",
            most=LONGEST,
        )
        why = Message("another work lies in {folder}", folder=taken_by) if taken_by else rule
        super().__init__(Message("“{slug}” cannot be the slug: {why}", slug=slug[:80], why=why))


def check_slug(slug: str) -> str:
    """Give the slug itself where it is valid. Raises `BadSlugError`."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST or slug in _RESERVED:
        raise BadSlugError(slug)
    return slug


def slug_of(document: Document) -> str:
    """A slug from the document number, else from the title.

    国令第707号 → guoling-707, 国发〔2018〕39号 → guofa-2018-39. The order of a president numbers an act that
    changes a law, not the law: there the title is taken.
    """
    number = _number_slug(document.document_number or "")
    return _safe(number or _cut(pinyin(title_key(document.title))), document.title)


def pinyin(text: str) -> list[str]:
    """A text as syllables of small ASCII letters and digits, without tones.

    Characters that have neither are left out.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 150 ms

    syllables = (_ascii(syllable) for syllable in lazy_pinyin(text))
    return [syllable for syllable in syllables if syllable]


def _number_slug(number: str) -> str:
    plain = (
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", number))
        .replace("〔", "(")
        .replace("〕", ")")
    )
    plain = plain.replace("[", "(").replace("]", ")")
    found = _NUMBER.search(plain)
    if not found or found["body"].endswith(_PRESIDENT):
        return ""
    issuer = "".join(pinyin(title_key(found["body"])))
    return "-".join(
        part for part in (issuer[:30], found["year"], found["number"].lstrip("0")) if part
    )


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _cut(syllables: list[str]) -> str:
    """The slug cut after as many whole syllables as fit."""
    slug = ""
    for syllable in syllables:
        if len(slug) + len(syllable) > LONGEST - 8:  # room for a suffix
            break
        slug += syllable
    return slug or "".join(syllables)[: LONGEST - 8]


def _safe(slug: str, title: str) -> str:
    plain = re.sub(r"-{2,}", "-", slug).strip("-")
    if plain in _RESERVED:
        return f"work-{plain}"
    return (
        plain
        if _SLUG.fullmatch(plain)
        else "work-" + hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:8]
    )
