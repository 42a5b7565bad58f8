"""What a person is told who keeps versions in files named by date."""

from __future__ import annotations

import json

from running_cli import one_line_on

AMENDED = "2020-05-06.txt"


def late(texts):
    """The newer text under a name of another day."""
    path = texts / AMENDED
    path.write_text((texts / "new.txt").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def test_adding_tells_both_days_and_heeds_the_text(laws, texts, run):
    done = run("add", late(texts))

    assert done.code == 0
    assert (
        f"{AMENDED}: warning: the file's name has 2020-05-06, its text says 2023-06-02 ("
        in done.err
    )
    assert "if the name is right, give --promulgated 2020-05-06" in done.err
    assert "@2023-06-02" in done.out


def test_what_the_person_says_is_heeded(laws, texts, run):
    done = run("add", late(texts), "--promulgated", "2020-05-06")

    assert "the file's name" not in done.err
    assert "@2020-05-06" in done.out


def test_a_refusal_tells_the_likely_cause(laws, texts, run):
    path = texts / AMENDED
    path.write_text(
        (texts / "old.txt").read_text(encoding="utf-8").replace("可以", "必须"), encoding="utf-8"
    )
    done = run("add", path)

    assert done.code == 3
    refusal, *differences = done.err.splitlines(keepends=True)
    assert one_line_on(refusal)
    assert [line[:2] for line in differences] == ["  "]
    assert "the file's name has 2020-05-06, its text says 2019-03-01" in done.err
    assert "is stored with another text" in done.err


def test_importing_names_them_counts_them_and_tells_why_one_is_refused(laws, texts, run):
    late(texts)
    (texts / "2021-05-06.txt").write_text(
        (texts / "new.txt").read_text(encoding="utf-8").replace("应当", "必须"), encoding="utf-8"
    )
    (texts / "old.txt").unlink()
    (texts / "new.txt").unlink()
    done = run("import", texts)

    assert done.code == 6
    assert "of another date than in their file's name: 2" in done.out
    assert (
        f"{AMENDED}: warning: the file's name has 2020-05-06, its text says 2023-06-02" in done.err
    )
    assert "2021-05-06.txt: the file's name has 2021-05-06, its text says 2023-06-02" in done.err
    assert len(done.err.splitlines()) == 3


def dated(texts):
    """The older text alone, under a name of a later day than its head tells."""
    path = texts / "借阅条例(2021-05-06).txt"
    (texts / "old.txt").rename(path)
    (texts / "new.txt").unlink()
    return path


def test_a_name_dates_a_version_where_that_is_asked_for(texts, tmp_path, run):
    run("init", tmp_path / "fresh")
    path = dated(texts)
    done = run("-C", tmp_path / "fresh", "add", path, "--dates-from-names")

    assert done.code == 0
    assert "@2021-05-06" in done.out
    assert (
        done.err
        == "its date 2021-05-06 is the one in its file's name, its text says 2019-03-01 (adopted)\n"
    )
    assert run("-C", tmp_path / "fresh", "fsck").code == 0


def test_importing_with_it_counts_them_shows_where_the_date_comes_from_and_set_wins(
    texts, tmp_path, run, monkeypatch
):
    run("init", tmp_path / "fresh")
    monkeypatch.chdir(tmp_path / "fresh")
    path = dated(texts)
    done = run("import", texts, "--dates-from-names")
    assert (done.code, done.out, done.err) == (
        0,
        "added: 1, refused: 0, dated by their names: 1\n",
        "",
    )

    shown = run("show", "示例省图书借阅条例")
    assert (
        shown.err.splitlines()[-1]
        == "its date 2021-05-06 is the one in its file's name, its text says 2019-03-01 (adopted)"
    )
    assert run("show", "示例省图书借阅条例", "-q").err == ""
    document = json.loads(run("show", "示例省图书借阅条例", "--format", "json").out)
    assert (document["version_date"], document["version_basis"]) == ("2021-05-06", "named")
    (version,) = json.loads(run("log", "示例省图书借阅条例", "--format", "json").out)["versions"]
    assert version["dates"]["named"] == version["date"] == "2021-05-06"
    assert run("import", texts, "--dates-from-names").out == "unchanged: 1, refused: 0\n"

    assert run("set", "示例省图书借阅条例", "--promulgated", "2021-05-10").code == 0
    assert "file's name" not in run("show", "示例省图书借阅条例@2021-05-10").err
    for again in (
        ("add", path),
        ("add", path, "--dates-from-names"),
        ("import", texts),
        ("import", texts, "--dates-from-names"),
    ):
        assert run(*again).code == 0
    assert [
        line["date"]
        for line in json.loads(run("log", "示例省图书借阅条例", "--format", "json").out)["versions"]
    ] == ["2021-05-10"]
    assert run("fsck").code == 0


def test_what_was_stored_without_it_stays_and_that_is_told(texts, tmp_path, run, monkeypatch):
    run("init", tmp_path / "fresh")
    monkeypatch.chdir(tmp_path / "fresh")
    dated(texts)
    assert (
        run("import", texts).out
        == "added: 1, refused: 0, of another date than in their file's name: 1\n"
    )

    done = run("import", texts, "--dates-from-names")

    assert done.out == "unchanged: 1, refused: 0\n"
    assert done.err == (
        "借阅条例(2021-05-06).txt: note: stored already as 示例省图书借阅条例@2019-03-01: the day in the file's name, 2021-05-06, is not taken "
        "over; `policydiff set` gives the version another date\n"
    )


def test_a_head_that_ends_later_keeps_its_date_and_is_doubted(laws, texts, run):
    done = run("add", late(texts), "--dates-from-names")

    assert "@2023-06-02" in done.out
    assert "the file's name has 2020-05-06, its text says 2023-06-02" in done.err
