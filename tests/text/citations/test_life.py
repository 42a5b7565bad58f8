"""Which works a text puts out of force. All texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.text.citations.life import repealed_titles
from policydiff.text.traditions.mainland.citations import LISTED, REPEALED


def titles(last: str, *, before: str = "第一条　为了管理渡口，制定本条例。") -> tuple[str, ...]:
    data = f"示例省渡口条例\n\n{before}\n\n第二条　{last}\n".encode()
    return repealed_titles(policydiff.load(data, name="law.txt"), REPEALED, LISTED)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("本条例自2001年1月1日起施行，《示例省渡船办法》同时废止。", ("示例省渡船办法",)),
        (
            "本条例施行之日起，《示例省渡船办法（试行）》（示政发〔1990〕3号）即行废止。",
            ("示例省渡船办法（试行）",),
        ),
        (
            "本条例自公布之日起施行。《甲办法》、《乙办法》（1988年）和《丙办法》同时废止。",
            ("甲办法", "乙办法", "丙办法"),
        ),
        (
            "1990年3月1日公布、根据《关于修改〈渡船办法〉的决定》修正的《渡船办法》同时废止。",
            ("渡船办法",),
        ),
        (
            "《甲办法》（示〔研〕发（1987）32号）同时废止；此前的规定与本条例不一致的，以本条例为准。",
            ("甲办法",),
        ),
        ("《渡船办法》中有关船员的规定同时废止。", ()),
        ("依照《行政许可法》取得的许可继续有效。", ()),
        ("《甲办法》自公布之日起施行。渡船管理费同时废止。", ()),
    ],
)
def test_titles_that_a_text_puts_out_of_force(last, expected):
    assert titles(last) == expected


def test_only_the_last_articles_tell():
    body = "\n\n".join(f"第{number}条　渡口应当有人看守。" for number in "二三四五六七")
    data = f"示例省渡口条例\n\n第一条　《旧办法》同时废止。\n\n{body}\n".encode()

    assert repealed_titles(policydiff.load(data, name="law.txt"), REPEALED, LISTED) == ()
