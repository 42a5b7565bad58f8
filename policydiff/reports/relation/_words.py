"""The words of the reports of a relation that no other report says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from policydiff.model.plugins import Language
from policydiff.model.relation import Relation
from policydiff.reports._sheet_words import SHEET_WORDS

_ZH = {
    "relation": "条文对应与覆盖",
    "item": "条目",
    "items": "{count} 个条目",
    "law": "文件",
    "covered": "有对应",
    "partly": "部分对应",
    "none": "未见对应",
    "later": "在后",
    "parallel": "并行",
    "earlier": "在前",
    "order": "时间",
    "order-note": (
        "时间先后另列，不影响得分：“在后”指制定晚于左侧文件；“并行”指制定早于左侧文件，而这一文本或其施行在后；“在前”指两者都在左侧文件之前。"
    ),
    "suggested": "建议",
    "confirmed": "确认",
    "rejected": "否决",
    "unsure": "存疑",
    "stale": "文本已变，须重新审阅",
    "disputed": "审阅意见不一",
    "reviewed": "已审阅",
    "same": "措辞相同",
    "adapted": "措辞相近",
    "grade-2": "同一措施",
    "grade-1": "同一事项",
    "grade": "级别",
    "link-score": "得分",
    "link-status": "状态",
    "terms": "共有用语",
    "sentence": "对应语句",
    "answers": "对应第 {number} 句",
    "wording": "措辞",
    "reviewer": "审阅人",
    "note": "备注",
    "below": "其他可能的条文（{count}）",
    "more-links": "另有 {count} 条",
    "more-items": "另有 {count} 项",
    "refused-links": "已否决（{count}）",
    "nearest": "最接近",
    "whole-text": "条文",
    "headline": "{count} 个条目：{covered} 个有对应，{partly} 个部分对应，{none} 个未见对应。",
    "by-law": "各文件的覆盖情况",
    "unanswered": "各文件均未见对应的条目（{count}）",
    "all-answered": "每个条目都至少有部分对应。",
    "instruments": "条目中点名的法律文件及其后续",
    "instrument": "点名的法律文件",
    "became": "后续",
    "named-in": "见于",
    "in force": "有效",
    "enacted": "已公布",
    "draft": "草案",
    "repealed": "已废止",
    "unknown-fate": "未知",
    "event-enacted": "{date}公布",
    "event-draft": "{date}公布草案",
    "event-revised": "{date}修改",
    "event-repealed": "{date}废止",
    "event": "{date}{what}",
    "takes-effect": "{date}施行",
    "at-hand": "文本在本表之列",
    "sources": "依据",
    "basis": "依据与备注",
    "authority": "制定机关",
    "number": "文号",
    "matrix": "覆盖矩阵",
    "coverage-table": "覆盖表",
    "cell": "{item} × {law}：{status}，涉及度 {share}，最高得分 {score}",
    "articles-nobody-announced": "没有条目与之对应的条文",
    "only-right": "{law}（{count}）",
    "only-right-note": "总则、附则和罚则中的一般条文不列。",
    "method": "说明",
    "score-note": (
        "得分在 0 与 1 之间，只凭文字估计读者会不会认为两条相对应；依据是双方共有的法律用语（某一领域特有者重，通用和行文套语者轻）及其变体、所在的语句，以及前后各条。"
    ),
    "share": "涉及度",
    "speaks-of": "涉及条目 {share}",
    "share-note": "涉及度是条目的全部用语（某一领域特有者重，通用者轻）中一条条文所涉及的部分；矩阵中的百分数是各文件中最高的涉及度。",
    "threshold-note": "涉及度不低于 {covered} 为“有对应”，不低于 {partly} 为“部分对应”，其余为“未见对应”；两个阈值由人工逐条比对的结果交叉验证得出。审阅人的意见优先于计算。",
    "opinion-note": "本表只说明文字上的对应，不是法律意见；“未见对应”只表示在所列文件的文字中没有找到，不表示没有规定。",
    "marks": "● 有对应　◐ 部分对应　○ 未见对应　% 涉及度　✓ 由审阅人确定　! 须复核",
    "detail": "逐项对照",
    "filter-law": "文件：全部",
    "filter-status": "状态：全部",
    "only-uncovered": "只看未见对应",
    "least": "得分不低于",
    "to-top": "回到矩阵",
    "open-items": "展开全部",
    "close-items": "收起全部",
    "print-table": "打印概览与覆盖表",
    "print-all": "打印全部",
    "found-items": "{count} 个条目",
    "links-sheet": "对应条文",
    "coverage-sheet": "覆盖矩阵",
    "rest-sheet": "未对应的条文",
    "instruments-sheet": "点名的法律文件",
    "item-number": "项号",
    "item-text": "条目文字",
    "article-number": "条号",
    "article-text": "条文",
    "verdict-grade": "审阅级别",
    "status": "效力",
    "adopted-date": "通过日期",
    "promulgated": "公布日期",
    "in-force-date": "施行日期",
    "resolved": "文件全称",
    "action": "动作",
    "overall": "合计",
    "grade-only": "请填 2（同一措施）或 1（同一事项）。",
    "for-link-reviewers": "“审阅意见”“审阅级别”“审阅备注”三列供审阅人填写：2 为同一措施，1 为同一事项；每列均可筛选。粗体为双方共有的用语。",
    "corresponding": "对应条文",
    "how": "对应方式",
    "same-subject": "同一事项",
    "only-left": "仅见于左侧",
    "only-right-side": "仅见于右侧",
    "score-note-counterparts": "得分在 0 与 1 之间，只凭文字估计读者会不会认为两条规定同一事项；条号和次序不起作用。“措辞相同”指除噪声外逐字相同，“措辞相近”指采用其文字而有改动（包括只换了地方和机关的名称），其余为同一事项、另行措辞。",
    "threshold-note-counterparts": "措辞相同或相近，或者涉及度不低于 {covered} 的，为“有对应”；其他有对应条文的为“部分对应”；其余为“未见对应”，即仅见于左侧。审阅人的意见优先于计算。",
    "only-right-note-counterparts": "仅见于右侧的条文全部列出，包括总则、附则和罚则。",
}

_EN = {
    "relation": "Correspondence and coverage",
    "item": "Item",
    "items": "Items: {count}",
    "law": "Document",
    "covered": "covered",
    "partly": "partly",
    "none": "none found",
    "later": "later",
    "parallel": "parallel",
    "earlier": "earlier",
    "order": "Time",
    "order-note": (
        "The order in time stands by itself and does not touch the score: “later” was made after the left document; “parallel” was made "
        "before it, but this version or its entry into force came after; “earlier” lies before it altogether."
    ),
    "suggested": "suggested",
    "confirmed": "confirmed",
    "rejected": "rejected",
    "unsure": "unsure",
    "stale": "text changed, review again",
    "disputed": "reviewers disagree",
    "reviewed": "reviewed",
    "same": "same wording",
    "adapted": "adapted wording",
    "grade-2": "same measure",
    "grade-1": "same subject",
    "grade": "Grade",
    "link-score": "Score",
    "link-status": "Status",
    "terms": "Shared terms",
    "sentence": "Sentence",
    "answers": "answers sentence {number}",
    "wording": "Wording",
    "reviewer": "Reviewer",
    "note": "Note",
    "below": "Other candidates ({count})",
    "more-links": "{count} more",
    "more-items": "{count} more",
    "refused-links": "Rejected ({count})",
    "nearest": "nearest",
    "whole-text": "Text",
    "headline": "Items: {count}; {covered} covered, {partly} partly, {none} with none found.",
    "by-law": "What each document covers",
    "unanswered": "Items that no document answers ({count})",
    "all-answered": "Every item is answered at least in part.",
    "instruments": "Instruments named in the items, and what became of them",
    "instrument": "Instrument",
    "became": "What became of it",
    "named-in": "In",
    "in force": "in force",
    "enacted": "enacted",
    "draft": "draft",
    "repealed": "repealed",
    "unknown-fate": "unknown",
    "event-enacted": "{date} enacted",
    "event-draft": "{date} draft published",
    "event-revised": "{date} revised",
    "event-repealed": "{date} repealed",
    "event": "{date} {what}",
    "takes-effect": "in force from {date}",
    "at-hand": "its text is in this report",
    "sources": "Sources",
    "basis": "Sources and notes",
    "authority": "Authority",
    "number": "Number",
    "matrix": "Coverage matrix",
    "coverage-table": "Coverage table",
    "cell": "{item} × {law}: {status}, share {share}, best score {score}",
    "articles-nobody-announced": "Articles that no item corresponds to",
    "only-right": "{law} ({count})",
    "only-right-note": "General, closing and penalty articles are left out.",
    "method": "How to read this",
    "score-note": (
        "A score from 0 to 1 estimates, from the texts alone, whether a reader would call two articles corresponding. It rests on the legal "
        "terms that both share (those of a subject count more, common ones and those of style less), their variants, the sentences in which they "
        "stand, and the articles before and after."
    ),
    "share": "Share",
    "speaks-of": "speaks of {share} of the item",
    "share-note": (
        "The share is how much of an item's terms, those of a subject weighing more, one article speaks of; the percentage in the matrix is the highest of "
        "a document."
    ),
    "threshold-note": (
        "From a share of {covered} on an item counts as covered, from {partly} on as covered in part, else as none found; both "
        "thresholds were found by cross-validation over links that people had found by reading. A reviewer's word goes before the computation."
    ),
    "opinion-note": (
        "This states textual correspondence; it is no legal opinion. “None found” says that these documents have no such text, "
        "not that there is no rule."
    ),
    "marks": "● covered   ◐ partly   ○ none found   % share   ✓ decided by a reviewer   ! to be checked",
    "detail": "Item by item",
    "filter-law": "Document: all",
    "filter-status": "Status: all",
    "only-uncovered": "Only none found",
    "least": "Score from",
    "to-top": "To the matrix",
    "open-items": "Open all",
    "close-items": "Close all",
    "print-table": "Print summary",
    "print-all": "Print everything",
    "found-items": "items: {count}",
    "links-sheet": "Links",
    "coverage-sheet": "Coverage",
    "rest-sheet": "Not announced",
    "instruments-sheet": "Instruments",
    "item-number": "Item no.",
    "item-text": "Text of the item",
    "article-number": "Article",
    "article-text": "Text of the article",
    "verdict-grade": "Grade given",
    "status": "Status",
    "adopted-date": "Adopted",
    "promulgated": "Promulgated",
    "in-force-date": "In force from",
    "resolved": "Full title",
    "action": "Action",
    "overall": "All",
    "grade-only": "2 for the same measure, 1 for the same subject.",
    "for-link-reviewers": (
        "The columns “Verdict”, “Grade given” and “Comment” are the reviewer's: 2 is the same measure, 1 the same subject; every column can be "
        "filtered. Shared terms are in bold."
    ),
    "corresponding": "Counterparts",
    "how": "How",
    "same-subject": "same subject",
    "only-left": "only left",
    "only-right-side": "only right",
    "score-note-counterparts": (
        "A score from 0 to 1 estimates, from the texts alone, whether a reader would say that two articles re"
        "gulate the same; numbers and order play no part. “Same wording” is word for word the same, apart fro"
        "m noise; “adapted wording” was taken over with changes, be it only the names of place and body; the "
        "rest regulates the same subject in words of its own."
    ),
    "threshold-note-counterparts": (
        "An article counts as covered where its wording is the same or adapted, or from a share of {covered} "
        "on; as covered in part where another article corresponds; else as none found: it stands on the left "
        "only. A reviewer's word goes before the computation."
    ),
    "only-right-note-counterparts": "Every article that stands on the right only is listed, general, closing and penalty articles too.",
}

_COUNTERPARTS: dict[Language, dict[str, str]] = {
    "zh": {
        "relation": "条文对照",
        "item": "左侧条文",
        "items": "{count} 条",
        "headline": "{count} 条：{covered} 条有对应，{partly} 条部分对应，{none} 条仅见于左侧。",
        "none": "仅见于左侧",
        "by-law": "各文件的对应情况",
        "unanswered": "仅见于左侧的条文（{count}）",
        "all-answered": "左侧每一条都至少有部分对应。",
        "matrix": "对应矩阵",
        "coverage-table": "对应表",
        "articles-nobody-announced": "仅见于右侧的条文",
        "share-note": "涉及度是左侧一条的全部用语（某一领域特有者重，通用者轻）中右侧一条所涉及的部分；矩阵中的百分数是各文件中最高的涉及度。",
        "speaks-of": "涉及左侧 {share}",
        "marks": "● 有对应　◐ 部分对应　○ 仅见于左侧　% 涉及度　✓ 由审阅人确定　! 须复核",
        "detail": "逐条对照",
        "only-uncovered": "只看仅见于左侧的",
        "print-table": "打印概览与对应表",
        "found-items": "{count} 条",
        "rest-sheet": "仅见于右侧",
    },
    "en": {
        "relation": "Corresponding articles",
        "item": "Article",
        "items": "Articles: {count}",
        "headline": "Articles: {count}; {covered} covered, {partly} partly, {none} on the left only.",
        "none": "only left",
        "by-law": "What corresponds in each document",
        "unanswered": "Articles that stand on the left only ({count})",
        "all-answered": "Every article of the left has a counterpart at least in part.",
        "matrix": "Matrix of articles",
        "coverage-table": "Table of articles",
        "articles-nobody-announced": "Articles that stand on the right only",
        "share-note": (
            "The share is how much of the left article's terms, those of a subject weighing more, one article of the right speaks of; the percentage in the "
            "matrix is the highest of a document."
        ),
        "speaks-of": "speaks of {share} of the left",
        "marks": "● covered   ◐ partly   ○ only left   % share   ✓ decided by a reviewer   ! to be checked",
        "detail": "Article by article",
        "only-uncovered": "Only left",
        "found-items": "articles: {count}",
        "rest-sheet": "Only right",
    },
}
"""What is said differently where the left is no opinion with items, but a text of articles like the right."""

RELATION_WORDS: MappingProxyType[Language, MappingProxyType[str, str]] = MappingProxyType(
    {"zh": MappingProxyType({**SHEET_WORDS["zh"], **_ZH}), "en": MappingProxyType({**SHEET_WORDS["en"], **_EN})}
)
"""Language → key → words, those of the other reports among them."""

WORD_SETS: tuple[Mapping[str, str], ...] = (
    *RELATION_WORDS.values(),
    *(MappingProxyType({**RELATION_WORDS[language], **own}) for language, own in _COUNTERPARTS.items()),
)
"""All the words by which a report may call a thing, for who reads one again."""


def words_for(relation: Relation, language: Language) -> Mapping[str, str]:
    """The words for a relation of this kind."""
    own = _COUNTERPARTS[language] if relation.kind == "counterparts" else {}
    return {**RELATION_WORDS[language], **own}
