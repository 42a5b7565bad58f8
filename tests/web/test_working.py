"""Results that take long: each made once, shown as they go on, never half done."""

from __future__ import annotations

from threading import Event

import pytest

from policydiff.messages import Message
from policydiff.web.state import Results
from policydiff.web.working import StillWorkingError, Working


def test_a_quick_result_is_simply_there():
    assert Working().get(Results().get, "quick", lambda: 7) == 7


def test_a_long_result_says_how_far_it_is_and_is_made_once():
    going, begun, results, working = Event(), [], Results(), Working()

    def make():
        begun.append(1)
        working.watch(Message("reading"), 3, 9)
        going.wait(20)
        return "done"

    for _ in range(2):
        with pytest.raises(StillWorkingError) as shown:
            working.get(results.get, "long", make, patience=0.05)
    going.set()

    assert (shown.value.what, shown.value.done, shown.value.parts) == ("reading", 3, 9)
    assert working.get(results.get, "long", make, patience=20) == "done"
    assert begun == [1]


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
