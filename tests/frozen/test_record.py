"""What the program says of the frozen repository, on record: a move of code changes none of it.

`pytest tests/frozen --update-golden` writes the record anew; its diff is what a change means to
those who read and those who script.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from command_lines import LINES, words
from make_repository import FILES, OPINION, PROVINCE, TRADE, write_files
from restoring import FROZEN, git

from policydiff.cli.main import main
from policydiff.resources import resource

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"

AS_JSON: dict[str, tuple[str, ...]] = {
    "list": ("list",),
    "show-law": ("show", f"{TRADE}@2009-08-27"),
    "show-opinion": ("show", OPINION),
    "show-decision": (
        "show",
        "全国人民代表大会常务委员会关于修改《中华人民共和国示例贸易法》的决定",
    ),
    "show-draft": ("show", "示例省贸易信用条例"),
    "show-undated": ("show", "示例贸易统计办法"),
    "show-presumed": ("show", f"{TRADE}@@2022-01-01#第五条"),
    "log-law": ("log", TRADE),
    "log-renamed": ("log", PROVINCE),
    "log-opinion": ("log", OPINION),
    "log-changes": ("log", "--changes"),
    "history-split": ("history", f"{TRADE}#第三条"),
    "history-linked": ("history", f"{TRADE}#第七条"),
    "history-inserted": ("history", f"{TRADE}@2009-08-27#第五条之一"),
    "history-point": ("history", f"{TRADE}@2009-08-27#第四条第二项"),
    "history-replaced": ("history", f"{PROVINCE}#第三条"),
    "blame-law": ("blame", TRADE),
    "blame-older": ("blame", f"{TRADE}@2009-08-27"),
    "blame-renamed": ("blame", PROVINCE),
    "diff-declared": ("diff", f"{TRADE}@1999-03-15", f"{TRADE}@2009-08-27"),
    "diff-linked": ("diff", f"{TRADE}@2009-08-27", f"{TRADE}@2021-12-24"),
    "diff-renamed": ("diff", f"{PROVINCE}@2012-11-29", f"{PROVINCE}@2019-07-26"),
    "diff-many": ("diff", f"{TRADE}@1999-03-15", f"{TRADE}@2009-08-27", f"{TRADE}@2021-12-24"),
    "relate-judged": ("relate", OPINION, PROVINCE),
    "relate-all": ("relate", OPINION, "--all"),
    "review": ("review", OPINION, TRADE),
    "cites-law": ("cites", TRADE, "--internal", "--every-version"),
    "cites-from": ("cites", "--from", "中华人民共和国示例贸易法实施细则"),
    "cites-dangling": ("cites", "--dangling"),
    "cites-outdated": ("cites", "--outdated"),
}
"""The name of a golden file → the command line whose JSON it holds."""


@pytest.mark.parametrize("name", AS_JSON)
def test_what_programs_read_is_as_recorded(untouched, run, golden, name):
    _, out, _ = run("-C", untouched, *AS_JSON[name], "--format", "json")

    golden(FROZEN / "json" / f"{name}.json", out)


def test_every_recorded_file_is_of_a_command():
    assert {path.stem for path in (FROZEN / "json").iterdir()} == set(AS_JSON)


@pytest.fixture
def folder(laws, tmp_path, monkeypatch):
    """The folder of the repository and of the files that were added to it; the repository is the
    current folder.
    """
    write_files(tmp_path / "texts")
    monkeypatch.chdir(laws)
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_people_read_is_as_recorded(folder, run, golden, language):
    parts = [told(line, *run("--lang", language, *words(line)), folder) for line in LINES]

    assert len(parts) >= 60
    golden(FROZEN / f"commands.{language}.txt", "\n".join(parts))


def told(line: str, code: int, out: str, err: str, folder: Path) -> str:
    """A command line and what came of it; lines on stderr begin with an exclamation mark."""
    said = out + "".join(f"! {one}\n" for one in err.splitlines())
    said += "" if said.endswith("\n") or not said else "\n"
    return f"$ policydiff {line}\n{said.replace(str(folder), 'FOLDER')}= {code}\n"


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "log 示例贸易法",
        "show 示例贸义法",
        "diff ../texts/2009.txt ../texts/missing.txt",
        "nonsense",
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_process_of_its_own_says_the_same(run, line):
    here = run("--lang", "zh", *words(line))
    command = [sys.executable, "-m", "policydiff", "--lang", "zh", *words(line)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == here


FORMS = (
    "table.docx",
    "redline.docx",
    "table.xlsx",
    "table.html",
    "table.md",
    "table.csv",
    "table.json",
)
EXPORTED = ("text.docx", "text.html", "text.md", "text.txt", "text.xml")
OFFICE = (".docx", ".xlsx")
LIBRARIES = ("lxml", "python-docx", "XlsxWriter")
"""Of another version they write office files with other bytes, which say the same."""


def cases(folder: Path) -> dict[str, tuple[Path, Path]]:
    """Ten pairs of invented texts: name → the older and the newer file."""
    write_files(folder)
    example = [
        resource("corpora", "example", f"invented-{name}")
        for name in ("2018-11-30.txt", "2021-09-26.md", "2024-05-31.html")
    ]
    found = {
        "example-amended": (example[0], example[1]),
        "example-rewritten": (example[1], example[2]),
        "trade-amended": (folder / "1999.txt", folder / "2009.docx"),
        "trade-rewritten": (folder / "2009.docx", folder / "2021.html"),
        "province": (folder / "2012.txt", folder / "2019.docx"),
        "republished": (
            CASES / "consolidation" / "base.txt",
            CASES / "consolidation" / "official.txt",
        ),
    }
    for name in ("attachment", "chapters", "moved-and-edited", "points"):
        texts = (CASES / "diffing" / f"{name}.txt").read_text(encoding="utf-8").split("=====\n")
        for side, text in zip(("old", "new"), texts, strict=True):
            (folder / f"{name}-{side}.txt").write_text(
                f"示例市{name}办法\n\n{text}", encoding="utf-8"
            )
        found[name] = folder / f"{name}-old.txt", folder / f"{name}-new.txt"
    return found


def hashed(path: Path) -> str:
    """The SHA-256 of a file; of a zip file, of its names and what is in it, however that was
    compressed.
    """
    digest = hashlib.sha256()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                digest.update(f"{name} {file.getinfo(name).file_size}\n".encode() + file.read(name))
    else:
        digest.update(path.read_bytes())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> dict[tuple[str, str], str]:
    """The hash of each file, by its pair and its name."""
    folder = tmp_path_factory.mktemp("written")
    found = {}
    for case, (old, new) in cases(folder / "texts").items():
        for name in FORMS:
            form = ["--format", "redline_docx"] if name == "redline.docx" else []
            path = folder / f"{case}-{name}"
            assert (
                main(["diff", str(old), str(new), *form, "--lang", "zh", "-q", "-o", str(path)])
                == 0
            ), (case, name)
            found[case, name] = hashed(path)
        for name in EXPORTED:
            form = ["--format", "akn"] if name == "text.xml" else []
            path = folder / f"{case}-{name}"
            assert main(["export", str(new), *form, "--lang", "en", "-q", "-o", str(path)]) == 0, (
                case,
                name,
            )
            found[case, name] = hashed(path)
    return found


def listed(written: dict[tuple[str, str], str], *, office: bool) -> str:
    """A line for each file: its hash, its pair, its name."""
    return "".join(
        f"{digest}  {case}  {name}\n"
        for (case, name), digest in written.items()
        if name.endswith(OFFICE) is office
    )


def test_every_written_text_is_as_recorded(written, golden):
    golden(FROZEN / "hashes.txt", listed(written, office=False))


def test_every_office_file_is_as_recorded(written, golden, request):
    libraries = "".join(f"{name} {version(name)}\n" for name in LIBRARIES)
    path = FROZEN / "hashes-office.txt"
    if not request.config.getoption("--update-golden") and not path.read_text(
        encoding="utf-8"
    ).startswith(libraries):
        pytest.skip(
            "the record was made with other versions of the libraries that write office files"
        )

    golden(path, libraries + listed(written, office=True))


def test_every_pair_and_form_has_a_hash_of_its_own(written):
    assert len({case for case, _ in written}) == 10
    assert len(written) == len(set(written.values())) == 10 * len({*FORMS, *EXPORTED})


@pytest.mark.slow
@pytest.mark.corpus
def test_the_tree_of_the_statutes_is_as_recorded(corpus, tmp_path, run, golden):
    """Some three thousand laws, imported: the id of the tree holds every byte of what is stored,
    and no time.
    """
    if not (corpus / "bulk").is_dir():
        pytest.skip("the bulk corpus is not here")
    laws = tmp_path / "laws"
    assert run("init", laws)[0] == 0

    code, out, err = run("-C", laws, "import", corpus / "bulk", "-q")

    assert code in (0, 6), err
    files = len(list((corpus / "bulk").glob("*.md")))
    tree = git(laws, "rev-parse", "main^{tree}").decode().strip()
    golden(FROZEN / "statutes.txt", f"files: {files}\ntree: {tree}\n{out}{err}")


def test_the_texts_of_the_record_are_those_that_are_stored(untouched):
    """The script beside this file still makes the bytes that the stream holds."""
    names = git(untouched, "ls-tree", "-r", "--name-only", "main", "sources").decode().split()

    assert {name.rpartition("/")[2] for name in names} == {
        hashlib.sha256(data).hexdigest() for data in FILES.values()
    }
