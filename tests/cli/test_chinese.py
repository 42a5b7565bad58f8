"""With ``--lang zh`` all that a person reads is Chinese: results, remarks, complaints; JSON stays
as it is.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from running_cli import spawn

WORK = "示例省图书借阅条例"
ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")
TYPED = re.compile(r"`[^`]*`|policydiff [a-z-]+|[\w./-]*/[\w./-]+")
"""Commands, and the names of files."""


@pytest.fixture
def laws(two: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with both versions, beside which lie the texts; everything is said in
    Chinese.
    """
    monkeypatch.setenv("POLICYDIFF_LANG", "zh")
    for name in ("old.txt", "new.txt"):
        shutil.copy(texts / name, two)
    return two


RUNS = [
    ("init made", ["init", "more"], 0, "已在 {here}/more 建立空的法规库"),
    ("init again", ["init", "."], 2, "policydiff: {here} 已经是法规库"),
    ("add", ["add", "old.txt"], 0, f"库中已有，无需存入：{WORK}@2019-03-01（地方性法规，共 3 条）"),
    ("add what", ["add", "none.txt"], 4, "policydiff: none.txt：没有这个文件"),
    (
        "add a bad day",
        ["add", "old.txt", "--promulgated", "2017-02-30"],
        2,
        "policydiff: 公布日期：'2017-02-30' 不是 YYYY-MM-DD 形式的日期",
    ),
    (
        "add two ways",
        ["add", "old.txt", "--witness", "--correct"],
        2,
        "policydiff: --witness 与 --correct 不能同时使用（参看 policydiff add --help）",
    ),
    (
        "import",
        ["import", "."],
        6,
        "存入 1，库中已有 2，另一来源 2，拒收 4，非文本文件 3，有疑点 1",
    ),
    ("list", ["list"], 0, f"{WORK}\t地方性法规\t2\t2023-06-02"),
    ("log", ["log", WORK], 0, f"{WORK}@2023-06-02\t2023年通过\t2023-06-02\t2023-09-01 本文"),
    ("log changes", ["log"], 0, f"存入 {WORK} 2019-03-01"),
    (
        "log nothing",
        ["log", "示例省借阅"],
        4,
        f"policydiff: 库中没有名为“示例省借阅”的文件；是不是“{WORK}”？",
    ),
    ("show", ["show", f"{WORK}@@2020-01-01#第一条"], 0, f"2020-01-01 施行的是：{WORK}@2019-03-01"),
    (
        "show no article",
        ["show", f"{WORK}#第九条"],
        4,
        f"policydiff: {WORK}没有第九条；条文自第一条至第三条",
    ),
    (
        "show no version",
        ["show", f"{WORK}@2001-01-01"],
        4,
        f"policydiff: {WORK}没有 2001-01-01 的文本；库中有：2019-03-01, 2023-06-02",
    ),
    (
        "history",
        ["history", f"{WORK}#第二条"],
        0,
        "● 2019年通过（2019年3月1日）  第二条  库内最早文本",
    ),
    (
        "applicable",
        ["applicable", f"{WORK}#第二条", "--conduct", "2020-05-01", "--decision", "2024-01-01"],
        0,
        "2020年5月1日，行为之日",
    ),
    (
        "applicable before the conduct",
        ["applicable", f"{WORK}#第二条", "--conduct", "2020-05-01", "--decision", "2019-01-01"],
        2,
        "policydiff: 作出决定之日 2019-01-01 早于行为之日 2020-05-01；请用 --decision 指明作出决定之日",
    ),
    (
        "history of what",
        ["history", WORK],
        2,
        f"policydiff: {WORK}：请写明要追溯的条款，例如 {WORK}#第十条（`policydiff log` 列出各文本）",
    ),
    ("blame", ["blame", WORK], 0, f"{WORK} · 文字来源 · 2023年6月2日"),
    (
        "blame a file",
        ["blame", "old.txt"],
        2,
        "policydiff: old.txt 是一个文件；此命令查看库中一部文件的所有文本：请先把它存入法规库",
    ),
    (
        "link",
        ["link", WORK, "2019-03-01#第一条", "2023-06-02#第一条"],
        0,
        "2019-03-01#art_1 2023-06-02#art_1 已确认为同一条",
    ),
    (
        "link one",
        ["link", WORK, "2019-03-01#第一条"],
        2,
        "policydiff: 请写明两个条款，可加 --break 或 --forget；--list 只写名称",
    ),
    ("timeline", ["timeline"], 0, "refs/heads/timeline：按法律自身的时间顺序写入 2 个文本"),
    (
        "timeline on main",
        ["timeline", "--branch", "main"],
        2,
        "policydiff: “main”不能用作时间线分支：法规库本身在这个分支上",
    ),
    ("export", ["export", WORK, "-o", "text.docx"], 0, "已写入 text.docx"),
    (
        "export as what",
        ["export", WORK, "-o", "text.odt"],
        2,
        "policydiff: text.odt：没有这种扩展名的格式；请用 --format 选择",
    ),
    ("diff", ["diff", "old.txt", "new.txt"], 0, "修订概况（按条计）：修改 2 条；未变 1 条"),
    (
        "diff one",
        ["diff", "old.txt"],
        2,
        "policydiff: old.txt 没有修订痕迹；请再写出要与之比较的另一文本",
    ),
    (
        "diff into a file",
        ["diff", "old.txt", "new.txt", "-o", "report.html"],
        0,
        "已写入 report.html",
    ),
    (
        "package",
        ["package", "old.txt", "new.txt", "-o", "board"],
        0,
        "已写入 board/《示例省图书借阅条例》修订对照表（2023年6月2日）.docx",
    ),
    (
        "check a text",
        ["check-return", "old.txt", "new.txt"],
        3,
        "policydiff: new.txt：退回稿须为 Word 文件（docx）；请用 Word 或 WPS 打开，另存为 docx",
    ),
    (
        "check a table",
        ["check-table", "old.txt", "old.txt", "new.txt"],
        3,
        "policydiff: old.txt：对照表须为 Word 文件（docx）、工作簿（xlsx）或 PDF；请另存后再试",
    ),
    (
        "report",
        ["report", WORK, "-o", "reports"],
        0,
        "文件 1 部，比较 1 次，写出 1 个文件；请打开 reports/index.html",
    ),
    (
        "report into one file",
        ["report", WORK, "-o", "old.txt"],
        3,
        "policydiff: old.txt：这是文件；请为报告写明文件夹",
    ),
    (
        "draft",
        ["draft-amendment", "old.txt", "new.txt", "-o", "decision.txt"],
        0,
        "草案在旧文本上执行，名称、序言、标题、条文和附件与新文本逐字一致（题注、目录、公布令、署名未比对）",
    ),
    (
        "draft of nothing",
        ["draft-amendment", "old.txt", "old.txt"],
        2,
        f"policydiff: {WORK}：两个文本的名称、序言、标题、条文和附件相同，没有可修改之处",
    ),
    (
        "consolidate without a decision",
        ["consolidate", "old.txt"],
        2,
        "policydiff: 请写明修改决定；加 --chain 时，库中的文件可自动查找库中的决定",
    ),
    (
        "consolidate what is none",
        ["consolidate", "old.txt", "new.txt"],
        3,
        f"policydiff: {WORK}：这一决定不适用于本文本（",
    ),
    (
        "consolidate a chain",
        ["consolidate", "--chain", f"{WORK}@2023-06-02"],
        4,
        f"policydiff: 库中没有修改 {WORK}@2023-06-02 或其后文本的决定",
    ),
    ("instructions", ["instructions", "old.txt"], 6, "未能识别"),
    ("relate", ["relate", "old.txt", "new.txt"], 0, f"{WORK} · 条文对照"),
    (
        "relate to nothing",
        ["relate", "old.txt"],
        2,
        "policydiff: 请写明一个以上要比对的文本，或用 --all 比对法规库中的全部文件",
    ),
    (
        "review",
        [
            "review",
            "old.txt",
            "new.txt",
            "--reviews",
            "mine.toml",
            "--confirm",
            "1=第一条",
            "--by",
            "张三",
        ],
        0,
        "1=第一条：确认（mine.toml）",
    ),
    (
        "review by nobody",
        ["review", "old.txt", "new.txt", "--reviews", "mine.toml", "--reject", "1=第一条"],
        2,
        "policydiff: 请写明审阅人：--by 姓名",
    ),
    (
        "draft between works",
        ["draft-amendment", "old.txt", "flawed.txt"],
        3,
        f"policydiff: 《{WORK}》与《示例条例》是不同的文件",
    ),
    (
        "diff with wrong pairs",
        ["diff", "old.txt", "new.txt", "--pairs", "pairs.toml"],
        2,
        "policydiff: pairs.toml：link[1]：章节与条款不能相互对应",
    ),
    (
        "add another text",
        ["add", "other.txt"],
        3,
        f"policydiff: {WORK}@2019-03-01 在库中另有不同的文本。",
    ),
    ("pairs", ["pairs", "old.txt", "new.txt"], 0, "# 以下是 policydiff 找到的条文对应关系"),
    ("instruments", ["instruments", "old.txt"], 0, "没有提到任何法律法规"),
    ("cites", ["cites", WORK], 0, "引用：0（文件：1）"),
    (
        "comments without a table",
        ["comments", "old.txt", "new.txt"],
        2,
        "缺少",
    ),
    ("daily", ["daily", "--offline"], 0, "未查询任何来源"),
    ("affected", ["affected", WORK], 0, f"《{WORK}》修改所涉条文"),
    (
        "affected by nothing",
        ["affected"],
        2,
        "policydiff: 请写出库中的 WORK@DAY 或 DECISION，或用 --since 查全部变化",
    ),
    ("git-setup", ["git-setup"], 0, "git 按条文显示"),
    (
        "cites nothing",
        ["cites"],
        2,
        "policydiff: 请写明被引用的文件（名称，或者名称#条款），或者使用 --from 名称、--all、--dangling 或 --outdated",
    ),
    ("lint", ["lint", "flawed.txt"], 6, "flawed.txt:7：第四条：编号跳跃：第四条出现在第 1 号之后"),
    (
        "validate",
        ["validate", "flawed.txt"],
        0,
        "flawed.txt:7: 警告：第四条出现在第 1 号之后（请与官方文本核对；编号保持原样）",
    ),
    (
        "validate what is no text",
        ["validate", "picture.txt"],
        3,
        "policydiff: picture.txt 只有 1 页图片，没有文字；",
    ),
    ("undo", ["undo"], 0, f"撤销：存入 {WORK} 2023-06-02"),
    ("sync", ["sync"], 2, "尚未登记来源"),
    ("sync a folder", ["sync", "."], 6, "拒收"),
    ("follow", ["follow", WORK], 0, f"{WORK}，自 "),
    ("remove", ["remove", f"{WORK}@2019-03-01"], 0, f"移除 {WORK} 2019-03-01"),
    (
        "remove nothing",
        ["remove", f"{WORK}@2001-01-01"],
        4,
        f"policydiff: {WORK}没有 2001-01-01 的文本",
    ),
    (
        "set",
        ["set", f"{WORK}@2023-06-02", "--in-force", "2023-09-02"],
        0,
        "施行日期：2023-09-02（原为2023-09-01）",
    ),
    ("set nothing", ["set", WORK], 2, "policydiff: 请至少写明一项要更正的信息"),
    ("fsck", ["fsck"], 0, "没有损坏"),
    ("help pages", ["help"], 0, "教程：一刻钟，从两个文件到对照表"),
    ("help", ["help", "nothing"], 4, "policydiff: 没有帮助页 'nothing'；现有："),
    ("completion", ["completion"], 2, "policydiff: 缺少参数 '{bash|fish|zsh}'"),
    ("no such command", ["frobnicate"], 2, "policydiff: 没有命令 'frobnicate'"),
    ("no such option", ["diff", "--frobnicate"], 2, "policydiff: 没有选项"),
    (
        "no such choice",
        ["diff", "old.txt", "new.txt", "--format", "odt"],
        2,
        "policydiff: '--format' 的值无效：'odt' 不在",
    ),
    (
        "no such moment",
        ["diff", "old.txt", "new.txt", "--made", "x"],
        2,
        "policydiff: '--made' 的值无效：'x' 不是日期；请写 2026-01-31 或 2026-01-31T09:30:00（参看",
    ),
    (
        "no such column",
        ["diff", "old.txt", "new.txt", "--columns", "x"],
        2,
        "policydiff: '--columns' 的值无效：每栏写一次，其中应有 left 或 right：number, left",
    ),
    (
        "no such day",
        ["relate", "old.txt", "new.txt", "--after", "x"],
        2,
        "policydiff: '--after' 的值无效：'x' 不是 YYYY-MM-DD 形式的日期（参看",
    ),
    ("search", ["search", "图书 NOT 读者"], 0, "共 2 条结果，检索文本 2 件"),
    (
        "search with a mistake",
        ["search", "图书 ("],
        2,
        "policydiff: 检索式有误：末尾缺少词语；词语之间可用 AND、OR、NOT 和括号",
    ),
    ("search nothing", ["search", "桥"], 0, "共 0 条结果，检索文本 2 件"),
    ("no address", ["serve", "more"], 2, "policydiff: 多出参数（more）"),
    ("no place", ["mcp", "more"], 2, "policydiff: 多出参数（more）"),
    ("too many words", ["fsck", "more"], 2, "policydiff: 多出参数（more）"),
]
"""A name, what is typed, the exit code, and a piece of what is said; the texts are invented."""


@pytest.mark.parametrize(
    ("words", "code", "piece"), [run[1:] for run in RUNS], ids=[run[0] for run in RUNS]
)
def test_what_a_command_says(laws: Path, run, words: list[str], code: int, piece: str) -> None:
    (laws / "flawed.txt").write_text(
        "示例条例\n\n第一条　甲。\n\n\n\n第四条　乙。\n\n第五条　丙。\n", encoding="utf-8"
    )
    (laws / "pairs.toml").write_text(
        '[[link]]\nleft = "第一条"\nright = "第一章"\n', encoding="utf-8"
    )
    (laws / "other.txt").write_text(
        (laws / "old.txt").read_text(encoding="utf-8").replace("五册", "九册"), encoding="utf-8"
    )
    (laws / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")

    result = run(*words)

    said = result.out + result.err
    assert result.code == code
    assert piece.replace("{here}", str(laws)) in said
    assert [line for line in said.splitlines() if ENGLISH.search(TYPED.sub("", line))] == []


def test_every_command_is_run_in_chinese() -> None:
    from policydiff.cli.lazy import COMMANDS

    assert {run[1][0] for run in RUNS} >= set(COMMANDS) - {"demo"}


def test_the_option_counts_more_than_the_environment(
    laws: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Complaints too, wherever it stands, and where click refuses the rest."""
    assert (
        run("show", "none.txt", "--lang", "en").err
        == "policydiff: none.txt: there is no such file\n"
    )
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    assert run("--lang", "zh", "show", "none.txt").err == "policydiff: none.txt：没有这个文件\n"
    assert run("show", "--lang=zh", "--frobnicate").err.startswith("policydiff: 没有选项")
    assert run("show", "none.txt", "--lang", "fr").err.startswith(
        "policydiff: Invalid value for '--lang'"
    )


def test_json_has_no_language(laws: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = {
        name: run(name, *rest, "--format", "json").out
        for name, *rest in (["list"], ["log", WORK], ["log"], ["cites", WORK])
    }
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    english = {
        name: run(name, *rest, "--format", "json").out
        for name, *rest in (["list"], ["log", WORK], ["log"], ["cites", WORK])
    }

    assert chinese == english


def test_standard_input_has_a_name_in_chinese(laws: Path) -> None:
    outcome = spawn("show", "-", cwd=laws, env={"POLICYDIFF_LANG": "zh"})

    assert (outcome.code, outcome.err) == (3, "policydiff: 标准输入 没有文字；是不是给错了文件？\n")
