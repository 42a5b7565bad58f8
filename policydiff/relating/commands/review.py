"""policydiff review."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, format_option, option
from policydiff.cli.output import (
    emit_json,
    is_terminal,
    notify,
    notify_text,
    print_text,
    report_outcome,
)
from policydiff.cli.reading import READING, leave, remark, session
from policydiff.cli.settings import language, shared
from policydiff.cli.table import table
from policydiff.cli.text import one_line
from policydiff.comparing.actions.leaf import take_returned
from policydiff.messages import Message
from policydiff.model.measures import Grade, MeasureStatus
from policydiff.reading.load import read_file
from policydiff.relating.actions.review.judgement import judgement_of
from policydiff.relating.actions.review.leaf import take_leaf
from policydiff.relating.actions.review.measures import MeasureJudgement
from policydiff.relating.actions.review.review import ReviewOptions, ReviewSession, open_review
from policydiff.relating.commands.review_words import HEADS, MEASURE_HEADS, WORDS, describe
from policydiff.relating.engine.relation import Link, LinkStatus
from policydiff.relating.engine.review.judged_measures import MeasureEntry
from policydiff.relating.engine.review.reviews import StoredEntry
from policydiff.relating.report.measures import ShownMeasure
from policydiff.relating.report.offers import offer_line
from policydiff.report.html.returned_leaf import MOST_BYTES, ReturnedLeaf, is_leaf, read_leaf
from policydiff.works.writing import write_file


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementOptions:
    """The judgements of links and measures from the command line."""

    confirmed: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    commented: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    grade: Grade | None = None
    note: str | None = None
    reviewer: str | None = None
    brought: tuple[Path, ...] = ()
    exported: Path | None = None
    interactive: bool = False
    status: bool = False
    measures: bool = False

    @property
    def given(self) -> dict[LinkStatus, tuple[str, ...]]:
        """The links by their new status."""
        return {
            "confirmed": self.confirmed,
            "rejected": self.rejected,
            "suggested": tuple(name for name in self.commented if not is_measure(name)),
        }

    @property
    def judged_measures(self) -> tuple[tuple[MeasureStatus | None, str], ...]:
        """The measures with their new status."""
        return (
            *(("answered", name) for name in self.answered),
            *(("partly", one) for one in self.partly),
            *(("none", one) for one in self.unanswered),
            *((None, one) for one in self.commented if is_measure(one)),
        )

    def check(self) -> None:
        """Raise `click.UsageError` for contradicting options."""
        if self.grade is not None and not (self.confirmed or self.answered or self.partly):
            raise click.UsageError(
                Message(
                    "--grade states how what is confirmed corresponds; give --confirm ITEM=ARTICLE"
                )
            )
        if self.commented and not (self.note or "").strip():
            raise click.UsageError(Message("--comment needs --note TEXT"))
        if self.interactive and not (sys.stdin.isatty() and is_terminal()):
            raise click.UsageError(
                Message(
                    "--interactive needs a terminal; in a script use --confirm, --reject or --from"
                )
            )


@click.command(
    "review",
    **examples(
        "policydiff review 关于促进移动互联网健康有序发展的意见 网络安全法",
        "policydiff review 关于促进移动互联网健康有序发展的意见 网络安全法 -i --by 张三",
        "policydiff review opinion.txt law.docx --reviews mine.toml --confirm 15=第四十一条 --grade 2 --note 同一措施 --by 张三",
        "policydiff review opinion.txt law.docx --reviews mine.toml --reject 15=第二十二条 --by 张三",
        "policydiff review opinion.txt law.docx --reviews mine.toml --undo 15=第二十二条 --by 张三",
        "policydiff review opinion.txt law.docx --reviews mine.toml --answered 15.2=第四十一条,第四十二条 --by 张三",
        "policydiff review 关于促进移动互联网健康有序发展的意见 网络安全法 --from relation.xlsx --by 张三",
        "policydiff review 对外贸易法@2022-12-30 对外贸易法@2025-12-27 --from 活页.html",
        "policydiff review 关于促进移动互联网健康有序发展的意见 网络安全法 --status",
    ),
)
@click.argument("left", metavar="OPINION")
@click.argument("right", metavar="LAW")
@bound(
    "wish",
    JudgementOptions,
    confirmed=option(
        "The two correspond, whether it was computed or not.",
        "--confirm",
        metavar="ITEM=ARTICLE",
    ),
    rejected=option(
        "They do not: the link is never suggested again.", "--reject", metavar="ITEM=ARTICLE"
    ),
    answered=option(
        "LAW answers this measure (15.2: the second of item 15), by these articles where they are given.",
        metavar="MEASURE[=ARTICLE,…]",
    ),
    partly=option("LAW answers this measure in part.", metavar="MEASURE[=ARTICLE,…]"),
    unanswered=option("LAW has nothing for this measure.", metavar="MEASURE"),
    commented=option(
        "Only a note, given with --note; of a link or a measure.",
        "--comment",
        metavar="ITEM=ARTICLE",
    ),
    undone=option(
        "Take back your judgement of a link or a measure.", "--undo", metavar="ITEM=ARTICLE"
    ),
    grade=option(
        "Of what is confirmed, and of articles that answer: 2 for the very measure, 1 for the same subject.",
        type=click.IntRange(1, 2),
    ),
    note=option("A comment, stored with the judgement."),
    reviewer=option(
        "Who judges. Default: POLICYDIFF_REVIEWER.", "--by", envvar="POLICYDIFF_REVIEWER"
    ),
    brought=option(
        "Take the judgements of a file: TOML, the xlsx of `relate`, or a leaf; that of a comparison too.",
        "--from",
    ),
    exported=option("Write all judgements of these texts to a file.", "--export"),
    interactive=option(
        "Judge one link, or with --measures one measure, after the other, with one key each.",
        "-i",
        "--interactive",
    ),
    status=option("How far the review is."),
    measures=option("List the measures that want a judgement in place of the links."),
)
@bound(
    "options",
    ReviewOptions,
    file=option("The file that holds the judgements, instead of the repository.", "--reviews"),
    limit=option(
        "Links of one article, at the most.", type=click.IntRange(1, 1000), show_default=True
    ),
    **READING,
)
@format_option("table", "json")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(
    *, left: str, right: str, wish: JudgementOptions, options: ReviewOptions, form: str, quiet: bool
) -> None:
    """Judge the links between OPINION and LAW: confirm, reject, grade and comment them, or add one
    that was not found; and judge what LAW makes of each measure of OPINION.

    Without an option it lists the links that want a judgement, with --measures the measures:
    disputed, changed since they were judged, then the least certain.
    Judgements of stored works are kept in the repository, one file for each reviewer; those of
    other files in the file that --reviews names.
    """
    wish.check()
    wish = replace(wish, reviewer=(wish.reviewer or "").strip() or None)
    here = session(left, right)
    if (brought := _comparison_leaves(wish)) is not None:
        for leaf in brought:
            _print_taken(leaf.name, take_returned(left, right, leaf, here).line, quiet=quiet)
        return
    review = open_review(left, right, here, options)
    remark((review.left, review.right), quiet=quiet)
    changed = _change(review, wish, quiet=quiet)
    if wish.interactive:
        _judge_on_screen(review, _named(wish.reviewer), measures=wish.measures)
    if wish.exported is not None:
        _export(review, wish.exported, quiet=quiet)
    if wish.status:
        _status(review, form)
    elif wish.measures and not wish.interactive:
        _list_measures(review, form)
    elif not (changed or wish.interactive or wish.exported):
        _list(review, wish.reviewer, form)
    leave((review.left, review.right))


def _leaf_at(path: Path) -> ReturnedLeaf | None:
    """The leaf of a file, None for any other file. Raises what reading it raises."""
    data = read_file(path, MOST_BYTES)
    return read_leaf(data, path.name) if is_leaf(data) else None


def _comparison_leaves(wish: JudgementOptions) -> list[ReturnedLeaf] | None:
    """The leaves of comparisons that --from names, None for other files alone.

    Raises `click.UsageError` where both, or judgements, are asked for at once.
    """
    leaves = [leaf for leaf in map(_leaf_at, wish.brought) if leaf and leaf.family == "comparison"]
    if not leaves:
        return None
    alone = JudgementOptions(brought=wish.brought, reviewer=wish.reviewer)
    if len(leaves) < len(wish.brought) or wish != alone:
        raise click.UsageError(
            Message("--from reads the leaf of a comparison by itself, without other choices")
        )
    return leaves


def _print_taken(name: str, line: Message, *, quiet: bool) -> None:
    """Print the line on what was taken of a leaf."""
    if not quiet:
        report_outcome(Message("{name}: {taken}", name=name, taken=line))


def _judge_on_screen(review: ReviewSession, reviewer: str, *, measures: bool) -> None:
    if measures:
        from policydiff.relating.commands.review_screen import judge_measures  # noqa: PLC0415 as above

        judge_measures(review, reviewer, language())
    else:
        from policydiff.relating.commands.review_screen import judge_links  # noqa: PLC0415 as above

        judge_links(review, reviewer, language())


def _change(review: ReviewSession, wish: JudgementOptions, *, quiet: bool) -> bool:
    """Store the judgements that were given; False where there are none."""
    words = WORDS[language()]
    lines = _take(review, wish)
    for link in wish.undone:
        review.undo(link, _named(wish.reviewer))
        lines.append(f"{link}{words['colon']}{words['undone']}")
    leaves = {path: leaf for path in wish.brought if (leaf := _leaf_at(path)) is not None}
    for path, leaf in leaves.items():
        _print_taken(path.name, take_leaf(review, leaf).line, quiet=quiet)
    for path in (path for path in wish.brought if path not in leaves):
        fresh, known = review.bring(path, wish.reviewer)
        lines.append(f"{path}{words['colon']}{words['brought'].format(fresh=fresh, known=known)}")
    for line in () if quiet else lines:
        print_text(
            one_line(f"{line}{words['open']}{review.file or words['repository']}{words['close']}")
        )
    return bool(lines or leaves)


def _named(reviewer: str | None) -> str:
    """The reviewer's name. Raises `NobodyError`."""
    return judgement_of(reviewer or "", "confirmed").reviewer


def _take(review: ReviewSession, wish: JudgementOptions) -> list[str]:
    """Store the named judgements, all or none; return a line for each."""
    words = WORDS[language()]
    entries: list[StoredEntry] = []
    lines: list[str] = []
    summaries: list[str] = []
    for status, links in wish.given.items():
        grade = wish.grade if status == "confirmed" else None
        for link in links:
            entries.append(
                review.entry(link, judgement_of(wish.reviewer or "", status, grade, wish.note))
            )
            word, mark = (
                "noted" if status == "suggested" else status,
                f" ({grade})" if grade else "",
            )
            grade_mark = f"{words['open']}{grade}{words['close']}" if grade else ""
            lines.append(f"{link}{words['colon']}{words[word]}{grade_mark}")
            summaries.append(f"{link}: {word}{mark}")
    for given, entry in _measure_entries(review, wish):
        entries.append(entry)
        said = words["noted" if entry.status is None else f"measure-{entry.status}"]
        lines.append(f"{given}{words['colon']}{said}")
        summaries.append(f"{given}: {entry.status or 'noted'}")
    if entries:
        review.store(
            entries, summaries[0] if len(summaries) == 1 else f"{len(summaries)} judgements"
        )
    return lines


def _measure_entries(
    review: ReviewSession, wish: JudgementOptions
) -> Iterator[tuple[str, MeasureEntry]]:
    for status, given in wish.judged_measures:
        name, _, articles = given.replace("＝", "=").partition("=")
        words = judgement_of(wish.reviewer or "", "suggested", None, wish.note)
        judgement = MeasureJudgement(
            status=status,
            articles=tuple(filter(None, map(str.strip, re.split("[,，、]", articles)))),
            grade=wish.grade if articles else None,
            note=words.note,
        )
        yield given, review.measure_entry(name, judgement, words.reviewer)


def _export(review: ReviewSession, path: Path, *, quiet: bool) -> None:
    write_file(
        review.export(),
        path,
        sources=[side.path for side in (review.left, review.right) if side.path is not None],
    )
    if not quiet:
        notify(Message("{path} written", path=path))


def _status(review: ReviewSession, form: str) -> None:
    found = review.status()
    if form == "json":
        emit_json(found.to_dict())
        return
    print_text(WORDS[language()]["status"].format(**found.to_dict()))
    for entry in found.lost:
        places = (
            f"{side.num or side.eid} {side.words or ''}" for side in (entry.left, entry.right)
        )
        word = WORDS[language()]["lost"]
        colon = WORDS[language()]["colon"]
        print_text(
            one_line(
                f"  {word}{colon}{' = '.join(places)}{colon}{describe(entry.judgement, language())}"
            )
        )
    for measure in found.lost_measures:
        words = WORDS[language()]
        text = f"{measure.left.num or measure.left.eid} {measure.left.words or ''}"
        said = words[f"measure-{measure.status}"] if measure.status else measure.note
        print_text(
            one_line(
                f"  {words['lost']}{words['colon']}{text}{words['colon']}{measure.reviewer} · {said}"
            )
        )
    for gap in found.lost_gaps:
        words = WORDS[language()]
        text = f"{gap.left.num or gap.left.eid} {gap.left.words or ''}"
        said = words["list"].join(text for _, text in gap.words)
        print_text(
            one_line(
                f"  {words['lost']}{words['colon']}{text}{words['colon']}{gap.reviewer} · {said}"
            )
        )


def _list(review: ReviewSession, reviewer: str | None, form: str) -> None:
    links = review.to_judge(reviewer)
    if form == "json":
        emit_json(
            {"links": [link.to_dict() for link in links], "status": review.status().to_dict()}
        )
        return
    table(tuple(HEADS[language()].values()), map(_row, links))
    if is_terminal():
        notify_text(WORDS[language()]["status"].format(**review.status().to_dict()))


def _row(link: Link) -> tuple[str, ...]:
    words = WORDS[language()]
    flags = (
        words[name] for name, is_so in (("stale", link.stale), ("disputed", link.disputed)) if is_so
    )
    said = "; ".join(describe(judgement, language()) for judgement in link.judgements)
    return (
        link.left.num or link.left.eid,
        link.right.num or link.right.eid,
        f"{link.score:.2f}",
        words[link.status],
        " ".join(flags),
        said,
    )


def _list_measures(review: ReviewSession, form: str) -> None:
    measures = review.measures_to_judge()
    if form == "json":
        rows = [
            {"name": measure.name, "text": measure.text, **measure.measure.to_dict()}
            for measure in measures
        ]
        emit_json({"measures": rows, "status": review.status().to_dict()})
        return
    words = WORDS[language()]
    nums = {article.eid: article.num for article in review.right.document.articles}
    left = review.left.document.title
    lines = (
        (
            *_measure_row(one, words),
            words["and"].join(
                offer_line(offer, left, nums, language()) for offer in one.answers[0].answer.offers
            ),
        )
        for one in measures
    )
    table(tuple(MEASURE_HEADS[language()].values()), lines)
    if is_terminal():
        notify_text(words["status"].format(**review.status().to_dict()))


def _measure_row(shown: ShownMeasure, words: Mapping[str, str]) -> tuple[str, ...]:
    answer = shown.answers[0].answer
    flags = (words[name] for name in ("stale", "disputed") if getattr(answer, name))
    articles = words["list"].join(name for group in shown.answers[0].groups for name in group.names)
    said = words["colon"].join(filter(None, (answer.reviewer, answer.note)))
    return (
        shown.name,
        words[shown.answers[0].word_key],
        articles,
        shown.text,
        " ".join(flags),
        said,
    )


def is_measure(name: str) -> bool:
    """True for a name of a measure, not of a link."""
    return not re.search("[=＝]", name)
