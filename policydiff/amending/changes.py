"""What the operations of a decision do to the base, collected before anything is rebuilt: all places mean the base version."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from policydiff.amending.cn_new_text import printed, read_article, read_paragraphs, read_points, read_text
from policydiff.dialects._mainland_amending import LEVEL_WORDS
from policydiff.errors import PolicyDiffError
from policydiff.model.consolidation import Operation, Steps
from policydiff.model.document import Block, Document, Node, Provision, blocks_in, provisions_in
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS

_WIDE = str.maketrans(",:;()?!\"'", "，：；（）？！＂＇") | str.maketrans("“”‘’", "＂＂＇＇")
_NUMBER = re.compile(r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,2})*")
_POINT_MARK = re.compile(r"^（[〇零一二三四五六七八九十百]+）")

MISQUOTED = 0.97
"""A quotation of a whole place that is so like it means it: decisions misquote a 的 now and then."""


class UnfitError(PolicyDiffError):
    """An operation does not fit the base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContainer:
    """A chapter or section that comes into a holder."""

    holder: str | None
    node: Provision


@dataclass(slots=True)
class Changes:
    """By eId of the base: what goes, what comes in its place, what is numbered anew, and which words change."""

    base: Document
    index: ProvisionIndex = field(init=False)
    gone: set[str] = field(default_factory=set)
    replaced: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    articles: dict[str, tuple[Provision, str | None]] = field(default_factory=dict)
    containers: list[NewContainer] = field(default_factory=list)
    children: dict[str, list[tuple[str | None, tuple[Node, ...]]]] = field(default_factory=dict)
    words: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    title: str | None = None
    preamble: tuple[Node, ...] | None = None
    renumber: bool = False

    def __post_init__(self) -> None:
        """Index the base."""
        self.index = index_document(self.base)

    def apply(self, operation: Operation) -> None:
        """Note what an operation does. Raises `UnfitError` where the base has no such place or words."""
        if operation.kind == "renumbering":
            self._renumber(operation)
        elif operation.kind == "repeal":
            self._repeal(operation)
        elif operation.kind == "substitution":
            self._substitute(operation)
        elif operation.kind == "insertion":
            self._insert(operation)
        else:
            self._join_or_split(operation)

    def target(self, steps: Steps) -> Provision | Block:
        """The node of the base. Raises `UnfitError`."""
        node = self.index.find(steps)
        if not isinstance(node, Provision | Block):
            raise UnfitError("the base has no such place")
        return node

    def _renumber(self, operation: Operation) -> None:
        if not operation.steps:
            self.renumber = True
            return
        node = self.target(operation.steps)
        if isinstance(node, Provision) and (node.level == "article" or node.level in CONTAINERS):
            self.numbers[node.eid] = _number(operation)
            self.renumber = True

    def _repeal(self, operation: Operation) -> None:
        if operation.old is not None:
            self._replace_words(operation, operation.old, "")
            return
        node = self.target(operation.steps)
        self.gone.add(node.eid or "")

    def _join_or_split(self, operation: Operation) -> None:
        node = self.target(operation.steps)
        if operation.text is None:
            raise UnfitError("its new text is not quoted")
        self._new_article(_number(operation), operation.text, None)
        self.gone.add(node.eid or "")

    def _substitute(self, operation: Operation) -> None:
        text = operation.text or ""
        if operation.old is not None:
            self._replace_words(operation, operation.old, text)
        elif operation.steps[-1:] == (("heading", ""),):
            self.headings[self.target(operation.steps[:-1]).eid or ""] = text
        elif operation.steps == (("title", ""),):
            self.title = text
        elif operation.steps == (("preamble", ""),):
            self.preamble = tuple(Block(text=line) for line in text.split("\n"))
        elif operation.steps:
            self._replace(self.target(operation.steps), text)
        else:
            raise UnfitError("no place is named")

    def _replace(self, node: Provision | Block, text: str) -> None:
        if isinstance(node, Block):
            self.replaced[node.eid or ""] = tuple(Block(text=line) for line in text.split("\n"))
        elif node.level == "article":
            self.replaced[node.eid] = read_article(text, node.number).content
        elif node.level == "paragraph":
            self.replaced[node.eid] = read_paragraphs(text)
        elif node.level == "point":
            self.replaced[node.eid] = read_points(text) or (_point(node, text),)
        else:
            raise UnfitError("new text for a whole chapter cannot be set in yet")

    def _insert(self, operation: Operation) -> None:
        text = operation.text
        if operation.old is not None:
            gap = operation.old + (text or "") if operation.side == "after" else (text or "") + operation.old
            self._replace_words(operation, operation.old, gap)
        elif operation.side is not None:
            self._insert_sentence(operation, text or "")
        elif text is None:
            raise UnfitError("its new text is not quoted")
        elif operation.unit == "article":
            self._new_article(_number(operation), text, operation.steps)
        elif operation.unit in CONTAINERS:
            self._new_container(operation, text)
        else:
            self._new_child(operation, text)

    def _insert_sentence(self, operation: Operation, text: str) -> None:
        blocks = self._blocks(operation.steps)
        block = blocks[0 if operation.side == "begin" else -1]
        place = 0 if operation.side == "begin" else len(block.text)
        self.words.setdefault(block.eid or "", []).append((place, place, text))

    def _new_article(self, number: str, text: str, holder: Steps | None) -> None:
        self.renumber = self.renumber or "-" not in number
        section = next((node for node in read_text(text) if isinstance(node, Provision) and node.level in CONTAINERS), None)
        hint = f"new:{section.level}:{section.number}" if section is not None else None
        if hint is None and holder:
            hint = self.target(holder).eid
        article = read_article(text, number)
        if self.articles.get(number, (article, None))[0] != article:
            raise UnfitError("another instruction gives this number too")
        self.articles[number] = (article, hint)

    def _new_container(self, operation: Operation, text: str) -> None:
        holder = self.target(operation.steps).eid if operation.steps else None
        number = _number(operation)
        level = operation.result_steps[-1][0]
        found = next((node for node in read_text(text) if isinstance(node, Provision) and node.level == level), None)
        word = next(word for word, named in LEVEL_WORDS.items() if named == level)
        num = printed(number).replace("条", word)
        node = found or Provision(eid="", level=level, number=number, num=num, heading=text.split("\n", maxsplit=1)[0])  # type: ignore[arg-type]
        self.containers.append(NewContainer(holder=holder, node=node))

    def _new_child(self, operation: Operation, text: str) -> None:
        holder = self.target(operation.steps)
        if not isinstance(holder, Provision):
            raise UnfitError("nothing can be put in there")
        number = operation.result_steps[-1][1] if operation.result_steps else None
        nodes: tuple[Node, ...] = read_paragraphs(text) if operation.unit == "paragraph" else read_points(text)
        if operation.unit == "point":
            lists = [node for node in (holder, *provisions_in(holder.content)) if any(c.level == "point" for c in node.children)]
            if len(lists) != 1 or not nodes:
                raise UnfitError("there is no one list that the new item could stand in")
            holder = lists[0]
        self.children.setdefault(holder.eid, []).append((number, nodes))

    def _blocks(self, steps: Steps) -> list[Block]:
        if not steps:
            return [*blocks_in(self.base.preamble), *blocks_in(self.base.body)]
        if steps == (("preamble", ""),):
            return list(blocks_in(self.base.preamble))
        node = self.target(tuple(step for step in steps if step[0] != "sentence"))
        return [node] if isinstance(node, Block) else list(blocks_in(node.content))

    def _replace_words(self, operation: Operation, old: str, new: str) -> None:
        if operation.steps == (("title", ""),):
            self.title = _swap_title(self.title or self.base.title, old, new)
            return
        if operation.steps[-1:] == (("heading", ""),):
            self._replace_heading(self.target(operation.steps[:-1]), new)
            return
        if operation.steps and operation.steps[-1][0] == "point":
            old, new = _POINT_MARK.sub("", old), _POINT_MARK.sub("", new)
        blocks = self._blocks(operation.steps)
        found = [(block, span) for block in blocks for span in find_words(block.text, old)]
        for block, (begin, end) in found:
            if "\n" in new and find_words(block.text, old) == [(0, len(block.text))]:
                self._replace_paragraph(block, new)
            else:
                self.words.setdefault(block.eid or "", []).append((begin, end, new))
        if not found and not self._replace_all(operation, blocks, old, new) and not self._headed(operation, old, new):
            raise UnfitError(f"“{old[:30]}” does not stand there")

    def _replace_paragraph(self, block: Block, new: str) -> None:
        above = self.index.parents.get(block.eid or "")
        self._replace(self.index.by_eid[above] if above else block, new)  # type: ignore[arg-type]

    def _replace_all(self, operation: Operation, blocks: list[Block], old: str, new: str) -> bool:
        """Old words that are the whole of the place, over its paragraphs."""
        if not operation.steps or not alike("".join(block.text for block in blocks), old):
            return False
        self._replace(self.target(operation.steps), new)
        return True

    def _headed(self, operation: Operation, old: str, new: str) -> bool:
        """Without a place, the heading that the words name."""
        named = [
            n for n in provisions_in(self.base.body) if n.level in CONTAINERS and level((n.num or "") + (n.heading or "")) == level(old)
        ]
        if operation.steps or len(named) != 1:
            return False
        self.headings[named[0].eid] = new.removeprefix(named[0].num or "")
        return True

    def _replace_heading(self, node: Provision | Block, new: str) -> None:
        self.headings[node.eid or ""] = new


def _number(operation: Operation) -> str:
    """The number that a provision is given. Raises `UnfitError` where the decision tells none."""
    number = operation.result_steps[-1][1] if operation.result_steps else ""
    if not _NUMBER.fullmatch(number):
        raise UnfitError("the number that it is given is not told")
    return number


def level(text: str) -> str:
    """Without spaces, punctuation in one width."""
    return re.sub(r"\s", "", text).translate(_WIDE)


def alike(text: str, old: str) -> bool:
    """Whether a quotation means the whole of a text: equal, or misquoted in a few characters."""
    left, right = level(text), level(old)
    return left == right or SequenceMatcher(None, left, right, autojunk=False).ratio() >= MISQUOTED


def find_words(text: str, old: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever the spaces and the width of marks."""
    kept = [place for place, sign in enumerate(text) if not sign.isspace()]
    folded, wanted = level(text), level(old)
    starts = [match.start() for match in re.finditer(re.escape(wanted), folded)] if wanted else []
    return [(kept[start], kept[start + len(wanted) - 1] + 1) for start in starts]


def _point(node: Provision, text: str) -> Provision:
    return replace(node, eid="", content=(Block(text=text),))


def _swap_title(title: str, old: str, new: str) -> str:
    if old not in title:
        raise UnfitError(f"“{old[:30]}” does not stand in the title")
    return title.replace(old, new)
