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
from pathlib import Path

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
    ),
    "macos": System(
        name="macOS 13",
        tags=(("macosx_13_0_x86_64",), ("macosx_13_0_arm64",)),
        start="policydiff.command",
        source="start.sh",
    ),
    "windows": System(
        name="Windows x86-64", tags=(("win_amd64",),), start="policydiff.cmd", source="start.cmd"
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
            download(wheel, library / "wheels", python, tags)
    for name in ("start.py", "no-python.txt"):
        copy(HERE / name, library / name, dos=key == "windows")
    facts = {"version": version, "name": system.name, "pythons": pythons}
    (library / "bundle.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    copy(HERE / system.source, folder / system.start, dos=key == "windows")
    copy(HERE / "使用说明.txt", folder / "使用说明.txt", dos=key == "windows")
    return packed(folder)


def download(wheel: Path, folder: Path, python: str, tags: tuple[str, ...]) -> None:
    """Download the wheels of all that ours needs, and of pip, which installs them."""
    platforms = [word for tag in tags for word in ("--platform", tag)]
    options = ["--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    where = ["--python-version", python, *platforms, "--dest", str(folder)]
    command = [sys.executable, "-m", "pip", "download", *options, *where, str(wheel), "pip"]
    subprocess.run(command, check=True)


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
