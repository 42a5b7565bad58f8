"""Every file is made once, by the program that an office would use; where a program is not
installed, what needs it is skipped.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import making_files as making


def need(program: str | None, name: str) -> str:
    """The path of a program; the test is skipped where there is none."""
    if program is None:
        pytest.skip(f"{name} is not installed")
    return program


@pytest.fixture(scope="session")
def word() -> Callable[[str], bytes]:
    """The docx files by name: plain (with a footnote), numbered, revised."""
    return cache(
        lambda name: making.as_docx(
            numbering=name == "numbered", revisions=name == "revised", footnote=name == "plain"
        )
    )


@pytest.fixture(scope="session")
def saved(
    word: Callable[[str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], bytes]:
    """A docx file as LibreOffice saves it: its name and the ending."""

    @cache
    def all_of(form: str) -> dict[str, bytes]:
        names = ("plain", "numbered", "revised") if form == "doc" else ("plain",)
        return making.by_libreoffice(
            {f"{name}.docx": word(name) for name in names}, form, tmp_path_factory.mktemp(form[:3])
        )

    def file(name: str, form: str) -> bytes:
        need(shutil.which("soffice"), "LibreOffice")
        return all_of(form)[name]

    return file


@pytest.fixture(scope="session")
def printed(
    saved: Callable[[str, str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], bytes]:
    """The regulation as a PDF of LibreOffice, WeasyPrint or Chromium."""

    @cache
    def file(program: str) -> bytes:
        if not making.has_chinese_font():
            pytest.skip("no Chinese font is installed")
        if program == "LibreOffice":
            return saved("plain", "pdf")
        if program == "Chromium":
            found = need(making.find_chromium(), "Chromium")
            return making.by_chromium(found, making.as_html(), tmp_path_factory.mktemp("chromium"))
        try:
            from weasyprint import HTML
        except (ImportError, OSError) as error:
            pytest.skip(f"WeasyPrint cannot be used: {error}")
        data = HTML(string=making.as_html()).write_pdf()
        assert data is not None
        return data

    return file
