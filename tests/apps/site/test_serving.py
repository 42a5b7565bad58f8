"""Where the page listens, who is behind a proxy, and what a kill or several writers leave."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from running_site import running

from policydiff.apps.site.serving import Listening
from policydiff.cli.main import main

TEXT = "示例县{name}管理办法\n（2031年3月1日示例县人民政府公布）\n\n第一条　为了管理{name}，制定本办法。\n\n第二条　本办法自2031年5月1日起施行。\n"
NAMES = ("灯光", "渡口", "码头", "雨水")


def store(site, name: str, **heads: str):
    """Store an invented text; gives the answer."""
    token = site.token
    heads = {"Origin": site.address, "X-Token": token, **heads}
    file = {"file": (f"{name}.txt", TEXT.format(name=name).encode())}
    form = site.client.post("/add", files=file, headers=heads)
    operand = form.headers["location"].partition("text=")[2]
    return site.client.post("/add", data={"text": operand}, headers=heads)


def git(folder, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com"])
def test_other_machines_are_refused_without_a_proxy(library, capsys, host):
    assert main(["serve", "--host", host, "--port", "0", "--repo", str(library)]) == 2
    assert "--trust-proxy" in capsys.readouterr().err


@pytest.mark.parametrize("proxy", ["10.0.0.5", ":X", "10.0.0.5:", "10.0.0.5:X Y"])
def test_a_proxy_is_named_in_full(library, capsys, proxy):
    words = ["serve", "--host", "0.0.0.0", "--trust-proxy", proxy, "--repo", str(library)]

    assert main(words) == 2
    assert "X-Forwarded-User" in capsys.readouterr().err


def test_a_proxy_serves_under_a_name(library, capsys):
    words = ["serve", "--host", "0.0.0.0", "--trust-proxy", "10.0.0.5:X", "--repo", str(library)]

    assert main(words) == 2
    assert "--public-host" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(library, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port, "--repo", str(library)]) == 2

    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_accepted_connection_sends_at_once(host):
    if ":" in host and not socket.has_ipv6:
        pytest.skip("no IPv6 here")

    async def accept() -> int:
        bound = Listening(host=host, port=0).bind()
        taken: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            peer = writer.get_extra_info("socket")
            taken.set_result(peer.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(answer, sock=bound):
            _, writer = await asyncio.open_connection(*bound.getsockname()[:2])
            try:
                return await taken
            finally:
                writer.close()

    with ThreadPoolExecutor(1) as pool:  # a browser of other tests has the loop of this thread
        assert pool.submit(lambda: asyncio.run(accept())).result() != 0


def test_a_change_through_a_proxy_bears_the_name_of_the_person(library, tmp_path):
    folder = tmp_path / "laws"
    shutil.copytree(library, folder)
    named = ("--trust-proxy", "127.0.0.1:X-Forwarded-User", "--public-host", "laws.example")
    with running(folder, tmp_path / "state", *named) as site:
        site.client.headers["Host"] = "laws.example"
        nobody = site.client.get("/")
        site.client.headers["X-Forwarded-User"] = "李四"
        rebound = site.client.get("/", headers={"Host": "evil.example"})
        served = site.client.get("/")
        done = store(site, "灯光", Host="laws.example", Origin="https://laws.example")

    assert (nobody.status_code, rebound.status_code) == (403, 421)
    assert "Served at laws.example" in served.text
    assert "On this machine alone" not in served.text
    assert done.status_code == 200, done.text
    assert "\nPerson: 李四\n" in git(folder, "log", "-1", "--format=%B")


def test_a_header_of_a_person_counts_for_nothing_without_a_proxy(own_site):
    assert "On this machine alone" in own_site.get("/").text
    store(own_site, "灯光", **{"X-Forwarded-User": "Li Si"})

    assert "Person:" not in git(own_site.repository, "log", "-1", "--format=%B")


def test_a_kill_after_the_answer_loses_nothing(own_site):
    done = store(own_site, "灯光")
    own_site.process.kill()
    own_site.process.wait(20)

    assert done.status_code == 200
    assert "灯光" in git(own_site.repository, "log", "-1", "--format=%s")
    assert main(["--repo", str(own_site.repository), "fsck"]) == 0


def test_two_browsers_and_a_command_line_write_at_once(own_site, tmp_path):
    """Each change that was acknowledged is there, and the repository is sound."""

    def by_command(name: str) -> bool:
        file = tmp_path / f"{name}.txt"
        file.write_text(TEXT.format(name=name), encoding="utf-8")
        words = ["--repo", str(own_site.repository), "add", str(file), "-q"]
        run = [sys.executable, "-m", "policydiff", *words]
        return subprocess.run(run, check=False, capture_output=True).returncode == 0

    def by_page(name: str) -> bool:
        return store(own_site, name).status_code == 200

    before = len(git(own_site.repository, "log", "--format=%H").split())
    own_site.get("/")
    with ThreadPoolExecutor(4) as pool:
        tasks = zip((by_page, by_page, by_command, by_command), NAMES, strict=True)
        done = [pool.submit(task, name) for task, name in tasks]
    subjects = git(own_site.repository, "log", "--format=%s")

    assert [one.result() for one in done] == [True] * 4
    assert all(name in subjects for name in NAMES)
    assert len(subjects.splitlines()) == before + 4
    assert main(["--repo", str(own_site.repository), "fsck"]) == 0


def test_reading_goes_on_while_others_write(own_site):
    own_site.get("/")
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(store, own_site, name) for name in NAMES[:2]]
        reading = [pool.submit(own_site.get, "/works") for _ in range(12)]

    assert {one.result().status_code for one in (*writing, *reading)} == {200}


def test_a_repository_that_is_named_must_be_there(tmp_path, capsys):
    assert main(["serve", "--port", "0", "--repo", str(tmp_path)]) == 4
    assert "no policydiff repository" in capsys.readouterr().err


def test_without_a_repository_two_files_are_still_compared(tmp_path):
    with running(None, tmp_path / "state", folder=tmp_path) as site:
        start = site.get("/", params={"lang": "en"})
        works = site.get("/works")

    assert start.status_code == 200
    assert 'action="/compare"' in start.text
    assert works.status_code == 404
