"""``work.toml``: the facts of a work as text, written and read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from policydiff.errors import DamagedError
from policydiff.messages import Message
from policydiff.model.version import Computed
from policydiff.store.layout import work_path
from policydiff.store.records import SourceRecord, WorkRecord

SOURCE_KEYS = ("version", "sha256", "name", "role", "came_as")
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


class BadWorkFileError(DamagedError):
    """A ``work.toml`` cannot be read."""

    def __init__(self, path: str, why: Message) -> None:
        """`path` is inside the repository."""
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
        f"uri = {_quote(work.uri)}",
        f"title = {_quote(work.title)}",
        f"aliases = [{', '.join(map(_quote, work.aliases))}]",
        *_lists(work, "other_titles", "titled"),
        f"kind = {_quote(work.kind)}",
        *([f"stage = {_quote(work.stage)}"] if work.stage else ()),
        f"jurisdiction = {_quote(work.jurisdiction)}",
        f"slug = {_quote(work.slug)}",
        *_lists(work, "stored", "replaces", "repeals"),
    ]
    for source in work.sources:
        lines += [
            "",
            "[[sources]]",
            *(
                f"{key} = {_quote(value)}"
                for key in SOURCE_KEYS
                if (value := getattr(source, key)) is not None
            ),
        ]
    for version, computed in work.computed:
        facts = computed.to_dict()
        lines += ["", "[[computed]]", f"version = {_quote(version)}"]
        lines += [f"{key} = {_quote(facts[key])}" for key in COMPUTED_KEYS if key in facts]
    return ("\n".join(lines) + "\n").encode()


def work_from_toml(data: bytes, folder: str) -> WorkRecord:
    """A work as its ``work.toml`` states it, without its versions.

    Raises `BadWorkFileError`.
    """
    path = work_path(folder)
    try:
        table = tomllib.loads(data.decode())
    except ValueError as error:
        raise BadWorkFileError(path, Message.foreign(str(error))) from None
    try:
        identity: dict[str, Any] = {
            key: _text(table[key]) for key in ("uri", "title", "kind", "jurisdiction", "slug")
        }
        return WorkRecord(
            **identity,
            folder=folder,
            aliases=tuple(map(_text, table.get("aliases", ()))),
            other_titles=tuple(map(_text, table.get("other_titles", ()))),
            titled=tuple(map(_text, table.get("titled", ()))),
            stage=_text(table["stage"]) if "stage" in table else None,
            stored=tuple(map(_text, table.get("stored", ()))),
            replaces=tuple(map(_text, table.get("replaces", ()))),
            repeals=tuple(map(_text, table.get("repeals", ()))),
            sources=tuple(_source(source) for source in table.get("sources", ())),
            computed=tuple(
                (_text(one["version"]), _computed(one)) for one in table.get("computed", ())
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadWorkFileError(
            path, Message("{key} is missing or of the wrong type", key=error)
        ) from None


def _source(table: dict[str, Any]) -> SourceRecord:
    fields: dict[str, Any] = {
        key: _text(table[key]) for key in SOURCE_KEYS if key != "came_as" or key in table
    }
    return SourceRecord(**fields)


def _computed(table: dict[str, Any]) -> Computed:
    return Computed(**{key: _text(table[key]) for key in COMPUTED_KEYS if key in table})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(repr(value))
    return value


def _lists(work: WorkRecord, *names: str) -> Iterator[str]:
    """A line for each of these lists that is not empty."""
    yield from (
        f"{name} = [{', '.join(map(_quote, values))}]"
        for name in names
        if (values := getattr(work, name))
    )


def _quote(text: str) -> str:
    """A TOML basic string.

    Its escapes are those of JSON, but for DEL, which only TOML forbids.
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
