"""The resolution of citations of other works: to a work, and to a provision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from policydiff.citing.engine.citing import Numbering, shorter_names
from policydiff.model.citation import Steps
from policydiff.model.cited import CitedPlace, CrossCitation, Mention, PartState
from policydiff.model.document import Provision, Quoted, printed
from policydiff.model.index import ProvisionIndex, descend
from policydiff.reading import plugins
from policydiff.text.citations.typed import nodes_of
from policydiff.text.citations.works import is_work
from policydiff.text.numerals import NUMBER, canonical
from policydiff.text.places import printed_number
from policydiff.text.traditions.citation_words import CitationWords

_NATIONAL = "cn"
_POINT = re.compile(rf"[（(]({NUMBER})[）)]")
"""The mark of a 项 in quoted lines: （二）."""


class CitedWork(Protocol):
    """The facts about a stored work by which it is recognised."""

    @property
    def uri(self) -> str:
        """The URI of the work."""

    @property
    def title(self) -> str:
        """The title of the work."""

    @property
    def jurisdiction(self) -> str:
        """``cn`` or a locality."""

    @property
    def stage(self) -> str | None:
        """The stage of a draft, None for what is enacted."""


W = TypeVar("W", bound=CitedWork)
Named = Callable[[str], Sequence[W]]
"""The stored works that bear a title, in any spelling."""


def identify(
    mention: Mention, jurisdiction: str, words: CitationWords, named: Named[W]
) -> tuple[Mention, tuple[W, ...]]:
    """Find the stored works that a mention may mean: none, one, or several.

    They come with the mention under the name by which they were found. `jurisdiction` is that of
    the citing text: its own work is meant, else the national one, and a draft only where nothing
    else bears the title. Of a name without 《》 the longest end that is a title counts.
    """
    for named_mention in (mention, *shorter_names(mention, words)):
        if works := named(named_mention.name or ""):
            return named_mention, _preferred(works, jurisdiction)
    return mention, ()


def _preferred(works: Sequence[W], jurisdiction: str) -> tuple[W, ...]:
    for fits in (
        _is_enacted,
        lambda work: work.jurisdiction == jurisdiction,
        lambda work: work.jurisdiction == _NATIONAL,
    ):
        works = [work for work in works if fits(work)] or works
    return tuple(works)


def _is_enacted(work: CitedWork) -> bool:
    return work.stage is None


def resolve(
    mention: Mention, cited: CitedPlace, index: ProvisionIndex, numbering: Numbering
) -> CrossCitation:
    """The citation with what it leads to in the version that `cited` names.

    A 款 or 项 that an article does not have leads to the article, with a doubt.
    """
    if not mention.steps:
        return CrossCitation(mention=mention, status="resolved", cited=cited)
    eid = _find(index, mention.steps)
    if eid is None:
        if _is_elsewhere(mention.steps, index):
            return CrossCitation(mention=mention, status="not stored", cited=cited)
        return _doubtful(mention, cited, index, numbering)
    end = _find(index, mention.end) if mention.end else None
    return CrossCitation(
        mention=mention, status="resolved", cited=_at(cited, eid, end, index, numbering)
    )


def _doubtful(
    mention: Mention, cited: CitedPlace, index: ProvisionIndex, numbering: Numbering
) -> CrossCitation:
    """The citation of a part that is not found, with the article around it."""
    article = next(
        (at for at, (level, _) in enumerate(mention.steps, 1) if level == "article"),
        len(mention.steps),
    )
    for length in range(len(mention.steps) - 1, article - 1, -1):
        node = index.find(mention.steps[:length])
        if isinstance(node, Provision):
            steps = mention.steps[length:]
            several = len(index.candidates(mention.steps)) > 1
            quoted = not several and length == article and _is_quoted(node, steps)
            state: PartState = "several" if several else "quoted" if quoted else "absent"
            return CrossCitation(
                mention=mention,
                status="dangling" if state == "absent" else "resolved",
                cited=replace(
                    _at(cited, node.eid, None, index, numbering),
                    part="".join(
                        printed_number(number, level, bracketed=level == "point")
                        for level, number in steps
                    ),
                    part_is=state,
                ),
            )
    return CrossCitation(mention=mention, status="dangling", cited=cited)


def _is_quoted(article: Provision, steps: Steps) -> bool:
    """True where the one text that an article quotes has the part: “…。“…。” has two 款."""
    quoted = list(_quoted_in(article))
    if len(quoted) != 1:
        return False
    content = quoted[0].content
    articles = [node for node in content if isinstance(node, Provision) and node.level == "article"]
    if articles:
        return len(articles) == 1 and len(descend(articles[0].content, steps)) == 1
    places = set[Steps]()
    paragraph = 0
    for line in "\n".join(map(printed, content)).split("\n"):
        point = _POINT.match(line)
        paragraph += point is None
        own: Steps = () if point is None else (("point", canonical(point[1]) or ""),)
        places.add((("paragraph", str(paragraph)), *own))
    return any(steps in (place, place[1:]) for place in places)


def _quoted_in(node: Provision) -> Iterator[Quoted]:
    for child in node.content:
        if isinstance(child, Quoted):
            yield child
        elif isinstance(child, Provision):
            yield from _quoted_in(child)


def _at(
    cited: CitedPlace, eid: str, end: str | None, index: ProvisionIndex, numbering: Numbering
) -> CitedPlace:
    end_number = None if end is None else numbering(index, end)
    return replace(cited, eid=eid, number=numbering(index, eid), end_eid=end, end_number=end_number)


def _is_elsewhere(steps: Steps, index: ProvisionIndex) -> bool:
    """True for an article outside of the one stored book of a larger work."""
    numbers = [
        int(article.number) for article in index.document.articles if article.number.isdecimal()
    ]
    cited = next((number for level, number in steps if level == "article"), "")
    if not numbers or not (numbers[0] > 1 or _is_book(index)):
        return False
    return not cited.isdecimal() or not min(numbers) <= int(cited) <= max(numbers)


def _is_book(index: ProvisionIndex) -> bool:
    books = [provision for provision in index.document.provisions if provision.level == "part"]
    return len(books) == 1


def resolve_own(
    mention: Mention, itself: CitedPlace, index: ProvisionIndex, numbering: Numbering
) -> CrossCitation:
    """The citation of the text itself, whose target was found when the text was read."""
    if mention.target is None:
        citation = _doubtful(mention, itself, index, numbering)
        absent = citation.cited is not None and citation.cited.part_is == "absent"
        return (
            citation if absent else CrossCitation(mention=mention, status="dangling", cited=itself)
        )
    cited = _at(itself, mention.target, mention.end_target, index, numbering)
    return CrossCitation(mention=mention, status="resolved", cited=cited)


def _find(index: ProvisionIndex, steps: Steps) -> str | None:
    words = plugins.dialect(index.document.dialect).citations
    nodes = nodes_of(index, steps, words) if words.clauses else (index.find(steps),)
    return nodes[0].eid if len(nodes) == 1 and nodes[0] is not None else None


def leads_to(begin: str | None, end: str | None, eid: str, index: ProvisionIndex) -> bool:
    """True where a citation from `begin` to `end` leads to the provision of `eid`.

    It cites the provision itself, a part of it, or a range with it; `end` is None for one
    provision.
    """
    if begin is None:
        return False
    if eid in (begin, *index.ancestors(begin)):
        return True
    if end is None or not {eid, begin, end} <= index.order.keys():
        return False
    beside = next(
        (
            holder
            for holder in (eid, *index.ancestors(eid))
            if index.at_level(holder, "article") is not None
        ),
        eid,
    )
    return index.order[begin] <= index.order[beside] <= index.order[end]


def is_form(mention: Mention, words: CitationWords) -> bool:
    """True for a name in 《》 of a form, a register or a table."""
    return mention.quoted and not mention.steps and not is_work(mention.name or "", words)


_YEAR = r"(?P<year>(?:19|20)\d\d)年?"
_BEFORE = re.compile(
    rf"{_YEAR}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:起?施行|修正|修订|修改|公布|颁布|通过|发布)?(?:的|后的|版的?|文本的?)$"
)
"""A year before a name: 2018年修正的《甲法》, 2018年版《甲法》."""
_BEHIND = re.compile(rf"[（(〔][^（）()〔〕]{{0,40}}?{_YEAR}[^（）()〔〕]{{0,60}}[）)〕]")
"""A year in brackets behind a name: 《甲法》（2018年修正）（以下简称《甲》）."""
_WORDS = re.compile(
    r"(?:(?:修订|修正|修改|废止|失效)(?:之?前|之?后)的?|已(?:经)?(?:废止|失效)的|尚未施行的|原|旧|新)$"
)
"""Words before a name for a version without a year: 修订前的《甲法》, 原《甲法》."""
_LONGEST = 20


@dataclass(slots=True)
class Editions:
    """The versions that a text names: 《甲法》（2018年修正）（以下简称《甲》）."""

    words: CitationWords
    by_name: dict[str, str] = field(default_factory=dict)

    def read(self, mention: Mention, before: Mention | None) -> Mention:
        """The mention with its year; `before` is the citation whose list it goes on."""
        place = mention.place
        ahead = place.around[max(0, place.at - _LONGEST) : place.at]
        behind = place.around[place.at + len(place.text) :]
        year = mention.edition
        if year is None and (match := _BEFORE.search(ahead)) is not None:
            year = match["year"]
        if year is None and not mention.steps and (match := _BEHIND.match(behind)) is not None:
            year = match["year"]
        if not mention.steps and mention.name is not None:
            if year is not None and any(word in behind[:60] for word in self.words.short):
                self.by_name[mention.name] = year
        elif year is None and before is not None and before.name == mention.name:
            year = before.edition
        if year is None and mention.name is not None and mention.name not in place.text:
            year = self.by_name.get(mention.name)
        return replace(mention, edition=year)


_STOP = re.compile(r"[。；\n]")
"""The end of a sentence or of a part of it: 。"""
_BY = re.compile("根据|依据|依照|按照|遵照")
_MAKES = re.compile("(?:制定|制订|订立|签订|签署|作出|印发)(?:本|如下|以下|《)")
"""What stands behind a ground: 第三条，结合本省实际，制定本条例."""
_MADE = re.compile("(?:制定|制订|订立|签订|签署)(?:，|$)")
"""What stands behind it where the text itself goes before: 本合同依据《甲法》第三条订立."""
_SENTENCE, _NAME = 200, 12
"""Characters of a sentence on each side of a citation, and of a name of the text itself."""


def rests_on(mention: Mention) -> bool:
    """True for the ground of a text: 根据《甲法》，制定本办法."""
    place = mention.place
    end = place.at + len(place.text)
    before = _STOP.split(place.around[max(0, place.at - _SENTENCE) : place.at])[-1]
    behind = _STOP.split(place.around[end : end + _SENTENCE])[0]
    by = _BY.search(before)
    if by is None:
        return False
    itself = "本" in before[max(0, by.start() - _NAME) : by.start()]
    return bool(_MAKES.search(behind) or (itself and _MADE.search(behind)))


def names_in_words(mention: Mention) -> bool:
    """True where words alone name the version: 修订前的《甲法》第三条."""
    place = mention.place
    return _WORDS.search(place.around[max(0, place.at - _LONGEST) : place.at]) is not None
