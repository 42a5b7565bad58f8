"""Each planted fault is found."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.store.repository import Repository

FOLDER = Path("works/cn/law/2022/shilimaoyifa")
OTHER = Path("works/cn/law/2022/lingyigefa")
XML = FOLDER / "2022-12-30.xml"


def edit(old: str, new: str, path: Path = XML) -> Callable[[Path], None]:
    """A fault: other words in a file."""

    def plant(root: Path) -> None:
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new))

    return plant


def toml(old: str, new: str) -> Callable[[Path], None]:
    return edit(old, new, FOLDER / "work.toml")


def rename(old: Path, new: Path) -> Callable[[Path], None]:
    """A fault: a file at another place."""

    def plant(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return plant


def a_source(root: Path) -> Path:
    return min((root / "sources").glob("*/*"))


def spoil_source(root: Path) -> None:
    a_source(root).write_text("spoilt")


def drop_source(root: Path) -> None:
    a_source(root).unlink()


def orphan_source(root: Path) -> None:
    name = hashlib.sha256(b"orphan").hexdigest()
    (root / "sources" / name[:2]).mkdir(exist_ok=True)
    (root / "sources" / name[:2] / name).write_text("orphan")


def misplace_source(root: Path) -> None:
    (root / "sources/zz").mkdir()
    a_source(root).rename(root / "sources/zz/file")


def link(root: Path) -> None:
    (root / XML).unlink()
    (root / XML).symlink_to("work.toml")


def make_executable(root: Path) -> None:
    (root / XML).chmod(0o755)


def copy_work(root: Path) -> None:
    shutil.copytree(root / FOLDER, root / "works/cn/law/2022/copy")


def remove(path: Path) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def kept_names(text: str) -> Callable[[Path], None]:
    return lambda root: (root / FOLDER / "names.toml").write_text(text) and None


FAULTS = {
    "broken XML": (edit("</akomaNtoso>", ""), "unreadable-xml", XML),
    "bomb": (
        edit("<akomaNtoso", '<!DOCTYPE x [<!ENTITY a "aa">]><akomaNtoso'),
        "unreadable-xml",
        XML,
    ),
    "invalid XML": (edit('<FRBRlanguage language="zho"/>', ""), "invalid-xml", XML),
    "same eId": (edit('eId="art_2"', 'eId="art_1"'), "same-id", XML),
    "same wId": (edit(' eId="art_2"', ' eId="art_2" wId="w"'), None, XML),
    "date of another version": (
        rename(XML, FOLDER / "2023-01-01.xml"),
        "version-date",
        FOLDER / "2023-01-01.xml",
    ),
    "URI of another work": (
        edit("/akn/cn/act/law/2022-12-30/shilimaoyifa", "/akn/cn/act/law/2022-12-30/other"),
        "version-uri",
        XML,
    ),
    "another source": (edit('sha256="', 'sha256="0'), "text-source", XML),
    "broken work file": (toml("uri = ", "uri ="), None, None),
    "unreadable work file": (toml("uri = ", "uri "), "work-file", FOLDER / "work.toml"),
    "missing work file": (remove(FOLDER / "work.toml"), "no-work", FOLDER),
    "slug of another folder": (
        toml('slug = "shilimaoyifa"', 'slug = "other"'),
        "work-place",
        FOLDER / "work.toml",
    ),
    "kind of another folder": (
        toml('kind = "law"', 'kind = "notice"'),
        "work-place",
        FOLDER / "work.toml",
    ),
    "URI that does not fit": (
        toml("law/2022-12-30", "law/1999-12-30"),
        "work-uri",
        FOLDER / "work.toml",
    ),
    "URI without a date": (toml("law/2022-12-30", "law/soon"), "work-uri", FOLDER / "work.toml"),
    "two works with one URI": (copy_work, "same-uri", "/akn/cn/act/law/2022-12-30/shilimaoyifa"),
    "no version": (remove(XML), "no-version", FOLDER / "work.toml"),
    "sources of no version": (remove(XML), "no-such-version", FOLDER / "work.toml"),
    "no source of the text": (
        toml('role = "text"', 'role = "witness"'),
        "text-source",
        FOLDER / "work.toml",
    ),
    "order of storing": (
        toml('stored = ["2022-12-30"]', 'stored = ["2022-12-30", "2023-01-01 2022-12-30"]'),
        "stored-order",
        FOLDER / "work.toml",
    ),
    "spoilt source": (spoil_source, "source-hash", None),
    "missing source": (drop_source, "missing-source", None),
    "orphan source": (orphan_source, "orphan-source", None),
    "misplaced source": (misplace_source, "stray", Path("sources/zz/file")),
    "stray file": (rename(XML, FOLDER / "draft.xml"), "stray", FOLDER / "draft.xml"),
    "no day of the calendar": (
        rename(XML, FOLDER / "2022-02-30.xml"),
        "stray",
        FOLDER / "2022-02-30.xml",
    ),
    "stray folder": (
        rename(XML, Path("works/old/2022-12-30.xml")),
        "stray",
        Path("works/old/2022-12-30.xml"),
    ),
    "link": (link, "mode", XML),
    "executable": (make_executable, "mode", XML),
    "kept names": (kept_names('[2022-12-30]\n"art_1" = "a"\n'), None, None),
    "unreadable kept names": (
        kept_names("[2022-12-30]\nart_1 = 1\n"),
        "names-file",
        FOLDER / "names.toml",
    ),
    "kept names of no version": (
        kept_names('[1999-12-30]\n"art_1" = "a"\n'),
        "names",
        FOLDER / "names.toml",
    ),
    "kept names twice": (
        kept_names('[2022-12-30]\n"art_1" = "a"\n"art_2" = "a"\n'),
        "names",
        FOLDER / "names.toml",
    ),
    "missing marker": (remove(Path("policydiff.toml")), "marker", Path("policydiff.toml")),
}


@pytest.fixture
def filled(repository: Repository) -> Repository:
    """Two works, one of them in two versions."""
    store(repository, make())
    store(repository, make("另一个法", texts=("第一版。",)))
    store(repository, make("另一个法", "2024-01-01", texts=("第二版。",)))
    assert repository.fsck() == ()
    return repository


@pytest.mark.parametrize(("plant", "code", "where"), FAULTS.values(), ids=FAULTS)
def test_planted_fault_is_found(filled: Repository, plant, code: str | None, where) -> None:
    plant(filled.root)
    git(filled.root, "add", "-A")
    git(filled.root, "commit", "-qm", "Plant")

    faults = filled.fsck()

    if code is None:  # but that it was done by hand
        assert {fault.code for fault in faults} <= {"edited"}
        return
    assert code in {fault.code for fault in faults}
    assert where is None or (code, str(where)) in {(fault.code, fault.where) for fault in faults}
    assert all("\n" not in fault.message for fault in faults)


def test_a_modification_that_points_nowhere_is_found(filled: Repository) -> None:
    change = '<textualMod type="repeal" eId="pmod_1"><source href="/akn/cn/!work/x/!main"/><destination href="#art_99"/></textualMod>'
    analysis = f'<analysis source="#policydiff"><passiveModifications>{change}</passiveModifications></analysis>'
    edit('<references source="#policydiff">', analysis + '<references source="#policydiff">')(
        filled.root
    )
    git(filled.root, "commit", "-qam", "Plant")

    fault, by_hand = filled.fsck()
    assert by_hand.code == "edited"
    assert (fault.code, fault.where) == ("invalid-xml", str(XML))
    assert "<destination> points to #art_99, which is not in the file" in fault.message


def test_same_wid_is_found(filled: Repository) -> None:
    edit(' eId="art_1"', ' eId="art_1" wId="w"')(filled.root)
    edit(' eId="art_2"', ' eId="art_2" wId="w"')(filled.root)
    git(filled.root, "commit", "-qam", "Plant")

    assert ("same-id", "the wId w occurs twice") in {
        (fault.code, fault.message) for fault in filled.fsck()
    }


@pytest.mark.parametrize("what", ["blob", "tree"])
def test_missing_object_is_found_and_the_rest_is_checked(filled: Repository, what: str) -> None:
    spoil_source(filled.root)
    git(filled.root, "commit", "-qam", "Plant")
    name = git(filled.root, "rev-parse", f"main:{XML if what == 'blob' else FOLDER}").strip()
    (filled.root / ".git/objects" / name[:2] / name[2:]).unlink()

    faults = {(fault.code, fault.where) for fault in filled.fsck()}

    assert "git" in {code for code, _ in faults}
    if what == "blob":
        assert ("missing-object", str(XML)) in faults
        assert "source-hash" in {code for code, _ in faults}


def test_spoilt_object_is_found(filled: Repository) -> None:
    name = git(filled.root, "rev-parse", f"main:{XML}").strip()
    file = filled.root / ".git/objects" / name[:2] / name[2:]
    file.chmod(0o644)
    file.write_bytes(b"spoilt")

    faults = filled.fsck()

    assert {"git", "missing-object"} <= {fault.code for fault in faults}


def test_missing_branch_is_found(filled: Repository) -> None:
    git(filled.root, "update-ref", "-d", "refs/heads/main")

    assert filled.fsck()[0].message == "the main branch has no commit"


def test_files_of_a_person_are_no_fault(filled: Repository) -> None:
    (filled.root / "README.md").write_text("Our laws.")
    git(filled.root, "add", "-A")
    git(filled.root, "commit", "-qm", "Say what this is")

    assert filled.fsck() == ()
