"""The words of the reports, in Chinese and English: one term for one thing, as in the glossary."""

from __future__ import annotations

from types import MappingProxyType

from policydiff.chinese.worded import UNOFFICIAL, marked, worded
from policydiff.model.document import Document
from policydiff.model.plugins import Language
from policydiff.views.pieces import neutral

_ZH = {
    "comparison-table": "条文对照表",
    "before": "修订前",
    "after": "修订后",
    "type": "修订类型",
    "added": "新增",
    "removed": "删去",
    "reworded": "修改",
    "moved": "移动",
    "renumbered": "条号变化",
    "renumbered-only": "仅条号变化",
    "explained": "仅引用更新",
    "split": "拆分",
    "merged": "合并",
    "regrouped": "重组",
    "glyphs": "字形、标点",
    "pinned": "人工指定",
    "pinned_part": "部分人工指定",
    "declared": "决定明示",
    "doubtful": "对应关系待核对",
    "unchanged": "未变",
    "text-unchanged": "文字未变",
    "summary": "修订概况（按条计）",
    "part-shown": "本表只列：{names}；各项数字只计所列部分。",
    "versions-table": "历次文本对照",
    "version": "文本{number}",
    "preamble-paragraph": "序言第{number}自然段",
    "as-before": "与上一文本相同",
    "only-changed": "只看有修改的条文",
    "open-all": "展开全部条文",
    "close-all": "收起全部条文",
    "old-number": "旧条号",
    "new-number": "新条号",
    "heading-or-beginning": "标题或首句",
    "digest": "要点",
    "new": "新增（{count}）",
    "gone": "删去（{count}）",
    "count-of": "{articles} 条",
    "count-besides": "{articles} 条，另 {others} 处",
    "count-places": "{others} 处",
    "amounts": "金额（{count}）",
    "periods": "期限、日期（{count}）",
    "shares": "比例、数量（{count}）",
    "duties": "义务程度（{count}）",
    "came": "新增{words}",
    "went": "删去{words}",
    "facts-more": "，另有 {count} 项",
    "to-check": "对应关系待核对（{count}，相似度低于 {least}）",
    "set-by-hand": "人工指定的对应关系（{count}）",
    "likeness": "（相似度 {score}，依据：{reason}）",
    "and-more": "；另有 {count} 处",
    "articles": "{count} 条",
    "rows": "{count} 处",
    "range": "{first}至{last}",
    "former": "原{name}",
    "gap-count": "（{count}）",
    "no-changes": "两份文本没有差别（不计下列各项）。",
    "metadata": "文件信息的变化",
    "field": "事项",
    "substitutions": "统一修改",
    "substitution": "将“{before}”统一修改为“{after}”，共 {count} 处",
    "substitution-partly": "“{before}”改为“{after}”，共 {count} 处；另有 {others} 处未作此修改",
    "of-which-replaced": "，其中统一修改 {count}",
    "omitted": "仅涉及上述统一修改的条款（{names}）不再逐条列示。",
    "findings": "需要留意之处",
    "problems": "读取中的疑点",
    "line": "第 {line} 行",
    "noise-rule": "下列差异不计为修订，不在表中标出：{rule}。",
    "noise-shown": "下列差异不计为修订，表中以点线标出：{rule}。",
    "reference-update": "随条号变化而更新的引用",
    "moved-to": "（移至{name}）",
    "moved-from": "（移自{name}）",
    "dates": "日期",
    "unknown": "未载明",
    "presumed": "推定",
    "legend": "图例",
    "legend-delete": "删去的文字",
    "legend-insert": "新增的文字",
    "legend-moved": "移至、移自他处的文字",
    "legend-noise": "不计为修订的差异",
    "legend-elided": "未变的文字从略，点击展开",
    "legend-keys": "按 n 到下一处，按 p 到上一处",
    "next": "下一处",
    "previous": "上一处",
    "search": "查找文字",
    "show-all": "展开全文",
    "show-less": "收起未变部分",
    "contents": "修订条目",
    "filter": "显示",
    "filter-facts": "按变化内容筛选",
    "any-fact": "变化内容：全部",
    "nothing-found": "没有符合条件的条文。",
    "title": "标题",
    "preamble": "序言",
    "block": "正文段落",
    "table": "表格",
    "attachment": "附件",
    "part": "编",
    "subpart": "分编",
    "chapter": "章",
    "section": "节",
    "article": "条",
    "paragraph": "款",
    "point": "项",
    "indent": "目",
    "left": "修订前",
    "right": "修订后",
    "error": "错误",
    "warning": "疑点",
    "note": "说明",
    "list": "、",
    "and": "；",
    "colon": "：",
    "full-stop": "。",
    "open": "（",
    "close": "）",
}

_EN = {
    "comparison-table": "Comparison table",
    "before": "Before",
    "after": "After",
    "type": "Change",
    "added": "added",
    "removed": "removed",
    "reworded": "reworded",
    "moved": "moved",
    "renumbered": "renumbered",
    "renumbered-only": "renumbered only",
    "explained": "references only",
    "split": "split",
    "merged": "merged",
    "regrouped": "regrouped",
    "glyphs": "glyphs or marks only",
    "pinned": "paired by hand",
    "pinned_part": "paired in part by hand",
    "declared": "declared by a decision",
    "doubtful": "pairing to check",
    "unchanged": "unchanged",
    "text-unchanged": "text unchanged",
    "summary": "Summary (articles)",
    "part-shown": "Shown here: {names}; counts are of that part alone.",
    "versions-table": "Comparison of versions",
    "version": "Text {number}",
    "preamble-paragraph": "Preamble ¶{number}",
    "as-before": "as in the version before",
    "only-changed": "Only what changed",
    "open-all": "Open all texts",
    "close-all": "Close all texts",
    "old-number": "Old number",
    "new-number": "New number",
    "heading-or-beginning": "Heading or beginning",
    "digest": "In short",
    "new": "New ({count})",
    "gone": "Gone ({count})",
    "count-of": "articles: {articles}",
    "count-besides": "articles: {articles}; other places: {others}",
    "count-places": "places: {others}",
    "amounts": "Amounts ({count})",
    "periods": "Periods and dates ({count})",
    "shares": "Ratios and counts ({count})",
    "duties": "Duties ({count})",
    "came": "new: {words}",
    "went": "gone: {words}",
    "facts-more": ", {count} more",
    "to-check": "Pairings to check ({count}, likeness below {least})",
    "set-by-hand": "Paired by hand ({count})",
    "likeness": "(likeness {score}, found by: {reason})",
    "and-more": "; {count} more",
    "articles": "articles: {count}",
    "rows": "places: {count}",
    "range": "{first} to {last}",
    "former": "former {name}",
    "gap-count": " ({count})",
    "no-changes": "The two texts do not differ (leaving out what is named below).",
    "metadata": "Changes in the facts about the document",
    "field": "Fact",
    "substitutions": "Recurring replacements",
    "substitution": "“{before}” becomes “{after}” throughout, {count} times",
    "substitution-partly": "“{before}” becomes “{after}” {count} times; in {others} places it does not",
    "of-which-replaced": ", of these by stated replacements alone {count}",
    "omitted": "Articles that only carry out the replacements stated above ({names}) are not listed one by one.",
    "findings": "Worth a look",
    "problems": "Doubts while reading",
    "line": "line {line}",
    "noise-rule": "These differences are not counted as changes and not marked: {rule}.",
    "noise-shown": "These differences are not counted as changes; a dotted line marks them: {rule}.",
    "reference-update": "reference updated with the numbering",
    "moved-to": " (moved to {name})",
    "moved-from": " (moved from {name})",
    "dates": "Dates",
    "unknown": "not stated",
    "presumed": "presumed",
    "legend": "Legend",
    "legend-delete": "text taken out",
    "legend-insert": "text put in",
    "legend-moved": "text that moved to or from another clause",
    "legend-noise": "difference not counted as a change",
    "legend-elided": "unchanged text left out; click to see it",
    "legend-keys": "n goes to the next change, p to the one before",
    "next": "Next",
    "previous": "Previous",
    "search": "Find text",
    "show-all": "Show full text",
    "show-less": "Hide what is unchanged",
    "contents": "Changed clauses",
    "filter": "Show",
    "filter-facts": "Filter by what changed",
    "any-fact": "What changed: all",
    "nothing-found": "No clause fits.",
    "title": "Title",
    "preamble": "Preamble",
    "block": "Paragraph",
    "table": "Table",
    "attachment": "Attachment",
    "part": "Part",
    "subpart": "Subpart",
    "chapter": "Chapter",
    "section": "Section",
    "article": "Article",
    "paragraph": "Paragraph",
    "point": "Point",
    "indent": "Indent",
    "left": "before",
    "right": "after",
    "error": "error",
    "warning": "doubt",
    "note": "note",
    "list": ", ",
    "and": "; ",
    "colon": ": ",
    "full-stop": ".",
    "open": " (",
    "close": ")",
}

_FIELDS = {
    "title": ("标题", "Title"),
    "kind": ("文件种类", "Kind"),
    "authority": ("制定机关", "Issuing authority"),
    "document_number": ("发文字号", "Document number"),
    "jurisdiction": ("适用地域", "Jurisdiction"),
    "stage": ("阶段", "Stage"),
    "captions": ("条标", "Captions of articles"),
    "adopted": ("通过", "Adopted"),
    "approved": ("批准", "Approved"),
    "signed": ("成文", "Signed"),
    "promulgated": ("公布", "Promulgated"),
    "in_force": ("施行", "In force"),
    "posted": ("发布上网", "Posted"),
    "named": ("文件名所载", "In the file's name"),
}

_NOISE = {
    "width": ("全角与半角", "full and half width"),
    "spaces": ("空格", "spaces"),
    "punctuation": ("标点的异写", "variants of punctuation"),
    "line-breaks": ("换行", "line breaks"),
    "line breaks": ("换行", "line breaks"),
    "numbering": ("编号", "numbering"),
    "zero": ("〇与○", "〇 and ○"),
}

_FACTS = {
    "modality": ("义务程度", "modality"),
    "amount": ("金额", "amount"),
    "ratio": ("比例", "ratio"),
    "count": ("数量", "count"),
    "period": ("期限", "period"),
    "date": ("日期", "date"),
    "penalty": ("处罚", "penalty"),
    "authority": ("主管机关", "authority"),
    "subject": ("主体", "subject"),
    "scope": ("范围", "scope"),
    "definition": ("定义", "definition"),
    "reference": ("引用", "reference"),
    "term": ("用语", "term"),
}

_PASSES = {
    "identical": ("文字相同", "identical text"),
    "near-identical": ("文字极相近", "near-identical text"),
    "similar": ("文字相近", "similar text"),
    "assignment": ("综合文字与前后条文", "text and surroundings"),
    "sentences": ("部分语句相同", "shared sentences"),
    "pinned": ("人工指定", "set by hand"),
    "declared": ("决定明示", "declared by a decision"),
    "elsewhere": ("同一条款见于他处", "the same clause at another place"),
    "container": ("所含条文相对应", "the provisions in it correspond"),
}

_SIDE = 28
"""Characters of one side of a fact that a report shows, enough for a name or a range of amounts …"""

_TAIL = 8
"""… and how many of them are its end."""

WORDS: MappingProxyType[Language, MappingProxyType[str, str]] = MappingProxyType({"zh": MappingProxyType(_ZH), "en": MappingProxyType(_EN)})
"""Language → key → words; both languages hold the same keys."""


def field_word(name: str, language: Language) -> str:
    """The word for a fact about a document (``in_force`` → 施行); one without a word stands as it is."""
    return _pick(_FIELDS, name.removeprefix("dates.").removeprefix("dates_"), language)


def noise_word(name: str, language: Language) -> str:
    """The words for one part of the noise rule; one without words stands as it is."""
    return _pick(_NOISE, name, language)


def fact_word(name: str, language: Language) -> str:
    """The word for a type of fact, or for `date`."""
    return _pick(_FACTS, name, language)


def pass_word(name: str, language: Language) -> str:
    """The words for the pass that found a match; one without words stands as it is."""
    return _pick(_PASSES, name, language)


def fact_side(text: str | None) -> str:
    """The operative words of one side of a fact; the middle of long ones is left out, for the texts stand beside them."""
    if text is None:
        return "—"
    line = " ".join(text.split())
    return line if len(line) <= _SIDE else f"{line[: _SIDE - _TAIL]}…{line[-_TAIL:]}"


def date_word(date: str, language: Language) -> str:
    """An ISO date as the language writes it: 2016-11-07 → 2016年11月7日; what is no ISO date stands as it is."""
    parts = date.split("-")
    if language != "zh" or len(parts) != 3 or not all(part.isdigit() for part in parts):
        return date
    year, month, day = parts
    return f"{year}年{int(month)}月{int(day)}日"


def dated_word(document: Document, language: Language) -> str | None:
    """The date of a version as the language writes it, with the mark of one that was compiled; None where nothing is to be told."""
    date = None if document.version_date is None else neutral(date_word(document.version_date, language))
    if document.computed is None:
        return date
    return worded(UNOFFICIAL, language) if date is None else marked(date, language, compiled=True)


def _pick(table: dict[str, tuple[str, str]], name: str, language: Language) -> str:
    pair = table.get(name)
    return name if pair is None else pair[0 if language == "zh" else 1]


FINDINGS: dict[Language, dict[str, str]] = {
    "zh": {
        "dangling-reference": "引用的“{quote}”不存在",
        "reference-stale": "“{quote}”沿用旧条号，所引条文的编号已经变动",
        "reference-mismatch": "“{quote}”不是原来所引条文的对应条文",
    },
    "en": {},
}
"""What a report says of a finding of a type, with the quoted words; its own message, which is English, where there is nothing."""
