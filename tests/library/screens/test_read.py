"""Reading on the page: works, versions, provisions, citations, and the box above."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from html import unescape
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from lxml import html
from running_site import LOOKS

from policydiff.citing.actions.citing import mentioned_works
from policydiff.cli.main import main
from policydiff.library.actions.reading import read_version
from policydiff.report.printed import paragraphs
from policydiff.store.repository import Repository
from policydiff.works.lineage import step_to

DATA = "/works/shilishigonggongshujuguanlitiaoli"
RULES = "/works/shilishirenminzhengfuling-31/2025-01-08"
NEWEST = f"{DATA}/2024-05-31"
TITLE = "示例市公共数据管理条例"


def run(site, *words: str) -> str:
    """The output of a command on the repository of a site."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out):
        main(["--repo", str(site.repository), *words])
    out.flush()
    return out.buffer.getvalue().decode()


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def paragraph(page: str, eid: str) -> str:
    """The words of the paragraph in which a provision begins, without its marks and tools."""
    found = re.search(rf'<(\w+) id="{eid}"[^>]*>(.*?)</\1>', page, re.DOTALL)
    inner = re.sub(r'<a class="(?:mark|tool)[^>]*>.*?</a>', "", found[2], flags=re.DOTALL)
    return plain(inner)


def test_the_text_is_that_of_the_command(site):
    page = site.get(NEWEST, params={"lang": "en"}).text
    shown = json.loads(run(site, "show", f"{TITLE}@2024-05-31", "--format", "json"))

    def provisions(nodes):
        for node in nodes:
            if node.get("level"):
                yield node
                yield from provisions(node.get("content", ()))

    eids = [node["eid"] for node in provisions(shown["body"])]
    assert len(eids) > 100
    assert [eid for eid in eids if f'id="{eid}"' not in page] == []
    text = re.sub(
        r"\s", "", plain(re.sub(r'<a class="(?:mark|tool)[^>]*>.*?</a>', "", page, flags=re.DOTALL))
    )
    repository = Repository.open(site.repository)
    work = repository.find(TITLE)
    for item in paragraphs(repository.load(work.versions[-1])):
        if getattr(item, "role", "contents") != "contents":
            assert re.sub(r"\s", "", item.text) in text


def test_marks_are_those_of_the_step_between_the_versions(site):
    page = site.get(NEWEST, params={"lang": "en"}).text
    repository = Repository.open(site.repository)
    work = repository.find(TITLE)
    _, before, step = step_to(repository, work, work.versions[-1])
    kinds = {one.eid: one.kind for one in step.origins}
    document = repository.load(work.versions[-1])

    marked = dict(re.findall(r'<p id="(art_\d+)" class="changed (\w+)"', page))
    for article in document.articles:
        kind = kinds[article.eid]
        assert marked.get(article.eid, "unchanged") == kind or kind in ("unchanged", "reworded")
    assert {
        eid
        for eid, kind in kinds.items()
        if kind == "added" and "__" not in eid and eid.startswith("art")
    } == {eid for eid, kind in marked.items() if kind == "added"}
    gone = {one.eid for one in before.articles} - {eid for one in step.origins for eid in one.left}
    assert ("gone:" in page) == bool(gone)


def test_every_citation_of_another_text_is_a_link_in_the_order_of_cites(site):
    page = site.get(RULES, params={"lang": "en"}).text
    rows = json.loads(run(site, "cites", "--from", f"{TITLE}实施细则", "--format", "json"))
    links = [int(one) for one in re.findall(r"/cites/(\d+)\"", page)]

    assert len(rows["citations"]) > 5
    assert links == list(range(1, len(rows["citations"]) + 1))
    for place, row in enumerate(rows["citations"], 1):
        answer = site.get(f"{RULES}/cites/{place}")
        cited = row["to"]
        if row["status"] == "resolved" and not cited["presumed"]:
            assert answer.status_code == 303
            end = f"#{cited['eid']}" if cited["eid"] else ""
            assert answer.headers["location"] == f"{DATA}/{cited['date']}{end}"
        else:
            assert answer.status_code in (300, 404)


def test_lists_of_citations_are_those_of_the_command(site):
    own = json.loads(run(site, "cites", "--from", f"{TITLE}实施细则", "--format", "json"))
    others = json.loads(
        run(site, "cites", f"{TITLE}#第九条", "--every-version", "--format", "json")
    )

    def rows(address: str, **choices: str) -> list[list[str]]:
        body = site.get(address, params={"lang": "en", **choices}).text.partition("<tbody>")[2]
        return [
            [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
            for row in re.findall(r"<tr>(.*?)</tr>", body.partition("</tbody>")[0], re.DOTALL)
        ]

    found = rows(f"{RULES}/cites")
    assert [row[:2] for row in found] == [
        [one["from"]["number"] or "—", one["from"]["text"]] for one in own["citations"]
    ]
    cited = rows(f"{NEWEST}/cited", provision="art_9")
    assert [row[1:3] for row in cited] == [
        [one["from"]["number"] or "—", one["from"]["text"]] for one in others["citations"]
    ]


def test_a_citation_that_leads_nowhere_says_so(own_site, tmp_path):
    file = tmp_path / "notice.txt"
    file.write_text(
        f"示例县数据办法\n（2030年3月1日示例县人民政府公布）\n\n第一条　依照《{TITLE}》第九百条、《示例渔船法》第三条和本办法第八十条，制定本办法。\n",
        encoding="utf-8",
    )
    run(own_site, "add", str(file), "-q")
    address = own_site.get("/go", params={"q": "示例县数据办法"}).headers["location"]
    page = own_site.get(address, params={"lang": "en"}).text

    assert "Not in the library: 示例渔船法" in page
    assert 'class="lost" title="The text has no such provision">本办法第八十条' in page
    first = own_site.get(f"{address}/cites/1")
    second = own_site.get(f"{address}/cites/2")
    assert (first.status_code, second.status_code) == (404, 404)
    assert "it has no such provision" in first.text
    assert "not in the library" in second.text
    assert own_site.get(f"{address}/cites/9").status_code == 404


def test_who_cites_is_read_in_all_versions_or_in_those_of_the_day(own_site, tmp_path):
    title = "示例县港口办法"
    for year, words in ((2022, f"依照《{TITLE}》第九条办理。"), (2030, "港口应当有灯。")):
        file = tmp_path / f"{year}.txt"
        file.write_text(
            f"{title}\n（{year}年3月1日示例县人民政府公布）\n\n第一条　{words}\n\n第二条　本办法自{year}年5月1日起施行。\n",
            encoding="utf-8",
        )
        run(own_site, "add", str(file), "-q", "--slug", "ports")

    def page(day: str) -> str:
        own_site.post("/day", {"day": day})
        found = own_site.get(
            f"{DATA}/2021-09-26/cited", params={"provision": "art_9", "lang": "en"}
        )
        return plain(found.text)

    assert f"{title} 2022-03-01" in page("")
    assert "All stored versions of each text were read" in page("")
    assert f"{title} 2022-03-01" in page("2024-01-01")
    assert title not in page("2022-04-01")
    assert title not in page("2031-01-01")
    assert "may have been, in force on 2031-01-01" in page("2031-01-01")


def test_citations_follow_the_day_of_reading(own_site):
    then = own_site.get(f"{RULES}/cites/1").headers["location"]
    own_site.post("/day", {"day": "2022-06-01"})
    answer = own_site.get(f"{RULES}/cites/1")

    assert then.startswith(f"{DATA}/2024-05-31")
    assert answer.status_code in (200, 303)
    if answer.status_code == 200:
        assert "2022-06-01" in answer.text


def test_a_day_leads_to_the_version_in_force_and_says_how_certain_that_is(site):
    answer = site.get(f"{DATA}/@@2022-06-01")
    page = site.get(f"{answer.headers['location']}&lang=en").text
    early = site.get(f"{DATA}/@@1990-01-01")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"{DATA}/2021-09-26?on=2022-06-01"
    assert "this text applies on 2022-06-01" in page
    assert early.status_code == 404


@pytest.mark.parametrize(
    ("date", "day", "words"),
    [
        ("2024-05-31", "2024-07-01", "not in force yet on 2024-07-01"),
        ("2021-09-26", "2025-01-01", f"another text was in force: {TITLE}@2024-05-31"),
        ("2024-05-31", "2025-01-01", "this text applies on 2025-01-01, since 2024-09-01"),
    ],
)
def test_bars_say_what_a_reader_must_know(site, date, day, words):
    page = site.get(f"{DATA}/{date}", params={"on": day, "lang": "en"}).text

    assert words in page


def test_a_compiled_text_is_marked(own_site, tmp_path):
    decision = tmp_path / "decision.txt"
    decision.write_text(
        f"示例市人民代表大会常务委员会关于修改《{TITLE}》的决定\n（2030年3月1日示例市人民代表大会常务委员会通过）\n\n一、将第二条中的“公共数据”修改为“共有数据”。\n\n本决定自2030年5月1日起施行。\n",
        encoding="utf-8",
    )
    run(own_site, "add", str(decision), "-q")
    name = f"示例市人民代表大会常务委员会关于修改《{TITLE}》的决定@2030-03-01"
    run(own_site, "consolidate", TITLE, name, "--store")
    work = Repository.open(own_site.repository).find(TITLE)

    assert work.versions[-1].computed is not None
    page = own_site.get(f"{DATA}/{work.versions[-1].date}", params={"lang": "en"}).text
    assert "Not official" in page
    assert "not an official text" in page


def test_a_provision_has_its_form_its_grounds_and_its_last_change(site):
    page = plain(site.get(f"{DATA}/2021-09-26/provisions/art_9", params={"lang": "en"}).text)
    work = Repository.open(site.repository).find(TITLE)
    source = work.sources_of("2021-09-26")[0]

    assert f"《{TITLE}》（2021年修正）第九条" in page
    assert source.sha256 in page
    assert source.name in page
    assert "item 八" in page
    assert "公共管理和服务机构采集数据应当" in page


@pytest.mark.parametrize(
    ("eid", "there", "not_there"),
    [
        ("art_1", "没有变化（不计为修订的差异除外）", "此部分"),
        ("art_1__para_1__p_1", "此部分未单独追溯，以下为第一条第一款整体的情况：", "文本相同"),
        ("art_2", "修改", "没有变化"),
        ("art_2__para_2__p_1", "以下为第二条第二款整体的情况：", "没有变化"),
        ("att_1__point_1", "修改", "没有变化"),
        ("att_1__point_1__p_1", "此部分未单独追溯，见附件", "没有变化"),
    ],
)
def test_what_is_not_followed_is_not_stated_to_be_the_same(
    own_site, tmp_path, eid, there, not_there
):
    for year, fine in (("2001", "一"), ("2019", "二")):
        file = tmp_path / f"{year}.txt"
        file.write_text(
            f"{FERRY}\n（{year}年3月1日示例省人民代表大会常务委员会通过）\n\n第一条　渡船每年检修。\n\n"
            f"第二条　船主应当挂灯。\n未挂灯的，处{fine}百元罚款。\n\n附件\n收费标准\n一、船舶{fine}元。\n",
            encoding="utf-8",
        )
        run(own_site, "add", str(file), "-q", "--slug", "ferries")
    address = f"/works/ferries/2019-03-01/provisions/{eid}"
    page = plain(own_site.get(address, params={"lang": "zh"}).text)
    made = page.partition("本次修改")[2].partition("依据文件")[0]

    assert there in made
    assert not_there not in made


@pytest.mark.parametrize(("eid", "followed"), [("chp_1", False), ("att_1", False), ("art_9", True)])
def test_the_origin_of_words_is_offered_where_there_is_one(site, eid, followed):
    page = site.get(f"{NEWEST}/provisions/{eid}").text
    blame = f"{NEWEST}/blame?provision={eid}"

    assert (f'href="{blame}"' in page) == followed
    assert (site.get(blame).status_code == 200) == followed


def test_the_counts_of_a_step_name_their_unit(site):
    assert ", by article of this text:" in site.get(NEWEST, params={"lang": "en"}).text
    assert "本文各条中：" in site.get(NEWEST, params={"lang": "zh"}).text


@pytest.mark.parametrize("form", ["docx", "markdown", "terminal"])
def test_a_provision_is_saved_with_its_grounds(site, form):
    answer = site.get(f"{DATA}/2021-09-26/provisions/art_9__para_2/{form}", params={"lang": "zh"})
    data = answer.content
    if form == "docx":
        data = ZipFile(io.BytesIO(data)).read("word/document.xml")
    text = re.sub(r"\s", "", plain(data.decode()))
    source = Repository.open(site.repository).find(TITLE).sources_of("2021-09-26")[0]

    assert "attachment" in answer.headers["content-disposition"]
    assert f"《{TITLE}》（2021年修正）第九条第二款" in text
    assert "能够通过共享方式取得的数据，不得重复采集。" in text
    assert source.sha256 in text


@pytest.mark.parametrize("place", ["#第九条第二款", ""])
def test_the_citation_to_paste_is_that_of_the_command(site, place):
    path = f"{DATA}/2021-09-26" + ("/provisions/art_9__para_2" if place else "")
    page = html.fromstring(site.get(path, params={"lang": "zh"}).text)
    citation, csl = (
        page.xpath(f"string(//*[@id='{name}']{end})")
        for name, end in (("cited-as", "/@value"), ("csl", ""))
    )
    printed = [
        run(site, "show", f"{TITLE}@2021-09-26{place}", "--format", form, "-q").strip()
        for form in ("citation", "csl")
    ]

    assert citation == f"《{TITLE}》（2021年修正）" + ("第9条第2款" if place else "")
    assert [citation, csl.strip()] == printed
    assert json.loads(csl)[0]["issued"] == {"date-parts": [[2021, 9, 26]]}
    assert page.xpath("//input[@id='cited-as']/@readonly")
    assert page.xpath("//button[@data-copy=$citation]", citation=citation)


@pytest.mark.parametrize("form", ["html", "docx", "txt", "markdown", "akn"])
def test_a_version_is_saved_in_every_format(site, form):
    answer = site.get(f"{NEWEST}/export/{form}")

    assert answer.status_code == 200
    assert len(answer.content) > 3000


def test_then_and_now_are_the_row_of_the_comparison(site):
    page = site.get(f"{DATA}/2021-09-26/now", params={"provision": "art_9", "lang": "en"}).text
    rows = json.loads(
        run(site, "diff", f"{TITLE}@2021-09-26", f"{TITLE}@2024-05-31", "--format", "json")
    )["matches"]
    match = next(one for one in rows if [side["eid"] for side in one["left"]] == ["art_9"])

    assert match["right"][0]["num"] in page
    assert "Text in force on" in page
    own = site.get(f"{NEWEST}/now", params={"provision": "art_9", "lang": "en"})
    assert own.status_code == 200
    assert "Of the stored texts this is the one in force on" in own.text
    assert "(newest stored text: 2024-05-31)" in own.text
    assert site.get(f"{DATA}/2021-09-26/now").headers["location"].startswith("/compare?left=")


FERRY = "示例省渡船条例"


def store_ferries(own_site, tmp_path, *, end: str = "", dates=("1990", "2001")) -> str:
    """Store versions of a regulation; the address of its work."""
    for year, times in zip(dates, "一两", strict=False):
        file = tmp_path / f"{year}.txt"
        file.write_text(
            f"{FERRY}\n（{year}年3月1日示例省人民代表大会常务委员会通过）\n\n第一条　渡船每年检修{times}次。\n\n第二条　渡口应当有灯。{end}\n",
            encoding="utf-8",
        )
        run(own_site, "add", str(file), "-q", "--slug", "ferries")
    return "/works/ferries"


def test_a_presumption_is_no_fact_on_the_page_of_then_and_now(own_site, tmp_path):
    work = store_ferries(own_site, tmp_path)
    pages = [
        own_site.get(f"{work}/{year}-03-01/now", params={"provision": "art_1", "lang": "en"})
        for year in ("1990", "2001")
    ]
    whole = own_site.get(f"{work}/2001-03-01/now")
    text = "".join(plain(page.text) for page in pages)

    assert "This is presumed to be the text in force on" in text
    assert "Presumed to be the text in force on" in text
    assert "this is the one in force on" not in text
    assert not re.search(r"by the stored texts, in force on [0-9-]{10}: ", text)
    assert "%40%40" in whole.headers["location"]
    assert "may have been in force on" in plain(
        own_site.get(f"{whole.headers['location']}&lang=en").text
    )


def test_an_unknown_day_of_force_is_named_on_the_page_of_then_and_now(own_site, tmp_path):
    work = store_ferries(own_site, tmp_path, dates=("1990",))
    page = own_site.get(f"{work}/1990-03-01/now", params={"provision": "art_1", "lang": "en"})
    chinese = own_site.get(f"{work}/1990-03-01/now", params={"lang": "zh"})

    assert "since when it is in force is not known" in page.text
    assert "施行日期不明" in plain(chinese.text).partition("本文视为")[2]


def test_a_work_has_both_clocks_in_a_picture_and_in_a_table(site):
    page = site.get(DATA, params={"lang": "en"}).text
    lines = json.loads(run(site, "log", TITLE, "--format", "json"))["versions"]
    body = page.partition('class="works events"')[2]

    assert len(lines) == 3
    for line in lines:
        assert f"{DATA}/{line['date']}" in page.partition("<svg")[2].partition("</svg>")[0]
        assert line["date"] in body
        assert line["learnt"]["when"][:10] in body
    assert "amending decision" in body
    assert "style=" not in page


def test_two_works_with_one_slug_are_told_apart(own_site, tmp_path):
    for year, title in ((1990, "关于示例甲的公告"), (1991, "关于示例乙的公告")):
        file = tmp_path / f"{year}.txt"
        file.write_text(
            f"{title}\n（{year}年3月1日示例省人民政府公布）\n\n第一条　{title}。\n",
            encoding="utf-8",
        )
        run(own_site, "add", str(file), "-q", "--slug", "gonggao")

    choice = own_site.get("/works/gonggao", params={"lang": "en"})
    links = re.findall(r'href="(/works/gonggao~[^"]+)"', choice.text)
    assert choice.status_code == 300
    assert len(links) == 2
    assert {own_site.get(link).status_code for link in links} == {200}
    assert own_site.get("/works/gonggao/1990-03-01").status_code == 200


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (f"{TITLE}第9条", f"{NEWEST}#art_9"),
        (f"《{TITLE}》（2021年修正）第九条第二款", f"{DATA}/2021-09-26#art_9__para_2"),
        (
            f"《{TITLE}》（2021年修订）第九条第二款",
            f"{DATA}/2021-09-26?cited=2021%E5%B9%B4%E4%BF%AE%E8%AE%A2#art_9__para_2",
        ),
        (f"{TITLE}（2021年修正）", f"{DATA}/2021-09-26"),
        (f"{TITLE} 2022-06-01 第九条", f"{DATA}/2021-09-26#art_9"),
        (f"{TITLE}实施细则", RULES),
        ("示例市人民政府令第31号", RULES),
        ("shilishigonggongshujuguanlitiaoli art_9", f"{NEWEST}#art_9"),
        ("重复采集", "/search?q=" + quote("重复采集")),
        ("<script>alert(1)</script>", "/search?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E"),
    ],
)
def test_the_box_takes_a_citation_before_it_searches(site, line, address):
    answer = site.get("/go", params={"q": line})

    assert (answer.status_code, answer.headers["location"]) == (303, address)


def test_a_year_under_another_word_is_named_so(site):
    words = (
        "The library has no text of this work under that name; this is its only text of that year."
    )
    cited = site.get(f"{DATA}/2021-09-26", params={"cited": "2021年修订", "lang": "en"}).text
    assert words in cited
    assert "Cited as" in cited
    assert "2021年修订" in plain(cited.partition('class="status-line"')[2])
    for other in ("2021年修正", "2024年修订", "2021年", "<b>", "2018年修订"):
        assert (
            words not in site.get(f"{DATA}/2021-09-26", params={"cited": other, "lang": "en"}).text
        )
    for line in (f"{TITLE}（2019年修订）", f"《{TITLE}》（2019年修订）第九条"):
        missing = site.get("/go", params={"q": line})
        assert missing.status_code == 404
        assert "2019年修订" in missing.text


def test_the_box_offers_several_texts_and_says_what_is_not_there(site):
    several = site.get("/go", params={"q": "数据管理条例第三条", "lang": "en"})
    missing = site.get("/go", params={"q": f"{TITLE}第九百条", "lang": "en"})
    within = site.get("/go", params={"q": "第九条", "in": f"{TITLE}@2021-09-26"})

    assert several.status_code == 300
    assert several.text.count('lang="zh">《') > 1
    assert missing.status_code == 404
    assert "has no 第九百条" in plain(missing.text)
    assert within.headers["location"] == f"{DATA}/2021-09-26#art_9"


def test_the_box_says_that_a_cited_work_is_not_stored(site):
    sentence = "《示例县渡口法》 is not in the library."
    answer = site.get("/go", params={"q": "示例县渡口法第88条", "lang": "en"})
    shown = site.get(answer.headers["location"])
    hostile = site.get("/search", params={"q": "数据", "missing": "<b>x</b>"}).text
    forged = site.get("/search", params={"q": "数据", "missing": TITLE}).text

    assert answer.status_code == 303
    assert sentence in plain(shown.text)
    assert "&lt;b&gt;x&lt;/b&gt;" in hostile
    assert "<b>x</b>" not in hostile
    assert "is not in the library" not in forged


def test_the_box_follows_the_day_of_reading(own_site):
    own_site.post("/day", {"day": "2022-06-01"})

    answer = own_site.get("/go", params={"q": f"{TITLE}第九条"})

    assert answer.headers["location"] == f"{DATA}/2021-09-26?on=2022-06-01#art_9"


HOSTILE = (
    "../../etc/passwd",
    "<b>x</b>",
    "%00",
    "' OR 1=1",
    "a" * 5000,
    "\u202ex",
    "art_1#art_2",
    "@@",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_every_address_are_refused_and_never_shown_raw(site, text):
    part = quote(text, safe="")
    addresses = (
        f"/works/{part}",
        f"{DATA}/{part}",
        f"{DATA}/@@{part}",
        f"{NEWEST}/provisions/{part}",
        f"{NEWEST}/provisions/art_9/{part}",
        f"{NEWEST}/cites/{part}",
        f"{NEWEST}/export/{part}",
        f"{NEWEST}/cited?provision={part}",
        f"{NEWEST}/now?provision={part}",
        f"/go?q={part}&in={part}",
    )
    for address in addresses:
        answer = site.get(address)
        assert answer.status_code in (200, 300, 303, 400, 404, 422), address
        assert "<b>x</b>" not in answer.text


@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_reading_in_a_browser(site, tab, width, language):
    mine = tab(site, width=width, language=language)
    for address in (DATA, NEWEST, f"{NEWEST}/provisions/art_9", f"{RULES}/cites"):
        mine.open(address)
        assert not mine.is_too_wide(), address
        assert mine.faults() == [], address


def test_previews_copying_and_the_outline(site, tab):
    mine = tab(site, permissions=["clipboard-read", "clipboard-write"])
    page = mine.open(RULES)

    page.hover("a.cite.elsewhere")
    page.wait_for_selector("#preview:not([hidden])")
    assert TITLE in page.inner_text("#preview")
    page.keyboard.press("Escape")
    assert page.is_hidden("#preview")

    page.goto(mine.address + NEWEST)
    page.hover("#art_9")
    page.click("#art_9 button.copy")
    page.wait_for_function("document.querySelector('#art_9 button.copy').textContent.includes('✓')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"《{TITLE}》（2024年修订）第九条"
    assert page.get_attribute("#outline", "open") is not None
    page.click("#outline li:nth-child(2) a")
    assert page.url.partition("#")[2] != ""


def test_reading_needs_no_script(site, tab):
    mine = tab(site, java_script_enabled=False)
    page = mine.open(NEWEST)

    page.click("#art_9 a.tool")
    assert page.inner_text("#citation") == f"《{TITLE}》（2024年修订）第九条"
    page.fill("#jump", f"{TITLE}第三条")
    page.press("#jump", "Enter")
    assert page.url.endswith(f"{NEWEST}#art_3")
    page.goto(mine.address + RULES)
    page.click("a.cite.elsewhere")
    assert DATA in page.url


def test_mentions_and_reading_values_agree(site):
    repository = Repository.open(site.repository)
    work = repository.find(f"{TITLE}实施细则")
    read = read_version(repository, work, work.versions[0], "2030-01-01")

    assert read.mentions == tuple(
        mentioned_works(read.document, work.jurisdiction, repository.catalogue())
    )


@pytest.mark.parametrize(
    "path", [f"{DATA}/2021-09-26", f"{DATA}/2021-09-26/provisions/art_9", NEWEST]
)
def test_the_line_that_stays_has_the_status_in_the_same_words(site, path):
    page = html.fromstring(site.get(path, params={"lang": "zh"}).text)
    (line,) = page.xpath('//*[@class="status-line"]')
    bars = page.xpath('//header//p[contains(@class, "status")]')
    words = [" ".join(one.text_content().split()) for one in bars]
    shown = [" ".join(one.text_content().split()) for one in line.xpath("./p[@title]")]

    assert TITLE in line.text_content()
    assert shown[0] == words[0]
    assert set(shown) <= set(words)
    assert line.xpath(".//a/@href")[:1] == bars[0].xpath(".//a/@href")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (1024, "dark"), (390, "dark")])
def test_the_status_is_in_view_where_a_link_leads_to_a_provision(site, tab, width, scheme):
    opened = tab(site, width=width, color_scheme=scheme)
    page = opened.open(f"{DATA}/2021-09-26#art_30")
    page.wait_for_function("scrollY > 500")
    line, place = (page.locator(one).bounding_box() for one in (".status-line", "#art_30"))
    status = page.locator(".status-line .status").first
    box = status.bounding_box()

    assert "older" in status.get_attribute("class")
    assert page.locator(".status-line a").first.is_visible()
    assert (line["y"], line["height"] <= 90) == (0, True)
    assert line["height"] <= place["y"] < 300
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= width
    assert not opened.is_too_wide()
    assert opened.faults() == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1024, 1400])
def test_english_heads_and_kinds_are_whole_words(site, tab, width):
    page = tab(site, width=width, language="en-GB").open(DATA)

    assert page.locator(".kicker").inner_text().lower() == "local regulation"
    heads = page.locator(".works thead th").evaluate_all(
        "all => all.map(one => [one.scrollWidth <= one.clientWidth, one.innerText,"
        " [...one.childNodes].flatMap(text => { const r = document.createRange();"
        " r.selectNodeContents(text); return [...r.getClientRects()]; }).length])"
    )
    assert all(fits for fits, *_ in heads)
    assert all(lines <= len(words.split()) for _, words, lines in heads)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
