"""``work.toml``: the facts of a work as text, written and read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from policydiff.errors import DamagedError
from policydiff.messages import Message
from policydiff.model.toml import quote, string, toml_table
from policydiff.model.version import Computed
from policydiff.model.work_life import LifeClause, LifeKind
from policydiff.store.git.layout import work_path
from policydiff.store.records.works import SourceRecord, WorkRecord

SOURCE_KEYS = ("version", "sha256", "name", "role", "came_as", "blob", "address")
"""The fields of a source, as they are written."""

COMPUTED_KEYS = (
    "base",
    "base_sha256",
    "decision",
    "decision_uri",
    "decision_date",
    "decision_sha256",
    "sha256",
)
"""The facts of a compiled version, as they are written."""

LIFE_KEYS = tuple(
    one.name for one in dataclasses.fields(LifeClause) if one.name not in ("places", "months")
)
"""The fields of what is stated of a work's life that are texts."""


class BadWorkFileError(DamagedError):
    """A ``work.toml`` cannot be read."""

    def __init__(self, path: str, why: Message) -> None:
        super().__init__(
            Message(
                "{path} is damaged: {why}; see `policydiff fsck`, and restore it from the history with git",
                path=path,
                why=why,
            )
        )


def work_to_toml(work: WorkRecord) -> bytes:
    """The text of ``work.toml``."""
    lines = [
        f"uri = {quote(work.uri)}",
        f"title = {quote(work.title)}",
        f"aliases = [{', '.join(map(quote, work.aliases))}]",
        *_lists(work, "other_titles", "titled"),
        f"kind = {quote(work.kind)}",
        *([f"stage = {quote(work.stage)}"] if work.stage else ()),
        f"jurisdiction = {quote(work.jurisdiction)}",
        f"slug = {quote(work.slug)}",
        *_lists(work, "stored", "replaces", "grounds"),
    ]
    for source in work.sources:
        lines += [
            "",
            "[[sources]]",
            *(
                f"{key} = {quote(value)}"
                for key in SOURCE_KEYS
                if (value := getattr(source, key)) is not None
            ),
        ]
    for version, computed in work.computed:
        facts = computed.to_dict()
        lines += ["", "[[computed]]", f"version = {quote(version)}"]
        lines += [f"{key} = {quote(facts[key])}" for key in COMPUTED_KEYS if key in facts]
    for version, clause in work.life:
        lines += ["", "[[life]]", *([f"version = {quote(version)}"] if version else ())]
        lines += [f"{key} = {_value(value)}" for key, value in clause.to_dict().items()]
    return ("\n".join(lines) + "\n").encode()


def work_from_toml(data: bytes, folder: str) -> WorkRecord:
    """The work of a ``work.toml``, without versions. Raises `BadWorkFileError`."""
    path = work_path(folder)
    try:
        table = toml_table(data.decode())
    except ValueError as error:
        raise BadWorkFileError(path, Message.foreign(str(error))) from None
    except RecursionError:
        raise BadWorkFileError(path, Message("it nests too deeply")) from None
    try:
        identity: dict[str, Any] = {
            key: string(table[key]) for key in ("uri", "title", "kind", "jurisdiction", "slug")
        }
        return WorkRecord(
            **identity,
            folder=folder,
            aliases=tuple(map(string, table.get("aliases", ()))),
            other_titles=tuple(map(string, table.get("other_titles", ()))),
            titled=tuple(map(string, table.get("titled", ()))),
            stage=string(table.get("stage", "")) or None,
            stored=tuple(map(string, table.get("stored", ()))),
            replaces=tuple(map(string, table.get("replaces", ()))),
            life=(*map(_repeal, table.get("repeals", ())), *map(_life, table.get("life", ()))),
            grounds=tuple(map(string, table.get("grounds", ()))),
            sources=tuple(_source(source) for source in table.get("sources", ())),
            computed=tuple(
                (string(one["version"]), _computed(one)) for one in table.get("computed", ())
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadWorkFileError(
            path, Message("{key} is missing or of the wrong type", key=error)
        ) from None


def _source(table: dict[str, Any]) -> SourceRecord:
    fields: dict[str, Any] = {
        key: string(table[key])
        for key in SOURCE_KEYS
        if key not in ("came_as", "blob", "address") or key in table
    }
    return SourceRecord(**fields)


def _computed(table: dict[str, Any]) -> Computed:
    return Computed(**{key: string(table[key]) for key in COMPUTED_KEYS if key in table})


def _repeal(title: Any) -> tuple[str, LifeClause]:
    """A title that an older program stored as repealed by the work."""
    return "", LifeClause(kind="repealed", words="", title=string(title))


def _life(table: dict[str, Any]) -> tuple[str, LifeClause]:
    if table["kind"] not in get_args(LifeKind):
        raise KeyError("kind")
    months = table.get("months")
    if months is not None and type(months) is not int:
        raise TypeError("months")
    for key in ("date", "day", "until"):
        if key in table:
            date.fromisoformat(string(table[key]))
    facts: dict[str, Any] = {key: string(table[key]) for key in LIFE_KEYS if key in table} | {
        "places": tuple(map(string, table.get("places", ()))),
        "months": months,
    }
    return string(table.get("version", "")), LifeClause(**facts)


def _value(value: str | int | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(quote, value))}]"
    return quote(value) if isinstance(value, str) else str(value)


def _lists(work: WorkRecord, *names: str) -> Iterator[str]:
    """Yield a line for each of these lists that is not empty."""
    yield from (
        f"{name} = [{', '.join(map(quote, values))}]"
        for name in names
        if (values := getattr(work, name))
    )
