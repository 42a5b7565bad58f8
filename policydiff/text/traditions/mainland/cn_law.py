"""Laws, regulations, interpretations of mainland China: 编 分编 章 节 条 款 项 目."""

from __future__ import annotations

import re

from policydiff.model.kinds import DIGITS, NUMERALS
from policydiff.model.source import SourceLine, SourceText
from policydiff.text.numerals import AMOUNT, DIGIT, FIGURE, NUMBER, NUMERAL, SCALE, SIMPLE, WRITTEN
from policydiff.text.traditions.dialect import Dialect, FactWords, Marker
from policydiff.text.traditions.drafting_words import (
    DoubledNumbers,
    DraftingWords,
    PartyWords,
    Scripts,
)
from policydiff.text.traditions.mainland.citations import CITATIONS
from policydiff.text.traditions.mainland.instruments import INSTRUMENT_WORDS
from policydiff.text.traditions.mainland.kinds import KINDS, LOCALITIES, STAGES
from policydiff.text.traditions.mainland.preface import PREFACE

_N = rf"(?:{AMOUNT}|(?<={DIGIT})[,，.．](?={DIGIT}))"
_STARTS = NUMERALS.replace("万", "") + DIGITS + ",，.．"
"""The signs with which a number begins: patterns look ahead for them, which is quick."""
_NS = rf"{_N}{{1,40}}"
"""A number; what is longer is none."""
_NOT_ORDINAL = rf"(?<!最后)(?<![第次同当至])(?<!{AMOUNT})"
_LIMIT = r"(?:以上|以下|以内|之内|内)?"
_MONEY = rf"{_NS}(?:余|多)?元"
_CLAUSE = (
    rf"{DIGIT}{{1,3}}(?:[.．]{DIGIT}{{1,3}}){{1,5}}(?!{DIGIT})[.．、]?"
    rf"(?![.．,，%％‰]|[{SIMPLE[1]}亿余多元倍米吨升]|小时|天|个月|年(?!度)|公[里斤]|平方|$)"
)
"""A decimal number at the head of a line with no unit behind it: 3.2.1 of a clause, not 3.5万元."""
_TIMES = rf"{_NS}倍"
_POINTED = rf"(?:{AMOUNT}|[.．]|(?<={DIGIT})[,，](?={DIGIT})){{1,40}}"
_SHARE = rf"(?:百分之(?:{_N}|点){{1,40}}|{_NS}分之{_NS}|{_POINTED}[%％‰]|过?半数|千分之{_NS}|万分之{_NS})"
_UNIT = r"(?:个?工作日|个月|周岁|小时|分钟|季度|个?星期|日(?![常程报用前])|天|月(?!份)|年(?![度级龄期]|规划))"
_TIME = rf"{_NS}{_UNIT}"
_DAY = rf"(?:(?:{_N}{{4}}年)?{_NS}月{_NS}日|{_N}{{4}}年(?:{_NS}月)?)(?:[、至]{_NS}日)*"
_PERSON = r"(?:名|人(?![民大才员类格身])|次(?!性)|届|户|家(?!庭)|位)"


def _range(one: str) -> str:
    return rf"{one}{_LIMIT}(?:(?:至|到|不满)?{one}{_LIMIT})?"


_POINT = rf"第\s*[（(]?{NUMBER}[）)]?\s*项(?:[至、和或者]{{1,4}}第\s*[（(]?{NUMBER}[）)]?\s*项)*"
_ARTICLE = rf"第\s*{NUMBER}\s*条(?:之{NUMBER})?(?:第\s*{NUMBER}\s*款)?(?:{_POINT})?"
_PLACE = rf"(?:{_ARTICLE}|第\s*{NUMBER}\s*款(?:{_POINT})?|{_POINT}|第{NUMBER}[编章节]|前{FIGURE}?[条款项]|本[条款章节编](?![件约例]))"
_LEAD = "宪法|本(?:法|条例|办法|规定|细则)|依照|按照|比照|参照|依据|根据|违反|符合|适用|执行|修改|应当|可以|该法|有关|其他|关于|法院|大会|以及|或者|是|对|的"
_NAME = (
    r"(?:《[^》\n]{2,60}》"
    rf"|(?<![一-鿿])(?:(?!{_LEAD})[一-鿿]){{1,12}}?{{end}}|(?<=[照据反合用和与及由或者以])(?:(?!{_LEAD})[一-鿿]){{1,12}}?{{end}})"
).replace(
    "{end}",
    r"(?<![方做违依非合守看说想司执办])(?:法典|法|通则|条例)(?=第|的?规定|的?有关|的?相关|关于|等|、|；|之)",
)
_BODY_END = (
    r"(?:部门|机关|机构|委员会|人民政府|人民法院|法院|检察院|国务院|党中央|主席团|委员长会议|常委会|办事处|监察委员会"
    r"|(?<![当大])局(?![部面])|人民银行|海关|仲裁庭|合议庭)"
)

_ACTS = "应当|可以|不得|必须|有权|批准|规定|决定|共同|担任|处理|接到|收到"
_ASKS = "由|报|经|向|按照|依照|根据|取得|接受|听取|征得|会同|提请|报请|列入|交|通知|委托|协助"
"""What stands before a body that acts or is asked, and is no part of its name."""

FACT_WORDS = FactWords(
    quantities={
        "amount": re.compile(
            rf"(?=[{_STARTS}]){_NOT_ORDINAL}(?:{_range(_MONEY)}|{_range(_TIMES)})"
        ),
        "ratio": re.compile(rf"(?=[{_STARTS}过半万])(?:{_NOT_ORDINAL}{_range(_SHARE)}|一定比例)"),
        "period": re.compile(
            rf"(?=[{_STARTS}年定每尽])(?:{_DAY}|年满{_NS}周岁(?:以上)?|{_NOT_ORDINAL}{_range(_TIME)}|(?<![一不])定期(?![间限的])|每(?:年|季度|半年|月|周|日)(?!度)|尽快)"
        ),
        "count": re.compile(
            rf"(?=[{_STARTS}]){_NOT_ORDINAL}{_NS}{_PERSON}{_LIMIT}(?:{_NS}{_PERSON}{_LIMIT})?"
        ),
    },
    attained=re.compile(r"(?=年满|.{1,40}周岁以上$)(?:年满)?(?P<age>.{1,40}?)(?:以上)?"),
    modality=re.compile(
        r"应[当该](?!知道|预见|知悉)|必须|不得|不准|严禁|禁止|可以|有权|无权|鼓励|支持|一律|须"
    ),
    auxiliary=re.compile(r"应当|应该|必须|不得|可以|有权|一律|须"),
    modality_variants={"应该": "应当", "不准": "不得", "严禁": "禁止"},
    sanctions=re.compile(
        r"(?=[构责限通予警没吊暂撤取停治行拘管有无死罚剥禁终加违赔连消处])(?:"
        r"构成犯罪的，(?:应当)?依法追究(?:其)?刑事责任"
        r"|责令(?:其)?(?:限期)?[^，；。：、的（）\n]{2,14}|限期改正|通报批评|予以通报|警告|没收[^，；。：、（）\n]{2,12}"
        r"|(?:吊销|暂扣|撤销|取消)[^，；。：、（）\n]{2,18}?(?:许可证|执照|证书|证|资格|许可|登记)"
        r"|停业整顿|治安管理处罚|行政拘留|拘留|拘役|管制|有期徒刑|无期徒刑|死刑|罚金|剥夺政治权利"
        r"|禁止其[^，；。：\n]{4,30}|终身(?:不得|禁止)[^，；。：\n]{4,30}|加收滞纳金|违约责任|赔偿责任|连带责任"
        r"|消除[^，；。：、\n]{2,12}影响|(?:处理、)?处罚(?!法|决定|权|款))"
    ),
    separable_verb=re.compile(r"没收|吊销|暂扣"),
    sanction_verb=re.compile(r"责令"),
    fine=re.compile(r"(?=[可并处])(?:可以)?(?:并)?处(?:以)?[^，；。：\n]{0,24}?罚款"),
    condition=re.compile(r"的，"),
    citation=re.compile(rf"(?P<name>{_NAME})|{_PLACE}"),
    cited_article=re.compile(rf"第{NUMBER}条(?:之{NUMBER})?"),
    citation_join=re.compile(r"、|和|或者|以及|及|或|至|到|与|，"),
    citing=re.compile(
        r"依照|按照|根据|依据|符合|违反|适用|本法|本条例|本办法|本规定|本细则|有关|相关|规定|的|之|设立|等|除|外|所列|所称|[，、；。：和或者以及与至（）()]"
    ),
    name_noise=re.compile(r"[\s《》]|中华人民共和国"),
    body=re.compile(
        r"(?:等|或者其他|和其他|及其|的(?=有关|主管|部门|机关|机构))?(?:有关|主管|行政){0,6}"
        rf"(?:(?!{_ACTS}|时间)[^，；。：、的向对\n（）]){{0,5}}?(?:{_BODY_END}|职责的(?:部门|机构))"
    ),
    bodies=re.compile(rf"(?:(?!{_ACTS})[^，。；：的向对\n（）]){{0,13}}?{_BODY_END}"),
    whole_body=re.compile(rf"(?:{_BODY_END}|^国家)$"),
    agent=re.compile(
        rf"(?:(?:(?<![自理])由|报|会同)(?:(?!{_ACTS})[^，。；：\n]){{0,24}}|(?:(?<!已)经(?![营济过])|(?<![倾趋])向|报请|提请)[^，。；：\n的]{{0,4}})$"
    ),
    acting=re.compile(
        rf"(?<=由)(?<![自理]由)(?:(?!{_ACTS}|责令|处以?|给予|会同|负责|提出)[^，。；：的向对报\n]){{1,32}}{_BODY_END}"
    ),
    asking=re.compile(rf"(?<![自理])(?:{_ASKS})$"),
    begun=re.compile(
        rf".{{0,18}}(?:[，。；：、\n（）《》的对和与及其]|或者|人民政府|国务院|{_ACTS}|{_ASKS}|^)(?P<part>[一-鿿]{{0,6}})$",
        re.DOTALL,
    ),
    agency=re.compile(r"由[^，；。：\n]{2,40}$"),
    duty=re.compile(
        r"(?P<name>(?:(?!应当|不得|必须|可以|有权|有下列|处以?|的|由|向|对|在|等|以)[^，。；：\n]){0,16}?)"
        rf"(?:，?(?:应当|不得|必须|可以|有权|有下列)|处(?=以|{AMOUNT})|负有|负责|承担|享有|违反|未|允许|进行|从事)"
    ),
    party=re.compile(
        r"(?:公司|企业|单位|组织|个人|公民|人员|当事人|经营者|法人|负责人|机构|团体|部门|委员会|法院|检察院|机关|政府|会|者|人|员)$"
    ),
    head=re.compile(
        r"(?:^|[。；，：\n])(?:(?!应当|可以|不得|必须|有权|对|向|将|把|为|给|由|引导|组织|鼓励|支持|指定|适用|包括|建立|通知|委托|报送|公开|保护|含有|包含)[^。；，：\n])*$"
    ),
    unattached=re.compile(r"[、，；：。\n和及与或的）]"),
    leading=re.compile(
        r"(?:[、，；：。\n]|(?!和[解平谐睦])和|以及|(?!及[时其格早])及|(?!与会)与){1,20}"
    ),
    trailing=re.compile(r"(?:[、，；：。\n]|(?<![总共])和|以及){1,20}$"),
    joined=re.compile(r"^(?:和|或者|以及|及|与)|(?:和|或者|以及|及|与)$"),
    definition=re.compile(r"[^。；\n]{2,60}(?:是指|指的是)[^。；\n]+"),
    defining=re.compile(r"是指|指的是"),
    particles=re.compile(
        r"中华人民共和国|进一步|但是?|并且|有关|由|也|以及|或者|及其|之一|办理|工作|的|了|和|及|与|或|并|其|该|等|所|之|于|为|地|在|对|将|有|以|[\s、，；。：（）()“”《》\"]"
    ),
    variants={
        "帐": "账",
        "按照": "按",
        "已经": "已",
        "作": "做",
        "象": "像",
        "签字": "签名",
        "其它": "其他",
        "他": "其",
        "星期": "周",
        "不在此限": "除外",
        "不受此限": "除外",
    },
    # （一） · 3.2.1 · (a) · 1) · ①
    item=re.compile(
        rf"{_CLAUSE}|[（(]?(?:{NUMERAL}{{1,9}}|{DIGIT}{{1,3}}|[A-Za-z])[）)]|{DIGIT}{{1,9}}[.．、]|[A-Za-z][.．、]|[①-⑳]"
    ),
    clause_number=re.compile(_CLAUSE),
)


PART = Marker(
    family="part",
    level="part",
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+|{DIGIT}+)\s*[编篇]"),
    example="第一编　总则",
)
SUBPART = Marker(
    family="subpart",
    level="subpart",
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+)\s*分编"),
    example="第一分编　通则",
)
CHAPTER = Marker(
    family="chapter",
    level="chapter",
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+|{DIGIT}+)\s*章"),
    example="第一章　总则",
)
SECTION = Marker(
    family="section",
    level="section",
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+|{DIGIT}+)\s*节"),
    example="第一节　一般规定",
)
ARTICLE = Marker(
    family="article",
    level="article",
    # 笫 is a frequent misprint of 第; a space may stand inside (第一百二十八 条).
    pattern=re.compile(
        rf"[第笫]\s*(?P<number>{NUMERAL}(?:\s*{NUMERAL})*|{DIGIT}+)\s*条(?:\s*之\s*(?P<sub>{NUMERAL}+))?"
    ),
    example="第一百二十条之一　为了",
)
ENUMERATION = Marker(
    family="enumeration",
    pattern=re.compile(rf"(?P<number>{NUMERAL}+)\s*、"),
    example="一、总体要求",
)
BRACKETED = Marker(
    family="bracketed",
    pattern=re.compile(rf"[（(]\s*(?P<number>{NUMERAL}+)\s*[）)]"),
    example="（一）指导思想",
)
BRACKETED_SIGN = Marker(
    family="bracketed", pattern=re.compile(r"(?P<number>[㈠-㈩])"), example="㈠指导思想"
)
DOTTED = Marker(
    family="dotted",
    pattern=re.compile(rf"(?P<number>{DIGIT}{{1,3}})\s*(?:[．、]|\.(?!{DIGIT}))"),
    example="1．重要性和紧迫性。",
)
BRACKETED_DIGIT = Marker(
    family="bracketed-digit",
    pattern=re.compile(rf"[（(]\s*(?P<number>{DIGIT}{{1,2}})\s*[）)]"),
    example="（1）网络",
)
CIRCLED = Marker(
    family="circled", pattern=re.compile(r"(?P<number>[①-⑳㉑-㉟㊱-㊿])"), example="①网络"
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
    pattern=re.compile(rf"第\s*(?P<number>{DIGIT}{{1,4}}(?:-\d{{1,2}})?|{NUMERAL}{{1,8}})\s*條"),
    example="第 1-1 條",
)
UNREAD = (LATIN, TRADITIONAL)
"""Numbers of other traditions: of English texts, of Taiwan."""

INNER = (ENUMERATION, BRACKETED, BRACKETED_SIGN, DOTTED, BRACKETED_DIGIT, CIRCLED)
LAW_MARKERS = (PART, SUBPART, CHAPTER, SECTION, ARTICLE, *INNER)


_NAME = r"[^“”‘’《》（）()，。；：、]{2,20}"

_LISTED = r"[^“”‘’「」『』\"《》（）()，。；：、]{2,40}?"
"""A name of a list, or some that 和 joins."""

_OPEN, _CLOSE = r"[“‘「『\"]", r"[”’」』\"]"
_ALSO = rf"(?:、{_LISTED}|{_CLOSE}(?:、|，|或者?|和|及|以及)?{_OPEN}[^“”‘’「」『』\"《》（）()，。；：、]{{1,40}})"
"""A further name of such a list: 、财政部门 · ”或“您."""

_ENTRY = r"[^“”‘’「」『』\"《》（）()，。；：:、\s]{2,20}"
_EXPLAINS = r"(?:是|系|均|即)?指(?![导示定标引南令派数])"

_PARTICLES = """
的 地 得 所 其 该 本 等 了 着 并 并且 且 和 与 及 以及 或 或者 而 则 在 于 由 对 向 把 将 被 从 自 以 按 按照 依 依照 根据 关于 为 因 经 给 就
以上 以下 有 是 应当 应 可以 不得 不 未 没有 无 违反
"""
_NEGATIONS = "不 未 没有 无 非 不得 不能 不予 不再 尚未 并未 无需 无须 不属于 不在"

_GLYPHS = "帐=账 惟一=唯一 部份=部分 身分=身份 成份=成分 图象=图像 影象=影像 录象=录像 摄象=摄像 好象=好像 粘膜=黏膜 粘土=黏土"

_IN_WORDS = (
    rf"{WRITTEN}{{1,24}}(?:[元圆圓](?:{WRITTEN}{{1,2}}角)?零?(?:{WRITTEN}{{1,2}}分)?)?[整正]?"
)
"""A number in words, of money with its units: 壹万贰仟元伍角整, 三十."""
_PRINTED = rf"[¥￥]?\s?[{DIGITS}][{DIGITS},，]{{0,20}}(?:[.．][{DIGITS}]{{1,6}})?\s?{SCALE}?\s?(?:元整?|[%％‰])?"
"""A number in figures: ¥12,000.00, 50万元, 30."""
_BETWEEN = r"(?:[\s，,；;、：:（(）)]|人民币|大写|小写|金额|即|RMB|CNY){0,12}"
"""What may stand between both: （大写：人民币."""

_DOUBLED = DoubledNumbers(
    # 伍拾万元（500000元） · （大写）壹万元整（小写：¥10000.00） · 三十（30）日
    words_first=re.compile(rf"(?P<words>{_IN_WORDS})(?P<gap>{_BETWEEN})(?P<figures>{_PRINTED})"),
    # 500,000元（大写：伍拾万元整）
    figures_first=re.compile(rf"(?P<figures>{_PRINTED})(?P<gap>{_BETWEEN})(?P<words>{_IN_WORDS})"),
    # 壹万贰仟元伍角陆分
    money=re.compile(
        rf"(?P<whole>{WRITTEN}{{1,24}})[元圆圓](?:(?P<tenths>{WRITTEN}{{1,2}})角)?零?(?:(?P<hundredths>{WRITTEN}{{1,2}})分)?[整正]?"
    ),
    # ¥1.5亿元
    in_figures=re.compile(
        rf"(?P<sign>[¥￥]?)\s?(?P<number>[{DIGITS}][{DIGITS},，]{{0,20}}(?:[.．][{DIGITS}]{{1,6}})?)\s?(?P<scale>{SCALE}?)\s?(?P<unit>元整?|[%％‰])?"
    ),
    label=re.compile("大写|小写|RMB|CNY"),
    # （小写）：￥100.00
    goes_on=re.compile(r"\s{0,9}[（(]?\s?(?:大写|小写)"),
    part_of=re.compile(
        rf"(?:[第之点约近超数几多每{WRITTEN[1:-1]}{DIGITS}.．,，/-]|附件|附表|附录|星期|周)\s?$"
    ),
    counted=re.compile(rf"\s?(?:[个日天年月周份人名次倍套台小元股张]|{SCALE}|美元|[%％‰])"),
    shares={"百分之": "%％", "千分之": "‰", "万分之": "‱"},
)

_SCRIPTS = (
    "條条應应規规會会業业關关設设門门務务國国機机員员區区責责對对經经產产單单處处動动資资護护"
    "構构進进實实級级權权監监時时議议報报審审組组違违標标營营職职縣县項项檢检請请辦办織织計计"
    "與与場场專专學学決决執执運运罰罚備备車车調调環环負负過过費费質质電电況况農农書书訴诉協协"
    "記记強强險险統统醫医鄉乡預预導导財财結结給给現现許许從从將将氣气數数間间驗验衛卫養养銷销"
    "認认圍围測测評评損损節节擔担輸输療疗見见傳传則则償偿鎮镇舉举點点濟济勵励華华義义嚴严屬属"
    "態态維维裝装約约補补變变納纳選选長长轉转總总稱称稅税際际綠绿戶户類类訟讼續续聯联轄辖勞劳"
    "領领屆届貨货額额軍军風风廢废優优響响識识沒没編编園园問问該该達达災灾礦矿賠赔綜综債债訓训"
    "視视創创購购題题駛驶遺遗輛辆訂订減减讓让繳缴檔档殘残賣卖滿满狀状師师詢询臨临絡络兒儿積积"
    "壞坏載载熱热號号試试說说樹树帶带飲饮隊队館馆還还冊册終终東东觀观論论糾纠籌筹釋释駕驾礙碍"
    "獎奖爭争礎础儲储兩两庫库揮挥圖图聽听離离隱隐傷伤郵邮層层獻献棄弃紛纷異异顯显漁渔繼继簡简"
    "銀银絕绝鐵铁邊边雙双擴扩換换貿贸斷断虛虚獨独暫暂賬账潔洁碼码難难貼贴閉闭訪访較较辯辩堅坚"
    "贈赠細细遷迁藝艺來来頭头紀纪績绩競竞歸归崗岗濫滥搶抢蓋盖揚扬習习塵尘隨随診诊婦妇聲声親亲"
    "紅红僑侨連连軌轨偵侦樣样誤误緊紧憑凭繪绘輕轻張张劑剂閱阅糧粮擬拟賃赁飼饲錯错飛飞幫帮灣湾"
    "亂乱遞递貸贷駐驻練练黃黄興兴銜衔橋桥島岛騙骗擇择寫写擾扰齡龄樂乐話话愛爱幣币讀读夠够獸兽"
    "攜携傾倾撥拨滅灭語语輔辅討讨詳详穩稳憲宪聞闻貢贡陽阳側侧壓压訊讯燒烧撫抚舊旧誠诚頒颁諾诺"
    "頻频攤摊懲惩譽誉凍冻勸劝燈灯畢毕歲岁覽览輪轮脅胁墾垦雜杂陸陆牆墙貯贮踐践儀仪勢势們们紙纸"
    "駁驳陳陈喪丧緩缓娛娱擊击慶庆溝沟頓顿貫贯樓楼盜盗淨净觸触倉仓筆笔溫温紹绍妝妆撈捞榮荣徹彻"
    "慮虑嬰婴課课階阶饋馈顧顾鄰邻賄贿詐诈順顺覺觉鄭郑飾饰欄栏繕缮寬宽貧贫劇剧談谈鹽盐軟软慣惯"
)
"""Traditional characters and the simplified ones that only they have, in turn."""

_MERGED = (
    "當当為为發发證证並并準准據据個个採采後后術术範范確确萬万複复復复係系佈布價价築筑適适參参"
    "種种線线藥药廣广遊游錄录註注團团臺台別别須须簽签眾众歷历獲获極极勝胜掛挂黨党薦荐徑径盡尽"
    "寧宁槍枪裡里鏈链葉叶豐丰雲云擺摆鐘钟幾几傭佣櫃柜蘇苏啟启啓启週周匯汇彙汇偽伪塗涂衝冲捲卷"
    "僱雇幹干裏里剷铲厭厌願愿體体無无網网莊庄禮礼棲栖"
)
"""Traditional characters, each with a simplified one that traditional texts have, too."""

_SCRIPT = Scripts(
    traditional=dict(zip((_SCRIPTS + _MERGED)[::2], (_SCRIPTS + _MERGED)[1::2], strict=True)),
    simplified=dict(zip(_SCRIPTS[1::2], _SCRIPTS[::2], strict=True)),
    # 《香港條例》 · 某某控股有限公司
    names=re.compile(
        r"《[^《》]{1,80}》|“[^“”]{1,80}”|‘[^‘’]{1,80}’|「[^「」]{1,80}」|『[^『』]{1,80}』|\"[^\"]{1,80}\"|(?<![一-鿿])[一-鿿（）()]{2,30}?(?:公司|集团|集團|银行|銀行|大学|大學|先生|女士)"
    ),
)

_LETTER = r"[甲乙丙丁戊己]方(?![案法式向面位])"
_PARTY = PartyWords(
    # 乙方
    used=re.compile(_LETTER),
    # 甲方：某公司 · 出租人（甲方）： · （以下简称“乙方”） · 乙方（受托人）： · 甲方为某公司
    introduced=re.compile(
        rf"(?<=[“\"‘「（(称为是即/、]){_LETTER}(?=[”\"’」）)/、，。]|$)|{_LETTER}(?=\s{{0,9}}(?:[（(][^（）()]{{0,20}}[）)])?\s{{0,9}}(?:[：:]|[为是系指]|$))"
    ),
)

DRAFTING_WORDS = DraftingWords(
    # （以下简称市绿化部门） · （以下统称“经营者”） · （下称规划） · （下称“用户”或“您”）
    short_name=re.compile(
        rf"[（(](?:以下|下文|下同)?(?:简称|统称|通称|合称|称)为?[：:]?\s?{_OPEN}?(?P<term>{_LISTED}{_ALSO}{{0,9}}?){_CLOSE}?(?:，下同)?[）)]"
    ),
    # 本法所称网络，是指; what a text explains for its parent law as well, or by a phrase with 的,
    # is used in other forms
    meaning=re.compile(
        rf"(?<![和与及])本[^，。；]{{1,6}}?所称的?[“‘]?(?P<term>(?!{_NAME}?的){_NAME}?)[”’]?，(?:是|系)?指"
    ),
    # “服务”是指 · 服务：指; a sentence that begins with a name (个人信息是指) may be no definition
    # of a term, two with the same name are
    glossary=re.compile(
        rf"(?:^|(?<=\n)){_OPEN}?(?P<entry>(?!说明|注释?|备注){_ENTRY}){_CLOSE}?\s?[：:]\s?{_EXPLAINS}"
        rf"|(?:^|(?<=[\n。；：，中内下])){_OPEN}(?P<quoted>{_ENTRY}){_CLOSE}(?:一词)?[，：:]?\s?{_EXPLAINS}"
        rf"|(?:^|(?<=\n))(?P<sentence>(?!.{{0,20}}(?:所称|所指)){_ENTRY})(?:是|系)指"
    ),
    # （详见第九条定义）
    pointer=re.compile(r"[”’」]?[（(](?:定义|含义)?(?:详?见|参见)"),
    term_joins=re.compile("[、/和或及]"),
    relative=re.compile(
        rf"[前上]{FIGURE}{{0,9}}[编章节条款项目]|本[编章节条款项目](?!例)|[该同]|{NUMBER}至?[款项目]"
    ),
    pairs=(
        ("《", "》"),
        ("“", "”"),
        ("‘", "’"),
        ("（(", "）)"),
        ("〔", "〕"),
        ("【", "】"),
        ("「", "」"),
        ("『", "』"),
    ),
    particles=frozenset(_PARTICLES.split()),
    negations=frozenset(_NEGATIONS.split()),
    glyphs=dict(pair.split("=") for pair in _GLYPHS.split()),
    doubled=_DOUBLED,
    scripts=_SCRIPT,
    parties=_PARTY,
)


def recognise(source: SourceText) -> float:
    """The certainty, from 0 to 1, that a source is a law or regulation.

    It is high where lines begin with 第一条 or with several 第…条, and 0 without any.
    """
    numbers = [
        m["number"]
        for line in source.lines
        if isinstance(line, SourceLine) and (m := ARTICLE.pattern.match(line.text.lstrip("　 ")))
    ]
    if not numbers:
        return 0.0
    return 0.8 if re.sub(r"\s", "", numbers[0]) in ("一", "1", "１") or len(numbers) > 2 else 0.3


DIALECT = Dialect(
    name="cn_law",
    label="法律法规",
    recognise=recognise,
    markers=LAW_MARKERS,
    unread=UNREAD,
    citations=CITATIONS,
    preface=PREFACE,
    kinds=KINDS,
    stages=STAGES,
    localities=LOCALITIES,
    facts=FACT_WORDS,
    drafting=DRAFTING_WORDS,
    instruments=INSTRUMENT_WORDS,
    citable="articles",
)
