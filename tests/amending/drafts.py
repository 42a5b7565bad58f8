"""What the tests of drafted decisions share: invented laws, and the items of a draft that gives the
new text.
"""

from __future__ import annotations

import policydiff
from policydiff.amending.engine.compared_parts import remaining


def load(text: str) -> policydiff.Document:
    """A text as a file of it is read."""
    return policydiff.load(text.encode(), name="text.txt")


def items(old: str, new: str) -> list[str]:
    """The items of the decision that leads from one text to the other, without their numbers; an
    item of several lines is one.
    """
    draft = policydiff.draft_amendment(load(old), load(new))
    assert draft.exact, draft.text
    assert not remaining(policydiff.consolidate(load(old), load(draft.text)).document, load(new))
    lines = draft.text.split("作如下修改：\n")[1].split("\n本决定自")[0].split("\n")
    found: list[str] = []
    for line in lines:
        if line.startswith("“") and found:
            found[-1] += "\n" + line
        else:
            found.append(
                line.split("、", 1)[1]
                if line[0] in "一二三四五六七八九十" and "、" in line[:3]
                else line
            )
    return found
