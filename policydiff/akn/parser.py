"""Bytes to an XML tree: no document type, entities, network; bounded size, depth."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policydiff.akn.profile import AKN, MAX_BYTES, MAX_DEPTH
from policydiff.errors import InputError
from policydiff.messages import Message

_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_XML_SPACE = " \t\r\n"


class NotXmlError(InputError):
    """The bytes are no XML, or XML beyond any honest document of the profile."""

    def __init__(self, reason: Message) -> None:
        """`reason` is the fault, without a full stop."""
        super().__init__(Message("not Akoma Ntoso XML that can be read: {why}", why=reason))


class NotInProfileError(InputError):
    """The XML is well-formed but not of our profile; the message has line and fault."""

    def __init__(self, element: etree._Element, reason: Message) -> None:
        super().__init__(
            Message(
                "not in the profile of policydiff, line {line}: {why}",
                line=element.sourceline,
                why=reason,
            )
        )


def parse(data: bytes) -> etree._Element:
    """The root element of an XML file in UTF-8.

    Raises `NotXmlError` for bytes that are not well-formed, are larger or deeper than the limits of
    `profile`, or have a document type.
    """
    if len(data) > MAX_BYTES:
        raise NotXmlError(
            Message(
                "it has {size} bytes, the limit is {most}",
                size=f"{len(data):,}",
                most=f"{MAX_BYTES:,}",
            )
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotXmlError(
            Message("it has a document type (<!DOCTYPE …>), which is never followed; remove it")
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotXmlError(
            Message.foreign(" ".join(str(error).split())) or Message("it is empty")
        ) from error
    if _TOO_DEEP(root):
        raise NotXmlError(Message("its elements nest deeper than {most}", most=MAX_DEPTH))
    return root


def local(element: etree._Element) -> str:
    """The name of an element, without the namespace of Akoma Ntoso."""
    return str(element.tag).removeprefix(f"{{{AKN}}}")


def structure(element: etree._Element) -> Iterator[etree._Element]:
    """The children of an element without text, else `NotInProfileError` is raised."""
    if _is_text(element.text):
        raise NotInProfileError(
            element,
            Message(
                "text directly in <{element}>: it belongs into a paragraph", element=local(element)
            ),
        )
    for child in element:
        if _is_text(child.tail):
            raise NotInProfileError(
                child,
                Message(
                    "text directly in <{element}>: it belongs into a paragraph",
                    element=local(element),
                ),
            )
        yield child


def _is_text(text: str | None) -> bool:
    return text is not None and text.strip(_XML_SPACE) != ""


def required(element: etree._Element, name: str) -> str:
    """A required attribute. Raises `NotInProfileError` if it is missing."""
    value = element.get(name)
    if value is None:
        raise NotInProfileError(
            element, Message("<{element}> has no {name}", element=local(element), name=name)
        )
    return value
