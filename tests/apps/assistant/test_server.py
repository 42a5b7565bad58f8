"""The server for assistants: what is unavailable, what stands on standard output, the command."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from invented_library import FERRY, NETWORK, ORDER
from lanes import some
from mcp.client import Client

from policydiff.apps.assistant.server import LibraryServer
from policydiff.cli.main import main
from policydiff.works.session import Session


def ask_here(session, *calls, between=lambda: None):
    """The answers of a server in this process; `between` runs after each but the last."""

    async def run():
        answers = []
        async with Client(LibraryServer(session)) as client:
            for place, (tool, arguments) in enumerate(calls):
                if place:
                    between()
                result = await client.call_tool(tool, arguments)
                answers.append(
                    result.content[0].text if result.is_error else result.structured_content
                )
        return answers

    with start_blocking_portal() as portal:  # a browser may have its own loop in this thread
        return portal.call(run)


@pytest.fixture
def copy(laws, tmp_path):
    return Path(shutil.copytree(laws, tmp_path / "laws"))


def test_a_library_that_goes_away_is_unavailable(copy):
    session = Session(repository=copy, files=False)
    asked = ("read_provision", {"version": FERRY, "provision": "第一条"})
    before, after = ask_here(session, asked, asked, between=lambda: shutil.rmtree(copy))

    assert before["status"] == "found"
    assert after["status"] == "unavailable"
    assert "its folder was moved, removed or locked" in after["reason"]
    assert str(copy) not in json.dumps(after)


@pytest.mark.parametrize("copied", [False, True])
def test_a_library_that_comes_back_is_read_again(copy, copied):
    session = Session(repository=copy, files=False)
    asked = [
        ("read_provision", {"version": FERRY, "provision": "第一条"}),
        ("search_text", {"query": "渡口"}),
    ]
    away = copy.with_name("away")

    steps = iter(range(9))

    def move():
        step = next(steps)
        if step == 1:
            (shutil.copytree if copied else shutil.move)(copy, away)
            shutil.rmtree(copy, ignore_errors=True)
        elif step == 3:
            away.rename(copy)

    answers = ask_here(session, *asked, *asked, *asked, between=move)

    assert [one["status"] for one in answers] == [
        *("found", "found"),
        *("unavailable", "unavailable"),
        *("found", "found"),
    ]
    assert answers[0] == answers[4]


def test_no_library_is_unavailable(tmp_path):
    (answer,) = ask_here(Session(repository=tmp_path, files=False), ("find_work", {}))

    assert answer["status"] == "unavailable"
    assert str(tmp_path) not in answer["reason"]


def test_a_damaged_version_is_unavailable(copy):
    (path,) = copy.glob("works/**/2016-03-01.xml")
    path.write_text("<akomaNtoso/>", encoding="utf-8")
    git = ("git", "-C", copy, "-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run([*git, "commit", "-qam", "Damage"], check=True)
    session = Session(repository=copy, files=False)
    found = ask_here(
        session,
        ("read_provision", {"version": f"{FERRY}@2016-03-01"}),
        ("find_citations", {"version": FERRY, "direction": "from"}),
        ("read_provision", {"version": NETWORK, "provision": "第一条"}),
    )

    assert [one["status"] for one in found] == ["unavailable", "not found", "found"]


def test_a_compiled_text_is_marked(copy):
    remove = ["-C", str(copy), "remove", f"{FERRY}@2025-03-01", "--with-dependents"]
    compile_ = ["-C", str(copy), "consolidate", f"{FERRY}@2016-03-01", ORDER, "--store"]
    assert main(remove) == 0
    assert main(compile_) in (0, 6)
    session = Session(repository=copy, files=False)
    read, followed = ask_here(
        session,
        ("read_provision", {"version": FERRY, "provision": "第一条"}),
        ("follow_clause", {"version": FERRY, "provision": "第一条"}),
    )

    for row in (read["rows"][0], followed["rows"][1]):
        assert row["source"]["compiled_from"] == ORDER
        assert row["source"]["sha256_of"] == "compiled text"
    assert any("not an official text" in note for note in read["notes"])


def test_a_change_of_the_library_ends_a_cursor(copy, tmp_path):
    path = tmp_path / "new.txt"
    path.write_text(
        "示例新条例\n第一条　由村公所办理。\n第二条　本条例自2020年1月1日起施行。\n",
        encoding="utf-8",
    )
    session = Session(repository=copy, files=False)
    (page,) = ask_here(session, ("find_work", {"limit": 3}))
    assert main(["-C", str(copy), "add", str(path), "-q"]) in (0, 6)
    (refused,) = ask_here(session, ("find_work", {"limit": 3, "cursor": page["next_cursor"]}))

    assert "the library has changed since" in refused


def test_the_sentences_follow_the_language(laws):
    session = Session(repository=laws, files=False, language="zh")
    (answer,) = ask_here(session, ("read_provision", {"version": FERRY, "provision": "第九十条"}))

    assert answer["status"] == "not found"
    assert "第九十条" in answer["reason"]
    assert "has no" not in answer["reason"]


HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


@contextmanager
def served(laws):
    """The command at work, with pipes."""
    with subprocess.Popen(
        [sys.executable, "-m", "policydiff", "mcp", "-C", str(laws)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=_hear_signals,  # noqa: PLW1509 - two calls of the system
    ) as process:
        yield process


def _hear_signals():
    """Begin as in a terminal, where neither Ctrl-C nor its end is ignored."""
    for sign in (signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_DFL)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_while_it_waits_for_its_input(laws, sign):
    with served(laws) as process:
        process.stdin.write(json.dumps(HELLO) + "\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(sign)
        assert process.wait(10) == -sign


def _call(number, name, **more):
    return {
        "jsonrpc": "2.0",
        "id": number,
        "method": "tools/call",
        "params": {"name": "read_provision", "arguments": {"version": name, **more}},
    }


NINES = "9" * 5001


@pytest.mark.parametrize(
    "limit", some([NINES, "9" * 4000, f"-{'9' * 4000}", "1e999", "NaN", f'"{NINES}"'], 3)
)
def test_a_huge_number_is_refused_in_one_line(laws, limit):
    """The library of the protocol reads none of more than 4,300 digits, and drops the line."""
    asked = json.dumps(_call(2, FERRY, limit=0)).replace('"limit": 0', f'"limit": {limit}')
    opened = json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"})
    with served(laws) as process:
        for line in (json.dumps(HELLO), opened, asked, json.dumps(_call(3, FERRY))):
            process.stdin.write(f"{line}\n")
        process.stdin.flush()
        answers = [process.stdout.readline() for _ in range(2 if limit == NINES else 3)]
        left, logged = process.communicate(timeout=60)

    refused, read = answers[1:-1], json.loads(answers[-1])
    words = [json.loads(line)["result"]["content"][0]["text"] for line in refused]
    assert words == ["limit: a number from 1 to 50"] * len(refused)
    assert read["result"]["structuredContent"]["status"] == "found"
    assert (process.returncode, left) == (0, "")
    assert "Traceback" not in logged


def test_standard_output_holds_nothing_but_messages(laws):
    calls = [_call(place, name) for place, name in enumerate((FERRY, "没有", "/etc/passwd"), 2)]
    lines = [HELLO, {"jsonrpc": "2.0", "method": "notifications/initialized"}, *calls]
    with served(laws) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("".join(json.dumps(line) + "\n" for line in lines) + "no JSON\n")
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(1 + len(calls))]
        process.stdin.close()
        left = process.stdout.read()
        assert process.wait(60) == 0

    assert [one for one in answers if one["jsonrpc"] != "2.0"] == []
    assert {one["id"] for one in answers if "result" in one} == {1, 2, 3, 4}
    assert [json.loads(line)["jsonrpc"] for line in left.splitlines()] == ["2.0"] * len(
        left.splitlines()
    )


def test_without_a_repository_the_command_leaves_with_one_line(tmp_path, capfd):
    assert main(["mcp", "--repo", str(tmp_path), "--lang", "en"]) == 4
    out, err = capfd.readouterr()

    assert out == ""
    assert err.startswith("policydiff: no policydiff repository at")
    assert err.count("\n") == 1


def test_without_the_extra_the_command_names_it(laws, capfd, monkeypatch):
    monkeypatch.setattr("policydiff.apps.assistant.command.find_spec", lambda _name: None)

    assert main(["mcp", "--repo", str(laws), "--lang", "en"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "pip install 'policydiff[mcp]'" in err
    assert err.count("\n") == 1
