"""Invented laws that cite one another: there is no such province, river or ferry."""

from __future__ import annotations

from pathlib import Path

from ready_repositories import copy_of, new_repository

from policydiff.reading.load import load
from policydiff.store.repository import Repository

LAW_2018 = """示例省河道保护条例

（2018年3月1日示例省第十届人民代表大会常务委员会第五次会议通过）

第一条　为了保护河道，制定本条例。

第二条　河道两岸五十米以内为保护范围，不得堆放垃圾和其他废弃物。

第三条　在河道中采砂的，应当向县级人民政府申请采砂许可证。
申请人应当说明采砂的地点、数量和期限：
（一）地点以界桩为准；
（二）数量以吨为单位。

第四条　夜间禁止在河道中行驶竹筏。

第五条　违反本条例第三条规定的，处一千元以上五千元以下的罚款。

第六条　本条例自2018年5月1日起施行。
"""
LAW_2022 = """示例省河道保护条例

（2018年3月1日示例省第十届人民代表大会常务委员会第五次会议通过　2022年6月1日示例省第十一届人民代表大会常务委员会第三次会议修订）

第一条　为了保护河道，制定本条例。

第二条　河道两岸五十米以内为保护范围，不得堆放垃圾和其他废弃物。

第三条　县级人民政府应当设立河长，负责巡查河道并公布巡查的结果。

第四条　在河道中采砂的，应当向县级人民政府申请采砂许可证。
申请人应当说明采砂的地点、数量和期限：
（一）地点以界桩为准；
（二）数量以吨为单位。

第五条　违反本条例第四条规定的，处二千元以上九千元以下的罚款。

第六条　本条例自2022年8月1日起施行。
"""
RULES_2019 = """示例省河道采砂规定

（2019年7月1日示例省第十届人民代表大会常务委员会第九次会议通过）

第一条　根据《示例省河道保护条例》（以下简称《河道条例》），制定本规定。

第二条　采砂许可证依照《河道条例》第三条第二款第（一）项的规定发给。
河道两岸的堆场，适用《河道条例》第二条、第四条的规定；该条例第五条的规定不适用于竹筏。

第三条　对采砂船，可以参照示例省河道保护条例第九条的规定处理。

第四条　《示例省渡口管理办法》第一条至第三条和《采砂登记表》依照前款规定适用。

第五条　《示例省河道保护条例》第二条至第四条规定的措施，由乡级人民政府执行。
"""
RULES_2017 = """示例省竹筏管理规定

（2017年1月10日示例省第十届人民代表大会常务委员会第一次会议通过）

第一条　竹筏的行驶，依照示例省河道保护条例第四条和《示例省河道保护条例》（2022年修订）第三条的规定执行。
"""


def river_laws(folder: Path) -> Repository:
    """A repository with two versions of a law, and two texts that cite it."""
    return Repository.open(copy_of("river laws", _store, folder), clock=_clock)


def _store(folder: Path) -> None:
    repository = new_repository(folder, clock=_clock)
    for text in (LAW_2018, LAW_2022, RULES_2019, RULES_2017):
        source = text.encode()
        repository.add(load(source, name="law.txt"), source, "law.txt")


def _clock() -> float:
    """The seconds since 1970 at which all is stored."""
    return 1_767_312_000
