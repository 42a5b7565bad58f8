"""The dates of a version, and the acts that amended it or put it in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from policydiff.messages import Message
from policydiff.model.json_keys import JsonValue

DateName = Literal["adopted", "approved", "signed", "promulgated", "in_force", "posted", "named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates(JsonValue):
    """The dates of a version, ISO (YYYY-MM-DD), None where the source is silent.

    通过 adopted, 批准 approved, 成文 signed, 公布 promulgated, 施行 in force, posted on the web.
    `named` is no word of the text: it is the day in the name of its file, where a person asked to
    heed that; it is open what happened on it.
    """

    adopted: str | None = None
    approved: str | None = None
    signed: str | None = None
    promulgated: str | None = None
    in_force: str | None = None
    posted: str | None = None
    named: str | None = None

    @property
    def own(self) -> frozenset[str]:
        """The days on which the version itself came about."""
        days = (self.adopted, self.approved, self.signed, self.promulgated, self.named)
        return frozenset(day for day in days if day is not None)


Ground = Literal["text", "order", "file", "user", "decision", "catalogue", "signature"]
"""The ground for the day of entry into force: the text itself (its 附则 or 题注), the order (令)
that promulgated it, its file beside the text (a page's header), a person, a stored amending
decision, the shipped catalogue of instruments, or the signatures (自双方签字之日起生效), whose day
may be unknown.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(JsonValue):
    """A stored act by its title.

    `name` is the name by which to ask for it, `date` its own and `in_force` that from which on it
    applies (ISO), None where it states none.
    """

    title: str
    name: str
    date: str | None = None
    in_force: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """An earlier change that the 题注 reports.

    `word` is the text's own (修正, 修订, 修改); `mechanism` says how it was done, by single
    instructions or by a rewritten text; `date` ISO; `by` the body or meeting, or a person;
    `decision` the title of the deciding act, `uri` its URI; `version` and `note` what a table of
    revisions (修订记录) prints of it. Each is None where it is unknown.
    """

    word: str
    date: str | None
    by: str | None = None
    decision: str | None = None
    mechanism: Literal["itemised", "rewritten"] | None = None
    uri: str | None = None
    version: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadEntry:
    """A fact at the head of a text without a field of its own, as printed: 版本：V3.0.

    `value` is None where the text leaves it open (____). `of` is the party whose fact it is: 甲方
    for its 法定代表人, else None.
    """

    label: str
    value: str | None
    of: str | None = None

    @property
    def name(self) -> str:
        """The label behind that of its party: 乙方 地址."""
        return self.label if self.of is None else f"{self.of} {self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(JsonValue):
    """The origin of a text that was compiled, which is not the official one.

    `base` is the date of the version that was amended (``undated`` where it has none), `decision`
    the title of the decision, `decision_uri` its work and `decision_date` (ISO) its version, None
    where unknown. The hashes are those of the three texts as `text_sha256` gives them, `sha256`
    that of the compiled one.
    """

    origin: ClassVar[Literal["computed"]] = "computed"

    base: str
    base_sha256: str
    decision: str
    decision_sha256: str
    sha256: str
    decision_uri: str | None = None
    decision_date: str | None = None


def compiled_note(name: str, computed: Computed | None) -> tuple[Message, ...]:
    """A note on a text that was compiled from a decision; none for any other."""
    return (
        ()
        if computed is None
        else (
            Message(
                "{name} is compiled from the amending decision {decision}; it is not an official text",
                name=name,
                decision=computed.decision,
            ),
        )
    )


def naming_date(dates: Dates) -> tuple[str | None, str | None]:
    """The date that names a version, and its kind: of the file's name, or the text."""
    return date_in_text(dates) if dates.named is None else (dates.named, "named")


def is_named_alone(dates: Dates) -> bool:
    """True where the name of its file alone gives the day of a version."""
    return dates.named is not None and date_in_text(dates)[0] is None


def date_in_text(dates: Dates) -> tuple[str | None, str | None]:
    """The date in the text and its kind: promulgated, adopted, signed or approved."""
    for name in ("promulgated", "adopted", "signed", "approved"):
        value: str | None = getattr(dates, name)
        if value is not None:
            return value, name
    return None, None


ModificationType = Literal[
    "repeal", "substitution", "insertion", "replacement", "renumbering", "split", "join"
]
Address = str
"""``#art_2``, a place in the document itself, or a path from the root:
``/akn/cn/act/law/2018-03-01/example/!main~art_2``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modification:
    """Active in the act that makes it, passive in the version that has suffered it.

    `source` is the item that orders it, `destination` the place that it changes: in an act one of
    the amended work, in a version one of that version itself. `previous` is the place in the
    version before, by the address of that version. `old` and `new` are the places of the words that
    go and of those that come.
    """

    type: ModificationType
    source: tuple[Address, ...]
    destination: tuple[Address, ...]
    previous: Address | None = None
    old: tuple[Address, ...] = ()
    new: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedText:
    """Words that a decision quotes within a sentence, to delete or to insert them.

    `span` is [begin, end) in characters of the block that holds them, without the quotation marks.
    """

    span: tuple[int, int]
    eid: str | None = None


def anchor(eid: str) -> Address:
    """The address of a place in the document itself."""
    return "#" + eid
