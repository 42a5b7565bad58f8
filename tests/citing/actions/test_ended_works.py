"""Citations of works that have ended, and of works that live, in sixty texts of each.

All works and texts are invented. The works ended in every way that a text or a person can state.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ready_repositories import new_repository

from policydiff.citing.actions.cites import Question, cites
from policydiff.citing.actions.citing import citing_on_day, follow_citation, mentioned_works
from policydiff.citing.report.lines import citation_lines, summary, tally_words
from policydiff.library.actions.set_facts import set_facts
from policydiff.model.cited import Citations
from policydiff.reading.load import load
from policydiff.store.repository import Repository
from policydiff.works.life import WorkLives
from policydiff.works.session import Session

TODAY = "2026-06-01"

ENDED = {
    "示例省灯塔管理条例": "2025-03-01",
    "示例省渡口收费条例": "2024-05-01",
    "示例省晒盐条例": "2024-05-01",
    "示例省采石管理办法": "2023-09-01",
    "示例省竹筏管理规定": "2023-09-01",
    "示例市摊位管理办法": "2024-08-01",
    "示例市船坞补贴办法": "2025-01-01",
    "示例市路灯认养规定": "2022-02-01",
    "示例省集市登记条例": "2022-12-01",
    "示例市井盖巡查办法": "2021-04-01",
}
"""Works that had ended, each with the first day on which it no longer applied."""

LIVING = (
    "示例省灯塔管理条例实施细则",
    "示例省灯塔保护条例",
    "示例市灯塔管理条例",
    "示例省渡口安全条例",
    "示例省晒谷场条例",
    "示例省采石管理条例",
    "示例省竹木管理办法",
    "示例市摊位登记办法",
    "示例市船坞管理办法",
    "示例市路灯管理规定",
)
"""Works that live, with titles that come near those of the others."""

AGAIN, LATER = "示例市茶山保护规定", "示例省冰窖管理条例"
"""A work that ended and was made again, and one that ends after the day of asking."""


def work(title: str, made: str, begin: str, last: str = "") -> str:
    short = "条例" if title.endswith("条例") else "办法"
    return (
        f"{title}\n（{made}通过）\n第一条　为了加强管理，制定本{short}。\n"
        f"第二条　经营者应当建立{title[2:6]}台账，每年至少检查两次。\n"
        f"第三条　未建立{title[2:6]}台账的，由主管部门责令限期改正。\n第四条　本{short}自{begin}起施行。{last}\n"
    )


def works() -> Iterator[str]:
    """The works, and the acts that end some of them."""
    own = {"示例市摊位管理办法": "有效期五年。"}
    for title in ENDED:
        yield work(title, "2019年6月1日", "2019年8月1日", own.get(title, ""))
    for title in (*LIVING, AGAIN, LATER):
        yield work(title, "2019年6月1日", "2019年8月1日")
    yield "示例省人民代表大会常务委员会关于废止《示例省灯塔管理条例》的决定\n（2025年3月1日通过）\n废止《示例省灯塔管理条例》。\n本决定自公布之日起施行。\n"
    yield (
        "示例省人民代表大会常务委员会关于废止部分地方性法规的决定\n\n（2024年5月1日示例省第十四届人民代表大会常务委员会第九次会议通过）\n\n"
        "示例省第十四届人民代表大会常务委员会第九次会议决定：\n\n一、废止《示例省渡口收费条例》（2019年6月1日通过）\n\n"
        "二、废止《示例省晒盐条例》（2019年6月1日通过）\n\n本决定自公布之日起施行。\n"
    )
    yield work(
        "示例省矿石和竹筏管理条例",
        "2023年6月1日",
        "2023年9月1日",
        "《示例省采石管理办法》和《示例省竹筏管理规定》同时废止。",
    )
    yield "示例市人民政府关于宣布失效部分规范性文件的决定\n（2025年1月1日公布）\n宣布《示例市船坞补贴办法》失效。\n本决定自公布之日起施行。\n"
    yield work("示例省集市条例", "2022年11月1日", "2022年12月1日")
    yield "示例市人民政府关于废止《示例市茶山保护规定》的决定\n（2021年1月1日公布）\n废止《示例市茶山保护规定》。\n本决定自公布之日起施行。\n"
    yield work(AGAIN, "2023年6月1日", "2023年8月1日")
    yield "示例省人民代表大会常务委员会关于废止《示例省冰窖管理条例》的决定\n（2026年1月1日通过）\n废止《示例省冰窖管理条例》。\n本决定自2026年9月1日起施行。\n"


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    store = new_repository(tmp_path_factory.mktemp("ended") / "laws")
    for text in works():
        store.add(load(text.encode(), name="a.txt"), text.encode(), "a.txt")
    session = Session(repository=store.root)
    for title, why in (("示例市路灯认养规定", "by"), ("示例市井盖巡查办法", "why")):
        set_facts(title, session, life={"ended": ENDED[title], why: "机构改革公告"})  # type: ignore[misc]
    set_facts(
        "示例省集市登记条例",
        session,
        life={"ended": ENDED["示例省集市登记条例"], "by": "示例省集市条例"},
    )
    return Repository.open(store.root)


FORMS = {
    "contract": "台账服务合同\n甲方：示例公司\n第一条　本合同依据《{title}》第二条订立。\n第二条　乙方违反《{title}》第三条的，应当赔偿损失。\n签订日期：{day}\n",
    "short": "台账服务协议\n甲方：示例公司\n第一条　双方依照《{title}》（以下简称《规定》）履行。\n第二条　台账按照《规定》第二条、第三条建立。\n签订日期：{day}\n",
    "rule": "示例县台账实施细则\n（{day}印发）\n第一条　根据《{title}》，结合本县实际，制定本细则。\n第二条　检查依照《{title}》第二条进行。\n",
    "opinion": "示例县关于加强台账工作的意见\n（{day}）\n一、落实《{title}》第二条，建立台账。\n二、宣传《{title}》。\n",
    "notice": "示例县关于检查台账的通知\n（{day}）\n各乡镇：\n依照《{title}》第二条至第三条的规定，现就有关事项通知如下。\n",
    "word": "示例县台账会议纪要\n（{day}）\n会议要求，认真执行《{title}》的规定。\n",
}
"""Texts that cite one work in several manners, and no other."""


def check(folder: Path, laws: Repository, text: str, **choices: str) -> Citations:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    session = Session(repository=laws.root, today=TODAY)
    return cites(Question(source=str(path), **choices), session)  # type: ignore[arg-type]


def shown(found: Citations) -> str:
    lines = (*citation_lines(found, "en"), summary(found, "en"), tally_words(found, "en"))
    return "\n".join(lines)


def chinese(day: str) -> str:
    year, month, one = day.split("-")
    return f"{year}年{int(month)}月{int(one)}日"


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_of_an_ended_work_never_stands(tmp_path: Path, laws: Repository, form: str):
    """Sixty texts; half of them are older than the end of the work."""
    for place, (title, end) in enumerate(ENDED.items()):
        day = "2020-02-03" if place % 2 else "2025-08-01"
        found = check(tmp_path, laws, FORMS[form].format(title=title, day=chinese(day)))

        cited = [one for one in found.citations if not one.mention.internal]
        assert cited, title
        for one in cited:
            assert one.check is not None, title
            assert one.check.verdict == "ended", (title, one.mention.place.text)
            assert one.ended is not None
            assert one.ended.day == end
            assert one.cited is not None
            assert one.cited.basis == ("ended" if end <= day else "in force"), title
        assert (found.tally.sound, found.tally.unchecked) == (0, 0)
        assert f"citations: {len(cited)}; checked without a fault: 0;" in shown(found)
        assert ("it had ended by then" if end <= day else "it has ended since") in shown(found)


@pytest.mark.parametrize("form", FORMS)
def test_a_work_that_lives_is_not_called_ended(tmp_path: Path, laws: Repository, form: str):
    """Sixty texts of works with similar titles, and two of works with another end than theirs."""
    for title in (*LIVING, AGAIN, LATER):
        day = "2025-08-01" if title == AGAIN else "2020-02-03"
        found = check(tmp_path, laws, FORMS[form].format(title=title, day=chinese(day)))

        assert found.citations, title
        assert [one.ended for one in found.citations] == [None] * len(found.citations), title
        assert {one.check.verdict for one in found.citations if one.check} == {"stands"}, title
        assert "ended" not in shown(found)
        assert "repealed" not in shown(found)


def test_before_its_end_a_work_lives_on_the_day_of_asking(tmp_path: Path, laws: Repository):
    for title, end in ENDED.items():
        text = FORMS["contract"].format(title=title, day="2020年2月3日")
        before = f"{int(end[:4]) - 1}{end[4:]}"

        assert not check(tmp_path, laws, text, on=before).faulty, title
        assert check(tmp_path, laws, text, on=end).faulty, title


def test_between_its_end_and_its_making_again_a_work_had_ended(tmp_path: Path, laws: Repository):
    text = FORMS["contract"].format(title=AGAIN, day="2022年2月3日")

    for one in check(tmp_path, laws, text).citations:
        assert (one.ended and one.ended.day, one.cited and one.cited.basis) == (
            "2021-01-01",
            "ended",
        )


def test_the_ground_of_a_text_is_told_from_its_other_citations(tmp_path: Path, laws: Repository):
    title = "示例省灯塔管理条例"
    found = check(tmp_path, laws, FORMS["rule"].format(title=title, day="2022年2月3日"))

    assert [one.ground for one in found.citations] == [True, False]
    words = "what the text rests on has ended (repealed), and no word of the text says that it has ended too: to be checked"
    assert shown(found).count(words) == 1


def test_a_text_that_ends_a_work_cites_no_ended_work(tmp_path: Path, laws: Repository):
    """Neither the act that is stored nor one that is about to end another work."""
    draft = work(
        "示例省灯具条例", "2026年6月1日", "2026年7月1日", "《示例省灯塔保护条例》同时废止。"
    )
    again = work(
        "示例省塔灯条例", "2026年6月1日", "2026年7月1日", "《示例省灯塔管理条例》同时废止。"
    )

    for text in (draft, again):
        assert [one.ended for one in check(tmp_path, laws, text).citations] == [None]
    session = Session(repository=laws.root, today=TODAY)
    own = cites(Question(source="示例省矿石和竹筏管理条例"), session).citations
    assert [one.ended for one in own] == [None, None]


def test_who_cites_an_ended_work_and_what_a_stored_text_cites(tmp_path: Path):
    store = new_repository(tmp_path / "laws")
    title = "示例省灯塔管理条例"
    end = next(
        text
        for text in works()
        if text.startswith("示例省人民代表大会常务委员会关于废止《示例省灯塔")
    )
    rule = FORMS["rule"].format(title=title, day="2022年2月3日")
    for text in (work(title, "2019年6月1日", "2019年8月1日"), end, rule):
        store.add(load(text.encode(), name="a.txt"), text.encode(), "a.txt")
    session = Session(repository=store.root, today=TODAY)

    found = cites(Question(cited=title), session)
    ours = cites(Question(source="示例县台账实施细则"), session)
    outdated = cites(Question(outdated=True), session)

    assert [one.ended is not None for one in found.citations] == [False, True, True]
    assert found.citations[1:] == ours.citations == outdated.citations
    assert "of ended works or parts: 2" in summary(found, "en")
    assert shown(ours).count("; repealed on 2025-03-01 by 示例省人民") == 2
    assert shown(ours).count("no stored text ends the text: to be checked") == 1
    before = cites(Question(outdated=True), Session(repository=store.root, today="2025-02-28"))
    assert before.citations == ()


def test_a_work_that_is_not_stored_ends_by_a_stored_text(tmp_path: Path):
    store = new_repository(tmp_path / "laws")
    for text in [one for one in works() if "关于废止" in one or "同时废止" in one]:
        store.add(load(text.encode(), name="a.txt"), text.encode(), "a.txt")
    for title in ("示例省灯塔管理条例", "示例省晒盐条例", "示例省竹筏管理规定"):
        text = FORMS["contract"].format(title=title, day="2025年8月1日")
        for one in check(tmp_path, store, text).citations:
            assert one.check is not None
            assert (one.status, one.check.verdict) == ("unknown work", "ended")
            assert one.ended is not None
            assert one.ended.day == ENDED[title]
    text = FORMS["contract"].format(title="示例省灯塔保护条例", day="2025年8月1日")
    assert [one.check and one.check.verdict for one in check(tmp_path, store, text).citations] == [
        "unchecked",
        "unchecked",
    ]


def test_the_end_of_an_article_is_a_finding_for_that_article_alone(tmp_path: Path):
    """An amendment of the work between the two days moves the article."""
    store = new_repository(tmp_path / "laws")
    title = "示例省水车条例"
    first = work(title, "2019年6月1日", "2019年8月1日")
    second = first.replace("第四条", "第五条").replace("第三条", "第四条")
    second = second.replace("第二条", "第三条").replace("第一条", "第二条")
    second = second.replace("第二条　为了", "第一条　水车应当登记。\n第二条　为了")
    second = second.replace("2019年6月1日通过", "2022年6月1日修订").replace(
        "2019年8月", "2022年7月"
    )
    for text in (first, second):
        store.add(load(text.encode(), name="a.txt"), text.encode(), "a.txt")
    act = work("示例省水磨条例", "2023年12月1日", "2024年1月1日", f"《{title}》第三条同时废止。")
    store.add(load(act.encode(), name="a.txt"), act.encode(), "a.txt")
    (fact,) = WorkLives(store).facts(store.find(title))
    assert (fact.kind, fact.places) == ("part", ("第三条",))

    def verdicts(day: str, *places: str) -> list[str]:
        text = "台账合同\n" + "".join(
            f"第{number}条　依照《{title}》{place}办理。\n"
            for number, place in zip("一二三四五", places, strict=False)
        )
        found = check(tmp_path, store, f"{text}签订日期：{day}\n").citations
        return [one.check.verdict for one in found if one.check]

    new = verdicts("2023年1月1日", "第三条", "第二条", "第四条", "第三条第一款", "第二条至第四条")
    assert new == ["ended", "stands", "stands", "ended", "ended"]
    old = verdicts("2021年1月1日", "第二条", "第三条")
    assert old == ["ended", "renumbered"]
    (whole,) = check(
        tmp_path, store, f"台账合同\n第一条　依照《{title}》办理。\n签订日期：2023年1月1日\n"
    ).citations
    assert whole.check is not None
    assert whole.check.verdict == "stands"


def test_following_a_citation_on_a_day_says_that_the_work_had_ended(laws: Repository):
    text = FORMS["rule"].format(title="示例省晒盐条例", day="2022年2月3日")
    found = next(mentioned_works(load(text.encode(), name="a.txt"), "cn", laws.catalogue()))

    assert follow_citation(laws, found).notes == ()
    assert follow_citation(laws, found, "2024-04-30").notes == ()
    (note,) = follow_citation(laws, found, "2024-05-01").notes
    assert note.startswith("示例省晒盐条例: repealed on 2024-05-01 by ")


def test_texts_that_had_ended_are_named_where_those_of_a_day_are_listed(tmp_path: Path):
    store = new_repository(tmp_path / "laws")
    cited = work("示例省灯塔保护条例", "2019年6月1日", "2019年8月1日")
    rule = "示例省灯罩规定\n（2020年2月3日通过）\n第一条　依照《示例省灯塔保护条例》第二条检查。\n第二条　本规定自2020年3月1日起施行。\n"
    for text in (cited, rule):
        store.add(load(text.encode(), name="a.txt"), text.encode(), "a.txt")
    session = Session(repository=store.root, today=TODAY)
    set_facts("示例省灯罩规定", session, life={"ended": "2024-01-01", "by": "甲公告"})
    store = Repository.open(store.root)
    found = cites(Question(cited="示例省灯塔保护条例"), session)

    assert citing_on_day(found, store, "2023-12-31") == found
    later = citing_on_day(found, store, "2024-01-01")
    assert later.citations == ()
    assert "示例省灯罩规定 was no longer in force on 2024-01-01" in later.notes[-1]
