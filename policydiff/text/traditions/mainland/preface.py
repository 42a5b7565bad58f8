"""The lines around a mainland text: titles, 题注, dates, furniture of web pages."""

from __future__ import annotations

import re

from policydiff.text.numerals import DIGIT, FIGURE, NUMERAL
from policydiff.text.traditions.dialect import PrefaceWords

DATE = rf"(?:{DIGIT}{{4}}|{NUMERAL}{{4}})年(?:{DIGIT}{{1,2}}|{NUMERAL}{{1,3}})月(?:{DIGIT}{{1,2}}|{NUMERAL}{{1,3}})日"

_OFFICE = "(?:人民政府|办公厅|办公室|委员会|总局|署|局|厅|部|院|会|银行|公司|集团|党组|[省市县区州]委|大学|中心|交易所)"
"""How the names of offices and companies end."""

_NOTE = "(?:起草|修改|修订|制定|条文|立法|调整)?(?:说明|理由)|编者[注按]|起草(?:者|人|组)注|批注"
"""What drafters call a note on a clause."""

_AMENDING = (
    "《(?=[^》]{0,150}(?:修[正改订]|取消|调整|废止))(?:[^《》]|《[^《》]{0,100}》){0,150}"
    rf"(?:修正案(?:[（(]{FIGURE}{{1,4}}[）)])?|决定)》"
)
"""The title of an amending decision in 《》, which may name other titles and bear a number.

For example: 《示例法修正案（十一）》.
"""

_AMENDMENT = rf"《[^《》]{{1,100}}修正案(?:[（(]{FIGURE}{{1,4}}[）)])?》"
"""The title of an amendment that needs no verb behind its day: 《示例法修正案（二）》."""

_FURTHER = (
    rf"(?:并|、)?(?:第{NUMERAL}{{1,3}}次)?(?:通过(?!的)|公布|颁布|发布|印发|修正(?!案)|修订|施行)"
)
"""A verb behind another with the same day: 修订通过, 批准第一次修订, 公布施行."""

_FURNITURE = re.compile(
    r"^(?:微博|微信|邮箱|退出|注册|登录|首页|打印|关闭|返回顶部|网站纠错|网站地图|联系我们|无障碍|大|中|小|[>|»\-]+|-->"
    r"|(?:主办|承办|运维|协办)单位[：:].*|版权所有.*|网站标识码.*|(?>.*?ICP备)(?>.*?号).*|(?>.*?公网安备).*|扫一扫[^。；]*|分享(?:到[^。；]{0,30}|[：:][^。；]{0,30})?|字[体号](?:[：:][^。；]{0,20}|[大中小\[\]【】]{1,8})?"
    r"|相关(?:文章|链接|稿件|阅读)[^。；]*|(?:责任?)?编辑[：:].*|责编[：:].*|(?:信息|文章|稿件)?来源[：:].*|浏览字号[^。；]*|发布时间[：:].*|[上下]一篇[^。；]*|[上下]一[页条](?:[：:].{0,60})?"
    r"|【.{0,6}(?:打印|关闭|返回|纠错|字体).{0,12}】.*|\d{4}[年/\-]\d{1,2}[月/\-]\d{1,2}日?\d{1,2}:\d{2}(?::\d{2})?.*|\d{4}/\d{2}/\d{2}.{0,12}"
    # pages of a content management system
    r"|(?:您|你|当前|现在|所在)[^：:。]{0,6}位置[：:].{0,60}|[^。；]{0,40}(?:浏览|访问|阅读|点击)(?:次数|量|数)[：:].{0,20}"
    r"|(?:打印|关闭|收藏|纠错|转发|返回)(?:本页|窗口|首页|列表|上页)|(?:打印|关闭|收藏|分享|纠错|[大中小|]){2,20}|保护视力色.{0,30}"
    # a wiki
    r"|本作品.{0,150}公有[领領]域.{0,120}|分[类類][：:].{0,60}(?:[|｜]|中[华華]人民共和[国國]|\d{4}年).{0,80}|(?:本|此)[页頁]面?(?:最[后後]|上次).{0,3}(?:编辑|編輯|修订|修訂|修改).{0,40}"
    r"|[←→].{0,40}|.{0,40}[←→]|.{0,40}知识共享.{0,12}(?:署名|许可|协议).{0,80}|(?:隐私政策|关于维基文库|免责声明|开发者|统计|Cookie声明|手机版视图|移动版视图){2,8}"
    # an account on a chat program
    r"|(?:微信)?公众号[：:].{0,30}|(?:校对|监制|排版|值班编辑|供稿|投稿邮箱|商务合作)[：:].{0,40}|(?:本文|文章)?转(?:载)?自[：:]?.{0,30}"
    r"|(?:免责|版权)?声明[：:].{0,60}(?:转载|版权|侵权|学习交流).{0,120})$"
)
"""A whole line before the first number or behind the last one, without its white space."""

_PAGE_LABEL = re.compile(
    r"^(?:(?:主办|承办|运维|协办)单位|(?:责任?)?编辑|责编|(?:信息|文章|稿件)?来源|分享到?)[：:]"
)
"""Furniture that a form or a table may hold too: 主办单位：每次一百元"""

_ANYWHERE = re.compile(
    r"^(?:(?:点击|戳|轻触)[^。；，]{0,16}(?:关注|订阅|蓝字|阅读原文)[^。；，]{0,10}|(?:长按|扫描|识别|微信扫)[^。；，]{0,10}(?:二维码|小程序码)[^。；]{0,8}(?:关注|订阅|领取|入群|进群|加入|更多|阅读|获取)[^。；]{0,10}"
    r"|[\-—–=*·~～]+(?:END|End|end|完|全文完|正文完)[\-—–=*·~～]+|[（(【](?:全文|正文)?完[）)】]|THEEND|[↓↑▼▲▽△⬇⬆☟\ufe0f]+"
    r"|原创[^。；，]{1,40}\d{4}-\d\d-\d\d[^。；，]{0,20}|(?:点{0,2}(?:分享|收藏|在看|赞|转发|喜欢|写留言|投诉)){2,10}|阅读\d[\d.]{0,6}[万w]?\+?|阅读原文"
    r"|跳(?:转)?[到至](?:导航|搜索|内容).{0,8}|(?:来自|出自)?维基文库(?:，自由的图书馆)?|取自[“\"]<?https?://.{1,200}|姊妹计划[：:].{0,40}"
    r"|(?:Publicdomain){1,3}(?:false){0,4}|目[录錄次][\[［](?:隐藏|隱藏|显示|顯示)[\]］]|隐藏分类[：:].{0,100})$"
)
"""A whole line anywhere, without its white space: what an editor puts between the paragraphs too.
"""

_EDIT = r"(?:编辑|編輯)(?:源代码|原始碼|源码|本段)?"
_EDITS = rf"{_EDIT}(?:[\s　]{{0,3}}\|[\s　]{{0,3}}{_EDIT})?"
_EDIT_LINK = re.compile(rf"(?<![\s　])[\s　]*+[\[［【][\s　]{{0,3}}{_EDITS}[\s　]{{0,3}}[\]］】]$")
"""The link behind the headings of a wiki: 第一章　总则[编辑]."""

_EDIT_WORDS = re.compile(_EDITS)
"""For example: 编辑, 编辑|编辑源代码."""

_ADDRESS = r"[“\"<（(]?(?:https?://|www\.)[^\s，。；、]{4,300}"
_PAGE_FOOTER = re.compile(
    rf"^(?:(?:本|此|该|這|这[份个]?)(?:作品|文件)(?>[^。]{{0,200}}?(?:公[有共][领領]域|著作[权權]法》?第{NUMERAL}[条條]|知[识識]共享|[维維]基文[库庫])).{{0,400}}"
    r"|(?:本|此|该|這|这[份个]?)作品[来來]自中[华華]人民共和[国國][^。，；]{0,20}。?"
    r"|(?:所以|因此)?(?:本|此|该|這|这)[部份个]?作品在[^。；]{0,40}公有[领領]域[^。；]{0,20}。?"
    r"|(?:本|此)作品收[录錄][于於].{0,80}|[检檢]索自[“\"]?https?://.{1,250}|Thiswork(?>.{0,120}?publicdomain).{0,200}"
    r"|(?:除非|如无)另[有行][声聲]明(?>.{0,80}?知[识識]共享).{0,300})$"
)
"""A whole line behind the text that only a page has, without its white space.

For example: 本作品来自示例公报，依据《中华人民共和国著作权法》第五条，本法不适用于法律.
"""

_PAGE_SCRAP = re.compile(
    r"^(?:[^。]{0,20}(?:依据|依據|根据|根據)《(?:中[华華]人民共和[国國])?著作[权權]法》第五[条條].{0,80}"
    r"(?:不[适適]用于.{0,10}法律|[国國]家[机機][关關]的[决決][议議]|https?://).{0,300}"
    r"|[^。]{0,60}具有立法、行政、司法性[质質]的文件，?及其官方正式[译譯]文.{0,200}"
    rf"|(?:[（(]{NUMERAL}[）)]|{NUMERAL}、)(?:[单單][纯純]事[实實]消息|[时時]事新[闻聞]|[历曆]法、通用[数數]表、通用表格和公式)[；;。]"
    rf"|(?:(?:原文|本文|本页|本頁|页面|永久)(?:[链鏈連]接|网址|地址)[：:]?)?{_ADDRESS})$"
)
"""What may be left of a footer, without its white space: an address alone, or half a sentence.

For example: https://example.invalid/w/index.php?oldid=1
"""

_SCRAP_BEGUN = re.compile(
    r"(?<=[。）)])\s*(?=[“\"<（(]?https?://|(?:所以)?(?:[本此该這]|这[部份个]?)作品|依据《|依據《|根据《|根據《)"
)
"""The end of the sentence before a footer on the same line: …起施行。https://example.invalid/1"""

PREFACE = PrefaceWords(
    contents=re.compile(r"^[【\[（(]?目[录錄次][】\]）)]?$"),
    preamble=re.compile(r"^(?:序言|前言|引言|序)$"),
    document_number=re.compile(
        rf"^[（(]?(?P<number>[一-鿿]{{1,12}}[〔\[［【（(](?:19|20)\d\d[〕\]］】）)]第?\d+号|国务院令第{DIGIT}+号|国令第{DIGIT}+号)[）)]?(?:签发人[：:].{{0,20}})?$"
    ),
    order_title=re.compile(
        rf"^(?P<authority>[一-鿿、]{{2,40}}?)?(?:主席令|国务院令|部令|委员会令|总局令|署令|政府令|令|公告)?(?P<number>[（(]?第{FIGURE}+号[）)]?)$"
    ),
    letterhead=re.compile(
        rf"^(?:(?!.*关于)[一-鿿（）、]{{1,60}}{_OFFICE}文件|文件|\d{{4,8}}|(?:绝密|机密|秘密)(?:[★☆*].{{0,6}})?|特急|特提|加急|平急|急件|内部(?:资料|文件)(?:[，,].{{0,10}})?"
        r"|证券(?:代码|简称)[：:].*|公告编号[：:].*)$"
    ),
    bare_attachment=re.compile(rf"^(?:附件|附录)(?:{NUMERAL}{{1,3}}|{DIGIT}{{1,2}})?[：:]?$"),
    office=re.compile(rf"^(?!关于)[一-鿿（）]{{1,40}}{_OFFICE}$"),
    instrument=re.compile(
        r"(?:章程|制度|规程|规则|规定|办法|细则|守则|准则|指引|指南|手册|政策|公约|预案|方案|规范|标准|纲要|规划|协议)(?:[（(].{0,150}[）)])?$"
    ),
    note=re.compile(
        rf"(?:^(?:{DIGIT}{{1,2}}[.．、])?[（(]?(?:根据|自|经|参见|依据)?{DATE}.*(?:通过|批准|公布|发布|修正|修订|修改|施行|印发|制定|颁布|废止|备案|起施行))"
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
        rf"^(?P<word>附件|附表|附录|附图|附(?=[：:\s　]|$))(?P<number>{NUMERAL}{{1,3}}|{DIGIT}{{1,2}})?(?:[：:、.．]|$|(?=[一-鿿《（(\"“\s　]))(?P<title>.{{0,60}})$"
    ),
    closing=re.compile(
        r"^(?:[（(](?:此件|本文|此文).*[）)]|抄送[：:].*|主题词[：:].*|[（(]联系人.*[）)])$"
    ),
    event=re.compile(
        rf"(?P<date>{DATE})(?P<by>(?:《[^》]{{0,150}}》|(?!{DATE})[^《。；]){{0,120}}?)"
        rf"(?:(?P<verb>通过(?!的|批准的|了)|批准(?!的|{_AMENDING})|(?:公布|颁布|发布|印发)(?!了)|修正(?!案)|修订(?!案|[前后])|(?<!关于)修改(?![前后])|起?施行|起?生效|起实施|(?<=日)实施|制定)(?P<further>(?:{_FURTHER}){{0,2}})"
        rf"|(?P<how>(?:通过的|(?<=会议)){_AMENDING}|(?<=[日会])[，,的]?{_AMENDMENT})(?=[）)，、；。和及与]|自?{DATE}|$)|(?P<ordered>令第{FIGURE}{{1,9}}号)[）)]?$)"
    ),
    approved_before=re.compile(rf"(?P<date>{DATE})(?P<by>(?!{DATE})[^《。；日]{{2,60}}?)批准的$"),
    together=re.compile(rf"(?P<date>{DATE})(?P<by>(?!{DATE})[^《。；日]{{2,60}}?会议)[、，和及]?$"),
    further_verb=re.compile(r"(?P<verb>通过|公布|颁布|发布|印发|修正|修订|施行)"),
    event_begun=re.compile(
        rf"[（(]?(?:根据|自|经)?(?:{DATE}.|{DIGIT}{{4}}年(?:{DIGIT}{{1,2}}(?:月{DIGIT}{{0,2}})?)?$)"
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
    listed=re.compile(rf"^(?:{DIGIT}+[.．、])?(?P<date>{DATE})(?P<by>[^《》]*)$"),
    labelled=re.compile(
        r"^(?P<label>制定机关|发布机关|发文机关|施行时间|施行日期|公布日期|发布日期|通过日期|批准日期)[：:](?P<value>.+)$"
    ),
    furniture=_FURNITURE,
    page_label=_PAGE_LABEL,
    editors_line=_ANYWHERE,
    edit_link=_EDIT_LINK,
    edit_words=_EDIT_WORDS,
    page_footer=_PAGE_FOOTER,
    page_scrap=_PAGE_SCRAP,
    scrap_begun=_SCRAP_BEGUN,
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
        rf"(?:本[一-鿿]{{1,6}}|修订后的[一-鿿《》]{{1,80}}|现予公布，?|^)?自(?:(?P<date>{DATE})|(?P<promulgation>(?:公布|发布|印发|颁布)之日))起(?:施行|试行|实施|生效|执行)"
    ),
)
