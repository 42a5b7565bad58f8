"""Several versions as Markdown: the table of numbers, or one provision with its text in every version."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.comparisons import Comparisons
from policydiff.model.plugins import ReportOptions
from policydiff.reports.many import _matrix
from policydiff.reports.markdown import escape, redline
from policydiff.views import summary
from policydiff.views.comparison import step_counts
from policydiff.views.labels import WORDS

SUFFIX = ".md"


def render(comparisons: Comparisons, options: ReportOptions) -> bytes:
    """Title, what each version changed, then the table; for one provision its texts, each with the redline against the one before."""
    lines = _matrix.matrix(comparisons, options)
    body = _texts(comparisons, lines, options) if comparisons.provision else _table(comparisons, lines, options)
    written = [*_head(comparisons, options), *body, *_foot(comparisons, options)]
    return ("\n".join(written).rstrip("\n") + "\n").encode("utf-8")


def _head(comparisons: Comparisons, options: ReportOptions) -> Iterator[str]:
    language = options.language
    yield from (f"# {escape(_matrix.title(comparisons, language))}", "")
    names = _matrix.version_names(comparisons.documents, language)
    for place, (name, document) in enumerate(zip(names, comparisons.documents, strict=True)):
        counts = summary.counts_line(step_counts(comparisons.comparisons[place - 1], options), language) if place else ""
        facts = [WORDS[language]["articles"].format(count=len(document.articles)), counts]
        yield f"- **{escape(name)}**{WORDS[language]['colon']}{escape(WORDS[language]['and'].join(filter(None, facts)))}"
    yield ""


def _table(comparisons: Comparisons, lines: tuple[_matrix.Line, ...], options: ReportOptions) -> Iterator[str]:
    names = (*_matrix.version_names(comparisons.documents, options.language), WORDS[options.language]["heading-or-beginning"])
    yield f"| {' | '.join(map(escape, names))} |"
    yield "|" + " --- |" * len(names)
    for line in lines:
        yield f"| {' | '.join(map(escape, (*_matrix.told(line), line.words)))} |"
    yield from ("", escape(_matrix.legend(options.language)))


def _texts(comparisons: Comparisons, lines: tuple[_matrix.Line, ...], options: ReportOptions) -> Iterator[str]:
    names = _matrix.version_names(comparisons.documents, options.language)
    words = WORDS[options.language]
    for line in lines:
        yield from (f"## {escape(' → '.join(_matrix.told(line)))}", "")
        for name, place, change in zip(names, line.places, line.changes, strict=True):
            what = "" if change is None else f"{words['open']}{words[change]}{words['close']}"
            if place is None:
                yield from ((f"**{escape(name)}** —{what}", "") if change else ())
                continue
            yield from (f"**{escape(name)}** {escape(place.label)}{what}", "")
            if not place.quiet:
                yield from (redline((*place.heading, *_matrix.BREAK[: len(place.heading)], *place.text)), "")


def _foot(comparisons: Comparisons, options: ReportOptions) -> Iterator[str]:
    if comparisons.comparisons:
        yield from ("", escape(summary.noise_line(comparisons.comparisons[-1], options)))
