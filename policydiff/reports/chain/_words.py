"""The words of a chain, in Chinese and English, and the lines that more than one report says."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from policydiff.model.chain import Chain, Step
from policydiff.model.plugins import Language
from policydiff.reports.consolidation._told import verified

_ZH = {
    "report": "历次修改决定执行情况",
    "base": "起始文本：",
    "undated": "日期不明",
    "counts": "已执行 {applied} 项，不能执行 {failed} 项，未能识别 {unparsed} 句",
    "no-text": "没有可供核对的文本",
    "by-text": "（该文本所载日期为 {date}，按文字归入此步）",
    "by-place": "（{date}的文本；决定日期不明，该文本是其前后之间唯一的版本）",
    "again": "{places}：与上一步相同的差异",
    "total": "共 {steps} 步：{counts}；修改后文本共 {articles} 条",
    "carried-on": "各步以上一步的执行结果为修改前文本，差异会带入其后各步；--from-republished 使各步以重新公布的文本为修改前文本。",
    "unexplained": "以下版本没有对应的修改决定：{dates}",
    "left-out": "以下版本没有对应的修改决定，其所作修改未包含在结果中：{dates}",
    "list": "、",
}
_EN = {
    "report": "amending decisions carried out one after another",
    "base": "Starting from ",
    "undated": "of unknown date",
    "counts": "{applied} applied, {failed} failed, {unparsed} not read",
    "no-text": "no republished text to compare with",
    "by-text": " (its own date is {date}; it was found by its words)",
    "by-place": " (that of {date}: the decision has no date, and no other version came between its neighbours)",
    "again": "{places}: as in the step before",
    "total": "steps: {steps}; {counts}; articles after: {articles}",
    "carried-on": "Each step starts from the outcome of the step before, so that a difference goes on; with --from-republished it starts from "
    "the republished text.",
    "unexplained": "no decision leads to these versions: {dates}",
    "left-out": "no decision leads to these versions, and the text after does not have what they changed: {dates}",
    "list": ", ",
}
CHAIN_WORDS = MappingProxyType({"zh": MappingProxyType(_ZH), "en": MappingProxyType(_EN)})
"""Language → key → words; both languages hold the same keys."""


def step_line(step: Step, language: Language) -> str:
    """A step in one line: date, decision, counts, and how the republished text compares."""
    return "  ".join((step_date(step, language), step.result.decision.title, step_counts(step, language), step_verified(step, language)))


def step_date(step: Step, language: Language) -> str:
    """The date of a step's decision."""
    return step.date or CHAIN_WORDS[language]["undated"]


def step_counts(step: Step, language: Language) -> str:
    """How many operations of a step were applied, failed and were not read."""
    return _counts((step,), language)


def step_verified(step: Step, language: Language) -> str:
    """How the outcome of a step and the republished text compare, and how that text was found where its date does not tell."""
    words = CHAIN_WORDS[language]
    if step.against is None:
        return words["no-text"]
    said = verified(step.result, language).rstrip(":：")
    date = step.against.version_date
    told = "" if step.matched in (None, "date") or date == step.date else words[f"by-{step.matched}"].format(date=date or words["undated"])
    return said + told


def remarks(chain: Chain, language: Language) -> Iterator[str]:
    """What must be known of the whole: the counts, versions without a decision, and that a difference goes on."""
    words = CHAIN_WORDS[language]
    yield words["total"].format(steps=len(chain.steps), counts=_counts(chain.steps, language), articles=len(chain.document.articles))
    after = tuple(date for date in chain.unexplained if date not in chain.left_out)
    for key, dates in (("left-out", chain.left_out), ("unexplained", after)):
        if dates:
            yield words[key].format(dates=words["list"].join(dates))
    if any(later.started_from == "result" and _marred(step) for step, later in zip(chain.steps, chain.steps[1:], strict=False)):
        yield words["carried-on"]


def _marred(step: Step) -> bool:
    found = step.result.verification
    return not step.result.complete or (found is not None and not found.equal_but_noise)


def _counts(steps: tuple[Step, ...], language: Language) -> str:
    statuses = [operation.status for step in steps for operation in step.result.operations]
    counted = {status: statuses.count(status) for status in ("applied", "failed", "unparsed")}
    return CHAIN_WORDS[language]["counts"].format(**counted)
