"""The items of a drafted decision in the drafting language.

Clauses of one article, words that change in many, articles that come and go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policydiff.amending.engine.drafting.clauses import WORDS, Clauses, DraftedClause
from policydiff.amending.engine.drafting.quotes import quote
from policydiff.amending.engine.operations import Steps
from policydiff.text.places import write_place, written
from policydiff.text.traditions.mainland.amending_places import LEVEL_WORDS

UNITS = {level: word for word, level in LEVEL_WORDS.items()}
"""The word for one of a level."""
LAST = 10**6
"""The order of what stands behind the articles."""


def how_many(count: int) -> str:
    """A number of new provisions in Chinese, with 两 for two."""
    return "两" if count == 2 else written(str(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedItem:
    """One numbered item. `order` is its place by the new text.

    `keys` name what it is about, for the case that it does not come out.
    """

    order: tuple[int, int]
    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionWriter:
    """Writes instructions; `single` for a work that quotes with ‘’ alone."""

    single: bool = False

    def quote(self, text: str) -> str:
        """Text in quotation marks."""
        return quote(text, single=self.single)

    def article(self, place: Steps, clauses: Clauses, moved: str = "") -> str:
        """The item of one article.

        Its new number, where it is stated, and its clauses one after the other; a place is named
        once.
        """
        sentences: list[DraftedSentence] = []
        here: Steps = place if moved else ()
        for at, clause in enumerate(clauses):
            again = clause.form in WORDS and clause.place == here
            text = (
                self._again(clause)
                if again and at
                else self.clause(clause, place if moved or at else ())
            )
            text = text.removeprefix("将") if moved and not at else text
            sentences.append(DraftedSentence(text=text, again=again and bool(at)))
            here = clause.place if clause.form in WORDS else ()
        return _run_on(sentences, moved)

    def _again(self, clause: DraftedClause) -> str:
        """An instruction for words in the place of the clause before."""
        old, new = self.quote(clause.old), self.quote(clause.new)
        if clause.form == "replace":
            return f"{old}修改为{new}"
        return (
            f"删去{old}"
            if clause.form == "delete"
            else f"在{old}{'后' if clause.form == 'after' else '前'}增加{new}"
        )

    def clause(self, clause: DraftedClause, named: Steps) -> str:
        """The text of one instruction.

        What `named` names already is left out of its place.
        """
        remainder = (
            clause.place[len(named) :]
            if named and clause.place[: len(named)] == named
            else clause.place
        )
        return self.places(
            [remainder or clause.place], clause, inside=bool(named) and not remainder
        )

    def words_in(self, places: Sequence[Steps], clause: DraftedClause) -> str:
        """The text of an instruction for the same words in many places."""
        return _run_on([DraftedSentence(text=self.places(places, clause, inside=False))])

    def places(self, places: Sequence[Steps], clause: DraftedClause, *, inside: bool) -> str:
        """The text of an instruction for several places.

        `inside` where the place is spoken of already.
        """
        named = "、".join(write_place(place) or "" for place in places)
        within = "其中的" if inside else f"{named}中的"
        old, new = self.quote(clause.old), self.quote(clause.new)
        if clause.form == "replace":
            return f"{within}{old}修改为{new}" if inside else f"将{within}{old}修改为{new}"
        if clause.form == "delete":
            return f"删去{within}{old}"
        if clause.form in ("after", "before"):
            return f"在{'' if inside else within}{old}{'后' if clause.form == 'after' else '前'}增加{new}"
        if clause.form in ("begin", "end"):
            edge = "末尾" if clause.form == "end" else "开头"
            return f"{named}{edge}增加：{new}"
        return self._whole(clause, named, new, inside=inside)

    def _whole(self, clause: DraftedClause, named: str, new: str, *, inside: bool) -> str:
        if clause.form == "rewrite":
            return f"修改为：{new}" if inside else f"将{named}修改为：{new}"
        if clause.form == "head":
            return f"条标修改为{new}" if inside else f"将{named}条标修改为{new}"
        numbers = "、".join(
            write_place(((clause.level, number),)) or "" for number in clause.numbers
        )
        if clause.level == "preamble":
            return f"序言增加{how_many(len(clause.numbers))}个自然段，作为{numbers.replace('序言', '')}：{new}"
        if clause.form == "go":
            return f"删去{'' if inside else named}{numbers}"
        return f"{'' if inside else named}增加{how_many(len(clause.numbers))}{UNITS[clause.level]}，作为{numbers}：{new}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedSentence:
    """An instruction as written.

    `again` where it speaks of the place of the one before.
    """

    text: str
    again: bool = False


def _run_on(sentences: Iterable[DraftedSentence], lead: str = "") -> str:
    """Instructions as one text.

    Behind new text that is quoted in paragraphs the next begins a line.
    """
    text, last = lead, ""
    for sentence in sentences:
        joint = (
            ""
            if not text
            else "\n"
            if _in_paragraphs(last)
            else "，"
            if sentence.again or not last
            else "；"
        )
        text, last = text + joint + sentence.text, sentence.text
    return text if _in_paragraphs(last) else text + "。"


def _in_paragraphs(clause: str) -> bool:
    """True if an instruction ends with new text behind a colon."""
    return clause.endswith(("”", "」")) and ("：“" in clause or "：「" in clause)
