"""All changes of a decision, collected before anything is rebuilt."""

from __future__ import annotations

from dataclasses import dataclass, field

from policydiff.amending.engine.operations import Steps
from policydiff.amending.engine.tree.changes import (
    BODY,
    Change,
    ChangedWords,
    Headed,
    NewArticle,
    NewAttachment,
    NewBeside,
    NewChild,
    NewContainer,
    NewHeadings,
    NewNumber,
    NewPlace,
    Prefaced,
    Releveled,
    Removed,
    Rewritten,
    Titled,
    Unheaded,
)
from policydiff.amending.engine.tree.new_provisions import articles_in
from policydiff.model.document import Attachment, Node, Provision
from policydiff.model.index import ProvisionIndex


@dataclass(slots=True)
class Changes:
    """The changes of a decision to each place of the base.

    No two of the changes that are taken in contradict each other (`contradictions`).
    """

    index: ProvisionIndex
    removed: dict[str, Removed] = field(default_factory=dict)
    rewritten: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    headings: dict[str, Headed] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    releveled: dict[str, Releveled] = field(default_factory=dict)
    placed: dict[str, int] = field(default_factory=dict)
    within: dict[str, Steps] = field(default_factory=dict)
    articles: dict[tuple[str, str], NewArticle] = field(default_factory=dict)
    beside: dict[tuple[str, str], list[Provision]] = field(default_factory=dict)
    containers: dict[str | None, list[Provision]] = field(default_factory=dict)
    new_headings: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    unheaded: set[str] = field(default_factory=set)
    children: dict[str, list[NewChild]] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    words: dict[str, list[ChangedWords]] = field(default_factory=dict)
    title: str | None = None
    preamble: tuple[Node, ...] | None = None
    counted: set[str] = field(default_factory=set)
    """The scopes whose articles are numbered again."""
    unsure: bool = False
    """Whether some of the decision could not be read or carried out, so that more may come than is
    known.
    """
    closing: bool = False
    """Whether gaps of the base are closed with it."""

    def effective_words(self) -> dict[str, list[ChangedWords]]:
        """The substitutions of words, but not in headings that are replaced or go."""
        return {
            eid: [words for words in found if words.part != "heading" or eid not in self.headings]
            for eid, found in self.words.items()
        }

    def drop_emptied(self) -> None:
        """Remove articles that lose all of their 款 and get nothing new.

        They go where their first 款 goes.
        """
        for eid in list(self.removed):
            article = self.index.by_eid.get(self.index.parents.get(eid) or "")
            if (
                isinstance(article, Provision)
                and article.level == "article"
                and self._emptied(article)
            ):
                first = self.removed[article.children[0].eid]
                self.removed[article.eid] = Removed(
                    eid=article.eid, into=first.into, heir=first.heir
                )

    def _emptied(self, article: Provision) -> bool:
        held = (self.removed, self.rewritten, self.children, self.numbers)
        return not any(article.eid in places for places in held) and all(
            isinstance(node, Provision) and node.eid in self.removed for node in article.content
        )

    def take(self, change: Change) -> None:
        """Take in one change of an instruction."""
        if isinstance(change, Removed):
            self.removed[change.eid] = change
        elif isinstance(change, Rewritten):
            self.rewritten[change.eid] = change.nodes
            self.counted |= {change.scope} if change.scope is not None else set()
        elif isinstance(change, Headed):
            self.headings[change.eid] = change
        elif isinstance(change, NewPlace):
            self.placed[change.eid] = change.number
        elif isinstance(change, NewNumber):
            self.numbers[change.eid] = change.number
            self.within |= {change.eid: change.within} if change.within else {}
            self.counted |= {change.scope} if change.scope is not None else set()
        elif isinstance(change, Releveled):
            self.releveled[change.eid] = change
            self.numbers[change.eid] = change.number
            self.counted.add(change.scope)
        else:
            self._take_new(change)

    def _take_new(self, change: Change) -> None:
        if isinstance(change, NewArticle):
            self.articles[change.scope, change.node.number] = change
            self.counted |= {change.scope} if "-" not in change.node.number else set()
        elif isinstance(change, NewBeside):
            self.beside.setdefault((change.anchor, change.side), []).append(change.node)
            self.counted.add(change.scope)
        elif isinstance(change, NewContainer):
            self.containers.setdefault(change.holder, []).append(change.node)
            self.counted |= {change.scope} if change.renumbers else set()
        elif isinstance(change, NewHeadings):
            self.new_headings[change.before] = (
                *self.new_headings.get(change.before, ()),
                *change.nodes,
            )
            self.counted |= (
                {BODY}
                if any("-" not in article.number for article in articles_in(change.nodes))
                else set()
            )
        elif isinstance(change, Unheaded):
            self.unheaded.add(change.container)
        elif isinstance(change, NewChild):
            self.children.setdefault(change.holder, []).append(change)
        elif isinstance(change, NewAttachment):
            self.attachments[change.node.number] = change.node
        else:
            self._take_text(change)

    def _take_text(self, change: Change) -> None:
        if isinstance(change, ChangedWords):
            self.words.setdefault(change.eid, []).append(change)
        elif isinstance(change, Titled):
            self.title = change.title
        elif isinstance(change, Prefaced):
            self.preamble = change.nodes
        else:
            self.counted.add(BODY)
            self.closing = True
