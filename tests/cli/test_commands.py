"""Every command on ordinary input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running_cli import OLD

from policydiff.cli.lazy import COMMANDS

TITLE = "示例省图书借阅条例"


def test_init_makes_a_repository(tmp_path: Path, run) -> None:
    result = run("init", tmp_path / "here")

    assert result.code == 0
    assert (tmp_path / "here" / ".git").is_dir()
    assert str(tmp_path / "here") in result.out


def test_init_twice_is_refused(laws: Path, run) -> None:
    result = run("init", laws)

    assert result.code == 2
    assert "already" in result.err


def test_add_names_what_it_stored(laws: Path, texts: Path, run) -> None:
    result = run("add", texts / "new.txt")

    assert result.code == 0
    assert result.out.startswith(f"added {TITLE}@2023-06-02 (local-regulation, articles: 3) works/")
    assert (laws / result.out.split()[-1]).is_file()


def test_add_twice_does_nothing(laws: Path, texts: Path, run) -> None:
    result = run("add", texts / "old.txt")

    assert result.code == 0
    assert result.out.startswith("nothing to do, stored already: ")


def test_given_facts_win(laws: Path, texts: Path, run) -> None:
    """The person knows better than the text: title, kind, dates."""
    result = run(
        "add",
        texts / "old.txt",
        "--title",
        "另一条例",
        "--kind",
        "regulation",
        "--promulgated",
        "2020-02-29",
        "--in-force",
        "2020-03-01",
    )
    shown = json.loads(run("log", "另一条例", "--format", "json").out)["versions"][0]

    assert result.out.startswith("added 另一条例@2020-02-29 (regulation")
    assert shown["dates"]["promulgated"] == "2020-02-29"
    assert shown["dates"]["in_force"] == "2020-03-01"


def test_add_gives_an_undated_version_its_date(laws: Path, tmp_path: Path, run) -> None:
    path = tmp_path / "undated.txt"
    path.write_text(
        "关于做好示例工作的意见\n\n一、总体要求\n做好示例工作。\n\n二、组织实施\n抓好落实。\n",
        encoding="utf-8",
    )
    run("add", path)
    result = run("add", path, "--promulgated", "2020-01-02")

    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("its date is known now: 关于做好示例工作的意见@2020-01-02 ")


def test_add_warns_of_an_unknown_date(laws: Path, tmp_path: Path, run) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text(
        "关于做好示例工作的意见\n\n一、总体要求\n做好示例工作。\n\n二、组织实施\n抓好落实。\n",
        encoding="utf-8",
    )

    result = run("add", undated)

    assert result.code == 0
    assert "its date is unknown" in result.err


def test_a_differing_second_source_needs_a_word(laws: Path, texts: Path, run) -> None:
    """Refused with the differences first; then kept as a witness, or taken as the correction."""
    other = texts / "other.txt"
    other.write_text(
        (texts / "old.txt").read_text(encoding="utf-8").replace("方便读者", "便利读者"),
        encoding="utf-8",
    )

    refused = run("add", other)
    witness = run("add", other, "--witness")
    corrected = run("add", other, "--correct")

    assert (refused.code, witness.code, corrected.code) == (3, 0, 0)
    assert "--witness" in refused.err
    assert witness.out.startswith("stored as a witness with another text:")
    assert corrected.out.startswith("corrected")
    assert "便利读者" in run("show", TITLE).out


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "第一条第一款: stored “范图书借阅，方便读者，制定本”, here “范图书借阅，便利读者，制定本”",
                "第二条第二款第（二）项: only in the stored text: “（二） 未成年读者三册。”",
            ],
        ),
        (
            "zh",
            [
                "第一条第一款：库中为“范图书借阅，方便读者，制定本”，此处为“范图书借阅，便利读者，制定本”",
                "第二条第二款第（二）项：仅库中有“（二） 未成年读者三册。”",
            ],
        ),
    ],
)
@pytest.mark.parametrize("command", ["add", "import"])
def test_a_refused_text_is_told_with_its_differences_one_a_line(
    laws: Path, texts: Path, run, monkeypatch, *, command: str, language: str, told: list[str]
) -> None:
    monkeypatch.setenv("POLICYDIFF_LANG", language)
    other = texts / "second" / "other.txt"
    other.parent.mkdir()
    text = (
        (texts / "old.txt")
        .read_text(encoding="utf-8")
        .replace("方便读者", "便利读者")
        .replace("（二）未成年读者三册。\n", "")
    )
    other.write_text(text, encoding="utf-8")

    refused = run(command, other if command == "add" else other.parent)

    assert refused.code == (3 if command == "add" else 6)
    assert refused.err.splitlines()[1:] == [f"  {line}" for line in told]


def test_witness_and_correct_exclude_each_other(laws: Path, texts: Path, run) -> None:
    assert run("add", texts / "old.txt", "--witness", "--correct").code == 2


def test_list_in_a_pipe_is_plain(laws: Path, run) -> None:
    slug = json.loads(run("list", "--format", "json").out)["works"][0]["slug"]

    head, line = run("list").out.splitlines()
    assert head == "Title\tKind\tVersions\tNewest\tSlug\tCalled\tIn force\tStatus"
    assert (
        line
        == f"{TITLE}\tlocal-regulation\t1\t2019-03-01\t{slug}\tadopted 2019\t2019-05-01 text\t-"
    )
    assert run("list", "--kind", "law").out == ""


@pytest.mark.parametrize("kind", ["local-regulation", "地方性法规"])
def test_a_kind_is_named_in_either_language(laws: Path, texts: Path, run, kind: str) -> None:
    listed = run("list", "--kind", kind, "--format", "json")
    shown = run("show", texts / "old.txt", "--kind", kind, "--format", "json")

    assert len(json.loads(listed.out)["works"]) == 1
    assert json.loads(shown.out)["kind"] == "local-regulation"
    assert json.loads(run("list", "--kind", "法律", "--format", "json").out)["works"] == []
    assert run("show", texts / "old.txt", "--kind", "雨伞").code == 2


def test_a_year_is_the_one_version_of_that_year(laws: Path, texts: Path, run) -> None:
    day = json.loads(run("list", "--format", "json").out)["works"][0]["versions"][0]["date"]
    title = json.loads(run("list", "--format", "json").out)["works"][0]["title"]
    assert run("show", f"{title}@{day[:4]}").out == run("show", f"{title}@{day}").out
    none = run("show", f"{title}@1950")
    assert (none.code, day in none.err) == (4, True)

    other = f"{day[:4]}-{'02' if day[5:7] == '01' else '01'}-15"
    assert run("add", texts / "new.txt", "--promulgated", other, "-q").code == 0
    several = run("show", f"{title} {day[:4]} 第一条")
    assert (several.code, several.out) == (4, "")
    assert day in several.err
    assert other in several.err


def test_what_was_in_force_on_a_day_is_presumed_where_the_texts_differ(
    laws: Path, tmp_path: Path, run
) -> None:
    amended = OLD.replace(
        "会议通过）",
        "会议通过　根据2023年6月2日示例省人民代表大会常务委员会《关于修改〈示例省图书借阅条例〉的决定》修正）",
    )
    (tmp_path / "amended.txt").write_text(amended.replace("五册；", "八册；"), encoding="utf-8")
    assert run("add", tmp_path / "amended.txt", "-q").code == 0

    same = run("show", f"{TITLE}@@2024-01-01#第一条")
    unlike = run("show", f"{TITLE} 2024-01-01 第二条")
    as_json = run("show", f"{TITLE}@@2024-01-01#第二条", "--format", "json")
    before = run("show", f"{TITLE}@@2022-01-01#第二条", "--format", "json")

    assert (same.code, "both texts say the same" in same.err) == (0, True)
    assert (unlike.code, "presumed" in unlike.err) == (6, True)
    assert "Presumed: 2019-03-01" in unlike.out
    assert "Presumed: 2023-06-02" in unlike.out
    assert "[-五-]{+八+}册" in unlike.out or "[-五册-]{+八册+}" in unlike.out
    assert (as_json.code, json.loads(as_json.out)["presumed"]) == (6, True)
    assert "[-" not in same.out
    compared = run("diff", f"{TITLE}@2019-03-01", f"{TITLE}@@2024-01-01", "--exit-code")
    assert (
        compared.code,
        f"presumed: {TITLE}@2023-06-02 may have been in force on 2024-01-01" in compared.err,
    ) == (6, True)
    assert run("diff", f"{TITLE}@2019-03-01", f"{TITLE}@@2022-01-01", "--exit-code").code == 0
    followed = run("history", f"{TITLE}@@2024-01-01#第一条")
    assert (
        "the version of 2023-06-02 is later, but when it came into force is unknown" in followed.err
    )
    assert (before.code, json.loads(before.out)["presumed"]) == (0, False)


def test_a_version_is_asked_for_as_it_is_called(laws: Path, tmp_path: Path, run) -> None:
    head = "（2019年3月1日示例省第十届人民代表大会常务委员会第五次会议通过　{told}）"
    for day, verb in (
        ("2021年5月6日", "修正"),
        ("2023年2月3日", "修正"),
        ("2023年8月9日", "修正"),
        ("2023年10月9日", "修订"),
    ):
        text = OLD.replace(
            head.format(told="").replace("　）", "）"),
            head.format(told=f"{day}示例省人民代表大会常务委员会{verb}"),
        )
        assert text != OLD
        (tmp_path / "amended.txt").write_text(text.replace("五册", f"{day[5]}册"), encoding="utf-8")
        assert run("add", tmp_path / "amended.txt", "-q").code == 0

    assert run("show", f"{TITLE}@2021年修正").out == run("show", f"{TITLE}@2021-05-06").out
    assert (
        run("show", f"{TITLE} 2023年修订 第一条").out
        == run("show", f"{TITLE}@2023-10-09#第一条").out
    )
    assert run("show", f"{TITLE}@2023年8月9日修正").out == run("show", f"{TITLE}@2023-08-09").out
    several, none = run("show", f"{TITLE}@2023年修正"), run("show", f"{TITLE}@2021年修订")
    assert (several.code, none.code) == (4, 4)
    assert (
        "several versions of 2023年修正; stored are 2019-03-01 (2019年通过), 2021-05-06 (2021年修正)"
        in several.err
    )
    assert "no version of 2021年修订; stored are 2019-03-01 (2019年通过)" in none.err
    assert [line.split("\t")[1] for line in run("log", TITLE).out.splitlines()[1:]] == [
        "revised 2023",
        "amended 2023-08-09",
        "amended 2023-02-03",
        "amended 2021",
        "adopted 2019",
    ]


def test_an_abbreviation_is_told_for_what_it_is_taken(laws: Path, run) -> None:
    short = run("show", "示例省图借条例#第一条")

    assert (short.code, short.out) == (0, run("show", f"{TITLE}#第一条").out)
    assert f"示例省图借条例 is taken for {TITLE}" in short.err
    assert "is taken for" not in run("show", f"{TITLE}#第一条").err
    assert run("show", "图章条例").code == 4


def test_list_json_names_every_version(laws: Path, run) -> None:
    works = json.loads(run("list", "--format", "json").out)

    assert (works["schema_version"], works["type"]) == (1, "works")
    assert [version["date"] for version in works["works"][0]["versions"]] == ["2019-03-01"]


def test_log_keeps_the_two_clocks_apart(laws: Path, texts: Path, run) -> None:
    """The older version is added last: first in our clock, last in the law's."""
    older = texts / "older.txt"
    older.write_text(
        (texts / "old.txt").read_text(encoding="utf-8").replace("2019", "2009"), encoding="utf-8"
    )
    assert run("add", older).code == 0

    versions = run("log", TITLE).out.splitlines()
    changes = run("log", TITLE, "--changes").out.splitlines()

    assert [line.split("\t")[0] for line in versions] == [
        "Name",
        f"{TITLE}@2019-03-01",
        f"{TITLE}@2009-03-01",
    ]
    assert changes[0] == "When\tCommit\tWhat"
    assert "2009-03-01" in changes[1]
    assert len(run("log").out.splitlines()) == 4


@pytest.mark.parametrize("changes", [True, False])
def test_log_as_json(laws: Path, run, changes: bool) -> None:
    found = json.loads(
        run("log", TITLE, "--format", "json", *(["--changes"] if changes else [])).out
    )

    assert found["type"] == ("changes" if changes else "versions")
    assert len(found[found["type"]]) == 1


@pytest.mark.parametrize(
    ("name", "first"),
    [
        (TITLE, TITLE),
        (f"{TITLE}@2019-03-01#第二条第一款", "公共图书馆可以向读者出借图书。"),
        (f"{TITLE}@2019-03-01#第二条第二款第（二）项", "（二）未成年读者三册。"),
        (f"{TITLE}@@2020-01-01#art_3", "第三条　本条例自2019年5月1日起施行。"),
    ],
    ids=[
        "newest, whole",
        "paragraph by citation",
        "point by citation",
        "in force on a day, by eId",
    ],
)
def test_show_a_stored_text(laws: Path, run, name: str, first: str) -> None:
    result = run("show", name)

    assert result.code == 0
    assert result.out.splitlines()[0] == first


def test_show_a_provision_of_a_file(texts: Path, run) -> None:
    assert (
        run("show", f"{texts / 'new.txt'}#第二条第一款").out == "公共图书馆应当向读者出借图书。\n"
    )


def test_show_xml_is_what_is_stored(laws: Path, run) -> None:
    stored = next((laws / "works").rglob("*.xml"))

    assert run("show", TITLE, "--format", "xml").out.encode() == stored.read_bytes()


def test_show_json_of_a_document_and_of_a_part(laws: Path, run) -> None:
    whole = json.loads(run("show", TITLE, "--format", "json").out)
    part = json.loads(run("show", f"{TITLE}#第二条", "--format", "json").out)

    assert whole["title"] == TITLE
    assert (part["eid"], part["level"], part["num"]) == ("art_2", "article", "第二条")
    assert [child["eid"] for child in part["content"]] == ["art_2__para_1", "art_2__para_2"]


def test_show_xml_of_a_part_is_wrong_usage(laws: Path, run) -> None:
    assert run("show", f"{TITLE}#第二条", "--format", "xml").code == 2


def test_diff_of_two_files_needs_no_repository(
    texts: Path, tmp_path: Path, run, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run("diff", "texts/old.txt", "texts/new.txt", "--lang", "en")

    assert result.code == 0
    assert "[-可以-]" in result.out
    assert "{+应当+}" in result.out
    assert "\x1b" not in result.out


def test_diff_of_two_stored_versions_equals_that_of_their_files(
    laws: Path, texts: Path, run
) -> None:
    assert run("add", texts / "new.txt").code == 0

    stored = json.loads(run("diff", f"{TITLE}@2019-03-01", TITLE, "--format", "json").out)
    files = json.loads(run("diff", texts / "old.txt", texts / "new.txt", "--format", "json").out)

    assert stored["matches"] == files["matches"]
    assert stored["summary"]["reworded"] == 2


@pytest.mark.parametrize(
    ("suffix", "begin"),
    [("html", "<!DOCTYPE html>"), ("md", "#"), ("json", "{"), ("txt", TITLE)],
    ids=["html", "markdown", "json", "text"],
)
def test_the_ending_of_the_output_chooses_the_form(
    texts: Path, tmp_path: Path, run, suffix: str, begin: str
) -> None:
    report = tmp_path / f"report.{suffix}"

    result = run("diff", texts / "old.txt", texts / "new.txt", "-o", report)

    assert result.code == 0
    assert result.out == ""
    assert report.read_text(encoding="utf-8").lower().startswith(begin.lower())


@pytest.mark.parametrize("form", ["html", "markdown", "json", "terminal"])
def test_a_report_is_the_same_in_a_file_and_in_a_pipe(
    texts: Path, tmp_path: Path, run, form: str
) -> None:
    report = tmp_path / "report"
    words = ("diff", texts / "old.txt", texts / "new.txt", "--format", form)

    assert run(*words, "-o", report).code == 0
    assert run(*words).out.encode() == report.read_bytes()


def test_exit_code_tells_of_changes(texts: Path, run) -> None:
    assert run("diff", texts / "old.txt", texts / "new.txt", "--exit-code").code == 1
    assert run("diff", texts / "old.txt", texts / "old.txt", "--exit-code").code == 0


def test_language_of_labels(texts: Path, run, monkeypatch) -> None:
    """--lang wins, then POLICYDIFF_LANG, then the locale."""
    words = ("diff", texts / "old.txt", texts / "new.txt")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)

    by_locale = run(*words).out
    by_option = run(*words, "--lang", "en").out
    by_option_in_front = run("--lang", "en", *words).out
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    by_variable = run(*words).out

    assert "修订前" in by_locale
    assert by_option == by_option_in_front == by_variable
    assert "Before" in by_option


def test_problems_are_short_lines_errors_first(tmp_path: Path, run) -> None:
    text = tmp_path / "gaps.txt"
    text.write_text(
        "示例条例\n" + "".join(f"第{n}条　内容。\n" for n in "一三五七九"), encoding="utf-8"
    )

    shown = run("show", text)
    quiet = run("show", text, "-q")

    assert shown.code == 0
    assert all(line.startswith("gaps.txt:") for line in shown.err.splitlines())
    assert "warning" in shown.err
    assert quiet.err == ""


def test_at_most_ten_problems_are_shown(tmp_path: Path, run) -> None:
    text = tmp_path / "gaps.txt"
    text.write_text(
        "示例条例\n" + "".join(f"第{n}条　内容。\n" for n in range(1, 60, 3)), encoding="utf-8"
    )

    lines = run("show", text).err.splitlines()

    assert len(lines) == 11
    assert lines[-1].startswith("gaps.txt: and ")


def test_validate_a_text_and_its_xml(laws: Path, texts: Path, run) -> None:
    xml = next((laws / "works").rglob("*.xml"))

    assert run("validate", texts / "old.txt").code == 0
    assert (
        run("validate", xml).out == f"{xml.name}: its XML conforms to the schemas of Akoma Ntoso\n"
    )


def test_validate_lists_each_problem_of_invalid_xml(laws: Path, tmp_path: Path, run) -> None:
    xml = tmp_path / "broken.xml"
    xml.write_bytes(
        next((laws / "works").rglob("*.xml")).read_bytes().replace(b'eId="art_2"', b'eId="art_1"')
    )

    result = run("validate", xml)

    assert result.code == 3
    assert result.err.startswith("broken.xml:")
    assert "not valid" in result.out


def test_import_of_a_folder_can_be_repeated(laws: Path, texts: Path, run) -> None:
    (texts / "below").mkdir()
    (texts / "new.txt").rename(texts / "below" / "new.txt")

    first = run("import", texts)
    again = run("import", texts)

    assert (first.code, again.code) == (0, 0)
    assert first.out.startswith("added: 1, unchanged: 1, refused: 0")
    assert again.out.startswith("unchanged: 2, refused: 0")


def test_import_tells_what_it_refused(laws: Path, texts: Path, run) -> None:
    (texts / "empty.txt").write_bytes(b"")
    (texts / "picture.png").write_bytes(b"\x89PNG\r\n")
    (texts / "link.txt").symlink_to(texts / "old.txt")
    (texts / ".hidden.txt").write_text("不读", encoding="utf-8")

    result = run("import", texts)

    assert result.code == 6
    assert [line.partition(":")[0] for line in result.err.splitlines()] == [
        "empty.txt",
        "link.txt",
    ]
    assert "added: 1" in result.out
    assert "refused: 2" in result.out


def test_fsck_of_a_sound_repository(laws: Path, run) -> None:
    assert run("fsck").code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_line_for_the_shell(run, shell: str) -> None:
    assert f"_POLICYDIFF_COMPLETE={shell}_source policydiff" in run("completion", shell).out


def test_help_lists_pages_and_shows_them(run) -> None:
    assert "glossary" in run("help").out
    assert run("help", "glossary").out.startswith("# Glossary")
    assert run("help", "no-such-page").code == 4


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(run, command: str) -> None:
    result = run(command, "--help")
    by_page = run("help", command)

    assert result.code == 0
    assert "Examples:" in result.out
    assert f"policydiff {command}" in result.out
    assert by_page.out.startswith(f"Usage: policydiff {command} ")


def test_version(run) -> None:
    from policydiff import __version__

    assert run("--version").out == f"policydiff {__version__}\n"
