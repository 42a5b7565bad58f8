"""A comparison on paper, as PDF: the cover and the table of the HTML report, laid out by
WeasyPrint, which fetches nothing.

It needs the extra ``pdf``, and Pango and a Chinese font from the system.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Any, NoReturn

from policydiff.errors import UsageError
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.plugins import ReportOptions
from policydiff.render._markup import Markup, element
from policydiff.render._paper_rows import PaperRows
from policydiff.render.html import Page
from policydiff.render.office.tracked import read_moment
from policydiff.views.comparison import ComparisonView
from policydiff.views.digest import Section
from policydiff.views.pieces import ELLIPSIS

SUFFIX = ".pdf"

_LABELS = Labels(
    "pdf",
    {
        "left-out": "unchanged text left out",
    },
)


class PdfUnavailableError(UsageError):
    """What lays out pages is not installed."""

    def __init__(self, why: Message) -> None:
        """`why` names what is missing, and how to get it."""
        super().__init__(Message("a report as PDF cannot be written here: {why}", why=why))


class RefusedFetchError(UsageError):
    """A report asked for something outside itself, which it never does."""


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """The whole report.

    Raises `PdfUnavailableError` where WeasyPrint or Pango is missing, and `BadMomentError` where
    `options.made` is no date.
    """
    page = Paper(view, options).write()
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    data: bytes = (
        _weasyprint().HTML(string=page, url_fetcher=_Refusal()).write_pdf(pdf_identifier=identifier)
    )
    return data


class Paper(Page):
    """The report as a page that is only laid out, never clicked."""

    def write(self) -> str:
        """Head and body; no script."""
        left, right = self.view.versions
        running = " → ".join(
            filter(None, (left.column(self.options.language), right.column(self.options.language)))
        )
        style = (
            files("policydiff.render").joinpath("_page", "paper.css").read_text(encoding="utf-8")
        )
        head = element(
            "head",
            element("meta", charset="utf-8"),
            element("title", self.view.title),
            element("meta", name="author", content=self.options.author or "policydiff"),
            element("meta", name="dcterms.created", content=self.made()),
            element("style", Markup(style)),
        )
        body = element("body", element("div", running, class_="running"), self.cover(), self.main())
        return "<!doctype html>\n" + element(
            "html", head, body, lang="zh-Hans" if self.options.language == "zh" else "en"
        )

    def made(self) -> str:
        """When the file says that it was made: what the caller says, else the date of the new
        version, else a fixed day.
        """
        if self.options.made is not None:
            return read_moment(self.options.made).isoformat() + "Z"
        return self.view.versions[1].day or "1980-01-01"

    def listed(self, section: Section) -> Markup:
        """The rows of a section; how many more there are is said, not folded."""
        links = [
            element(
                "li",
                element("a", item.name or item.words, href=f"#m{item.id}"),
                f"{item.gap}{item.words} " if item.name else " ",
            )
            for item in section.named
        ]
        rest = len(section.items) - len(section.named)
        more = self.words["and-more"].format(count=rest).lstrip("；; ") if rest > 0 else ""
        return element("dd", element("ul", *links, lang="zh"), more)

    def doubts(self) -> Markup:
        """Nothing: the paper is sent on, and doubts are told beside it."""
        return Markup("")

    def legend(self) -> Markup:
        """How to read the table on paper."""
        keys = self.marks()
        if not self.options.whole:
            keys.append(element("span", f"{ELLIPSIS} {_LABELS[self.options.language]['left-out']}"))
        noise = element("p", self.view.noise)
        return element("section", element("p", *keys, class_="keys"), noise, class_="legend")

    def main(self) -> Markup:
        """The table; above it, where nothing differs, that plain statement."""
        notice = (
            Markup("")
            if self.view.changed
            else element("p", self.words["no-changes"], class_="notice")
        )
        return element(
            "main", notice, PaperRows(self.view.versions, self.options).table(self.view.items)
        )


def _weasyprint() -> Any:
    """The library, imported when first needed: it takes a third of a second and brings the system's
    Pango.
    """
    try:
        import weasyprint  # noqa: PLC0415 quick start of the command line
    except ImportError:
        raise PdfUnavailableError(
            Message("WeasyPrint is missing; pip install 'policydiff[pdf]'")
        ) from None
    except OSError as error:
        line = str(error).partition("\n")[0]
        raise PdfUnavailableError(
            Message(
                "WeasyPrint finds no Pango ({line}); install libpango of your system and pip install 'policydiff[pdf]'",
                line=line,
            )
        ) from None
    return weasyprint


class _Refusal:
    """What WeasyPrint asks for everything outside a page. No report names such a thing; what does
    all the same gets nothing.
    """

    _fail_on_errors = False

    def __call__(self, url: str, *_: object, **__: object) -> NoReturn:
        raise RefusedFetchError(
            Message(
                "{url}: a report is laid out from itself alone; nothing is fetched", url=url[:80]
            )
        )
