"""The table of articles.

Each article of the left with those that correspond to it, the closest first; then what stands on
the right alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policydiff.locale import Language
from policydiff.model.relation import Link, Place, Relation, closeness
from policydiff.views.concordance import NONE, Line
from policydiff.views.digest import FIRST_WORDS
from policydiff.views.labels import WORDS
from policydiff.views.pieces import neutral
from policydiff.views.relation import Item, Table, stands_out
from policydiff.views.relation_summary import law_when
from policydiff.views.relation_words import RELATION_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """The lines of one relation in one language; with `letters` several documents of the right are
    called A, B, …
    """

    relation: Relation
    language: Language
    letters: bool = False

    def heads(self) -> Line:
        """The heads of the columns."""
        words = RELATION_WORDS[self.language]
        return (
            words["article-number"],
            words["corresponding"],
            words["how"],
            WORDS[self.language]["heading-or-beginning"],
        )

    def legend(self) -> Iterator[str]:
        """What the letters stand for."""
        words, laws = RELATION_WORDS[self.language], Table(self.relation, self.language).laws
        dated = (
            (law, f"{words['open']}{law_when(law, self.language)}{words['close']}") for law in laws
        )
        return (
            f"{law.letter}  {law.title}{when}"
            for law, when in dated
            if len(laws) > 1 and self.letters
        )

    def lines(self) -> Iterator[Line]:
        """A line for each article of the left in its order, then those of the right that correspond
        to none.
        """
        table = Table(self.relation, self.language)
        yield from (self._item(table, item) for item in table.items)
        for law in table.laws:
            yield from (self._only_right(table, place) for place in table.rest(law))

    def _item(self, table: Table, item: Item) -> Line:
        words = table.words
        links = sorted(
            (link for link in item.links if stands_out(link, self.relation)),
            key=closeness,
            reverse=True,
        )
        others = words["list"].join(self._name(table, link.right) for link in links) or NONE
        how = words[self._how(links[0]) if links else "unmatched"]
        return item.label, others, how, _beginning(item.heading, item.text)

    def _how(self, link: Link) -> str:
        return link.wording or (
            "same-subject" if self.relation.kind == "counterparts" else link.status
        )

    def _name(self, table: Table, place: Place) -> str:
        law = next((law for law in table.laws if law.key == place.document), None)
        if law is None or len(table.laws) == 1:
            return table.label(place)
        return f"{law.letter if self.letters else law.short} {table.label(place)}"

    def _only_right(self, table: Table, place: Place) -> Line:
        article = table.article(place)
        beginning = ("", "") if article is None else (neutral(article.heading or ""), article.text)
        return (
            NONE,
            self._name(table, place),
            table.words["unmatched"],
            _beginning(*beginning),
        )


def _beginning(heading: str, text: str) -> str:
    """The heading, else the first words."""
    words = heading or " ".join(neutral(text).split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS] + "…"
