"""The force of an article by its wording.

It promotes (宣示), gives a power (授权), lays down a duty (义务) or sets a sanction (罚则).
"""

from __future__ import annotations

import re

from policydiff.model.measures import Force
from policydiff.relating.roles import WordingPattern, role_of

FORCES: tuple[WordingPattern[Force], ...] = (
    WordingPattern(
        kind="sanction",
        words=re.compile(
            r"责令(?:其)?(?:限期|暂停|停止|停产|停业|关闭|改正|整改|消除|退还)"
            r"|(?:给予|予以)[^，。；\n]{0,12}?处[分罚]|规定处罚(?=[，。；\n]|$)|追究[^，。；\n]{0,8}?责任"
            r"|承担(?:相应的?)?(?:法律|民事|刑事|赔偿|侵权)责任"
            r"|吊销[^，。；\n]{1,16}?(?:证|执照|许可)|没收违法所得"
        ),
        example="造成损害的，依法承担民事责任。",
    ),
    WordingPattern(
        kind="duty",
        words=re.compile(
            r"应[当该](?!知道|预见|知悉|鼓励|支持|扶持|倡导|促进|推动|推进|引导)|必须|不得|不准|严禁|禁止(?!性)|(?<![无必])须(?!知)"
        ),
        example="经营者应当公布投诉方式。",
    ),
    WordingPattern(
        kind="power",
        words=re.compile(
            r"可以|(?<![没无])有权(?!机关|部门|单位)|授权[^，。；\n]{1,24}?(?:制定|规定|决定)"
            r"|由[^，。；\n]{2,40}?(?:制定|规定|另行规定)(?=[，。；\n]|$)"
        ),
        example="具体办法由市网信部门会同市公安机关制定。",
    ),
    WordingPattern(
        kind="promotion",
        words=re.compile(
            r"(?:^|[，。；：\n])[^，。；：\n]{0,20}?(?:鼓励|支持|提倡|倡导|扶持)"
            r"|(?:^|[，。；：\n])(?:国家|各级人民政府|[^，。；：\n]{2,12}人民政府)[^，。；：\n]{0,12}?"
            r"(?:推动|推进|促进|引导|加强|重视)"
            r"|应当(?:促进|推动|推进|引导)"
        ),
        example="国家鼓励高等学校开设果业课程。",
    ),
)
"""By falling strength: an article that promotes in one sentence and obliges in another obliges."""


def force_of(text: str) -> Force | None:
    """The force of an article by its text, the strongest where it has several.

    None where the wording is of no kind; what states a purpose, a definition or the day of entry
    into force has none.
    """
    role = role_of(text)
    if role == "penalty":
        return "sanction"
    if role != "rule":
        return None
    return next((pattern.kind for pattern in FORCES if pattern.words.search(text)), None)
