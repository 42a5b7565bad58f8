"""Checks that new texts lie where the decision puts them, not in another version."""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.operations import Operation
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.model.document import Provision

SHINGLE = 3
"""Signs that are compared together."""
LIKE, UNLIKE = 0.7, 0.3
"""So like (0 to 1) are two wordings of one article, so unlike two articles."""
LEAST = 20
"""Characters of a text that stands twice by no chance."""


MANY_TEXTS = 2
SHARE_OF_TEXTS = 1 / 6
"""So many new texts that lie elsewhere, and so large a share of all. On the right version none
does, whatever the two versions of the corpus.
"""


def lies_elsewhere(operations: Sequence[Operation], base: Base) -> Operation | None:
    """An operation whose new text shows that the base is another version, else None.

    One text that is word for word another article is enough; of texts that are unlike the article
    that they are for, and like another one, it takes several. Articles that the decision changes or
    deletes do not count: it may move a text by deleting it here and putting it in there.
    """
    astray = elsewhere(operations, base)
    return astray[0] if astray else None


def elsewhere(operations: Sequence[Operation], base: Base) -> list[Operation]:
    """All operations whose new text lies elsewhere in the base (`lies_elsewhere`)."""
    whole = [operation for operation in operations if _is_whole(operation, base)]
    changed = {
        operation.steps[:1]
        for operation in operations
        if operation.kind not in ("context", "renumbering")
    }
    others = (
        [
            article
            for article in base.document.articles
            if (("article", article.number),) not in changed
        ]
        if whole
        else []
    )
    return _stand(whole, others) or _like_others(whole, others, base)


def _stand(whole: Sequence[Operation], others: Sequence[Provision]) -> list[Operation]:
    """The operations whose new text is another article of the base."""
    texts = {level(article.text) for article in others}
    return [
        operation
        for operation in whole
        if len(new_text(operation)) >= LEAST and new_text(operation) in texts
    ]


def _like_others(
    whole: Sequence[Operation], others: Sequence[Provision], base: Base
) -> list[Operation]:
    """The operations that give an article a new text like that of another one."""
    rewrites = [operation for operation in whole if operation.kind == "substitution"]
    if len(rewrites) < MANY_TEXTS:
        return []
    shingles = [_shingles(level(article.text)) for article in others]
    astray = [operation for operation in rewrites if _is_like_another(operation, base, shingles)]
    return astray if len(astray) >= max(MANY_TEXTS, SHARE_OF_TEXTS * len(rewrites)) else []


def _is_whole(operation: Operation, base: Base) -> bool:
    """True if an operation quotes the whole text of an article."""
    if operation.old is not None or not operation.text or operation.status != "parsed":
        return False
    new = operation.kind == "insertion" and operation.unit == "article"
    return new or (operation.kind == "substitution" and _is_article(operation, base))


def _is_article(operation: Operation, base: Base) -> bool:
    node = (
        base.find(operation.steps)
        if len(operation.steps) == 1 and operation.steps[0][0] == "article"
        else None
    )
    return isinstance(node, Provision)


def new_text(operation: Operation) -> str:
    """The new text of an article without its number, as texts are compared."""
    text = level(operation.text or "")
    number = level(operation.result_num or operation.target_num or "")
    return text.removeprefix(number) if number else text


def _is_like_another(operation: Operation, base: Base, others: Sequence[frozenset[str]]) -> bool:
    new, target = _shingles(new_text(operation)), base.provision(operation.steps)
    if len(new) < LEAST or _likeness(new, _shingles(level(target.text))) > UNLIKE:
        return False
    return any(_likeness(new, article) >= LIKE for article in others)


def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1))


def _likeness(left: frozenset[str], right: frozenset[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0
