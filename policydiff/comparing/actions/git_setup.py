"""git-setup: settings by which git shows texts as articles, and that text."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policydiff.errors import PolicyDiffError, UsageError
from policydiff.locale import Language, translate
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.kinds import NUMERALS
from policydiff.reading.load import is_stored_xml, read_document, read_file
from policydiff.reading.plugins import READERS, reader, reader_for
from policydiff.store.git.process import GitError, GitMissingError
from policydiff.works.writing import UnwritableFileError, write_file

DRIVER = "policydiff"
PLAIN_DRIVER = "policydiff-text"
"""The driver of files that git reads itself: it has heads and words, and no conversion."""

BEGIN = "# policydiff: begin (`policydiff git-setup --remove` takes this block out)"
END = "# policydiff: end"
_FIRST = re.compile(rb"(?m)^# policydiff: begin[^\n]*\n")
_LAST = re.compile(rb"(?m)^# policydiff: end[^\n]*\n?")
_MARK = re.compile(rb"(?m)^# policydiff: (?:begin|end)")

# Signs stand in groups, not in brackets: in the locale C a sign is three bytes, which cut characters.
_NUMERAL = f"({'|'.join((*NUMERALS, '亿'))})"
_FIGURE = f"({_NUMERAL}|[0-9])"
_INDENT = "^[ \t\u3000]*"
_GAP = "(\u3000|[ \t]|$)"
HEADS = (
    f"{_INDENT}(第{_FIGURE}+(编|章|节|条)(之{_NUMERAL}+)*){_GAP}",
    f"{_INDENT}([0-9]+((\\.|．)[0-9]+)+){_GAP}",
    f"{_INDENT}({_NUMERAL}+、)",
    f"{_INDENT}((附件|附表){_FIGURE}*)(:|：|{_GAP})",
)
"""Lines at which a part of a text begins; git shows what the first group holds."""

MARKDOWN_HEAD = "^(#+ .*)$"
WORDS = "|".join(
    (
        "[A-Za-z0-9]+([.,'_/@:-][A-Za-z0-9]+)*%?",
        f"(第)?({_FIGURE}+(年|月|日|编|章|节|条(之)?|款|项|目|分之|点)?)+",
        "[^[:space:]]",
    )
)
"""Units of a word diff: numbers and Latin words whole, all else sign by sign, as git has no lexicon.
What no pattern matches git takes for space, and hides its changes: the last one matches all else.
"""

_ONE_CHARACTER = "|[\udcc0-\udcff][\udc80-\udcbf]+"
"""A Chinese character where git sees bytes. The locale of macOS refuses such a pattern."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GitPlace:
    """The configuration and the file of attributes of one repository, or of a person."""

    scope: Literal["--local", "--global"]
    folder: Path
    attributes: Path

    def value(self, name: str) -> str | None:
        """The value of a setting of this scope."""
        found = _git(self.folder, "config", self.scope, "--null", "--get", name)
        return None if found is None else os.fsdecode(found.removesuffix(b"\0"))


def find_place(folder: Path, *, is_global: bool) -> GitPlace:
    """The place of the settings. Raises `UsageError`, `GitError`."""
    if is_global:
        named = _git(folder, "config", "--global", "--type=path", "--get", "core.attributesFile")
        home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        path = Path(os.fsdecode(named).strip()) if named else home / "git" / "attributes"
        return GitPlace(scope="--global", folder=folder, attributes=path)
    try:
        top = _git(folder, "rev-parse", "--show-toplevel")
    except (GitError, NotADirectoryError, FileNotFoundError):
        top = None
    if not top:
        raise UsageError(
            Message(
                "{path}: this is no folder of a git repository with files; go to one, or use --global",
                path=folder.resolve(),
            )
        )
    root = Path(os.fsdecode(top.removesuffix(b"\n")))
    return GitPlace(scope="--local", folder=root, attributes=root / ".gitattributes")


def attribute_lines() -> tuple[str, ...]:
    """The lines of attributes, for the endings of all readers."""
    of_plain = reader("txt").SUFFIXES
    others = [suffix for name in READERS if name != "txt" for suffix in reader(name).SUFFIXES]
    drivers = dict.fromkeys((*others, ".xml"), DRIVER) | dict.fromkeys(of_plain, PLAIN_DRIVER)
    return tuple(
        f"*{written} diff={driver}"
        for suffix, driver in drivers.items()
        for written in (suffix, suffix.upper())
    )


def git_settings() -> dict[str, str]:
    """The settings of git: their names with their values."""
    # -P: a folder of the repository named like a package of Python is no program of ours.
    program = f"{shlex.quote(Path(sys.executable).as_posix())} -P -m policydiff"
    words = WORDS + ("" if sys.platform in ("darwin", "win32") else _ONE_CHARACTER)
    return {
        f"diff.{DRIVER}.textconv": f"{program} git-text",
        f"diff.{DRIVER}.xfuncname": "\n".join(HEADS),
        f"diff.{DRIVER}.wordRegex": words,
        f"diff.{PLAIN_DRIVER}.xfuncname": "\n".join((*HEADS, MARKDOWN_HEAD)),
        f"diff.{PLAIN_DRIVER}.wordRegex": words,
        f"difftool.{DRIVER}.cmd": f'{program} diff -- "$LOCAL" "$REMOTE"',
    }


def missing_lines(place: GitPlace) -> tuple[str, ...]:
    """The lines of attributes and names of settings that are not in place."""
    before = _read(place.attributes)
    start, end = _block(before) or (0, 0)
    there = before[start:end].decode("utf-8", "replace").splitlines()
    return (
        *(line for line in attribute_lines() if line not in there),
        *(name for name, value in git_settings().items() if place.value(name) != value),
    )


def former_drivers(place: GitPlace) -> tuple[str, ...]:
    """The lines of others that ours win over.

    It is asked before ours are written.
    """
    endings = [line.split()[0][1:] for line in attribute_lines()]
    if place.scope == "--global":
        return ()
    answer = _git(
        place.folder, "check-attr", "-z", "diff", "--", *(f"x{ending}" for ending in endings)
    )
    values = os.fsdecode(answer or b"").split("\0")[2::3]
    return tuple(
        f"*{ending} diff={value}"
        for ending, value in zip(endings, values, strict=True)
        if value not in ("unspecified", DRIVER, PLAIN_DRIVER)
    )


def set_up(place: GitPlace) -> None:
    """Write the block and the settings. Raises `UnwritableFileError`, `GitError`."""
    block = "\n".join((BEGIN, *attribute_lines(), END, "")).encode()
    _write(place.attributes, block)
    for name, value in git_settings().items():
        _git(place.folder, "config", place.scope, "--replace-all", name, value)


def take_out(place: GitPlace) -> None:
    """Take out the block of attributes and the settings. Raises as `set_up`."""
    _write(place.attributes, b"")
    for name in git_settings():
        if place.value(name) is not None:
            _git(place.folder, "config", place.scope, "--unset-all", name)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _block(text: bytes) -> tuple[int, int] | None:
    """From where to where our block stands; None without one."""
    first = _FIRST.search(text)
    last = first and _LAST.search(text, first.end())
    return (first.start(), last.end()) if first and last else None


def _write(path: Path, block: bytes) -> None:
    """Put a block in the place of ours; a file of which nothing is left goes."""
    if path.is_symlink():
        raise UnwritableFileError(path, Message("this is a link; no link is followed"))
    before = _read(path)
    found = _block(before)
    start, end = found or (len(before), len(before))
    kept = before[:start] + before[end:]
    if _MARK.search(kept):
        raise UnwritableFileError(
            path,
            Message(
                "a line `# policydiff: begin` or `# policydiff: end` stands alone; take it out"
            ),
        )
    gap = b"\n" if found is None and kept and block and not kept.endswith(b"\n") else b""
    after = kept[:start] + gap + block + kept[start:]
    if after == before:
        return
    if after:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(after, path)
    else:
        path.unlink()


def _git(folder: Path, *words: str) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", *map(os.fsencode, words)], cwd=folder, capture_output=True, check=False
        )
    except FileNotFoundError:
        if folder.is_dir():
            raise GitMissingError from None
        raise
    if done.returncode > 1 or (done.returncode and done.stderr):
        raise GitError(words[0], done.stderr)
    return None if done.returncode else done.stdout


def text_for_git(path: Path, language: Language) -> bytes:
    """The text of a file as git compares it; of a file that is not read its problem.

    XML that is not ours is given as it is.
    """
    try:
        data = read_file(path)
        name = f"text{path.suffix.lower()}"  # git gives the file another name each time
        if path.suffix.lower() == ".xml" and not _is_legal_xml(data, name):
            return data
        lines = tuple(_lines(read_document(data, name), language))
    except PolicyDiffError as error:
        lines = _complaint(error.message.fields.get("why", error.message), path, language)
    except Exception as error:  # noqa: BLE001 git would give up the whole diff for one file
        lines = _complaint(f"{type(error).__name__}: {error}", path, language)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _is_legal_xml(data: bytes, name: str) -> bool:
    return is_stored_xml(data, "") or reader_for(name, data)[0] == "doc"


def _lines(document: Document, language: Language) -> Iterator[str]:
    """All lines of a text, then all that its reading left out or doubted."""
    lines = document.full_text().split("\n")
    yield from lines[document.untitled and lines[0] == document.title :]
    for dropped in document.dropped:
        text = " ".join(dropped.text.split())
        yield translate(
            Message("[left out ({what})] {text}", what=dropped.what, text=text), language
        )
    for problem in document.problems:
        if problem.severity != "note":
            yield f"[policydiff] {translate(problem.message, language)}"


def _complaint(why: str, path: Path, language: Language) -> tuple[str, ...]:
    """One line, which differs where the bytes of two unread files differ."""
    digest = ""
    with suppress(OSError), path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    said = Message("[policydiff: not read] {why} (SHA-256 {digest})", why=why, digest=digest[:16])
    return (" ".join(translate(said, language).split()),)
