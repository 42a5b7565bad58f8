"""The commands of README and tutorial are run as they stand, in order, against the texts that ship."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policydiff.cli.demo import next_steps
from policydiff.workflows.demo import demo
from policydiff.workflows.help import page

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?ms)^```(?P<language>console|python)\n(?P<code>.*?)^```$")


def blocks(text: str, language: str) -> list[str]:
    return [found["code"] for found in BLOCK.finditer(text) if found["language"] == language]


def commands(text: str) -> list[str]:
    return [line.removeprefix("$ ") for code in blocks(text, "console") for line in code.splitlines() if line.startswith("$ ")]


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """A folder with the texts that ship, in which a list of commands is run as in one shell session."""
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    program = tmp_path / "bin"
    program.mkdir()
    script = program / "policydiff"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m policydiff "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONUTF8", "1")

    def run(lines: list[str]) -> Path:
        folder = tmp_path
        for line in lines:
            if line.startswith("cd "):
                folder = (folder / line.removeprefix("cd ")).resolve()
                continue
            done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
            assert done.returncode == 0, f"$ {line}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        return folder

    return run


def test_the_readme_tour_works(shell):
    text = (ROOT / "README.md").read_text(encoding="utf-8").split("## 中文快速上手")[0]

    folder = shell(commands(text))

    assert (folder / "report.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert "示例市" in (folder / "report.md").read_text(encoding="utf-8")


def test_the_chinese_tour_works(shell):
    text = (ROOT / "README.md").read_text(encoding="utf-8").split("## 中文快速上手")[-1]

    folder = shell(commands(text))

    assert folder.name == "法规库"
    assert (folder.parent / "对照.html").is_file()


def test_the_chinese_tutorial_works(shell, monkeypatch):
    monkeypatch.setenv("POLICYDIFF_LANG", "zh")

    folder = shell(commands(page("tutorial", "zh")))

    assert "公共数据" in (folder / "执行情况.html").read_text(encoding="utf-8")


def test_the_tutorial_works(shell):
    folder = shell(commands((ROOT / "policydiff" / "help" / "tutorial.md").read_text(encoding="utf-8")))

    assert {path.suffix for path in folder.parent.glob("comparison.*")} == {".html", ".json", ".md"}


def test_the_library_example_works():
    (code,) = blocks((ROOT / "README.md").read_text(encoding="utf-8"), "python")

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_what_the_demo_says_to_try_works(shell, tmp_path):
    made = demo(tmp_path / "demo", language="zh", offline=True)
    lines = [line.strip() for line in next_steps(made, "zh") if line.startswith("  ")]

    folder = shell(lines)

    assert {"history", "draft-amendment", "consolidate"} <= {line.split()[1] for line in lines}
    assert (folder / "consolidated.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
