"""policydiff show."""

from __future__ import annotations

from itertools import pairwise

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, format_option
from policydiff.cli.output import emit, emit_json, notify, print_text
from policydiff.cli.reading import READING, leave, remark, session
from policydiff.cli.settings import language, shared
from policydiff.locale import Labels
from policydiff.model.version_names import marked
from policydiff.reading.named_dates import origin_of_date
from policydiff.works import show as showing
from policydiff.works.handbook import csl_item, csl_json, handbook_citation
from policydiff.works.resolve import TextOptions

WORDS = Labels(
    "show", {"presumed": "Presumed:", "none": "(no such provision)", "redline": "Redline:"}
)


@click.command(
    "show",
    **examples(
        "policydiff show 对外贸易法",
        "policydiff show 对外贸易法@2022-12-30#第五条第二款",
        "policydiff show 对外贸易法@@2024-01-01 --format xml",
        "policydiff show opinion.txt --format json",
        "policydiff show opinion.txt#art_15",
        "policydiff show 对外贸易法@2022-12-30#第五条第二款 --format citation",
    ),
)
@click.argument("name")
@format_option("text", "json", "xml", "citation", "csl", line="What to print.")
@bound("reading", TextOptions, **READING)
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(*, name: str, form: str, reading: TextOptions, quiet: bool) -> None:
    """Print what NAME names: a file, - for standard input, or WORK, WORK@DATE, WORK@@DATE of the
    repository, each with #PROVISION.

    @DATE is the version of that date, @@DATE the one in force on that day; neither is the newest.
    PROVISION is an eId
    (art_18__para_2) or a citation (第十八条第二款). The format citation prints the citation to paste
    in the form of 法学引注手册, csl the same as CSL-JSON for programs of references.
    """
    here = session(name)
    resolved, shown = showing.show(name, here, reading)
    status = () if quiet and form != "json" else showing.text_status(resolved, here)
    remark([resolved], quiet=quiet)
    texts = showing.candidates(resolved, shown)
    unsure = showing.presumed(texts)
    origin = filter(None, [origin_of_date(resolved.document)])
    verdict = showing.verdict(texts) if resolved.provision else ()
    for note in () if quiet else (*showing.status_notes(resolved, status), *origin, *verdict):
        notify(note)
    if form == "json":
        asked = showing.in_force_to_dict(resolved, texts) if resolved.in_force_on else {}
        known = showing.status_to_dict(resolved, status, shown, here)
        emit_json(showing.as_dict(resolved.document, shown) | asked | known)
    elif form in ("citation", "csl"):
        act, provision = showing.cited_as(resolved, shown, here)
        citation = handbook_citation(act, provision)
        print_text(citation if form == "citation" else csl_json(csl_item(act, provision)))
    elif form == "xml":
        emit(showing.as_xml(name, shown))
    elif unsure and resolved.provision is not None:
        _print_all(texts)
    else:
        print_text(showing.as_text(shown).removesuffix("\n"))
    leave([resolved], incomplete=unsure)


def _named(text: showing.PossibleText) -> str:
    """The date of a text, marked if it was compiled."""
    document = text.document
    return marked(document.version_date or "-", language(), compiled=document.computed is not None)


def _print_all(texts: tuple[showing.PossibleText, ...]) -> None:
    """Print the provision in each text, then differences: [-deleted-] {+inserted+}."""
    words = WORDS[language()]
    for text in texts:
        print_text(f"{words['presumed']} {_named(text)}")
        print_text(text.text.removesuffix("\n") if text.shown is not None else words["none"])
    for left, right in pairwise(text for text in texts if text.shown is not None):
        print_text(f"{words['redline']} {_named(left)} → {_named(right)}")
        marks = {"delete": "[-{}-]", "insert": "{{+{}+}}", "equal": "{}"}
        print_text(
            "".join(
                marks[edit.op].format(edit.text) for edit in showing.redline_of(left, right)
            ).removesuffix("\n")
        )
