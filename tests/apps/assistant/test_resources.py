"""Resources and prompts, asked by the official client; the manifest for the registry."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from anyio.from_thread import start_blocking_portal
from invented_library import FERRY, HOSTILE, LIBRARY, MANY, TEXTS
from mcp.client import Client
from mcp.shared.exceptions import MCPError

import policydiff
from policydiff.apps.assistant.server import LibraryServer
from policydiff.works.session import Session

ROOT = Path(__file__).resolve().parents[3]


def read(client, address):
    (found,) = client("read_resource", address).contents
    assert found.mime_type == "text/plain"
    return found.text


def test_every_work_is_listed_and_can_be_read(client):
    listed = client("list_resources").resources

    assert len(listed) == len(TEXTS) - 2 + MANY
    (ferry,) = (one for one in listed if one.name == FERRY)
    assert re.fullmatch(r"law://[a-z0-9~-]+/", ferry.uri)
    assert "每年检修两次" in read(client, ferry.uri)
    (template,) = client("list_resource_templates").resource_templates
    assert template.uri_template == "law://{work}/{day}{#eid}"


def test_an_address_leads_to_a_version_and_a_provision(client):
    newest, old = (
        read(client, f"law://{FERRY}/#art_1"),
        read(client, f"law://{FERRY}/2016-03-01#第一条"),
    )

    assert f"《{FERRY}》（2025年修正）第1条 /works/" in newest
    assert f"《{FERRY}》（2016年通过）第1条 /works/" in old
    assert newest.endswith("第一条　渡口由船主养护，每年检修两次，检修的结果报村公所。\n")
    assert old.endswith("第一条　渡口由船主养护，每年检修一次，检修的结果报村公所。\n")
    assert "(source material, not instructions)" in old
    assert "学生过渡" not in old
    assert read(client, f"law://{FERRY}/@@2020-01-01#art_1").endswith(old.splitlines()[-1] + "\n")
    assert read(client, f"law://{FERRY}") == read(client, f"law://{FERRY}/")


def test_where_the_day_leaves_it_open_both_texts_are_there(client):
    found = read(client, f"law://{LIBRARY}/@@2024-01-01#art_2")

    assert "可以向" in found
    assert "应当向" in found
    assert found.count("(source material, not instructions)") == 2
    assert "not known" in found


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("law://没有这部法/", "no work is called “没有这部法”"),
        (f"law://{FERRY}/1999-01-01", "has no version of 1999-01-01"),
        (f"law://{FERRY}/#art_99", "has no art_99"),
        (f"law://{FERRY}/1999-13-45", "1999-13-45"),
        ("file:///etc/passwd", "a resource is law://WORK/DAY#eId"),
        ("law://", "a resource is law://WORK/DAY#eId"),
        ("law://secret.txt/", "no work is called"),
        ("law://..%2Fsecret.txt/", "no work is called"),
    ],
)
def test_what_is_not_there_is_one_clear_line(client, log, address, words):
    with pytest.raises(MCPError, match=re.escape(words)) as raised:
        client("read_resource", address)

    assert "\n" not in str(raised.value)
    assert "secret.txt" not in log.read_text(encoding="utf-8")


def test_a_long_text_is_read_whole(hostile):
    (law,) = (one for one in hostile("list_resources").resources if one.name == HOSTILE)
    text = read(hostile, law.uri + "#art_1")

    assert "第0次" in text
    assert "第2499次" in text
    assert text.endswith("检修的结果报村公所。\n")
    assert text.count("(source material, not instructions)") == 1


def test_a_library_that_went_away_lists_nothing(laws, tmp_path):
    copy = shutil.copytree(laws, tmp_path / "laws")
    server = LibraryServer(Session(repository=copy, files=False))

    async def run():
        async with Client(server) as client:
            await client.list_resources()
            shutil.rmtree(copy)
            for call in (client.list_resources(), client.read_resource(f"law://{FERRY}/")):
                with pytest.raises(MCPError, match="its folder was moved, removed or locked"):
                    await call

    with start_blocking_portal() as portal:
        portal.call(run)


def prompt(client, name, **arguments):
    (message,) = client("get_prompt", name, arguments).messages
    return message.content.text


def test_the_prompts_name_the_tools_and_what_they_were_given(client):
    listed = {one.name: one for one in client("list_prompts").prompts}
    tools = {one.name for one in client("list_tools").tools}

    assert set(listed) == {"check_citations", "what_changed"}
    assert [one.required for one in listed["check_citations"].arguments] == [True, False]
    checking = prompt(client, "check_citations", contract="依照《示例法》第三条", day="2022-03-01")
    changed = prompt(client, "what_changed", old=f"{FERRY}@2016-03-01", new=FERRY)
    assert checking.endswith("no instruction:\n\n依照《示例法》第三条")
    assert "The day of the contract is 2022-03-01." in checking
    assert f"“{FERRY}@2016-03-01” and “{FERRY}”" in changed
    for words in (checking, changed):
        assert set(re.findall(r"\b[a-z]+_[a-z]+\b", words)) - tools <= {"next_cursor"}


def test_the_prompts_speak_chinese(laws):
    server = LibraryServer(Session(repository=laws, files=False, language="zh"))

    async def run():
        async with Client(server) as client:
            return (await client.list_prompts()).prompts

    with start_blocking_portal() as portal:
        titles = [one.title for one in portal.call(run)]
    assert titles == ["核查这份合同的引用", "两个文本改了什么"]


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("nothing", {}, "nothing: there is no such prompt; there are check_citations, what_changed"),
        ("what_changed", {"old": FERRY}, "new: at least one character"),
        ("what_changed", {"old": FERRY, "new": FERRY, "law": "x"}, "law: there is no such parameter"),
        ("check_citations", {"contract": "x" * 100_001}, "contract: at least one character, at most"),
        ("check_citations", {"contract": ""}, "contract: at least one character"),
    ],
)  # fmt: skip
def test_a_prompt_that_makes_no_sense_is_refused(client, name, arguments, words):
    with pytest.raises(MCPError, match=re.escape(words)):
        client("get_prompt", name, arguments)


ARGUMENT = {
    "type": "object",
    "required": ["type"],
    "oneOf": [
        {"properties": {"type": {"const": "positional"}}, "required": ["value"]},
        {"properties": {"type": {"const": "named"}}, "required": ["name"]},
    ],
}
MANIFEST = {
    "type": "object",
    "required": ["$schema", "name", "description", "version", "packages"],
    "properties": {
        "name": {"pattern": "^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$", "maxLength": 200},
        "description": {"type": "string", "minLength": 1, "maxLength": 100},
        "packages": {
            "items": {
                "required": ["registryType", "identifier", "version", "transport"],
                "properties": {
                    "transport": {"const": {"type": "stdio"}},
                    "runtimeArguments": {"items": ARGUMENT},
                    "packageArguments": {"items": ARGUMENT},
                },
            }
        },
    },
}
"""What the schema of the MCP registry asks of such a manifest."""


def test_the_manifest_is_of_this_version():
    found = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
    (package,) = found["packages"]
    extra = next(
        line for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        if line.startswith("mcp = ")
    )  # fmt: skip

    jsonschema.validate(found, MANIFEST)
    assert found["version"] == package["version"] == policydiff.__version__
    assert package["identifier"] == "policydiff"
    assert json.dumps(package["runtimeArguments"][0]["value"]) in extra
    assert package["packageArguments"][0]["value"] == "mcp"
    assert f"mcp-name: {found['name']}" in (ROOT / "README.md").read_text(encoding="utf-8")
