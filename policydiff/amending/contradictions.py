"""When two instructions contradict each other: both cannot be carried out, in whatever order."""

from __future__ import annotations

from policydiff.amending.changes import Change, Headed, NewBeside, Numbered, Placed, Removed, Rewritten, Words
from policydiff.amending.matching import level
from policydiff.model.document import node_lines


def clash(one: Words, other: Words) -> bool:
    """Whether two changes of words mean the same characters and something else for them.

    What is ordered for one place goes before what is ordered for the whole work; of two that hold for the whole work
    the one with the longer words goes first.
    """
    if one == other or not one.meets(other) or one.wide != other.wide:
        return False
    return not (one.wide and (one.holds(other) or other.holds(one)))


def contradict(whole: Change, inner: Change) -> bool:
    """Whether a change deletes a place, or gives it a new text, that the other one changes, or in which it changes something."""
    if not isinstance(whole, Removed | Rewritten):
        return False
    if whole == inner or (isinstance(inner, Words) and inner.wide):
        return False
    if isinstance(inner, NewBeside):
        return whole.eid != inner.anchor
    if isinstance(whole, Removed):
        return not isinstance(inner, Removed)
    if isinstance(inner, Words):
        return not _holds(whole, inner)
    return not isinstance(inner, Numbered | Headed) and not (isinstance(inner, Placed) and inner.eid == whole.eid)


def _holds(whole: Rewritten, words: Words) -> bool:
    """Whether the new text of the place has the words as the other instruction wants them."""
    text = level("".join(line for node in whole.nodes for line in node_lines(node)))
    return level(words.new) in text if words.new else level(words.old) not in text
