"""The words of the index page."""

from __future__ import annotations

from types import MappingProxyType

from policydiff.chinese.worded import worded
from policydiff.model.plugins import Language
from policydiff.reports.index.entries import Remark

_ZH = {
    "kicker": "条文对照表",
    "title": "历次修订对照表目录",
    "one-title": "{title}历次修订对照表",
    "works": "文件",
    "pairs": "对照",
    "versions-word": "版本",
    "failed": "未完成",
    "before": "修订前",
    "after": "修订后",
    "counts": "修订概况（按条计）",
    "files": "对照表",
    "same": "没有差别",
    "only-around": "条文未变，其他部分有变化",
    "findings": "需要留意 {count} 处",
    "articles": "{count} 条",
    "undated": "日期不明",
    "single": "只有一个版本，没有可比较的文本",
    "remarks": "没有比较的文本",
    "unread": "无法读取的文件",
    "contents": "目录",
    "one-version": "{name}",
    "same-date": "{name}：与 {other} 日期相同，只取后者",
    "undated-remark": "{name}：没有载明日期，无法排序",
    "unreadable": "{name}：{detail}",
    "none": "没有可以比较的两个版本。",
    "tracked": "Word（修订）",
}
_EN = {
    "kicker": "Comparison tables",
    "title": "Comparison tables: contents",
    "one-title": "{title}: comparison tables",
    "works": "works",
    "pairs": "comparisons",
    "versions-word": "versions",
    "failed": "not done",
    "before": "Before",
    "after": "After",
    "counts": "Summary (articles)",
    "files": "Tables",
    "same": "no differences",
    "only-around": "articles unchanged, other parts differ",
    "findings": "worth a look: {count}",
    "articles": "articles: {count}",
    "undated": "no date",
    "single": "Only one version, nothing to compare",
    "remarks": "Texts not compared",
    "unread": "Files that could not be read",
    "contents": "Contents",
    "one-version": "{name}",
    "same-date": "{name}: of the same date as {other}, which was taken",
    "undated-remark": "{name}: states no date, so that it has no place in the order",
    "unreadable": "{name}: {detail}",
    "none": "There are no two versions to compare.",
    "tracked": "Word (tracked)",
}

WORDS: MappingProxyType[Language, MappingProxyType[str, str]] = MappingProxyType({"zh": MappingProxyType(_ZH), "en": MappingProxyType(_EN)})
"""Language → key → words; both languages hold the same keys."""

FORM_NAMES: dict[str, str] = {
    "html": "HTML",
    "docx": "Word",
    "redline_docx": "{tracked}",
    "xlsx": "Excel",
    "pdf": "PDF",
    "markdown": "Markdown",
    "json": "JSON",
    "csv": "CSV",
    "concordance": "TXT",
}
"""What links to a report of a form are called; a form without a name is called by its key."""


def form_name(form: str, language: Language) -> str:
    """What a link to a report of this form is called."""
    name = FORM_NAMES.get(form)
    return form if name is None else name.format(tracked=WORDS[language]["tracked"])


def remark_words(remark: Remark, language: Language) -> str:
    """A remark in one sentence."""
    key = "undated-remark" if remark.code == "undated" else remark.code
    return WORDS[language][key].format(name=remark.name, other=remark.other or "", detail=worded(remark.detail or "", language))
