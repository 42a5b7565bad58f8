"""A damaged version, or a damaged work, costs its own answers alone: all others are as before,
and one line states what could not be read.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cached import cache_file
from making import git
from ready_repositories import copy_of
from running_cli import Outcome

from policydiff.cli.main import main
from policydiff.store.repository import Repository

CHIMES = Path("works/cn/law/2015/fenglingfa")
DAMAGED = CHIMES / "2020-12-01.xml"
NEWEST = CHIMES / "2023-12-01.xml"
EVENTS = (
    "2015年12月1日第九届示例大会通过",
    "2020年12月1日第十届示例大会修订",
    "2023年12月1日第十届示例大会修订",
)
NOT_COUNTED = re.compile(r"could not be read|cannot be read")


def law(title: str, note: str, *articles: str) -> str:
    lines = (f"第{number}条　{text}" for number, text in zip("一二三四", articles, strict=False))
    return "\n".join((title, f"（{note}）", *lines, ""))


def chimes(events: int, body: str, fine: str) -> str:
    """The law on wind chimes as it was after so many events."""
    note = " ".join(EVENTS[:events])
    begin = f"本法自{(2016, 2021, 2024)[events - 1]}年3月1日起施行。"
    register = f"风铃的生产者应当登记，登记由{body}人民政府办理。"
    return law(
        "中华人民共和国风铃法",
        note,
        "为了规范风铃活动，制定本法。",
        register,
        f"违反第二条规定的，处{fine}元以下罚款。",
        begin,
    )


TEXTS = {
    "chimes-1.txt": chimes(1, "县级", "一万"),
    "chimes-2.txt": chimes(2, "市级", "五万"),
    "chimes-3.txt": chimes(3, "省级", "九万"),
    "kites.txt": law(
        "中华人民共和国纸鸢法",
        "2017年12月1日第九届示例大会通过",
        "为了规范纸鸢活动，根据《中华人民共和国风铃法》第二条，制定本法。",
        "纸鸢的放飞人应当登记。",
        "本法自2018年3月1日起施行。",
    ),
    "boats.txt": law(
        "中华人民共和国纸船法",
        "2018年12月1日第九届示例大会通过",
        "为了规范纸船活动，制定本法。",
        "纸船的生产者应当登记，登记由县级人民政府办理。",
        "本法自2019年3月1日起施行。",
    ),
}
LAMPS = law("中华人民共和国纸灯法", "2022年12月1日第十届示例大会通过", "纸灯应当登记。")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with three versions of a law and two other laws; the current folder."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    monkeypatch.setenv("POLICYDIFF_TODAY", "2026-01-02")

    def make(folder: Path) -> None:
        assert main(["init", str(folder)]) == 0
        for name, text in TEXTS.items():
            file = tmp_path / name
            file.write_text(text)
            assert main(["-C", str(folder), "add", str(file), "-q"]) == 0

    folder = copy_of("shelf", make, tmp_path / "shelf")
    for name, text in (*TEXTS.items(), ("lamps.txt", LAMPS)):
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(folder)
    return folder


def edited(change: Callable[[bytes], bytes]) -> Callable[[Path, Path], None]:
    def plant(root: Path, path: Path) -> None:
        (root / path).write_bytes(change((root / path).read_bytes()))

    return plant


def as_link(root: Path, path: Path) -> None:
    (root / path).unlink()
    (root / path).symlink_to("work.toml")


def without_object(root: Path, path: Path) -> None:
    name = git(root, "rev-parse", f"main:{path}").strip()
    (root / ".git/objects" / name[:2] / name[2:]).unlink()


def deep(xml: bytes) -> bytes:
    return xml.replace(b"<body>", b"<body>" + b"<hcontainer>" * 5000 + b"</hcontainer>" * 5000, 1)


DAMAGES = {
    "truncated": edited(lambda xml: xml[: len(xml) // 2]),
    "empty": edited(lambda _xml: b""),
    "binary": edited(lambda _xml: bytes(range(256)) * 9),
    "escapes": edited(lambda _xml: b"<a\x1b[31m" + b"x" * 5000),
    "not well formed": edited(lambda xml: xml.replace(b"</akomaNtoso>", b"")),
    "not ours": edited(lambda xml: xml.replace(b"<body>", b"<body><evil>x</evil>", 1)),
    "deep": edited(deep),
    "link": as_link,
    "no object": without_object,
}
OTHERS = (
    ("show", "纸鸢法"),
    ("show", "风铃法@2015-12-01"),
    ("show", "风铃法@2023-12-01", "--format", "xml"),
    ("diff", "风铃法@2015-12-01", "风铃法@2023-12-01", "--format", "terminal"),
    ("history", "纸鸢法#第二条"),
    ("blame", "纸鸢法"),
    ("log", "纸鸢法"),
    ("cites", "--from", "纸船法"),
    ("relate", "纸鸢法", "纸船法"),
    ("lint", "纸鸢法"),
    ("set", "风铃法@2023-12-01", "--in-force", "2024-04-01"),
    ("set", "纸鸢法", "--alias", "鸢法"),
    ("add", "../lamps.txt"),
    ("remove", "纸船法"),
)
"""Commands on what is sound: their answers are the same beside a damaged version."""

THROUGH = (
    ("search", "登记"),
    ("history", "风铃法#第二条"),
    ("blame", "风铃法"),
    ("log", "风铃法"),
    ("applicable", "风铃法#第三条", "--conduct", "2017-01-01", "--decision", "2025-01-01"),
    ("timeline",),
    ("list",),
)
"""Commands that look at all versions: they answer for the sound ones and state the other."""

WRITING = ("add", "remove", "set")

SOUND: dict[tuple[str, ...], Outcome] = {}
"""What commands answered where nothing was damaged, the same in each test."""


def copied(root: Path) -> Path:
    """Where the copy of a repository lies."""
    return root.parent / "copy"


def plant(root: Path, damage: Callable[[Path, Path], None], path: Path = DAMAGED) -> None:
    """Commit a damage by hand, and forget what was worked out before."""
    damage(root, path)
    if damage is not without_object:  # git would write it again
        git(root, "add", "-A")
        git(root, "commit", "-qm", "Plant", "--allow-empty")
    shutil.rmtree(root / ".git" / "policydiff")
    shutil.rmtree(copied(root), ignore_errors=True)


@pytest.fixture
def beside(shelf: Path, run, monkeypatch: pytest.MonkeyPatch):
    """Run a command in a copy of the repository, so that none sees what another wrote there or
    worked out.
    """
    place, written = copied(shelf), True

    def command(arguments: tuple[str, ...]):
        nonlocal written
        if written or not place.exists():
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(shelf, place, symlinks=True)
        cache_file(place).unlink()
        written = arguments[0] in WRITING
        monkeypatch.chdir(place)
        return run(*arguments)

    return command


@pytest.fixture
def sound(beside) -> Callable[..., Outcome]:
    """The answer of a command where nothing is damaged."""

    def answer(arguments: tuple[str, ...]) -> Outcome:
        if arguments not in SOUND:
            SOUND[arguments] = beside(arguments)
        return SOUND[arguments]

    return answer


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_others_answer_as_before(shelf: Path, beside, sound, damage) -> None:
    before = {arguments: sound(arguments) for arguments in OTHERS}
    plant(shelf, damage)

    for arguments, was in before.items():
        now = beside(arguments)
        assert (now.code, now.out) == (was.code, was.out), (arguments, now.err)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_answers_through_all_versions_state_it_once(shelf: Path, beside, damage) -> None:
    plant(shelf, damage)

    for arguments in THROUGH:
        now = beside(arguments)
        lines = [line for line in now.err.splitlines() if "2020-12-01" in line]
        if arguments == ("list",) and "not counted" not in now.err:
            continue  # its facts can be read
        assert now.code in (0, 6), (arguments, now.err)
        assert now.out, arguments
        assert len(lines) == 1, (arguments, now.err)
        assert len(lines[0]) <= 300
        assert lines[0].isprintable()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_the_damaged_version_is_named_replaced_and_removed(
    shelf: Path, beside, run, damage
) -> None:
    plant(shelf, damage)

    shown = beside(("show", "风铃法@2020-12-01"))
    assert (shown.code, shown.out) == (5, "")
    assert str(DAMAGED) in shown.err
    assert len(shown.err) <= 330
    assert beside(("add", "../chimes-2.txt")).code == 5
    assert beside(("set", "风铃法@2020-12-01", "--alias", "铃法")).code == 0
    assert beside(("set", "风铃法@2020-12-01", "--in-force", "2021-04-01")).code == 5
    assert beside(("add", "../chimes-2.txt", "--correct")).code == 0
    assert run("show", "风铃法@2020-12-01").code == 0
    assert beside(("remove", "风铃法@2020-12-01")).code == 0
    assert run("log", "风铃法").code == 0


def test_a_day_on_which_the_damaged_version_may_have_applied_is_presumed(
    shelf: Path, beside
) -> None:
    plant(shelf, DAMAGES["truncated"])

    shown = beside(("show", "风铃法@@2022-01-01"))

    assert shown.code == 6
    assert "县级" in shown.out
    assert NOT_COUNTED.search(shown.err)
    assert beside(("show", "风铃法@@2025-01-01")).code == 0


def test_the_newest_version_may_be_the_damaged_one(shelf: Path, beside) -> None:
    plant(shelf, DAMAGES["truncated"], NEWEST)

    assert beside(("show", "风铃法")).code == 5, "no older text stands for it"
    for arguments in (("history", "风铃法#第二条"), ("blame", "风铃法"), ("log", "风铃法")):
        now = beside(arguments)
        assert now.code in (0, 6)
        assert "市级" in now.out or arguments[0] == "log"
        assert NOT_COUNTED.search(now.err)
    assert "纸鸢法" in beside(("cites", "风铃法")).out
    related = beside(("relate", "纸船法", "--all"))
    assert related.code == 0
    assert NOT_COUNTED.search(related.err)


def test_what_git_lost_is_found_again(shelf: Path, beside, run) -> None:
    before = run("search", "登记")
    name = git(shelf, "rev-parse", f"main:{DAMAGED}").strip()
    file = shelf / ".git/objects" / name[:2] / name[2:]
    data = file.read_bytes()
    plant(shelf, without_object)
    assert beside(("search", "登记")).code == 6

    file.write_bytes(data)
    shutil.rmtree(copied(shelf))

    assert beside(("search", "登记")).out == before.out


WORK_DAMAGES = {
    "large number": lambda text: b"x = " + b"9" * 5000 + b"\n" + text,
    "no TOML": lambda _text: b"\x00\xff = = toml",
    "wrong type": lambda text: text.replace(b'title = "', b'title = 5 #"'),
    "deep": lambda text: b"x = " + b"[" * 5000 + b"]" * 5000 + b"\n" + text,
    "empty": lambda _text: b"",
}


@pytest.mark.parametrize("damage", WORK_DAMAGES.values(), ids=WORK_DAMAGES)
def test_a_damaged_work_costs_its_own_answers(shelf: Path, beside, sound, damage) -> None:
    commands = [arguments for arguments in OTHERS if not any("风铃" in one for one in arguments)]
    before = {arguments: sound(arguments) for arguments in commands}
    plant(shelf, edited(damage), CHIMES / "work.toml")

    for arguments, was in before.items():
        now = beside(arguments)
        lines = [line for line in now.err.splitlines() if "work.toml" in line]
        counted = was.out.replace("by 3 documents", "by 2 documents")
        assert (now.code, now.out) == (was.code, counted), (arguments, now.err)
        assert len(lines) == 1, (arguments, now.err)
        assert len(lines[0]) <= 300
        assert lines[0].isprintable()
    for arguments in (("list",), ("search", "登记")):
        now = beside(arguments)
        assert now.code == 6
        assert "纸船法" in now.out
        assert now.err.count("could not be read") + now.err.count("is damaged") >= 1
    assert beside(("add", "../chimes-3.txt")).code == 5, "it would be a second work"
    assert beside(("show", "风铃法")).code == 4


def test_a_work_that_was_repaired_is_one_again(shelf: Path, run) -> None:
    file = shelf / CHIMES / "work.toml"
    text = file.read_bytes()
    before = run("list").out
    for content in (b"= =", text):
        file.write_bytes(content)
        git(shelf, "commit", "-qam", "Change it by hand")
        listed = run("list")
    assert (listed.code, listed.out) == (0, before)


def test_a_bad_record_of_two_works_leaves_the_others(shelf: Path, beside) -> None:
    def bad(root: Path, path: Path) -> None:
        (root / path).parent.mkdir(parents=True)
        (root / path).write_bytes(b"x = " + b"9" * 5000)

    plant(shelf, bad, Path("relations/fenglingfa--zhiyuanfa/zhang.toml"))

    assert beside(("remove", "纸船法")).code == 0
    assert beside(("set", "纸船法", "--alias", "船法")).code == 0


@pytest.mark.parametrize("file", ["lineage.toml", "names.toml"])
def test_a_bad_record_of_a_work_leaves_the_others(shelf: Path, beside, file: str) -> None:
    before = beside(("search", "登记"))
    plant(shelf, lambda root, path: (root / path).write_bytes(b"\xff") and None, CHIMES / file)

    found = beside(("search", "登记"))

    assert found.code == 0
    assert found.out.count("纸") == before.out.count("纸")
    assert file in found.err
    assert beside(("remove", "纸船法")).code == 0


EDITS = {
    "another figure": (lambda xml: xml.replace("五万".encode(), "六万".encode()), "六万"),
    "a sentence less": (
        lambda xml: xml.replace("，登记由市级人民政府办理".encode(), b""),
        "is not the text that was stored",
    ),
    "an attribute": (lambda xml: xml.replace(b" eId=", b"  eId=", 1), "not the text that was"),
}


@pytest.mark.parametrize(("change", "words"), EDITS.values(), ids=EDITS)
def test_a_text_that_was_changed_by_hand_is_marked(
    shelf: Path, beside, run, change, words: str
) -> None:
    plant(shelf, edited(change))

    (line,) = beside(("fsck",)).out.splitlines()
    assert line.startswith(f"{DAMAGED}: edited: ")
    assert words in line
    assert "changed by hand" in beside(("show", "风铃法@2020-12-01")).err
    pair = ("风铃法@2015-12-01", "风铃法@2020-12-01")
    assert "changed by hand" in beside(("diff", *pair, "--format", "markdown")).out
    assert '"edited": true' in beside(("diff", *pair, "--format", "json")).out
    assert "changed by hand" not in beside(("show", "风铃法@2023-12-01")).err
    assert beside(("set", "风铃法@2020-12-01", "--in-force", "2021-04-01")).code == 0
    assert ": edited: " in run("fsck").out, "new facts do not vouch for the text"
    assert beside(("add", "../chimes-2.txt", "--correct")).code == 0
    assert run("fsck").code == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda xml: xml, 0),
        (lambda xml: xml.replace(b'eId="art_2', b'eId="art_7'), 0),
        (lambda xml: xml.replace("五万".encode(), "六万".encode()), 5),
    ],
    ids=["nothing", "other eIds", "another figure"],
)
def test_of_a_text_that_an_older_program_stored_the_words_decide(
    shelf: Path, run, change, code: int
) -> None:
    """What a later program reads otherwise has the words of the source."""
    work = shelf / CHIMES / "work.toml"
    work.write_text(re.sub(r"blob = .*\n", "", work.read_text()))
    plant(shelf, edited(change))

    assert run("fsck").code == code


def test_changes_of_our_own_are_none_by_hand(shelf: Path, run) -> None:
    for arguments in (
        ("set", "风铃法@2020-12-01", "--promulgated", "2020-12-02"),
        ("set", "纸鸢法", "--kind", "regulation"),
        ("set", "风铃法", "--title", "中华人民共和国新风铃法"),
        ("remove", "风铃法@2015-12-01"),
        ("undo",),
    ):
        assert run(*arguments).code == 0
        checked = run("fsck")
        assert checked.code == 0, (arguments, checked.out)
    assert not any(
        version.edited for work in Repository.open(shelf).works() for version in work.versions
    )
