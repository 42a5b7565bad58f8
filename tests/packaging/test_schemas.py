"""The schemas are in step with the types, hold of recorded answers, and refuse planted faults."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from json_schemas import validator

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.name.partition(".")[0] for path in (ROOT / "schemas").glob("*.json"))
DAY, HASH = "2020-01-01", "0" * 64
Path_ = tuple[str | int, ...]

DOCUMENT = {
    "uri": None,
    "title": "示例条例",
    "version_date": DAY,
    "version_basis": "adopted",
    "kind": "regulation",
    "called": None,
    "dates": {"adopted": DAY},
    "in_force_ground": "decision",
    "in_force_act": {"title": "决定", "name": f"决定@{DAY}"},
    "articles": 1,
    "presumed": False,
}
SERVED = DOCUMENT | {
    "document_number": None,
    "authority": "某部",
    "source_sha256": HASH,
    "url": "/works/example/2020-01-01",
}
ARTICLE = {
    "eid": "art_1",
    "level": "article",
    "citation": "第一条",
    "cited_as": "《示例条例》第1条",
    "url": "/works/example/2020-01-01#art_1",
    "parent": None,
    "text": "甲",
    "sha256": HASH,
}
INVENTED: dict[str, dict[str, Any]] = {
    "provisions": {"version": SERVED, "provisions": [ARTICLE]},
    "provision": {
        "version": SERVED,
        "provision": ARTICLE,
        "csl": {},
        "node": {},
        "notes": ["presumed"],
    },
    "error": {"status": 404, "exit_code": 2, "message": "no such work", "details": ["one"]},
    "relations": {
        "relations": [
            {
                "left": {"uri": None, "title": "意见"},
                "right": {"uri": "/akn/cn/act/law/2020/example", "title": "示例法"},
                "reviewers": ["甲"],
                "links": 1,
                "measures": 0,
            }
        ]
    },
    "decisions": {
        "decisions": [
            {
                "name": f"决定@{DAY}",
                "title": "决定",
                "uri": "/akn/cn/act/decision/2020/example",
                "date": DAY,
                "amends": [
                    {"name": "示例法", "uri": None, "title": None, "base": None, "result": None}
                ],
            }
        ]
    },
    "check-record": {
        "left": DOCUMENT | {"text_sha256": HASH, "file": "one.txt", "file_sha256": HASH},
        "right": DOCUMENT | {"text_sha256": HASH, "file": None, "file_sha256": None},
        "summary": {"rows": 1, "seen": 1},
        "rows": [
            {
                "match": 1,
                "category": "reworded",
                "left": [{"eid": "art_1", "num": "第一条"}],
                "right": [{"eid": "art_1", "num": None}],
                "seen": {"by": "甲", "at": f"{DAY}T00:00:00+00:00", "elsewhere": True},
                "type": "",
                "basis": "",
                "reason": "",
                "written": None,
            }
        ],
        "pairs": [{"left": ["art_1"], "right": ["art_1"], "apart": False, "stated": None}],
        "unplaced": [{"left": ["第一条"], "right": [], "reason": "略"}],
    },
    "timeline": {
        "ref": "refs/heads/timeline",
        "tip": "a" * 40,
        "kept": 0,
        "commits": [
            {
                "date": DAY,
                "title": "示例法",
                "subject": "示例法：制定",
                "work": "/akn/cn/act/law/2020/example",
                "version": DAY,
                "ends": [],
                "path": "cn/law/示例法.txt",
                "id": "b" * 40,
            }
        ],
    },
}


def recorded() -> dict[str, dict[str, Any]]:
    """An answer of each name: the shortest that was recorded, or an invented one."""
    found = {name: {"schema_version": 1, "type": name} | parts for name, parts in INVENTED.items()}
    files = sorted(
        (ROOT / "tests/cases/frozen/json").glob("*.json"), key=lambda f: -f.stat().st_size
    )
    for path in files:
        value = json.loads(path.read_text(encoding="utf-8"))
        if value.get("type") in set(NAMES) - set(INVENTED):
            found[value["type"]] = value
    return found


ANSWERS = recorded()


def places(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every value in an answer with its path; of several the first two."""
    yield path, value
    parts = value.items() if isinstance(value, dict) else ()
    parts = enumerate(value[:2]) if isinstance(value, list) else parts
    for key, part in parts:
        yield from places(part, (*path, key))


def planted(answer: Any, path: Path_, fault: Any) -> Any:
    """An answer with another value at a path."""
    made = copy.deepcopy(answer)
    parent = made
    for key in path[:-1]:
        parent = parent[key]
    if fault is None:
        del parent[path[-1]]
    else:
        parent[path[-1]] = fault
    return made


def test_the_files_are_in_step_with_the_types():
    command = [sys.executable, "scripts/schemas.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_a_schema(name):
    assert validator(name).schema["$id"] == f"{name}.schema.json"


@pytest.mark.parametrize("name", ANSWERS)
def test_a_recorded_answer_is_valid_and_a_wrong_type_in_it_is_not(name):
    check, answer = validator(name), ANSWERS[name]
    check.validate(answer)
    seen = set()
    for path, value in places(answer):
        shape = tuple(key if isinstance(key, str) else 0 for key in path)
        if path and shape not in seen and shape != ("node",):
            seen.add(shape)
            wrong = "zz" if isinstance(value, dict) else {"zz": 1}
            assert not check.is_valid(planted(answer, path, wrong)), path


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_without_one_of_its_first_keys_is_refused(name):
    check, answer = validator(name), ANSWERS[name]
    needed = [
        key
        for key in answer
        if key not in ("cited_as", "left_out", "notes", "presumed", "status", "url")
    ]
    accepted = [key for key in needed if check.is_valid(planted(answer, (key,), None))]

    assert set(accepted) <= {"complete", "provision", "statuses", "tiers", "unread"}


FAULTS: dict[str, tuple[str, Path_, Any]] = {
    "another version": ("works", ("schema_version",), 2),
    "another type": ("works", ("type",), "work"),
    "a status that is none": ("works", ("works", 0, "status", "kind"), "over"),
    "a key too many": ("works", ("works", 0, "status", "more"), 1),
    "a date that is none": ("works", ("works", 0, "status", "day"), "2020-1-1"),
    "a level that is none": ("comparison", ("matches", 0, "left", 0, "level"), "verse"),
    "a match of a kind that is none": ("comparison", ("matches", 0, "kind"), "changed"),
    "an added part with a left side": ("comparison", ("matches", 0, "kind"), "added"),
    "odds beyond one": ("comparison", ("matches", 0, "score"), 1.5),
    "a negative count": ("comparison", ("summary", "added"), -1),
    "an empty edit": ("comparison", ("matches", 0, "edits", 0, "text"), ""),
    "an operation that is none": ("comparison", ("matches", 0, "edits", 0, "op"), "replace"),
    "a rule twice": ("comparison", ("noise_rule",), ["width", "width"]),
    "a date too many": ("comparison", ("left", "dates", "printed"), DAY),
    "a date of one side that is none": ("comparison", ("left", "version_date"), "2020"),
    "a side without its number": ("comparison", ("matches", 0, "left", 0, "num"), None),
    "a ground that is none": ("provisions", ("version", "in_force_ground"), "guess"),
    "an act with a key too many": ("provisions", ("version", "in_force_act", "more"), "x"),
    "a hash that is none": ("provisions", ("provisions", 0, "sha256"), "0" * 63),
    "a kind of node that is none": ("document", ("body", 0, "type"), "chapter"),
    "a node without its line": ("document", ("body", 0, "line"), None),
    "line nought": ("document", ("body", 0, "line"), 0),
    "a verdict that is none": ("citations", ("citations", 0, "status"), "found"),
    "a span of three": ("citations", ("citations", 0, "from", "span"), [0, 1, 2]),
    "a count of nothing": ("citations", ("counts",), {"lost": 1}),
    "a history without versions": ("history", ("versions",), []),
    "a presence that is none": ("history", ("versions", 0, "presence"), "gone"),
    "a grade that is none": ("relation", ("links", 0, "grade"), 3),
    "a link without its share": ("relation", ("links", 0, "share"), None),
    "a branch elsewhere": ("timeline", ("ref",), "timeline"),
    "a commit that is none": ("timeline", ("tip",), "a" * 39),
    "no commits": ("timeline", ("commits",), []),
    "a category that is none": ("check-record", ("rows", 0, "category"), "unchanged"),
    "a refusal that is none": ("error", ("status",), 200),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_refused(fault):
    name, path, value = FAULTS[fault]

    assert not validator(name).is_valid(planted(ANSWERS[name], path, value))
