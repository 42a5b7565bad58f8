"""Every sentence that the program can say has its words in Chinese: found in the code itself, so that none can be forgotten."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from itertools import islice, product
from pathlib import Path

import pytest

import policydiff
from policydiff.chinese.worded import PLURALS, TABLES, sentences, worded
from policydiff.workflows.load import load

CODE = Path(policydiff.__file__).parent
LABELLED = ("chinese", "dialects", "exports")
"""Folders that say nothing in English: tables of Chinese words, and the texts themselves."""

SHOWN = ("reports", "views")
WITH_ERRORS = {"selection.py", "pdf.py"}
"""In what is shown, whose labels stand in both languages side by side, these say something else too."""

LABELS = re.compile(r"(STEPS|WORDS|HEADS|SUMMARY|REMARKS|FAILED|_EN|_DRAFT)$|^(COMMANDS|FACTS|SET_UP|_LEFT_OUT|VERBS|_VERBS)$")
"""Names of tables: labels in both languages, help, pieces from which a sentence is made."""

UNSPOKEN = re.compile(
    r"""<\??[A-Za-z]|\w="|:=|^[a-z]+:[a-z]|urn:|none'|display:|list-style|text-align|\bSELECT\b|^(bold|tag|verdict|status|page|git)\ """
    r"""|^(commit|committer|option|start|feature|author|from|data)\ |\n|get-mark|^(new|loose|throughout|attachment)\ |^\ +policydiff|^\#""",
    re.VERBOSE,
)
"""What is no sentence for a person: markup, queries, streams for git, styles, keys."""

KEYS = frozenset(
    (
        *("Invalid attribute", "Did not expect element", "Expecting element"),  # how messages of libxml2 begin
        *("in force", "not stored", "ambiguous work", "unknown work", "by hand", "by its text", "front matter"),  # keys of labels
        *("Forget the link of", "Forget that", "Say that"),  # how messages of commits begin
        *(
            "embedded file",
            "the text",
            "甲 甲 the same place",
            "甲: 甲 is not 甲",
            "a date of the form YYYY-MM-DD",
            "a known kind; known: 甲",
        ),
    )
)
"""Words that stand in tables of labels, in messages of git, or in sentences that are looked at as a whole."""

WORDS = re.compile(r"[a-z]{2,}[,;:]? [a-z]{2,}")
QUOTED = re.compile(r"`[^`]*`|'[^']*'|(pip|git|--revisions)( --?\w[\w-]*| \w+)+|\{[^}]*\}")
"""In a Chinese sentence: commands and options stay as they are typed."""


def in_the_code() -> dict[str, str]:
    """A sample of every sentence of the code, what is put into it as 甲 → where it stands."""
    found: dict[str, str] = {}
    for path in sorted(CODE.rglob("*.py")):
        folder = path.relative_to(CODE).parts[0]
        if folder not in LABELLED and (folder not in SHOWN or path.name in WITH_ERRORS):
            for line, text in spoken(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(text, f"{path.relative_to(CODE)}:{line}")
    return found


def spoken(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The sentences of one module, with their lines."""
    silent = {id(inner) for node in ast.walk(tree) for quiet in unspoken(node) for inner in ast.walk(quiet)}
    for node in ast.walk(tree):
        if id(node) not in silent and isinstance(node, (ast.JoinedStr, ast.Constant, ast.BinOp)):
            yield from ((node.lineno, text) for text in samples(node) if WORDS.search(text) and not UNSPOKEN.search(text))


def unspoken(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that are not said, or are said as part of it."""
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
        yield from (part for part in node.body if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from (node.left, node.right)
    elif isinstance(node, ast.JoinedStr):
        yield from (inner for part in node.values for inner in ast.iter_child_nodes(part) if not isinstance(inner, ast.IfExp))
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
        names = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from [node.value] if any(isinstance(name, ast.Name) and LABELS.search(name.id) for name in names) else []
    elif isinstance(node, ast.keyword) and node.arg in ("help", "epilog", "style", "example"):
        yield node.value
    elif (
        isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("compile", "examples", "Literal")
    ) or (isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal"):
        yield node


def samples(node: ast.JoinedStr | ast.Constant | ast.BinOp) -> list[str]:
    """The text, with each choice that stands in it, and 甲 for what is not known."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.BinOp):
        choices = [values(node.left), values(node.right)]
    else:
        choices = [[part.value] if isinstance(part, ast.Constant) else values(part.value) for part in node.values]
    return ["".join(map(str, parts)) for parts in islice(product(*choices), 8)]


def values(node: ast.expr) -> list[str]:
    """What an expression may be: the constants of a choice, else something."""
    if isinstance(node, ast.IfExp):
        return [*values(node.body), *values(node.orelse)]
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    return samples(node) if isinstance(node, (ast.JoinedStr, ast.BinOp)) else ["甲"]


def is_said(text: str) -> bool:
    """True where a sentence has its words in Chinese, or makes one with what stands before or behind it."""
    whole = (text.strip("; "), f"甲 {text}", f"甲 {text} 甲", f"甲 {text}: …甲…")
    return text in KEYS or any(not WORDS.search(QUOTED.sub("", worded(sample, "zh"))) for sample in (text, *whole))


def test_every_sentence_of_the_code_is_said_in_chinese():
    found = in_the_code()
    missing = {text: place for text, place in found.items() if not is_said(text)}

    assert len(found) > 300
    assert missing == {}


def test_both_languages_have_the_same_fields():
    fields = {pair: [set(re.findall(r"\{(\w+)\}", text)) - set(PLURALS) for text in pair] for pair in sentences().items()}

    assert [pair for pair, (english, chinese) in fields.items() if english != chinese] == []


def test_no_sentence_stands_in_the_way_of_another():
    wanted = {english: re.sub(r"\{\w+\}", "甲", chinese) for english, chinese in sentences().items()}
    got = {
        english: worded(re.sub(r"\{(\w+)\}", lambda field: "" if field[1] in PLURALS else "甲", english), "zh") for english in sentences()
    }

    assert {english: text for english, text in got.items() if text != wanted[english]} == {}


def test_english_stays_and_what_no_table_has_too():
    assert worded("第三条 stands twice", "en") == "第三条 stands twice"
    assert worded("something else", "zh") == "something else"
    assert worded("第三条重复出现", "zh") == "第三条重复出现"


def test_what_stands_in_a_sentence_is_looked_up_too():
    tracked = "the file holds tracked changes (3 insertions and 1 deletion); the text was read as it was before them"

    assert worded(tracked, "zh") == "文件带有修订标记（插入 3 处，删除 1 处），读取的是修订之前的文字"


def test_the_name_before_a_colon_stays_and_each_of_several_sentences_is_said():
    refused = "a.txt: there is no such file"
    several = "甲法 has no 第九条; its articles run from 第一条 to 第八条"

    assert worded(refused, "zh") == "a.txt：没有这个文件"
    assert worded(several, "zh") == "甲法没有第九条；条文自第一条至第八条"


def test_a_field_at_the_end_of_a_sentence_takes_in_no_other_sentence():
    text = "the witness law.txt of 2009-08-27; the link of 2009-08-27#art_5 and 2021-12-24#art_7"

    assert worded(text, "zh") == "2009-08-27 的旁证来源 law.txt；认定 2009-08-27#art_5 与 2021-12-24#art_7 同为一条"


def test_of_several_readings_the_one_that_knows_most_is_taken():
    text = "a: this part has no place of its own; name a provision, such as 第十条 or art_10"

    assert worded(text, "zh") == "a：这一部分没有独立的位置；请写明条款，例如第十条或 art_10"


def test_what_reading_doubts_is_said_in_both_languages():
    read = load("示例条例\n\n第一章　总则\n\n第一条　甲。\n\n第三条　乙。\n\n第三条　丙。\n\n第二章　附则\n".encode(), name="a.txt")
    told = {language: sorted(worded(problem.message, language) for problem in read.problems) for language in ("zh", "en")}

    assert told["zh"] == sorted(["第三条出现在第 1 号之后", "第三条重复出现", "“第二章 附则”没有内容"])
    assert told["en"] == sorted(["第三条 comes after number 1", "第三条 stands twice", "第二章 附则 has no content"])


def test_every_table_is_read_and_none_says_the_same_twice():
    names = sorted(path.stem for path in (CODE / "chinese").glob("*.py") if path.stem not in ("__init__", "worded"))
    tables = [import_module(f"policydiff.chinese.{name}").SENTENCES for name in names]

    assert sorted(TABLES) == names
    assert [english for english, count in Counter(english for table in tables for english in table).items() if count > 1] == []


@pytest.mark.parametrize("piece", ["a; b: ", "x: ", "no such; ", "it is encrypted; ", "甲 or above; "])
def test_what_a_text_puts_into_a_sentence_costs_little(grows_evenly, piece: str):
    """A hostile file may fill a refusal with marks; each text is looked at anew."""

    def read(size: int) -> None:
        for number in range(size):
            worded(
                f"甲 is stored with another text: {number} {piece * 80}; keep both with --witness, or replace the text with --correct", "zh"
            )

    grows_evenly(read, 16)
    assert worded("a; " * 5000, "zh") == "a; " * 5000
