"""Comments on the clauses of a draft, and the clauses of which each speaks."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

from policydiff.messages import Message
from policydiff.model.citation import Steps
from policydiff.model.document import Attachment, Block, Document, Provision
from policydiff.model.index import ProvisionIndex, Target, index_document
from policydiff.model.kinds import CONTAINERS, NUMERALS
from policydiff.text.citations.typed import find_clauses
from policydiff.text.numerals import NUMBER
from policydiff.text.places import RANGE, ends, is_range, read_places, write_place
from policydiff.text.traditions.mainland.amending_places import JOINT, PLACE
from policydiff.text.traditions.registry import DIALECTS

PlaceKind = Literal["general", "placed", "unplaced"]
"""A comment on the whole text, or that a clause be added · on clauses of the draft · one whose clause
could not be found there.
"""

TITLE = "title"
"""The eId of the title."""

LONGEST_NAME = 200
"""Characters in which a clause is named; a longer cell is no name of one."""

_WHOLE = re.compile(
    r"(?:对|关于)?(?:[《〈].*[》〉])?(?:征求意见稿|草案|文件|办法|条例|规定)?(?:的)?"
    r"(?:全文|全篇|通篇|(?:全部|所有)(?:条款|条文|内容)?|整体|总体|综合|一般|其他|其它|普遍)(?:性)?(?:意见|建议|问题|方面)?(?:和|与|及|或)?(?:意见|建议)?"
    r"|意见|建议|无|不涉及|[-/\\—–.]*"
)
"""What stands in the place of a clause where the whole text is meant: 全文, 总体意见, /."""

_ADDED = re.compile(r"新增|增加|增设|增补|新设|补充|另加")
_DRAFT = re.compile(
    r"^(?:征求意见稿|送审稿|讨论稿|草案|原文|本(?:办法|条例|规定|法|规则|细则|意见))+[:：]?"
)
_QUOTED = re.compile(r"[《〈]([^《》〈〉]*)[》〉]")
_OTHER_TEXT = re.compile(r"([\u4e00-\u9fff]{1,30}(?:法|典|条例|规定|办法|规则|细则|意见))的?$")
_FILLER = re.compile(
    rf"{JOINT}|[、，。；:：()\[\]“”\"']|等|中|内|关于|针对|对|的|处|原|标题|名称|条标|各条"
)
_PLACE = re.compile(PLACE)
_BETWEEN = re.compile(r"[、,;和及与]")
_REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[,，;；/\n]+"), "、"),
    (re.compile(rf"(?<=[条款项目章节\d{NUMERALS}])[-~—–]+(?=第?{NUMBER})"), "至"),
    (re.compile(r"\s+"), ""),
    (re.compile(rf"(?<=[条款项目])[(]({NUMBER})[)](?:项|目)?"), r"第\1项"),
    (re.compile(rf"(?<=[、至和及与])({NUMBER}[章节条款项])"), r"第\1"),
    (re.compile(rf"^({NUMBER}[章节条])"), r"第\1"),
    (re.compile(rf"^第?({NUMBER}(?:(?:、|至|和|及|与|到)第?{NUMBER})*)条?$"), r"第\1条"),
)
"""How people write the numbers of clauses, and how texts do: 第3-5条, 三、五条, 12, 第三条（一）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseComment:
    """A row of a table of comments, as somebody wrote it.

    `clause`, `text` and `unit` are its 条款, 意见 and 提出单位, `others` the heads and words of further
    columns. `adoption` and `reason` are what a person filled in, `mark` is the mark of what had become
    of the clause then, "" for none.
    """

    clause: str
    text: str
    unit: str = ""
    others: tuple[tuple[str, str], ...] = ()
    adoption: str = ""
    reason: str = ""
    mark: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """The words by which a comment is the same in two tables."""
        return _folded(self.text), _folded(self.unit), _folded(self.clause)

    @property
    def filled(self) -> bool:
        """True where a person wrote whether it was adopted, or why."""
        return bool(self.adoption or self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedComment:
    """A comment and the eIds of the clauses of the draft of which it speaks.

    The title has the eId `TITLE`; `doubts` are why it stands nowhere, or what of its place was not
    read.
    """

    comment: ClauseComment
    kind: PlaceKind
    eids: tuple[str, ...] = ()
    doubts: tuple[Message, ...] = ()


def place_comments(comments: Iterable[ClauseComment], draft: Document) -> tuple[PlacedComment, ...]:
    """Every comment at its place: general ones, those on clauses, all others."""
    index = index_document(draft)
    ranks: dict[PlaceKind, int] = {"general": 0, "placed": 1, "unplaced": 2}
    placed = [_placed(comment, index) for comment in comments]
    return tuple(
        sorted(
            placed,
            key=lambda one: (
                ranks[one.kind],
                min((index.order.get(eid, -1) for eid in one.eids), default=-1),
            ),
        )
    )


def carry_over(
    comments: Iterable[ClauseComment], filled: Iterable[ClauseComment]
) -> tuple[tuple[ClauseComment, ...], tuple[ClauseComment, ...]]:
    """The comments with what was filled in, and the filled rows that none has.

    Of several equal comments the first has the words of the first.
    """
    waiting: dict[tuple[str, str, str], list[ClauseComment]] = defaultdict(list)
    for one in filled:
        waiting[one.identity].append(one)
    found: list[ClauseComment] = []
    for comment in comments:
        same = waiting.get(comment.identity)
        before = same.pop(0) if same else comment
        words = before if before.filled else comment
        found.append(
            replace(comment, adoption=words.adoption, reason=words.reason, mark=words.mark)
        )
    lost = (one for rows in waiting.values() for one in rows if one.filled)
    return tuple(found), tuple(lost)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isprintable() and sign not in " \ufffd")


def _placed(comment: ClauseComment, index: ProvisionIndex) -> PlacedComment:
    """A comment at the place that its 条款 names."""
    words = unicodedata.normalize("NFKC", comment.clause).strip()
    bare = _folded(comment.clause)
    if len(bare) > LONGEST_NAME:
        return _unplaced(comment, Message("the clause is not named by its number"))
    if _WHOLE.fullmatch(bare):
        return PlacedComment(comment=comment, kind="general")
    if bare in ("标题", "题目", "名称", "文件名称", "文件标题"):
        return PlacedComment(comment=comment, kind="placed", eids=(TITLE,))
    named = _by_name(bare, words, index)
    if named:
        return PlacedComment(comment=comment, kind="placed", eids=named)
    title, quoted = _folded(index.document.title), _QUOTED.search(bare)
    if quoted is not None and _folded(quoted[1]) not in title:
        return _unplaced(comment, Message("it names another text: {title}", title=quoted[0]))
    text = _DRAFT.sub("", _QUOTED.sub("", words).replace(title, ""))
    for pattern, written in _REWRITTEN:
        text = pattern.sub(written, text)
    return _by_number(comment, text, index)


def _unplaced(comment: ClauseComment, why: Message) -> PlacedComment:
    return PlacedComment(comment=comment, kind="unplaced", doubts=(why,))


def _by_name(bare: str, words: str, index: ProvisionIndex) -> tuple[str, ...]:
    """The clauses that have these headings, or in a rule or contract this mark."""
    parts = _BETWEEN.split(bare)
    if len(parts) > 1:
        found = [_by_name(part, part, index) for part in parts]
        return tuple(eid for eids in found for eid in eids) if all(found) else ()
    headed = [
        node.eid
        for node in index.by_eid.values()
        if isinstance(node, Provision | Attachment)
        and node.heading
        and bare in (_folded(node.heading), _folded((node.num or "") + node.heading))
    ]
    if len(headed) == 1:
        return tuple(headed)
    dialect = DIALECTS.get(index.document.dialect)
    if dialect is None or not dialect.citations.clauses:
        return ()
    clauses = find_clauses(index, words, dialect.citations)
    return tuple(node.eid for node in clauses if node.eid) if len(clauses) == 1 else ()


def _by_number(comment: ClauseComment, text: str, index: ProvisionIndex) -> PlacedComment:
    """A comment at the numbers of clauses; in general where it asks for a new one."""
    places = list(_PLACE.finditer(text))
    if places:
        other = _OTHER_TEXT.search(text[: places[0].start()])
        if other is not None and other[1] not in _folded(index.document.title):
            return _unplaced(comment, Message("it names another text: {title}", title=other[1]))
    eids: list[str] = []
    doubts: list[Message] = []
    for steps in read_places(text) if places else ():
        found, doubt = _find(steps, index)
        eids += found
        doubts += [] if doubt is None else [doubt]
    if not eids:
        if _ADDED.search(text):
            return PlacedComment(comment=comment, kind="general")
        doubts = doubts or [Message("no clause is named here that could be read")]
        return PlacedComment(comment=comment, kind="unplaced", doubts=tuple(doubts))
    left = _FILLER.sub("", _PLACE.sub("", text))
    headings = (getattr(index.by_eid.get(eid), "heading", None) for eid in eids)
    if left and left not in {_folded(heading) for heading in headings if heading}:
        doubts.append(Message("not read in the name of the clause: {words}", words=left))
    named = tuple(dict.fromkeys(eids))
    return PlacedComment(comment=comment, kind="placed", eids=named, doubts=tuple(doubts))


def _find(steps: Steps, index: ProvisionIndex) -> tuple[list[str], Message | None]:
    """The eIds of a place or a range, and a doubt where the draft has not all of it."""
    if steps[0][0] == TITLE:
        return [TITLE], None
    name = (write_place(steps) or "").replace(RANGE, "—")
    missing = Message("the draft has no {name}", name=name)
    nodes: list[Target] = []
    for end in ends(steps) if is_range(steps) else (steps,):
        node, whole = _nearest(end, index)
        if node is None or node.eid is None:
            return [one.eid for one in nodes if one.eid], missing
        nodes.append(node)
        if not whole:
            return [node.eid], Message(
                "the draft has no {name}; shown is what is around it", name=name
            )
    first, last = nodes[0].eid or "", nodes[-1].eid
    if len(nodes) == 1:
        return [first], None
    inside = list(index.between(first, last))
    if len(inside) == 1 and first != last:
        return [first, str(last)], missing
    return inside, None


def _nearest(steps: Steps, index: ProvisionIndex) -> tuple[Target | None, bool]:
    """The clause of these steps and True, or the nearest around it and False."""
    if steps[0] == ("preamble", ""):
        blocks = (node for node in index.document.preamble if isinstance(node, Block) and node.eid)
        return next(blocks, None), True
    for end in range(len(steps), 0, -1):
        level = steps[end - 1][0]
        if level in ("sentence", "intro", "heading"):
            continue
        node = index.find(steps[:end])
        if node is not None:
            inner = any(step[0] not in ("sentence", "intro", "heading") for step in steps[end:])
            return node, not inner
        if end == 1 or level == "article":  # no 第四十条 is on 第二章
            break
    return None, False


def is_container(node: Target | None) -> TypeGuard[Provision | Attachment]:
    """True for a chapter, an attachment and the like, of which the parts are shown."""
    return isinstance(node, Attachment) or getattr(node, "level", "") in CONTAINERS


def clauses_in(eid: str, index: ProvisionIndex) -> Iterator[str]:
    """The eIds of all that stands in a chapter or an attachment."""
    return (one for one in index.by_eid if eid in index.ancestors(one))
