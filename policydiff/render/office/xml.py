"""WordprocessingML by hand: names, elements, and children in the order that the schema demands."""

from __future__ import annotations

from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

PARAGRAPH_ORDER = (
    *(
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
    ),
    *(
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
    ),
    *(
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
    ),
    *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)
"""The children of w:pPr (ECMA-376 part 1, 17.3.1.26)."""

RUN_ORDER = (
    *(
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "dstrike",
        "outline",
    ),
    *(
        "shadow",
        "emboss",
        "imprint",
        "noProof",
        "snapToGrid",
        "vanish",
        "webHidden",
        "color",
        "spacing",
        "w",
        "kern",
        "position",
        "sz",
    ),
    *(
        "szCs",
        "highlight",
        "u",
        "effect",
        "bdr",
        "shd",
        "fitText",
        "vertAlign",
        "rtl",
        "cs",
        "em",
        "lang",
        "eastAsianLayout",
        "specVanish",
    ),
    *("oMath", "rPrChange"),
)
"""The children of w:rPr (ECMA-376 part 1, 17.3.2.28), with the marks of a paragraph's end before
them.
"""

TABLE_ROW_ORDER = (
    *(
        "cnfStyle",
        "divId",
        "gridBefore",
        "gridAfter",
        "wBefore",
        "wAfter",
        "cantSplit",
        "trHeight",
        "tblHeader",
        "tblCellSpacing",
        "jc",
    ),
    *("hidden", "ins", "del", "trPrChange"),
)
"""The children of w:trPr (ECMA-376 part 1, 17.4.81)."""

CELL_ORDER = (
    *(
        "cnfStyle",
        "tcW",
        "gridSpan",
        "hMerge",
        "vMerge",
        "tcBorders",
        "shd",
        "noWrap",
        "tcMar",
        "textDirection",
        "tcFitText",
        "vAlign",
    ),
    *("hideMark", "cellIns", "cellDel", "cellMerge", "tcPrChange"),
)
"""The children of w:tcPr (ECMA-376 part 1, 17.4.69)."""

TABLE_ORDER = (
    *(
        "tblStyle",
        "tblpPr",
        "tblOverlap",
        "bidiVisual",
        "tblStyleRowBandSize",
        "tblStyleColBandSize",
        "tblW",
        "jc",
        "tblCellSpacing",
    ),
    *(
        "tblInd",
        "tblBorders",
        "shd",
        "tblLayout",
        "tblCellMar",
        "tblLook",
        "tblCaption",
        "tblDescription",
        "tblPrChange",
    ),
)
"""The children of w:tblPr (ECMA-376 part 1, 17.4.59)."""

SECTION_ORDER = (
    *(
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "type",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
        "lnNumType",
    ),
    *(
        "pgNumType",
        "cols",
        "formProt",
        "vAlign",
        "noEndnote",
        "titlePg",
        "textDirection",
        "bidi",
        "rtlGutter",
        "docGrid",
        "printerSettings",
    ),
)
"""The children of w:sectPr (ECMA-376 part 1, 17.6.17)."""

_ORDERS = {
    "pPr": PARAGRAPH_ORDER,
    "rPr": RUN_ORDER,
    "trPr": TABLE_ROW_ORDER,
    "tcPr": CELL_ORDER,
    "tblPr": TABLE_ORDER,
    "sectPr": SECTION_ORDER,
}


def qualified(name: str) -> str:
    """A name of the main namespace in lxml's notation: p → {…}p."""
    return f"{{{W}}}{name}"


def make(name: str, /, **attributes: str | int) -> Any:
    """A new element w:name; the attributes are of the same namespace."""
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 heavy

    return OxmlElement(
        f"w:{name}", attrs={qualified(key): str(value) for key, value in attributes.items()}
    )


def put(properties: Any, name: str, /, **attributes: str | int) -> Any:
    """The child w:name of a properties element (w:pPr, w:rPr …), made where the schema wants it,
    with these attributes.
    """
    found = properties.find(qualified(name))
    if found is None:
        found = make(name)
        properties.insert(_place(properties, name), found)
    for key, value in attributes.items():
        found.set(qualified(key), str(value))
    return found


def _place(properties: Any, name: str) -> int:
    """The index of a new child: before the first that comes after it in the order."""
    order = _ORDERS[properties.tag.rpartition("}")[2]]
    rank = order.index(name)
    for place, child in enumerate(properties):
        local = child.tag.rpartition("}")[2]
        if local in order and order.index(local) > rank:
            return place
    return len(properties)
