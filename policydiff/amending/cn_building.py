"""What each form of instruction amounts to: a match becomes operations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Literal

from policydiff.amending.cn_places import above, read_places, write_place
from policydiff.amending.cn_spoken import Reading, share
from policydiff.amending.masking import Quotation
from policydiff.dialects._mainland_amending_places import LEVEL_WORDS, PLACES, TITLE
from policydiff.model.consolidation import Operation, OperationKind, Steps

Builder = Callable[[re.Match[str], Reading], Iterator[Operation]]

COUNTED_ARTICLES = re.compile(r"条|章节")
"""What is counted anew by order; 款 and 项 are counted by their places anyway."""
_PLACES = re.compile(PLACES)
_TITLE = re.compile(TITLE)
_ARTICLE_HEAD = re.compile(r"(?m)^第[一二三四五六七八九十百千零〇○\d]{1,9}条(?:之[一二三四五六七八九十]+)*")
_SENTENCE_END = ("。", "；", "！", "？")


def _adjust(match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    if COUNTED_ARTICLES.search(match[0]):
        yield Operation(kind="renumbering")
    else:
        yield Operation(kind="renumbering", status="context", text=match[0])


def _contents(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    yield Operation(kind="context", status="context", text=reading.masked.unmask(match[0]))


def _about(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if not match["at"] and not match["work"]:
        return
    reading.places(match["at"])
    yield Operation(kind="context", status="context", text=match[0])


def _join(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    named = match["to"] or match["into"]
    if not named and not match["new"]:
        return
    result = read_places(named, reading.lifted(targets[0]))[0] if named else ()
    new = reading.masked.all(match["new"])
    for target in targets:
        yield _with_text(Operation(kind="join", steps=target, result_steps=result), new)
    if result:
        reading.tell(targets[:1], (result,))
    if not new:
        reading.here = targets[:1]


def _split(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    results = read_places(match["to"], reading.lifted(targets[0]))
    for result, part in zip(results, share(reading.masked.all(match["new"]), results), strict=True):
        for target in targets:
            yield _with_text(Operation(kind="split", steps=target, result_steps=result), part)


def _renumber(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    results = read_places(match["to"], reading.lifted(targets[0]))
    if len(targets) == len(results):
        reading.tell(targets, results)
    for target, result in zip_longest(targets, results, fillvalue=()):
        operation = Operation(kind="renumbering", steps=target, result_steps=result)
        yield operation if target and result else replace(operation, status="failed", message="as many places must come as go")
    yield from _new_texts(match, reading)


def _new_texts(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """The new text that stands behind a new number."""
    if match["new"]:
        yield from _each(match, reading, "substitution")


def _parts(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    reading.places(match["at"])
    yield Operation(kind="context", status="context", text=match[0])


def _move(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    where = read_places(match["where"])[0]
    results = tuple(above(where, "article") + step for step in read_places(match["to"])) if match["to"] else ((),) * len(targets)
    if not match["to"] and any(step[0] == "article" for step in where):
        return
    reading.tell(targets, results)
    for target, result in zip_longest(targets, results, fillvalue=()):
        operation = Operation(kind="renumbering", steps=target, result_steps=result or where)
        yield operation if target else replace(operation, status="failed", message="as many places must come as go")
    yield from _new_texts(match, reading)


def _insert(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    unit = LEVEL_WORDS[match["unit"]]
    places = reading.places(match["at"])
    holder = above(places[-1], unit) if places else ()
    new = reading.masked.all(match["new"] or match["headed"])
    results = read_places(match["to"], reading.lifted(holder)) if match["to"] else _beside(match, reading, places, unit)
    if not results and unit == "article":
        results = tuple(place for head in _ARTICLE_HEAD.findall("\n".join(q.text for q in new)) for place in read_places(head))
    if not results and (unit == "sentence" or not (holder or new)):
        return
    results = results or ((),)
    for result, part in zip(results, share(new, results), strict=True):
        yield _with_text(Operation(kind="insertion", steps=holder, result_steps=result, unit=unit), part)


def _part(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """A heading before an article: what follows belongs to it."""
    (place,) = read_places(match["before"])
    results = read_places(match["to"]) if match["to"] else ((),)
    operation = Operation(kind="insertion", steps=place, result_steps=results[0], unit=LEVEL_WORDS[match["unit"]], side="before")
    yield _with_text(operation, reading.masked.all(match["new"]))


def _unhead(match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    """The heading before an article goes."""
    (place,) = read_places(match["before"])
    for word in re.findall("|".join(sorted(LEVEL_WORDS, key=len, reverse=True)), match["units"]):
        yield Operation(kind="repeal", steps=(*place, ("heading", LEVEL_WORDS[word])))


def _beside(match: re.Match[str], reading: Reading, places: tuple[Steps, ...], unit: str) -> tuple[Steps, ...]:
    """Before or after the 款, 项, 目 or sentence that is named: its number tells that of the new one."""
    side = match["side"] or ""
    level, number = places[-1][-1] if match["at"] and places else ("", "")
    if level != unit or unit not in ("paragraph", "point", "indent", "sentence") or side[-1:] not in ("前", "后") or not number.isdecimal():
        return ()
    return ((*reading.lifted(above(places[-1], unit)), (unit, str(int(number) + (side[-1] == "后")))),)


def _insert_numbered(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    places = reading.places(match["at"]) or ((),)
    results = read_places(match["to"], reading.lifted(places[-1]))
    new = reading.masked.all(match["early"] or match["new"])
    for result, part in zip(results, share(new, results), strict=True):
        unit = result[-1][0]
        yield _with_text(Operation(kind="insertion", steps=above(places[-1], unit), result_steps=result, unit=unit), part)


def _insert_attachment(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    result = read_places(match["to"])[0] if match["to"] else ()
    new = reading.masked.all(match["new"])
    yield _with_text(Operation(kind="insertion", result_steps=result, unit="attachment"), new)


def _add_words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    side: Literal["before", "after"] = "before" if match["side"] == "前" else "after"
    new = reading.masked.all(match["new"])
    for places, olds in reading.items(match["items"]):
        for place in places:
            for old in olds:
                yield replace(_with_text(Operation(kind="insertion", steps=place, side=side), new), old=old.text)


def _add_sentence(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    for operation in _each(match, reading, "insertion"):
        if match["where"] is None and match["one"] is None:
            yield replace(operation, steps=above(operation.steps, "paragraph"), unit="paragraph")
        else:
            yield replace(operation, side="begin" if (match["where"] or "").startswith(("开", "起", "句首")) else "end")


def _beside_words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Words that are told by what stands beside them: both are the old text, what stands beside them stays."""
    (mark,), (old,) = reading.masked.all(match["mark"]), reading.masked.all(match["old"])
    new = "".join(quotation.text for quotation in reading.masked.all(match["new"]))
    after = match["side"] == "后"
    before, text = (mark.text + old.text, mark.text + new) if after else (old.text + mark.text, new + mark.text)
    for place in reading.places(match["at"]) or ((),):
        yield Operation(kind="substitution", steps=place, result_steps=reading.moved(place), old=before, text=text)


def _throughout(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    excepted = read_places(match["but"]) if match["but"] else ()
    named = "、".join(filter(None, map(write_place, excepted))) or None
    for operation in _pairs([((),)], [reading.masked.all(match["old"])], reading.masked.all(match["new"])):
        yield replace(operation, excepted=excepted, excepted_num=named)


def _words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    spoken = bool(reading.here)
    items = reading.items(match["items"])
    new = reading.masked.all(match["new"])
    operations = list(_pairs([places for places, _ in items], [olds for _, olds in items], new))
    if not spoken and all(operation.steps == () for operation in operations):
        renumbered = [_renumbered_by_words(operation) for operation in operations]
        operations = [operation for operation in renumbered if operation is not None] or operations
    yield from (
        operation if operation.result_steps else replace(operation, result_steps=reading.moved(operation.steps)) for operation in operations
    )


def _renumbered_by_words(operation: Operation) -> Operation | None:
    """“第八条”调整为“第七条” without a place: the numbers of the articles, not words."""
    old, new = operation.old or "", operation.text or ""
    if not (_PLACES.fullmatch(old) and _PLACES.fullmatch(new)):
        return None
    return Operation(kind="renumbering", steps=read_places(old)[0], result_steps=read_places(new)[0])


def _pairs(places: list[tuple[Steps, ...]], olds: list[list[Quotation]], new: list[Quotation]) -> Iterator[Operation]:
    """Old words and their new ones: one for one where they are as many, all the same where one is new, else as one text."""
    every = [old for group in olds for old in group]
    paired = len(every) == len(new) and not any(quotation.nodes for quotation in (*every, *new))
    following = iter(new)
    for group, held in zip(places, olds, strict=True):
        if paired:
            changes = [(old.text, [next(following)]) for old in held]
        elif len(new) == 1 and not all(old.text.endswith(_SENTENCE_END) for old in held):
            changes = [(old.text, new) for old in held]
        else:
            changes = [("\n".join(old.text for old in held), new)]
        for place in group:
            for old, text in changes:
                yield replace(_with_text(Operation(kind="substitution", steps=place), text), old=old)


def _cited_work(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    for place in reading.places(match["at"]) or ((),):
        yield Operation(
            kind="substitution", steps=place, result_steps=reading.moved(place), old=match["old_title"], text=match["new_title"]
        )


def _retitle(match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    yield Operation(kind="substitution", steps=(("title", ""),), text=match["title"][1:-1])


def _whole(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if match["this"] is None:
        yield from _each(match, reading, "substitution")
        return
    level = LEVEL_WORDS[match["this"]]
    new = reading.masked.all(match["new"])
    for place in dict.fromkeys(above(place, level) + tuple(step for step in place if step[0] == level) for place in reading.here):
        yield _with_text(Operation(kind="substitution", steps=place, result_steps=reading.moved(place)), new)


def _abolish(match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    for title in _TITLE.finditer(match["works"] or match["named"]):
        yield Operation(kind="repeal", work=title[0][1:-1])


def _repeal(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if match.groupdict().get("base"):
        reading.places(match["base"])
    for places, olds in reading.deleted(match["items"]):
        for place in places:
            yield from [Operation(kind="repeal", steps=place, old=old.text) for old in olds] or [Operation(kind="repeal", steps=place)]


def _each(match: re.Match[str], reading: Reading, kind: OperationKind) -> Iterator[Operation]:
    """One operation for each place; without any, one for the whole work."""
    new = reading.masked.all(match["new"])
    groups = match.groupdict()
    below: Steps = (("heading", ""),) if groups.get("head") else (("intro", ""),) if groups.get("intro") else ()
    places = reading.places(match["at"]) if "items" not in groups else reading.here
    for place, part in zip(places or ((),), share(new, places or ((),)), strict=True):
        moved = reading.moved(place)
        yield _with_text(Operation(kind=kind, steps=place + below, result_steps=moved + below if moved else ()), part)


def _with_text(operation: Operation, new: list[Quotation]) -> Operation:
    text = "\n".join(quotation.text for quotation in new) if new else None
    return replace(operation, text=text, structure=tuple(node for quotation in new for node in quotation.nodes))


BUILDERS: dict[str, Builder] = {
    "adjust": _adjust,
    "contents": _contents,
    "join": _join,
    "split": _split,
    "parts": _parts,
    "move": _move,
    "renumber": _renumber,
    "part": _part,
    "unhead": _unhead,
    "insert": _insert,
    "insert-numbered": _insert_numbered,
    "insert-attachment": _insert_attachment,
    "add-words": _add_words,
    "add-sentence": _add_sentence,
    "beside": _beside_words,
    "throughout": _throughout,
    "words": _words,
    "cited-work": _cited_work,
    "retitle": _retitle,
    "whole": _whole,
    "about": _about,
    "abolish": _abolish,
    "repeal": _repeal,
    "repealed": _repeal,
}
"""The name of a form → what makes operations of a match."""
