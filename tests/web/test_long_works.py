"""Works that take long: begun once, shown as they go on, never half done."""

from __future__ import annotations

from threading import Event

import pytest

from policydiff.messages import Message
from policydiff.web.long_works import LongWorks, NotDoneError


def test_a_quick_work_is_simply_done():
    assert LongWorks().get("quick", lambda _watch: 7) == 7


def test_a_long_work_says_how_far_it_is_and_is_begun_once():
    going, begun = Event(), []
    works = LongWorks(patience=0.01)

    def make(watch):
        begun.append(1)
        watch(Message("reading"), 3, 9)
        going.wait(20)
        return "done"

    with pytest.raises(NotDoneError):
        works.get("long", make)
    with pytest.raises(NotDoneError) as shown:
        works.get("long", make)
    going.set()
    works.begin("long", make).future.result(20)

    assert (shown.value.work.what, shown.value.work.done, shown.value.work.whole) == (
        "reading",
        3,
        9,
    )
    assert works.get("long", make) == "done"
    assert begun == [1]


def test_a_failed_work_is_begun_anew():
    works = LongWorks()

    def fail(_watch):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        works.get("key", fail)
    assert works.get("key", lambda _watch: 1) == 1


def test_a_timeout_within_a_work_is_no_reason_to_wait():
    def fail(_watch):
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        LongWorks().get("key", fail)


def test_a_waiting_work_does_not_hold_up_the_page(own_site):
    answers = [own_site.get("/search", params={"q": "数据"}) for _ in range(3)]

    assert answers[-1].status_code == 200
