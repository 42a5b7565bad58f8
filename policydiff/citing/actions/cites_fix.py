"""cites --fix: write the Word file with its citations corrected."""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.citing.actions.cites import Question, cites
from policydiff.citing.report.correcting.correcting import CorrectedFile, Correction, correct
from policydiff.citing.report.lines import comment_words
from policydiff.errors import UsageError
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.model.cited import Citations, CrossCitation
from policydiff.model.reports import ReportOptions
from policydiff.reading.readers.docx import reader as docx
from policydiff.report.moments import moment_of
from policydiff.works.operands import file_given
from policydiff.works.session import Session


class NotCorrectableError(UsageError):
    """A text is no Word file, or its result would not be called like one."""

    def __init__(self, source: str | None) -> None:
        """`source` as the caller gave it."""
        super().__init__(
            Message(
                "{source}: --fix writes a Word file anew; name a docx with --from, and another one with -o",
                source=source or "",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The citations of a file, and the file with what could be corrected."""

    citations: Citations
    file: CorrectedFile
    faulty: tuple[CrossCitation, ...]

    def of(self, places: tuple[int, ...]) -> tuple[CrossCitation, ...]:
        """The citations of these numbers."""
        return tuple(self.faulty[place] for place in places)


def fix(question: Question, session: Session, options: ReportOptions) -> Fixed:
    """Check the citations of a Word file and correct them; nothing is written.

    Raises `NotCorrectableError`, and what `cites` and `correct` raise.
    """
    file = file_given(question.source or "", session)
    if file is None or not docx.sniff(file.data):
        raise NotCorrectableError(question.source)
    citations = cites(question, session)
    faulty = tuple(
        citation for citation in citations.citations if citation.faulty and not _follows(citation)
    )
    language = session.language_of(
        *(citation.mention.place.around for citation in citations.citations)
    )
    corrected = correct(
        file.data,
        [_correction(one, language) for one in faulty],
        file.name,
        author=options.signer,
        moment=moment_of(options, None),
    )
    return Fixed(citations=citations, file=corrected, faulty=faulty)


def _follows(citation: CrossCitation) -> bool:
    """True for a citation that the fix before it puts right: 第二款 of 第三条第一款、第二款."""
    check = citation.check
    return (
        check is not None
        and check.verdict == "renumbered"
        and not check.fixes
        and check.reason is None
    )


def _correction(citation: CrossCitation, language: Language) -> Correction:
    place = citation.mention.place
    return Correction(
        around=place.around,
        at=place.at,
        length=len(place.text),
        line=place.line,
        note=place.note,
        fixes=() if citation.check is None else citation.check.fixes,
        comment=comment_words(citation, language),
    )
