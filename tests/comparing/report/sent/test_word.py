"""The 对照表 of each profile as a Word file: what is listed, what is claimed, what is hidden."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_docx import W, dump, rows, tree

from policydiff.comparing.actions.profiles import SHIPPED, read_profile
from policydiff.comparing.actions.written import sent_table
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.sent.word import render_sent_table
from policydiff.locale import translate
from policydiff.model.comparison import PossiblePartner
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.report.formats import write
from policydiff.resources import resource

EXAMPLE = resource("corpora", "example")
MARKED = re.compile(r"\*?\{\+.*?\+\}\*?|\[-.*?-\]")
NUMBER = re.compile(r"第.{1,2}条　?")


@pytest.fixture(scope="module")
def rules():
    """An invented company's articles of association in two versions."""
    return diff(
        load(EXAMPLE / "articles/2023-05-10.md"),
        load(EXAMPLE / "articles/2025-09-18.md"),
    )


def compare(left: str, right: str):
    """Two texts, article by article."""
    return diff(load(left.encode(), name="old.txt"), load(right.encode(), name="new.txt"))


def table(comparison, profile: str = "listed-company", **options):
    return sent_table(comparison, ReportOptions(profile=read_profile(profile), **options))


def file(comparison, profile: str = "listed-company", **options) -> bytes:
    return render_sent_table(table(comparison, profile, **options), ReportOptions())


def text(number: int, words: str = "") -> str:
    return f"第{'一二三四五六七八九'[number]}条　公司第{number}项事务由董事会决定{words}。\n"


@pytest.mark.parametrize("profile", SHIPPED)
def test_the_table_of_each_profile_reads(rules, golden, cases: Path, profile):
    golden(cases / f"sent_{profile}.txt", dump(file(rules, profile)))


@pytest.mark.parametrize("profile", SHIPPED)
def test_the_file_opens_and_names_no_program_and_no_date(rules, profile):
    data = file(rules, profile)
    properties = docx.Document(io.BytesIO(data)).core_properties
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())

    assert (properties.author, properties.last_modified_by) == ("", "")
    assert (properties.created, properties.modified) == (None, None)
    assert b"policydiff" not in whole.lower()
    assert data == file(rules, profile)


def test_replacements_stand_first_and_their_articles_are_named(rules):
    found = rows(file(rules))

    assert found[1] == ["全文", "“股东大会”", "“股东会”"]
    assert found[2] == [
        "仅涉及上述统一替换的条款（修订后的第八条、第九条、第十条、第十八条、第十九条、第二十一条）不再逐条列示。"
    ]


def test_a_replacement_that_is_not_true_everywhere_leaves_nothing_out():
    old = "某公司章程\n\n" + "".join(text(n, "并报股东大会") for n in range(5))
    new = old.replace("股东大会", "股东会", 4)
    found = rows(file(compare(old, new)))

    assert all("“股东大会”" not in cells for cells in found)
    assert sum("{+股东会+}" in cells[-1] or "股东" in cells[-1] for cells in found[1:]) == 4


def test_an_article_with_another_citation_is_listed_where_no_sentence_covers_it():
    old = "某公司章程\n\n" + "".join(text(n, "并报股东大会") for n in range(4))
    old += "第五条　违反第四条规定的，由股东大会决定处理，并向全体股东公告。\n"
    new = old.replace("股东大会", "股东会").replace("第五条　违反第四条", "第五条　违反第四条之一")
    comparison = compare(old, new.replace("第四条　", "第四条之一　"))
    found = table(comparison)

    assert found.renumbered == ""
    assert any(
        "违反" in "".join(p.text for part in cell.parts for p in part.text)
        for row in found.rows
        for cell in row.cells
    )


def test_a_claim_that_is_not_proved_is_left_out_and_named(rules):
    part = table(rules, chapters=("第三章",))
    whole = table(rules)

    assert whole.closing.startswith("除上述修订外，其他条款内容不变；因条款增删")
    assert "其他条款内容不变" not in part.closing
    assert any("其他条款内容不变" in translate(one, "zh") for one in part.withheld)
    assert [translate(one, "zh") for one in whole.withheld] == [
        "报送前请核对：旧第四条 → 新第四条、第五条（对应的把握为 73%）",
        "报送前请核对：旧第十四条 → 新第十六条（对应的把握为 80%）",
    ]


def test_braces_in_a_sentence_of_a_profile_are_words_of_it(rules):
    profile = replace(read_profile("listed-company"), closing="除上述{修订}外，其他{条款不变")
    found = sent_table(rules, ReportOptions(profile=profile, chapters=("第三章",)))

    assert any("“除上述{修订}外，其他{条款不变”" in str(one) for one in found.withheld)


def test_a_pair_that_may_correspond_is_named_once():
    comparison = compare(
        f"渡口管理办法（征求意见稿）\n\n{text(0)}第二条　船员须持证上岗。\n",
        f"渡口管理办法（送审稿）\n\n{text(0)}第二条　严禁在湖中网箱养鱼。\n",
    )
    gone, come = (
        next(one for one in comparison.matches if one.kind == kind) for kind in ("removed", "added")
    )
    possible = {
        gone.id: replace(gone, possible=(PossiblePartner(side=come.right[0], score=0.3),)),
        come.id: replace(come, possible=(PossiblePartner(side=gone.left[0], score=0.3),)),
    }
    matches = tuple(possible.get(one.id, one) for one in comparison.matches)

    withheld = [
        translate(one, "zh") for one in table(replace(comparison, matches=matches)).withheld
    ]
    assert [one for one in withheld if "可能对应" in one] == [
        "报送前请核对：征求意见稿第二条可能对应送审稿第二条（把握 30%）"
    ]


def test_part_of_the_articles_is_not_claimed_where_all_changed():
    found = table(compare(f"某公司章程\n\n{text(0)}", f"某公司章程\n\n{text(0, '或者经理')}"))

    assert found.opening == ""
    assert any("部分条款" in translate(one, "zh") for one in found.withheld)


def test_numbers_that_changed_without_a_reason_are_listed():
    old = "某公司章程\n\n第一条　公司依照第二条设立董事会。\n第二条　董事会由三人组成，任期三年。\n"
    new = old.replace("第二条", "第三条")
    found = table(compare(old, new))

    assert "条款增删" not in found.closing
    assert any(
        "第三条" in "".join(p.text for part in cell.parts for p in part.text)
        for row in found.rows
        for cell in row.cells
    )


def test_the_legend_explains_only_what_stands_in_the_table():
    old = f"某条例\n\n{text(0)}{text(1)}"
    legend = table(compare(old, old + text(2)), "law").legend

    assert legend == "（右栏黑体并加下划线的文字为修改或者增加的内容）"


def test_a_draft_is_named_without_its_stage():
    old = f"某条例\n\n{text(0)}"
    found = table(compare(old, old.replace("某条例", "某条例（修订草案）") + text(1)), "draft")

    assert found.title == "《某条例》现行条文与修订草案条文对照表"
    assert found.heads == ("现行条文", "修订草案条文")


def test_what_a_person_did_not_write_is_empty(rules):
    found = rows(file(rules, "ministry"))

    assert {cells[2] for cells in found[1:] if len(cells) == 3} == {""}


def test_two_equal_texts_have_one_line():
    same = f"某条例\n\n{text(0)}"
    found = table(compare(same, same), "law")

    assert [cell.lines for row in found.rows for cell in row.cells] == [
        (
            "两份文本没有差别（不计为修订的差异除外）。已比较：题目、条文、文中载明的日期、文号和机关。",
        )
    ]
    assert (found.closing, found.legend) == ("", "")


def test_the_head_of_the_table_is_on_every_page_with_page_numbers(rules):
    data = file(rules)
    head = tree(data).find(".//{*}tbl/{*}tr/{*}trPr/{*}tblHeader")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        footers = [archive.read(name) for name in archive.namelist() if "footer" in name]
        headers = [archive.read(name) for name in archive.namelist() if "header" in name]

    assert head is not None
    assert any(b" NUMPAGES " in one for one in footers)
    assert any("示例股份有限公司章程".encode() in one for one in headers)


def test_attachment_and_secrecy_stand_in_the_header(rules):
    profile = replace(read_profile("law"), attachment="附件1", secrecy="内部")
    data = render_sent_table(sent_table(rules, ReportOptions(profile=profile)), ReportOptions())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        heads = b"".join(archive.read(name) for name in archive.namelist() if "header" in name)

    assert "附件1　内部".encode() in heads


@settings(max_examples=40, deadline=None)
@given(
    changes=st.lists(st.sampled_from(("", "并公告", "或者经理", None)), min_size=3, max_size=8),
    profile=st.sampled_from(SHIPPED),
)
def test_nothing_that_changed_is_hidden(changes, profile):
    """Unmarked words are the same on both sides, and every changed article has a row."""
    old = "某公司章程\n\n" + "".join(text(n) for n in range(len(changes)))
    new = "某公司章程\n\n" + "".join(
        text(n, words) for n, words in enumerate(changes) if words is not None
    )
    comparison = compare(old, new)
    found = [cells for cells in rows(file(comparison, profile))[1:] if len(cells) > 1]
    whole = "\n".join("".join(cells) for cells in found)
    columns = [read_profile(profile).columns.index(name) for name in ("left", "right")]

    for cells in found:
        left, right = (NUMBER.sub("", MARKED.sub("", cells[place])) for place in columns)
        assert {left, right} & {"新增", "删去", "删除"} or left == right
    for n, words in enumerate(changes):
        if words != "":
            assert f"第{n}项" in whole
    marked = "".join(MARKED.findall(whole))
    for words in ("并公告", "或者经理"):
        assert marked.count(words) == changes.count(words)


@pytest.mark.parametrize("form", ["html", "markdown", "xlsx"])
def test_other_formats_have_the_rows_and_no_legend_of_words_marks(rules, form):
    shape = ReportOptions(profile=read_profile("ministry"))
    data = write(sent_table(rules, shape), form, shape)
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        said = "".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        said = data.decode()

    assert "现行规定" in said
    assert "15,000万" in said
    assert "仅条文序号变化的从略" in said
    assert "黑体字" not in said


def drafts():
    """A draft that was put out for comment, and the text as it was promulgated."""
    body = "".join(map(text, range(3)))
    left = load(f"渡口管理办法（征求意见稿）\n\n{body}".encode(), name="old.txt")
    right = load(f"渡口管理办法\n\n{body}{text(3)}".encode(), name="正式稿.txt")
    return diff(left, right)


@pytest.mark.parametrize(
    ("profile", "title"),
    [
        ("law", "《渡口管理办法》征求意见稿与正式稿对照表"),
        ("draft", "《渡口管理办法》征求意见稿与正式稿对照表"),
        ("listed-company", "《渡口管理办法》修订对照表"),
    ],
)
def test_stages_of_a_draft_are_the_heads_of_the_texts(profile, title):
    made = table(drafts(), profile)

    assert made.heads[-2:] == ("征求意见稿", "正式稿")
    assert made.title == made.file_name == title


def test_the_heads_of_a_profile_of_ones_own_stay(tmp_path: Path):
    own = tmp_path / "law.toml"
    own.write_bytes(resource("policydiff", "comparing", "profiles", "law.toml").read_bytes())

    assert table(drafts(), str(own)).heads == ("修改前", "修改后")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("渡口公司章程", ["《渡口公司章程》修订对照表"]),
        (
            "南北渡口轮渡客运股份有限公司章程",
            ["《南北渡口轮渡客运股份有限公司章程》", "修订对照表"],
        ),
    ],
)
def test_no_single_character_of_a_title_is_left_alone(name, lines):
    comparison = compare(f"{name}\n\n{text(0)}", f"{name}\n\n{text(0, '或者经理')}")
    document = docx.Document(io.BytesIO(file(comparison)))

    assert document.paragraphs[0].text.split("\n") == lines
    assert document.core_properties.title == "".join(lines)


def test_long_rows_may_break_between_pages_and_the_head_is_repeated():
    long, short = text(0, "，但是章程另有规定的除外" * 9), text(1)
    comparison = compare(
        f"某公司章程\n\n{long}{short}",
        f"某公司章程\n\n{long}{short}".replace("由董事会", "由经理"),
    )
    table_rows = tree(file(comparison, whole=True)).iter(f"{W}tr")
    looks = [
        {look.tag.removeprefix(W) for look in row.iterfind(f"{W}trPr/*")} for row in table_rows
    ]

    assert looks == [{"cantSplit", "tblHeader"}, set(), {"cantSplit"}]


def test_nothing_behind_a_table_makes_a_page_of_its_own():
    last = docx.Document(io.BytesIO(file(drafts(), "law"))).paragraphs[-1]

    assert last.text == ""
    assert last.paragraph_format.line_spacing.pt == 1
    assert last._p.find(f"{W}pPr/{W}rPr/{W}vanish") is not None
