"""What a person is told who keeps versions in files named by date."""

from __future__ import annotations

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
    assert f"{AMENDED}: warning: the file's name says 2020-05-06, its text says 2023-06-02 (" in done.err
    assert "if the name is right, give --promulgated 2020-05-06" in done.err
    assert "@2023-06-02" in done.out


def test_what_the_person_says_is_heeded(laws, texts, run):
    done = run("add", late(texts), "--promulgated", "2020-05-06")

    assert "the file's name" not in done.err
    assert "@2020-05-06" in done.out


def test_a_refusal_tells_the_likely_cause(laws, texts, run):
    path = texts / AMENDED
    path.write_text((texts / "old.txt").read_text(encoding="utf-8").replace("可以", "必须"), encoding="utf-8")
    done = run("add", path)

    assert done.code == 3
    assert one_line_on(done.err)
    assert "the file's name says 2020-05-06, its text says 2019-03-01" in done.err
    assert "is stored with another text" in done.err


def test_importing_counts_them_and_tells_why_one_is_refused(laws, texts, run):
    late(texts)
    (texts / "2021-05-06.txt").write_text((texts / "new.txt").read_text(encoding="utf-8").replace("应当", "必须"), encoding="utf-8")
    (texts / "old.txt").unlink()
    (texts / "new.txt").unlink()
    done = run("import", texts)

    assert done.code == 6
    assert "of another date than their file's name says: 2" in done.out
    assert "2021-05-06.txt: the file's name says 2021-05-06, its text says 2023-06-02" in done.err
