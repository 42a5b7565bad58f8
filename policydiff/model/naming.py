"""The words by which a drafting tradition names instruments in running text.

They are data, part of a dialect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentWords:
    """The marks of the name of an instrument, in 《》 and without.

    A tradition without such words has none.

    `sure` are last words that make a name wherever something of its own stands before them (网络安全法,
    电信条例), `asked` those that do so only behind one of `actions` (制定…标准), for mostly they are common
    nouns; each with the fewest characters that must stand before it. `quoted` may end a title in 《》
    beside both. `never_joined` are last words whose names hold no 和. `not_after` maps a last word
    to the pattern of what makes another word of it (法院, 标准化), `no_ends` are ends that only look
    like those of a name (方法, 依法). `short` are whole names that are too short otherwise (立法法),
    `alone` those before which nothing but the country's name belongs to the name (宪法), `no_names`
    what holds the words of a name and is none (宪法和法律委员会). `common` are words that do not say what
    an instrument is about: a name of these alone (实施办法, 有关规定) is none. `heads` may stand before a
    name and are no part of it (本地区).

    `actions` are the verbs that say what is done with it, `idle` those that are not enough for a
    word of `asked`, `adverbs` what may stand with them; `lead` fits any other word after which a
    name begins. `joins` part the members of a list, `more` may stand between the head of a list or
    attribute and the name, `together` holds names of subjects that a 和 does not part. `number` fits
    the document number in the brackets after a title, `short_title` the words before a short title
    there (以下简称《规划》). `longest` counts the characters of a name without 《》.
    """

    sure: tuple[tuple[str, int], ...] = ()
    never_joined: tuple[str, ...] = ()
    asked: tuple[tuple[str, int], ...] = ()
    quoted: tuple[str, ...] = ()
    not_after: tuple[tuple[str, str], ...] = ()
    no_ends: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    lead: re.Pattern[str] = _NOTHING
    joins: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    number: re.Pattern[str] = _NOTHING
    short_title: re.Pattern[str] = _NOTHING
    country: str = "中华人民共和国"
    longest: int = 30


NO_INSTRUMENT_WORDS = InstrumentWords()
"""Those of a tradition that gives none."""
