"""The duties of a text and the provisions that punish their breach.

A penal provision goes with a duty where it cites it; nothing goes by likeness.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from policydiff.model.document import Document, Provision, blocks_in
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.text.article_roles import FORCES, WordingPattern, role_of
from policydiff.text.sentences import cut_clauses, cut_sentences

DUTY_WORDS = WordingPattern(
    kind="duty",
    words=re.compile(r"应[当该](?!知道|预见|知悉)|必须|不得(?![已不])|不准|严禁|禁止(?!性|令|的)"),
    example="受托人不得转委托。",
)
"""The words that lay down a duty or forbid."""

_CONDITION = re.compile(r"的，$")
"""The end of a clause that only states a case: 依法应当备案的，"""

_NAMED_SO = re.compile(r"(?:法律|法规|规章|规定|明令|或者|以及)、?$")
_ATTRIBUTE = re.compile(r"^[^，。；：、]{0,12}的(?=[一-鿿])")
"""Words that call what is forbidden elsewhere: 法律、行政法规禁止发布的信息."""

_ATTRIBUTED = re.compile(r"(?<=国家)禁止[^，。；：、]{2,4}的(?=[一-鿿])")
"""The same where the state forbids it: 国家禁止出境的文物."""

_QUOTED = re.compile(r"“[^“”\n]{0,400}”|《[^《》\n]{0,200}》")

PENAL_HEADING = WordingPattern(
    kind="penal",
    words=re.compile(r"法律责任|罚则|处罚|^责任$|违规责任|责任追究"),
    example="法律责任",
)
"""The heading of a chapter of penal provisions."""

_SANCTION = next(pattern for pattern in FORCES if pattern.kind == "sanction")
_PUNISHED = re.compile(
    r"的，[^。；]{0,60}(?:处[罚分]|警告|罚款|没收|吊销|暂扣|撤销|责令|通报批评|责任)"
)
"""A case and its punishment, in a chapter of nothing else: 伪造材料的，由水利局给予警告."""

_BREACH_CASE = re.compile(r"违反|有(?:下列|前[条款])")
"""What a penal provision outside such a chapter punishes is named by these words."""

BREACH = WordingPattern(
    kind="breach",
    words=re.compile(
        r"(?:违反了?|未(?:按照|依照|按|依|履行|遵守|执行)?|不(?:按照|依照|按|依|履行|遵守|执行|符合|具备)"
        r"|(?<![没具所只享拥])有|实施)(?:上述|以上)?$"
    ),
    example="违反",
)
"""The words before a citation that make it one of the conduct which is punished."""

_JOINT = re.compile(
    r"^(?:规定)?(?:的)?(?:、|和|或者?|以及|及|与|，|至)?(?:本[法条例办规定细则章程]{1,3})?$"
)
"""What may stand between two citations of one list."""

_CONSEQUENCE = re.compile(r"(?<![未不])(?:依照|按照|根据|适用|比照|参照|依据)$")
"""The words before a citation of the rule by which somebody is punished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A paragraph that lays down duties.

    `eid` is that of the paragraph (款), or of the article where it has none; `sentences` are those
    with a word of duty.
    """

    eid: str
    article: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PenalProvision:
    """A paragraph that punishes.

    `breaches` are the eIds whose breach it names, those of what it refers back to (有前款行为) among
    them; `mentions` those that it cites in other words.
    """

    eid: str
    article: str
    text: str
    breaches: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Punished:
    """A penal provision that cites a duty; `sure` where it names its breach."""

    penal: PenalProvision
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReading:
    """All duties and penal provisions of one text, in reading order."""

    duties: tuple[Duty, ...]
    penal: tuple[PenalProvision, ...]
    index: ProvisionIndex = field(repr=False, compare=False)

    def punishing(self, eid: str) -> tuple[Punished, ...]:
        """The penal provisions that cite a provision, its article, or a part of it."""
        punishing = []
        for provision in self.penal:
            sure = any(self._covers(cited, eid) for cited in provision.breaches)
            if sure or any(self._covers(cited, eid) for cited in provision.mentions):
                punishing.append(Punished(penal=provision, sure=sure))
        return tuple(punishing)

    @property
    def uncited(self) -> tuple[PenalProvision, ...]:
        """The penal provisions that name no breached provision of the text."""
        return tuple(
            provision
            for provision in self.penal
            if not provision.breaches and not provision.mentions
        )

    def _covers(self, cited: str, eid: str) -> bool:
        return (
            cited == eid or cited in self.index.ancestors(eid) or eid in self.index.ancestors(cited)
        )


def read_duties(document: Document) -> DutyReading:
    """The duties and penal provisions of a text."""
    index = index_document(document)
    duties: list[Duty] = []
    penal: dict[str, _Penal] = {}
    for article in document.articles:
        in_chapter = _is_penal_chapter(index, article.eid)
        for part in _paragraphs(article):
            text = part.text
            if _is_penal(text, in_chapter=in_chapter):
                penal[part.eid] = _Penal(article.eid, part, *_cited(part, index))
            elif sentences := tuple(duty_sentences(text)):
                duties.append(Duty(eid=part.eid, article=article.eid, sentences=sentences))
    followed = _Followed(penal, index, _inner(penal, index))
    return DutyReading(
        duties=tuple(duties), penal=tuple(map(followed.provision, penal)), index=index
    )


def duty_sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph with a duty; none in a definition."""
    if role_of(text) not in ("rule", "penalty"):
        return
    for span in cut_sentences(text, "。！？\n"):
        sentence = text[slice(*span)].strip()
        if any(lays_down(sentence[slice(*clause)]) for clause in cut_clauses(sentence)):
            yield sentence


def lays_down(clause: str) -> bool:
    """True for a clause with a word of duty, not in a quotation or a case."""
    plain = _QUOTED.sub("", clause).strip()
    if _CONDITION.search(plain):
        return False
    return any(
        not (
            _ATTRIBUTED.match(plain, match.start())
            or (
                match[0] in ("禁止", "不得")
                and _NAMED_SO.search(plain, 0, match.start())
                and _ATTRIBUTE.match(plain[match.end() :])
            )
        )
        for match in DUTY_WORDS.words.finditer(plain)
    )


@dataclass(frozen=True, slots=True)
class _Penal:
    article: str
    part: Provision
    breaches: tuple[str, ...]
    mentions: tuple[str, ...]


MOST_FOLLOWED = 200
"""So many penal paragraphs that lead from one to the next are followed."""


@dataclass(frozen=True, slots=True)
class _Followed:
    """Puts in the place of a cited penal paragraph the breaches that it names."""

    penal: dict[str, _Penal]
    index: ProvisionIndex
    inner: dict[str, list[str]]

    def provision(self, eid: str) -> PenalProvision:
        penal = self.penal[eid]
        cited_breaches: dict[str, None] = {}
        self.follow(eid, set(), cited_breaches)
        breaches = tuple(cited_breaches)
        mentions = (cited for cited in penal.mentions if not self.within(cited))
        return PenalProvision(
            eid=eid,
            article=penal.article,
            text=penal.part.text,
            breaches=breaches,
            mentions=tuple(
                dict.fromkeys(cited for cited in mentions if cited not in cited_breaches)
            ),
        )

    def follow(self, eid: str, seen: set[str], found: dict[str, None]) -> None:
        """Note the breaches of a paragraph, and those of penal ones that it cites."""
        seen.add(eid)
        for cited in self.penal[eid].breaches:
            inner = self.within(cited)
            if not inner:
                found[cited] = None
            for penal_eid in inner:
                if len(seen) > MOST_FOLLOWED:
                    return
                if penal_eid not in seen:
                    self.follow(penal_eid, seen, found)

    def within(self, cited: str) -> list[str]:
        """The penal paragraphs at, within or around a cited provision."""
        around = [above for above in self.index.ancestors(cited) if above in self.penal]
        return around + self.inner.get(cited, [])


def _inner(penal: Iterable[str], index: ProvisionIndex) -> dict[str, list[str]]:
    inner: dict[str, list[str]] = defaultdict(list)
    for eid in penal:
        for above in (eid, *index.ancestors(eid)):
            inner[above].append(eid)
    return dict(inner)


def _paragraphs(article: Provision) -> tuple[Provision, ...]:
    """The 款 of an article, or itself where it has none."""
    parts = tuple(part for part in article.children if part.level == "paragraph")
    return parts or (article,)


def _is_penal_chapter(index: ProvisionIndex, eid: str) -> bool:
    above = (index.by_eid[container] for container in index.ancestors(eid))
    return any(
        isinstance(container, Provision)
        and container.level in CONTAINERS
        and PENAL_HEADING.words.search("".join((container.heading or "").split())) is not None
        for container in above
    )


def _is_penal(text: str, *, in_chapter: bool) -> bool:
    """True for a paragraph that sets a sanction for a breach.

    Outside a chapter of penal provisions it must name the breach too: an article that lets an
    authority order something is none.
    """
    if role_of(text) == "penalty":
        return True
    if in_chapter and _PUNISHED.search(text):
        return True
    sanction = _SANCTION.words.search(text) is not None
    return sanction and (in_chapter or _BREACH_CASE.search(text) is not None)


def _cited(part: Provision, index: ProvisionIndex) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The eIds cited as breached, and those cited in other words."""
    breaches: list[str] = []
    mentions: list[str] = []
    for block in blocks_in(part.content):
        use: Literal["breach", "consequence", "other"] = "other"
        end = None
        for reference in sorted(block.references, key=lambda cited: cited.span):
            joined = end is not None and _JOINT.match(block.text[end : reference.span[0]])
            if not joined:
                use = _use_of(block.text[: reference.span[0]])
            end = reference.span[1]
            if reference.internal and reference.target is not None and use != "consequence":
                eids = index.between(reference.target, reference.end_target)
                (breaches if use == "breach" else mentions).extend(eids)
    return tuple(breaches), tuple(mentions)


def _use_of(before: str) -> Literal["breach", "consequence", "other"]:
    """The use of a citation by the words before it."""
    near = before[-16:]
    if BREACH.words.search(near):
        return "breach"
    return "consequence" if _CONSEQUENCE.search(near) else "other"
