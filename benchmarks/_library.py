"""A library of many works, made by rule from real statutes or from laws that nobody enacted.

The first works are the texts of the folder as they are, in an order drawn once, so that a smaller
library is a part of a larger one. Where the folder has no more, its texts come again as those of an
invented place: with another title, other document numbers, another name for the place that they
name, and other words in every third paragraph. Every fifth work has a second version, every
twentieth three to five, drawn by the mutations of `_mutations`; of every tenth the decision comes
too that amends it. The same call writes the same bytes.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from _mutations import SYNONYMS, document_of, law_of, mutate
from _texts import invented_law

from policydiff.errors import PolicyDiffError
from policydiff.model.document import Document
from policydiff.reading.load import load
from policydiff.store.titles import COUNTRY

END = "<!-- INFO END -->"
"""The line of a text behind its title and days."""

INVENTED = 300
"""Laws that are invented where no folder of real ones is given, before they come again."""

OFTEN_CITED = 400
"""Texts of which citations are counted to find one law that many cite."""

QUERIES = 30
"""Texts from which words to search for are taken."""

EDITS = ("reword", "reword", "reword", "delete", "insert", "move", "split", "join", "renumber")
SHARE = 0.15
"""Of the articles that a version changes."""

FEWEST = 6
"""Articles of a text that comes in several versions."""

_HALVES = tuple(a + b for a in "东南西北上下青白金玉" for b in "河山林泉桥石")
PLACES = tuple(f"{a}{b}市" for a in _HALVES for b in _HALVES)
"""Names of places that are nowhere."""
WORDS = tuple(pair for pair in SYNONYMS if len(pair[0]) > 1)
_PLACE = re.compile(r"^(?!中华人民共和国)(?P<place>[一-鿿]{2,8}?(?:省|市|自治区|自治州|自治县))")
"""For example: 上海市 of 上海市绿化条例."""
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
"""For example: 2020年5月14日."""
_NUMBER = re.compile(r"第(\d{1,6})号")
"""For example: 第707号."""
_CITED = re.compile(r"《([^《》]{2,60})》")
"""For example: 《行政处罚法》."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with its title and what stands before and behind the line of `END`."""

    title: str
    head: str
    body: str

    @property
    def markdown(self) -> str:
        return f"# {self.title}\n\n{self.head}\n\n{END}\n\n{self.body}\n"

    @property
    def day(self) -> date:
        """The last day of the head that there can be, else one in 2005."""
        found = [date(2005, 1, 1)]
        for year, month, day in _DAY.findall(self.head):
            if 1949 < int(year) < 2026 and 1 <= int(month) <= 12 and 1 <= int(day) <= 28:
                found.append(date(int(year), int(month), int(day)))
        return found[-1]


class Library:
    """The texts of a library of so many works."""

    def __init__(self, folder: Path | None, works: int) -> None:
        """`folder` holds real statutes as text files, None for invented laws."""
        self.works = works
        self.real = folder is not None and folder.is_dir()
        self._paths = sorted(folder.iterdir()) if folder is not None and self.real else []
        self._ranks = {
            name: rank for rank, name in enumerate(dict.fromkeys(map(_name, self._paths)))
        }
        random.Random(1).shuffle(self._paths)

    @property
    def bases(self) -> int:
        """The number of texts that come before any comes again."""
        return len(self._paths) or INVENTED

    @cached_property
    def cited(self) -> str:
        """The title of one of the first works that many texts cite."""
        texts = [self.base(place) for place in range(min(OFTEN_CITED, self.bases, self.works))]
        counts = Counter(title for text in texts for title in set(_CITED.findall(text.body)))
        full = {text.title: text.title.removeprefix(COUNTRY) for text in texts}
        return max(full, key=lambda one: (counts[one] + counts[full[one]], one))

    @cached_property
    def queries(self) -> list[str]:
        """Stretches of two to four characters of the first texts."""
        texts = [self.base(place).body for place in range(min(QUERIES, self.works))]
        found = [text[300 + n : 302 + n + n % 3] for n, text in enumerate(texts)]
        return [one for one in found if one.isalpha()]

    @cached_property
    def followed(self) -> tuple[str, date]:
        """The title and a day of the first work of three or more versions with articles."""
        for place in range(0, self.works, 20):
            texts = [one for one in self.texts_of(place) if one.title == self.base(place).title]
            if len(texts) > 2:
                return texts[0].title, texts[1].day
        raise SystemExit("no work has three versions")

    def write(self, folder: Path, first: int = 0) -> int:
        """Write the texts from one work on as files; gives their number."""
        count = 0
        for place in range(first, self.works):
            home = folder / f"{place // 1000:03}"
            home.mkdir(parents=True, exist_ok=True)
            for number, text in enumerate(self.texts_of(place)):
                (home / f"{place:06}-{number}.md").write_text(text.markdown, encoding="utf-8")
                count += 1
        return count

    def texts_of(self, place: int) -> Iterator[Text]:
        """The versions of a work, the oldest first, each behind the decision that made it."""
        first = self.base(place)
        yield first
        chance = random.Random(f"versions {place}")
        further = 0 if place % 5 else 1 if place % 20 else chance.randint(2, 4)
        document = _read(first) if further else None
        law, day = [] if document is None else law_of(document), first.day
        if sum(map(len, law)) < FEWEST:
            return
        spare = [tuple(article.content) for article in invented_law(chance, 12).articles]
        for _ in range(further):
            law = mutate(law, EDITS, SHARE, chance, spare)
            law = [[_done(article) for article in chapter] for chapter in law]
            day = date(
                day.year + chance.randint(1, 4), chance.randint(1, 12), chance.randint(1, 28)
            )
            changed = document_of(law)
            if place % 10 == 0:
                yield _decision(first.title, changed, day)
            yield _version(first, changed, day)

    def base(self, place: int) -> Text:
        """The first version of a work."""
        number, again = place % self.bases, place // self.bases
        path = self._paths[number] if self._paths else None
        text = _invented(number) if path is None else _real(path)
        rank = number if path is None else self._ranks[_name(path)]
        place_name = PLACES[(7 * rank + 401 * again) % len(PLACES)]
        return _elsewhere(text, again, place_name) if again else text


def _name(path: Path) -> str:
    """The name of a text's file without the day, the same for all versions of a work."""
    return path.stem.partition("(")[0]


def _real(path: Path) -> Text:
    lines, _, body = path.read_text(encoding="utf-8").partition(END)
    title, _, head = lines.lstrip("\ufeff# \n").partition("\n")
    return Text(title=title.strip(), head=head.strip(), body=body.strip())


def _invented(number: int) -> Text:
    chance = random.Random(number)
    place, cited = chance.choice(PLACES), f"{chance.randrange(20)}号示例法"
    body = _printed_body(document_of(law_of(invented_law(chance, 40))))
    head = f"{1980 + number % 40}年{1 + number % 12}月15日 示例国家机关通过"
    title = f"{number}号示例法" if number < 20 else f"{place}{number}号示例条例"
    return Text(
        title=title,
        head=head,
        body=f"{body}\n\n第四十一条　其他事项依照《{cited}》第三条的规定执行。",
    )


def _elsewhere(text: Text, again: int, name: str) -> Text:
    """The text as one of an invented place, with other numbers and some other words."""
    chance = random.Random(f"{text.title} {again}")
    found = _PLACE.match(text.title)
    real = None if found is None else found["place"]
    title = name + text.title.removeprefix(COUNTRY if real is None else real)
    words = chance.sample(WORDS, 4)

    def reworded(paragraph: str) -> str:
        for old, new in words if chance.random() < 1 / 3 else ():
            paragraph = paragraph.replace(old, new)
        return paragraph

    head, body = (
        part if real is None else part.replace(real, name) for part in (text.head, text.body)
    )
    head = _NUMBER.sub(lambda one: f"第{int(one[1]) + 1000 * again}号", head)
    return Text(title=title, head=head, body="\n".join(map(reworded, body.split("\n"))))


def _read(text: Text) -> Document | None:
    try:
        return load(text.markdown.encode(), name="law.md")
    except PolicyDiffError:
        return None


def _done(article):
    """The article as one of a text to be amended again."""
    return type(article)(paragraphs=article.paragraphs, origins=article.origins)


def _version(first: Text, changed: Document, day: date) -> Text:
    made = f"{_printed(day)} 示例国家机关《关于修改〈{first.title}〉的决定》修正"
    return Text(title=first.title, head=f"{first.head}\n\n{made}", body=_printed_body(changed))


def _decision(title: str, changed: Document, day: date) -> Text:
    article = changed.articles[min(2, len(changed.articles) - 1)]
    quoted = article.text.replace("\n", "\n\n")
    return Text(
        title=f"示例国家机关关于修改《{title}》的决定",
        head=f"{_printed(day)} 示例国家机关通过",
        body=f"示例国家机关决定对《{title}》作如下修改：\n\n"
        f"一、将{article.num}修改为：“{article.num}　{quoted}”\n\n"
        f"本决定自{_printed(day.replace(year=day.year + 1))}起施行。",
    )


def _printed_body(document: Document) -> str:
    """The text below the title, each paragraph apart."""
    return "\n\n".join(document.full_text().split("\n")[1:])


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def size_of(folder: Path, but: str = "") -> float:
    """Megabytes of the files below a folder, without those in one that is named so."""
    total = 0
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != but]
        total += sum((Path(place) / name).lstat().st_size for name in names)
    return round(total / 1e6, 1)


def write_new(folder: Path, count: int) -> None:
    """Write small laws as ``new-0.md`` and so on, with titles that no call before gave."""
    now = time.time_ns()
    for number in range(count):
        body = "\n\n".join(f"第{one}条　示例单位应当保管第{number}号雨伞。" for one in "一二三四五")
        title = f"第{now}号示例法之{'一二三四'[number]}"
        text = f"# {title}\n\n{2000 + number}年3月15日通过\n\n{body}\n"
        (folder / f"new-{number}.md").write_text(text, "utf-8")
