"""Names of places in amending decisions, and the words before new text.

Quotations stand in the sentences as ⟦0⟧, ⟦1⟧ …, so that no expression looks into quoted text.
"""

from __future__ import annotations

import re

from policydiff.model import kinds
from policydiff.text.numerals import NUMBER, SUBS

QUOTE = r"⟦\d+⟧(?:[至到]⟦\d+⟧)?"
"""A quotation, or a stretch that is told by its first and last words: “由县”至“批准”."""
QUOTES = rf"{QUOTE}(?:[、和及]?{QUOTE})*"
TITLE = r"《(?:[^《》\n]|《[^《》\n]*》)+》"

_ONE_NUMBER = rf"[（(]?{NUMBER}[）)]?"
_UNIT = r"(?:分编|编|章|节|条|款|项|目|自然段|句)"
_SUBS = rf"(?:之{NUMBER})*"
_LAST = r"(?:(?:首|末|最后一)句|最后一[款项])"
STEP = rf"(?>第{_ONE_NUMBER}(?:[、至和及到]第?{_ONE_NUMBER}){{0,60}}个?{_UNIT}{_SUBS}|{_LAST})"
_FILL = rf"(?:{QUOTE}(?:的|中的?)?|的|中的?|[^第，。；：、⟦⟧]{{1,24}}职权)"
_NAMED = rf"(?:序言|引言|前言|名称|标题|题目|(?:附件|附表)(?:{NUMBER})?(?:{TITLE})?)"
_THIS = r"该(?:条(?![例文款])|款(?!项)|项|目(?!录))"
PLACE = rf"(?>{_NAMED}(?:(?:的|中的?)?{STEP})*+|(?:{STEP}|{_THIS})(?:{_FILL}?{STEP})*+)"
"""One place, as long as it reaches. What was read of it is never given back: a hostile sentence, in
which `_FILL` holds what are steps as well, would otherwise be read in every way that there is.
"""
JOINT = r"(?:、|和|及|以及|至|到|或者?|与)"
PLACES = rf"(?>{PLACE}(?:{JOINT}{PLACE})*)"

LEVEL_MARKS = {str(level): word for level, word in kinds.LEVEL_WORDS.items()} | {
    "preamble": "自然段",
    "sentence": "句",
}
"""The level → the word after its number."""
LEVEL_WORDS = {word: level for level, word in LEVEL_MARKS.items()}
"""The word after a number → the level."""
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

NEW_TEXT_FOLLOWS = re.compile(
    rf"(?:内容(?:如下|为)|(?:修改|规定|表述|修订|调整|改)为|作为第{NUMBER}[条款项](?:之{NUMBER})*|增加(?:{NUMBER})?个?[条款项章节])[：:]$"
)
"""The end of an instruction whose new text follows on lines without quotation marks."""
ANNOUNCED = re.compile(
    rf"(?:修改为|改为|如下|内容为|规定为?|表述为|增加一句|第[^，。；：“”\n]{{1,16}}[条款项节章]{SUBS})[：:]"
)
"""What stands before new text; there a quotation begins that has its closing mark only."""
CONTINUES = re.compile(
    r"[，。；、,;]|(?:并|相应|统一|分别)*(?:修改|改|替换|更改|变更|调整|修正|修订|表述)[为成]|之?[前后](?:面)?(?:分别)?增加"
)
"""What goes on with a sentence behind paragraphs that it quotes."""
RESUMES = re.compile(
    r"[。；，、：;.,:）)\s]|$|[”\"」』“]|[第原将删并增修改同其此之的和及以前后中予字一调变替更移]"
)
"""What may come right behind the closing mark of a quotation in straight marks."""
DEFINED_TERM = re.compile(
    r"[“\"「](?P<term>[^“”\"「」\n。；]{1,30})[”\"」](?:[、和][“\"「][^“”\"「」\n。；]{1,30}[”\"」]){0,9}，?(?:是指|系指|指|包括|是)"
)
"""A quoted term at the head of a line that the line defines.

It opens no new paragraph of a quotation.
"""
