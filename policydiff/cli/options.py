"""Options of commands, declared once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import wraps
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import click

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Option:
    """The help of an option, and the way in which it is written."""

    help: str
    flags: tuple[str, ...]
    """The names of the option; by default that of its field."""

    more: Mapping[str, Any]
    """Further keywords of `click.option`, which win over those that follow from the field."""


def option(line: str, *flags: str, **more: Any) -> Option:
    """An option whose type and default are those of its field."""
    return Option(line, flags, more)


def bound(parameter: str, kind: Callable[..., Any], /, **options: Option) -> Callable[[F], F]:
    """Add an option for each of these fields of a class.

    The command gets one value of that class, `kind`, as `parameter`. A bool is a flag, a Literal a
    choice; a tuple may be given several times.
    """
    hints, defaults = get_type_hints(kind), _defaults(kind)

    def decorate(command: F) -> F:
        @wraps(command)
        def gather(**values: Any) -> Any:
            chosen = {name: values.pop(name) for name in options}
            return command(**values, **{parameter: kind(**chosen)})

        made: Any = gather
        for name, one in reversed(options.items()):
            flags = one.flags or (f"--{name.replace('_', '-')}",)
            keywords = {**_keywords(hints[name], defaults.get(name)), **one.more}
            if keywords.get("required"):  # a default of None would be a value to click
                del keywords["default"]
            made = click.option(*flags, name, help=one.help, **keywords)(made)
        return made  # type: ignore[no-any-return]

    return decorate


def format_option(*forms: str, line: str = "For a person or a program.") -> Callable[[F], F]:
    """The option ``--format`` of a command that prints.

    The first of `forms` is the default.
    """
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=line,
    )


def _defaults(kind: Callable[..., Any]) -> dict[str, Any]:
    if not is_dataclass(kind):
        return {}
    return {one.name: one.default for one in fields(kind) if one.default is not MISSING}


def _keywords(hint: Any, default: Any) -> dict[str, Any]:
    """The keywords of click for the type of a field."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (UnionType, Union):
        return _keywords(next(one for one in inner if one is not type(None)), default)
    if origin is tuple:
        return {"type": _keywords(inner[0], None)["type"], "multiple": True}
    if origin is Literal:
        chosen = default is not None
        return {"type": click.Choice(inner), "default": default, "show_default": chosen}
    if hint is bool:
        return {"is_flag": True, "default": default, "type": bool}
    return {"type": click.Path(path_type=Path) if hint is Path else hint, "default": default}
