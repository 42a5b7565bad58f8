"""policydiff alone, and with two texts in place of a command."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest


@pytest.fixture(autouse=True)
def here(texts: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the two texts is the current one; nobody asks for a language."""
    monkeypatch.chdir(texts)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return texts


SAME = (
    "The two texts do not differ, leaving out what is not counted as a change. Compared: printed title"
    " / articles / stated dates, numbers and authorities."
)
TABLE = "《示例省图书借阅条例》修改前后对照表（2023年6月2日）"


def made(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"old.txt", "new.txt"}


def test_six_lines_begin_with_two_texts(run):
    result = run()

    assert (result.code, result.err) == (0, "")
    assert len(result.out.splitlines()) == 6
    assert result.out.startswith("policydiff old.docx new.docx ")
    assert "把两个文本写成 Word 对照表" in run("--lang", "zh").out


def test_two_texts_become_a_table_in_word_beside_the_new_one(here, run):
    result = run("old.txt", "new.txt")

    assert (result.code, result.err) == (0, "")
    assert result.out == f"{TABLE}.docx written\narticles: reworded 2; unchanged 1\n"
    head = docx.Document(str(here / f"{TABLE}.docx")).tables[-1].cell(0, 0).text
    assert head.startswith("修改前（")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "甲条例\n\n第一条　乙。\n",
            "丙条例\n\n第一条　乙。\n",
            "no article changed, but other parts of the text did",
        ),
        (
            "甲事项的复函\n\n来函收悉，同意。\n",
            "甲事项的复函\n\n来函收悉，不同意。\n",
            "no article changed, but other parts of the text did",
        ),
    ],
)
def test_the_line_of_counts_hides_no_change(here, run, old, new, said):
    (here / "old.txt").write_text(old, encoding="utf-8")
    (here / "new.txt").write_text(new, encoding="utf-8")

    assert run("old.txt", "new.txt", "-q").out.splitlines()[1:] == [said]


def test_no_file_is_overwritten(here, run):
    (here / f"{TABLE}.docx").write_bytes(b"mine")

    for number in (2, 3):
        assert run("old.txt", "new.txt").out.startswith(f"{TABLE}-{number}.docx written\n")

    assert (here / f"{TABLE}.docx").read_bytes() == b"mine"


def test_the_language_that_is_asked_for_names_the_file(here, run):
    run("old.txt", "new.txt", "--lang", "en")

    assert made(here) == {"new-comparison.docx"}


def test_options_of_diff_may_follow(here, run):
    assert run("old.txt", "new.txt", "--format", "html", "--only-changed").code == 0
    assert run("old.txt", "new.txt", "-o", "mine.xlsx", "--exit-code").code == 1

    assert made(here) == {"new-对照表.html", "mine.xlsx"}


def test_the_folder_is_that_of_the_new_text(here, tmp_path, run):
    (tmp_path / "elsewhere").mkdir()
    new = (here / "new.txt").rename(tmp_path / "elsewhere" / "新文本.txt")

    assert run("old.txt", new).code == 0
    assert (tmp_path / "elsewhere" / f"{TABLE}.docx").is_file()


def test_stored_versions_are_written_into_the_current_folder(here, run):
    run("init", ".")
    for name in ("old.txt", "new.txt"):
        assert run("add", name, "-q").code == 0

    result = run("示例省图书借阅条例@2019-03-01", "示例省图书借阅条例")

    assert result.out.startswith(f"{TABLE}.docx written\n")


def test_a_word_that_is_a_command_is_the_command(here, run):
    (here / "old.txt").rename(here / "diff")

    assert run("diff", "new.txt").code == 2
    assert run("./diff", "new.txt").out.startswith(f"{TABLE}.docx written")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("dif",), 2, "No such command 'dif'. Did you mean 'diff'?"),
        (("comapre", "old.txt", "new.txt"), 2, "No such command 'comapre'. Did you mean 'diff'?"),
        (("merge", "--help"), 2, "No such command 'merge'. Did you mean 'consolidate'?"),
        (("dif", "new.txt"), 2, "No such command 'dif'. Did you mean 'diff'?"),
        (("old.txt",), 2, "No such command 'old.txt'."),
        (("old.txt", "--only-changed"), 2, "No such command 'old.txt'."),
        (("old.txt", "new.txt", "new.txt"), 2, "name two texts; `policydiff diff` compares more"),
        (("old.txt", "none.txt"), 4, "none.txt: there is no such file"),
        (("old.txt", "new.txt", "-o", "new.txt"), 2, "new.txt: this is one of the texts"),
    ],
)
def test_what_is_refused_writes_nothing(here, run, words, code, said):
    result = run(*words)

    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert made(here) == set()


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("示例省图书借阅条例", "删去"),
        ("示例科技股份有限公司章程", "删除"),
        ("房屋租赁合同", "删除"),
    ],
)
def test_laws_say_one_word_for_a_deletion_and_companies_another(here, run, title, word):
    (here / "old.txt").write_text(
        f"{title}\n\n第一条　按期归还。\n\n第二条　逾期催还。\n", encoding="utf-8"
    )
    (here / "new.txt").write_text(f"{title}\n\n第一条　按期归还。\n", encoding="utf-8")
    other = ({"删去", "删除"} - {word}).pop()

    for form in ("terminal", "markdown", "html"):
        report = run("diff", "old.txt", "new.txt", "--format", form, "--lang", "zh").out
        assert word in report
        assert other not in report
    assert run("old.txt", "new.txt").code == 0
    (path,) = here.glob("*.docx")
    table = docx.Document(str(path)).tables[-1]
    assert word in "".join(cell.text for row in table.rows for cell in row.cells)


@pytest.fixture
def exchanged(here: Path) -> tuple[str, str]:
    """The final text in place of the old one, the draft in place of the new one; both with doubts."""
    texts = {"正式稿.txt": "渡口办法\n\n", "征求意见稿.txt": "渡口办法（征求意见稿）\n\n"}
    for name, title in texts.items():
        words = f"{title}第一条　船主应当养护渡口{name[:1]}。\n\n第三条　学生免收船钱。\n"
        (here / name).write_text(words, encoding="utf-8")
    return "正式稿.txt", "征求意见稿.txt"


@pytest.mark.parametrize("command", [(), ("diff",)])
def test_exchanged_texts_are_reported_before_all_else(run, exchanged, command):
    result = run(*command, *exchanged, "-o", "made.docx")

    first, *others = result.err.splitlines()
    assert "the older text stands on the right: 征求意见稿 comes before 正式稿" in first
    assert others
    assert not any("stands on the right" in line for line in others)


@pytest.mark.parametrize(
    ("family", "form"), [("markdown", "md"), ("html", "html"), ("brief", "md"), ("duties", "html")]
)
def test_exchanged_texts_head_every_report_to_read(here, run, exchanged, form, family):
    run("diff", *exchanged, "--format", family, "-o", f"made.{form}", "--lang", "en", "-q")
    page = (here / f"made.{form}").read_text(encoding="utf-8")

    head = page[: page.index("第一条")]
    assert head.count("the older text stands on the right") == 1


def test_texts_in_their_order_are_not_called_exchanged(run, exchanged):
    result = run("diff", *reversed(exchanged))

    assert "stands on the right" not in result.out + result.err


@pytest.mark.parametrize(
    "words",
    [
        ("old.txt", "same.txt"),
        ("old.txt", "same.txt", "-o", "made.docx"),
        ("diff", "old.txt", "same.txt", "-o", "made.html"),
        ("diff", "old.txt", "same.txt", "--profile", "law"),
        ("diff", "old.txt", "same.txt", "--format", "brief", "-o", "made.docx"),
    ],
)
def test_no_file_is_written_of_equal_texts(here, run, words):
    (here / "same.txt").write_bytes((here / "old.txt").read_bytes())

    result = run(*words)

    assert result.code == 0
    assert result.out.startswith(SAME.partition(" Compared:")[0])
    assert result.out.endswith(" No file was written.\n")
    assert made(here) == {"same.txt"}
    assert run(*words, "--exit-code").code == 0


def test_equal_is_what_the_noise_rule_leaves_out_too(here, run):
    text = (here / "old.txt").read_text(encoding="utf-8")
    (here / "same.txt").write_text(text.replace("，", ","), encoding="utf-8")

    assert "Not counted as changes: full and half width," in run("old.txt", "same.txt").out
    assert " written\n" in run("old.txt", "same.txt", "--show-noise").out
    exact = run("old.txt", "old.txt", "--show-noise").out
    assert exact.startswith("The two texts do not differ. Compared: ")
    assert "Not counted" not in exact


@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_is_written_of_equal_texts_too(here, run, form):
    run("diff", "old.txt", "old.txt", "-o", f"made.{form}")

    assert made(here) == {f"made.{form}"}


@pytest.mark.parametrize("words", ["hi", "hello world", "渡口", "# 渡口"])
def test_a_file_of_a_word_is_refused(here, run, words):
    (here / "word.md").write_text(words, encoding="utf-8")

    for sides in (("word.md", "new.txt"), ("old.txt", "word.md")):
        result = run(*sides)
        assert (result.code, result.out) == (3, "")
        assert "is it the right file?" in result.err
        assert len(result.err.splitlines()) == 1
    assert made(here) == {"word.md"}


@pytest.mark.parametrize(
    "words", ["渡口管理办法", "公司章程", "渡口应当常年开放。", "第一条 甲", "渡口\n\n开放"]
)
def test_a_short_text_is_read(here, run, words):
    (here / "short.txt").write_text(words, encoding="utf-8")

    assert run("diff", "old.txt", "short.txt").code == 0
