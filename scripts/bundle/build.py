"""Make folders of wheels from which policydiff is installed without the net, one for each system.

    python scripts/bundle/build.py [--system linux] [--python 3.12] [-o build/bundle]

It builds our wheel, lets pip download those of all that it needs, for every system and Python, and
puts the start scripts beside them. Python itself is not in it. Not offered: Windows on ARM, for
which rjieba has no wheel; Linux on ARM, for which all have one and nobody has tried them; systems
without the C library of GNU, and Pythons before 3.11 and after 3.14, for which some have none.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system for which there is a folder.

    `tags` are lists of platform tags of wheels, one list for each kind of processor; pip adds the
    older versions of macOS by itself, those of Linux it does not.
    """

    name: str
    tags: tuple[tuple[str, ...], ...]
    start: str
    source: str
    words: tuple[str, str, str]
    """`os.name`, `sys.platform` and `platform.system()` there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A system, a Python, and the tags of one kind of processor."""

    system: System
    python: str
    tags: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """What the conditions of requirements ask (packaging.python.org, dependency specifiers)."""
        names = ("os_name", "sys_platform", "platform_system")
        machine = "arm64" if self.tags[0].endswith("arm64") else "x86_64"
        return {
            **dict(zip(names, self.system.words, strict=True)),
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "platform_machine": "AMD64" if self.system.words[0] == "nt" else machine,
            "platform_python_implementation": "CPython",
            "implementation_name": "cpython",
            "extra": "",
        }


SYSTEMS = {
    "linux": System(
        name="Linux x86-64",
        tags=(
            tuple(
                f"{tag}_x86_64"
                for tag in ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014")
            ),
        ),
        start="policydiff.sh",
        source="start.sh",
        words=("posix", "linux", "Linux"),
    ),
    "macos": System(
        name="macOS 13",
        tags=(("macosx_13_0_x86_64",), ("macosx_13_0_arm64",)),
        start="policydiff.command",
        source="start.sh",
        words=("posix", "darwin", "Darwin"),
    ),
    "windows": System(
        name="Windows x86-64",
        tags=(("win_amd64",),),
        start="policydiff.cmd",
        source="start.cmd",
        words=("nt", "win32", "Windows"),
    ),
}


def main() -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--system", action="append", choices=SYSTEMS, help="default: all")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="default: all")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "bundle")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        wheel = build_wheel(Path(place))
        for key in asked.system or SYSTEMS:
            print(bundle(key, tuple(asked.python or PYTHONS), wheel, asked.output))


def build_wheel(folder: Path) -> Path:
    """Our own wheel."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    return wheel


def bundle(key: str, pythons: tuple[str, ...], wheel: Path, output: Path) -> Path:
    """Make the folder for a system, and a zip file of it; gives the latter."""
    system, version = SYSTEMS[key], wheel.name.split("-")[1]
    folder = output / f"policydiff-{version}-{key}"
    shutil.rmtree(folder, ignore_errors=True)
    library = folder / "lib"
    library.mkdir(parents=True)
    for python in pythons:
        for tags in system.tags:
            download(wheel, library / "wheels", Target(system=system, python=python, tags=tags))
    for name in ("start.py", "no-python.txt"):
        copy(HERE / name, library / name, dos=key == "windows")
    facts = {"version": version, "name": system.name, "pythons": pythons}
    (library / "bundle.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    copy(HERE / system.source, folder / system.start, dos=key == "windows")
    copy(HERE / "使用说明.txt", folder / "使用说明.txt", dos=key == "windows")
    return packed(folder)


def download(wheel: Path, folder: Path, target: Target) -> None:
    """Download the wheels of all that ours needs, and of pip, which installs them.

    pip asks this machine, and not the target, under which conditions a package is needed: what it
    leaves out is downloaded behind it.
    """
    platforms = [word for tag in target.tags for word in ("--platform", tag)]
    options = ["--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    where = ["--python-version", target.python, *platforms]
    command = [sys.executable, "-m", "pip", "download", *options, *where]
    with tempfile.TemporaryDirectory() as place:
        wanted = [str(wheel), "pip"]
        while wanted:
            subprocess.run([*command, "--dest", place, *wanted], check=True)
            wanted = missing(Path(place), target)
        shutil.copytree(place, folder, dirs_exist_ok=True)


def missing(folder: Path, target: Target) -> list[str]:
    """The packages that the wheels of a folder need on the target, and that are not in it."""
    wheels = sorted(folder.glob("*.whl"))
    names = {parse_wheel_filename(wheel.name)[0] for wheel in wheels}
    needed = [Requirement(line) for wheel in wheels for line in requirements(wheel)]
    return [
        f"{one.name}{one.specifier}"
        for one in needed
        if canonicalize_name(one.name) not in names
        and (one.marker is None or one.marker.evaluate(target.environment()))
    ]


def requirements(wheel: Path) -> list[str]:
    """What the metadata of a wheel says that it needs."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        facts = message_from_bytes(archive.read(name))
    return [str(line) for line in facts.get_all("Requires-Dist", [])]


def copy(source: Path, target: Path, *, dos: bool) -> None:
    """Copy a text, for Windows with the ends of lines that its programs expect."""
    data = source.read_bytes()
    target.write_bytes(data.replace(b"\n", b"\r\n") if dos else data)
    target.chmod(source.stat().st_mode & 0o777)


def packed(folder: Path) -> Path:
    """A zip file of a folder, in which the start script stays one that runs."""
    path = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder.parent))
    return path


if __name__ == "__main__":
    main()
