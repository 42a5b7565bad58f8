"""Files and bytes become documents; what a person knows better wins."""

from __future__ import annotations

from pathlib import Path

import pytest

import policydiff
from policydiff.errors import InputError, NotFoundError, UsageError
from policydiff.model.document import Document
from policydiff.reading import load as module
from policydiff.reading import plugins
from policydiff.reading.load import load, read_file, with_facts
from policydiff.reading.plugins import UnsupportedFormatError
from policydiff.text.traditions.registry import DIALECTS, recognise

TEXT = """示例市停车条例

第一条　为了规范停车，制定本条例。

第二条　本条例自2004年7月1日起施行。
"""
PAGE = "<!DOCTYPE html><html><body><h1>示例市停车条例</h1><p>第一条　为了规范停车，制定本条例。</p><p>第二条　自公布之日起施行。</p></body></html>"


def test_a_path_a_text_and_bytes_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "停车.txt"
    path.write_text(TEXT, encoding="utf-8")

    documents = [
        load(path),
        load(str(path)),
        load(TEXT.encode(), name="停车.txt"),
        policydiff.load(path),
    ]

    assert all(document == documents[0] for document in documents)
    assert documents[0].title == "示例市停车条例"
    assert [article.num for article in documents[0].articles] == ["第一条", "第二条"]


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.txt", TEXT, "utf-8"),
        ("a.md", TEXT, "utf-8-sig"),
        ("a", TEXT, "gb18030"),
        ("a.unknown", TEXT, "utf-8"),
        ("a.html", PAGE, "utf-8"),
        ("a.txt", PAGE, "utf-8"),
        ("a", PAGE, "gb18030"),
    ],
    ids=[
        "txt",
        "markdown",
        "no ending",
        "unknown ending",
        "html",
        "html called txt",
        "html without a name",
    ],
)
def test_the_format_is_found_by_content_and_name(name: str, text: str, encoding: str) -> None:
    assert len(load(text.encode(encoding), name=name).articles) == 2


def test_stored_xml_is_read_as_it_is() -> None:
    document = load(TEXT.encode(), name="a.txt")

    again = load(policydiff.to_xml(document), name="anything")

    assert again.title == document.title
    assert again.articles == document.articles


def test_given_facts_win() -> None:
    document = load(
        TEXT.encode(),
        name="a.txt",
        kind="department-rule",
        title="别名",
        authority="示例市交通局",
        document_number="示例〔2020〕1号",
        promulgated="2020-02-29",
        in_force="2020-03-01",
    )

    assert (document.kind, document.title, document.authority) == (
        "department-rule",
        "别名",
        "示例市交通局",
    )
    assert document.dates.to_dict() == {"promulgated": "2020-02-29", "in_force": "2020-03-01"}
    assert (document.version_date, document.version_basis) == ("2020-02-29", "promulgated")


def test_none_leaves_what_the_text_says() -> None:
    assert load(TEXT.encode(), name="a.txt", title=None, promulgated=None) == load(
        TEXT.encode(), name="a.txt"
    )


def test_the_first_in_force_date_is_not_that_of_a_later_version() -> None:
    """Given that this text is of 2020, its 附则 names the day of the first version."""
    document = load(TEXT.encode(), name="a.txt", promulgated="2020-01-01")

    assert document.dates.in_force is None
    assert document.original_dates.in_force == "2004-07-01"


def test_a_notice_may_take_effect_before_its_date() -> None:
    assert (
        load(TEXT.encode(), name="a.txt", promulgated="2020-01-01", kind="notice").dates.in_force
        == "2004-07-01"
    )


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"kind": "opnion"}, "kind"),
        ({"promulgated": "2017-02-29"}, "promulgated"),
        ({"in_force": "2017-1-1"}, "in_force"),
        ({"adopted": "２０１７-01-01"}, "adopted"),
        ({"dialect": "cn_poem"}, "cn_poem"),
    ],
)
def test_a_wrong_fact_is_the_callers_mistake(facts: dict[str, str], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        load(TEXT.encode(), name="a.txt", **facts)  # type: ignore[arg-type]


def test_a_named_dialect_is_used() -> None:
    assert load(TEXT.encode(), name="a.txt", dialect="cn_policy").dialect == "cn_policy"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        load(tmp_path / "missing.txt")
    with pytest.raises(NotFoundError, match="no such file"):
        load(Path(__file__) / "below")
    with pytest.raises(InputError, match="folder"):
        load(tmp_path)
    with pytest.raises(InputError, match="regular"):
        load("/dev/zero")
    with pytest.raises(InputError, match="cannot be read"):
        load("x\0y")
    with pytest.raises(InputError, match="cannot be read"):
        load("x" * 5000)


def test_the_limit_of_size_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)

    assert read_file(path, 100) == b"x" * 100
    with pytest.raises(InputError, match="larger than"):
        read_file(path, 99)
    assert module.MAX_BYTES < 50 * 1024 * 1024


@pytest.mark.parametrize("head", plugins._SIGNATURES, ids=lambda head: repr(head))
def test_known_binary_formats_are_named(head: bytes) -> None:
    with pytest.raises(
        UnsupportedFormatError, match=r"a\.bin: this looks like .*policydiff reads .*\.txt"
    ):
        load(head + b"\0" * 20, name="a.bin")


def test_equal_recognition_goes_to_the_first_dialect() -> None:
    """A text that no tradition claims is read by the first of those that recognise it equally
    well.
    """
    source = plugins.reader("txt").read("一句话。\n".encode(), "a.txt")
    scores = {name: plugins.dialect(name).recognise(source) for name in DIALECTS}

    first = next(name for name in DIALECTS if scores[name] == max(scores.values()))

    assert recognise(source).name == first


SINCE = "示例市停车条例\n（{head}）\n第一条　为了规范停车，制定本条例。\n第二条　{closing}\n"
PASSED = "2004年3月1日示例市人民代表大会常务委员会通过"


def parking(closing: str, head: str = PASSED, **facts: str) -> Document:
    return load(SINCE.format(head=head, closing=closing).encode(), name="停车.txt", **facts)


def test_since_its_promulgation_is_a_day_once_that_is_known() -> None:
    known = parking("本条例自公布之日起施行。", promulgated="2004-03-20")

    assert (known.dates.in_force, known.in_force_ground) == ("2004-03-20", "text")
    assert parking("本条例自公布之日起施行。").dates.in_force is None


def test_a_day_of_promulgation_that_is_corrected_is_that_of_force_too() -> None:
    told = "2004年3月20日示例市人民政府令第9号公布"

    assert parking("本条例自公布之日起施行。", told).dates.in_force == "2004-03-20"
    assert (
        parking("本条例自公布之日起施行。", told, promulgated="2004-03-21").dates.in_force
        == "2004-03-21"
    )


@pytest.mark.parametrize(
    ("closing", "head", "facts", "day"),
    [
        ("本条例自2004年7月1日起施行。", PASSED, {"promulgated": "2004-03-20"}, "2004-07-01"),
        ("停车费由市人民政府规定。", PASSED, {"promulgated": "2004-03-20"}, None),
        (
            "本条例自公布之日起施行。",
            f"{PASSED}　2010年5月6日示例市人民代表大会常务委员会修正",
            {"promulgated": "2010-05-10"},
            None,
        ),
        (
            "本条例自公布之日起施行。",
            PASSED,
            {"promulgated": "2004-03-20", "in_force": "2004-04-01"},
            "2004-04-01",
        ),
        ("本条例自公布之日起施行。", PASSED, {"approved": "2004-03-18"}, None),
        ("本条例自公布之日起施行。", PASSED, {"title": "示例市停车规定"}, None),
    ],
    ids=[
        "another day",
        "no day",
        "of the first version",
        "set by hand",
        "approved, not promulgated",
        "another fact",
    ],
)
def test_no_day_of_promulgation_stands_for_another(
    closing: str, head: str, facts: dict[str, str], day: str | None
) -> None:
    assert parking(closing, head, **facts).dates.in_force == day


def test_a_day_that_was_set_stays_before_the_date_of_the_version() -> None:
    known = parking("停车费由市人民政府规定。", in_force="2004-02-01")

    assert with_facts(known, promulgated="2004-03-20").dates.in_force == "2004-02-01"
