"""What is written is of the form that the schemas tell, whatever became of the decision; and the
schemas see what is wrong. All texts are invented.
"""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path

import pytest
from json_schemas import validator

import policydiff
from policydiff.amending.engine.chain import consolidate_chain
from policydiff.model.version import Dates

NAMES = ("comparison", "instructions", "consolidation", "consolidation-chain", "drafted-amendment")
CASES = Path(__file__).parents[2] / "cases" / "chain"
TITLE = "# 乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定"
END = "本决定自2020年1月1日起施行。"
BASE = "乙省桥梁条例\n第一条　桥由村里修。\n第二条　路由乡里修。\n依照第三条修路的，发给补助。\n第三条　有下列情形的，不得上桥：\n（一）醉酒；\n（二）超重。\n"
ITEMS = {
    "applied": "一、将第一条修改为：“桥由镇里修。”",
    "words": "一、将第一条中的“村里”修改为“镇里”，在第二条第一款中的“路”后增加“和船”。",
    "inserted and renumbered": "一、增加一条，作为第二条：“船由县里修。”\n二、将第三条改为第四条，删去第一项。",
    "a reference that is lost": "一、删去第三条。",
    "failed": "一、将第一条修改为：“桥由镇里修。”\n二、将第九条修改为：“略。”",
    "unparsed": "一、将第一条修改为：“桥由镇里修。”\n二、桥梁的事情以后再议，另行安排妥当。",
    "without a number": "乙省人民代表大会常务委员会决定对《乙省桥梁条例》作如下修改：\n将第一条修改为：“桥由镇里修。”",
    "other works": "一、修改《乙省桥梁条例》\n（一）将第一条修改为：“桥由镇里修。”\n二、修改《乙省渡口条例》\n（一）删去第三条。",
}


def load(text: str) -> policydiff.Document:
    return policydiff.load(text.encode(), name="text.md")


def decision(case: str) -> policydiff.Document:
    return load("\n\n".join((TITLE, *ITEMS[case].split("\n"), END)))


def faults(name: str, value: object) -> list[str]:
    return [error.message for error in validator(name).iter_errors(value)]


def carry_out(case: str, against: str | None = None):
    return policydiff.consolidate(
        load(BASE), decision(case), None if against is None else load(against)
    )


@pytest.mark.parametrize("case", ITEMS)
def test_the_operations_of_a_decision(case):
    found = policydiff.read_instructions(decision(case)).to_dict()

    assert faults("instructions", found) == []
    assert found["operations"]


@pytest.mark.parametrize(
    "against",
    [None, BASE, BASE.replace("桥由村里修", "桥由镇里修")],
    ids=["alone", "differs", "equal"],
)
@pytest.mark.parametrize("case", ITEMS)
def test_a_decision_carried_out(case, against):
    assert faults("consolidation", carry_out(case, against).to_dict()) == []


def test_the_cases_are_what_they_are_called():
    statuses = {
        case: {operation.status for operation in carry_out(case).operations} for case in ITEMS
    }

    assert all("applied" in found for found in statuses.values())
    assert "failed" in statuses["failed"]
    assert "unparsed" in statuses["unparsed"]
    assert "other-work" in statuses["other works"]
    assert carry_out("a reference that is lost").problems


def text(name: str, **words: str) -> policydiff.Document:
    whole = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    for old, new in words.items():
        whole = whole.replace(old, new)
    return policydiff.load(whole.encode(), name=f"{name}.txt")


def chains():
    both = (text("2015.decision"), text("2020.decision"))
    yield "verified", consolidate_chain(text("2010"), both, (text("2015"), text("2020")))
    yield "in part", consolidate_chain(text("2010"), both, (text("2020"),))
    yield (
        "differs",
        consolidate_chain(
            text("2010"), both, (text("2015", 船由县里修="船由州里修"),), from_republished=True
        ),
    )
    yield (
        "failed",
        consolidate_chain(
            text("2010"), (text("2015.decision", 将第二条第一款="将第九条第一款"), both[1])
        ),
    )
    undated = replace(both[0], dates=Dates(), preface=())
    yield "no date", consolidate_chain(text("2010"), (undated,), spare=(text("2015"),))
    yield "left out", consolidate_chain(text("2010"), both[1:], spare=(text("2015"), text("2020")))


CHAINS = dict(chains())


@pytest.mark.parametrize("case", CHAINS)
def test_a_chain(case):
    assert faults("consolidation-chain", CHAINS[case].to_dict()) == []


@pytest.mark.parametrize(
    "new",
    [
        BASE.replace("村里", "镇里"),
        BASE.replace("（一）醉酒；\n", ""),
        f"{BASE}第四条　桥上不得停车。\n",
    ],
)
def test_a_drafted_amendment(new):
    assert (
        faults("drafted-amendment", policydiff.draft_amendment(load(BASE), load(new)).to_dict())
        == []
    )


def test_a_draft_that_leaves_something_over():
    result = carry_out("applied", BASE.replace("桥由村里修", "桥由镇里修").replace("补助", "补贴"))
    assert result.verification is not None
    draft = policydiff.draft_amendment(load(BASE), load(BASE.replace("村里", "镇里")))
    found = replace(draft, remains=result.verification.differences).to_dict()

    assert (found["exact"], faults("drafted-amendment", found)) == (False, [])


WRONG = {
    "no status": ("consolidation", lambda found: found["operations"][0].pop("status")),
    "a status of its own": (
        "consolidation",
        lambda found: found["operations"][0].update(status="done"),
    ),
    "parsed is no outcome": (
        "consolidation",
        lambda found: found["operations"][0].update(status="parsed"),
    ),
    "failed without why": (
        "consolidation",
        lambda found: found["operations"][0].update(status="failed", message=None),
    ),
    "context with a change": (
        "consolidation",
        lambda found: found["operations"][0].update(status="context", kind="repeal"),
    ),
    "a count for the articles": (
        "consolidation",
        lambda found: found["document"].update(articles=3),
    ),
    "differences though equal": (
        "consolidation",
        lambda found: found["verification"].update(equal_but_noise=True),
    ),
    "no verification": ("consolidation", lambda found: found.pop("verification")),
    "a wrong step": ("consolidation-chain", lambda found: found["steps"][0].pop("operations")),
    "no step": ("consolidation-chain", lambda found: found.update(steps=[])),
    "matched with nothing": (
        "consolidation-chain",
        lambda found: found["steps"][0].update(against=None),
    ),
    "a day that is none": ("consolidation-chain", lambda found: found.update(unexplained=["2015"])),
    "exact with a rest": ("drafted-amendment", lambda found: found["remains"].append({})),
    "exact though an operation failed": (
        "drafted-amendment",
        lambda found: found["operations"][0].update(status="failed", message="no"),
    ),
    "no figures": ("drafted-amendment", lambda found: found.pop("quoted")),
    "applied without a text": (
        "instructions",
        lambda found: found["operations"][0].update(status="applied"),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_seen(case):
    name, spoil = WRONG[case]
    result = carry_out("applied", BASE)
    right = {
        "consolidation": result.to_dict(),
        "consolidation-chain": CHAINS["verified"].to_dict(),
        "drafted-amendment": policydiff.draft_amendment(
            load(BASE), load(BASE.replace("村里", "镇里"))
        ).to_dict(),
        "instructions": policydiff.read_instructions(result.decision).to_dict(),
    }[name]
    spoilt = copy.deepcopy(right)
    spoil(spoilt)

    assert faults(name, right) == []
    assert faults(name, spoilt) != []


@pytest.mark.corpus
def test_real_decisions(corpus):
    for path in sorted(corpus.glob("works/*/*.decision.*")):
        found = policydiff.read_instructions(policydiff.load(path)).to_dict()
        assert faults("instructions", found) == [], path.name
    for path in sorted(corpus.glob("gold/*.triple.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        folder = corpus / "works" / gold["work"]
        result = policydiff.consolidate(
            *(policydiff.load(folder / gold[key]) for key in ("base", "decision", "after"))
        )
        assert faults("consolidation", result.to_dict()) == [], path.name
