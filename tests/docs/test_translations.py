"""Pages in Chinese stand beside the English ones, with the same parts in the same order."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from policydiff.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CHINESE = DOCS / "zh"
PAGES = sorted(
    path.relative_to(CHINESE) for path in CHINESE.rglob("*.md") if path.name != "README.md"
)
OWN_EXAMPLES = {Path("tutorial.md")}
"""Pages that show other commands than the English ones do."""
NEEDED = {
    "how-to": """
        install compare office-files git research compare-on-the-page send-a-leaf returned-drafts check-a-table answer-comments
        read-on-the-page check-on-the-page keep-versions follow-sources every-day follow-a-clause
        many-texts full-text amend opinions review-on-the-page after-a-change assistants
    """,
    "reference": "commands sources names formats amendments page limits glossary",
    "explanation": "time evidence",
}
"""Pages to which a person who does not read English is sent."""
ON_THE_PAGE = {
    "compare-on-the-page",
    "check-on-the-page",
    "review-on-the-page",
    "read-on-the-page",
    "send-a-leaf",
}
FENCE = re.compile(r"(?m)^```\w*\n((?:.*\n)*?)```$|((?:^ {4}.*\n|^\n(?= {4}))+)")
OPTION = re.compile(r"--?(?!lang$)[a-z]|[|&;]")
"""The language of a page is that of the person who reads it."""
HEADING = re.compile(r"(?m)^(#+) (.+)$")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")

each_page = pytest.mark.parametrize("name", PAGES, ids=str)


def both(name: Path) -> tuple[str, str]:
    """The text of a page in English and in Chinese."""
    english, chinese = ((folder / name).read_text(encoding="utf-8") for folder in (DOCS, CHINESE))
    return english, chinese


def without_code(text: str) -> str:
    return FENCE.sub("\n", text)


def headings(text: str) -> list[str]:
    return [words for _, words in HEADING.findall(without_code(text))]


def outline(text: str) -> list[tuple[str, Counter[str]]]:
    """Each part by the level of its heading, with how many blocks, rows and entries it has."""
    starts = [found.start() for found in HEADING.finditer(without_code(text))]
    plain = without_code(text)
    parts = [plain[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return [
        (
            part.split(" ", maxsplit=1)[0],
            Counter(
                mark for mark in re.findall(r"(?m)^(?:\| |\|---|- |\d+\. |\*\*\d\.|!\[)", part)
            ),
        )
        for part in parts
    ]


def calls(text: str) -> list[list[str]]:
    """The lines of code of each block: a call by its program, command and options, all else by the
    number of its lines, since names of files and remarks are translated.
    """
    return [
        [skeleton(line) for line in (found[1] or found[2]).splitlines() if line.strip()]
        for found in FENCE.finditer(text)
    ]


def skeleton(line: str) -> str:
    if not re.match(r"(?:\$ | {4})?(?:policydiff|pip|pipx|uv|git|dask|claude) ", line):
        return "…"
    words = shlex.shlex(line.rstrip("\\"), posix=True, punctuation_chars=True)
    words.whitespace_split, words.commenters = True, ""
    shown = [word for word in words if word != "$"]
    return " ".join(
        [
            shown[0],
            *(word for word in shown[1:2] if "." not in word),
            *(word for word in shown[2:] if OPTION.match(word)),
        ]
    )


def address(heading: str) -> str:
    """The anchor of a heading, as sites of git repositories make it."""
    words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


@pytest.fixture(scope="module")
def printed() -> re.Pattern[str]:
    """The words of the program in Chinese, with whatever their fields hold."""
    path = ROOT / "policydiff" / "locale" / "zh" / "LC_MESSAGES" / "policydiff.po"
    with path.open("rb") as file:
        said = {str(entry.string) for entry in read_po(file) if entry.id}
    words = [one for one in said if len(re.sub(r"\{[^}]*\}|\W", "", one)) > 1]
    return re.compile("|".join(re.sub(r"\\\{.*?\\\}", ".+", re.escape(one)) for one in words))


@pytest.mark.parametrize("name", sorted(ON_THE_PAGE))
def test_buttons_and_screens_are_called_as_the_program_calls_them(name, printed):
    """They are set in bold or in quotation marks."""
    text = without_code((CHINESE / "how-to" / f"{name}.md").read_text(encoding="utf-8"))
    called = [bold or quoted for bold, quoted in re.findall(r"\*\*([^*]+)\*\*|“([^”]+)”", text)]

    assert called
    assert [words for words in called if not printed.fullmatch(words)] == []


@pytest.mark.parametrize("folder", NEEDED)
def test_every_page_that_a_person_is_sent_to_is_there_in_both_languages(folder):
    names = NEEDED[folder].split()

    assert [name for name in names if not (DOCS / folder / f"{name}.md").exists()] == []
    assert [name for name in names if not (CHINESE / folder / f"{name}.md").exists()] == []


@each_page
def test_both_languages_have_the_same_parts(name):
    english, chinese = both(name)

    assert [level for level, _ in outline(chinese)] == [level for level, _ in outline(english)]
    assert name in OWN_EXAMPLES or outline(chinese) == outline(english)
    assert not set(headings(chinese)) & set(headings(english)) - {"Markdown"}
    assert all(re.search(r"[一-鿿]", heading) for heading in headings(chinese))


@each_page
def test_both_languages_show_the_same_commands(name):
    english, chinese = both(name)

    if name in OWN_EXAMPLES:
        assert calls(chinese)
    else:
        assert calls(chinese) == calls(english)


@pytest.mark.parametrize("path", sorted(CHINESE.rglob("*.md")), ids=lambda path: path.name)
def test_links_lead_to_chinese_pages_where_there_are_any(path):
    targets = {
        (path.parent / target).resolve()
        for target, _ in LINK.findall(path.read_text(encoding="utf-8"))
        if target.endswith(".md")
    }
    english = {target for target in targets if CHINESE not in target.parents}

    assert [
        target
        for target in english
        if target.is_relative_to(DOCS) and (CHINESE / target.relative_to(DOCS)).exists()
    ] == []


@each_page
def test_what_is_there_in_english_only_says_so(name):
    lines = (CHINESE / name).read_text(encoding="utf-8").splitlines()
    english = [
        line
        for line in lines
        for target, _ in LINK.findall(line)
        if target.endswith(".md")
        and CHINESE not in (CHINESE / name.parent / target).resolve().parents
    ]

    assert [line for line in english if "英文" not in line] == []


@pytest.mark.parametrize(
    "path",
    [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "README.zh-CN.md"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_links_lead_to_headings_that_are_there(path):
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        if anchor and (target.endswith(".md") or not target):
            file = path.parent / target if target else path
            found = {address(one) for one in headings(file.read_text(encoding="utf-8"))}
            assert anchor in found, f"{target}#{anchor}"


def test_the_chinese_readme_leads_to_chinese_pages():
    text = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    targets = [Path(target) for target, _ in LINK.findall(text) if target.startswith("docs/")]

    assert [
        target
        for target in targets
        if target.parts[1] != "zh" and (CHINESE / target.relative_to("docs")).exists()
    ] == []


@pytest.mark.parametrize(
    ("language", "words", "shown"),
    [
        ("zh", ["install"], ("# 安装：用终端，或者不用终端", "")),
        ("en", ["install"], ("# Install, with and without a terminal", "")),
        ("en", ["install", "--lang", "zh"], ("# 安装：用终端，或者不用终端", "")),
        ("zh", ["design"], ("# Design: the map of the house", "本页目前只有英文\n")),
        ("en", ["design"], ("# Design: the map of the house", "")),
    ],
)
def test_help_shows_the_page_in_the_language_of_the_person(
    language, words, shown, monkeypatch, capsys
):
    monkeypatch.setenv("POLICYDIFF_LANG", language)

    assert main(["help", *words]) == 0
    out, err = capsys.readouterr()
    assert (out.split("\n", maxsplit=1)[0], err) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("$ policydiff diff a.txt b.txt -o 对照表.docx", "policydiff diff -o"),
        ("    policydiff show 法#第一条 | cat", "policydiff show |"),
        ("title = 1", "…"),
    ],
)
def test_a_call_is_known_by_its_command_and_options(line, shown):
    assert skeleton(line) == shown
