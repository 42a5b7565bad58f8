"""The citations of a file: laws, contracts and rules are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from ready_repositories import new_repository
from river_laws import river_laws

from policydiff.citing.actions.cites import Question, cites
from policydiff.citing.report.lines import check_words
from policydiff.model.cited import Citations, CrossCitation
from policydiff.reading.load import load
from policydiff.store.repository import Repository
from policydiff.works.session import Session

DAY = "签订日期：2019年8月1日"
HEAD = "采砂合同\n甲方：示例采砂公司\n第一条　本合同依据《示例省河道保护条例》（以下简称《条例》）订立。\n"


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return river_laws(tmp_path_factory.mktemp("river") / "laws")


def check(folder: Path, laws: Repository | None, text: str, **choices: object) -> Citations:
    """The citations of a file with this text."""
    path = folder / "contract.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    session = Session() if laws is None else Session(repository=laws.root)
    return cites(Question(source=str(path), **choices), session)  # type: ignore[arg-type]


def found(folder: Path, laws: Repository | None, text: str, **choices: object) -> CrossCitation:
    """The last citation of a file with this second article."""
    read = check(folder, laws, f"第二条　{text}\n{choices.pop('day', DAY)}\n", **choices)
    return read.citations[-1]


def verdict(one: CrossCitation) -> str:
    assert one.check is not None
    return one.check.verdict


def corrected(one: CrossCitation) -> str | None:
    assert one.check is not None
    return one.check.corrected(one.mention.place.text)


@pytest.mark.parametrize(
    ("text", "expected", "new"),
    [
        ("依照《条例》第一条办理。", "stands", None),
        ("依照《条例》第三条办理。", "renumbered", "《条例》第四条"),
        ("依照《条例》第3条办理。", "renumbered", "《条例》第4条"),
        ("依照《条例》第三条第二款办理。", "renumbered", "《条例》第四条第二款"),
        (
            "依照《条例》第三条第二款第（一）项办理。",
            "renumbered",
            "《条例》第四条第二款第（一）项",
        ),
        ("依照该条例第三条办理。", "renumbered", "该条例第四条"),
        ("依照《条例》第四条办理。", "removed", None),
        ("依照《条例》第五条办理。", "reworded", None),
        ("依照《条例》第九条办理。", "dangling", None),
        ("依照《条例》第三条第五款办理。", "dangling", None),
        ("依照《条例》第三条至第九条办理。", "dangling", None),
        ("依照《示例省河道保护条例》（2018年）第三条办理。", "renumbered", None),
        ("依照《示例省河道保护条例》（2022年修订）第三条办理。", "stands", None),
        ("依照《示例省海滩条例》第三条办理。", "unchecked", None),
    ],
)
def test_each_citation_has_its_verdict(
    tmp_path: Path, laws: Repository, text: str, expected: str, new: str | None
) -> None:
    one = found(tmp_path, laws, text)

    assert (verdict(one), corrected(one)) == (expected, new)


def test_what_is_left_to_a_person_has_its_reason(tmp_path: Path, laws: Repository) -> None:
    one = found(tmp_path, laws, "依照《示例省河道保护条例》（2018年）第三条办理。")

    assert one.check is not None
    assert str(one.check.reason) == "the citation names the version, in which the number is right"


def test_a_reworded_provision_tells_what_changed(tmp_path: Path, laws: Repository) -> None:
    one = found(tmp_path, laws, "依照《条例》第五条办理。")

    assert one.check is not None
    assert one.check.now == ("第五条",)
    assert one.check.changes == (("一千元以上五千元", "二千元以上九千元"),)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("申请采砂许可证", "renumbered"),
        ("在河道中采砂的……采砂许可证", "renumbered"),
        ("申请采砂执照", "misquoted"),
    ],
)
def test_quoted_words_are_compared(
    tmp_path: Path, laws: Repository, quote: str, expected: str
) -> None:
    one = found(tmp_path, laws, f"依照《条例》第三条规定的“{quote}”办理。")

    assert verdict(one) == expected
    assert one.check is not None
    assert one.check.quote is not None
    assert one.check.quote.text == quote
    assert bool(one.check.fixes) == (expected == "renumbered")


def test_quoted_words_that_changed(tmp_path: Path, laws: Repository) -> None:
    one = found(tmp_path, laws, "依照《条例》第五条规定的“一千元以上五千元以下”办理。")

    assert one.check is not None
    assert one.check.quote is not None
    assert (one.check.quote.then, one.check.quote.now) == (True, False)


def test_the_version_is_that_of_the_day_of_the_file(tmp_path: Path, laws: Repository) -> None:
    text = "依照《条例》第三条办理。"

    assert verdict(found(tmp_path, laws, text, written="2023-01-01")) == "stands"
    assert verdict(found(tmp_path, laws, text, day="", written="2019-01-01")) == "renumbered"
    assert verdict(found(tmp_path, laws, text, day="")) == "unsure"
    assert verdict(found(tmp_path, laws, "依照《条例》第二条办理。", day="")) == "stands"
    assert verdict(found(tmp_path, laws, text, day="", written="2001-01-01")) == "unchecked"
    two = "甲方签订日期：2019年8月1日，乙方签订日期：2023年8月1日"
    assert verdict(found(tmp_path, laws, text, day=two)) == "unsure"


def test_it_is_checked_against_the_versions_of_a_day(tmp_path: Path, laws: Repository) -> None:
    text = "依照《条例》第三条办理。"

    assert verdict(found(tmp_path, laws, text, on="2020-01-01")) == "stands"
    assert verdict(found(tmp_path, laws, text, on="2023-01-01")) == "renumbered"
    assert verdict(found(tmp_path, laws, text, on="2001-01-01")) == "unchecked"
    later = found(tmp_path, laws, text, written="2023-01-01", on="2020-01-01")
    assert verdict(later) == "unchecked"


def verdicts(read: Citations) -> list[tuple[str, str, str | None]]:
    return [(one.mention.place.text, verdict(one), corrected(one)) for one in read.citations[1:]]


def test_a_list_of_one_work_is_corrected_member_by_member(tmp_path: Path, laws: Repository) -> None:
    read = check(tmp_path, laws, f"第二条　依照《条例》第一条、第三条办理。\n{DAY}\n")

    assert verdicts(read) == [
        ("《条例》第一条", "stands", None),
        ("第三条", "renumbered", "第四条"),
    ]


def test_a_list_within_an_article_follows_it(tmp_path: Path, laws: Repository) -> None:
    read = check(tmp_path, laws, f"第二条　依照《条例》第三条第一款、第二款办理。\n{DAY}\n")

    assert verdicts(read) == [
        ("《条例》第三条第一款", "renumbered", "《条例》第四条第一款"),
        ("第二款", "renumbered", None),
    ]
    assert read.citations[-1].check is not None
    assert read.citations[-1].check.reason is None


def test_a_bare_number_is_of_no_law_that_was_only_named_before(
    tmp_path: Path, laws: Repository
) -> None:
    read = check(
        tmp_path, laws, f"第二条　依照《条例》第一条办理。违约的，按照第三条第五款处理。\n{DAY}\n"
    )

    assert verdicts(read)[-1][1] in ("unsure", "dangling", "unchecked")
    assert verdicts(read)[-1][2] is None


OWN = """第二条　按照第一条、本合同第三条和前条执行；第三条第三款除外。
第三条　采砂的数量如下：
（一）每日一吨；
（二）每月十吨。
逾期的，适用第三条第一款第（三）项、第二条至第八条和第九条。
第四条　主合同第三十条不变。
"""


def test_citations_of_the_file_itself_need_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read = check(tmp_path, None, OWN)
    by_text = {one.mention.place.text: verdict(one) for one in read.citations}

    assert by_text["第一条"] == by_text["本合同第三条"] == by_text["前条"] == "stands"
    assert by_text["第三条第三款"] == "dangling"
    assert by_text["第三条第一款第（三）项"] == "dangling"
    assert by_text["第二条至第八条"] == by_text["第九条"] == "dangling"
    assert by_text["第三十条"] == "unchecked"
    assert by_text["《示例省河道保护条例》"] == "unchecked"
    assert read.faulty
    assert "no repository" in str(read.notes[0])


def test_attachments_may_be_files_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read = check(tmp_path, None, "第二条　价格见附件一。\n")

    assert [verdict(one) for one in read.citations[1:]] == ["unchecked"]


def test_a_file_whose_citations_stand_is_not_faulty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read = check(tmp_path, None, "第二条　按照第一条执行。\n")

    assert not read.faulty


def test_a_work_that_another_replaced(tmp_path: Path) -> None:
    store = new_repository(tmp_path / "laws", clock=lambda: 1_767_312_000)
    old = "示例省渡口办法\n（2015年1月1日示例省人民政府公布）\n第一条　渡口每年检修。\n第二条　本办法自2015年2月1日起施行。\n"
    new = "示例省渡口条例\n（2020年1月1日示例省人民代表大会常务委员会通过）\n第一条　渡口每月检修。\n第二条　本条例自2020年2月1日起施行。2015年1月1日公布的《示例省渡口办法》同时废止。\n"
    for text in (old, new):
        store.add(load(text.encode(), name="a.txt"), text.encode(), "a.txt")

    one = found(tmp_path, store, "依照《示例省渡口办法》第一条办理。", day="签订日期：2016年1月1日")

    assert verdict(one) == "ended"
    assert (one.ended and one.ended.source, one.replaced and one.replaced.title) == (
        "示例省渡口条例",
        "示例省渡口条例",
    )
    earlier = found(
        tmp_path,
        store,
        "依照《示例省渡口办法》第一条办理。",
        day="签订日期：2016年1月1日",
        on="2017-01-01",
    )
    assert verdict(earlier) == "stands"


def test_what_is_dangling_or_of_one_law_can_be_chosen(tmp_path: Path, laws: Repository) -> None:
    text = f"第二条　依照《条例》第一条、第九条和本合同第三十条办理。\n{DAY}\n"
    chosen = check(tmp_path, laws, text, dangling=True)
    of_law = check(tmp_path, laws, text, cited="示例省河道保护条例#第一条")

    assert [one.mention.place.text for one in chosen.citations] == ["第九条", "本合同第三十条"]
    assert [one.mention.place.text for one in of_law.citations] == ["《条例》第一条"]


@pytest.mark.parametrize(
    "text",
    [
        "依照《示例省河道保护条例》（2018年）第三条、第一条执行。",
        "依照2018年通过的《示例省河道保护条例》第三条执行。",
        "依照2018年版《示例省河道保护条例》第三条执行。",
        "依照《示例省河道保护条例》（2018年）第一条、第三条执行。",
    ],
)
def test_a_citation_that_names_its_version_is_left_to_a_person(
    tmp_path: Path, laws: Repository, text: str
) -> None:
    read = check(tmp_path, laws, f"第二条　{text}\n签订日期：2023年8月1日\n")
    third = next(one for one in read.citations if "第三条" in one.mention.place.text)

    assert (verdict(third), corrected(third)) == ("renumbered", None)
    assert all(one.check is not None and not one.check.fixes for one in read.citations)


def test_a_short_title_of_a_named_version_means_that_version(
    tmp_path: Path, laws: Repository
) -> None:
    text = "第二条　依照《示例省河道保护条例》（2018年通过，以下简称《河法》）执行。\n第三条　适用《河法》第三条。\n签订日期：2023年8月1日\n"
    one = check(tmp_path, laws, text).citations[-1]

    assert one.mention.place.text == "《河法》第三条"
    assert (verdict(one), corrected(one)) == ("renumbered", None)
    assert one.cited is not None
    assert (one.cited.date, one.cited.basis) == ("2018-03-01", "named")


@pytest.mark.parametrize(
    "text",
    [
        "依照修订前的《示例省河道保护条例》第三条、第一条执行。",
        "依照原《示例省河道保护条例》第三条、第一条执行。",
    ],
)
def test_a_version_named_in_words_is_not_guessed(
    tmp_path: Path, laws: Repository, text: str
) -> None:
    read = check(tmp_path, laws, f"第二条　{text}\n{DAY}\n")

    assert [verdict(one) for one in read.citations[-2:]] == ["unsure", "unsure"]


@pytest.mark.parametrize(
    "text",
    [
        "依据主合同第三条、第三十条执行。",
        "依据《示例公司采砂方案》（甲、乙）第三条、第三十条执行。",
        "依据框架协议第三条、第三十条执行。",
    ],
)
def test_provisions_of_other_papers_are_not_checked(
    tmp_path: Path, laws: Repository, text: str
) -> None:
    read = check(tmp_path, laws, f"第二条　{text}\n{DAY}\n")

    assert {verdict(one) for one in read.citations[-2:]} == {"unchecked"}


def test_a_part_that_an_article_does_not_have_is_a_finding(
    tmp_path: Path, laws: Repository
) -> None:
    one = found(tmp_path, laws, "依照《条例》第一条第（三）项办理。")

    assert verdict(one) == "dangling"
    assert check_words(one, "en") == "第一条 has no 第（三）项"
    assert check_words(one, "zh") == "第一条没有第（三）项"
