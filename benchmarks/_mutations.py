"""Random revisions of a law whose truth is known: which article became which, what moved, split and
joined.

A law is a list of chapters, a chapter a list of articles, an article a tuple of 款. Every article
carries the numbers of the articles that it came from, so that the truth follows whatever is done to
it.
"""

# ruff: noqa: ARG001 - all edits are called alike

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from policydiff.model.document import Block, Document, Node, Provision
from policydiff.model.identifiers import name_document
from policydiff.text.numerals import write_number

SYNONYMS = (
    *(
        ("应当", "必须"),
        ("可以", "有权"),
        ("不得", "禁止"),
        ("规定", "要求"),
        ("按照", "依照"),
        ("有关", "相关"),
        ("及时", "立即"),
        ("或者", "或"),
    ),
    *(
        ("国家", "各级国家机关"),
        ("部门", "机构"),
        ("人员", "工作人员"),
        ("进行", "开展"),
        ("加强", "强化"),
        ("和", "以及"),
        ("其他", "别的"),
    ),
)
ADDED = (
    "并向社会公布",
    "并书面告知理由",
    "法律、行政法规另有规定的除外",
    "有效期为三年",
    "接受社会监督",
    "费用由国家承担",
)
LONG = 24
"""Characters of a sentence that can stand as an article by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Its 款, the articles of the base that it came from, and what was done to it."""

    paragraphs: tuple[Node, ...]
    origins: tuple[int, ...] = ()
    done: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The 款 one below the other."""
        return "\n".join(node.text for node in self.paragraphs)


Law = list[list[Article]]
Places = list[tuple[int, int]]


@dataclass(slots=True)
class Truth:
    """Links of places in reading order, those of which moved, and the links of each split and
    join.
    """

    links: set[tuple[int | None, int | None]] = field(default_factory=set)
    moved: list[set[tuple[int, int]]] = field(default_factory=list)
    divided: list[set[tuple[int, int]]] = field(default_factory=list)


def law_of(document: Document) -> Law:
    """A document's articles by the container next above, each article its own origin."""
    chapters: dict[int, list[Article]] = {}
    homes: dict[str, int] = {}

    def visit(nodes: Sequence[Node], home: int) -> None:
        for node in nodes:
            if isinstance(node, Provision) and node.level == "article":
                homes[node.eid] = home
            elif isinstance(node, Provision):
                visit(node.content, id(node))

    visit(document.body, 0)
    seen: set[str] = set()
    for article in document.articles:
        if article.eid in homes and article.text not in seen and article.content:
            seen.add(article.text)  # an article said twice has no truth of its own
            chapters.setdefault(homes[article.eid], []).append(
                Article(paragraphs=tuple(article.content), origins=(len(seen) - 1,))
            )
    return list(chapters.values())


def document_of(law: Law) -> Document:
    """The law numbered through."""
    body, count = [], 0
    for place, chapter in enumerate(law):
        articles = []
        for article in chapter:
            count += 1
            articles.append(
                Provision(
                    eid="",
                    level="article",
                    number=str(count),
                    num=f"第{write_number(count)}条",
                    content=article.paragraphs,
                )
            )
        number = write_number(place + 1)
        body.append(
            Provision(
                eid="",
                level="chapter",
                number=str(place + 1),
                num=f"第{number}章",
                heading=f"第{number}部分",
                content=tuple(articles),
            )
        )
    return name_document(Document(title="示例法", kind="law", dialect="cn_law", body=tuple(body)))


def truth_of(base: Law, law: Law) -> Truth:
    """Read off the origins."""
    truth = Truth()
    articles = [article for chapter in law for article in chapter]
    of: dict[int, set[tuple[int, int]]] = {}
    for place, article in enumerate(articles):
        links = {(origin, place) for origin in article.origins}
        truth.links |= links or {(None, place)}
        for origin, _ in links:
            of.setdefault(origin, set()).add((origin, place))
        if len(links) > 1:
            truth.divided.append(links)
        if "move" in article.done:
            truth.moved.append(links)
    swaps: dict[str, set[tuple[int, int]]] = {}
    for place, article in enumerate(articles):
        for mark in article.done:
            if mark.startswith("swap"):
                swaps.setdefault(mark, set()).update((origin, place) for origin in article.origins)
    truth.moved.extend(swaps.values())
    truth.divided.extend(links for links in of.values() if len(links) > 1)
    truth.links |= {(origin, None) for origin in range(sum(map(len, base))) if origin not in of}
    return truth


def mutate(
    base: Law,
    kinds: Sequence[str],
    share: float,
    chance: random.Random,
    spare: Sequence[tuple[Node, ...]] = (),
) -> Law:
    """Edits of these kinds on a share of the articles, each article changed once at most."""
    law = [list(chapter) for chapter in base]
    count = max(1, round(share * sum(map(len, law))))
    for turn in range(count):
        kind = kinds[turn % len(kinds)]
        EDITS[kind](law, chance, f"{kind}{turn}", spare)
    return [chapter for chapter in law if chapter]


Edit = Callable[[Law, random.Random, str, Sequence[tuple[Node, ...]]], None]


def _fresh(law: Law) -> Places:
    """Articles that nothing was done to."""
    return [
        (home, place)
        for home, chapter in enumerate(law)
        for place, article in enumerate(chapter)
        if not article.done
    ]


def _delete(law: Law, chance: random.Random, mark: str, spare: Sequence[tuple[Node, ...]]) -> None:
    if places := _fresh(law):
        home, place = chance.choice(places)
        del law[home][place]


def _insert(law: Law, chance: random.Random, mark: str, spare: Sequence[tuple[Node, ...]]) -> None:
    if spare:
        home = chance.randrange(len(law))
        law[home].insert(
            chance.randint(0, len(law[home])),
            Article(
                paragraphs=spare[int(re.sub(r"\D", "", mark)) % len(spare)], done=frozenset({mark})
            ),
        )


def _reword(law: Law, chance: random.Random, mark: str, spare: Sequence[tuple[Node, ...]]) -> None:
    if places := _fresh(law):
        home, place = chance.choice(places)
        law[home][place] = reworded(law[home][place], chance, mark)


def reworded(article: Article, chance: random.Random, mark: str) -> Article:
    """Other words for some, a clause more or less."""
    changes = chance.sample(SYNONYMS, 6)
    addition, cut = chance.choice(ADDED), chance.random() < 0.5

    def reword(text: str) -> str:
        for old, new in changes:
            text = text.replace(old, new)
        clauses = re.split(r"(?<=，)", text)
        if cut and len(clauses) > 3:
            del clauses[chance.randrange(1, len(clauses) - 1)]
        return "".join(clauses)

    nodes = [_mapped(node, reword) for node in article.paragraphs]
    nodes[-1] = _mapped(nodes[-1], lambda text: text[:-1] + f"，{addition}" + text[-1:], last=True)
    return replace(article, paragraphs=tuple(nodes), done=article.done | {mark})


def _mapped(node: Node, change: Callable[[str], str], *, last: bool = False) -> Node:
    """The node with its texts changed; with `last` only the last of them."""
    if isinstance(node, Block):
        return Block(text=change(node.text)) if node.text else node
    if isinstance(node, Provision):
        content = list(node.content)
        for place in range(len(content)) if not last else [len(content) - 1] if content else []:
            content[place] = _mapped(content[place], change, last=last)
        return replace(node, content=tuple(content))
    return node


def _move(law: Law, chance: random.Random, mark: str, spare: Sequence[tuple[Node, ...]]) -> None:
    """To another chapter, or far away in the only one."""
    if len(places := _fresh(law)) < 12:
        return
    home, place = chance.choice(places)
    order = [(h, p) for h, chapter in enumerate(law) for p in range(len(chapter))]
    here = order.index((home, place))
    far = [
        spot
        for at, spot in enumerate(order)
        if abs(at - here) >= 5 and (spot[0] != home or len(law) == 1)
    ]
    if far:
        to, spot = chance.choice(far)
        article = law[home].pop(place)
        law[to].insert(
            min(spot, len(law[to])), replace(article, done=article.done | {"move", mark})
        )


def _swap(law: Law, chance: random.Random, mark: str, spare: Sequence[tuple[Node, ...]]) -> None:
    places = [
        (home, place)
        for home, place in _fresh(law)
        if place + 1 < len(law[home]) and not law[home][place + 1].done
    ]
    if places:
        home, place = chance.choice(places)
        chapter = law[home]
        first, second = (
            replace(article, done=article.done | {mark}) for article in chapter[place : place + 2]
        )
        chapter[place : place + 2] = [second, first]


def _split(law: Law, chance: random.Random, mark: str, spare: Sequence[tuple[Node, ...]]) -> None:
    """One article into two, between 款 or between sentences."""
    halves = {}
    for home, place in _fresh(law):
        if found := _halves(law[home][place]):
            halves[home, place] = found
    if halves:
        home, place = chance.choice(sorted(halves))
        article = law[home][place]
        law[home][place : place + 1] = [
            replace(article, paragraphs=half, done=article.done | {mark})
            for half in halves[home, place]
        ]


def _halves(article: Article) -> tuple[tuple[Node, ...], tuple[Node, ...]] | None:
    nodes = article.paragraphs
    if len(nodes) > 1:
        middle = len(nodes) // 2
        if (
            min(
                len("".join(node.text for node in half))
                for half in (nodes[:middle], nodes[middle:])
            )
            >= LONG
        ):
            return nodes[:middle], nodes[middle:]
    elif (
        isinstance(nodes[0], Provision)
        and len(nodes[0].content) == 1
        and isinstance(nodes[0].content[0], Block)
    ):
        sentences = re.findall(r"[^。]+。", nodes[0].text)
        middle = len(sentences) // 2
        texts = "".join(sentences[:middle]), "".join(sentences[middle:])
        if "".join(texts) == nodes[0].text and min(map(len, texts)) >= LONG:
            first, second = ((replace(nodes[0], content=(Block(text=text),)),) for text in texts)
            return first, second
    return None


def _join(law: Law, chance: random.Random, mark: str, spare: Sequence[tuple[Node, ...]]) -> None:
    """Two neighbours into one article of all their 款."""
    places = []
    for home, place in _fresh(law):
        pair = law[home][place : place + 2]
        if (
            len(pair) == 2
            and not pair[1].done
            and min(len(article.text) for article in pair) >= LONG
        ):
            places.append((home, place))
    if places:
        home, place = chance.choice(places)
        first, second = law[home][place : place + 2]
        both = Article(
            paragraphs=first.paragraphs + second.paragraphs,
            origins=first.origins + second.origins,
            done=frozenset({mark}),
        )
        law[home][place : place + 2] = [both]


def _renumber(
    law: Law, chance: random.Random, mark: str, spare: Sequence[tuple[Node, ...]]
) -> None:
    """A new first article, so that every number after it changes."""
    if spare and not any("renumber" in done for article in law[0] for done in article.done):
        law[0].insert(0, Article(paragraphs=spare[-1], done=frozenset({mark})))


EDITS: dict[str, Edit] = {
    "delete": _delete,
    "insert": _insert,
    "reword": _reword,
    "move": _move,
    "swap": _swap,
    "split": _split,
    "join": _join,
    "renumber": _renumber,
}
