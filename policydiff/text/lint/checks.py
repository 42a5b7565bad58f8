"""Checks of the drafting of one document; none of them changes it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from policydiff.messages import Message, template
from policydiff.model.comparison import Span
from policydiff.model.document import Document, Node, Provision, provisions_in, walk_provisions
from policydiff.model.index import mark_family
from policydiff.model.kinds import CONTAINERS, DIGITS, root_of
from policydiff.text.lint.flaw import Flaw, FlawType
from policydiff.text.lint.places import LintPlace, place_blocks
from policydiff.text.lint.references import dangling_references
from policydiff.text.lint.spellings import differing_numbers, mixed_scripts
from policydiff.text.numerals import SMALL
from policydiff.text.traditions.drafting_words import DraftingWords

_LISTED = re.compile(rf"(?:^|[\s，。；：、（(“])(?:{SMALL}|[{DIGITS}a-zA-Zａ-ｚ]){{1,3}}$")
"""Before a closing bracket that belongs to the number of an item: 1） or a)."""


def unclosed_marks(
    document: Document, places: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """Opening marks that their article does not close, and the reverse.

    A mark opened in one paragraph may close in the next of the same article, as in long quotations,
    or in the next that stands in no provision, as in a listing of code. An article that has closing
    marks alone (”甲”) has one flaw of them.
    """
    articles = {provision.eid for provision in document.provisions if provision.level == "article"}
    homes: dict[str | None, list[LintPlace]] = {}
    blocks = {place.block.eid for place in places}
    free = 0
    for place in places:
        held = [eid for eid, _ in place.containers if eid not in blocks]
        free += bool(held)
        home = next((eid for eid in held if eid in articles), held[0] if held else str(free))
        homes.setdefault(home, []).append(place)
    for group in homes.values():
        for pair in words.pairs:
            yield from _unpaired(group, *pair)


def _unpaired(group: Sequence[LintPlace], begin: str, end: str) -> Iterator[Flaw]:
    opened: list[tuple[LintPlace, int]] = []
    reported = False
    turned = not any(mark in place.block.text for place in group for mark in begin)
    for place in group:
        text = place.block.text
        for match in re.finditer(f"[{re.escape(begin + end)}]", text):
            if match[0] in begin:
                opened.append((place, match.start()))
            elif opened:
                opened.pop()
            elif not (end in "）)" and _LISTED.search(text[: match.start()])) and not (
                turned and reported
            ):
                reported = True
                yield _flaw(place, match.start(), Message("{mark} closes nothing", mark=match[0]))
    for place, at in opened:
        yield _flaw(place, at, Message("{mark} is not closed", mark=place.block.text[at]))


def _flaw(place: LintPlace, at: int, message: Message) -> Flaw:
    around = place.block.text[max(0, at - 6) : at + 10]
    text = Message("{message}: …{around}…", message=message, around=around)
    return place.flaw("unclosed-mark", text, (at, at + 1))


def lint(document: Document, words: DraftingWords) -> tuple[Flaw, ...]:
    """All flaws in reading order; without words of the dialect terms and marks pass."""
    places = place_blocks(document)
    flaws = [
        *dangling_references(document, words),
        *broken_numbers(document),
        *faulty_terms(document, places, words),
        *unknown_parties(document, places, words),
        *unclosed_marks(document, places, words),
        *differing_numbers(places, words),
        *mixed_scripts(document, places, words),
        *_empty_headings(document),
    ]
    order = {provision.eid: place for place, provision in enumerate(document.provisions)}
    return tuple(
        sorted(
            flaws,
            key=lambda flaw: (
                order.get(flaw.eid or "", len(order)),
                flaw.span or (0, 0),
                flaw.type,
            ),
        )
    )


def _empty_headings(document: Document) -> Iterator[Flaw]:
    for provision in walk_provisions(document):
        if provision.content or (
            provision.heading is not None and provision.level not in CONTAINERS
        ):
            continue
        name = " ".join(filter(None, (provision.num, provision.heading))) or provision.eid
        yield Flaw(
            type="empty-heading",
            message=Message("{name} has no content", name=name),
            eid=provision.eid,
            line=provision.line,
        )
    for attachment in document.attachments:
        if not attachment.content:
            name = " ".join(filter(None, (attachment.num, attachment.heading))) or attachment.eid
            yield Flaw(
                type="empty-heading",
                message=Message("{name} has no content", name=name),
                eid=attachment.eid,
                line=attachment.line,
            )


Number = tuple[int, ...]

LATE = 10
"""A text whose numbers begin beyond this is one book of a larger whole; below, its beginning is
lost.
"""


def broken_numbers(document: Document) -> Iterator[Flaw]:
    """The flaws in the numbering of a document, but for lists of attachments.

    Articles count through the body or an attachment, or from 1 in each chapter; all else counts
    below its parent. A number that follows in one list of its parent is right, whatever the levels
    in the list: rules have headings with clauses below and clauses without. Decimal numbers follow
    one another below their parent: 1.2 → 1.3, 2.1.
    """
    right = {
        eid for nodes in (document.preamble, document.body) for eid in _right_among_siblings(nodes)
    } | set(_counted_through(document))
    yield from (flaw for flaw in _broken_sequences(document) if flaw.eid not in right)
    for nodes in (document.preamble, document.body):
        yield from _broken_outline(nodes)


def _right_among_siblings(nodes: Sequence[Node]) -> Iterator[str]:
    last: dict[str, Number] = {}
    for provision in (node for node in nodes if isinstance(node, Provision)):
        yield from _right_among_siblings(provision.content)
        number = _read(provision.number)
        if number is None or provision.num is None:
            continue
        family = mark_family(provision.num) or provision.level
        if _doubt(last.get(family, (0,)), number) is None:
            yield provision.eid
        last[family] = number


def _counted_through(document: Document) -> Iterator[str]:
    """The eIds of headings 1, 2 that count on from one 一、 to the next."""
    last: Number = (0,)
    for provision in provisions_in(document.body):
        number = _read(provision.number)
        if number and provision.level in CONTAINERS and mark_family(provision.num) == "dotted":
            if _doubt(last, number) is None:
                yield provision.eid
            last = number


def _broken_outline(nodes: Sequence[Node]) -> Iterator[Flaw]:
    last: Number | None = None
    for provision in (node for node in nodes if isinstance(node, Provision)):
        number = _decimal(provision.number)
        if number is not None and provision.num is not None:
            kind = _outline_doubt(last, number)
            if kind is not None:
                yield _number_flaw(
                    kind, provision, "" if last is None else ".".join(map(str, last))
                )
            last = number
        yield from _broken_outline(provision.content)


def _decimal(number: str) -> Number | None:
    """A decimal number, 3.2.1 → (3, 2, 1); None for any other."""
    parts = number.split(".")
    return tuple(map(int, parts)) if len(parts) > 1 and all(map(_is_digits, parts)) else None


def _is_digits(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= len("000")


def _outline_doubt(last: Number | None, number: Number) -> FlawType | None:
    """The flaw of a decimal number after the last: 1.2 → 1.3, 2.1, 1.1 are right."""
    if last is None:
        return "number-skips" if 1 < number[-1] <= LATE else None
    if number == last:
        return "number-repeats"
    same = next((at for at, (a, b) in enumerate(zip(last, number, strict=False)) if a != b), None)
    if set(number) == {1} or (same is None and len(number) > len(last)):
        return None
    if same is None or number < last:
        return "number-backwards"
    follows = number[same] == last[same] + 1 and set(number[same + 1 :]) <= {1}
    return None if follows else "number-skips"


def _broken_sequences(document: Document) -> Iterator[Flaw]:
    for nodes in (
        document.preamble,
        document.body,
        *(attachment.content for attachment in document.attachments),
    ):
        yield from _sequence(
            [provision for provision in provisions_in(nodes) if provision.level == "article"],
            restarts=True,
        )
    for nodes in (document.preamble, document.body):
        yield from _below(nodes)


def _below(nodes: Sequence[Node]) -> Iterator[Flaw]:
    provisions = [node for node in nodes if isinstance(node, Provision)]
    for level in dict.fromkeys(
        provision.level
        for provision in provisions
        if provision.level not in ("article", "paragraph")
    ):
        same = [provision for provision in provisions if provision.level == level]
        for family in dict.fromkeys(mark_family(one.num) for one in same):
            yield from _sequence(
                [one for one in same if mark_family(one.num) == family],
                restarts=level not in CONTAINERS,
            )
    for provision in provisions:
        yield from _below(provision.content)


def _sequence(provisions: Sequence[Provision], *, restarts: bool) -> Iterator[Flaw]:
    """The flaws of one sequence; with `restarts` a new 1 begins a second list."""
    last: Number = (0,)
    for provision in provisions:
        number = _read(provision.number)
        if number is None or provision.num is None:
            continue
        kind = None if number == (1,) and restarts else _doubt(last, number)
        if kind is not None and last != (0,):
            yield _number_flaw(kind, provision, _print(last))
        elif kind == "number-skips" and number[0] <= LATE:
            yield _number_flaw(kind, provision, "")
        last = number


def _number_flaw(kind: FlawType, provision: Provision, last: str) -> Flaw:
    """The flaw of a number behind the last one, empty for the first."""
    message = Message(_WHY[kind], num=provision.num, last=last)
    return Flaw(
        type=kind,
        message=message if last else Message("{num} comes first", num=provision.num),
        eid=provision.eid,
        line=provision.line,
    )


_WHY: dict[FlawType, str] = {
    "number-skips": template("{num} comes after number {last}"),
    "number-repeats": template("{num} stands twice, after number {last}"),
    "number-backwards": template("{num} comes after number {last}"),
}


def _doubt(last: Number, number: Number) -> FlawType | None:
    """The flaw of a number, None where it is right: 120 → 121; 120-1 → 120-2, 121."""
    if number == last:
        return "number-repeats"
    if number < last:
        return "number-backwards"
    follows = number == (last[0] + 1,) or (
        len(number) > 1 and number in ((*last, 1), (*last[:-1], last[-1] + 1))
    )
    return None if follows else "number-skips"


def _read(number: str) -> Number | None:
    parts = number.split("-")
    return (
        tuple(int(part) for part in parts)
        if all(part.isascii() and part.isdigit() for part in parts)
        else None
    )


def _print(number: Number) -> str:
    return "-".join(map(str, number))


_CERTAIN = 4
"""A shorter name that stands before its definition may be a plain word there: 企业, 学校."""

_SLASH = re.compile("/")
"""The mark between two names of one entry: 去标识化/匿名化."""

_QUOTES = '“”‘’「」『』" '
"""Marks around a term of a list: “甲公司”或“甲”."""

_SENTENCE = re.compile("[。；;：:！？，]")
"""A mark of a sentence: a heading without one names what it is about in any words."""

_IN_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
"""A character of a word, for example: 法"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDefinition:
    """A place that defines a term.

    `position` counts the blocks of the document, `span` is that of the term in its block, and
    `lead` what stands before the definition there. `short` is True for a short name (以下简称), False
    for a term that is explained (所称); `whole` are the words of the definition. `sure` is False
    where the text may explain a word that it does not use itself.
    """

    term: str
    short: bool
    sure: bool
    whole: str
    lead: str
    position: int
    place: LintPlace
    span: tuple[int, int]

    def flaw(self, kind: FlawType, message: Message) -> Flaw:
        """A flaw of the term where it is defined."""
        return self.place.flaw(kind, message, self.span)


def faulty_terms(
    document: Document, places: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """The flaws of all terms of a document."""
    explains_others = root_of(document.kind, None) == "act"
    definitions = tuple(_definitions(places, words, explains_others=explains_others))
    yield from _unused(document, definitions)
    apart = frozenset(attachment.eid for attachment in document.attachments)
    seen: set[tuple[str, bool, str]] = set()
    for definition in definitions:
        if words.relative.match(definition.whole.lstrip("（(")):  # 本条所称: it holds there alone
            continue
        home = _home(definition.place, apart)
        name = (definition.term, definition.short, home)
        if name in seen:
            yield definition.flaw(
                "repeated-term", Message("{term} is defined a second time", term=definition.term)
            )
        elif definition.short:
            before = [
                place for place in places[: definition.position] if _home(place, apart) == home
            ]
            yield from _early(definition, before, words)
        seen.add(name)


def _definitions(
    places: Sequence[LintPlace], words: DraftingWords, *, explains_others: bool
) -> Iterator[TermDefinition]:
    """The definitions in reading order; an act may explain words of another act."""
    for position, place in enumerate(places):
        text = place.block.text
        for pattern in (words.short_name, words.meaning, words.glossary):
            for match in pattern.finditer(text):
                group = match.lastgroup or "term"
                joins = _SLASH if pattern is words.glossary else words.term_joins
                for name in joins.split(match[group]):
                    term = name.strip(_QUOTES)
                    if len(term) > 1:
                        yield TermDefinition(
                            term=term,
                            short=pattern is words.short_name,
                            sure=pattern is not words.glossary
                            or (group != "sentence" and not explains_others),
                            whole=match[0],
                            lead=text[: match.start()],
                            position=position,
                            place=place,
                            span=match.span(group),
                        )


def _unused(document: Document, definitions: Sequence[TermDefinition]) -> Iterator[Flaw]:
    whole = document.full_text()
    for definition in definitions:
        if not definition.sure:
            continue
        defined = definition.place.block.text[slice(*definition.span)]
        if whole.count(definition.term) - defined.count(definition.term) <= 0:
            yield definition.flaw(
                "unused-term", Message("{term} is defined and not used", term=definition.term)
            )


def _early(
    definition: TermDefinition, before: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """The first use of a short name before its definition."""
    term = definition.term
    prose = [place.block.text for place in before]
    if len(term) < _CERTAIN or any(
        words.pointer.match(text, at) for text in prose for at in _ends(text, term)
    ):
        return
    for place, text in zip(before, prose, strict=True):
        if not _SENTENCE.search(text):
            continue
        begin = text.find(term)
        while begin >= 0:
            end = begin + len(term)
            if _stands_alone(text, begin, end, definition, words):
                message = Message("{term} is used before it is defined", term=term)
                yield place.flaw("early-term", message, (begin, end))
                return
            begin = text.find(term, end)


def _ends(text: str, term: str) -> Iterator[int]:
    """The offsets behind a term."""
    end = text.find(term)
    while end >= 0:
        yield end + len(term)
        end = text.find(term, end + len(term))


def _stands_alone(
    text: str, begin: int, end: int, definition: TermDefinition, words: DraftingWords
) -> bool:
    """True where a term is no part of a longer word, of the full name, or of a title."""
    before = text[begin - 1 : begin] if begin else ""
    if _IN_WORDS.match(before) and before not in words.particles:
        return False
    lead = definition.lead
    at = lead.rfind(definition.term)
    if at >= 0:
        after = lead[at + len(definition.term) :]
        if after and text.startswith(after, end):
            return False
    return not any(
        sum(text.count(mark, 0, begin) for mark in opening)
        > sum(text.count(mark, 0, begin) for mark in closing)
        for opening, closing in words.pairs
    )


def unknown_parties(
    document: Document, places: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """The parties (乙方) that a contract names first here and introduces nowhere.

    Nothing is found where it introduces none of them: its parties may stand outside of it.
    """
    used: dict[str, tuple[LintPlace, Span]] = {}
    introduced = {
        match[0]
        for line in document.full_text().splitlines()
        for match in words.parties.introduced.finditer(line)
    }
    for place in places if introduced else ():
        for match in words.parties.used.finditer(place.block.text):
            used.setdefault(match[0], (place, match.span()))
    for name in used.keys() - introduced:
        place, span = used[name]
        message = Message("{term} is used and introduced nowhere", term=name)
        yield place.flaw("undefined-term", message, span)


def _home(place: LintPlace, apart: Collection[str]) -> str:
    """The attachment of a block, "" for the text itself: each has terms of its own."""
    return next((eid for eid, _ in place.containers if eid in apart), "")
