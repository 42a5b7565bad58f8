"""Work on many texts: the same bytes whatever did the work. All texts are invented."""

import subprocess
from itertools import cycle

import pytest
from cached import cache_file, cached

from policydiff.comparing.actions.report import report
from policydiff.comparing.actions.report_pairs import ReportAllOptions
from policydiff.library.actions.import_reading import ImportOptions
from policydiff.library.actions.import_texts import find_texts, store_texts
from policydiff.parallel import process_pool
from policydiff.parallel.engine import ONE_PROCESS, Engine, IncompleteWorkError, WorkerLostError
from policydiff.parallel.process_pool import ProcessPool
from policydiff.reading.load import load
from policydiff.relating.actions import relate_all
from policydiff.relating.actions.relate_all import nearest_works
from policydiff.relating.actions.relate_laws import relate_laws
from policydiff.relating.engine.laws import screening
from policydiff.searching.actions.texts import read_versions
from policydiff.store.repository import Repository
from policydiff.works.session import Session
from policydiff.works.stored_lineages import keep_lineages

JOBS = (2, 3)
RULES = "第{number}条　{who}应当{act}，并向主管部门报告。"
WHO = ("渡口经营者", "船员", "乘客", "货主", "码头管理人")
ACTS = ("登记", "保存记录", "缴纳费用", "接受检查", "公布价格", "投保责任险")


def law(number: int, year: int = 2019) -> str:
    """A law of some articles, which differ from one to the next and from year to year."""
    who, acts = cycle(WHO), ACTS[number % 3 :] + ACTS[: number % 3]
    articles = [
        RULES.format(number="一二三四五六"[place], who=next(who), act=act)
        for place, act in enumerate(acts[: 4 + (year + number) % 3])
    ]
    return "\n\n".join(
        (
            f"第{number}号渡口条例",
            f"（{year}年3月1日示例市人民代表大会常务委员会通过）",
            *articles,
            f"本条例自{year}年5月1日起施行。",
        )
    )


@pytest.fixture
def folder(tmp_path):
    """Sixty laws in two versions each, some stored twice, and what cannot be read."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(1, 31):
        (folder / f"{number:03}-2019.txt").write_text(law(number), encoding="utf-8")
        (folder / f"{number:03}-2023.txt").write_text(law(number, 2023), encoding="utf-8")
    (folder / "007-again-2021-03-01.txt").write_text(law(7) + "\n", encoding="utf-8")
    (folder / "008-other.txt").write_text(law(8).replace("船员", "船长"), encoding="utf-8")
    (folder / "009.txt").write_bytes(b"PK\x03\x04 no archive")
    (folder / "010.odd").write_text("x", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def all_by_workers(monkeypatch):
    """Send even a few texts to workers."""
    monkeypatch.setattr(process_pool, "FEW", 0)


def imported(folder, place, engine=ONE_PROCESS, options=None):
    """The outcome of an import into a new repository, and its newest commit."""
    store = Repository.init(place, clock=lambda: 1_767_312_000)
    result = store_texts(store, find_texts(folder), options or ImportOptions(), engine=engine)
    return result, store.tip


@pytest.mark.parametrize(
    ("options", "numbers"),
    [(ImportOptions(), JOBS), (ImportOptions(dates_from_names=True), JOBS[:1])],
)
def test_an_import_makes_the_same_commits_and_remarks(folder, tmp_path, reports, options, numbers):
    alone, tip = imported(folder, tmp_path / "1", options=options)
    assert alone.statuses["added"] == 60 + options.dates_from_names
    assert [refusal.name for refusal in alone.refused] == ["008-other.txt", "009.txt", "010.odd"]

    for jobs in numbers:
        pool = ProcessPool(jobs, reports.append)
        assert imported(folder, tmp_path / str(jobs), pool, options) == (alone, tip)
        store = Repository.open(tmp_path / str(jobs))
        again = store_texts(store, find_texts(folder), options, engine=pool)
        assert again.statuses["unchanged"] == len(list(folder.iterdir())) - 3
    assert reports == []


class Losing(Engine):
    """An engine that loses the worker of each tenth input."""

    def run(self, task, inputs, **_size):
        for place, one in enumerate(inputs):
            yield task(one) if place % 10 else WorkerLostError()


def test_a_text_that_ends_its_worker_is_refused_by_its_name(folder, tmp_path):
    result, _ = imported(folder, tmp_path / "laws", Losing())

    lost = [refusal.name for refusal in result.refused if "worker" in refusal.reason]
    assert lost[:2] == ["001-2019.txt", "006-2019.txt"]
    assert result.statuses.total() + len(result.refused) == len(list(folder.iterdir()))


OPINION = """示例省人民政府关于促进渡运健康发展的意见

一、总体要求

1．重要意义。渡运是群众出行的重要方式，各地要提高认识。

二、主要任务

2．保存记录。渡口经营者应当保存记录，并接受检查。

3．公布价格。督促船员、乘客登记，公布价格，投保责任险。
"""


def documents(count):
    """Laws that were read."""
    return [load(law(number).encode(), name=f"{number}.txt") for number in range(1, count + 1)]


@pytest.mark.parametrize("left", [OPINION, law(40)])
def test_a_relation_is_the_same(left, reports):
    ours, rights, done = load(left.encode(), name="left.txt"), documents(14), []
    alone = relate_laws(ours, rights, limit=2)
    assert alone.links

    for jobs in JOBS:
        engine = ProcessPool(jobs, reports.append)
        step = done.append
        assert relate_laws(ours, rights, limit=2, engine=engine, step=step) == alone
    assert done == 2 * rights
    assert reports == []


def test_a_law_that_ends_its_worker_is_named():
    with pytest.raises(IncompleteWorkError, match="第1号渡口条例: the work on it ended") as refused:
        relate_laws(load(OPINION.encode(), name="left.txt"), documents(2), engine=Losing())

    assert refused.value.exit_code == 3


def words(store):
    """The words that the first look cached."""
    return cached(store.root, "words ")


@pytest.mark.parametrize("left", [OPINION, law(40)])
def test_a_first_look_finds_the_same_works_and_cuts_their_words_once(
    folder, tmp_path, reports, monkeypatch, left
):
    monkeypatch.setattr(screening, "PER_ARTICLE", 1)
    monkeypatch.setattr(screening, "PER_MEASURE", 1)
    monkeypatch.setattr(screening, "PER_ITEM", 1)
    monkeypatch.setattr(relate_all, "WORKS", 4)
    imported(folder, tmp_path / "laws")
    store, ours = Repository.open(tmp_path / "laws"), load(left.encode(), name="left.txt")
    versions = [store.version(work) for work in store.works()]

    def look(engine):
        return nearest_works(ours, [versions], Session(repository=store.root, engine=engine))

    alone, cut = look(ONE_PROCESS), words(store)
    assert 0 < len(alone) < len(versions)
    assert len(cut) > 5
    for jobs in JOBS:
        cache_file(store.root).unlink()
        pool = ProcessPool(jobs, reports.append)
        assert (look(pool), words(store)) == (alone, cut)
        assert (look(pool), words(store)) == (alone, cut)
    assert reports == []
    with pytest.raises(IncompleteWorkError, match="号渡口条例: the work on it ended"):
        look(Losing())


def test_a_first_look_names_a_version_that_cannot_be_read(folder, tmp_path):
    imported(folder, tmp_path / "laws")
    store = Repository.open(tmp_path / "laws")
    broken = store.works()[7]
    (store.root / broken.versions[-1].path).write_bytes(b"<akomaNtoso")
    commit = ["git", "-c", "user.name=a", "-c", "user.email=b", "commit", "-qam", "Break it"]
    subprocess.run(commit, cwd=store.root, check=True)
    versions = [store.version(work) for work in store.works()]

    opinion, session = load(OPINION.encode(), name="a.txt"), Session(repository=store.root)
    assert broken.uri in nearest_works(opinion, [versions], session)


def reported(folder, place, engine, *operands, **choices):
    """The outcome of a report, and the bytes of its files."""
    options = ReportAllOptions(forms=("html", "markdown"), **choices)
    session = Session(repository=folder, engine=engine)
    made = report([*map(str, operands)], session, place, options)
    return made.overview, {path.name: path.read_bytes() for path in place.iterdir()}


@pytest.fixture
def few(folder):
    """The folder with fewer laws, one of which cannot be read."""
    for path in folder.iterdir():
        if path.name[:3] > "009":
            path.unlink()
    return folder


def test_the_reports_of_a_folder_are_the_same(few, tmp_path, reports):
    alone = reported(few, tmp_path / "out1", ONE_PROCESS, few)
    assert len(alone[1]) == 9 * 2 + 2
    assert [remark.name for remark in alone[0].unread] == ["009.txt"]

    for jobs in JOBS:
        pool = ProcessPool(jobs, reports.append)
        assert reported(few, tmp_path / f"out{jobs}", pool, few) == alone
    assert reports == []


def test_the_reports_of_a_repository_are_the_same(few, tmp_path, reports):
    imported(few, tmp_path / "laws")
    alone = reported(tmp_path / "laws", tmp_path / "out1", ONE_PROCESS, every=True)
    assert len(alone[1]) == 9 * 2 + 2

    pool = ProcessPool(2, reports.append)
    assert reported(tmp_path / "laws", tmp_path / "out2", pool, every=True) == alone
    assert reports == []


def test_a_pair_that_ends_its_worker_is_listed_with_the_reason(few, tmp_path):
    imported(few, tmp_path / "laws")

    overview, files = reported(tmp_path / "laws", tmp_path / "out", Losing(), every=True)

    steps = [step for work in overview.works for step in work.steps]
    assert [len(step.failures) for step in steps] == [1, *[0] * 8]
    assert steps[0].failures[0].startswith("the work on it ended")
    assert len(files) == 8 * 2 + 2


def caches(store):
    """The steps that were compared in advance."""
    store._cache.close()
    return cached(store.root, "steps ")


def test_versions_compared_in_advance_are_the_same(folder, tmp_path, reports):
    imported(folder, tmp_path / "laws")
    store, done = Repository.open(tmp_path / "laws"), []
    keep_lineages(store, store.works())
    alone = caches(store)
    assert len(alone) == 30

    for jobs in JOBS:
        cache_file(store.root).unlink()
        pool = ProcessPool(jobs, reports.append)
        keep_lineages(store, store.works(), pool, lambda *step: done.append(step[1:]))
        assert caches(store) == alone
    assert done[: len(done) // 2] == [*((step, 30) for step in range(31)), (30, 30)]
    keep_lineages(store, store.works(), Losing())  # all stand there already: nothing to lose
    assert caches(store) == alone
    assert reports == []


def test_versions_whose_comparison_ends_its_worker_are_left_to_the_history(few, tmp_path):
    imported(few, tmp_path / "laws")
    store = Repository.open(tmp_path / "laws")

    keep_lineages(store, store.works(), Losing())

    assert len(caches(store)) == 8


def test_the_index_of_the_search_is_made_of_the_same_texts(folder, tmp_path, reports):
    imported(folder, tmp_path / "laws")
    store = Repository.open(tmp_path / "laws")
    versions = [version for work in store.works() for version in work.versions]
    alone = list(read_versions(ONE_PROCESS, [*store.xml_of(versions), b"<no"]))
    assert [len(texts) > 3 for _, texts in alone] == [*[True] * 60, False]
    assert alone[-1][0].fault

    for jobs in JOBS:
        pool = ProcessPool(jobs, reports.append)
        assert list(read_versions(pool, [*store.xml_of(versions), b"<no"])) == alone
    assert reports == []
    lost = next(read_versions(Losing(), store.xml_of(versions)))
    assert lost[1] == ()
    assert lost[0].fault.startswith("the work on it ended")
