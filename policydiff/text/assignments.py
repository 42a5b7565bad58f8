"""The words of a task that name those who answer for it, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from policydiff.model.comparison import Span
from policydiff.text.numerals import FIGURE, SMALL

_WHO = (
    r"(?:主要|第一)?(?:责任|牵头|配合|主办|协办|承办|参与|参加|实施|落实|指导|组织实施|负责|协作|支持|督办|督导)"
    r"(?:单位|部门|处室|科室|领导|人)(?:[及和、/／与](?:责任|牵头|配合|协办|参与|参加)?(?:单位|部门|责任人|人))?"
)
_WHEN = r"(?:完成|办结|整改|落实|推进)(?:时限|时间|期限)(?:要求)?|时限(?:要求)?|时间节点|时间进度|进度安排|完成日期"
WHO_HEAD = re.compile(rf"{_WHO}|责任分工|分工|牵头|配合")
"""The head of a column of those who answer for tasks: 责任单位."""
WHEN_HEAD = re.compile(rf"{_WHEN}|(?:实施|计划)?(?:时间|期限|进度)(?:安排)?")
"""The head of a column of the time of tasks: 完成时限."""
NUMBER_HEAD = re.compile(r"序\s*号|编\s*号|项次|№")
"""The head of a column of numbers: 序号."""
TASK_HEAD = re.compile(
    r"(?:(?:主要|重点|具体|工作|改革|目标|行动|整改|任务|建设|实施|推进|落实|二级|三级|年度|分解|细化|分项|支撑){0,3}"
    r"(?:任务|措施|举措|内容|事项|要求|要点|行动|工程|做法|安排|清单)(?:名称|内容|分解|清单|描述|及要求|和要求){0,2}"
    r"|(?:重点|主要|具体)工作)"
)
"""The head of a column of what is to be done: 重点任务, 工作措施."""
BOX = re.compile(rf"\s*专\s*栏\s*(?:{FIGURE}|[：:]|$)")
"""The title of a box in a plan: 专栏1　渡口改造工程."""

_LABEL = rf"(?:{_WHO}|{_WHEN})[：:]"
_LABELLED = re.compile(
    rf"(?:(?<=[。；！？\n\t])|^)[ 　]*+{_LABEL}(?!\s*(?:负责|要|应|须|组织|对))[^。；\n]{{1,400}}+[。；]?"
)
"""A statement behind a label that ends a task: 责任单位：市交通运输局、市财政局。"""

_DEMANDS = re.compile("应当|不得|建立|健全|制定|完善|加强|开展|推动")
"""The words of a demand behind such a label, which names nobody: 责任人：建立档案."""

_BRACKET = re.compile(r"[（(](?P<words>(?:[^（()）\n]|[（(][^（()）\n]{0,40}[）)]){2,400})[）)]")
"""A bracket that may name bodies, with one more in it: （各县（市、区）政府负责）."""

_BODY = (
    r"[^，。；：、“”《》\s]{0,48}(?:[部委局厅办署院行会社处室科所站队区县市省乡镇]|街道|政府|中心|公司|集团|企业"
    r"|单位|部门|机构|机关|组织|高校|专班|方面|各地|地方)"
)
_BODIES = rf"{_BODY}(?:、{_BODY}){{0,40}}(?:等(?:有关|相关)?(?:部门|单位|方面|地区)?(?:和单位)?)?"
_ACTS = (
    r"(?:会同[^，。；]{1,80}?)?"
    r"(?:共同|分别|依法|具体|各自|各|按照?(?:各自)?(?:职责|职能)(?:分工|范围)?|根据职责分工){0,2}"
    r"(?:分工|牵头|负责|配合|参与|参加|指导|落实|实施|承担|组织|推进|完成|支持|协助|督促|监督){1,3}"
)
_SHARE = re.compile(rf"由?{_BODIES}{_ACTS}|{_LABEL}.{{1,200}}")
"""Bodies with their share of a task: 市人力资源社会保障局牵头."""
_NAMES = re.compile(_BODIES)
"""Names of bodies alone: 市发展改革委、市财政局."""
_NOTE = re.compile(
    rf"列第一位.{{0,20}}|下同|以下.{{0,30}}|不再列出|(?:长期|持续|常年)(?:坚持|推进|实施)?"
    rf"|(?:于|到|在)?(?:20\d\d年|{SMALL}{{1,3}}月|\d{{1,2}}月).{{0,12}}"
)
"""A note beside the bodies in a bracket: 2024年底前完成."""
_BREAK = re.compile(r"[，,；;。]")
_ENDS = "。；！？.;"


def assigned_spans(text: str) -> tuple[Span, ...]:
    """The spans of the words that name who answers for a task, and by when, in order.

    `text` is that of an article or of a measure. Such are a bracket at the end of a sentence
    (（市发改委牵头，市财政局配合）), a labelled statement (责任单位：市水利局), and the cells below the
    heads 责任单位 and 完成时限, where the rows of a table stand as lines with tabs.

    >>> text = "建立信息共享机制。（责任单位：市水利局、市气象局）"
    >>> [text[begin:end] for begin, end in assigned_spans(text)]
    ['（责任单位：市水利局、市气象局）']
    """
    labelled = (match for match in _LABELLED.finditer(text) if not _DEMANDS.search(match[0]))
    spans = sorted((*_brackets(text), *(match.span() for match in labelled), *_cells(text)))
    merged: list[Span] = []
    for begin, end in spans:
        if merged and begin < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return tuple(merged)


def _brackets(text: str) -> Iterator[Span]:
    for match in _BRACKET.finditer(text):
        before, behind = text[: match.start()].rstrip()[-1:], text[match.end() : match.end() + 1]
        closed = before in _ENDS
        ends = not behind or behind in f"{_ENDS}\n\t"
        if (closed or ends) and names_assigned(match["words"], alone=closed):
            yield match.span()


def join_assigned(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans of the sentences of a text, each with those who answer for it.

    `spans` tile the text, and so do the results. The title of a box and the heads of a table go
    with what follows them.

    >>> text = "建立信息共享机制。（市水利局负责）公布水情。"
    >>> [text[begin:end] for begin, end in join_assigned(text, [(0, 9), (9, 22)])]
    ['建立信息共享机制。（市水利局负责）', '公布水情。']
    """
    bare = without_assigned(text)
    cuts, titled = [0], True
    for begin, end in spans:
        lead = _NO_WORDS.match(bare, begin, end)
        first = begin if lead is None else lead.end()
        if first == end:
            continue
        if bare[begin:first] == text[begin:first] or _begins_row(text, begin, first):
            first = begin
        if not titled:
            cuts.append(first)
        titled = _is_title(text, first, end)
    if text:
        yield from pairwise((*cuts, len(text)))


_NO_WORDS = re.compile(r"[\s。；，、;,.]+")
"""White space and marks: 。"""


def without_assigned(text: str) -> str:
    """The text with blanks for the words of `assigned_spans`, of the same length."""
    signs = list(text)
    for begin, end in assigned_spans(text):
        signs[begin:end] = " " * (end - begin)
    return "".join(signs)


def _begins_row(text: str, begin: int, first: int) -> bool:
    """True where those who answer stand in the first cells of a row."""
    return "\t" in text[begin:first] and text[max(0, begin - 1) : begin] in ("", "\n")


def _is_title(text: str, begin: int, end: int) -> bool:
    """True for a line with the title of a box, or the heads of a table."""
    line = text[begin:end]
    if not line.endswith("\n") or any(mark in line for mark in "。；"):
        return False
    above = text[:begin].rstrip("\n").rpartition("\n")[2]
    cells = [cell.strip() for cell in line.split("\t")]
    heads = any(head.fullmatch(cell) for head in _HEADS for cell in cells)
    return bool(BOX.match(line)) or (
        len(cells) > 1 and heads and "\t" not in above and max(map(len, cells)) <= _LONGEST_HEAD
    )


_HEADS = (NUMBER_HEAD, TASK_HEAD, WHO_HEAD, WHEN_HEAD)
_LONGEST_HEAD = 14
"""Characters of a head."""


def names_assigned(words: str, *, alone: bool) -> bool:
    """True where words in a bracket name those who answer for a task.

    `alone` lets names stand without what they do.

    >>> names_assigned("市发改委牵头，市财政局配合", alone=False)
    True
    """
    parts = [part.strip() for part in _BREAK.split(words) if part.strip()]
    shares = [_SHARE.fullmatch(part) is not None for part in parts]
    names = [_NAMES.fullmatch(part) is not None for part in parts]
    fits = all(
        share or name or _NOTE.fullmatch(part) is not None
        for share, name, part in zip(shares, names, parts, strict=True)
    )
    return fits and (any(shares) or (alone and any(names)))


def is_assignment_head(head: str) -> bool:
    """True for the head of a column of those who answer, or of the time.

    >>> is_assignment_head("责任单位"), is_assignment_head("重点任务")
    (True, False)
    """
    head = head.strip()
    return bool(WHO_HEAD.fullmatch(head) or WHEN_HEAD.fullmatch(head))


def _cells(text: str) -> Iterator[Span]:
    """The cells below the heads of those who answer, and of the time."""
    columns: tuple[int, ...] = ()
    width, begin = 0, 0
    for line in text.split("\n") if "\t" in text else ():
        cells = line.split("\t")
        heads = tuple(place for place, cell in enumerate(cells) if is_assignment_head(cell))
        if len(cells) == 1:
            columns = ()
        elif heads:
            columns, width = heads, len(cells)
        edges = [begin]
        for cell in cells:
            edges.append(edges[-1] + len(cell) + 1)
        spans = [(first, last - 1) for first, last in pairwise(edges)]
        places = columns if len(cells) == width else ()
        yield from (spans[place] for place in places if spans[place][0] < spans[place][1])
        begin += len(line) + 1
