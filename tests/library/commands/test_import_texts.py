"""What import tells of each file, and what it and add refuse. All texts are invented."""

from __future__ import annotations

from running_cli import OLD, one_line_on, start

CHAT = "今天天气不错，我们去公园玩了一整天。\n明天再说。\n"
RULES = "第一条　为了规范甲事，制定本规则。\n第二条　甲应当登记。\n第四条　本规则自2012年6月1日起施行。\n"
FOREIGN = """飞艇观光条例

（2015年4月19日示例市人民代表大会常务委员会通过）

第一条　飞艇起降之前，驾驶人员须核对风速。

第二条　乘客携带宠物登艇的，另行购票。
"""


def write(folder, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def test_every_doubted_file_stands_in_a_line_in_their_order(laws, tmp_path, run):
    inbox = tmp_path / "inbox"
    write(inbox, a=RULES, b=OLD.replace("图书", "雨伞"), c=RULES.replace("甲", "乙"), d=RULES)
    (inbox / "e.odd").write_text("x", encoding="utf-8")

    done = run("import", inbox)

    untitled = "warning: no line looks like a title; the file's name stands in for it (give one with --title)"
    more = "; and 1 more (`policydiff lint FILE --level problems` lists them)"
    assert done.code == 6
    assert done.err.splitlines() == [
        f"a.txt: {untitled}{more}",
        f"c.txt: {untitled}{more}",
        f"d.txt: {untitled}{more}",
        "d.txt: note: the same file is already stored as a@undated",
        "e.odd: no reader for this ending of its name",
    ]
    assert done.out == "added: 4, refused: 1, with remarks: 3\n"
    assert run("fsck").code == 0


def test_quietly_it_tells_the_counts_alone_and_again_there_is_nothing_to_tell(laws, tmp_path, run):
    inbox = tmp_path / "inbox"
    write(inbox, a=RULES, b=OLD.replace("图书", "雨伞"))

    assert run("import", inbox, "-q").err == ""
    again = run("import", inbox)
    assert (again.code, again.out, again.err) == (0, "unchanged: 2, refused: 0\n", "")


def test_texts_without_a_doubt_are_not_named(laws, tmp_path, run):
    inbox = tmp_path / "inbox"
    write(inbox, a=OLD.replace("图书", "雨伞"), b=OLD.replace("图书", "茶叶"))

    done = run("import", inbox)

    assert (done.out, done.err) == ("added: 2, refused: 0\n", "")


def test_lines_are_whole_in_a_pipe(laws, tmp_path):
    inbox = tmp_path / "inbox"
    write(inbox, **{f"n{number:03}": RULES.replace("甲", f"第{number}号") for number in range(60)})

    process = start("import", inbox, cwd=laws)
    out, err = process.communicate(timeout=300)

    assert process.returncode == 0, err
    assert out == "added: 60, refused: 0, with remarks: 60\n"
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        f"n{number:03}.txt" for number in range(60)
    ]


def test_a_text_without_title_and_provision_needs_a_title(laws, tmp_path, run):
    inbox = tmp_path / "inbox"
    write(inbox, chat=CHAT, rules=RULES)

    done = run("add", inbox / "chat.txt")
    assert done.code == 3
    assert one_line_on(done.err)
    assert (
        "chat.txt: no title and no provision was recognised in it; if it is a text, say which one with --title"
        in done.err
    )

    imported = run("import", inbox)
    assert imported.code == 6
    assert (
        imported.err.splitlines()[-1]
        == "chat.txt: no title and no provision was recognised in it; if it is a text, say which one with --title"
    )

    titled = run("add", inbox / "chat.txt", "--title", "关于天气的函")
    assert titled.code == 0
    assert "no line looks like a title" not in titled.err
    assert run("add", inbox / "rules.txt").code == 0
    exported = laws / "works/cn"
    (xml,) = [
        path
        for path in exported.rglob("*.xml")
        if "关于天气的函" in path.read_text(encoding="utf-8")
    ]
    assert run("add", xml).code == 0


def test_a_foreign_text_is_no_version_of_a_named_work(laws, tmp_path, run):
    inbox = tmp_path / "inbox"
    write(inbox, foreign=FOREIGN)
    command = ("add", inbox / "foreign.txt", "--work", "示例省图书借阅条例")

    done = run(*command)
    assert done.code == 3
    assert one_line_on(done.err)
    assert "“飞艇观光条例” has nothing in common with 示例省图书借阅条例" in done.err
    assert "与示例省图书借阅条例名称、正文均无共同之处" in run(*command, "--lang", "zh").err

    assert run(*command, "--force").code == 0
    assert run("add", inbox / "foreign.txt", "--work", "示例省图书借阅条例").out.startswith(
        "nothing to do"
    )


def test_a_renamed_text_is(laws, texts, run):
    path = texts / "renamed.txt"
    path.write_text(
        (texts / "new.txt").read_text(encoding="utf-8").replace("示例省图书借阅条例", "读者办法"),
        encoding="utf-8",
    )

    assert run("add", path, "--work", "示例省图书借阅条例").code == 0


def test_one_file_under_two_works_is_told(laws, texts, run):
    done = run("add", texts / "old.txt", "--title", "示例省雨伞借用条例")

    assert done.code == 0
    assert "the same file is already stored as 示例省图书借阅条例@2019-03-01\n" in done.err
    assert (
        "同一文件已存为"
        in run("add", texts / "old.txt", "--title", "示例省茶叶条例", "--lang", "zh").err
    )
    assert "the same file" not in run("add", texts / "new.txt").err


def test_files_that_cannot_be_texts_are_counted_and_not_refused(laws, tmp_path, run):
    inbox = tmp_path / "inbox"
    write(inbox, a=OLD.replace("图书", "雨伞"))
    for name in ("meta.toml", "Thumbs.db", "图.PNG", "旧.zip", "feed.xml", ".DS_Store"):
        (inbox / name).write_text("<rss/>", encoding="utf-8")

    done = run("import", inbox)
    assert (done.code, done.out, done.err) == (0, "added: 1, refused: 0, not texts: 5\n", "")
    assert "非文本文件 5" in run("import", inbox, "--lang", "zh").out

    report = run("report", inbox, "-o", tmp_path / "reports")
    assert "meta.toml" not in report.out + report.err

    (inbox / "a.txt").unlink()
    empty = run("import", inbox)
    assert empty.code == 3
    assert empty.err.rstrip().endswith("there is no text in it; files that cannot be texts: 5")


def test_what_may_be_a_text_is_refused_by_name(laws, tmp_path, run):
    inbox = tmp_path / "inbox"
    write(inbox, a=OLD.replace("图书", "雨伞"))
    (inbox / "b.odd").write_text("x", encoding="utf-8")
    (inbox / "c.xml").write_text("<akomaNtoso></akomaNtoso>", encoding="utf-8")

    done = run("import", inbox)
    assert done.code == 6
    assert done.out == "added: 1, refused: 2\n"
    assert done.err.splitlines()[0] == "b.odd: no reader for this ending of its name"


def test_the_name_of_a_file_is_no_title_of_a_work(laws, texts, run):
    later = (texts / "new.txt").read_text(encoding="utf-8").splitlines()
    untitled = "\n".join(line for line in later if line.startswith("第"))
    for name, day in (("2029-12-28.txt", "2029-12-28"), ("扫描件001.txt", "2029-12-29")):
        (texts / name).write_text(untitled, encoding="utf-8")

        done = run("add", texts / name, "--work", "示例省图书借阅条例", "--promulgated", day)

        assert done.code == 0
        assert done.out.startswith(f"added 示例省图书借阅条例@{day} (local-regulation")
        assert "it bears that of its work: 示例省图书借阅条例" in done.err
        assert "the file's name stands in" not in done.err
        listed = run("list", "--format", "json").out
        assert name.removesuffix(".txt") not in listed.replace(f'"{day}"', "").replace(day, "")
    assert (
        "文本无名称行，采用该文件的名称"
        in run(
            "add",
            texts / name,
            "--work",
            "示例省图书借阅条例",
            "--promulgated",
            "2029-12-30",
            "--lang",
            "zh",
        ).err
    )
    assert run("fsck").code == 0


def test_a_work_is_not_made_of_a_day_in_the_name_of_a_file(laws, tmp_path, run):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "2029-12-28.txt").write_text(RULES, encoding="utf-8")
    (inbox / "网络安全法.txt").write_text(RULES.replace("甲", "乙"), encoding="utf-8")

    done = run("add", inbox / "2029-12-28.txt")
    assert done.code == 3
    assert one_line_on(done.err)
    assert "2029-12-28: no line of it is its title, and the file's name is none" in done.err
    assert run("add", inbox / "网络安全法.txt").out.startswith("added 中华人民共和国网络安全法@")
