"""Names of places in mainland amending decisions.

For example 第十八条第二款, 第七项至第九项, 第一、二项, 序言第七自然段, 附件二第三条,
第二款最后一句.

Quotations stand in the sentences as ⟦0⟧, ⟦1⟧ …, so that no expression looks into quoted text.
"""

from __future__ import annotations

import re

NUMBER = r"[〇○零一二三四五六七八九十百千两\d]{1,9}"
QUOTE = r"⟦\d+⟧(?:[至到]⟦\d+⟧)?"
"""A quotation, or a stretch that is told by its first and last words: “由县”至“批准”."""
QUOTES = rf"{QUOTE}(?:[、和及]?{QUOTE})*"
TITLE = r"《(?:[^《》\n]|《[^《》\n]*》)+》"

_ONE_NUMBER = rf"[（(]?{NUMBER}[）)]?"
_UNIT = r"(?:分编|编|章|节|条|款|项|目|自然段|句)"
_SUBS = rf"(?:之{NUMBER})*"
_LAST = r"(?:(?:首|末|最后一)句|最后一[款项])"
STEP = rf"(?>第{_ONE_NUMBER}(?:[、至和及到]{_ONE_NUMBER})*个?{_UNIT}{_SUBS}|{_LAST})"
_FILL = rf"(?:{QUOTE}(?:的|中的?)?|的|中的?|[^第，。；：、⟦⟧]{{1,24}}职权)"
_NAMED = rf"(?:序言|引言|前言|名称|标题|题目|(?:附件|附表)(?:{NUMBER})?(?:{TITLE})?)"
_THIS = r"该(?:条(?![例文款])|款(?!项)|项|目(?!录))"
PLACE = rf"(?>{_NAMED}(?:(?:的|中的?)?{STEP})*+|(?:{STEP}|{_THIS})(?:{_FILL}?{STEP})*+)"
"""One place, as long as it reaches. What was read of it is never given back: a hostile sentence, in
which `_FILL` holds what are steps as well, would otherwise be read in every way that there is.
"""
JOINT = r"(?:、|和|及|以及|至|到|或者?|与)"
PLACES = rf"(?>{PLACE}(?:{JOINT}{PLACE})*)"

LEVEL_WORDS = {
    "分编": "subpart",
    "编": "part",
    "章": "chapter",
    "节": "section",
    "条": "article",
    "款": "paragraph",
    "项": "point",
    "目": "indent",
    "自然段": "preamble",
    "句": "sentence",
}
"""The word after a number → the level."""
LEVEL_MARKS = {level: word for word, level in LEVEL_WORDS.items()}
"""The level → the word after its number."""
NAMED_PLACES = {
    "序言": "preamble",
    "引言": "preamble",
    "前言": "preamble",
    "名称": "title",
    "标题": "title",
    "题目": "title",
}
"""Places without a number."""
FIRST_OR_LAST = {
    "首句": ("sentence", "1"),
    "末句": ("sentence", "last"),
    "最后一句": ("sentence", "last"),
    "最后一款": ("paragraph", "last"),
    "最后一项": ("point", "last"),
}
"""Places that are counted from an end."""
ATTACHMENTS = ("附件", "附表")
TO = ("至", "到")
"""What stands between the ends of a range."""
JOINTS = re.compile(JOINT)
