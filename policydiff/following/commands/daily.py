"""policydiff daily."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import notify, print_text, report_options
from policydiff.cli.progress import watched
from policydiff.cli.reading import INCOMPLETE, session
from policydiff.cli.settings import shared
from policydiff.errors import PolicyDiffError
from policydiff.following.actions.daily import DailyOptions, daily, name_of
from policydiff.following.engine.digest import Digest
from policydiff.messages import Message
from policydiff.report.formats import FORMATS, write
from policydiff.web.feed import write_feed
from policydiff.works.life import WorkLives
from policydiff.works.session import Session
from policydiff.works.writing import make_folder, write_file

WRITTEN = ("markdown", "docx", "json")
"""The formats of the files of each digest."""

PATIENCE = 600.0
"""Seconds that the command of a person may take."""


class CommandFailedError(PolicyDiffError):
    """The command that gets the news failed; they stay pending."""

    exit_code = INCOMPLETE

    def __init__(self, command: str, why: Message) -> None:
        super().__init__(
            Message(
                "{command}: {why}; the news stay pending, and are handed over again by the next run",
                command=command,
                why=why,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOptions:
    """The choices for what becomes of the news."""

    into: Path | None = None
    run: str | None = None
    address: str = "http://127.0.0.1:8321"


@click.command(
    "daily",
    **examples(
        "policydiff daily --into news",
        "policydiff daily --into news --files our-rules --gaps",
        "policydiff daily --run 'python notify.py'",
        "30 6 * * * policydiff daily --repo ~/laws --into ~/news",
    ),
)
@bound(
    "options",
    DailyOptions,
    offline=option("Read no source; announce what else is new in the library."),
    files=option(
        "Also list the places in the texts of this folder: rules, contracts.",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
    ),
    gaps=option("Also the clauses that correspond to changed requirements, and new duties."),
)
@bound(
    "handing",
    HandingOptions,
    into=option(
        "Write the digest (Markdown, Word, JSON) and feed.atom into this folder.",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
    ),
    run=option(
        "Hand the JSON of each digest with news to this command, on its standard input.",
        metavar="COMMAND",
    ),
    address=option("The address of your page, to which the feed leads.", metavar="URL"),
)
@click.option("-q", "--quiet", is_flag=True, help="Print no digest, and no progress.")
@shared
def command(*, options: DailyOptions, handing: HandingOptions, quiet: bool) -> None:
    """Do once a day all that keeps a library up to date, and announce what is new once.

    Reads the stored sources (sync), carries out new decisions on all stored works (consolidate --all),
    compares republished texts with what the decisions order, lists what the changes concern
    (affected), and writes a digest. What was announced is never announced again; a run that is
    killed is made up for by the next one, under the same names. Without news the digest names the
    sources from which that is known.

    The command of --run gets each digest once; if it fails, or a run is killed while it works, once
    more, under the same "name". Exit code 6: a source could not be read, a text was refused, a decision
    not carried out, or the command failed.
    """
    with watched(session(), quiet=quiet) as here:
        digests = daily(
            here, options, lambda digest: _hand_over(digest, handing, here, quiet=quiet)
        )
    if any(digest.to_do for digest in digests):
        raise click.exceptions.Exit(INCOMPLETE)


def _hand_over(digest: Digest, handing: HandingOptions, here: Session, *, quiet: bool) -> None:
    titles = [item.title for item in digest.items]
    shape = report_options(None, here.language_of(*titles))
    if handing.into is not None:
        make_folder(handing.into)
        for form in WRITTEN:
            path = handing.into / f"{name_of(digest)}{FORMATS[form].suffix}"
            write_file(write(digest, form, shape), path)
        write_file(_feed(here, handing.address), handing.into / "feed.atom")
    if handing.run is not None and not digest.is_empty:
        _run(handing.run, write(digest, "json", shape))
    if not quiet:
        print_text(write(digest, "terminal", shape).decode())


def _feed(here: Session, address: str) -> bytes:
    store = here.store()
    return write_feed(store.log(), WorkLives(store), address.rstrip("/"), here.language)


def _run(command: str, data: bytes) -> None:
    """Hand a digest to a person's command, without a shell.

    Raises `CommandFailedError`.
    """
    words = shlex.split(command)
    if not words:
        raise click.UsageError(Message("--run names no command"))
    notify(Message("handing the news to {command}", command=words[0]))
    try:
        done = subprocess.run(words, input=data, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        why = Message("no end within {seconds} seconds", seconds=f"{PATIENCE:.0f}")
        raise CommandFailedError(words[0], why) from None
    except OSError as error:
        why = Message("cannot be run: {error}", error=error.strerror)
        raise CommandFailedError(words[0], why) from None
    if done.returncode:
        why = Message("it ended with {code}", code=done.returncode)
        raise CommandFailedError(words[0], why)
