"""Elements of a page by simple selectors: `tag#id.class[attribute]:nth-of-type(2) > child below,
other`.
"""

from __future__ import annotations

import re

_PART = re.compile(
    r"(?P<tag>^\w+)|#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)|\[(?P<attribute>[\w-]+)\]|:nth-of-type\((?P<nth>\d+)\)"
)


def select(tree, selector: str) -> list:
    """All elements that a selector names, in the order of the page."""
    return tree.xpath("|".join(_path(part.split()) for part in selector.split(",")))


def texts(tree, selector: str) -> list[str]:
    """Their texts, each on one line."""
    return [" ".join(found.text_content().split()) for found in select(tree, selector)]


def _path(steps: list[str]) -> str:
    path, axis = ".", "//"
    for step in steps:
        if step == ">":
            axis = "/"
            continue
        path, axis = path + axis + _step(step), "//"
    return path


def _step(step: str) -> str:
    tests, tag, nth = [], "*", ""
    parts = list(_PART.finditer(step))
    assert "".join(part.group() for part in parts) == step, f"{step!r} is no simple selector"
    for part in parts:
        tag = part["tag"] or tag
        tests += [f"[@id='{part['id']}']"] if part["id"] else []
        tests += (
            [f"[contains(concat(' ', @class, ' '), ' {part['class']} ')]"] if part["class"] else []
        )
        tests += [f"[@{part['attribute']}]"] if part["attribute"] else []
        nth = f"[{part['nth']}]" if part["nth"] else nth
    return tag + "".join(tests) + nth
