"""The national database of laws, played by a machine of the test: no other one is ever asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from email.message import Message as Headers
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from played_database import (
    DECISION,
    NEW,
    OLD,
    ORDER,
    TITLE,
    Handler,
    PlayedDatabase,
    details,
    played,
    related,
    text,
)

from policydiff.following.actions import polite_http
from policydiff.following.actions.sources import flk
from policydiff.following.actions.sources.contract import (
    Asked,
    Outcome,
    Received,
    SourceNote,
    Unavailable,
    Unchanged,
    source_of,
)
from policydiff.reading.load import load

RULES = f"{TITLE}实施细则"


class Runs:
    """Runs of a source, each with the marks that those before it left."""

    def __init__(self, database: PlayedDatabase, *followed: str) -> None:
        self.database, self.followed = database, followed or (TITLE,)
        self.marks: dict[str, str] = {}
        self.pauses: list[float] = []

    def read(self, **more: Any) -> list[Outcome]:
        self.database.asked.clear()
        self.database.headers.clear()
        self.pauses.clear()
        asked = Asked(
            **{"address": self.database.address, "followed": self.followed, "marks": self.marks}
            | {"pause": self.pauses.append, **more}
        )
        outcomes = list(flk.read(asked))
        for outcome in outcomes:
            self.marks |= dict(outcome.marks)
        self.marks = {key: value for key, value in self.marks.items() if value}
        return [
            outcome for outcome in outcomes if not isinstance(outcome, Unchanged) or outcome.what
        ]


@pytest.fixture
def runs(database: PlayedDatabase) -> Runs:
    return Runs(database)


def received(outcomes: list[Outcome]) -> list[str]:
    return [outcome.name for outcome in outcomes if isinstance(outcome, Received)]


def reasons(outcomes: list[Outcome]) -> list[str]:
    return [outcome.why for outcome in outcomes if isinstance(outcome, Unavailable)]


ALL = [
    f"{TITLE}-2015-06-07.docx",
    f"{TITLE}-2021-03-04.docx",
    f"关于修改_{TITLE}_的决定.docx",
    "示例市人民政府令第5号.docx",
]
UNCHANGED = [Unchanged(what=TITLE)]


def bare(outcomes: list[Outcome]) -> list[Outcome]:
    return [Unchanged(what=one.what) if isinstance(one, Unchanged) else one for one in outcomes]


# ---- which addresses


@pytest.mark.parametrize(
    "address",
    ["flk", "https://flk.npc.gov.cn", "https://flk.npc.gov.cn/index", "flk+http://127.0.0.1:80"],
)
def test_it_reads_the_database_by_its_name_and_address(address):
    assert flk.accepts(address)
    assert source_of(address).NAME == "flk"


@pytest.mark.parametrize(
    "address",
    [
        *("http://flk.npc.gov.cn/", "https://flk.npc.gov.cn.example/", "/law-search"),
        *("https://flk.npc.gov.cn@example/", "flk+http://127.0.0.1:80/x"),
        *("flk+http://localhost:80", "flk+https://example"),
    ],
)
def test_it_reads_nothing_else(address):
    assert not flk.accepts(address)


# ---- what is new


def test_the_first_run_hands_over_all_versions_with_their_decisions(runs, tmp_path):
    outcomes = runs.read()

    assert received(outcomes) == ALL
    assert reasons(outcomes) == []
    assert runs.database.asked == [
        *(("list", TITLE), ("details", NEW), ("details", OLD)),
        *(("download", OLD), ("store", OLD), ("download", NEW), ("store", NEW)),
        *(("download", DECISION), ("store", DECISION), ("download", ORDER), ("store", ORDER)),
    ]
    old, new, decision, order = outcomes
    assert new.facts == {
        "title": TITLE,
        "promulgated": "2021-03-04",
        "in_force": "2021-05-01",
        "authority": "示例市人民代表大会常务委员会",
    }
    assert old.facts["in_force"] == "2015-07-01"
    assert decision.facts == {"title": f"关于修改《{TITLE}》的决定"}
    assert {one.official for one in outcomes} == {True}
    assert {one.kind for one in outcomes} == {"text"}
    assert new.address == f"http://127.0.0.1:{runs.database.port}/detail?id={NEW}"
    assert order.address == new.address
    path = tmp_path / new.name
    path.write_bytes(new.data)
    document = load(path, **new.facts)
    assert (document.title, len(document.articles)) == (TITLE, 2)


def test_a_run_without_news_costs_two_calls_and_says_so(runs):
    runs.read()
    marks = dict(runs.marks)

    assert bare(runs.read()) == UNCHANGED
    assert runs.database.asked == [("list", TITLE), ("details", NEW)]
    assert "If-None-Match" in runs.database.headers[1]
    assert runs.marks == marks


def test_details_from_before_are_those_of_a_file_that_was_handed_over(runs):
    """A file that is to come again is not hidden behind an answer that there is nothing new."""
    runs.read()
    for key in [key for key in runs.marks if key == f"file/{DECISION}"]:
        del runs.marks[key]

    assert received(runs.read()) == [ALL[2]]
    assert bare(runs.read()) == UNCHANGED


def test_a_new_version_comes_alone_with_its_facts(runs):
    runs.read()
    newer = details("newer", TITLE, "2024-08-09", "2024-10-01", 3)
    runs.database.add(newer, TITLE, "第一条 雨伞由保安保管。")
    runs.database.works[NEW]["sxx"] = 2

    outcomes = runs.read()

    assert received(outcomes) == [f"{TITLE}-2024-08-09.docx"]
    assert outcomes[0].facts["promulgated"] == "2024-08-09"
    assert outcomes[0].data == runs.database.files["newer"]
    assert bare(runs.read()) == UNCHANGED


def test_a_version_that_only_another_one_names_is_found(runs):
    runs.database.works[OLD]["hidden"] = True

    assert received(runs.read()) == ALL


def test_a_version_with_a_hole_in_its_history_is_found_by_its_title(runs):
    runs.database.works[NEW]["lsyg"] = []

    assert received(runs.read()) == ALL


def test_new_days_bring_the_text_again(runs):
    runs.read()
    runs.database.works[NEW]["sxrq"] = "2021-06-01"

    (outcome,) = runs.read()

    assert outcome.facts["in_force"] == "2021-06-01"
    assert bare(runs.read()) == UNCHANGED


def test_a_day_that_is_no_longer_stated_is_nothing_new(runs):
    runs.read()
    runs.database.works[NEW]["sxrq"] = None

    assert bare(runs.read()) == UNCHANGED


def test_a_day_that_the_list_alone_states_is_a_fact(runs):
    runs.database.rewrite = lambda name, answer: (
        answer | {"data": answer["data"] | {"sxrq": None, "zdjgName": None}}
        if name == "details"
        else answer
    )

    facts = runs.read()[1].facts

    assert (facts["in_force"], facts["authority"]) == ("2021-05-01", "示例市人民代表大会常务委员会")


def test_a_file_that_was_replaced_comes_again(runs):
    runs.read()
    runs.database.works[NEW]["ossFile"]["ossWordPath"] = "prod/20240101/other.docx"
    runs.database.files[NEW] = text(TITLE, "第一条 雨伞由总务处保管。", "第二条 雨伞可以借用三日。")

    assert received(runs.read()) == [ALL[1]]


def test_a_file_that_only_moved_is_unchanged(runs):
    runs.read()
    runs.database.works[NEW]["ossFile"]["ossWordPath"] = "prod/20240101/other.docx"

    assert bare(runs.read()) == UNCHANGED
    assert runs.database.calls() == ["list", "details", "download", "store"]
    assert bare(runs.read()) == UNCHANGED
    assert runs.database.calls() == ["list", "details"]


def test_a_text_that_is_to_come_again_comes_again(runs):
    runs.read()
    again = {key: runs.marks.pop(key) for key in (f"version/{OLD}",)}

    assert received(runs.read(again=again)) == [ALL[0]]


def test_a_repeal_is_reported_once(runs):
    runs.read()
    runs.database.works[NEW]["sxx"] = 1

    (outcome,) = (one for one in runs.read() if isinstance(one, SourceNote))

    assert outcome.note.startswith(f"{TITLE}@2021-03-04")
    assert "calls it repealed" in outcome.note
    assert bare(runs.read()) == UNCHANGED


@pytest.mark.parametrize("hidden", [False, True])
def test_an_older_version_that_was_repealed_is_no_end_of_the_work(runs, hidden):
    runs.database.works[OLD]["sxx"] = 1
    runs.database.works[NEW]["hidden"] = hidden
    runs.database.works[OLD]["lsyg"] = runs.database.works[NEW]["lsyg"]

    assert reasons(runs.read()) == []
    assert bare(runs.read()) == UNCHANGED


def test_only_what_is_dated_since_a_day_comes(runs):
    assert received(runs.read(since="2021-01-01")) == ALL[1:]
    assert received(runs.read()) == ALL[:1]


def test_an_old_word_file_and_a_pdf_keep_their_endings(runs):
    runs.database.files[OLD] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
    runs.database.works[NEW]["ossFile"] |= {"ossWordPath": None, "ossPdfPath": "prod/x.pdf"}
    runs.database.files[NEW] = b"%PDF-1.7\n%%EOF\n"

    assert received(runs.read())[:2] == [
        ALL[0].replace("docx", "doc"),
        ALL[1].replace("docx", "pdf"),
    ]


def test_a_title_of_another_spelling_is_the_same(database):
    runs = Runs(database, f"《{TITLE}》")

    assert received(runs.read()) == []
    database.works[NEW]["title"] = f"{TITLE} "
    assert received(Runs(database).read()) == ALL


def test_a_title_that_is_not_listed_is_no_unchanged_one(database):
    outcomes = Runs(database, "示例市没有的条例").read()

    assert [one.what for one in outcomes] == ["示例市没有的条例"]
    assert reasons(outcomes) == ["the database lists no version of this title"]
    assert database.calls() == ["list"]


def test_a_title_behind_the_first_page_is_found(database):
    for number in range(45):
        work = details(f"before{number}", f"{TITLE}的通知{number}", "2019-01-01", None, 3)
        database.works = {work["bbbs"]: work, **database.works}

    runs = Runs(database)

    assert received(runs.read()) == ALL
    assert database.calls()[:4] == ["list", "list", "list", "details"]


def test_a_list_that_is_too_long_is_not_read_to_its_end(database):
    for number in range(120):
        work = details(f"before{number}", f"{TITLE}的通知{number}", "2019-01-01", None, 3)
        database.works = {work["bbbs"]: work, **database.works}

    outcomes = Runs(database).read()

    assert reasons(outcomes) == ["its list holds 123 titles, of which 100 were seen"]
    assert received(outcomes) == []


def test_without_a_followed_work_nothing_is_asked(database):
    outcomes = list(flk.read(Asked(address=database.address)))

    assert "no work is followed" in outcomes[0].why
    assert (len(outcomes), database.asked) == (1, [])


def test_a_hostile_title_is_cleaned_and_names_no_path(database):
    evil = "../..\u202e/示例市\x1b[31m\n条例"
    work = details("evil", evil, "2021-03-04", None, 3)
    database.works, database.files["evil"] = {"evil": work}, text("条例", "第一条 甲。")
    database.rewrite = lambda name, answer: (
        answer | {"rows": [work], "total": 1} if name == "list" else answer
    )

    (outcome,) = Runs(database, "../../示例市[31m条例").read()

    assert outcome.name == "示例市_31m条例-2021-03-04.docx"
    assert outcome.facts["title"] == "../../示例市[31m条例"


def test_answers_are_written_as_they_came(runs, tmp_path):
    runs.read(keep=tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())

    assert names[:3] == ["flk-0001-list.json", "flk-0002-details.json", "flk-0003-details.json"]
    assert json.loads((tmp_path / names[1]).read_bytes())["data"] == runs.database.works[NEW]
    runs.marks.clear()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    runs.read(keep=tmp_path)
    assert all(path.read_bytes() == data for path, data in before.items())
    assert len(list(tmp_path.iterdir())) == 2 * len(before)


# ---- what goes wrong


def send(status: int, data: bytes = b"", **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.send(status, data, **headers)


def slow(handler: Handler) -> None:
    handler.database.ended.wait(5)


def hang_up(handler: Handler) -> None:
    handler.close_connection = True


def elsewhere(host: str) -> Callable[[Handler], None]:
    def act(handler: Handler) -> None:
        address = f"http://{host}:{handler.database.port}/store/file.docx?name={NEW}"
        handler.send(302, b"", Location=address)

    return act


SCRIPT = b"<!DOCTYPE html><html><script>document.cookie='x'</script></html>"
FIREWALL = {
    "a redirect with a cookie": send(302, Location="/x", Set_Cookie="wzws_cid=1; path=/"),
    "a script": send(200, SCRIPT, Content_Type="text/html"),
    "a script behind a mark": send(200, b"\xef\xbb\xbf\r\n" + SCRIPT),
    "an empty 404": send(404, **{"wzws-ray": "1-2-waf"}),
    "a challenge": send(412, SCRIPT),
}
BUSY = {
    "too many requests": send(429),
    "busy": send(503, b"busy"),
    "busy for an hour": send(503, Retry_After="3600"),
    "busy until a day": send(503, Retry_After="Tue, 01 Dec 2026 00:00:00 GMT"),
}
FAULTS = {
    "not found": send(404, b"no"),
    "forbidden": send(403, b"no"),
    "an error": send(500, b'{"code": 200}'),
    "an error page": send(200, b"<html><body>error</body></html>"),
    "an empty answer": send(200),
    "nothing new that nobody asked for": send(304),
    "another code": send(200, b'{"code": 500, "msg": "no"}'),
    "another shape": send(200, b'{"code": 200, "message": {}}'),
    "a list": send(200, b"[]"),
    "no JSON": send(200, b"null;"),
    "another charset": send(200, '{"code": 200, "msg": "好"}'.encode("gb18030")),
    "cut": send(200, b'{"code": 200, "da', Content_Length="500"),
    "packed": send(200, b"\x1f\x8b\x08\x00rubbish", Content_Encoding="gzip"),
    "a wrong length": send(200, b'{"code": 200}', Content_Length="x"),
    "nothing": hang_up,
    "no HTTP": lambda handler: handler.wfile.write(b"HELO\r\n\r\n"),
    "slow": slow,
    "another machine": elsewhere("localhost"),
    "another scheme": send(302, Location="file:///etc/passwd"),
    "no address": send(302, Location="http://[::1"),
    "too large": send(200, b'{"code": 200, "msg": "' + b"x" * 3000 + b'"}'),
}
FILE_FAULTS = {
    "text": send(200, "第一条".encode()),
    "a cut file": lambda handler: handler.send(200, handler.database.files[NEW][:-30]),
    "a cut PDF": send(200, b"%PDF-1.7\n"),
}


@pytest.fixture
def short(monkeypatch):
    """Limits that a test can reach."""
    monkeypatch.setattr(polite_http, "TIMEOUT", 0.3)
    monkeypatch.setattr(flk, "LARGEST_FILE", 40_000)


@pytest.mark.parametrize("endpoint", ["list", "details", "download", "store"])
@pytest.mark.parametrize("fault", FAULTS | FILE_FAULTS | FIREWALL | BUSY)
def test_a_fault_makes_a_work_unavailable_and_never_unchanged(runs, short, endpoint, fault):
    runs.database.works[NEW] |= {"xgzl": [], "lsyg": []}
    runs.database.works[OLD]["hidden"] = True
    act = (FAULTS | FILE_FAULTS | FIREWALL | BUSY)[fault]
    if fault == "too large":
        act = send(200, b'{"code": 200, "msg": "' + b"x" * 5_100_000 + b'"}')
    runs.database.faults[endpoint] = act

    outcomes = runs.read()

    assert [type(outcome) for outcome in outcomes] == [Unavailable]
    assert outcomes[0].what.startswith(TITLE)
    runs.database.faults.clear()
    assert received(runs.read()) == [ALL[1]]
    assert bare(runs.read()) == UNCHANGED
    runs.database.faults[endpoint] = act
    later = runs.read()
    fails = endpoint == "list" or (endpoint == "details" and "nothing new" not in fault)
    assert {type(outcome) for outcome in later} == {Unavailable if fails else Unchanged}


@pytest.mark.parametrize("fault", FIREWALL | BUSY)
def test_an_obstacle_ends_all_asking_and_the_next_run_begins_there(database, fault):
    titles = (TITLE, RULES, "示例市没有的条例")
    runs = Runs(database, *titles)
    database.faults["store"] = (FIREWALL | BUSY)[fault]

    outcomes = runs.read()

    assert [one.what for one in outcomes] == list(titles)
    assert len(set(reasons(outcomes))) == 1
    assert database.calls() == ["list", "details", "details", "download", "store"]
    database.faults.clear()
    assert received(runs.read()) == [*ALL, f"{RULES}-2022-01-02.docx"]


def test_a_work_that_was_begun_comes_last_in_the_next_run(database):
    runs = Runs(database, TITLE, RULES)

    def one_file_then_a_firewall(handler: Handler) -> None:
        if database.calls().count("store") > 1:
            FIREWALL["an empty 404"](handler)
        else:
            handler.tagged(database.files[OLD])

    database.faults["store"] = one_file_then_a_firewall
    outcomes = runs.read()
    assert received(outcomes) == ALL[:1]
    assert [one.what for one in outcomes[1:]] == [TITLE, RULES]

    database.faults.clear()
    assert received(runs.read()) == [f"{RULES}-2022-01-02.docx", *ALL[1:]]
    assert [one.what for one in runs.read()] == [TITLE, RULES]


def test_a_run_makes_no_more_requests_than_its_limit(database, monkeypatch):
    monkeypatch.setattr(polite_http, "MOST_REQUESTS", 5)
    runs = Runs(database, TITLE, RULES)
    names = []

    for _ in range(8):
        outcomes = runs.read()
        names += received(outcomes)
        assert len(database.asked) <= 5
        if any(reasons(outcomes)):
            assert set(reasons(outcomes)) == {
                "5 requests were made, the most of a run; the next run goes on from here"
            }
        else:
            break

    assert sorted(names) == sorted([*ALL, f"{RULES}-2022-01-02.docx"])
    assert {one.what for one in outcomes} == {TITLE, RULES}


def test_a_fault_of_one_file_keeps_no_other_back(runs):
    def all_but_one(handler: Handler) -> None:
        key = handler.path.split("name=")[1].split("&")[0]
        if key == OLD:
            handler.send(500, b"")
        else:
            handler.tagged(runs.database.files[key])

    runs.database.faults["store"] = all_but_one

    outcomes = runs.read()

    assert received(outcomes) == ALL[1:]
    assert [one.what for one in outcomes if isinstance(one, Unavailable)] == [f"{TITLE}@2015-06-07"]
    runs.database.faults.clear()
    assert received(runs.read()) == ALL[:1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"bbbs": "other"}, "another version came"),
        ({"title": "示例市另一条例"}, "another version came"),
        ({"gbrq": "2021-03-05"}, "state different days"),
        ({"sxrq": "2021-05-02"}, "state different days"),
        ({"sxx": 2}, "state different days"),
        ({"ossFile": {"ossWordPath": None, "ossPdfPath": None}}, "names no file"),
        ({"gbrq": "2021-02-30"}, "another shape"),
        ({"sxx": True}, "another shape"),
        ({"bbbs": "../x"}, "another shape"),
    ],
)
def test_details_of_another_version_are_not_believed(runs, change, reason):
    runs.database.works[OLD]["hidden"] = True
    runs.database.works[NEW] |= {"lsyg": [], "xgzl": []}
    runs.database.rewrite = lambda name, answer: (
        answer | {"data": answer["data"] | change} if name == "details" else answer
    )

    outcomes = runs.read()

    assert [type(one) for one in outcomes] == [Unavailable]
    assert reason in outcomes[0].why


@pytest.mark.parametrize(
    "signed",
    [
        "http://localhost:{port}/store/file.docx?name=new2",
        "https://127.0.0.1.example/store",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "http://user@127.0.0.1:{port}/store/file.docx?name=new2",
        "//",
        "http://127.0.0.1:99999/",
    ],
)
def test_a_file_that_lies_elsewhere_is_not_fetched(runs, signed):
    address = signed.format(port=runs.database.port)
    runs.database.rewrite = lambda name, answer: (
        answer | {"data": {"url": address}} if name == "download" else answer
    )

    outcomes = runs.read()

    assert {type(one) for one in outcomes} == {Unavailable}
    assert len(outcomes) == 4
    assert "store" not in runs.database.calls()


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://flkoss.obs-bj2.cucloud.cn/prod/x.docx?X-Amz-Signature=a", True),
        ("https://flkoss.obs-bj2.cucloud.cn:443/prod/x.docx", True),
        ("https://flk.npc.gov.cn/prod/x.docx", True),
        ("http://flk.npc.gov.cn/prod/x.docx", False),
        ("https://other.obs-bj2.cucloud.cn/prod/x.docx", False),
        ("https://flk.npc.gov.cn:8080/prod/x.docx", False),
        ("https://flk.npc.gov.cn.example/x.docx", False),
        ("https://example/flk.npc.gov.cn/x.docx", False),
        ("https://npc.gov.cn\\.example/", False),
        ("http://127.0.0.1:80/store", False),
    ],
)
def test_files_of_the_real_database_lie_at_its_own_store(address, fits):
    """Only the names are looked at: nothing is asked there."""
    calls = []

    class Recording(polite_http.PoliteClient):
        def ask(self, call: polite_http.HttpCall) -> polite_http.HttpAnswer:
            calls.append(call.address)
            data = json.dumps({"code": 200, "data": {"url": address}}).encode()
            return polite_http.HttpAnswer(status=200, headers=Headers(), data=data)

    opened = flk._Database(asked=Asked(address="flk"), client=Recording(print), host=flk.OFFICIAL)
    if fits:
        opened.file(NEW, "docx", "", "")
    else:
        with pytest.raises(polite_http.UnavailableAnswerError, match="no file store"):
            opened.file(NEW, "docx", "", "")

    asked = f"https://flk.npc.gov.cn/law-search/download/pc?format=docx&bbbs={NEW}&fileId="
    assert calls == [asked, address] if fits else [asked]


@pytest.mark.parametrize("form", ["a text", "a redirect", "a relative redirect"])
def test_the_signed_address_comes_in_several_forms(runs, form):
    def act(handler: Handler) -> None:
        key = handler.path.split("fileId=")[1] or handler.path.split("bbbs=")[1].split("&")[0]
        path = f"/store/file.docx?name={key}"
        whole = f"http://127.0.0.1:{runs.database.port}{path}"
        if form == "a text":
            handler.json("", {"code": 200, "data": whole})
        else:
            handler.send(302, b"", Location=whole if form == "a redirect" else path)

    runs.database.faults["download"] = act

    assert received(runs.read()) == ALL


@pytest.mark.parametrize("fault", ["an error", "an empty 404"])
def test_a_decision_of_an_older_version_is_tried_until_it_came(runs, fault):
    """Though its version is no longer asked for."""
    runs.database.works[OLD]["xgzl"] = [related("older7", "关于制定的决定", "修改决定")]
    runs.database.files["older7"] = text("关于制定的决定")
    act = (FAULTS | FIREWALL)[fault]

    def all_but_one(handler: Handler) -> None:
        key = handler.path.split("name=")[1].split("&")[0]
        if key == "older7":
            act(handler)
        else:
            handler.tagged(runs.database.files[key])

    runs.database.faults["store"] = all_but_one
    assert received(runs.read())[:1] == ALL[:1]
    runs.read()
    assert any(reasons(runs.read()))

    runs.database.faults.clear()
    assert received(runs.read())[0] == "关于制定的决定.docx"
    assert bare(runs.read()) == UNCHANGED
    assert runs.database.calls() == ["list", "details"]


def test_a_related_file_of_another_format_is_reported(runs):
    runs.database.works[NEW]["xgzl"] = [related("x", "决定", "修改决定", "ofd")]

    outcomes = runs.read()

    assert received(outcomes) == ALL[:2]
    assert reasons(outcomes) == ["its file is of another format (ofd)"]


# ---- any change of an answer


def places(value: Any, path: tuple = ()) -> list[tuple]:
    """The path of each key of objects, in lists too."""
    found = []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += [(*path, key), *places(inner, (*path, key))]
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += places(inner, (*path, number))
    return found


def changed(value: Any, path: tuple, how: Any) -> Any:
    copy = json.loads(json.dumps(value))
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    if how == "drop":
        del inner[path[-1]]
    else:
        inner[path[-1]] = how
    return copy


@cache
def recorded() -> tuple[dict[str, dict], dict[str, str]]:
    """The first answer of each endpoint, and the marks that a run leaves."""
    answers: dict[str, dict] = {}
    with played() as database:
        database.rewrite = lambda name, answer: answers.setdefault(name, answer) and answer
        runs = Runs(database)
        runs.read()
    return answers, runs.marks


CHANGES = st.deferred(
    lambda: st.sampled_from(
        [(name, path) for name, answer in recorded()[0].items() for path in places(answer)]
    )
)
VALUES = st.sampled_from(["drop", None, 7, -1, 1.5, True, "", "x", [], ["x"], [[]], {}, {"x": 1}])


def rewriting(
    name: str, path: tuple, how: Any, answers: dict[str, dict] | None = None
) -> Callable[[str, dict], Any]:
    """Changes the first answer of an endpoint at a path, whenever it is given."""
    first = (answers or recorded()[0])[name]
    altered = changed(first, path, how)
    masked = without_port(first)
    return lambda endpoint, answer: (
        altered if endpoint == name and without_port(answer) == masked else answer
    )


def without_port(answer: dict) -> str:
    return re.sub(r"127\.0\.0\.1:\d+", "", json.dumps(answer))


@given(change=CHANGES, how=VALUES)
def test_any_change_of_an_answer_raises_nothing_and_loses_nothing(change, how):
    """A text comes at once, or in the next run, whose answers have their shape again."""
    with played() as database:
        runs = Runs(database)
        database.rewrite = rewriting(*change, how)
        first = runs.read()
        database.rewrite = lambda _endpoint, answer: answer
        later = runs.read()

    assert not any(isinstance(one, Unchanged) for one in first)
    data = [one.data for one in (*first, *later) if isinstance(one, Received)]
    assert sorted(data) == sorted(database.files[key] for key in (OLD, NEW, DECISION, ORDER))


@given(change=CHANGES, how=VALUES)
def test_a_change_of_an_answer_after_a_run_is_no_new_text(change, how):
    """But a text with another key is another text."""
    assume(change[1][-1] not in ("bbbs", "fileId"))
    with played() as database:
        runs = Runs(database)
        runs.marks = dict(recorded()[1])
        database.rewrite = rewriting(*change, how)
        assert received(runs.read()) == []


def add_newer(database: PlayedDatabase) -> None:
    """A newer version with its decision, as a database has it when one appears."""
    both = [
        {"bbbs": "newer", "title": TITLE, "gbrq": "2024-08-09", "highLight": True},
        {"bbbs": NEW, "title": TITLE, "gbrq": "2021-03-04", "highLight": False},
    ]
    files = [related("decision8", "关于再次修改的决定", "修改决定")]
    work = details("newer", TITLE, "2024-08-09", "2024-10-01", 3, lsyg=both, xgzl=files)
    database.add(work, TITLE, "第一条 雨伞由保安保管。")
    database.files["decision8"] = text("关于再次修改的决定")
    database.works[NEW]["sxx"] = 2


@cache
def recorded_news() -> dict[str, dict]:
    answers: dict[str, dict] = {}
    with played() as database:
        add_newer(database)
        database.rewrite = lambda name, answer: answers.setdefault(name, answer) and answer
        runs = Runs(database)
        runs.marks = dict(recorded()[1])
        runs.read()
    return answers


NEWS = st.deferred(
    lambda: st.sampled_from(
        [(name, path) for name, answer in recorded_news().items() for path in places(answer)]
    )
)


@given(change=NEWS, how=VALUES)
def test_no_change_of_an_answer_hides_a_new_version(change, how):
    """It comes at once, or the work is unavailable and it comes in the next run; but for a list
    that gives the version the title of another work.
    """
    assume(change[1][-1] != "title" or how != "x")
    name, path = change
    with played() as database:
        add_newer(database)
        runs = Runs(database)
        runs.marks = dict(recorded()[1])
        database.rewrite = rewriting(name, path, how, recorded_news())
        first = runs.read()
        database.rewrite = lambda _endpoint, answer: answer
        later = runs.read()

    assert not any(isinstance(one, Unchanged) for one in first)
    data = [one.data for one in (*first, *later) if isinstance(one, Received)]
    assert sorted(data) == sorted(database.files[key] for key in ("newer", "decision8"))


# ---- politeness


def test_there_is_a_pause_between_two_requests_and_none_before_the_first(runs):
    runs.read()

    assert runs.pauses == [polite_http.BETWEEN] * (len(runs.database.asked) - 1)
    assert polite_http.BETWEEN >= 10


def test_it_states_its_name_and_sends_no_cookie(runs):
    from policydiff import __version__

    listed = runs.database.list({"searchContent": TITLE, "pageNum": 1, "pageSize": 20})
    data = json.dumps(listed).encode()
    runs.database.faults["list"] = lambda handler: handler.send(200, data, Set_Cookie="a=b")
    runs.read()

    assert {headers["User-Agent"] for headers in runs.database.headers} == {
        f"policydiff/{__version__}"
    }
    assert not any("Cookie" in headers or "Referer" in headers for headers in runs.database.headers)
