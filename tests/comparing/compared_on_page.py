"""A comparison on a page: its address, its rows, two texts that are dropped."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from lxml import html

WORK = "示例市公共数据管理条例"
LEFT, MIDDLE, RIGHT = (f"{WORK}@{day}" for day in ("2018-11-30", "2021-09-26", "2024-05-31"))
OLD = (
    "渡口章程\n第一条　渡口由船主养护，每年检修一次。\n第二条　学生过渡免收船钱。\n"
    "第三条　船主可以收取船钱二元。\n第四条　夜间停渡。\n"
)
NEW = (
    "渡口章程\n第一条　渡口由船主养护，每年检修两次。\n第二条　学生和老人过渡免收船钱。\n"
    "第三条　船主可以收取船钱三元。\n第四条　船主应当悬挂灯笼。\n第五条　夜间停渡。\n"
)


def address(left: str = LEFT, right: str = MIDDLE, **choices: str) -> str:
    return "/compare?" + urlencode({"left": left, "right": right, **choices})


def rows(page: str) -> dict[str, html.HtmlElement]:
    found = html.fromstring(page).xpath('//tr[contains(concat(" ", @class, " "), " row ")]')
    return {row.get("id"): row for row in found}


def anchor(match: dict) -> str:
    """The name of the row of a match."""
    return match["right"][0]["eid"] if match["right"] else f"former-{match['left'][0]['eid']}"


def changed(page: str) -> list[str]:
    """The names of the rows that changed."""
    return [number for number, row in rows(page).items() if row.get("data-change") is not None]


def key(page: str, number: str) -> str:
    """The key of a row, from its button."""
    return (
        rows(page)[number].xpath('.//button[contains(@class, "seen")]')[0].get("value").split()[0]
    )


def drop(site, old: str = OLD, new: str = NEW, names=("old.txt", "new.txt")) -> str:
    """Send two files; gives the address to which the page leads."""
    files = {
        "left": (names[0], old.encode(), "text/plain"),
        "right": (names[1], new.encode(), "text/plain"),
    }
    answer = site.post("/compare", files=files)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def operands(where: str) -> dict[str, str]:
    found = parse_qs(urlsplit(where).query)
    return {name: found[name][0] for name in ("left", "right")}
