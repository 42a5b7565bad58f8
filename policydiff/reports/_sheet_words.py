"""The words of the workbook that no other report says."""

from __future__ import annotations

from types import MappingProxyType

from policydiff.model.plugins import Language
from policydiff.views.labels import WORDS

_ZH = {
    "table-sheet": "对照表",
    "facts-sheet": "说明",
    "serial": "序号",
    "remark": "说明",
    "score": "相似度",
    "is-moved": "移动",
    "is-renumbered": "条号变化",
    "yes": "是",
    "verdict": "审阅意见",
    "comment": "审阅备注",
    "confirmed": "确认",
    "questioned": "存疑",
    "to-mend": "需修改",
    "verdict-only": "请从“{verdicts}”中选择；其他意见请写入“审阅备注”。",
    "page": "第 {page} 页，共 {pages} 页",
    "too-long": "……（余下 {count} 字未列入：单元格至多容纳 32767 字）",
    "too-tall": "单元格高度有限，过长条文中未变的文字以“……”代替。",
    "unchanged-left-out": "未列入没有变化的条文。",
    "for-reviewers": "“审阅意见”“审阅备注”两列供审阅人填写；每列均可筛选。",
}

_EN = {
    "table-sheet": "Comparison",
    "facts-sheet": "About",
    "serial": "No.",
    "remark": "Remarks",
    "score": "Likeness",
    "is-moved": "Moved",
    "is-renumbered": "Re-numbered",
    "yes": "yes",
    "verdict": "Verdict",
    "comment": "Comment",
    "confirmed": "confirmed",
    "questioned": "questioned",
    "to-mend": "to be changed",
    "verdict-only": "Choose one of “{verdicts}”; anything else goes into “Comment”.",
    "page": "Page {page} of {pages}",
    "too-long": "…… ({count} more characters left out: a cell holds 32,767)",
    "too-tall": "A cell can only be so tall: in very long provisions …… stands for text that did not change.",
    "unchanged-left-out": "Provisions that did not change are left out.",
    "for-reviewers": "The columns “Verdict” and “Comment” are the reviewer's; every column can be filtered.",
}

VERDICTS = ("confirmed", "questioned", "to-mend")
"""What a reviewer may say of a row, by the keys of its words."""

SHEET_WORDS: MappingProxyType[Language, MappingProxyType[str, str]] = MappingProxyType(
    {"zh": MappingProxyType({**WORDS["zh"], **_ZH}), "en": MappingProxyType({**WORDS["en"], **_EN})}
)
"""Language → key → words, those of the other reports among them."""
