"""An invented regulation with a change of every kind, and rules that rest on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plain_texts import UNCHANGED
from ready_repositories import copy_of, new_repository

from policydiff.reading.load import load
from policydiff.store.repository import Repository

LAW = "示例省雨伞管理条例"
RULES = "示例市雨伞管理办法"
LATER = "示例市雨伞收费规定"

_SPLIT = (
    "雨伞站应当设置价目牌并标明每日租金和押金的数额。",
    "借伞人归还雨伞时，站长应当场查验伞面并退还全部押金。",
)
_RENUMBERED = "雨伞站站长应当每季度向总务处报送雨伞借用情况的书面报告，并附上清点照片。"
_REMOVED = "在操场西侧建造伞亭的，应当事先向美术组提交木料清单与油漆样品。"
_FOLLOWS = "违反本条例第{}规定的，由总务处责令限期改正，逾期不改正的通报批评。"
_NEW = "经营雨伞租赁的企业应当建立雨伞消毒记录制度，消毒记录的保存期限不得少于三年。"

BEFORE = (
    "为了规范雨伞的借用和保管，制定本条例。",
    "本条例所称雨伞，是指供师生在雨天借用的长柄伞和折叠伞。",
    "雨伞站应当配备值班员，值班员负责登记借出的雨伞并核对学生证件。\n值班员应当佩戴红色袖章。",
    "丢失雨伞的，应当赔偿二百元，赔偿款由会计入账。",
    "".join(_SPLIT),
    _RENUMBERED,
    _REMOVED,
    _FOLLOWS.format("六条"),
    *UNCHANGED,
    "本条例自2019年4月1日起施行。",
)
AFTER = (
    *BEFORE[:2],
    "雨伞站应当配备值班员与修伞匠，值班员负责登记借出的雨伞并核对校园卡与指纹。\n值班员应当佩戴红色袖章。",
    "丢失雨伞的，应当赔偿五百元，赔偿款由会计入账。",
    *_SPLIT,
    _RENUMBERED,
    _FOLLOWS.format("七条"),
    *UNCHANGED,
    _NEW,
    "本条例自2023年7月1日起施行。",
)
NUMERALS = "零一二三四五六七八九十"


def numeral(number: int) -> str:
    """For example 二十三."""
    tens, ones = divmod(number, 10)
    return (
        (NUMERALS[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (NUMERALS[ones] if ones else "")
    )


def text(
    title: str, day: str | None, articles: tuple[str, ...], of: str = "示例省人民代表大会常务委员会"
) -> bytes:
    """A text with articles, dated below its title."""
    year, month, date = day.split("-") if day else ("", "", "")
    dated = f"（{year}年{int(month)}月{int(date)}日{of}通过）\n" if day else ""
    body = "\n".join(f"第{numeral(at)}条　{one}" for at, one in enumerate(articles, 1))
    return f"{title}\n{dated}{body}\n".encode()


RULE_ARTICLES = (
    f"为了做好雨伞管理，根据《{LAW}》，制定本办法。",
    f"值班员的登记按照《{LAW}》（以下简称《雨伞条例》）第三条的规定办理。",
    "赔偿款按照《雨伞条例》第四条收取。",
    "价目牌按照《雨伞条例》第五条的规定设置。",
    "书面报告按照《雨伞条例》第六条的规定报送。",
    "建造伞亭的，适用《雨伞条例》第七条。",
    "责令改正按照《雨伞条例》第八条执行。",
    "租借价目按照《雨伞条例》第九条公布。",
    "袖章按照《雨伞条例》第三条第二款发放。",
    "保管工作按照《雨伞条例》第六条至第八条的规定进行。",
    "值班和退款按照《雨伞条例》第三条、第五条的规定进行。",
)
FILES: Mapping[str, bytes] = {
    "contract.txt": text(
        "雨伞租赁合同",
        None,
        (
            f"乙方按照《{LAW}》第六条的规定提交书面报告。",
            "在操场西侧建造伞亭的，应当事先向美术组提交木料清单与油漆样品。",
            f"乙方按照《{LAW}》第三十五条的规定保存消毒记录。",
        ),
    ),
}


def umbrella_laws(folder: Path) -> Repository:
    """The regulation of 2019 and 2023, rules of 2020, of the day of the change, and after it."""

    def make(place: Path) -> None:
        store = new_repository(place)
        for name, data in (
            ("2019.txt", text(LAW, "2019-03-01", BEFORE)),
            ("2023.txt", text(LAW, "2023-06-01", AFTER)),
            ("rules.txt", text(RULES, "2020-05-01", RULE_ARTICLES, "示例市人民政府")),
            (
                "later.txt",
                text(
                    LATER,
                    "2024-02-01",
                    (
                        f"报送按照《{LAW}》第六条的规定进行。",
                        f"报告按照《{LAW}》第七条的规定进行。",
                    ),
                ),
            ),
            (
                "same.txt",
                text("示例市雨伞站规定", "2023-06-01", (f"报告按照《{LAW}》第七条的规定进行。",)),
            ),
            (
                "other.txt",
                text(
                    "示例省竹筏管理条例",
                    "2018-01-01",
                    (f"竹筏上的雨伞依照《{LAW}》第六条管理。", *UNCHANGED[:3]),
                ),
            ),
        ):
            store.add(load(data, name=name), source=data, source_name=name)

    copy_of("umbrella laws", make, folder)
    return Repository.open(folder)
