"""Whatever is wrong with a file of TOML, one error says so."""

from __future__ import annotations

import pytest

from policydiff.model.toml import toml_table

DIGITS = "a number in it has too many digits"
DEEP = "its values stand too deep in one another"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("9" * 5000, DIGITS),
        ("-" + "9" * 5000, DIGITS),
        ("[1, " + "9" * 5000 + "]", DIGITS),
        ("0x" + "f" * 5000, DIGITS),
        ("0b" + "1" * 50_000, DIGITS),
        ("[" * 5000, DEEP),
        ("{a=" * 5000, DEEP),
        ("99999-01-01", "Expected newline"),
    ],
    ids=[
        "int",
        "negative",
        "in a list",
        "hexadecimal",
        "binary",
        "lists",
        "tables",
        "year",
    ],
)
def test_what_python_cannot_take_is_an_error_of_the_file(value: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        toml_table(f"x = {value}\n")


@pytest.mark.parametrize("value", ["9" * 4000, "0xff", "1e999", "-inf", "9" * 9000 + ".5"])
def test_other_numbers_are_read(value: str) -> None:
    assert toml_table(f"x = {value}\n").keys() == {"x"}
