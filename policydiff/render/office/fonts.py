"""The fonts of Chinese official documents (GB/T 9704—2012), with what stands in for them where they
are not installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from policydiff.render.office.xml import make, put
from policydiff.views.lines import Face


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font by name; `alternatives` are looked for in this order where it is not installed;
    `family` as in w:family.
    """

    name: str
    alternatives: tuple[str, ...]
    family: Literal["roman", "swiss", "script", "modern"]
    pitch: Literal["fixed", "variable"] = "variable"


FONTS: dict[Face, Font] = {
    "title": Font(
        name="方正小标宋简体",
        alternatives=("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", "华文中宋"),
        family="roman",
    ),
    "body": Font(
        name="仿宋_GB2312",
        alternatives=("仿宋", "FangSong", "FandolFang", "Noto Serif CJK SC"),
        family="modern",
    ),
    "heading": Font(
        name="黑体", alternatives=("SimHei", "FandolHei", "Noto Sans CJK SC"), family="swiss"
    ),
    "subheading": Font(
        name="楷体_GB2312",
        alternatives=("楷体", "KaiTi", "FandolKai", "Noto Serif CJK SC"),
        family="script",
    ),
    "song": Font(
        name="宋体", alternatives=("SimSun", "FandolSong", "Noto Serif CJK SC"), family="roman"
    ),
}
"""The free ones among the alternatives: Fandol and Noto CJK."""

SIZES = {
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
}
"""Chinese names of sizes, in points."""

LANGUAGE = "zh-CN"


def put_font(
    properties: Any, face: Face, size: float | None = None, *, bold: bool | None = None
) -> None:
    """Set the font of a w:rPr element for every script, its size in points and the language."""
    name = FONTS[face].name
    put(properties, "rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    if bold is not None:
        put(properties, "b", val=int(bold))
        put(properties, "bCs", val=int(bold))
    if size is not None:
        put(properties, "sz", val=round(size * 2))
        put(properties, "szCs", val=round(size * 2))
    put(properties, "lang", val=LANGUAGE, eastAsia=LANGUAGE)


def font_table() -> Any:
    """The part fontTable.xml: each font with its alternatives, so that another office program finds
    a likeness.
    """
    table = make("fonts")
    for font in FONTS.values():
        entry = make("font", name=font.name)
        entry.append(make("altName", val=",".join(font.alternatives)))
        entry.append(make("charset", val="86"))
        entry.append(make("family", val=font.family))
        entry.append(make("pitch", val=font.pitch))
        table.append(entry)
    return table
