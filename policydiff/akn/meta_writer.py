"""A document's facts as ``meta``: identification, life cycle, references, ours."""

from __future__ import annotations

import json

from policydiff.akn.analysis import write_analysis
from policydiff.akn.emitter import Emitter, attribute, attributes, escape
from policydiff.akn.links import NOWHERE, encode
from policydiff.akn.profile import DATE_NAMES, UNKNOWN_DATE
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.identifiers import LastingNames, expression_uri, work_uri
from policydiff.model.source import EDITED, PRESUMED, Dropped, Problem
from policydiff.model.version import Amendment, date_in_text, naming_date
from policydiff.model.work_life import LifeFact

UNNAMED = "-"
"""The slug of a work that has no URI yet."""

_POLICYDIFF = '<TLCOrganization eId="policydiff" href="/ontology/organization/policydiff" showAs="policydiff"/>'
_IN_FORCE = '<TLCConcept eId="inForce" href="/ontology/concept/in-force" showAs="施行"/>'


def write_meta(
    emitter: Emitter,
    document: Document,
    names: LastingNames | None = None,
    end: LifeFact | None = None,
) -> None:
    """Write a document's ``meta``, with lasting names and a dated end of its work."""
    end = None if end is None or end.day is None else end
    emitter.start("meta")
    _write_identification(emitter, document, "main", None if names is None else names.master)
    events = _events(document)
    start = f"evt_{len(events)}" if document.dates.in_force is not None else None
    if end is not None:
        events.append(_end(end, len(events) + 1))
    if events:
        _write_section(
            emitter, "lifecycle", [f'<eventRef eId="{eid}"{attrs}/>' for eid, _, attrs in events]
        )
    write_analysis(emitter, document, names, {date: eid for eid, date, _ in reversed(events)})
    if start is not None or end is not None:
        _write_in_force(emitter, start, f"evt_{len(events)}" if end is not None else None)
    _write_section(emitter, "references", _references(document, end))
    _write_section(emitter, "proprietary", _own_facts(document))
    emitter.end()


def write_attachment_meta(emitter: Emitter, document: Document, eid: str) -> None:
    """Write the ``meta`` of an attachment: Akoma Ntoso wants one in each."""
    emitter.start("meta")
    _write_identification(emitter, document, eid)
    emitter.end()


def _write_section(emitter: Emitter, name: str, lines: list[str]) -> None:
    emitter.start(name, ' source="#policydiff"')
    for line in lines:
        emitter.add(line)
    emitter.end()


def _write_identification(
    emitter: Emitter, document: Document, component: str, master: str | None = None
) -> None:
    work = work_uri(document, UNNAMED) if document.uri is None else document.uri
    expression = expression_uri(work, document.version_date)
    is_main = component == "main"
    emitter.start("identification", ' source="#policydiff"')
    _write_level(
        emitter, "FRBRWork", work, f"{work}/!{component}", _work_lines(document, is_main=is_main)
    )
    lines = _expression_lines(document, master, is_main=is_main)
    _write_level(emitter, "FRBRExpression", expression, f"{expression}/!{component}", lines)
    generated = _date(document.version_date or UNKNOWN_DATE, "generated")
    made = [generated, '<FRBRauthor href="#policydiff"/>']
    _write_level(
        emitter, "FRBRManifestation", f"{expression}/.xml", f"{expression}/!{component}.xml", made
    )
    emitter.end()


def _write_level(emitter: Emitter, name: str, uri: str, this: str, lines: list[str]) -> None:
    emitter.start(name)
    emitter.add(f"<FRBRthis{attribute('value', this)}/>")
    emitter.add(f"<FRBRuri{attribute('value', uri)}/>")
    for line in lines:
        emitter.add(line)
    emitter.end()


def _work_lines(document: Document, *, is_main: bool) -> list[str]:
    aliases = document.aliases if is_main else ()
    number = document.document_number if is_main else None
    return [
        *(f'<FRBRalias{attribute("value", alias)} name="shortTitle"/>' for alias in aliases),
        _date(
            *(
                naming_date(document.original_dates)
                if document.amendments
                else date_in_text(document.dates)
            )
        ),
        _author(document),
        f"<FRBRcountry{attribute('value', document.jurisdiction)}/>",
        *([] if number is None else [f"<FRBRnumber{attribute('value', number)}/>"]),
        *([f"<FRBRname{attribute('value', document.title)}/>"] if is_main else []),
    ]


def _expression_lines(document: Document, master: str | None, *, is_main: bool) -> list[str]:
    """The lines on the version: first the date that names it; in force elsewhere."""
    masters = (
        []
        if master is None
        else [f"<FRBRmasterExpression{attributes(href=master, showAs=document.title)}/>"]
    )
    basis = document.version_basis
    others = document.dates.to_dict() if is_main else {}
    dates = [
        _date(value, name) for name, value in others.items() if name not in (basis, "in_force")
    ]
    unofficial = (
        [] if document.computed is None or not is_main else ['<FRBRauthoritative value="false"/>']
    )
    return [
        _date(document.version_date, basis),
        *dates,
        _author(document),
        *unofficial,
        *masters,
        '<FRBRlanguage language="zho"/>',
    ]


def _date(value: str | None, name: str | None) -> str:
    """An ``FRBRdate``, with `UNKNOWN_DATE` where the date is unknown."""
    if value is None:
        value, name = UNKNOWN_DATE, "unknown"
    return f"<FRBRdate{attributes(date=value, name=name)}/>"


def _author(document: Document) -> str:
    return f'<FRBRauthor href="#{"unknown" if document.authority is None else "authority"}"/>'


def _events(document: Document) -> list[tuple[str, str, str]]:
    """The ``eventRef`` elements (eId, date, attributes): origin, amendments, force."""
    events: list[tuple[str, str]] = []
    if document.work_date is not None:
        events.append((document.work_date, attributes(type="generation", source="#policydiff")))
    for index, amendment in enumerate(document.amendments, 1):
        events.append(
            (
                UNKNOWN_DATE if amendment.date is None else amendment.date,
                _amendment(amendment, index),
            )
        )
    if document.dates.in_force is not None:
        type_ = "amendment" if document.amendments else "generation"
        events.append(
            (
                document.dates.in_force,
                attributes(type=type_, source="#policydiff", refersTo="#inForce"),
            )
        )
    return [
        (f"evt_{place}", date, attributes(date=date) + attrs)
        for place, (date, attrs) in enumerate(events, 1)
    ]


def _amendment(amendment: Amendment, index: int) -> str:
    source = "#policydiff" if amendment.decision is None else f"#decision_{index}"
    return attributes(
        type="amendment",
        source=source,
        pd_word=amendment.word,
        pd_by=amendment.by,
        pd_mechanism=amendment.mechanism,
        pd_version=amendment.version,
        pd_note=amendment.note,
        pd_date="unknown" if amendment.date is None else None,
    )


def _end(end: LifeFact, index: int) -> tuple[str, str, str]:
    """The ``eventRef`` of the end of the work, by who states it."""
    attrs = attributes(date=end.day, type="repeal", source="#end", pd_kind=end.kind)
    return f"evt_{index}", end.day or "", attrs


def _write_in_force(emitter: Emitter, start: str | None, end: str | None) -> None:
    emitter.start("temporalData", ' source="#policydiff"')
    emitter.start("temporalGroup", ' eId="tg_1"')
    interval = attributes(
        start=None if start is None else f"#{start}", end=None if end is None else f"#{end}"
    )
    emitter.add(f'<timeInterval{interval} refersTo="#inForce"/>')
    emitter.end()
    emitter.end()


def _references(document: Document, end: LifeFact | None) -> list[str]:
    authority = document.authority
    eid, name, shown = (
        ("unknown", "unknown", "unknown")
        if authority is None
        else ("authority", encode(authority), authority)
    )
    lines = [
        _POLICYDIFF,
        f"<TLCOrganization{attributes(eId=eid, href=f'/ontology/organization/cn/{name}', showAs=shown)}/>",
    ]
    if document.dates.in_force is not None or end is not None:
        lines.append(_IN_FORCE)
    for index, amendment in enumerate(document.amendments, 1):
        if amendment.decision is not None:
            href = amendment.uri or f"{NOWHERE}/{encode(amendment.decision)}"
            lines.append(
                f"<passiveRef{attributes(eId=f'decision_{index}', href=href, showAs=amendment.decision)}/>"
            )
    if end is not None:
        href = end.uri or f"{NOWHERE}/{encode(end.source)}"
        lines.append(f"<passiveRef{attributes(eId='end', href=href, showAs=end.source)}/>")
    return lines


def _own_facts(document: Document) -> list[str]:
    named = "no" if document.uri is None else None
    origin = None if document.computed is None else "computed"
    facts = attributes(
        dialect=document.dialect,
        stage=document.stage,
        origin=origin,
        named=named,
        sha256=document.source_sha256,
        force=document.in_force_ground,
    )
    original = document.original_dates.to_dict()
    return [
        f"<pd:reading{facts}/>",
        *(
            []
            if document.computed is None
            else [f"<pd:computed{attributes(**document.computed.to_dict())}/>"]
        ),
        *(
            [f"<pd:original{attributes(**{name: original.get(name) for name in DATE_NAMES})}/>"]
            if original
            else []
        ),
        *(
            f"<pd:fact{attributes(label=entry.label, value=entry.value, of=entry.of)}/>"
            for entry in document.head
        ),
        *(
            _problem(problem)
            for problem in document.problems
            if problem.code not in (EDITED, PRESUMED)
        ),
        *(_dropped(dropped) for dropped in document.dropped),
    ]


def _problem(problem: Problem) -> str:
    line = None if problem.line is None else str(problem.line)
    attrs = attributes(
        code=problem.code,
        severity=problem.severity,
        line=line,
        hint=problem.hint,
        made=_made(problem.message),
        **{"hint-made": _made(problem.hint)},
    )
    return f"<pd:problem{attrs}>{escape(problem.message)}</pd:problem>"


def _made(message: Message | None) -> str | None:
    """A message's template and fields as JSON, or None without fields."""
    if message is None or not message.fields:
        return None
    return json.dumps(message.to_record(), ensure_ascii=False, separators=(",", ":"))


def _dropped(dropped: Dropped) -> str:
    line = None if dropped.line is None else str(dropped.line)
    attrs = attributes(
        what=dropped.what,
        line=line,
        beside=dropped.beside,
        author=dropped.author,
        date=dropped.date,
    )
    return f"<pd:dropped{attrs}>{escape(dropped.text)}</pd:dropped>"
