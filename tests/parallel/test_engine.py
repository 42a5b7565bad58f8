"""What does the work on many texts: the same results, in their order, whatever happens."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from itertools import count, islice
from pathlib import Path

import pytest

from policydiff.parallel.engine import (
    CHUNK_OCTETS,
    OneProcess,
    WorkerLostError,
    chunks_of,
    without_current_folder,
)
from policydiff.parallel.process_pool import FEW, ProcessPool
from policydiff.reading.load import MissingFileError

HERE = Path(__file__).parent


@pytest.fixture
def pool(reports):
    """Two processes."""
    return ProcessPool(2, reports.append)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_are_those_of_one_process_in_the_order_of_the_inputs(tasks, jobs, reports):
    alone = list(OneProcess().run(tasks.square, range(50)))

    assert list(ProcessPool(jobs, reports.append).run(tasks.square, range(50), size=4)) == alone
    assert reports == []


def test_all_processes_work_and_this_one_does_not(tasks, pool):
    found = set(pool.run(tasks.where, range(30), size=2))

    assert len(found) == 2
    assert os.getpid() not in found


def test_a_few_chunks_are_done_here(tasks, pool):
    assert set(pool.run(tasks.where, range(5), size=5)) == {os.getpid()}
    assert set(pool.run(tasks.where, range(FEW), size=1)) == {os.getpid()}


def test_no_more_processes_start_than_there_are_chunks(tasks, reports):
    found = list(ProcessPool(9, reports.append).run(tasks.where, range(FEW + 1), size=1))

    assert len(set(found)) == FEW + 1
    assert os.getpid() not in found


def test_all_is_done_here_where_no_process_can_be_started(tasks, pool, reports, monkeypatch):
    def refuse(*_arguments, **_choices):
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("policydiff.parallel.process_pool.ProcessPoolExecutor", refuse)

    assert set(pool.run(tasks.where, range(20), size=2)) == {os.getpid()}
    assert reports == [
        "no worker process can be started (Resource temporarily unavailable); all is done in one"
    ]


def test_a_chunk_of_large_inputs_has_less_of_them(tasks):
    class Large(int):
        octets = CHUNK_OCTETS // 3 + 1

    assert list(chunks_of(map(Large, range(5)), 16)) == [(0, 1, 2), (3, 4)]
    assert list(chunks_of(range(5), 2)) == [(0, 1), (2, 3), (4,)]


def test_what_all_inputs_share_is_sent_to_a_worker_once(tasks, pool):
    assert set(pool.run(tasks.Shared(), range(40), size=2)) == {1}


def test_nothing_gives_nothing(tasks, pool):
    assert list(pool.run(tasks.square, [])) == []


def test_inputs_are_taken_as_they_are_needed(tasks, pool):
    taken = count()
    inputs = (number for number in taken)

    assert len(list(islice(pool.run(tasks.square, inputs, size=1), 10))) == 10
    assert next(taken) < 10 + 2 * 4 + 2


def test_a_worker_that_is_killed_is_named_and_costs_no_result(tasks, pool, reports, tmp_path):
    found = list(pool.run(partial(tasks.fall_once, tmp_path), range(60), size=5))

    assert found == list(range(60))
    assert len(reports) == 1
    assert "worker process" in reports[0]
    assert reports[0].fields["count"] == "5"
    assert reports[0].fields["worker"].fields["code"] == str(-signal.SIGKILL)


def test_an_input_that_no_worker_survives_costs_its_own_result_alone(tasks, pool):
    found = list(pool.run(tasks.fall, range(60), size=5))

    assert isinstance(found[13], WorkerLostError)
    assert [*found[:13], *found[14:]] == [*range(13), *range(14, 60)]


def test_an_error_is_a_result_with_all_that_it_states(tasks, pool):
    found = list(pool.run(tasks.refuse, range(20), size=3))
    errors = [one for one in found if isinstance(one, MissingFileError)]

    assert [one for one in found if isinstance(one, int)] == list(range(0, 20, 2))
    assert errors[0].message == MissingFileError(Path("1.txt")).message
    assert errors[0].exit_code == 4
    assert str(errors[0]) == errors[0].message


def test_what_a_task_raises_stops_the_run_and_its_processes(tasks, pool):
    with pytest.raises(ValueError, match="thirteen"):
        list(pool.run(tasks.break_down, range(60), size=5))

    assert not [one for one in multiprocessing.active_children() if one.is_alive()]


def test_an_error_that_cannot_be_pickled_is_no_lost_worker(tasks, pool, reports):
    with pytest.raises(RuntimeError, match="OddError: 13 is odd"):
        list(pool.run(tasks.raise_odd, range(60), size=5))

    assert reports == []


def test_a_run_that_is_given_up_leaves_no_process(tasks, pool):
    run = pool.run(tasks.square, range(1000), size=1)
    next(run)
    run.close()

    assert not [one for one in multiprocessing.active_children() if one.is_alive()]


PROGRAM = """
import sys
sys.path.insert(0, {here!r})
import worker_tasks
from policydiff.parallel.process_pool import ProcessPool

if __name__ == "__main__":
    run = ProcessPool(2, print).run(worker_tasks.{task}, range(40), size=2)
    for one in run:
        print(one, flush=True)
"""


def started(tmp_path, task):
    """The program at work, with its first workers."""
    path = tmp_path / "program.py"
    path.write_text(PROGRAM.format(here=str(HERE), task=task))
    child = subprocess.Popen(
        [sys.executable, path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - one call
    )
    deadline = time.monotonic() + 300
    while len(living(child.pid)) < 4 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    return child


def living(session):
    """The processes of a session that have not ended."""
    listed = subprocess.run(
        ["ps", "-s", str(session), "-o", "pid=,stat="], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    return [line.split()[0] for line in listed if not line.split()[1].startswith("Z")]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_the_one_who_asked(tmp_path, sign):
    child = started(tmp_path, "wait_long")
    if sign == signal.SIGINT:
        os.killpg(child.pid, sign)  # as a terminal does at Ctrl-C
    else:
        child.kill()
    _, said = child.communicate(timeout=300)
    deadline = time.monotonic() + 300
    while living(child.pid) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert living(child.pid) == []
    assert said.count("Traceback") <= (sign == signal.SIGINT)


IN_A_FOLDER = """
import sys
from functools import partial
from pathlib import Path
sys.path.insert(0, {here!r})
import worker_tasks
from policydiff.parallel.options import EngineOptions, engine_of

if __name__ == "__main__":
    engine = engine_of(EngineOptions(jobs=2, engine={engine!r}), lambda _: None)
    print(*engine.run(partial(worker_tasks.fall_once, Path({marks!r})), range(20), size=2))
"""


@pytest.mark.parametrize("engine", ["pool", "dask"])
def test_no_worker_loads_a_module_of_the_current_folder(tmp_path, engine):
    if engine == "dask":
        pytest.importorskip("distributed")
    folder, place, marks = (tmp_path / name for name in ("received", "program", "marks"))
    for made in (folder, place, marks):
        made.mkdir()
    for name in ("selectors", "socket", "multiprocessing", "signal"):
        (folder / f"{name}.py").write_text(
            f"open({str(tmp_path / 'loaded')!r}, 'a').write({name!r})"
        )
    program = IN_A_FOLDER.format(here=str(HERE), engine=engine, marks=str(marks))
    (place / "program.py").write_text(program)

    run = [sys.executable, place / "program.py"]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, timeout=600, check=False)

    assert done.stdout.split() == [str(number) for number in range(20)], done.stderr
    assert [path.name for path in marks.iterdir()] == ["13"]
    assert not (tmp_path / "loaded").exists()


def test_the_environment_is_what_it_was_after_the_last_run(monkeypatch):
    for before in (None, "", "yes"):
        if before is not None:
            monkeypatch.setenv("PYTHONSAFEPATH", before)
        with without_current_folder():
            with without_current_folder():
                pass
            assert os.environ["PYTHONSAFEPATH"] == "1"
        assert os.environ.get("PYTHONSAFEPATH") == before
