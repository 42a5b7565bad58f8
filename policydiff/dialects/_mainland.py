"""Words that every tradition of mainland China shares: marks, citation words, the lines around a
text, kinds, places.
"""

from __future__ import annotations

import re

from policydiff.dialects._mainland_furniture import EDIT_LINK, FURNITURE, STRAY
from policydiff.model.citation_words import CitationWords
from policydiff.model.dialect import KindRule, Marker, PrefaceWords

NUM = "零〇○一二三四五六七八九十百千两"
DIGITS = "0-9０-９"

PART = Marker(
    family="part",
    level="part",
    pattern=re.compile(rf"第\s*(?P<number>[{NUM}]+|[{DIGITS}]+)\s*[编篇]"),
    example="第一编　总则",
)
SUBPART = Marker(
    family="subpart",
    level="subpart",
    pattern=re.compile(rf"第\s*(?P<number>[{NUM}]+)\s*分编"),
    example="第一分编　通则",
)
CHAPTER = Marker(
    family="chapter",
    level="chapter",
    pattern=re.compile(rf"第\s*(?P<number>[{NUM}]+|[{DIGITS}]+)\s*章"),
    example="第一章　总则",
)
SECTION = Marker(
    family="section",
    level="section",
    pattern=re.compile(rf"第\s*(?P<number>[{NUM}]+|[{DIGITS}]+)\s*节"),
    example="第一节　一般规定",
)
ARTICLE = Marker(
    family="article",
    level="article",
    # 笫 is a frequent misprint of 第; a space may stand inside (第一百二十八 条).
    pattern=re.compile(
        rf"[第笫]\s*(?P<number>[{NUM}](?:\s*[{NUM}])*|[{DIGITS}]+)\s*条(?:\s*之\s*(?P<sub>[{NUM}]+))?"
    ),
    example="第一百二十条之一　为了",
)
ENUMERATION = Marker(
    family="enumeration", pattern=re.compile(rf"(?P<number>[{NUM}]+)\s*、"), example="一、总体要求"
)
BRACKETED = Marker(
    family="bracketed",
    pattern=re.compile(rf"[（(]\s*(?P<number>[{NUM}]+)\s*[）)]"),
    example="（一）指导思想",
)
BRACKETED_SIGN = Marker(
    family="bracketed", pattern=re.compile(r"(?P<number>[㈠-㈩])"), example="㈠指导思想"
)
DOTTED = Marker(
    family="dotted",
    pattern=re.compile(rf"(?P<number>[{DIGITS}]{{1,3}})\s*(?:[．、]|\.(?![{DIGITS}]))"),
    example="1．重要性和紧迫性。",
)
BRACKETED_DIGIT = Marker(
    family="bracketed-digit",
    pattern=re.compile(rf"[（(]\s*(?P<number>[{DIGITS}]{{1,2}})\s*[）)]"),
    example="（1）网络",
)
CIRCLED = Marker(
    family="circled", pattern=re.compile(r"(?P<number>[①-⑳㉑-㉟㊱-㊿])"), example="①网络"
)

DECIMAL = Marker(
    family="decimal",
    pattern=re.compile(
        rf"(?P<number>[{DIGITS}]{{1,2}}(?:[.．][{DIGITS}]{{1,2}}){{1,4}})[.．]?(?![{DIGITS}.．%％:：])[\s　]*(?=[一-鿿《“A-Za-z])"
    ),
    example="4.2.1　员工账号",
)
LATIN = Marker(
    family="latin",
    pattern=re.compile(
        r"(?:Article|ARTICLE|Section|SECTION|Clause|CLAUSE)\s+(?P<number>\d{1,4}|[IVXLC]{1,7})\b"
    ),
    example="Article 1 These",
)
TRADITIONAL = Marker(
    family="traditional",
    pattern=re.compile(rf"第\s*(?P<number>[{DIGITS}]{{1,4}}(?:-\d{{1,2}})?|[{NUM}]{{1,8}})\s*條"),
    example="第 1-1 條",
)
UNREAD = (DECIMAL, LATIN, TRADITIONAL)
"""Numbers of other traditions: of a company's rules and of standards, of English texts, of Taiwan.
"""

INNER = (ENUMERATION, BRACKETED, BRACKETED_SIGN, DOTTED, BRACKETED_DIGIT, CIRCLED)
LAW_MARKERS = (PART, SUBPART, CHAPTER, SECTION, ARTICLE, *INNER)

CITATIONS = CitationWords(
    levels={
        "编": "part",
        "分编": "subpart",
        "章": "chapter",
        "节": "section",
        "条": "article",
        "款": "paragraph",
        "项": "point",
        "目": "indent",
    },
    own=(
        "本法",
        "本条例",
        "本办法",
        "本规定",
        "本细则",
        "本规则",
        "本解释",
        "本决定",
        "本意见",
        "本通知",
        "本决议",
        "本修正案",
        "本宪法",
        "本方案",
    ),
)

DATE = rf"(?:[{DIGITS}]{{4}}|[{NUM}]{{4}})年(?:[{DIGITS}]{{1,2}}|[{NUM}]{{1,3}})月(?:[{DIGITS}]{{1,2}}|[{NUM}]{{1,3}})日"

_OFFICE = "(?:人民政府|办公厅|办公室|委员会|总局|署|局|厅|部|院|会|银行|公司|集团|党组|[省市县区州]委|大学|中心|交易所)"
"""How the names of offices and companies end."""

_NOTE = "(?:起草|修改|修订|制定|条文|立法|调整)?(?:说明|理由)|编者[注按]|起草(?:者|人|组)注|批注"
"""What drafters call a note on a clause."""

_AMENDING = "《(?=[^》]{0,150}(?:修[正改订]|取消|调整|废止))(?:[^《》]|《[^《》]{0,100}》){0,150}(?:修正案|决定)》"
"""The title of an amending decision in 《》, which may name other titles."""

_FURTHER = (
    rf"(?:并|、)?(?:第[{NUM}]{{1,3}}次)?(?:通过(?!的)|公布|颁布|发布|印发|修正(?!案)|修订|施行)"
)
"""A verb behind another with the same day: 修订通过, 批准第一次修订, 公布施行."""

PREFACE = PrefaceWords(
    contents=re.compile(r"^[【\[（(]?目[录錄次][】\]）)]?$"),
    preamble=re.compile(r"^(?:序言|前言|引言|序)$"),
    document_number=re.compile(
        rf"^[（(]?(?P<number>[一-鿿]{{1,12}}[〔\[［【（(](?:19|20)\d\d[〕\]］】）)]第?\d+号|国务院令第[{DIGITS}]+号|国令第[{DIGITS}]+号)[）)]?(?:签发人[：:].{{0,20}})?$"
    ),
    order_title=re.compile(
        rf"^(?P<authority>[一-鿿、]{{2,40}}?)?(?:主席令|国务院令|部令|委员会令|总局令|署令|政府令|令|公告)?(?P<number>[（(]?第[{DIGITS}{NUM}]+号[）)]?)$"
    ),
    letterhead=re.compile(
        rf"^(?:(?!.*关于)[一-鿿（）、]{{1,60}}{_OFFICE}文件|文件|\d{{4,8}}|(?:绝密|机密|秘密)(?:[★☆*].{{0,6}})?|特急|特提|加急|平急|急件|内部(?:资料|文件)(?:[，,].{{0,10}})?"
        r"|证券(?:代码|简称)[：:].*|公告编号[：:].*)$"
    ),
    bare_attachment=re.compile(rf"^(?:附件|附录)(?:[{NUM}]{{1,3}}|[{DIGITS}]{{1,2}})?[：:]?$"),
    office=re.compile(rf"^(?!关于)[一-鿿（）]{{1,40}}{_OFFICE}$"),
    instrument=re.compile(
        r"(?:章程|制度|规程|规则|规定|办法|细则|守则|准则|指引|指南|手册|政策|公约|预案|方案|规范|标准|纲要|规划|协议)(?:[（(].{0,150}[）)])?$"
    ),
    note=re.compile(
        rf"(?:^[（(]?(?:根据|自|经|参见|依据)?{DATE}.*(?:通过|批准|公布|发布|修正|修订|修改|施行|印发|制定|颁布|废止|备案|起施行))"
        rf"|(?:^[（(]?{DATE}$)|(?:^[（(](?>.*?{DATE})(?>.*(?:通过|批准|公布|发布|修正|修订|修改))[^）)]*+[）)]?$)"
        rf"|(?:^(?:根据)?{DATE}[^《\n]*《.*》)|(?:^(?:制定机关|施行时间|公布日期|施行日期|时效性|发布机关|发文机关|效力位阶)[：:])|(?:^根据下列修正案修正[：:]?$)"
    ),
    addressee=re.compile(
        r"^(?!.*(?:如下|下列|以下|事项)).{0,160}(?:人民政府|各部委|部委|直属机构|各单位|法院|检察院|部门|委员会|[厅局署部院]|办公室|公司|银行|[支分]行|机构|企业|集团"
        r"|协会|商会|中心|学校|高校|大学|[省市县区州]委)"
        r"(?:（[^（）]*）)?[：:]$"
    ),
    date_line=re.compile(rf"^[（(]?(?P<date>{DATE})[）)]?$"),
    attachment=re.compile(
        rf"^(?P<word>附件|附表|附录|附图|附(?=[：:\s　]|$))(?P<number>[{NUM}]{{1,3}}|[{DIGITS}]{{1,2}})?(?:[：:、.．]|$|(?=[一-鿿《（(\"“\s　]))(?P<title>.{{0,60}})$"
    ),
    closing=re.compile(
        r"^(?:[（(](?:此件|本文|此文).*[）)]|抄送[：:].*|主题词[：:].*|[（(]联系人.*[）)])$"
    ),
    event=re.compile(
        rf"(?P<date>{DATE})(?P<by>(?:《[^》]{{0,150}}》|(?!{DATE})[^《。；]){{0,120}}?)"
        rf"(?:(?P<verb>通过(?!的|批准的|了)|批准(?!的|{_AMENDING})|(?:公布|颁布|发布|印发)(?!了)|修正(?!案)|修订(?!案|[前后])|(?<!关于)修改(?![前后])|起?施行|起?生效|起实施|(?<=日)实施|制定)(?P<further>(?:{_FURTHER}){{0,2}})"
        rf"|(?P<how>通过的{_AMENDING})(?=[）)，、；。和及与]|{DATE}|$)|(?P<ordered>令第[{DIGITS}{NUM}]{{1,9}}号)[）)]?$)"
    ),
    approved_before=re.compile(rf"(?P<date>{DATE})(?P<by>(?!{DATE})[^《。；日]{{2,60}}?)批准的$"),
    together=re.compile(rf"(?P<date>{DATE})(?P<by>(?!{DATE})[^《。；日]{{2,60}}?会议)[、，和及]?$"),
    further_verb=re.compile(r"(?P<verb>通过|公布|颁布|发布|印发|修正|修订|施行)"),
    event_begun=re.compile(
        rf"[（(]?(?:根据|自|经)?(?:{DATE}.|[{DIGITS}]{{4}}年(?:[{DIGITS}]{{1,2}}(?:月[{DIGITS}]{{0,2}})?)?$)"
    ),
    approving="批准",
    amended_by="修正",
    ordered="公布",
    rewritten="修订",
    own_by_approval=re.compile(r"^国务院"),
    own_by_approval_until="2000-07-01",
    event_dates={
        "通过": "adopted",
        "批准": "approved",
        "公布": "promulgated",
        "颁布": "promulgated",
        "发布": "promulgated",
        "印发": "promulgated",
        "施行": "in_force",
        "起施行": "in_force",
        "生效": "in_force",
        "起生效": "in_force",
        "实施": "in_force",
        "起实施": "in_force",
    },
    amendment_verbs=frozenset(("修正", "修订", "修改")),
    amendment_list=re.compile(r"下列.{0,150}(?P<verb>修正|修订|修改)[：:]?$"),
    listed=re.compile(rf"^(?:[{DIGITS}]+[.．、])?(?P<date>{DATE})(?P<by>[^《》]*)$"),
    labelled=re.compile(
        r"^(?P<label>制定机关|发布机关|发文机关|施行时间|施行日期|公布日期|发布日期|通过日期|批准日期)[：:](?P<value>.+)$"
    ),
    furniture=FURNITURE,
    stray=STRAY,
    edit_link=EDIT_LINK,
    drafters_note=re.compile(
        rf"[【\[〔（(](?:{_NOTE}|(?P<loose>注释?|(?:起草|制定|立法)?(?:依据|背景)))[：:]|(?P<alone>【(?:{_NOTE})】)"
    ),
    labels={
        "制定机关": "authority",
        "发布机关": "authority",
        "发文机关": "authority",
        "施行时间": "in_force",
        "施行日期": "in_force",
        "公布日期": "promulgated",
        "发布日期": "promulgated",
        "通过日期": "adopted",
        "批准日期": "approved",
    },
    in_force=re.compile(
        rf"(?:本[一-鿿]{{1,6}}|修订后的[一-鿿《》]{{1,80}}|现予公布，?|^)?自(?:(?P<date>{DATE})|(?P<promulgation>(?:公布|发布|印发|颁布)之日))起(?:施行|实施|生效|执行)"
    ),
)

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
_STATE_COUNCIL = re.compile(r"国务院")
_DEPARTMENT = re.compile(
    r"(?:部|委员会)(?:$|、)|部令|委员会令|总局|署|国家[一-鿿]{1,30}(?:局|办公室)|人民银行"
)
_LOCAL_CONGRESS = re.compile(r"^(?!全国)(?>.*?(?:省|市|县|自治区|自治州|特区)).*人民代表大会")
_LOCAL_GOVERNMENT = re.compile(r"(?:省|市|自治区|自治州)人民政府")
_CONGRESS = re.compile(r"全国人民代表大会|全国人大")

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
    KindRule(
        kind="local-rule",
        title=re.compile(r"(?:规定|办法|细则|规则)(?:（.{0,150}）)?$"),
        authority=_LOCAL_GOVERNMENT,
    ),
    KindRule(
        kind="local-regulation",
        title=re.compile(r"(?:条例|规定|办法|规则|细则|守则)(?:（.{0,150}）)?$"),
        authority=_LOCAL_CONGRESS,
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
            rf"^(?:中国（)?(?:{'|'.join(LOCALITIES)})[^《》]{{0,80}}条例(?:（.{{0,150}}）)?$"
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
    KindRule(kind="regulation", title=re.compile(r"条例(?:（.{0,150}）|\(.{0,150}\))?$")),
    KindRule(
        kind="regulation",
        title=re.compile(r"(?:规定|办法|细则|规则)(?:（.{0,150}）|\(.{0,150}\))?$"),
        authority=_STATE_COUNCIL,
    ),
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
    KindRule(
        kind="regulation",
        title=re.compile(r"(?:规定|办法|细则|规则)(?:（.{0,150}）|\(.{0,150}\))?$"),
    ),
    KindRule(kind="order", title=re.compile(r"令$")),
)

STAGES = re.compile(
    r"[（(](?P<stage>[一-鿿]{0,10}(?:征求意见稿|草案|送审稿|审议稿|一审稿|二审稿|三审稿|讨论稿|修订草案)[一-鿿]{0,10})[）)]"
)
