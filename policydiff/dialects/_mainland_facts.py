"""Words by which a change of a mainland Chinese text is typed: amounts, times, sanctions, bodies, what a clause commands."""

from __future__ import annotations

import re

from policydiff.model.dialect import FactWords

_N = r"(?:[零〇○一二三四五六七八九十百千两]|[0-9０-９]|(?<=[0-9０-９])[,，.．](?=[0-9０-９]))"
_NOT_ORDINAL = r"(?<![第至零〇○一二三四五六七八九十百千万亿两0-9０-９])"
_LIMIT = r"(?:以上|以下|以内|之内|内)?"
_MONEY = rf"(?:{_N}+[万亿]*)+(?:余|多)?元"
_TIMES = rf"{_N}+倍"
_SHARE = rf"(?:百分之(?:{_N}|点)+|{_N}+分之{_N}+|(?:{_N}|[.．])+[%％‰]|过?半数|千分之{_N}+|万分之{_N}+)"
_UNIT = r"(?:个?工作日|个月|周岁|小时|分钟|季度|个?星期|日(?![常程报用前])|天|月(?!份)|年(?![度级龄]))"
_TIME = rf"{_N}+{_UNIT}"
_DAY = rf"(?:(?:{_N}{{4}}年)?{_N}+月{_N}+日|{_N}{{4}}年(?:{_N}+月)?)(?:、{_N}+日)*"
_PERSON = r"(?:名|人(?![民大才员类格身])|次(?!性)|届|户|家(?!庭)|位)"


def _range(one: str) -> str:
    return rf"{one}{_LIMIT}(?:(?:至|到|不满)?{one}{_LIMIT})?"


FACT_WORDS = FactWords(
    quantities={
        "amount": re.compile(rf"{_NOT_ORDINAL}(?:{_range(_MONEY)}|{_range(_TIMES)})"),
        "ratio": re.compile(rf"{_NOT_ORDINAL}{_range(_SHARE)}|一定比例"),
        "period": re.compile(rf"{_DAY}|{_NOT_ORDINAL}{_range(_TIME)}|定期|每(?:年|季度|半年|月|周|日)(?!度)|尽快"),
        "count": re.compile(rf"{_NOT_ORDINAL}{_N}+{_PERSON}{_LIMIT}(?:{_N}+{_PERSON}{_LIMIT})?"),
    },
    modality=re.compile(r"应当|应该|必须|不得|不准|严禁|禁止|可以|有权|无权|鼓励|支持|一律|须"),
    modality_variants={"应该": "应当", "不准": "不得", "严禁": "禁止"},
    sanctions=re.compile(
        r"构成犯罪的，(?:应当)?依法追究(?:其)?刑事责任"
        r"|责令(?:其)?(?:限期)?[^，；。：、的（）\n]{2,14}|限期改正|通报批评|予以通报|警告|没收[^，；。：、（）\n]{2,12}"
        r"|(?:吊销|暂扣|撤销|取消)[^，；。：、（）\n]{2,18}?(?:许可证|执照|证书|证|资格|许可|登记)"
        r"|停业整顿|治安管理处罚|行政拘留|拘留|拘役|管制|有期徒刑|无期徒刑|死刑|罚金|剥夺政治权利"
        r"|禁止其[^，；。：\n]{4,30}|终身(?:不得|禁止)[^，；。：\n]{4,30}|加收滞纳金|违约责任|赔偿责任|连带责任"
        r"|消除[^，；。：、\n]{2,12}影响|处罚(?!法|决定|权|款)"
    ),
    fine=re.compile(r"(?:可以)?(?:并)?处(?:以)?[^，；。：\n]{0,24}?罚款"),
    condition=re.compile(r"的，"),
)
