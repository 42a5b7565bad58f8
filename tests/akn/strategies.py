"""Documents for property tests: `documents()` are of the profile, `wild_documents()` are whatever
the types allow.

All words are invented.
"""

from __future__ import annotations

import dataclasses
from typing import Any, get_args

from hypothesis import strategies as st

from policydiff.messages import Message
from policydiff.model.citation import Citation, Reference
from policydiff.model.document import (
    Attachment,
    Block,
    BlockRole,
    Document,
    Node,
    Provision,
    Quoted,
    Table,
)
from policydiff.model.identifiers import name_document
from policydiff.model.kinds import KIND_ROOTS, LEVELS, Level
from policydiff.model.source import Dropped, Problem, Severity, SourceCell
from policydiff.model.version import (
    Amendment,
    Computed,
    Dates,
    HeadEntry,
    Modification,
    ModificationType,
    QuotedText,
)

WORDS = (
    *(
        "本条例",
        "《示例数据法》",
        "第一条",
        "　",
        " ",
        "  ",
        "\n",
        "\t",
        "\r",
        "\u0085",
        "\u2028",
        "\ufeff",
        "“",
        "”",
        "；",
        "。",
    ),
    *(
        "<",
        "&",
        ">",
        '"',
        "'",
        "]]>",
        "&amp;",
        "<p>",
        "<!--",
        "{",
        "}",
        "%",
        "#",
        "/",
        "~",
        "_",
        "__",
        "𠮷",
        "\U0001f600",
        "e\u0301",
        "a",
    ),
)
"""What is hard to carry through XML, and ordinary words."""

texts = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)
"""Text that XML can hold, empty too."""

maybe = st.none() | texts
numbers = st.sampled_from(("1", "2", "3", "12", "120-1", "一", "", "a_b", "1.2", "5_2"))
eids = st.sampled_from(("art_1", "art_2__para_1", "chp_1__art_3", "att_1__p_1"))
isodates = st.dates().map(lambda date: date.isoformat())
lines = st.none() | st.integers(min_value=1, max_value=10**6)
levels_cited = st.sampled_from((*LEVELS, "attachment", "preamble", "alien", "art", "x-", ""))
citations = st.builds(
    Citation,
    work=maybe,
    steps=st.lists(st.tuples(levels_cited, numbers | texts), max_size=3).map(tuple),
)
roles: st.SearchStrategy[BlockRole] = st.sampled_from(get_args(BlockRole))


@st.composite
def references_in(draw: st.DrawFn, text: str) -> tuple[Reference, ...]:
    """References side by side in a text, each with its own words."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return tuple(draw(reference(begin, end, st.just(text[begin:end]))) for begin, end in spans)


def reference(
    begin: int, end: int, printed: st.SearchStrategy[str]
) -> st.SearchStrategy[Reference]:
    return st.builds(
        Reference,
        span=st.just((begin, end)),
        text=printed,
        internal=st.booleans(),
        target=st.none() | eids,
        end_target=st.none() | eids,
        citation=st.none() | citations,
        holder=st.none() | eids,
    )


@st.composite
def quoted_in(draw: st.DrawFn, text: str) -> tuple[QuotedText, ...]:
    """Quoted words side by side in a text, wherever references stand."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return tuple(QuotedText(span=span) for span in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def blocks(
    draw: st.DrawFn, role: st.SearchStrategy[BlockRole] = roles, *, quoting: bool = False
) -> Block:
    text = draw(texts)
    return Block(
        text=text,
        role=draw(role),
        eid=draw(st.none()),
        references=draw(references_in(text)) if draw(st.booleans()) else (),
        quoted=draw(quoted_in(text)) if quoting and draw(st.booleans()) else (),
    )


cells = st.builds(
    SourceCell,
    text=texts.map(lambda text: text.replace("\r", "")),
    header=st.booleans(),
    colspan=st.integers(1, 3),
    rowspan=st.integers(1, 3),
)
tables = st.builds(
    Table,
    rows=st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple),
    eid=st.none(),
)
leaves: st.SearchStrategy[Node] = blocks() | blocks(st.just("text"), quoting=True) | tables


def provisions(widest: int = 0) -> st.SearchStrategy[Provision]:
    """Provisions of the level of this rank or a narrower one, with narrower ones in them."""
    return st.integers(widest, len(LEVELS) - 1).flatmap(_provisions_of)


@st.composite
def _provisions_of(draw: st.DrawFn, rank: int) -> Provision:
    level: Level = LEVELS[rank]
    below = leaves | quoted() if rank >= 4 else leaves
    if rank + 1 < len(LEVELS):
        below |= provisions(rank + 1)
    return Provision(
        eid="",
        level=level,
        number=draw(numbers),
        num=draw(maybe if level == "paragraph" else texts),
        heading=draw(maybe),
        heading_stop=draw(st.sampled_from((None, None, "。", "", "\n"))),
        content=tuple(draw(st.lists(below, max_size=3))),
        wid=draw(st.sampled_from((None, None, "art_1", "2021-06-10.art_2-1"))),
    )


marks = st.sampled_from(("“", "”", "", '"', "「"))


def quoted() -> st.SearchStrategy[Quoted]:
    """Quoted structures: articles, parts of articles, paragraphs, tables, or nothing."""
    inside = leaves | st.deferred(lambda: provisions(3)) | st.deferred(quoted)
    return st.builds(
        Quoted,
        content=st.lists(inside, max_size=2).map(tuple),
        start=marks,
        end=marks,
        inline=marks,
        eid=st.none(),
    )


def nodes(most: int = 4) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(provisions() | leaves | quoted(), max_size=most).map(tuple)


dates = st.builds(
    Dates, **{field.name: st.none() | isodates for field in dataclasses.fields(Dates)}
)
works = st.sampled_from(
    ("/akn/cn/act/law/2018-03-01/example-data-law", "/akn/cn/act/decision/2021-06-10/example")
)
amendments = st.builds(
    Amendment,
    word=texts,
    date=st.none() | isodates,
    by=maybe,
    decision=maybe,
    mechanism=st.sampled_from((None, "itemised", "rewritten")),
    version=maybe,
    note=maybe,
) | st.builds(Amendment, word=texts, date=isodates, decision=texts, uri=works)
types: st.SearchStrategy[ModificationType] = st.sampled_from(get_args(ModificationType))


def modifications(
    addresses: st.SearchStrategy[str], least: int = 1
) -> st.SearchStrategy[tuple[Modification, ...]]:
    """Modifications with what Akoma Ntoso demands: `least` sources and destinations."""
    some = st.lists(addresses, min_size=least, max_size=2).map(tuple)
    any_ = st.lists(addresses, max_size=2).map(tuple)
    one = st.builds(
        Modification,
        type=types,
        source=some,
        destination=some,
        previous=st.none() | addresses,
        old=any_,
        new=any_,
    )
    return st.lists(one, max_size=2).map(tuple)


outside = works.map(lambda work: work + "/!main~art_1__para_2")
severities: st.SearchStrategy[Severity] = st.sampled_from(get_args(Severity))
messages = st.builds(Message.foreign, texts) | st.builds(
    lambda one, other: Message(
        "{one} stands in {other}", one=one, other=Message("the note {note}", note=other)
    ),
    texts,
    texts,
)
problems = st.builds(
    Problem,
    code=st.sampled_from(("number-skips", "text-lost")),
    message=messages,
    line=lines,
    hint=st.none() | messages,
    severity=severities,
)
dropped = st.builds(Dropped, what=texts, text=texts, line=lines)
attachments = st.builds(
    Attachment,
    eid=st.just(""),
    number=numbers,
    num=maybe,
    heading=maybe,
    content=nodes(2),
)


computed = st.builds(
    Computed,
    base=st.sampled_from(("undated", "2018-03-01")),
    base_sha256=st.just("1b" * 32),
    decision=texts,
    decision_sha256=st.just("2c" * 32),
    sha256=st.just("3d" * 32),
    decision_uri=st.sampled_from((None, "/akn/cn/act/decision/2022-12-30/example")),
    decision_date=st.sampled_from((None, "2022-12-30")),
)


def documents() -> st.SearchStrategy[Document]:
    """Documents of the profile, their eIds as `name_document` gives them: the XML of each is
    valid.
    """
    return st.builds(Document, **_fields()).map(name_document)


def _fields() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "title": texts,
        "kind": st.sampled_from((*KIND_ROOTS, "memo")),
        "dialect": st.sampled_from(("cn_law", "cn_policy", "cn_decision")),
        "jurisdiction": st.sampled_from(("cn", "cn-bj")),
        "aliases": st.lists(texts, max_size=2).map(tuple),
        "authority": maybe,
        "document_number": maybe,
        "stage": st.sampled_from((None, None, "征求意见稿")),
        "dates": dates,
        "original_dates": st.just(Dates()) | dates,
        "amendments": st.lists(amendments, max_size=2).map(tuple),
        "head": st.lists(st.builds(HeadEntry, label=texts, value=maybe, of=maybe), max_size=2).map(
            tuple
        ),
        "active_modifications": modifications(outside),
        "passive_modifications": modifications(outside),
        "preface": st.lists(blocks() | blocks(st.just("title")) | tables, max_size=3).map(tuple),
        "preamble": st.lists(leaves | quoted(), max_size=2).map(tuple) | nodes(2),
        "body": nodes(),
        "conclusions": st.lists(blocks(), max_size=2).map(tuple),
        "attachments": st.lists(attachments, max_size=2).map(tuple),
        "problems": st.lists(problems, max_size=2).map(tuple),
        "dropped": st.lists(dropped, max_size=2).map(tuple),
        "uri": st.sampled_from((None, "/akn/cn/act/law/2018-03-01/example-data-law")),
        "source_sha256": st.sampled_from((None, "0a" * 32)),
        "in_force_ground": st.sampled_from((None, "text", "order", "file", "user")),
        "computed": st.none() | computed,
    }


@st.composite
def wild_blocks(draw: st.DrawFn) -> Block:
    """Blocks whose references and quoted words overlap, run backwards, lie outside the text or
    quote other words.
    """
    spans = draw(st.lists(st.tuples(st.integers(-2, 8), st.integers(-2, 8)), max_size=4))
    found = tuple(draw(reference(begin, end, texts)) for begin, end in spans)
    quoted = draw(
        st.lists(
            st.builds(
                QuotedText,
                span=st.tuples(st.integers(-2, 8), st.integers(-2, 8)),
                eid=st.none() | eids,
            ),
            max_size=4,
        )
    )
    return Block(
        text=draw(texts),
        role=draw(roles),
        eid=draw(st.none() | eids),
        references=found,
        quoted=tuple(quoted),
    )


@st.composite
def wild_provisions(draw: st.DrawFn) -> Provision:
    """Provisions of any level in any other, with eIds that say nothing of them."""
    return Provision(
        eid=draw(eids | st.sampled_from(("x", "第一条", "a b"))),
        level=draw(st.sampled_from(LEVELS)),
        number=draw(numbers),
        num=draw(maybe),
        heading=draw(maybe),
        heading_stop=draw(maybe),
        content=draw(wild_nodes(2)),
        wid=draw(maybe),
    )


def wild_nodes(most: int = 3) -> st.SearchStrategy[tuple[Node, ...]]:
    inside: st.SearchStrategy[Node] = (
        wild_blocks()
        | tables
        | st.deferred(wild_provisions)
        | st.builds(
            Quoted,
            content=st.deferred(lambda: wild_nodes(2)),
            start=texts,
            end=texts,
            inline=texts,
            eid=st.none() | eids,
        )
    )
    return st.lists(inside, max_size=most).map(tuple)


def wild_documents() -> st.SearchStrategy[Document]:
    """Documents outside the profile: their XML may be invalid, and must be read back all the
    same.
    """
    strange = {
        "kind": texts,
        "dialect": st.sampled_from(("cn_law", "elsewhere")),
        "jurisdiction": st.sampled_from(("cn", "<", "a b")),
        "stage": maybe,
        "dates": st.builds(Dates, adopted=maybe, in_force=maybe),
        "active_modifications": modifications(texts, 0),
        "passive_modifications": modifications(texts, 0),
        "preface": st.lists(wild_blocks() | tables, max_size=2).map(tuple),
        "preamble": wild_nodes(),
        "body": wild_nodes(),
        "conclusions": st.lists(wild_blocks(), max_size=2).map(tuple),
        "uri": maybe,
    }
    return st.builds(Document, **(_fields() | strange))
