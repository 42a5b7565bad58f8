"""Citations of nodes, 第四十条第二款第（一）项, 一（一）, and quoted titles."""

from __future__ import annotations

import re

from policydiff.locale import Language, plain
from policydiff.model.comparison import Side
from policydiff.model.document import Attachment, Block, Provision
from policydiff.model.index import ProvisionIndex, mark_family, marks_of
from policydiff.model.kinds import CONTAINERS, DIGITS, LEVEL_WORDS, NUMERALS, RANK
from policydiff.reading import plugins
from policydiff.report.labels import WORDS
from policydiff.report.pieces import neutral
from policydiff.text.numerals import write_number
from policydiff.text.places import printed_number

_STOPS = " 　、．.，,"
_CLAUSE_STOPS = f"{_STOPS}：:"
_ENDS = re.compile(r"[0-9A-Za-z.．]$|^附[件表录]$")
"""The end of a name from which a number behind it keeps apart, for example: 附件1"""
_LAST_STOP = re.compile(rf"(?<=[{NUMERALS}{DIGITS}])[、.．]$")
"""The stop of the last mark, which no sentence around the name needs: 一、（二）3 for 一、（二）3."""
_ATTACHED = ("附件", "附表", "附录")
_INNER = str.maketrans("《》", "〈〉")


def cite(index: ProvisionIndex, side: Side) -> str:
    """The citation of a node, "" where nothing of it is numbered.

    Chapters are named only where articles begin anew in each.
    """
    node = index.by_eid.get(side.eid)
    if not isinstance(node, Provision | Attachment):
        return (side.num or "").strip(_STOPS)
    if plugins.dialect(index.document.dialect).citations.clauses:
        return name_clause(index, side.eid)
    parts = [_own(node)]
    restarts = "__art_" in side.eid and not side.eid.startswith("art_")
    for eid in index.ancestors(side.eid):
        above = index.by_eid[eid]
        if isinstance(above, Attachment) or (
            isinstance(above, Provision) and (above.level not in CONTAINERS or restarts)
        ):
            parts.append(_own(above))
    return "".join(reversed(parts)) if node_is_cited(node) else _own(node)


def name_clause(index: ProvisionIndex, eid: str) -> str:
    """The name of a clause, each mark as printed: 3.2.1, 3.2(a), 第六条2, 一、（二）3.

    What stands around it is named only where the name is that of several otherwise: 第二章1.1, 会员的权利
    1.; the only 款 of a clause has that of the clause.
    """
    clause = index.clause(eid)
    if clause is None:
        return next(
            (name_clause(index, above) for above in index.ancestors(eid) if index.clause(above)), ""
        )
    sure = len(index.clauses(marks_of(clause.cited))) == 1
    name = ""
    for node, _ in clause.cited if sure else clause.around:
        mark = _mark_of(node, ordinal=name.startswith("第"))
        if mark[:1].isascii() and mark[:1].isalnum():
            name += ("1 " if name in _ATTACHED else " ") if _ENDS.search(name) else ""
        name += mark
    return _LAST_STOP.sub("", name.strip())


def _mark_of(node: Provision | Attachment, *, ordinal: bool) -> str:
    """One mark as printed, a decimal one without its stop."""
    if isinstance(node, Attachment):
        return (node.num or "附件").strip(_CLAUSE_STOPS)
    if not node.num:
        if node.heading is not None:
            return f"{node.heading.strip()} "
        name = printed_number(node.number, node.level)
        return name if ordinal else name.replace(LEVEL_WORDS["paragraph"], "段")
    family = mark_family(node.num)
    return node.num.strip(_CLAUSE_STOPS if family in (None, "decimal") else " 　")


def quoted(title: str) -> str:
    """A title in 《》, those within it in 〈〉; one that is quoted stays as it is."""
    title = title.strip()
    whole = title.startswith("《") and title.find("》") == len(title) - 1
    return title if whole else f"《{title.translate(_INNER)}》"


def cite_version(title: str, version: str | None, number: str) -> str:
    """The citation of a provision in a version: 《示例法》（2023年修订）第八十八条第一款.

    `version` is what lawyers call it, None where it has no name; `number` "" for the whole text.
    """
    return quoted(neutral(title)) + (f"（{version}）" if version else "") + number


def called(index: ProvisionIndex, eid: str, language: Language) -> str:
    """The citation of any part, 序言第七自然段, its kind where it has no number."""
    words = WORDS[language]
    preamble = [block.eid for block in index.document.preamble]
    if eid in preamble and (name := preamble_paragraph(index, eid, language)):
        return name
    node = index.by_eid.get(eid)
    side = Side(eid=eid, num=getattr(node, "num", None), level=getattr(node, "level", "block"))
    return neutral(cite(index, side)) or words["preamble" if eid in preamble else "block"]


def is_counted_preamble(index: ProvisionIndex) -> bool:
    """True where the paragraphs of a preamble need numbers."""
    return len(_counted(index)) > 1


def preamble_paragraph(index: ProvisionIndex, eid: str, language: Language) -> str:
    """序言第七自然段; "" for what is no such paragraph."""
    counted = _counted(index)
    if eid not in counted:
        return ""
    number = counted.index(eid) + 1
    return WORDS[language]["preamble-paragraph"].format(
        number=write_number(number) if plain(language) == "zh" else number
    )


def _counted(index: ProvisionIndex) -> list[str | None]:
    return [
        block.eid
        for block in index.document.preamble
        if isinstance(block, Block) and block.role == "text"
    ]


def node_is_cited(node: Provision | Attachment) -> bool:
    """True where the citation of a node names what stands above it."""
    return isinstance(node, Provision) and node.level not in CONTAINERS


def _own(node: Provision | Attachment) -> str:
    if isinstance(node, Attachment):
        return (node.num or "附件").strip(_STOPS)
    if RANK[node.level] <= RANK["article"]:
        return (node.num or "").strip(_STOPS)
    if node.num is None:
        return printed_number(node.number, node.level)
    return f"第{node.num.strip(_STOPS)}{LEVEL_WORDS[node.level]}"
