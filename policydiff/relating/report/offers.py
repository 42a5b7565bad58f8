"""Judgements of like pairs on offer, in the words of page, terminal and workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policydiff.locale import Labels, Language
from policydiff.model.measures import Grade, JudgementOffer
from policydiff.relating.report.words import RELATION_WORDS
from policydiff.report.citations import quoted
from policydiff.report.pieces import neutral

OFFER_WORDS = Labels(
    "judgements on offer",
    {
        "take": "Take {reviewer}'s judgement of {measure}",
        "note": "as {reviewer} judged {measure}",
        "offer": "{reviewer} on {measure}: {verdict}",
        "measure": "{measure}",
        "measure-of": "{measure} of {title}",
        "similar": "there in other words: {text}",
        "beside": "there by {articles} of {title}",
        "adapted": "the articles read otherwise here",
    },
)


def offer_label(offer: JudgementOffer, left: str, language: Language) -> str:
    """The act of taking it: 采用张三对 15.2 的判断; `left` is the title of the left."""
    return _filled("take", offer, left, language)


def offer_note(offer: JudgementOffer, language: Language) -> str:
    """The note on the origin of a judgement that was taken over."""
    return _filled("note", offer, None, language)


def offer_verdict(
    offer: JudgementOffer, names: Mapping[str, str | None], language: Language
) -> str:
    """The verdict, the articles here, and what differs there.

    `names` are the numbers of the articles of this document, by eId.
    """
    words = RELATION_WORDS[language]
    articles = words["list"].join(offer_articles(offer, names))
    parts = (words[f"measure-{offer.status}"], articles, *_differences(offer, names, language))
    return words["and"].join(filter(None, parts))


def offer_line(
    offer: JudgementOffer, left: str, names: Mapping[str, str | None], language: Language
) -> str:
    """The reviewer, the judged measure and the verdict; as `offer_verdict`."""
    verdict = offer_verdict(offer, names, language)
    return _filled("offer", offer, left, language, verdict=verdict)


def offer_grade(offer: JudgementOffer) -> Grade | None:
    """The grade of all its articles; None where they have none, or not the same."""
    grades = {grade for _, grade in offer.articles}
    return grades.pop() if len(grades) == 1 else None


def offer_articles(offer: JudgementOffer, names: Mapping[str, str | None]) -> list[str]:
    """The numbers of the articles of this document."""
    return [neutral(names.get(eid) or eid) for eid, _ in offer.articles]


def _differences(
    offer: JudgementOffer, names: Mapping[str, str | None], language: Language
) -> Iterator[str]:
    words = OFFER_WORDS[language]
    if not offer.same:
        yield words["similar"].format(text=neutral(offer.text))
    if offer.adapted or offer_articles(offer, names) != [*map(neutral, offer.nums)]:
        articles = RELATION_WORDS[language]["list"].join(map(neutral, offer.nums))
        yield words["beside"].format(articles=articles, title=quoted(neutral(offer.right)))
    if offer.adapted:
        yield words["adapted"]
    if offer.note:
        labels = RELATION_WORDS[language]
        yield f"{labels['note']}{labels['colon']}{' '.join(neutral(offer.note).split())}"


def _filled(
    key: str, offer: JudgementOffer, left: str | None, language: Language, **more: str
) -> str:
    words = OFFER_WORDS[language]
    measure = words["measure" if offer.left == left else "measure-of"].format(
        measure=neutral(offer.measure), title=quoted(neutral(offer.left))
    )
    return words[key].format(reviewer=neutral(offer.reviewer), measure=measure, **more)
