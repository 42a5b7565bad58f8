"""A relation built by hand from invented texts: every status, order, wording and fate of an
instrument once.
"""

from __future__ import annotations

import re
from dataclasses import replace

from parts import HOSTILE, article, chapter, redline

from policydiff.messages import Message
from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.measures import AnsweringArticle, AnswerReason, Measure, MeasureAnswer
from policydiff.model.version import Dates
from policydiff.relating.engine.laws.force_and_origin import with_traits
from policydiff.relating.engine.relation import (
    ArticlePlace,
    Coverage,
    Evidence,
    Instrument,
    Judgement,
    Link,
    Relation,
    item_status,
    place_of,
)
from policydiff.text.sentences import cut_sentences


def item(number: int, heading: str, text: str) -> Provision:
    """An item of an opinion: 3．保护果农信息。……"""
    below = (Provision(eid="", level="paragraph", number="1", content=(Block(text=text),)),)
    return Provision(
        eid="",
        level="article",
        number=str(number),
        num=f"{number}．",
        heading=heading,
        heading_stop="。",
        content=below,
    )


def opinion() -> Document:
    """Six items in two chapters; the last is answered by nobody."""
    return name_document(
        Document(
            title="关于促进云溪市智慧果园健康发展的意见",
            kind="opinion",
            dialect="cn_policy",
            authority="云溪市人民政府",
            dates=Dates(signed="2017-03-01"),
            body=(
                chapter(
                    1,
                    "一、",
                    "总体要求",
                    item(1, "重要意义", "智慧果园是果业的新方向。各区县要提高认识。"),
                ),
                chapter(
                    2,
                    "二、",
                    "主要任务",
                    item(
                        2,
                        "保护果农信息",
                        "完善果农个人信息保护制度，严禁非法收集使用果农个人信息。"
                        "运营者应当建立投诉举报渠道，及时处理投诉。制定云溪市果农信息保护条例。",
                    ),
                    item(
                        3,
                        "规范交易平台",
                        "交易平台应当公示交易规则。平台不得利用算法排除竞争；对违规商户，应当及时处置并保存记录。",
                    ),
                    item(
                        4,
                        "加强冷链安全",
                        "强化冷链运输的安全检查。修订云溪市冷链安全办法，推进冷链追溯立法。",
                    ),
                    item(
                        5, "培养果业人才", "支持高等学校开设果业课程，对返乡果农给予技能培训补贴。"
                    ),
                    item(6, "扩大对外交流", "办好国际果业论坛。"),
                ),
            ),
        )
    )


def protection() -> Document:
    """Newer than the opinion."""
    return name_document(
        Document(
            title="云溪市果农信息保护条例",
            kind="local-regulation",
            dialect="cn_law",
            authority="云溪市人民代表大会常务委员会",
            dates=Dates(promulgated="2019-06-01", in_force="2019-10-01"),
            body=(
                article(1, "第一条", "为了保护果农个人信息，制定本条例。"),
                article(
                    2,
                    "第二条",
                    "处理果农个人信息，应当遵循合法、正当的原则，不得非法处理果农个人信息。",
                    "收集范围应当公示。",
                ),
                article(3, "第三条", "运营者应当建立投诉举报渠道，及时处理投诉。"),
                article(4, "第四条", "果农有权查阅、复制其个人信息。"),
            ),
        )
    )


def platforms() -> Document:
    """Older than the opinion, this version newer."""
    return name_document(
        Document(
            title="中华人民共和国果业交易平台管理法",
            kind="law",
            dialect="cn_law",
            dates=Dates(promulgated="2018-01-01", in_force="2018-01-01"),
            original_dates=Dates(promulgated="2012-05-01"),
            body=(
                article(1, "第一条", "交易平台应当在显著位置公示交易规则。"),
                article(2, "第二条", "对违规商户，平台应当及时处置，保存记录不少于三年。"),
            ),
        )
    )


def platforms_before() -> Document:
    """The same law before the opinion: its second article was another one."""
    earlier = "对违规商户，平台应当及时处置。"
    return name_document(
        replace(
            platforms(),
            dates=Dates(promulgated="2012-05-01"),
            original_dates=Dates(),
            body=(platforms().articles[0], article(2, "第二条", earlier)),
        )
    )


def cold_chain() -> Document:
    """Older than the opinion."""
    return name_document(
        Document(
            title="云溪市冷链安全办法",
            kind="local-rule",
            dialect="cn_law",
            dates=Dates(promulgated="2010-08-01"),
            body=(
                article(1, "第一条", "冷链运输单位每月进行安全检查。"),
                article(2, "第二条", "本办法自公布之日起施行。"),
            ),
        )
    )


def spans(term: str, text: str) -> tuple[tuple[int, int], ...]:
    """Every place of a term."""
    return tuple(match.span() for match in re.finditer(re.escape(term), text))


def link(
    left: Document,
    right: Document,
    x: str,
    y: str,
    score: float,
    *terms: str | tuple[str, str],
    **extra,
) -> Link:
    """A link whose evidence is looked up in both texts."""
    a = next(provision for provision in left.articles if provision.eid == x)
    b = next(provision for provision in right.articles if provision.eid == y)
    pairs = [(term, term) if isinstance(term, str) else term for term in terms]
    evidence = tuple(
        Evidence(
            term=mine,
            right_term=None if mine == theirs else theirs,
            left=spans(mine, a.text),
            right=spans(theirs, b.text),
            weight=round(score / len(pairs) / (place + 1), 2),
        )
        for place, (mine, theirs) in enumerate(pairs)
    )
    places = {"left": place_of(left, x, a.num), "right": place_of(right, y, b.num)}
    found = Link(**places, score=score, share=round(score / 2, 4), evidence=evidence)
    return replace(found, **extra)


def relation() -> Relation:
    """The sample: a person can follow each number by reading the texts above."""
    left, (first, second, third) = opinion(), (protection(), platforms(), cold_chain())
    third_item = next(provision for provision in left.articles if provision.eid == "art_2")
    answered = next(provision for provision in first.articles if provision.eid == "art_3")
    begin = third_item.text.index("运营者")
    end = third_item.text.index("制定")
    links = (
        link(
            left,
            first,
            "art_2",
            "art_3",
            0.91,
            "投诉举报渠道",
            "及时处理投诉",
            status="confirmed",
            grade=2,
            judgements=(
                Judgement(reviewer="李四", status="confirmed", grade=2, note="原文照抄"),
                Judgement(reviewer="王五", note="请再看第二句"),
            ),
            sentence=(begin, end),
            right_sentence=(0, len(answered.text)),
            wording="same",
        ),
        link(
            left,
            first,
            "art_2",
            "art_2",
            0.78,
            "果农个人信息",
            ("收集使用", "处理"),
            sentence=(0, begin),
            stale=True,
            grade=1,
        ),
        link(
            left, first, "art_2", "art_1", 0.2, "果农个人信息", status="rejected", reviewer="李四"
        ),
        link(
            left,
            second,
            "art_3",
            "art_2",
            0.72,
            "违规商户",
            "及时处置",
            "保存记录",
            wording="adapted",
            edits=redline(
                "对违规商户，应当及时处置并保存记录。",
                "对违规商户，平台应当及时处置，保存记录不少于三年。",
            ),
            disputed=True,
        ),
        link(left, second, "art_3", "art_1", 0.41, "公示交易规则"),
        link(left, third, "art_4", "art_1", 0.38, "冷链运输", "安全检查"),
        link(left, first, "art_5", "art_4", 0.05, "果农"),
    )
    orders = {first.title: "later", second.title: "parallel", third.title: "earlier"}
    best = {
        ("art_2", first.title): 0.91,
        ("art_3", second.title): 0.72,
        ("art_4", third.title): 0.38,
        ("art_5", first.title): 0.05,
    }
    read = measures(left, (first, second, third))
    coverage = tuple(
        Coverage(
            left=provision.eid,
            right=document.title,
            status=item_status(
                [
                    answer.status
                    for measure in read
                    for answer in measure.answers
                    if (measure.left, answer.right) == (provision.eid, document.title)
                ]
            ),
            best=best.get((provision.eid, document.title), 0.0),
            share=best.get((provision.eid, document.title), 0.0) / 2,
            order=orders[document.title],
            reviewed=(provision.eid, document.title) == ("art_2", first.title),
        )
        for provision in left.articles
        for document in (first, second, third)
    )
    found = Relation(
        left=left,
        right=(first, second, third),
        links=links,
        measures=read,
        coverage=coverage,
        only_right=(place_of(first, "art_4", "第四条"),),
        instruments=instruments(left),
        covered=0.25,
        partly=0.15,
    )
    return with_traits(found, {second.title: platforms_before()})


def measures(left: Document, rights: tuple[Document, ...]) -> tuple[Measure, ...]:
    """Every sentence of the items with its answers; those not named here have none."""
    first, second, third = (document.title for document in rights)
    given = {
        ("art_2", 0, first): ("answered", (("art_2", 0.8), ("art_3", 0.2)), {}),
        ("art_2", 1, first): (
            "answered",
            (("art_3", 0.9), ("art_2", 0.6)),
            {"reviewed": True, "reviewer": "李四", "note": "原文照抄"},
        ),
        ("art_2", 2, first): ("partly", (("art_1", 0.3),), {}),
        ("art_3", 0, second): ("partly", (("art_1", 0.41),), {}),
        ("art_3", 1, first): ("none", (("art_4", 0.04),), {}),
        ("art_3", 1, second): ("none", (("art_1", 0.12), ("art_2", 0.1)), {}),
        ("art_3", 2, second): (
            "answered",
            (("art_2", 0.7),),
            {"reviewed": True, "reviewer": "李四, 王五", "disputed": True},
        ),
        ("art_4", 0, third): ("partly", (("art_1", 0.38),), {}),
    }
    return tuple(
        Measure(
            left=item.eid,
            span=span,
            answers=tuple(
                replace(
                    answer(
                        document, *given.get((item.eid, place, document.title), ("none", (), {}))
                    ),
                    reason=reason(item, document, *REASONS.get((item.eid, place, law), ())),
                )
                for law, document in enumerate(rights)
            ),
        )
        for item in left.articles
        for place, span in enumerate(cut_sentences(item.text))
    )


REASONS: dict[tuple[str, int, int], tuple[str | None, str, str]] = {
    ("art_1", 0, 0): (None, "", ""),
    ("art_2", 0, 0): (
        "完善果农个人信息保护制度",
        "art_2",
        "处理果农个人信息，应当遵循合法、正当的原则，不得非法处理果农个人信息",
    ),
    ("art_2", 1, 0): ("建立投诉举报渠道", "art_3", "运营者应当建立投诉举报渠道"),
    ("art_2", 2, 0): ("制定云溪市果农信息保护条例", "art_1", "制定本条例"),
    ("art_3", 0, 1): ("公示交易规则", "art_1", "交易平台应当在显著位置公示交易规则"),
    ("art_3", 1, 1): ("不得利用算法排除竞争", "art_1", "公示交易规则"),
    ("art_3", 2, 1): ("及时处置并保存记录", "art_2", "平台应当及时处置，保存记录不少于三年"),
    ("art_4", 0, 2): ("强化冷链运输的安全检查", "art_1", "冷链运输单位每月进行安全检查"),
    ("art_4", 1, 2): ("修订云溪市冷链安全办法", "", ""),
}
"""Item, sentence and document → what is asked, the article and its words."""


def reason(
    left: Provision, right: Document, demand: str | None = "", article: str = "", words: str = ""
) -> AnswerReason | None:
    """A reason with the places of its words; None without any."""
    if demand == "":
        return None
    texts = {provision.eid: provision.text for provision in right.articles}
    return AnswerReason(
        demand=None if demand is None else spans(demand, left.text)[0],
        article=article or None,
        words=spans(words, texts[article])[0] if article else None,
    )


def answer(
    right: Document, status: str, articles: tuple[tuple[str, float], ...], more: dict[str, object]
) -> MeasureAnswer:
    """An answer; what a person judged names its first article."""
    nums = {one.eid: one.num for one in right.articles}
    named = bool(more) and status != "none"
    found = tuple(
        AnsweringArticle(
            eid=eid,
            num=nums[eid],
            score=score,
            named=named and not place,
            grade=2 if named and not place else None,
        )
        for place, (eid, score) in enumerate(articles)
    )
    best = max((score for _, score in articles), default=0.0)
    return MeasureAnswer(right=right.title, status=status, score=best, articles=found, **more)


def instruments(left: Document) -> tuple[Instrument, ...]:
    """One enacted, one repealed, one unknown."""
    texts = {provision.eid: provision.text for provision in left.articles}
    return (
        Instrument(
            left="art_2",
            span=spans("云溪市果农信息保护条例", texts["art_2"])[0],
            name="云溪市果农信息保护条例",
            action="制定",
            title="云溪市果农信息保护条例",
            status="in force",
            authority="云溪市人民代表大会常务委员会",
            number="云溪市公告第3号",
            promulgated="2019-06-01",
            in_force="2019-10-01",
            document="云溪市果农信息保护条例",
            since=(("2019-06-01", "enacted"),),
            sources=("https://example.org/1",),
        ),
        Instrument(
            left="art_4",
            span=spans("云溪市冷链安全办法", texts["art_4"])[0],
            name="云溪市冷链安全办法",
            action="修订",
            title="云溪市冷链安全办法",
            status="repealed",
            promulgated="2010-08-01",
            document="云溪市冷链安全办法",
            since=(("2018-02-01", "revised"), ("2021-01-01", "repealed")),
            note=Message.foreign("由省办法代替"),
        ),
        Instrument(
            left="art_4",
            span=spans("冷链追溯立法", texts["art_4"])[0],
            name="冷链追溯立法",
            action="推进",
        ),
    )


def hostile_answer(title: str) -> MeasureAnswer:
    """An answer of an article that is there, and of one that is not."""
    return MeasureAnswer(
        right=title,
        status="answered",
        score=0.9,
        articles=(
            AnsweringArticle(eid="art_1", num=HOSTILE, score=0.9, origin="new", force="duty"),
            AnsweringArticle(eid=HOSTILE, num="=1+1", score=0.8),
        ),
        reviewed=True,
        reviewer=HOSTILE,
        note="=1+1",
    )


def hostile() -> Relation:
    """Every text attacks its reader's program."""
    left = name_document(
        Document(
            title=HOSTILE,
            kind="opinion",
            dialect="cn_policy",
            authority=HOSTILE,
            body=(item(1, HOSTILE, HOSTILE),),
        )
    )
    right = name_document(
        Document(
            title="=" + HOSTILE,
            kind="law",
            dialect="cn_law",
            document_number=HOSTILE,
            body=(article(1, HOSTILE, HOSTILE),),
        )
    )
    place = ArticlePlace(eid="art_1", num=HOSTILE, title=right.title)
    found = Link(
        left=ArticlePlace(eid="art_1", num=HOSTILE, title=HOSTILE),
        right=place,
        score=0.9,
        judgements=(Judgement(reviewer=HOSTILE, status="rejected", note="=1+1"),),
        note="=1+1",
        reviewer=HOSTILE,
        evidence=(
            Evidence(
                term=HOSTILE,
                right_term="=cmd",
                left=((0, 5), (3, 9), (900, 950)),
                right=((0, 10_000),),
            ),
        ),
        sentence=(5, 10_000),
        right_sentence=(-3, 2),
        wording="adapted",
        edits=redline(HOSTILE, "=" + HOSTILE),
    )
    return Relation(
        left=left,
        right=(right,),
        links=(found,),
        measures=(
            Measure(left="art_1", span=(3, 10_000), answers=(hostile_answer(right.title),)),
            Measure(left="art_99", span=(0, 2)),
        ),
        coverage=(Coverage(left="art_1", right=right.title, status="covered", best=0.9),),
        only_right=(place,),
        instruments=(
            Instrument(
                left="art_1",
                span=(0, 9999),
                name=HOSTILE,
                action=HOSTILE,
                title=HOSTILE,
                number=HOSTILE,
                sources=("javascript:alert(1)",),
                note=Message.foreign("@x"),
            ),
        ),
    )
