"""The version of a law that the words around a citation name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policydiff.model.citation_words import CitationWords
from policydiff.model.cited import Mention

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
    """The versions that a text names so far, by the names of the works.

    A short title given to a named version (《甲法》（2018年修正）（以下简称《甲》）) means that version.
    """

    words: CitationWords
    by_name: dict[str, str] = field(default_factory=dict)

    def read(self, mention: Mention, before: Mention | None) -> Mention:
        """The mention with the year of the version that is named for it.

        `before` is the citation whose list it goes on, None where it begins one.
        """
        place = mention.place
        ahead = place.around[max(0, place.at - _LONGEST) : place.at]
        behind = place.around[place.at + len(place.text) :]
        year = mention.edition
        if year is None and (found := _BEFORE.search(ahead)) is not None:
            year = found["year"]
        if year is None and not mention.steps and (found := _BEHIND.match(behind)) is not None:
            year = found["year"]
        if not mention.steps and mention.name is not None:
            if year is not None and any(word in behind[:60] for word in self.words.short):
                self.by_name[mention.name] = year
        elif year is None and before is not None and before.name == mention.name:
            year = before.edition
        if year is None and mention.name is not None and mention.name not in place.text:
            year = self.by_name.get(mention.name)
        return replace(mention, edition=year)


def names_in_words(mention: Mention) -> bool:
    """True where words alone name the version: 修订前的《甲法》第三条."""
    place = mention.place
    return _WORDS.search(place.around[max(0, place.at - _LONGEST) : place.at]) is not None
