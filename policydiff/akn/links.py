"""Citations as links: a `Reference` as an address and a few attributes, and back.

    address  = "#" eid? | "/akn/cn/!work" ("/" title "/!main" ("~" steps)?)?
    steps    = step ("__" step)*
    step     = prefix ("_" number)?          art_21, para_1, att_1, preamble_7

Titles and numbers are percent-encoded. Facts that have no place in an address stand in attributes
of our own: ``pd:cites`` (steps) and ``pd:work`` (title) of the citation as written, ``pd:holder``
where it is not the provision around it, ``pd:text`` and ``pd:span`` where they are not those of the
marked text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from lxml import etree

from policydiff.akn.emitter import attributes, clean
from policydiff.akn.parser import NotInProfileError
from policydiff.akn.profile import STEP_LEVEL, STEP_PREFIX, own
from policydiff.messages import Message
from policydiff.model.citation import Citation, Reference, Steps

NOWHERE = "/akn/cn/!work"
"""The address of a work that the text does not name."""

_WORK = re.compile(re.escape(NOWHERE) + r"/(?P<work>[^/]*)/!main(?:~(?P<steps>.*))?")
_FRAGMENT = re.compile(r"(?>.*/!)[^/~]+~(?P<steps>.*)")
_TITLE = re.compile("《(.{1,190})》")
_SPAN = re.compile("-?[0-9]{1,9} -?[0-9]{1,9}")
_FOREIGN = "x-"
"""The prefix of a level word that is none of ours."""


def encode(text: str) -> str:
    """The text percent-encoded, so that none of it looks like a part of an address."""
    return quote(clean(text), safe="").replace("_", "%5F")


def write_steps(steps: Steps) -> str:
    """The steps of a citation in an address: ``art_21__para_1``."""
    return "__".join([_write_step(level, number) for level, number in steps])


def _write_step(level: str, number: str) -> str:
    prefix = STEP_PREFIX.get(level) or _FOREIGN + encode(level)
    return f"{prefix}_{encode(number)}" if number else prefix


def read_steps(text: str) -> Steps:
    """The steps of an address, the inverse of `write_steps`."""
    return tuple(_read_step(step) for step in text.split("__")) if text else ()


def _read_step(step: str) -> tuple[str, str]:
    prefix, _, number = step.partition("_")
    level = STEP_LEVEL.get(prefix) or unquote(prefix.removeprefix(_FOREIGN))
    return level, unquote(number)


def work_address(citation: Citation | None) -> str:
    """The address of another work: ``/akn/cn/!work/<title>/!main~art_21``."""
    if citation is None or citation.work is None:
        return NOWHERE
    steps = f"~{write_steps(citation.steps)}" if citation.steps else ""
    return f"{NOWHERE}/{encode(citation.work)}/!main{steps}"


def _read_work_address(href: str, text: str) -> Citation | None:
    """The citation of another work by its address, or None; foreign ones: steps only."""
    if href == NOWHERE:
        return None
    if ours := _WORK.fullmatch(href):
        return Citation(work=unquote(ours["work"]), steps=read_steps(ours["steps"] or ""))
    steps = _FRAGMENT.fullmatch(href)
    title = _TITLE.search(text)
    return Citation(
        work=title[1] if title else None, steps=read_steps(steps["steps"]) if steps else ()
    )


def _anchor(eid: str | None) -> str:
    return "#" + (eid or "")


def _unanchor(href: str | None) -> str | None:
    return (href or "").removeprefix("#") or None


def _cited(citation: Citation | None) -> str:
    if citation is None:
        return ""
    return attributes(pd_cites=write_steps(citation.steps), pd_work=citation.work)


def write_link(reference: Reference, holder: str | None) -> tuple[str, str]:
    """Name and attributes of a reference's element in the provision `holder`."""
    held = "" if reference.holder == holder else attributes(pd_holder=reference.holder or "")
    if not reference.internal:
        known = reference.citation is None or reference.citation.work is not None
        cited = "" if known else _cited(reference.citation)
        ends = attributes(pd_target=reference.target, pd_upTo=reference.end_target)
        return "ref", attributes(href=work_address(reference.citation)) + cited + ends + held
    cited = _cited(reference.citation) + held
    if reference.end_target is None:
        return "ref", attributes(href=_anchor(reference.target)) + cited
    # `from` is a word of Python
    return "rref", attributes(
        **{"from": _anchor(reference.target), "upTo": _anchor(reference.end_target)}
    ) + cited


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A reference's element: its text, span in the block, provision or block around."""

    span: tuple[int, int]
    text: str
    holder: str | None


def read_link(element: etree._Element, marked: MarkedText) -> Reference:
    """The reference of a ``ref`` or ``rref`` element."""
    href = element.get("href") or ""
    internal = element.get("from") is not None or href.startswith("#")
    holder = element.get(own("holder"), marked.holder) or None
    span = read_span(element)
    return Reference(
        span=marked.span if span is None else span,
        text=element.get(own("text"), marked.text),
        internal=internal,
        target=_unanchor(element.get("from", href)) if internal else element.get(own("target")),
        end_target=_unanchor(element.get("upTo")) if internal else element.get(own("upTo")),
        citation=_read_citation(element, href, marked.text, internal=internal),
        holder=holder,
    )


def _read_citation(
    element: etree._Element, href: str, text: str, *, internal: bool
) -> Citation | None:
    cites = element.get(own("cites"))
    if cites is not None:
        return Citation(work=element.get(own("work")), steps=read_steps(cites))
    return None if internal else _read_work_address(href, text)


def read_span(element: etree._Element) -> tuple[int, int] | None:
    """The span that an element carries, or None. Raises `NotInProfileError`."""
    text = element.get(own("span"))
    if text is None:
        return None
    if not _SPAN.fullmatch(text):
        raise NotInProfileError(
            element, Message("the span {text} is not two numbers", text=repr(text))
        )
    begin, end = text.split()
    return int(begin), int(end)
