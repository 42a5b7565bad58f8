"""The folder of wheels with its start scripts, used as a person does, in an empty environment.

The start scripts of Windows and macOS are read here, and not run.
"""

from __future__ import annotations

import importlib.util
import os
import pty
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ROOT / "scripts" / "bundle"
EXAMPLE = ROOT / "corpora" / "example"
MINE = f"{sys.version_info.major}.{sys.version_info.minor}"


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bundle_{name}", PARTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


start, build = loaded("start"), loaded("build")


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    """Two texts under names that a shell could break."""
    names = {
        "invented-2018-11-30.txt": "旧 文本(2018年).txt",
        "invented-2021-09-26.md": "2021年.md",
    }
    for name, ours in names.items():
        shutil.copy(EXAMPLE / name, tmp_path / ours)
    return [str(tmp_path / ours) for ours in names.values()]


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str | None) -> None:
    left = iter(answers)
    monkeypatch.setattr(start, "ask", lambda _question: next(left))


def test_what_is_dropped_in_another_order_is_guessed_by_the_years(texts, monkeypatch):
    answering(monkeypatch, "")

    assert start.two_texts(texts[::-1]) == texts


def test_a_person_may_turn_the_order(texts, monkeypatch):
    answering(monkeypatch, "1")

    assert start.two_texts(texts) == texts[::-1]


def test_what_is_not_dropped_is_asked_for(texts, monkeypatch):
    answering(monkeypatch, f"'{texts[0]}' ", texts[1].replace("年", "\\年"))

    assert start.two_texts([]) == texts


@pytest.mark.parametrize(
    ("answers", "line"),
    [(("none.txt",), "没有这个文件。"), ((None,), "请写明两个文件：修改前的和修改后的。")],
)
def test_what_is_no_file_is_named(monkeypatch, capsys, answers, line):
    answering(monkeypatch, *answers)

    assert start.two_texts([]) is None
    assert capsys.readouterr().out == f"{line}\n"


def test_three_files_are_refused(texts, capsys):
    assert start.two_texts([*texts, texts[0]]) is None
    assert "两个文件" in capsys.readouterr().out


def test_a_path_that_a_console_of_windows_writes(monkeypatch):
    monkeypatch.setattr(start, "WINDOWS", True)

    assert start.path_of('"C:\\法 律\\a(1).docx" ') == "C:\\法 律\\a(1).docx"


def test_the_entry_of_windows_names_no_folder_of_a_person(monkeypatch, tmp_path):
    monkeypatch.setattr(start, "WINDOWS", True)
    monkeypatch.setenv("APPDATA", str(tmp_path))

    entry = start.add_entry(Path("张三/AppData/Local/policydiff/0.1.0-py3.12"))

    assert entry.parent == tmp_path / "Microsoft" / "Windows" / "SendTo"
    line = entry.read_bytes().decode("ascii")
    assert line.endswith("%*\r\n")
    assert line.count("%LOCALAPPDATA%\\policydiff\\0.1.0-py3.12\\") == 2


@pytest.mark.parametrize("name", ["start.sh", "start.cmd"])
def test_the_scripts_look_for_the_pythons_whose_wheels_are_there(name):
    text = (PARTS / name).read_text(encoding="ascii")
    first, last = (
        tuple(map(int, python.split("."))) for python in (build.PYTHONS[0], build.PYTHONS[-1])
    )

    assert f"not {first} <= sys.version_info[:2] <= {last}" in text
    assert all(f"3.{minor}" in text for minor in range(first[1], last[1] + 1))


def test_no_line_of_the_script_of_windows_takes_names_into_a_block():
    lines = (PARTS / "start.cmd").read_text(encoding="ascii").splitlines()

    assert [line for line in lines if "%*" in line and not line.startswith("rem ")] == [
        '%PYTHON% -X utf8 "%~dp0lib\\start.py" %*'
    ]


@pytest.mark.parametrize(
    ("system", "expected"), [("linux", []), ("macos", ["fork>=2"]), ("windows", ["colour"])]
)
def test_what_only_the_target_needs_is_seen(tmp_path, system, expected):
    needs = (
        "Requires-Dist: colour; platform_system == 'Windows'",
        "Requires-Dist: fork>=2; sys_platform == 'darwin'",
        "Requires-Dist: Some.Thing>=1; python_version >= '3.12'",
        "Requires-Dist: more; extra == 'all'",
    )
    for name, lines in (("ours", needs), ("some_thing", ())):
        with zipfile.ZipFile(tmp_path / f"{name}-1-py3-none-any.whl", "w") as archive:
            archive.writestr(f"{name}-1.dist-info/METADATA", "\n".join(("Name: x", *lines, "")))
    known = build.SYSTEMS[system]

    target = build.Target(system=known, python="3.12", tags=known.tags[0])

    assert build.missing(tmp_path, target) == expected


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for Linux and this Python, out of its zip file."""
    place = tmp_path_factory.mktemp("bundle")
    command = [sys.executable, str(PARTS / "build.py"), "--system", "linux", "--python", MINE]
    done = subprocess.run(
        [*command, "-o", str(place)], capture_output=True, text=True, timeout=600, check=False
    )
    if done.returncode and "No matching distribution" in done.stderr:
        pytest.skip("no registry of packages can be reached")
    assert done.returncode == 0, done.stderr
    packed = Path(done.stdout.splitlines()[-1])
    assert zipfile.ZipFile(packed).testzip() is None
    shutil.unpack_archive(packed, place / "一个 文件夹")
    (folder,) = (place / "一个 文件夹").iterdir()
    with zipfile.ZipFile(packed) as archive:
        mode = archive.getinfo(f"{folder.name}/policydiff.sh").external_attr >> 16
    assert mode & 0o111
    return folder


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has a Python and nothing else: no git, no make."""
    place = tmp_path_factory.mktemp("user")
    (place / "bin").mkdir()
    for name in ("dirname", "cat"):
        (place / "bin" / name).symlink_to(shutil.which(name) or name)
    (place / "bin" / "python3").symlink_to(Path(sys.base_prefix, "bin", f"python{MINE}"))
    return {"HOME": str(place), "PATH": str(place / "bin")}


def started(
    bundle: Path, user: dict[str, str], *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(bundle / "policydiff.sh"), *arguments],
        env=user,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.slow
def test_without_python_one_sentence_says_where_it_is(bundle, user, tmp_path):
    (tmp_path / "bin").mkdir()
    for name in ("dirname", "cat"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)

    done = started(bundle, user | {"PATH": str(tmp_path / "bin")})

    assert done.returncode == 1
    assert done.stdout.startswith("没有找到 Python：请先安装 Python 3.11")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.slow
def test_two_dropped_files_become_a_table(bundle, user, texts, tmp_path):
    done = started(bundle, user, *texts)

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(tmp_path.glob("*对照表*.docx"))) == 1
    assert "首次使用" in done.stdout
    assert done.stdout.index("修改前（旧）") < done.stdout.index("已写入")
    assert "首次使用" not in started(bundle, user, "--version").stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code"), [(["lint", "2021年.md"], 0), (["help", "glossary"], 0), (["init", "x"], 4)]
)
def test_commands_go_to_policydiff(bundle, user, texts, words, code):
    done = started(bundle, user, *words, cwd=Path(texts[0]).parent)

    assert done.returncode == code, done.stdout + done.stderr
    assert (code == 0) or "git" in done.stderr


@pytest.mark.slow
def test_a_person_drags_both_files_into_the_window(bundle, user, texts, tmp_path):
    mine = user | {"HOME": str(tmp_path / "home")}
    typed = f"\n'{texts[0]}'\n'{texts[1]}'\n\n"
    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["/bin/sh", str(bundle / "policydiff.sh")],
        env=mine,
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    os.write(master, typed.encode())
    shown = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece

    assert process.wait(timeout=600) == 0, shown.decode()
    assert len(list(tmp_path.glob("*对照表*.docx"))) == 1
    entry = tmp_path / "home" / ".local" / "share" / "applications" / "policydiff.desktop"
    assert 'start.py" %F' in entry.read_text(encoding="utf-8")
    (python,) = (
        word for word in entry.read_text(encoding="utf-8").split('"') if "bin/python" in word
    )
    assert Path(python).exists()


@pytest.mark.slow
@pytest.mark.parametrize("system", ["macos", "windows"])
def test_the_wheels_of_other_systems_are_whole(bundle, wheel, tmp_path, system):
    known = build.SYSTEMS[system]
    target = build.Target(system=known, python=MINE, tags=known.tags[0])

    build.download(wheel, tmp_path, target)

    names = {path.name.split("-")[0] for path in tmp_path.iterdir()}
    assert build.missing(tmp_path, target) == []
    assert {"policydiff", "pip", "numpy", "lxml", "click"} <= names


@pytest.mark.slow
def test_nothing_of_the_machine_is_in_it(bundle):
    pages = [path for path in bundle.rglob("*") if path.is_file() and path.suffix != ".whl"]

    assert {path.name for path in pages} == {
        "policydiff.sh",
        "使用说明.txt",
        "start.py",
        "no-python.txt",
        "bundle.json",
    }
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert str(ROOT) not in text
        assert "://" not in text
