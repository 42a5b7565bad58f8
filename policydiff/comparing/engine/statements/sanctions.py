"""Sanctions by their words, in families that are measured against each other."""

from __future__ import annotations

import re

from policydiff.text.article_roles import WordingPattern
from policydiff.text.noise import fold_key

SANCTIONS: tuple[WordingPattern[str], ...] = (
    WordingPattern(
        kind="crime",
        words=re.compile(r"(?:构成犯罪的?，?(?:应当)?)?(?:依法)?追究(?:其)?刑事责任"),
        example="构成犯罪的，依法追究刑事责任",
    ),
    WordingPattern(
        kind="civil",
        words=re.compile(
            r"(?:应当)?(?:依法)?(?:承担|负)(?:相应的?)?(?:民事|赔偿|连带|侵权|违约)责任"
        ),
        example="依法承担民事责任",
    ),
    WordingPattern(
        kind="security",
        words=re.compile(r"(?:由公安机关)?(?:依法|依照[^，。；：\n]{0,20})?给予治安管理处罚"),
        example="依法给予治安管理处罚",
    ),
    WordingPattern(
        kind="discipline",
        words=re.compile(
            r"(?:依法)?(?:给予|予以)(?:[^，。；：\n给罚]{0,20}?的)?(?:行政|政务|纪律)?处分"
            r"|(?<!被)(?:依法)?开除公职"
        ),
        example="依法给予降级、撤职、开除的处分",
    ),
    WordingPattern(
        kind="admonition",
        words=re.compile(
            r"(?:给予|予以|处)?(?:警告|通报批评|训诫)(?:(?:、|或者|和|并)?(?:给予)?(?:警告|通报批评)){0,4}"
            r"|予以通报(?!批评)"
        ),
        example="给予警告或者通报批评",
    ),
    WordingPattern(
        kind="amends",
        words=re.compile(
            r"责令(?:其)?(?:限期)?(?:改正|整改)|(?<!督促)(?<!其)限期(?:改正|整改)|(?:依法)?予以制止"
        ),
        example="责令限期改正",
    ),
    WordingPattern(
        kind="order",
        words=re.compile(
            r"责令(?:其)?(?!改正|整改|限期改正|限期整改)(?=[^，。；：\n])"
            r"|停业整顿|(?:依法)?予以(?:取缔|关闭)"
        ),
        example="责令停产停业",
    ),
    WordingPattern(
        kind="forfeiture",
        words=re.compile(r"(?<!被)没收(?!的)"),
        example="没收违法所得",
    ),
    WordingPattern(
        kind="recovery",
        words=re.compile(r"(?<!被)(?:追缴|收缴)(?!的)"),
        example="追缴文物",
    ),
    WordingPattern(
        kind="licence",
        words=re.compile(
            r"(?<![被经])(?:(?:暂扣|吊销|撤销|取消|注销)(?:、|或者)?){1,3}"
            r"(?=[^，。；：\n]{0,24}?(?:证|照|登记|资质|资格|许可|指定|称号))"
        ),
        example="暂扣或者吊销许可证",
    ),
    WordingPattern(
        kind="downgrade",
        words=re.compile(r"降低(?=[^，。；：\n]{0,12}(?:资质|等级))"),
        example="降低资质等级",
    ),
    WordingPattern(
        kind="suspension",
        words=re.compile(
            r"暂停(?:其)?(?=[^，。；：\n]{0,14}(?:业务|执业|活动))"
            r"|限制(?=(?:其)?(?:业务|执业|经营)活动)"
        ),
        example="限制业务活动",
    ),
    WordingPattern(
        kind="ban",
        words=re.compile(
            r"禁止其(?=[^，。；：\n]{0,16}(?:从事|担任))|不得(?:再)?(?:从事|担任|再次申请)"
        ),
        example="禁止其五年内从事相应生产经营活动",
    ),
    WordingPattern(
        kind="detention",
        words=re.compile(r"拘留|拘役|管制(?![度措])|有期徒刑|无期徒刑|死刑|剥夺政治权利"),
        example="拘留",
    ),
    WordingPattern(
        kind="record",
        words=re.compile(r"记入[^，。；：\n]{0,8}(?:信用|诚信)[^，。；：\n]{0,4}"),
        example="记入信用记录",
    ),
    WordingPattern(
        kind="lenience",
        words=re.compile(
            r"(?:从轻|减轻|免除|不予)(?:(?:、|或者|和)(?:从轻|减轻|免除|不予)){0,4}(?:行政)?处罚"
        ),
        example="从轻、减轻或者不予处罚",
    ),
    WordingPattern(
        kind="penalty",
        words=re.compile(
            r"(?:依法|依照(?![前该本])[^，。；：\n]{0,24}?|按照(?![前该本])[^，。；：\n]{0,24}?)(?:给予|予以)?"
            r"(?:(?:行政)?(?:处理、)?处罚(?!法|决定|权|款)|查处|处理(?!、))"
        ),
        example="依照有关法律规定给予处罚",
    ),
)
"""Sanctions by family; only those of one family are measured against each other."""

OPEN_FAMILIES = frozenset(
    {"order", "forfeiture", "recovery", "licence", "downgrade", "suspension", "ban"}
)
"""Families whose words go on to the end of their clause: 责令停产停业, 没收违法所得、非法财物."""

EVERYWHERE = frozenset({"record", "lenience"})
"""Families that stand outside of penal paragraphs, too."""

LESSER_FAMILIES = frozenset({"amends", "admonition", "discipline", "penalty"})
"""Families of which hardly a penal rule is without one: of a rule that is new itself they say
nothing.
"""

GENERAL_FAMILIES = frozenset({"crime", "civil", "security"})
"""Families that one article of a law often lays down for all others."""


_SAME = (
    (re.compile(r"(?:给予|予以|应当|依法|其|处(?![分罚理置])|违法销售的|、)"), ""),
    (re.compile("行政处分|政务处分"), "处分"),
    (re.compile("许可证件|许可证书"), "许可证"),
    (re.compile("资格证书?"), "资格证"),
    (re.compile("(?<=[销扣])[^、和或]{0,12}的"), ""),
    (re.compile("(?<=[销扣])相关"), ""),
)
"""Ways to write a sanction, and the one that says the same."""


def sanction_value(words: str, case: str = "") -> str:
    """The content of a sanction: 依法给予行政处分 is 处分, 有违法所得的，予以没收 is 没收违法所得."""
    key = fold_key(words)
    for pattern, plain in _SAME:
        key = pattern.sub(plain, key)
    return f"{key}违法所得" if key == "没收" and "违法所得" in case else key


def general_families(text: str) -> frozenset[str]:
    """Those of `GENERAL_FAMILIES` that a whole text names."""
    found = {
        pattern.kind
        for pattern in SANCTIONS
        if pattern.kind in GENERAL_FAMILIES and pattern.words.search(text)
    }
    return frozenset(found | ({"security"} if "治安管理" in text else set()))
