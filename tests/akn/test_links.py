"""Citations as addresses and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import citations

from policydiff.akn.links import NOWHERE, read_steps, work_address, write_steps
from policydiff.model.citation import Citation


@given(citations)
def test_steps_are_read_back(citation: Citation) -> None:
    assert read_steps(write_steps(citation.steps)) == citation.steps


@pytest.mark.parametrize(
    ("steps", "address"),
    [
        ((), ""),
        ((("article", "18"), ("paragraph", "2")), "art_18__para_2"),
        ((("attachment", "1"), ("article", "120-1")), "att_1__art_120-1"),
        ((("preamble", "7"),), "preamble_7"),
        ((("article", ""), ("point", "1")), "art__point_1"),
        ((("article", "a_b"),), "art_a%5Fb"),
        ((("alien", "/~"),), "x-alien_%2F~"),
    ],
)
def test_steps_as_an_address(steps: tuple[tuple[str, str], ...], address: str) -> None:
    assert write_steps(steps) == address


@given(citations)
def test_an_address_is_one_path_that_xml_accepts(citation: Citation) -> None:
    address = work_address(citation)

    assert address.startswith(NOWHERE)
    assert address.isascii()
    assert not set(address) & set(' <>"\n\t#')
