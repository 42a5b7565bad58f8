"""Rules of companies with decimal clauses, built by hand: 3 采购, 3.2 验收, 3.2.1 ……, (a) ……."""

from __future__ import annotations

import re
from dataclasses import replace

from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.kinds import Level

TITLE = "示例公司采购管理制度"
_LINE = re.compile(r"(?P<num>[0-9.]+|\([a-z]\)|[0-9]{1,2}\))\s(?P<text>.+)")
_NESTED: tuple[Level, ...] = ("chapter", "section", "section", "section")


def rule(
    lines: str, title: str = TITLE, *, head: tuple[str, ...] = (), dialect: str = "cn_rules"
) -> Document:
    """A document of the lines, each a number and its text; one without a full stop is a heading.

    Lists in letters or with a bracket are points of the clause above.
    """
    stack: list[tuple[int, Provision]] = []
    body: list[Provision] = []

    def close(depth: int) -> None:
        while stack and stack[-1][0] >= depth:
            _, done = stack.pop()
            if stack:
                above = stack[-1][1]
                stack[-1] = (stack[-1][0], replace(above, content=(*above.content, done)))
            else:
                body.append(done)

    for line in filter(str.strip, lines.splitlines()):
        found = _LINE.fullmatch(line.strip())
        assert found is not None, line
        num, text = found["num"], found["text"]
        decimal = num[0].isdigit() and not num.endswith(")")
        heading = decimal and not text.endswith(("。", "：", "；"))
        depth = num.strip(".").count(".") + 1 if decimal else 9
        close(depth)
        level: Level = _NESTED[depth - 1] if heading else "article" if decimal else "point"
        if level == "article" and any(one.level == "article" for _, one in stack):
            level = "point"
        node = Provision(
            eid="",
            level=level,
            number=num.strip("()."),
            num=num,
            heading=text if heading else None,
            content=() if heading else (Block(text=text),),
        )
        stack.append((depth, node))
    close(0)
    preface = (Block(text=title, role="title"), *(Block(text=one, role="fact") for one in head))
    made = Document(
        title=title, kind="document", dialect=dialect, preface=preface, body=tuple(body)
    )
    return name_document(made)


OLD_LINES = """
1 总则
1.1 为规范公司采购活动，防范采购风险，制定本制度。
1.2 本制度适用于公司及各分支机构的物资采购。
2 职责
2.1 采购部负责供应商的准入、评价和退出。
2.2 财务部负责采购付款的审核，付款期限为30日。
3 采购程序
3.1 询价
3.1.1 采购金额在五万元以下的，可以直接询价，询价对象不得少于两家。
3.1.2 采购金额在五万元以上的，应当招标。
3.2 验收
3.2.1 货物到达后五日内由使用部门验收，并填写验收单。
3.2.2 验收不合格的，应当退货。
3.3 采购档案由采购部保存，保存期限为三年。
3.4 采购人员不得有下列行为：
(a) 接受供应商的礼品；
(b) 泄露询价信息；
(c) 规避招标。
4 附则
4.1 本制度由采购部解释。
4.2 本制度自2020年1月1日起施行。
"""
NEW_LINES = """
1 总则
1.1 为规范公司采购活动，防范采购风险，制定本制度。
1.2 本制度适用于公司及各分支机构的物资和服务采购。
2 职责
2.1 采购部负责供应商的准入、评价和退出。
2.2 财务部负责采购付款的审核，付款期限为60日。
3 采购与验收程序
3.1 询价
3.1.1 采购金额在十万元以下的，可以直接询价，询价对象不得少于三家。
3.1.2 采购金额在十万元以上的，应当招标。
3.2 验收
3.2.1 货物到达后五日内由使用部门验收，并填写验收单。
3.2.2 大型设备由设备部组织专家联合验收，并出具验收报告。
3.2.3 验收不合格的，应当退货。
3.3 采购人员不得有下列行为：
(a) 接受供应商的礼品；
(b) 泄露询价信息或者评标信息；
(c) 规避招标。
4 附则
4.1 本制度由采购部解释。
4.2 本制度自2024年1月1日起施行。
"""


def purchasing() -> tuple[Document, Document]:
    """An invented rule in two versions: reworded, added, deleted and renumbered clauses."""
    return (
        rule(OLD_LINES, head=("编号：GL-07", "版本：V1.0")),
        rule(NEW_LINES, head=("编号：GL-07", "版本：V2.0")),
    )
