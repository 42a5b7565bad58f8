"""Facts with words of their own: amounts, ratios, counts, periods, commands, sanctions,
citations.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from policydiff.diffing.facts_pairing import BESIDE, Expression, Pair, pair
from policydiff.diffing.facts_texts import Hunk, Texts, touched
from policydiff.diffing.noise import fold_key
from policydiff.model.comparison import FactType, Span
from policydiff.model.dialect import FactWords

FEW = 6
"""Characters that may come or go with a word of command: with more it is a rule that came or went,
not its command that changed.
"""

AHEAD = 8
"""Characters behind a citation by which the end of a name is known."""

REWRITTEN = 24
"""In a stretch rewritten from this many characters on, a word of command alone says nothing: the
rule around it is another.
"""

_BRACKETS = re.compile(r"[（）()\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fact by its places; None on the side where it is absent."""

    type: FactType
    left: Span | None
    right: Span | None


def _expressions(pattern: re.Pattern[str], text: str) -> list[Expression]:
    return [
        Expression(begin=m.start(), end=m.end(), key=fold_key(m[0]))
        for m in pattern.finditer(text)
        if m[0]
    ]


def _both(type_: FactType, before: Expression | None, after: Expression | None) -> Found:
    return Found(
        type=type_,
        left=None if before is None else before.span,
        right=None if after is None else after.span,
    )


def quantities(texts: Texts, words: FactWords) -> Iterator[Found]:
    """Reads amounts, ratios, counts and periods; gives those that changed, went or came, a new tier
    of a fine too.
    """
    for name, pattern in words.quantities.items():
        left, right = (
            [_attained(one, words) for one in _expressions(pattern, text)]
            for text in (texts.left, texts.right)
        )
        for before, after in pair(texts, left, right):
            yield _both(name, before, after)


def _attained(one: Expression, words: FactWords) -> Expression:
    """An age that is attained and the age and above, which say the same, under one key."""
    found = words.attained.fullmatch(one.key)
    return one if found is None else replace(one, key=f"{found['age']}+")


def commands(texts: Texts, words: FactWords) -> Iterator[Found]:
    """Reads the words of command; gives those that changed, and those that came or went almost
    alone.
    """
    left, right = _commands(texts.left, words), _commands(texts.right, words)
    gone: list[Expression] = []
    come: list[Expression] = []
    for piece in texts.pieces:
        before, after = _inside(left, piece.left), _inside(right, piece.right)
        if len(before) == len(after) == 1:
            if before[0].key != after[0].key:
                yield _both("modality", before[0], after[0])
        elif len(before) + len(after) == 1:
            one, text, span = (
                (before[0], texts.left, piece.left)
                if before
                else (after[0], texts.right, piece.right)
            )
            if words.auxiliary.fullmatch(one.key) and _commands_here(
                texts, piece, one, text[slice(*span)]
            ):
                (gone if before else come).append(one)
    for old, new in _taken(texts, gone, come):
        yield _both("modality", old, new)


def _inside(found: Sequence[Expression], span: Span) -> Sequence[Expression]:
    """Those of the expressions, in order, that lie in a stretch."""
    return found[
        bisect_left(found, span[0], key=lambda one: one.begin) : bisect_right(
            found, span[1], key=lambda one: one.end
        )
    ]


def _commands(text: str, words: FactWords) -> list[Expression]:
    found = _expressions(words.modality, text)
    return [
        Expression(begin=one.begin, end=one.end, key=words.modality_variants.get(one.key, one.key))
        for one in found
    ]


def _commands_here(texts: Texts, piece: Hunk, one: Expression, text: str) -> bool:
    """True for a word of command that came or went with few words, or is the last before a rule
    that stayed.
    """
    if piece.replaces:
        return _dropped(texts, piece, one)
    alone = piece.size <= FEW + 2 and _around(texts, piece).size <= REWRITTEN
    return alone or text.endswith(one.key)


def _dropped(texts: Texts, piece: Hunk, one: Expression) -> bool:
    """True for a word of command at the head of a rewritten stretch, where the other side begins
    with what follows it: 可以处 → 处.
    """
    left, right = texts.left[slice(*piece.left)], texts.right[slice(*piece.right)]
    longer, other = (
        (left, right) if one.begin == piece.left[0] and left.startswith(one.key) else (right, left)
    )
    return longer.startswith(one.key) and longer[len(one.key) :][:1] == other[:1]


def _taken(texts: Texts, gone: list[Expression], come: list[Expression]) -> Iterator[Pair]:
    """What went and what came; the same word on both sides only moved, another close by took its
    place.
    """
    for old in list(gone):
        new = next(
            (
                new
                for new in come
                if new.key == old.key or abs(new.begin - texts.place(old.begin)) <= BESIDE
            ),
            None,
        )
        if new is None:
            yield old, None
        else:
            come.remove(new)
            if new.key != old.key:
                yield old, new
    yield from ((None, new) for new in come)


def _around(texts: Texts, piece: Hunk) -> Hunk:
    hunks = touched(texts.hunks, piece.left, right=False) or touched(
        texts.hunks, piece.right, right=True
    )
    return next(iter(hunks), piece)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def sanctions(texts: Texts, words: FactWords) -> Iterator[Found]:
    """Reads sanctions; gives kinds that came, went or took the place of another. One that stands
    elsewhere in the text is not new.
    """
    left, right = (
        _expressions(words.sanctions, texts.left),
        _expressions(words.sanctions, texts.right),
    )
    old, new = fold_key(texts.left), fold_key(texts.right)
    gone: list[Expression] = []
    come: list[Expression] = []
    for before, after in pair(texts, left, right):
        if (
            before is not None
            and after is not None
            and _akin(before.key, after.key)
            and not _listed(before, new, words)
        ):
            yield _both("penalty", before, after)
            continue
        gone += [before] if before is not None and _new(before, texts.left, new, words) else []
        come += [after] if after is not None and _new(after, texts.right, old, words) else []
    for one in _joined(texts.left, gone):
        yield Found(type="penalty", left=one, right=None)
    for one in _joined(texts.right, come):
        yield Found(type="penalty", left=None, right=one)
    yield from _fines(texts, words)


def _new(one: Expression, text: str, other: str, words: FactWords) -> bool:
    """True for a sanction that the other text does not know, nor states as the case in which
    something else applies.
    """
    line = text.rfind("\n", 0, one.begin) + 1
    parted = words.parted_verb.match(one.key)
    known = parted is not None and parted[0] in other and one.key[parted.end() :] in other
    return (
        one.key not in other
        and not known
        and not _listed(one, other, words)
        and not words.item.match(text, line)
    )


def _akin(before: str, after: str) -> bool:
    """True for sanctions of one kind: the same verb, or the same object."""
    return before[:1] == after[:1] or before[-2:] == after[-2:]


def _listed(one: Expression, text: str, words: FactWords) -> bool:
    """True where a sanction stands further down a list of the text, behind the verb of another."""
    verb = words.sanction_verb.match(one.key)
    return verb is not None and "、" + one.key[verb.end() :] in text


def _joined(text: str, found: Sequence[Expression]) -> Iterator[Span]:
    """Places of sanctions, those of one list together."""
    spans: list[Span] = []
    for one in sorted(found, key=lambda one: one.begin):
        if spans and text[spans[-1][1] : one.begin] == "、":
            spans[-1] = (spans[-1][0], one.end)
        else:
            spans.append(one.span)
    return iter(spans)


def _fines(texts: Texts, words: FactWords) -> Iterator[Found]:
    """Fines that come to a tier which had none, or go: a new tier, with a condition of its own, is
    an amount alone.
    """
    for before, after in pair(
        texts, _expressions(words.fine, texts.left), _expressions(words.fine, texts.right)
    ):
        if before is None and after is not None:
            hunk = next(
                (
                    hunk
                    for hunk in touched(texts.hunks, after.span, right=True)
                    if _within(after.span, hunk.right)
                ),
                None,
            )
            if hunk is not None and not _new_tier(texts, hunk, after, words):
                yield _both("penalty", None, after)


def _new_tier(texts: Texts, hunk: Hunk, fine: Expression, words: FactWords) -> bool:
    """True where a fine has a condition that came with it, or that the old text does not hold."""
    tier = max(texts.right.rfind(mark, 0, fine.begin) for mark in "；。\n") + 1
    conditions = list(words.condition.finditer(texts.right, tier, fine.begin))
    if not conditions or tier > hunk.right[0]:
        return bool(conditions)
    return (
        texts.right[max(tier, conditions[-1].start() - FEW) : conditions[-1].end()]
        not in texts.left
    )


def citations(texts: Texts, words: FactWords) -> Iterator[Found]:
    """Reads lists of citations; gives the passages that are cited otherwise, neighbours
    together.
    """
    for before, after in pair(
        texts, _lists(texts.left, words), _lists(texts.right, words), around=False
    ):
        if before is not None and after is not None:
            yield from _passages(texts, words, before, after)
        elif _cites_only(texts, words, before, after):
            yield _both("reference", before, after)


def _lists(text: str, words: FactWords) -> list[Expression]:
    """Citations that follow one another, a name at their head."""
    lists: list[tuple[int, int]] = []
    for found in words.citation.finditer(text):
        if not found[0]:
            continue
        joint = text[lists[-1][1] : found.start()] if lists else None
        if (
            joint is not None
            and not found["name"]
            and (joint == "" or words.citation_join.fullmatch(joint))
        ):
            lists[-1] = (lists[-1][0], found.end())
        else:
            lists.append(found.span())
    return [
        Expression(begin=begin, end=end, key=_plain(text[begin:end], words)) for begin, end in lists
    ]


def _plain(text: str, words: FactWords) -> str:
    return words.name_noise.sub("", _BRACKETS.sub("", fold_key(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Atom(Expression):
    """One citation; `whole` says it with the article that a 款 alone belongs to."""

    whole: str


def _atoms(text: str, span: Span, words: FactWords) -> list[_Atom]:
    """The citations of a list; a 款 or 项 alone counts as one of the article named before it."""
    atoms: list[_Atom] = []
    article = ""
    for found in words.citation.finditer(text, span[0], min(len(text), span[1] + AHEAD)):
        key = _plain(found[0], words) if _within(found.span(), span) else ""
        whole = words.cited_article.match(key)
        article = whole[0] if whole else "" if found["name"] else article
        if key:
            whole_key = key if whole or found["name"] else article + key
            atoms.append(_Atom(begin=found.start(), end=found.end(), key=key, whole=whole_key))
    return atoms


def _passages(
    texts: Texts, words: FactWords, before: Expression, after: Expression
) -> Iterator[Found]:
    left, right = _atoms(texts.left, before.span, words), _atoms(texts.right, after.span, words)
    for old, new in _runs(left, right):
        first = min(old[0], new[0]) == 1 and (
            old[0] == old[1] or new[0] == new[1]
        )  # 刑法第一条 → 刑法: the name is what is cited
        gone, come = left[old[0] - first : old[1]], right[new[0] - first : new[1]]
        yield Found(type="reference", left=_hull(gone), right=_hull(come))


def _runs(left: Sequence[_Atom], right: Sequence[_Atom]) -> Iterator[tuple[Span, Span]]:
    """Stretches of two lists that differ; lists of one length are compared place by place, for
    renumbered lists share numbers by chance.
    """
    if len(left) != len(right):
        matcher = SequenceMatcher(
            None, [one.whole for one in left], [one.whole for one in right], autojunk=False
        )
        yield from (((i, j), (k, m)) for op, i, j, k, m in matcher.get_opcodes() if op != "equal")
        return
    changed = [
        one.key != other.key and one.whole != other.whole
        for one, other in zip(left, right, strict=True)
    ]
    place = 0
    for differs, run in groupby(changed):
        size = len(list(run))
        if differs:
            yield (place, place + size), (place, place + size)
        place += size


def _hull(found: Sequence[Expression]) -> Span | None:
    return (found[0].begin, found[-1].end) if found else None


def _cites_only(
    texts: Texts, words: FactWords, before: Expression | None, after: Expression | None
) -> bool:
    """True where a citation came or went without a rule of its own around it."""
    for one, side in ((before, 0), (after, 1)):
        if one is None:
            continue
        for piece in touched(texts.pieces, one.span, right=side == 1):
            span, text = ((piece.left, texts.left), (piece.right, texts.right))[side]
            rest = text[span[0] : max(one.begin, span[0])] + text[min(one.end, span[1]) : span[1]]
            return len(words.citing.sub("", rest)) <= FEW // 2
    return False


def agents(texts: Texts, words: FactWords) -> Iterator[Found]:
    """Reads who acts, behind 由, where the text around was rewritten; gives one body in the place
    of another, lists member by member.
    """
    for before, after in pair(
        texts, _expressions(words.acting, texts.left), _expressions(words.acting, texts.right)
    ):
        if before is None or after is None or not _rewritten(texts, before, after):
            continue
        old, new = _members(texts.left, before, words), _members(texts.right, after, words)
        if len(old) == len(new) and not _crossed(old, new):
            yield from (
                _both("authority", one, other)
                for one, other in zip(old, new, strict=True)
                if one.key != other.key
            )
        else:
            yield _both("authority", before, after)


def _crossed(old: Sequence[Expression], new: Sequence[Expression]) -> bool:
    """True where a member of one list stands at another place of the other; the last may name what
    all of them are.
    """
    return any(
        one.key in other.key or other.key in one.key
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if i != j
    )


def _rewritten(texts: Texts, before: Expression, after: Expression) -> bool:
    old, new = (
        touched(texts.hunks, before.span, right=False),
        touched(texts.hunks, after.span, right=True),
    )
    return any(hunk.replaces and hunk in new for hunk in old)


def _members(text: str, one: Expression, words: FactWords) -> list[Expression]:
    """The members of a list of bodies."""
    place, members = one.begin, []
    for joint in [*words.citation_join.finditer(text, *one.span), None]:
        end = one.end if joint is None else joint.start()
        members.append(Expression(begin=place, end=end, key=fold_key(text[place:end])))
        place = end if joint is None else joint.end()
    return members


READERS = (quantities, commands, sanctions, citations, agents)
