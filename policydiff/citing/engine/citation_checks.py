"""The check of one citation, and its correction.

A citation is corrected only where one sure counterpart has the same words and its number is printed
in a manner that is known. Everything else is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policydiff.citing.engine.provision_outcomes import ProvisionOutcomes
from policydiff.messages import Message
from policydiff.model.citation import Steps
from policydiff.model.cited import (
    CheckedQuote,
    CitationCheck,
    CrossCitation,
    FormerNumber,
    NewWords,
    Outcome,
    Verdict,
)
from policydiff.model.document import Provision
from policydiff.model.index import ProvisionIndex
from policydiff.text.citations.grammar import read_step, step_pattern
from policydiff.text.noise import fold_key
from policydiff.text.numerals import read_number, write_number
from policydiff.text.traditions.citation_words import CitationWords

MOST_CHANGES = 3
"""So many changed stretches are named."""

LONGEST_QUOTE = 2_000
"""Characters of a quotation that is compared."""

_QUOTED = re.compile(
    r"(?:中|的)?(?:规定|所称|所列|所述|所指|明确|要求)?(?:的|：|:)?(?P<open>[“「『])"
)
"""What stands between a citation and the words that it is quoted for: 第三条规定的“…”."""
_CLOSES = {"“": "”", "「": "」", "『": "』"}
_CUT = re.compile(r"…+|\.{3,6}")
_MARKS = "。，；：、,.;: "

_OTHERS = re.compile(
    r"[）)〕》]$|(?:合同|协议|契约|招标文件|投标文件|订单|说明书|标准|规范|章程|制度)(?:的|之|中)?$"
)
"""What stands before a bare number of another paper: 主合同第五条, 《甲法》（…）第五条."""

_VERDICTS: dict[Outcome, Verdict] = {
    "reworded": "reworded",
    "removed": "removed",
    "split": "split",
    "merged": "merged",
    "regrouped": "regrouped",
    "renumbered": "renumbered",
    "unchanged": "stands",
}


def quote_beside(around: str, end: int) -> str | None:
    """The words quoted just behind a citation, or None: 第三条规定的“经营者应当……”."""
    match = _QUOTED.match(around, end)
    if match is None:
        return None
    mark, depth = match["open"], 0
    for place in range(match.end() - 1, min(len(around), match.end() + LONGEST_QUOTE)):
        depth += (around[place] == mark) - (around[place] == _CLOSES[mark])
        if depth == 0:
            return around[match.end() : place] or None
    return None


def holds(text: str, quote: str) -> bool:
    """True where quoted words stand in a text; …… leaves some out."""
    key, end = fold_key(text), 0
    for part in _CUT.split(quote):
        wanted = fold_key(part.strip(_MARKS))
        begin = key.find(wanted, end)
        if begin < 0:
            return False
        end = begin + len(wanted)
    return True


def names_another(around: str, begin: int) -> bool:
    """True for a number of another paper by the words before it: 主合同第五条.

    So is one behind a title, which was not read as the name of its work.
    """
    return _OTHERS.search(around[max(0, begin - 8) : begin]) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A check with what a list needs to know of it.

    The first `bare` steps are taken over from the citation before; `old` are the steps as the file
    has them, `new` those that it has when it is corrected.
    """

    check: CitationCheck
    old: Steps = ()
    new: Steps = ()
    bare: int = 0


def unsure(reason: Message) -> CitationCheck:
    """The check of a citation of which nothing is certain."""
    return CitationCheck(verdict="unsure", reason=reason)


def check_change(
    citation: CrossCitation, outcomes: ProvisionOutcomes, words: CitationWords
) -> Checked:
    """The check of a provision whose `became` a comparison of its versions gave."""
    became, cited, steps = citation.became, citation.cited, citation.mention.steps
    if became is None or cited is None or cited.eid is None:
        return Checked(check=CitationCheck(verdict="stands"), old=steps, new=steps)
    verdict = _VERDICTS[became.outcome]
    if verdict == "renumbered" and became.reworded:
        verdict = "reworded"
    begin, end = cited.eid, cited.end_eid
    changes = outcomes.changes(begin) if verdict == "reworded" and end is None else ()
    check = CitationCheck(
        verdict=verdict,
        date=became.date,
        now=tuple(number for _, number in became.now),
        changes=changes[:MOST_CHANGES],
        more=len(changes) > MOST_CHANGES,
    )
    if verdict not in ("stands", "renumbered"):
        return Checked(check=check, old=steps, new=steps)
    if not all(outcomes.is_sure(eid) for eid in outcomes.counterparts.left.between(begin, end)):
        check = replace(
            check,
            verdict="unsure",
            reason=Message("it is not certain that this is the same provision"),
        )
        return Checked(check=check, old=steps, new=steps)
    return _fixed(citation, check, outcomes, words)


def _fixed(
    citation: CrossCitation, check: CitationCheck, outcomes: ProvisionOutcomes, words: CitationWords
) -> Checked:
    own = citation.mention.steps
    plain = Checked(check=check, old=own, new=own)
    if check.verdict == "stands":
        return plain
    if citation.mention.edition is not None:
        return _left(plain, Message("the citation names the version, in which the number is right"))
    steps = _new_steps(citation, outcomes)
    if steps is None:
        return _left(plain, Message("what is cited stands on another level, or not in one row"))
    old = (own, *(() if citation.mention.end is None else (citation.mention.end,)))
    renumbering = renumber(citation.mention.place.text, tuple(zip(old, steps, strict=True)), words)
    if renumbering is None:
        return _left(plain, Message("its number is printed in a manner that is not rewritten"))
    check = replace(check, fixes=renumbering.fixes)
    return Checked(check=check, old=own, new=steps[0], bare=renumbering.bare)


def _left(checked: Checked, reason: Message) -> Checked:
    return replace(checked, check=replace(checked.check, reason=reason))


def _new_steps(citation: CrossCitation, outcomes: ProvisionOutcomes) -> tuple[Steps, ...] | None:
    """The steps on the right, None where the counterparts have not the same levels."""
    cited = citation.cited
    if cited is None or cited.eid is None:
        return None
    of, left, right = (
        outcomes.counterparts.of,
        outcomes.counterparts.left,
        outcomes.counterparts.right,
    )
    now = [
        counterpart
        for eid in left.between(cited.eid, cited.end_eid)
        for counterpart in of.get(eid, ())
    ]
    if not now or (cited.end_eid is not None and right.between(now[0], now[-1]) != tuple(now)):
        return None
    pairs = [(citation.mention.steps, cited.eid, now[0])]
    if citation.mention.end is not None:
        if cited.end_eid is None:
            return None
        pairs.append((citation.mention.end, cited.end_eid, now[-1]))
    found = [_steps_to(steps, eid, counterpart, left, right) for steps, eid, counterpart in pairs]
    known = tuple(steps for steps in found if steps is not None)
    return known if len(known) == len(found) else None


def _steps_to(
    steps: Steps, eid: str, counterpart: str, left: ProvisionIndex, right: ProvisionIndex
) -> Steps | None:
    left_node, right_node = left.by_eid.get(eid), right.by_eid.get(counterpart)
    if (
        not isinstance(left_node, Provision)
        or not isinstance(right_node, Provision)
        or left_node.level != right_node.level
    ):
        return None
    made: list[tuple[str, str]] = []
    for level, _ in steps:
        node = next(
            (
                node
                for name in (counterpart, *right.ancestors(counterpart))
                if isinstance(node := right.by_eid[name], Provision) and node.level == level
            ),
            None,
        )
        if node is None:
            return None
        made.append((level, node.number))
    target = right.find(tuple(made))
    return tuple(made) if target is not None and target.eid == counterpart else None


def checked_quote(quote: str | None, then: str | None, now: str | None) -> CheckedQuote | None:
    """The quoted words against two versions; None without words or a text."""
    if quote is None or then is None:
        return None
    return CheckedQuote(
        text=quote, then=holds(then, quote), now=None if now is None else holds(now, quote)
    )


def with_quote(check: CitationCheck, quote: CheckedQuote | None) -> CitationCheck:
    """The check with the quoted words; wrong ones leave the citation to a person."""
    if quote is None:
        return check
    if quote.then or check.verdict not in ("stands", "renumbered"):
        return replace(check, quote=quote)
    return replace(check, quote=quote, verdict="misquoted", fixes=())


def with_former(check: CitationCheck, former: FormerNumber) -> CitationCheck:
    """The check with the older article whose number and words the citation has.

    That there is no such provision, or that the quoted words are not its words, is certain and
    stays the finding.
    """
    if check.verdict in ("dangling", "misquoted"):
        return replace(check, former=former)
    return replace(check, verdict="former", former=former, fixes=(), reason=None, compared=None)


def with_compared(check: CitationCheck) -> CitationCheck:
    """The check of what stands, with what was compared: quoted words, or the number."""
    if check.verdict != "stands":
        return check
    quoted = check.quote is not None and check.quote.then
    return replace(check, compared="words" if quoted else "number")


def agree(checked: Sequence[Checked], lists: Sequence[bool]) -> list[CitationCheck]:
    """The checks of citations in order, lists corrected as a whole or not at all.

    `lists` is True where a citation goes on the list of the one before. A member that leaves out
    its wider steps takes them from the one before: both must have them in common when all is
    corrected.
    """
    checks = [one.check for one in checked]
    begin = 0
    for end in range(1, len(checked) + 1):
        if end < len(checked) and lists[end]:
            continue
        if not all(_agrees(checked, one, begin) for one in range(begin, end)):
            checks[begin:end] = [_by_hand(check) for check in checks[begin:end]]
        begin = end
    return checks


def _agrees(checked: Sequence[Checked], at: int, begin: int) -> bool:
    member = checked[at]
    before = member.old if at == begin else checked[at - 1].new
    return member.new[: member.bare] == before[: member.bare]


def _by_hand(check: CitationCheck) -> CitationCheck:
    if check.verdict != "renumbered":
        return check
    reason = Message("the list that it stands in cannot be renumbered as a whole")
    return replace(check, fixes=(), reason=reason)


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbering:
    """The fixes of a citation, and its steps taken over: 第二款 after 第三条第一款."""

    fixes: tuple[NewWords, ...]
    bare: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _PrintedStep:
    """A printed step: 第一百二十条之一, 第（三）项."""

    match: re.Match[str]
    level: str
    number: str

    @property
    def span(self) -> tuple[int, int]:
        return self.match.span()

    def renumbered(self, number: str) -> str | None:
        """The step with another number; None where its own is printed otherwise."""
        base, *subs = number.split("-")
        written = _as_printed(self.match["number"], base)
        if written is None or not _is_usual(self.match["sub"]):
            return None
        head = self.match[0][: self.match.start("number") - self.match.start()]
        tail = self.match[0][self.match.end("number") - self.match.start() :]
        tail = tail[: len(tail) - len(self.match["sub"])]
        return head + written + tail + "".join(f"之{write_number(int(sub))}" for sub in subs)


def renumber(
    text: str, pairs: tuple[tuple[Steps, Steps], ...], words: CitationWords
) -> Renumbering | None:
    """The new words of a citation; None where it is printed in some other manner.

    `pairs` are its steps before and after, those of the last provision of a range second.

        《甲法》第三条第二款, ((article 3 → 4, paragraph 2 → 2),) → 第三条 becomes 第四条
        第120条 → 第121条; 第（三）项 → 第（四）项; 第五条之一 → 第六条
    """
    parts = _parts(text, len(pairs), words)
    if parts is None:
        return None
    fixes: list[NewWords] = []
    bare = 0
    for index, (steps, (old, new)) in enumerate(zip(parts, pairs, strict=True)):
        missing = len(old) - len(steps)
        printed = tuple((step.level, step.number) for step in steps)
        if not steps or missing < 0 or old[missing:] != printed or len(new) != len(old):
            return None
        if index and old[:missing] != pairs[0][0][:missing]:
            return None
        if index and new[:missing] != pairs[0][1][:missing]:
            return None
        bare = bare if index else missing
        for step, (_, number) in zip(steps, new[missing:], strict=True):
            written = step.renumbered(number)
            if written is None:
                return None
            if number != step.number:
                fixes.append(NewWords(span=step.span, text=written))
    return Renumbering(fixes=tuple(fixes), bare=bare)


def _parts(text: str, count: int, words: CitationWords) -> list[list[_PrintedStep]] | None:
    """The printed steps behind the name of the work, of a range those of its ends."""
    steps = [
        _PrintedStep(match=match, level=level, number=number)
        for match in step_pattern(words).finditer(text, max(map(text.rfind, "》〉")) + 1)
        for level, number in [read_step(match, words)]
        if number is not None
    ]
    if not steps or steps[-1].span[1] != len(text):
        return None
    parts: list[list[_PrintedStep]] = [[steps[0]]]
    for before, step in pairwise(steps):
        between = text[before.span[1] : step.span[0]].strip()
        if between in words.to:
            parts.append([step])
        elif not between or between in words.links:
            parts[-1].append(step)
        else:
            return None
    return parts if len(parts) == count else None


def _as_printed(printed: str, number: str) -> str | None:
    """A number as another is printed: 一百零三, 103, １０３; None in another manner."""
    if not number.isdecimal() or int(number) < 1:
        return None
    own = str(read_number(printed))
    if printed == own:
        return number
    if printed == own.translate(_WIDE):
        return number.translate(_WIDE)
    return write_number(int(number)) if _is_usual(printed) else None


def _is_usual(printed: str) -> bool:
    """True for numerals as articles print them: 一百零三, not 一百〇三 or 一〇三; 之一 too."""
    return all(
        (number := read_number(part)) is not None
        and 0 < number < 100_000
        and write_number(number) == part
        for part in printed.split("之")
        if part
    )
