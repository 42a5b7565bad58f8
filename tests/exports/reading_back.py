"""An export, and the document that our readers make of it."""

from __future__ import annotations

from pathlib import Path

from policydiff.model.document import Block, Document, Provision, Table
from policydiff.model.reports import Edition, ReportOptions
from policydiff.model.source import SourceCell
from policydiff.reading.load import load
from policydiff.report import formats
from policydiff.resources import resource

FORMS = ("txt", "markdown", "html", "akn")
EXAMPLES = (
    *sorted(resource("corpora", "example").glob("invented-*")),
    resource("corpora", "opinion") / "2017-01-15.txt",
)
NUMERALS = "一二三四五六七八九"
TITLE = "示例市示例条例"


def written(document: Document, form: str) -> bytes:
    """The document in this format."""
    return formats.write(Edition(document=document), form, ReportOptions())


def read_back(document: Document, form: str) -> Document:
    """The document after a way through this format; its file's name tells nothing."""
    return load(written(document, form), name=f"text{formats.suffixes('document')[form]}")


def squeezed(text: str | None) -> str:
    """The text with each run of white space as one space."""
    return " ".join((text or "").split())


def articles(document: Document) -> list[tuple[str | None, str, str]]:
    """Number, heading and text of each article, whatever its white space."""
    return [
        (article.num, squeezed(article.heading), squeezed(article.text))
        for article in document.articles
    ]


def levels(document: Document) -> list[tuple[str, str]]:
    """The eIds and levels of all provisions."""
    return [(provision.eid, provision.level) for provision in document.provisions]


def regulation(texts: list[list[str]], rows: list[list[str]] | None = None) -> Document:
    """A small invented regulation: a list of 款 an article, and a table in front of them."""
    table = (
        (Table(rows=tuple(tuple(SourceCell(text=cell) for cell in row) for row in rows)),)
        if rows
        else ()
    )
    body = tuple(_article(number, paragraphs) for number, paragraphs in enumerate(texts, 1))
    return Document(
        title=TITLE, kind="local-regulation", dialect="cn_law", preamble=table, body=body
    )


def _article(number: int, paragraphs: list[str]) -> Provision:
    content = tuple(
        Provision(
            eid=f"art_{number}__para_{place}",
            level="paragraph",
            number=str(place),
            content=(Block(text=text),),
        )
        for place, text in enumerate(paragraphs, 1)
    )
    return Provision(
        eid=f"art_{number}",
        level="article",
        number=str(number),
        num=f"第{NUMERALS[number - 1]}条",
        content=content,
    )


def corpus_texts(corpus: Path) -> list[Path]:
    """A handful of real texts of several kinds: laws, a constitution with a preamble, a decision, a
    notice, an opinion, pages.
    """
    names = (
        *(
            "foreign-trade-law/2022-12-30.md",
            "constitution/2018-03-11.md",
            "national-holidays-measures/2013-12-11.decision.txt",
        ),
        *(
            "policy-double-random/2019-01-27.html",
            "policy-government-website-pilot/2018-10-27.html",
            "labor-law/2009-08-27.md",
        ),
        *(
            "patent-law-implementing-rules/2023-12-11.md",
            "iit-implementing-regulation/2018-12-18.html",
        ),
    )
    return [path for name in names if (path := corpus / "works" / name).exists()]
