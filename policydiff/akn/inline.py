"""The text of one paragraph as XML.

It has line breaks, links, and the words that a decision quotes.

    paragraph = text* (mod text*)?
    mod       = (text | quotedText)*
    text      = characters | eol | ref | rref

A paragraph has one ``mod``, from the mark before its first quoted words to the mark after its last.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.akn.emitter import attributes, escape
from policydiff.akn.links import write_link
from policydiff.model.citation import Reference
from policydiff.model.document import Block
from policydiff.model.version import QuotedText

_OPENING, _CLOSING = "“‘「『\"'", "”’」』\"'"


def write_text(text: str) -> str:
    """The text of a paragraph; a line feed in it becomes ``eol``."""
    return escape(text).replace("\n", "<eol/>")


def write_inline(block: Block, holder: str | None, mod: str | None = None) -> str:
    """The text of a block with its references as links and its quoted words marked.

    `mod` is the eId of the ``mod`` around these, None inside one. A reference or quoted words whose
    span does not fit (it overlaps the one before, crosses another, or leaves the text) mark nothing
    and carry their span.
    """
    if not block.references and not block.quoted:
        return write_text(block.text)
    line = _Line(block, holder)
    if block.quoted:
        _write_quoted(line, mod)
    line.write(len(block.text))
    return "".join(line.parts)


class _Line:
    """Writes a text from its beginning to its end, each reference in its turn."""

    def __init__(self, block: Block, holder: str | None) -> None:
        self.block = block
        self.holder = holder
        self.parts: list[str] = []
        self.done = 0
        self._next = 0

    def fits(self, span: tuple[int, int]) -> bool:
        return self.done <= span[0] <= span[1] <= len(self.block.text)

    def write(self, end: int) -> None:
        """Write the text up to an offset; references beyond it wait."""
        references = self.block.references
        while self._next < len(references):
            reference = references[self._next]
            begin, last = reference.span
            if not self.fits(reference.span) or begin < end < last:
                self.parts.append(
                    _reference(reference, "", self.holder, attributes(pd_span=f"{begin} {last}"))
                )
            elif last <= end:
                self._text(begin)
                self.parts.append(
                    _reference(reference, self.block.text[begin:last], self.holder, "")
                )
                self.done = last
            else:
                break
            self._next += 1
        self._text(end)

    def _text(self, end: int) -> None:
        self.parts.append(write_text(self.block.text[self.done : end]))
        self.done = end


def _write_quoted(line: _Line, mod: str | None) -> None:
    """Write the text up to the closing mark of the last quoted words."""
    text = line.block.text
    words = list(_placed(line.block))
    first = next((quoted.span[0] for quoted, fits in words if fits), None)
    if first is not None:
        line.write(first - 1 if first and text[first - 1] in _OPENING else first)
    line.parts.append("" if mod is None else f"<mod{attributes(eId=mod)}>")
    for quoted, fits in words:
        _write_words(line, quoted, fits=fits)
    if first is not None and line.done < len(text) and text[line.done] in _CLOSING:
        line.write(line.done + 1)
    line.parts.append("" if mod is None else "</mod>")


def _placed(block: Block) -> Iterator[tuple[QuotedText, bool]]:
    """The quoted words, each with True if they follow those before in the text."""
    done = 0
    for words in block.quoted:
        fits = done <= words.span[0] <= words.span[1] <= len(block.text)
        yield words, fits
        done = words.span[1] if fits else done


def _write_words(line: _Line, words: QuotedText, *, fits: bool) -> None:
    begin, end = words.span
    if not fits:
        line.parts.append(f"<quotedText{attributes(eId=words.eid, pd_span=f'{begin} {end}')}/>")
        return
    line.write(begin)
    line.parts.append(f"<quotedText{attributes(eId=words.eid)}>")
    line.write(end)
    line.parts.append("</quotedText>")


def _reference(reference: Reference, marked: str, holder: str | None, attrs: str) -> str:
    name, link = write_link(reference, holder)
    printed = "" if reference.text == marked else attributes(pd_text=reference.text)
    return f"<{name}{link}{attrs}{printed}>{write_text(marked)}</{name}>"
