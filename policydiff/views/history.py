"""A history as rows: a version in which something happened to the clause stands alone, those in which nothing did stand together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from policydiff.model.comparison import Edit
from policydiff.model.history import Clause, History, Moment
from policydiff.model.index import index_document
from policydiff.model.plugins import Language
from policydiff.views import lineage_words as told
from policydiff.views.citations import called
from policydiff.views.labels import WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One version, or consecutive versions in which the clause stands as in the one before them, or stands nowhere.

    `gone` is True where it stood in an older version and does no more; `ended` is the version whose clauses ended with this one.
    """

    history: History
    moments: tuple[Moment, ...]
    quiet: bool
    gone: bool
    ended: Moment | None = None

    @property
    def moment(self) -> Moment:
        """The first of them, which speaks for all."""
        return self.moments[0]

    def versions(self, language: Language) -> list[str]:
        """The dates of all of them; where the history goes through several works, with the title of each before its first date."""
        before = (None, *(moment.version.uri for moment in self.moments))
        return [
            told.version_word(moment.version, language)
            if place and moment.version.uri == uri
            else told.moment_word(self.history, moment, language)
            for place, (uri, moment) in enumerate(zip(before, self.moments, strict=False))
        ]

    def numbers(self, language: Language) -> str:
        """The numbers of the clause; a dash where it is not there."""
        return WORDS[language]["list"].join(_labels(self.moment, language)) or "—"

    def changes(self, language: Language) -> str:
        """What happened to the clause."""
        kinds = dict.fromkeys(told.changes(clause, language) for clause in self.moment.clauses)
        return WORDS[language]["list"].join(kinds) or told.LINEAGE_WORDS[language]["removed" if self.gone else "absent"]

    def decided(self, language: Language) -> str:
        """By what it happened; nothing where nothing did."""
        return "" if self.quiet else told.because(self.history, self.moment, language)

    def texts(self, language: Language) -> list[tuple[str, Clause]]:
        """The clauses whose words came, changed or went, each with the number that tells it from others or that it had."""
        if self.ended is not None:
            return [(_label(self.ended, clause, language), _taken_out(clause)) for clause in self.ended.clauses]
        loud = [clause for clause in self.moment.clauses if not told.is_quiet(clause)]
        return [(_label(self.moment, clause, language) if len(self.moment.clauses) > 1 else "", clause) for clause in loud]


def rows_of(history: History) -> tuple[Row, ...]:
    """The rows from the oldest version to the newest."""
    states = [
        (moment.presence, _is_quiet(before, moment)) for before, moment in zip((None, *history.moments), history.moments, strict=False)
    ]
    found: list[Row] = []
    for (_, quiet), run in groupby(zip(states, history.moments, strict=True), key=itemgetter(0)):
        moments = tuple(moment for _, moment in run)
        gone = not moments[0].clauses and bool(found and (found[-1].gone or found[-1].moment.clauses))
        ended = found[-1].moments[-1] if gone and not quiet else None
        found += [
            Row(history=history, moments=together, quiet=quiet, gone=gone, ended=ended)
            for together in ([moments] if quiet else zip(moments, strict=True))
        ]
    return tuple(found)


def _taken_out(clause: Clause) -> Clause:
    """As what is shown of it: heading and words, all deleted."""
    whole = "\n".join(filter(None, (clause.heading, clause.text)))
    return replace(clause, kind="removed", heading=None, edits=(Edit(op="delete", text=whole),))


def _is_quiet(before: Moment | None, moment: Moment) -> bool:
    """True where a reader of the version before need not look: same work, words and number, and nobody said anything."""
    if not moment.clauses:
        return moment.presence == "absent" or (before is not None and before.presence == moment.presence)
    same = before is not None and before.version.uri == moment.version.uri and _labels(before, "zh") == _labels(moment, "zh")
    return same and all(
        told.is_quiet(clause) and not (clause.renumbered or clause.moved or clause.instructions) and clause.evidence == "inferred"
        for clause in moment.clauses
    )


def _labels(moment: Moment, language: Language) -> list[str]:
    """A 款 has another number where its article has, though it carries none itself."""
    return [_label(moment, clause, language) for clause in moment.clauses]


def _label(moment: Moment, clause: Clause, language: Language) -> str:
    return clause.eid if moment.document is None else called(index_document(moment.document), clause.eid, language)
