"""Texts of a form as operands: files, pasted texts, names of stored versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from policydiff.errors import InputError, NotFoundError, PolicyDiffError, UsageError
from policydiff.messages import Message
from policydiff.report.html.returned_leaf import is_leaf
from policydiff.store.records.catalogue import NoSuchWorkError
from policydiff.web.answers import error_words
from policydiff.web.state import PREFIX
from policydiff.web.visit import FieldError, Visit
from policydiff.works.resolve import whole_document
from policydiff.works.session import GivenText

LEAF = "leaf"
"""The parameter that names a leaf which was dropped."""

MISTAKES = (UsageError, NotFoundError, InputError, FieldError)
"""Errors of what a person gave, which a form shows; others have a page of their own."""


class GoneError(NotFoundError):
    """A dropped text is no longer in memory."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "this text is no longer in memory; drop the file once more (nothing was stored)"
            )
        )


def text_of(visit: Visit, operand: str) -> GivenText:
    """A dropped text by its operand. Raises `GoneError`."""
    found = visit.state.uploads.get(operand)
    if found is None:
        raise GoneError
    return found


def dropped_leaf(visit: Visit) -> GivenText | None:
    """The leaf among the files of the form, else the one that it brought before."""
    files = (file for name in sorted(visit.texts) for file in visit.texts[name])
    brought = visit.state.uploads.get(visit.field(LEAF))
    return next((file for file in files if is_leaf(file.data)), brought)


def keep_taken(visit: Visit, given: GivenText, line: Message) -> dict[str, str]:
    """Store the line on what was taken of a leaf; gives the parameter to show it."""
    operand = visit.state.uploads.put(given)
    visit.state.results.get((LEAF, operand), lambda: line)
    return {LEAF: operand}


def taken_note(visit: Visit) -> tuple[Message, ...]:
    """The line on the leaf that the address names, as long as it is in memory."""
    operand = visit.asked(LEAF)
    if operand not in visit.state.uploads:
        return ()
    line: Message | None = visit.state.results.get((LEAF, operand), lambda: None)
    return () if line is None else (line,)


def take_text(visit: Visit, name: str, called: str = "") -> str | None:
    """The operand of the file or of the pasted text in a field of the form.

    Else that of the text that the form brought before. None where there is none. `called` is the
    name of a pasted text without a name of its own.
    """
    for given in visit.texts.get(name, ()):
        return visit.state.uploads.put(given)
    pasted = visit.field(f"{name}-text")
    if not pasted:
        return next(iter(_brought_before(visit, name)), None)
    called = visit.field(f"{name}-name") or called or f"{pasted.splitlines()[0].strip()[:40]}.txt"
    return visit.state.uploads.put(
        GivenText(name=called, data=pasted.encode("utf-8", "replace"), pasted=True)
    )


def _brought_before(visit: Visit, name: str) -> tuple[str, ...]:
    """The operands in a form that is sent once more, of texts that are there."""
    return tuple(
        one for one in visit.fields.get(f"{name}-before", ()) if one in visit.state.uploads
    )


def take_operand(visit: Visit, name: str) -> str | None:
    """The operand of a field: a text that was dropped or pasted, else a name."""
    return take_text(visit, name) or visit.field(name) or None


def take_operands(visit: Visit, name: str) -> tuple[str, ...]:
    """The operands of a field with several: files or a pasted text, and names."""
    files = visit.texts.get(name, ())
    before = _brought_before(visit, name)
    pasted = () if files or before else (take_text(visit, name),)
    names = (line.strip() for value in visit.fields.get(name, ()) for line in value.splitlines())
    dropped = (visit.state.uploads.put(one) for one in files)
    return tuple(filter(None, (*before, *dropped, *pasted, *names)))


def located(
    visit: Visit, error: PolicyDiffError, operands: Iterable[tuple[str, str]]
) -> PolicyDiffError:
    """The error at its field, where a text cannot be read; else the error as it is.

    `operands` are those of the form, each with the name of its field.
    """
    if isinstance(error, FieldError):
        return error
    for field, operand in operands:
        try:
            _read(visit, operand)
        except PolicyDiffError as found:
            return FieldError(field, found, operand)
    return error


def _read(visit: Visit, operand: str) -> None:
    """Read a text, to learn whether that can be done."""
    named_text(visit, operand)
    asked, session = visit.on_day(operand), visit.session_of(operand)
    key = ("readable", asked, visit.language)
    visit.worked_apart(key, lambda: partial(whole_document, asked, session), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """A form with the files chosen, the words typed, and its mistake.

    Without a visit it is one in which nobody chose or typed anything.
    """

    visit: Visit | None = None
    error: PolicyDiffError | None = None

    @property
    def wrong(self) -> FieldError | None:
        """The mistake with the name of its field, "" for none."""
        error = self.error
        return error if isinstance(error, FieldError) or error is None else FieldError("", error)

    @property
    def mistake(self) -> tuple[str, str, list[str]] | None:
        """The field of the mistake, its sentence and its details."""
        wrong = self.wrong
        if wrong is None or self.visit is None:
            return None
        details = [self.visit.words(detail) for detail in wrong.details]
        return wrong.field, _words(self.visit, wrong), details

    def brought(self, name: str) -> list[tuple[str, str]]:
        """The operands and names of files in a field, but for an unreadable one."""
        visit = self.visit
        if visit is None:
            return []
        uploads = visit.state.uploads
        query = visit.query.getlist(name) if visit.reads else []
        asked = [operand for operand in query if operand in uploads]
        files = [uploads.put(given) for given in visit.texts.get(name, ())]
        operands = dict.fromkeys((*asked, *_brought_before(visit, name), *files))
        bad = "" if self.wrong is None else self.wrong.operand
        return [(operand, uploads[operand].name) for operand in operands if operand != bad]

    def typed(self, name: str) -> str:
        """The words typed in a field, or the names of stored versions in the address."""
        if self.visit is None:
            return ""
        visit = self.visit
        given = visit.query.getlist(name) if visit.reads else visit.fields.get(name, ())
        return "\n".join(text for text in given if text and not text.startswith(PREFIX))

    def pasted(self, name: str) -> str:
        """The text that was pasted into a field and is not taken yet."""
        visit, wrong = self.visit, self.wrong
        if visit is None:
            return ""
        bad = visit.state.uploads.get(wrong.operand) if wrong and wrong.field == name else None
        if bad is not None and bad.pasted:
            return bad.data.decode("utf-8", "replace")
        return next(iter(visit.fields.get(f"{name}-text", ())), "")


UNTOUCHED = FormState()
"""A form in which nobody chose or typed anything."""


def _words(visit: Visit, wrong: FieldError) -> str:
    """The sentence beside a field, which names it already."""
    if wrong.field and not isinstance(wrong.error, NoSuchWorkError):
        return visit.words(wrong.message.without(wrong.message.fields.get("name", "")))
    return error_words(visit, wrong.error)


def named(visit: Visit, name: str) -> str:
    """The operand in a parameter of the address, "" where there is none.

    Raises `GoneError`.
    """
    return named_text(visit, visit.asked(name))


def named_text(visit: Visit, operand: str) -> str:
    """The operand itself. Raises `GoneError` for a text that is no longer in memory."""
    if operand.startswith(PREFIX):
        text_of(visit, operand)
    return operand
