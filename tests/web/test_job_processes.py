"""Jobs in processes of their own: turns, limits, taking back, nobody waiting, the end of all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from long_jobs import end_suddenly, fill, own_number, spin
from running_site import running
from starlette.routing import Route
from starlette.testclient import TestClient

from policydiff.apps.site.site import make_site
from policydiff.web.answers import Endpoint, SentencesHtml, endpoint, html
from policydiff.web.job_process import JobLimits
from policydiff.web.state import Results, State
from policydiff.web.working import (
    MOST_EACH,
    Asker,
    OverLimitError,
    StillWorkingError,
    TakenBackError,
    Working,
)
from policydiff.works.session import GivenText

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="processes are looked for by their number"
)

CORES = os.cpu_count() or 1
SOON = JobLimits(turn=0.2)
"""Limits of a job whose turn is soon over."""

OLD = "渡口章程\n" + "".join(
    f"第{n}条　第{n}号渡口由船主养护，每年检修一次。\n" for n in range(1, 9)
)
NEW = OLD.replace("一次", "两次")


ANYBODY = Asker()


class Bench:
    """A `Working` with processes, and its results."""

    def __init__(self, working: Working) -> None:
        self.working, self.results = working, Results()

    def ask(self, key: str, call: Callable, patience: float | None = None, asker: Asker = ANYBODY):
        """Ask for the result of a call."""
        return self.working.get(
            self.results.get, key, lambda: call, patience, asker=asker, apart=True
        )

    def begin(self, place: Path, asker: Asker = ANYBODY) -> tuple[int, str]:
        """Begin a job that never ends; gives the number of its process and its name."""
        with pytest.raises(StillWorkingError) as shown:
            self.ask(place.name, partial(spin, place), 0.01, asker)
        wait_for(place.exists)
        return int(place.read_text(encoding="ascii")), shown.value.job

    def is_going(self, place: Path, asker: Asker = ANYBODY) -> bool:
        """True where that job is still there."""
        with pytest.raises(StillWorkingError) as shown:
            self.ask(place.name, own_number, 0.01, asker)
        return str(shown.value.what) == "spinning"


@contextmanager
def bench(limits: JobLimits = SOON) -> Iterator[Bench]:
    working = Working()
    with working.in_processes(limits, ["long_jobs"]):
        yield Bench(working)


def wait_for(come: Callable[[], bool]) -> None:
    """Wait until it is so; the test fails where it never is."""
    for _ in range(6_000):
        if come():
            return
        time.sleep(0.02)
    pytest.fail("it never came")


def is_gone(number: int) -> bool:
    """True where no process has this number, or one that ended and was not waited for."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        return False


def test_a_small_job_has_its_turn_while_others_hold_all_cores(tmp_path):
    with bench() as one:
        places = [tmp_path / f"spin{number}" for number in range(CORES)]
        numbers = {one.begin(place)[0] for place in places}

        assert one.ask("small", own_number) not in numbers
        assert all(one.is_going(place) for place in places)
    assert all(map(is_gone, numbers))


def test_one_person_cannot_hold_all_turns(tmp_path):
    many, other = Asker(name="a", group="a"), Asker(name="b", group="b")
    with bench() as one:
        places = [tmp_path / f"spin{number}" for number in range(MOST_EACH * CORES)]
        for place in places:
            one.begin(place, many)
        with pytest.raises(StillWorkingError):
            one.ask("more", own_number, 0.01, many)

        assert one.ask("small", own_number, None, other)
        with pytest.raises(StillWorkingError):
            one.ask("more", own_number, 0.01, many)


def test_a_process_does_one_small_job_after_the_other_and_ends_after_a_long_one(tmp_path):
    with bench() as one:
        first = one.ask("first", own_number)

        wait_for(lambda: one.ask(str(time.monotonic()), own_number) == first)


def test_who_asked_takes_a_job_back_and_nobody_else_does(tmp_path):
    mine, other = Asker(name="a"), Asker(name="b")
    with bench() as one:
        number, job = one.begin(tmp_path / "spin", mine)
        one.working.take_back(job, other)
        assert one.is_going(tmp_path / "spin", mine)

        one.working.take_back(job, mine)
        wait_for(lambda: is_gone(number))
        for _ in range(2):
            with pytest.raises(TakenBackError):
                one.ask("spin", own_number, None, mine)
        one.working.allow_again(job, other)
        with pytest.raises(TakenBackError):
            one.ask("spin", own_number, None, mine)
        one.working.allow_again(job, mine)
        assert one.ask("spin", own_number, None, mine)


def test_a_job_that_another_waits_for_goes_on(tmp_path):
    mine, other = Asker(name="a"), Asker(name="b")
    with bench() as one:
        _, job = one.begin(tmp_path / "spin", mine)
        assert one.is_going(tmp_path / "spin", other)
        one.working.take_back(job, mine)

        with pytest.raises(TakenBackError):
            one.ask("spin", own_number, None, mine)
        assert one.is_going(tmp_path / "spin", other)


def test_a_job_ends_where_nobody_waits_and_begins_again_where_somebody_does(tmp_path):
    with bench(JobLimits(absence=0.2)) as one:
        number, _ = one.begin(tmp_path / "spin")

        wait_for(lambda: is_gone(number))
        wait_for(lambda: not one.working._jobs)
        assert one.ask("spin", own_number) != number


def test_who_leaves_waits_no_more(tmp_path):
    asker = Asker()
    asker.gone.set()
    with bench(JobLimits(absence=0.2)) as one:
        with pytest.raises(StillWorkingError):
            one.ask("spin", partial(spin, tmp_path / "spin"), None, asker)

        wait_for((tmp_path / "spin").exists)
        wait_for(lambda: is_gone(int((tmp_path / "spin").read_text(encoding="ascii"))))


@pytest.mark.parametrize("limits", [JobLimits(seconds=0.5), JobLimits(longest=0.5)])
def test_a_job_over_its_time_ends_and_is_not_begun_again(tmp_path, limits):
    with bench(limits) as one:
        with pytest.raises(OverLimitError, match=r"more than 0\.5 seconds"):
            one.ask("spin", partial(spin, tmp_path / "spin"))

        assert is_gone(int((tmp_path / "spin").read_text(encoding="ascii")))
        with pytest.raises(OverLimitError):
            one.ask("spin", own_number)


def test_a_job_over_its_memory_ends():
    with (
        bench(JobLimits(memory=2**30)) as one,
        pytest.raises(OverLimitError, match="more than 1024 MB of memory"),
    ):
        one.ask("fill", fill)


def test_a_process_that_the_system_ends_is_reported():
    with bench() as one, pytest.raises(OverLimitError, match="before its time"):
        one.ask("end", end_suddenly)


def test_the_errors_of_a_job_come_back():
    with bench() as one, pytest.raises(ZeroDivisionError):
        one.ask("divide", partial(divmod, 1, 0))


def test_a_program_that_is_killed_leaves_no_process(tmp_path):
    code = (
        "import sys; sys.path[:0] = sys.argv[1].split(':')\n"
        "from functools import partial; from pathlib import Path\n"
        "from long_jobs import spin; from policydiff.web.job_process import JobLimits\n"
        "from policydiff.web.working import Working\n"
        "working = Working()\n"
        "with working.in_processes(JobLimits(), ['long_jobs']):\n"
        "    call = partial(spin, Path(sys.argv[2]))\n"
        "    working.get(lambda key, make: make(), 'spin', lambda: call, None, apart=True)\n"
    )
    command = [sys.executable, "-c", code, ":".join(sys.path), str(tmp_path / "spin")]
    with subprocess.Popen(command) as program:
        wait_for((tmp_path / "spin").exists)
        program.send_signal(signal.SIGKILL)

    number = int((tmp_path / "spin").read_text(encoding="ascii"))
    wait_for(lambda: is_gone(number))


def descendants(number: int) -> set[int]:
    """The processes that one has started, and those that these have."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, before = {number}, set()
    while found != before:
        before, found = found, found | {one for one, parent in parents.items() if parent in found}
    return found - {number}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_end_of_the_server_leaves_no_process(library, tmp_path, end):
    with running(library, tmp_path / "state") as site:
        answer = site.get(dropped(site))
        children = descendants(site.process.pid)
        site.process.send_signal(end)
        site.process.wait(120)

    assert answer.status_code == 200
    assert children
    wait_for(lambda: all(map(is_gone, children)))


def dropped(site, old: str = OLD, new: str = NEW) -> str:
    files = {"left": ("old.txt", old.encode()), "right": ("new.txt", new.encode())}
    heads = {"Origin": site.address, "X-Token": site.token}
    return site.client.post("/compare", files=files, headers=heads).headers["location"]


@contextmanager
def page(state: State, limits: JobLimits | None, place: Path | None = None) -> Iterator[TestClient]:
    """The page with processes, or without where there are no limits.

    With a place a job at `/spin` never ends.
    """
    site = make_site(state, frozenset({"testserver"}))

    def answer(visit):
        visit.worked_apart("spin", lambda: partial(spin, place), 0.01)
        return html(visit, SentencesHtml(title="", lines=()))

    site.router.routes.append(Route("/spin", endpoint(Endpoint(path="/spin", answer=answer))))
    with TestClient(site) as client:
        if limits is None:
            yield client
        else:
            with state.working.in_processes(limits, ["long_jobs"]):
                yield client


def settled(client: TestClient, address: str):
    """The answer once it is there."""
    while (answer := client.get(address)).status_code == 202:
        time.sleep(0.02)
    return answer


def token(client: TestClient) -> str:
    return re.search(r'name="token" content="([0-9a-f]{64})"', client.get("/compare").text)[1]


def pair(state: State, old: str = OLD, new: str = NEW) -> list[str]:
    texts = (("old.txt", old), ("new.txt", new))
    return [state.uploads.put(GivenText(name=name, data=t.encode())) for name, t in texts]


def test_pages_have_the_same_bytes_whoever_works_them_out(library):
    state = State(repository=library)
    left, right = pair(state)
    pages = []
    addresses = (
        f"/compare?left={left}&right={right}",
        f"/check?file={right}&sent={left}",
        f"/decisions/outcome?base={left}&decision={right}",
        f"/compare/file?left={left}&right={right}&as=json",
        f"/api/v1/compare?left={left}&right={right}",
        f"/compare?left={left}&right=示例市公共数据管理条例@2021-09-26",
    )
    for limits in (None, JobLimits()):
        own = State(repository=library, uploads=state.uploads, mark="0" * 32)
        with page(own, limits) as client:
            answers = [settled(client, one) for one in addresses]
        tokens = re.compile("[0-9a-f]{64}")
        pages.append([(one.status_code, tokens.sub("", one.text)) for one in answers])

    assert pages[0] == pages[1]
    assert {status for status, _ in pages[0]} <= {200, 422}


def test_a_comparison_over_its_limit_claims_nothing_and_loses_no_text(library):
    state = State(repository=library)
    left, right = pair(state, OLD * 400, NEW * 400)
    address = f"/compare?left={left}&right={right}"
    with page(state, JobLimits(longest=0.0)) as client:
        first, again = settled(client, address), client.get(address)
        api = client.get(f"/api/v1/compare?left={left}&right={right}&lang=en")
        change = client.get(
            re.search(r'href="(/compare\?change=1[^"]*)"', first.text)[1].replace("&amp;", "&")
        )
        sent = client.post(
            "/compare",
            data={"left-before": left, "right-before": right, "token": token(client)},
            headers={"Origin": "http://testserver"},
            follow_redirects=False,
        )

    assert (first.status_code, again.status_code, again.text) == (413, 413, first.text)
    assert "old.txt" in first.text
    assert "new.txt" in first.text
    assert 'http-equiv="refresh"' not in first.text
    assert api.status_code == 413
    assert "more than 0 seconds" in api.json()["message"]
    assert f'name="left-before" value="{left}"' in change.text
    assert f'name="right-before" value="{right}"' in change.text
    assert parse_qs(urlsplit(sent.headers["location"]).query) == {"left": [left], "right": [right]}


def test_the_button_of_the_waiting_page_ends_the_job_of_its_own_reader(tmp_path):
    state = State(repository=Path())
    with page(state, SOON, tmp_path / "spin") as client:
        other = TestClient(client.app, follow_redirects=False)
        own_token, other_token = token(client), token(other)
        waiting = client.get("/spin?left=upload:1")
        wait_for((tmp_path / "spin").exists)
        number = int((tmp_path / "spin").read_text(encoding="ascii"))
        job = re.search(r'name="job" value="([0-9a-f]+)"', waiting.text)[1]
        fields = {"job": job, "do": "stop", "back": "/spin"}
        heads = {"Origin": "http://testserver"}
        other.post("/working", data=fields | {"token": other_token}, headers=heads)
        still = client.get("/spin")
        client.post("/working", data=fields | {"token": own_token}, headers=heads)
        wait_for(lambda: is_gone(number))
        stopped = client.get("/spin")

    assert (waiting.status_code, still.status_code) == (202, 202)
    assert stopped.status_code == 409
    assert 'value="again"' in stopped.text
