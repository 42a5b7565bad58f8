"""The opinion that ships, and what is known about it."""

from __future__ import annotations

import tomllib

import policydiff
from policydiff.resources import resource

OPINION = resource("corpora", "opinion", "2017-01-15.txt")


def facts() -> dict[str, object]:
    return tomllib.loads(resource("corpora", "opinion", "facts.toml").read_text(encoding="utf-8"))


def test_is_the_text_as_received(corpus):
    assert OPINION.read_bytes() == (corpus / "opinion" / "2017-01-15.txt").read_bytes()


def test_reads_as_its_facts_say():
    document = policydiff.load(OPINION)

    assert document.title == facts()["title"]
    assert document.kind == facts()["kind"]
    assert len(document.articles) == facts()["articles"]
    assert len([p for p in document.provisions if p.level == "chapter"]) == facts()["chapters"]


def test_what_comes_from_outside_is_not_guessed():
    document = policydiff.load(OPINION)

    assert (document.authority, document.document_number, document.version_date) == (
        None,
        None,
        None,
    )


def test_what_comes_from_outside_can_be_given():
    outside = facts()["outside"]

    document = policydiff.load(
        OPINION, kind="opinion", promulgated=outside["promulgated"], authority=outside["authority"]
    )

    assert (document.version_date, document.authority) == ("2017-01-15", outside["authority"])
