"""The page of a clause on the days of an act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.comparing.engine.statements.penalty_ranges import Circumstance, RangeComparison
from policydiff.locale import Labels, Language, translate
from policydiff.model.history import VersionFacts
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.citations import quoted
from policydiff.report.labels import WORDS, date_word
from policydiff.report.lineage_words import named_word
from policydiff.report.pieces import neutral
from policydiff.tracing.engine.applicable import (
    Applicable,
    ClauseVersion,
    MissingDay,
    QuotedRule,
    TransitionalPassage,
    VersionDay,
)

APPLICABLE_WORDS = Labels(
    "applicable",
    {
        "title": "The clause on the days of an act",
        "letters": "A B C D E F G H I J",
        "conduct": "Conduct",
        "decision": "Decision",
        "period": "{first} to {last}",
        "today": "{day} (today; no day was named)",
        "sorts": "Sort of clause",
        "criminal": "criminal penalty",
        "administrative": "administrative penalty",
        "discipline": "disciplinary action",
        "civil": "civil liability",
        "undecided": "not decided, for a person to judge; the rules of every sort are named below",
        "undecided beside": "{sorts}; of other words not decided, for a person to judge: the rules of every sort are named below",
        "other": "clauses of every sort",
        "texts": "The texts",
        "version": "Version",
        "day conduct": "on {day}, day of the conduct",
        "day during": "from {day}, during the conduct",
        "day between": "from {day}, between conduct and decision",
        "day decision": "on {day}, day of the decision",
        "no day": "a day that no text states",
        "presumed": "{day} (presumed: which text was in force is not known)",
        "unknown": "{day} (since when it is in force is not known)",
        "doubtful": "Whether this is the clause of the version before is to be checked.",
        "none": "no such clause in this version",
        "not followed": "the clause is not followed into this text",
        "no version": "no version",
        "one version": "One version stands for all of these days.",
        "sanctions": "Sanctions by circumstances",
        "circumstance": "Circumstance and condition",
        "imposed": "Sanctions",
        "plain case": "(the conduct alone)",
        "not read": "(sentence not read)",
        "precondition": "{case} (precondition)",
        "no sanctions": "No sanction is read in the clause itself. Another article may punish its breach; that one is to be asked for by its number.",
        "ranges": "Ranges",
        "pair": "{left} / {right}, {case}",
        "whole": "the clause as a whole",
        "remaining": "its other paragraphs",
        "left": "range of penalties: {left} is milder",
        "right": "range of penalties: {right} is milder",
        "equal": "range of penalties: the same",
        "open": "not comparable, for a person to judge: {why}",
        "obstacle conduct": "the conduct is described in other words",
        "obstacle cases": "the cases and conditions are others",
        "obstacle alone": "they stand in one of the versions only",
        "obstacle words": "the sanctions, who bears them or how they are imposed are others",
        "obstacle elsewhere": "the measure stands in another provision or law",
        "obstacle unread": "a figure is not read",
        "obstacle unranged": "one text sets no range",
        "obstacle sentences": "a sentence of the clause is not read, or a ground for a milder sanction differs",
        "obstacle mixed": "milder at one end or for one penalty, harder at another, or open at the lowest penalty",
        "unmeasured": "the same sanctions; no range stands in them",
        "proof": "{left} ／ {right}",
        "also": "{text}; {more}",
        "cites": "the conduct is described by the number of another provision, whose words are not compared here",
        "ranges none": "Nothing is compared: among these versions only one has the clause.",
        "ranges note": "Compared are versions whose conduct, cases, conditions and sanctions read the same, by their figures alone; main penalties by the highest, then by the lowest. It says nothing of which version applies.",
        "transitional": "Transitional clauses",
        "transitional none": "No passage with such words as 施行前, 修改前, 溯及, 以前发生, 原规定, 尚未处理, 继续有效 was found in the {count} texts that were searched: {texts}. A clause in other words is not found in this way; a person should read their last articles.",
        "transitional more": "Searched by words were {count} texts: {texts}. A clause in other words is not found in this way.",
        "transitional nothing": "No stored text came into force between the conduct and the decision; nothing was searched.",
        "transitional unread": "Texts that are not at hand, so not searched (by their titles, or the versions that they made): {texts}.",
        "sources": "in {texts}",
        "rules": "Rules on the law that applies in time",
        "rules none": "The table of rules has none for decisions of {day}.",
        "quoted": "{title} {articles}, {version}",
        "quoted presumed": "{title} {articles}, {version} (presumed)",
        "named": "named, not quoted: {why}",
        "rules note": "The rules are named for the day of the decision. Which version applies to the act is not said here.",
    },
)


def label(index: int, language: Language) -> str:
    """The short name of a version in the page: 甲, 乙; A, B; from the eleventh on 11."""
    letters = APPLICABLE_WORDS[language]["letters"].split()
    return letters[index] if index < len(letters) else str(index + 1)


def applicable_page(shown: Applicable, options: ReportOptions) -> page.Page:
    """The days, texts, sanctions, ranges, transitional clauses and rules."""
    language = options.language
    own = APPLICABLE_WORDS[language]
    sections = (
        page.part(_facts(shown, language)),
        _headed("texts", _texts(shown, language), language),
        *_sanctions(shown, language),
        _headed("transitional", _passages(shown, language), language),
        _headed("rules", _rules(shown, language), language),
    )
    return page.Page(
        family="applicable",
        language=language,
        title=f"{neutral(shown.title)} · {own['title']} · {neutral(shown.provision)}",
        sections=sections,
    )


def _headed(key: str, blocks: tuple[page.Block, ...], language: Language) -> page.PageSection:
    heading = page.line(APPLICABLE_WORDS[language][key], "strong")
    return page.PageSection(heading=heading, blocks=blocks)


def _facts(shown: Applicable, language: Language) -> page.FactLines:
    own = APPLICABLE_WORDS[language]
    first, last = (date_word(day, language) for day in shown.conduct)
    decision = date_word(shown.decision, language)
    facts = (
        ("conduct", first if first == last else own["period"].format(first=first, last=last)),
        ("decision", decision if shown.chosen else own["today"].format(day=decision)),
        ("sorts", _sort_word(shown, language)),
    )
    return page.FactLines(
        lines=tuple(page.PageLine(name=own[name], text=page.words(text)) for name, text in facts)
    )


def _sort_word(shown: Applicable, language: Language) -> str:
    own, joined = APPLICABLE_WORDS[language], WORDS[language]["list"]
    decided = joined.join(own[sort] for sort in shown.sorts if sort != "undecided")
    if "undecided" not in shown.sorts:
        return decided
    return own["undecided beside"].format(sorts=decided) if decided else own["undecided"]


def version_name(version: VersionFacts, shown: Applicable, language: Language) -> str:
    """The name of a version, with the title of its work where there are several."""
    several = len({one.version.uri for one in shown.versions}) > 1
    name = named_word(version, language)
    return f"{neutral(quoted(version.title))}{name}" if several else name


def _texts(shown: Applicable, language: Language) -> tuple[page.Block, ...]:
    own = APPLICABLE_WORDS[language]
    columns = tuple(
        page.Column(
            head=f"{label(place, language)} {version_name(one.version, shown, language)}", wide=True
        )
        for place, one in enumerate(shown.versions)
    )
    row = page.PageRow(
        cells=tuple(
            (*_day_lines(one, language), *_clause_lines(one, language)) for one in shown.versions
        ),
        alone=tuple(
            each
            for column, one in zip(columns, shown.versions, strict=True)
            for each in (
                page.line(column.head, "strong"),
                *(
                    replace(below, depth=1)
                    for below in (*_day_lines(one, language), *_clause_lines(one, language))
                ),
            )
        ),
    )
    first = ("conduct", shown.conduct[0])
    gone = [_missing_line(one, language) for one in shown.missing if (one.role, one.day) == first]
    later = [_missing_line(one, language) for one in shown.missing if (one.role, one.day) != first]
    single = () if len(shown.versions) > 1 or shown.missing else (page.line(own["one version"]),)
    return (*gone, page.PageTable(columns=columns, rows=(row,), layout="sides"), *later, *single)


def _missing_line(one: MissingDay, language: Language) -> page.PageLine:
    own = APPLICABLE_WORDS[language]
    day = _day_word(VersionDay(role=one.role, day=one.day), language)
    return page.line(f"{day}: {own['no version']} — {translate(one.why, language)}", "doubt")


def _day_word(day: VersionDay, language: Language) -> str:
    own = APPLICABLE_WORDS[language]
    named = own["no day"] if day.day is None else date_word(day.day, language)
    text = own[f"day {day.role}"].format(day=named)
    sure = day.certainty == "in force" or day.day is None
    return text if sure else own[day.certainty].format(day=text)


def _day_lines(version: ClauseVersion, language: Language) -> page.Lines:
    return tuple(
        page.line(_day_word(day, language), "doubt" if day.certainty != "in force" else "quiet")
        for day in version.days
    )


def _clause_lines(one: ClauseVersion, language: Language) -> page.Lines:
    own = APPLICABLE_WORDS[language]
    if not one.followed:
        return page.cell(own["not followed"], "doubt")
    found: list[page.PageLine] = []
    for clause in one.clauses:
        found += page.cell(" ".join(filter(None, (clause.num, clause.heading))), "strong")
        found += page.lines(clause.text.split("\n"))
        found += page.cell(own["doubtful"] if clause.doubtful else "", "doubt")
    return tuple(found) or page.cell(own["none"], "doubt")


def _sanctions(shown: Applicable, language: Language) -> tuple[page.PageSection, ...]:
    own = APPLICABLE_WORDS[language]
    rows = tuple(
        page.PageRow(
            cells=(
                page.cell(label(place, language)),
                (
                    *page.cell(_case(one, language)),
                    *(
                        page.cell(one.conduct, "quiet")
                        if several and one.read and not one.case
                        else ()
                    ),
                ),
                page.cell(one.words),
            )
        )
        for place, version in enumerate(shown.versions)
        for several in (len({one.conduct for one in version.circumstances if one.read}) > 1,)
        for one in version.circumstances
    )
    if not rows:
        return (_headed("sanctions", (page.line(own["no sanctions"]),), language),)
    columns = (
        page.Column(head=own["version"]),
        page.Column(head=own["circumstance"]),
        page.Column(head=own["imposed"], wide=True),
    )
    table = _headed(
        "sanctions", (page.PageTable(columns=columns, rows=rows, layout="list"),), language
    )
    compared = tuple(_ranges(shown, language))
    if not compared:
        none = () if len(shown.versions) == 1 else (page.line(own["ranges none"]),)
        return (table, *((_headed("ranges", none, language),) if none else ()))
    note = page.line(own["ranges note"], "quiet")
    return table, _headed("ranges", (page.List(lines=compared), note), language)


def _case(circumstance: Circumstance, language: Language) -> str:
    own = APPLICABLE_WORDS[language]
    if not circumstance.read:
        return own["not read"]
    case = circumstance.case or own["plain case"]
    return own["precondition"].format(case=case) if circumstance.precondition else case


def _ranges(shown: Applicable, language: Language) -> Iterator[page.PageLine]:
    for one in shown.comparisons:
        yield page.PageLine(
            name=_pair(one, shown, language),
            text=page.words(_range_word(one, language), "" if one.verdict != "open" else "doubt"),
        )


def _pair(one: RangeComparison, shown: Applicable, language: Language) -> str:
    own = APPLICABLE_WORDS[language]
    pairs = [(each.left, each.right) for each in shown.comparisons]
    whole = "whole" if pairs.count((one.left, one.right)) == 1 else "remaining"
    case = own[whole] if one.circumstance is None else one.circumstance or own["plain case"]
    return own["pair"].format(
        left=label(one.left, language), right=label(one.right, language), case=neutral(case)
    )


def _range_word(one: RangeComparison, language: Language) -> str:
    own, joined = APPLICABLE_WORDS[language], WORDS[language]
    if one.obstacle == "unmeasured":
        return own["unmeasured"]
    why = own[f"obstacle {one.obstacle}"] if one.obstacle else ""
    text = own[one.verdict].format(
        left=label(one.left, language), right=label(one.right, language), why=why
    )
    proof = joined["list"].join(own["proof"].format(left=a, right=b) for a, b in one.proof)
    if proof:
        text += f"{joined['open']}{proof}{joined['close']}"
    return own["also"].format(text=text, more=own["cites"]) if one.cites else text


def _passages(shown: Applicable, language: Language) -> tuple[page.Block, ...]:
    own, joined = APPLICABLE_WORDS[language], WORDS[language]["list"]
    blocks: list[page.Block] = []
    if not shown.searched:
        blocks.append(page.line(own["transitional nothing"]))
    elif shown.transitional:
        blocks.append(
            page.List(
                lines=tuple(each for one in shown.transitional for each in _passage(one, language))
            )
        )
    if shown.searched:
        key = "transitional more" if shown.transitional else "transitional none"
        texts = neutral(joined.join(shown.searched))
        blocks.append(page.line(own[key].format(count=len(shown.searched), texts=texts), "quiet"))
    if shown.unread:
        texts = neutral(joined.join(shown.unread))
        blocks.append(page.line(own["transitional unread"].format(texts=texts), "doubt"))
    return tuple(blocks)


def _passage(passage: TransitionalPassage, language: Language) -> page.Lines:
    own, joined = APPLICABLE_WORDS[language], WORDS[language]["list"]
    text = "　".join(filter(None, (passage.num, passage.text)))
    sources = own["sources"].format(texts=joined.join(passage.sources))
    return page.line(text, "quote"), page.PageLine(text=page.words(sources, "quiet"), depth=1)


def _rules(shown: Applicable, language: Language) -> tuple[page.Block, ...]:
    own = APPLICABLE_WORDS[language]
    if not shown.rules:
        day = date_word(shown.decision, language)
        return (page.line(own["rules none"].format(day=day)),)
    listed = tuple(each for one in shown.rules for each in _rule(one, language))
    return page.List(lines=listed), page.line(own["rules note"], "quiet")


def _rule(one: QuotedRule, language: Language) -> page.Lines:
    """The name of a rule, then its words, or the reason why it is not quoted."""
    own, joined = APPLICABLE_WORDS[language], WORDS[language]["list"]
    number = f"（{one.rule.number}）" if one.rule.number else ""
    title = f"{quoted(one.rule.title)}{number}"
    articles = joined.join(one.rule.articles)
    sort = "" if one.rule.sort == "other" else own[one.rule.sort]
    if one.version is None:
        why = "" if one.why is None else translate(one.why, language)
        return (
            page.PageLine(name=sort, text=page.words(f"{title}{articles}", "strong")),
            page.PageLine(text=page.words(own["named"].format(why=why), "doubt"), depth=1),
        )
    key = "quoted presumed" if one.presumed else "quoted"
    named = own[key].format(
        title=title, articles=articles, version=named_word(one.version, language)
    )
    return (
        page.PageLine(name=sort, text=page.words(named, "strong")),
        *(
            page.PageLine(text=page.words(text, "quote"), depth=1)
            for each in one.passages
            for text in "　".join(filter(None, (each.num, each.text))).split("\n")
        ),
    )
