"""policydiff review --interactive: one link or measure after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator

import click
from rich.console import Console
from rich.text import Text

from policydiff.cli.output import colour, print_text, width
from policydiff.cli.text import lines, one_line
from policydiff.locale import Language
from policydiff.model.comparison import Span
from policydiff.model.document import Provision
from policydiff.model.measures import Grade, JudgementOffer, MeasureStatus
from policydiff.relating.actions.review.judgement import judgement_of
from policydiff.relating.actions.review.measures import MeasureJudgement
from policydiff.relating.actions.review.review import ReviewSession
from policydiff.relating.commands.review_words import WORDS, describe
from policydiff.relating.engine.relation import Judgement, Link, LinkStatus
from policydiff.relating.engine.review.judged_measures import is_same_measure
from policydiff.relating.engine.review.measure_reviewing import carrying
from policydiff.relating.report.measures import ShownMeasure
from policydiff.relating.report.offers import offer_grade, offer_line, offer_note
from policydiff.system import keyboard, read_key, typed_line

ANSWERS: dict[str, tuple[LinkStatus, Grade | None]] = {
    "y": ("confirmed", None),
    "1": ("confirmed", 1),
    "2": ("confirmed", 2),
    "n": ("rejected", None),
}

QUIT, SKIP, NOTE = "q", "s", "c"
"""The keys to stop, to go on without an answer, and to write a note."""


def judge_links(review: ReviewSession, reviewer: str, language: Language) -> None:
    """Ask for judgements link by link, until none is left or the person stops."""
    screen = _Screen(review, reviewer, language)
    links = review.to_judge(reviewer)
    with keyboard():
        for number, link in enumerate(links, start=1):
            screen.show(link, number, len(links))
            if not screen.ask(link):
                break
    if not links:
        print_text(screen.words["nothing"])
    else:
        print_text(
            screen.words["done"].format(
                answered=screen.answered, open=len(review.to_judge(reviewer))
            )
        )


class _Screen:
    def __init__(self, review: ReviewSession, reviewer: str, language: Language) -> None:
        self.review, self.reviewer, self.language = review, reviewer, language
        self.words = WORDS[language]
        self.answered = 0

    def show(self, link: Link, number: int, every: int) -> None:
        flags = [self.words[name] for name in ("stale", "disputed") if getattr(link, name)]
        print_text("")
        print_text(
            one_line(f"[{number}/{every}] {self.words['score']} {link.score:.2f} {' '.join(flags)}")
        )
        for side, document in (
            (link.left, self.review.left.document),
            (link.right, self.review.right.document),
        ):
            article = next(article for article in document.articles if article.eid == side.eid)
            mine = side is link.left
            spans = [
                span
                for evidence in link.evidence
                for span in (evidence.left if mine else evidence.right)
            ]
            head = " ".join(
                filter(None, (document.title if not mine else None, article.num, article.heading))
            )
            self.text(head, article, link.sentence if mine else None, spans)
        for judgement in link.judgements:
            print_text("  " + one_line(describe(judgement, self.language)))
        print_text(self.words["keys"])

    def text(
        self, head: str, article: Provision, sentence: Span | None, spans: Iterable[Span]
    ) -> None:
        """Print a side: number and heading, then the sentence in question or all of it."""
        begin, end = sentence if sentence is not None else (0, len(article.text))
        Console(no_color=not colour(), highlight=False, width=width()).print(
            marked(article.text, begin, end, spans, head=one_line(head))
        )

    def ask(self, link: Link) -> bool:
        """Wait for an answer and store it; False if the person stops."""
        key = read_answer(
            ANSWERS,
            lambda note: self.comment(link, note),
            self.words["comment"],
            self.words["keys"],
        )
        if key in ANSWERS:
            before = self.mine(link)
            self.answer(link, *ANSWERS[key], note=None if before is None else before.note)
            self.answered += 1
        return key != QUIT

    def comment(self, link: Link, note: str) -> None:
        """Store a note with the reviewer's earlier judgement, if any."""
        before = self.mine(link)
        status, grade = (
            (before.status, before.grade)
            if before is not None and not before.stale
            else ("suggested", None)
        )
        self.answer(link, status, grade, note=note)

    def mine(self, link: Link) -> Judgement | None:
        found = (
            placement
            for placement in self.review.pair.laid.placed
            if (placement.left, placement.right) == (link.left.eid, link.right.eid)
        )
        return next(
            (one.judgement for one in found if one.judgement.reviewer == self.reviewer), None
        )

    def answer(
        self, link: Link, status: LinkStatus, grade: Grade | None, *, note: str | None
    ) -> None:
        name = f"{link.left.eid}={link.right.eid}"
        entry = self.review.entry(name, judgement_of(self.reviewer, status, grade, note))
        self.review.store([entry], _summary(link, status))
        print_text(
            one_line(f"  {self.words['stored']}: {describe(entry.judgement, self.language)}")
        )


def read_answer(
    answers: Collection[str], comment: Callable[[str], None], prompt: str, keys: str
) -> str:
    """Wait for the key of an answer, of going on or of stopping.

    A note typed before goes to `comment`; `prompt` asks for it, and `keys` names the keys.
    """
    while True:
        key = read_key() or QUIT  # the end of the terminal stops the review
        if key in (QUIT, SKIP) or key in answers:
            return key
        if key == NOTE:
            with typed_line():
                click.echo(prompt, nl=False)
                note = sys.stdin.readline().strip()
            if note:
                comment(note)
                print_text(keys)
        elif key.isprintable():
            print_text(keys)


def marked(text: str, begin: int, end: int, spans: Iterable[Span], *, head: str = "") -> Text:
    """A part of a text with some spans underlined, or in ‹ › without colour."""
    shown = Text()
    shown.append(head + "\n", style="bold")
    for piece, is_term in _pieces(text, begin, end, spans):
        plain = lines(piece)
        shown.append(
            plain if not is_term or colour() else f"‹{plain}›",
            style="bold underline cyan" if is_term else "",
        )
    return shown


def _pieces(text: str, begin: int, end: int, spans: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """Yield pieces, True for marked ones; overlapping spans are joined."""
    covered = {place for first, last in spans for place in range(max(first, begin), min(last, end))}
    start = begin
    for index in range(begin, end + 1):
        if index == end or (index > start and (index in covered) != (start in covered)):
            if start < index:
                yield text[start:index], start in covered
            start = index


def _summary(link: Link, status: str) -> str:
    return f"{status} {link.left.num or link.left.eid} = {link.right.num or link.right.eid}"


MEASURE_ANSWERS: dict[str, MeasureStatus] = {"a": "answered", "p": "partly", "n": "none"}


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
        self.review, self.reviewer, self.language = review, reviewer, language
        self.words = WORDS[language]
        self.answered = 0

    def show(self, shown: ShownMeasure, number: int, every: int) -> None:
        answer = shown.answers[0].answer
        flags = [self.words[name] for name in ("stale", "disputed") if getattr(answer, name)]
        status = " ".join((self.words[shown.answers[0].word_key], *flags))
        print_text("")
        print_text(one_line(f"[{number}/{every}] {shown.name} · {status}"))
        print_text(one_line(shown.text))
        texts = {article.eid: article for article in self.review.right.document.articles}
        for carrier in carrying(answer) or answer.articles[:1]:
            article = texts[carrier.eid]
            print_text(one_line(f"  {article.num or article.eid}  {article.text}"))
        if why := shown.answers[0].why(self.language):
            print_text(f"  {one_line(why)}")
        nums, left = {eid: one.num for eid, one in texts.items()}, self.review.left.document.title
        for key, offer in _offers(shown).items():
            print_text(one_line(f"  {key}  {offer_line(offer, left, nums, self.language)}"))
        print_text(self.keys(shown))

    def keys(self, shown: ShownMeasure) -> str:
        keys = self.words["measure-keys"]
        return f"{self.words['offer-keys']} · {keys}" if _offers(shown) else keys

    def ask(self, shown: ShownMeasure) -> bool:
        """Wait for an answer and store it; False if the person stops."""
        offers = _offers(shown)
        key = read_answer(
            (*MEASURE_ANSWERS, *offers),
            lambda note: self.store(shown, None, note),
            self.words["comment"],
            self.keys(shown),
        )
        if key in MEASURE_ANSWERS:
            self.store(shown, MEASURE_ANSWERS[key], self.note(shown))
            self.answered += 1
        elif key in offers:
            self.take(shown, offers[key])
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

    def take(self, shown: ShownMeasure, offer: JudgementOffer) -> None:
        """Store the judgement on offer as the reviewer's own, with a note on its origin."""
        notes = (self.note(shown), offer_note(offer, self.language))
        person = judgement_of(self.reviewer, "suggested", None, "; ".join(filter(None, notes)))
        judgement = MeasureJudgement(
            status=offer.status,
            articles=tuple(eid for eid, _ in offer.articles),
            grade=offer_grade(offer),
            note=person.note,
        )
        self.keep(shown, judgement, person.reviewer)

    def store(self, shown: ShownMeasure, status: MeasureStatus | None, note: str | None) -> None:
        """Store an answer with the articles that were shown as carrying it."""
        articles = carrying(shown.answers[0].answer) if status in ("answered", "partly") else ()
        person = judgement_of(self.reviewer, "suggested", None, note)
        judgement = MeasureJudgement(
            status=status, articles=tuple(article.eid for article in articles), note=person.note
        )
        self.keep(shown, judgement, person.reviewer)

    def keep(self, shown: ShownMeasure, judgement: MeasureJudgement, reviewer: str) -> None:
        entry = self.review.measure_entry(shown.name, judgement, reviewer)
        status = judgement.status
        self.review.store([entry], f"{shown.name}: {status or 'noted'}")
        said = self.words["noted" if status is None else f"measure-{status}"]
        print_text(one_line(f"  {self.words['stored']}: {reviewer} · {said}"))


def _offers(shown: ShownMeasure) -> dict[str, JudgementOffer]:
    """The judgements on offer by their keys, 1 to 9, the nearest first."""
    offers = shown.answers[0].answer.offers[:9]
    return {str(key): offer for key, offer in enumerate(offers, 1)}
