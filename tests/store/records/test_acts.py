"""Acts that amend works are found as by looking at each of them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from policydiff.store.records.acts import NEAR, OTHERS, Acts, near
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.titles import title_key

NAMES = (
    "雨伞法",
    "雨伞管理法",
    "伞",
    "桥梁法",
    "中华人民共和国桥梁养护条例",
    "（暂行）",
    "雨伞法等",
)


def work(number: int, title: str, *days: str | None) -> WorkRecord:
    """A work of that title with versions of some days."""
    uri = f"/akn/{number}"
    made = WorkRecord(
        uri=uri,
        title=title,
        kind="decision",
        jurisdiction="cn",
        slug=str(number),
        folder=f"w/{number}",
    )
    return made.with_versions(
        VersionRecord(
            work_uri=uri, title=title, date=day, path=f"{number}/{day}", blob=f"{number}{day}"
        )
        for day in days
    )


def acts(chance: random.Random) -> list[WorkRecord]:
    """Acts on one work or several, with and without days."""
    found = []
    for number in range(60):
        named = "".join(f"《{name}》" for name in chance.sample(NAMES, chance.randint(0, 2)))
        title = f"关于修改{named}{chance.choice(('', OTHERS))}的决定"
        days = [f"20{chance.randint(10, 14)}-{chance.randint(1, 12):02}-11" for _ in range(2)]
        found.append(work(number, title, *chance.choice((days, days[:1], [None, days[0]], []))))
    return found


def test_acts_of_a_work_are_those_that_name_it_or_several() -> None:
    everything = acts(random.Random(1))
    index = Acts(everything)
    for number, title in enumerate(NAMES):
        own = replace(work(number, title), other_titles=NAMES[:number])
        keys = [title_key(name) for name in (own.title, *own.other_titles)]
        expected = [
            act
            for act in sorted(everything, key=lambda act: act.folder)
            if act.uri != own.uri
            and (OTHERS in act.title or any(key in title_key(act.title) for key in keys))
        ]

        assert list(index.of(own)) == expected


def test_near_acts_are_all_that_name_it_and_those_on_several_of_near_days() -> None:
    everything = acts(random.Random(2))
    index, own = Acts(everything), work(99, "雨伞法")
    for day in ("2009-12-01", "2012-06-30", "2013-01-01"):

        def may_have_made(act: WorkRecord, day: str = day) -> bool:
            if "雨伞法" in title_key(act.title):
                return True
            return any(
                abs((date.fromisoformat(one.date) - date.fromisoformat(day)).days) <= NEAR
                for one in act.versions
                if one.date is not None
            )

        assert list(index.near(own, day)) == [act for act in index.of(own) if may_have_made(act)]


def test_days_at_the_ends_of_the_calendar_have_neighbours() -> None:
    assert near("0001-01-05") == ("0001-01-01", "0001-04-07")
    assert near("9999-12-30") == ("9999-09-29", "9999-12-31")
