"""show: a stored version or a file, or one provision of it, as text, JSON or XML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policydiff.akn.writer import to_xml
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Edit
from policydiff.model.document import Attachment, Document, Provision, printed
from policydiff.model.index import ProvisionIndex, Target, index_document
from policydiff.model.json_keys import as_json, json_of
from policydiff.model.names import page_path
from policydiff.reading import plugins
from policydiff.report.citations import called, name_clause
from policydiff.text.citations.typed import find_clauses, parse_citation
from policydiff.works.handbook import CitedAct, cited_act, handbook_citation
from policydiff.works.resolve import AS_RECOGNISED, Resolved, TextOptions, resolve
from policydiff.works.session import Session

if TYPE_CHECKING:
    from policydiff.store.repository import Repository
    from policydiff.works.version_status import VersionStatus

Shown = Document | Target

_MOST = 8
"""Clauses of one name that a message lists."""

_TREE = ("preface", "preamble", "body", "conclusions", "attachments")
"""Where in the JSON of a document its nodes stand."""


class NoSuchProvisionError(NotFoundError):
    """The document has no such provision."""

    def __init__(self, document: Document, provision: str, near: tuple[str, ...]) -> None:
        """`near` are the first and the last article of the document."""
        advice = (
            Message(
                "; its articles run from {near} to {near_other}", near=near[0], near_other=near[-1]
            )
            if near
            else Message("; it has no articles")
        )
        super().__init__(
            Message(
                "{title} has no {provision}{advice}",
                title=document.title,
                provision=provision,
                advice=advice,
            )
        )


class SeveralProvisionsError(NoSuchProvisionError):
    """Several clauses have this name, where numbers restart."""

    def __init__(self, index: ProvisionIndex, provision: str, clauses: Sequence[Target]) -> None:
        NotFoundError.__init__(
            self,
            Message(
                "{provision} is the name of several clauses: {names}; write one of these",
                provision=provision,
                names=", ".join(
                    f"{name_clause(index, node.eid)} ({node.eid})"
                    for node in clauses[:_MOST]
                    if node.eid is not None
                ),
            ),
        )


class UnfollowedError(NotFoundError):
    """A provision has no place of its own in a comparison."""

    def __init__(self, provision: str) -> None:
        super().__init__(
            Message(
                "{provision}: this part has no place of its own; name a provision, such as 第十条 or art_10",
                provision=provision,
            )
        )


def show(
    operand: str, session: Session, reading: TextOptions = AS_RECOGNISED
) -> tuple[Resolved, Shown]:
    """The document that an operand names, or the provision after #.

    Raises what `resolve` raises, and `NoSuchProvisionError`.
    """
    resolved = resolve(operand, session, reading)
    return resolved, shown_of(resolved)


def shown_of(resolved: Resolved) -> Shown:
    """The document, or the provision that was named. Raises `NoSuchProvisionError`."""
    return (
        resolved.document
        if resolved.provision is None
        else find_provision(resolved.document, resolved.provision)
    )


def find_provision(document: Document, provision: str) -> Target:
    """The node of an eId or a citation (第十八条第二款). Raises `NoSuchProvisionError`."""
    index = index_document(document)
    found = index.by_eid.get(provision) or _cited(index, provision)
    if found is None:
        raise NoSuchProvisionError(document, provision, _near(document))
    return found


def _cited(index: ProvisionIndex, provision: str) -> Target | None:
    """The node of a citation in the words of the document's dialect."""
    words = plugins.dialect(index.document.dialect).citations
    if words.clauses:
        clauses = find_clauses(index, provision, words)
        if len(clauses) > 1:
            raise SeveralProvisionsError(index, provision, clauses)
        return clauses[0] if clauses else None
    citation = parse_citation(provision, words)
    return index.printed(provision) or (None if citation is None else index.find(citation.steps))


def _near(document: Document) -> tuple[str, ...]:
    """The first and the last article, as printed."""
    articles = document.articles
    if articles and plugins.dialect(document.dialect).citations.clauses:
        index = index_document(document)
        return tuple(name_clause(index, node.eid) for node in (articles[0], articles[-1]))
    return (
        tuple(dict.fromkeys(article.num or article.eid for article in (articles[0], articles[-1])))
        if articles
        else ()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleText:
    """A text that may have been in force, and the part asked for (None: it has none)."""

    document: Document
    shown: Shown | None

    @property
    def text(self) -> str:
        """The part as it is printed, empty where there is none."""
        return "" if self.shown is None else as_text(self.shown)


def text_status(resolved: Resolved, session: Session) -> tuple[VersionStatus, ...]:
    """The status of a stored text on its work's day; empty for a file."""
    from policydiff.works.life import WorkLives  # noqa: PLC0415 - no file needs it
    from policydiff.works.version_status import version_status  # noqa: PLC0415 - likewise

    if resolved.stored is None or resolved.status is None:
        return ()
    store, version = session.store(), resolved.stored
    work = store.find(version.work_uri)
    return version_status(WorkLives(store), work, version, resolved.document, resolved.status.day)


def path_of(resolved: Resolved, session: Session) -> str:
    """The path of the page of a stored text; "" for a file."""
    if resolved.stored is None:
        return ""
    catalogue = session.store().catalogue()
    work = catalogue.by_uri(resolved.stored.work_uri)
    return "" if work is None else page_path(catalogue.address(work), resolved.stored.date)


def status_notes(resolved: Resolved, text: Sequence[VersionStatus]) -> tuple[Message, ...]:
    """Sentences on the status of a text and its work that its notes lack."""
    if resolved.stored is None or resolved.status is None:
        return ()
    of_work = Message(
        "{title}: {status}", title=resolved.stored.title, status=resolved.status.message
    )
    none = (of_work,) if resolved.status.kind == "none" else ()
    of_text = (one.message for one in text if one.kind != "compiled")
    return (*none, *(one for one in of_text if one not in resolved.notes))


def cited_as(resolved: Resolved, shown: Shown, session: Session) -> tuple[CitedAct, str]:
    """The facts by which a text is cited, and the provision, "" for the whole text."""
    act = act_of(resolved.document, None if resolved.stored is None else session.store())
    if not isinstance(shown, Provision | Attachment):
        return act, ""
    return act, called(index_document(resolved.document), shown.eid, "zh")


def act_of(document: Document, store: Repository | None) -> CitedAct:
    """The facts by which a version is cited among those of its work."""
    work = None if store is None else store.catalogue().by_uri(document.uri or "")
    if store is None or work is None:
        return cited_act(document)
    others = [one for one in work.versions if one.date != document.version_date]
    heads = (head for _, head in store.heads(others))
    return cited_act(document, (head for head in heads if isinstance(head, Document)))


def status_to_dict(
    resolved: Resolved, text: Sequence[VersionStatus], shown: Shown, session: Session
) -> dict[str, Any]:
    """The JSON of the page, citation and status of a stored text; {} for a file."""
    if resolved.status is None:
        return {}
    status = json_of({"text": tuple(text), "work": resolved.status})
    citation = handbook_citation(*cited_as(resolved, shown, session))
    return {"url": path_of(resolved, session), "cited_as": citation, "status": status}


def candidates(resolved: Resolved, shown: Shown) -> tuple[PossibleText, ...]:
    """The texts that may have been in force, the oldest first; none without a doubt."""
    if not resolved.others:
        return ()
    found = [PossibleText(document=resolved.document, shown=shown)]
    for document in resolved.others:
        try:
            part = (
                document
                if resolved.provision is None
                else find_provision(document, resolved.provision)
            )
        except NoSuchProvisionError:
            found.append(PossibleText(document=document, shown=None))
        else:
            found.append(PossibleText(document=document, shown=part))
    return tuple(found)


def presumed(found: Sequence[PossibleText]) -> bool:
    """True where the texts that may have been in force are different."""
    return len({candidate.text for candidate in found}) > 1


def verdict(found: Sequence[PossibleText]) -> tuple[Message, ...]:
    """A sentence that states if the possible texts of a provision differ, or ""."""
    if not found:
        return ()
    if presumed(found):
        return (Message("presumed: which of these texts was in force on the day is not known"),)
    return (
        Message("both texts say the same")
        if len(found) == 2
        else Message("all {count} texts say the same", count=len(found)),
    )


def redline_of(left: PossibleText, right: PossibleText) -> tuple[Edit, ...]:
    """The edits from one text to the other, exact to the letter, marks and spaces."""
    return redline_texts(left.text, right.text, exact=True)


def in_force_to_dict(resolved: Resolved, found: Sequence[PossibleText]) -> dict[str, Any]:
    """The JSON of the texts that may have been in force on a day."""
    if not presumed(found):
        return {"presumed": resolved.presumed}
    texts = [
        {
            "date": candidate.document.version_date,
            **as_json(candidate.document, "origin"),
            "text": None if candidate.shown is None else candidate.text.removesuffix("\n"),
        }
        for candidate in found
    ]
    return {"presumed": True, "candidates": texts}


def as_text(shown: Shown) -> str:
    """The text with its numbers and headings, a line feed at the end."""
    if isinstance(shown, Document):
        return shown.full_text() + "\n"
    if isinstance(shown, Attachment):
        head = "\u3000".join(filter(None, (shown.num, shown.heading)))
        return (f"{head}\n" if head else "") + shown.text + "\n"
    return printed(shown) + "\n"


def as_dict(document: Document, shown: Shown) -> dict[str, Any]:
    """The JSON of a document, or of the part of it that is shown."""
    whole: dict[str, Any] = as_json(document, "whole document")
    if isinstance(shown, Document):
        return whole
    return {
        "schema_version": 1,
        **_part([whole[key] for key in _TREE], str(shown.eid)),
        **as_json(document, "origin"),
    }


def _part(value: Any, eid: str) -> dict[str, Any]:
    """The object with this eId, at any depth; an empty one where there is none."""
    if isinstance(value, dict) and value.get("eid") == eid:
        return value
    below = (
        value.values()
        if isinstance(value, dict)
        else value
        if isinstance(value, list | tuple)
        else ()
    )
    return next(filter(None, (_part(child, eid) for child in below)), {})


def as_xml(operand: str, shown: Shown) -> bytes:
    """The Akoma Ntoso of a whole document. Raises `UsageError` for a part of one."""
    if not isinstance(shown, Document):
        raise UsageError(
            Message(
                "{operand}: XML is of a whole document; leave out what follows #, or ask for text or json",
                operand=operand,
            )
        )
    return to_xml(shown)
