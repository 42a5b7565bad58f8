"""The index page of many reports.

It has every work with its versions, the changes from one to the next, and the files that show them.
"""

from __future__ import annotations

from policydiff.comparing.report.index.index import Overview
from policydiff.comparing.report.index.page import (
    WORDS,
    force_word,
    form_name,
    remark_words,
    title,
    version_name,
)
from policydiff.comparing.report.table.summary import count_word
from policydiff.locale import translate
from policydiff.model.reports import ReportOptions
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import articles_word

FEWEST_FOR_CONTENTS = 9
"""From so many works on, a list of them stands on top."""


def index_html(shown: Overview, options: ReportOptions) -> HtmlPage:
    """A page that needs nothing but the reports beside it."""
    heading = title(shown, options.language)
    return HtmlPage(
        title=heading,
        template="index.html.j2",
        values={
            "overview": shown,
            "title": heading,
            "words": WORDS[options.language],
            "listed": len(shown.compared) >= FEWEST_FOR_CONTENTS,
            "articles_word": articles_word,
            "count_word": count_word,
            "form_name": form_name,
            "remark_words": remark_words,
            "force_word": force_word,
            "version_name": version_name,
            "translate": translate,
        },
        styles=("report.css", "index.css"),
        look="index",
    )
