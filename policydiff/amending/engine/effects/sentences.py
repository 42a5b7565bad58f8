"""Instructions on sentences, which may become a 款 or an article of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from policydiff.amending.engine.effects.base import Base, BaseText
from policydiff.amending.engine.effects.punctuation import closed
from policydiff.amending.engine.effects.words import Effect
from policydiff.amending.engine.operations import Join, NewText, Operation, Renumber
from policydiff.amending.engine.tree.changes import (
    BaseChange,
    ChangedWords,
    NewArticle,
    NewChild,
    UnfitError,
)
from policydiff.messages import Message
from policydiff.model.citation import Reference
from policydiff.model.document import Block, Provision
from policydiff.text.places import printed_number


def replace_sentence(operation: Operation, base: Base, new: str) -> Effect:
    """Another sentence, or the removal where `new` is empty. Raises `UnfitError`."""
    text = _named(operation, base)
    return (_instead(text, len(text.text.rstrip()), new),), None


def add_sentence(operation: Operation, base: Base, new: str) -> Effect:
    """A sentence as the one of its number, else at the end. Raises `UnfitError`."""
    number = (
        operation.result_steps[-1][1]
        if operation.result_steps and operation.result_steps[-1][0] == "sentence"
        else ""
    )
    whole, sentences = base.sentences(operation.steps)
    count = len(sentences)
    place = int(number) - 1 if number.isdecimal() else count
    if not 0 <= place <= count:
        raise UnfitError(Message("the place has {count} sentences", count=count))
    begin = sentences[place].begin if place < count else len(whole.text)
    return (
        ChangedWords(eid=whole.eid, begin=begin, end=begin, old="", new=closed(new, "。")),
    ), None


def join_sentences(
    group: tuple[Join, ...] | tuple[Renumber, ...], base: Base
) -> tuple[Effect, ...]:
    """Neighbours as one sentence, 款 or article. Raises `UnfitError`."""
    first, result = group[0], group[0].result_steps
    if any(
        operation.steps[-1:] == () or operation.steps[-1][0] != "sentence" for operation in group
    ):
        raise UnfitError(Message("provisions of several levels cannot become one of them"))
    texts = [_named(operation, base) for operation in group]
    if any(
        left.eid != right.eid or left.begin + len(left.text) != right.begin
        for left, right in pairwise(texts)
    ):
        raise UnfitError(Message("the sentences do not follow one another"))
    if result[-1:] and result[-1][0] in ("paragraph", "article"):
        changes = _apart(first, base, texts)
    elif first.text is None:
        raise UnfitError(Message("its new text is not quoted"))
    else:
        whole = replace(texts[0], text="".join(text.text for text in texts))
        changes = (_instead(whole, len(whole.text.rstrip()), first.text),)
    return ((changes, None), *(((), None) for _ in group[1:]))


def _named(operation: Operation, base: Base) -> BaseText:
    return base.sentences(operation.steps[:-1])[1][base.sentence(operation.steps)]


def _instead(text: BaseText, end: int, new: str) -> ChangedWords:
    old = text.text[:end]
    return ChangedWords(
        eid=text.eid,
        begin=text.begin,
        end=text.begin + end,
        old=old,
        new=closed(new, old) if new else "",
    )


def _apart(operation: NewText, base: Base, texts: list[BaseText]) -> tuple[BaseChange, ...]:
    """Let sentences become a 款 or an article, but for those that stay their 款."""
    level, number = operation.result_steps[-1]
    here = base.index.at_level(texts[0].eid, "paragraph")
    article = base.index.at_level(texts[0].eid, "article")
    if article is None or not number.isdecimal():
        raise UnfitError(Message("the number that it is given is not stated"))
    if level == "paragraph" and here is not None and here.number == number:
        return ()
    text = "".join(text.text for text in texts)
    gone = ChangedWords(
        eid=texts[0].eid, begin=texts[0].begin, end=texts[0].begin + len(text), old=text, new=""
    )
    block = base.index.by_eid[texts[0].eid]
    references = block.references if isinstance(block, Block) else ()
    carried = Block(
        text=operation.text or text.rstrip(),
        eid=f"put:{gone.eid}:{gone.begin}",
        references=tuple(_inside(references, gone)),
    )
    paragraph = Provision(
        eid="",
        level="paragraph",
        number=number,
        content=(carried if operation.text is None else Block(text=carried.text),),
    )
    if level == "paragraph":
        stated = dict(operation.result_steps).get("article")
        if stated not in (None, article.number, base.moves.get(article.number)):
            raise UnfitError(
                Message("it cannot be put into another article without a new text of that one")
            )
        return (
            gone,
            NewChild(holder=article.eid, level="paragraph", number=number, nodes=(paragraph,)),
        )
    new = Provision(
        eid="",
        level="article",
        number=number,
        num=printed_number(number),
        content=(replace(paragraph, number="1"),),
    )
    return (gone, NewArticle(scope=base.scope(operation.steps), node=new))


def _inside(references: Iterable[Reference], words: ChangedWords) -> Iterable[Reference]:
    """The citations in words, at their places in them."""
    for reference in references:
        begin, end = reference.span
        if words.begin <= begin and end <= words.end:
            yield replace(reference, span=(begin - words.begin, end - words.begin))
