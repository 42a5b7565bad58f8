"""Options out of the fields of a dataclass."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

import click
import pytest
from click.testing import CliRunner

from policydiff.cli.options import bound, option


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Invented choices."""

    bright: bool = False
    shade: Literal["red", "blue"] = "red"
    other: Literal["green"] | None = None
    file: Path | None = None
    count: int = 3
    names: tuple[str, ...] = ()
    unasked: str = "stays"


class Facts(TypedDict, total=False):
    """Invented facts."""

    title: str | None


@click.command()
@bound(
    "colours",
    Colours,
    bright=option("Bright."),
    shade=option("Its shade."),
    other=option("Another one."),
    file=option("A file.", "-f", "--from"),
    count=option("How many."),
    names=option("A name.", "--name"),
)
@bound("facts", Facts, title=option("A title."))
def paint(*, colours: Colours, facts: Facts) -> None:
    click.echo(repr((colours, facts)))


def painted(*words: str) -> str:
    result = CliRunner().invoke(paint, list(words))
    assert result.exit_code == 0, result.output
    return result.output.strip()


def test_what_nobody_gives_has_the_defaults_of_the_fields():
    assert painted() == repr((Colours(), {"title": None}))


def test_each_field_is_filled_as_its_type_says():
    words = "--bright --shade blue --other green --from x.txt --count 5 --name a --name b --title t"

    assert painted(*words.split()) == repr(
        (
            Colours(
                bright=True,
                shade="blue",
                other="green",
                file=Path("x.txt"),
                count=5,
                names=("a", "b"),
            ),
            {"title": "t"},
        )
    )


@pytest.mark.parametrize("words", [("--shade", "green"), ("--count", "many"), ("--unasked", "x")])
def test_what_a_field_cannot_hold_is_refused(words):
    assert CliRunner().invoke(paint, list(words)).exit_code == 2


def test_the_help_lists_the_options_in_their_order():
    text = CliRunner().invoke(paint, ["--help"]).output
    flags = ["--bright", "--shade [red|blue]", "--other [green]", "-f, --from", "--name", "--title"]

    assert sorted(flags, key=text.index) == flags
    assert "[default: red]" in text
