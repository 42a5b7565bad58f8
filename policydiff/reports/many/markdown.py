"""Several versions as Markdown: the table of numbers, or one provision with its text in every version."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.comparisons import Comparisons
from policydiff.model.plugins import ReportOptions
from policydiff.reports.markdown import escape, redline
from policydiff.views import summary
from policydiff.views.comparison import step_counts
from policydiff.views.labels import WORDS
from policydiff.views.many import BREAK, Line, legend, matrix, title, told, version_names

SUFFIX = ".md"


def render(comparisons: Comparisons, options: ReportOptions) -> bytes:
    """Title, what each version changed, then the table; for one provision its texts, each with the redline against the one before."""
    lines = matrix(comparisons, options)
    body = _texts(comparisons, lines, options) if comparisons.provision else _table(comparisons, lines, options)
    written = [*_head(comparisons, options), *body, *_foot(comparisons, options)]
    return ("\n".join(written).rstrip("\n") + "\n").encode("utf-8")


def _head(comparisons: Comparisons, options: ReportOptions) -> Iterator[str]:
    language = options.language
    yield from (f"# {escape(title(comparisons, language))}", "")
    names = version_names(comparisons.documents, language)
    for place, (name, document) in enumerate(zip(names, comparisons.documents, strict=True)):
        counts = summary.counts_line(step_counts(comparisons.comparisons[place - 1], options), language) if place else ""
        facts = [WORDS[language]["articles"].format(count=len(document.articles)), counts]
        yield f"- **{escape(name)}**{WORDS[language]['colon']}{escape(WORDS[language]['and'].join(filter(None, facts)))}"
    yield ""


def _table(comparisons: Comparisons, lines: tuple[Line, ...], options: ReportOptions) -> Iterator[str]:
    names = (*version_names(comparisons.documents, options.language), WORDS[options.language]["heading-or-beginning"])
    yield f"| {' | '.join(map(escape, names))} |"
    yield "|" + " --- |" * len(names)
    for line in lines:
        yield f"| {' | '.join(map(escape, (*told(line), line.words)))} |"
    yield from ("", escape(legend(options.language)))


def _texts(comparisons: Comparisons, lines: tuple[Line, ...], options: ReportOptions) -> Iterator[str]:
    names = version_names(comparisons.documents, options.language)
    words = WORDS[options.language]
    for line in lines:
        yield from (f"## {escape(' → '.join(told(line)))}", "")
        for name, place, change in zip(names, line.places, line.changes, strict=True):
            what = "" if change is None else f"{words['open']}{words[change]}{words['close']}"
            if place is None:
                yield from ((f"**{escape(name)}** —{what}", "") if change else ())
                continue
            yield from (f"**{escape(name)}** {escape(place.label)}{what}", "")
            if not place.quiet:
                yield from (redline((*place.heading, *BREAK[: len(place.heading)], *place.text)), "")


def _foot(comparisons: Comparisons, options: ReportOptions) -> Iterator[str]:
    if comparisons.comparisons:
        yield from ("", escape(summary.noise_line(comparisons.comparisons[-1], options)))
