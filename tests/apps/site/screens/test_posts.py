"""Texts that programs send: the answers of the commands, the limits, and who may send."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import chain, repeat
from pathlib import Path

import pytest
from json_schemas import validator

from policydiff.checking.actions.check_return import example_drafts
from policydiff.cli.main import main
from policydiff.comparing.actions.diff import diff
from policydiff.comparing.actions.written import report
from policydiff.model.reports import ReportOptions
from policydiff.works.session import Session

ROOT = Path(__file__).resolve().parents[4]
EXAMPLE = ROOT / "corpora/example"
WORK = "示例市公共数据管理条例"
OLD, NEW = EXAMPLE / "invented-2018-11-30.txt", EXAMPLE / "invented-2021-09-26.md"
HEAD = b'--x\r\nContent-Disposition: form-data; name="former"; filename="a.txt"\r\n\r\n'
CONTRACT = EXAMPLE / "contract-2022-03-01.md"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The files that are sent."""
    folder = tmp_path_factory.mktemp("sent")
    for draft in example_drafts("zh"):
        (folder / draft.name).write_bytes(draft.data)
    compared = diff(str(OLD), str(NEW), Session()).comparison
    (folder / "table.docx").write_bytes(report(compared, "docx", ReportOptions()))
    return folder


def send(site, path, fields=None, heads=None, **files):
    sent = {name: (one.name, one.read_bytes()) for name, one in files.items()}
    return site.client.post(f"/api/v1{path}", data=fields, files=sent or None, headers=heads)


@pytest.fixture
def printed(library, capsysbinary):
    """The JSON that a command prints."""

    def run(*arguments):
        capsysbinary.readouterr()
        assert main(["-C", str(library), *map(str, arguments), "--format", "json"]) in (0, 6)
        return json.loads(capsysbinary.readouterr().out)

    return run


def test_the_answers_are_those_of_the_commands(site, printed, files):
    sent, returned, table = (files / f"{name}.docx" for name in ("sent", "returned", "table"))
    asked = (
        ("/compare", {}, {"former": OLD, "latter": NEW}, ("diff", OLD, NEW)),
        ("/compare", {"former": f"{WORK}@2018", "show_noise": "true"}, {"latter": NEW},
         ("diff", f"{WORK}@2018", NEW, "--show-noise")),
        ("/check-return", {"strict": "true"}, {"sent": sent, "returned": returned},
         ("check-return", sent, returned, "--strict")),
        ("/check-table", {}, {"table": table, "old": OLD, "new": NEW},
         ("check-table", table, OLD, NEW)),
        ("/check-table", {"old": f"{WORK}@2018", "new": f"{WORK}@2021"}, {"table": table},
         ("check-table", table, f"{WORK}@2018", f"{WORK}@2021")),
        ("/cites", {"written": "2022-03-01"}, {"file": CONTRACT},
         ("cites", "--from", CONTRACT, "--written", "2022-03-01")),
        ("/cites", {"file": f"{WORK}实施细则"}, {}, ("cites", "--from", f"{WORK}实施细则")),
    )  # fmt: skip
    for path, fields, texts, arguments in asked:
        answer = send(site, path, fields, **texts)
        found = answer.json()
        assert answer.status_code == 200, answer.text
        page = site.get(found.pop("url"), headers={"Accept": "text/html"})
        assert found == printed(*arguments)
        validator(found["type"]).validate(found)
        assert page.status_code == 200
        assert "<h1" in page.text


def test_what_is_sent_stores_nothing_and_its_page_shows_it(own_site):
    before = own_site.get("/api/v1/works").headers["etag"]
    url = send(own_site, "/compare", former=OLD, latter=NEW).json()["url"]

    assert own_site.get("/api/v1/works").headers["etag"] == before
    assert re.fullmatch(r"/compare\?left=upload%3A\w{32}&right=upload%3A\w{32}", url)
    assert "第三十四条" in own_site.get(url, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    ("path", "fields", "names", "status"),
    [
        ("/compare", {}, ("former",), 400),
        ("/compare", {"latter": "没有"}, ("former",), 404),
        ("/compare", {"latter": "upload:" + "0" * 32}, ("former",), 404),
        ("/compare", {"latter": str(NEW)}, ("former",), 404),
        ("/compare", {"latter": WORK}, ("former", "latter"), 400),
        ("/compare", {"latter": WORK, "granularity": "page"}, ("former",), 400),
        ("/compare", {"latter": WORK, "nonsense": "1"}, ("former",), 400),
        ("/compare", {"latter": WORK}, ("former", "show_noise"), 400),
        ("/compare?left=x", {"latter": WORK}, ("former",), 400),
        ("/check-return", {"sent": WORK}, ("returned",), 422),
        ("/check-table", {"old": WORK, "new": WORK}, ("table",), 422),
        ("/cites", {"on": "2020-02-30"}, ("file",), 400),
    ],
)
def test_a_mistake_is_one_line_with_its_status(site, path, fields, names, status):
    answer = send(site, path, fields, **dict.fromkeys(names, OLD))
    found = answer.json()

    assert (answer.status_code, found["status"], found["type"]) == (status, status, "error")
    assert found["message"].count("\n") == 0
    assert found["exit_code"] in (2, 3, 4)
    assert answer.headers["content-type"] == "application/json"


def test_what_is_no_form_is_refused(site):
    boundary = {"Content-Type": "multipart/form-data; boundary=x"}
    asked = (
        ({"json": {"former": WORK}}, 415),
        ({"content": b"x", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"content": b"x"}, 415),
        ({"content": b"--y\r\nnonsense", "headers": boundary}, 400),
    )
    for options, status in asked:
        answer = site.client.post("/api/v1/compare", **options)
        assert (answer.status_code, answer.json()["status"]) == (status, status)
    shown = site.get("/api/v1/check-return")
    assert (shown.status_code, shown.headers["allow"]) == (405, "POST")


def test_too_large_a_text_is_refused_and_nothing_hangs(site, tmp_path):
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * (40 * 1024 * 1024 + 1))

    one = send(site, "/compare", former=big, latter=OLD)
    two = site.client.post(
        "/api/v1/compare",
        content=chain([HEAD], repeat(b"x" * 1024 * 1024, 81)),
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )

    assert (one.status_code, one.json()["exit_code"]) == (413, 3)
    assert "big.txt" in one.json()["message"]
    assert (two.status_code, two.json()["status"]) == (413, 413)


@pytest.mark.parametrize(
    "heads",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_no_page_of_another_site_may_send(site, heads):
    answer = send(site, "/compare", {"latter": WORK}, heads, former=OLD)

    assert (answer.status_code, answer.json()["status"]) == (403, 403)
    assert send(site, "/compare", {"latter": WORK}, {"Host": "a.b"}, former=OLD).status_code == 421


def test_a_page_of_ours_may_send_and_no_other_form_goes_without_its_token(site):
    ours = {"Origin": f"http://{site.host}", "Sec-Fetch-Site": "same-origin"}

    found = send(site, "/compare", {"latter": WORK}, ours, former=OLD)
    assert found.status_code == 200, found.text
    for path in ("/compare", "/check", "/decisions", "/add", "/day"):
        assert site.client.post(path, data={"left": WORK}).status_code == 400


def test_texts_of_programs_take_no_text_of_a_person(own_site):
    own_site.get("/")
    fields = {"left-text": "第一条　甲。", "right-text": "第一条　乙。"}
    address = own_site.post("/compare", fields).headers["location"]
    for _ in range(40):
        assert send(own_site, "/compare", {"latter": WORK}, former=OLD).status_code == 200

    assert own_site.get(address, headers={"Accept": "text/html"}).status_code == 200


def test_the_client_of_the_docs_works(site, tmp_path):
    text = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"(?ms)^```python\n(.*?)^```$", text)
    for name, path in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_bytes(path.read_bytes())
    script = code.replace("http://127.0.0.1:8321", site.address)

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert script != code
    assert len(code.splitlines()) <= 10
    assert done.returncode == 0, done.stderr
    assert re.search(rf"{re.escape(site.address)}/compare\?left=upload", done.stdout)
