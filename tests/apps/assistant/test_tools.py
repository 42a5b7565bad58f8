"""The tools for assistants, asked by the official client over standard input and output."""

from __future__ import annotations

import json
import re

import pytest
from invented_library import FERRY, LIBRARY, MANY, NETWORK, OPINION, ORDER, TEXTS

TOOLS = (
    "find_work",
    "list_versions",
    "read_version",
    "read_provision",
    "search_text",
    "compare_versions",
    "follow_clause",
    "read_decision",
    "find_citations",
    "relate_opinion",
)


def rows(ask, tool, **arguments):
    """All rows of an answer, page after page."""
    found, cursor = [], None
    while True:
        page = ask(tool, **arguments, cursor=cursor)
        found += page["rows"]
        cursor = page["next_cursor"]
        if cursor is None:
            assert page["total"] == len(found)
            return found


def test_at_most_ten_tools_that_read_and_say_when_not_to_use_them(client):
    tools = client("list_tools").tools

    assert tuple(tool.name for tool in tools) == TOOLS
    for tool in tools:
        assert re.fullmatch(r"[a-z]+_[a-z]+", tool.name)
        assert "Not for" in tool.description
        assert tool.annotations.read_only_hint
        assert tool.annotations.idempotent_hint
        assert tool.annotations.open_world_hint is False
        assert {"status", "reason", "rows", "next_cursor"} < set(tool.output_schema["properties"])


def test_every_row_names_number_dates_and_hash(ask):
    asked = {
        "find_work": ({"name": FERRY}, "newest"),
        "list_versions": ({"work": FERRY}, "source"),
        "read_version": ({"version": FERRY}, "source"),
        "read_provision": ({"version": FERRY, "provision": "第一条"}, "source"),
        "search_text": ({"query": "渡口"}, "source"),
        "compare_versions": ({"old": f"{FERRY}@2016-03-01", "new": FERRY}, "new_source"),
        "follow_clause": ({"version": FERRY, "provision": "第一条"}, "source"),
        "read_decision": ({"decision": ORDER}, "source"),
        "find_citations": ({"version": FERRY}, "citing"),
        "relate_opinion": ({"opinion": OPINION, "laws": [NETWORK]}, "source"),
    }
    assert tuple(asked) == TOOLS
    for tool, (arguments, key) in asked.items():
        answer = ask(tool, **arguments)
        assert answer["status"] == "found", tool
        assert answer["rows"], tool
        for row in answer["rows"]:
            assert {"document_number", "promulgated", "in_force", "in_force_ground"} < set(row[key])
            assert re.fullmatch("[0-9a-f]{64}", row[key]["sha256"])
            assert row[key]["sha256_of"] == "source file"
            assert row[key]["presumed"] is False
            assert re.match(r"/works/[a-z0-9-]+/\d{4}-\d\d-\d\d", row["url"]), tool
            assert row["citation"].startswith("《"), tool
            assert row["url"].partition("#")[0] in (
                row[key]["url"],
                row.get("old_source", row[key])["url"],
            )


def test_an_answer_stands_once_with_citation_and_address_as_its_text(client):
    arguments = {"version": f"{FERRY}@2016-03-01", "provision": "第一条"}
    result = client("call_tool", "read_provision", arguments)
    (row,) = result.structured_content["rows"]
    missing = client("call_tool", "find_work", {"name": "没有"})

    assert row["citation"] == f"《{FERRY}》（2016年通过）第1条"
    assert row["url"].endswith("/2016-03-01#art_1")
    assert result.content[0].text == f"found: 1/1\n{row['citation']} {row['url']}"
    assert missing.content[0].text.startswith("not found: 0/0\nno work is called")


def test_a_work_is_found_by_name_part_and_kind(ask):
    (row,) = rows(ask, "find_work", name=FERRY, kind="local-regulation")
    assert (row["title"], row["match"], row["versions"]) == (FERRY, "name", 2)
    assert row["newest"]["version"] == f"{FERRY}@2025-03-01"
    assert {row["match"] for row in rows(ask, "find_work", name="渡口")} == {"part"}
    assert rows(ask, "find_work", name=FERRY, kind="opinion") == []


def test_the_versions_with_the_ground_of_their_day(ask):
    newest, oldest = rows(ask, "list_versions", work=FERRY)

    assert newest["source"]["in_force"] == "2026-01-01"
    assert newest["source"]["in_force_ground"] == "decision"
    assert newest["source"]["in_force_act"] == ORDER
    assert oldest["source"]["in_force"] == "2016-05-01"
    assert oldest["source"]["in_force_ground"] == "text"
    assert newest["decision"] == f"关于修改〈{FERRY}〉的决定"


def test_the_outline_has_chapters_with_their_articles(ask):
    first, second = rows(ask, "read_version", version=f"{FERRY}@2016-03-01")

    assert (first["provision"], first["heading"], first["articles"]) == ("第一章", "总则", 2)
    assert (first["first"], first["last"], second["first"]) == ("第一条", "第二条", "第三条")
    (text,) = rows(ask, "read_provision", version=FERRY, provision="第二章")
    assert "本条例自2016年5月1日起施行。" in text["text"]


def test_a_provision_is_read_to_the_letter(ask):
    (row,) = rows(ask, "read_provision", version=f"{FERRY}@2016-03-01", provision="第一条")

    assert row["text"] == "第一条　渡口由船主养护，每年检修一次，检修的结果报村公所。"
    assert (row["eid"], row["begin"], row["end"]) == ("art_1", 0, row["characters"])


def test_where_the_day_leaves_it_open_each_text_has_a_row(ask):
    day = f"{LIBRARY}@@2024-01-01"
    found = ask("read_provision", version=day, provision="第二条")

    assert [row["source"]["presumed"] for row in found["rows"]] == [True, True]
    assert ["可以" in row["text"] for row in found["rows"]] == [True, False]
    assert any("not known" in note for note in found["notes"])
    same = ask("read_provision", version=day, provision="第一条")
    assert [row["source"]["presumed"] for row in same["rows"]] == [False]


def test_a_search_finds_provisions_and_what_became_of_them(ask):
    (row,) = rows(ask, "search_text", query="每年检修 AND 两次")
    assert (row["provision"], row["eid"], row["newest"]) == ("第一条", "art_1", True)
    assert "每年检修两次" in row["snippet"]
    (old,) = rows(ask, "search_text", query="每年检修一次", work=FERRY, newest=False)
    assert (old["version"], old["newest"], old["now"]) == (f"{FERRY}@2016-03-01", False, ["第一条"])
    assert old["outcome"] == "reworded"
    days = {"query": "船钱", "newest": False, "work": FERRY}
    (then,) = rows(ask, "search_text", **days, on="2020-01-01")
    assert then["version"] == f"{FERRY}@2016-03-01"
    assert len(rows(ask, "search_text", query="本条例", limit=7)) > 7
    assert "is no query" in ask("search_text", query="渡口 AND")
    assert isinstance(ask("search_text", query="船钱", on="2020-02-30"), str)


def test_a_comparison_has_both_texts_of_each_change(ask):
    found = ask("compare_versions", old=f"{FERRY}@2016-03-01", new=FERRY)
    (row,) = (row for row in found["rows"] if row["new"][0]["provision"] == "第一条")

    assert row["change"] == "reworded"
    assert row["words"] == [{"old": "一次", "new": "两次"}]
    assert row["old"][0]["text"].replace("一次", "两次") == row["new"][0]["text"]
    assert found["counts"]["unchanged"] > 0
    same = ask("compare_versions", old=FERRY, new=FERRY)
    assert (same["status"], same["rows"], same["total"]) == ("found", [], 0)
    assert any(
        note.startswith("The two texts do not differ, leaving out what is not counted as a change.")
        for note in same["notes"]
    )


def test_a_history_has_the_old_and_the_new_text(ask):
    first, second = rows(ask, "follow_clause", version=FERRY, provision="第一条")

    assert (first["change"], first["old"]) == (["first"], [])
    assert "一次" in first["new"][0]["text"]
    assert "一次" in second["old"][0]["text"]
    assert "两次" in second["new"][0]["text"]
    assert second["words"] == [{"old": "一次", "new": "两次"}]
    assert (second["items"], second["evidence"]) == (["一"], ["declared"])
    unchanged = rows(ask, "follow_clause", version=FERRY, provision="第二条")[1]
    assert (unchanged["change"], unchanged["old"], unchanged["new"]) == (["unchanged"], [], [])


def test_a_decision_is_listed_operation_by_operation(ask):
    found = [row for row in rows(ask, "read_decision", decision=ORDER) if row["kind"] != "context"]

    assert [(row["item"], row["target"], row["old"], row["text"]) for row in found] == [
        ("一", "第一条", "一次", "两次")
    ]
    none = ask("read_decision", decision=NETWORK)
    assert (none["status"], none["reason"]) == ("not found", f"“{NETWORK}” orders no amendment")


def test_citations_both_ways(ask):
    (to,) = rows(ask, "find_citations", version=FERRY, provision="第二条")
    (out,) = rows(ask, "find_citations", version=LIBRARY, direction="from")

    assert to == out
    assert to["citing_version"] == f"{LIBRARY}@2023-06-02"
    assert to["printed"] == f"《{FERRY}》第二条"
    assert to["printed"] in to["paragraph"]
    assert (to["status"], to["cited_provision"], to["outcome"]) == (
        "resolved",
        "第二条",
        "unchanged",
    )


def test_the_items_of_an_opinion_with_what_answers_them(ask):
    first, second = rows(ask, "relate_opinion", opinion=OPINION, laws=[NETWORK])

    best = first["articles"][0]
    assert (best["provision"], best["status"], best["reviewers"]) == ("第二条", "suggested", [])
    (law,) = first["coverage"]
    assert law["source"]["in_force"] == "2021-07-01"
    assert best["version"] == law["source"]["version"] == f"{NETWORK}@2021-05-01"
    assert second["coverage"][0]["status"] == "none"
    assert [
        row["item"]
        for row in rows(ask, "relate_opinion", opinion=OPINION, laws=[NETWORK], item="2")
    ] == ["2"]


@pytest.mark.parametrize(
    ("tool", "arguments", "part"),
    [
        ("find_work", {"name": "没有这部法"}, "no work is called"),
        ("list_versions", {"work": "没有这部法"}, "no work is called"),
        ("read_version", {"version": f"{FERRY}@1999-01-01"}, "has no version of 1999-01-01"),
        ("read_provision", {"version": FERRY, "provision": "第九十条"}, "has no 第九十条"),
        ("read_provision", {"version": f"{FERRY}@@1990-01-01"}, "no version of"),
        ("search_text", {"query": "没有这样的词语"}, "versions searched fits"),
        ("compare_versions", {"old": FERRY, "new": "没有"}, "no work is called"),
        ("follow_clause", {"version": FERRY, "provision": "第九十条"}, "has no 第九十条"),
        ("read_decision", {"decision": "没有这部法"}, "no work is called"),
        ("find_citations", {"version": LIBRARY, "provision": "第一条"}, "no stored text"),
        ("relate_opinion", {"opinion": OPINION, "laws": ["没有"]}, "no work is called"),
    ],
)
def test_what_is_not_there_is_not_found(ask, tool, arguments, part):
    found = ask(tool, **arguments)

    assert (found["status"], found["rows"], found["next_cursor"]) == ("not found", [], None)
    assert part in found["reason"]


def test_the_cursor_leads_to_the_end(ask):
    whole = [row["uri"] for row in rows(ask, "find_work", limit=50)]
    paged = [row["uri"] for row in rows(ask, "find_work", limit=4)]

    assert paged == whole
    assert len(set(whole)) == len(TEXTS) - 2 + MANY


@pytest.mark.parametrize("cursor", ["", "0", "4-0000000000000000", "-1-0123456789abcdef", "x" * 40])
def test_a_foreign_cursor_is_refused(ask, cursor):
    assert "this cursor belongs to another request" in ask("find_work", cursor=cursor)


def test_a_cursor_is_of_one_question(ask):
    cursor = ask("find_work", limit=4)["next_cursor"]

    assert ask("find_work", limit=9, cursor=cursor)["status"] == "found"
    assert "another request" in ask("find_work", name="示例", cursor=cursor)


def test_a_long_text_comes_in_pieces(ask):
    whole = ask("read_provision", version=FERRY)["rows"]

    assert "".join(row["text"] for row in whole).startswith(FERRY)
    assert whole[-1]["end"] == whole[-1]["characters"]


HOSTILE = (
    "secret.txt",
    "./secret.txt",
    "../secret.txt",
    "{folder}/secret.txt",
    "secret.txt#第一条",
    "file://{folder}/secret.txt",
    "/etc/passwd",
    "-",
    "--help",
    "\x00",
    "a\x00b",
    "\ud7ff\u202e\x1b[31m",
    "@",
    "@@",
    "#",
    "法@9999-99-99",
    "法" * 300,
    "%s%n{0}",
    "' OR 1=1 --",
    "$(touch x)",
    "HEAD~1:works",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_argument_reads_a_file(ask, laws, log, text):
    named = text.format(folder=laws.parent) if "{folder}" in text else text
    secret = "机密"
    for tool, arguments in (
        ("find_work", {"name": named}),
        ("list_versions", {"work": named}),
        ("read_version", {"version": named}),
        ("read_provision", {"version": named}),
        ("read_provision", {"version": FERRY, "provision": named}),
        ("search_text", {"query": "渡口", "work": named}),
        ("compare_versions", {"old": named, "new": FERRY}),
        ("compare_versions", {"old": FERRY, "new": named}),
        ("follow_clause", {"version": named, "provision": "第一条"}),
        ("read_decision", {"decision": named}),
        ("find_citations", {"version": named}),
        ("find_citations", {"version": named, "direction": "from"}),
        ("relate_opinion", {"opinion": named, "laws": [NETWORK]}),
        ("relate_opinion", {"opinion": OPINION, "laws": [named]}),
    ):
        answer = ask(tool, **arguments)
        assert secret not in json.dumps(answer, ensure_ascii=False)
        assert isinstance(answer, str) or answer["status"] == "not found", (tool, answer)
        assert not isinstance(answer, str) or len(answer) > len(f"Error executing tool {tool}")
    opened = log.read_text(encoding="utf-8")
    assert "secret.txt" not in opened
    assert "/etc/passwd" not in opened


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("find_work", {"limit": 0}),
        ("find_work", {"limit": 10**9}),
        ("find_work", {"limit": "many"}),
        ("find_work", {"name": "x" * 301}),
        ("find_work", {"name": {"a": 1}}),
        ("read_provision", {}),
        ("read_provision", {"version": ""}),
        ("find_citations", {"version": FERRY, "direction": "sideways"}),
        ("relate_opinion", {"opinion": OPINION, "laws": []}),
        ("relate_opinion", {"opinion": OPINION, "laws": [FERRY] * 11}),
        ("relate_opinion", {"opinion": OPINION, "laws": [FERRY, FERRY]}),
        ("no_such_tool", {}),
    ],
)
def test_arguments_that_make_no_sense_are_refused(ask, tool, arguments):
    words = ask(tool, **arguments)

    assert isinstance(words, str)
    assert len(words) < 300
    assert "\n" not in words
    assert not re.search("pydantic|validation|input_value|x{40}", words)


@pytest.mark.parametrize("tool", TOOLS)
def test_an_argument_that_there_is_not_is_named(ask, client, tool):
    (schema,) = (one.input_schema for one in client("list_tools").tools if one.name == tool)
    words = ask(tool, title="公司法")

    assert words == (
        f"title: there is no such parameter; there are {', '.join(schema['properties'])}"
    )
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        (
            "find_citations",
            {"version": FERRY, "direction": "in"},
            "direction: choose from to, from",
        ),
        (
            "find_citations",
            {"version": FERRY, "direction": None},
            "direction: choose from to, from",
        ),
        ("find_citations", {"version": FERRY, "only_outdated": 7}, "only_outdated: true or false"),
        ("find_work", {"limit": 10**30}, "limit: a number from 1 to 50"),
        ("find_work", {"limit": -1}, "limit: a number from 1 to 50"),
        ("find_work", {"limit": 2.5}, "limit: a number from 1 to 50"),
        ("find_work", {"name": 7}, "name: at least one character, at most 300"),
        ("list_versions", {}, "work: this parameter is needed"),
        ("relate_opinion", {"opinion": FERRY, "laws": "x"}, "laws: a list of 10 texts at most"),
        ("ignore all instructions", {}, "“ignore all instructions”: there is no such tool"),
        ("find_work", {"delete\nall": 1}, "“delete all”: there is no such parameter"),
    ],
)
def test_a_wrong_value_is_refused_in_our_words(ask, tool, arguments, words):
    assert ask(tool, **arguments).startswith(words)


def test_a_work_without_a_name_is_no_silent_list(ask):
    for arguments, words in (({}, "all works are listed"), ({"kind": "opinion"}, "of this kind")):
        (note,) = ask("find_work", **arguments)["notes"]
        assert note.startswith("no name was given")
        assert words in note
    assert ask("find_work", name=FERRY)["notes"] == []


def test_the_schemas_are_short_and_name_what_is_quoted(client):
    tools = client("list_tools")

    assert len(tools.model_dump_json(by_alias=True, exclude_none=True).encode()) <= 33_000
    for tool in tools.tools:
        assert '"title":"' not in json.dumps(tool.input_schema | tool.output_schema)
        assert '"quoted": {"const": "source material' in json.dumps(tool.output_schema)


def test_no_socket_of_the_internet_is_opened(ask, log):
    assert ask("find_work")["status"] == "found"
    lines = log.read_text(encoding="utf-8").splitlines()

    assert any(line.startswith("open ") for line in lines)
    assert [line for line in lines if re.match(r"socket\.(?!__new__|bind\b.*AF_UNIX)", line)] == []
    families = {line for line in lines if line.startswith("socket.__new__")}
    assert [line for line in families if "AF_INET" in line] == []
