"""Start policydiff from a folder of wheels: install it for this user, without the net, and run it.

It runs on any Python from 3.11 on and needs nothing beside it. Two texts that are dropped on the
start script, or dragged into its window, become a 对照表 beside the new one. All other arguments go
to `policydiff` as they are.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "wheels"
WINDOWS = os.name == "nt"
ENTRY = "修改前后对照表（policydiff）"

DESKTOP_ENTRY = """[Desktop Entry]
Type=Application
Name=policydiff
Name[zh_CN]={name}
Comment[zh_CN]=选中修改前、修改后两个文件，用本程序打开
Exec="{python}" "{start}" %F
Terminal=true
MimeType=application/vnd.openxmlformats-officedocument.wordprocessingml.document;application/pdf;text/plain;text/html;text/markdown;
Categories=Office;
"""
SEND_TO = '@"%LOCALAPPDATA%\\policydiff\\{folder}\\Scripts\\python.exe" -X utf8 "%LOCALAPPDATA%\\policydiff\\{folder}\\start.py" %*\r\n'


def main(arguments: list[str]) -> int:
    """Install where it is the first time, compare the texts or run the command."""
    sys.stdout.reconfigure(line_buffering=True)  # what policydiff prints comes behind
    place = HERE if (HERE / "pyvenv.cfg").is_file() else installed()
    if place is None:
        return 1
    if any(not Path(one).is_file() for one in arguments):
        return run(place, arguments)
    texts = two_texts(arguments)
    code = 2 if texts is None else run(place, texts)
    ask("按回车键关闭本窗口。")
    return code


def run(place: Path, arguments: list[str]) -> int:
    """Run policydiff, in Chinese unless a person chose, and give its exit code."""
    environment = {"POLICYDIFF_LANG": "zh"} | os.environ
    command = [python_of(place), "-I", "-X", "utf8", "-m", "policydiff", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def two_texts(dropped: list[str]) -> list[str] | None:
    """The old text and the new one: those dropped, and those that a person drags into the window."""
    texts = list(dropped)
    if len(texts) > 2:
        print("请一次放两个文件：修改前的和修改后的。")
        return None
    for name in ("修改前（旧）", "修改后（新）")[len(texts) :]:
        typed = ask(f"请把{name}的文件拖到这个窗口里，然后按回车键：")
        found = path_of(typed or "")
        if not Path(found).is_file():
            print("没有这个文件。" if typed else "请写明两个文件：修改前的和修改后的。")
            return None
        texts.append(found)
    return confirmed(texts) if dropped else texts


def confirmed(texts: list[str]) -> list[str]:
    """The texts in their order; whoever dropped them could not choose it.

    Where both names have years, they are a guess.
    """
    found = [re.findall(r"(?:19|20)\d\d", Path(text).stem) for text in texts]
    if all(found) and found[1] < found[0]:
        texts.reverse()
    print(f"修改前（旧）：{texts[0]}\n修改后（新）：{texts[1]}")
    answer = ask("次序对，请按回车键；反了，请输入 1 再按回车键：")
    return texts[::-1] if answer == "1" else texts


def path_of(typed: str) -> str:
    """The path that a terminal writes where a file is dragged into it."""
    if WINDOWS:
        return typed.strip().strip('"')
    try:
        return " ".join(shlex.split(typed))
    except ValueError:
        return typed.strip()


def ask(question: str) -> str | None:
    """The answer of a person; None where nobody is there."""
    if not sys.stdin.isatty():
        return None
    try:
        return input(question).strip()
    except EOFError:
        return None


def installed() -> Path | None:
    """The folder of the virtual environment, made where it is not there yet."""
    bundle = json.loads((HERE / "bundle.json").read_text(encoding="utf-8"))
    mine = f"{sys.version_info.major}.{sys.version_info.minor}"
    place = home() / f"{bundle['version']}-py{mine}"
    if (place / "ready").is_file():
        return place
    print(f"首次使用：正在安装到 {place}，约需一分钟，不联网……", flush=True)
    if mine not in bundle["pythons"] or not install(place, bundle["version"]):
        print(
            f"安装没有成功。这份安装包适用于 {bundle['name']} 和 Python {bundle['pythons'][0]} 至 {bundle['pythons'][-1]}；本机是 {platform.platform()}（{platform.machine()}），Python {mine}。"
        )
        ask("按回车键关闭本窗口。")
        return None
    print("安装完成。")
    if (
        entry_path()
        and ask(
            "要在“发送到”（Linux：应用菜单）中加入 policydiff 吗？要，请按回车键；不要，请输入 n："
        )
        == ""
    ):
        print(f"已加入：{add_entry(place)}")
    return place


def install(place: Path, version: str) -> bool:
    """Make the environment beside its place, and put it there when it is whole."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="new-", dir=place.parent))
    try:
        venv.create(fresh, with_pip=False, symlinks=not WINDOWS)
        (pip,) = WHEELS.glob("pip-*.whl")
        options = ["--isolated", "--no-index", "--disable-pip-version-check", "--quiet"]
        links = ["--no-warn-script-location", "--find-links", str(WHEELS)]
        command = [python_of(fresh), "-I", f"{pip}/pip", "install", *options, *links]
        if subprocess.run([*command, f"policydiff=={version}"], check=False).returncode:
            return False
        for script in Path(python_of(fresh)).parent.glob("policydiff*"):
            script.unlink()  # it names the folder in which it was made
        shutil.copy(__file__, fresh / "start.py")
        (fresh / "ready").touch()
        put(fresh, place)
        return True
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def put(fresh: Path, place: Path) -> None:
    """Rename the environment; scanners of Windows may hold files in it for a moment."""
    for pause in (1, 2, 4, 0):
        if (place / "ready").is_file():  # another start was quicker
            return
        shutil.rmtree(place, ignore_errors=True)
        try:
            fresh.rename(place)
        except PermissionError:
            if not pause:
                raise
            time.sleep(pause)


def home() -> Path:
    """The user's own folder for programs' data."""
    if WINDOWS:
        return Path(
            os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local", "policydiff"
        )
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "policydiff"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share", "policydiff")


def python_of(place: Path) -> str:
    """The Python of a virtual environment."""
    return str(place / "Scripts" / "python.exe" if WINDOWS else place / "bin" / "python")


def entry_path() -> Path | None:
    """The file that puts policydiff into a menu; None on macOS, which has no such menu of files."""
    if WINDOWS:
        return Path(os.environ["APPDATA"], "Microsoft", "Windows", "SendTo", f"{ENTRY}.cmd")
    if sys.platform == "darwin":
        return None
    return home().parent / "applications" / "policydiff.desktop"


def add_entry(place: Path) -> Path | None:
    """Put policydiff into 发送到 of Windows or the menu of programs of Linux."""
    path = entry_path()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (
            SEND_TO.format(folder=place.name)
            if WINDOWS
            else DESKTOP_ENTRY.format(name=ENTRY, python=python_of(place), start=place / "start.py")
        )
        path.write_bytes(text.encode())
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
