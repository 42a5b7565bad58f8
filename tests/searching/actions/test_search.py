"""The search gives what a plain scan gives, and follows the repository. All texts are invented."""

from __future__ import annotations

import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from ferry_law import FIRST, ORDER, SECOND
from ready_repositories import new_repository
from river_laws import LAW_2018, LAW_2022, river_laws
from search_laws import add, folded, law, make_laws, plain_texts, random_query, scan

from policydiff.errors import NotFoundError, UsageError
from policydiff.library.actions.remove import remove
from policydiff.messages import Message
from policydiff.model.names import Name
from policydiff.parallel.engine import Engine, WorkerLostError
from policydiff.reading.load import load
from policydiff.searching.actions.search import in_force_on, search
from policydiff.searching.actions.state import search_state
from policydiff.searching.engine.hits import SearchOptions, SearchResult
from policydiff.searching.engine.query import holds, parse_query
from policydiff.searching.index import writing as search_writing
from policydiff.searching.index.grams import add_grams
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.own_files import SEARCH, own_file
from policydiff.store.repository import Repository
from policydiff.works.session import Session
from policydiff.works.succession import version_in_force

RIVER = "示例省河道保护条例"


class Reader:
    """A session that counts the versions that were read for the index."""

    def __init__(self, repository: Repository) -> None:
        self.read = 0
        self.session = Session(repository=repository.root, watch=self._watch)

    def _watch(self, _what: Message, _done: int, _all: int) -> None:
        self.read += 1

    def search(self, query: str, **options: object) -> SearchResult:
        self.read = 0
        return search(query, self.session, SearchOptions(**{"limit": 1000, **options}))


def forget() -> None:
    """Leave the state of the last search, as a new process would have none."""
    from policydiff.searching.actions import state as search_state

    search_state._LAST.clear()


def places(found: SearchResult) -> Counter:
    return Counter(((hit.uri, hit.version.date, hit.eid), hit.length) for hit in found.hits)


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return make_laws(tmp_path_factory.mktemp("search") / "laws", seed=7)


@pytest.fixture
def river(tmp_path: Path) -> Repository:
    return river_laws(tmp_path / "laws")


def index_of(repository: Repository) -> Path:
    """The file of the repository's index in the user's own folder."""
    path = own_file(repository._git, SEARCH, code_fingerprint())
    assert path is not None
    return path


def test_two_hundred_queries_give_what_a_plain_scan_gives(laws: Repository) -> None:
    random, texts, reader = Random(2026), plain_texts(laws), Reader(laws)
    hits = 0
    for _ in range(200):
        query, fits = random_query(random, texts)
        expected = scan(texts, fits)
        found = reader.search(query)

        assert places(found) == expected, query
        assert (found.count, found.more) == (expected.total(), False)
        hits += found.count > 0
    assert hits > 100


def test_the_index_and_its_own_scan_agree(laws: Repository) -> None:
    random, texts = Random(11), plain_texts(laws)
    with search_state(Session(repository=laws.root)) as state:
        for _ in range(60):
            condition = parse_query(random_query(random, texts)[0])
            quick, slow = (
                find(condition, None, 0, 1000) for find in (state.index.find, state.index.scan)
            )
            assert Counter(quick.texts) == Counter(slow.texts)
            assert quick.count == slow.count


def test_marks_are_of_the_text_as_it_is(laws: Repository) -> None:
    texts = Counter(text for _, text in plain_texts(laws))
    found = Reader(laws).search("GDP OR 5000元 OR 500元")

    assert found.hits
    for hit in found.hits:
        text = next(
            text
            for text in texts
            if len(text) == hit.length
            and text[hit.begin : hit.begin + len(hit.snippet)] == hit.snippet
        )
        marked = [folded(text[begin:end]) for begin, end in hit.spans]
        assert marked
        assert all(re.fullmatch("(?:GDP|500元)+", one) for one in marked)


def test_pages_follow_one_another(laws: Repository) -> None:
    reader = Reader(laws)
    whole = reader.search("的 OR 和")
    hits, after = [], None
    while True:
        page = reader.search("的 OR 和", limit=7, after=after)
        assert (page.first, page.count) == (len(hits), whole.count)
        hits += page.hits
        after = page.next
        if after is None:
            break
    assert tuple(hits) == whole.hits
    assert len(whole.hits) > 14


def test_more_hits_than_are_counted_come_in_a_fixed_order(
    laws: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policydiff.searching.index.index.COUNTED", 5)
    reader = Reader(laws)
    found = reader.search("的 OR 和", limit=9)
    behind = reader.search("的 OR 和", limit=9, after=found.next)

    assert (found.count, found.more, len(found.hits), len(behind.hits)) == (5, True, 9, 9)
    assert not set(found.hits) & set(behind.hits)
    newest = [hit.newest for hit in (*found.hits, *behind.hits)]
    assert newest == sorted(newest, reverse=True)


def test_it_follows_additions_corrections_removals_and_undoing(river: Repository) -> None:

    reader = Reader(river)

    def agrees() -> int:
        texts = plain_texts(river)
        for query in ("渡口", "河道", "许可证 NOT 罚款", "灯塔"):
            word = query.split()[0]
            expected = scan(
                texts,
                lambda text, word=word, query=query: (
                    word in text and not ("NOT" in query and "罚款" in text)
                ),
            )
            assert places(reader.search(query)) == expected
        return reader.search("灯塔").count

    assert agrees() == 0
    add(river, FIRST.replace("渡口由", "渡口和灯塔由"))
    assert reader.search("灯塔").count == 1
    assert reader.read == 1
    assert agrees() == 1
    corrected = FIRST.replace("渡口由", "渡口由灯塔旁的").encode()
    river.add(load(corrected, name="law.txt"), corrected, "law.txt", correct=True)
    assert reader.search("渡口和灯塔").count == 0
    assert reader.read == 1
    assert agrees() == 1
    river.undo()
    assert reader.search("渡口和灯塔").count == 1
    assert agrees() == 1
    remove("示例省渡口条例", reader.session)
    assert agrees() == 0
    river.undo()
    assert agrees() == 1
    add(river, SECOND)
    assert agrees() == 1
    assert reader.search("两次").count == 1
    forget()
    assert reader.search("两次").count == 1
    assert reader.read == 0


def test_an_older_version_is_no_longer_the_newest_when_one_comes(tmp_path: Path) -> None:
    repository = new_repository(tmp_path / "laws")
    add(repository, LAW_2018)
    reader = Reader(repository)
    assert [hit.newest for hit in reader.search("竹筏").hits] == [True]
    add(repository, LAW_2022)

    assert [hit.newest for hit in reader.search("竹筏").hits] == [False]
    assert reader.search("竹筏", newest=True).count == 0
    assert reader.search("采砂许可证", newest=True).count == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-5000],
        lambda data: data[:70],
        lambda data: data[:4096] + bytes(byte ^ 1 for byte in data[4096:]),
        lambda data: b"x" * 9000,
        lambda data: data[1:],
    ],
)
def test_a_damaged_index_is_made_again(river: Repository, damage) -> None:
    reader = Reader(river)
    forget()
    sound = reader.search("竹筏")
    index_of(river).write_bytes(damage(index_of(river).read_bytes()))
    forget()

    assert reader.search("竹筏") == sound
    assert reader.read == 4
    forget()
    assert reader.search("竹筏") == sound
    assert reader.read == 0


def test_what_others_may_have_written_is_made_again(river: Repository, tmp_path: Path) -> None:
    reader = Reader(river)
    path = index_of(river)

    def link() -> None:
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")

    changes = (lambda: path.chmod(0o644), link, lambda: (tmp_path / "second").hardlink_to(path))
    for change in changes:
        forget()
        reader.search("竹筏")
        change()
        forget()

        found = reader.search("竹筏")
        assert (found.count, reader.read, found.notes) == (4, 4, ())
        assert not path.is_symlink()
        assert (path.stat().st_nlink, path.stat().st_mode & 0o777) == (1, 0o600)


def put_a_link(folder: Path, elsewhere: Path) -> None:
    elsewhere.mkdir(mode=0o700)
    folder.symlink_to(elsewhere)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder, _elsewhere: folder.write_bytes(b""),
        put_a_link,
        lambda folder, _elsewhere: (folder.mkdir(), folder.chmod(0o777)),
    ],
)
def test_a_folder_that_is_not_ours_alone_holds_no_index(
    river: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "policydiff").mkdir(parents=True, mode=0o700)
    spoil(tmp_path / "home" / "policydiff" / "search", tmp_path / "elsewhere")
    forget()
    reader = Reader(river)
    found = reader.search("竹筏")

    assert (found.count, reader.read) == (4, 4)
    assert "could not be stored" in found.notes[0]
    assert reader.search("竹筏").count == 4
    assert reader.read == 0
    assert list(tmp_path.rglob("search/*.sqlite")) == []
    forget()


def test_indexes_that_are_of_no_use_are_removed(river: Repository, laws: Repository) -> None:
    forget()
    Reader(laws).search("的")
    folder, day = index_of(laws).parent, 24 * 3600
    code = index_of(laws).stem.partition("-")[2]
    stored = {
        name: folder / f"{name * 32}-{code if name in 'abc' else 'd' * 32}.sqlite"
        for name in "abcde"
    }
    for name, path in stored.items():
        path.write_bytes(index_of(laws).read_bytes())
        path.chmod(0o600)
        age = {"a": 40, "d": 2}.get(name, 0) * day
        os.utime(path, (time.time() - age,) * 2)
    with sqlite3.connect(stored["b"]) as database:
        database.execute("UPDATE state SET repository = ?", (b"/no such folder",))
    database.close()
    index_of(river).unlink(missing_ok=True)
    index_of(river)

    assert [name for name, path in stored.items() if path.exists()] == ["c", "e"]
    for path in stored.values():
        path.unlink(missing_ok=True)


def test_damage_that_a_search_comes_upon_is_made_good(river: Repository) -> None:
    reader = Reader(river)
    forget()
    sound = reader.search("竹筏")
    with sqlite3.connect(index_of(river)) as database:
        database.execute("UPDATE texts SET packed = x'00'")
    database.close()

    assert reader.search("竹筏") == sound
    assert reader.read == 4


KILLED = """
import os, signal, sys
from policydiff.searching.actions.search import search
from policydiff.works.session import Session
from policydiff.searching.index import writing as search_writing, tables as search_tables
search_writing.BATCH = 1
def watch(what, done, of):
    if done == 3:
        os.kill(os.getpid(), signal.SIGKILL)
search("竹筏", Session(repository=sys.argv[1], watch=watch))
"""


def test_a_kill_while_the_index_is_made_loses_what_was_not_written(river: Repository) -> None:
    index_of(river).unlink()
    done = subprocess.run([sys.executable, "-c", KILLED, river.root], check=False)
    assert done.returncode == -signal.SIGKILL
    forget()
    reader = Reader(river)

    assert places(reader.search("竹筏")) == scan(plain_texts(river), lambda text: "竹筏" in text)
    assert reader.read == 2
    forget()
    reader.search("竹筏")
    assert reader.read == 0


def test_two_that_write_at_once_share_the_work(
    river: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one comes when the first has written a part, and ends before it goes on."""
    monkeypatch.setattr(search_writing, "BATCH", 1)
    index_of(river).unlink()
    forget()
    command = [sys.executable, "-m", "policydiff", "-C", str(river.root), "search", "竹筏"]
    others: list[subprocess.CompletedProcess] = []
    commit = search_writing._commit

    def pause(database: sqlite3.Connection) -> None:
        commit(database)
        if not others:
            others.append(subprocess.run(command, capture_output=True, check=False))

    monkeypatch.setattr(search_writing, "_commit", pause)
    reader = Reader(river)
    found = reader.search("竹筏")

    assert [one.returncode for one in others] == [0]
    assert places(found) == scan(plain_texts(river), lambda text: "竹筏" in text)
    assert reader.read == 1
    assert found.notes == ()


def test_whoever_waits_for_long_reads_the_texts_itself(
    river: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_writing, "_PATIENCE", 1)
    add(river, FIRST)
    forget()
    with sqlite3.connect(index_of(river)) as database:
        database.execute("BEGIN EXCLUSIVE")
        found = Reader(river).search("竹筏")
    database.close()

    assert (found.count, len(found.notes)) == (4, 1)
    forget()
    assert Reader(river).search("竹筏").notes == ()


def test_an_index_of_another_repository_gives_no_hit_of_it(
    river: Repository, laws: Repository
) -> None:
    forget()
    Reader(laws).search("的")
    index_of(river).parent.mkdir(exist_ok=True)
    index_of(river).write_bytes(index_of(laws).read_bytes())
    forget()
    found = Reader(river).search("竹筏")

    assert places(found) == scan(plain_texts(river), lambda text: "竹筏" in text)


def test_an_index_of_other_code_is_made_again(
    river: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(river)
    forget()
    reader.search("竹筏")
    monkeypatch.setattr("policydiff.searching.index.writing.code_fingerprint", lambda: "other")
    forget()

    assert reader.search("竹筏").count == 4
    assert reader.read == 4


def test_what_an_index_states_falsely_is_not_shown(river: Repository) -> None:
    forget()
    with search_state(Session(repository=river.root)) as state:
        row = next(iter(state.index.versions)) << 20
        add_grams(state.index._database, [(row, "灯塔")])
        found = state.index.find(parse_query("灯塔"), None, 0, 10)

    assert (found.count, found.texts) == (0, ())
    forget()


def test_without_fts5_all_texts_are_read(river: Repository, monkeypatch) -> None:
    def refuse(_database: object) -> None:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr("policydiff.searching.index.tables.make_grams", refuse)
    index_of(river).unlink(missing_ok=True)
    forget()
    found = Reader(river).search("竹筏 NOT 夜间")

    expected = scan(plain_texts(river), lambda text: "竹筏" in text and "夜间" not in text)
    assert places(found) == expected
    forget()
    index_of(river).unlink()


def test_where_the_index_cannot_be_stored_it_is_stated(river: Repository) -> None:
    path = index_of(river)
    path.unlink()
    path.mkdir()
    forget()
    reader = Reader(river)
    found = reader.search("竹筏")

    assert (found.count, reader.read, len(found.notes)) == (4, 4, 1)
    assert "could not be stored" in found.notes[0]
    assert reader.search("竹筏").count == 4
    assert reader.read == 0


def test_a_full_disk_leaves_the_index_as_it_was(river: Repository, tmp_path: Path) -> None:
    Reader(river).search("竹筏")
    forget()
    path = index_of(river)
    before = path.read_bytes()
    add(river, "示例竹筏法\n\n第一条　竹筏应当登记。\n")
    words = ("-C", river.root, "search", "竹筏", "-q")
    bound = (resource.RLIMIT_FSIZE, (4096, 4096))
    done = subprocess.run(
        [sys.executable, "-B", "-m", "policydiff", *words],  # bytecode would be cut short, too
        preexec_fn=lambda: resource.setrlimit(*bound),
        capture_output=True,
        text=True,
        check=False,
    )

    assert "示例竹筏法" in done.stdout, done.stderr
    assert path.read_bytes() == before


def test_a_version_that_cannot_be_read_is_named(river: Repository) -> None:
    (work,) = (one for one in river.works() if one.title == RIVER)
    (river.root / work.versions[0].path).write_bytes(b"<akomaNtoso/>")
    git = ["git", "-C", str(river.root), "-c", "user.name=a", "-c", "user.email=b"]
    subprocess.run([*git, "commit", "-qam", "Break it"], check=True)
    found = Reader(river).search("竹筏")

    assert [name for name, _ in found.unread] == [work.versions[0].name]
    assert (found.count, found.texts) == (3, 3)
    assert Reader(river).search("竹筏", newest=True).unread == ()


class Losing(Engine):
    """An engine that loses the worker of each second input."""

    def run(self, task, inputs, **_size):
        for place, one in enumerate(inputs):
            yield task(one) if place % 2 else WorkerLostError()


def test_a_version_whose_worker_was_lost_is_read_by_the_next_search(river: Repository) -> None:
    index_of(river).unlink()
    losing = search("竹筏", Session(repository=river.root, engine=Losing()))
    forget()
    reader = Reader(river)
    found = reader.search("竹筏")

    assert len(losing.unread) == reader.read == 2
    assert all("ended a worker process twice" in why for _, why in losing.unread)
    assert losing.count < found.count
    assert places(found) == scan(plain_texts(river), lambda text: "竹筏" in text)
    assert found.unread == ()
    forget()
    reader.search("竹筏")
    assert reader.read == 0


def test_processes_at_once(river: Repository) -> None:
    command = [sys.executable, "-m", "policydiff", "-C", str(river.root), "search"]
    command += ["竹筏", "--format", "json"]
    index_of(river).unlink(missing_ok=True)
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    add(river, FIRST)
    answers = {process.communicate()[0] for process in running}

    assert len({answer.split(b'"hits"')[1] for answer in answers}) == 1
    assert [process.returncode for process in running] == [0, 0, 0]
    forget()
    assert Reader(river).search("竹筏").count == 4


@pytest.mark.parametrize(
    "query",
    [
        "*",
        "渡口*",
        "pairs:渡口",
        "^渡口",
        "NEAR(甲乙)",
        "{pairs} : 甲",
        "甲 + 乙",
        "甲 - 乙",
        "'; DROP TABLE versions; --",
        "\x00",
        "渡\x00口",
        "\x1e甲",
        "\x01",
        "\x0e",
        "\ud800",
        "甲 \udfff",
        "，",
        "。、；",
        '""""',
        "%_",
        "\u202e渡口",
        "🚢",
        "渡" * 4000,
        "甲乙" * 1999 + " 丙",
    ],
)
def test_hostile_queries_find_what_a_scan_finds(laws: Repository, query: str) -> None:
    found = Reader(laws).search(query)
    condition = parse_query(query)

    assert places(found) == scan(plain_texts(laws), lambda text: holds(condition, text))
    assert found.to_dict()["query"] == query


@pytest.mark.parametrize(
    "options",
    [
        {"limit": 0},
        {"limit": 1001},
        {"after": "x"},
        {"after": "1"},
        {"after": "-1-0123456789ab"},
        {"after": "9" * 30 + "-0123456789ab"},
        {"after": "1-0123456789ab\n"},
    ],
)
def test_options_that_cannot_be_are_refused(laws: Repository, options: dict) -> None:
    with pytest.raises(UsageError):
        Reader(laws).search("渡口", **options)


def test_a_work_that_is_not_stored_is_refused(laws: Repository) -> None:
    with pytest.raises(NotFoundError):
        Reader(laws).search("渡口", works=("没有的条例",))


def test_an_earlier_answer_of_another_state_is_stated(river: Repository) -> None:
    reader = Reader(river)
    first = reader.search("河道", limit=1)
    add(river, FIRST)

    assert "has changed" in reader.search("河道", limit=1, after=first.next).notes[0]


def outcome(found: SearchResult) -> list[tuple]:
    return [
        (hit.number, hit.became and (hit.became.outcome, hit.became.now, hit.became.reworded))
        for hit in found.hits
        if not hit.newest
    ]


def test_a_hit_in_an_older_version_comes_with_what_became_of_it(river: Repository) -> None:
    session = Session(repository=river.root)

    def became(query: str, *, compare: bool = True) -> list[tuple]:
        return outcome(search(query, session, SearchOptions(works=(RIVER,)), compare=compare))

    assert became("垃圾") == [("第二条", ("unchanged", (("art_2", "第二条"),), False))]
    assert became("采砂的地点") == [("第三条", ("renumbered", (("art_4", "第四条"),), False))]
    assert became("竹筏", compare=False) == [("第四条", None)]
    assert became("竹筏") == [("第四条", ("removed", (), False))]
    assert became("五千元", compare=False) == [
        ("第五条", ("reworded", (("art_5", "第五条"),), True))
    ]
    assert became("第十届") == [("", None)]


def test_words_in_two_places_are_followed_by_the_steps(tmp_path: Path) -> None:
    repository = new_repository(tmp_path / "laws")
    again = LAW_2018.replace("夜间禁止在河道中行驶竹筏。", "为了保护河道，制定本条例。")
    add(repository, again, LAW_2022)
    found = search("为了保护", Session(repository=repository.root), compare=True)

    assert outcome(found) == [
        ("第一条", ("unchanged", (("art_1", "第一条"),), False)),
        ("第四条", ("removed", (), False)),
    ]


@pytest.mark.parametrize(
    "day", ["2014-01-01", "2016-04-30", "2016-06-01", "2018-03-01", "2020-01-01", "2026-06-01"]
)
def test_the_day_means_the_versions_that_a_name_with_the_day_means(
    river: Repository, day: str
) -> None:
    add(river, FIRST, SECOND, ORDER)
    add(river, law(Random(3), "示例省无日条例", 2019), law(Random(4), "示例省无日条例", 2020))
    expected: dict[tuple[str, str | None], bool] = {}
    for work in river.works():
        try:
            version, _ = version_in_force(river, Name(work=work.uri, in_force_on=day))
        except NotFoundError:
            continue
        for one in (version, *version.others):
            if one.work_uri == work.uri:
                expected[one.work_uri, one.date] = bool(version.others)
    with search_state(Session(repository=river.root)) as state:
        found = {
            (state.index.records[number][1].work_uri, state.index.records[number][1].date): doubt
            for number, doubt in in_force_on(state, day).items()
        }
    assert found == expected
    hits = Reader(river).search("的 OR 第 OR 条", on=day).hits
    assert {(hit.uri, hit.version.date) for hit in hits} <= set(expected)
    assert all(hit.presumed == expected[hit.uri, hit.version.date] for hit in hits)


def test_filters(river: Repository) -> None:
    reader = Reader(river)

    def titles(**options: object) -> set[str]:
        return {hit.title for hit in reader.search("河道", **options).hits}

    assert titles(works=(RIVER,)) == {RIVER}
    assert titles(kinds=("law",)) == set()
    assert titles(kinds=("local-regulation", "law")) == titles()
    assert titles(authorities=("示例省",)) == titles()
    assert titles(authorities=("别的机关",)) == set()
    assert titles(newest=True, works=(RIVER,)) == {RIVER}
    assert reader.search("河道", works=(RIVER,), newest=True).texts == 1
