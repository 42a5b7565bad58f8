"""A law of a province on ferries, and the decision that amends it. Both are invented."""

from __future__ import annotations

TITLE = "示例省渡口条例"
DECISION = f"示例省人民代表大会常务委员会关于修改《{TITLE}》的决定"
FIRST = (
    f"{TITLE}\n（2016年3月1日示例省人民代表大会常务委员会通过）\n第一条　渡口由船主养护，每年检修一次，检修的结果报村公所。\n"
    "第二条　学生过渡免收船钱。\n第三条　本条例自2016年5月1日起施行。\n"
)
SECOND = FIRST.replace(
    "通过）",
    f"通过　根据2025年3月1日示例省人民代表大会常务委员会《关于修改〈{TITLE}〉的决定》修正）",
).replace("一次", "两次")
ORDER = (
    f"{DECISION}\n（2025年3月1日示例省人民代表大会常务委员会通过）\n会议决定对《{TITLE}》作如下修改：\n"
    f"将第一条中的“一次”修改为“两次”。\n本决定自2026年1月1日起施行。\n《{TITLE}》根据本决定作相应修改，重新公布。\n"
)
