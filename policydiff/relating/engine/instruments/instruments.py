"""The laws, regulations and plans that a text names, each with its verb.

    mention = action? adverbs (《 title 》 brackets? | name)
    name    = words of its own, then a last word: 网络安全法, 互联网信息服务管理办法

A list shares the verb at its head: 制定修订甲办法、乙条例和丙条例. All words are data of the dialect
(`policydiff.text.traditions.dialect`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from policydiff.model.document import Block, Document, Node, Provision
from policydiff.relating.engine.relation import Instrument
from policydiff.text.traditions.dialect import InstrumentWords

_HAN = "一-鿿〇"
_RUN = re.compile(rf"(?:[{_HAN}0-9A-Za-z０-９]|“[^“”。；，\n]{{1,12}}”)+$")
_CLAUSE = re.compile(r"[，。；：！？\n]")
_AFTER = re.compile(r"[（(](?P<inside>[^（）()]*)[）)]")
_VERSION = re.compile(r"[（(〔][^（）()〔〕]*[）)〕]$")
_SHORT = re.compile(r"(?<![^《》])(?P<before>[^《》]*)《(?P<name>[^《》]+)》$")
_WINDOW = 60
"""Characters in which a name without 《》 is searched."""
_NEAR, _FAR = 10, 400
"""Characters before a short title, and from a list back to its verb."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """A dialect's words as patterns, and the fewest characters before each last word."""

    words: InstrumentWords
    shortest: dict[str, int]
    sure: frozenset[str]
    not_enough: frozenset[str | None]
    together: tuple[str, ...]
    titles: tuple[str, ...]
    last: re.Pattern[str]
    alone: re.Pattern[str]
    no_names: re.Pattern[str]
    common: re.Pattern[str]
    heads: re.Pattern[str]
    heads_last: re.Pattern[str]
    verb: re.Pattern[str]
    made: re.Pattern[str]
    done: re.Pattern[str]
    agent: re.Pattern[str]
    action: re.Pattern[str]
    adverbs: re.Pattern[str]
    trailing: re.Pattern[str]
    chain: re.Pattern[str]
    join: re.Pattern[str]
    goes_on: re.Pattern[str]
    derived: re.Pattern[str]
    beside: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    begin: int
    end: int
    name: str
    action: str | None = None
    number: str | None = None


def find_instruments(document: Document, words: InstrumentWords) -> tuple[Instrument, ...]:
    """Every mention of an instrument in a document, in reading order.

    In its articles, and in paragraphs outside of them (the prose sections of a plan). A short title
    (以下简称《规划》) has the full one as `title`; a document number behind a title is `number`. `status`
    stays unknown.
    """
    patterns = _read_words(words)
    short = _short_titles(document.full_text(), patterns)
    return tuple(
        Instrument(
            left=eid,
            span=(mention.begin, mention.end),
            name=mention.name,
            action=mention.action,
            title=short.get(mention.name),
            number=mention.number,
        )
        for eid, text in _texts(document)
        for mention in _with_actions(text, _mentions(text, patterns, short), patterns)
    )


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """The articles and the paragraphs outside of them, with their eIds."""
    yield from _texts_in((*document.preamble, *document.body))
    for attachment in document.attachments:
        yield from _texts_in(attachment.content)


def _texts_in(nodes: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, Provision):
            whole = node.level == "article"
            yield from ((node.eid, node.text),) if whole else _texts_in(node.content)
        elif isinstance(node, Block) and node.eid and node.role == "text":
            yield node.eid, node.text


def _mentions(text: str, patterns: _Patterns, short: dict[str, str]) -> list[_Mention]:
    titles = list(_titles(text))
    named = [
        (begin, end)
        for begin, end in titles
        if not patterns.words.short_title.search(text[max(0, begin - _NEAR) : begin - 1])
    ]
    found = [
        _quoted(text, begin, end, patterns)
        for begin, end in named
        if _is_title(text[begin:end], patterns, short)
    ]
    masked = patterns.no_names.sub(lambda other: "《" * len(other[0]), _without(text, titles))
    applying = list(_applying(masked, patterns))
    for mention in applying:
        masked = (
            masked[: mention.begin] + "《" * (mention.end - mention.begin) + masked[mention.end :]
        )
    return sorted([*found, *applying, *_bare(masked, patterns)], key=lambda one: one.begin)


def _applying(text: str, patterns: _Patterns) -> Iterator[_Mention]:
    """Names without 《》 that hold another one in 〈〉, behind the last verb before them."""
    for match in patterns.words.applying.finditer(text):
        begin = match.start()
        for before in (patterns.verb, patterns.words.lead):
            for word in before.finditer(text, begin, match.end("own")):
                begin = word.end()
        if begin < match.end("own"):
            yield _Mention(begin=begin, end=match.end(), name=text[begin : match.end()])


def _without(text: str, titles: list[tuple[int, int]]) -> str:
    """The text, of unchanged length, with marks in place of titles in 《》."""
    kept = list(text)
    for begin, end in titles:
        kept[begin - 1 : end + 1] = "《" * (end - begin + 2)
    return "".join(kept)


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """The inside of each outermost 《》, as [begin, end); titles may hold titles."""
    depth = begin = 0
    for offset, char in enumerate(text):
        if char == "《":
            depth, begin = depth + 1, begin if depth else offset + 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                yield begin, offset
        elif char == "\n":
            depth = 0


def _is_title(title: str, patterns: _Patterns, short: dict[str, str]) -> bool:
    plain = _VERSION.sub("", title)
    last = next((word for word in patterns.titles if plain.endswith(word)), None)
    if title in short or plain in patterns.words.short:
        return True
    return last is not None and not patterns.common.fullmatch(plain[: -len(last)])


def _quoted(text: str, begin: int, end: int, patterns: _Patterns) -> _Mention:
    after = _AFTER.match(text, end + 1)
    number = patterns.words.number.search(after["inside"]) if after else None
    return _Mention(
        begin=begin, end=end, name=text[begin:end], number=number[0] if number else None
    )


def _short_titles(text: str, patterns: _Patterns) -> dict[str, str]:
    """Short title → full title."""
    found: dict[str, str] = {}
    for begin, end in _titles(text):
        after = _AFTER.match(text, end + 1)
        named = _SHORT.search(after["inside"]) if after else None
        if (
            named
            and patterns.words.short_title.search(named["before"])
            and _is_title(text[begin:end], patterns, {})
        ):
            found.setdefault(named["name"], text[begin:end])
    return found


def _bare(text: str, patterns: _Patterns) -> Iterator[_Mention]:
    """Names without 《》; of two with one begin the longer one."""
    held: _Mention | None = None
    for last in patterns.last.finditer(text):
        begin = _begin(text, last, patterns)
        if begin is None:
            continue
        if held is not None and held.begin < begin:
            yield held
        amending = patterns.words.amending.match(text, last.end())
        end = last.end() if amending is None else amending.end()
        held = _Mention(begin=begin, end=end, name=text[begin:end])
    if held is not None:
        yield held


def _begin(text: str, last: re.Match[str], patterns: _Patterns) -> int | None:
    """The beginning of the name with this last word, behind the nearest verb or join."""
    alone = patterns.alone.search(text, max(0, last.end() - _WINDOW), last.end())
    if alone is not None:
        return alone.start()
    run = _RUN.search(text[max(0, last.end() - _WINDOW) : last.end()])
    start = last.end() - len(run[0] if run else last[0])
    for lead in patterns.words.lead.finditer(text, start, last.start()):
        start = lead.end()
    begin = start
    for cut, hard in (*_cuts(text, start, last, patterns), (start, True)):
        begin = _behind_heads(text, cut, last, patterns)
        if hard or not patterns.common.fullmatch(text, begin, last.start()):
            break
        if cut < last.start() and patterns.made.search(text, start, cut):
            return None
    if not _is_name(text[begin : last.end()], last[0], patterns):
        return None
    if patterns.words.short_title.search(text[max(0, begin - _NEAR) : begin]):
        return None
    return (
        begin
        if last[0] in patterns.sure
        or _action(text[:begin], patterns, done=True) not in patterns.not_enough
        else None
    )


def _behind_heads(text: str, cut: int, last: re.Match[str], patterns: _Patterns) -> int:
    head = patterns.heads.match(text, cut, last.start())
    return head.end() if head else cut


def _cuts(
    text: str, start: int, last: re.Match[str], patterns: _Patterns
) -> list[tuple[int, bool]]:
    """Offsets at which a name may begin, the last first; 推广法 contains a verb."""
    verbs = [(verb.end(), False) for verb in patterns.verb.finditer(text, start, last.start())]
    joins = patterns.join.finditer(text, start, last.start())
    return sorted(
        [
            *verbs,
            *(
                (join.end(), True)
                for join in joins
                if _parts(text[start : join.start()], last[0], patterns)
            ),
        ],
        reverse=True,
    )


def _parts(before: str, last: str, patterns: _Patterns) -> bool:
    """True if a 和 separates names, unlike that of 电信和互联网用户个人信息保护规定."""
    if before.endswith(patterns.together):
        return False
    return last in patterns.words.never_joined or before.endswith(tuple(patterns.shortest))


def _is_name(name: str, last: str, patterns: _Patterns) -> bool:
    own = name[: -len(last)]
    if name in patterns.words.short:
        return True
    if (
        name.endswith(patterns.words.no_ends)
        or not patterns.shortest[last] <= len(own) <= patterns.words.longest
    ):
        return False
    return not patterns.common.fullmatch(own) and (
        last in patterns.sure or not own.endswith(tuple(patterns.sure))
    )


def _with_actions(text: str, mentions: list[_Mention], patterns: _Patterns) -> list[_Mention]:
    """Mentions with the verb before each, or that of its list."""
    found: list[_Mention] = []
    begin = 0  # of the list
    for mention in mentions:
        derived = patterns.derived.match(text, mention.end + 1)
        before = text[: mention.begin].removesuffix("《")
        beside = patterns.beside.search(before)
        action = None if derived or beside else _action(before, patterns)
        between = text[found[-1].end : mention.begin] if found else ""
        if found and (between == "》《" or patterns.join.fullmatch(between.strip("《》"))):
            action = found[-1].action
        else:
            begin = len(found)
        found.append(replace(mention, action=action))
        if patterns.words.built.match(text, mention.end):
            found[begin:] = [replace(one, action=None) for one in found[begin:]]
        elif not beside and action in patterns.not_enough:
            action = _action_behind(text, found[begin], mention, patterns)
            found[begin:] = [replace(one, action=action) for one in found[begin:]]
    return found


def _action(before: str, patterns: _Patterns, *, done: bool = False) -> str | None:
    """The verbs at the end of a text, or at the head of its last list (…等, …的)."""
    clause = _CLAUSE.split(before[-_FAR:])[-1].removesuffix("《")
    heads = patterns.heads_last.search(clause)
    clause = clause[: heads.start()] if heads else clause
    attribute = None if done else patterns.done.search(clause)
    if attribute is not None:
        clause = clause[: attribute.start()]
        verb = patterns.agent.search(clause)
        clause = clause if verb is None else clause[: verb.end("verb")]
    chains = [
        chain for chain in patterns.chain.finditer(clause) if patterns.action.search(chain[0])
    ]
    if not chains or (chains[-1].end() < len(clause) and not patterns.goes_on.search(clause)):
        return None
    return patterns.trailing.sub("", patterns.adverbs.sub("", chains[-1][0])) or None


def _action_behind(text: str, first: _Mention, last: _Mention, patterns: _Patterns) -> str | None:
    """The verb of a list with that behind it: 推进甲法的出台, 对《甲法》进行修订."""
    behind = patterns.words.after.match(text, last.end)
    before = text[: first.begin].removesuffix("《")
    if behind is None or before.endswith(patterns.words.grounds):
        return first.action
    return (first.action or "") + behind["verb"]


@lru_cache(maxsize=16)
def _read_words(words: InstrumentWords) -> _Patterns:
    shortest, unlike = dict((*words.sure, *words.asked)), dict(words.not_after)
    ends = sorted(shortest, key=len, reverse=True)
    verbs = (*words.actions, *(word for word in words.adverbs if len(word) > 1))
    no_noun = f"(?!{_any(words.nouns)})"
    making, action = (
        f"{_any(words.making)}{no_noun}",
        f"(?!{_any(words.no_verbs)}){_any(words.actions)}{no_noun}",
    )
    return _Patterns(
        words=words,
        shortest=shortest,
        sure=frozenset(dict(words.sure)),
        not_enough=frozenset((None, *words.idle)),
        together=_heads_of(words),
        titles=tuple(sorted((*shortest, *words.quoted), key=len, reverse=True)),
        last=re.compile(
            "|".join(end + (f"(?!{unlike[end]})" if end in unlike else "") for end in ends)
            or r"(?!)"
        ),
        alone=re.compile(f"(?:{re.escape(words.country)})?{_any(words.alone)}$"),
        no_names=re.compile(_any(words.no_names)),
        common=re.compile(f"{_any((*words.common, *verbs, *words.joins))}*+"),
        heads=re.compile(f"{_any((*words.joins, *words.adverbs, *words.heads))}+"),
        heads_last=re.compile(f"{_any(words.heads)}+$"),
        verb=re.compile(f"{_any(verbs)}{no_noun}"),
        made=re.compile(f"{making}$"),
        done=re.compile(f"(?:{making}(?:{_any(words.joins)})?){{1,4}}后?的$"),
        agent=re.compile(f"(?P<verb>(?:{action})+)[{_HAN}]{{0,12}}$"),
        chain=re.compile(f"(?:{action}|{_any(words.adverbs)})+"),
        action=re.compile(action),
        adverbs=re.compile(
            f"^(?:(?!{_any(words.actions)}){_any((*words.adverbs, *words.joins))})+"
        ),
        trailing=re.compile(f"{_any(words.joins)}+$"),
        join=re.compile(_any(words.joins)),
        derived=re.compile(
            f"(?<=》){_any(words.more)}?{_any(words.common)}{{0,4}}{_any(tuple(dict(words.sure)))}"
        ),
        beside=re.compile(f"{action}{_any(words.beside)}$"),
        goes_on=re.compile(f"{_any((*words.joins, *words.more))}$"),
    )


def _heads_of(words: InstrumentWords) -> tuple[str, ...]:
    """The words before the 和 inside a subject that it does not separate."""
    return tuple(
        subject[: match.start()]
        for subject in words.together
        for match in re.finditer(_any(words.joins), subject)
        if match.start()
    )


def _any(words: tuple[str, ...]) -> str:
    return (
        "(?:"
        + ("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)")
        + ")"
    )
