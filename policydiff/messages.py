"""Sentences for a person.

They read as English and remember their template, so that they can be shown in another language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import Any, Self

_FIELD = re.compile(r"\{([a-z_]+)\}")
_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


def template(text: str, /) -> str:
    """The template itself, marked for translators.

    A message is made of it elsewhere.
    """
    return text


SEMICOLON, COMMA = template("{first}; {second}"), template("{first}, {second}")
WORDS = template("{first} {second}")
AND, OR = template("{first} and {second}"), template("{first} or {second}")
"""How sentences or words are joined, for `Message.joined`."""


class Message(str):
    """An English sentence made of a template and named fields.

    For example ``Message("{name} is empty", name=path.name)``.

    It is its English text wherever a string is wanted: in JSON, in a log, in a comparison.
    `template` is what a translator sees; `fields` are the values put into it, as text. Only those
    that are messages, or errors with one, are ever translated: a title or a file name stays as it
    is. `plural` is the template for any count but one, `number` the number that decides. `template`
    is None where the words are not ours (those of git, of libxml2).
    """

    __slots__ = ("fields", "number", "plural", "template")

    template: str | None
    plural: str | None
    number: int | None
    fields: Mapping[str, str]

    def __new__(cls, template: str, /, **fields: object) -> Self:
        """Fill the template.

        Braces that name no field, and braces in the fields, stay as they are.
        """
        return cls._made(template, None, None, fields)

    @classmethod
    def counted(cls, one: str, other: str, count: int, /, **fields: object) -> Self:
        """Fill the template for a count of one, or the one for any other count."""
        return cls._made(one, other, count, fields)

    @classmethod
    def foreign(cls, text: str) -> Self:
        """The words of another program or of a file, which nobody translates."""
        message = str.__new__(cls, text)
        message.template, message.plural, message.number, message.fields = (
            None,
            None,
            None,
            _NO_FIELDS,
        )
        return message

    @classmethod
    def joined(cls, messages: Iterable[str], by: str = SEMICOLON) -> Message:
        """Several messages or words as one; empty where there are none.

        They are joined two at a time by a template with ``{first}`` and ``{second}``.
        """
        parts = tuple(messages)
        if not parts:
            return cls.foreign("")
        first = parts[0] if isinstance(parts[0], Message) else cls.foreign(parts[0])
        return reduce(lambda before, after: cls(by, first=before, second=after), parts[1:], first)

    @classmethod
    def _made(
        cls, template: str, plural: str | None, count: int | None, fields: Mapping[str, object]
    ) -> Self:
        kept = {name: _text(value) for name, value in fields.items()}
        message = str.__new__(cls, fill(template if plural is None or count == 1 else plural, kept))
        message.template, message.plural, message.number = template, plural, count
        message.fields = MappingProxyType(kept)
        return message

    def without(self, name: str) -> Message:
        """The sentence without this name and the colon at its beginning.

        The sentence itself where it does not begin so.
        """
        of = self.fields.get("name") or self.fields.get("path")
        why = self.fields.get("why")
        said = (
            self.template in ("{name}: {why}", "{path}: {why}")
            and of == name
            and isinstance(why, Message)
        )
        return why if said and isinstance(why, Message) else self

    def cleaned(self, clean: Callable[[str], str]) -> Message:
        """The same sentence with each of its fields cleaned.

        All of it is cleaned where its words are not ours.
        """
        if self.template is None:
            return Message.foreign(clean(self))
        fields = {
            name: value.cleaned(clean) if isinstance(value, Message) else clean(value)
            for name, value in self.fields.items()
        }
        return self._made(self.template, self.plural, self.number, fields)

    def __reduce__(self) -> tuple[Any, ...]:
        """The record of the message, for pickling and copying."""
        return (from_record, (self.to_record(),))

    def to_record(self) -> str | dict[str, Any]:
        """The message as a JSON value, for `from_record`.

        It is the text alone where there is nothing to translate.
        """
        if self.template is None:
            return str(self)
        record: dict[str, Any] = {"template": self.template}
        if self.plural is not None:
            record |= {"plural": self.plural, "number": self.number}
        fields = {name: _record(value) for name, value in self.fields.items()}
        return record | ({"fields": fields} if fields else {})


NOTHING = Message.foreign("")
"""Where nothing is to be said."""


def from_record(record: str | Mapping[str, Any]) -> Message:
    """The message of a record by `Message.to_record`.

    Raises `KeyError`, `TypeError` or `AttributeError` where it is no such record.
    """
    if isinstance(record, str):
        return Message.foreign(record)
    fields = {
        name: value if isinstance(value, str) else from_record(value)
        for name, value in record.get("fields", {}).items()
    }
    if "plural" in record:
        return Message.counted(record["template"], record["plural"], record["number"], **fields)
    return Message(record["template"], **fields)


def fill(template: str, fields: Mapping[str, str]) -> str:
    """The template with its fields filled in; a brace that names no field stays."""
    return _FIELD.sub(lambda found: fields.get(found[1], found[0]), template)


def _text(value: object) -> str:
    """A field as text; for an error its message."""
    said = value.args[0] if isinstance(value, Exception) and value.args else value
    return said if isinstance(said, Message) else str(value)


def _record(value: str) -> str | dict[str, Any]:
    return value.to_record() if isinstance(value, Message) else value


def recall(
    text: str, templates: Iterable[str], parts: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> Message:
    """The message that a stored text once was.

    It is made of one of these templates, the one of which most stands in the text.

    `parts` are fields that are messages in turn, with their templates. A text that fits none is
    foreign.
    """
    found: tuple[int, Message] | None = None
    for one in templates:
        literal = _FIELD.split(one)[::2]
        known = sum(map(len, literal))
        fields = None if found is not None and known <= found[0] else _fields(text, one, literal)
        if fields is not None:
            told = {
                name: recall(value, parts[name], parts) if name in parts else value
                for name, value in fields.items()
            }
            found = known, Message(one, **told)
    return Message.foreign(text) if found is None else found[1]


def _fields(text: str, one: str, literal: list[str]) -> dict[str, str] | None:
    """The values of the fields of a template in a text, each as short as can be.

    None where the text is not made of the template.
    """
    names, fields, place = _FIELD.findall(one), {}, len(literal[0])
    if not text.startswith(literal[0]):
        return None
    for name, following in zip(names, literal[1:], strict=True):
        end = (
            len(text)
            if not following
            else text.rfind(following)
            if name == names[-1]
            else text.find(following, place)
        )
        if end < place:
            return None
        fields[name], place = text[place:end], end + len(following)
    return fields if place == len(text) else None
