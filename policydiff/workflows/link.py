"""link: a person says that parts of two versions of one work are the same clause, or that they are not."""

from __future__ import annotations

from pathlib import Path

from policydiff import plugins
from policydiff.errors import UsageError
from policydiff.model.names import UNDATED, Name, parse_name
from policydiff.store.pins import StoredPin
from policydiff.store.repository import Repository, WorkRecord
from policydiff.store.writer import Written


class BadLinkError(UsageError):
    """What was typed names no parts of two consecutive versions."""

    def __init__(self, why: str) -> None:
        """`why` says what is wrong and what to write."""
        super().__init__(f"{why}; write DATE#PROVISION twice, such as 2021-09-26#第九条 2024-05-31#第十条")


def link(work: str, places: tuple[str, str], repository: Path, *, apart: bool = False, forget: bool = False) -> tuple[StoredPin, Written]:
    """Store that two places (``DATE#PROVISION``) are one clause; with `apart` that they are not, with `forget` nothing of them any more.

    Raises `BadLinkError`, `UnknownPartError`, `BadOverrideError`, `NoSuchVersionError` and what `Repository.write_pin` raises.
    """
    from policydiff.diffing.compare import diff  # noqa: PLC0415 numpy and the segmenter are heavy
    from policydiff.diffing.overrides_reading import Names, read_overrides  # noqa: PLC0415 as above
    from policydiff.workflows.evidence import Evidence  # noqa: PLC0415 as above

    store = Repository.open(repository)
    record = store.find(work)
    names = [_name(place, work) for place in places]
    versions = [store.version(record, name.date) for name in names]
    _check(record, [version.date or UNDATED for version in versions])
    left, right = (store.load(version) for version in versions)
    words = plugins.dialect(left.dialect).citations, plugins.dialect(right.dialect).citations
    entry = {"left": names[0].provision, "right": names[1].provision}
    read_overrides({"unlink" if apart else "link": [entry]}, left, right, words, name="link")
    eids = [Names.of(side, word).named(name.provision or "")[0].eid for side, word, name in zip((left, right), words, names, strict=True)]
    pin = StoredPin(left=(versions[0].date or UNDATED, eids[0]), right=(versions[1].date or UNDATED, eids[1]), apart=apart)
    if not forget:
        evidence = Evidence.of(store, record).with_pin(pin)
        diff(left, right, pairs=evidence.between(left, right))
    return pin, store.write_pin(record, pin, forget=forget)


def _name(place: str, work: str) -> Name:
    """A place with its work left out: ``2021-09-26#第九条``; an @ before it is allowed."""
    name = parse_name(f"{work}@{place.lstrip('@＠')}")
    if name.provision is None or name.date is None:
        raise BadLinkError(f"{place} names no provision of a version")
    return name


def _check(work: WorkRecord, dates: list[str]) -> None:
    stored = [version.date or UNDATED for version in work.versions]
    if stored.index(dates[1]) != stored.index(dates[0]) + 1:
        raise BadLinkError(f"{dates[0]} and {dates[1]} do not follow one another; stored are {', '.join(stored)}")
