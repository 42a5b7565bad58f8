"""The status of a version on a day. All texts are invented."""

from __future__ import annotations

import pytest
from ready_repositories import new_repository

import policydiff
from policydiff.library.actions.reading import read_version
from policydiff.model.kinds import root_of
from policydiff.store.repository import Repository

LAMP = "灯塔由县人民政府养护，每年检修一次。"


def add(repository: Repository, title: str, day: str, *articles: str) -> None:
    numbers = "一二三四五"
    body = "\n\n".join(f"第{numbers[at]}条　{one}" for at, one in enumerate(articles))
    data = f"{title}\n\n（{day}示例省人民代表大会常务委员会通过）\n\n{body}\n".encode()
    repository.add(policydiff.load(data, name="law.txt"), data, "law.txt")


def status(repository: Repository, title: str, date: str, day: str) -> list[tuple[str, str]]:
    work = repository.find(title)
    read = read_version(repository, work, repository.version(work, date), day)
    return [(one.kind, "" if one.version is None else one.version.name) for one in read.status]


@pytest.fixture
def lamps(tmp_path) -> Repository:
    """Two versions of a regulation, the second in force later than it was published."""
    repository = new_repository(tmp_path / "laws")
    add(repository, "示例省灯塔条例", "1990年3月1日", LAMP, "本条例自1990年5月1日起施行。")
    new = LAMP.replace("一次", "两次")
    add(repository, "示例省灯塔条例", "2001年3月1日", new, "本条例自2001年9月1日起施行。")
    return repository


@pytest.mark.parametrize(
    ("date", "day", "expected"),
    [
        ("1990-03-01", "1995-01-01", [("in force", "")]),
        ("1990-03-01", "2020-01-01", [("older", "示例省灯塔条例@2001-03-01")]),
        ("2001-03-01", "2001-06-01", [("not in force yet", "示例省灯塔条例@1990-03-01")]),
        ("2001-03-01", "2001-09-01", [("in force", "")]),
        ("1990-03-01", "1990-04-01", [("not in force yet", "")]),
    ],
)
def test_a_version_before_during_and_after_its_time(lamps, date, day, expected):
    assert status(lamps, "示例省灯塔条例", date, day) == expected


def test_a_text_that_a_decision_repealed(lamps):
    title = "示例省人民代表大会常务委员会关于废止《示例省灯塔条例》的决定"
    add(lamps, title, "2010年3月1日", "废止《示例省灯塔条例》。", "本决定自2010年4月1日起施行。")

    assert status(lamps, "示例省灯塔条例", "2001-03-01", "2010-03-20") == [("in force", "")]
    assert status(lamps, "示例省灯塔条例", "2001-03-01", "2010-04-01") == [("last", "")]


def test_a_text_that_another_work_replaced(lamps):
    end = "本条例自2012年5月1日起施行，《示例省灯塔条例》同时废止。"
    add(lamps, "示例省航标条例", "2012年3月1日", LAMP, end)

    found = status(lamps, "示例省灯塔条例", "2001-03-01", "2020-01-01")

    assert found == [("last", "")]


def test_where_no_text_states_the_day_the_choice_is_presumed_for_both(tmp_path):
    repository = new_repository(tmp_path / "laws")
    add(repository, "示例省渡船条例", "1990年3月1日", LAMP)
    add(repository, "示例省渡船条例", "2001年3月1日", LAMP.replace("一次", "两次"))

    old = status(repository, "示例省渡船条例", "1990-03-01", "2001-06-01")
    new = status(repository, "示例省渡船条例", "2001-03-01", "2001-06-01")

    assert old == [("presumed", "示例省渡船条例@2001-03-01")]
    assert new == [("presumed", "示例省渡船条例@1990-03-01")]


def test_a_text_without_a_day_that_is_no_act_is_never_called_in_force(tmp_path):
    repository = new_repository(tmp_path / "laws")
    data = "示例县人民政府关于养护灯塔的意见\n（2001年3月1日）\n\n一、每年检修一次。\n".encode()
    repository.add(policydiff.load(data, name="opinion.txt"), data, "opinion.txt")
    newer = data.replace(b"2001", b"2011").replace("一次".encode(), "两次".encode())
    repository.add(policydiff.load(newer, name="opinion.txt"), newer, "opinion.txt")
    work = repository.works()[0]
    read, later = (read_version(repository, work, one, "2005-01-01") for one in work.versions)

    assert [(one.kind, str(one.message)) for one in later.status] == [
        ("not newest", f"the newest stored text on 2005-01-01 is {work.title}@2001-03-01")
    ]
    assert root_of(work.kind, None) != "act"
    assert [(one.kind, str(one.message)) for one in read.status] == [
        ("newest", "the newest stored text on 2005-01-01")
    ]


def test_a_text_that_waits_leads_to_the_one_in_force_and_says_so(lamps):
    work = lamps.find("示例省灯塔条例")
    read = read_version(lamps, work, work.versions[1], "2001-06-01")

    assert str(read.status[0].message) == (
        "not in force yet on 2001-06-01: it comes into force on 2001-09-01; "
        "on 2001-06-01 another text was in force: 示例省灯塔条例@1990-03-01"
    )


def test_the_text_in_whose_stead_another_was_in_force_says_where_that_is_presumed(tmp_path):
    repository = new_repository(tmp_path / "laws")
    add(repository, "示例省渡船条例", "1980年3月1日", LAMP, "本条例自1980年5月1日起施行。")
    add(repository, "示例省渡船条例", "1990年3月1日", LAMP.replace("一次", "三次"))
    add(repository, "示例省渡船条例", "2001年3月1日", LAMP.replace("一次", "两次"))
    work = repository.find("示例省渡船条例")
    read = read_version(repository, work, work.versions[0], "2001-06-01")

    assert [one.kind for one in read.status] == ["older"]
    assert "presumed: 示例省渡船条例@" in str(read.status[0].message)


def test_a_draft_is_never_called_law(tmp_path):
    repository = new_repository(tmp_path / "laws")
    data = f"示例省井水条例（草案征求意见稿）\n\n第一条　{LAMP}\n".encode()
    document = policydiff.load(data, name="draft.txt")
    repository.add(document, data, "draft.txt")

    assert document.stage is not None
    work = repository.works()[0]
    read = read_version(repository, work, work.versions[0], "2030-01-01")
    assert [one.kind for one in read.status] == ["draft"]


def test_the_form_of_a_citation_has_the_name_of_the_version(lamps):
    work = lamps.find("示例省灯塔条例")
    read = read_version(lamps, work, work.versions[1], "2020-01-01")

    assert read.citation("art_1") == "《示例省灯塔条例》（2001年通过）第一条"
    assert read.citation() == "《示例省灯塔条例》（2001年通过）"


def test_an_extract_has_its_words_its_source_and_its_status(lamps):
    work = lamps.find("示例省灯塔条例")
    read = read_version(lamps, work, work.versions[0], "2020-01-01")
    found = read.extract("第一条")

    assert found.lines == (f"第一条　{LAMP}",)
    assert found.sources == tuple((one.name, one.sha256) for one in work.sources_of("1990-03-01"))
    assert [str(one) for one in found.remarks] == [
        "on 2020-01-01 another text was in force: 示例省灯塔条例@2001-03-01",
        "no repeal or lapse of it is stored (as of 2020-01-01, by 1 document)",
    ]


def test_a_version_of_the_catalogue_that_is_not_stored_leaves_it_open(tmp_path):
    """The text is invented; its title and day are those of a law that was amended in 2025."""
    repository = new_repository(tmp_path / "laws")
    title = "中华人民共和国网络安全法"
    data = f"{title}\n\n（2016年11月7日全国人民代表大会常务委员会通过）\n\n第一条　{LAMP}\n\n第二条　本法自2017年6月1日起施行。\n".encode()
    repository.add(policydiff.load(data, name="law.txt"), data, "law.txt")

    assert status(repository, title, "2016-11-07", "2020-01-01") == [("in force", "")]
    assert status(repository, title, "2016-11-07", "2026-03-01") == [("presumed", "")]
    assert status(repository, title, "2016-11-07", "2017-05-31") == [("not in force yet", "")]


def test_behind_a_time_of_trial_it_is_open_whether_a_text_applies(tmp_path):
    repository = new_repository(tmp_path / "laws")
    add(
        repository,
        "示例省灯塔办法",
        "2020年1月1日",
        LAMP,
        "本办法自2020年2月1日起试行，试行期一年。",
    )

    assert status(repository, "示例省灯塔办法", "2020-01-01", "2020-06-01") == [("in force", "")]
    assert status(repository, "示例省灯塔办法", "2020-01-01", "2021-02-01") == [("unknown", "")]
