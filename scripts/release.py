"""Build what a release consists of, after a check that all places name one version.

    python scripts/release.py [-o build/release] [--no-bundles]

The folder gets the wheel, the source archive, a bundle for each system, a list of all components
(SBOM, CycloneDX), the notes of the release from the changelog, and SHA256SUMS. Nothing is
published: the workflow `.github/workflows/release.yml` does that, when a person starts it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = {
    "policydiff/__init__.py": r'^__version__ = "([^"]+)"$',
    "CHANGELOG.md": r"^## (\d[^ ]*) — \d{4}-\d\d-\d\d$",
    "CITATION.cff": r"^version: (\S+)$",
    "server.json": r'^  "version": "([^"]+)"',
}
"""Where the version stands, and how; the newest is the first in a file."""


class ReleaseError(Exception):
    """Why nothing is released, in one line."""


def main() -> None:
    """Build what the command line asks for; exit code 1 with one line where something is amiss."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "release")
    parser.add_argument("--no-bundles", action="store_true", help="leave out the bundles")
    parser.add_argument("--check", action="store_true", help="check the version alone")
    asked = parser.parse_args()
    try:
        version = agreed_version(ROOT)
        if not asked.check:
            refuse_changes(ROOT)
            build(version, asked.output, bundles=not asked.no_bundles)
    except ReleaseError as error:
        sys.exit(f"release: {error}")
    print(version if asked.check else f"{version}: {asked.output}")


def agreed_version(root: Path) -> str:
    """The version that all files name; raises `ReleaseError` where they differ or name none."""
    found = {}
    for name, pattern in PLACES.items():
        match = re.search(pattern, (root / name).read_text(encoding="utf-8"), re.MULTILINE)
        found[name] = match[1] if match else "no version"
    if len(set(found.values())) != 1 or "no version" in found.values():
        raise ReleaseError("; ".join(f"{name} has {one}" for name, one in found.items()))
    if unreleased(root):
        raise ReleaseError("CHANGELOG.md: move the lines under Unreleased to the version first")
    return found["CITATION.cff"]


def unreleased(root: Path) -> str:
    """The text of the changelog under the heading Unreleased."""
    return section(root, "Unreleased")


def section(root: Path, heading: str) -> str:
    """The text of the changelog below a heading that begins so, without it."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(
        rf"^## {re.escape(heading)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    return found[1].strip() if found else ""


def refuse_changes(root: Path) -> None:
    """A release is made of a commit alone."""
    command = ["git", "-C", str(root), "status", "--porcelain"]
    if subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip():
        raise ReleaseError("there are changes without a commit; commit or remove them first")


def build(version: str, output: Path, *, bundles: bool) -> None:
    """Make all files in a folder of its own, and put it in place when it is whole."""
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="release-", dir=output.parent))
    try:
        wheel = build_archives(fresh)
        write_components(version, wheel, fresh)
        if bundles:
            write_bundles(fresh)
        (fresh / "NOTES.md").write_text(section(ROOT, version) + "\n", encoding="utf-8")
        write_sums(fresh)
        fresh.chmod(0o755)
        shutil.rmtree(output, ignore_errors=True)
        fresh.rename(output)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def build_archives(folder: Path) -> Path:
    """The wheel and the source archive, with the time of the commit; gives the wheel."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=dated())
    (wheel,) = folder.glob("*.whl")
    return wheel


def dated() -> dict[str, str]:
    """The environment in which archives get the time of the commit in place of the clock's."""
    command = ["git", "-C", str(ROOT), "show", "-s", "--format=%ct"]
    moment = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return os.environ | {"SOURCE_DATE_EPOCH": moment}


def write_components(version: str, wheel: Path, folder: Path) -> None:
    """List what the wheel with all its extras consists of, from an environment with it alone."""
    target = folder / f"policydiff-{version}.cdx.json"
    with tempfile.TemporaryDirectory() as place:
        venv.create(place, with_pip=True)
        python = str(Path(place) / "bin" / "python")
        pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", f"{wheel}[all]"], check=True)
        subprocess.run([*pip, "uninstall", "--yes", "pip", "setuptools"], check=True)
        command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
        options = ["--pyproject", str(ROOT / "pyproject.toml"), "-o", str(target), python]
        subprocess.run([*command, *options], check=True, env=dated())
    listed = json.loads(target.read_text(encoding="utf-8"))
    listed["metadata"]["component"]["version"] = version  # it is not in pyproject.toml
    target.write_text(json.dumps(listed, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_bundles(folder: Path) -> None:
    """The folders to install from, as zip files alone."""
    script = str(ROOT / "scripts" / "bundle" / "build.py")
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([sys.executable, script, "-o", place], check=True)
        for path in sorted(Path(place).glob("*.zip")):
            shutil.move(path, folder / path.name)


def write_sums(folder: Path) -> None:
    """The SHA-256 of each file, as `sha256sum --check` reads them."""
    names = sorted(path.name for path in folder.iterdir())
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
