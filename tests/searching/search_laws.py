"""Invented laws to search in, and a plain scan of them that shares nothing with the index."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

from policydiff.model.document import Block, Document, Provision, Quoted, Table
from policydiff.reading.load import load
from policydiff.store.repository import Repository

WORDS = (
    *("渡口", "船主", "养护", "检修", "村公所", "河长", "竹筏", "采砂", "许可证", "罚款"),
    *(
        "五千元",
        "５００元",
        "GDP",
        "ＧＤＰ",
        "（一）",
        "应当",
        "不得",
        "和",
        "或者",
        "，",
        "、",
        "的",
    ),
)


def law(random: Random, title: str, year: int) -> str:
    """A law of some articles and an attachment, of words at random."""
    lines = [title, f"（{year}年3月1日示例省第十届人民代表大会常务委员会第五次会议通过）", ""]
    for number in "一二三四五六七八九"[: random.randint(3, 9)]:
        lines.append(f"第{number}条　{words(random)}。")
        lines += [f"{words(random)}。" for _ in range(random.randint(0, 2))]
    if random.random() < 0.4:
        lines += ["", "附件1", "清单", *(f"{words(random)}。" for _ in range(3))]
    return "\n".join(lines) + "\n"


def words(random: Random) -> str:
    return "".join(random.choices(WORDS, k=random.randint(2, 14)))


def add(repository: Repository, *texts: str) -> None:
    for text in texts:
        source = text.encode()
        repository.add(load(source, name="law.txt"), source, "law.txt")


def make_laws(folder: Path, seed: int) -> Repository:
    """Five works of up to three versions."""
    random, repository = Random(seed), Repository.init(folder, clock=lambda: 1_767_312_000)
    for name in "甲乙丙丁戊":
        for year in range(2015, 2015 + random.randint(1, 3)):
            add(repository, law(random, f"示例省{name}条例", year))
    return repository


Texts = list[tuple[tuple[str, str | None, str | None], str]]
"""Work and version and eId of an article or block, with its text."""


def plain_texts(repository: Repository) -> Texts:
    """Every article, and every block, table and quotation outside of the articles."""
    found: Texts = []
    for work in repository.works():
        for version in work.versions:
            document = repository.load(version)
            found += [
                ((work.uri, version.date, eid), text) for eid, text in plain_texts_of(document)
            ]
    return found


def plain_texts_of(document: Document) -> list[tuple[str | None, str]]:
    found: list[tuple[str | None, str]] = []

    def visit(node: object, above: str | None) -> None:
        if isinstance(node, Provision) and node.level == "article":
            found.append((node.eid, node.text))
        elif isinstance(node, Provision):
            for child in node.content:
                visit(child, node.eid)
        elif isinstance(node, Block | Table | Quoted):
            found.append((node.eid or above, node.text))

    for part in (document.preface, document.preamble, document.body, document.conclusions):
        for node in part:
            visit(node, None)
    for attachment in document.attachments:
        for node in attachment.content:
            visit(node, attachment.eid)
    return found


def folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def random_query(random: Random, texts: Texts, depth: int = 2) -> tuple[str, object]:
    """A query, and the function that says whether a folded text fulfils it."""
    kind = random.choice(("term", "term", "and", "or", "not")) if depth else "term"
    if kind == "term":
        term = random_term(random, texts)
        quoted = re.search(r'[\s()（）"]', term) or term in ("AND", "OR", "NOT")
        return f'"{term}"' if quoted else term, lambda text: folded(term) in text
    left, fits_left = random_query(random, texts, depth - 1)
    right, fits_right = random_query(random, texts, depth - 1)
    if kind == "and":
        between = random.choice((" AND ", " "))
        return f"({left}{between}{right})", lambda text: fits_left(text) and fits_right(text)
    if kind == "or":
        return f"({left} OR {right})", lambda text: fits_left(text) or fits_right(text)
    return f"({left} NOT {right})", lambda text: fits_left(text) and not fits_right(text)


def random_term(random: Random, texts: Texts) -> str:
    """A stretch of one of the texts, from one character to a long phrase, or words of none."""
    if random.random() < 0.1:
        return random.choice(("桥", "没有此词", "Z"))
    _, text = random.choice(texts)
    begin = random.randrange(max(1, len(text)))
    length = random.choice((1, 1, 2, 2, 2, 3, 4, 8, 25))
    return text[begin : begin + length].strip().strip('"') or "的"


def scan(texts: Texts, fits: object) -> Counter:
    """The places of all texts that fulfil a query."""
    return Counter((place, len(text)) for place, text in texts if fits(folded(text)))
