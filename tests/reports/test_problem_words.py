"""Every doubt that a reader or parsing words in English, and that a report shows, has its words in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import policydiff
from policydiff.reports._problem_words import HINTS, MESSAGES, problem_word
from policydiff.workflows.load import load

MAKERS = {"Problem", "_problem", "_lost"}
CODE = Path(policydiff.__file__).parent


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls in a piece of code that make a problem."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS)


def is_note(call: ast.Call) -> bool:
    """True for what no report shows."""
    values = [keyword.value for keyword in call.keywords if keyword.arg == "severity"] + call.args[-1:]
    return any(isinstance(value, ast.Constant) and value.value == "note" for value in values)


def worded(function: ast.FunctionDef) -> Iterator[str]:
    """The English sentences of a function, what is put into them as a 7, those of its notes and its docstring left out."""
    notes = {id(inner) for call in calls(function) if is_note(call) for inner in ast.walk(call)}
    left = {name.id for call in calls(function) if is_note(call) for name in ast.walk(call) if isinstance(name, ast.Name)}
    left -= {name.id for call in calls(function) if not is_note(call) for name in ast.walk(call) if isinstance(name, ast.Name)}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id in left for target in node.targets):
            notes |= {id(inner) for inner in ast.walk(node)}
    inner = {id(part) for node in ast.walk(function) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(function):
        if id(node) in notes or id(node) in inner or (node in ast.walk(function.body[0]) and ast.get_docstring(function)):
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sentences() -> set[str]:
    """All of them, of all functions that make problems."""
    functions = (
        node
        for folder in ("readers", "parsing")
        for path in sorted((CODE / folder).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and any(not is_note(call) for call in calls(node))
    )
    return {text for function in functions for text in worded(function) if re.search(r"[a-z]+ [a-z]+ [a-z]+", text)}


def test_every_sentence_of_the_code_has_its_words():
    found = sentences()

    assert len(found) > 20
    assert [text for text in sorted(found) if problem_word(text, "zh") == text] == []


def test_every_row_of_the_tables_is_a_sentence_of_the_code():
    code = "\n".join(path.read_text(encoding="utf-8") for folder in ("readers", "parsing") for path in (CODE / folder).glob("*.py"))
    longest = {text: max(re.split(r"\{\w+\}", text), key=len) for text in (*MESSAGES, *HINTS)}

    assert [text for text, piece in longest.items() if piece.strip("s: ") not in code] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_reading_doubts(language):
    read = load("示例条例\n\n第一章　总则\n\n第一条　甲。\n\n第三条　乙。\n\n第三条　丙。\n\n第二章　附则\n".encode(), name="a.txt")
    told = [problem_word(problem.message, language) for problem in read.problems]

    zh = ["第三条出现在第 1 号之后", "第三条重复出现", "“第二章 附则”没有内容"]
    en = ["第三条 comes after number 1", "第三条 stands twice", "第二章 附则 has no content"]
    assert sorted(told) == sorted(zh if language == "zh" else en)


def test_parts_of_a_message_are_told_too():
    message = "the file holds tracked changes (3 insertions and 1 deletion); the text was read as it was before them"

    assert problem_word(message, "zh") == "文件带有修订标记（插入 3 处，删除 1 处），读取的是修订之前的文字"


def test_what_no_table_has_stays():
    assert problem_word("something else", "zh") == "something else"
