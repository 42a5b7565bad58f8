"""policydiff git-setup."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import notify, notify_detail, print_text, report_outcome
from policydiff.cli.reading import INCOMPLETE
from policydiff.cli.settings import settings, shared
from policydiff.comparing.actions.git_setup import (
    GitPlace,
    attribute_lines,
    find_place,
    former_drivers,
    git_settings,
    missing_lines,
    set_up,
    take_out,
)
from policydiff.messages import Message


@click.command(
    "git-setup",
    **examples(
        "policydiff git-setup",
        "policydiff git-setup --check",
        "policydiff git-setup --remove",
        "git diff --word-diff v1 v2 -- law.docx",
        "git difftool -t policydiff v1 v2 -- law.docx",
    ),
)
@click.option("--check", "is_check", is_flag=True, help="Write nothing: show what is in place.")
@click.option("--remove", "is_removal", is_flag=True, help="Take out what this command wrote.")
@click.option(
    "--global", "is_global", is_flag=True, help="For all repositories of yours, not this one alone."
)
@shared
def command(*, is_check: bool, is_removal: bool, is_global: bool) -> None:
    """Make git show Word, PDF and other texts as articles: in diff, log -p, show and difftool.

    A marked block in .gitattributes names the files, settings of git name this program. All other
    lines stay as they are; a line of yours behind the block wins over it. With --check the exit
    code is 6 where something is not in place.
    """
    if is_check and is_removal:
        raise click.UsageError(Message("--check and --remove exclude each other"))
    place = find_place(settings().repository, is_global=is_global)
    if is_check:
        _show(place)
    elif is_removal:
        take_out(place)
        report_outcome(Message("{path}: git shows files as before", path=place.attributes))
    else:
        _set_up(place)


def _set_up(place: GitPlace) -> None:
    former = former_drivers(place)
    set_up(place)
    count = len(attribute_lines())
    report_outcome(
        Message("{path}: git shows {count} endings as texts", path=place.attributes, count=count)
    )
    if former:
        notify(Message("before ours these were set, and are again after --remove:"))
    for line in former:
        notify_detail(Message.foreign(line))


def _show(place: GitPlace) -> None:
    """Print all lines with their marks. Leaves with 6 where one is missing."""
    missing = missing_lines(place)
    print_text(str(place.attributes))
    for line in attribute_lines():
        print_text(f"  {'-' if line in missing else '+'} {line}")
    print_text(f"git config {place.scope}")
    for name, value in git_settings().items():
        shown = value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        print_text(f"  {'-' if name in missing else '+'} {name} = {shown.replace(chr(10), ' ⏎ ')}")
    if missing:
        report_outcome(
            Message("not in place: {count}; `policydiff git-setup` writes them", count=len(missing))
        )
        raise click.exceptions.Exit(INCOMPLETE)
    report_outcome(Message("all is in place"))
