"""The engine of several machines, on real schedulers and workers of this one."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import count
from pathlib import Path

import pytest

pytest.importorskip("distributed")

import dask
from distributed import Security
from test_many_texts import OPINION, law

import policydiff
from policydiff.cli.main import main
from policydiff.parallel import dask_cluster, dask_connection, dask_run
from policydiff.parallel.dask_cluster import DaskCluster
from policydiff.parallel.engine import (
    ClusterError,
    OneProcess,
    ScaleMissingError,
    SchedulerAddressError,
    UnfitClusterError,
    WorkerLostError,
)
from policydiff.reading.load import MissingFileError

pytestmark = pytest.mark.where_changed("policydiff/parallel", "policydiff/store/fingerprint.py")

HERE = Path(__file__).parent
DASK = str(Path(sys.executable).with_name("dask"))
SETTINGS = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "10s",
}


@contextmanager
def started(*words, place=HERE):
    """A command of dask at work, ended with all that it started."""
    environment = os.environ | SETTINGS | {"PYTHONPATH": f"{place}{os.pathsep}{HERE}"}
    child = subprocess.Popen(
        [DASK, *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def a_scheduler(scheme="tcp", *options, place=HERE):
    """A scheduler at a free port of loopback; gives the context and the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"{scheme}://127.0.0.1:{port}"
    return started("scheduler", "--host", address, "--no-dashboard", *options, place=place), address


def workers(address, count=1, threads=1, *options, place=HERE):
    """Workers of a scheduler, restarted when they are killed."""
    numbers = ("--nworkers", str(count), "--nthreads", str(threads))
    return started("worker", address, *numbers, "--no-dashboard", *options, place=place)


@pytest.fixture(scope="module")
def address():
    """A scheduler with two workers."""
    context, address = a_scheduler()
    with context, workers(address, 2):
        yield address


@pytest.fixture
def cluster(address, reports):
    """The engine that uses them."""
    return DaskCluster(address, None, reports.append)


def test_results_are_those_of_one_process_in_the_order_of_the_inputs(tasks, cluster, reports):
    alone = list(OneProcess().run(tasks.square, range(50), size=4))

    assert list(cluster.run(tasks.square, range(50), size=4)) == alone
    assert reports == []


def test_equal_chunks_are_each_worked_on(tasks, cluster):
    found = list(cluster.run(tasks.count_calls, ["a"] * 40, size=1))

    assert sum(one == 1 for one in found) <= 2  # once in each worker
    assert max(found) >= 20


def test_a_few_chunks_are_done_here(tasks, cluster):
    assert set(cluster.run(tasks.where, range(15), size=5)) == {os.getpid()}


def test_one_job_does_all_here(tasks, reports):
    assert set(DaskCluster(None, 1, reports.append).run(tasks.where, range(9), size=1)) == {
        os.getpid()
    }


def test_an_error_is_a_result_with_all_that_it_states(tasks, cluster):
    found = list(cluster.run(tasks.refuse, range(20), size=3))
    errors = [one for one in found if isinstance(one, MissingFileError)]

    assert [one for one in found if isinstance(one, int)] == list(range(0, 20, 2))
    assert errors[0].message == MissingFileError(Path("1.txt")).message
    assert errors[0].exit_code == 4


def test_what_a_task_raises_stops_the_run(tasks, cluster):
    with pytest.raises(ValueError, match="thirteen"):
        list(cluster.run(tasks.break_down, range(60), size=5))


def test_inputs_are_taken_as_they_are_needed(tasks, cluster):
    taken = []
    run = cluster.run(tasks.square, (taken.append(one) or one for one in range(1000)), size=1)
    for _ in range(10):
        next(run)
    run.close()

    assert len(taken) <= 10 + 2 * 4 + 2


def test_a_worker_that_is_killed_is_named_and_costs_no_result(tasks, cluster, reports, tmp_path):
    found = list(cluster.run(partial(tasks.fall_once, tmp_path), range(60), size=5))

    assert found == list(range(60))
    assert [one.template for one in reports] == ["{worker} was lost; others do its work"]
    assert reports[0].fields["worker"].startswith("worker tcp://127.0.0.1:")


def test_an_input_that_no_worker_survives_costs_its_own_result_alone(tasks, cluster, reports):
    found = list(cluster.run(tasks.fall, range(30), size=5))

    assert isinstance(found[13], WorkerLostError)
    assert [*found[:13], *found[14:]] == [*range(13), *range(14, 30)]
    assert any("one by one" in one and one.fields["count"] == "5" for one in reports)


@pytest.mark.parametrize("pause", [0, pytest.param(5, marks=pytest.mark.slow)])
def test_a_scheduler_that_ends_in_the_middle_is_an_error(tasks, reports, monkeypatch, pause):
    context, address = a_scheduler()
    with context as child, workers(address):
        wait_for(lambda: any_fit(DaskCluster(address, None, print), tasks))
        monkeypatch.setattr(dask_connection, "REACH", 2)
        run = DaskCluster(address, None, reports.append).run(tasks.square, range(1000), size=1)
        next(run)
        child.kill()
        begin = time.monotonic()
        time.sleep(pause)  # the connection is given up meanwhile
        with pytest.raises(ClusterError) as error:
            list(run)

    assert error.value.message.startswith(f"{address}: the scheduler went away during the work")
    assert error.value.exit_code == 75
    assert time.monotonic() - begin < 15


def test_a_run_goes_on_with_other_workers_where_all_were_lost(tasks, reports):
    context, address = a_scheduler()
    with context:
        with workers(address, 1, 1, "--no-nanny"):
            run = DaskCluster(address, None, reports.append).run(tasks.square, range(100), size=1)
            found = [next(run)]
        with workers(address):
            found += run

    assert found == list(OneProcess().run(tasks.square, range(100)))
    assert [one.template for one in reports] == ["{worker} was lost; others do its work"]


@pytest.mark.slow
def test_a_scheduler_that_cannot_load_the_program_is_an_error(tasks, reports, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_PROGRAM)
    context, address = a_scheduler(place=tmp_path)
    with context, pytest.raises(UnfitClusterError) as error:
        list(DaskCluster(address, None, reports.append).run(tasks.square, range(100), size=1))

    (why,) = error.value.details
    assert why.startswith("the scheduler: policydiff cannot be loaded there (")


@pytest.mark.slow
def test_a_scheduler_that_hangs_is_an_error(tasks, reports, monkeypatch):
    context, address = a_scheduler()
    with context as child, workers(address):
        run = DaskCluster(address, None, reports.append).run(tasks.square, range(1000), size=1)
        next(run)
        monkeypatch.setattr(dask_run, "SILENCE", 1)
        child.send_signal(signal.SIGSTOP)
        with pytest.raises(ClusterError, match="went away"):
            list(run)


def test_no_scheduler_is_an_error(tasks, reports, monkeypatch):
    monkeypatch.setattr(dask_connection, "REACH", 0.5)
    with pytest.raises(ClusterError) as error:
        list(
            DaskCluster("tcp://127.0.0.1:9", None, reports.append).run(
                tasks.square, range(50), size=4
            )
        )

    assert error.value.exit_code == 75
    assert error.value.message.startswith("tcp://127.0.0.1:9: no scheduler answers there")


OTHER_VERSION = "import policydiff\npolicydiff.__version__ = '0.0.9'\n"
NO_PROGRAM = """
import sys
class Finder:
    def find_spec(self, name, *more):
        if name == "policydiff":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Finder())
"""


def test_workers_that_would_give_other_results_get_nothing(tasks, reports, tmp_path):
    places = {"old": OTHER_VERSION, "bare": NO_PROGRAM}
    for name, start in places.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "sitecustomize.py").write_text(start)
    context, address = a_scheduler()
    engine = DaskCluster(address, None, reports.append)
    with context, workers(address, place=tmp_path / "old"):
        with pytest.raises(UnfitClusterError) as error:
            list(engine.run(tasks.square, range(50), size=4))
        with workers(address, threads=3), ExitStack() as later:
            until = time.monotonic() + 300

            def needed():
                for number in count():
                    if number == 30:
                        later.enter_context(workers(address, place=tmp_path / "bare"))
                    done = number > 30 and any("cannot be loaded" in one for one in reports)
                    if done or time.monotonic() > until:
                        return
                    yield number

            wait_for(lambda: any_fit(engine, tasks))
            reports.clear()
            found = list(engine.run(tasks.square, needed(), size=1))

    assert error.value.exit_code == 2
    (why,) = error.value.details
    assert re.sub(r":\d+", ":0", why) == (
        f"worker tcp://127.0.0.1:0: policydiff is 0.0.9 there, {policydiff.__version__} here"
    )
    assert found == list(OneProcess().run(tasks.square, range(len(found))))
    said = " ".join(reports)
    assert f"policydiff is 0.0.9 there, {policydiff.__version__} here; it gets no work" in said
    assert "policydiff cannot be loaded there (" in said
    assert "No module named" in said
    assert "has several threads and uses one; start it with --nthreads 1" in said


def any_fit(engine, tasks):
    try:
        return list(engine.run(tasks.square, range(4), size=1))
    except UnfitClusterError:
        return None


def wait_for(check):
    """Wait until something is so, half a minute at most."""
    until = time.monotonic() + 300
    while not check():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_no_worker_is_an_error(tasks, reports, monkeypatch):
    monkeypatch.setattr(dask_run, "REACH", 2)
    context, address = a_scheduler()
    with context, pytest.raises(ClusterError) as error:
        list(DaskCluster(address, None, reports.append).run(tasks.square, range(50), size=4))

    assert error.value.message.endswith(
        f"has no worker; start one: dask worker {address} --nthreads 1"
    )


@pytest.mark.parametrize(
    "address", ["", "127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://host", "tcp://host:x"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(SchedulerAddressError, match="tcp://HOST:PORT or tls://HOST:PORT") as error:
        DaskCluster(address, None, print)
    assert error.value.exit_code == 2


def test_an_encrypted_scheduler_asks_for_certificates(tasks):
    with pytest.raises(SchedulerAddressError, match=r"distributed\.comm\.tls"):
        list(DaskCluster("tls://127.0.0.1:9", None, print).run(tasks.square, range(50), size=4))


def test_without_the_extra_one_line_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(dask_cluster, "find_spec", lambda name: None)

    with pytest.raises(ScaleMissingError, match=r"pip install 'policydiff\[scale\]'"):
        DaskCluster(None, None, print)


@pytest.mark.slow
def test_an_encrypted_cluster(tasks, reports, tmp_path):
    security = Security.temporary()
    paths = {}
    for name in ("ca_file", "scheduler_cert", "scheduler_key"):
        paths[name] = tmp_path / f"{name}.pem"
        paths[name].write_text(getattr(security, f"tls_{name}"))
    cert, key = str(paths["scheduler_cert"]), str(paths["scheduler_key"])
    options = ("--tls-ca-file", str(paths["ca_file"]), "--tls-cert", cert, "--tls-key", key)
    tls = {"ca-file": str(paths["ca_file"]), "client.cert": cert, "client.key": key}
    tls = {f"distributed.comm.tls.{name}": value for name, value in tls.items()}
    context, address = a_scheduler("tls", *options)
    with context, workers(address, 1, 1, *options), dask.config.set(tls):
        found = list(
            DaskCluster(address, None, reports.append).run(tasks.square, range(20), size=3)
        )

    assert found == list(OneProcess().run(tasks.square, range(20)))


def test_commands_write_the_same_bytes_by_a_cluster_as_in_one_process(
    address, tmp_path, monkeypatch
):
    runs = []
    monkeypatch.setattr(dask_run.ClusterRun, "end", lambda run: runs.append(run))
    monkeypatch.setattr(dask_cluster, "FEW", 0)
    texts, opinion = tmp_path / "texts", tmp_path / "2017-01-15.txt"
    texts.mkdir()
    for number in range(20):
        for year in (2019, 2023):
            text = law(number, year)
            (texts / f"{number}-{year}.txt").write_text(text, encoding="utf-8")
    (texts / "broken.txt").write_bytes(b"PK\x03\x04 no archive")
    opinion.write_text(OPINION, encoding="utf-8")
    made = {}
    choices = {"one": ("--jobs", "1"), "dask": ("--engine", "dask", "--scheduler", address)}
    for name, choice in choices.items():
        laws, result = tmp_path / name, tmp_path / f"{name}.json"
        assert main(["init", str(laws)]) == 0
        assert main(["-C", str(laws), "import", str(texts), *choice]) == 6
        relate = ("relate", str(opinion), "--all", "-o", str(result))
        assert main(["-C", str(laws), *relate, *choice]) == 0
        tree = subprocess.run(
            ["git", "-C", laws, "ls-tree", "-r", "HEAD"], capture_output=True, check=True
        ).stdout
        made[name] = tree, result.read_bytes()

    assert made["one"] == made["dask"]
    assert made["one"][0].count(b"\n") > 40
    assert len(runs) == 3  # reading, comparing versions, relating


PROGRAM = """
import sys
from functools import partial
from pathlib import Path
sys.path.insert(0, {here!r})
import worker_tasks
from policydiff.parallel.dask_cluster import DaskCluster
from policydiff.parallel.process_pool import ProcessPool
from policydiff.system import ending_on_request

if __name__ == "__main__":
    task = partial(worker_tasks.{task}, Path({marks!r}))
    with ending_on_request():
        for one in {engine}.run(task, [{seconds}] * {count}, size=1):
            print(one, flush=True)
"""


CLUSTER, POOL = ("DaskCluster(None, 2, print)", 6), ("ProcessPool(2, print)", 9)


def hear_signals():
    """Begin as in a terminal, where neither Ctrl-C nor its end is ignored."""
    for sign in (signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_DFL)


def alone(tmp_path, seconds, task="wait_marked", engine=CLUSTER):
    """A program with an engine of its own, in a session of its own, at work on two inputs."""
    path, made, marks = (tmp_path / name for name in ("program.py", "made", "marks"))
    made.mkdir()
    marks.mkdir()
    given = {"here": str(HERE), "marks": str(marks), "seconds": seconds, "task": task}
    path.write_text(PROGRAM.format(**given, engine=engine[0], count=engine[1]))
    child = subprocess.Popen(
        [sys.executable, path],
        env=os.environ | {"TMPDIR": str(made)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_signals,  # noqa: PLW1509 - two calls of the system
    )
    wait_for(lambda: len(list(marks.iterdir())) == 2)
    return child


def living(session):
    """The processes of a session that have not ended."""
    listed = subprocess.run(
        ["ps", "-s", str(session), "-o", "pid=,stat="], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    return [line.split()[0] for line in listed if not line.split()[1].startswith("Z")]


def listening(pids):
    """The addresses on which processes listen."""
    lines = subprocess.run(
        ["ss", "-ltnpH"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return {
        line.split()[3].rpartition(":")[0]
        for line in lines
        if any(f"pid={one}," in line for one in pids)
    }


def blocks_interrupts(pid):
    """True where Ctrl-C never reaches a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    (mask,) = re.findall(r"^SigBlk:\t(\w+)$", status, re.MULTILINE)
    return bool(int(mask, 16) >> signal.SIGINT - 1 & 1)


def test_a_cluster_of_this_machine_works_on_loopback_and_leaves_nothing(tmp_path):
    child = alone(tmp_path, 1)
    found = listening(living(child.pid))
    if Path("/proc/self/status").exists():
        assert all(blocks_interrupts(one.name) for one in (tmp_path / "marks").iterdir())
    out, said = child.communicate(timeout=300)

    assert found == {"127.0.0.1"}
    assert out.split() == ["1"] * 6
    assert said == ""
    wait_for(lambda: not living(child.pid))
    assert list((tmp_path / "made").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(
    "sign",
    [
        signal.SIGINT,
        signal.SIGTERM,
        pytest.param(signal.SIGKILL, marks=pytest.mark.slow),
    ],
)
def test_a_cluster_of_this_machine_ends_with_the_one_who_asked(tmp_path, sign):
    asked = sign != signal.SIGKILL
    child = alone(tmp_path, 60, "run_marked" if asked else "wait_marked")
    if sign == signal.SIGINT:
        os.killpg(child.pid, sign)  # as a terminal does at Ctrl-C
    else:
        child.send_signal(sign)
    _, said = child.communicate(timeout=300)
    wait_for(lambda: not living(child.pid))

    if asked:
        programs = [one.name for one in (tmp_path / "marks").iterdir()]
        wait_for(lambda: not any(living(one) for one in programs))
        assert list((tmp_path / "made").iterdir()) == []
    assert child.returncode == (128 + sign if sign == signal.SIGTERM else -sign)
    assert said.count("Traceback") <= (sign == signal.SIGINT)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("engine", [CLUSTER, POOL])
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_all_processes_leaves_no_program_and_no_folder(tmp_path, engine, sign):
    child = alone(tmp_path, 60, "run_marked", engine)
    os.killpg(child.pid, sign)
    time.sleep(0.001)
    os.killpg(child.pid, sign)  # as a shell and the system do where a terminal is closed
    _, said = child.communicate(timeout=300)
    wait_for(lambda: not living(child.pid))

    programs = [one.name for one in (tmp_path / "marks").iterdir()]
    wait_for(lambda: not any(living(one) for one in programs))
    assert list((tmp_path / "made").iterdir()) == []
    assert (child.returncode, said) == (128 + sign, "")
