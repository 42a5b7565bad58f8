"""Facets on a page: values as links that choose them or take a choice away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from policydiff.library.actions.list_works import UNSTATED
from policydiff.locale import Labels, Language
from policydiff.model.kinds import rank_of
from policydiff.model.work_life import STATUSES
from policydiff.report.labels import kind_word

FACET_WORDS = Labels(
    "facets of works",
    {
        "facets": "Narrow",
        "facet-more": "{count} more",
        "facet-off": "take this choice away",
        "kind": "Kind",
        "maker": "Issued by",
        "state": "Status",
        "year": "Year",
        "work": "Work",
        "unstated": "not stated",
        "begun": "in force, no end known",
        "waiting": "not in force yet",
        "unknown day": "day of force unknown",
        "draft": "draft",
    },
)

_STATES = ("begun", "waiting", "unknown day", "draft", *(one for one in STATUSES["en"]))
"""The states of works in the order of the facet."""

SHOWN = 8
"""Values of a facet that stand open; others unfold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetChoice:
    """A value of a facet: its name, its count where that is certain, its link."""

    label: str
    count: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """A facet with its values; those behind `SHOWN` are folded."""

    name: str
    label: str
    choices: Sequence[FacetChoice]

    @property
    def open(self) -> Sequence[FacetChoice]:
        """The values that stand open: the first ones, and what is chosen."""
        return [one for at, one in enumerate(self.choices) if at < SHOWN or one.chosen]

    @property
    def folded(self) -> Sequence[FacetChoice]:
        """The other values."""
        return [one for at, one in enumerate(self.choices) if at >= SHOWN and not one.chosen]

    @property
    def chosen(self) -> Sequence[FacetChoice]:
        """The values that are chosen; the link of each takes it away."""
        return [one for one in self.choices if one.chosen]


def facet_view(
    facet: tuple[str, str],
    values: Iterable[tuple[str, int | None]],
    words: Callable[[str], str],
    address: Callable[[Mapping[str, str]], str],
    chosen: str,
) -> FacetView:
    """A facet of values with their counts, None for one that is not certain.

    `facet` is its name and its label. `address` gives the page with another choice of this facet, "" for none.
    """
    name, label = facet
    return FacetView(
        name=name,
        label=label,
        choices=[
            FacetChoice(
                label=words(value),
                count="" if count is None else f"{count:,}",
                address=address({name: "" if value == chosen else value}),
                chosen=value == chosen,
            )
            for value, count in values
        ],
    )


def facet_order(name: str, value: str, count: int) -> tuple[int, str]:
    """The place of a value: kinds by rank, the newest year first, many before few."""
    if name == "kind":
        return rank_of(value, None), value
    if name == "state":
        return _STATES.index(value) if value in _STATES else len(_STATES), value
    if name == "year":
        return -int(value) if value.isdecimal() else 0, value
    return -count, value


def facet_word(name: str, value: str, language: Language) -> str:
    """The name of a value of a facet."""
    if value == UNSTATED:
        return FACET_WORDS[language]["unstated"]
    if name == "kind":
        return kind_word(value, language)
    return state_word(value, language) if name == "state" else value


def state_word(state: str, language: Language) -> str:
    """The words for the state of a work."""
    own = FACET_WORDS[language]
    return STATUSES[language][state] if state in STATUSES[language] else own.get(state, state)
