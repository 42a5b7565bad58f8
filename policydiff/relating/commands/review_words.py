"""The words of `policydiff review` in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policydiff.locale import Labels, Language

if TYPE_CHECKING:
    from policydiff.relating.engine.relation import Judgement

HEADS = Labels(
    "heads of the links",
    {
        "item": "Item",
        "article": "Article",
        "score": "Score",
        "status": "Status",
        "to-check": "To check",
        "said": "Said",
    },
)

MEASURE_HEADS = Labels(
    "heads of the measures",
    {
        "measure": "Measure",
        "status": "Status",
        "articles": "Articles",
        "text": "Text",
        "to-check": "To check",
        "said": "Said",
        "offers": "On offer",
    },
)

WORDS = Labels(
    "review",
    {
        "confirmed": "confirmed",
        "rejected": "rejected",
        "suggested": "suggested",
        "measure-answered": "answered",
        "measure-partly": "partly answered",
        "measure-to-check": "to check",
        "measure-none": "none found",
        "list": ", ",
        "and": "; ",
        "noted": "noted",
        "stale": "stale",
        "disputed": "disputed",
        "lost": "lost",
        "undone": "taken back",
        "brought": "{fresh} judgements stored, {known} stored already",
        "repository": "the repository",
        "status": "{judged} judged ({confirmed} confirmed, {rejected} rejected), {stale} stale, {disputed} disputed, {lost} lost, {open} open; {measures} measures judged",
        "keys": "y correspond · 2 the very measure · 1 the same subject · n do not correspond · c comment · s skip · q quit",
        "measure-keys": "a answered · p partly · n none found · c comment · s skip · q quit",
        "offer-keys": "1–9 take the judgement on offer as your own",
        "measures-done": "Judged {answered}; {open} measures left to judge.",
        "comment": "Comment: ",
        "score": "score",
        "stored": "stored",
        "done": "Judged {answered}; {open} links left to judge.",
        "nothing": "There is nothing left to judge.",
        "colon": ": ",
        "open": " (",
        "close": ")",
    },
)


def describe(judgement: Judgement, language: Language) -> str:
    """A judgement in a few words: 张三 · confirmed (2): the same measure."""
    words = WORDS[language]
    grade = f"{words['open']}{judgement.grade}{words['close']}" if judgement.grade else ""
    note = f"{words['colon']}{judgement.note}" if judgement.note else ""
    return f"{judgement.reviewer} · {words[judgement.status]}{grade}{note}"
