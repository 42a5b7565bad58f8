"""Every face gives one answer on the life of a work. All texts are invented."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from ready_repositories import new_repository

import policydiff
from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.apps.site.api import works as api
from policydiff.apps.site.api.calls import ApiCall
from policydiff.checking.actions.lint import lint
from policydiff.errors import NotFoundError, PolicyDiffError
from policydiff.library.actions.list_works import ListOptions, list_works
from policydiff.library.actions.log import log_work
from policydiff.library.actions.remove import remove
from policydiff.library.actions.set_facts import set_facts
from policydiff.library.tools.library import list_found_works
from policydiff.library.tools.reading import read_text
from policydiff.searching.actions.search import search
from policydiff.searching.engine.hits import SearchOptions
from policydiff.store.repository import Repository
from policydiff.works.life import EndedError, WorkLives
from policydiff.works.resolve import resolve_stored
from policydiff.works.session import Session
from policydiff.works.show import text_status

PLACES = ("渡口", "灯塔", "栈桥")
YEARS = (1990, 2000, 2010, 2020)
DAYS = ("1985-01-01", "1995-01-01", "2000-04-30", "2000-05-01", "2015-01-01", "2030-01-01")

places, years = st.sampled_from(PLACES), st.sampled_from(YEARS)
STEPS = st.one_of(
    st.tuples(st.just("make"), places, years),
    st.tuples(st.just("repeal"), places, years),
    st.tuples(st.just("in its place"), places, years),
    st.tuples(st.just("end"), places, years),
    st.tuples(st.just("not ended"), places, years),
    st.tuples(st.just("link"), places, years),
    st.tuples(st.just("remove"), places, years),
    st.tuples(st.just("undo"), places, years),
)


def title(place: str) -> str:
    return f"示例省{place}办法"


def successor(place: str) -> str:
    return f"示例省{place}管理条例"


def add(repository: Repository, name: str, year: int, first: str, end: str = "") -> None:
    data = (
        f"{name}\n\n（{year}年3月1日示例省人民代表大会常务委员会通过）\n\n第一条　{first}\n\n"
        f"第二条　本办法自{year}年5月1日起施行{end}。\n"
    ).encode()
    repository.add(policydiff.load(data, name="law.txt"), data, "law.txt")


def act(repository: Repository, step: tuple[str, str, int]) -> None:
    """One step; what the program refuses is none."""
    what, place, year = step
    name, session = title(place), Session(repository=repository.root)
    match what:
        case "make":
            add(repository, name, year, f"{place}由船主养护，{year}年起每年检修一次。")
        case "repeal":
            decision = f"示例省人民代表大会常务委员会关于废止《{name}》的决定"
            add(repository, decision, year, f"废止《{name}》，不再养护。")
        case "in its place":
            end = f"，《{name}》同时废止"
            add(repository, successor(place), year, f"{place}由村公所养护。", end)
        case "end":
            set_facts(name, session, life={"ended": f"{year}-05-01", "by": "示例省公报"})
        case "not ended":
            set_facts(name, session, life={"not_ended": True})
        case "link":
            repository.write_replaces(
                repository.find(successor(place)), repository.find(title(PLACES[year // 10 % 3]))
            )
        case "remove":
            remove(name, session, with_dependents=True)
        case "undo":
            repository.undo()


@settings(max_examples=examples(60))
@given(steps=st.lists(STEPS, min_size=2, max_size=6), day=st.sampled_from(DAYS))
def test_all_faces_agree_on_the_life_of_every_work(
    steps: list[tuple[str, str, int]], day: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        repository = new_repository(Path(folder) / "laws")
        for step in (("make", PLACES[0], 1990), ("make", PLACES[1], 2000), *steps):
            try:
                act(repository, step)
            except PolicyDiffError:
                continue
        agree(repository, Session(repository=repository.root, today=day), day)


def agree(repository: Repository, session: Session, day: str) -> None:
    lives = WorkLives(repository)
    truth = {work.uri: lives.status(work, day) for work in repository.works()}
    call = ApiCall(
        session=session, values={"kind": None, "on": day, "status": (), "ending_before": None}
    )

    assert {one.work.uri: one.status for one in list_works(session)} == truth
    assert {one["uri"]: one["status"] for one in api.works(call)["works"]} == {
        uri: status.to_dict() for uri, status in truth.items()
    }
    tool = list_found_works(session, None, None)
    assert {row.uri: row.status for row in map(tool.row, range(tool.total))} == {
        uri: status.to_dict() for uri, status in truth.items()
    }
    found = search("养护", session, SearchOptions(limit=100))
    assert {hit.uri: hit.status for hit in found.hits} == {
        hit.uri: truth[hit.uri] for hit in found.hits
    }
    on_day = {hit.uri for hit in search("养护", session, SearchOptions(limit=100, on=day)).hits}
    assert all(truth[uri].end is None for uri in on_day)
    for uri, status in truth.items():
        kinds = list_works(session, ListOptions(status=(status.kind,)))
        assert uri in {one.work.uri for one in kinds}
        assert applies(repository, f"{uri}@@{day}", uri) <= (status.end is None)
        assert one_work(session, uri) == [status] * 2
        assert str(status.message) in " ".join(map(str, read_text(session, uri, None).notes))
        assert (uri in on_day) == applies(repository, f"{uri}@@{day}", uri)


def one_work(session: Session, uri: str) -> list[object]:
    """The status by `show` and by `log`; the text, the check and the XML must fit it."""
    shown = resolve_stored(session.store(), uri, session.today)
    status = shown.status
    assert status is not None
    xml = to_xml(shown.document, end=status.end or status.coming)
    kinds = {one.kind for one in text_status(shown, session)}

    assert not validate(xml)
    assert from_xml(xml) == from_xml(to_xml(shown.document))
    assert (status.end is not None) == any(
        flaw.type == "ended" for flaw in lint(uri, session).check.flaws
    )
    assert not (status.end is not None and "in force" in kinds)
    return [status, log_work(session, uri).status]


def applies(repository: Repository, name: str, uri: str) -> bool:
    """True where a text of the work itself is in force; an ended work is refused as such."""
    ended = WorkLives(repository).status(repository.find(uri), name.partition("@@")[2]).end
    try:
        found = resolve_stored(repository, name)
    except EndedError:
        assert ended is not None
        return False
    except NotFoundError:
        assert ended is None
        return False
    assert ended is None
    return found.stored is not None and found.stored.work_uri == uri
