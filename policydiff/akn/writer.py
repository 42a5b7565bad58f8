"""A document as Akoma Ntoso 3.0 XML: the same document gives the same bytes."""

from __future__ import annotations

from policydiff.akn.body_writer import BodyWriter
from policydiff.akn.emitter import Emitter, attributes
from policydiff.akn.meta_writer import write_attachment_meta, write_meta
from policydiff.akn.profile import AKN, OWN
from policydiff.model.document import Block, Document, Node, Provision, without_acts
from policydiff.model.identifiers import LastingNames
from policydiff.model.kinds import root_of
from policydiff.model.work_life import LifeFact


def to_xml(
    document: Document, names: LastingNames | None = None, end: LifeFact | None = None
) -> bytes:
    """The document in our profile of Akoma Ntoso 3.0, UTF-8, with declaration.

    `policydiff.akn.reader.from_xml` is its inverse. `names` and the `end` of the work, which follow
    from all that is stored, are not read back. A day of entry into force that another stored act
    states is left out. Characters that XML cannot hold become U+FFFD. Raises an `InputError` if the
    document nests too deep for XML.
    """
    document = without_acts(document)
    emitter = Emitter()
    body = BodyWriter(emitter)
    root = root_of(document.kind, document.stage)
    emitter.start("akomaNtoso", attributes(xmlns=AKN, **{"xmlns:pd": OWN}))
    emitter.start(
        root,
        attributes(
            name=document.kind,
            contains="singleVersion" if document.amendments else "originalVersion",
        ),
    )
    write_meta(emitter, document, names, end)
    _write_front(emitter, body, document)
    emitter.start("mainBody" if root == "doc" else "body")
    body.hierarchy(document.body, "", bare=root == "doc")
    emitter.end()
    _write_back(emitter, body, document)
    emitter.end()
    emitter.end()
    return emitter.result()


def _write_front(emitter: Emitter, body: BodyWriter, document: Document) -> None:
    if document.preface:
        emitter.start("preface")
        for node in document.preface:
            if isinstance(node, Block) and node.role == "title":
                body.title(node)
            else:
                body.nodes((node,), "preface__", None)
        emitter.end()
    if document.preamble:
        emitter.start("preamble")
        _write_preamble(emitter, body, document.preamble)
        emitter.end()


def _write_preamble(emitter: Emitter, body: BodyWriter, nodes: tuple[Node, ...]) -> None:
    """Write the preamble; numbered provisions in it go into a sub-flow."""
    if not any(isinstance(node, Provision) for node in nodes):
        body.nodes(nodes, "preamble__", None)
        return
    emitter.start("p", flat=True)
    emitter.start("subFlow", ' name="preamble"')
    body.nodes(nodes, "preamble__", None)
    emitter.end()
    emitter.end()


def _write_back(emitter: Emitter, body: BodyWriter, document: Document) -> None:
    if document.conclusions:
        emitter.start("conclusions")
        body.nodes(document.conclusions, "conclusions__", None)
        emitter.end()
    if not document.attachments:
        return
    emitter.start("attachments")
    for attachment in document.attachments:
        body.attachment_head(attachment)
        emitter.start("doc", ' name="attachment" contains="originalVersion"')
        write_attachment_meta(emitter, document, attachment.eid)
        emitter.start("mainBody")
        body.hierarchy(attachment.content, attachment.eid + "__", attachment.eid, bare=True)
        emitter.end()
        emitter.end()
        emitter.end()
    emitter.end()
