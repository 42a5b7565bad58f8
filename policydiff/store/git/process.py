"""git as a program, run in a clean environment."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from policydiff.errors import CANNOT_WRITE, DamagedError, NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.store.git.files import OpenFolder, open_folder

BRANCH = "refs/heads/main"
PRIVATE = "policydiff"
"""The name of our folder inside the git folder."""

_INHERITED = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH")
"""What says where git and the user's own configuration (with safe.directory) are; every other GIT_*
variable is stripped.
"""

# no program of the repository runs, and no cache of git's is believed: a forged one says what no
# object says
SAFE_CONFIG = {
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.autocrlf": "false",
    "core.commitGraph": "false",
    "core.multiPackIndex": "false",
    "core.quotePath": "false",
    "core.pager": "cat",
    "diff.external": "",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "log.showSignature": "false",
    "protocol.allow": "never",
}


_CANNOT_WRITE = re.compile(
    rb"No space left on device|Out of diskspace|Disk quota exceeded|File too large|Read-only file system|insufficient permission"
    rb"|(?:unable to (?:create|write)|failed to write|could not write|cannot (?:mkdir|copy))(?!.*File exists)",
    re.IGNORECASE,
)
"""What git says where the system refuses to write; a lock that exists is another git's."""

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
"""For example: 0123456789abcdef0123456789abcdef01234567"""

_TOO_LARGE = -25
"""How a git ends that would write more than the system allows (SIGXFSZ): it says nothing."""


class GitMissingError(NotFoundError):
    """git is not installed on this machine."""

    def __init__(self) -> None:
        super().__init__(
            Message("git is not installed or not on the PATH; install git 2.31 or newer")
        )


class GitError(DamagedError):
    """git refused or failed: exit code 74 where it could not write, 5 else."""

    def __init__(self, command: str, stderr: bytes) -> None:
        """`stderr` is git's output; its first line with an error is shown."""
        lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        telling = next(
            (line for line in lines if line.startswith(("fatal:", "error:"))),
            lines[0] if lines else Message("no reason given"),
        )
        self.stderr = stderr
        if _CANNOT_WRITE.search(stderr):
            self.exit_code = CANNOT_WRITE
        super().__init__(
            Message(
                "git {command} failed: {why}",
                command=command,
                why=telling.removeprefix("fatal: ")[:300],
            )
        )


class NotOwnedError(UsageError):
    """The repository belongs to another user, and git does not trust it."""

    def __init__(self, root: Path) -> None:
        """`root` is the folder that git distrusts."""
        super().__init__(
            Message(
                "{root} belongs to another user; if you trust it, run: git config --global --add safe.directory '{path}'",
                root=root,
                path=root,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """One repository: `root` is its work tree or bare folder, `directory` git's."""

    root: Path
    directory: Path
    common: Path
    bare: bool

    def run(
        self,
        *arguments: str,
        stdin: bytes | None = None,
        env: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> bytes:
        """Run git, for so many seconds at most, and give its output. Raises `GitError`."""
        return _run(self.root, arguments, stdin, env, seconds)

    def feed(
        self, *arguments: str, pieces: Iterable[bytes], env: Mapping[str, str] | None = None
    ) -> bytes:
        """Run git on input that comes piece by piece, and give its output.

        Raises `GitError`, and whatever `pieces` raises, after which git has ended.
        """
        with (
            TemporaryFile() as answer,
            TemporaryFile() as complaint,
        ):  # pipes could fill while we are not reading
            process = self._start(arguments, answer, complaint, env)
            try:
                with suppress(BrokenPipeError):  # git has ended early, and says why
                    _write_all(process, pieces)
            except BaseException:
                process.kill()
                raise
            finally:
                with suppress(BrokenPipeError):
                    process.communicate()
            answer.seek(0)
            complaint.seek(0)
            if process.returncode:
                self._drop_report(process.pid)
                raise GitError(arguments[0], _complaint(process.returncode, complaint.read()))
            return answer.read()

    def _drop_report(self, process: int) -> None:
        """Remove the report that a failed ``fast-import`` leaves in its git folder."""
        with suppress(OSError), open_folder(self.directory) as folder:
            folder.remove(f"fast_import_crash_{process}")

    def report(self, *arguments: str) -> tuple[int, list[str]]:
        """The exit code of a git that checks something, and every line of its output."""
        done = _call(self.root, arguments, None, None)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a git that is used through its pipes; the caller ends it."""
        return self._start(arguments, subprocess.PIPE, subprocess.DEVNULL, None)

    def _start(
        self,
        arguments: tuple[str, ...],
        stdout: IO[bytes] | int,
        stderr: IO[bytes] | int,
        env: Mapping[str, str] | None,
    ) -> subprocess.Popen[bytes]:
        whole = environment(self.root) | dict(env or {})
        return subprocess.Popen(
            _command(arguments),
            cwd=self.root,
            env=whole,
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=stderr,
        )

    def tip(self) -> str | None:
        """The newest commit of the main branch, None where there is none."""
        try:
            return (
                self.run("rev-parse", "--verify", "--quiet", BRANCH + "^{commit}").decode().strip()
            )
        except GitError:
            return None

    def named_tip(self) -> str | None:
        """The commit that the file of the main branch names; None where git packed it."""
        try:
            with (self.common / BRANCH).open("rb") as file:
                name = file.read(100).decode("ascii").strip()
        except (OSError, ValueError):
            return None
        return name if _COMMIT.fullmatch(name) else None

    @contextmanager
    def private(self, *folders: str, make: bool = True) -> Iterator[OpenFolder]:
        """Open our folder inside git's, or one in it. Raises `NotPlainError`, `OSError`."""
        with open_folder(self.common) as top, top.below((PRIVATE, *folders), make=make) as found:
            yield found


def open_git(root: Path) -> Git:
    """Open the repository of this very folder. Raises `GitError`, `NotOwnedError`."""
    found = _run(
        root,
        (
            "rev-parse",
            "--path-format=absolute",
            "--is-bare-repository",
            "--git-dir",
            "--git-common-dir",
        ),
        None,
        None,
    )
    bare, directory, common = found.decode("utf-8", "surrogateescape").splitlines()
    return Git(root=root, directory=Path(directory), common=Path(common), bare=bare == "true")


def init_git(root: Path, *options: str) -> Git:
    """Make a new repository without templates, so without hooks."""
    _run(
        root, ("init", "--quiet", "--initial-branch=main", "--template=", *options, "."), None, None
    )
    return open_git(root)


def environment(root: Path) -> dict[str, str]:
    """The environment for git, which points nowhere, asks nothing, fetches nothing."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _INHERITED
    }
    return env | {
        "LC_ALL": "C",
        "GIT_CEILING_DIRECTORIES": str(root.parent),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        # what is not there; an empty one would be complained of
        "GIT_GRAFT_FILE": f"{os.devnull}/none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_COMMITTER_NAME": "policydiff",
        "GIT_COMMITTER_EMAIL": "policydiff@localhost",
    }


def _command(arguments: tuple[str, ...]) -> list[str]:
    safe = [word for key, value in SAFE_CONFIG.items() for word in ("-c", f"{key}={value}")]
    return ["git", *safe, *arguments]


def _write_all(process: subprocess.Popen[bytes], pieces: Iterable[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.writelines(pieces)
        process.stdin.close()


def _run(
    root: Path,
    arguments: tuple[str, ...],
    stdin: bytes | None,
    env: Mapping[str, str] | None,
    seconds: float | None = None,
) -> bytes:
    done = _call(root, arguments, stdin, env, seconds)
    if done.returncode:
        if b"dubious ownership" in done.stderr:
            raise NotOwnedError(root)
        raise GitError(arguments[0], _complaint(done.returncode, done.stderr))
    return done.stdout


def _complaint(code: int, stderr: bytes) -> bytes:
    return stderr + b"\nfatal: File too large\n" if code == _TOO_LARGE else stderr


def _call(
    root: Path,
    arguments: tuple[str, ...],
    stdin: bytes | None,
    env: Mapping[str, str] | None,
    seconds: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            _command(arguments),
            cwd=root,
            env=environment(root) | dict(env or {}),
            input=stdin or b"",
            capture_output=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise GitError(arguments[0], b"fatal: it took too long and was ended") from None
    except FileNotFoundError:
        if root.is_dir():
            raise GitMissingError from None
        raise
