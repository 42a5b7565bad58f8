"""One web page that needs nothing else, in the layout of official texts: to read, to link to, to
print on A4.

It holds no script, fetches nothing, and its content security policy forbids both.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from policydiff.locale import Labels
from policydiff.model.document import Document, Reference
from policydiff.model.plugins import ExportOptions, Language
from policydiff.model.source import Cell
from policydiff.parsing.printed import Grid, Item, Paragraph, anchors, paragraphs, safe
from policydiff.views.versions import ground_note

SUFFIX = ".html"

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_LABELS = Labels(
    "fact of an export",
    {
        "adopted": "Adopted",
        "approved": "Approved",
        "signed": "Signed",
        "promulgated": "Promulgated",
        "in_force": "In force",
        "posted": "Posted",
        "named": "In the file's name",
        "document_number": "Number",
        "authority": "Authority",
        "articles": "Articles",
    },
)


def render(document: Document, options: ExportOptions) -> bytes:
    """The whole page."""
    items = list(paragraphs(document))
    known = anchors(items)
    body = "\n".join(_body(items, known))
    head = "\n".join(_head(document))
    facts = _facts(document, options.language)
    page = f'<!doctype html>\n<html lang="zh-Hans">\n<head>\n{head}\n</head>\n<body>\n<main>\n{body}\n</main>\n{facts}\n</body>\n</html>\n'
    return page.encode("utf-8")


def _head(document: Document) -> Iterator[str]:
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{text(document.title)}</title>"
    yield '<link rel="icon" href="data:,">'
    yield f"<style>{files('policydiff.render.exports').joinpath('_page', 'export.css').read_text(encoding='utf-8')}</style>"


def _body(items: list[Item], known: frozenset[str]) -> Iterator[str]:
    """Every item; the table of contents in a frame of its own."""
    in_contents = False
    for item in items:
        entry = isinstance(item, Paragraph) and item.role == "contents"
        if entry != in_contents:
            yield '<nav class="contents">' if entry else "</nav>"
            in_contents = entry
        yield (
            _grid(item)
            if isinstance(item, Grid)
            else _entry(item)
            if entry
            else _paragraph(item, known)
        )
    if in_contents:
        yield "</nav>"


def _entry(item: Paragraph) -> str:
    if not item.depth:
        return f'<p class="head">{text(item.text)}</p>'
    return f'<p class="depth{min(item.depth, 4)}"><a href="#{text(item.eids[0])}">{text(item.text)}</a></p>'


def _paragraph(item: Paragraph, known: frozenset[str]) -> str:
    tag, name = _element(item)
    first, rest = item.eids[:1], item.eids[1:]
    place = f' id="{text(first[0])}"' if first else ""
    inner = "".join(f'<span id="{text(eid)}"></span>' for eid in rest)
    return f"<{tag}{place}{name}>{inner}{_words(item, known)}</{tag}>"


def _element(item: Paragraph) -> tuple[str, str]:
    """The element of a paragraph and its class."""
    if item.role == "title":
        return "h1", ""
    if item.role == "container":
        return f"h{min(6, item.depth + 1)}", ' class="part"'
    if item.role == "attachment":
        return "h2", ' class="attachment"' if item.text.startswith(
            "附"
        ) else ' class="attachment titled"'
    if item.role == "heading":
        return "h4", ' class="heading"'
    return "p", "" if item.role == "text" else f' class="{item.role}"'


def _words(item: Paragraph, known: frozenset[str]) -> str:
    """The text with its number in bold and its references as links."""
    number = f"<b>{text(item.text[: item.bold])}</b>" if item.bold else ""
    written, at = [number], item.bold
    for reference in sorted(item.references, key=lambda one: one.span):
        begin, end = reference.span
        if reference.target not in known or begin < at or end > len(item.text) or end - begin < 2:
            continue
        written += [
            text(item.text[at:begin]),
            _link(item.text[begin:end], reference, leads=begin == 0),
        ]
        at = end
    return "".join(written) + text(item.text[at:])


def _link(words: str, reference: Reference, *, leads: bool) -> str:
    """A reference; where it begins a paragraph its first character stands before the link.

    A paragraph that begins with a link is an entry of a table of contents to whoever reads pages,
    our own reader too.
    """
    target = f'<a href="#{text(reference.target or "")}">'
    return (
        f'<span class="ref">{text(words[0])}</span>{target}{text(words[1:])}</a>'
        if leads
        else f"{target}{text(words)}</a>"
    )


def _grid(item: Grid) -> str:
    place = f' id="{text(item.eids[0])}"' if item.eids else ""
    rows = "\n".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in item.table.rows)
    return f'<div class="grid"{place}><table>\n{rows}\n</table></div>'


def _cell(cell: Cell) -> str:
    name = "th" if cell.header else "td"
    spans = "".join(
        f' {key}="{value}"'
        for key, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if value > 1
    )
    return f"<{name}{spans}>{'<br>'.join(map(text, cell.text.split(chr(10))))}</{name}>"


def _facts(document: Document, language: Language) -> str:
    """What is known of this version, small, at the end; readers of pages take a footer for no part
    of the text.
    """
    known = {
        "document_number": document.document_number,
        "authority": document.authority,
        **document.dates.to_dict(),
    }
    if document.dates.in_force is not None:
        known["in_force"] = document.dates.in_force + ground_note(
            document.in_force_ground, language
        )
    told = [
        *known.items(),
        ("articles", str(len(document.articles)) if document.articles else None),
    ]
    labels = _LABELS[language]
    parts = [f"<span>{labels[name]} {text(value)}</span>" for name, value in told if value]
    return f"<footer>{' '.join(parts)}</footer>"


def text(value: str) -> str:
    """Text of the document between tags or in an attribute."""
    return escape(safe(value))
