"""Ordinances of an invented province, and decisions on one or several of them."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.reading.load import load
from policydiff.store.repository import Repository

BODY = "甲省人民代表大会常务委员会"
MEETING = "甲省第十届人民代表大会常务委员会第五次会议"


def ordinance(name: str, *articles: str, amended: str | None = None) -> str:
    """An ordinance of 2016, after an amendment of a day (2020年1月1日) where one is given."""
    note = f"（2016年3月1日{MEETING}通过"
    if amended is not None:
        note += f"　根据{amended}{MEETING}《关于修改〈{name}〉的决定》修正"
    texts = [*articles, "本条例自2016年5月1日起施行。"]
    numbered = (
        f"第{number}条　{text}" for number, text in zip("一二三四五六", texts, strict=False)
    )
    return "\n\n".join((name, f"{note}）", *numbered)) + "\n"


def decision(named: str, day: str, *items: str, opening: str = "") -> str:
    """A decision of a day on what its title names."""
    begin = opening or f"{MEETING}决定对{named}作如下修改："
    title = f"{BODY}关于修改{named}的决定"
    return "\n\n".join((title, f"（{day}{MEETING}通过）", begin, *items)) + "\n"


ARTICLES = ("桥由村里修。", "路由乡里修。", "修路的，发给补助。")
BRIDGES, FERRIES, WELLS = "甲省桥梁条例", "甲省渡口条例", "甲省水井条例"
MANY = f"{BODY}关于修改《{BRIDGES}》等四部地方性法规的决定"
CHANGE = "将第一条中的“村里”修改为“镇里”。"


def many(count: str = "四", wells: str = "将第二条中的“城里”修改为“镇里”。") -> str:
    """A decision on four works, one of which is not stored, that also ends one."""
    named = f"《{BRIDGES}》等{count}部地方性法规"
    return decision(
        named,
        "2020年1月1日",
        f"一、对《{BRIDGES}》作出修改",
        f"（一）{CHANGE}",
        "（二）将第二条中的“乡里”修改为“县里”。",
        f"二、对《{FERRIES}》作出修改",
        CHANGE,
        f"三、对《{WELLS}》作出修改",
        wells,
        "四、对《甲省驿站条例》作出修改",
        CHANGE,
        "本决定自2020年2月1日起施行。《甲省磨坊条例》同时废止。",
    )


def amended(name: str, *articles: str) -> str:
    """An ordinance as it was republished after the decision on many works."""
    return ordinance(name, *articles, amended="2020年1月1日")


def store_texts(store: Repository, texts: Iterable[str]) -> None:
    """Add texts as they would come from files."""
    for number, text in enumerate(texts):
        data = text.encode()
        store.add(load(data, name=f"{number}.txt"), data, f"{number}.txt")


STEPS = (
    decision(f"《{BRIDGES}》", "2017年1月1日", f"一、{CHANGE}"),
    decision(f"《{BRIDGES}》", "2018年1月1日", "一、将第二条中的“乡里”修改为“镇里”。"),
    decision(f"《{BRIDGES}》", "2019年1月1日", "一、将第三条中的“补助”修改为“补贴”。"),
    decision(f"《{BRIDGES}》", "2020年1月1日", "一、将第一条中的“镇里”修改为“县里”。"),
)
"""Four decisions on one ordinance, one after another."""
LAST = ("桥由县里修。", "路由镇里修。", "修路的，发给补贴。")
"""The articles to which they lead."""
