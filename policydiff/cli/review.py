"""policydiff review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import emit_json, is_terminal, say, table, tell, tell_text
from policydiff.cli.reading import kind_of, leave, remark, revisions_option, standard_input
from policydiff.cli.review_words import HEADS, WORDS, told
from policydiff.cli.settings import settings, shared
from policydiff.cli.text import one_line
from policydiff.messages import Message

if TYPE_CHECKING:
    from policydiff.app.review import Desk
    from policydiff.model.reading import Revisions
    from policydiff.model.relation import Grade, Link, LinkStatus
    from policydiff.relating.reviews import Entry


@click.command(
    "review",
    **examples(
        "policydiff review 关于促进移动互联网健康有序发展的意见 网络安全法",
        "policydiff review 关于促进移动互联网健康有序发展的意见 网络安全法 -i --by 张三",
        "policydiff review opinion.txt law.docx --reviews mine.toml --confirm 15=第四十一条 --grade 2 --note 同一措施 --by 张三",
        "policydiff review opinion.txt law.docx --reviews mine.toml --reject 15=第二十二条 --by 张三",
        "policydiff review opinion.txt law.docx --reviews mine.toml --undo 15=第二十二条 --by 张三",
        "policydiff review 关于促进移动互联网健康有序发展的意见 网络安全法 --from relation.xlsx --by 张三",
        "policydiff review 关于促进移动互联网健康有序发展的意见 网络安全法 --status",
    ),
)
@click.argument("left", metavar="OPINION")
@click.argument("right", metavar="LAW")
@click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="ITEM=ARTICLE",
    help="The two correspond, whether it was computed or not.",
)
@click.option(
    "--reject",
    "rejected",
    multiple=True,
    metavar="ITEM=ARTICLE",
    help="They do not: the link is never suggested again.",
)
@click.option(
    "--comment",
    "commented",
    multiple=True,
    metavar="ITEM=ARTICLE",
    help="Only a note, given with --note.",
)
@click.option(
    "--undo", "undone", multiple=True, metavar="ITEM=ARTICLE", help="Take back what you said of it."
)
@click.option(
    "--grade",
    type=click.IntRange(1, 2),
    help="Of what is confirmed: 2 for the very measure, 1 for the same subject.",
)
@click.option("--note", help="A comment, kept beside the judgement.")
@click.option(
    "--by",
    "reviewer",
    envvar="POLICYDIFF_REVIEWER",
    help="Who judges. Default: POLICYDIFF_REVIEWER.",
)
@click.option(
    "--from",
    "brought",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Take the judgements of a file: TOML, or the xlsx of `relate`.",
)
@click.option(
    "--export",
    "exported",
    type=click.Path(path_type=Path),
    help="Write all judgements of these texts to a file.",
)
@click.option(
    "-i", "--interactive", is_flag=True, help="Judge one link after the other, with one key each."
)
@click.option("--status", is_flag=True, help="How far the review is.")
@click.option(
    "--reviews",
    type=click.Path(path_type=Path),
    help="The file that holds the judgements, instead of the repository.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="Links of one article, at the most.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="For a person or a program.",
)
@revisions_option
@click.option("--dialect", help="The drafting tradition of the files, where it is not recognised.")
@click.option(
    "--kind", callback=kind_of, help="The kind of instrument of the files, such as law or opinion."
)
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    left: str,
    right: str,
    confirmed: tuple[str, ...],
    rejected: tuple[str, ...],
    commented: tuple[str, ...],
    undone: tuple[str, ...],
    grade: int | None,
    note: str | None,
    reviewer: str | None,
    brought: tuple[Path, ...],
    exported: Path | None,
    interactive: bool,
    status: bool,
    reviews: Path | None,
    limit: int,
    form: str,
    revisions: Revisions,
    dialect: str | None,
    kind: str | None,
    quiet: bool,
) -> None:
    """Judge the links between OPINION and LAW: confirm, reject, grade and comment them, or add one
    that was not found.

    Without an option it lists the links that want a judgement: disputed, changed since they were
    judged, then the least certain.
    Judgements of stored works are kept in the repository, one file for each reviewer; those of
    other files in the file that --reviews names.
    """
    from policydiff.app.review import ReviewOptions, open_desk  # noqa: PLC0415 --help needs click alone

    wish = _Wish(
        given={"confirmed": confirmed, "rejected": rejected, "suggested": commented},
        undone=undone,
        brought=brought,
        grade=cast("Grade | None", grade),
        note=note,
        reviewer=(reviewer or "").strip() or None,
    )
    wish.check(interactive=interactive)
    options = ReviewOptions(
        file=reviews,
        limit=limit,
        dialect=dialect,
        kind=kind,
        revisions=revisions,
        standard_input=standard_input((left, right)),
    )
    desk = open_desk(left, right, settings().repository, options)
    remark((desk.left, desk.right), quiet=quiet)
    changed = _change(desk, wish, quiet=quiet)
    if interactive:
        from policydiff.cli.review_screen import judge_links  # noqa: PLC0415 as above

        judge_links(desk, _named(wish.reviewer), settings().language)
    if exported is not None:
        _export(desk, exported, quiet=quiet)
    if status:
        _status(desk, form)
    elif not (changed or interactive or exported):
        _list(desk, wish.reviewer, form)
    leave((desk.left, desk.right))


class _Wish(NamedTuple):
    """What a person said on the command line."""

    given: dict[LinkStatus, tuple[str, ...]]
    undone: tuple[str, ...]
    brought: tuple[Path, ...]
    grade: Grade | None
    note: str | None
    reviewer: str | None

    def check(self, *, interactive: bool) -> None:
        """Raise `click.UsageError` for what makes no sense."""
        if self.grade is not None and not self.given["confirmed"]:
            raise click.UsageError(
                Message(
                    "--grade says how what is confirmed corresponds; give --confirm ITEM=ARTICLE"
                )
            )
        if self.given["suggested"] and not (self.note or "").strip():
            raise click.UsageError(Message("--comment needs --note TEXT"))
        if interactive and not (sys.stdin.isatty() and is_terminal()):
            raise click.UsageError(
                Message(
                    "--interactive needs a terminal; in a script use --confirm, --reject or --from"
                )
            )


def _change(desk: Desk, wish: _Wish, *, quiet: bool) -> bool:
    """Store what was said; False where nothing was."""
    words = WORDS[settings().language]
    lines = _take(desk, wish)
    for link in wish.undone:
        desk.undo(link, _named(wish.reviewer))
        lines.append(f"{link}{words['colon']}{words['undone']}")
    for path in wish.brought:
        fresh, known = desk.bring(path, wish.reviewer)
        lines.append(f"{path}{words['colon']}{words['brought'].format(fresh=fresh, known=known)}")
    for line in () if quiet else lines:
        say(one_line(f"{line}{words['open']}{desk.file or words['repository']}{words['close']}"))
    return bool(lines)


def _named(reviewer: str | None) -> str:
    """The reviewer's name. Raises `NobodyError`."""
    from policydiff.app.review import said  # noqa: PLC0415 --help needs click alone

    return said(reviewer or "", "confirmed").reviewer


def _take(desk: Desk, wish: _Wish) -> list[str]:
    """Store the judgements that were named, all or none; gives a line for each."""
    from policydiff.app.review import said  # noqa: PLC0415 --help needs click alone

    words = WORDS[settings().language]
    entries: list[Entry] = []
    lines: list[str] = []
    summaries: list[str] = []
    for status, links in wish.given.items():
        grade = wish.grade if status == "confirmed" else None
        for link in links:
            entries.append(desk.entry(link, said(wish.reviewer or "", status, grade, wish.note)))
            word, mark = (
                "noted" if status == "suggested" else status,
                f" ({grade})" if grade else "",
            )
            told_mark = f"{words['open']}{grade}{words['close']}" if grade else ""
            lines.append(f"{link}{words['colon']}{words[word]}{told_mark}")
            summaries.append(f"{link}: {word}{mark}")
    if entries:
        desk.store(entries, summaries[0] if len(summaries) == 1 else f"{len(summaries)} judgements")
    return lines


def _export(desk: Desk, path: Path, *, quiet: bool) -> None:
    from policydiff.app.write import write_file  # noqa: PLC0415 --help needs click alone

    write_file(
        desk.export(),
        path,
        sources=[side.path for side in (desk.left, desk.right) if side.path is not None],
    )
    if not quiet:
        tell(Message("{path} written", path=path))


def _status(desk: Desk, form: str) -> None:
    found = desk.status()
    if form == "json":
        emit_json(found.to_dict())
        return
    say(WORDS[settings().language]["status"].format(**found.to_dict()))
    for entry in found.lost:
        places = (
            f"{side.num or side.eid} {side.words or ''}" for side in (entry.left, entry.right)
        )
        word = WORDS[settings().language]["lost"]
        colon = WORDS[settings().language]["colon"]
        say(
            one_line(
                f"  {word}{colon}{' = '.join(places)}{colon}{told(entry.judgement, settings().language)}"
            )
        )


def _list(desk: Desk, reviewer: str | None, form: str) -> None:
    links = desk.to_judge(reviewer)
    if form == "json":
        emit_json({"links": [link.to_dict() for link in links], "status": desk.status().to_dict()})
        return
    table(tuple(HEADS[settings().language].values()), map(_row, links))
    if is_terminal():
        tell_text(WORDS[settings().language]["status"].format(**desk.status().to_dict()))


def _row(link: Link) -> tuple[str, ...]:
    language = settings().language
    words = WORDS[language]
    flags = (
        words[name] for name, is_so in (("stale", link.stale), ("disputed", link.disputed)) if is_so
    )
    said = "; ".join(told(judgement, language) for judgement in link.judgements)
    return (
        link.left.num or link.left.eid,
        link.right.num or link.right.eid,
        f"{link.score:.2f}",
        words[link.status],
        " ".join(flags),
        said,
    )
