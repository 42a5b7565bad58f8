"""The words by which mainland amending decisions set off new text."""

from __future__ import annotations

import re

from policydiff.text.traditions.mainland.amending_places import NUMBER

NEW_TEXT_FOLLOWS = re.compile(
    rf"(?:内容(?:如下|为)|(?:修改|规定|表述|修订|调整|改)为|作为第{NUMBER}[条款项](?:之{NUMBER})*|增加(?:{NUMBER})?个?[条款项章节])[：:]$"
)
"""The end of an instruction whose new text follows on lines without quotation marks."""
ANNOUNCED = re.compile(
    r"(?:修改为|改为|如下|内容为|规定为?|表述为|增加一句|第[^，。；：“”\n]{1,16}[条款项节章](?:之[一二三四五六七八九十]+)*)[：:]"
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
