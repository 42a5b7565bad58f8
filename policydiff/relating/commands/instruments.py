"""policydiff relate --instruments, and the former command `instruments`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, format_option
from policydiff.cli.output import emit_json, notify
from policydiff.cli.reading import DIALECT, REVISIONS, leave, remark, session
from policydiff.cli.settings import language, shared
from policydiff.cli.table import table
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message, template
from policydiff.model.source import DOUBTS
from policydiff.relating.actions.instruments import NamedInstruments, instruments
from policydiff.relating.engine.relation import Instrument
from policydiff.relating.report import summary as relation_summary
from policydiff.works.resolve import TextOptions

COUNTED = template("counted from {after}; the catalogue lists what was published up to {as_of}")
UNDATED = template(
    "the date of the document is unknown, so every event is listed (--after DATE counts from a day); "
    "the catalogue lists what was published up to {as_of}"
)

HEADS = Labels(
    "heads of the instruments",
    {
        "article": "Article",
        "name": "Name",
        "action": "What is to be done",
        "status": "Status",
        "since": "Since",
        "text": "Text at hand",
    },
)
EVENTS = Labels(
    "event",
    {
        "enacted": "enacted",
        "draft": "draft",
        "repealed": "repealed",
        "revised": "revised",
    },
)


@click.command(
    "instruments",
    **examples(
        "policydiff instruments opinion.txt --after 2017-01-15",
        "policydiff instruments opinion.txt law.docx regulation.html --lang zh",
        "policydiff instruments 关于促进移动互联网健康有序发展的意见 --format json",
    ),
    hidden=True,
)
@click.argument("document")
@click.argument("laws", nargs=-1)
@click.option(
    "--after",
    metavar="DATE",
    help="Count what happened from this day (YYYY-MM-DD). Default: the date of DOCUMENT.",
)
@format_option("terminal", "json")
@bound("reading", TextOptions, revisions=REVISIONS, dialect=DIALECT)
@click.option("-q", "--quiet", is_flag=True, help="No remark on stderr.")
@shared
def command(
    *,
    document: str,
    laws: tuple[str, ...],
    after: str | None,
    form: str,
    reading: TextOptions,
    quiet: bool,
) -> None:
    """List the laws, regulations and plans that DOCUMENT names, with what it says is to be done and
    what became of each.

    Each name is looked up in the texts LAWS, in the repository where there is one, and in the
    catalogue that ships with policydiff.
    A text counts more than the catalogue; where they contradict each other, a note tells both.
    DOCUMENT and LAWS are files (- is
    standard input) or names of stored versions. In a pipe: the columns parted by tabs.
    """
    list_instruments((document, *laws), form, reading, after=after, quiet=quiet)


def list_instruments(
    operands: Sequence[str], form: str, reading: TextOptions, *, after: str | None, quiet: bool
) -> None:
    """List the instruments that the first operand names, by the other operands."""
    named = instruments(operands, session(*operands), reading, after=after)
    sides = (named.resolved, *named.rights)
    remark(sides, quiet=quiet, codes=DOUBTS)
    if form == "json":
        emit_json(named.to_dict())
    else:
        _show(named, language(), quiet=quiet)
    leave(sides)


def _show(named: NamedInstruments, language: Language, *, quiet: bool) -> None:
    table(tuple(HEADS[language].values()), _rows(named, language))
    if not quiet:
        _remark(named)


def _rows(named: NamedInstruments, language: Language) -> list[tuple[str, ...]]:
    return [
        (
            place or "-",
            instrument.name,
            instrument.action or "-",
            relation_summary.stated(instrument, language)
            or relation_summary.fate_word(instrument, language),
            _since(instrument, language),
            _at_hand(instrument),
        )
        for place, instrument in zip(named.places(), named.instruments, strict=True)
    ]


def _at_hand(instrument: Instrument) -> str:
    """The name of the text at hand, a stored text's title."""
    stored = instrument.document is not None and instrument.document.startswith("/akn/")
    return (instrument.title if stored else instrument.document) or instrument.document or "-"


def _since(instrument: Instrument, language: Language) -> str:
    events = (
        Message.foreign(f"{date} {EVENTS[language].get(what, what)}")
        for date, what in instrument.since
    )
    return translate(Message.joined(events), language) or "-"


def _remark(named: NamedInstruments) -> None:
    if not named.instruments:
        notify(Message("no instrument is named"))
        return
    for one in {
        instrument.name: instrument for instrument in named.instruments if instrument.note
    }.values():
        notify(Message("note: {name}: {note}", name=one.name, note=one.note))
    notify(Message(COUNTED if named.after else UNDATED, after=named.after, as_of=named.as_of))
