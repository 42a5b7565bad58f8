"""Akoma Ntoso 3.0 XML of our profile back to a document."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from lxml import etree

from policydiff.akn.body_reader import read_attachment, read_nodes
from policydiff.akn.meta_reader import check_root, read_meta
from policydiff.akn.parser import NotInProfileError, local, parse, required, structure
from policydiff.akn.profile import AKN, tag
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.document import Attachment, Block, Document, Node, Table
from policydiff.model.kinds import Root

_BEGUN = 1000
"""Bytes in which the root of a document of ours begins."""

_META_END = b"</meta>"

_ROOTS: dict[str, Root] = {tag("act"): "act", tag("doc"): "doc", tag("bill"): "bill"}
_PARTS = {
    root: frozenset(
        (
            "meta",
            "preface",
            "preamble",
            "mainBody" if root == "doc" else "body",
            "conclusions",
            "attachments",
        )
    )
    for root in _ROOTS.values()
}


def from_xml(data: bytes) -> Document:
    """The document of an XML file; ``from_xml(to_xml(document)) == document``.

    Raises an `InputError` for a file that is no XML, hostile (document type, entities, more than
    `profile.MAX_DEPTH` levels), or outside of the profile, with its line.
    """
    outer = parse(data)
    if outer.tag != tag("akomaNtoso"):
        raise NotInProfileError(
            outer,
            Message(
                "the root element is <{name}>, expected <akomaNtoso> of Akoma Ntoso 3.0",
                name=local(outer),
            ),
        )
    inner = list(structure(outer))
    if len(inner) != 1 or inner[0].tag not in _ROOTS:
        raise NotInProfileError(
            outer, Message("expected one <act>, <doc> or <bill> in <akomaNtoso>")
        )
    return _read_document(inner[0])


def head_from_xml(data: bytes) -> Document:
    """A document's facts without its text, ten times quicker; as `from_xml`."""
    root = next((root for root in _PARTS if f"<{root} ".encode() in data[:_BEGUN]), None)
    end = data.find(_META_END)
    if root is not None and end > 0:
        with suppress(
            InputError, KeyError, StopIteration
        ):  # what is not written as ours is read as a whole, which tells what is wrong
            element = next(
                structure(parse(data[:end] + _META_END + f"</{root}></akomaNtoso>".encode()))
            )
            facts = read_meta(
                next(structure(element)), _ROOTS[str(element.tag)], required(element, "name")
            )
            if facts["title"] is not None:
                return Document(**facts)
    return replace(from_xml(data), preface=(), preamble=(), body=(), conclusions=(), attachments=())


def _read_document(element: etree._Element) -> Document:
    root = _ROOTS[str(element.tag)]
    kind = required(element, "name")
    parts = _parts(element, root)
    body = "mainBody" if root == "doc" else "body"
    for name in ("meta", body):
        if name not in parts:
            raise NotInProfileError(
                element, Message("<{element}> has no <{name}>", element=root, name=name)
            )
    facts = read_meta(parts["meta"], root, kind)
    check_root(element, root, kind, facts["stage"])
    preface = _preface(parts)
    if facts["title"] is None:
        facts["title"] = _printed_title(element, preface)
    return Document(
        **facts,
        preface=preface,
        preamble=_content(parts, "preamble"),
        body=_content(parts, body),
        conclusions=_conclusions(parts),
        attachments=_attachments(parts),
    )


def _parts(element: etree._Element, root: Root) -> dict[str, etree._Element]:
    parts: dict[str, etree._Element] = {}
    for child in structure(element):
        name = local(child)
        if name not in _PARTS[root] or name in parts:
            raise NotInProfileError(
                child, Message("<{name}> has no place here in <{root}>", name=name, root=root)
            )
        parts[name] = child
    return parts


def _content(parts: dict[str, etree._Element], name: str) -> tuple[Node, ...]:
    return read_nodes(parts[name], None) if name in parts else ()


def _preface(parts: dict[str, etree._Element]) -> tuple[Block | Table, ...]:
    nodes = _content(parts, "preface")
    fitting = tuple(node for node in nodes if isinstance(node, Block | Table))
    if len(fitting) < len(nodes):
        raise NotInProfileError(
            parts["preface"], Message("<preface> takes paragraphs and tables only")
        )
    return fitting


def _conclusions(parts: dict[str, etree._Element]) -> tuple[Block, ...]:
    nodes = _content(parts, "conclusions")
    fitting = tuple(node for node in nodes if isinstance(node, Block))
    if len(fitting) < len(nodes):
        raise NotInProfileError(
            parts["conclusions"], Message("<conclusions> takes paragraphs only")
        )
    return fitting


def _attachments(parts: dict[str, etree._Element]) -> tuple[Attachment, ...]:
    return (
        tuple(read_attachment(child) for child in structure(parts["attachments"]))
        if "attachments" in parts
        else ()
    )


def _printed_title(element: etree._Element, preface: tuple[Block | Table, ...]) -> str:
    title = "".join(
        node.text for node in preface if isinstance(node, Block) and node.role == "title"
    )
    if not title:
        raise NotInProfileError(element, Message("no title: neither <FRBRname> nor <docTitle>"))
    return title


def read_article_texts(data: bytes) -> tuple[str, ...]:
    """The text of each unquoted article in order. Raises `NotXmlError`."""
    article, quoted = f"{{{AKN}}}article", f"{{{AKN}}}quotedStructure"
    found = (
        element
        for element in parse(data).iter(article)
        if next(element.iterancestors(quoted), None) is None
    )
    return tuple("".join(map(str, element.itertext())) for element in found)
