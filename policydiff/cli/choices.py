"""Values of options of a comparison, checked where they are read."""

from __future__ import annotations

from typing import get_args

import click

from policydiff.app.profiles import read_profile
from policydiff.messages import Message
from policydiff.model.profile import COLUMNS, Column, TableProfile

REPORTED: frozenset[Column] = frozenset((*COLUMNS, "number"))
"""The columns of a table that no profile makes."""


def read_columns(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[Column, ...] | None:
    """The columns of a table, which commas separate; None for its own."""
    if value is None:
        return None
    known: tuple[Column, ...] = get_args(Column)
    names = [name.strip() for name in value.replace("，", ",").split(",")]
    chosen = tuple(column for name in names for column in known if column == name)
    if (
        len(chosen) != len(names)
        or len(set(names)) != len(names)
        or not {"left", "right"} & set(names)
    ):
        raise click.BadParameter(
            Message(
                "name each column once, left or right among them: {known}", known=", ".join(known)
            )
        )
    return chosen


def read_profile_option(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> TableProfile | None:
    """The profile of this name or file; None where nobody names one."""
    return None if value is None else read_profile(value)
