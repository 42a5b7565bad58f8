"""The index page of many reports: every work with its versions, what changed from one to the next,
and the files that show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from policydiff.locale import translate
from policydiff.model.compiled import marked
from policydiff.model.plugins import Language
from policydiff.render._frame import frame
from policydiff.render._markup import Markup, element, joined
from policydiff.views import labels
from policydiff.views.index import Overview, ReportFile, Step, Text, Work
from policydiff.views.index_words import WORDS, form_name, remark_words
from policydiff.views.lineage_words import LINEAGE_WORDS, named_word
from policydiff.views.summary import count_word
from policydiff.views.versions import ground_note

FEWEST_FOR_CONTENTS = 9
"""From so many works on, a list of them stands on top."""


def render(overview: Overview, language: Language) -> bytes:
    """The whole page; it needs nothing but the reports beside it."""
    return (_Page(overview, language).write() + "\n").encode("utf-8")


class _Page:
    """One page being written."""

    def __init__(self, overview: Overview, language: Language) -> None:
        self.overview = overview
        self.language = language
        self.words = WORDS[language]
        self.compared = tuple(work for work in overview.works if work.steps)
        self.alone = tuple(work for work in overview.works if not work.steps)

    def write(self) -> str:
        """Head and body."""
        main = element(
            "main",
            self.contents(),
            *map(self.work, range(len(self.compared)), self.compared),
            *self.rest(),
        )
        body = element("body", self.cover(), element("div", main, class_="page"), class_="index")
        return frame(
            self.title(), body, self.language, styles=("report.css", "index.css"), script=None
        )

    def title(self) -> str:
        """The one work's where there is but one."""
        alone = self.compared if len(self.overview.works) == 1 else ()
        return (
            self.words["one-title"].format(title=alone[0].title) if alone else self.words["title"]
        )

    def cover(self) -> Markup:
        """Title, and how much there is."""
        steps = [step for work in self.compared for step in work.steps]
        told = [
            ("works", len(self.overview.works)),
            ("pairs", sum(step.summary is not None for step in steps)),
        ]
        told += [("failed", self.overview.failed)] if self.overview.failed else []
        tiles = (
            element(
                "div",
                element("dt", self.words[name]),
                element("dd", str(count)),
                class_="removed" if name == "failed" else name,
            )
            for name, count in told
        )
        heading = element("h1", self.title(), lang="zh" if self.language == "zh" else None)
        counts = element("section", element("dl", *tiles, class_="counts"))
        return element(
            "header", element("p", self.words["kicker"], class_="kicker"), heading, counts
        )

    def contents(self) -> Markup:
        """A list of the works where there are many; a plain word where there is none."""
        if not self.compared:
            return element("p", self.words["none"], class_="notice")
        if len(self.compared) < FEWEST_FOR_CONTENTS:
            return Markup("")
        links = (
            element(
                "li",
                element("a", work.title, href=f"#w{place}", lang="zh"),
                " ",
                element("b", str(len(work.steps))),
            )
            for place, work in enumerate(self.compared, 1)
        )
        return element(
            "section", element("h2", self.words["contents"]), element("ul", *links), class_="works"
        )

    def work(self, place: int, work: Work) -> Markup:
        """One work: title, versions, a table of its pairs, what was not compared."""
        words = self.words
        heads = (
            element("th", words[key], scope="col") for key in ("before", "after", "counts", "files")
        )
        table = element(
            "table",
            element("thead", element("tr", *heads)),
            element("tbody", *map(self.step, work.steps)),
        )
        title = element(
            "h2",
            work.title,
            element("small", f"{words['versions-word']} {len(work.texts)}"),
            lang="zh",
        )
        return element(
            "section", title, table, self.remarks(work), id=f"w{place + 1}", class_="work"
        )

    def step(self, step: Step) -> Markup:
        """A row: both versions, what changed, links to the files."""
        files = joined(self.spaced([self.link(file) for file in step.files]))
        failures = (
            element("p", translate(text, self.language), class_="failure") for text in step.failures
        )
        sides = (
            self.side(text, name) for text, name in ((step.left, "before"), (step.right, "after"))
        )
        what = element(
            "td",
            *self.spaced(list(self.changes(step))),
            class_="what",
            data_label=self.words["counts"],
        )
        return element(
            "tr",
            *sides,
            what,
            element("td", files, *failures, class_="files", data_label=self.words["files"]),
        )

    def side(self, text: Text, name: str) -> Markup:
        """A version: what it is called, its date, from when on it applies, how many articles, where
        it comes from.
        """
        date = self.named(text)
        count = "" if text.articles is None else self.words["articles"].format(count=text.articles)
        source = element("span", text.source, class_="source")
        told = element("span", " ".join(filter(None, (self.force(text), count))), class_="articles")
        return element(
            "td", element("strong", date), " ", told, source, data_label=self.words[name]
        )

    def named(self, text: Text) -> str:
        """What a version is called, and its date, with the mark of one that was compiled."""
        if text.computed is None and text.facts is not None and text.date:
            return named_word(text.facts, self.language)
        date = labels.date_word(text.date, self.language) if text.date else self.words["undated"]
        return marked(date, self.language, compiled=text.computed is not None)

    def force(self, text: Text) -> str:
        """From when on a version applies, by what that is known; "" where it is not."""
        facts = text.facts
        if facts is None or facts.in_force is None:
            return ""
        day = LINEAGE_WORDS[self.language]["in-force"].format(
            date=labels.date_word(facts.in_force, self.language)
        )
        return day + ground_note(facts.in_force_ground, self.language)

    def changes(self, step: Step) -> Iterator[Markup]:
        """What a comparison counts, one tag each."""
        if step.summary is None:
            return
        found = [count for count in step.counts if count.category != "unchanged"]
        for count in found:
            name = count_word(count.category, self.language)
            yield element(
                "span", name, " ", element("b", str(count.number)), class_=f"tag {count.category}"
            )
        if not found:
            yield element(
                "span", self.words["only-around" if step.changed else "same"], class_="tag"
            )
        for doubt in step.doubts:
            yield element("span", translate(doubt, self.language), class_="note doubtful")
        if step.findings:
            yield element(
                "span", self.words["findings"].format(count=step.findings), class_="note doubtful"
            )

    def link(self, file: ReportFile) -> Markup:
        """A file, by what it is."""
        return element(
            "a", form_name(file.form, self.language), href=quote(file.name), title=file.name
        )

    def remarks(self, work: Work) -> Markup:
        """Texts of a work that were not compared."""
        told = [
            element("li", remark_words(remark, self.language))
            for remark in work.remarks
            if remark.code != "one-version"
        ]
        return element("ul", *told, class_="remarks") if told else Markup("")

    def rest(self) -> Iterator[Markup]:
        """Works with one version, and files that could not be read."""
        if self.alone:
            items = (
                element(
                    "li",
                    element("span", work.title, lang="zh"),
                    *self.only(work),
                    self.remarks(work),
                )
                for work in self.alone
            )
            yield element(
                "section", element("h2", self.words["single"]), element("ul", *items), class_="rest"
            )
        if self.overview.unread:
            unread = (
                element("li", remark_words(remark, self.language))
                for remark in self.overview.unread
            )
            yield element(
                "section",
                element("h2", self.words["unread"]),
                element("ul", *unread),
                class_="rest unread",
            )

    def only(self, work: Work) -> Iterator[Markup]:
        """The date and the source of what there is."""
        for text in work.texts:
            told = " ".join(filter(None, (self.named(text), self.force(text), text.source)))
            yield element("span", f" {told}", class_="source")

    def spaced(self, parts: list[Markup]) -> Iterator[Markup]:
        """Parts that may stand on several lines."""
        for part in parts:
            yield joined((part, " "))
