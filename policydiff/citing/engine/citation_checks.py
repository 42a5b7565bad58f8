"""The check of one citation, and its correction.

A citation is corrected only where one sure counterpart has the same words and its number is printed in
a manner that is known. Everything else is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policydiff.citing.engine.provision_outcomes import ProvisionOutcomes
from policydiff.citing.engine.renumbering import renumber
from policydiff.messages import Message
from policydiff.model.citation import Steps
from policydiff.model.cited import (
    CheckedQuote,
    CitationCheck,
    CrossCitation,
    FormerNumber,
    Outcome,
    Verdict,
)
from policydiff.model.document import Provision
from policydiff.model.index import ProvisionIndex
from policydiff.text.noise import fold_key
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
    """The words quoted just behind a citation; None where there are none.

    第三条规定的“经营者应当……” → 经营者应当……
    """
    found = _QUOTED.match(around, end)
    if found is None:
        return None
    mark, depth = found["open"], 0
    for place in range(found.end() - 1, min(len(around), found.end() + LONGEST_QUOTE)):
        depth += (around[place] == mark) - (around[place] == _CLOSES[mark])
        if depth == 0:
            return around[found.end() : place] or None
    return None


def holds(text: str, quote: str) -> bool:
    """True where quoted words stand in a text; …… leaves some out."""
    key, place = fold_key(text), 0
    for part in _CUT.split(quote):
        wanted = fold_key(part.strip(_MARKS))
        found = key.find(wanted, place)
        if found < 0:
            return False
        place = found + len(wanted)
    return True


def names_another(around: str, begin: int) -> bool:
    """True for a bare number that is of another paper by the words before it.

    主合同第五条; so is one behind a title, which was not read as the name of its work.
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


def check_change(one: CrossCitation, outcomes: ProvisionOutcomes, words: CitationWords) -> Checked:
    """The check of a provision that is followed to another version.

    Reads `became`, which that comparison gave.
    """
    became, cited, steps = one.became, one.cited, one.mention.steps
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
    return _fixed(one, check, outcomes, words)


def _fixed(
    one: CrossCitation, check: CitationCheck, outcomes: ProvisionOutcomes, words: CitationWords
) -> Checked:
    """The check of a provision with the same words, with its new numbers."""
    own = one.mention.steps
    plain = Checked(check=check, old=own, new=own)
    if check.verdict == "stands":
        return plain
    if one.mention.edition is not None:
        return _left(plain, Message("the citation names the version, in which the number is right"))
    steps = _new_steps(one, outcomes)
    if steps is None:
        return _left(plain, Message("what is cited stands on another level, or not in one row"))
    old = (own, *(() if one.mention.end is None else (one.mention.end,)))
    found = renumber(one.mention.place.text, tuple(zip(old, steps, strict=True)), words)
    if found is None:
        return _left(plain, Message("its number is printed in a manner that is not rewritten"))
    check = replace(check, fixes=found.fixes)
    return Checked(check=check, old=own, new=steps[0], bare=found.bare)


def _left(checked: Checked, reason: Message) -> Checked:
    return replace(checked, check=replace(checked.check, reason=reason))


def _new_steps(one: CrossCitation, outcomes: ProvisionOutcomes) -> tuple[Steps, ...] | None:
    """The steps of a citation on the right, those of the end of a range second.

    None where the counterparts are not a provision, or a range, of the same level.
    """
    cited = one.cited
    if cited is None or cited.eid is None:
        return None
    of, left, right = (
        outcomes.counterparts.of,
        outcomes.counterparts.left,
        outcomes.counterparts.right,
    )
    now = [other for eid in left.between(cited.eid, cited.end_eid) for other in of.get(eid, ())]
    if not now or (cited.end_eid is not None and right.between(now[0], now[-1]) != tuple(now)):
        return None
    pairs = [(one.mention.steps, cited.eid, now[0])]
    if one.mention.end is not None:
        if cited.end_eid is None:
            return None
        pairs.append((one.mention.end, cited.end_eid, now[-1]))
    found = [_steps_to(steps, eid, other, left, right) for steps, eid, other in pairs]
    known = tuple(steps for steps in found if steps is not None)
    return known if len(known) == len(found) else None


def _steps_to(
    steps: Steps, eid: str, other: str, left: ProvisionIndex, right: ProvisionIndex
) -> Steps | None:
    """The steps to a provision of the right, of the same levels as on the left."""
    one, two = left.by_eid.get(eid), right.by_eid.get(other)
    if not isinstance(one, Provision) or not isinstance(two, Provision) or one.level != two.level:
        return None
    made: list[tuple[str, str]] = []
    for level, _ in steps:
        node = next(
            (
                node
                for name in (other, *right.ancestors(other))
                if isinstance(node := right.by_eid[name], Provision) and node.level == level
            ),
            None,
        )
        if node is None:
            return None
        made.append((level, node.number))
    target = right.find(tuple(made))
    return tuple(made) if target is not None and target.eid == other else None


def checked_quote(quote: str | None, then: str | None, now: str | None) -> CheckedQuote | None:
    """The quoted words against the cited text of two versions.

    None where there are none, or no text to compare them with.
    """
    if quote is None or then is None:
        return None
    return CheckedQuote(
        text=quote, then=holds(then, quote), now=None if now is None else holds(now, quote)
    )


def with_quote(check: CitationCheck, quote: CheckedQuote | None) -> CitationCheck:
    """The check with what was found of the quoted words.

    Where they are not those of the version that is meant, the number may be wrong as well: it is
    left to a person.
    """
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
    """The check of what stands, with what was compared.

    It is the quoted words, or the number alone.
    """
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
    found = [one.check for one in checked]
    begin = 0
    for place in range(1, len(checked) + 1):
        if place < len(checked) and lists[place]:
            continue
        if not all(_agrees(checked, one, begin) for one in range(begin, place)):
            found[begin:place] = [_by_hand(check) for check in found[begin:place]]
        begin = place
    return found


def _agrees(checked: Sequence[Checked], place: int, begin: int) -> bool:
    one = checked[place]
    before = one.old if place == begin else checked[place - 1].new
    return one.new[: one.bare] == before[: one.bare]


def _by_hand(check: CitationCheck) -> CitationCheck:
    if check.verdict != "renumbered":
        return check
    reason = Message("the list that it stands in cannot be renumbered as a whole")
    return replace(check, fixes=(), reason=reason)
