"""A browser to look at reports, and small comparisons built by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import hostile_fixture, same_fixture, sample_fixture  # noqa: F401 fixtures


@pytest.fixture
def cases() -> Path:
    """The folder of this area's golden files."""
    return Path(__file__).resolve().parent.parent / "cases" / "reports"


@pytest.fixture
def opens_page(browser, tmp_path: Path) -> Iterator:
    """Opens the text of a report in the browser, and notes what it asks for and complains of."""
    opened = []

    def opens(text: str, width: int = 1400, **context):
        path = tmp_path / "report.html"
        path.write_text(text, encoding="utf-8")
        opened.append(browser.new_context(viewport={"width": width, "height": 900}, **context))
        shown = opened[-1].new_page()
        shown.requests, shown.complaints = [], []
        shown.on("request", lambda request: shown.requests.append(request.url))
        shown.on("console", lambda message: shown.complaints.append(message.text))
        shown.on("pageerror", lambda error: shown.complaints.append(str(error)))
        shown.goto(path.as_uri())
        return shown

    yield opens
    for context in opened:
        context.close()
