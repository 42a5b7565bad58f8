"""An invented opinion and two regulations, and a page over them: there is no such province."""

from __future__ import annotations

from pathlib import Path

from policydiff.cli.main import main

OPINION = """示例省人民政府关于促进水上交通健康发展的意见

（2017年3月1日）

一、总体要求

1．重要意义。水上交通是发展的重要方向，各地要提高认识。

二、主要任务

2．保护乘客个人信息。完善个人信息保护制度，严禁非法收集使用乘客个人信息；落实客运经营者的保密责任。

3．规范投诉处理。客运经营者应当建立投诉举报制度，公布投诉举报方式，及时受理并处理乘客投诉。

4．培养人才。支持高等学校开设水上交通课程，培养专门人才。
"""

LAW = """示例省水上客运条例

（2021年5月1日示例省第十三届人民代表大会常务委员会第二十次会议通过）

第一条　为了规范水上客运，保护乘客权益，制定本条例。

第二条　客运经营者收集、使用乘客个人信息，应当遵循合法、正当、必要的原则，不得非法收集、使用乘客个人信息，并对其收集的个人信息严格保密。

第三条　客运经营者应当建立投诉、举报制度，公布投诉、举报方式，及时受理并处理有关投诉和举报。

第四条　客运经营者应当制定突发事件应急预案。

第五条　本条例自2021年7月1日起施行。
"""

RULES = """示例轮渡有限公司乘客信息管理办法

（2022年6月1日）

第一条　为了保护乘客个人信息，制定本办法。

第二条　公司不得非法收集、使用乘客个人信息，对其收集的个人信息严格保密。

第三条　公司设立投诉电话，受理乘客投诉。

第四条　本办法自2022年7月1日起施行。
"""

TITLES = (
    "示例省人民政府关于促进水上交通健康发展的意见",
    "示例省水上客运条例",
    "示例轮渡有限公司乘客信息管理办法",
)
SLUGS = ("opinion", "ferries", "our-rules")
ADDRESS = "/relations/opinion?with=ferries"
BOTH = f"{ADDRESS}&with=our-rules"
GAPS = "/relations/ferries?with=our-rules&as=gaps"


def store_texts(folder: Path, root: Path) -> None:
    """Make a repository in `root` with the three texts."""
    assert main(["init", str(root)]) == 0
    for slug, text in zip(SLUGS, (OPINION, LAW, RULES), strict=True):
        path = folder / f"{slug}.txt"
        path.write_text(text, encoding="utf-8")
        assert main(["--repo", str(root), "add", str(path), "-q", "--slug", slug]) == 0
