"""``meta`` back to facts, the inverse of `meta_writer`; else standard elements."""

from __future__ import annotations

import json
from typing import Any, cast

from lxml import etree

from policydiff.akn.analysis import ACTIVE, PASSIVE, read_modifications
from policydiff.akn.links import NOWHERE
from policydiff.akn.parser import NotInProfileError, required
from policydiff.akn.profile import DATE_NAMES, GROUNDS, own, tag
from policydiff.messages import Message, from_record, recall
from policydiff.model.kinds import KIND_ROOTS, Root
from policydiff.model.source import Dropped, Problem, Severity
from policydiff.model.version import Amendment, Computed, Dates, Ground, HeadEntry

_MECHANISMS = ("itemised", "rewritten")
_SEVERITIES = ("error", "warning", "note")
_DIALECTS: dict[Root, str] = {"act": "cn_law", "bill": "cn_law", "doc": "cn_policy"}
"""The dialect of a text of this root if its file, not written by us, names none."""

MOST_NESTED = 20
"""Messages in one message: ours have two or three."""


def read_meta(meta: etree._Element, root: Root, kind: str) -> dict[str, Any]:
    """``meta`` as fields of a `Document`; `title` None if only the text has it."""
    work = _part(meta, "FRBRWork")
    expression = _part(meta, "FRBRExpression")
    reading = meta.find(f".//{own('reading')}")
    own_facts: dict[str, str] = (
        {} if reading is None else {str(name): str(value) for name, value in reading.attrib.items()}
    )
    amendments = tuple(_amendment(meta, event) for event in _events(meta) if _amends(event))
    return {
        "title": _value(work, "FRBRname"),
        "kind": kind,
        "dialect": own_facts.get("dialect")
        or ("cn_decision" if kind == "decision" else _DIALECTS[root]),
        "jurisdiction": _value(work, "FRBRcountry") or "cn",
        "aliases": tuple(required(alias, "value") for alias in work.iterfind(tag("FRBRalias"))),
        "authority": _authority(meta, work),
        "document_number": _value(work, "FRBRnumber"),
        "stage": own_facts.get("stage"),
        "dates": _dates(expression, _in_force(meta)),
        "original_dates": _original_dates(meta, work, amended=bool(amendments)),
        "amendments": amendments,
        "active_modifications": read_modifications(meta, ACTIVE),
        "passive_modifications": read_modifications(meta, PASSIVE),
        "problems": tuple(_problem(element) for element in meta.iterfind(f".//{own('problem')}")),
        "dropped": tuple(_dropped(element) for element in meta.iterfind(f".//{own('dropped')}")),
        "uri": None if own_facts.get("named") == "no" else _value(work, "FRBRuri"),
        "source_sha256": own_facts.get("sha256"),
        "in_force_ground": _ground(reading),
        "head": tuple(_head_entry(element) for element in meta.iterfind(f".//{own('fact')}")),
        "computed": _computed(meta, own_facts.get("origin")),
    }


def check_root(element: etree._Element, root: Root, kind: str, stage: str | None) -> None:
    """Check the root element against the kind. Raises `NotInProfileError`."""
    if (root == "bill") != bool(stage):
        raise NotInProfileError(
            element,
            Message(
                "a <bill> is a draft with a stage, and only a draft has one (pd:reading/@stage)"
            ),
        )
    expected = KIND_ROOTS.get(kind, "doc")
    if root not in ("bill", expected):
        raise NotInProfileError(
            element,
            Message(
                "<{root} name={kind}>, but this kind of instrument is a <{expected}>",
                root=root,
                kind=repr(kind),
                expected=expected,
            ),
        )


def _part(meta: etree._Element, name: str) -> etree._Element:
    found = meta.find(f"{tag('identification')}/{tag(name)}")
    if found is None:
        raise NotInProfileError(meta, Message("<{root}> has no <{name}>", root="meta", name=name))
    return found


def _value(part: etree._Element, name: str) -> str | None:
    found = part.find(tag(name))
    return None if found is None else required(found, "value")


def _authority(meta: etree._Element, work: etree._Element) -> str | None:
    author = work.find(tag("FRBRauthor"))
    href = "" if author is None else author.get("href", "")
    return None if href == "#unknown" else _shown(meta, "TLCOrganization", href)


def _shown(meta: etree._Element, name: str, href: str) -> str | None:
    """The ``showAs`` of the reference of this name and ``#eId``, None without one."""
    reference = _referred(meta, name, href)
    return None if reference is None else reference.get("showAs")


def _referred(meta: etree._Element, name: str, href: str) -> etree._Element | None:
    references = meta.iterfind(f"{tag('references')}/{tag(name)}")
    return next(
        (reference for reference in references if href == "#" + reference.get("eId", "")), None
    )


def _dates(part: etree._Element, in_force: str | None) -> Dates:
    known = {date.get("name", ""): date.get("date") for date in part.iterfind(tag("FRBRdate"))}
    return Dates(
        **{name: known.get(name) for name in DATE_NAMES if name != "in_force"}, in_force=in_force
    )


def _original_dates(meta: etree._Element, work: etree._Element, *, amended: bool) -> Dates:
    """The first version's dates: ours, else an amended text's ``FRBRWork``."""
    ours = meta.find(f".//{own('original')}")
    if ours is not None:
        return Dates(**{name: ours.get(name) for name in DATE_NAMES})
    return _dates(work, None) if amended else Dates()


def _events(meta: etree._Element) -> list[etree._Element]:
    return meta.findall(f"{tag('lifecycle')}/{tag('eventRef')}")


def _is_in_force(event: etree._Element) -> bool:
    return event.get("refersTo") == "#inForce"


def _amends(event: etree._Element) -> bool:
    return event.get("type") == "amendment" and not _is_in_force(event)


def _in_force(meta: etree._Element) -> str | None:
    return next((required(event, "date") for event in _events(meta) if _is_in_force(event)), None)


def _amendment(meta: etree._Element, event: etree._Element) -> Amendment:
    mechanism = event.get(own("mechanism"))
    if mechanism is not None and mechanism not in _MECHANISMS:
        raise NotInProfileError(
            event, Message("unknown mechanism {mechanism}", mechanism=repr(mechanism))
        )
    decision = _referred(meta, "passiveRef", required(event, "source"))
    href = None if decision is None else decision.get("href")
    return Amendment(
        word=event.get(own("word"), ""),
        date=None if event.get(own("date")) == "unknown" else required(event, "date"),
        by=event.get(own("by")),
        decision=None if decision is None else decision.get("showAs"),
        mechanism=cast("Any", mechanism),
        uri=None if href is None or href.startswith(NOWHERE + "/") else href,
        version=event.get(own("version")),
        note=event.get(own("note")),
    )


def _head_entry(element: etree._Element) -> HeadEntry:
    return HeadEntry(
        label=required(element, "label"), value=element.get("value"), of=element.get("of")
    )


def _ground(reading: etree._Element | None) -> Ground | None:
    ground = None if reading is None else reading.get("force")
    if reading is not None and ground is not None and ground not in GROUNDS:
        raise NotInProfileError(
            reading,
            Message("unknown ground {ground} of the day of entry into force", ground=repr(ground)),
        )
    return cast("Ground | None", ground)


def _computed(meta: etree._Element, origin: str | None) -> Computed | None:
    """The texts of a compiled one. Raises `NotInProfileError` for a contradiction."""
    element = meta.find(f".//{own('computed')}")
    if (element is None) != (origin is None) or origin not in (None, "computed"):
        raise NotInProfileError(meta, Message("pd:reading/@origin and pd:computed belong together"))
    if element is None:
        return None
    needed = {
        name: required(element, name)
        for name in ("base", "base_sha256", "decision", "decision_sha256", "sha256")
    }
    return Computed(
        **needed,
        decision_uri=element.get("decision_uri"),
        decision_date=element.get("decision_date"),
    )


def _message(text: str, made: str | None, code: str) -> Message:
    """The message of a problem, with its template unless that gives another text."""
    if made is not None and made.count('"fields"') > MOST_NESTED:
        return Message(text)
    try:
        message = from_record(json.loads(made)) if made else recall_problem(code, text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Message(text)
    return message if message == text else Message(text)


def _problem(element: etree._Element) -> Problem:
    severity = element.get("severity", "warning")
    if severity not in _SEVERITIES:
        raise NotInProfileError(
            element, Message("unknown severity {severity}", severity=repr(severity))
        )
    hint = element.get("hint")
    return Problem(
        code=required(element, "code"),
        message=_message(element.text or "", element.get("made"), required(element, "code")),
        line=_line(element),
        hint=None if hint is None else _message(hint, element.get("hint-made"), ""),
        severity=cast("Severity", severity),
    )


def _dropped(element: etree._Element) -> Dropped:
    return Dropped(
        what=required(element, "what"),
        text=element.text or "",
        line=_line(element),
        beside=element.get("beside"),
        author=element.get("author"),
        date=element.get("date"),
    )


def _line(element: etree._Element) -> int | None:
    line = element.get("line")
    try:
        return None if line is None else int(line)
    except ValueError as error:
        raise NotInProfileError(
            element, Message("line {line} is no number", line=repr(line))
        ) from error


Template = str | tuple[str, str]

_FOOTNOTES, _ENDNOTES = (
    Message.counted(
        "{count} footnote kept apart from the text and not compared",
        "{count} footnotes kept apart from the text and not compared",
        1,
    ),
    Message.counted(
        "{count} endnote kept apart from the text and not compared",
        "{count} endnotes kept apart from the text and not compared",
        1,
    ),
)
"""Sentences of former programs, which stored files still have."""

TEMPLATES: dict[str, tuple[Template, ...]] = {
    "date-in-name": ("the file's name has {day}, its text {told}",),
    "drafters-notes-left-out": (
        (
            "{count} note of the drafters kept apart from the text and not compared",
            "{count} notes of the drafters kept apart from the text and not compared",
        ),
    ),
    "embedded-left-out": ("the file carries {parts}, neither opened nor run nor read",),
    "encoding-doubtful": ("read as {encoding}, but hardly any of its characters is a common one",),
    "endnotes-left-out": (
        (str(_ENDNOTES.template), str(_ENDNOTES.plural)),
        ("{notes} endnote kept apart from the text", "{notes} endnotes kept apart from the text"),
    ),
    "few-articles": ("hardly any article was found in a text of {size} characters: {count}",),
    "footnotes-left-out": (
        (str(_FOOTNOTES.template), str(_FOOTNOTES.plural)),
        ("{notes} footnote kept apart from the text", "{notes} footnotes kept apart from the text"),
    ),
    "hidden-characters": (
        "{count} control or direction characters (the first is U+{code}) were taken out",
    ),
    "lost-characters": (
        "{count} characters had been lost before this file was made (U+FFFD)",
        "the file does not say what {lost} of its {all} characters are",
    ),
    "number-backwards": ("{num} comes after number {last}",),
    "number-in-line": ("{num} begins a line but is read as a citation",),
    "number-in-paragraph": (
        "{num} stands inside the paragraph before it and was parted off",
        "{count} articles stand inside the paragraphs before them and were parted off, the first of them {num}",
    ),
    "number-repeats": ("{num} stands twice",),
    "number-skips": ("{num} comes after number {last}", "{num} comes first"),
    "numbers-unread": ("{count} numbers such as {num} were seen and not read as provisions",),
    "page-without-text": (
        (
            "page {pages}: a picture without text, missing here",
            "pages {pages}: a picture without text, missing here",
        ),
    ),
    "source-lost-text": (
        "{name} has no content",
        "{name} has a title and nothing below it",
        "{name} names a table that is not there",
    ),
    "turned-text-left-out": ("text that stands at an angle was left out, such as {text}",),
    "two-texts": ("{num} stands again: the file seems to hold two texts",),
}
"""Code of a problem → templates with fields, singular and plural."""


def recall_problem(code: str, text: str) -> Message:
    """The message of a stored sentence, or the sentence if no template fits it."""
    for one in TEMPLATES.get(code, ()):
        texts = (one,) if isinstance(one, str) else one
        found = recall(text, texts)
        if found.template is not None and isinstance(one, tuple):
            return Message.counted(*one, 1 if found.template == one[0] else 2, **found.fields)
        if found.template is not None:
            return found
    return Message(text)
