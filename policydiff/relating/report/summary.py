"""A relation as a whole: counts, gaps, named instruments, scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policydiff.comparing.report.table.summary import dated
from policydiff.locale import Language, translate
from policydiff.model.document import Document
from policydiff.model.measures import Force, Origin
from policydiff.model.version_names import UNOFFICIAL
from policydiff.model.work_life import STATUSES as LIVES
from policydiff.relating.engine.relation import (
    Evidence,
    Instrument,
    Judgement,
    Link,
    Relation,
    name_of,
)
from policydiff.relating.report.relation import (
    MARKS,
    STATUSES,
    Law,
    RelationItem,
    RelationTable,
)
from policydiff.relating.report.words import RELATION_WORDS, STATE, short_title, words_for
from policydiff.report.citations import quoted
from policydiff.report.labels import WORDS, date_word, field_word
from policydiff.report.pieces import neutral
from policydiff.report.versions import date_words, day_word


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutOpinion:
    """Counts of verdicts on an opinion, by weights that were fitted without it.

    Of `items` and `measures`, both counted for each of its `laws`, `items_right` and
    `measures_right` equal a reader's; `items_none` and `measures_none` are "none" by the reader.
    """

    laws: int
    items: int
    items_right: int
    items_none: int
    measures: int
    measures_right: int
    measures_none: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredError:
    """The counts of all opinions; `reader_…` are the shares of a second reader.

    Of so many verdicts "answered" that were `read` against the articles so many `held`.
    """

    opinions: tuple[HeldOutOpinion, ...]
    read: int
    held: int
    reader_items: float
    reader_measures: float

    def share(self, name: str, whole: str) -> float:
        """The share of one count in another over all opinions, from 0 to 1."""
        counts = ((getattr(one, name), getattr(one, whole)) for one in self.opinions)
        part, total = map(sum, zip(*counts, strict=True))
        return part / total

    def shares(self) -> dict[str, float]:
        """Every share of the sentence on verdicts, by the name of its field."""
        each = {
            key: [getattr(one, f"{key}_right") / getattr(one, key) for one in self.opinions]
            for key in ("items", "measures")
        }
        return {
            **{key: self.share(f"{key}_right", key) for key in each},
            **{f"none_{key}": self.share(f"{key}_none", key) for key in each},
            **{f"least_{key}": min(shares) for key, shares in each.items()},
            **{f"most_{key}": max(shares) for key, shares in each.items()},
            "reader_items": self.reader_items,
            "reader_measures": self.reader_measures,
        }


HELD_OUT = MeasuredError(
    opinions=(
        HeldOutOpinion(
            laws=5,
            items=120,
            items_right=94,
            items_none=59,
            measures=357,
            measures_right=316,
            measures_none=284,
        ),
        HeldOutOpinion(
            laws=3,
            items=69,
            items_right=46,
            items_none=18,
            measures=137,
            measures_right=104,
            measures_none=90,
        ),
        HeldOutOpinion(
            laws=3,
            items=57,
            items_right=43,
            items_none=34,
            measures=257,
            measures_right=223,
            measures_none=195,
        ),
    ),
    read=100,
    held=60,
    reader_items=22 / 24,
    reader_measures=87 / 94,
)
"""The counts of ``benchmarks/fit_measures.py``, each opinion judged by weights that saw nothing of it;
measures of which the reader was not certain are left out."""


def title(relation: Relation, language: Language) -> str:
    """The title of the report: the left document's, and the name of the report."""
    return f"{neutral(relation.left.title)} · {words_for(relation, language)['relation']}"


def facts(document: Document, language: Language) -> tuple[str, ...]:
    """The facts of a document: dates, number, authority, count of articles."""
    found = [] if document.computed is None else [translate(UNOFFICIAL, language)]
    found += [
        f"{day_word(key, document, language)} {value}"
        for key, value in date_words(document, language).items()
    ]
    found += [] if document.presumption is None else [WORDS[language]["presumed"]]
    found += [] if document.edit is None else [WORDS[language]["edited"]]
    found += [value for value in (document.document_number, document.authority) if value]
    if document.articles:
        found.append(WORDS[language]["articles"].format(count=len(document.articles)))
    return tuple(map(neutral, found))


def headline(table: RelationTable) -> str:
    """The counts of items in one sentence."""
    return table.words["headline"].format(
        count=len(table.items),
        **{status.replace("-", "_"): table.counts[status] for status in STATUSES},
    )


def counted_note(table: RelationTable) -> str:
    """A sentence on the documents that are counted where others stand behind, or ""."""
    counted = [law for law in table.laws if law.counted]
    if len(counted) == len(table.laws):
        return ""
    return table.words["counted-note"].format(group=counted[0].group, count=len(counted))


def law_counts(law: Law, words: Mapping[str, str]) -> str:
    """The coverage by one document: ● 有对应规定 3、◐ 部分有对应规定 5、○ 未找到对应规定 16.

    Those to check stand only where there are any.
    """
    return words["list"].join(
        f"{MARKS[status]} {words[status]} {law.counts[status]}"
        for status in STATUSES
        if law.counts[status] or status != "to-check"
    )


def law_date(law: Law, language: Language) -> str:
    """The date of the version: 2016年11月7日, or 施行 2021年9月1日 if it is all."""
    in_force = law.document.dates.in_force
    if law.date is not None:
        return dated(law.document, language) or ""
    return (
        RELATION_WORDS[language]["unknown"]
        if in_force is None
        else neutral(
            f"{field_word('in_force', language)} {date_words(law.document, language)['in_force']}"
        )
    )


def law_line(law: Law, table: RelationTable) -> str:
    """The date, number, authority and size of a document in one line."""
    parts = (
        law_date(law, table.language),
        law.document.document_number,
        law.document.authority,
        table.words["articles"].format(count=len(law.document.articles)),
    )
    return "　".join(neutral(part) for part in parts if part)


def law_when(law: Law, language: Language) -> str:
    """Version's date, order in time, and life of the work: 2016年11月7日，在前，已废止."""
    words = RELATION_WORDS[language]
    return words["list"].join(filter(None, (law_date(law, language), law.order_word, *law.life)))


def unanswered_line(table: RelationTable) -> str:
    """The unanswered items by name."""
    if not table.unanswered:
        return answered_line(table)
    return _named_items("unanswered", table.unanswered, table)


def unsettled_line(table: RelationTable) -> str:
    """The items with articles to check alone, by name; "" for none."""
    return _named_items("unsettled", table.unsettled, table) if table.unsettled else ""


def items_head(key: str, items: Sequence[RelationItem], table: RelationTable) -> str:
    """The heading of a list of items, with their number."""
    behind = any(not law.counted for law in table.laws)
    return table.words[f"{key}-counted" if behind else key].format(count=len(items))


def _named_items(key: str, items: Sequence[RelationItem], table: RelationTable) -> str:
    names = table.words["list"].join(item.name for item in items)
    return f"{items_head(key, items, table)}{table.words['colon']}{names}"


def answered_line(table: RelationTable) -> str:
    """The sentence if every item shown has an answer, with their number."""
    if not table.items:
        return table.words["none-shown"].format(count=len(table.relation.left.articles))
    unsettled = len(table.unsettled)
    return table.words["none-unanswered" if unsettled else "all-answered"].format(
        count=len(table.items),
        answered=len(table.items) - unsettled,
        to_check=unsettled,
        documents=sum(law.counted for law in table.laws),
    )


def named(instrument: Instrument) -> str:
    """An instrument as an item names it: 制定《……条例》."""
    return neutral(f"{instrument.action or ''}{instrument.name}")


def states(link: Link) -> str:
    """The values of a link for the status filter."""
    return " ".join((link.status, *to_check(link)))


def to_check(link: Link) -> Iterator[str]:
    """The reasons to look at a link again, as keys of words."""
    return (name for name in ("stale", "disputed") if getattr(link, name))


def fate_word(instrument: Instrument, language: Language) -> str:
    """The status of the work of an instrument, or as the catalogue lists it."""
    words, life = RELATION_WORDS[language], instrument.life
    if life is not None and (instrument.status != "draft" or life.end is not None):
        return LIVES[language][life.kind]
    status = words["unknown-fate" if instrument.status == "unknown" else instrument.status]
    if instrument.as_of is None:
        return status
    return words["listed"].format(status=status, as_of=instrument.as_of)


def stated(instrument: Instrument, language: Language) -> str:
    """The stored life of an instrument in sentences; "" for none."""
    found = () if instrument.life is None else instrument.life.messages
    return RELATION_WORDS[language]["and"].join(translate(one, language) for one in found)


def fate(instrument: Instrument, language: Language) -> str:
    """The fate of an instrument in one line: status, full title, events."""
    status = "" if instrument.life is not None else fate_word(instrument, language)
    fates = (status, became(instrument, language))
    return RELATION_WORDS[language]["and"].join(filter(None, fates))


def became(instrument: Instrument, language: Language, *, note: bool = True) -> str:
    """The life, title (if not the name), events and note of an instrument."""
    title = instrument.title or ""
    resolved = "" if _bare(title) == _bare(instrument.name) else neutral(title)
    parts = (
        neutral(stated(instrument, language)),
        resolved,
        *events(instrument, language),
        neutral(translate(instrument.note, language)) if note and instrument.note else "",
    )
    return RELATION_WORDS[language]["and"].join(filter(None, parts))


def _bare(title: str) -> str:
    return title.strip("《》").removeprefix(STATE)


def events(instrument: Instrument, language: Language) -> Iterator[str]:
    """The events of an instrument after the left's date, the oldest first."""
    words = RELATION_WORDS[language]
    dated = list(instrument.since)
    ended = instrument.life is not None and instrument.life.end is not None
    if instrument.in_force is not None and instrument.status != "repealed" and not ended:
        dated.append((instrument.in_force, "takes-effect"))
    for date, what in sorted(dated, key=lambda event: event[0]):
        form = (
            words["takes-effect"]
            if what == "takes-effect"
            else words.get(f"event-{what}", words["event"])
        )
        yield form.format(date=neutral(date_word(date, language)), what=neutral(what))


def term(evidence: Evidence) -> str:
    """A shared term, with the right's variant of it: 收集使用→处理."""
    return neutral(
        evidence.term if evidence.right_term is None else f"{evidence.term}→{evidence.right_term}"
    )


def terms(link: Link, language: Language, most: int | None = None) -> str:
    """The shared terms, the weightiest first."""
    found = list(dict.fromkeys(term(evidence) for evidence in weighty(link)))
    shown = found if most is None else found[:most]
    return WORDS[language]["list"].join(shown) + ("…" if len(shown) < len(found) else "")


def weighty(link: Link) -> tuple[Evidence, ...]:
    """The evidence by falling weight."""
    return tuple(sorted(link.evidence, key=lambda evidence: -evidence.weight))


def flags(link: Link, words: Mapping[str, str]) -> tuple[str, ...]:
    """The flags of a link: status, grade, wording, traits, reasons to check it."""
    found = [words[link.status]]
    if link.grade is not None:
        found.append(words[f"grade-{link.grade}"])
    if link.wording is not None:
        found.append(words[link.wording])
    return (
        *found,
        *traits(link.origin, link.force, words),
        *(words[name] for name in to_check(link)),
    )


def traits(origin: Origin | None, force: Force | None, words: Mapping[str, str]) -> tuple[str, ...]:
    """The derived origin and force of an article in words."""
    return (
        *((words[f"origin-{origin}"],) if origin is not None else ()),
        *((words[f"force-{force}"],) if force is not None else ()),
    )


def judged(link: Link, language: Language) -> tuple[str, ...]:
    """The judgement of each reviewer: 李四：确认、同一措施；原文照抄."""
    words = RELATION_WORDS[language]
    if not link.judgements:
        line = words["colon"].join(map(neutral, filter(None, (link.reviewer, link.note))))
        return (line,) if line else ()
    return tuple(_judgement(judgement, language) for judgement in link.judgements)


def _judgement(judgement: Judgement, language: Language) -> str:
    words = RELATION_WORDS[language]
    said = [words[judgement.status]] if judgement.status != "suggested" else []
    said += [words[f"grade-{judgement.grade}"]] if judgement.grade is not None else []
    said += [words["stale"]] if judgement.stale else []
    parts = filter(None, (words["list"].join(said), neutral(judgement.note or "")))
    return f"{neutral(judgement.reviewer)}{words['colon']}{words['and'].join(parts)}"


def method(relation: Relation, language: Language) -> tuple[str, ...]:
    """The origin of verdicts and ranks, the measured error, and the limits."""
    words = words_for(relation, language)
    if relation.kind == "counterparts":
        return (
            words["score-note-counterparts"],
            _thresholds(relation, words["threshold-note-counterparts"]),
            words["order-note"],
            words["opinion-note"],
        )
    return (
        words["measures-note"],
        _error(HELD_OUT, words),
        words["score-note"],
        words["order-note"],
        words["traits-note"],
        *_bases(relation, language, words),
        words["opinion-note"],
    )


def _thresholds(relation: Relation, template: str) -> str:
    covered, partly = (
        f"{round(share * 100, 2):g}%" for share in (relation.covered, relation.partly)
    )
    return template.format(covered=covered, partly=partly)


def _error(error: MeasuredError, words: Mapping[str, str]) -> str:
    """A sentence on equal verdicts; shares are cut and not rounded."""
    shares = {name: f"{int(share * 100 + 1e-9)}%" for name, share in error.shares().items()}
    laws = sum(opinion.laws for opinion in error.opinions)
    return words["error-note"].format(
        opinions=len(error.opinions), laws=laws, read=error.read, held=error.held, **shares
    )


def _bases(relation: Relation, language: Language, words: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each document compared with an earlier text of its own."""
    versions = {basis.right: basis.version for basis in relation.origins}
    for document in relation.right:
        version = versions.get(name_of(document))
        if version is not None and version != document.version_date:
            title = quoted(short_title(document))
            date = neutral(date_word(version, language))
            yield words["origin-basis"].format(law=title, date=date)


def only_right_note(relation: Relation, language: Language) -> str:
    """The note on the articles that the right alone has."""
    return words_for(relation, language)[
        "only-right-note-counterparts" if relation.kind == "counterparts" else "only-right-note"
    ]
