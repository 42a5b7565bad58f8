"""Results that take long: each made once, shown as they go on, never half done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from starlette.testclient import TestClient

from policydiff.amending.screen import consolidate
from policydiff.apps.site.site import make_site
from policydiff.checking.actions.checks import check_file
from policydiff.comparing.actions.check_record import compare_texts
from policydiff.messages import Message
from policydiff.web import working as module
from policydiff.web.job_process import watch
from policydiff.web.state import Results, State
from policydiff.web.working import StillWorkingError, TooBusyError, Working
from policydiff.works.session import GivenText


def test_a_quick_result_is_simply_there():
    assert Working().get(Results().get, "quick", lambda: 7) == 7


def test_a_long_result_says_how_far_it_is_and_is_made_once():
    going, begun, results, working = Event(), [], Results(), Working()

    def make():
        begun.append(1)
        watch(Message("reading"), 3, 9)
        going.wait(20)
        return "done"

    for _ in range(2):
        with pytest.raises(StillWorkingError) as shown:
            working.get(results.get, "long", make, patience=0.05)
    going.set()

    assert (shown.value.what, shown.value.done, shown.value.parts) == ("reading", 3, 9)
    assert working.get(results.get, "long", make, patience=20) == "done"
    assert begun == [1]


def test_only_some_requests_wait_until_a_result_is_there(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    monkeypatch.setattr(module, "MOST_PATIENT", 2)
    going, results, working = Event(), Results(), Working()

    def ask(_number: int) -> str:
        try:
            return working.get(results.get, "long", lambda: str(going.wait(20)), None)
        except TooBusyError:
            going.set()
            return "refused"

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(ask, range(3))) == ["True", "True", "refused"]


@pytest.mark.parametrize(
    ("place", "made", "address"),
    [
        (
            "comparing.actions.check_record.compare_texts",
            compare_texts,
            "/compare?left={}&right={}",
        ),
        ("amending.screen.consolidate", consolidate, "/decisions/outcome?base={}&decision={}"),
        ("checking.screens.check.check_file", check_file, "/check?file={}&sent={}"),
    ],
)
def test_what_takes_long_is_made_once_while_others_are_answered(
    monkeypatch, library, place, made, address
):
    going, begun = Event(), []

    def slow(*operands, **choices):
        begun.append(1)
        going.wait(60)
        return made(*operands, **choices)

    monkeypatch.setattr(f"policydiff.{place}", slow)
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    state = State(repository=library)
    texts = (
        "渡口章程\n第一条　夜间停渡。\n第二条　雾天停渡。\n",
        "渡口章程\n第一条　夜间不停渡。\n",
    )
    names = [state.uploads.put(GivenText(name="a.txt", data=text.encode())) for text in texts]
    where = address.format(*names)
    with TestClient(make_site(state, frozenset({"testserver"}))) as client:
        with ThreadPoolExecutor(8) as pool:
            waiting = list(pool.map(lambda _: client.get(where), range(8)))
        other = client.get("/accessibility")
        going.set()
        while (last := client.get(where)).status_code == 202:
            pass

    assert {answer.status_code for answer in waiting} == {202}
    assert all('http-equiv="refresh"' in answer.text for answer in waiting)
    title = "a.txt → a.txt"
    assert all(title in answer.text.partition("</h1>")[0] for answer in waiting)
    assert (other.status_code, begun) == (200, [1])
    assert last.status_code in (200, 422)


def test_a_failed_result_is_made_anew():
    results, working = Results(), Working()

    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        working.get(results.get, "key", fail)
    assert working.get(results.get, "key", lambda: 1) == 1


def test_the_page_of_a_search_comes_whatever_its_index_takes(own_site):
    answers = [own_site.get("/search", params={"q": "数据"}) for _ in range(3)]

    assert {answer.status_code for answer in answers} <= {200, 202}
    assert all(
        'http-equiv="refresh"' in answer.text for answer in answers if answer.status_code == 202
    )
