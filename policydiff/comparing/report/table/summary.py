"""A comparison as a whole: its two versions, counts, noise rule, doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.comparing.engine.compare import SIDED
from policydiff.comparing.report.table.selection import select
from policydiff.locale import Language, translate
from policydiff.messages import Message
from policydiff.model.comparison import Comparison, Finding, Side
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.reports import ReportOptions
from policydiff.model.source import OLDER_ON_THE_RIGHT, Problem
from policydiff.model.version_names import (
    edition_of,
    marked,
    stage_names,
    stage_of,
    without_stage,
)
from policydiff.report.citations import cite
from policydiff.report.labels import (
    WORDS,
    articles_word,
    dated_word,
    noise_word,
)
from policydiff.report.pieces import neutral
from policydiff.report.rows import CATEGORIES, GAP_WORDS, Category, ComparisonRow
from policydiff.report.versions import called_words, date_words, day_word, is_amended


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side of a report: its column's `name`, lines of `facts`, its ISO `day`."""

    name: str
    title: str
    date: str | None
    day: str | None
    facts: tuple[str, ...]
    called: str | None = None

    @property
    def behind(self) -> str | None:
        """The words behind its name: as its 题注 calls it, else its day."""
        return self.called or self.date

    def column(self, language: Language) -> str:
        """The head of its column: 修订前（2018年修正）, 修订前（2016年11月7日）."""
        words, told = WORDS[language], self.behind
        if told is None or self.name.endswith(f"{words['open']}{told}{words['close']}"):
            return self.name
        return f"{self.name}{words['open']}{told}{words['close']}"


def versions(comparison: Comparison, language: Language) -> tuple[Version, Version]:
    """Both sides: before and after for one work, the titles of two works.

    Two stages of a draft have the names of these: 征求意见稿, 正式稿. Where one side alone has a stage or
    an edition, that stands behind its name; where both would bear one name or day, the names of
    their files do. The status of one work is a fact of its newer text alone.
    """
    sides = comparison.left, comparison.right
    if same_work(*sides) and sides[0].status == sides[1].status:
        sides = replace(sides[0], status=None), sides[1]
    called, stages = called_words(sides, language), None
    if same_work(*sides):
        stages = draft_stages(comparison, language)
        names = stages or (WORDS[language]["before"], WORDS[language]["after"])
        behind = (None, None) if stages else (_distinct(*sides), _distinct(*reversed(sides)))
        if not stages and called[0] == called[1] and sides[0].version_date != sides[1].version_date:
            called = None, None
    else:
        names = _names_of_works(comparison, language)
        behind = None, None
    left, right = (
        _version(document, neutral(name), one or other, language)
        for document, name, one, other in zip(sides, names, called, behind, strict=True)
    )
    files = [neutral(one.file_name) for one in sides]
    if (
        (same_work(*sides) and not stages)
        and (left.behind == right.behind is not None)
        and (all(files) and files[0] != files[1])
    ):
        left, right = replace(left, called=files[0]), replace(right, called=files[1])
    return left, right


def draft_stages(comparison: Comparison, language: Language) -> tuple[str, str] | None:
    """The stages of both texts: 征求意见稿, 正式稿.

    None where one has none, or both have the same. A text without a stage that was promulgated is the final one of its draft.
    """
    left, right = stage_names(comparison.left, comparison.right)
    if left is not None and right is None and comparison.right.dates.promulgated is not None:
        right = WORDS[language]["final"]
    return None if left is None or right is None or left == right else (left, right)


def _names_of_works(comparison: Comparison, language: Language) -> tuple[str, str]:
    """The titles of two works; where both have one title their days stand behind it."""
    sides = comparison.left, comparison.right
    titles = [f"《{neutral(one.title)}》" for one in sides]
    if titles[0] != titles[1]:
        return titles[0], titles[1]
    days = version_words(sides, language)
    if days[0] != days[1]:
        left, right = (
            title if day is None else _bracketed(title, day, language)
            for title, day in zip(titles, days, strict=True)
        )
    else:
        left, right = distinct_names(titles, sides, language)
    return left, right


def version_words(documents: Sequence[Document], language: Language) -> tuple[str | None, ...]:
    """The names of versions by the 题注, else their days; None without either."""
    found = called_words(documents, language)
    return tuple(
        dated(document, language)
        if name is None or found.count(name) > 1
        else called_name(name, document, language)
        for name, document in zip(found, documents, strict=True)
    )


def distinct_names(
    names: Sequence[str | None], documents: Sequence[Document], language: Language
) -> tuple[str, ...]:
    """The names of columns, none twice.

    A text that has no name, or that of another one, bears that of its file; where it came from no
    file, or several files are called the same, its number.
    """
    words = WORDS[language]
    numbers = [words["version"].format(number=place) for place in range(1, len(names) + 1)]
    files = [neutral(document.file_name) for document in documents]
    shared = [name is None or names.count(name) > 1 for name in names]
    alone = [file for file, own in zip(files, shared, strict=True) if own]
    own = files if all(alone) and len(set(alone)) == len(alone) else numbers
    found = tuple(
        (name or other) if name is None or not several else _bracketed(name, other, language)
        for name, other, several in zip(names, own, shared, strict=True)
    )
    if len(set(found)) == len(found):
        return found
    return tuple(_bracketed(one, by, language) for one, by in zip(found, numbers, strict=True))


def _bracketed(name: str, addition: str, language: Language) -> str:
    words = WORDS[language]
    return f"{name}{words['open']}{addition}{words['close']}"


def side_names(comparison: Comparison, language: Language) -> tuple[str, str]:
    """The short names of both sides, to stand before a citation: 旧, 新; 征求意见稿, 正式稿."""
    left, right = comparison.left, comparison.right
    if not same_work(left, right):
        return _names_of_works(comparison, language)
    stages = draft_stages(comparison, language)
    words = WORDS[language]
    return (
        (words["old-side"], words["new-side"])
        if stages is None
        else (neutral(stages[0]), neutral(stages[1]))
    )


def _distinct(document: Document, other: Document) -> str | None:
    """The stage of a text, or the edition of an undated one, if its own."""
    stage, edition = stage_of(document), edition_of(document)
    if stage is not None and stage != stage_of(other):
        return stage
    if edition is None or edition == edition_of(other) or document.version_date is not None:
        return None
    return edition[0]


def same_work(left: Document, right: Document) -> bool:
    """True for versions of one work by URI or title, but for （试行） and （草案）.

    Two texts that have no title at all are taken for versions: the names of their files tell nothing.
    """
    if left.uri is not None and right.uri is not None:
        return left.uri.partition("/zho@")[0] == right.uri.partition("/zho@")[0]
    if left.untitled and right.untitled:
        return True
    return without_stage(left.title) == without_stage(right.title)


def _version(document: Document, name: str, called: str | None, language: Language) -> Version:
    """One side, without number and authority of the text that an amendment changed."""
    facts = [
        f"{day_word(key, document, language)} {value}"
        for key, value in date_words(document, language).items()
    ]
    if not is_amended(document):
        facts += [value for value in (document.document_number, document.authority) if value]
    if document.articles:
        facts.append(WORDS[language]["articles"].format(count=len(document.articles)))
    if document.status is not None:
        facts += [translate(one, language) for one in document.status.messages]
    return Version(
        name=name,
        title=neutral(document.title),
        date=dated(document, language),
        day=document.version_date,
        facts=tuple(neutral(fact) for fact in facts),
        called=called if called is None else called_name(called, document, language),
    )


def dated(document: Document, language: Language) -> str | None:
    """The date of a version in words, with its marks: 2016年3月1日，推定."""
    return ((dated_word(document, language) or "") + presumed_mark(document, language)).lstrip(
        "，, "
    ) or None


def called_name(called: str, document: Document, language: Language) -> str:
    """The name of a version, marked where it was compiled or is presumed."""
    return marked(
        neutral(called), language, compiled=document.computed is not None
    ) + presumed_mark(document, language)


def presumed_mark(document: Document, language: Language) -> str:
    """The mark of a text that is presumed, recognised, or changed by hand; else ""."""
    words = WORDS[language]
    doubts = {
        "edited": document.edit,
        "recognised": document.recognition,
        "presumed": document.presumption,
    }
    return "".join(words["comma"] + words[key] for key, doubt in doubts.items() if doubt)


def title(comparison: Comparison, language: Language) -> str:
    """The title of the report, with both titles of documents where they differ."""
    left, right = neutral(comparison.left.title), neutral(comparison.right.title)
    both = right if left == right else f"{left} → {right}"
    gap = " · " if language == "en" or left != right else ""
    return f"{both}{gap}{WORDS[language]['comparison-table']}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The number of rows of articles of a category, and how many are `replaced`."""

    category: Category
    number: int
    replaced: int = 0


def count_rows(rows: Iterable[ComparisonRow]) -> tuple[Count, ...]:
    """The rows of articles by category, each counted once, without empty categories."""
    articles = [row for row in rows if row.articles]
    numbers = Counter(row.category for row in articles)
    replaced = Counter(row.category for row in articles if row.replaced)
    return tuple(
        Count(category=name, number=numbers[name], replaced=replaced[name])
        for name in CATEGORIES
        if numbers[name]
    )


def count_word(category: Category, language: Language) -> str:
    """The name of a count."""
    return WORDS[language][
        GAP_WORDS.get(category, category) if category != "unchanged" else category
    ]


def replaced_word(count: Count, language: Language) -> str:
    """The part of a count that changed by stated replacements alone."""
    return WORDS[language]["of-which-replaced"].format(count=count.replaced).lstrip("，, ")


def counts_line(counts: Iterable[Count], language: Language) -> str:
    """The counts in one line: 修改 30 条，其中统一修改 14 条；新增 5 条."""
    words = WORDS[language]
    parts = []
    for count in counts:
        replaced = words["of-which-replaced"].format(count=count.replaced) if count.replaced else ""
        number = articles_word(count.number, language)
        parts.append(f"{count_word(count.category, language)} {number}{replaced}")
    return words["and"].join(parts)


def part_line(comparison: Comparison, options: ReportOptions) -> str:
    """The sentence on the shown chapters, "" for all. Raises as `select`."""
    if not options.chapters:
        return ""
    words = WORDS[options.language]
    names = select(
        {"left": index_document(comparison.left), "right": index_document(comparison.right)},
        options.chapters,
    ).names
    return words["part-shown"].format(names=words["list"].join(map(neutral, names)))


def noise_words(comparison: Comparison, options: ReportOptions) -> tuple[str, ...]:
    """The parts of the noise rule in words, none where what it leaves out is shown."""
    return (
        ()
        if options.show_noise
        else tuple(noise_word(neutral(name), options.language) for name in comparison.noise_rule)
    )


def noise_line(comparison: Comparison, options: ReportOptions) -> str:
    """The sentence that declares the noise rule."""
    words = WORDS[options.language]
    rule = words["list"].join(
        noise_word(neutral(name), options.language) for name in comparison.noise_rule
    )
    return (
        words["noise-shown" if options.show_noise else "noise-rule"].format(rule=rule)
        if rule
        else ""
    )


def replacement_lines(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """One sentence for each replacement that recurs.

    The official sentence is used only for those that cover every place. Of the others it is stated
    how many places keep the old words, and how many got other ones.
    """
    words = WORDS[language]
    return tuple(
        words["substitution" if item.throughout else "substitution-partly"].format(
            before=neutral(item.before), after=neutral(item.after), count=item.count
        )
        + "".join(
            words[f"substitution-{key}"].format(count=count)
            for key, count in (("remaining", item.remaining), ("otherwise", item.otherwise))
            if count
        )
        for item in comparison.substitutions
    )


def omitted_line(rows: Iterable[ComparisonRow], language: Language) -> str:
    """The sentence on the rows left out for a stated replacement, "" for none."""
    words = WORDS[language]
    names = [row.label for row in rows if row.label]
    return words["omitted"].format(names=words["list"].join(names)) if names else ""


def finding_lines(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """One line for each finding, with its side and place as a reader cites it."""
    indexes = {"left": index_document(comparison.left), "right": index_document(comparison.right)}
    return tuple(
        neutral(_finding(finding, indexes[finding.side], language))
        for finding in comparison.findings
    )


def _finding(finding: Finding, index: ProvisionIndex, language: Language) -> str:
    words = WORDS[language]
    eid = finding.eid or ""
    place = cite(index, Side(eid=eid, num=None, level="")) or eid
    gap = " " if place else ""
    return (
        f"{words[finding.side]}{gap}{place}{words['colon']}{translate(finding.message, language)}"
    )


def exchanged_lines(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """The line of the doubt that the older text stands on the right, if any."""
    return tuple(
        _problem(problem, "", language)
        for problem in comparison.problems
        if problem.code == OLDER_ON_THE_RIGHT
    )


def problem_lines(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """A line for each other doubt, of the comparison, then of reading; no mere notes."""
    words = WORDS[language]
    told = {_key(problem) for problem in comparison.problems}
    own = [
        _problem(*_sided(problem, words), language)
        for problem in comparison.problems
        if problem.code != OLDER_ON_THE_RIGHT
    ]
    for side, document in (("left", comparison.left), ("right", comparison.right)):
        read = [
            problem
            for problem in document.problems
            if problem.severity != "note" and _key(problem) not in told
        ]
        own += [_problem(problem, words[side] + words["colon"], language) for problem in read]
    return tuple(own)


def _sided(problem: Problem, words: Mapping[str, str]) -> tuple[Problem, str]:
    """A doubt of a comparison without its side, and the words for that side."""
    for side, said in SIDED.items():
        message = problem.message.fields.get("message")
        if problem.message.template == said and isinstance(message, Message):
            return replace(problem, message=message), words[side] + words["colon"]
    return problem, ""


def _key(problem: Problem) -> tuple[str, int | None, str | None]:
    """A key that is the same for a doubt and for its repetition by a comparison."""
    return problem.code, problem.line, problem.hint


def _problem(problem: Problem, lead: str, language: Language) -> str:
    words = WORDS[language]
    place = (
        ""
        if problem.line is None
        else f"{words['open']}{words['line'].format(line=problem.line)}{words['close']}"
    )
    hint = f" {translate(problem.hint, language)}" if problem.hint else ""
    return neutral(f"{lead}{translate(problem.message, language)}{place}{hint}")
