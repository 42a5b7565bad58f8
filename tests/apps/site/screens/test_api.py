"""The JSON API: the data of the commands, described, tagged, page by page, refused in one sentence."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import httpx
import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from lanes import examples
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks

from policydiff.apps.site.api import texts
from policydiff.apps.site.api.openapi import ADDRESS, openapi
from policydiff.apps.site.api.table import ROUTES
from policydiff.cli.main import main
from policydiff.report.json import encode

load_all_checks()

WORK = "示例市公共数据管理条例"
ORDER = f"示例市人民代表大会常务委员会关于修改《{WORK}》的决定"
DETAILS = f"{WORK}实施细则"
OLD, NEW = f"{WORK}@2018-11-30", f"{WORK}@2021-09-26"


@pytest.fixture(scope="module")
def api(site):
    return lambda path, **options: site.get(f"/api/v1{path}", **options)


@pytest.fixture
def printed(library, capsysbinary):
    """What a command prints, and its exit code."""

    def run(*arguments):
        capsysbinary.readouterr()
        code = main(["-C", str(library), *arguments])
        return code, *capsysbinary.readouterr()

    return run


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("/works", ("list",)),
        ("/works?kind=opinion", ("list", "--kind", "opinion")),
        (f"/works/{WORK}/versions", ("log", WORK)),
        (f"/works/{WORK}/changes", ("log", WORK, "--changes")),
        ("/changes", ("log",)),
        (f"/works/{WORK}/versions/newest", ("show", WORK)),
        (f"/works/{WORK}/versions/2018", ("show", f"{WORK}@2018")),
        (f"/works/{WORK}/versions/@@2022-01-01", ("show", f"{WORK}@@2022-01-01")),
        (f"/compare?left={OLD}&right={NEW}", ("diff", OLD, NEW)),
        (f"/compare?left={OLD}&right={NEW}&granularity=char&show_noise=true",
         ("diff", OLD, NEW, "--granularity", "char", "--show-noise")),
        (f"/compare-many?text={OLD}&text={NEW}&text={OLD}", ("diff", OLD, NEW, OLD)),
        (f"/history?name={WORK}%23第九条", ("history", f"{WORK}#第九条")),
        (f"/blame?name={WORK}", ("blame", WORK)),
        (f"/citations?cited={WORK}&internal=true", ("cites", WORK, "--internal")),
        ("/citations?dangling=true", ("cites", "--dangling")),
        ("/search?q=数据&kind=decision", ("search", "数据", "--kind", "decision")),
        ("/search?q=数据&newest=true&limit=3", ("search", "数据", "--newest", "--limit", "3")),
        (f"/instructions?decision={ORDER}", ("instructions", ORDER)),
        (f"/consolidation?base={OLD}&decision={ORDER}&against={NEW}",
         ("consolidate", OLD, ORDER, "--against", NEW)),
        (f"/relation?opinion={DETAILS}&law={NEW}", ("relate", DETAILS, NEW)),
    ],
)  # fmt: skip
def test_the_answer_is_that_of_the_command_with_its_page(api, printed, path, arguments):
    answer, (code, out, _) = api(path), printed(*arguments, "--format", "json")
    found, same = answer.json(), json.loads(out)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert code in (0, 6)
    assert "url" in found
    assert (
        encode({name: one for name, one in found.items() if name != "url" or name in same}) == out
    )


def test_every_answer_has_the_form_of_its_schema_and_leads_to_its_page(api, site):
    described = json.loads(openapi())
    given_texts = {
        "left": OLD,
        "right": NEW,
        "base": OLD,
        "decision": ORDER,
        "against": NEW,
        "q": "数据",
    }
    several = {"text": [OLD, NEW, OLD], "law": [DETAILS]}
    names = {"slug": WORK, "version": "newest", "provision": "第九条", "cited": WORK}
    for route in ROUTES:
        known = {one.name: one for one in route.all_parameters}
        given = given_texts | several | names | {"opinion": WORK, "name": f"{WORK}#第九条"}
        query = {
            name: value
            for name, value in given.items()
            if name in known and known[name].place == "query" and name != "provision"
        }
        if route.takes_form:
            continue
        answer = api(route.path.removeprefix("/api/v1").format(**names), params=query)
        assert answer.status_code == 200, answer.text
        url = answer.json()["url"]
        assert (url is None) == (route.answer is texts.compare_many), route.path
        if url is not None:
            page = site.get(url, headers={"Accept": "text/html"})
            assert page.status_code == 200, url
            assert "<h1" in page.text
        schema = {"$ref": f"#/components/schemas/{route.schema}", **described}
        jsonschema.validate(answer.json(), schema)
        assert answer.headers["etag"].startswith('"')


def test_works_that_share_a_slug_are_told_apart(own_site, tmp_path):
    folder = ["-C", str(own_site.repository)]
    for year in (2001, 2002):
        path = tmp_path / f"{year}.txt"
        text = f"丁省{year}条例\n（{year}年4月5日丁省第一届人民代表大会常务委员会通过）\n第一条　为了示例，制定本条例。\n"
        path.write_text(text, encoding="utf-8")
        assert main([*folder, "add", str(path), "--slug", "same", "-q"]) in (0, 6)
    titles = [
        own_site.get(f"/api/v1/works/same~{year}~local-regulation~cn").json().get("title")
        for year in (2001, 2002)
    ]
    shared = own_site.get("/api/v1/works/same")
    dated = own_site.get("/api/v1/works/same/versions/2002-04-05").json()
    feed = own_site.get("/feed.atom").text

    assert titles == ["丁省2001条例", "丁省2002条例"]
    assert shared.status_code == 400
    assert "same~2001~local-regulation~cn (丁省2001条例)" in shared.text
    assert "same~2002~local-regulation~cn (丁省2002条例)" in shared.text
    assert own_site.get("/api/v1/works/same/versions/newest").text == shared.text
    assert dated["title"] == "丁省2002条例"
    assert f"{own_site.address}/works/same~2002~local-regulation~cn/2002-04-05" in feed


def test_every_work_of_the_list_has_an_address_that_answers_with_it(own_site, tmp_path):
    folder = ["-C", str(own_site.repository)]
    titles = ("丁省2001条例", "丁省2002条例", "丁省2002办法", "戊省2002条例", "same", "己省条例")
    for number, title in enumerate(titles):
        path = tmp_path / f"{number}.txt"
        year = "2001" if number == 0 else "2002"
        path.write_text(f"第一条　为了{title}，制定本条例。\n", encoding="utf-8")
        facts = ("--title", title, "--adopted", f"{year}-04-0{number + 1}")
        slug = ("--slug", "other" if title == "same" else "same")
        place = ("--kind", ("law", "regulation", "local-rule", "notice", "law", "plan")[number])
        assert main([*folder, "add", str(path), *facts, *slug, *place, "-q"]) in (0, 6)

    listed = own_site.get("/api/v1/works").json()["works"]
    page = own_site.get("/works").text
    assert len({one["address"] for one in listed}) == len(listed)
    assert {one["title"] for one in listed} >= set(titles)
    for one in listed:
        address, feed = (
            f"/works/{one['address']}",
            own_site.get(f"/works/{one['address']}/feed.atom"),
        )
        assert own_site.get(f"/api/v1{address}").json()["uri"] == one["uri"]
        newest = own_site.get(f"/api/v1{address}/versions/newest").json()
        assert newest["uri"].startswith(one["uri"])
        assert f'href="{address}"' in page or f'href="{address}/' in page
        assert one["title"] in re.search(r"<h1.*?</h1>", own_site.get(address).text, re.DOTALL)[0]
        assert f"<title>{one['title']}</title>" in feed.text


def test_a_decision_names_what_it_amends(api):
    (found,) = api("/decisions").json()["decisions"]

    assert found["title"] == ORDER
    assert [(one["title"], one["base"], one["result"]) for one in found["amends"]] == [
        (WORK, OLD, NEW)
    ]


def test_a_provision_bears_what_it_is_cited_by(api):
    found = api(f"/works/{WORK}/versions/2018/provisions/第九条").json()

    assert found["version"]["version_date"] == "2018-11-30"
    assert re.fullmatch("[0-9a-f]{64}", found["version"]["source_sha256"])
    assert found["provision"]["citation"] == "第九条"
    assert found["provision"]["text"].startswith("第九条")
    assert found["provision"]["cited_as"] == f"《{WORK}》（2018年修正）第9条"
    assert found["csl"]["section"] == "第9条"
    assert found["node"]["eid"] == found["provision"]["eid"] == "art_9"
    by_eid = api(f"/works/{WORK}/versions/2018-11-30/provisions/art_9").json()
    assert by_eid["provision"] == found["provision"]


@pytest.mark.parametrize(
    "path", ["/works", f"/works/{WORK}/versions", f"/works/{WORK}/versions/2018/provisions", "/changes",
             f"/compare?left={OLD}&right={NEW}", f"/citations?from={DETAILS}", "/search?q=数据"]
)  # fmt: skip
def test_pages_lead_to_the_end(site, api, path):
    joint = "&" if "?" in path else "?"
    key = {"citations": "citations", "compare": "matches", "search": "hits"}.get(
        path.split("?")[0].rsplit("/", maxsplit=1)[1]
    ) or path.rsplit("/", maxsplit=1)[1]
    whole = api(f"{path}{joint}limit=1000").json()[key]
    found, answer = [], api(f"{path}{joint}limit=3")
    while True:
        assert len(answer.json()[key]) <= 3
        found += answer.json()[key]
        if "link" not in answer.headers:
            break
        answer = site.get(re.fullmatch('<(.*)>; rel="next"', answer.headers["link"])[1])

    assert found == whole
    assert found


def test_a_tag_saves_the_answer(api):
    first = api("/works")
    again = api("/works", headers={"If-None-Match": f'"x", {first.headers["etag"]}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert api("/works?kind=law").headers["etag"] != first.headers["etag"]
    assert api("/works", headers={"If-None-Match": 'W/"x"'}).status_code == 200


def test_a_tag_ends_with_a_change(own_site):
    before = own_site.get("/api/v1/works").headers["etag"]
    folder = str(own_site.repository)
    subprocess.run(
        [sys.executable, "-m", "policydiff", "-C", folder, "undo"], check=True, capture_output=True
    )
    after = own_site.get("/api/v1/works", headers={"If-None-Match": before})

    assert after.status_code == 200
    assert after.headers["etag"] != before


@pytest.mark.parametrize(
    ("path", "status", "arguments"),
    [
        ("/works/没有/versions", 404, ("log", "没有")),
        (f"/works/{WORK}/versions/1999-01-01", 404, ("show", f"{WORK}@1999-01-01")),
        (f"/compare?left={OLD}&right={NEW}%23第九条", 400, ("diff", OLD, f"{NEW}#第九条")),
        (f"/history?name={WORK}", 400, ("history", WORK)),
        (f"/blame?name={WORK}%23第九十条", 404, ("blame", f"{WORK}#第九十条")),
        (f"/consolidation?base={OLD}&decision={NEW}", 422, ("consolidate", OLD, NEW)),
    ],
)
def test_a_refusal_is_the_sentence_of_the_command(api, printed, path, status, arguments):
    code, _, err = printed(*arguments, "--lang", "en")
    answer = api(path + ("&" if "?" in path else "?") + "lang=en")
    found = answer.json()

    assert (answer.status_code, found["status"]) == (status, status)
    assert found["exit_code"] == code
    assert err.decode() == f"policydiff: {found['message']}\n"
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=x", "limit=1&limit=2", "cursor=3-0123456789abcdef", "kid=law", "cursor="],
)
def test_a_parameter_that_makes_no_sense_is_refused(api, query):
    answer = api(f"/works?{query}")

    assert (answer.status_code, answer.json()["type"]) == (400, "error")


@pytest.mark.parametrize("name", ["/etc/passwd", "../../etc/passwd", "./x.txt", "-", "%00", "@"])
def test_no_operand_names_a_file(api, name):
    for path in (
        f"/compare?left={name}&right={NEW}",
        f"/blame?name={name}",
        f"/citations?from={name}",
        f"/relation?opinion={name}&law={NEW}",
    ):
        answer = api(path)
        assert answer.status_code in (400, 404), path
        assert "root:" not in answer.text


def test_what_is_not_there_and_what_is_not_allowed(api, site):
    assert api("/nothing").json()["status"] == 404
    refused = site.client.delete("/api/v1/works")
    assert (refused.status_code, set(refused.headers["allow"].split(", "))) == (
        405,
        {"GET", "HEAD"},
    )


REAL = {
    "slug": [WORK, ORDER],
    "version": ["newest", "2018-11-30", "2018", "@@2022-01-01", "1999-01-01"],
    "provision": ["第九条", "art_1", "第九十九条"],
    "left": [OLD, NEW],
    "right": [NEW, DETAILS],
    "name": [f"{WORK}#第九条", WORK],
    "cited": [WORK, f"{WORK}#第九条"],
    "from": [DETAILS, ORDER],
    "decision": [ORDER],
    "base": [OLD],
    "against": [NEW],
    "opinion": [DETAILS],
    "q": ["数据", "数据 AND 开放", "NOT ("],
    "kind": ["decision", "law"],
}
"""Names of the library that are tried beside random ones."""


def described(names):
    """The description, which offers real names beside any others."""
    raw = json.loads(openapi())
    for operation in (one for path in raw["paths"].values() for one in path.values()):
        for parameter in operation["parameters"]:
            real = names.get(parameter["name"])
            if real and parameter["schema"]["type"] == "string":
                parameter["examples"] = {name: {"value": name} for name in real}
                parameter["schema"] = {
                    "anyOf": [{"enum": real}, {"enum": real}, parameter["schema"]]
                }
    return schemathesis.openapi.from_dict(raw)


CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
    checks.negative_data_rejection,
    schemathesis.checks.not_a_server_error,
]
schema = described(REAL)


@schema.parametrize()
@settings(
    max_examples=examples(24),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_description_is_kept(site, case):
    answer = case.call(base_url=site.address)
    case.validate_response(answer, checks=CHECKS)


def test_the_description_is_an_openapi_of_every_address(site):
    answer = site.get(ADDRESS)
    found = answer.json()

    assert found["openapi"].startswith("3.1")
    assert set(found["paths"]) == {route.path for route in ROUTES}
    assert answer.content == openapi()
    tagged = httpx.get(site.address + ADDRESS, headers={"If-None-Match": answer.headers["etag"]})
    assert tagged.status_code == 304
    for place in re.findall(r'"\$ref": "#/([^"]+)"', answer.text):
        value = found
        for step in place.split("/"):
            value = value[step]
        assert value
