"""Radicals and compatibility forms to the unified characters that people type.

PDF files are the source of most: a font's table maps a glyph back to the first code point that it
serves, and that is often U+2F00 ⼀, not U+4E00 一.
"""

from __future__ import annotations

import re
import unicodedata

_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")

_SUPPLEMENT = dict(
    zip(
        "⺀⺁⺂⺃⺅⺆⺇⺈⺉⺊⺋⺎⺏⺐⺑⺒⺓⺔⺗⺛⺜⺝⺞⺟⺠⺡⺢⺣⺦⺨⺩⺪⺫⺬⺭⺮⺰⺱⺴⺶⺸⺹⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "冫厂乛乚亻冂几𠂊刂卜㔾兀尣尢𡯂巳幺彑㣺旡日月歺母民氵氺灬丬犭王疋罒示礻竹纟罓冈羊羋耂艹艹艹虎衤覀西见角角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣𩙿马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""CJK radicals supplement: the ideograph of the same shape and name, from the names of the Unicode
code chart U+2E80–2EFF.

Unicode decomposes two of that block only (U+2E9F, U+2EF3). Left out are those without one surely
equal ideograph, such as U+2E8C and U+2E96.
"""


def unify(text: str) -> str:
    """The text with radicals and compatibility ideographs as unified characters.

    A character changes only where there is exactly one unified character for it.
    """
    return _FORMS.sub(_unified, text)


def _unified(match: re.Match[str]) -> str:
    form = match[0]
    if found := _SUPPLEMENT.get(form):
        return found
    plain = unicodedata.normalize("NFKC", form)
    return plain if len(plain) == 1 else form
