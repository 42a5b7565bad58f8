"""An item beside its best articles."""

from __future__ import annotations

from relations import relation

from policydiff.relating.report.cards import OPEN, WEAK, item_cards
from policydiff.relating.report.relation import RelationTable

TABLE = RelationTable(relation(), "zh")
ITEMS = [item_cards(item, TABLE) for item in TABLE.items]


def test_every_link_is_a_card_or_counted_among_the_weaker():
    for item, cards in zip(TABLE.items, ITEMS, strict=True):
        assert len(item.links) == sum(len(part.cards) + part.weak for part in cards.laws)
        assert [part.law.letter for part in cards.laws] == [
            law.letter for law, cell in zip(TABLE.laws, item.cells, strict=True) if cell.links
        ]


def test_the_first_card_and_what_a_person_confirmed_are_open():
    for part in (part for item in ITEMS for part in item.laws):
        for place, card in enumerate(part.cards):
            assert card.opened is (place < OPEN or card.link.status == "confirmed")
        assert part.more == part.weak - len(part.candidates) >= 0
        assert sum(one.link.status != "rejected" for one in part.candidates) <= WEAK


def test_both_texts_stand_in_full():
    for item in ITEMS:
        lines = ["".join(part.text for part in line) for line in item.lines]
        assert "\n".join(lines) == item.item.text
        for card in (card for part in item.laws for card in part.cards):
            text = " ".join("".join(part.text for part in line) for line in card.lines)
            assert text == TABLE.plain(card.link.right)
