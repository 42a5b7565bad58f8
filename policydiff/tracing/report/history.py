"""A history as rows: a version that changed the clause alone, others together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from policydiff.comparing.engine.redline.parts import part_redlines, units_of
from policydiff.locale import Language
from policydiff.model.comparison import Edit
from policydiff.model.document import Document
from policydiff.model.history import Clause, History, Moment
from policydiff.model.index import index_document
from policydiff.report import lineage_words
from policydiff.report.citations import called
from policydiff.report.labels import WORDS
from policydiff.report.pieces import TextPiece, neutral, plain, view


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryText:
    """The words of a clause in one version, with changes since the version before.

    `label` distinguishes it from others.
    """

    label: str
    heading: tuple[TextPiece, ...]
    text: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One version, or consecutive versions without a change of the clause.

    `gone` is True where it stood in an older version and does no more. `before` is the version
    before, None in the first.
    """

    history: History
    moments: tuple[Moment, ...]
    quiet: bool
    gone: bool
    before: Moment | None = None

    @property
    def moment(self) -> Moment:
        """The first of the versions, which represents all."""
        return self.moments[0]

    @property
    def kind(self) -> str:
        """The first change of the clause by the model; its presence without one."""
        clauses = self.moment.clauses
        return clauses[0].kind if clauses else self.moment.presence

    def versions(self, language: Language) -> list[str]:
        """The dates of all versions, one alone with its name in law.

        Where the history goes through several works, the title of each stands before its first
        date.
        """
        before = (None, *(moment.version.uri for moment in self.moments))
        return [
            lineage_words.version_word(moment.version, language)
            if index and moment.version.uri == uri
            else lineage_words.moment_word(
                self.history, moment, language, alone=len(self.moments) == 1
            )
            for index, (uri, moment) in enumerate(zip(before, self.moments, strict=False))
        ]

    def numbers(self, language: Language) -> str:
        """The numbers of the clause; a dash where it is not there."""
        return WORDS[language]["list"].join(_labels(self.moment, language)) or "—"

    def changes(self, language: Language) -> str:
        """The changes of the clause in words."""
        words = WORDS[language]
        kinds = [lineage_words.changes(clause, language) for clause in self.moment.clauses]
        kinds += [words["removed"]] if kinds and self.ended else []
        return (
            words["list"].join(dict.fromkeys(kinds))
            or lineage_words.LINEAGE_WORDS[language]["removed" if self.gone else "absent"]
        )

    @property
    def ended(self) -> tuple[Clause, ...]:
        """The clauses of the version before from which nothing came."""
        onward = {eid for clause in self.moment.clauses for eid in clause.left}
        return (
            ()
            if self.before is None
            else tuple(clause for clause in self.before.clauses if clause.eid not in onward)
        )

    def decided(self, language: Language) -> str:
        """The origin of the version; "" where nothing changed."""
        return "" if self.quiet else lineage_words.because(self.history, self.moment, language)

    def texts(self, language: Language) -> tuple[HistoryText, ...]:
        """The clauses whose words came, changed or went, each with its number."""
        loud = [clause for clause in self.moment.clauses if not lineage_words.is_quiet(clause)]
        several = len(self.moment.clauses) > 1
        gone = (
            []
            if self.before is None
            else [
                _taken_out(_label(self.before, clause, language), clause) for clause in self.ended
            ]
        )
        return (
            *gone,
            *(
                HistoryText(
                    label=_label(self.moment, clause, language) if several else "",
                    heading=_heading(clause),
                    text=tuple(
                        self._noted(
                            view(_edits(self.before, self.moment, clause), "both", elide=False),
                            language,
                        )
                    ),
                )
                for clause in loud
            ),
        )

    def _noted(self, pieces: Iterable[TextPiece], language: Language) -> Iterator[TextPiece]:
        """The pieces, each one that moved followed by a note of its other place."""
        for piece in pieces:
            yield piece
            there = self.moment if piece.op == "delete" else self.before
            if piece.elsewhere is not None and there is not None and there.document is not None:
                key = "moved-to" if piece.op == "delete" else "moved-from"
                name = called(index_document(there.document), piece.elsewhere, language)
                yield TextPiece(op="equal", text=WORDS[language][key].format(name=name), note=True)


def rows_of(history: History) -> tuple[HistoryRow, ...]:
    """The rows from the oldest version to the newest."""
    states = [
        (moment.presence, _is_quiet(before, moment))
        for before, moment in zip((None, *history.moments), history.moments, strict=False)
    ]
    rows: list[HistoryRow] = []
    for (_, quiet), run in groupby(zip(states, history.moments, strict=True), key=itemgetter(0)):
        moments = tuple(moment for _, moment in run)
        before = rows[-1].moments[-1] if rows else None
        gone = not moments[0].clauses and bool(rows and (rows[-1].gone or rows[-1].moment.clauses))
        for together in [moments] if quiet else [(moment,) for moment in moments]:
            rows.append(
                HistoryRow(history=history, moments=together, quiet=quiet, gone=gone, before=before)
            )
            before = together[-1]
    return tuple(rows)


def _taken_out(label: str, clause: Clause) -> HistoryText:
    gone = "\n".join(filter(None, (clause.heading, clause.text)))
    return HistoryText(
        label=label, heading=(), text=view((Edit(op="delete", text=gone),), "both", elide=False)
    )


def _heading(clause: Clause) -> tuple[TextPiece, ...]:
    if clause.heading_edits:
        return view(clause.heading_edits, "both", elide=False)
    heading = neutral(clause.heading or "")
    return (
        (TextPiece(op="insert", text=heading),)
        if heading and clause.kind == "added"
        else plain(heading)
    )


def _edits(before: Moment | None, moment: Moment, clause: Clause) -> tuple[Edit, ...]:
    """The edits from the version before, without what went to other parts of a split."""
    if clause.kind in ("split", "regrouped") and before is not None:
        split_redline = _split_redline(before.document, moment.document, clause)
        if split_redline is not None:
            return split_redline
    if clause.edits or not clause.text:
        return clause.edits
    return (Edit(op="insert" if clause.kind == "added" else "equal", text=clause.text),)


def _split_redline(
    before: Document | None, after: Document | None, clause: Clause
) -> tuple[Edit, ...] | None:
    """The redline of a part of a split; None where a text is unknown."""
    if before is None or after is None:
        return None
    left, right = units_of(before, clause.left), units_of(after, (clause.eid, *clause.beside))
    index = next((index for index, unit in enumerate(right) if unit.eid == clause.eid), None)
    return None if not left or index is None else part_redlines(left, right)[index]


def _is_quiet(before: Moment | None, moment: Moment) -> bool:
    """True where a reader of the version before need not look."""
    if not moment.clauses:
        return moment.presence == "absent" or (
            before is not None and before.presence == moment.presence
        )
    same = (
        before is not None
        and before.version.uri == moment.version.uri
        and _labels(before, "zh") == _labels(moment, "zh")
    )
    return same and all(
        lineage_words.is_quiet(clause)
        and not (clause.renumbered or clause.moved or clause.instructions)
        and clause.evidence == "inferred"
        for clause in moment.clauses
    )


def _labels(moment: Moment, language: Language) -> list[str]:
    """The citations of the clauses in a version."""
    return [_label(moment, clause, language) for clause in moment.clauses]


def _label(moment: Moment, clause: Clause, language: Language) -> str:
    return (
        clause.eid
        if moment.document is None
        else called(index_document(moment.document), clause.eid, language)
    )
