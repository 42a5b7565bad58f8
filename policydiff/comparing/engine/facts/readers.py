"""Readers of the facts that have words of their own, one for each sort."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from policydiff.comparing.engine.facts.expressions import (
    REWRITTEN,
    SENTENCE_END,
    BothSides,
    Expression,
    FactSpans,
    MatchTexts,
    alone,
    clause_begin,
    expressions,
    fact_of,
    on_both_sides,
    one_sided,
    pair,
    quantities_in,
    take_beside,
)
from policydiff.comparing.engine.redline.sides import shared_blocks
from policydiff.model.comparison import Span
from policydiff.text.noise import fold_key
from policydiff.text.spans import Hunk, lies_in, touched
from policydiff.text.traditions.dialect import FactWords

FEW = 6
"""Characters that may come or go with a word of command: with more, or in a stretch of more than
`REWRITTEN`, it is a rule that came or went, not its command that changed.
"""

AHEAD = 8
"""Characters behind a citation by which the end of a name is recognised."""

_BRACKETS = re.compile(r"[（）()\s]")


def quantities(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The amounts, ratios, counts and periods that changed, went or came.

    A new tier of a fine is among them.
    """
    for name, pattern in words.quantities.items():
        left, right = (
            [
                _attained(Expression(*match.span(), fold_key(match[0])), words)
                for match in quantities_in(pattern, text, words)
            ]
            for text in texts.sides
        )
        sides = left, right
        yield from (fact_of(name, before, after) for before, after in pair(texts, sides))


def _attained(expression: Expression, words: FactWords) -> Expression:
    """An expression with one key for an age attained and for the age and above."""
    age = words.attained.fullmatch(expression.key)
    return expression if age is None else expression._replace(key=f"{age['age']}+")


def agents(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The bodies behind 由 that took the place of others where the text was rewritten.

    Lists are compared member by member.
    """
    for before, after in pair(texts, on_both_sides(words.acting, texts)):
        if before is None or after is None or not _rewritten(texts, before, after):
            continue
        old, new = _members(texts.sides[0], before, words), _members(texts.sides[1], after, words)
        if len(old) != len(new) or _crossed(old, new):
            yield fact_of("authority", before, after)
            continue
        for member, partner in zip(old, new, strict=True):
            if member.key != partner.key:
                yield fact_of("authority", member, partner)


def _rewritten(texts: MatchTexts, before: Expression, after: Expression) -> bool:
    hunks = touched(texts.hunks, after.span, 1)
    return any(hunk.replaces and hunk in hunks for hunk in touched(texts.hunks, before.span, 0))


def _members(text: str, bodies: Expression, words: FactWords) -> list[Expression]:
    begin, members = bodies.begin, []
    for joint in [*words.citation_join.finditer(text, *bodies.span), None]:
        end = bodies.end if joint is None else joint.start()
        members.append(Expression(begin, end, fold_key(text[begin:end])))
        begin = end if joint is None else joint.end()
    return members


def _crossed(old: Sequence[Expression], new: Sequence[Expression]) -> bool:
    """True where a member of one list stands at another place of the other."""
    return any(
        member.key in partner.key or partner.key in member.key
        for i, member in enumerate(old)
        for j, partner in enumerate(new)
        if i != j
    )


def definitions(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The definitions among the whole sentences that come or go."""
    for piece in texts.pieces:
        side = piece.side
        text, span = texts.sides[side], piece[side]
        if not piece.replaces and words.defining.search(text, *span):
            for clause in words.definition.finditer(text, *span):
                yield one_sided("definition", side, clause.span())


def sanctions(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The sanctions that came, went or took the place of another.

    One that stands elsewhere in the text is not new.
    """
    pairs = pair(texts, on_both_sides(words.sanctions, texts))
    keys = [fold_key(text) for text in texts.sides] if pairs else ["", ""]
    new: BothSides = ([], [])
    for changed in pairs:
        before, after = changed
        if before and after and _akin(before, after) and not _listed(before, keys[1], words):
            yield fact_of("penalty", before, after)
            continue
        for side, sanction in enumerate(changed):
            if sanction and _is_new(sanction, texts.sides[side], keys[1 - side], words):
                new[side].append(sanction)
    for side, text in enumerate(texts.sides):
        yield from (one_sided("penalty", side, span) for span in _joined(text, new[side]))
    yield from _fines(texts, words)


def _akin(before: Expression, after: Expression) -> bool:
    """True for sanctions of one kind: the same verb, or the same object."""
    return before.key[:1] == after.key[:1] or before.key[-2:] == after.key[-2:]


def _is_new(sanction: Expression, text: str, opposite: str, words: FactWords) -> bool:
    """True for a sanction that the other text does not have, nor as a case."""
    key = sanction.key
    verb = words.separable_verb.match(key)
    return not (
        key in opposite
        or (verb is not None and verb[0] in opposite and key[verb.end() :] in opposite)
        or _listed(sanction, opposite, words)
        or words.item.match(text, text.rfind("\n", 0, sanction.begin) + 1)
    )


def _listed(sanction: Expression, text: str, words: FactWords) -> bool:
    """True where a sanction stands in a list, behind the verb of another."""
    verb = words.sanction_verb.match(sanction.key)
    return verb is not None and "、" + sanction.key[verb.end() :] in text


def _joined(text: str, sanctions: Sequence[Expression]) -> list[Span]:
    """The places of sanctions, those of one list together."""
    spans: list[Span] = []
    for sanction in sorted(sanctions):
        if spans and text[spans[-1][1] : sanction.begin] == "、":
            spans[-1] = (spans[-1][0], sanction.end)
        else:
            spans.append(sanction.span)
    return spans


def _fines(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """Fines that come to a tier which had none; a new tier is an amount alone."""
    for before, after in pair(texts, on_both_sides(words.fine, texts)):
        if before is None and after is not None:
            hunks = touched(texts.hunks, after.span, 1)
            around = next((hunk for hunk in hunks if lies_in(after.span, hunk.right)), None)
            if around is not None and not _new_tier(texts, around, after, words):
                yield fact_of("penalty", None, after)


def _new_tier(texts: MatchTexts, hunk: Hunk, fine: Expression, words: FactWords) -> bool:
    tier = clause_begin(texts.sides[1], fine.begin)
    conditions = list(words.condition.finditer(texts.sides[1], tier, fine.begin))
    if not conditions or tier > hunk.right[0]:
        return bool(conditions)
    begin = max(tier, conditions[-1].start() - FEW)
    return texts.sides[1][begin : conditions[-1].end()] not in texts.sides[0]


class _Citation(NamedTuple):
    """One citation of a list; `whole` is its key with the article of a 款 alone."""

    begin: int
    end: int
    key: str
    whole: str


def citations(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The passages that are cited differently, neighbours together."""
    lists = _lists(texts.sides[0], words), _lists(texts.sides[1], words)
    for changed in pair(texts, lists, around=False):
        before, after = changed
        if before and after:
            yield from _passages(texts, words, before, after)
            continue
        for side, cited in enumerate(changed):
            if cited and _cites_only(texts, words, side, cited):
                yield one_sided("reference", side, cited.span)


def _lists(text: str, words: FactWords) -> list[Expression]:
    """Lists of citations that follow one another, with a name only at the head."""
    lists: list[Span] = []
    for cited in words.citation.finditer(text):
        joint = text[lists[-1][1] : cited.start()] if lists else None
        goes_on = joint == "" or (joint and words.citation_join.fullmatch(joint))
        if cited[0] and goes_on and not cited["name"]:
            lists[-1] = (lists[-1][0], cited.end())
        elif cited[0]:
            lists.append(cited.span())
    return [Expression(begin, end, _plain(text[begin:end], words)) for begin, end in lists]


def _plain(text: str, words: FactWords) -> str:
    return words.name_noise.sub("", _BRACKETS.sub("", fold_key(text)))


def _passages(
    texts: MatchTexts, words: FactWords, before: Expression, after: Expression
) -> Iterator[FactSpans]:
    left, right = _cited(texts.sides[0], before, words), _cited(texts.sides[1], after, words)
    for old, new in _differing(left, right):
        # 刑法第一条 → 刑法: the name is what is cited
        named = min(old[0], new[0]) == 1 and (old[0] == old[1] or new[0] == new[1])
        gone, come = left[old[0] - named : old[1]], right[new[0] - named : new[1]]
        yield FactSpans("reference", _hull(gone), _hull(come))


def _cited(text: str, listed: Expression, words: FactWords) -> list[_Citation]:
    """The citations of a list; a 款 or 项 alone is one of the article named before."""
    citations: list[_Citation] = []
    article = ""
    for cited in words.citation.finditer(text, listed.begin, min(len(text), listed.end + AHEAD)):
        key = _plain(cited[0], words) if lies_in(cited.span(), listed.span) else ""
        own = words.cited_article.match(key)
        article = own[0] if own else "" if cited["name"] else article
        if key:
            whole = key if own or cited["name"] else article + key
            citations.append(_Citation(*cited.span(), key, whole))
    return citations


def _differing(
    left: Sequence[_Citation], right: Sequence[_Citation]
) -> Iterator[tuple[Span, Span]]:
    """Stretches of two lists that differ, of one length place by place.

    Renumbered lists share numbers by chance.
    """
    if len(left) != len(right):
        i = k = 0
        for j, m, size in shared_blocks(*([cited.whole for cited in row] for row in (left, right))):
            if (i, k) != (j, m):
                yield (i, j), (k, m)
            i, k = j + size, m + size
        return
    differs = [
        old.key != new.key and old.whole != new.whole for old, new in zip(left, right, strict=True)
    ]
    for differ, run in groupby(range(len(left)), key=differs.__getitem__):
        places = list(run)
        if differ:
            yield (places[0], places[-1] + 1), (places[0], places[-1] + 1)


def _hull(citations: Sequence[_Citation]) -> Span | None:
    return (citations[0].begin, citations[-1].end) if citations else None


def _cites_only(texts: MatchTexts, words: FactWords, side: int, cited: Expression) -> bool:
    """True where a citation came or went without a rule of its own around it."""
    for piece in touched(texts.pieces, cited.span, side)[:1]:
        begin, end = piece[side]
        ahead = texts.excerpt(side, (begin, max(cited.begin, begin)))
        behind = texts.excerpt(side, (min(cited.end, end), end))
        return len(words.citing.sub("", ahead + behind)) <= FEW // 2
    return False


class CommandFacts(NamedTuple):
    """The facts of the words of command, and the spans of those that only moved."""

    stated: list[FactSpans]
    moved: tuple[set[Span], set[Span]]

    def has_moved(self, hunk: Hunk) -> bool:
        """True for a stretch that came or went and is such a word alone."""
        return not hunk.replaces and (hunk.left in self.moved[0] or hunk.right in self.moved[1])


_CommandsOfPiece = tuple[Hunk, Sequence[Expression], Sequence[Expression]]
"""A piece with the words of command that lie in it on the left and on the right."""


def commands(texts: MatchTexts, words: FactWords) -> CommandFacts:
    """The words of command that changed, and those that came or went almost alone."""
    left, right = (_commands(text, words) for text in texts.sides)
    changed = [
        (piece, _inside(left, piece.left), _inside(right, piece.right)) for piece in texts.pieces
    ]
    moved = _moved(texts, (left, right), changed)
    stated: list[FactSpans] = []
    lone: BothSides = ([], [])
    for piece, before, after in changed:
        if len(before) == len(after) == 1:
            if before[0].key != after[0].key:
                stated.append(fact_of("modality", before[0], after[0]))
        elif len(before) + len(after) == 1:
            side, command = (0, before[0]) if before else (1, after[0])
            if (
                command.span not in moved[side]
                and words.auxiliary.fullmatch(command.key)
                and _commands_here(texts, piece, side, command)
            ):
                lone[side].append(command)
    pairs = take_beside(texts, *lone, moved=True)
    stated += [fact_of("modality", old, new) for old, new in pairs if old.key != new.key]
    stated += [fact_of("modality", old, new) for old, new in alone(*lone)]
    return CommandFacts(stated, moved)


def _commands(text: str, words: FactWords) -> list[Expression]:
    usual = words.modality_variants
    commands = expressions(words.modality, text)
    return [command._replace(key=usual.get(command.key, command.key)) for command in commands]


def _inside(commands: Sequence[Expression], span: Span) -> Sequence[Expression]:
    first = bisect_left(commands, span[0], key=lambda command: command.begin)
    last = bisect_right(commands, span[1], key=lambda command: command.end)
    return commands[first:last]


def _moved(
    texts: MatchTexts, sides: BothSides, changed: Sequence[_CommandsOfPiece]
) -> tuple[set[Span], set[Span]]:
    """The words of command of each side that only stand elsewhere in their sentence.

    All words behind one that stayed are under the same one that came: 体育事业应当纳入规划 → 政府应当将体育事业纳入规划.
    """
    gone = {old.span for _, before, after in changed if not after for old in before}
    come = {new.span for _, before, after in changed if not before for new in after}
    heirs: dict[Span, set[Span | None]] = {}
    for position, partner in enumerate(texts.partners if gone and come else ()):
        old = None if partner is None else _commanding(texts.sides[0], sides[0], position)
        if old is not None and partner is not None and old.span in gone:
            new = _commanding(texts.sides[1], sides[1], partner)
            same = new is not None and new.key == old.key and new.span in come
            heirs.setdefault(old.span, set()).add(new.span if new and same else None)
    only = {old: next(iter(new)) for old, new in heirs.items() if len(new) == 1}
    return {old for old, new in only.items() if new}, {new for new in only.values() if new}


def _commanding(text: str, commands: Sequence[Expression], position: int) -> Expression | None:
    """The last word of command before a place in its sentence."""
    at = bisect_right(commands, position, key=lambda command: command.end)
    if not at or SENTENCE_END.search(text, commands[at - 1].end, position):
        return None
    return commands[at - 1]


def _commands_here(texts: MatchTexts, piece: Hunk, side: int, command: Expression) -> bool:
    """True for a word of command that came or went with few words (可以处 → 处)."""
    own, opposite = (texts.excerpt(at, piece[at]) for at in (side, 1 - side))
    if piece.replaces:
        return own.startswith(command.key) and own[len(command.key) :][:1] == opposite[:1]
    if own.endswith(command.key):
        return True
    hunks = touched(texts.hunks, piece.left, 0) or touched(texts.hunks, piece.right, 1) or [piece]
    return max(piece.sizes) <= FEW + 2 and max(hunks[0].sizes) <= REWRITTEN


READERS = (quantities, sanctions, citations, agents, definitions)
"""The readers whose facts do not depend on one another."""
