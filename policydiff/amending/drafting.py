"""The decision that leads from one text to another, in the drafting language."""

from __future__ import annotations

from policydiff.amending.consolidate import consolidate
from policydiff.amending.drafting_fit import refuse_strangers
from policydiff.amending.drafting_pairs import pair_articles
from policydiff.amending.drafting_reading import read_decision, remaining
from policydiff.amending.drafting_text import Ends, quote, quoted_characters, write_decision
from policydiff.diffing.compare import diff
from policydiff.errors import UsageError
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document, Provision, node_lines
from policydiff.model.drafted import DraftedAmendment, DraftFacts

NO_FACTS = DraftFacts()
"""Nothing is known of the decision but what the new version says."""


class NothingToAmendError(UsageError):
    """The two texts say the same."""

    def __init__(self, old: Document) -> None:
        """`old` is one of them."""
        super().__init__(f"{old.title}: the two texts say the same, so there is nothing to amend")


def draft_amendment(old: Document, new: Document, facts: DraftFacts = NO_FACTS, comparison: Comparison | None = None) -> DraftedAmendment:
    """The decision that leads from `old` to `new`, and what becomes of `old` when it is carried out.

        draft = policydiff.draft_amendment(policydiff.load("old.docx"), policydiff.load("new.docx"))
        draft.text, draft.exact, draft.remains

    `facts` are what a person knows of the decision; `comparison` is that of the two texts, where it is known already. Raises
    `NothingToAmendError` where the texts say the same, `NoArticlesError` and `DifferentWorksError` where no decision leads from one to the other.
    """
    if not remaining(old, new):
        raise NothingToAmendError(old)
    found = comparison if comparison is not None else diff(old, new, typed=False)
    refuse_strangers(old, new, len(pair_articles(found)))
    text = write_decision(_items(old, new, found), old, new, facts, Ends(recounted=True))
    decision = read_decision(text)
    result = consolidate(old, decision)
    return DraftedAmendment(
        old=old,
        new=new,
        decision=result.decision,
        text=text,
        consolidation=result,
        quoted=quoted_characters(text),
        changed=changed_characters(found),
        remains=tuple(remaining(result.document, new).values()),
    )


def _items(old: Document, new: Document, comparison: Comparison) -> list[str]:
    """One item for each article that changes."""
    pairs = pair_articles(comparison)
    origins = {right: left for left, right in pairs.items()}
    before = {article.eid: article for article in old.articles}
    items = [f"删去{article.num}。" for article in old.articles if article.eid not in pairs]
    for article in new.articles:
        origin = before.get(origins.get(article.eid, ""))
        if origin is None:
            items.append(f"增加一条，作为{article.num}：{quote(_text(article))}")
        elif (origin.text, origin.heading) != (article.text, article.heading):
            moved = f"将{origin.num}改为{article.num}，" if origin.num != article.num else f"将{origin.num}"
            items.append(f"{moved}修改为：{quote(_text(article))}")
    return items


def _text(article: Provision) -> str:
    return "\n".join(line for node in article.content for line in node_lines(node))


def changed_characters(comparison: Comparison) -> int:
    """How many characters go and come, by the comparison; not those of citations that only follow a new number."""
    return sum(
        len(edit.text)
        for match in comparison.matches
        for edit in match.edits
        if {side.level for side in (*match.left, *match.right)} & {"article", "title", "preamble", "attachment"}
        and edit.op != "equal"
        and edit.cause != "renumbering"
    )
