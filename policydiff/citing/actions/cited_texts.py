"""The stored versions of one cited work, in which citations are resolved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from policydiff.citing.engine.former_numbers import (
    SameNumber,
    WordsBeside,
    WordTest,
    may_be_former,
)
from policydiff.citing.engine.provision_outcomes import ProvisionOutcomes
from policydiff.citing.engine.resolution import leads_to, resolve
from policydiff.comparing.engine.align.overrides import NO_OVERRIDES
from policydiff.comparing.engine.compare import diff
from policydiff.messages import Message
from policydiff.model.cited import (
    Basis,
    Became,
    CitedPlace,
    CrossCitation,
    FormerNumber,
    Mention,
    Replaced,
)
from policydiff.model.comparison import Side
from policydiff.model.document import Attachment, Document, Provision, node_lines
from policydiff.model.index import ProvisionIndex, Target, index_document
from policydiff.model.work_life import LifeFact
from policydiff.reading import plugins
from policydiff.report.citations import called, cite
from policydiff.store.records.succession import successors
from policydiff.store.records.versions import NotInForceError, version_in_force
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.text.citations.finding import find_citations
from policydiff.text.citations.locator import printed
from policydiff.text.noise import fold_key
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.life import WorkLives
from policydiff.works.lineage import evidence_of
from policydiff.works.succession import replacements


@dataclass(slots=True, kw_only=True)
class CitedTexts:
    """A cited work with its versions, all loaded at once when the first is needed.

    With `follow` each resolved provision is followed to the newest version, or the one in force
    `on` a day (ISO), by a comparison that is made once for each version; with `stated` it goes by
    what people and decisions say of the two. That the work, or a part of it, has ended is looked
    for in `lives`, by the day `on`, else by `today` (ISO).
    """

    work: WorkRecord
    store: Repository
    lives: WorkLives
    today: str
    follow: bool = True
    on: str | None = None
    stated: bool = False
    newest: VersionRecord = field(init=False)
    _replaced: tuple[Replaced, ...] = field(init=False)
    _places: dict[tuple[LifeFact, VersionRecord], frozenset[str]] = field(default_factory=dict)
    _begins: dict[VersionRecord, str | None] | None = None
    _documents: dict[VersionRecord, Document] = field(default_factory=dict)
    _indexes: dict[VersionRecord, ProvisionIndex] = field(default_factory=dict)
    _events: dict[tuple[VersionRecord, VersionRecord], ProvisionOutcomes] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        """Raise `NotInForceError` where no version was in force on the day."""
        self.newest = self.work.versions[-1]
        if self.on is not None:
            self._begins = DaysOfForce(self.store).begins(self.work)
            self.newest = replace(
                version_in_force(self.work, self.on, self._begins.get), notes=(), others=()
            )
        successors_of = replacements(self.store, successors(self.store.catalogue(), self.work))
        self._replaced = tuple(
            successor
            for successor in successors_of
            if self.on is None or (successor.date or self.on) <= self.on
        )

    def answer(self, mention: Mention) -> CrossCitation:
        """Resolve a citation of this work; raises what `Repository.load` raises."""
        meant = [
            (version, self._resolved(mention, version, basis))
            for version, basis in self._meant(mention)
        ]
        version, citation = next((one for one in meant if one[1].status == "resolved"), meant[0])
        unsure = len({self.cited_text(*one) for one in meant}) > 1
        replaced = next((one for one in self._replaced if one.uri != mention.place.uri), None)
        if citation.cited is not None:
            ended = self.lives.end_for(
                self.work, mention.place.uri, *days_of(mention, self.on or self.today)
            )
            basis = _basis(citation.cited.basis, mention.day, ended)
            dates = tuple(one.date for one, _ in meant) if unsure else ()
            citation = replace(
                citation,
                replaced=None if ended is None else replaced,
                ended=ended or self._ended_part(version, citation),
                cited=replace(citation.cited, basis=basis, candidates=dates),
            )
        if not self.follow:
            return citation
        current = unsure and any(self._reads_so_now(*one) for one in meant)
        return replace(citation, became=self._became(version, citation), current=current)

    def _meant(self, mention: Mention) -> list[tuple[VersionRecord, Basis]]:
        """The versions that may be meant, with the reason: of its year, in force, newest."""
        versions, day = self.work.versions, mention.day
        dated = [version for version in versions if version.date is not None]
        of_year = [
            version
            for version in versions
            if mention.edition and (version.date or "").startswith(mention.edition)
        ]
        if of_year:
            return [(of_year[-1], "named")]
        if day is None or not dated:
            return [(versions[-1], "undated")]
        if self._begins is None:
            self._begins = DaysOfForce(self.store).begins(self.work)
        try:
            in_force = version_in_force(self.work, day, self._begins.get)
        except NotInForceError:
            published = [version for version in dated if (version.date or "") <= day]
            return [(published[-1], "published") if published else (dated[0], "later")]
        chosen = replace(in_force, notes=(), others=())
        known = self._begins[chosen] is not None and self.missing(chosen, day) is None
        why: Basis = "in force" if known else "published"
        return [(chosen, why), *((other, "published") for other in in_force.others)]

    def missing(self, version: VersionRecord, day: str) -> Message | None:
        """The note that by the catalogue another version was in force then."""
        days, document = DaysOfForce(self.store), self._document(version)
        known = days.with_day(self.work, version, document)
        return days.missing(self.work, version, known, day)

    def missing_then(self, citation: CrossCitation) -> Message | None:
        """The same note for the version and the day of a citation."""
        cited, day = citation.cited, citation.mention.day
        if cited is None or day is None or cited.basis not in ("in force", "published"):
            return None
        return self.missing(self.version_of(citation), day)

    def _ended_part(self, version: VersionRecord, citation: CrossCitation) -> LifeFact | None:
        cited, mention = citation.cited, citation.mention
        if cited is None or cited.eid is None:
            return None
        facts = self.lives.facts(self.work)
        if not any(part.kind == "part" for part in facts):
            return None
        index, day = self._index(version), days_of(mention, self.on or self.today)[1]
        for fact in self.lives.on(self.work, day).facts:
            if fact.kind == "part" and fact.uri != mention.place.uri:
                eids = self._ended_places(fact, version)
                if any(
                    cited.eid in index.ancestors(eid)
                    or leads_to(cited.eid, cited.end_eid, eid, index)
                    for eid in eids
                ):
                    return fact
        return None

    def _ended_places(self, fact: LifeFact, version: VersionRecord) -> frozenset[str]:
        """The parts that ended, which a fact names by their numbers of that day."""
        if (fact, version) not in self._places:
            until = [one for one in self.work.versions if (one.date or "") <= (fact.day or "9")]
            then = until[-1] if until else self.work.versions[0]
            index = self._index(then)
            words = plugins.dialect(index.document.dialect).citations
            steps = [
                printed(one.steps) for place in fact.places for one in find_citations(place, words)
            ]
            eids = {node.eid for step in steps if step and (node := index.find(step)) is not None}
            if then != version:
                became = [self.outcomes(then, version).find(eid) for eid in eids if eid]
                eids = {now for one in became if one is not None for now in one.now_eids}
            self._places[fact, version] = frozenset(eid for eid in eids if eid)
        return self._places[fact, version]

    def _resolved(self, mention: Mention, version: VersionRecord, basis: Basis) -> CrossCitation:
        cited = CitedPlace(uri=self.work.uri, title=version.title, date=version.date, basis=basis)
        return resolve(mention, cited, self._index(version), numbering)

    def in_version(self, mention: Mention, version: VersionRecord) -> CrossCitation:
        """The citation as it leads into one version, whatever its day."""
        return self._resolved(mention, version, "published")

    def cited_text(self, version: VersionRecord, citation: CrossCitation) -> str | None:
        """The text of the cited provisions, or the whole; None where a version lacks it."""
        index, cited = self._index(version), citation.cited
        if citation.status != "resolved" or cited is None:
            return None
        if cited.eid is None:
            return index.document.full_text()
        return "\n".join(
            line
            for eid in index.between(cited.eid, cited.end_eid)
            for line in _lines(index.by_eid[eid])
        )

    def text_now(self, became: Became) -> str | None:
        """The text of provisions in the version to follow to; None where they went."""
        index = self._index(self.newest)
        return (
            "\n".join(line for eid, _ in became.now for line in _lines(index.by_eid[eid])) or None
        )

    def reads_the_same(self, mention: Mention) -> bool:
        """True where all stored versions have the same text where a citation leads to."""
        texts = {
            self.cited_text(version, self._resolved(mention, version, "undated"))
            for version in self.work.versions
        }
        return len(texts) == 1

    def _became(self, version: VersionRecord, citation: CrossCitation) -> Became | None:
        cited = citation.cited
        order = self.work.versions.index
        if cited is None or cited.eid is None or order(version) >= order(self.newest):
            return None
        return self.outcomes(version).find(cited.eid, cited.end_eid)

    def _reads_so_now(self, version: VersionRecord, citation: CrossCitation) -> bool:
        became = self._became(version, citation)
        return version == self.newest or (became is not None and became.outcome == "unchanged")

    def _document(self, version: VersionRecord) -> Document:
        if not self._documents:
            loaded = self.store.load_many(self.work.versions)
            self._documents = {
                record: document for record, document in loaded if isinstance(document, Document)
            }
        return self._documents[version] if version in self._documents else self.store.load(version)

    def _index(self, version: VersionRecord) -> ProvisionIndex:
        if version not in self._indexes:
            self._indexes[version] = index_document(self._document(version))
        return self._indexes[version]

    def outcomes(
        self, version: VersionRecord, to: VersionRecord | None = None
    ) -> ProvisionOutcomes:
        """The comparison of a version with another, by default that which is followed to."""
        pair = (version, to or self.newest)
        if pair not in self._events:
            left, right = map(self._document, pair)
            pairs = (
                evidence_of(self.store, self.work).between(left, right)
                if self.stated
                else NO_OVERRIDES
            )
            self._events[pair] = ProvisionOutcomes.of(diff(left, right, pairs=pairs), numbering)
        return self._events[pair]

    def version_of(self, citation: CrossCitation) -> VersionRecord:
        """The version that a citation of this work means."""
        date = None if citation.cited is None else citation.cited.date
        return next(version for version in self.work.versions if version.date == date)

    def fits(self, citation: CrossCitation, beside: WordsBeside) -> bool:
        """True where the words beside a citation fit the article that it means."""
        version = self.version_of(citation)
        article = self._article(citation.mention, version)
        if article is None:
            return False
        others = self._articles(version, without={article.eid})
        return WordTest.of(beside, others).fits(article.text)

    def find_former(
        self, members: Sequence[CrossCitation], beside: WordsBeside
    ) -> list[FormerNumber | None]:
        """The older article of each member of a list whose words stand beside it.

        All of them mean one version; the newest older one is taken whose articles of these numbers
        the words fit, where those of that version do not.
        """
        version = self.version_of(members[0])
        for older in reversed(self.work.versions[: self.work.versions.index(version)]):
            former = self._former_in(older, version, members, beside)
            if any(former):
                return former
        return [None] * len(members)

    def _former_in(
        self,
        older: VersionRecord,
        version: VersionRecord,
        members: Sequence[CrossCitation],
        beside: WordsBeside,
    ) -> list[FormerNumber | None]:
        then = [self._article(member.mention, older) for member in members]
        now = [self._article(member.mention, version) for member in members]
        same = [_same_number(*pair) for pair in zip(then, now, strict=True)]
        if not may_be_former(beside, same):
            return [None] * len(members)
        outcomes = self.outcomes(older, version)
        became = [None if one is None else outcomes.find(one.eid) for one in then]
        moved = [
            pair if state and there not in state.now_eids else replace(pair, then="")
            for pair, state, there in zip(
                same, became, (one.eid if one else None for one in now), strict=True
            )
        ]
        others = self._articles(older, without={one.eid for one in then if one})
        homes = {eid for state in became if state for eid in state.now_eids}
        test = WordTest.of(beside, (*others, *self._articles(version, without=homes)))
        return [
            FormerNumber(
                date=older.date,
                number=numbering(self._index(older), article.eid),
                now=tuple(number for _, number in state.now),
                words=words,
                text=article.text,
            )
            if words and article and state
            else None
            for words, article, state in zip(test.find_former(moved), then, became, strict=True)
        ]

    def _article(self, mention: Mention, version: VersionRecord) -> Provision | None:
        level_at = next((at for at, step in enumerate(mention.steps) if step[0] == "article"), None)
        if level_at is None:
            return None
        node = self._index(version).find(mention.steps[: level_at + 1])
        return node if isinstance(node, Provision) else None

    def _articles(self, version: VersionRecord, without: Collection[str] = ()) -> tuple[str, ...]:
        articles = self._document(version).articles
        return tuple(article.text for article in articles if article.eid not in without)


def _same_number(then: Provision | None, now: Provision | None) -> SameNumber:
    """The two articles of a number; the older one is "" where it reads as the other."""
    texts = tuple("" if article is None else article.text for article in (then, now))
    return SameNumber(
        then="" if fold_key(texts[0]) == fold_key(texts[1]) else texts[0], now=texts[1]
    )


def _lines(node: Target) -> Iterable[str]:
    return node.text.split("\n") if isinstance(node, Attachment) else node_lines(node)


def _basis(basis: Basis, day: str | None, ended: LifeFact | None) -> Basis:
    return "ended" if had_ended(ended, day) and basis in ("in force", "published") else basis


def had_ended(ended: LifeFact | None, day: str | None) -> bool:
    """True for what had ended by a day (ISO), such as that of the text that cites it."""
    return ended is not None and None not in (ended.day, day) and (ended.day or "") <= (day or "")


def days_of(mention: Mention, day: str) -> tuple[str, str]:
    """The day by which a version is chosen, and the later of that and another."""
    then = mention.day or day
    return then, max(then, day)


def numbering(index: ProvisionIndex, eid: str) -> str:
    """The citation of a provision or paragraph of the preamble; "" without a number."""
    if any(block.eid == eid for block in index.document.preamble):
        return called(index, eid, "zh")
    return cite(index, Side(eid=eid, num=None, level=""))
