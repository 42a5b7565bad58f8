"""Several versions as Markdown: the table of numbers, or one provision with its text in every
version.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.comparisons import Comparisons
from policydiff.model.plugins import Language, ReportOptions
from policydiff.render.markdown import escape, redline
from policydiff.views.labels import WORDS
from policydiff.views.many import BREAK, Table, legend, read_table, told

SUFFIX = ".md"


def render(comparisons: Comparisons, options: ReportOptions) -> bytes:
    """Title, what each version changed, then the table; for one provision its texts, each with the
    redline against the one before.
    """
    table = read_table(comparisons, options)
    body = _texts(table, options.language) if table.provision else _lines(table, options.language)
    written = [
        *_head(table, options.language),
        *body,
        *(("", escape(table.noise)) if table.noise else ()),
    ]
    return ("\n".join(written).rstrip("\n") + "\n").encode("utf-8")


def _head(table: Table, language: Language) -> Iterator[str]:
    yield from (f"# {escape(table.title)}", "")
    for column in table.columns:
        yield f"- **{escape(column.name)}**{WORDS[language]['colon']}{escape(column.facts(language))}"
    yield ""


def _lines(table: Table, language: Language) -> Iterator[str]:
    names = (*table.names, WORDS[language]["heading-or-beginning"])
    yield f"| {' | '.join(map(escape, names))} |"
    yield "|" + " --- |" * len(names)
    for line in table.lines:
        yield f"| {' | '.join(map(escape, (*told(line), line.words)))} |"
    yield from ("", escape(legend(language)))


def _texts(table: Table, language: Language) -> Iterator[str]:
    words = WORDS[language]
    for line in table.lines:
        yield from (f"## {escape(' → '.join(told(line)))}", "")
        for name, place, change in zip(table.names, line.places, line.changes, strict=True):
            what = "" if change is None else f"{words['open']}{words[change]}{words['close']}"
            if place is None:
                yield from ((f"**{escape(name)}** —{what}", "") if change else ())
                continue
            doubt = f"{words['open']}{words['doubtful']}{words['close']}" if place.doubtful else ""
            yield from (f"**{escape(name)}** {escape(place.label)}{what}{doubt}", "")
            if not place.quiet:
                yield from (
                    redline((*place.heading, *BREAK[: len(place.heading)], *place.text)),
                    "",
                )
            for former in place.formers:
                yield from (
                    f"{escape(words['former'].format(name=former.label) + words['colon'])}{redline(former.text)}",
                    "",
                )
