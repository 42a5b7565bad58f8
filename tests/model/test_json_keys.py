"""Values as JSON by their keys; a document is valid against its schema, with nothing lost."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from drafting import document
from json_schemas import validator

from policydiff.akn.reader import from_xml
from policydiff.akn.writer import to_xml
from policydiff.messages import Message
from policydiff.model.citation import Citation, Reference
from policydiff.model.document import Block, Provision, Quoted, Table
from policydiff.model.json_keys import KEYS, as_json, keys_of
from policydiff.model.source import Dropped, Problem, SourceCell
from policydiff.model.version import Amendment, Dates, Modification, QuotedText

SCHEMA = validator("document")
REFERENCE = Reference(
    span=(2, 5),
    text="第一条",
    internal=True,
    target="art_1",
    citation=Citation(work=None, steps=(("article", "1"),)),
)
MARKED = Block(
    text="依照第一条",
    eid="p_9",
    references=(REFERENCE,),
    quoted=(QuotedText(span=(2, 5), eid="qtext_1"),),
    line=4,
)
CHANGE = Modification(
    type="join", source=("/akn/cn/!work/x/!main~art_2",), destination=("#art_1",), new=("#qtext_1",)
)


def rich():
    made = document(
        "序言。\n第一章　总则\n第一条　甲乙。\n（一）子；\n（二）丑。\n附件一　名录\n|甲|乙|",
        promulgated="2021-03-01",
    )
    quoted = Quoted(
        content=(
            Provision(
                eid="qstr_1__art_1",
                level="article",
                number="1",
                num="第一条",
                content=(Block(text="新。"),),
            ),
        )
    )
    return dataclasses.replace(
        made,
        body=(*made.body, MARKED, quoted, Table(rows=((SourceCell(text="甲"),),))),
        amendments=(Amendment(word="修正", date="2021-01-01"),),
        passive_modifications=(CHANGE,),
        problems=(Problem(code="number-skips", message=Message.foreign("缺第二条"), line=3),),
        dropped=(Dropped(what="page-number", text="— 3 —", line=9),),
        source_sha256="0" * 64,
    )


def test_all_of_it_is_valid() -> None:
    SCHEMA.validate(json.loads(json.dumps(as_json(rich(), "whole document"))))


def test_a_text_of_which_only_the_approval_is_told_is_dated_by_it() -> None:
    approved = dataclasses.replace(rich(), dates=Dates(approved="1989-05-11"))
    value = as_json(approved, "whole document")

    SCHEMA.validate(json.loads(json.dumps(value)))
    assert (value["version_date"], value["version_basis"]) == ("1989-05-11", "approved")
    assert (
        from_xml(
            to_xml(
                dataclasses.replace(document("第一条　甲。"), dates=Dates(approved="1989-05-11"))
            )
        ).version_basis
        == "approved"
    )


def test_articles_stand_beside_the_tree() -> None:
    given = as_json(rich(), "whole document")

    assert given["articles"] == [
        {"eid": "art_1", "num": "第一条", "heading": None, "text": "甲乙。\n（一）子；\n（二）丑。"}
    ]
    assert given["body"][0]["content"][0]["num"] == "第一条"


def test_every_node_says_what_it_is() -> None:
    given = as_json(rich(), "whole document")

    assert [node["type"] for node in given["body"]] == ["provision", "block", "quoted", "table"]
    assert given["body"][1]["references"] == [
        {
            "span": [2, 5],
            "text": "第一条",
            "internal": True,
            "target": "art_1",
            "end_target": None,
            "work": None,
        }
    ]
    assert given["body"][1]["quoted"] == [{"span": [2, 5], "eid": "qtext_1"}]
    assert given["passive_modifications"] == [
        {
            "type": "join",
            "source": ["/akn/cn/!work/x/!main~art_2"],
            "destination": ["#art_1"],
            "previous": None,
            "old": [],
            "new": ["#qtext_1"],
        }
    ]
    assert given["dates"] == {"promulgated": "2021-03-01"}


def test_the_schema_refuses_what_is_none() -> None:
    given = as_json(rich(), "whole document")
    given["body"][0]["level"] = "verse"

    assert not SCHEMA.is_valid(given)


def test_every_line_of_keys_is_of_one_class_of_the_package() -> None:
    sources = (Path(__file__).parents[2] / "policydiff").rglob("*.py")
    names = {
        name
        for path in sources
        for name in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert {line for line in KEYS if line[0].isupper()} <= names


@dataclass(frozen=True, kw_only=True)
class Ferry:
    """A ferry, to show each form of a key."""

    name: str
    stops: tuple[tuple[str, str], ...] = ()
    owner: Ferry | None = None
    note: str = ""
    closed: bool = False


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("name", {"name": "北"}),
        ("title=name by=owner.name", {"title": "北", "by": None}),
        ("last=stops.-1.0 count=#stops owned=!owner", {"last": "乙", "count": 2, "owned": False}),
        ("note~ type='ferry'", {"note": None, "type": "ferry"}),
        ("note? closed? owner? stops?closed name?stops", {"note": "", "name": "北"}),
        ("stops(from=0 to=1)", {"stops": [{"from": "甲", "to": "乙"}, {"from": "乙", "to": "丙"}]}),
        ("stops(1)", {"stops": ["乙", "丙"]}),
        ("ferry{name owner(name)}", {"ferry": {"name": "北", "owner": None}}),
        ("* name='南'", {"name": "南", "note": ""}),
        ("@ferry name", {"schema_version": 1, "type": "ferry", "name": "北"}),
    ],
)
def test_the_forms_of_keys(keys: str, written: dict[str, object], monkeypatch) -> None:
    monkeypatch.setitem(KEYS, "Ferry", "name note")
    monkeypatch.setitem(KEYS, "shown", keys)
    ferry = Ferry(name="北", stops=(("甲", "乙"), ("乙", "丙")))

    keys_of.cache_clear()
    assert as_json(ferry, "shown") == written
    keys_of.cache_clear()


def test_a_class_without_a_line_has_all_its_fields() -> None:
    ferry = Ferry(name="北", owner=Ferry(name="南", closed=True))

    assert as_json(ferry)["owner"] == {
        "name": "南",
        "stops": [],
        "owner": None,
        "note": "",
        "closed": True,
    }
