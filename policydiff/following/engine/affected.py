"""Places that a change concerns: their ground, its effect, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, get_args

from policydiff.messages import Message
from policydiff.model.cited import Became
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document, Provision
from policydiff.model.index import ProvisionIndex
from policydiff.model.json_keys import JsonValue, as_json
from policydiff.model.work_life import LifeFact
from policydiff.text.noise import fold_key
from policydiff.text.sentences import cut_sentences

Connection = Literal["cites", "ground", "repeats", "judged", "answers"]
"""Why a place is listed: it cites the provision; its text is made on the ground of the work; it has
the words of a sentence that changed; a person judged that it answers the provision, or that the
provision answers it; by a comparison of the texts it corresponds to the provision.
"""

Effect = Literal[
    "ended", "removed", "divided", "renumbered", "figures", "reworded", "follows", "amended",
    "unchanged",
]  # fmt: skip
"""What happened to the ground of a place: its work ended; the provision has no counterpart; it was
split or merged; it has another number; an amount, period, ratio or count changed; other words
changed; its words follow a renumbering or a replacement, no more; the work was amended; nothing.
"""

EFFECTS: tuple[Effect, ...] = get_args(Effect)

MOST_STRETCHES = 3
"""So many changed stretches of a provision are named."""

LEAST_REPEATED = 20
"""Characters from which on an equal sentence is a repeated one: shorter ones are formulas."""

_DIVIDED = frozenset(("split", "merged", "regrouped"))
_FIGURES = frozenset(("amount", "period", "ratio", "count"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFigure(JsonValue):
    """A figure of the old text and what both texts prove to stand in its place."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseEffect(JsonValue):
    """The effect of a change on one provision or range.

    `now` are its numbers after it, `gone` those of a range, or of the parts that an older one became,
    that have no counterpart while others have. `stretches` are the first that changed, old and new;
    `more` says that there are others. `doubtful` is True where the pairing of the two texts is.
    """

    number: str
    now: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    figures: tuple[NewFigure, ...] = ()
    stretches: tuple[tuple[str, str], ...] = ()
    more: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWork(JsonValue):
    """A work that was amended or ended, with the dates of both versions.

    `after` is None where it ended. `computed` says that no authority published the text after it.
    `changed` is the number of articles that are not the same.
    """

    uri: str
    title: str
    before: str | None = None
    after: str | None = None
    computed: bool = False
    changed: int = 0
    ended: LifeFact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedText(JsonValue):
    """A text of the library, or a file, with the facts by which offices list it.

    `uri` and `date` are None for a file, `file` for a stored text.
    """

    title: str
    uri: str | None = None
    date: str | None = None
    file: str | None = None
    kind: str = ""
    document_number: str | None = None
    authority: str | None = None
    term: str | None = None

    @property
    def key(self) -> str:
        """The name by which the text is found again: its URI, else that of its file."""
        return self.uri or f"file {self.file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedPlace(JsonValue):
    """A place that rests on a provision of a changed work.

    `eid` and `number` are the provision in which it stands, `words` what stands there, `line` that
    of the file. `work` is the URI of the changed work; `cited` is the provision as the text names
    it, in the version of the day `meant`. `person` judged it. `doubt` is why it may mean another
    text.
    """

    connection: Connection
    work: str
    effect: ClauseEffect
    eid: str | None = None
    number: str = ""
    words: str = ""
    line: int | None = None
    cited: str | None = None
    meant: str | None = None
    person: str | None = None
    doubt: Message | None = None

    @property
    def is_touched(self) -> bool:
        """True where what it rests on is not as it was."""
        return self.effect.effects != ("unchanged",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedText(JsonValue):
    """A text with its places, in reading order."""

    text: ListedText
    places: tuple[AffectedPlace, ...]

    @property
    def touched(self) -> tuple[AffectedPlace, ...]:
        """The places whose ground is not as it was."""
        return tuple(place for place in self.places if place.is_touched)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredDuty(JsonValue):
    """A new or changed duty of enterprises without a corresponding clause."""

    work: str
    eid: str
    number: str
    text: str
    added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """The changes that were asked for, and what rests on them.

    `read` is the number of texts that were looked at, `ended` of those left out since they had
    ended before; `unread` are the names of others with the reason. `rules` is the number of texts
    in which the duties were looked for, None where nobody asked.
    """

    family: ClassVar[str] = "affected"

    works: tuple[ChangedWork, ...]
    texts: tuple[AffectedText, ...] = ()
    unanswered: tuple[UnansweredDuty, ...] = ()
    read: int = 0
    ended: int = 0
    rules: int | None = None
    unread: tuple[tuple[str, str], ...] = ()
    notes: tuple[Message, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The places as JSON."""
        return as_json(self)


def effect_of(
    became: Sequence[tuple[str, Became]],
    comparison: Comparison,
    cited: Mapping[str, str | None],
) -> ClauseEffect:
    """The effect on the provisions that one place names, each with its number before.

    `cited` has by the eIds of their articles, in the text before, the parts of it that are meant,
    None for the whole article.
    """
    effects = {effect for _, one in became for effect in _effects(one)}
    figures = figures_of(comparison, cited) if effects - {"unchanged"} else ()
    effects |= {"figures"} if figures else set()
    now = tuple(dict.fromkeys(there for _, one in became for _, there in one.now))
    gone = tuple(number for number, one in became if one.outcome == "removed")
    return ClauseEffect(
        number="",
        now=now,
        gone=gone if now else (),
        effects=tuple(one for one in EFFECTS[:-1] if one in effects) or ("unchanged",),
        figures=figures,
    )


def _effects(became: Became) -> tuple[Effect, ...]:
    if became.outcome == "removed":
        return ("removed",)
    effects: list[Effect] = []
    if became.outcome in _DIVIDED:
        effects.append("divided")
    elif became.outcome == "renumbered":
        effects.append("renumbered")
    if became.reworded or became.outcome == "reworded":
        effects.append("follows" if became.explained else "reworded")
    return tuple(effects) or ("unchanged",)


def figures_of(comparison: Comparison, cited: Mapping[str, str | None]) -> tuple[NewFigure, ...]:
    """The figures of articles, or of parts of them, that are proved to change."""
    return tuple(
        dict.fromkeys(
            NewFigure(old=one.old.words, new=one.new.words)
            for one in comparison.stated
            if one.kind in _FIGURES
            and one.form == "arrow"
            and not one.doubtful
            and one.old is not None
            and one.new is not None
            and one.old.eid in cited
            and one.old.sentence in (cited[one.old.eid] or one.old.sentence)
        )
    )


@dataclass(slots=True)
class RemovedSentences:
    """The sentences of a text that a later one no longer has, by their folded words."""

    index: ProvisionIndex
    _places: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, before: ProvisionIndex, after: Document) -> RemovedSentences:
        """Collect them article by article; a sentence that stands in two is of the first."""
        found = cls(before)
        still = {key for article in after.articles for _, key in long_sentences(article)}
        for article in before.document.articles:
            for _, key in long_sentences(article):
                if key not in still:
                    found._places.setdefault(key, article.eid)
        return found

    def repeated_in(self, sentences: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Those of the long sentences of another text's article, with their eIds here."""
        return {words: self._places[key] for words, key in sentences if key in self._places}


def long_sentences(article: Provision) -> tuple[tuple[str, str], ...]:
    """The sentences of an article that are no formulas, each with its folded words."""
    text = article.text
    cut = (text[slice(*span)].strip() for span in cut_sentences(text))
    return tuple((words, key) for words in cut if len(key := _key(words)) >= LEAST_REPEATED)


def _key(sentence: str) -> str:
    return fold_key(sentence).strip("。；;：:")
