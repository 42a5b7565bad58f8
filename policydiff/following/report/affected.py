"""The page of the places that changes concern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policydiff.following.engine.affected import (
    Affected,
    AffectedPlace,
    AffectedText,
    ChangedWork,
    ClauseEffect,
    UnansweredDuty,
)
from policydiff.locale import Labels, Language, translate
from policydiff.model.names import UNDATED
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.citations import quoted
from policydiff.report.pieces import ELLIPSIS

WORDS = Labels(
    "what rests on changes",
    {
        "title": "What rests on the change of {title}",
        "several": "What rests on the changes of {count} texts",
        "changed": "{title}: {before} → {after}, articles that are not the same: {changed}",
        "ended": "{title}: {fact}",
        "computed": " (compiled from the decision; not an official text)",
        "counts": "Texts looked at: {read}. Listed: texts {texts}, places {places}, of them with an unchanged ground {unchanged}.",
        "left-out": "Left out: texts that had ended before: {ended}.",
        "scope": "Looked for: citations of the provisions and the ground clause (the newest text of each work), equal sentences of at least 20 characters in texts that name the work and in the files, and what people judged. A citation means the version in force on the day of its text. What rests on a provision in other words is not found.",
        "rules": "Requirements were compared with {rules} rules: where no corresponding clause is found, that says that these texts have none, not that the requirement is not met.",
        "place": "Place",
        "why": "Listed since",
        "ground-of": "Rests on",
        "effect": "What happened to that",
        "cites": "it cites it: {words}",
        "ground": "made on its ground: {words}",
        "repeats": "it has the same words: {words}",
        "judged": "{person} judged that they correspond: {words}",
        "answers": "its words correspond (by comparison): {words}",
        "whole": "the whole text",
        "effect ended": "it has ended",
        "effect removed": "removed: no provision corresponds to it",
        "effect removed in part": "removed: no provision corresponds to {gone}",
        "effect divided": "divided or merged: now {now}",
        "effect renumbered": "other number: now {now}",
        "effect figures": "other figures: {figures}",
        "effect reworded": "reworded{stretches}",
        "effect follows": "its words follow a renumbering or a replacement alone",
        "effect amended": "the text was amended",
        "effect unchanged": "the cited provision is unchanged",
        "doubtful": "the pairing of the two texts is to be checked",
        "unchanged": "The cited provision is unchanged at {count} places: {places}",
        "as": "{place} ({cited})",
        "unanswered": "New duties to which none of the rules corresponds",
        "duty-new": "new",
        "duty-changed": "changed",
        "grounds": "Made on the ground of what was amended; nothing else in them was found to rest on the change",
        "on": "{text}, {place}: {title}",
        "unread": "Not read",
        "and": ", ",
        "semicolon": "; ",
        "colon": ": ",
        "arrow": "{old} → {new}",
        "stretch-old": "“{old}” went",
        "stretch-new": "“{new}” came",
        "stretch": "“{old}” → “{new}”",
    },
)

LONGEST_WORDS = 120
"""Characters of a place that stand in its row."""

LONGEST_STRETCH = 40
"""Characters of a changed stretch that are shown."""


def affected_page(affected: Affected, options: ReportOptions) -> page.Page:
    """The changes and the counts; the duties without an answer; each text."""
    language = options.language
    words = WORDS[language]
    titles = [quoted(work.title) for work in affected.works]
    title = words["title"].format(title=titles[0])
    if len(titles) != 1:
        title = words["several"].format(count=len(titles))
    names = {work.uri: quoted(work.title) for work in affected.works}
    unread = (f"{name}{words['colon']}{why}" for name, why in affected.unread)
    return page.Page(
        family=affected.family,
        language=language,
        title=title,
        sections=(
            page.part(
                *page.lines((work_line(work, language) for work in affected.works), "strong"),
                *page.lines(counts(affected, language)),
                *page.lines((translate(note, language) for note in affected.notes), "doubt"),
            ),
            *_unanswered(affected, language),
            *(_text(text, names, language) for text in affected.texts if not _is_on_ground(text)),
            *_grounds(affected, names, language),
            *page.listed(words["unread"], unread, "bad"),
            page.part(page.line(words["scope"], "quiet")),
        ),
    )


def work_line(work: ChangedWork, language: Language) -> str:
    """A change in a line: the work, both days, or its end."""
    words = WORDS[language]
    if work.ended is not None:
        fact = translate(work.ended.message, language)
        return words["ended"].format(title=quoted(work.title), fact=fact)
    days = words["changed"].format(
        title=quoted(work.title),
        before=work.before or UNDATED,
        after=work.after or UNDATED,
        changed=work.changed,
    )
    return days + (words["computed"] if work.computed else "")


def counts(affected: Affected, language: Language) -> Iterator[str]:
    """The numbers of texts and places, and of what was left out."""
    words = WORDS[language]
    places = [place for text in affected.texts for place in text.places]
    yield words["counts"].format(
        read=affected.read,
        texts=len(affected.texts),
        places=len(places),
        unchanged=sum(not place.is_touched for place in places),
    )
    if affected.ended:
        yield words["left-out"].format(ended=affected.ended)
    if affected.rules is not None:
        yield words["rules"].format(rules=affected.rules)


def effect_words(effect: ClauseEffect, language: Language) -> str:
    """The effect on a provision, in one line."""
    words = WORDS[language]
    fields = {
        "now": words["and"].join(effect.now),
        "figures": words["and"].join(
            words["arrow"].format(old=one.old, new=one.new) for one in effect.figures
        ),
        "gone": words["and"].join(effect.gone),
        "stretches": _stretches(effect, language),
    }
    keys = {"removed": "effect removed in part"} if effect.gone else {}
    parts = [words[keys.get(one, f"effect {one}")].format(**fields) for one in effect.effects]
    parts += [words["doubtful"]] if effect.doubtful and effect.effects != ("unchanged",) else []
    return words["semicolon"].join(parts)


def why_words(place: AffectedPlace, language: Language) -> str:
    """The reason why a place is listed, with its words."""
    return WORDS[language][place.connection].format(
        words=_brief(place.words), person=place.person or ""
    )


def ground_words(place: AffectedPlace, title: str, language: Language) -> str:
    """The provision on which a place rests, as the text names it, with its version."""
    number = place.cited or place.effect.number or WORDS[language]["whole"]
    return f"{title}{number}" + (f" @{place.meant}" if place.meant else "")


def text_name(text: AffectedText) -> str:
    """The title of a text with its day, or the name of its file."""
    row = text.text
    return f"{quoted(row.title)} {row.file or row.date or UNDATED}"


def _text(text: AffectedText, names: dict[str, str], language: Language) -> page.PageSection:
    words = WORDS[language]
    columns = tuple(
        page.Column(head=words[key], wide=key in ("why", "effect"))
        for key in ("place", "why", "ground-of", "effect")
    )
    rows = tuple(_row(place, names.get(place.work, ""), language) for place in text.touched)
    unchanged = Counter(
        words["as"].format(place=place.number, cited=place.cited or "")
        for place in text.places
        if not place.is_touched
    )
    same = words["unchanged"].format(
        count=sum(unchanged.values()), places=words["and"].join(unchanged)
    )
    return page.PageSection(
        heading=page.line(text_name(text), "strong"),
        blocks=(
            *((page.PageTable(columns=columns, rows=rows, layout="records"),) if rows else ()),
            *page.lines((same,) if unchanged else (), "quiet"),
        ),
    )


def _is_on_ground(text: AffectedText) -> bool:
    """True where a text is made on the ground of a work, and no more."""
    return all(
        place.connection == "ground" and place.effect.effects == ("amended",)
        for place in text.touched
    ) and bool(text.touched)


def _grounds(
    affected: Affected, names: dict[str, str], language: Language
) -> tuple[page.PageSection, ...]:
    words = WORDS[language]
    lines = (
        words["on"].format(
            text=text_name(text), place=place.number, title=names.get(place.work, "")
        )
        for text in affected.texts
        if _is_on_ground(text)
        for place in text.touched
    )
    return page.listed(words["grounds"], lines)


def _row(place: AffectedPlace, title: str, language: Language) -> page.PageRow:
    doubt = () if place.doubt is None else page.cell(translate(place.doubt, language), "doubt")
    return page.PageRow(
        cells=(
            page.cell(place.number),
            page.cell(why_words(place, language)),
            page.cell(ground_words(place, title, language)),
            (*page.cell(effect_words(place.effect, language), "bad"), *doubt),
        )
    )


def _unanswered(affected: Affected, language: Language) -> tuple[page.PageSection, ...]:
    words = WORDS[language]
    names = {work.uri: quoted(work.title) for work in affected.works}

    def line(duty: UnansweredDuty) -> str:
        came = words["duty-new" if duty.added else "duty-changed"]
        head = f"{names.get(duty.work, '')}{duty.number}"
        return f"{head} ({came}){words['colon']}{_brief(duty.text)}"

    return page.listed(words["unanswered"], map(line, affected.unanswered), "doubt")


def _stretches(effect: ClauseEffect, language: Language) -> str:
    words = WORDS[language]
    shown = []
    for old, new in effect.stretches:
        key = "stretch" if old and new else "stretch-old" if old else "stretch-new"
        shown.append(
            words[key].format(old=_brief(old, LONGEST_STRETCH), new=_brief(new, LONGEST_STRETCH))
        )
    more = ELLIPSIS if effect.more else ""
    return f"{words['colon']}{words['and'].join(shown)}{more}" if shown else ""


def _brief(text: str, most: int = LONGEST_WORDS) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most] + ELLIPSIS
