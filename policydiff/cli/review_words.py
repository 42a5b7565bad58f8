"""The words of `policydiff review` in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policydiff.cli.settings import Language

if TYPE_CHECKING:
    from policydiff.model.relation import Judgement

HEADS: dict[Language, tuple[str, ...]] = {
    "en": ("Item", "Article", "Score", "Status", "To check", "Said"),
    "zh": ("条目", "条文", "得分", "审阅", "待核对", "意见"),
}

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "confirmed": "confirmed",
        "rejected": "rejected",
        "suggested": "suggested",
        "noted": "noted",
        "stale": "stale",
        "disputed": "disputed",
        "lost": "lost",
        "undone": "taken back",
        "brought": "{fresh} judgements stored, {known} known already",
        "repository": "the repository",
        "status": "{judged} judged ({confirmed} confirmed, {rejected} rejected), {stale} stale, {disputed} disputed, {lost} lost, {open} open",
        "keys": "y correspond · 2 the very measure · 1 the same subject · n do not correspond · c comment · s skip · q quit",
        "comment": "Comment: ",
        "score": "score",
        "stored": "stored",
        "done": "Judged {answered}; {open} links left to judge.",
        "nothing": "There is nothing left to judge.",
        "colon": ": ",
        "open": " (",
        "close": ")",
    },
    "zh": {
        "confirmed": "确认",
        "rejected": "否决",
        "suggested": "待审阅",
        "noted": "已记意见",
        "stale": "审阅后文字有变",
        "disputed": "意见不一",
        "lost": "条文已不存在",
        "undone": "已撤回",
        "brought": "存入 {fresh} 条，已有 {known} 条",
        "repository": "存入法规库",
        "status": "已审阅 {judged}（确认 {confirmed}，否决 {rejected}），文字有变 {stale}，意见不一 {disputed}，条文已不存在 {lost}，待审阅 {open}",
        "keys": "y 对应 · 2 同一措施 · 1 同一事项 · n 不对应 · c 写意见 · s 跳过 · q 退出",
        "comment": "意见：",
        "score": "得分",
        "stored": "已存",
        "done": "本次审阅 {answered} 处，还有 {open} 处待审阅。",
        "nothing": "没有待审阅的对应。",
        "colon": "：",
        "open": "（",
        "close": "）",
    },
}


def told(judgement: Judgement, language: Language) -> str:
    """A judgement in a few words: 张三 · confirmed (2): the same measure."""
    words = WORDS[language]
    grade = f"{words['open']}{judgement.grade}{words['close']}" if judgement.grade else ""
    note = f"{words['colon']}{judgement.note}" if judgement.note else ""
    return f"{judgement.reviewer} · {words[judgement.status]}{grade}{note}"
