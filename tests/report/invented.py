"""Small comparisons built by hand from invented texts, for the tests of views and of reports."""

from __future__ import annotations

import dataclasses

import pytest
from parts import HOSTILE, article, chapter, edit, redline

from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.messages import Message
from policydiff.model.comparison import (
    Comparison,
    Fact,
    Finding,
    Match,
    MetadataChange,
    Side,
    StatedWords,
    Statement,
    StatementKind,
    Substitution,
    Summary,
)
from policydiff.model.document import Attachment, Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions
from policydiff.model.source import Problem
from policydiff.model.version import Dates

LONG = (
    "申请人应当向所在地的河长办公室提交书面申请，并附具下列材料。"
    "河长办公室应当自收到申请之日起逐项核对材料，材料不齐全的，一次性告知需要补正的全部内容。"
    "材料齐全、符合要求的，应当受理并出具回执。"
)


def statement(
    kind: StatementKind, before: str | None, after: str | None, **more: str | None
) -> Statement:
    """A statement on words that stand in a text of their own."""
    old, new = (
        None
        if words is None
        else StatedWords(
            article="第三条", eid="art_3", words=words, sentence=words, span=(0, len(words))
        )
        for words in (before, after)
    )
    form = "arrow" if old and new else "added" if new else "removed"
    return Statement(kind=kind, form=form, old=old, new=new, **more)


def side(provision: Provision | Attachment) -> Side:
    level = provision.level if isinstance(provision, Provision) else "attachment"
    return Side(eid=provision.eid, num=provision.num, level=level, heading=provision.heading)


def old() -> Document:
    return name_document(
        Document(
            title="云溪市河道巡护办法（试行）",
            kind="local-rule",
            dialect="cn_law",
            authority="云溪市人民政府",
            dates=Dates(promulgated="2021-03-01", in_force="2021-05-01"),
            preamble=(Block(text="为了爱护河道，制定本办法。"),),
            body=(
                chapter(
                    1,
                    "第一章",
                    "总则",
                    article(1, "第一条", "河道巡护遵循属地负责的原则。"),
                    article(2, "第二条", "本办法所称河道，包括湖泊和水库。"),
                    article(3, "第三条", "巡护员可以制止倾倒垃圾的行为。"),
                ),
                chapter(
                    2,
                    "第二章",
                    "巡护",
                    article(4, "第四条", LONG + "逾期不补正的，处一千元罚款。"),
                    article(5, "第五条", "巡护员每周巡河一次。", "巡护记录保存二年。"),
                    article(6, "第六条", "巡护经费由乡镇承担。"),
                    article(7, "第七条", "乡镇之间可以联合巡护。"),
                    article(8, "第八条", "本办法自公布之日起施行。"),
                ),
            ),
            attachments=(
                Attachment(
                    eid="",
                    number="1",
                    num="附件1",
                    heading="巡护记录表",
                    content=(Block(text="日期、河段、巡护员"),),
                ),
            ),
            problems=(
                Problem(
                    code="number-skips",
                    message=Message.foreign("第三条之后疑有缺漏"),
                    line=12,
                    hint=Message.foreign("请核对原文"),
                ),
            ),
        )
    )


def new() -> Document:
    return name_document(
        Document(
            title="云溪市河道巡护办法",
            kind="local-rule",
            dialect="cn_law",
            authority="云溪市人民政府",
            dates=Dates(promulgated="2024-09-10", in_force="2024-11-01"),
            preamble=(Block(text="为了爱护河道，保障用水，制定本办法。"),),
            body=(
                chapter(
                    1,
                    "第一章",
                    "总则",
                    article(1, "第一条", "河道巡护遵循属地负责的原则。"),
                    article(2, "第二条", "本办法所称河道,包括湖泊和水库。"),
                    article(3, "第三条", "乡镇之间可以联合巡护。"),
                    article(4, "第四条", "巡护员应当制止倾倒垃圾的行为。"),
                ),
                chapter(
                    2,
                    "第二章",
                    "巡护和监督",
                    article(5, "第五条", LONG + "逾期不补正的，处五千元罚款。"),
                    article(6, "第六条", "巡护员每周巡河二次。"),
                    article(7, "第七条", "巡护记录保存三年。"),
                    article(8, "第八条", "任何人都可以举报损害河道的行为。"),
                    article(9, "第九条", "本办法自公布之日起施行。"),
                ),
            ),
            attachments=(
                Attachment(
                    eid="",
                    number="1",
                    num="附件1",
                    heading="巡护记录表",
                    content=(Block(text="日期、河段、巡护员、天气"),),
                ),
            ),
        )
    )


def sample() -> Comparison:
    """Every kind of row once: a person can follow each by reading `old` and `new`."""
    left, right = old(), new()
    a = {provision.eid: provision for provision in left.provisions}
    b = {provision.eid: provision for provision in right.provisions}

    def pair(
        identity: int, parent: int | None, x: str, y: str, kind: str = "reworded", **extra
    ) -> Match:
        edits = extra.pop("edits", None) or redline(a[x].text, b[y].text)
        return Match(
            id=identity,
            parent=parent,
            kind=kind,
            left=(side(a[x]),),
            right=(side(b[y]),),
            renumbered=a[x].num != b[y].num,
            score=0.9,
            reason="similar",
            edits=edits,
            **extra,
        )

    matches = (
        Match(
            id=1,
            kind="reworded",
            left=(Side(eid=left.preamble[0].eid, num=None, level="preamble"),),
            right=(Side(eid=right.preamble[0].eid, num=None, level="preamble"),),
            edits=redline(left.preamble[0].text, right.preamble[0].text),
        ),
        Match(id=2, kind="unchanged", left=(side(a["chp_1"]),), right=(side(b["chp_1"]),)),
        pair(3, 2, "art_1", "art_1", "unchanged"),
        pair(4, 3, "art_1__para_1", "art_1__para_1", "unchanged"),
        pair(
            5,
            2,
            "art_2",
            "art_2",
            "unchanged",
            edits=(
                edit("equal", "本办法所称河道"),
                edit("delete", "，", noise=True),
                edit("insert", ",", noise=True),
                edit("equal", "包括湖泊和水库。"),
            ),
        ),
        pair(6, None, "art_7", "art_3", "unchanged", moved=True),
        pair(
            7,
            2,
            "art_3",
            "art_4",
            edits=(
                edit("equal", "巡护员"),
                edit("delete", "可以"),
                edit("insert", "应当"),
                edit("equal", "制止倾倒垃圾的行为。"),
            ),
            facts=(
                Fact(
                    type="modality",
                    before="可以",
                    after="应当",
                    left_span=(3, 5),
                    right_span=(3, 5),
                ),
            ),
        ),
        Match(
            id=8,
            kind="reworded",
            left=(side(a["chp_2"]),),
            right=(side(b["chp_2"]),),
            heading_edits=(edit("equal", "巡护"), edit("insert", "和监督")),
        ),
        pair(9, 8, "art_4", "art_5", editorial=True, glyphs_only=True),
        Match(
            id=10,
            parent=8,
            kind="split",
            left=(side(a["art_5"]),),
            right=(side(b["art_6"]), side(b["art_7"])),
            links=(("art_5", "art_6"), ("art_5", "art_7")),
            renumbered=True,
        ),
        pair(11, 10, "art_5__para_1", "art_6__para_1"),
        pair(12, 10, "art_5__para_2", "art_7__para_1"),
        Match(
            id=13,
            kind="removed",
            left=(side(a["art_6"]),),
            edits=(edit("delete", a["art_6"].text),),
        ),
        Match(
            id=14, kind="added", right=(side(b["art_8"]),), edits=(edit("insert", b["art_8"].text),)
        ),
        pair(15, 8, "art_8", "art_9", "unchanged"),
        Match(
            id=16,
            kind="reworded",
            left=(side(left.attachments[0]),),
            right=(side(right.attachments[0]),),
            edits=redline(left.attachments[0].text, right.attachments[0].text),
        ),
    )
    return Comparison(
        left=left,
        right=right,
        noise_rule=("width", "spaces", "punctuation", "line-breaks", "numbering"),
        summary=Summary(
            unchanged=4, reworded=2, added=1, removed=1, split=1, renumbered=5, moved=1, editorial=1
        ),
        metadata_changes=(
            MetadataChange(field="title", left=left.title, right=right.title),
            MetadataChange(field="in_force", left="2021-05-01", right="2024-11-01"),
        ),
        matches=matches,
        substitutions=(
            Substitution(
                before="巡河员",
                after="巡护员",
                count=3,
                remaining=0,
                left=("art_3",),
                right=("art_4",),
            ),
        ),
        stated=(
            dataclasses.replace(
                statement("duty", "巡护员可以制止倾倒垃圾的行为", "巡护员应当制止倾倒垃圾的行为"),
                match=7,
            ),
        ),
        findings=(
            Finding(
                type="dangling-reference",
                side="right",
                eid="art_9",
                message=Message.foreign("引用的第十二条不存在"),
            ),
        ),
    )


def hostile() -> Comparison:
    """A comparison whose every text attacks its reader's program."""
    left = name_document(
        Document(
            title=HOSTILE,
            kind="law",
            dialect="cn_law",
            authority=HOSTILE,
            body=(article(1, HOSTILE, HOSTILE),),
        ),
    )
    right = name_document(
        Document(title="无害", kind="law", dialect="cn_law", body=(article(1, "第一条", "无害。"),))
    )
    return Comparison(
        left=left,
        right=right,
        noise_rule=(HOSTILE,),
        summary=Summary(reworded=1),
        metadata_changes=(MetadataChange(field=HOSTILE, left=HOSTILE, right=None),),
        matches=(
            Match(
                id=1,
                kind="reworded",
                left=(Side(eid="art_1", num=HOSTILE, level="article", heading=HOSTILE),),
                right=(side(right.articles[0]),),
                edits=(edit("delete", HOSTILE), edit("insert", "无害。")),
                heading_edits=(edit("delete", HOSTILE),),
                facts=(Fact(type="amount", before=HOSTILE, after=None),),
            ),
        ),
        substitutions=(
            Substitution(before=HOSTILE, after="a", count=2, remaining=0, left=(), right=()),
        ),
        findings=(Finding(type="x", side="left", eid=HOSTILE, message=Message.foreign(HOSTILE)),),
        problems=(
            Problem(code="x", message=Message.foreign(HOSTILE), hint=Message.foreign(HOSTILE)),
        ),
    )


def same() -> Comparison:
    """A document compared with itself."""
    document = old()
    articles = document.articles
    return Comparison(
        left=document,
        right=document,
        noise_rule=("spaces",),
        summary=Summary(unchanged=len(articles)),
        matches=tuple(
            Match(
                id=place,
                kind="unchanged",
                left=(side(item),),
                right=(side(item),),
                edits=(edit("equal", item.text),),
            )
            for place, item in enumerate(articles, 1)
        ),
    )


@pytest.fixture(name="sample")
def sample_fixture() -> Comparison:
    return sample()


@pytest.fixture(name="hostile")
def hostile_fixture() -> Comparison:
    return hostile()


@pytest.fixture(name="same")
def same_fixture() -> Comparison:
    return same()


def rendered(module, comparison: Comparison, options: ReportOptions) -> bytes:
    """The report of a comparison, by way of its view."""
    return module.render(view_comparison(comparison, options), options)
