"""Word 97, Word 2003 XML and RTF as docx through LibreOffice."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import quoteattr

from policydiff.messages import Message
from policydiff.reading.readers.safety.programs import ProgramFailedError, find_program, run_program

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
