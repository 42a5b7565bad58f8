"""The name of the code: another one for any change, none where there is nothing to read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import policydiff
from policydiff.store import fingerprint
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.lineage_cache import MAKERS

TRACED = """
import sys
import policydiff
from policydiff.akn.reader import from_xml
from policydiff.comparing.engine.compare import diff
from policydiff.tracing.engine.steps import lasting_names, step_of
import policydiff.store.lineage_cache
import policydiff.works.lineage
texts = ("第一条　借书十日。\\n第二条　还书。", "第一条　借书应当登记。\\n第二条　借书十五日。\\n第三条　还书。")
sides = [from_xml(policydiff.to_xml(policydiff.load(f"示例馆借书办法\\n{text}".encode(), name="a.txt"))) for text in texts]
before = set(sys.modules)
step_of(diff(*sides, typed=False))
print(*(name for name in sys.modules if name.startswith("policydiff.")))
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of four modules in place of ours."""
    for name in ("top.py", "diffing/one.py", "diffing/deep/three.py", "other/two.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(name)
    monkeypatch.setattr(fingerprint, "_PACKAGE", tmp_path)
    return tmp_path


def named(*folders: str) -> str | None:
    """Without what was named before."""
    return code_fingerprint.__wrapped__(*folders)


@pytest.mark.parametrize(
    "changed", ["top.py", "diffing/one.py", "diffing/deep/three.py", "diffing/new.py"]
)
def test_any_change_in_a_folder_gives_another_name(package, changed):
    before = named("diffing")
    (package / changed).write_text("x = 2")

    assert named("diffing") != before


def test_what_lies_elsewhere_does_not_count(package):
    before = named("diffing")
    (package / "other" / "two.py").write_text("x = 2")

    assert named("diffing") == before


def test_another_version_of_a_library_gives_another_name(package, tmp_path, monkeypatch):
    names = []
    for version in ("1.0", "1.1"):
        site = tmp_path / version
        (site / f"rapidfuzz-{version}.dist-info").mkdir(parents=True)
        monkeypatch.setattr(sys, "path", [str(site)])
        names.append(named("diffing"))

    assert names[0] != names[1]


def test_the_libraries_are_found_where_they_are_installed():
    found = {name.partition("-")[0].lower() for name in fingerprint._libraries()}

    assert found == fingerprint.LIBRARIES


def test_without_sources_there_is_no_name(package):
    for path in package.rglob("*.py"):
        path.rename(path.with_suffix(".pyc"))

    assert named("diffing") is None


def test_the_folders_hold_all_code_that_makes_a_step():
    done = subprocess.run(
        [sys.executable, "-c", TRACED], check=True, capture_output=True, text=True
    )
    folders = {name.split(".")[1] for name in done.stdout.split()}
    package = Path(policydiff.__file__).parent
    top = {path.stem for path in package.glob("*.py")}

    assert folders - top - {"readers", "system"} <= set(
        MAKERS
    )  # a step is made of what was read and stored, so neither readers nor the system have a say
