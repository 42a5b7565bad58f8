"""No stored or dropped text breaks a page, runs a script or leaves its place."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from lxml import html as pages
from starlette.testclient import TestClient

from policydiff.apps.site.site import make_site
from policydiff.library.actions.add import AddOptions, add
from policydiff.store.repository import Repository
from policydiff.web.state import State
from policydiff.works.session import GivenText, Session

HOST = "127.0.0.1:8321"
HOSTILE = (
    "<script>window.hacked=1</script>",
    "</title></textarea></select><img src=x onerror=window.hacked=1>",
    "\"><svg onload='window.hacked=1'>",
    "{{ 7*7 }}{% raw %}",
    "javascript:window.hacked=1",
    "\u202e反向\u202c",
    "&lt;b&gt;&#60;",
    "=cmd|' /C calc'!A1",
)
TEXT = "{title}办法\n（2031年3月1日示例县人民政府公布）\n\n第一章　{heading}\n\n第一条　{words}\n\n第二条　本办法自2031年5月1日起施行，《{title}》同时废止。\n"

words = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=60),
)
stored_words = words.filter(lambda text: "\0" not in text)  # which is refused, as no text has it


def client(folder: Path) -> TestClient:
    site = make_site(State(repository=folder), frozenset((HOST,)))
    return TestClient(site, base_url=f"http://{HOST}", raise_server_exceptions=True)


def store(folder: Path, *texts: str) -> None:
    Repository.init(folder)
    session = Session(repository=folder)
    for number, text in enumerate(texts):
        options = AddOptions(facts={"title": text.split("\n")[0].strip() or "无题"})
        add(GivenText(name=f"{number}.txt", data=text.encode()), session, options)


def addresses(folder: Path) -> list[str]:
    """Every page about the stored works."""
    found = ["/", "/works", "/add", "/compare", "/relations", "/inventory", "/decisions", "/check"]
    for work in Repository.open(folder).works():
        for version in work.versions:
            place = f"/works/{work.slug}/{version.date or 'undated'}"
            found += [f"/works/{work.slug}", place, f"{place}/facts"]
            found += [f"/works/{work.slug}/history?provision=art_1", f"/works/{work.slug}/between"]
            found += [f"/works/{work.slug}/applicable?provision=art_1&conduct=2024-01-01"]
            name = quote(f"{work.uri}@{version.date or 'undated'}")
            found += [f"/compare?left={name}&right={name}"]
    return [*found, "/search?q=办法"]


def check_clean(text: str) -> None:
    """Fail where a page holds what a text could have brought to life."""
    page = pages.fromstring(text)
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("iframe", "object", "embed", "base"), element.tag
        assert element.tag != "style", "a style within the page"
        if element.tag == "script":
            assert not (element.text or "").strip()
            assert element.get("src", "").startswith("/static/")
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            assert name != "style"
            if name in ("href", "src", "action", "formaction"):
                assert value.startswith(("/", "#", "?", "data:,")), value
                assert not value.startswith("//"), value


@settings(max_examples=examples(10), deadline=None)
@given(title=stored_words, heading=stored_words, text=stored_words)
def test_no_stored_text_comes_to_life(tmp_path_factory, title, heading, text):
    folder = tmp_path_factory.mktemp("hostile") / "laws"
    store(folder, TEXT.format(title=title, heading=heading, words=text))
    with client(folder) as asking:
        for address in addresses(folder):
            answer = asking.get(address, headers={"Accept-Language": "zh"})
            assert answer.status_code in (200, 404), (address, answer.text)
            check_clean(answer.text)


@settings(max_examples=examples(40), deadline=None)
@given(query=words)
@pytest.mark.parametrize("path", ["/go", "/search", "/works", "/compare", "/add", "/nowhere"])
def test_no_address_comes_to_life(library, path, query):
    fields = dict.fromkeys(("q", "title", "left", "right", "text", "work", "day"), query)
    with client(library) as asking:
        answer = asking.get(path, params=fields, follow_redirects=False)

    assert answer.status_code < 500, answer.text
    if answer.status_code < 300 or answer.status_code >= 400:
        check_clean(answer.text)
    else:
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith("//")


def test_hostile_texts_in_a_browser(own_site, tab):
    for number, words in enumerate(HOSTILE):
        text = TEXT.format(title=f"示例{number}{words}", heading=words, words=words)
        form = own_site.post("/add", files={"file": (f"{words}.txt", text.encode())})
        operand = form.headers["location"].partition("text=")[2]
        own_site.post("/add", {"text": operand})
    page = tab(own_site).open("/works")
    works = page.eval_on_selector_all(
        ".works td:first-child a", "all => all.map(one => one.getAttribute('href'))"
    )

    for address in ("/", *works):
        page.goto(own_site.address + address)
        assert page.evaluate("window.hacked") is None
    assert len(works) >= len(HOSTILE)
