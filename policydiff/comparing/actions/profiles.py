"""The profiles of a 对照表: those that ship, and files of a person's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec

from policydiff.errors import UsageError
from policydiff.locale import Language, plain
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.profile import (
    BLANKS,
    FOUND,
    SHIPPED,
    WRITTEN,
    Reason,
    TableFonts,
    TableProfile,
)
from policydiff.reading.load import UnfitFileError, read_file, read_toml, words_of_library
from policydiff.report.pieces import neutral
from policydiff.text.numerals import CLAUSE_NUMBER

MAX_PROFILE_BYTES = 64 * 1024

_FOLDER = Path(__file__).parents[1] / "profiles"

_DIALECTS = ("cn_rules", "cn_contracts")
"""The traditions of rules and of contracts."""

_CLAUSE = re.compile(rf"第?{CLAUSE_NUMBER}条?[.．、]?")
"""The number of an article that is decimal: 3.2.1, 1．1、, 第3.2条."""

POINTS = 4, 72
"""The least and the greatest size of letters."""


class UnknownProfileError(UsageError):
    """Neither a profile that ships nor a file has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name}: no such profile; known: {known}, or a file ending in .toml",
                name=name,
                known=", ".join(SHIPPED),
            )
        )


def read_profile(name: str) -> TableProfile:
    """The profile that ships under this name, or that of a TOML file at this path.

    Raises `UnknownProfileError`, `UnfitFileError`, and what `read_file` raises.
    """
    ships = name in SHIPPED
    path = _FOLDER / f"{name}.toml" if ships else Path(name)
    if path.suffix != ".toml":
        raise UnknownProfileError(name)
    table = read_toml(read_file(path, MAX_PROFILE_BYTES), path.name)
    _refuse_unknown(path.name, table)
    try:
        profile = msgspec.convert({"name": name if ships else path.name, **table}, TableProfile)
    except msgspec.ValidationError as error:
        raise UnfitFileError(path.name, words_of_library(error)) from None
    _check(path.name, profile)
    return profile


def profile_for(left: Document, right: Document) -> TableProfile:
    """The profile that suits two texts: of companies' rules, of drafts, or of laws.

    Rules of which most articles are numbered 3.2.1 or 1、 have a profile of their own.
    """
    if _has_clauses(right):
        return company_profile(right)
    if left.kind == right.kind == "document":  # no kind of act: a company's rules, a contract
        return company_profile(right)
    return read_profile("law" if right.stage is None or left.stage is not None else "draft")


def company_profile(document: Document) -> TableProfile:
    """The profile that suits the new text of a company's rules."""
    return read_profile("rules" if _has_clauses(document) else "listed-company")


def _has_clauses(document: Document) -> bool:
    """True where most articles have decimal numbers; in rules, any but 第三条."""
    numbers = [article.num or "" for article in document.articles]
    rules = document.dialect in _DIALECTS
    clauses = (
        _CLAUSE.fullmatch(num) is not None or (rules and not num.startswith("第"))
        for num in numbers
    )
    return sum(clauses) * 2 > len(numbers)


def profile_unasked(language: Language, left: Document, right: Document) -> TableProfile | None:
    """The profile of a table in Word if nobody named one; None for other languages."""
    return profile_for(left, right) if plain(language) == "zh" else None


def with_written(profile: TableProfile, reasons: Iterable[Reason]) -> TableProfile:
    """The profile with a column for each sort of words that a person wrote."""
    written = {column for reason in reasons for column, _ in reason.written}
    more = (one for one in WRITTEN if one in written and one not in profile.columns)
    return replace(profile, columns=(*profile.columns, *more))


def _refuse_unknown(name: str, table: Mapping[str, Any]) -> None:
    """Raise `UnfitFileError` for the first key that no profile has."""
    fonts = table.get("fonts")
    for kind, found, lead in (
        (TableProfile, table, ""),
        (TableFonts, fonts if isinstance(fonts, Mapping) else {}, "fonts."),
    ):
        known = [one.name for one in fields(kind) if one.name != "name"]
        for key in found:
            if key not in known:
                raise UnfitFileError(
                    name,
                    Message(
                        "no profile has {key}; known: {known}",
                        key=lead + neutral(key),
                        known=", ".join(known),
                    ),
                )


def _check(name: str, profile: TableProfile) -> None:
    """Raise `UnfitFileError` where columns or blanks make no table."""
    columns = profile.columns
    if (
        len(set(columns)) != len(columns)
        or not {"left", "right"} <= set(columns)
        or FOUND & set(columns)
    ):
        raise UnfitFileError(
            name,
            Message("columns: name each once, left and right among them, kind and note not"),
        )
    fonts = profile.fonts
    if not all(
        POINTS[0] <= size <= POINTS[1]
        for _, size in (fonts.title, fonts.legend, fonts.head, fonts.text)
    ):
        raise UnfitFileError(
            name,
            Message(
                "fonts: sizes are from {least} to {most} points", least=POINTS[0], most=POINTS[1]
            ),
        )
    for key in BLANKS:
        text = getattr(profile, key)
        try:
            blanks = {
                f"{blank}{spec}{how or ''}"
                for _, blank, spec, how in Formatter().parse(text)
                if blank is not None
            }
        except ValueError as error:
            raise UnfitFileError(f"{name}: {key}", words_of_library(error)) from None
        if not blanks <= {BLANKS[key]}:
            raise UnfitFileError(
                name,
                Message("{key}: the only blank is {blank}", key=key, blank=f"{{{BLANKS[key]}}}"),
            )
