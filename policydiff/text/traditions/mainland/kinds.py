"""Kinds, stages and localities of mainland documents."""

from __future__ import annotations

import re
from typing import Literal

from policydiff.text.traditions.dialect import KindRule

LOCALITIES = {
    "北京": "cn-bj",
    "天津": "cn-tj",
    "河北": "cn-he",
    "山西": "cn-sx",
    "内蒙古": "cn-nm",
    "辽宁": "cn-ln",
    "吉林": "cn-jl",
    "黑龙江": "cn-hl",
    "上海": "cn-sh",
    "江苏": "cn-js",
    "浙江": "cn-zj",
    "安徽": "cn-ah",
    "福建": "cn-fj",
    "江西": "cn-jx",
    "山东": "cn-sd",
    "河南": "cn-ha",
    "湖北": "cn-hb",
    "湖南": "cn-hn",
    "广东": "cn-gd",
    "广西": "cn-gx",
    "海南": "cn-hi",
    "重庆": "cn-cq",
    "四川": "cn-sc",
    "贵州": "cn-gz",
    "云南": "cn-yn",
    "西藏": "cn-xz",
    "陕西": "cn-sn",
    "甘肃": "cn-gs",
    "青海": "cn-qh",
    "宁夏": "cn-nx",
    "新疆": "cn-xj",
}
"""The beginning of a title or authority → jurisdiction, with the letters of ISO 3166-2:CN."""

_COMPANY = re.compile(r"^(?>[^、]*?(?:公司|集团|(?<!人民)银行$|大学|学院|交易所|协会|商会))[^、]*$")
_OWN_RULES = r"(?:条例|规定|办法|细则|规则|规范|准则|守则|标准)(?:（.{0,150}）|\(.{0,150}\))?$"
_COMPANY_NAMED = (
    r"^(?!股份有限|有限责任)(?!.{0,30}关于)[一-鿿（）]{2,30}?有限(?:责任)?公司(?![的及和与、（])"
)
_ORDER = re.compile("令")
_COURT = re.compile(r"最高人民(?:法院|检察院)")
_STATE_COUNCIL = re.compile(r"国务院|政务院")
_DEPARTMENT = re.compile(
    r"(?:部|委员会)(?:$|、)|部令|委员会令|总局|署|国家[一-鿿]{1,30}(?:局|办公室)|人民银行"
)
_LOCAL_CONGRESS = re.compile(r"^(?!全国)(?>.*?(?:省|市|县|自治区|自治州|特区)).*人民代表大会")
_LOCAL_GOVERNMENT = re.compile(r"(?:省|市|自治区|自治州)人民政府(?!办公)")
_CONGRESS = re.compile(r"全国人民代表大会|全国人大")
_RULES = r"(?:规定|办法|细则|规则)(?:（.{0,150}）|\(.{0,150}\))?$"
"""The end of a title that bodies of any rank may choose, for example: 安全生产工作细则（试行）."""

_DISTRICT = (
    r"(?:(?<!自治)(?<![各市区贫郊])县(?![级域乡以际处城])|(?<!自治)(?<![国党军红])旗(?![帜袍])"
    r"|(?<![各城乡村集市])镇(?![域村乡])|(?<![各城下])乡(?![镇村土])|街道"
    r"|(?<!保护)(?<!名胜)(?<!试验)(?<!开发)(?<!经济)(?<!合作)(?<!示范)(?<!作业)(?<!工业)(?<!产业)(?<!商业)"
    r"(?<![市治特景园社小地牧灾矿林库城校疫海港税山郊军战辖厂湿功风湖河流水禁洪岸街边住旅新])区(?![县域划别分块间位段])"
    r")(?![和及与或、])"
)
"""The last sign of a county, district or town, for example: 县 of 示例县, not of 县级 or 各县."""

_LESSER_PLACE = rf"^(?!关于)(?:[一-鿿]{{2,8}}?[省市州盟])?[一-鿿]{{2,6}}?{_DISTRICT}"
"""The beginning of the title of a county, district or town, for example: 示例市示例区."""

_OFFICE = r"^(?!关于)[一-鿿]{2,12}?(?:省|市|州|盟|自治区)[一-鿿]{2,12}?(?:(?<![布格邮结])局|厅|办公室)(?!域)"
"""The beginning of the title of an office of a province or city, for example: 示例市教育局."""

_BUREAU = r"^(?!关于|国家|全国)[一-鿿]{2,12}?(?<![布格邮结总])局(?![域部])"
"""The beginning of the title of a bureau without a place, for example: 示例局."""

_LESSER_BODY = re.compile(
    rf"^(?!全国|国家|中国|国务院)(?:[一-鿿]{{2,12}}?(?:省|市|州|盟|自治区)|[一-鿿]{{2,15}}?{_DISTRICT})[一-鿿]{{0,20}}?"
    r"(?:局|厅|办公[厅室]|委员会|委|办事处|管委会|人民政府|中心|支队|总队)(?:$|、)"
)
"""A body below a ministry that is no congress and no government of a city, for example: 示例市教育局."""

_FILE_NUMBER = re.compile(r"^(?!国[发函办]|中[发办]).{1,20}〔\d{4}〕")
"""The number of a document that no order promulgates, for example: 示数规〔2019〕3号."""

_COUNTY_CONGRESS = re.compile(r"^[^、]{0,40}(?<!自治)(?<!特)(?:县|旗|区|镇|乡)人民代表大会")
"""A congress below that of a city, which makes no regulations, for example: 示例县人民代表大会."""

_LOCAL_COURT = (
    r"^(?!关于)[一-鿿]{2,15}?[省市州盟区县旗](?:高级|中级)?人民(?:法院|检察院)(?!.{0,4}工作)"
)
"""The beginning of the title of a court of a place, for example: 示例市中级人民法院."""

_NAMED_BODY = (
    r"^(?!关于|股份有限|有限责任)[一-鿿]{2,12}?(?<!上市)(?<!保险)(?<!证券)(?<!期货)(?<!信托)(?<!基金)(?<!担保)"
    r"(?<!管理)(?<!租赁)(?<!金融)(?<!财务)(?<!经纪)(?<!控股)(?<!外资)(?<!合资)(?<!合作)(?<!独资)(?<!投资)(?<!企业)"
    r"(?<!国有)(?<!贷款)(?<!评级)(?<!物业)(?<!跨国)(?<!有限)(?<!责任)(?<!独立)(?<!开放)(?<!职业)(?<!老年)(?<!电视)(?<!孔子)"
    r"(?:公司|集团|大学(?!生)|学院)(?![的及和与、或])"
)
"""The beginning of the title of one company or school, for example: 示例大学, not of 上市公司."""

_CITY_ORDER = re.compile("(?:省|市|自治区|自治州)人民政府令")
_OFFICE_NUMBER = re.compile("^国办[发函]")

KINDS = (
    KindRule(kind="amendment", title=re.compile(r"修正草?案(?:（.{0,150}）|\(.{0,150}\))?$")),
    KindRule(kind="constitution", title=re.compile(r"宪法(?:（.{0,150}）|\(.{0,150}\))?$")),
    KindRule(kind="decision", title=re.compile(r"决定$")),
    KindRule(kind="resolution", title=re.compile(r"决议$")),
    KindRule(kind="reply", title=re.compile(r"(?:批复|答复|复函)$")),
    KindRule(kind="notice", title=re.compile(r"通知$")),
    KindRule(kind="opinion", title=re.compile(r"意见$")),
    KindRule(kind="letter", title=re.compile(r"(?:函|电报)$")),
    KindRule(kind="circular", title=re.compile(r"通报$")),
    KindRule(kind="announcement", title=re.compile(r"(?:公告|通告)$")),
    KindRule(kind="interpretation", title=re.compile(r"解释(?:（.{0,150}）)?$")),
    KindRule(kind="interpretation", title=_COURT),
    KindRule(
        kind="interpretation",
        title=re.compile(r"(?:规定|办法|规则|解释|意见)(?:（.{0,150}）)?$"),
        authority=_COURT,
    ),
    KindRule(kind="document", title=re.compile(_OWN_RULES), authority=_COMPANY),
    KindRule(kind="document", title=re.compile(rf"{_COMPANY_NAMED}.{{0,100}}{_OWN_RULES}")),
    KindRule(kind="party-regulation", title=re.compile(r"^(?:中国共产党|中共)")),
    KindRule(
        kind="autonomous-regulation",
        title=re.compile(r"(?:自治条例|单行条例)$|自治(?:州|县|旗)[^《》]{0,150}条例$"),
    ),
    KindRule(kind="supervisory-regulation", title=re.compile(r"监察法实施条例$")),
    KindRule(kind="normative-document", title=re.compile(_RULES), number=_OFFICE_NUMBER),
    KindRule(
        kind="regulation",
        title=re.compile(rf"条例(?:（.{{0,150}}）|\(.{{0,150}}\))?$|{_RULES}"),
        authority=_STATE_COUNCIL,
    ),
    KindRule(kind="normative-document", title=re.compile(_RULES), authority=_COUNTY_CONGRESS),
    KindRule(
        kind="document",
        title=re.compile(r"(?:条例|守则)(?:（.{0,150}）)?$"),
        authority=_COUNTY_CONGRESS,
    ),
    KindRule(
        kind="local-regulation",
        title=re.compile(r"(?:条例|规定|办法|规则|细则|守则)(?:（.{0,150}）)?$"),
        authority=_LOCAL_CONGRESS,
    ),
    KindRule(kind="document", title=re.compile(rf"{_LOCAL_COURT}.{{0,150}}{_RULES}")),
    KindRule(
        kind="normative-document",
        title=re.compile(rf"^[一-鿿]{{2,12}}?[省市州区县旗][^《》]*{_RULES}"),
        number=_FILE_NUMBER,
    ),
    KindRule(
        kind="local-rule",
        title=re.compile(r"(?:规定|办法|细则|规则)(?:（.{0,150}）)?$"),
        authority=_LOCAL_GOVERNMENT,
    ),
    KindRule(kind="local-rule", title=re.compile(_RULES), number=_CITY_ORDER),
    KindRule(kind="normative-document", title=re.compile(_RULES), authority=_LESSER_BODY),
    KindRule(
        kind="normative-document",
        title=re.compile(rf"(?:{_LESSER_PLACE}|{_OFFICE}).{{0,150}}{_RULES}"),
    ),
    KindRule(
        kind="local-regulation",
        title=re.compile(
            r"^[一-鿿]{2,12}?(?:省|市|自治区|自治州|特区|自治县)[^《》]*(?:条例|规则|守则|规定|办法|细则)(?:（.{0,150}）)?$"
        ),
    ),
    KindRule(
        kind="local-regulation",
        title=re.compile(
            r"^[一-鿿]{2,12}?(?:省|市|自治区|自治州|特区|自治县)实施《[^《》]{1,80}》的?(?:若干|补充)?(?:规定|办法|细则)$"
        ),
    ),
    KindRule(
        kind="local-regulation",
        title=re.compile(
            rf"^(?:中国（)?(?:{'|'.join(LOCALITIES)})[^《》]{{0,80}}(?:条例|法典)(?:（.{{0,150}}）)?$"
        ),
    ),
    KindRule(
        kind="local-regulation",
        title=re.compile(
            r"^(?!中华人民共和国|.{0,6}城市)[一-鿿]{2,7}?(?:省|市|自治区|自治州|特区)[^《》]*法典$"
        ),
    ),
    KindRule(
        kind="law",
        title=re.compile(
            r"(?:(?<!办)法|法典|通则)(?:（(?:试行|暂行|草案).{0,150}）|\(.{0,150}\))?$"
        ),
    ),
    KindRule(
        kind="law",
        title=re.compile(r"(?:规则|条例|办法|规定)(?:（.{0,150}）)?$"),
        authority=_CONGRESS,
    ),
    KindRule(
        kind="document",
        title=re.compile(rf"{_LESSER_PLACE}.{{0,150}}条例(?:（.{{0,150}}）|\(.{{0,150}}\))?$"),
    ),
    KindRule(kind="regulation", title=re.compile(r"条例(?:（.{0,150}）|\(.{0,150}\))?$")),
    KindRule(
        kind="department-rule",
        title=re.compile(r"(?:规定|办法|细则|规则)(?:（.{0,150}）|\(.{0,150}\))?$"),
        authority=_DEPARTMENT,
    ),
    KindRule(
        kind="department-rule",
        title=re.compile(r"规范(?:（.{0,150}）|\(.{0,150}\))?$"),
        authority=_DEPARTMENT,
        number=_ORDER,
    ),
    KindRule(
        kind="normative-document",
        title=re.compile(r"规范(?:（.{0,150}）|\(.{0,150}\))?$"),
        authority=_DEPARTMENT,
    ),
    KindRule(kind="document", title=re.compile(r"规范(?:（(?:试行|暂行)）|\((?:试行|暂行)\))$")),
    KindRule(kind="standard", title=re.compile(r"(?:标准|规范)(?:（.{0,150}）|\(.{0,150}\))?$")),
    KindRule(
        kind="plan",
        title=re.compile(r"(?:方案|规划|计划|纲要|要点|指南)(?:（.{0,150}）|\(.{0,150}\))?$"),
    ),
    KindRule(kind="document", title=re.compile(_RULES), authority=re.compile(".")),
    KindRule(kind="document", title=re.compile(rf"{_BUREAU}.{{0,150}}{_RULES}")),
    KindRule(kind="document", title=re.compile(rf"{_NAMED_BODY}.{{0,150}}{_RULES}")),
    KindRule(kind="regulation", title=re.compile(_RULES)),
    KindRule(kind="order", title=re.compile(r"令$")),
)

STAGES = re.compile(
    r"[（(](?P<stage>[一-鿿]{0,10}(?:征求意见稿|草案|送审稿|审议稿|一审稿|二审稿|三审稿|讨论稿|修订草案)[一-鿿]{0,10})[）)]"
)

_OF_COUNTRY = re.compile(
    "(?:中华人民共和国)?(?:全国人民代表大会|全国人大|国务院|中央人民政府|政务院|最高人民|中共中央|中国共产党|国家监察委员会)"
)
"""The beginning of the name or title of a body of the whole country: 国务院办公厅."""


def body_rank(name: str) -> Literal["national", "local"] | None:
    """The rank of a body, or of that at the beginning of a title; None if unknown.

    >>> body_rank("示例市人民代表大会常务委员会关于修改部分条例的决定"), body_rank("示例市人民政府")
    ('local', 'local')
    >>> body_rank("国务院办公厅"), body_rank("交通运输部"), body_rank("示例公司")
    ('national', 'national', None)
    """
    body = name.partition("关于")[0]
    if _OF_COUNTRY.match(body):
        return "national"
    if any(one.match(body) for one in (_LOCAL_CONGRESS, _COUNTY_CONGRESS, _LESSER_BODY)):
        return "local"
    return "national" if _DEPARTMENT.search(body) and not _COMPANY.match(body) else None
