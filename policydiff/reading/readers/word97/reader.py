"""Word 97 files (doc, wps of Kingsoft Writer), RTF and the XML of Word 2003.

antiword is quick; LibreOffice, which makes a docx, is asked first where antiword loses something:
automatic numbers, the original of tracked changes, RTF.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import quoteattr

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.source import Problem, SourceText
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.docx import reader as docx
from policydiff.reading.readers.safety.decoding import (
    MOST_BYTES,
    EmptySourceError,
    TooLargeError,
    one_line,
)
from policydiff.reading.readers.safety.programs import ProgramFailedError, find_program, run_program
from policydiff.reading.readers.word97.antiword import find_antiword, read_with_antiword
from policydiff.reading.readers.word97.compound import (
    SIGNATURE,
    Compound,
    DamagedCompoundError,
    read_compound,
)
from policydiff.reading.readers.word97.word_binary import WordFacts, read_word_facts

SECONDS = 120.0
"""The time it may take; a law takes a second."""

FILTERS = {".doc": "MS Word 97", ".rtf": "Rich Text Format", ".xml": "MS Word 2003 XML"}
"""The filter by which LibreOffice reads a file, so that it never guesses."""

_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_PROXY = "/org.openoffice.Inet/Settings"
_SETTINGS = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    # a proxy that nobody answers at: whatever a file names, nothing is fetched
    (_PROXY, "ooInetProxyType", "2"),
    (_PROXY, "ooInetHTTPProxyName", "127.0.0.1"),
    (_PROXY, "ooInetHTTPProxyPort", "9"),
    (_PROXY, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_PROXY, "ooInetHTTPSProxyPort", "9"),
    (_PROXY, "ooInetNoProxy", ""),
)


def find_libreoffice() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return find_program("soffice", "libreoffice")


def convert_to_docx(program: str, data: bytes, suffix: str) -> bytes:
    """The file as docx, by a key of `FILTERS`. Raises `ProgramFailedError`."""
    with TemporaryDirectory(prefix="policydiff-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        _write_profile(folder / "profile")
        (folder / f"in{suffix}").write_bytes(data)
        run_program([program, *_options(folder, suffix), f"in{suffix}"], folder, SECONDS)
        made = folder / "out" / "in.docx"
        if not made.is_file():
            raise ProgramFailedError(Message("LibreOffice could not read it"))
        return made.read_bytes()


def _options(folder: Path, suffix: str) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault"]
    return [
        profile,
        *quiet,
        f"--infilter={FILTERS[suffix]}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        "out",
    ]


def _write_profile(folder: Path) -> None:
    """Write a fresh profile without macros, links and network."""
    (folder / "user").mkdir(parents=True)
    items = "".join(
        f"<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op='fuse'><value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (folder / "user" / "registrymodifications.xcu").write_text(
        f"{head}{items}</oor:items>", encoding="utf-8"
    )


SUFFIXES: tuple[str, ...] = (".doc", ".wps", ".rtf")

_RTF = b"{\\rtf"
_WORD_XML = re.compile(rb"<\?mso-application\s+progid=[\"']Word\.Document[\"']\s*\?>")
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")
_MACROS = ("Macros", "_VBA_PROJECT_CUR", "VBA")
_OTHERS = {
    "Workbook": Message("an Excel workbook"),
    "Book": Message("an Excel workbook"),
    "PowerPoint Document": Message("a PowerPoint presentation"),
    "Quill": Message("a Publisher file"),
    "VisioDocument": Message("a Visio drawing"),
    "__properties_version1.0": Message("an Outlook message"),
    "MatOST": Message("a Microsoft Works document"),
    "Catalog": Message("a database of thumbnails"),
}
"""A stream or storage of the root → the kind of file with it."""

_INSTALLER = "84100c0000000000c000000000000046"
"""The class of the root of a Windows installer (msi, msp)."""


class NotWordError(InputError):
    """An old Office file that holds no text document."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            Message(
                "{name} is {what}, not a text; save its text as docx and try again",
                name=one_line(name),
                what=what,
            )
        )


class EncryptedError(InputError):
    """A file that opens with a password only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name} is protected by a password; open it in Word, save it without one, and try again",
                name=one_line(name),
            )
        )


class NoProgramError(InputError):
    """No program that reads such a file is installed."""

    def __init__(self, name: str, wanted: str) -> None:
        """`wanted` names the programs, one of which is enough."""
        super().__init__(
            Message(
                "{name} cannot be read without {wanted}; install that, or save the file as docx",
                name=one_line(name),
                wanted=wanted,
            )
        )


class ConversionError(InputError):
    """None of the programs that read such a file gave a result."""

    def __init__(self, name: str, why: Message) -> None:
        super().__init__(
            Message(
                "{name} cannot be read: {why}; open it in Word or LibreOffice and save it as docx",
                name=one_line(name),
                why=why,
            )
        )


def sniff(data: bytes) -> bool:
    """True if the bytes begin as RTF, Word's XML or any old Office file."""
    return data.startswith((SIGNATURE, _RTF)) or _is_word_xml(data)


def _is_word_xml(data: bytes) -> bool:
    return (
        data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml")
        and _WORD_XML.search(data[:1024]) is not None
    )


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines and tables; headers, footers and footnotes are in `dropped`.

    Raises `NotWordError`, `EncryptedError`, `DamagedCompoundError` or another `InputError` if the
    bytes are no text document, `NoProgramError` if neither antiword nor LibreOffice is installed,
    and `ConversionError` if they give nothing.
    """
    if len(data) > MOST_BYTES:
        raise TooLargeError(name, len(data), Message("bytes"), MOST_BYTES)
    asked = _Asked(data=data, name=name, options=options)
    if data.startswith(_RTF):
        return asked.read((asked.by_libreoffice(".rtf"),), "LibreOffice")
    if _is_word_xml(data):
        return asked.read((asked.by_libreoffice(".xml"),), "LibreOffice")
    compound = read_compound(data, name)
    _refuse_others(compound, name)
    return asked.read_word(_facts(compound, name), _macros(compound))


def _refuse_others(compound: Compound, name: str) -> None:
    """Raise unless this is a Word document that anybody can open."""
    if any(entry in compound.entries for entry in _ENCRYPTED):
        raise EncryptedError(name)
    if "WordDocument" in compound.entries:
        return
    installer = Message("a Windows installer") if compound.class_id == _INSTALLER else None
    other = next((what for entry, what in _OTHERS.items() if entry in compound.entries), None)
    raise NotWordError(name, installer or other or Message("an old Office file of an unknown kind"))


def installed_programs() -> tuple[str, ...]:
    """The names of the installed programs that read these files."""
    found = {"antiword": find_antiword(), "LibreOffice": find_libreoffice()}
    return tuple(name for name, program in found.items() if program is not None)


def _facts(compound: Compound, name: str) -> WordFacts:
    try:
        facts = read_word_facts(compound)
    except struct.error:
        raise DamagedCompoundError(name, Message("its text is cut off")) from None
    if facts.encrypted:
        raise EncryptedError(name)
    return facts


def _macros(compound: Compound) -> tuple[Problem, ...]:
    if not any(entry in compound.entries for entry in _MACROS):
        return ()
    return (
        Problem(
            code="macros-ignored",
            message=Message("the file holds macros; they were neither read nor run"),
            severity="note",
        ),
    )


_Converter = tuple[str | None, Callable[[str], SourceText]]
"""A program's path, None if it is not installed, and a function that reads with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    data: bytes
    name: str
    options: ReadOptions

    def read_word(self, facts: WordFacts, problems: tuple[Problem, ...]) -> SourceText:
        libreoffice, antiword = self.by_libreoffice(".doc"), self.by_antiword(facts)
        if facts.revised and self.options.revisions == "original":
            source = self.read(
                (libreoffice,),
                Message("LibreOffice (antiword cannot give the text before its tracked changes)"),
            )
        else:
            converters = (libreoffice, antiword) if facts.numbered else (antiword, libreoffice)
            source = self.read(converters, Message("antiword or LibreOffice"))
        return replace(source, problems=(*source.problems, *problems))

    def read(self, converters: tuple[_Converter, ...], wanted: str) -> SourceText:
        """The first program's result. Raises `NoProgramError`, `ConversionError`."""
        failures: list[str] = []
        for program, convert in converters:
            if program is None:
                continue
            try:
                return convert(program)
            except ProgramFailedError as failure:
                failures.append(failure.message)
        if not failures:
            raise NoProgramError(self.name, wanted)
        raise ConversionError(self.name, Message.joined(failures))

    def by_libreoffice(self, suffix: str) -> _Converter:
        """The path of LibreOffice, and a function that reads the file as docx."""

        def convert(program: str) -> SourceText:
            source = docx.read(convert_to_docx(program, self.data, suffix), self.name, self.options)
            file = None if source.file is None else replace(source.file, format="doc")
            return replace(source, format="doc", encoding=None, sha256=self.sha256(), file=file)

        return find_libreoffice(), convert

    def by_antiword(self, facts: WordFacts) -> _Converter:
        """The path of antiword, and a function that reads the file with it."""

        def convert(program: str) -> SourceText:
            lines, dropped = read_with_antiword(program, self.data)
            if not lines:
                raise EmptySourceError(self.name)
            problems = _doubts(facts)
            return SourceText(
                name=self.name,
                format="doc",
                sha256=self.sha256(),
                lines=lines,
                hard_wrapped=False,
                dropped=dropped,
                problems=problems,
            )

        return find_antiword(), convert

    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def _doubts(facts: WordFacts) -> tuple[Problem, ...]:
    return (
        *(_lost_numbers() if facts.numbered else ()),
        *(_tracked_changes() if facts.revised else ()),
    )


def _tracked_changes() -> tuple[Problem, ...]:
    message = Message("the file holds tracked changes; the text was read as if all were accepted")
    return (
        Problem(
            code="tracked-changes",
            message=message,
            hint=Message("Use --revisions original to read the other text"),
            severity="note",
        ),
    )


def _lost_numbers() -> tuple[Problem, ...]:
    message = Message(
        "the file numbers its paragraphs automatically, and antiword does not tell the numbers: they are missing here"
    )
    hint = Message("Install LibreOffice, or save the file as docx, and read it again")
    return (Problem(code="numbers-lost", message=message, hint=hint, severity="error"),)
