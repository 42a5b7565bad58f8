"""The provisions of a text by their numbers, and the words of a table in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Indel

from policydiff.checking.engine.table_layout import CellQuotation, clause_key, joined, listed_lead
from policydiff.comparing.engine.redline.redline import redline, redline_texts
from policydiff.model.comparison import Edit, Span
from policydiff.model.document import Document, Provision, provisions_in
from policydiff.model.kinds import CONTAINERS, DIGITS, NUMERALS
from policydiff.model.office_content import MARKED, STRUCK
from policydiff.text.noise import fold, fold_key
from policydiff.text.numerals import CLAUSE_NUMBER, DIGIT, NUMBER, POINT_NUMBER, SUBS

LEFT_OUT = re.compile(r"(?:…|⋯)+|\.{3,}|·{3,}|[（(][^（）()\n]{0,8}(?:略|不变)[）)]")
"""What stands for words that are left out: ……, （略）."""

_SENTENCE_END = re.compile(r"[。；;\n]")

NUMBERS = re.compile(
    rf"第{NUMBER}[编章节条款项目]{SUBS}|{POINT_NUMBER}|(?m:^)[ \t\u3000]*{DIGIT}{{1,3}}[.．、]"
)
"""Numbers of provisions, 第二十三条, （五）: they change with the order, and many tables leave that
unmarked.
"""

_POINTS = re.compile(rf"(?m:^)[ \t\u3000]*(?:{POINT_NUMBER}|{DIGIT}{{1,3}}[.．、])")
"""The number of a point at the head of a line, （五）: no word of it."""

REMARK = re.compile(
    r"[（(](?:移[至自]|由?原[^（）()\n]{0,8}第|现第|改为第|(?:本条)?(?:为)?新增|(?:本条)?(?:已)?删[去除])(?:[^（）()\n]|[（(][^（）()\n]{1,6}[）)]){0,60}[）)]"
)
"""A remark in a text that is none of its words: （移至第二十三条第一款）, （原第二十条第三款）."""

_MOVED = re.compile(
    rf"[（(]由?原(?:[A-Za-z{NUMERALS}{DIGITS}.．、第条款项目]|[（(][A-Za-z{NUMERALS}{DIGITS}]{{1,6}}[）)]){{1,20}}[）)]"
)
"""A remark on the former number of a clause: （原3.4）, （原四1）, （原3.4第(a)项）."""

SURELY_OF = 8
"""The least characters of a quotation by which it is found in an article of another number."""

MOST_LINES, MOST_CANDIDATES = 40, 20
"""So many numbered lines of a cell are tried as one clause, with so many clauses of its number."""

Key = tuple[str, str]
"""What counts a provision, and its number: ("条", "23-1"), ("章", "5")."""

UNITS = {"part": "编", "subpart": "分编", "chapter": "章", "section": "节", "article": "条"}
"""What counts the provisions that a table names, by level; clauses such as 3.2.1 are counted by "".
"""

_DIALECTS = ("cn_rules", "cn_contracts")
"""The traditions whose provisions are clauses, whatever their numbers."""

_DECIMAL = re.compile(rf"第?{CLAUSE_NUMBER}条?[、.．：:]?")
"""The number of a clause: 3.2.1, 第3.2条."""

_ORDINAL = re.compile(rf"第{NUMBER}(?:分编|[编章节条]){SUBS}")
"""The number of an article or heading that is counted by a word: 第三条, 第二章."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWords:
    """A provision that a cell quotes: its words, and the spans left out by …….

    It is not `whole` where the cell leaves out the clauses below it. `several` is true where the
    text has its number and words more than once.
    """

    provision: Provision
    text: str
    left_out: tuple[Span, ...] = ()
    whole: bool = True
    several: bool = False


@dataclass(frozen=True, slots=True)
class NumberedText:
    """The articles and headings of a text by number, and its longer sentences.

    `clauses` are the numbers of both texts that are counted by no word, 3.2.1 or (a); where there
    are any, every numbered provision is named by a table, else articles and headings alone.
    """

    provisions: dict[Key, list[Provision]]
    sentences: frozenset[str]
    whole: str
    ordered: tuple[Provision, ...]
    clauses: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)
    """The number of each clause with those above it, 3.4(a), by eId."""

    @classmethod
    def of(cls, document: Document, clauses: frozenset[str] = frozenset()) -> NumberedText:
        """The articles and headings of a document, and its clauses where there are any."""
        found: defaultdict[Key, list[Provision]] = defaultdict(list)
        names = clause_names(document) if clauses else {}
        ordered = tuple(
            one for one in document.provisions if one.level in UNITS or one.eid in names
        )
        for provision in ordered:
            name = names.get(provision.eid)
            keys = [key_of(provision)]
            keys += () if name is None else (("", clause_key(provision.num or "")), ("", name))
            for key in dict.fromkeys(keys):
                found[key].append(provision)
        texts = [document.full_text()] if clauses else map(words_of, document.articles)
        keys_of = (key for text in texts for key in sentences(text, clauses))
        long = frozenset(key for key in keys_of if len(key) >= SURELY_OF)
        return cls(dict(found), long, fold_key(document.full_text()), ordered, clauses, names)

    def names_clause(self, provision: Provision) -> bool:
        """True for a provision that a table names."""
        return provision.level in UNITS or provision.eid in self.names

    def in_order(self, unit: str) -> list[Provision]:
        """The provisions that one word counts, in reading order; all clauses for none."""
        if not unit:
            return [one for one in self.ordered if one.eid in self.names]
        return [one for one in self.ordered if key_of(one)[0] == unit]

    def numbered(self, quotation: CellQuotation) -> list[Provision]:
        """The provisions of the number that a cell gives."""
        return self.provisions.get((quotation.unit, quotation.number or ""), [])

    def same(self, provision: Provision) -> list[Provision]:
        """The provisions with the number and the words of one, itself among them."""
        key, words = key_of(provision), words_of(provision)
        if provision.eid in self.names:
            key = "", clause_key(provision.num or "")
        return [one for one in self.provisions.get(key, []) if words_of(one) == words]

    def unnumbered(self, text: str) -> FoundWords | None:
        """The heading without number that a text quotes; None for no one, and in laws."""
        headings = (one for one in self.ordered if one.num is None) if self.clauses else ()
        found = [words for one in headings if (words := self.quoted(text, one)) is not None]
        return found[0] if len(found) == 1 else None

    def grouped(
        self, quotes: tuple[CellQuotation, ...], marks: str = ""
    ) -> tuple[CellQuotation, ...]:
        """The quotations of a cell, of clauses with what the text has below each.

        Words with these `marks` are no words of it. What the text does not settle is settled by the
        form of the numbers.
        """
        groups: list[CellQuotation] = []
        place = 0
        while place < len(quotes):
            end = place + 1
            if self.clauses and end < len(quotes):
                end = self._group_end(quotes, place, marks)
            groups.append(joined(quotes[place:end]))
            place = end
        return tuple(groups)

    def _group_end(self, quotes: tuple[CellQuotation, ...], begin: int, marks: str) -> int:
        """The end of the longest run that the text has under the first number."""
        start = fold_key(LEFT_OUT.split(quotes[begin].text)[0])[:MOST_LINES]
        candidates = [
            one
            for one in self.numbered(quotes[begin])
            if fold_key(words_of(one)[: 2 * MOST_LINES]).startswith(start)
        ][:MOST_CANDIDATES]
        for end in range(min(len(quotes), begin + MOST_LINES), begin, -1):
            words = without(joined(quotes[begin:end]), marks)
            if any(self.quoted(words, one) is not None for one in candidates):
                return end
        end = begin + 1
        while end < len(quotes) and quotes[end].inner:
            end += 1
        return end

    def quoted(self, text: str, provision: Provision) -> FoundWords | None:
        """The words of a provision that a text quotes; None where it has others."""
        return quoted(text, provision, parts=bool(self.clauses))

    def only(self, quotation: CellQuotation) -> Provision | None:
        """The provision of a cell's number, by words among several; None for no one."""
        same = self.numbered(quotation)
        if len(same) > 1:
            same = [one for one in same if self.quoted(quotation.text, one) is not None]
        return same[0] if len(same) == 1 else None

    def elsewhere(self, text: str, unit: str) -> FoundWords | None:
        """The only provision that a quotation gives, None for short ones and several."""
        candidates = self.in_order(unit)
        if unit in ("条", "") and len(fold_key(LEFT_OUT.sub("", text))) < SURELY_OF:
            candidates = [one for one in candidates if one.level in CONTAINERS and not unit]
        words = (self.quoted(text, one) for one in candidates)
        found = [one for one in words if one is not None]
        return found[0] if len(found) == 1 else None

    def nearest(self, text: str, among: Iterable[Provision]) -> Provision:
        """The provision that has the most characters in common with a quotation."""
        key = fold_key(LEFT_OUT.sub("", text))
        return max(
            among,
            key=lambda one: round(Indel.normalized_similarity(key, fold_key(words_of(one))), 6),
        )

    def holds(self, text: str) -> bool:
        """True where words without a number stand somewhere in the text."""
        pieces = [key for piece in LEFT_OUT.split(text) if (key := fold_key(piece))]
        if sum(map(len, pieces)) < SURELY_OF:
            return False
        place = 0
        for piece in pieces:
            place = self.whole.find(piece, place) + len(piece)
            if place < len(piece):
                return False
        return True


def clause_names(document: Document) -> dict[str, str]:
    """The numbers of all provisions that no word counts, by eId: 3.2.1, 3.4(a)."""
    names: dict[str, str] = {}
    contents = (document.preamble, document.body, *(one.content for one in document.attachments))
    waiting = [(node, "") for content in contents for node in reversed(content)]
    while waiting:
        node, above = waiting.pop()
        if not isinstance(node, Provision):
            continue
        num = "" if node.num is None or _ORDINAL.match(node.num) else clause_key(node.num)
        if num:
            own = _DECIMAL.fullmatch(node.num or "") or node.level in CONTAINERS
            names[node.eid] = num if own else above + num
        inner = names.get(node.eid, above) if node.level not in CONTAINERS else ""
        waiting += ((child, inner) for child in reversed(node.content))
    return names


def clause_numbers(documents: Iterable[Document]) -> frozenset[str]:
    """The numbers that no word counts; none for texts without decimal ones, as laws."""
    texts = list(documents)
    if not any(text.dialect in _DIALECTS for text in texts) and not any(
        _DECIMAL.fullmatch(one.num or "") for text in texts for one in text.provisions
    ):
        return frozenset()
    names = [clause_names(text) for text in texts]
    nums = (
        one.num or ""
        for text, named in zip(texts, names, strict=True)
        for one in text.provisions
        if one.eid in named
    )
    return frozenset(
        (*map(clause_key, nums), *(name for named in names for name in named.values()))
    )


def key_of(provision: Provision) -> Key:
    """The number by which a table names an article, heading or clause."""
    num = provision.num or ""
    if provision.level in UNITS and not _DECIMAL.fullmatch(num):
        return UNITS[provision.level], provision.number
    return "", clause_key(num)


def family(provision: Provision) -> frozenset[str]:
    """The eIds of a clause and of all below it; of a heading its own alone."""
    if provision.level in CONTAINERS:
        return frozenset((provision.eid,))
    return frozenset((provision.eid, *(one.eid for one in provisions_in(provision.content))))


def with_below(words: FoundWords) -> frozenset[str]:
    """The eIds of the provision that a cell quotes, and of all below it that it has."""
    provision = words.provision
    below = (one.eid for one in provisions_in(provision.content)) if words.whole else ()
    return frozenset((provision.eid, *below))


def own_words(provision: Provision) -> str:
    """The words of a clause without those of the numbered ones below it."""
    if provision.level in CONTAINERS:
        return provision.heading or ""
    content = tuple(
        node
        for node in provision.content
        if not (isinstance(node, Provision) and node.num is not None)
    )
    return "\n".join(filter(None, (provision.heading, replace(provision, content=content).text)))


def words_of(provision: Provision) -> str:
    """The words by which a table shows a provision; of a heading it alone."""
    if provision.level in CONTAINERS:
        return provision.heading or ""
    return "\n".join(filter(None, (provision.heading, provision.text)))


def quoted(text: str, provision: Provision, *, parts: bool = False) -> FoundWords | None:
    """The words of a provision that a text quotes; None where it has others.

    With `parts` the clauses below it may have quotations of their own.
    """
    variants = [words_of(provision)]
    own = own_words(provision)
    if parts and own:
        variants.append(own)
    if parts and provision.level in CONTAINERS:
        variants.append("\n".join(filter(None, (provision.heading, provision.text))))
    if provision.level == "article" and provision.heading:
        variants.append(provision.text)
    bare = _without_remarks(text, parts=parts)
    for shown in dict.fromkeys((text, bare)):
        pieces = [fold_key(piece) for piece in LEFT_OUT.split(shown)]
        for words in variants:
            spans = _spans_left_out(pieces, words)
            if spans is not None:
                whole = words != own or (own == variants[0] and provision.level not in CONTAINERS)
                return FoundWords(provision=provision, text=words, left_out=spans, whole=whole)
    return None


def _without_remarks(text: str, *, parts: bool) -> str:
    bare = REMARK.sub("", text)
    return _MOVED.sub("", bare) if parts else bare


def _spans_left_out(pieces: Sequence[str], words: str) -> tuple[Span, ...] | None:
    """The spans between pieces that stand in order, the outer ones at the ends."""
    folded = fold(words)
    key = folded.key
    if len(pieces) == 1:
        return () if pieces[0] == key else None
    if not key.startswith(pieces[0]) or not key.endswith(pieces[-1]):
        return None
    place, last = len(pieces[0]), len(key) - len(pieces[-1])
    found: list[Span] = []
    for piece in pieces[1:-1]:
        at = key.find(piece, place, last)
        if at < 0:
            return None
        found.append((place, at))
        place = at + len(piece)
    if place > last:
        return None
    spans = ((folded.starts[a], folded.starts[b]) for a, b in (*found, (place, last)) if a < b)
    return tuple(spans)


def changes_between(
    left: str, right: str, clauses: frozenset[str] = frozenset()
) -> tuple[Edit, ...]:
    """The redline of two texts in which numbers of points and clauses are no words."""
    old, new = (fold(one, tuple(_points(one, clauses))) for one in (left, right))
    return redline(old, new)


def _points(text: str, clauses: frozenset[str]) -> Iterator[Span]:
    """The numbers at the heads of lines."""
    begin = 0
    for line in text.split("\n"):
        lead = listed_lead(line, clauses) or _POINTS.match(line)
        if lead is not None:
            yield begin, begin + lead.end()
        begin += len(line) + 1


def _without_points(text: str, clauses: frozenset[str]) -> str:
    for begin, end in reversed([*_points(text, clauses)]):
        text = text[:begin] + text[end:]
    return text


def _without_numbers(text: str, clauses: frozenset[str]) -> str:
    return NUMBERS.sub("", _without_points(text, clauses) if clauses else text)


def hidden_words(
    shown: Sequence[FoundWords],
    others: Sequence[FoundWords],
    *,
    old: bool,
    clauses: frozenset[str] = frozenset(),
) -> list[str]:
    """The words that come or go behind …….

    `shown` are the provisions of one cell, the `old` one or the new, `others` those of the other.
    A stretch left out that stands unchanged in the other text hides nothing; one that does not, hides
    what comes and what goes.
    """
    if not any(one.left_out for one in shown):
        return []
    text, other = (_joined(side) for side in (shown, others))
    edits = changes_between(*((text, other) if old else (other, text)), clauses)
    whole = fold_key(_without_points(other, clauses))
    hidden: list[str] = []
    for span in _placed_spans(shown):
        stretch = text[slice(*span)]
        if fold_key(_without_points(stretch, clauses)) not in whole:
            hidden += _changed_in(edits, span, "delete" if old else "insert")
    return hidden


def visible(words: FoundWords) -> str:
    """The words of a provision that a cell shows."""
    place, parts = 0, list[str]()
    for begin, end in words.left_out:
        parts.append(words.text[place:begin])
        place = end
    return "".join((*parts, words.text[place:]))


def _joined(words: Iterable[FoundWords]) -> str:
    return "\n".join(one.text for one in words)


def _placed_spans(words: Iterable[FoundWords]) -> Iterator[Span]:
    """The spans left out, in the texts joined by line feeds."""
    place = 0
    for one in words:
        yield from ((place + a, place + b) for a, b in one.left_out)
        place += len(one.text) + 1


def _changed_in(edits: Iterable[Edit], span: Span, op: str) -> Iterator[str]:
    """The words that come or go within a span of the side of one kind of edits."""
    place = 0
    for edit in edits:
        if edit.op not in ("equal", op):
            if span[0] < place < span[1] and not edit.noise and edit.text.strip():
                yield edit.text.strip()
            continue
        begin, end = max(place, span[0]), min(place + len(edit.text), span[1])
        if edit.op == op and not edit.noise and begin < end:
            words = edit.text[begin - place : end - place].strip()
            if words:
                yield words
        place += len(edit.text)


def likeness(left: Provision, right: Provision) -> float:
    """The share of common characters of two provisions."""
    return Indel.normalized_similarity(fold_key(words_of(left)), fold_key(words_of(right)))


def sentences(text: str, clauses: frozenset[str] = frozenset()) -> Iterator[str]:
    """The keys of the sentences of a text, without numbers of provisions."""
    return map(fold_key, _SENTENCE_END.split(_without_numbers(text, clauses)))


def without(quotation: CellQuotation, marks: str) -> str:
    """The words of a quotation that have none of these marks."""
    return "".join(
        character
        for character, mark in zip(quotation.text, quotation.marks, strict=True)
        if mark not in marks
    )


def unmarked_words(
    quotations: tuple[CellQuotation, ...],
    other: str,
    moved: frozenset[str] = frozenset(),
    *,
    all_plain: bool = False,
    several: bool = False,
    clauses: frozenset[str] = frozenset(),
) -> str:
    """The words that are not marked and do not stand in the other text, "" for none.

    Whole sentences that are among the `moved` ones came from another row. With `all_plain`, those
    that would be found if nothing were marked. In a row of `several` articles words may come from any
    place of a paragraph.
    """
    marks = "" if all_plain else MARKED + STRUCK
    shown = "\n".join(without(one, marks) for one in quotations)
    bare = LEFT_OUT.sub("", _without_remarks(shown, parts=bool(clauses)))
    keys = [fold_key(_without_numbers(text, clauses)) for text in (bare, other)]
    if _stands_in(*keys):
        return ""
    whole = {key for one in quotations for key in sentences(REMARK.sub("", one.text), clauses)}
    others = list(sentences(other, clauses))
    if several:
        others += [fold_key(_without_numbers(line, clauses)) for line in other.split("\n")]
    if all(
        (key in whole and key in moved) or any(_stands_in(key, one) for one in others)
        for key in sentences(bare, clauses)
    ):
        return ""
    edits = redline_texts(other, bare)
    return "……".join(edit.text.strip() for edit in edits if edit.op == "insert" and not edit.noise)


def _stands_in(key: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in key if character != " ")
