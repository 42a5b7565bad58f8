"""An invented regulation in two versions, with duties and what punishes their breach."""

from __future__ import annotations

from functools import cache

from parts import HOSTILE
from plain_texts import read

from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison

OLD = """云溪市灌溉用水条例
（2018年3月1日云溪市人民代表大会常务委员会通过）
第一章　总则
第一条　为了节约灌溉用水，根据有关法律，制定本条例。
第二条　本条例所称灌溉户，是指依照规定应当登记的用水人。
第三条　水利局负责灌溉用水的管理工作。
第二章　用水
第四条　灌溉户应当在每年三月底前向水利局登记用水面积。
第五条　灌溉户不得擅自截流。
灌溉户可以安装量水设备。
第六条　水利局应当自收到登记之日起十五日内答复。
第七条　用水方案经灌溉户代表过半数同意后执行。
第八条　放牛的人应当给牛戴上铃铛。
第三章　法律责任
第九条　违反本条例第五条第一款规定，擅自截流的，由水利局责令改正，处一千元以上五千元以下罚款。
有前款行为，造成他人损失的，依法承担赔偿责任。
第十条　伪造登记材料的，由水利局给予警告。
第四章　附则
第十一条　本条例自2018年6月1日起施行。
"""

NEW = """云溪市灌溉用水条例
（2018年3月1日云溪市人民代表大会常务委员会通过　2025年5月20日云溪市人民代表大会常务委员会修订）
第一章　总则
第一条　为了节约灌溉用水，根据有关法律，制定本条例。
第二条　本条例所称灌溉户，是指依照规定应当登记的用水人。
第三条　农业农村局负责灌溉用水的管理工作。
第二章　用水
第四条　灌溉户应当在每年三月底前向农业农村局登记用水面积。
第五条　灌溉户不得擅自截流。
灌溉户应当安装量水设备。
第六条　农业农村局应当自收到登记之日起七日内答复。
第七条　用水方案经灌溉户代表三分之二以上同意后执行。
第八条　灌溉户发现渠道渗漏的，应当立即报告，并在二十四小时内采取措施。
第九条　禁止向水渠倾倒废弃物以及法律、行政法规禁止倾倒的其他物品。
第三章　法律责任
第十条　违反本条例第五条第一款规定，擅自截流的，由农业农村局责令改正，处五千元以上二万元以下罚款。
有前款行为，情节严重的，由农业农村局处二万元以上五万元以下罚款。
第十一条　灌溉户有下列行为之一的，由农业农村局责令限期改正；逾期不改正的，处五百元罚款：
（一）未按照本条例第四条规定登记的；
（二）不履行本条例第八条规定的报告义务的。
第十二条　倾倒本条例第九条所列物品的，由城市管理局处二百元罚款。
第十三条　伪造登记材料的，由农业农村局给予警告。
第四章　附则
第十四条　本条例施行前已经登记的灌溉户，应当自本条例施行之日起六个月内安装量水设备。
第十五条　本条例自2025年9月1日起施行。
"""


@cache
def sample() -> Comparison:
    """The comparison of the two versions."""
    return diff(read(OLD), read(NEW))


def hostile() -> Comparison:
    """Two texts whose duty and penal provision attack their reader's program."""
    old = f"第一条　果农应当报告{HOSTILE}。\n第二条　违反第一条规定的，由水利局处一百元罚款。"
    new = f"第一条　果农应当在二日内报告{HOSTILE}。\n第二条　违反第一条规定，{HOSTILE}的，由水利局处二百元罚款。\n第三条　{HOSTILE}"
    return diff(*(read(f"{HOSTILE}办法\n{text}\n") for text in (old, new)))
