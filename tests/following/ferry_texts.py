"""Invented texts that rest on an invented regulation: there is no such province."""

from __future__ import annotations

from pathlib import Path

from policydiff.cli.main import main

LAW = """示例省渡口管理条例

（{promulgated}示例省人民代表大会常务委员会通过）

第一条　为了加强渡口管理，保护乘客安全，制定本条例。

{added}第{a}条　设置渡口应当经县级人民政府批准，并且设置明显的标志和救生设备。

第{b}条　渡口经营者违反本条例规定超载的，由交通运输部门处{fine}以下罚款。

第{c}条　本条例自{force}起施行。
"""
NEW = "第二条　渡口经营者应当建立乘客实名登记制度，登记信息保存一年。\n\n"
FIRST = LAW.format(
    promulgated="2018年3月1日",
    added="",
    a="二",
    b="三",
    c="四",
    fine="一万元",
    force="2018年5月1日",
)
SECOND = LAW.format(
    promulgated="2024年6月1日",
    added=NEW,
    a="三",
    b="四",
    c="五",
    fine="五万元",
    force="2024年8月1日",
)
THIRD = LAW.format(
    promulgated="2025年6月1日",
    added=NEW,
    a="三",
    b="四",
    c="五",
    fine="九万元",
    force="2025年8月1日",
)

MEASURES = """示例市渡口管理办法

（2020年4月1日示例市人民政府公布）

第一条　根据《示例省渡口管理条例》，制定本办法。

第二条　渡口超载的，依照《示例省渡口管理条例》第三条处罚。

第三条　本办法自2020年5月1日起施行。
"""

RULES = """示例轮渡有限公司安全管理制度

（2021年2月1日）

第一条　为了加强安全管理，制定本制度。

第二条　设置渡口依照《示例省渡口管理条例》第二条办理批准手续。

第三条　本制度自2021年3月1日起施行。
"""

TITLE = "示例省渡口管理条例"
CHANGE = f"{TITLE}@2024-06-01"
LATER = f"{TITLE}@2025-06-01"


def store_ferries(folder: Path, *, later: bool = False) -> Path:
    """A repository with the regulation in two versions, or three, and the measures."""
    texts = [FIRST, SECOND, *([THIRD] if later else []), MEASURES]
    assert main(["init", str(folder / "laws")]) == 0
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text)
        assert main(["--repo", str(folder / "laws"), "add", str(path), "-q"]) == 0
    (folder / "rules").mkdir()
    (folder / "rules" / "rules.txt").write_text(RULES)
    return folder / "laws"


def add_later(folder: Path) -> None:
    """Store the third version too."""
    (folder / "third.txt").write_text(THIRD)
    assert main(["--repo", str(folder / "laws"), "add", str(folder / "third.txt"), "-q"]) == 0
