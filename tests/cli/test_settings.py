"""In which language the program speaks, and a report is written."""

from __future__ import annotations

import pytest

from policydiff.cli.settings import system_language
from policydiff.works.session import Session

DESKTOPS = {"win32": lambda: "zh_CN", "darwin": lambda: "zh-Hans-CN"}


@pytest.mark.parametrize(
    ("platform", "environment", "language"),
    [
        ("linux", {}, "en"),
        ("linux", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("linux", {"LANG": "de_DE.UTF-8"}, "en"),
        ("linux", {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ("linux", {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ("linux", {"LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ("linux", {"LANG": "", "LC_ALL": "", "LC_MESSAGES": "zh_CN"}, "zh"),
        ("linux", {"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, "en"),
        ("linux", {"LC_ALL": "POSIX", "LANG": "zh_CN.UTF-8"}, "en"),
        ("linux", {"LANG": "en_GB.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ("linux", {"LANGUAGE": "zh_CN"}, "zh"),
        ("win32", {}, "zh"),
        ("darwin", {}, "zh"),
        ("darwin", {"LANG": "en_GB.UTF-8"}, "en"),
        ("darwin", {"LC_ALL": "C"}, "en"),
    ],
)
def test_the_language_of_the_system(platform, environment, language):
    assert system_language(platform, environment, DESKTOPS) == language


@pytest.mark.parametrize("name", ["", "en-GB", "en_US"])
def test_a_desktop_that_is_not_chinese(name):
    assert system_language("darwin", {}, {"darwin": lambda: name}) == "en"


@pytest.mark.parametrize(
    ("session", "texts", "language"),
    [
        (Session(language="en"), ("示例省图书借阅条例",), "zh"),
        (Session(language="zh"), ("An invented regulation",), "en"),
        (Session(language="en"), ("PDF文件格式规范 2.0",), "zh"),
        (Session(language="en"), ("A regulation called 条例, of a province",), "en"),
        (Session(language="en", asked=True), ("示例省图书借阅条例",), "en"),
        (Session(language="zh", asked=True), ("An invented regulation",), "zh"),
    ],
)
def test_a_report_has_the_language_of_its_texts_unless_asked(session, texts, language):
    assert session.language_of(*texts) == language
