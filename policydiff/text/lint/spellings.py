"""Numbers in words and figures that differ, and characters of another script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from policydiff.messages import Message, template
from policydiff.model.document import Document, walk_provisions
from policydiff.text.lint.flaw import Flaw
from policydiff.text.lint.places import LintPlace
from policydiff.text.numerals import SCALES, read_amount
from policydiff.text.traditions.drafting_words import DoubledNumbers, DraftingWords, Scripts

_BEFORE = 8
"""So many characters before a number are looked at."""

_BRACKET = re.compile(r"\s{0,9}[）)]")
"""The end of the second form: ）"""

_END = re.compile(r"\s{0,9}(?:[，。；、）)]|$)")
"""The same after a label: 小写：100元。"""

_FEW = 3
"""Figures of fewer signs, without a unit, are no amount of money: a note (1)."""


def differing_numbers(places: Sequence[LintPlace], words: DraftingWords) -> Iterator[Flaw]:
    """The numbers whose words and figures differ: 壹万元整（¥12,000.00）."""
    doubled = words.doubled
    if doubled is None:
        return
    texts = [place.block.text for place in places]
    for place, (text, following) in zip(places, pairwise((*texts, "")), strict=True):
        whole = f"{text}\n{following}" if doubled.goes_on.match(following) else text
        for pattern in (doubled.words_first, doubled.figures_first):
            for match in pattern.finditer(whole):
                if match.start() < len(text) and _differ(match, doubled):
                    message = Message(
                        "{words} and {figures} are not the same number",
                        words=match["words"].strip(),
                        figures=match["figures"].strip(),
                    )
                    span = match.start(), min(match.end(), len(text))
                    yield place.flaw("number-differs", message, span)


def _differ(match: re.Match[str], doubled: DoubledNumbers) -> bool:
    """True where both forms are surely of one number, and their values differ."""
    figures = doubled.in_figures.fullmatch(match["figures"])
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    if figures is None or not _is_joined(match, doubled):
        return False
    money = doubled.money.fullmatch(match["words"])
    printed = _read_figures(figures)
    if money is not None:
        written = _read_money(money)
        return (
            written is not None
            and not doubled.part_of.search(before)
            and _is_money(figures, match, doubled)
            and written != printed
        )
    share = next((word for word in doubled.shares if before.endswith(word)), None)
    sign = figures["unit"] or ""
    counted = read_amount(match["words"].rstrip("整正"))
    if counted is None or figures["sign"] or sign not in doubled.shares.get(share or "", ""):
        return False
    if share is None and (sign or not _is_counted(match, before, doubled)):
        return False
    return bool(share is None or sign) and counted != printed


def _is_joined(match: re.Match[str], doubled: DoubledNumbers) -> bool:
    """True where brackets or labels prove that the second form repeats the first."""
    gap, text, end = match["gap"], match.string, match.end()
    opened = sum(map(gap.count, "（(")) - sum(map(gap.count, "）)"))
    if opened > 0:
        return opened == 1 and _BRACKET.match(text, end) is not None
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    labelled = doubled.label.search(gap) or (
        match["figures"].startswith(("¥", "￥")) and doubled.label.search(before)
    )
    return bool(labelled) and _END.match(text, end) is not None


def _is_money(figures: re.Match[str], match: re.Match[str], doubled: DoubledNumbers) -> bool:
    """True for figures that are surely an amount of money."""
    unit = figures["unit"] or ""
    if unit and not unit.startswith("元"):
        return False
    labelled = doubled.label.search(match["gap"]) is not None
    return bool(unit or figures["sign"] or labelled) or len(figures["number"]) >= _FEW


def _is_counted(match: re.Match[str], before: str, doubled: DoubledNumbers) -> bool:
    """True for a number of what is named behind it, and of no part of the text."""
    bare = match["gap"].strip() in ("（", "(")
    closed = _BRACKET.match(match.string, match.end())
    return (
        bare
        and closed is not None
        and doubled.counted.match(match.string, closed.end()) is not None
        and doubled.part_of.search(before) is None
    )


def _read_figures(figures: re.Match[str]) -> Decimal:
    number = re.sub("[,，]", "", figures["number"]).replace("．", ".")
    return Decimal(number) * SCALES.get(figures["scale"], 1)


def _read_money(money: re.Match[str]) -> Decimal | None:
    """The value in 元 of an amount in words, None where it is none for sure."""
    total = Decimal(0)
    for group, unit in (("whole", 1), ("tenths", 10), ("hundredths", 100)):
        if money[group] is None:
            continue
        value = read_amount(money[group])
        if value is None:
            return None
        total += Decimal(value) / unit
    return total


RARE = 5
"""A text is in one script where the other has less than one of so many of the characters that
tell both apart.
"""

SURE = 20
"""So many of them at least show in which script a text is."""

NAMED = 6
"""So many runs of one passage are named."""

_KANA = re.compile("[ぁ-ゖァ-ヺ]")
"""A sign of Japanese, which has characters of both: の"""


_KINDS = (
    template("simplified characters in a traditional text: {words}"),
    template("traditional characters in a simplified text: {words}"),
)


def mixed_scripts(
    document: Document, places: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """Traditional characters in a text that is otherwise simplified, and the reverse.

    Titles, quotations and the names of firms are left out, and so is a text in both scripts.
    """
    scripts = words.scripts
    if scripts is None:
        return
    headings = [
        (provision.eid, provision.heading, provision.line)
        for provision in walk_provisions(document)
        if provision.heading
    ]
    texts = [scripts.names.sub(_blank, place.block.text) for place in places]
    minority = _minority([*texts, *(heading for _, heading, _ in headings)], scripts)
    if minority is None:
        return
    sign = re.compile(f"[{''.join(minority)}]+")
    kind = _KINDS[minority is scripts.traditional]
    for place, text in zip(places, texts, strict=True):
        matches = list(sign.finditer(text))
        if matches and not _KANA.search(text):
            message = _mixed(matches, minority, kind)
            yield place.flaw("mixed-script", message, matches[0].span())
    for eid, heading, line in headings:
        matches = list(sign.finditer(scripts.names.sub(_blank, heading)))
        if matches and not _KANA.search(heading):
            message = _mixed(matches, minority, kind)
            yield Flaw(type="mixed-script", message=message, eid=eid, line=line)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _minority(texts: Iterable[str], scripts: Scripts) -> Mapping[str, str] | None:
    """The characters of the script of which a text has only a few; None without such."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    traditional = sum(counts[sign] for sign in scripts.traditional)
    simplified = sum(counts[sign] for sign in scripts.simplified)
    if traditional + simplified < SURE:
        return None
    if 0 < traditional * RARE < traditional + simplified:
        return scripts.traditional
    return scripts.simplified if 0 < simplified * RARE < traditional + simplified else None


def _mixed(matches: Iterable[re.Match[str]], minority: Mapping[str, str], kind: str) -> Message:
    """The characters of a passage, each run with what it is in the other script."""
    runs = dict.fromkeys(match[0] for match in matches)
    named = [f"{run}→{''.join(minority[sign] for sign in run)}" for run in runs]
    listed = "、".join(named[:NAMED]) + ("……" if len(named) > NAMED else "")
    return Message(kind, words=listed)
