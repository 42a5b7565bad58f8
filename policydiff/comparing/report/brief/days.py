"""The sentences of a new text that state from when it applies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.comparing.report.table.extracts import quote_around
from policydiff.model.comparison import Side
from policydiff.model.document import Block, Document, Node, Provision, Table
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.reading.parsing.lines.labels import read_cells, read_labels
from policydiff.reading.parsing.lines.lines import bare
from policydiff.reading.parsing.preface.head import head_nodes
from policydiff.report.citations import cite
from policydiff.report.pieces import neutral
from policydiff.text.dates import find_dates
from policydiff.text.sentences import cut_sentences
from policydiff.text.traditions.dialect import Dialect
from policydiff.text.traditions.registry import DIALECTS

LONGEST = 100
"""Characters of a quoted sentence; of a longer one whole clauses are quoted."""

TRANSITION = re.compile(r"施行(?:之日|前|后|以前|以后|之前|之后)|过渡期")
"""What a provision speaks of that says how old cases go on."""

_BOUND = re.compile(r"起|之?前|以前|截至|届满|期满|至")
"""A word that makes a day the beginning or the end of something."""

_APPLIES = re.compile(r"施行|实施|执行|适用|停止|废止|继续|有效|完成|办理|调整")
"""What begins or ends with a day that a provision on old cases names."""

_QUOTED = re.compile(r"“[^“”\n]{0,400}”|《[^《》\n]{0,200}》|（[^（）\n]{0,200}）")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDay:
    """A sentence of the new text that states from when something applies.

    `name` cites its provision. `earlier` says that each day in it is before the date of the text,
    `same` that the old text has the sentence, too. `in_force` is True for that of the entry into
    force.
    """

    name: str
    text: str
    in_force: bool
    earlier: bool
    same: bool


def stated_days(old: Document, new: Document) -> tuple[StatedDay, ...]:
    """The sentences on the entry into force, then those on old cases.

    The second kind stands in the new text alone, and names a day, or a length of time from the entry into force.
    """
    dialect = DIALECTS.get(new.dialect)
    if dialect is None:
        return ()
    before = bare(old.full_text())
    found = [
        day
        for node in (*_articles(new), *(_outside(new.body) if dialect.preface.of_rules else ()))
        for day in _days(node, new, dialect, before)
        if day.in_force or not day.same
    ]
    found += _labelled(new, dialect, before) if dialect.preface.of_rules else ()
    return tuple(sorted(found, key=lambda day: not day.in_force))


def _articles(document: Document) -> Iterator[Provision]:
    """The articles of a text; of one without, its provisions without others below."""
    if document.articles:
        yield from document.articles
        return
    yield from (one for one in document.provisions if not one.children)


def _outside(nodes: Iterable[Node]) -> Iterator[Block]:
    """The lines of a text with articles that stand in none: behind the last clause."""
    for node in nodes:
        if isinstance(node, Block) and node.eid is not None:
            yield node
        elif isinstance(node, Provision) and node.level in CONTAINERS:
            yield from _outside(node.content)


def _labelled(document: Document, dialect: Dialect, before: str) -> Iterator[StatedDay]:
    """The day of entry into force by its label at the head: 生效日期：2025年1月9日."""
    for node in head_nodes(document):
        stated = (
            read_cells(node.rows, dialect)
            if isinstance(node, Table)
            else (fact for line in node.text.split("\n") for fact in read_labels(line, dialect))
        )
        for fact in stated:
            days = find_dates(fact.value or "") if fact.use == "in_force" else ()
            if days:
                yield StatedDay(
                    name=neutral(fact.label),
                    text=neutral(fact.value or ""),
                    in_force=True,
                    earlier=document.version_date is not None
                    and days[0][1] < document.version_date,
                    same=bare(f"{fact.label}：{fact.value}") in before,
                )


def _days(
    node: Provision | Block, document: Document, dialect: Dialect, before: str
) -> Iterator[StatedDay]:
    """The sentences of a provision or line that state a day or a time of transition."""
    index = index_document(document)
    num, level = (node.num, node.level) if isinstance(node, Provision) else (None, "block")
    name = neutral(cite(index, Side(eid=node.eid or "", num=num, level=level)))
    text = node.text
    for span in cut_sentences(text, "。！？；\n"):
        sentence = text[slice(*span)].strip()
        plain = _QUOTED.sub(lambda found: "　" * len(found[0]), sentence)
        force = dialect.preface.in_force.search(bare(plain))
        place = _transition(plain, dialect)
        days = [day for _, day in find_dates(plain)]
        if force is None and place is None:
            continue
        begin, end = place or (0, len(sentence))
        yield StatedDay(
            name=name,
            text=neutral(quote_around(sentence, begin, end, LONGEST)),
            in_force=force is not None,
            earlier=force is not None
            and bool(days)
            and document.version_date is not None
            and max(days) < document.version_date,
            same=bare(sentence) in before,
        )


def _transition(sentence: str, dialect: Dialect) -> tuple[int, int] | None:
    """The place of the day or the time of transition that a sentence names."""
    for span, _ in find_dates(sentence) if _APPLIES.search(sentence) else ():
        if _BOUND.match(sentence[span[1] :]) or sentence[: span[0]].endswith(("自", "截至", "至")):
            return span
    words = None if dialect.facts is None else dialect.facts.quantities["period"]
    found = TRANSITION.search(sentence)
    period = words.search(sentence) if words is not None and found else None
    if found is None or period is None:
        return None
    return min(found.start(), period.start()), max(found.end(), period.end())
