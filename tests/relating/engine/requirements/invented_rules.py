"""Invented requirements beside company rules that meet them, and the same with one fault."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import policydiff
from policydiff import Document

NUMBERS = (
    (
        "客运经营者应当保存售票记录，自售出之日起至少保存{}。",
        "售票记录由票务室保管，自售出之日起至少保存{}。",
        ("三年", "3年", "36个月", "五年", "四年", "10年", "十年"),
        ("二年", "两年", "1年", "一年半", "六个月", "30个月", "半年"),
    ),
    (
        "客运经营者应当组织船员开展救生演练，每年不少于{}。",
        "船队组织船员开展救生演练，每年不少于{}。",
        ("三次", "3次", "四次", "12次", "十次"),
        ("两次", "2次", "一次", "1次", "二次"),
    ),
    (
        "发生漏油的，客运经营者应当在{}向港口报告。",
        "发现漏油的，值班室应当在{}向港口报告。",
        ("二小时内", "2小时内", "两小时以内", "一小时之内", "30分钟内", "九十分钟内"),
        ("四小时内", "24小时内", "一日内", "3小时以内", "两天内", "3个工作日内"),
    ),
    (
        "客运经营者应当自收到乘客投诉之日起{}答复投诉人。",
        "客服室收到乘客投诉后{}答复投诉人。",
        ("十五日内", "15日内", "十日以内", "7天之内", "两周内", "5日内", "一周内"),
        ("三十日内", "30日内", "二十日内", "16天内", "一个月内", "20个工作日内", "三周之内"),
    ),
    (
        "码头候船室的消防设施应当由经营者{}检查一次。",
        "公司安全室对候船室的消防设施{}检查一次。",
        ("每季度", "每三个月", "每月", "每两个月", "每周", "每1个月"),
        ("每半年", "每年", "每六个月", "每两年", "每4个月", "每五个月"),
    ),
    (
        "客运经营者应当按照不低于票款收入{}的比例提取安全费用。",
        "财务室按照不低于票款收入{}的比例提取安全费用。",
        ("百分之二", "2%", "百分之三", "3.5％", "百分之二点五", "5%"),
        ("百分之一", "1%", "1.5%", "百分之零点五", "1.9％", "百分之一点八"),
    ),
    (
        "客船夜间航行时，每船乘客不得超过{}。",
        "夜间航行的客船，每船乘客不得超过{}。",
        ("六十人", "60人", "五十名", "40人", "三十位"),
        ("八十人", "100人", "六十五人", "七十名", "90位"),
    ),
    (
        "调整航线的，客运经营者应当提前{}向社会公告。",
        "调整航线时，运营室提前{}向社会公告。",
        ("十日", "10日", "十五日", "三十天", "20日"),
        ("五日", "3日", "九天", "一周", "七日"),
    ),
    (
        "船员上岗前应当接受不少于{}的安全培训。",
        "新船员上岗前接受不少于{}的安全培训。",
        ("二十学时", "20学时", "三十学时", "24学时"),
        ("十六学时", "8学时", "十学时", "15学时"),
    ),
)
"""Requirement, rule, quantities that meet the first one, quantities that are weaker."""

ACTORS = (
    ("救生艇钥匙应当由双人保管，不得外借。", "救生艇钥匙{}保管，不得外借。", ("由双人", "由两名船员", "由二人共同"), ("", "由值班室", "由一名船员")),
    ("重大维修方案应当经董事会审议通过后实施。", "重大维修方案{}审议通过后实施。", ("经董事会", "由董事会"), ("", "经办公会", "由维修室")),
    ("安全承诺书应当由法定代表人签字。", "安全承诺书{}签字。", ("由法定代表人", "由公司法定代表人"), ("", "由船队", "由维修室")),
    ("客运经营者应当设立专门机构负责航行安全。", "公司{}负责航行安全。", ("设立专门机构", "设立航行安全管理中心", "由安全部", "指定专人"), ("", "切实", "认真")),
    ("船舶改造图纸应当委托第三方检测机构进行复核。", "船舶改造图纸{}进行复核。", ("委托第三方检测机构", "委托有资质的检测机构"), ("", "由维修室", "由船队")),
    ("主要负责人应当每月检查救生设备。", "{}每月检查救生设备。", ("公司主要负责人", "总经理", "公司负责人"), ("船队", "公司", "维修室")),
    ("航行安全总监应当每日查看气象预警。", "{}每日查看气象预警。", ("航行安全总监", "公司安全总监"), ("值班室", "公司", "船队")),
    ("关联交易合同应当提交股东会批准。", "关联交易合同{}批准。", ("提交股东会", "经股东大会", "报股东会"), ("", "经办公室", "由合同室")),
    ("独立董事应当对票价调整方案发表意见。", "{}对票价调整方案发表意见。", ("独立董事", "公司独立董事"), ("公司", "票务室", "运营室")),
    ("客运经营者应当配备专职安全员负责登船秩序。", "公司{}负责登船秩序。", ("配备专职安全员", "配备专职人员", "指定专人"), ("", "认真", "安排船队")),
)  # fmt: skip
"""Requirement, rule, who meets it, who does not."""

DUTIES = (
    ("客运经营者应当在登船口公示票价和航班时刻。", "公司{}在登船口公示票价和航班时刻。"),
    ("客运经营者应当为乘客配备救生衣。", "公司{}为乘客配备救生衣。"),
    ("客运经营者必须对船员进行健康检查。", "公司{}对船员进行健康检查。"),
    ("客运经营者应当在航行日志中记载机器故障。", "船长{}在航行日志中记载机器故障。"),
    ("客运经营者应当对乘客的行李物品进行安全检查。", "码头室{}对乘客的行李物品进行安全检查。"),
    ("客运经营者应当建立乘客名册并核对人数。", "船队{}建立乘客名册并核对人数。"),
    ("遇大风预警的，客运经营者应当停止开航。", "遇大风预警的，调度室{}停止开航。"),
    ("客运经营者应当安装视频监控设备并保持正常运行。", "公司{}安装视频监控设备并保持正常运行。"),
)  # fmt: skip
STRICT = ("应当", "必须", "须", "应", "一律", "")
OPEN = ("可以", "原则上应当", "应当尽量", "尽可能", "视情况", "鼓励", "必要时")

FILLING = (
    ("客运经营者应当依法纳税，公平竞争。", "公司依法纳税，公平竞争。"),
    ("乘客应当爱护船上设施。", "乘客应当爱护船上设施。"),
    ("客运经营者应当与船员订立劳动合同。", "人事室与船员订立劳动合同。"),
)
"""Requirements beside which the faulty one stands."""


def fault_numbers() -> Iterator[tuple[str, str]]:
    for left, right, good, bad in NUMBERS:
        yield from ((left.format(good[0]), right.format(one)) for one in bad)


def fault_actors() -> Iterator[tuple[str, str]]:
    for left, right, good, bad in ACTORS:
        others = ("由调度室", "由客服室") if bad[0] == "" else ("调度室", "客服室")
        if "设立" in good[0] or "配备" in good[0]:
            others = ("按照规定", "做到")
        yield from ((left, right.format(one)) for one in (*bad, *others))


def fault_duties() -> Iterator[tuple[str, str]]:
    yield from ((left, right.format(word)) for (left, right), word in product(DUTIES, OPEN))


def harmless() -> Iterator[tuple[str, str]]:
    for left, right, good, _ in NUMBERS:
        yield from ((left.format(good[0]), right.format(one)) for one in good)
    for left, right, good, _ in ACTORS:
        yield from ((left, right.format(one)) for one in good)
    yield from ((left, right.format(word)) for (left, right), word in product(DUTIES, STRICT))


def document(title: str, texts: list[str]) -> Document:
    lines = (f"第{'一二三四五六七八九'[place]}条　{text}" for place, text in enumerate(texts))
    return policydiff.load("\n\n".join((title, *lines)).encode(), name="text.txt")


def pair(left: str, right: str, place: int = 1) -> tuple[Document, Document]:
    ours, theirs = (list(column) for column in zip(*FILLING, strict=True))
    ours.insert(place, left)
    theirs.insert(len(theirs) - place, right)
    return document("示例湖水上客运条例", ours), document("示例游船有限公司客运管理制度", theirs)
