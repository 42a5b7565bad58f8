"""The sentences beside the rows: replacements, rows left out, what stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.checking.engine.table_layout import Claim, claimed, clause_key
from policydiff.checking.engine.table_texts import Key
from policydiff.text.noise import fold_key
from policydiff.text.numerals import NUMBER, SUBS, canonical

_QUOTE = '[“"‘「『]([^“”"‘’「」『』\n]{1,30})[”"’」』]'
_REPLACED = re.compile(
    rf"{_QUOTE}[^“”\"「」『』。；;\n]{{0,16}}(?:改|换|调整|变更|更名|规范|统一)[^“”\"「」『』。；;\n]{{0,4}}[为成]{_QUOTE}"
)
"""A replacement: 将“股东大会”统一修改为“股东会”."""

_THROUGHOUT = re.compile(r"统一|全文|全部|所有|均")
"""Words by which a replacement is said to hold everywhere: 统一修改为."""

_LIMITED = re.compile(r"除[^。；\n]{0,40}外|第[^。；\n]{1,9}[条章节]|部分")
"""Words that limit a sentence: 除第五条外, 第三章中的."""

_UNLISTED = re.compile(
    r"不(?:再|予|作|做)?(?:逐一|逐条|一一|单独|另行|重复|再)+[^。；\n]{0,6}(?:列|说明|对[照比]|赘述|标|披露)"
    r"|(?:不再|不予|未|不)(?:单独|逐一|逐条)?(?:列示|列出|列举|赘述|列入)|(?:其余|其他|其它)[^。；\n]{0,12}(?:相应|同样|亦|均|一并)"
)
"""Words by which rows are left out: 不再逐条列示, 其余条款相应修改."""

_RENUMBERED = re.compile(
    r"(?:序号|条号|条款号|条款顺序|(?<!公告)编号|条次|引用|援引)[^。；\n]{0,24}(?:调整|顺延|递延|重排|依此类推|变[更动化]|更新|修[改订]|列示)"
)
"""Words by which new numbers are left out: 条款序号相应调整, 引用条款的序号不再列示."""

_AS_BEFORE = re.compile(r"[未不无](?:作|做|予|再)?(?:任何)?(?:调整|变[更动化])")
"""Words by which numbers stay as they were: 条款编号未作调整."""

_CLOSING = re.compile(
    r"(?:其他|其它|其余|余下)(?:[^。；\n]{0,16}(?:条款|条文|内容|章节|条)|部分|(?=未))[^。；\n]{0,12}(?:不变|[未不无](?:作|做|予|发生)?(?:任何)?(?:修[改订]|变[更动化]|改动))"
)
"""The sentence that closes a table: 其他条款不变, 其余条款未作修改."""

_NUMBERS = re.compile(r"序号|条号|编号|条次|引用")
_WORDS = re.compile(r"统一|表述|[“「『]")
"""Words of a sentence that leaves out rows of replaced words: 仅涉及上述统一修改的条款不再列示."""

_FORMAL = re.compile(r"标点|全角|空格|非实质")
"""Words of a sentence on what is no change at all."""

_SENTENCES = re.compile(r"[^。；;\n]+")
_RUN = re.compile(
    rf"第({NUMBER})(分编|[编章节条])({SUBS})(?:至第({NUMBER})(?:分编|[编章节条])({SUBS}))?[、和及]?"
)
"""A number at the head of a list of them, or a run: 第四条, 第六条之一至第九条."""

Run = tuple[Key, Key]
"""The first and the last of a run of provisions; one alone is both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A replacement that a table states, and its sentence."""

    before: str
    after: str
    sentence: str

    @property
    def throughout(self) -> bool:
        """True where it is to hold everywhere."""
        return bool(_THROUGHOUT.search(self.sentence)) and not _LIMITED.search(self.sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunClaim:
    """A claim on provisions 第十五条（原第十四条）　仅调整序号; `old` is `new` if given once."""

    claim: Claim
    old: tuple[Run, ...]
    new: tuple[Run, ...]

    @property
    def counted(self) -> bool:
        """True for 第四条 and 第二章, False for clauses such as 3.2.1."""
        return all(unit for run in (*self.old, *self.new) for unit, _ in run)


@dataclass(frozen=True, slots=True)
class TableSentences:
    """The sentences beside the rows of a table.

    `unlisted` are the numbers of which rows are left out because a replacement explains them, None
    where no sentence says so, empty where it names none; `renumbered` is true where new numbers and
    citations of them are left out.
    """

    replacements: tuple[Replacement, ...] = ()
    unlisted: frozenset[Key] | None = None
    renumbered: bool = False
    closings: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> TableSentences:
        """The sentences in the words above, between and below the rows."""
        found = [one for text in texts for one in _SENTENCES.findall(text)]
        stated = [one for one in found if not _FORMAL.search(one) or _REPLACED.search(one)]
        replacements = tuple(_replacements(stated))
        left_out = [one for one in stated if _UNLISTED.search(one) and not _CLOSING.search(one)]
        of_words = [one for one in left_out if not _NUMBERS.search(one) or _WORDS.search(one)]
        return cls(
            replacements=replacements,
            unlisted=frozenset(key for one in of_words for run in _runs(one) for key in run)
            if replacements and of_words
            else None,
            renumbered=any(
                _RENUMBERED.search(one) and not _AS_BEFORE.search(one) for one in stated
            ),
            closings=tuple(one.strip() for one in stated if _CLOSING.search(one)),
        )

    def states(self, before: str, after: str) -> bool:
        """True where the table states a replacement."""
        old, new = fold_key(before), fold_key(after)
        return any(
            old in fold_key(one.before) and new in fold_key(one.after) for one in self.replacements
        )


def _replacements(found: Iterable[str]) -> Iterator[Replacement]:
    for sentence in found:
        for one in _REPLACED.finditer(sentence):
            yield Replacement(before=one[1], after=one[2], sentence=sentence.strip())


def is_sentence(text: str) -> bool:
    """True for words that state something of the table, and are no text."""
    patterns = (_REPLACED, _UNLISTED, _CLOSING, _RENUMBERED, _FORMAL)
    return any(pattern.search(text) for pattern in patterns)


def run_claim(text: str) -> RunClaim | None:
    """The claim of a line about provisions, None for every other line."""
    bare = "".join(text.split())
    new, place = _list(bare, 0)
    if not new:
        return None
    old: tuple[Run, ...] = new
    if bare.startswith("（原", place):
        old, place = _list(bare, place + 2)
        if not old or not bare.startswith("）", place):
            return None
        place += 1
    claim = claimed(bare[place:]) if place < len(bare) else None
    if claim is None or claim == "nothing":
        return None
    return RunClaim(claim=claim, old=old, new=new)


def _list(bare: str, place: int) -> tuple[tuple[Run, ...], int]:
    """The runs of a list, and the place behind it."""
    runs: list[Run] = []
    while (found := _RUN.match(bare, place) or _CLAUSE_RUN.match(bare, place)) is not None:
        if found.re is _RUN:
            runs.append(_run(found))
        else:
            runs.append((("", clause_key(found[1])), ("", clause_key(found[2] or found[1]))))
        place = found.end()
    return tuple(runs), place


def _runs(text: str) -> Iterator[Run]:
    bare = "".join(text.split())
    yield from map(_run, _RUN.finditer(bare))
    for listed in _CLAUSES.finditer(bare):
        yield from _clauses(listed[1])


def _clauses(text: str) -> list[Run]:
    """The clauses of a list, as runs of one; none where it names anything else."""
    names = re.split("[、和]", text)
    if not all(_CLAUSE.fullmatch(name) for name in names):
        return []
    return [(("", clause_key(name)), ("", clause_key(name))) for name in names]


def _run(found: re.Match[str]) -> Run:
    first = found[2], canonical(found[1], found[3]) or ""
    return first, first if found[4] is None else (found[2], canonical(found[4], found[5]) or "")


_NEW_NUMBER = re.compile(
    r"(?:条款?(?:序?号|编号)|序号|编号)?由([^由为至移]{1,60}?)(?:调整为|变更为|改为|移至)(.{1,60})"
)
"""A remark on new numbers: 由第五条调整为第六条, 条款号由3.4调整为3.3."""

_CLAUSE = re.compile(r"第?[0-9]{1,3}(?:\.[0-9]{1,3}){0,7}条?(?:[（(][A-Za-z0-9]{1,3}[)）]){0,4}")
"""A clause in a remark on new numbers, or in a list of clauses: 3.4, 第3.4条, 3.4(a)."""

_CLAUSE_RUN = re.compile(rf"({_CLAUSE.pattern})(?:至({_CLAUSE.pattern}))?[、和及]?")
"""The same in decimal clauses, at the head of a list of them: 3.2.1, 3.1.1至3.1.2."""

_CLAUSES = re.compile(rf"（修[订改]后的({_CLAUSE.pattern}(?:、{_CLAUSE.pattern}){{0,400}})）")
"""The clauses of which rows are left out: （修订后的1.2、3.4）."""


def new_number(text: str) -> tuple[tuple[Key, ...], tuple[Key, ...]] | None:
    """The old and the new numbers that a remark gives, None for any other remark."""
    found = _NEW_NUMBER.fullmatch("".join(text.split()))
    if found is None:
        return None
    old, new = ([*_clauses(one)] or [*_runs(one)] for one in found.groups())
    if old and new and not (old[0][0][0] or new[0][0][0]):
        return tuple(one for one, _ in old), tuple(one for one, _ in new)
    whole = all(_RUN.sub("", one).strip("、和") == "" for one in found.groups())
    if not whole or not old or not new:
        return None
    return tuple(one for one, _ in old), tuple(one for one, _ in new)
