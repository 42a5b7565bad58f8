"""policydiff review --interactive --measures: one measure after the other."""

from __future__ import annotations

from policydiff.cli.output import print_text
from policydiff.cli.text import one_line
from policydiff.locale import Language
from policydiff.model.measures import MeasureStatus
from policydiff.relating.actions.review.judgement import judgement_of
from policydiff.relating.actions.review.measures import MeasureJudgement
from policydiff.relating.actions.review.review import ReviewSession
from policydiff.relating.commands.review_screen import QUIT, read_answer
from policydiff.relating.commands.review_words import WORDS
from policydiff.relating.engine.review.judged_measures import is_same_measure
from policydiff.relating.engine.review.measure_reviewing import carrying
from policydiff.relating.report.measures import ShownMeasure
from policydiff.system import keyboard

ANSWERS: dict[str, MeasureStatus] = {"a": "answered", "p": "partly", "n": "none"}


def judge_measures(review: ReviewSession, reviewer: str, language: Language) -> None:
    """Ask for judgements measure by measure, until none is left or the person stops."""
    screen = _MeasureScreen(review, reviewer, language)
    measures = review.measures_to_judge()
    with keyboard():
        for number, shown in enumerate(measures, start=1):
            screen.show(shown, number, len(measures))
            if not screen.ask(shown):
                break
    if measures:
        done = screen.words["measures-done"]
        left = len(review.measures_to_judge())
        print_text(done.format(answered=screen.answered, open=left))
    else:
        print_text(screen.words["nothing"])


class _MeasureScreen:
    def __init__(self, review: ReviewSession, reviewer: str, language: Language) -> None:
        self.review, self.reviewer = review, reviewer
        self.words = WORDS[language]
        self.answered = 0

    def show(self, shown: ShownMeasure, number: int, every: int) -> None:
        answer = shown.answers[0].answer
        flags = [self.words[name] for name in ("stale", "disputed") if getattr(answer, name)]
        status = " ".join((self.words[f"measure-{answer.status}"], *flags))
        print_text("")
        print_text(one_line(f"[{number}/{every}] {shown.name} · {status}"))
        print_text(one_line(shown.text))
        texts = {article.eid: article for article in self.review.right.document.articles}
        for one in carrying(answer) or answer.articles[:1]:
            article = texts[one.eid]
            print_text(one_line(f"  {article.num or article.eid}  {article.text}"))
        print_text(self.words["measure-keys"])

    def ask(self, shown: ShownMeasure) -> bool:
        """Wait for an answer and store it; False if the person stops."""
        key = read_answer(
            ANSWERS,
            lambda note: self.store(shown, None, note),
            self.words["comment"],
            self.words["measure-keys"],
        )
        if key in ANSWERS:
            self.store(shown, ANSWERS[key], self.note(shown))
            self.answered += 1
        return key != QUIT

    def note(self, shown: ShownMeasure) -> str | None:
        measure = shown.measure
        notes = (
            one.entry.note
            for one in self.review.pair.laid.measures
            if one.entry.reviewer == self.reviewer
            and is_same_measure(one, measure.left, measure.span)
        )
        return next(notes, None)

    def store(self, shown: ShownMeasure, status: MeasureStatus | None, note: str | None) -> None:
        """Store an answer with the articles that were shown as carrying it."""
        articles = carrying(shown.answers[0].answer) if status in ("answered", "partly") else ()
        person = judgement_of(self.reviewer, "suggested", None, note)
        judgement = MeasureJudgement(
            status=status, articles=tuple(one.eid for one in articles), note=person.note
        )
        entry = self.review.measure_entry(shown.name, judgement, person.reviewer)
        self.review.store([entry], f"{shown.name}: {status or 'noted'}")
        said = self.words["noted" if status is None else f"measure-{status}"]
        print_text(one_line(f"  {self.words['stored']}: {person.reviewer} · {said}"))
