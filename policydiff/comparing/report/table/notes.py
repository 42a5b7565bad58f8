"""The words of the column 说明: numbers, splits, moves, facts, doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from policydiff.comparing.report.table.facts import fact_name, rank, sides_of
from policydiff.locale import Labels, Language
from policydiff.model.comparison import Comparison, Fact
from policydiff.model.office_content import SignedRemark, comments_of
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS, odds_text, unit_key
from policydiff.report.pieces import ELLIPSIS, neutral
from policydiff.report.rows import GAP_WORDS, ComparisonRow, Gap

MOST_FACTS = 6
"""So many facts of one row are told; the texts stand beside them."""

_SENTENCES = Labels(
    "notes",
    {
        "split": "{left} split into {right}",
        "merged": "{left} merged into {right}",
        "regrouped": "{left} regrouped as {right}",
        "moved": "{left} moved to {right}",
        "renumbered": "{left} is now {right}",
        "chapter-renumbered": "renumbered",
        "moved-here": "stands at another place",
        "fact": "{type}: {before} → {after}",
        "fact-new": "{type}, new: {after}",
        "fact-gone": "{type}, gone: {before}",
        "more-facts": "{count} more",
        "glyphs": "glyphs or marks only",
        "pinned": "paired by hand",
        "pinned_part": "paired in part by hand",
        "declared": "paired as the decision says",
        "doubtful": "pairing to be checked (odds {odds})",
        "unpaired": "{count} figures or sanctions could not be paired: see the texts",
        "possible": "may correspond to {name} (odds {odds})",
    },
)

_WRITTEN = Labels(
    "written beside a change",
    {"type": "Type of change", "basis": "Basis", "reason": "Reason"},
)


def kind_of(row: ComparisonRow, options: ReportOptions) -> str:
    """The column 修订类型: what happened to a row, in a word or two."""
    words = WORDS[options.language]
    if row.container and row.category == "renumbered":  # a chapter's number is no 条号
        return _SENTENCES[options.language]["chapter-renumbered"]
    moved = row.moved and row.category != "moved"
    return words[row.category] + (words["list"] + words["moved"] if moved else "")


def gap_words(gap: Gap, language: Language) -> tuple[str, str, str]:
    """The names of a run of rows on both sides, and the reason for leaving them out."""
    words = WORDS[language]
    key = unit_key("gap-count", gap.count, gap.articles)
    count = words[key].format(count=gap.count) if gap.count > 1 else ""
    return (*gap.names(words["range"]), words[GAP_WORDS[gap.category]] + count)


def gap_line(gap: Gap, language: Language) -> str:
    """The same in a line that represents the rows."""
    left, right, why = gap_words(gap, language)
    name = right if left == right else f"{left} → {right}"
    return f"{name}　{why}".strip("　")


def note_lines(row: ComparisonRow, options: ReportOptions) -> tuple[str, ...]:
    """The column 说明: short sentences, a line each; none without need."""
    return tuple(
        neutral(line)
        for line in (
            *_numbers(row, options),
            *_facts(row.facts, options.language),
            *remarks(row, options),
        )
    )


def _numbers(row: ComparisonRow, options: ReportOptions) -> Iterator[str]:
    sentences = _SENTENCES[options.language]
    left, right = row.names
    if row.category in ("split", "merged", "regrouped"):
        yield sentences[row.category].format(left=left, right=right)
    elif row.moved:
        yield (
            sentences["moved"].format(left=left, right=right)
            if left and right and left != right
            else sentences["moved-here"]
        )
    elif row.renumbered and left and right and left != right:
        yield sentences["renumbered"].format(left=left, right=right)


def _facts(facts: tuple[Fact, ...], language: Language) -> Iterator[str]:
    told = list(dict.fromkeys(_fact(fact, language) for fact in sorted(facts, key=rank)))
    yield from told[:MOST_FACTS]
    if len(told) > MOST_FACTS:
        yield _SENTENCES[language]["more-facts"].format(count=len(told) - MOST_FACTS)


def fact_lines(row: ComparisonRow, language: Language) -> tuple[str, ...]:
    """Every fact of a row with its kind, a line each, none twice. 义务程度：可以 → 应当."""
    return tuple(dict.fromkeys(neutral(_fact(fact, language)) for fact in row.facts))


def _fact(fact: Fact, language: Language) -> str:
    key = "fact-new" if fact.before is None else "fact-gone" if fact.after is None else "fact"
    before, after = sides_of(fact)
    return _SENTENCES[language][key].format(
        type=fact_name(fact, language), before=before, after=after
    )


def remarks(row: ComparisonRow, options: ReportOptions) -> Iterator[str]:
    """Remarks on a pairing, set by hand or in doubt, then the comments beside it."""
    sentences = _SENTENCES[options.language]
    odds = odds_text(row.score)
    yield from (sentences[name].format(odds=odds) for name in row.notes)
    if row.unpaired:
        yield sentences["unpaired"].format(count=row.unpaired)
    yield from written_lines(row, options.language)
    yield from possible_lines(row, options.language)
    yield from signed_lines(row.signed, options.language)


def written_lines(row: ComparisonRow, language: Language) -> Iterator[str]:
    """The words of a person on the change, a line each: 修订理由：……."""
    return written_words(row.reasons, language)


def written_words(reasons: Iterable[tuple[str, str]], language: Language) -> Iterator[str]:
    """The words of a person by their columns, a line each."""
    colon = WORDS[language]["colon"]
    for column, text in reasons:
        if text:
            yield f"{_WRITTEN[language][column]}{colon}{neutral(text)}"


def reason_texts(rows: Iterable[ComparisonRow], language: Language) -> Iterator[str]:
    """The words of a person on each row that has some, after its name."""
    colon = WORDS[language]["colon"]
    for row in rows:
        if row.reasons:
            yield f"{row.title}{colon}" + "\n".join(written_lines(row, language))


def possible_lines(row: ComparisonRow, language: Language) -> Iterator[str]:
    """The parts that one without a partner may correspond to, a line each."""
    for name, score in row.possible:
        yield _SENTENCES[language]["possible"].format(name=name, odds=odds_text(score))


LONGEST_QUOTE = 30
"""So many characters of a tracked change stand in a note; the texts stand next to it."""

_SIGNED_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SIGNED = Labels(
    "signed notes",
    {
        "comment": "Comment",
        "unsigned": "unsigned",
        "at": "at {place}",
        "insertion": "inserted “{text}”",
        "deletion": "deleted “{text}”",
        "move": "moved “{text}”",
        "insertion-end": "inserted a paragraph break",
        "deletion-end": "deleted a paragraph break",
        "move-end": "moved a paragraph break",
    },
)


def remarks_shown(comparison: Comparison, options: ReportOptions) -> tuple[SignedRemark, ...]:
    """The comments, and tracked changes where their authors are asked for."""
    comments = comments_of(comparison.left, comparison.right)
    return (*comments, *(comparison.tracked if options.authors else ()))


def signed_lines(
    remarks: Iterable[SignedRemark], language: Language, place: str = ""
) -> tuple[str, ...]:
    """A line for each comment, then for all changes of an author on a day.

    `place` is named where the line does not stand next to its clause.
    """
    comments: list[SignedRemark] = []
    changes: list[SignedRemark] = []
    for remark in remarks:
        (comments if remark.kind == "comment" else changes).append(remark)
    lines = (
        *(_comment(one, language, place) for one in comments),
        *_tracked_line(changes, language),
    )
    return tuple(map(neutral, lines))


def _comment(remark: SignedRemark, language: Language, place: str) -> str:
    """批注（张三，2025-03-01）：这里写什么？"""
    words, sentences = WORDS[language], _SIGNED[language]
    at = sentences["at"].format(place=place) if place else ""
    facts = words["comma"].join(filter(None, (_author(remark, language), _signed_day(remark), at)))
    text = " ".join(remark.text.split("\n"))
    return f"{sentences['comment']}{words['open']}{facts}{words['close']}{words['colon']}{text}"


def _tracked_line(changes: list[SignedRemark], language: Language) -> Iterator[str]:
    """张三（2025-03-01）：删去“五册”，增加“八册”."""
    words = WORDS[language]
    for (author, day), group in groupby(
        sorted(changes, key=lambda one: (_author(one, language), _signed_day(one))),
        lambda one: (_author(one, language), _signed_day(one)),
    ):
        acts = words["list"].join(dict.fromkeys(_signed_act(one, language) for one in group))
        when = f"{words['open']}{day}{words['close']}" if day else ""
        yield f"{author}{when}{words['colon']}{acts}"


def _signed_act(change: SignedRemark, language: Language) -> str:
    sentences = _SIGNED[language]
    if not change.text.strip():
        return sentences[f"{change.kind}-end"]
    text = " ".join(change.text.split())
    cut = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + ELLIPSIS
    return sentences[change.kind].format(text=cut)


def _author(remark: SignedRemark, language: Language) -> str:
    return remark.author.strip() or _SIGNED[language]["unsigned"]


def _signed_day(remark: SignedRemark) -> str:
    """The day of a remark, "" where its date is none."""
    found = _SIGNED_DAY.match(remark.date or "")
    return found[0] if found else ""
