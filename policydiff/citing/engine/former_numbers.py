"""Numbers of an older version, found by the words beside a citation.

A text that cites by numbers of an older version cites articles that exist: its numbers do not show
the fault. Its words do: they are those of the article that had the number then.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policydiff.model.comparison import Span
from policydiff.text.sentences import cut_sentences
from policydiff.text.word_rarity import Background, load_background
from policydiff.text.words import is_word, split_words, term_set

LEAST = 5.0
"""The evidence, in nats, from which words are said to fit an article. Of the clauses of 22 revised
laws, set beside their old number, 0.96 are found by it; none of 1,996 set beside their new number
is doubted, of which two would be at 4.5.
"""

LEAST_OF_SUBJECT = 4.0
"""The same for the subject of the citing text, where the article in force has no word of it."""

SHARE = 0.8
"""An article is fitted where no other one has more than its evidence over this share."""

OUTWEIGHS = 3.0
"""So many times the evidence for the article of the version in force speaks for the older one."""

MEMBER = 1.5
"""The evidence of its own that a member of a list needs, where the list as a whole has enough."""

INFORMATIVE = 2.5
"""The informativeness below which a word is one of style; it counts in full from `FULL` on."""
FULL = 4.0

AT_LARGE = 20
"""Articles of law at large that count beside those of the work for the rarity of a word."""

RUN = 8
"""Characters of a run that nobody writes twice by chance, if it stands in one article alone."""

LONGEST = 2_000
"""Characters of a sentence that is read for its words."""

_MAKING = ("订立", "签订", "签署", "达成", "制定", "制订")
"""Before the name of the text itself in the clause that makes it: 订立本合同."""

_MARKS = "，。；：、（）“”"

_PARTICLES = "的了和与或及其在以于由为对从向将被把等者所之而且并不应按照依据因该本此即"
"""Signs that make no word with the one beside them."""

_UNKNOWN = re.compile("[一-鿿]{2,4}")
"""A word that the segmenter does not know, made of its single signs: 伐竹."""

SHOWN = 6
"""So many common words are named."""


def sentence_with(around: str, at: int) -> Span:
    """The span of the sentence that holds a place of a paragraph."""
    return next(
        (span for span in cut_sentences(around) if span[0] <= at < span[1]), (0, len(around))
    )


def words_of(around: str, sentence: Span, citations: Iterable[Span]) -> str:
    """A sentence of a paragraph; citations and titles in it become line feeds."""
    begin, end = sentence[0], min(sentence[1], sentence[0] + LONGEST)
    signs = list(around[begin:end])
    for first, last in citations:
        for offset in range(max(first, begin), min(last, end)):
            signs[offset - begin] = "\n"
    depth = 0
    for offset, sign in enumerate(signs):
        depth = max(0, depth + (sign == "《") - (sign == "》"))
        if depth or sign == "》":
            signs[offset] = "\n"
    return "".join(signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsBeside:
    """The words beside a citation or a list of them.

    `explained` are the texts of what else is cited there: their words are no evidence. `subject` is
    True where the sentence makes its own text, whose title is then read in place of that clause:
    依据第三条订立本合同 is about 股权转让 in a 股权转让合同.
    """

    sentence: str
    explained: str = ""
    subject: bool = False

    @classmethod
    def of(cls, sentence: str, title: str, explained: str = "") -> WordsBeside:
        """The words of a sentence in the text of a title."""
        made, clauses = [f"{verb}本{title[-2:]}" for verb in _MAKING], sentence.split("，")
        others = [clause for clause in clauses if not any(words in clause for words in made)]
        if len(title) < 4 or len(others) == len(clauses):
            return cls(sentence=sentence, explained=explained)
        words = (half for word in split_words(title[:-2]) for half in _halves(word))
        return cls(sentence="\n".join((*others, *words)), explained=explained, subject=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameNumber:
    """The articles of a number in an older version and the one meant, "" for none."""

    then: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTest:
    """The words beside a citation, or a list of citations, against articles.

    `weights` is the evidence of each word for an article that has it, in nats; `others` are the
    articles that are none of those in question.
    """

    beside: WordsBeside
    weights: Mapping[str, float]
    others: Sequence[str]

    @classmethod
    def of(cls, beside: WordsBeside, others: Sequence[str]) -> WordTest:
        """Weigh the words by how few of the others have them."""
        background = load_background()
        return cls(
            beside=beside,
            weights={
                word: weight
                for word in sorted(_words(beside.sentence))
                if not _has(beside.explained, word)
                and (weight := _weight(word, others, background)) > 0
            },
            others=others,
        )

    def fits(self, text: str) -> bool:
        """True where the words speak for an article, and for no other one more."""
        own = self._evidence(self._common(text)) + LEAST * bool(self._run(text, ""))
        return own >= LEAST and own >= SHARE * self._best()

    def find_former(self, members: Sequence[SameNumber]) -> tuple[tuple[str, ...], ...]:
        """The words for the older article of each member; none where it is not meant."""
        then, now = (
            "\n".join(getattr(member, side) for member in members) for side in ("then", "now")
        )
        found_now = frozenset(self._common(now))
        own = [frozenset(self._common(member.then)) - found_now for member in members]
        runs = [self._run(member.then, now) for member in members]
        evidence = [
            self._evidence(words) + LEAST * bool(run) for words, run in zip(own, runs, strict=True)
        ]
        against = self._evidence(found_now - frozenset(self._common(then)))
        total = sum(evidence)
        fitted = self._evidence(self._common(then)) + LEAST * any(runs)
        least = LEAST_OF_SUBJECT if self.beside.subject and not against else LEAST
        if total - against < least or total < OUTWEIGHS * against or fitted < SHARE * self._best():
            return ((),) * len(members)
        return tuple(
            self._strongest(one.then, run) if share >= MEMBER else ()
            for one, run, share in zip(members, runs, evidence, strict=True)
        )

    def _common(self, text: str) -> tuple[str, ...]:
        return tuple(word for word in self.weights if _has(text, word))

    def _evidence(self, words: Iterable[str]) -> float:
        return sum(self.weights[word] for word in sorted(words))

    def _best(self) -> float:
        return max((self._evidence(self._common(text)) for text in self.others), default=0.0)

    def _run(self, text: str, rival: str) -> str:
        """A long run of the sentence that this article alone has, not of words of style."""
        run = _longest_run(self.beside.sentence, text).strip(_MARKS)
        alone = len(run) >= RUN and not any(run in article for article in (rival, *self.others))
        return run if alone and self._evidence(self._common(run)) >= MEMBER else ""

    def _strongest(self, text: str, run: str) -> tuple[str, ...]:
        words = sorted(self._common(text), key=lambda word: (-self.weights[word], word))
        return tuple(filter(None, (run, *(word for word in words if word not in run))))[:SHOWN]


def may_be_former(beside: WordsBeside, members: Sequence[SameNumber]) -> bool:
    """True where a closer look at the older articles can find something."""
    background, now = load_background(), "\n".join(member.now for member in members)
    words = [
        word
        for word in _words(beside.sentence)
        if background.informativeness(word) >= INFORMATIVE and not _has(now, word)
    ]
    return any(
        any(_has(member.then, word) for word in words)
        or len(_longest_run(beside.sentence, member.then)) >= RUN
        for member in members
        if member.then
    )


def _words(sentence: str) -> frozenset[str]:
    """The terms of a sentence, with those that the segmenter cuts: 伐, 竹 → 伐竹."""
    single = "".join(
        word if len(word) == 1 and word not in _PARTICLES else "\n"
        for word in split_words(sentence)
    )
    terms = (word if is_word(word) else word.strip(_PARTICLES) for word in term_set(sentence))
    return frozenset((*_UNKNOWN.findall(single), *(word for word in terms if len(word) > 1)))


def _weight(word: str, others: Sequence[str], background: Background) -> float:
    informative = background.informativeness(word)
    if informative < INFORMATIVE:
        return 0.0
    having = sum(_has(text, word) for text in others)
    at_large = AT_LARGE * math.exp(-background.rarity(word))
    chance = (having + 1 + at_large) / (len(others) + 1 + AT_LARGE)
    return max(0.0, -math.log(chance)) * min(1.0, informative / FULL)


def _has(text: str, word: str) -> bool:
    """True where a text has a word, or both halves of it: 转让股权 has 股权转让."""
    return word in text or all(half in text for half in _halves(word))


def _halves(word: str) -> tuple[str, ...]:
    halves = (word[:2], word[2:])
    return halves if len(word) == 4 and all(map(is_word, halves)) else (word,)


def _longest_run(left: str, right: str) -> str:
    """The longest stretch of one line that both texts have."""
    best = ""
    for begin in range(len(left)):
        while (
            begin + len(best) < len(left)
            and "\n" not in (longer := left[begin : begin + len(best) + 1])
            and longer in right
        ):
            best = longer
    return best
