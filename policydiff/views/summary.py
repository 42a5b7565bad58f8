"""What a report says of a comparison as a whole: its two versions, counts, noise rule, doubts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from policydiff.chinese.worded import worded
from policydiff.model.comparison import Comparison, Finding, Side
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.plugins import Language, ReportOptions
from policydiff.model.source import Problem
from policydiff.views.citations import cite
from policydiff.views.labels import FINDINGS, WORDS, date_word, field_word, noise_word
from policydiff.views.pieces import neutral
from policydiff.views.rows import CATEGORIES
from policydiff.views.selection import select

_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")

_BESIDES = ("renumbered", "moved", "editorial")
"""Counts that say more about matches already counted by their kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side as a report presents it: `name` heads its column, `facts` are lines about it."""

    name: str
    title: str
    date: str | None
    facts: tuple[str, ...]

    def column(self, language: Language) -> str:
        """The head of its column: 修订前（2016年11月7日）."""
        words = WORDS[language]
        return self.name if self.date is None else f"{self.name}{words['open']}{self.date}{words['close']}"


def versions(comparison: Comparison, language: Language) -> tuple[Version, Version]:
    """Both sides. Two versions of one work are called before and after, two works by their titles."""
    left, right = comparison.left, comparison.right
    words = WORDS[language]
    names = (words["before"], words["after"]) if same_work(left, right) else (f"《{neutral(left.title)}》", f"《{neutral(right.title)}》")
    return _version(left, names[0], language), _version(right, names[1], language)


def same_work(left: Document, right: Document) -> bool:
    """True for two versions of one work, as far as their URIs or titles tell; （试行） and （草案） make no other work."""
    if left.uri is not None and right.uri is not None:
        return left.uri.partition("/zho@")[0] == right.uri.partition("/zho@")[0]
    return _BRACKETED.sub("", left.title) == _BRACKETED.sub("", right.title)


def _version(document: Document, name: str, language: Language) -> Version:
    date = None if document.version_date is None else neutral(date_word(document.version_date, language))
    facts = [f"{field_word(key, language)} {date_word(value, language)}" for key, value in document.dates.to_dict().items()]
    facts += [value for value in (document.document_number, document.authority) if value]
    if document.articles:
        facts.append(WORDS[language]["articles"].format(count=len(document.articles)))
    return Version(name=name, title=neutral(document.title), date=date, facts=tuple(neutral(fact) for fact in facts))


def title(comparison: Comparison, language: Language) -> str:
    """The title of the report: the document's and what this is; both titles where they differ."""
    left, right = neutral(comparison.left.title), neutral(comparison.right.title)
    both = right if left == right else f"{left} → {right}"
    gap = " · " if language == "en" or left != right else ""
    return f"{both}{gap}{WORDS[language]['comparison-table']}"


def counts(comparison: Comparison) -> tuple[tuple[str, int], ...]:
    """What the summary counts, by kind, the ones that are zero left out."""
    summary = comparison.summary
    kinds = [name for name in CATEGORIES if name not in _BESIDES]
    return tuple((name, getattr(summary, name)) for name in (*kinds, *_BESIDES) if getattr(summary, name))


def counts_line(comparison: Comparison, language: Language) -> str:
    """The counts in one line: 修改 9，新增 5 …"""
    words = WORDS[language]
    return words["list"].join(f"{words[name]} {count}" for name, count in counts(comparison))


def part_line(comparison: Comparison, options: ReportOptions) -> str:
    """The sentence that says which chapters are shown, "" where all are. Raises what `select` raises."""
    if not options.chapters:
        return ""
    words = WORDS[options.language]
    names = select({"left": index_document(comparison.left), "right": index_document(comparison.right)}, options.chapters).names
    return words["part-shown"].format(names=words["list"].join(map(neutral, names)))


def noise_line(comparison: Comparison, options: ReportOptions) -> str:
    """The sentence that declares the noise rule."""
    words = WORDS[options.language]
    rule = words["list"].join(noise_word(neutral(name), options.language) for name in comparison.noise_rule)
    return words["noise-shown" if options.show_noise else "noise-rule"].format(rule=rule) if rule else ""


def substitution_lines(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """One sentence for each replacement that recurs."""
    template = WORDS[language]["substitution"]
    return tuple(
        template.format(before=neutral(item.before), after=neutral(item.after), count=item.count) for item in comparison.substitutions
    )


def metadata_lines(comparison: Comparison, language: Language) -> tuple[tuple[str, str, str], ...]:
    """Field, left, right of each changed fact, dates written out, — where a side is silent."""
    return tuple(
        (field_word(neutral(field), language), _value(field, change.left, language), _value(field, change.right, language))
        for change in comparison.metadata_changes
        for field in (change.field,)
    )


def _value(field: str, value: str | None, language: Language) -> str:
    if value is None:
        return "—"
    return neutral(worded(value, language) if field == "kind" else date_word(value, language))


def finding_lines(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """One line for each finding, with its side and place as a reader cites it."""
    indexes = {"left": index_document(comparison.left), "right": index_document(comparison.right)}
    return tuple(neutral(_finding(finding, indexes[finding.side], language)) for finding in comparison.findings)


def _finding(finding: Finding, index: ProvisionIndex, language: Language) -> str:
    words = WORDS[language]
    eid = finding.eid or ""
    place = cite(index, Side(eid=eid, num=None, level="")) or eid
    gap = " " if place else ""
    return f"{words[finding.side]}{gap}{place}{words['colon']}{_told(finding, index, language)}"


def _told(finding: Finding, index: ProvisionIndex, language: Language) -> str:
    """The finding in the words of the report's language, with what it quotes; its own message where there are none."""
    template = FINDINGS[language].get(finding.type)
    node = index.by_eid.get(finding.eid or "")
    if template is None or node is None or finding.span is None:
        return worded(finding.message, language)
    return template.format(quote=node.text[slice(*finding.span)])


def problem_lines(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """One line for each doubt: those of the comparison, then those of reading either side, mere notes left out."""
    words = WORDS[language]
    told = {_key(problem) for problem in comparison.problems}
    own = [_problem(*_sided(problem, words), language) for problem in comparison.problems]
    for side, document in (("left", comparison.left), ("right", comparison.right)):
        read = [problem for problem in document.problems if problem.severity != "note" and _key(problem) not in told]
        own += [_problem(problem, words[side] + words["colon"], language) for problem in read]
    return tuple(own)


def _sided(problem: Problem, words: Mapping[str, str]) -> tuple[Problem, str]:
    """A doubt of a comparison without the side that it begins with, and that side in the words of the report."""
    for side in ("left", "right"):
        if problem.message.startswith(f"{side}: "):
            return replace(problem, message=problem.message.removeprefix(f"{side}: ")), words[side] + words["colon"]
    return problem, ""


def _key(problem: Problem) -> tuple[str, int | None, str | None]:
    """What stays of a doubt when a comparison repeats it in its own words."""
    return problem.code, problem.line, problem.hint


def _problem(problem: Problem, lead: str, language: Language) -> str:
    words = WORDS[language]
    place = "" if problem.line is None else f"{words['open']}{words['line'].format(line=problem.line)}{words['close']}"
    hint = f" {worded(problem.hint, language)}" if problem.hint else ""
    return neutral(f"{lead}{worded(problem.message, language)}{place}{hint}")
