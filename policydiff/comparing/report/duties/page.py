"""The page of duties and penalties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.comparing.report.duties.duties import (
    AmountChange,
    DutyTable,
    ShownDuty,
    ShownPenalty,
)
from policydiff.comparing.report.table.summary import exchanged_lines, versions
from policydiff.locale import Labels
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.labels import WORDS, odds_text
from policydiff.report.pieces import neutral

DUTY_LABELS = Labels(
    "duties and penalties",
    {
        "title": "{title} · Duties and penalties",
        "sheet": "Duties and penalties",
        "duty": "Article",
        "duty-text": "Duty",
        "penalty": "Penal provision",
        "authority": "Authority",
        "amounts": "Amounts (before → after)",
        "counts": "Paragraphs with duties: {duties}; with a penal provision that cites their breach: {punished}; cited in other words, or their conduct named: {mentioned}; with none: {unpunished}. Penal provisions: {penal}, of these that name no breached provision: {uncited}.",
        "none": "no penal provision found that cites it or has its words",
        "mention": "cited in other words: {name}",
        "conduct": "names the conduct, not the article: {name}",
        "elsewhere": "For more than a third of the duties no such penal provision was found: sanctions may stand elsewhere.",
        "before": "before: {names}",
        "before-none": "before: none cites it",
        "uncited": "Penal provisions that name no breached provision of this text",
        "gone": "Duties of the text before for which the text after has none that was found",
        "gone-article": "removed",
        "gone-words": "no word of duty any more",
        "new": "new",
        "alone": "no counterpart found, see the texts",
        "changed": "provision changed",
        "citations": "these words unchanged but for the numbers of what they cite",
        "glyphs": "these words unchanged but for glyphs or marks",
        "same": "these words unchanged",
        "amount-new": "new: {words}",
        "amount-gone": "gone: {words}",
        "note": "A duty is a paragraph with 应当, 必须, 不得 or 禁止, without definitions and penal provisions. A penal provision stands beside it where it cites that provision (违反本法第…条, 有前款行为), or where it cites none and has the words of the conduct. Where none of this text is found that does, a breach may have consequences all the same: another provision may name the conduct in other words. An amount without a mark stayed, or could not be paired. “New” and “removed” are said only where the other text has nothing like it. The columns hold words of the texts, abridged with ……; check them there.",
    },
    WORDS,
)
"""The words of this page alone, with those of comparisons."""

_HEADS = ("duty", "duty-text", "penalty", "authority", "amounts")
_SPANNED = 2
"""So many columns reach down over the penal provisions of one duty."""


def duties_page(table: DutyTable, options: ReportOptions) -> page.Page:
    """The counts, a row for each duty and penal provision, and the note."""
    writer = _DutyRows(table, options)
    labels = DUTY_LABELS[options.language]
    sides = versions(table.comparison, options.language)
    facts = tuple(
        page.PageLine(
            name=side.column(options.language), text=page.words(labels["list"].join(side.facts))
        )
        for side in sides
    )
    columns = tuple(
        page.Column(head=labels[key], wide=key in ("duty-text", "penalty")) for key in _HEADS
    )
    return page.Page(
        family=table.family,
        language=options.language,
        title=labels["title"].format(title=neutral(table.comparison.right.title)),
        sheet=labels["sheet"],
        day=table.comparison.right.version_date,
        sections=(
            page.part(
                *page.lines(exchanged_lines(table.comparison, options.language), "doubt"),
                page.line(writer.counts(), "strong"),
                *page.lines((labels["elsewhere"],) if table.elsewhere else ()),
                page.FactLines(lines=facts),
            ),
            page.part(
                page.PageTable(
                    columns=columns,
                    rows=tuple(writer.rows()),
                    layout="records",
                    spanned=_SPANNED,
                )
            ),
            page.part(page.line(labels["note"], "quiet")),
        ),
    )


class _DutyRows:
    def __init__(self, table: DutyTable, options: ReportOptions) -> None:
        self.table = table
        self.labels = DUTY_LABELS[options.language]

    def counts(self) -> str:
        """The numbers of duties with and without, and of penal provisions."""
        duties = [duty for duty in self.table.duties for _ in duty.sentences]
        punished = sum(any(one.sure for one in duty.penalties) for duty in duties)
        cited = sum(bool(duty.penalties) for duty in duties)
        return self.labels["counts"].format(
            duties=len(duties),
            punished=punished,
            mentioned=cited - punished,
            unpunished=len(duties) - cited,
            penal=self.table.penal,
            uncited=len(self.table.uncited),
        )

    def rows(self) -> Iterator[page.PageRow]:
        """The duties; penal provisions that cite nothing; duties that went."""
        for duty in self.table.duties:
            yield from self.duty(duty)
        if self.table.uncited:
            yield self.heading("uncited")
            for penalty in self.table.uncited:
                cells = self.penalty(penalty)
                yield page.PageRow(cells=((), (), *cells), alone=self.alone(cells))
        if self.table.gone:
            yield self.heading("gone")
            yield from map(self.gone, self.table.gone)

    def heading(self, key: str) -> page.PageRow:
        """A row that heads those below it."""
        text = self.labels[key]
        return page.PageRow(
            cells=((), page.cell(text, "strong"), *[()] * (len(_HEADS) - 2)),
            alone=(page.line(text, "strong"),),
            heading=page.words(text),
            role="unchanged",
        )

    def duty(self, duty: ShownDuty) -> Iterator[page.PageRow]:
        """The rows of a duty: one for each penal provision, one at least."""
        labels = self.labels
        first = (
            (
                *page.lines(duty.names),
                page.line(labels[duty.change] + self.doubt(duty.odds), "quiet"),
            ),
            page.lines(duty.sentences),
        )
        name = labels["list"].join(duty.names)
        change = f"{labels['open']}{labels[duty.change]}{labels['close']}" + self.doubt(duty.odds)
        lead = page.line(f"{name}{change}{labels['colon']}{' '.join(duty.sentences)}", "strong")
        earlier = self.earlier(duty)
        if not duty.penalties:
            none = (page.line(labels["none"], "quiet"), *earlier)
            below = (replace(one, depth=1) for one in none)
            yield page.PageRow(cells=(*first, none, (), ()), alone=(lead, *below))
        for place, penalty in enumerate(duty.penalties):
            name_and_text, authorities, amounts = self.penalty(penalty)
            cells = ((*name_and_text, *(() if place else earlier)), authorities, amounts)
            yield page.PageRow(
                cells=((), (), *cells) if place else (*first, *cells),
                alone=(*(() if place else (lead,)), *self.alone(cells)),
                continues=place > 0,
            )

    def doubt(self, odds: float | None) -> str:
        """The doubt about the pairing of an article; "" for none."""
        return "" if odds is None else self.labels["doubtful-row"].format(odds=odds_text(odds))

    def earlier(self, duty: ShownDuty) -> page.Lines:
        """The penal provisions of the old text, where they had other names."""
        names = self.labels["list"].join(duty.before)
        now = tuple(penalty.name for penalty in duty.penalties if penalty.sure)
        if duty.before == now or duty.change == "new":
            return ()
        key = "before" if names else "before-none"
        return (page.line(self.labels[key].format(names=names), "quiet"),)

    def gone(self, duty: ShownDuty) -> page.PageRow:
        """The row of a duty that the new text does not have."""
        labels = self.labels
        why = page.line(
            labels["gone-words" if duty.change == "changed" else "gone-article"], "quiet"
        )
        names = page.lines(labels["former"].format(name=name) for name in duty.names)
        earlier = self.earlier(duty)
        name = labels["former"].format(name=labels["list"].join(duty.names))
        lead = page.line(f"{name}{labels['colon']}{' '.join(duty.sentences)}")
        return page.PageRow(
            cells=((*names, why), page.lines(duty.sentences), earlier, (), ()),
            alone=(lead, *(replace(one, depth=1) for one in (why, *earlier))),
        )

    def penalty(self, penalty: ShownPenalty) -> tuple[page.Lines, page.Lines, page.Lines]:
        """The cells of a penal provision: its name and text, who punishes, the amounts."""
        labels = self.labels
        named = penalty.name if penalty.sure else labels[penalty.basis].format(name=penalty.name)
        change = f"{labels['open']}{labels[penalty.change]}{labels['close']}"
        name = f"{named}{change}{self.doubt(penalty.odds)}"
        return (
            (page.line(name, "strong"), *page.lines((penalty.text,))),
            page.lines(penalty.authorities),
            page.lines(map(self.amount, penalty.amounts)),
        )

    def alone(self, cells: tuple[page.Lines, page.Lines, page.Lines]) -> page.Lines:
        """A penal provision without columns: its name and text, all else in a line below."""
        first, *others = cells
        name, *texts = (_plain(one) for one in first)
        more = self.labels["and"].join(
            (*texts[1:], *(_plain(one) for lines in others for one in lines))
        )
        lead = f"{name}{self.labels['colon']}{texts[0]}"
        return tuple(
            replace(one, depth=1) for one in (page.line(lead), *page.lines((more,), "quiet"))
        )

    def amount(self, amount: AmountChange) -> str:
        """An amount with what it took the place of."""
        if amount.after is None:
            return self.labels["amount-gone"].format(words=amount.before or "")
        if amount.came:
            return self.labels["amount-new"].format(words=amount.after)
        return amount.after if amount.before is None else f"{amount.before} → {amount.after}"


def _plain(shown: page.PageLine) -> str:
    return "".join(part.text for part in shown.text)
