"""policydiff link."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import notify, print_text, report_outcome
from policydiff.cli.reading import READING, session
from policydiff.cli.settings import language, shared
from policydiff.comparing.actions.diff import DiffOptions
from policydiff.comparing.commands.pairs import write_pairing
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message, template
from policydiff.works.pinning import Linked, link, links, replaces

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """The choices for a link between clauses or works."""

    apart: bool = False
    forget: bool = False
    other: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsOptions(DiffOptions):
    """The choices for a file of pairings; `pairs` are those that it begins from."""

    wanted: bool = False
    output: Path | None = None
    quiet: bool = False


@click.command(
    "link",
    **examples(
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十二条",
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十条 --break",
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十二条 --forget",
        "policydiff link 民事诉讼法 --replaces 民事诉讼法（试行）",
        "policydiff link 对外贸易法",
        "policydiff link --pairs old.txt new.html -o pairs.toml",
    ),
)
@click.argument("work")
@click.argument("left", required=False)
@click.argument("right", required=False)
@bound(
    "wish",
    LinkOptions,
    apart=option("State that they are not the same clause.", "--break"),
    forget=option("Take back the statement on these two."),
    other=option(
        "Say that the first WORK took the place of this one; with --forget that it did not.",
        "--replaces",
        metavar="WORK",
    ),
    listed=option("List the statements on WORK; so does WORK alone.", "--list"),
)
@bound(
    "pairing",
    PairsOptions,
    wanted=option(
        "Write which articles of two texts correspond, as a file to correct: --pairs LEFT RIGHT.",
        "--pairs",
    ),
    output=option("With --pairs: write the pairings to this file.", "-o", "--output"),
    pairs=option("With --pairs: begin from the pairings that this file sets.", "--from"),
    quiet=option("With --pairs: no remark on stderr.", "-q", "--quiet"),
    **READING,
)
@shared
def command(
    *,
    work: str,
    left: str | None,
    right: str | None,
    wish: LinkOptions,
    pairing: PairsOptions,
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

    With --pairs two texts are named instead, files or stored versions: every pairing of their
    articles is written as a comment, the doubtful ones on top. Take the # from an entry to set it,
    and give the file to `policydiff diff --pairs`.
    """
    if pairing.wanted:
        if left is None or right is not None or wish != LinkOptions():
            raise click.UsageError(Message("--pairs takes two texts: --pairs LEFT RIGHT"))
        write_pairing((work, left), pairing.output, pairing, quiet=pairing.quiet)
    elif pairing != PairsOptions():
        raise click.UsageError(
            Message("--output, --from, --quiet, and how files are read, go with --pairs")
        )
    elif wish.other is not None:
        if left is not None or wish.apart or wish.listed:
            raise click.UsageError(Message("--replaces takes two works and no clauses"))
        _replaces(work, wish.other, forget=wish.forget)
    elif left is None:
        if wish.apart or wish.forget:
            raise click.UsageError(Message("name the two clauses: DATE#PROVISION twice"))
        _list(work)
    elif right is None or wish.listed or (wish.apart and wish.forget):
        raise click.UsageError(
            Message(
                "name two clauses, with --break or --forget or neither; --list takes the work alone"
            )
        )
    else:
        _link(work, (left, right), wish)


def _link(work: str, places: tuple[str, str], wish: LinkOptions) -> None:
    pin, written = link(work, places, session(), apart=wish.apart, forget=wish.forget)
    answer = FORGOTTEN if wish.forget else APART if wish.apart else LINKED
    left, right = ("#".join(place) for place in (pin.left, pin.right))
    report_outcome(Message(answer if written.commits else UNCHANGED, left=left, right=right))
    for note in written.notes:
        notify(note)


def _replaces(work: str, other: str, *, forget: bool) -> None:
    one, two, written = replaces(work, other, session(), forget=forget)
    answer = (
        template("{title} replaces {other} forgotten")
        if forget
        else template("{title} replaces {other} stored")
    )
    unchanged = template("{title} replaces {other} unchanged")
    report_outcome(
        Message(answer if written.commits else unchanged, title=one.title, other=two.title)
    )
    for note in written.notes:
        notify(note)


def _list(work: str) -> None:
    for linked in links(work, session()):
        print_text(_line(linked, language()))


def _line(linked: Linked, language: Language) -> str:
    word, places = WORDS[language][linked.evidence], (linked.left or "–", linked.right or "–")
    if linked.evidence in ("replaces", "replaced-by"):
        return "  ".join((places[0], word, places[1], translate(linked.note, language)))
    return "  ".join(
        filter(
            None,
            (
                *(places if linked.evidence != "unused" else ()),
                word,
                translate(linked.note, language),
            ),
        )
    )
