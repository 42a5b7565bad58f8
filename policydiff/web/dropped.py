"""Texts of a form as operands: files, pasted texts, names of stored versions."""

from __future__ import annotations

from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.web.uploads import PREFIX
from policydiff.web.visit import Visit
from policydiff.works.session import GivenText


class GoneError(NotFoundError):
    """A dropped text is no longer in memory."""

    def __init__(self) -> None:
        """Make the error, with the advice to drop it again."""
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


def take_text(visit: Visit, name: str) -> str | None:
    """The operand of the file or of the pasted text in a field of the form.

    None where both are empty.
    """
    for given in visit.texts.get(name, ()):
        return visit.state.uploads.put(given)
    pasted = visit.field(f"{name}-text")
    if not pasted:
        return None
    called = visit.field(f"{name}-name") or f"{pasted.splitlines()[0].strip()[:40]}.txt"
    return visit.state.uploads.put(GivenText(name=called, data=pasted.encode("utf-8", "replace")))


def take_operand(visit: Visit, name: str) -> str | None:
    """The operand of a field: a text that was dropped or pasted, else a name."""
    return take_text(visit, name) or visit.field(name) or None


def take_operands(visit: Visit, name: str) -> tuple[str, ...]:
    """The operands of a field with several: files or a pasted text, and names."""
    files = visit.texts.get(name, ())
    pasted = () if files else (take_text(visit, name),)
    names = (line.strip() for value in visit.fields.get(name, ()) for line in value.splitlines())
    dropped = (visit.state.uploads.put(one) for one in files)
    return tuple(filter(None, (*dropped, *pasted, *names)))


def named(visit: Visit, name: str) -> str:
    """The operand in a parameter of the address, "" where there is none.

    Raises `GoneError`.
    """
    operand = visit.asked(name)
    if operand.startswith(PREFIX):
        text_of(visit, operand)
    return operand
