"""Checks of the citations of a file: of its own articles, and of stored works."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.citing.actions.cited_texts import CitedTexts, numbering
from policydiff.citing.actions.citing import end_of_unstored, with_ground
from policydiff.citing.engine.citation_checks import (
    Checked,
    agree,
    check_change,
    checked_quote,
    names_another,
    quote_beside,
    unsure,
    with_compared,
    with_former,
    with_quote,
)
from policydiff.citing.engine.citing import read_mentions, read_notes
from policydiff.citing.engine.former_numbers import WordsBeside, sentence_with, words_of
from policydiff.citing.engine.resolution import (
    Editions,
    identify,
    is_form,
    names_in_words,
    resolve_own,
)
from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.model.cited import CitationCheck, CitedPlace, CrossCitation, Mention
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.reading import plugins
from policydiff.store.records.versions import NotInForceError
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.text.citations.life import life_clauses
from policydiff.text.dates import find_dates
from policydiff.text.lint.references import dangling
from policydiff.text.traditions.citation_words import CitationWords
from policydiff.text.traditions.mainland.citations import LIFE_WORDS
from policydiff.works.life import WorkLives
from policydiff.works.resolve import Resolved

_NATIONAL = "cn"
_LONGEST_GAP = 60
"""Characters between two members of one list."""
_SIGNED = re.compile(
    r"(?:(?:签订|签署|签约|订立|签字|签章|盖章)(?:日期|时间|之日|日)?|(?:^|[\n　 ])日期)[:：\s]{0,4}$"
)
"""What stands before the day of a contract: 签订日期：2022年3月1日, 日期：2022年3月1日."""
_SIGNING = re.compile(r"[^。；《》\d\n]{0,16}(?:签订|签署|订立)(?:本|[）)\n]|$)")
"""What stands behind it: 2022年3月1日在示例市签订本合同, （2022年3月1日签订）."""


@dataclass(slots=True, kw_only=True)
class FileCitations:
    """The citations of one file.

    `day` (ISO) is that by which the version of a cited work is chosen, None where the file states
    none and nobody named one; `on` is the day of the versions that they are checked against, None
    for the newest. That a cited work has ended is looked for by `on`, else by `today` (ISO), None
    for the day of the newest commit.
    """

    source: Resolved
    store: Repository | None
    today: str | None = None
    day: str | None = None
    on: str | None = None
    texts: dict[str, CitedTexts] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    lives: WorkLives | None = field(init=False)
    ends: frozenset[str] = field(init=False)
    """The titles of the works that the file itself ends, as keys."""
    named: bool = field(init=False)
    """Whether a person named the day."""
    editions: Editions = field(init=False)
    by_words: bool = False
    """Whether words alone name the version of the citation read last."""
    another: bool = False
    """Whether the citation read last is of another paper by the words before it."""
    owned: bool = True
    """Whether the text says of which work the citation read last is."""

    def __post_init__(self) -> None:
        """Find the day of the file where nobody named one."""
        self.named, self.editions = self.day is not None, Editions(self.words)
        self.lives = None if self.store is None else WorkLives(self.store)
        stated = life_clauses(self.document, LIFE_WORDS)
        self.ends = frozenset(title_key(one.title) for one in stated if one.title)
        if self.day is None:
            self.day = self.document.version_date or signed(self.document)

    @property
    def document(self) -> Document:
        """The file as a document."""
        return self.source.document

    @property
    def words(self) -> CitationWords:
        """The words of its drafting tradition."""
        return plugins.dialect(self.document.dialect).citations

    def check(self) -> tuple[CrossCitation, ...]:
        """Every citation of the file, checked, in reading order."""
        citations: list[CrossCitation] = []
        checked: list[Checked] = []
        own = self._own()
        for read in (
            *read_mentions(self.document, self.words, numbering),
            *read_notes(self.document, self.words, numbering),
        ):
            last = citations[-1].mention if citations else None
            before = last if last is not None and self._goes_on(last, read) else None
            mention = self.editions.read(read, before)
            self._remember(mention, listed=before is not None)
            made = own(mention) if mention.internal else self._foreign(mention)
            if made is not None:
                citation, check = made
                checked.append(self._doubted(citation, check, listed=before is not None))
                citations.append(citation)
        lists = [
            False,
            *(self._goes_on(left.mention, right.mention) for left, right in pairwise(citations)),
        ]
        checked = self._judged_by_words(citations, checked, lists)
        return tuple(
            replace(citation, check=check)
            for citation, check in zip(citations, agree(checked, lists), strict=True)
        )

    def _judged_by_words(
        self, citations: Sequence[CrossCitation], checked: Sequence[Checked], lists: Sequence[bool]
    ) -> list[Checked]:
        made = [replace(one, check=with_compared(one.check)) for one in checked]
        begins = [place for place, goes_on in enumerate(lists) if not goes_on and place < len(made)]
        blocks: dict[tuple[int | None, str], list[int]] = {}
        for at, one in enumerate(citations):
            citing = one.mention.place
            blocks.setdefault((citing.line, citing.around), []).append(at)
        for begin, end in pairwise((*begins, len(made))):
            by_version: dict[tuple[str, str | None], list[int]] = {}
            for place in range(begin, end):
                cited = citations[place].cited
                if cited is not None and _is_judged(citations[place], made[place].check):
                    by_version.setdefault((cited.uri, cited.date), []).append(place)
            for (uri, _), places in by_version.items():
                first = citations[begin].mention.place
                block = blocks[first.line, first.around]
                beside = self._beside(citations, made, range(begin, end), block)
                self._judge(self.texts[uri], citations, made, places, beside)
        return made

    def _beside(
        self,
        citations: Sequence[CrossCitation],
        made: Sequence[Checked],
        group: range,
        block: Sequence[int],
    ) -> WordsBeside:
        """The words beside a list; `block` are all citations of its paragraph."""
        place = citations[group.start].mention.place
        begin, end = sentence_with(place.around, place.at)
        inside = [at for at in block if begin <= citations[at].mention.place.at < end]
        spans = [
            (one.at, one.at + len(one.text))
            for one in (citations[at].mention.place for at in inside)
        ]
        explained = [
            made[at].check.words or ""
            for at in inside
            if at not in group and not citations[at].mention.internal
        ]
        return WordsBeside.of(
            words_of(place.around, (begin, end), spans),
            self.document.title,
            "\n".join(explained),
        )

    def _judge(
        self,
        texts: CitedTexts,
        citations: Sequence[CrossCitation],
        made: list[Checked],
        places: Sequence[int],
        beside: WordsBeside,
    ) -> None:
        """Complete the checks of one list of one version by the words beside it."""
        members = [citations[at] for at in places]
        for at, citation, former in zip(
            places, members, texts.find_former(members, beside), strict=True
        ):
            check = made[at].check
            if former is not None:
                made[at] = _plain(citation, with_former(check, former))
            elif check.compared == "number" and texts.fits(citation, beside):
                made[at] = replace(made[at], check=replace(check, compared="words"))

    def notes(self) -> tuple[Message, ...]:
        """Remarks on how the citations were checked."""
        notes = []
        if self.store is None:
            notes.append(
                Message("there is no repository here: citations of other texts are not checked")
            )
        elif self.day is None:
            notes.append(
                Message(
                    "the file tells no day: its citations mean the newest texts, where all versions read the same; name the day with --written"
                )
            )
        elif self.named:
            notes.append(
                Message("citations mean the versions in force on {day}, as asked", day=self.day)
            )
        else:
            notes.append(
                Message(
                    "citations mean the versions in force on {day}, the day of the file",
                    day=self.day,
                )
            )
        return tuple(notes)

    def _own(self) -> Callable[[Mention], tuple[CrossCitation, Checked]]:
        """The check of citations of the file itself."""
        index = index_document(self.document)
        itself = CitedPlace(
            uri=self.document.uri or "",
            title=self.document.title,
            date=self.document.version_date,
            basis="itself",
        )
        drafting = plugins.dialect(self.document.dialect).drafting
        lost = {(one.line, one.reference.text) for one in dangling(self.document, drafting)}

        def check(mention: Mention) -> tuple[CrossCitation, Checked]:
            one = resolve_own(mention, itself, index, numbering)
            place = mention.place
            ends = mention.end is None or index.find(mention.end) is not None
            if self.another:
                reason = Message("it is of another paper by the words before it")
                found = CitationCheck(verdict="unchecked", reason=reason)
            elif self._is_apart(mention):
                reason = Message("the file holds no attachments")
                found = CitationCheck(verdict="unchecked", reason=reason)
            elif (place.line, place.text) in lost or (one.status == "resolved" and not ends):
                found = CitationCheck(verdict="dangling")
            elif one.status == "dangling":
                reason = Message("what it means depends on the layout of the text")
                found = CitationCheck(verdict="unchecked", reason=reason)
            else:
                found = CitationCheck(verdict="stands")
                cited = one.cited
                eids = index.between(cited.eid, cited.end_eid) if cited and cited.eid else ()
                text = "\n".join(index.by_eid[eid].text for eid in eids)
                quote = quote_beside(place.around, place.at + len(place.text))
                found = with_quote(found, checked_quote(quote, text or None, None))
                found = replace(found, words=text or None)
            return one, Checked(check=found, old=mention.steps, new=mention.steps)

        return check

    def _is_apart(self, mention: Mention) -> bool:
        """True for an attachment of a file that holds none: it may be its own file."""
        attached = bool(mention.steps) and mention.steps[0][0] == "attachment"
        return attached and not self.document.attachments

    def _foreign(self, mention: Mention) -> tuple[CrossCitation, Checked] | None:
        """The check of a citation of another work; None for a form or a table."""
        works: tuple[WorkRecord, ...] = ()
        if self.store is not None:
            named = self.store.catalogue().named
            mention, works = identify(mention, _NATIONAL, self.words, named)
        if not works and is_form(mention, self.words):
            return None
        if self.named or mention.day is None:
            mention = replace(mention, day=self.day)
        unknown = CrossCitation(
            mention=mention, status="ambiguous work" if works else "unknown work"
        )
        if self.store is None or self.lives is None or len(works) > 1:
            return unknown, _plain(unknown, CitationCheck(verdict="unchecked"))
        try:
            if not works:
                citation = self._with_end(unknown)
                return citation, _plain(
                    citation, self._of_ended(citation) or CitationCheck(verdict="unchecked")
                )
            if (uri := works[0].uri) not in self.texts:
                self.texts[uri] = CitedTexts(
                    work=works[0],
                    store=self.store,
                    lives=self.lives,
                    today=self._today(self.store),
                    on=self.on,
                    stated=True,
                )
            citation = self._with_end(self.texts[uri].answer(mention))
            return citation, self._checked(citation, self.texts[uri])
        except NotInForceError as error:
            citation = CrossCitation(mention=mention, status="not stored")
            return citation, _plain(
                citation, CitationCheck(verdict="unchecked", reason=error.message)
            )
        except PolicyDiffError as error:
            self.unread.append((works[0].title if works else mention.name or "", str(error)))
            citation = CrossCitation(mention=mention, status="not stored")
            return citation, _plain(
                citation, CitationCheck(verdict="unchecked", reason=error.message)
            )

    def _today(self, store: Repository) -> str:
        return self.on or self.today or store.day()

    def _with_end(self, citation: CrossCitation) -> CrossCitation:
        """The citation with its ground, and the end of a work that is not stored."""
        mention = citation.mention
        if self.store is None or self.lives is None or title_key(mention.name or "") in self.ends:
            return replace(citation, ended=None)
        day = self._today(self.store)
        if citation.cited is None:
            citation = end_of_unstored(self.lives, mention, _NATIONAL, self.words, day) or citation
        return with_ground(citation, self.lives, self.document.uri, day)

    def _of_ended(self, citation: CrossCitation) -> CitationCheck | None:
        """The check of a citation of what has ended; None for any other."""
        if citation.ended is None:
            return None
        after = citation.replaced if citation.ended.kind != "part" else None
        now = () if after is None or after.title == citation.ended.source else (after.title,)
        return CitationCheck(verdict="ended", now=now)

    def _checked(self, citation: CrossCitation, texts: CitedTexts) -> Checked:
        mention, cited = citation.mention, citation.cited
        settled = self._settled(citation, texts)
        if settled is not None or cited is None:
            return _plain(citation, settled or CitationCheck(verdict="unchecked"))
        version = next(one for one in texts.work.versions if one.date == cited.date)
        quote = quote_beside(mention.place.around, mention.place.at + len(mention.place.text))
        made = check_change(citation, texts.outcomes(version), self.words)
        now = None if citation.became is None else texts.text_now(citation.became)
        then = texts.cited_text(version, citation)
        check = with_quote(made.check, checked_quote(quote, then, now))
        check = replace(check, words=then if citation.became is None else now)
        return (
            _plain(citation, check) if check.verdict == "misquoted" else replace(made, check=check)
        )

    def _settled(self, citation: CrossCitation, texts: CitedTexts) -> CitationCheck | None:
        """The check of a citation that needs no comparison of texts, or allows none."""
        cited, mention = citation.cited, citation.mention
        ended = self._of_ended(citation)
        if ended is not None:
            return ended
        if cited is None or citation.status == "not stored":
            return CitationCheck(verdict="unchecked")
        if not mention.steps:
            return CitationCheck(verdict="stands")
        apart = None
        if cited.basis == "later":
            apart = Message("no version of the day of the file is stored")
        elif (cited.date or "") > (texts.newest.date or cited.date or ""):
            apart = Message("the cited version is later than that of the day of --on")
        if apart is not None:
            return CitationCheck(verdict="unchecked", reason=apart)
        doubt = _open_version(citation, texts)
        lost = citation.status == "dangling" or (mention.end is not None and cited.end_eid is None)
        if doubt is None and lost:
            return CitationCheck(verdict="dangling", date=cited.date)
        doubt = doubt or cited.doubt
        return None if doubt is None else unsure(doubt)

    def _doubted(self, citation: CrossCitation, made: Checked, *, listed: bool) -> Checked:
        """The check, or a doubt: a bare number may be of the work named before."""
        mention = citation.mention
        if self.by_words and made.check.verdict != "ended":
            return _plain(citation, unsure(Message("its words name a version, without a year")))
        bare = mention.place.text.startswith(self.words.ordinal)
        if mention.internal or not bare or not mention.steps or made.check.verdict == "unchecked":
            self.owned = True
            return made
        if self.another:
            reason = Message("it is of another paper by the words before it")
            return _plain(citation, CitationCheck(verdict="unchecked", reason=reason))
        self.owned = self.owned and listed
        if self.owned:
            return made
        return _plain(citation, unsure(Message("it does not say of which text the provision is")))

    def _remember(self, mention: Mention, *, listed: bool) -> None:
        """Note whether the words before a citation make it, or its list, doubtful."""
        place = mention.place
        bare = place.text.startswith(self.words.ordinal)
        beside = bare and names_another(place.around, place.at)
        self.another = beside or (listed and self.another)
        by_words = mention.edition is None and names_in_words(mention)
        self.by_words = by_words or (listed and self.by_words)

    def _goes_on(self, left: Mention, right: Mention) -> bool:
        if left.place.around != right.place.around or left.place.line != right.place.line:
            return False
        between = left.place.around[left.place.at + len(left.place.text) : right.place.at]
        if left.name != right.name or len(between) > _LONGEST_GAP or "。" in between:
            return False
        joins = tuple(word for word in self.words.joins if word != "，")
        return between in self.words.links or between.endswith(joins)


def _open_version(citation: CrossCitation, texts: CitedTexts) -> Message | None:
    cited = citation.cited
    if cited is not None and cited.presumed:
        return Message("it is open which version was in force on the day of the file")
    if (
        cited is not None
        and cited.basis == "undated"
        and not texts.reads_the_same(citation.mention)
    ):
        return Message("the file tells no day: name it with --written")
    return texts.missing_then(citation)


def _is_judged(citation: CrossCitation, check: CitationCheck) -> bool:
    """True for a citation of one article in the version of the day of the file."""
    cited = citation.cited
    return (
        cited is not None
        and cited.basis in ("in force", "published")
        and citation.mention.end is None
        and any(level == "article" for level, _ in citation.mention.steps)
        and check.verdict not in ("unchecked", "unsure", "ended")
    )


def _plain(citation: CrossCitation, check: CitationCheck) -> Checked:
    return Checked(check=check, old=citation.mention.steps, new=citation.mention.steps)


def signed(document: Document) -> str | None:
    """The day (ISO) on which a contract was signed; None where it names none, or two."""
    text = document.full_text()
    days = {
        day
        for (begin, end), day in find_dates(text)
        if _SIGNED.search(text[:begin][-16:]) or _SIGNING.match(text, end)
    }
    return days.pop() if len(days) == 1 else None
