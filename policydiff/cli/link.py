"""policydiff link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import report_outcome, say, tell
from policydiff.cli.settings import Language, settings, shared
from policydiff.locale import Labels, translate
from policydiff.messages import Message, template

if TYPE_CHECKING:
    from policydiff.app.link import Linked

LINKED = template("{left} {right} linked")
APART = template("{left} {right} apart")
FORGOTTEN = template("{left} {right} forgotten")
UNCHANGED = template("{left} {right} unchanged")

WORDS = Labels(
    "link",
    {
        "declared": "declared",
        "pinned": "linked by hand",
        "apart": "apart",
        "unused": "unused",
        "replaces": "replaces",
        "replaced-by": "replaced by",
        "by hand": "by hand",
        "by its text": "by its text",
    },
)


@click.command(
    "link",
    **examples(
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十二条",
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十条 --break",
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十二条 --forget",
        "policydiff link 民事诉讼法 --replaces 民事诉讼法（试行）",
        "policydiff link 对外贸易法",
    ),
)
@click.argument("work")
@click.argument("left", required=False)
@click.argument("right", required=False)
@click.option("--break", "apart", is_flag=True, help="Say that they are not the same clause.")
@click.option("--forget", is_flag=True, help="Take back what was said of these two.")
@click.option(
    "--replaces",
    "other",
    metavar="WORK",
    help="Say that the first WORK took the place of this one; with --forget that it did not.",
)
@click.option(
    "--list", "listed", is_flag=True, help="List what is said of WORK; so does WORK alone."
)
@shared
def command(  # noqa: PLR0913 each is a choice of the person
    *,
    work: str,
    left: str | None,
    right: str | None,
    apart: bool,
    forget: bool,
    other: str | None,
    listed: bool,
) -> None:
    """Say that LEFT and RIGHT (DATE#PROVISION of two versions of WORK that follow one another) are
    the same clause.

    What you say is kept beside the work and holds in history, blame, lasting names, and diff of
    these versions. Two links from one
    clause make a split, two to one a join; a link of one part of a split or join that was found
    leaves the other parts, until --break
    refuses them. When a version is added between the two, the link is followed through it.
    A work that took the place of another is followed by history, and by WORK@@DATE; that a text
    puts another out of force (《…》同时废止) is read from it.
    The list tells what people and stored decisions say of the clauses, and which links cannot be
    used and why.
    """
    if other is not None:
        if left is not None or apart or listed:
            raise click.UsageError(Message("--replaces takes two works and no clauses"))
        _replaces(work, other, forget=forget)
        return
    if left is None:
        if apart or forget:
            raise click.UsageError(Message("name the two clauses: DATE#PROVISION twice"))
        _list(work)
        return
    if right is None or listed or (apart and forget):
        raise click.UsageError(
            Message(
                "name two clauses, with --break or --forget or neither; --list takes the work alone"
            )
        )
    from policydiff.app.link import link  # noqa: PLC0415 --help needs click alone

    pin, written = link(work, (left, right), settings().repository, apart=apart, forget=forget)
    said = FORGOTTEN if forget else APART if apart else LINKED
    left, right = ("#".join(place) for place in (pin.left, pin.right))
    report_outcome(Message(said if written.commits else UNCHANGED, left=left, right=right))
    for note in written.notes:
        tell(note)


def _replaces(work: str, other: str, *, forget: bool) -> None:
    """Say that a work took the place of another, or take it back."""
    from policydiff.app.link import replaces  # noqa: PLC0415 --help needs click alone

    one, two, written = replaces(work, other, settings().repository, forget=forget)
    said = (
        template("{title} replaces {other} forgotten")
        if forget
        else template("{title} replaces {other} stored")
    )
    unchanged = template("{title} replaces {other} unchanged")
    report_outcome(
        Message(said if written.commits else unchanged, title=one.title, other=two.title)
    )
    for note in written.notes:
        tell(note)


def _list(work: str) -> None:
    """What is said of a work, one line each."""
    from policydiff.app.link import links  # noqa: PLC0415 --help needs click alone

    for one in links(work, settings().repository):
        say(_line(one, settings().language))


def _line(one: Linked, language: Language) -> str:
    word, places = WORDS[language][one.evidence], (one.left or "–", one.right or "–")
    if one.evidence in ("replaces", "replaced-by"):
        return "  ".join((places[0], word, places[1], translate(one.note, language)))
    return "  ".join(
        filter(
            None,
            (*(places if one.evidence != "unused" else ()), word, translate(one.note, language)),
        )
    )
