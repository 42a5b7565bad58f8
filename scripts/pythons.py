"""Run the tests with every Python from 3.11 on that is at hand, each in an environment of its own.

    python scripts/pythons.py [PYTEST ARGUMENT …]

Without arguments it runs what `make test` runs. Pythons are looked for on the PATH and among those
of pyenv; one that is not at hand is named so, and does not count as passed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ("3.11", "3.12", "3.13")
DEFAULT = ("-m", "not slow and not clock")
ASK = "import ensurepip, sys, venv; print(*sys.version_info[:2], sep='.')"


def main(arguments: list[str]) -> int:
    """Run the tests with each Python, say how each ended, and give the worst exit code."""
    codes: dict[str, int | None] = {}
    for version in VERSIONS:
        python = at_hand(version)
        codes[version] = None if python is None else tested(version, python, arguments)
    for version, code in codes.items():
        print(f"{version}: {'not at hand' if code is None else 'failed' if code else 'passed'}")
    return max((code for code in codes.values() if code is not None), default=1)


def at_hand(version: str) -> str | None:
    """A Python of this version that can make an environment, or None."""
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    places = [shutil.which(f"python{version}"), *sorted(versions.glob(f"{version}.*/bin/python"))]
    for place in filter(None, map(str, filter(None, places))):
        asked = subprocess.run([place, "-c", ASK], capture_output=True, text=True, check=False)
        if asked.stdout.strip() == version:
            return place
    return None


def tested(version: str, python: str, arguments: list[str]) -> int:
    """The exit code of the tests with one Python."""
    print(f"== {version}: {python}", flush=True)
    place = ROOT / "build" / "pythons" / version
    own = str(place / "bin" / "python")
    if not Path(own).is_file():
        subprocess.run([python, "-m", "venv", str(place)], check=True)
    pip = [own, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--editable", f"{ROOT}[dev]"], check=True)
    command = [own, "-m", "pytest", "-n", "3", "--dist", "worksteal", *(arguments or DEFAULT)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
