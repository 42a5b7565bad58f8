"""Invented documents: no law of this name and text exists."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.version import Dates
from policydiff.store.repository import Repository

TEXTS = ("为了规范示例活动，制定本法。", "示例活动应当遵守法律。", "违反本法规定的，处一万元罚款。")


def make(
    title: str = "中华人民共和国示例贸易法",
    date: str | None = "2022-12-30",
    texts: tuple[str, ...] = TEXTS,
    **facts: Any,
) -> Document:
    """A law of as many articles as `texts`, published on `date`."""
    dates = facts.pop("dates", Dates(promulgated=date))
    body = tuple(article(number, text) for number, text in enumerate(texts, 1))
    return name_document(
        Document(
            **{
                "title": title,
                "kind": "law",
                "dialect": "cn_law",
                "dates": dates,
                "body": body,
                **facts,
            }
        )
    )


def article(number: int, text: str) -> Provision:
    """第number条 with one 款."""
    paragraph = Provision(eid="", level="paragraph", number="1", content=(Block(text=text),))
    return Provision(
        eid="", level="article", number=str(number), num=f"第{number}条", content=(paragraph,)
    )


def source(document: Document) -> bytes:
    """A file that such a document could have been read from."""
    return document.full_text().encode()


def store(repository: Repository, document: Document, name: str = "law.txt", **choices: Any):
    """Add a document with the source that `source` gives it."""
    return repository.add(document, source(document), name, **choices)


def git(root: Path, *arguments: str, **options: Any) -> str:
    """git as a person would call it there."""
    identity = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=root, check=True, capture_output=True, **options
    )
    return done.stdout.decode()
