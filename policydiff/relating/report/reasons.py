"""The reason of a verdict: one line that quotes the measure and the law."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policydiff.locale import Labels, Language
from policydiff.model.measures import MeasureAnswer
from policydiff.report.pieces import neutral
from policydiff.text.numerals import AMOUNT, DIGIT, SIMPLE

MOST = 40
"""Characters of a quote; of a longer one the middle is left out."""

SURE = 0.85
"""The odds from which a verdict of "answered" stands without a word of caution.

Of 91 verdicts on opinions that took no part in the fit, read against the articles by a language
model that wanted to be able to sign, 23 of 28 held above, 32 of 63 below.
"""

REASON_WORDS = Labels(
    "reason",
    {
        "answered": "Asked: “{demand}”; {article}: “{words}”",
        "less-sure": "Asked: “{demand}”; {article}: “{words}” (less sure: read both)",
        "to-check": "To check. Asked: “{demand}”; {article}: “{words}”",
        "none": "None found. Asked: “{demand}”; nearest, {article}: “{words}”",
        "answered-alone": "Asked: “{demand}”",
        "to-check-alone": "To check. Asked: “{demand}”",
        "none-alone": "None found. Asked: “{demand}”; the nearest articles have no such clause",
        "named": "Asked: “{demand}”, and that is {law}",
        "nothing": "Read as background or general aims, not as a measure",
        "computed": "Computed. {reason}",
    },
)
"""Language → key → words."""

_NUMBER = re.compile(
    rf"(?:第|[{SIMPLE[1]}]分之)?{AMOUNT}+"
    rf"(?:[.．,，:：]{DIGIT}+){{0,4}}[%％‰余多个]?[年月日天时元倍条款项]?"
)
"""A number with its unit: 二十万元, 百分之三十, 12.5%, 2026年, 第三十七条."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedReason:
    """The texts to which a reason points.

    `demand` is None where the measure announces nothing; `article` and `words` are "" where the law
    has nothing near; `law` is its title in 《》.
    """

    demand: str | None
    article: str
    words: str
    law: str


def reason_line(answer: MeasureAnswer, texts: QuotedReason, language: Language) -> str:
    """The reason of a computed answer in one line.

    Where a person judged, it is marked as computed and states no verdict.
    """
    words = REASON_WORDS[language]
    if texts.demand is None:
        line = words["nothing"]
    else:
        quotes = {"demand": quote(texts.demand), "words": quote(texts.words)}
        line = words[_key(answer, texts)].format(article=texts.article, law=texts.law, **quotes)
    return words["computed"].format(reason=line) if answer.reviewed else line


def _key(answer: MeasureAnswer, texts: QuotedReason) -> str:
    both = bool(texts.article and texts.words)
    if answer.status == "answered" and not both and not answer.reviewed:
        return "named"
    judged = answer.reviewed or answer.status == "answered"
    status = "answered" if judged else "to-check" if answer.status == "partly" else "none"
    if not both:
        return f"{status}-alone"
    unsure = status == "answered" and not answer.reviewed and answer.score < SURE
    return "less-sure" if unsure else status


def quote(text: str, most: int = MOST) -> str:
    """The text on one line, its middle left out where it is longer than `most`.

    What stands before and behind … is as in the text, and no number with its unit is cut: 处二十万元….
    """
    lines = list(filter(None, (neutral(line).strip() for line in text.splitlines())))
    if len(lines) < 2 and len(text) <= most:
        return "".join(lines)
    head, tail = lines[0], lines[-1]
    half = most // 2
    last = tail[_cut(tail, max(len(tail) - half, 0), back=False) :]
    return f"{head[: _cut(head, half)]}…{last.lstrip('、，；：')}"


def _cut(text: str, index: int, *, back: bool = True) -> int:
    """The index, or that end of a number under it at which the quote is shorter."""
    for match in _NUMBER.finditer(text):
        if match.start() < index < match.end():
            return match.start() if back else match.end()
    return index
