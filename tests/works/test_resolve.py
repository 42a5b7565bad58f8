"""What a word on the command line means, before any repository is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydiff.errors import InputError, NotFoundError
from policydiff.reading.load import MissingFileError
from policydiff.works.operands import file_part, looks_like_file
from policydiff.works.resolve import NothingNamedError, resolve
from policydiff.works.session import GivenText, Session


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("某法").write_text("某法\n\n第一条　内容。\n", encoding="utf-8")
    Path("a#b.txt").write_text("某法\n\n第一条　内容。\n", encoding="utf-8")
    Path("夹").mkdir()


@pytest.mark.parametrize(
    ("operand", "path", "provision"),
    [
        ("某法", "某法", None),
        ("某法#第一条", "某法", "第一条"),
        ("./某法", "某法", None),
        ("./missing#art_1", "missing", "art_1"),
        ("../x", "../x", None),
        ("a#b.txt", "a#b.txt", None),
        ("a#b.txt#art_1", "a#b.txt", "art_1"),
        ("另法", None, None),
        ("另法#第一条", None, None),
        ("夹", None, None),
        ("/akn/cn/act/law/2016-11-07/x", None, None),
        ("", None, None),
        ("x\0", None, None),
    ],
)
def test_what_is_a_file(operand: str, path: str | None, provision: str | None) -> None:
    assert file_part(operand, Session()) == (None if path is None else Path(path), provision)


@pytest.mark.parametrize(
    ("operand", "expected"),
    [
        ("a.txt", True),
        ("a/b", True),
        ("a.HTML", True),
        ("网络安全法", False),
        ("/akn/cn/act/x", False),
    ],
)
def test_what_looks_like_a_file(operand: str, expected: bool) -> None:
    assert looks_like_file(operand) is expected


def test_a_dash_is_standard_input_where_that_was_read() -> None:
    data = "某法\n\n第一条　内容。\n".encode()
    session = Session(given={"-": GivenText(name="standard input", data=data)})
    whole, part = resolve("-", session), resolve("-#第一条", session)

    assert (whole.path, whole.file_name, whole.provision) == (None, "standard input", None)
    assert (part.document, part.provision) == (whole.document, "第一条")
    with pytest.raises(NothingNamedError):
        resolve("-", Session(repository=Path()))


def test_a_file_is_called_by_its_name() -> None:
    assert resolve("./某法", Session(repository=Path())).file_name == "某法"


@pytest.mark.parametrize("ending", ["docx", "pdf", "doc", "wps", "rtf", "mht"])
def test_the_endings_of_offices_look_like_files(ending: str) -> None:
    assert looks_like_file(f"某法.{ending.upper()}")


def test_without_a_repository_the_message_fits_what_was_meant() -> None:
    with pytest.raises(MissingFileError):
        resolve("missing.txt", Session(repository=Path()))
    with pytest.raises(NothingNamedError, match="policydiff init"):
        resolve("另法", Session(repository=Path()))
    with pytest.raises(NotFoundError):
        resolve("另法", Session(repository=Path("夹")))


@pytest.mark.parametrize("name", ["texts", "texts/", "texts/of-2020", "./texts"])
def test_a_folder_is_named_as_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "texts" / "of-2020").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError, match="this is a folder; name a file in it"):
        resolve(name, Session())


@pytest.mark.parametrize(
    "address",
    ["https://www.example.cn/law.html", "http://a.cn/b#c", "www.example.cn/law", "file:///law.txt"],
)
def test_an_address_is_named_as_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(NotFoundError) as error:
        resolve(address, Session())

    assert str(error.value).endswith(
        ": this is an address, and nothing is fetched; save the page in a browser, and name that file"
    )
    assert error.value.exit_code == 4
