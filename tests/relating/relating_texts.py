"""Invented texts to relate: there is no such province, opinion or regulation."""

from __future__ import annotations

from pathlib import Path

OPINION = """示例省人民政府关于促进移动互联网健康发展的意见

一、总体要求

1．重要意义。移动互联网是信息化发展的重要方向，各地要提高认识。

二、主要任务

2．保护用户个人信息。完善个人信息保护制度，严禁非法收集使用用户个人信息，落实网络运营者的保密责任。

3．规范投诉处理。网络运营者应当建立投诉举报制度，公布投诉举报方式，及时受理并处理用户投诉。

4．培养人才。支持高等学校开设移动互联网课程，培养专门人才。
"""

LAW = """示例省网络信息保护条例

（2021年5月1日示例省第十三届人民代表大会常务委员会第二十次会议通过）

第一条　为了保护网络信息安全，制定本条例。

第二条　网络运营者收集、使用个人信息，应当遵循合法、正当、必要的原则，不得非法收集、使用用户个人信息，并对其收集的个人信息严格保密。

第三条　网络运营者应当建立网络信息安全投诉、举报制度，公布投诉、举报方式，及时受理并处理有关投诉和举报。

第四条　网络运营者应当制定网络安全事件应急预案。

第五条　本条例自2021年7月1日起施行。
"""

AMENDED = (
    LAW.replace("2021年5月1日", "2024年5月1日")
    .replace("第五条　", "第六条　")
    .replace("第四条　", "第五条　")
    .replace("第三条　", "第四条　")
    .replace("第二条　", "第三条　")
    .replace("第三条　网络", "第二条　省网信部门统筹协调本省网络信息保护工作。\n\n第三条　网络")
    .replace("严格保密。", "严格保密，不得泄露、篡改。")
)
"""A new 第二条 moves the others on; what was 第二条 has a few words more."""

TITLES = "示例省人民政府关于促进移动互联网健康发展的意见", "示例省网络信息保护条例"


def write(folder: Path) -> tuple[Path, Path]:
    """The opinion and the law as files."""
    folder.mkdir(exist_ok=True)
    paths = folder / "opinion.txt", folder / "law.txt"
    for path, text in zip(paths, (OPINION, LAW), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths
