"""The catalogue of instruments that ships with policydiff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from policydiff.model.toml import toml_table
from policydiff.relating.engine.instruments.catalogue import CatalogueEntry, CatalogueEvent
from policydiff.resources import resource
from policydiff.store.titles import title_key

_ENTRY = re.compile(r'^\[\[instrument\]\]\ntitle = "([^"\n]{1,200})"\n', re.MULTILINE)
"""The head of an entry: [[instrument]], and on the next line title = "中华人民共和国公司法"."""


@dataclass(frozen=True, slots=True)
class InstrumentCatalogue:
    """A catalogue by titles and aliases; its facts were looked up on `as_of` (ISO)."""

    as_of: str
    instruments: tuple[CatalogueEntry, ...]
    _by_name: dict[str, CatalogueEntry] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Make the index of names."""
        for instrument in self.instruments:
            self._by_name.update(dict.fromkeys(names_of(instrument), instrument))

    def find(self, name: str) -> CatalogueEntry | None:
        """The instrument of a name, without quotation marks and the country's name."""
        return self._by_name.get(title_key(name))


def names_of(instrument: CatalogueEntry) -> Iterator[str]:
    """The keys of its title and aliases."""
    return map(title_key, (instrument.title, *instrument.aliases))


@lru_cache(maxsize=1)
def read_instrument_catalogue() -> InstrumentCatalogue:
    """The shipped catalogue. Raises `NotFoundError` where the installation lacks it."""
    return parse_instrument_catalogue(toml_table(_shipped()))


def entry_titled(title: str) -> CatalogueEntry | None:
    """The entry of the shipped catalogue with this title, in any spelling.

    Raises as `read_instrument_catalogue` does.
    """
    return _entry(title_key(title))


@lru_cache(maxsize=1_024)
def _entry(key: str) -> CatalogueEntry | None:
    text = _passages().get(key)
    return None if text is None else _instrument(toml_table(text)["instrument"][0])


@lru_cache(maxsize=1)
def _passages() -> dict[str, str]:
    """The entries as they are written, by the keys of their titles."""
    text = _shipped()
    heads = [(found[1], found.start()) for found in _ENTRY.finditer(text)]
    ends = [begin for _, begin in heads[1:]] + [len(text)]
    return {
        title_key(title): text[begin:end] for (title, begin), end in zip(heads, ends, strict=True)
    }


def _shipped() -> str:
    return resource("corpora", "catalogue.toml").read_text(encoding="utf-8")


def parse_instrument_catalogue(table: dict[str, Any]) -> InstrumentCatalogue:
    """The catalogue of a TOML table. Raises `KeyError`, `TypeError` for another form."""
    return InstrumentCatalogue(
        table["as_of"], tuple(_instrument(dict(entry)) for entry in table["instrument"])
    )


def _instrument(entry: dict[str, Any]) -> CatalogueEntry:
    events = tuple(CatalogueEvent(**event) for event in entry.pop("events", ()))
    lists: dict[str, Any] = {name: tuple(entry.pop(name, ())) for name in ("aliases", "sources")}
    return CatalogueEntry(**entry, **lists, events=events)
