"""The page of a record of checking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policydiff.comparing.engine.check_record import Attribution, CheckRecord, StatedPair
from policydiff.comparing.report.record.checked import CheckedComparison, CheckedRow
from policydiff.comparing.report.table.notes import kind_of, written_words
from policydiff.comparing.report.table.reasons import unplaced_words
from policydiff.locale import Labels, Language, translate
from policydiff.model.comparison import Side
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.profile import WRITTEN
from policydiff.model.reports import ReportOptions
from policydiff.model.row_marks import RowMark
from policydiff.report import page
from policydiff.report.citations import cite
from policydiff.report.labels import WORDS
from policydiff.report.pieces import neutral
from policydiff.report.rows import ComparisonRow

CHECK_LABELS = Labels(
    "record of checking",
    {
        "record-title": "{title} · Check record",
        "sheet": "Check record",
        "hash-text": "SHA-256 of the text",
        "hash-file": "SHA-256 of the file",
        "place": "No.",
        "seen": "Seen",
        "written": "Written beside it",
        "not-seen": "not seen",
        "somebody": "no name given",
        "elsewhere": "not made here",
        "elsewhere-note": "Part of this record was not written by this user’s program on this machine; nothing vouches for the names and times in it.",
        "seen-count": "Seen: {seen} of {rows} changed places",
        "all-seen": "All {rows} places with changed words or position were seen; not listed, for their number alone changed: {numbers}.",
        "no-words": "No words and no positions changed, leaving out what is not counted as a change; changed numbers: {numbers}, changed facts about the document: {facts}. There is no row to check.",
        "pairs-stated": "Pairings stated by hand",
        "pair": "{left} corresponds to {right}",
        "apart": "{left} does not correspond to {right}",
        "unplaced": "Words that belong to no changed place any more",
        "note": "“Seen” is what the persons named stated of each row. The hashes are those of everything that the two texts hold, as read by this program, and of the files from which they were read.",
    },
    WORDS,
)
"""The words of this page alone, with those of comparisons."""

_MINUTE = 16
"""So many characters of an ISO time are its day and minute."""


def check_page(checked: CheckedComparison, options: ReportOptions) -> page.Page:
    """Both texts with their hashes, the count, and a row for each changed place."""
    language = options.language
    labels = CHECK_LABELS[language]
    heads = (*(version.column(language) for version in checked.view.versions),)
    columns = (
        page.Column(head=labels["place"]),
        *(page.Column(head=head, wide=True) for head in heads),
        page.Column(head=labels["type"]),
        page.Column(head=labels["seen"]),
        page.Column(head=labels["written"], wide=True),
    )
    rows = (_row(place, one, options) for place, one in enumerate(checked.rows, start=1))
    return page.Page(
        family=checked.family,
        language=language,
        title=labels["record-title"].format(title=neutral(checked.comparison.right.title)),
        sheet=labels["sheet"],
        day=checked.comparison.right.version_date,
        sections=(
            page.part(
                page.line(_count(checked, language), "strong"),
                *(page.line(note, "doubt") for note in elsewhere_notes(checked.record, language)),
                page.FactLines(lines=page.lines(_facts(checked, language))),
            ),
            page.part(page.PageTable(columns=columns, rows=tuple(rows), layout="records")),
            *_pairs(checked, language),
            *_unplaced(checked, language),
            page.part(page.line(labels["note"], "quiet")),
        ),
    )


def _count(checked: CheckedComparison, language: Language) -> str:
    labels, rows = CHECK_LABELS[language], len(checked.rows)
    if not (rows or checked.view.changed):
        return checked.view.same
    key = "no-words" if not rows else "all-seen" if checked.count_seen == rows else "seen-count"
    return labels[key].format(
        seen=checked.count_seen,
        rows=rows,
        numbers=checked.count_renumbered,
        facts=len(checked.comparison.metadata_changes) + len(checked.comparison.files.changes),
    )


def _facts(checked: CheckedComparison, language: Language) -> Iterator[str]:
    """A line for the facts of each version, and for each of its hashes."""
    labels = CHECK_LABELS[language]
    for version, side in zip(checked.view.versions, checked.sides, strict=True):
        head, colon = version.column(language), labels["colon"]
        yield f"{head}{colon}{labels['list'].join(version.facts)}"
        yield f"{head} {labels['hash-text']}{colon}{side.text_sha256}"
        if side.file is not None:
            name = f"{labels['open']}{side.file.name}{labels['close']}"
            yield f"{head} {labels['hash-file']}{colon}{side.file.sha256}{name}"


def _row(place: int, one: CheckedRow, options: ReportOptions) -> page.PageRow:
    labels = CHECK_LABELS[options.language]
    row = one.row
    name = " → ".join(filter(None, (_name(row, 0), _name(row, 1))))
    seen = page.lines(
        line for made in one.seen_by for line in attribution_words(made, options.language)
    ) or (page.line(labels["not-seen"], "quiet"),)
    written = page.lines(
        (
            *written_words(one.words.items(), options.language),
            *(line for mark in one.others for line in mark_lines(mark, options.language)),
        )
    )
    kind = kind_of(row, options)
    lead = f"{place} {name}{labels['colon']}{kind}"
    return page.PageRow(
        cells=(
            page.cell(str(place)),
            page.cell(_name(row, 0)),
            page.cell(_name(row, 1)),
            page.cell(kind),
            seen,
            written,
        ),
        alone=(
            page.line(lead),
            *(page.PageLine(text=each.text, depth=1, role=each.role) for each in (*seen, *written)),
        ),
    )


def _name(row: ComparisonRow, side: int) -> str:
    """The citation of a side, or the first words of a part; "" for no part."""
    cells = (row.left, row.right)[side]
    if not cells:
        return ""
    return row.names[side] or row.title


def attribution_words(made: Attribution, language: Language) -> tuple[str, ...]:
    """The person, the time to the minute, a remark where it was made elsewhere."""
    labels = CHECK_LABELS[language]
    remark = (labels["elsewhere"],) if made.elsewhere else ()
    return made.by or labels["somebody"], made.at[:_MINUTE].replace("T", " "), *remark


def mark_lines(mark: RowMark, language: Language) -> tuple[str, ...]:
    """The words of somebody in a leaf, under their name; none for a tick alone."""
    said = tuple(written_words(((name, mark.word(name)) for name in WRITTEN), language))
    name, colon = neutral(mark.by), CHECK_LABELS[language]["colon"]
    return tuple(f"{name}{colon}{line}" for line in said)


def elsewhere_notes(record: CheckRecord, language: Language) -> tuple[str, ...]:
    """The remark on a record that has acts from elsewhere; nothing for others."""
    return (CHECK_LABELS[language]["elsewhere-note"],) if record.has_elsewhere else ()


def _pairs(checked: CheckedComparison, language: Language) -> tuple[page.PageSection, ...]:
    if not checked.pairs:
        return ()
    comparison = checked.comparison
    indexes = index_document(comparison.left), index_document(comparison.right)
    found = (
        " ".join(
            (
                pair_words(pair, indexes, language),
                *(attribution_words(pair.made, language) if pair.made.at else ()),
            )
        )
        for pair in checked.pairs
    )
    heading = page.line(CHECK_LABELS[language]["pairs-stated"])
    return (page.PageSection(heading=heading, blocks=(page.FactLines(lines=page.lines(found)),)),)


def _unplaced(checked: CheckedComparison, language: Language) -> tuple[page.PageSection, ...]:
    found = (translate(one, language) for one in unplaced_words(checked.view.unplaced))
    return page.listed(CHECK_LABELS[language]["unplaced"], found, "doubt")


def pair_words(
    pair: StatedPair, indexes: tuple[ProvisionIndex, ProvisionIndex], language: Language
) -> str:
    """A stated pairing in one sentence, its parts by their citations."""
    labels: Mapping[str, str] = CHECK_LABELS[language]
    names = (
        labels["list"].join(
            neutral(cite(index, Side(eid=eid, num=None, level=""))) or eid for eid in side
        )
        for index, side in zip(indexes, (pair.left, pair.right), strict=True)
    )
    left, right = names
    return labels["apart" if pair.apart else "pair"].format(left=left, right=right)
