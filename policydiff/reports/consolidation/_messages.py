"""Why an operation failed, and other remarks of carrying out a decision, in Chinese; in English they stand as they were made."""

from __future__ import annotations

import re

from policydiff.model.plugins import Language

_WHOSE = "(?:item (?P<item>.+?)|another instruction)"
_UNQUOTED = "its new text is not quoted"

_MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        ("quoted “(?P<quoted>.*)”, the text reads “(?P<reads>.*)”", "决定引述为“{quoted}”，原文为“{reads}”"),
        (
            "(?P<place>.*) cites (?P<words>.*), which the decision deletes or moves",
            "修改前文本{place}引用的“{words}”已被决定删去或者移走，引用未作改动",
        ),
        ("“(?P<words>.*)” does not stand in the title", "名称中没有“{words}”"),
        ("“(?P<words>.*)” does not stand there", "原文中没有“{words}”"),
        ("the base has no such place", "修改前文本没有此处"),
        ("the base has several such places", "修改前文本有几处与此相符"),
        ("no place is named", "决定没有写明修改之处"),
        ("the place has no heading", "此处没有标题"),
        ("the place has no text", "此处没有文字"),
        ("the place has no list with words before it", "此处没有列举项及其引语"),
        ("the place has several paragraphs, and none is named", "此处有数款，决定没有写明哪一款"),
        ("the place is no numbered provision", "此处不是有序号的规定"),
        ("the place has (?P<count>.*) sentences", "此处有 {count} 句"),
        ("the number that it is given is not told", "决定没有写明新的序号"),
        ("as many places must come as go", "改前与改后的序号数目不等"),
        ("the heading is not quoted with its number", "引述的标题没有序号"),
        ("no such heading stands before it", "其前没有这一标题"),
        ("the new text has no numbered articles", "新的文字没有条号"),
        ("the new text has (?P<have>.*) of the (?P<want>.*) that come", "新的文字有 {have} 个部分，应有 {want} 个"),
        ("there is no one list that the new item could stand in", "不能确定新的项应当列在哪里"),
        ("provisions of several levels cannot become one of them", "不同层次的规定不能合并为其中之一"),
        ("only articles and their paragraphs can be split", "只有条、款能够拆分"),
        (
            f"{_UNQUOTED}, and its (?P<have>.*) paragraphs do not make (?P<want>.*)",
            "决定没有引述新的文字，原有 {have} 款不能分为 {want} 个",
        ),
        (f"{_UNQUOTED}, and what is joined is no plain paragraph", "决定没有引述新的文字，合并的也不是普通段落"),
        (_UNQUOTED, "决定没有引述新的文字"),
        (f"{_WHOSE} gives this number too", "{whose}也使用这一序号"),
        (f"{_WHOSE} gives the place another number", "{whose}给此处另定序号"),
        (f"{_WHOSE} gives another heading", "{whose}另定标题"),
        (f"{_WHOSE} gives another title", "{whose}另定名称"),
        (f"{_WHOSE} gives another preamble", "{whose}另定序言"),
        (f"{_WHOSE} changes the same words otherwise", "{whose}对同一文字另作修改"),
        (f"{_WHOSE} deletes the same place", "{whose}删去同一处"),
        (f"{_WHOSE} rewrites the same place", "{whose}重写同一处"),
        (f"{_WHOSE} changes the same place", "{whose}修改同一处"),
    )
)


def message_word(message: str, language: Language) -> str:
    """A remark in the report's language; one that has no translation stands as it is."""
    for pattern, words in _MESSAGES if language == "zh" else ():
        match = pattern.fullmatch(message)
        if match is not None:
            found = match.groupdict()
            return words.format(whose=f"条目{found['item']}" if found.get("item") else "另一条目", **found)
    return message
