"""A disk that is full or may only be read: exit code 74 with the system's words where something
must be written, nothing of it else.

Real file systems: a small one in memory, mounted in a name space of the test's own.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running_cli import Outcome, command_line, one_line_on, spawn

from policydiff.cli import main
from policydiff.store.git.process import GitError

TITLE = "示例省图书借阅条例"
READING = (
    ("list",),
    ("log", TITLE),
    ("show", TITLE),
    ("history", f"{TITLE}#第二条"),
    ("blame", TITLE),
    ("cites", TITLE),
    ("search", "图书"),
    ("diff", f"{TITLE}@2019-03-01", TITLE),
    ("fsck",),
)
"""Commands that only read a repository."""

BEGUN = re.compile(r"incoming-|fresh-|fast_import_crash_|tmp_|\.tmp-|writing$|.*\.lock$")
"""Names of what git or we began and did not end."""

Disk = Callable[..., list[Outcome]]


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    try_it = ["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/tmp"]
    return subprocess.run(try_it, capture_output=True, check=False).returncode == 0


mounted = pytest.mark.skipif(
    not _can_mount(), reason="no file system can be mounted here (unshare -rm)"
)


@pytest.fixture
def disk(texts: Path, tmp_path: Path) -> Disk:
    """Runs commands on a small disk at `tmp_path/disk`, after a script of the shell has prepared
    it; gives their outcomes.

    What lies on the disk at the end is listed in `tmp_path/left`.
    """

    def run(prepare: str, *commands: tuple[object, ...], size: str = "2m") -> list[Outcome]:
        place = tmp_path / "disk"
        place.mkdir(exist_ok=True)
        policydiff = " ".join(f"'{word}'" for word in command_line())
        lines = [
            f"exec 2>&1; export POLICYDIFF_LANG=en; cd '{tmp_path}'; policydiff() {{ {policydiff} \"$@\"; }}",
            f"mount -t tmpfs -o size={size} tmpfs '{place}'",
            f"fill() {{ dd if=/dev/zero of='{place}/fill' bs=1k count=${{1:-999999}} || true; }}",
            prepare,
        ]
        for number, words in enumerate(commands):
            quoted = " ".join(f"'{word}'" for word in words)
            lines.append(
                f"code=0; policydiff {quoted} >'{number}.out' 2>'{number}.err' || code=$?; echo $code >'{number}.code'"
            )
        lines.append(f"find '{place}' >left")
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-ec", "\n".join(lines)],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return [
            Outcome(
                int((tmp_path / f"{number}.code").read_text()),
                *((tmp_path / f"{number}.{end}").read_text() for end in ("out", "err")),
            )
            for number in range(len(commands))
        ]

    return run


STORED = "policydiff init disk/r; policydiff -C disk/r add texts/old.txt"


@mounted
def test_what_cannot_be_written_on_a_full_disk_is_74_in_one_line(
    disk: Disk, tmp_path: Path
) -> None:
    one, other = tmp_path / "texts" / "old.txt", tmp_path / "texts" / "new.txt"
    writing = [
        ("-C", "disk/r", "add", other),
        ("-C", "disk/r", "import", tmp_path / "texts"),
        ("-C", "disk/r", "timeline"),
        ("init", "disk/q"),
        ("diff", one, other, "-o", "disk/x.html"),
        ("diff", one, other, "-o", "disk/x.docx"),
        ("export", one, "-o", "disk/x.md"),
        ("pairs", one, other, "-o", "disk/p.toml"),
        ("report", tmp_path / "texts", "-o", "disk/reports"),
        ("demo", "disk/demo", "--offline"),
    ]
    for command, outcome in zip(writing, disk(f"{STORED}; fill", *writing), strict=True):
        assert outcome.code == 74, command
        assert one_line_on(outcome.err), command
        assert "Traceback" not in outcome.err
        assert (
            "No space left on device" in outcome.err or command[0] == "init"
        )  # git does not always say why


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
@mounted
@pytest.mark.parametrize(
    "free", [4, 28, *(pytest.param(room, marks=pytest.mark.slow) for room in (16, 60, 90))]
)
def test_a_write_that_comes_short_loses_nothing(disk: Disk, tmp_path: Path, free: int) -> None:
    """Whatever room is left, the repository is whole, what is told as stored is stored, and what
    was begun is gone.
    """
    other = tmp_path / "texts" / "new.txt"
    prepare = f"{STORED}; avail=$(df --output=avail disk | tail -1); fill $((avail - {free}))"
    added, whole, listed = disk(
        prepare,
        ("-C", "disk/r", "add", other),
        ("-C", "disk/r", "fsck"),
        ("-C", "disk/r", "log", TITLE),
    )

    assert added.code in (0, 74)
    assert whole.code == 0
    assert len(listed.out.splitlines()) == 1 + (2 if added.code == 0 else 1)
    names = [
        Path(line).name for line in (tmp_path / "left").read_text(encoding="utf-8").splitlines()
    ]
    assert [name for name in names if BEGUN.match(name)] == []


@mounted
def test_a_cache_that_finds_no_room_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    """Nothing is cached then, and the answer is the same."""
    state = 'mkdir disk/state; export XDG_STATE_HOME="$PWD/disk/state"'
    (told,) = disk(
        f"policydiff init r; policydiff -C r add texts/old.txt; {state}; fill", ("-C", "r", "list")
    )

    assert told.code == 0
    assert TITLE in told.out
    left = (tmp_path / "left").read_text(encoding="utf-8").splitlines()
    assert [line for line in left if "/state/policydiff/" in line and ".sqlite" in line] == []


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
@mounted
def test_reading_needs_no_room_and_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    prepare = (
        f"{STORED}; policydiff -C disk/r add texts/new.txt; rm -f disk/r/.git/policydiff/*.*; fill"
    )
    told = disk(
        f"{prepare}; ls disk/r/.git/policydiff >before",
        *(("-C", "disk/r", *command) for command in READING),
    )

    assert [outcome.code for outcome in told] == [0] * len(READING)

    disk(
        f"{prepare}; policydiff -C disk/r list; policydiff -C disk/r history '{TITLE}#第二条'; ls disk/r/.git/policydiff >after"
    )
    assert (tmp_path / "after").read_text() == (tmp_path / "before").read_text()


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
@mounted
@pytest.mark.parametrize(
    "clone",
    [
        "cp -r disk/r disk/c",
        pytest.param("git clone -q disk/r disk/c", marks=pytest.mark.slow),
        pytest.param("git clone -q --bare disk/r disk/c", marks=pytest.mark.slow),
    ],
)
def test_a_repository_that_may_only_be_read(disk: Disk, clone: str, tmp_path: Path) -> None:
    """History and blame too, whether or not anything of ours lies there; what would write says why
    it does not.
    """
    writing = [
        ("add", tmp_path / "texts" / "old.txt", "--witness"),
        ("timeline",),
        ("link", TITLE, "2019-03-01#第二条", "2023-06-02#第二条"),
    ]
    prepare = f"{STORED}; policydiff -C disk/r add texts/new.txt; {clone}; mount -o remount,ro '{tmp_path}/disk'"

    told = disk(prepare, *(("-C", "disk/c", *command) for command in (*READING, *writing)))

    for command, outcome in zip(READING, told, strict=False):
        assert outcome.code == 0, (command, outcome.err)
        assert outcome.out or command == ("fsck",)
    for outcome in told[len(READING) :]:
        assert outcome.code == 74
        assert one_line_on(outcome.err)
        assert "Read-only file system" in outcome.err


@pytest.mark.parametrize("way", ["file in the way", "no folder", "not writable"])
def test_history_where_nothing_can_be_kept(
    laws: Path, texts: Path, run: Callable[..., Outcome], way: str
) -> None:
    """The folder of what is kept is a file, or missing, or may not be written to; the answer is the
    same.
    """
    assert run("add", texts / "new.txt").code == 0
    expected = [run(*command).out for command in READING]
    ours = laws / ".git" / "policydiff"
    if way == "not writable":
        if os.geteuid() == 0:
            pytest.skip("root may write everywhere")
        for path in ours.glob("*.*"):
            path.unlink()
        ours.chmod(0o500)
    else:
        shutil.rmtree(ours)
        if way == "file in the way":
            ours.write_text("", encoding="ascii")
    try:
        told = [run(*command) for command in READING]
    finally:
        if way == "not writable":
            ours.chmod(0o700)

    assert [outcome.code for outcome in told] == [0] * len(READING)
    assert [outcome.out for outcome in told] == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of the size of a file")
def test_a_limit_of_the_size_of_files_is_told(texts: Path, tmp_path: Path) -> None:
    """A limit that strikes git without a word from it (SIGXFSZ)."""
    assert spawn("init", "r", cwd=tmp_path).code == 0
    # no bytecode: Python would keep what it could write of a module
    script = 'ulimit -f 1; PYTHONDONTWRITEBYTECODE=1 "$@" >/dev/null 2>/dev/full || exit $?'
    (texts / "long.txt").write_text(
        "示例条例\n" + "".join(f"第{n}条　内容{n}。\n" for n in range(1, 3000)), encoding="utf-8"
    )
    for command in (
        ("-C", "r", "add", texts / "long.txt"),
        ("export", texts / "long.txt", "-o", "x.html"),
    ):
        done = subprocess.run(
            ["sh", "-c", script, "sh", *command_line(*command)],
            cwd=tmp_path,
            timeout=600,
            check=False,
        )
        assert done.returncode == 74


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("form", ["terminal", "html", "json"])
def test_a_report_into_a_full_pipe(texts: Path, form: str) -> None:
    script = '"$@" >/dev/full'
    words = command_line("diff", "old.txt", "new.txt", "-q", "--format", form)
    done = subprocess.run(
        ["sh", "-c", script, "sh", *words],
        cwd=texts,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 74
    assert one_line_on(done.stderr)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"fatal: sha1 file 'x' write error. Out of diskspace", 74),
        (b"fatal: unable to write loose object file: No space left on device", 74),
        (b"error: failed to write new configuration file /x/config.lock", 74),
        (b"error: insufficient permission for adding an object to repository database", 74),
        (b"fatal: Unable to create '/x/index.lock': Read-only file system", 74),
        (b"fatal: Unable to create '/x/index.lock': File exists.", 5),
        (b"fatal: bad object HEAD", 5),
        (b"error: object file .git/objects/ab is empty", 5),
        (b"", 5),
    ],
)
def test_a_git_that_cannot_write_is_no_damage(said: bytes, code: int) -> None:
    def fail() -> None:
        raise GitError("x", said)

    assert main.call(fail, debug=False) == code


def test_a_place_that_is_none_is_no_full_disk(texts: Path, run: Callable[..., Outcome]) -> None:
    """A folder that does not exist is a mistake of the caller, as before."""
    assert (
        run("diff", texts / "old.txt", texts / "new.txt", "-o", texts / "missing" / "x.html").code
        == 3
    )
    assert main.judge(PermissionError(errno.EACCES, "Permission denied", "x"))[0] == 3
