"""Facts of citations: passages that are cited differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from policydiff.comparing.engine.facts.expressions import FEW, FactSpans, fact_of, lies_in
from policydiff.comparing.engine.facts.pairing import Expression, pair
from policydiff.comparing.engine.facts.texts import MatchTexts, touched
from policydiff.model.comparison import Span
from policydiff.text.noise import fold_key
from policydiff.text.traditions.dialect import FactWords

AHEAD = 8
"""Characters behind a citation by which the end of a name is recognised."""

_BRACKETS = re.compile(r"[（）()\s]")


def citations(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The passages that are cited differently, neighbours together."""
    for before, after in pair(
        texts, _lists(texts.left, words), _lists(texts.right, words), around=False
    ):
        if before is not None and after is not None:
            yield from _passages(texts, words, before, after)
        elif _cites_only(texts, words, before, after):
            yield fact_of("reference", before, after)


def _lists(text: str, words: FactWords) -> list[Expression]:
    """Lists of citations that follow one another, with a name only at the head."""
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
    """One citation.

    `whole` is the citation with the article that a 款 alone belongs to.
    """

    whole: str


def _atoms(text: str, span: Span, words: FactWords) -> list[_Atom]:
    """The citations of a list.

    A 款 or 项 alone counts as one of the article named before it.
    """
    atoms: list[_Atom] = []
    article = ""
    for found in words.citation.finditer(text, span[0], min(len(text), span[1] + AHEAD)):
        key = _plain(found[0], words) if lies_in(found.span(), span) else ""
        whole = words.cited_article.match(key)
        article = whole[0] if whole else "" if found["name"] else article
        if key:
            whole_key = key if whole or found["name"] else article + key
            atoms.append(_Atom(begin=found.start(), end=found.end(), key=key, whole=whole_key))
    return atoms


def _passages(
    texts: MatchTexts, words: FactWords, before: Expression, after: Expression
) -> Iterator[FactSpans]:
    left, right = _atoms(texts.left, before.span, words), _atoms(texts.right, after.span, words)
    for old, new in _runs(left, right):
        first = min(old[0], new[0]) == 1 and (
            old[0] == old[1] or new[0] == new[1]
        )  # 刑法第一条 → 刑法: the name is what is cited
        gone, come = left[old[0] - first : old[1]], right[new[0] - first : new[1]]
        yield FactSpans(type="reference", left=_hull(gone), right=_hull(come))


def _runs(left: Sequence[_Atom], right: Sequence[_Atom]) -> Iterator[tuple[Span, Span]]:
    """Stretches of two lists that differ.

    Lists of one length are compared place by place, for renumbered lists share numbers by chance.
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
    texts: MatchTexts, words: FactWords, before: Expression | None, after: Expression | None
) -> bool:
    """True where a citation came or went without a rule of its own around it."""
    for one, side in ((before, 0), (after, 1)):
        if one is None:
            continue
        for piece in touched(texts.pieces, one.span, right=side == 1):
            span, text = ((piece.left, texts.left), (piece.right, texts.right))[side]
            remainder = (
                text[span[0] : max(one.begin, span[0])] + text[min(one.end, span[1]) : span[1]]
            )
            return len(words.citing.sub("", remainder)) <= FEW // 2
    return False
