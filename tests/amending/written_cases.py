"""Readable cases of instructions: the files of tests/cases/instructions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import policydiff
from policydiff.amending.engine.operations import Operation

CASES = Path(__file__).resolve().parent.parent / "cases" / "instructions"
TITLE = "丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定"
OPENING = "丙县第九届人民代表大会常务委员会第三次会议决定对《丙县渡口条例》作如下修改："
CLOSING = "本决定自2030年1月1日起施行。\n《丙县渡口条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One item of a decision and the lines that its operations are written as."""

    name: str
    text: str
    expected: tuple[str, ...]


def read_cases(path: Path) -> list[Case]:
    """The cases of a file: items parted by empty lines, operations behind two spaces."""
    blocks = [block.splitlines() for block in path.read_text(encoding="utf-8").split("\n\n")]
    found = []
    for lines in blocks:
        kept = [line for line in lines if line and not line.startswith("#")]
        text = "\n".join(line for line in kept if not line.startswith("  "))
        if text:
            expected = tuple(line.strip() for line in kept if line.startswith("  "))
            found.append(Case(name=f"{path.stem}: {text[:24]}", text=text, expected=expected))
    return found


def decision(text: str) -> policydiff.Document:
    """A decision with this one item."""
    return policydiff.load(
        f"{TITLE}\n{OPENING}\n一、{text}\n{CLOSING}\n".encode(),
        name="decision.txt",
        dialect="cn_decision",
    )


def written(operation: Operation) -> str:
    """An operation as the cases write it."""
    places = " → ".join(filter(None, (operation.target_num, operation.result_num)))
    if operation.result_num and not operation.target_num:
        places = f"→ {places}"
    parts = [
        f"《{operation.work}》" if operation.work else "",
        operation.kind if operation.status in ("parsed", "context") else operation.status,
        "（no change）" if operation.status == "context" and operation.kind != "context" else "",
        places,
        operation.side or "",
        f"[{operation.old}]" if operation.old else "",
        f"except {operation.excepted_num}" if operation.excepted_num else "",
        operation.unit or "",
    ]
    line = " ".join(part for part in parts if part)
    return (f"{line} : {operation.text}" if operation.text else line).replace("\n", "⏎")
