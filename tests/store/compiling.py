"""An invented ordinance, a decision on it, and what is published afterwards: there is no such
province.
"""

from __future__ import annotations

from policydiff.reading.load import load
from policydiff.store.repository import Repository

NAME = "乙省桥梁条例"
TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定"
BASE = """乙省桥梁条例

（2016年3月1日乙省第十届人民代表大会常务委员会第五次会议通过）

第一条　桥由村里修。

第二条　路由乡里修。

第三条　依照第二条修路的，发给补助。

第四条　本条例自2016年5月1日起施行。
"""
DECISION = f"""{TITLE}

（2020年1月1日乙省第十一届人民代表大会常务委员会第三次会议通过）

乙省第十一届人民代表大会常务委员会第三次会议决定对《乙省桥梁条例》作如下修改：

一、增加一条，作为第二条：“船由县里修。”

二、将第一条中的“村里”修改为“镇里”。

本决定自2020年2月1日起施行。
"""
PUBLISHED = """乙省桥梁条例

（2016年3月1日乙省第十届人民代表大会常务委员会第五次会议通过　根据2020年1月1日乙省第十一届人民代表大会常务委员会第三次会议《关于修改〈乙省桥梁条例〉的决定》修正）

第一条　桥由镇里修。

第二条　船由县里修。

第三条　路由乡里修。

第四条　依照第三条修路的，发给补助。

第五条　本条例自2016年5月1日起施行。
"""
MISPRINTED = PUBLISHED.replace("发给补助", "发给补贴")


def put(repository: Repository, text: str, name: str = "text.txt", **choices):
    """Add a text as it would come from a file."""
    data = text.encode()
    return repository.add(load(data, name=name), data, name, **choices)
