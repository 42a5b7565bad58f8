"""Identifiers: eIds of provisions, URIs of works and versions.

eIds follow the Akoma Ntoso Naming Convention (section 5): ``chp_1__sec_2``,
``art_18__para_2__point_1``. Articles that run on through a text carry no prefix of their chapter;
where numbering restarts they do.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from policydiff.model.document import Attachment, Block, Document, Node, Provision, Table
from policydiff.model.kinds import CONTAINERS, EID_PREFIX, Level, root_of
from policydiff.model.version import QuotedText

UNSAFE = re.compile(r"[^0-9A-Za-z\-.]+")


def eid_number(number: str) -> str:
    """A canonical number in an eId: ``120-1``; other signs become a hyphen."""
    return UNSAFE.sub("-", number).strip("-") or "0"


@dataclass(slots=True)
class _Namer:
    """Gives every node its eId, no two equal."""

    taken: Counter[str]
    articles_restart: bool

    def name(self, stem: str) -> str:
        self.taken[stem] += 1
        if self.taken[stem] == 1:
            return stem
        fresh = f"{stem}_{self.taken[stem]}"
        return self.name(fresh) if self.taken[fresh] else self._take(fresh)

    def _take(self, eid: str) -> str:
        self.taken[eid] += 1
        return eid

    def nodes(self, nodes: tuple[Node, ...], prefix: str, root: str) -> tuple[Node, ...]:
        return tuple(self.node(node, prefix, root) for node in nodes)

    def node(self, node: Node, prefix: str, root: str) -> Node:
        if isinstance(node, Provision):
            return self.provision(node, prefix, root)
        if isinstance(node, Block):
            eid = self.name(prefix + "p_" + self._count(prefix + "p_"))
            return dataclasses.replace(
                node, eid=eid, quoted=tuple(self._quoted(words, prefix) for words in node.quoted)
            )
        if isinstance(node, Table):
            return dataclasses.replace(
                node, eid=self.name(prefix + "table_" + self._count(prefix + "table_"))
            )
        eid = self.name(prefix + "qstr_" + self._count(prefix + "qstr_"))
        inner = _Namer(taken=Counter(), articles_restart=False)
        return dataclasses.replace(
            node, eid=eid, content=inner.nodes(node.content, eid + "__", eid + "__")
        )

    def _quoted(self, words: QuotedText, prefix: str) -> QuotedText:
        return dataclasses.replace(
            words, eid=self.name(prefix + "qtext_" + self._count(prefix + "qtext_"))
        )

    def _count(self, stem: str) -> str:
        self.taken["#" + stem] += 1
        return str(self.taken["#" + stem])

    def provision(self, node: Provision, prefix: str, root: str) -> Provision:
        runs_on = node.level == "article" and not self.articles_restart
        stem = (
            (root if runs_on else prefix) + EID_PREFIX[node.level] + "_" + eid_number(node.number)
        )
        eid = self.name(stem)
        return dataclasses.replace(
            node, eid=eid, content=self.nodes(node.content, eid + "__", root)
        )


def name_nodes(nodes: tuple[Node, ...], root: str = "") -> tuple[Node, ...]:
    """The same nodes with an eId each, unique among them, behind `root`: ``att_1__``."""
    namer = _Namer(taken=Counter(), articles_restart=numbering_restarts(nodes))
    return namer.nodes(nodes, root, root)


def name_attachments(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """The same attachments with eIds ``att_1`` …, and with named nodes below them."""
    named = []
    taken: Counter[str] = Counter()
    for attachment in attachments:
        stem = "att_" + eid_number(attachment.number)
        taken[stem] += 1
        eid = stem if taken[stem] == 1 else f"{stem}_{taken[stem]}"
        named.append(
            dataclasses.replace(
                attachment, eid=eid, content=name_nodes(attachment.content, eid + "__")
            )
        )
    return tuple(named)


def numbering_restarts(nodes: tuple[Node, ...]) -> bool:
    """True where an article number, or （一）, occurs in several containers."""
    seen: dict[str, int] = {}
    return any(
        seen.setdefault(number, container) != container
        for container, number in _article_numbers(nodes, 0, [0])
    )


def _article_numbers(
    nodes: tuple[Node, ...], container: int, counter: list[int]
) -> list[tuple[int, str]]:
    numbers: list[tuple[int, str]] = []
    for node in nodes:
        if not isinstance(node, Provision):
            continue
        if node.level == "article":
            numbers.append((container, node.number))
        elif node.level in CONTAINERS:
            counter[0] += 1
            numbers.extend(_article_numbers(node.content, counter[0], counter))
    return numbers


def name_document(document: Document) -> Document:
    """The document with all its eIds set from scratch."""
    return dataclasses.replace(
        document,
        preamble=name_nodes(document.preamble, "preamble__"),
        body=name_nodes(document.body),
        attachments=name_attachments(document.attachments),
    )


def work_uri(document: Document, slug: str) -> str:
    """The FRBR URI of the work, ``unknown`` for an unknown date.

    ``/akn/cn/act/law/2016-11-07/wangluoanquanfa``
    """
    root = root_of(document.kind, document.stage)
    return f"/akn/{document.jurisdiction}/{root}/{document.kind}/{document.work_date or 'unknown'}/{slug}"


def expression_uri(work: str, version_date: str | None) -> str:
    """The FRBR URI of a version: that of the work, ``/zho@``, any date."""
    return f"{work}/zho@{version_date or ''}"


def level_of_eid(eid: str) -> Level | None:
    """The level of the last part of an eId; None for blocks, tables, attachments."""
    stem = eid.rsplit("__", 1)[-1].split("_", 1)[0]
    return next((level for level, prefix in EID_PREFIX.items() if prefix == stem), None)


__all__ = [
    "LastingNames",
    "eid_number",
    "expression_uri",
    "level_of_eid",
    "name_attachments",
    "name_document",
    "name_nodes",
    "numbering_restarts",
    "work_uri",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingNames:
    """The lasting names of a version, next to the wIds of the provisions themselves.

    `master` is the URI of the version whose eIds the wIds are, None for that version itself;
    `since` has, by eId, the date (ISO) of the oldest version from which on the provision has borne
    its eId.
    """

    master: str | None = None
    since: Mapping[str, str] = field(default_factory=dict)
