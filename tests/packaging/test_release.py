"""A release names one version everywhere, and its files are whole."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


def loaded():
    spec = importlib.util.spec_from_file_location("release", ROOT / "scripts" / "release.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


release = loaded()


@pytest.fixture
def named(tmp_path):
    """A copy of the files that name the version, as they stand in a release."""
    for name in release.PLACES:
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    log = tmp_path / "CHANGELOG.md"
    text = log.read_text(encoding="utf-8")
    waiting = release.unreleased(tmp_path)
    log.write_text(text.replace(waiting, "") if waiting else text, encoding="utf-8")
    return tmp_path


def change(root, name, old, new):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_places_name_the_version_of_the_package(named):
    import policydiff

    assert release.agreed_version(named) == policydiff.__version__
    assert release.section(named, policydiff.__version__)


@pytest.mark.parametrize("name", release.PLACES)
def test_another_version_in_one_place_stops_the_release(named, name):
    version = release.agreed_version(named)
    change(named, name, version, "9.9.9")

    with pytest.raises(release.ReleaseError, match=rf"{name} has 9\.9\.9"):
        release.agreed_version(named)


def test_lines_that_no_version_has_stop_the_release(named):
    change(named, "CHANGELOG.md", "## ", "## Unreleased\n\n- Something new.\n\n## ")

    with pytest.raises(release.ReleaseError, match="under Unreleased"):
        release.agreed_version(named)


def test_changes_without_a_commit_stop_the_release(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    release.refuse_changes(tmp_path)
    (tmp_path / "new.txt").write_text("new")

    with pytest.raises(release.ReleaseError, match="without a commit"):
        release.refuse_changes(tmp_path)


def test_sums_are_those_that_sha256sum_checks(tmp_path):
    (tmp_path / "b.zip").write_bytes(b"two")
    (tmp_path / "a.whl").write_bytes(b"one")
    release.write_sums(tmp_path)

    lines = (tmp_path / "SHA256SUMS").read_text().splitlines()
    assert lines == [
        f"{hashlib.sha256(b'one').hexdigest()}  a.whl",
        f"{hashlib.sha256(b'two').hexdigest()}  b.zip",
    ]
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)


@pytest.mark.slow
def test_wheel_and_source_hold_the_papers_and_are_the_same_each_time(tmp_path):
    folders = [tmp_path / name for name in ("one", "two")]
    wheels = [release.build_archives(folder) for folder in folders]
    (source,) = folders[0].glob("*.tar.gz")

    assert wheels[0].read_bytes() == wheels[1].read_bytes()
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"CITATION.cff", "SECURITY.md", "LICENSE", "schemas/akomantoso30.xsd"} <= names
    with zipfile.ZipFile(wheels[0]) as archive:
        assert "policydiff/_resources/schemas/akomantoso30.xsd" in archive.namelist()


@pytest.mark.slow
def test_the_list_of_components_names_what_is_installed(tmp_path):
    pytest.importorskip("cyclonedx_py", reason="cyclonedx-bom is not installed; `make release` is")
    release.write_components("1", release.build_archives(tmp_path), tmp_path)

    listed = json.loads((tmp_path / "policydiff-1.cdx.json").read_text(encoding="utf-8"))
    names = {one["name"] for one in listed["components"]}
    assert {"lxml", "click", "diff-match-patch", "starlette"} <= names
    assert "pip" not in names
    named = listed["metadata"]["component"]
    assert (named["name"], named["version"]) == ("policydiff", "1")


def test_the_citation_has_what_its_format_asks_for():
    facts = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    assert {"cff-version", "message", "title", "authors"} <= set(facts)
    assert facts["type"] == "software"
    assert isinstance(facts["date-released"], date)


FORMS = [
    path
    for path in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    if path.name != "config.yml"
]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_the_version_and_warns_of_confidential_texts(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert {"name", "description", "body"} <= set(form)
    assert any("--version" in one["attributes"]["label"] for one in form["body"])
    assert all(one["type"] in ("dropdown", "input", "textarea") for one in form["body"])
    assert "public" in path.read_text(encoding="utf-8").lower()


def test_the_workflow_is_started_by_a_person_and_makes_what_make_release_makes():
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)

    assert list(workflow[True]) == ["workflow_dispatch"]  # YAML reads the key `on` as true
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["publish"]["if"] == "inputs.publish"
    assert "run: make release" in text
    subprocess.run(["make", "-n", "release"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def test_each_python_is_run_or_named_as_not_at_hand(tmp_path):
    command = [sys.executable, "-c", PYTHONS, str(ROOT / "scripts" / "pythons.py")]
    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert told.stdout.splitlines()[-3:] == ["3.11: passed", "3.12: not at hand", "3.13: failed"]
    assert told.returncode == 1


PYTHONS = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("pythons", sys.argv[1])
pythons = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pythons)
pythons.at_hand = {"3.11": "a", "3.13": "b"}.get
pythons.tested = lambda version, python, arguments: int(python == "b")
sys.exit(pythons.main([]))
"""
