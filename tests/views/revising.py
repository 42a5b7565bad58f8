"""Random revisions of invented law, and the rule that no format may break: what is unmarked on both sides of a row is the same text."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from drafting import document, numeral_of

from policydiff.model.document import Document
from policydiff.views.pieces import Piece
from policydiff.views.rows import Row

ACTORS = ("河长", "巡护员", "乡镇", "水务部门", "取水人", "村民委员会", "巡护站", "检查机构")
ACTS = ("报告水位", "清理河面", "保存记录", "公布水质", "制止倾倒", "核对水表", "通知下游", "修缮堤坝")
TERMS = ("十五日", "三十日", "每年", "汛期前", "当日")
CHANGES = (
    ("不得", ""),
    ("应当", "可以"),
    ("十五日", "五日"),
    ("三十日", "六十日"),
    ("每年", "每季度"),
    ("报告", "书面报告"),
    ("乡镇", "街道"),
)
NUMBERS = re.compile(r"第[零〇一二三四五六七八九十百千]+(?:编|章|节|条|款|项)|（[一二三四五六七八九十]+）")


def sentence(chance: random.Random) -> str:
    actor, other = chance.sample(ACTORS, 2)
    modal = chance.choice(("应当", "不得", "可以", "不得擅自", "应当及时"))
    return f"{actor}{modal}{chance.choice(('', '在' + chance.choice(TERMS) + '内'))}向{other}{chance.choice(ACTS)}。"


def paragraph(chance: random.Random) -> list[str]:
    """A 款, some with 项 below it."""
    text = "".join(sentence(chance) for _ in range(chance.randint(1, 3)))
    if chance.random() < 0.25:
        return [text[:-1] + "：", *(f"（{numeral_of(place)}）{sentence(chance)[:-1]}；" for place in range(1, chance.randint(3, 5)))]
    return [text]


def law(chance: random.Random) -> list[list[list[str]]]:
    """Articles of 款 of lines."""
    return [[paragraph(chance) for _ in range(chance.randint(1, 3))] for _ in range(chance.randint(4, 10))]


def read(articles: Iterable[list[list[str]]]) -> Document:
    lines = []
    for place, paragraphs in enumerate(articles, 1):
        first, *others = [line for one in paragraphs for line in one]
        lines += [f"第{numeral_of(place)}条　{first}", *others]
    return document("\n".join(lines))


def revised(articles: list[list[list[str]]], chance: random.Random) -> list[list[list[str]]]:
    """Several of all that a revision does: words, swaps, 款 moved, articles split, joined, moved, added, removed."""
    new = [[list(one) for one in article] for article in articles]
    for _ in range(chance.randint(1, 6)):
        chance.choice((_reword, _reword, _swap, _move, _split, _join, _divide, _add, _remove, _shift))(new, chance)
    return [article for article in new if article]


def _some(new: list, chance: random.Random) -> list:
    return chance.choice([article for article in new if article])


def _reword(new: list, chance: random.Random) -> None:
    one = chance.choice(_some(new, chance))
    place = chance.randrange(len(one))
    before, after = chance.choice(CHANGES)
    one[place] = one[place].replace(before, after, 1)


def _swap(new: list, chance: random.Random) -> None:
    one = chance.choice(_some(new, chance))
    place = chance.randrange(len(one))
    one[place] = re.sub(r"^(\w{2,5}?)(应当|不得|可以)(\w*?)向(\w{2,5}?)(?=[报清保公制核通修])", r"\4\2\3向\1", one[place])


def _move(new: list, chance: random.Random) -> None:
    source, target = _some(new, chance), _some(new, chance)
    if len(source) > 1:
        target.insert(chance.randint(0, len(target)), source.pop(chance.randrange(len(source))))


def _split(new: list, chance: random.Random) -> None:
    source = _some(new, chance)
    if len(source) > 1:
        place = chance.randrange(1, len(source))
        at = next(index for index, article in enumerate(new) if article is source)
        new.insert(at + 1, source[place:])
        del source[place:]


def _join(new: list, chance: random.Random) -> None:
    at = chance.randrange(len(new))
    if at + 1 < len(new):
        new[at] += new.pop(at + 1)


def _divide(new: list, chance: random.Random) -> None:
    """A 款 of several sentences becomes two."""
    article = _some(new, chance)
    place = chance.randrange(len(article))
    sentences = re.findall(r"[^。]+。", article[place][0])
    if len(article[place]) == 1 and len(sentences) > 1:
        article[place : place + 1] = [[sentences[0]], ["".join(sentences[1:])]]


def _add(new: list, chance: random.Random) -> None:
    new.insert(chance.randint(0, len(new)), [paragraph(chance)])


def _remove(new: list, chance: random.Random) -> None:
    if len(new) > 2:
        new.pop(chance.randrange(len(new)))


def _shift(new: list, chance: random.Random) -> None:
    new.insert(chance.randint(0, len(new) - 1), new.pop(chance.randrange(len(new))))


def bare(text: str) -> str:
    """Without numbers of provisions, marks and width, which the noise rule leaves out."""
    return re.sub(r"[^\w〇]|_", "", unicodedata.normalize("NFKC", NUMBERS.sub("", text)).replace("○", "〇"))


def unmarked(pieces: Iterable[Piece]) -> str:
    return bare("".join(piece.text for piece in pieces if piece.op == "equal" and not piece.note))


def hidden(row: Row) -> Counter[str] | str | None:
    """What one side of a row leaves unmarked that the other does not say: characters, or both texts where each side is one part."""
    sides = ["".join(unmarked((*cell.heading, *cell.text)) for cell in cells) for cells in (row.left, row.right)]
    if not row.left or not row.right:
        return None if not "".join(sides) or row.container else "".join(sides)
    if len(row.left) == len(row.right) == 1:
        return None if sides[0] == sides[1] else " | ".join(sides)
    left, right = map(Counter, sides)
    return None if left == right else (left - right) + (right - left)
