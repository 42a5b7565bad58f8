"""Word files made from readable XML, for the tests of their reader; every text in them is
invented.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = (
    "styles",
    "numbering",
    "footnotes",
    "endnotes",
    "comments",
    "header",
    "footer",
    "settings",
)


def word_file(body="", *, links=(), types=MAIN, extra=(), **parts):
    """The bytes of a file: `parts` are inner XML of `styles`, `numbering`, …; `links` (id, type,
    target, mode) of the main document.

    `extra` are (name, bytes) of further entries.
    """
    entries = {
        "[Content_Types].xml": _types(types, parts),
        "_rels/.rels": _relations([("r0", f"{OFFICE}/officeDocument", "word/document.xml", "")]),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    relations = [(f"rid_{kind}", f"{OFFICE}/{kind}", f"{kind}.xml", "") for kind in parts]
    relations += [
        (key, kind if ":" in kind else f"{OFFICE}/{kind}", target, mode)
        for key, kind, target, mode in links
    ]
    entries["word/_rels/document.xml.rels"] = _relations(relations)
    for kind, inner in parts.items():
        tag = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        entries[f"word/{kind}.xml"] = f"<w:{tag} {SPACES}>{inner}</w:{tag}>"
    return zipped([*entries.items(), *extra])


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, content in entries:
            file.writestr(
                zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, compress_type=compression
            )
    return buffer.getvalue()


def _types(main, parts):
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{base}.{kind}+xml"/>' for kind in parts
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="mht" ContentType="message/rfc822"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{overrides}</Types>'
    )


def _relations(links):
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{escape(target)}"'
        + (f' TargetMode="{mode}"' if mode else "")
        + "/>"
        for key, kind, target, mode in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def case_file(path: Path) -> bytes:
    """A case of the tests: an XML file with an element for each part, `<body>` for the main
    document's.
    """
    text = path.read_text(encoding="utf-8")
    parts = dict(re.findall(r"(?s)^<(\w+)>\n(.*?)^</\1>$", text.replace("\r", "")))
    parts.update(re.findall(r"(?ms)^<(\w+)>\n(.*?)^</\1>$", text))
    return word_file(
        **{
            kind: re.sub(r">\s*\n\s*<", "><", inner.strip())
            for kind, inner in parts.items()
            if kind == "body" or kind in _KINDS
        }
    )


def paragraph(text="", *, number=None, level=0, style=None, mark="", more=""):
    """A paragraph of one run; `mark` is what its end says of itself (inner XML of its run
    properties).
    """
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties += more + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def level(at, form, text, *, start=1, suffix="space", more="", style=None):
    """A `w:lvl`."""
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more if "Restart" in more else ""}{linked}'
        f'{more if "Restart" not in more else ""}<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(key, *levels, link=""):
    """A `w:abstractNum`."""
    return f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{link}{"".join(levels)}</w:abstractNum>'


def instance(number, key, *overrides):
    """A `w:num`."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{key}"/>{"".join(overrides)}</w:num>'


def begin_at(at, start):
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
