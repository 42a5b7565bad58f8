"""From the source to the digest: a decision, then three republished texts, killed at any moment.

A git repository of texts brings a decision on three laws; `daily` carries it out on each. Then it
brings the republished texts, which take the places of the compiled ones. All texts are invented.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from histories import commit, new_history
from lanes import some

from policydiff.cli.main import main
from policydiff.following.actions.sync import add_source, remove_source
from policydiff.store.repository import Repository
from policydiff.works.session import Session

HERE = Path(__file__).parent
DAY = "（{day}示例省第十届人民代表大会常务委员会第五次会议通过）"
LAWS = {"桥梁": "bridges", "渡口": "ferries", "水井": "wells"}
OLD = (
    "为了加强{thing}管理，制定本条例。",
    "{thing}由县级人民政府修建、维护，其他单位和个人可以参加。",
    "在{thing}上设置障碍的，由县级人民政府责令改正，处一千元以上五千元以下罚款。",
)
NEW = (
    OLD[0],
    "{thing}由乡级人民政府修建、维护，其他单位和个人可以参加。",
    OLD[2],
)
DECISION = "示例省人民代表大会常务委员会关于修改《示例省桥梁条例》等三件地方性法规的决定"


def law(thing: str, texts: tuple[str, ...], *, amended: bool = False) -> str:
    day = "2019年3月1日"
    heads = [DAY.format(day=day)[1:-1]]
    if amended:
        heads.append(
            f"根据2024年5月6日示例省第十一届人民代表大会常务委员会第三次会议《{DECISION}》修正"
        )
    articles = (
        f"第{number}条　{text.format(thing=thing)}"
        for number, text in zip("一二三", texts, strict=True)
    )
    return "\n\n".join((f"示例省{thing}条例", f"（{'　'.join(heads)}）", *articles)) + "\n"


def decision() -> str:
    orders = (
        f"{number}、对《示例省{thing}条例》作出修改\n\n"
        f"将第二条中的“县级人民政府”修改为“乡级人民政府”。"
        for number, thing in zip("一二三", LAWS, strict=True)
    )
    return (
        "\n\n".join(
            (
                DECISION,
                DAY.format(day="2024年5月6日")
                .replace("十届", "十一届")
                .replace("第五次", "第三次"),
                "示例省第十一届人民代表大会常务委员会第三次会议决定，对下列三件地方性法规作出修改：",
                *orders,
                "本决定自2024年7月1日起施行。",
            )
        )
        + "\n"
    )


RULES = """示例桥梁有限公司巡查制度

第一条　根据《示例省桥梁条例》，制定本制度。

第二条　桥梁的维护按照《示例省桥梁条例》第二条的规定执行；违反第三条的，报告主管部门。

2020年1月1日
"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the three laws, a source that brings a decision, and rules of a company."""
    top = tmp_path_factory.mktemp("story")
    new_history(top / "source")
    commit(top / "source", **{name: law(thing, OLD) for thing, name in LAWS.items()})
    (top / "rules").mkdir()
    (top / "rules" / "patrol.txt").write_text(RULES, encoding="utf-8")
    library = str(top / "laws")
    assert main(["init", library]) == 0
    assert main(["-C", library, "sync", "--add", "texts", str(top / "source")]) == 0
    assert main(["-C", library, "daily", "--into", str(top / "news"), "-q"]) == 0
    commit(top / "source", decision=decision())
    return top


def republish(top: Path) -> None:
    texts = {name: law(thing, NEW, amended=True) for thing, name in LAWS.items()}
    texts["wells"] = texts["wells"].replace("可以参加", "应当参加")
    commit(top / "source", **texts)


def daily(top: Path) -> list[str]:
    words = ["-C", str(top / "laws"), "daily", "--into", str(top / "news"), "-q"]
    return [*words, "--files", str(top / "rules")]


def announced(top: Path) -> Counter[tuple[str, str, str]]:
    """What all digests announce: title, date, status, and how often."""
    digests = [json.loads(path.read_bytes()) for path in sorted((top / "news").glob("*.json"))]
    return Counter(
        (item["title"], item["date"], item["status"])
        for digest in digests
        for item in digest["items"]
    )


@pytest.fixture
def moved(stage: Path, tmp_path: Path) -> Callable[[], Path]:
    """Copies of the stage, each a place of its own; the source is the one of the copy."""
    made = iter(range(1_000))

    def copy() -> Path:
        top = tmp_path / str(next(made))
        shutil.copytree(stage, top, symlinks=True)
        session = Session(repository=top / "laws")
        remove_source("texts", session)
        add_source("texts", str(top / "source"), session)
        return top

    return copy


STORED = {
    (DECISION, "2024-05-06", "added"): 1,
    **{(f"示例省{thing}条例", "2024-05-06", "compiled"): 1 for thing in LAWS},
}
REPUBLISHED = {(f"示例省{thing}条例", "2024-05-06", "published"): 1 for thing in LAWS}


def test_a_decision_is_carried_out_and_verified_and_what_rests_on_it_is_listed(moved):
    top = moved()
    first = main(daily(top))
    news = announced(top)
    again = main(daily(top))
    republish(top)
    second = main(daily(top))

    assert (first, again, second) == (0, 0, 0)
    assert news == STORED
    assert announced(top) == {**STORED, **REPUBLISHED}
    digests = [json.loads(path.read_bytes()) for path in (top / "news").glob("*.json")]
    (verified,) = (one for one in digests if any(x["status"] == "published" for x in one["items"]))
    found = {item["title"]: item["verification"] for item in verified["items"]}
    assert [found[f"示例省{thing}条例"]["equal_but_noise"] for thing in LAWS] == [True, True, False]
    (difference,) = found["示例省水井条例"]["differences"]
    assert difference["instruction"] is not None
    rules = [text for text in verified["affected"]["texts"] if text["file"] == "patrol.txt"]
    assert [place["connection"] for place in rules[0]["places"]] == ["ground", "cites", "cites"]
    assert (top / "news" / "feed.atom").is_file()


@pytest.fixture(scope="module")
def runs() -> Iterator[Callable[[list[str], float | None], tuple[int, float]]]:
    """Runs commands in processes that may be killed."""
    with subprocess.Popen(
        [sys.executable, HERE / "daily_runs.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def run(words: list[str], seconds: float | None = None) -> tuple[int, float]:
            process.stdin.write(json.dumps([words, seconds]) + "\n")
            process.stdin.flush()
            code, spent = json.loads(process.stdout.readline())
            return code, spent

        yield run
        process.stdin.close()


def test_killed_at_any_moment_it_says_everything_once_and_loses_nothing(moved, runs):
    """Fifty moments with all examples, spread over the time that both runs take."""
    top = moved()
    _, first = runs(daily(top))
    republish(top)
    _, second = runs(daily(top))
    killed = 0
    for moment in some(range(25), 12):
        top = moved()
        killed += runs(daily(top), first * (moment + 0.5) / 25)[0] < 0
        assert runs(daily(top))[0] == 0
        assert announced(top) == STORED
        republish(top)
        killed += runs(daily(top), second * (moment + 0.5) / 25)[0] < 0
        assert runs(daily(top))[0] == 0
        assert announced(top) == {**STORED, **REPUBLISHED}
        store = Repository.open(top / "laws")
        assert store.fsck() == ()
        assert store.announced().pending is None
        assert sorted(len(work.versions) for work in store.works()) == [1, 2, 2, 2]
    assert killed
