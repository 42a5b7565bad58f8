"""The keys under which values are written as JSON.

A value of a class without a line here has all its fields. A line of `KEYS` has the keys in order,
each with the field or property of that name. ``key=a.b`` is another one, a part of it, and null
where ``a`` is None; ``a.0`` is the first of several, ``#a`` their number, ``!a`` true where there
is one, ``'a'`` the word itself, ``$a`` what a function finds.
``key~`` is null where it is "". ``key?`` is left out where it is None, False or none at all,
``key?a`` where ``a`` is. ``key{…}`` is an object of keys of the same value, ``key(…)`` has those
of the value of a field, or of each of several, ``key(1)`` the second of each. ``*a`` stands for
the keys of a value, ``*a:name`` for those of a line, and ``@name`` begins an answer, whose schema
is ``schemas/name.schema.json``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from importlib import import_module
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any

KEYS = {
    # Documents
    "Document": "uri title version_date version_basis kind called=$called.plain dates in_force_ground"
    " in_force_act(title name) articles=#articles presumed=!presumption edited?=!edit recognised?=!recognition *:origin status?",
    "whole document": "@document uri title kind dialect jurisdiction aliases authority document_number"
    " stage version_date version_basis called=$called.plain dates in_force_ground in_force_act(title name)"
    " original_dates amendments head? active_modifications passive_modifications"
    " articles(eid num heading text) preface preamble body conclusions attachments problems dropped"
    " source_sha256 *:origin",
    "origin": "origin?=computed.origin computed?",
    "Amendment": "word date by decision mechanism uri version? note?",
    "HeadEntry": "label value of?",
    "Dates": "?",
    "Computed": "?",
    "Provision": "type='provision' eid wid level num number heading heading_stop content line",
    "Block": "type='block' eid role text references quoted line",
    "Table": "type='table' eid rows line",
    "SourceCell": "text header colspan rowspan",
    "Quoted": "type='quoted' eid start end inline content line",
    "Reference": "span text internal target end_target work=citation.work",
    "Attachment": "eid num number heading content line",
    "Dropped": "what text line beside author? date?",
    # Comparisons
    "Comparison": "@comparison left right noise_rule summary metadata_changes matches substitutions stated"
    " unpaired{left=unpaired.0 right=unpaired.1} findings problems files?files.kinds uncompared?"
    " comments? tracked?",
    "Match": "id parent kind left right renumbered moved editorial explained doubtful? score reason"
    " links pinned? possible? heading_edits edits facts",
    "Edit": "op text noise? cause? elsewhere?",
    "PossiblePartner": "eid=side.eid num=side.num score",
    "Fact": "type from=before to=after left=left_span right=right_span",
    "StatedWords": "article eid words sentence",
    "Statement": "kind form old new actor matter tier condition source match doubtful?",
    "Substitution": "from=before to=after count remaining otherwise left right",
    "Finding": "type side eid span message",
    "FileComparison": "compared=kinds changes",
    "Comparisons": "@comparisons provision comparisons lineages",
    "CommentTable": "@comments counts comments=rows without_comment=unspoken(match=id) lost notes"
    " comparison=view.comparison",
    "CommentRow": "number kind=placed.kind *comment clauses doubts=placed.doubts changed_since?",
    "ClauseComment": "clause text unit others(head=0 words=1) adoption~ reason~",
    "CommentedClause": "eid name text now result part? rows(match=id category)",
    "CheckedSide": "text_sha256 file=file.name file_sha256=file.sha256",
    "Attribution": "by at elsewhere?",
    "CheckedRow": "seen *words written=reason.made others?",
    "RowMark": "by at words=fields",
    "DutyTable": "*comparison",
    "Brief": "*view",
    "ClauseGroup": "subject clauses",
    "GroupedClause": "match=row.id changes",
    "SentenceChange": "old new",
    "IndexWork": "title kind status versions=texts",
    "IndexText": "date called=facts.called.plain in_force=facts.in_force"
    " in_force_ground=facts.in_force_ground in_force_act=facts.in_force_act(title name) title source"
    " articles *:origin",
    "ComparedStep": "summary findings files failures",
    "ReportFile": "format=form file=name sha256",
    # The life of a work
    "LifeClause": "?",
    "LifeFact": "kind day until source name uri eid words places region by_hand",
    "WorkStatus": "kind day documents end coming stated facts grounds sentences=messages",
    "VersionStatus": "kind sentence=message version=version.name",
    # Versions, words and days
    "VersionFacts": "name work{title uri} date basis in_force in_force_ground in_force_act(title name)"
    " called=called.plain document_number=number authority amendment(word date by decision) decision"
    " *:origin",
    "Clause": "eid wid num level heading text kind renumbered moved explained doubtful evidence"
    " mark_only left beside instructions heading_edits edits",
    "Moment": "*version presence clauses endings",
    "History": "@history work{title uri} provision asked remarks presumed versions=moments",
    "Blame": "@blame work{title uri} version=versions.-1.name provision remarks presumed versions",
    "ClauseVersion": "*version days followed clauses(eid num heading text doubtful)"
    " circumstances(conduct case~ grade~ precondition words read figures=measures(1)"
    " main_penalties~=scale)",
    "RangeComparison": "left right case=circumstance milder=verdict obstacle~ proof(left=0 right=1)"
    " cites_other_provision=cites",
    "QuotedRule": "sort=rule.sort title=rule.title number~=rule.number articles=rule.articles"
    " since=rule.since until=rule.until version presumed passages why_not_quoted=why",
    "Applicable": "@applicable work{title uri} provision conduct{first=conduct.0 last=conduct.1}"
    " decision{day=decision named=chosen} versions missing comparisons transitional searched"
    " decisions_not_at_hand=unread sorts rules remarks",
    # The library
    "WorkLog": "@versions status versions=lines unread?",
    "VersionLine": "*facts name=version.name date=version.date *version:origin dates articles"
    " path=version.path sources learnt url",
    "SyncResult": "@sync dry_run complete sources",
    "Synced": "name=source.name address=source.address kind=source.kind new refused unavailable"
    " unchanged refused_before notes",
    "SyncedText": "status name=version.name uri=version.work_uri date=version.date path=version.path file"
    " address doubts notes",
    "Unavailable": "what why",
    "LogEntry": "commit when subject work version source_sha256",
    "Listed": "uri=work.uri title=work.title other_titles=work.other_titles aliases=work.aliases"
    " kind=work.kind stage=work.stage jurisdiction=work.jurisdiction slug=work.slug"
    " folder=work.folder status address url versions(url=2 date=0.date called=1.called.plain"
    " in_force=1.in_force in_force_ground=1.in_force_ground in_force_act=1.in_force_act(title name)"
    " path=0.path *0:origin)",
    "SearchHit": "name url work{title uri slug kind} version sha256 newest presumed part eid number~ heading"
    " snippet{text=snippet begin} length spans became status",
    "SearchResult": "@search query filters=options(works kinds authorities on newest) texts count more"
    " first next presumed hits unread(name=0 reason=1) notes",
    # Citations
    "FormerNumber": "date number now common=words words=text",
    "CitingPlace": "uri title date eid number~ span text",
    "CitedPlace": "uri title date basis eid number end_eid end_number presumed candidates part part_is",
    "Became": "date outcome now(eid=0 number=1) reworded explained",
    "CrossCitation": "from=mention.place name=mention.name internal=mention.internal"
    " steps=mention.steps status to=cited became replaced ended ground outdated"
    " check?check{verdict=check.verdict date=check.date now=check.now"
    " changes=check.changes(from=0 to=1) quote=check.quote corrected reason=check.reason"
    " words=check.words former=check.former compared=check.compared}",
    "Citations": "@citations texts counts citations unread(name=0 reason=1) left_out presumed notes"
    " day?of_file tally?of_file",
    # What rests on a change
    "ClauseEffect": "number~ now gone effects figures stretches(old=0 new=1) more doubtful",
    "AffectedPlace": "connection work effect eid number~ words line? cited meant person? doubt?",
    "AffectedText": "*text places",
    "SourceState": "name new unchanged refused(name=0 reason=1) unavailable(name=0 reason=1) notes",
    "NewsItem": "status uri title kind date in_force address previous decision amends"
    " changes?comparison{summary=comparison.summary stated=comparison.stated} verification fault",
    "Digest": "@digest name day begin_commit=since end_commit=tip sources items affected to_do",
    "Affected": "@affected works texts unanswered read ended rules? unread(name=0 reason=1) notes",
    "InventoryPlace": "connection number~ eid cited~ words~ effects now figures(old=0 new=1) doubtful print",
    "FilledRow": "person day opinion~ reason~ clauses~ department~ deadline~ remark~",
    "LaidRow": "change *filled stale",
    "InventoryRow": "*text duty=is_duty grounds(change=0 places=1.places) filled before",
    "InventoryView": "@inventory works=affected.works rows unchanged read=affected.read"
    " ended=affected.ended rules?=affected.rules unread=affected.unread(name=0 reason=1)"
    " notes=affected.notes",
    # Checks
    "Flaw": "type eid span line message",
    "TableFault": "kind side place num~ other~ quoted text edits",
    "TableCheck": "@table-check table{name=names.0} old{name=names.1 *old} new{name=names.2 *new}"
    " rows=checked.rows quotations=checked.quotations ignored=checked.ignored marked=checked.marked"
    " faults=checked.faults unchecked=checked.unchecked",
    "PlacedPassage": "story=passage.story number=passage.number eid num~ cell"
    " label=passage.label text=passage.text hidden=passage.hidden",
    "SilentChange": "kind counted accepted sent returned edits",
    "ReturnCheck": "@return-check sent{name=names.0 *sent} returned{name=names.1 *returned} whole"
    " paragraphs tracked taken silent changes comments unchecked",
    # Amendments
    "Operation": "instruction work kind target target_num target_range=range_num result result_num old"
    " side excepted=excepted_num text status message",
    "Instructions": "@instructions decision operations problems",
    "Difference": "eid num instruction edits part decision?",
    "Verification": "exact equal_but_noise articles equal_articles differences",
    "Consolidation": "@consolidation complete base decision operations document(* articles(eid num text))"
    " verification problems",
    "ChainStep": "*result date started_from against matched stored?=!stored",
    "Chain": "@consolidation-chain base from_republished steps document(* articles(eid num text))"
    " complete unexplained stopped? left?",
    "DeclaredWorks": "count found amends repeals",
    "WorkOutcome": "name outcome=kind left uri title base version remarks filled operations verification",
    "DecisionWorks": "@consolidation-works complete decision declared note works",
    "DraftedAmendment": "@drafted-amendment old new decision text operations=consolidation.operations"
    " quoted changed exact noise_ignored refused remains",
    "StoredDecision": "name=version.name title=version.title uri=version.work_uri date=version.date"
    " amends",
    "AmendedWork": "name uri=work.uri title=work.title base=base.name result=result.name",
    # Relations
    "AnswerJudgement": "reviewer status articles(eid=0 grade=1) note stale",
    "MeasureAnswer": "right status score reviewed stale disputed reviewer note articles judgements?"
    " reason? offers?",
    "JudgementOffer": "reviewer status measure text left right articles(eid=0 grade=1) nums note same"
    " likeness adapted",
    "ArticlePlace": "uri title eid num",
    "Evidence": "term right_term left right weight",
    "Link": "left(eid num) right score share status grade note reviewer stale disputed judgements evidence"
    " sentence right_sentence wording edits force origin",
    "Instrument": "left span name action title status authority number"
    " dates{adopted? promulgated? in_force?} document since sources note life as_of",
    "Relation": "@relation left right thresholds{covered partly} links measures coverage only_right"
    " instruments kind only_left(eid num) origins gaps? statuses?(right=0 status=1)"
    " tiers?(right=0 tier=1) counted?",
    "GapFinding": "kind left{eid=left span=spans.0 words=words.0} right{uri=right.uri title=right.title"
    " eid=right.eid num=right.num span=spans.1 words=words.1}",
    "MeasuresView": "*relation",
    "NamedInstruments": "@instruments document=resolved.document after as_of instruments",
}

_WORD = re.compile(r"[{}()]|[^\s{}()]+")
"""The words of a line: ``work{title uri}`` has work, {, title, uri and }."""

Step = str | int | Callable[[Any], Any]
"""A field or property, an index, or a function."""
Getter = Callable[[Any], Any]
Writer = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonKey:
    """One key of an object, or all keys of another value, where `name` is "".

    `path` leads to the value; `form` is "#", "!", "~", or "{" for an object of keys of the same
    value. `given` leads to what must be there, None where the key always is. `line` names the keys
    of the value, None for those of its class; `within` are keys that the line itself has.
    """

    name: str
    path: tuple[Step, ...]
    form: str = ""
    given: tuple[Step, ...] | None = None
    line: str | None = None
    within: tuple[JsonKey, ...] = ()


class JsonValue:
    """A value that is written as JSON by the keys of its class."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The value as JSON; sentences are English, and what is unknown is None."""
        return as_json(self)


def as_json(value: Any, line: str | None = None) -> dict[str, Any]:
    """The JSON of a value, by its class or by another line of `KEYS`."""
    kind: Any = value.__class__
    return _writer(keys_of(kind, line))(value)


def answer(name: str, **parts: Any) -> dict[str, Any]:
    """An answer of a name, with its parts as JSON."""
    return {"schema_version": 1, "type": name} | {key: json_of(part) for key, part in parts.items()}


def json_of(value: Any) -> Any:
    """Any value as JSON; one with a `to_dict` of its own by that."""
    kind: Any = value.__class__
    return _writer_of(kind)(value)


@cache
def _writer_of(kind: Any) -> Getter:
    if issubclass(kind, str | int | float | NoneType):
        return lambda value: value
    if issubclass(kind, list | tuple):
        return lambda value: [json_of(item) for item in value]
    if issubclass(kind, Mapping):
        return lambda value: {key: json_of(item) for key, item in value.items()}
    if issubclass(kind, datetime):
        return lambda value: value.isoformat()
    own: Writer | None = getattr(kind, "to_dict", None)
    return _writer(keys_of(kind)) if own in (None, JsonValue.to_dict) else own


@cache
def _writer(keys: tuple[JsonKey, ...]) -> Writer:
    steps = tuple(
        (key.name, _getter(key.given) if key.given else None, _getter(key.path), _form(key))
        for key in keys
    )

    def write(value: Any) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, given, get, form in steps:
            if given is not None and _unset(given(value)):
                continue
            part = get(value)
            if form is not None:
                part = form(part)
            elif part.__class__ not in _PLAIN:
                part = json_of(part)
            if name:
                made[name] = part
            else:
                made |= part
        return made

    return write


def _unset(value: Any) -> bool:
    return value is None or value is False or value == ()


_PLAIN = frozenset((str, bool, int, float, NoneType))


def _getter(path: tuple[Step, ...]) -> Getter:
    if len(path) == 1 and isinstance(path[0], str):
        return attrgetter(path[0])
    steps = tuple(_step(step) for step in path)

    def get(value: Any) -> Any:
        for step in steps:
            if value is None:
                return None
            value = step(value)
        return value

    return get


def _step(step: Step) -> Getter:
    if isinstance(step, str):
        return attrgetter(step)
    return itemgetter(step) if isinstance(step, int) else step


def _form(key: JsonKey) -> Getter | None:
    """The form of a value; None for one that is written by its class."""
    if key.within:
        pick = key.within[0]
        bare = len(key.within) == 1 and pick.name.isdigit()
        write = _getter(pick.path) if bare else _writer(key.within)
        return write if key.form == "{" else lambda found: _each(found, write)
    if not key.name and (key.line is not None or not key.path):
        return lambda found: as_json(found, key.line)
    return _FORMS.get(key.form)


def _each(found: Any, write: Getter) -> Any:
    if isinstance(found, list | tuple):
        return [write(item) for item in found]
    return None if found is None else write(found)


_FORMS: dict[str, Getter] = {
    "#": len,
    "!": lambda found: found is not None,
    "~": lambda found: None if found == "" else json_of(found),
}


_FUNCTIONS = {"$called": ("policydiff.model.version_names", "called")}
"""Functions of values, which stand in modules above this one."""


@cache
def keys_of(kind: type, line: str | None = None) -> tuple[JsonKey, ...]:
    """The keys of a class, or of another line of `KEYS`."""
    names = (line,) if line else (base.__name__ for base in kind.__mro__)
    text = next((KEYS[name] for name in names if name in KEYS), None)
    if text is None or text == "?":
        text = " ".join(field.name + (text or "") for field in fields(kind))
    return tuple(_keys(_WORD.findall(text)[::-1]))


def _keys(words: list[str]) -> Iterator[JsonKey]:
    """The keys up to the end of an object, of words in reverse, which it uses up."""
    while words and (word := words.pop()) not in "})":
        if word.startswith("@"):
            yield JsonKey(name="schema_version", path=(_constant(1),))
            yield JsonKey(name="type", path=(_constant(word[1:]),))
            continue
        opened = words.pop() if words and words[-1] in "{(" else ""
        yield _key(word, opened.strip("("), tuple(_keys(words)) if opened else ())


def _key(word: str, form: str, within: tuple[JsonKey, ...]) -> JsonKey:
    """For example `*version:origin`, `number~=rule.number`, `edited?=!edit`."""
    if word.startswith("*"):
        path, _, line = word[1:].partition(":")
        return JsonKey(name="", path=_path(path), line=line or None)
    head, equals, path = word.partition("=")
    head, asked, given = head.partition("?")
    name = head.removesuffix("~")
    path = path if equals else name
    form = form or ("~" if head != name else path[0] if path[0] in _FORMS else "")
    steps = _path("" if form == "{" else path.lstrip("#!"))
    there = _path(given) if given else steps if asked else None
    return JsonKey(name=name, path=steps, form=form, given=there, within=within)


def _path(text: str) -> tuple[Step, ...]:
    if text.startswith("'"):
        return (_constant(text.strip("'")),)
    return tuple(_read_step(step) for step in text.split(".") if step)


def _read_step(text: str) -> Step:
    if text in _FUNCTIONS:
        module, name = _FUNCTIONS[text]
        function: Getter = getattr(import_module(module), name)
        return function
    return int(text) if text.lstrip("-").isdigit() else text


def _constant(value: str | int) -> Getter:
    return lambda _: value
