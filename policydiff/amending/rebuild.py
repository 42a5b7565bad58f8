"""The tree of the new version, built once from the base and the collected changes; nodes that stay keep their eId of the base meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policydiff.amending.changes import Changes
from policydiff.amending.cn_places import written
from policydiff.model.document import Block, Node, Provision
from policydiff.model.kinds import CONTAINERS
from policydiff.parsing.numerals import DIGIT, NUMERAL

_NUMERAL = re.compile(rf"(?P<chinese>{NUMERAL}+)(?P<rest>条?(?:之{NUMERAL}+)*)|(?P<digits>{DIGIT}+)")

_STOPS = ("；", "。", "，")


def renumbered(num: str | None, number: str) -> str | None:
    """A printed number with another value in the same manner: 第五条 → 第六条, （五） → （六）, 5. → 6."""
    if num is None:
        return None
    head, *subs = number.split("-")
    found = _NUMERAL.search(num)
    if found is None:
        return num
    if found["digits"]:
        return num[: found.start()] + head + num[found.end() :]
    level = found["rest"][:1] if found["rest"].startswith("条") else ""
    new = written(head) + level + "".join(f"之{written(sub)}" for sub in subs)
    return num[: found.start()] + new + num[found.end() :]


@dataclass(slots=True)
class Rebuilder:
    """Builds the body. `order` are the new numbers of the articles that stay, by eId."""

    changes: Changes
    order: dict[str, str] = field(default_factory=dict)
    pending: list[tuple[str, Provision, str | None]] = field(default_factory=list)

    def body(self) -> tuple[Node, ...]:
        """The new body."""
        self._number()
        nodes = self._with_containers(tuple(self._nodes(self.changes.base.body)), None)
        for number, article, hint in self.pending:
            nodes = self._place(nodes, number, article, hint)
        return nodes

    def _number(self) -> None:
        """Explicit numbers and those of new articles are fixed; the other articles fill what is free, in the order of the base."""
        changes = self.changes
        kept = [a for a in _articles(changes.base.body) if a.eid not in changes.gone]
        fixed = set(changes.articles) | {changes.numbers[a.eid] for a in kept if a.eid in changes.numbers}
        new = ((number, article, hint) for number, (article, hint) in changes.articles.items())
        self.pending = sorted(new, key=lambda entry: _key(entry[0]))
        if not changes.renumber:
            self.order = {article.eid: article.number for article in kept}
            return
        last = 0
        for article in kept:
            if article.eid in changes.numbers:
                self.order[article.eid] = changes.numbers[article.eid]
                last = int(self.order[article.eid].split("-")[0])
            elif "-" in article.number:
                self.order[article.eid] = f"{last}-{article.number.split('-', 1)[1]}"
            else:
                last += 1
                while str(last) in fixed:
                    last += 1
                self.order[article.eid] = str(last)

    def _nodes(self, nodes: tuple[Node, ...]) -> Iterator[Node]:
        for node in nodes:
            eid = getattr(node, "eid", None) or ""
            if eid in self.changes.gone:
                continue
            if eid in self.changes.replaced and not (isinstance(node, Provision) and node.level == "article"):
                yield from self.changes.replaced[eid]
            else:
                yield self._node(node) if isinstance(node, Provision) else node

    def _node(self, node: Provision) -> Provision:
        changes = self.changes
        content = changes.replaced[node.eid] if node.eid in changes.replaced else tuple(self._nodes(node.content))
        content = self._with_children(node, content)
        if node.level in CONTAINERS:
            content = self._with_containers(content, node.eid)
        number = self.order.get(node.eid, changes.numbers.get(node.eid, node.number))
        heading = changes.headings.get(node.eid, node.heading)
        num = node.num if number == node.number else renumbered(node.num, number)
        return replace(node, number=number, num=num, heading=heading, content=content)

    def _with_children(self, node: Provision, content: tuple[Node, ...]) -> tuple[Node, ...]:
        """New 款 and 项 at their places; those that stay are counted anew where one came or went."""
        came = sorted(self.changes.children.get(node.eid, []), key=lambda entry: _key(entry[0] or "99999"))
        nodes = list(content)
        for number, new in came:
            level = next((child.level for child in new if isinstance(child, Provision)), "paragraph")
            places = [place for place, child in enumerate(nodes) if isinstance(child, Provision) and child.level == level]
            at = int(number) - 1 if number is not None and number.isdigit() else len(places)
            place = places[at] if at < len(places) else (places[-1] + 1 if places else len(nodes))
            nodes[place:place] = _stopped(new, nodes, places, at)
        return _counted(tuple(nodes), points=bool(came) or _lost(node, self.changes))

    def _with_containers(self, nodes: tuple[Node, ...], holder: str | None) -> tuple[Node, ...]:
        found = list(nodes)
        for new in self.changes.containers:
            if new.holder != holder:
                continue
            node = replace(new.node, eid=f"new:{new.node.level}:{new.node.number}", content=())
            later = (
                i for i, n in enumerate(found) if isinstance(n, Provision) and n.level == node.level and _key(n.number) > _key(node.number)
            )
            same = (i for i, n in enumerate(found) if isinstance(n, Provision) and n.level == node.level and n.number == node.number)
            found.insert(next(same, next(later, len(found))), node)
        return tuple(found)

    def _place(self, nodes: tuple[Node, ...], number: str, article: Provision, hint: str | None) -> tuple[Node, ...]:
        """A new article behind the one before it, or in the container that the decision names."""
        node = replace(article, eid=f"new:{number}", number=number)
        node = replace(node, num=renumbered(article.num, number))
        before = [a for a in _articles(nodes) if _key(a.number) < _key(number)]
        anchor = max(before, key=lambda a: _key(a.number)).eid if before else None
        if hint is not None and _has(nodes, hint) and not (anchor and _has(_content(nodes, hint), anchor)):
            return _into(nodes, hint, node)
        return _behind(nodes, anchor, node) if anchor is not None else _first(nodes, node)


def _key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("-") if part.isdigit())


def _articles(nodes: tuple[Node, ...]) -> list[Provision]:
    found: list[Provision] = []
    for node in nodes:
        if isinstance(node, Provision):
            found.extend([node] if node.level == "article" else _articles(node.content))
    return found


def _content(nodes: tuple[Node, ...], eid: str) -> tuple[Node, ...]:
    for node in nodes:
        if isinstance(node, Provision):
            inner = node.content if node.eid == eid else _content(node.content, eid)
            if inner:
                return inner
    return ()


def _has(nodes: tuple[Node, ...], eid: str) -> bool:
    return any(isinstance(node, Provision) and (node.eid == eid or _has(node.content, eid)) for node in nodes)


def _into(nodes: tuple[Node, ...], holder: str, new: Provision) -> tuple[Node, ...]:
    """At the beginning of a container."""
    return tuple(
        node
        if not isinstance(node, Provision)
        else replace(node, content=(new, *node.content))
        if node.eid == holder
        else replace(node, content=_into(node.content, holder, new))
        for node in nodes
    )


def _behind(nodes: tuple[Node, ...], anchor: str, new: Provision) -> tuple[Node, ...]:
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Provision) and node.level != "article":
            found.append(replace(node, content=_behind(node.content, anchor, new)))
        else:
            found.append(node)
        if isinstance(node, Provision) and node.eid == anchor:
            found.append(new)
    return tuple(found)


def _first(nodes: tuple[Node, ...], new: Provision) -> tuple[Node, ...]:
    for place, node in enumerate(nodes):
        if isinstance(node, Provision) and node.level in CONTAINERS:
            return (*nodes[:place], replace(node, content=_first(node.content, new)), *nodes[place + 1 :])
    return (new, *nodes)


def _lost(node: Provision, changes: Changes) -> bool:
    return any(isinstance(child, Provision) and child.eid in changes.gone for child in node.content)


def _counted(nodes: tuple[Node, ...], *, points: bool) -> tuple[Node, ...]:
    """款 by position; 项 too where one came or went."""
    found: list[Node] = []
    counts = {"paragraph": 0, "point": 0}
    for node in nodes:
        if isinstance(node, Provision) and (node.level == "paragraph" or (points and node.level == "point")):
            counts[node.level] += 1
            number = str(counts[node.level])
            found.append(replace(node, number=number, num=renumbered(node.num, number)))
        else:
            found.append(node)
    return tuple(found)


def _stopped(new: tuple[Node, ...], nodes: list[Node], places: list[int], at: int) -> tuple[Node, ...]:
    """A new 项 whose quotation lacks its closing mark gets that of the one before it."""
    last = new[-1]
    block = last.content[-1] if isinstance(last, Provision) and last.level == "point" and last.content else None
    before = nodes[places[max(0, min(at, len(places)) - 1)]] if places else None
    if not (isinstance(last, Provision) and isinstance(block, Block) and before is not None) or block.text.endswith(_STOPS):
        return new
    mark = before.text[-1:] if before.text.endswith(_STOPS) else _STOPS[0]
    ended = replace(block, text=block.text + mark)
    return (*new[:-1], replace(last, content=(*last.content[:-1], ended)))
