"""The words of a chain, and the lines that several of its reports share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.amending.engine.chain import Chain, ChainStep
from policydiff.amending.engine.operations import Difference
from policydiff.amending.report.chain import ChainStepView
from policydiff.amending.report.lines import difference_place, verified
from policydiff.locale import Labels, Language, translate
from policydiff.report.labels import date_word
from policydiff.report.pieces import capitalised, neutral

CHAIN_WORDS = Labels(
    "chain",
    {
        "report": "amending decisions carried out one after another",
        "titled": "{title}: amending decisions carried out one after another",
        "base-name": "Base",
        "result-name": "Consolidated version",
        "overview": "The steps",
        "step": "Step",
        "step-name": "Step {place}",
        "step-dated": "{step}, {date}",
        "date": "Date",
        "decision": "Amending decision",
        "items": "Items",
        "articles": "Articles",
        "verified": "Compared with the republished text",
        "sum": "Total",
        "complete": "Every decision was carried out in full, as far as it amends this work.",
        "troubles-told": "This was not carried out:",
        "from-base": "starts from the base",
        "from-result": "starts from the outcome of the step before",
        "from-republished": "starts from the republished text ({date})",
        "again-count": "{count} of these stood in the step before",
        "text": "The whole consolidated version",
        "text-told": "A line at the left marks what a decision changed; date and item lead back to the step.",
        "undated": "of unknown date",
        "counts": "{applied} applied, {failed} failed, {unparsed} not read",
        "no-text": "no republished text to compare with",
        "stored": "no republished text to compare with; stored as a compiled version",
        "stopped": "the chain ends with step {place} of {steps}: {why}",
        "not-done": "not carried out: {titles}",
        "by-text": " (its own date is {date}; it was found by its words)",
        "by-place": " (that of {date}: the decision has no date, and no other version came between its neighbours)",
        "again": "{places}: as in the step before",
        "total": "steps: {steps}; {counts}; articles after: {articles}",
        "carried-on": "Each step starts from the outcome of the step before, so that a difference goes on; with --from-republished it starts from "
        "the republished text.",
        "unexplained": "no decision leads to these versions: {dates}",
        "left-out": "no decision leads to these versions, and the text after does not have what they changed: {dates}",
        "list": ", ",
        "comma": "; ",
    },
)
"""Language → key → words; both languages hold the same keys."""


def step_line(step: ChainStep, language: Language) -> str:
    """A step in one line: date, decision, counts, comparison as republished."""
    return "  ".join(
        (
            step_date(step, language),
            step.result.decision.title,
            step_counts(step, language),
            step_verified(step, language),
        )
    )


def step_date(step: ChainStep, language: Language) -> str:
    """The date of a step's decision."""
    return step.date or CHAIN_WORDS[language]["undated"]


def step_counts(step: ChainStep, language: Language) -> str:
    """The counts of a step's operations: applied, failed, not read."""
    return _counts((step,), language)


def step_verified(step: ChainStep, language: Language) -> str:
    """The comparison of a step with the republished text, and how that was found."""
    words = CHAIN_WORDS[language]
    if step.against is None:
        return words["no-text" if step.stored is None else "stored"]
    outcome = verified(step.result, language).rstrip(":：")
    date = step.against.version_date
    if step.matched in (None, "date") or date == step.date:
        return outcome
    return outcome + words[f"by-{step.matched}"].format(
        date=words["undated"] if date is None else neutral(date_word(date, language))
    )


def title(chain: Chain, language: Language) -> str:
    """The title of a report."""
    return CHAIN_WORDS[language]["titled"].format(title=neutral(chain.document.title))


def step_name(place: int, step: ChainStep, language: Language) -> str:
    """A step by its place and date, as a heading begins."""
    words = CHAIN_WORDS[language]
    name = words["step-name"].format(place=place)
    return words["step-dated"].format(step=name, date=step_day(step, language))


def step_day(step: ChainStep, language: Language) -> str:
    """The date of a step's decision, as the language writes it."""
    return (
        CHAIN_WORDS[language]["undated"]
        if step.date is None
        else neutral(date_word(step.date, language))
    )


def step_start(step: ChainStep, language: Language) -> str:
    """The text that a step starts from."""
    words = CHAIN_WORDS[language]
    date = step.result.base.version_date
    return words[f"from-{step.started_from}"].format(
        date=words["undated"] if date is None else neutral(date_word(date, language))
    )


def step_verdict(step: ChainStep, language: Language) -> str:
    """The comparison of a step with the republished text, as a sentence."""
    return capitalised(step_verified(step, language))


def step_summary(shown: ChainStepView, language: Language) -> str:
    """The same, with the number of differences that the step before had already."""
    words = CHAIN_WORDS[language]
    again = words["again-count"].format(count=len(shown.again)) if shown.again else ""
    return words["comma"].join(filter(None, (step_verdict(shown.step, language), again)))


def again_line(again: Iterable[Difference], language: Language) -> str:
    """The differences that the step before had already, by their places."""
    words = CHAIN_WORDS[language]
    places = (difference_place(difference, language) for difference in again)
    return words["again"].format(places=words["list"].join(places))


def remarks(chain: Chain, language: Language) -> Iterator[str]:
    """The counts, versions without a decision, and a note where `carries_on`."""
    words = CHAIN_WORDS[language]
    yield words["total"].format(
        steps=len(chain.steps),
        counts=_counts(chain.steps, language),
        articles=len(chain.document.articles),
    )
    yield from unexplained_versions(chain, language)
    if chain.stopped is not None:
        place, steps = len(chain.steps), len(chain.steps) + len(chain.left)
        why = translate(chain.stopped, language)
        yield words["stopped"].format(place=place, steps=steps, why=neutral(why))
    if chain.left:
        yield words["not-done"].format(titles=words["list"].join(map(neutral, chain.left)))
    if carries_on(chain):
        yield words["carried-on"]


def unexplained_versions(chain: Chain, language: Language) -> Iterator[str]:
    """The versions that no decision leads to."""
    words = CHAIN_WORDS[language]
    after = tuple(date for date in chain.unexplained if date not in chain.left_out)
    for key, dates in (("left-out", chain.left_out), ("unexplained", after)):
        if dates:
            yield words[key].format(dates=words["list"].join(map(neutral, dates)))


def carries_on(chain: Chain) -> bool:
    """True where a step starts from an outcome that failed or differs."""
    return any(
        later.started_from == "result" and _marred(step)
        for step, later in zip(chain.steps, chain.steps[1:], strict=False)
    )


def _marred(step: ChainStep) -> bool:
    found = step.result.verification
    return not step.result.complete or (found is not None and not found.equal_but_noise)


def _counts(steps: tuple[ChainStep, ...], language: Language) -> str:
    statuses = [operation.status for step in steps for operation in step.result.operations]
    counted = {status: statuses.count(status) for status in ("applied", "failed", "unparsed")}
    return CHAIN_WORDS[language]["counts"].format(**counted)
