"""Invented texts, and how to run the command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

OLD = """示例省图书借阅条例

（2019年3月1日示例省第十届人民代表大会常务委员会第五次会议通过）

第一章　总则

第一条　为了规范图书借阅，方便读者，制定本条例。

第二条　公共图书馆可以向读者出借图书。
读者借阅图书不得超过五册：
（一）成年读者五册；
（二）未成年读者三册。

第二章　附则

第三条　本条例自2019年5月1日起施行。
"""
"""Invented: there is no such province and no such regulation."""

NEW = (
    OLD.replace("2019年3月1日", "2023年6月2日")
    .replace("2019年5月1日", "2023年9月1日")
    .replace("可以向", "应当向")
    .replace("五册", "八册")
)


@dataclass(frozen=True)
class Outcome:
    """What a command said and with what code it left."""

    code: int
    out: str
    err: str


def command_line(*arguments: object) -> list[str]:
    """The words that start policydiff in a process of its own."""
    return [sys.executable, "-m", "policydiff", *map(str, arguments)]


def start(
    *arguments: object, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start policydiff in a process of its own, in English, its output in pipes."""
    return subprocess.Popen(
        command_line(*arguments),
        cwd=cwd,
        env=os.environ | {"POLICYDIFF_LANG": "en"} | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def spawn(*arguments: object, cwd: Path, env: dict[str, str] | None = None) -> Outcome:
    """Run policydiff in a process of its own to its end."""
    process = start(*arguments, cwd=cwd, env=env)
    out, err = process.communicate(timeout=600)
    return Outcome(process.returncode, out, err)


def one_line_on(err: str) -> bool:
    """True for exactly one line that begins with the program's name."""
    return err.startswith("policydiff: ") and err.count("\n") == 1 and err.endswith("\n")


def many(folder: Path, count: int) -> Path:
    """A folder of invented texts."""
    folder.mkdir()
    for number in range(count):
        text = f"示例第{number}号条例\n\n第一条　为了示例，制定本条例。\n\n第二条　本条例自2020年1月1日起施行。\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def text_of(path: Path) -> str:
    """The XML of the text of a Word file."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()
