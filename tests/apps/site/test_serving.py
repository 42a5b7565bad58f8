"""Where the page listens, who is behind a proxy, and what a kill or several writers leave."""

from __future__ import annotations

import asyncio
import shutil
import socket
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import pytest
from lanes import some
from running_site import running
from starlette.datastructures import Headers

from policydiff.apps.site.serving import Listening
from policydiff.cli.main import main
from policydiff.web.guards import Proxy

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


@pytest.mark.parametrize(
    ("proxy", "part"),
    [
        ("10.0.0.5", "name a proxy"),
        (":X", "no address"),
        ("10.0.0.5:", "name a proxy"),
        ("10.0.0.5:X Y", "name a proxy"),
        ("10.0.0.5:X-Üser", "name a proxy"),
        ("10.0.0.5:X\r\nY", "name a proxy"),
        ("proxy.example.com:X-User", "no address"),
        ("10.0.0.5/24:X-User", "no address"),
        ("0.0.0.0/0:X-User", "no address"),
        ("10.0.0.999:X-User", "no address"),
        ("10.0.0.5:Host", "Host is a header"),
        ("10.0.0.5:cookie", "cookie is a header"),
        ("10.0.0.5:Authorization", "Authorization is a header"),
        ("10.0.0.5:Content-Length", "Content-Length is a header"),
        ("10.0.0.5:Transfer-Encoding", "Transfer-Encoding is a header"),
        ("[::1]:Connection", "Connection is a header"),
    ],
)
def test_a_proxy_is_named_in_full(library, capsys, proxy, part):
    words = ["serve", "--host", "0.0.0.0", "--trust-proxy", proxy, "--repo", str(library)]

    assert main(words) == 2
    err = capsys.readouterr().err
    assert "X-Forwarded-User" in err
    assert part in err


@pytest.mark.parametrize("host", ["", "https://laws.example.com", "laws.example.com/page", "a b"])
def test_a_public_host_is_a_name_alone(library, capsys, host):
    words = ["--trust-proxy", "10.0.0.0/24:X-User", "--public-host", host, "--repo", str(library)]

    assert main(["serve", "--host", "0.0.0.0", *words]) == 2
    assert "--public-host" in capsys.readouterr().err


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
        site.client.cookies.set("person", "Wang")
        done = store(site, "灯光", Host="laws.example", Origin="https://laws.example")

    assert (nobody.status_code, rebound.status_code) == (403, 421)
    assert "Served at laws.example" in served.text
    assert "On this machine alone" not in served.text
    assert done.status_code == 200, done.text
    assert "\nPerson: 李四\n" in git(folder, "log", "-1", "--format=%B")


NAMED = ("--trust-proxy", "127.0.0.0/8:X-Forwarded-User", "--public-host", "laws.example")


@pytest.fixture(scope="module")
def served(library, tmp_path_factory):
    """The page behind a proxy, which is this client."""
    with running(library, tmp_path_factory.mktemp("state"), *NAMED) as site:
        yield site


def by_hand(site, *heads: bytes, path: str = "/relations") -> tuple[int, str]:
    """The status and the text of an answer to these very bytes."""
    host, _, port = site.address.removeprefix("http://").partition(":")
    lines = (f"GET {path} HTTP/1.1".encode(), b"Host: laws.example", b"Connection: close", *heads)
    with socket.create_connection((host, int(port)), 60) as line:
        line.sendall(b"\r\n".join(lines) + b"\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(65536), b"")).decode("utf-8", "replace")
    return int(answer.split()[1]), answer


def user(name: bytes) -> bytes:
    return b"X-Forwarded-User: " + name


NOBODY = {
    "absent": (),
    "empty": (user(b""),),
    "blank": (user(b"  \t "),),
    "an invisible character": (user("\u200b".encode()),),
    "twice": (user(b"Li Si"), user(b"Wang Wu")),
    "twice the same": (user(b"Li Si"), user(b"Li Si")),
    "twice, one empty": (user(b"Li Si"), user(b"")),
    "latin-1": (user(b"Ren\xe9"),),
    "half a character": (user("李".encode()[:2]),),
    "too long": (user(b"x" * 201),),
    "a control character": (user(b"Li\tSi"),),
    "an escaped newline": (user(b"Li%0APerson:%20Wang"),),
    "an escaped nothing": (user(b"%20%20"),),
    "escaped latin-1": (user(b"Ren%E9"),),
}


@pytest.mark.parametrize("heads", NOBODY.values(), ids=NOBODY)
@pytest.mark.parametrize("path", ["/", "/relations", "/static/0/site.css", "/api/v1/works"])
def test_without_a_name_nothing_is_answered_behind_a_proxy(served, heads, path):
    """Not even where a cookie of the browser has a name."""
    status, answer = by_hand(served, *heads, b"Cookie: person=Wang%20Wu", path=path)

    assert status == 403
    assert "the proxy does not say who asks: the header X-Forwarded-User must come once" in answer
    assert ('"type": "error"' in answer) == path.startswith("/api/")
    assert "Wang" not in answer


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (b"Li Si", "Li Si"),
        ("李四".encode(), "李四"),
        (b"%E6%9D%8E%E5%9B%9B", "李四"),
        (b"100% Li%", "100% Li%"),
        ("李\u202e四".encode(), "李 四"),
        (b"x" * 200, "x" * 200),
        (b"<b>Li</b>", "<b>Li</b>"),
    ],
)
def test_a_name_is_read_as_the_proxy_means_it(sent, name):
    proxy = Proxy(network=ip_network("10.0.0.5"), header="X-Forwarded-User", host="laws.example")

    assert proxy.person(Headers(raw=[(b"x-forwarded-user", sent)])) == name


@pytest.mark.parametrize(
    ("network", "peer", "answered"),
    [
        ("10.0.0.5", "10.0.0.5", True),
        ("10.0.0.5", "::ffff:10.0.0.5", True),
        ("10.0.0.0/24", "10.0.0.77", True),
        ("10.0.0.5", "10.0.0.50", False),
        ("10.0.0.5", "::1", False),
        ("::1", "::1", True),
        ("::1", "", False),
        ("::1", "testclient", False),
    ],
)
def test_a_proxy_is_known_by_its_address(network, peer, answered):
    proxy = Proxy(network=ip_network(network), header="X-User", host="laws.example")

    assert proxy.is_sender(peer) is answered


def test_a_folded_name_is_one_line_or_refused(served):
    status, answer = by_hand(served, user(b"Li,\r\n Si"), path="/works")

    assert status in (200, 400), answer


def test_the_refusal_is_a_page_in_the_language_of_the_person(served):
    heads = {"Host": "laws.example", "Accept": "text/html", "Cookie": "language=zh"}
    refused = served.client.get("/", headers=heads)

    assert refused.status_code == 403
    assert refused.headers["content-type"].startswith("text/html")
    assert "代理没有说明由谁访问" in refused.text
    assert "default-src 'none'" in refused.headers["content-security-policy"]


def test_others_than_the_proxy_are_refused(library, tmp_path):
    named = ("--trust-proxy", "127.0.0.9:X-Forwarded-User", "--public-host", "laws.example")
    with running(library, tmp_path / "state", *named) as site:
        status, answer = by_hand(site, user(b"Li Si"))

    assert status == 403
    assert "only the proxy may ask" in answer


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


PATHS = ("/", "/works", "/decisions", "/compare", "/search?q=条例", "/add", "/feed.atom")
DATA = ("/api/v1/works", "/api/v1/search?q=条例")
GONE = "its folder was moved, removed or locked"


@pytest.mark.parametrize("gone", some(["locked", "git", "folder", "copied"], 2))
def test_a_library_that_goes_away_is_one_page_until_it_is_back(library, tmp_path, gone):
    folder, away = tmp_path / "laws", tmp_path / "away"
    shutil.copytree(library, folder)
    part = folder / ".git" if gone == "git" else folder
    head = folder / ".git" / "HEAD"
    with running(folder, tmp_path / "state") as site:
        before = [site.get(path).status_code for path in (*PATHS, *DATA)]
        token = site.token
        if gone == "locked":  # one that may read all files meets a folder in its place
            head.rename(away)
            head.mkdir()
        elif gone == "copied":
            shutil.copytree(folder, away)
            shutil.rmtree(folder)
        else:
            part.rename(away)
        missing = [site.get(path) for path in (*PATHS, *DATA)]
        heads = {"Origin": site.address, "X-Token": token}
        written = site.client.post("/add", data={"text": "x"}, headers=heads)
        if gone == "locked":
            head.rmdir()
            away.rename(head)
        else:
            away.rename(part)
        after = [site.get(path).status_code for path in (*PATHS, *DATA)]
        stored = store(site, "灯光")
        site.process.terminate()
        complaints = site.process.stderr.read()

    assert set(before) == set(after) == {200}
    assert {one.status_code for one in (*missing, written)} == {503}
    assert all(GONE in one.text for one in missing)
    assert {one.json()["status"] for one in missing[len(PATHS) :]} == {503}
    assert not any(str(tmp_path) in one.text for one in missing)
    assert stored.status_code == 200
    assert "Traceback" not in complaints


TOO_SHORT = b"--b\r\nContent-Disposition: form-data; name=file; filename=x.txt\r\n\r\nx"


def leave(site, request: str, body: bytes = b"", *, reset: bool) -> None:
    """Send the beginning of a request, and go."""
    host, _, port = site.address.removeprefix("http://").partition(":")
    cookies = "; ".join(f"{name}={value}" for name, value in site.client.cookies.items())
    heads = f"Host: {host}:{port}\r\nOrigin: {site.address}\r\nCookie: {cookies}"
    line = socket.create_connection((host, int(port)), 60)
    line.sendall(request.replace("HEADS", heads).encode() + body)
    if reset:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


@pytest.mark.parametrize("reset", [False, True])
def test_a_client_that_leaves_makes_no_trace(own_site, reset):
    before = git(own_site.repository, "log", "--format=%H")
    token = own_site.token
    pages = ("/works", "/api/v1/works", "/search?q=x", "/static/x", "/compare")
    for path in pages:
        for method in ("GET", "HEAD"):
            leave(own_site, f"{method} {path} HTTP/1.1\r\nHEADS\r\n\r\n", reset=reset)
            leave(own_site, f"{method} {path} HTTP/1.1\r\nHEADS", reset=reset)
        leave(own_site, f"GET {path} HTTP/1.1\r\nHEADS\r\n\r\n" * 20, reset=reset)
    for path in ("/add", "/compare", "/check", "/day", "/api/v1/works"):
        post = f"POST {path} HTTP/1.1\r\nHEADS\r\nX-Token: {token}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        leave(own_site, f"{post}Content-Length: 90000\r\n\r\n", TOO_SHORT, reset=reset)
        for size in (b"40\r\n", b"zz\r\n"):
            chunk = size + TOO_SHORT
            leave(own_site, f"{post}Transfer-Encoding: chunked\r\n\r\n", chunk, reset=reset)
    status = own_site.get("/works").status_code
    own_site.process.terminate()

    assert own_site.process.stderr.read() == "it ends with Ctrl-C\n"
    assert status == 200
    assert git(own_site.repository, "log", "--format=%H") == before


def test_without_a_repository_two_files_are_still_compared(tmp_path):
    with running(None, tmp_path / "state", folder=tmp_path) as site:
        start = site.get("/", params={"lang": "en"})
        works = site.get("/works")

    assert start.status_code == 200
    assert 'action="/compare"' in start.text
    assert works.status_code == 404
