"""A drafted decision in every form: valid, and read back to the same instructions. Texts are
invented, or of the corpus.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import policydiff
from policydiff.akn.validation import validate
from policydiff.amending.actions.draft_amendment import draft_amendment, draft_form, write_draft
from policydiff.amending.engine.drafted import DraftedAmendment, DraftFacts
from policydiff.comparing.actions.diff import DiffOptions
from policydiff.errors import UsageError
from policydiff.works.session import Session
from policydiff.works.writing import UnknownEndingError

FORMS = {"txt": ".txt", "markdown": ".md", "html": ".html", "docx": ".docx", "akn": ".xml"}
OLD = "乙省桥梁条例\n第一条　桥由村里修。\n第二条　路由乡里修，路灯由“路灯队”修。\n第三条　依照第二条修路的，发给补助。\n"
NEW = (
    "乙省桥梁条例\n第一条　桥由镇里修。\n第二条　船由县里修。\n第三条　路由乡里修，路灯由“路灯队”修。\n修路的人发给工钱：\n（一）本村的；\n（二）外村的。\n"
    "第四条　依照第三条修路的，发给补助。\n"
)


def read_back(result: DraftedAmendment, form: str) -> policydiff.Document:
    return policydiff.load(write_draft(result, form, "zh"), name=f"decision{FORMS[form]}")


def operations(decision: policydiff.Document) -> list[object]:
    return [
        operation.to_dict() | {"source": operation.source}
        for operation in policydiff.read_instructions(decision).operations
    ]


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return str(tmp_path / "old.txt"), str(tmp_path / "new.txt")


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_reads_back_and_gives_the_new_text(texts, tmp_path, form):
    drafted = draft_amendment(*texts, Session(repository=tmp_path), DiffOptions())
    back = read_back(drafted.result, form)
    old, new = (side.document for side in drafted.sides)
    carried_out = policydiff.consolidate(old, back, new)

    assert drafted.result.exact
    assert operations(back) == operations(drafted.result.decision)
    assert carried_out.complete
    assert carried_out.verification is not None
    assert carried_out.verification.exact


def test_its_xml_is_valid_and_says_what_it_changes(texts, tmp_path):
    drafted = draft_amendment(*texts, Session(repository=tmp_path), DiffOptions())
    xml = write_draft(drafted.result, "akn", "zh")

    assert list(validate(xml)) == []
    assert len(policydiff.from_xml(xml).active_modifications) == sum(
        operation.kind != "context" for operation in drafted.result.consolidation.operations
    )


def test_what_is_said_of_the_decision_stands_in_it(texts, tmp_path):
    facts = DraftFacts(
        authority="乙省人民代表大会常务委员会", adopted="2024-05-28", in_force="2024-07-01"
    )
    back = read_back(
        draft_amendment(*texts, Session(repository=tmp_path), DiffOptions(), facts).result, "docx"
    )

    assert back.title == "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定"
    assert (back.dates.adopted, back.dates.in_force) == ("2024-05-28", "2024-07-01")


@pytest.mark.parametrize("name", ["adopted", "promulgated", "in_force"])
def test_a_day_must_be_one(texts, tmp_path, name):
    with pytest.raises(UsageError, match=f"{name}: '28.5.2024' is not a date"):
        draft_amendment(
            *texts, Session(repository=tmp_path), DiffOptions(), DraftFacts(**{name: "28.5.2024"})
        )


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        (None, None, "txt"),
        ("d.docx", None, "docx"),
        ("d.json", None, "json"),
        ("d.json", "txt", "txt"),
        ("d.htm", None, "html"),
    ],
)
def test_the_form_to_write(name, form, expected):
    assert draft_form(None if name is None else Path(name), form) == expected


def test_an_ending_without_a_form_is_refused():
    with pytest.raises(UnknownEndingError):
        draft_form(Path("d.pdf"))


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("work", "old", "new"),
    [
        ("cybersecurity-law", "2016-11-07", "2025-10-28"),
        ("foreign-trade-law", "2022-12-30", "2025-12-27"),
        ("legislation-law", "2015-03-15", "2023-03-13"),
        ("road-transport-regulation", "2022-03-29", "2023-07-20"),
        ("spc-private-lending", "2020-08-20", "2020-12-23"),
    ],
)
def test_real_laws(corpus, work, old, new):
    sides = [
        next(
            path
            for path in (corpus / "works" / work).glob(f"{day}.*")
            if ".decision." not in path.name
        )
        for day in (old, new)
    ]
    result = policydiff.draft_amendment(*map(policydiff.load, sides))
    expected = operations(result.decision)

    assert result.exact
    assert list(validate(write_draft(result, "akn", "zh"))) == []
    assert [form for form in FORMS if operations(read_back(result, form)) != expected] == []
