"""The words of mainland amending decisions between and around their instructions."""

from __future__ import annotations

import re

from policydiff.text.numerals import NUMBER
from policydiff.text.traditions.mainland.amending_places import PLACE, QUOTE, QUOTES, TITLE

BETWEEN = re.compile(
    r"(?:[\s，。；：:、,;]|并(?:且|同时)?(?=[，将删对在把增新第修原移改取⟦]|作为|列为)|同时|其中(?:的(?=第))?|此外|另外|(?:[以依]此|依次)类推|以及(?=[将删第⟦在])|和(?=[将删在]))++"
)
"""What stands between two instructions and is none."""
ENDS = re.compile(
    r"(?![，（(][^。；，\n]{0,40}除外)(?:$|[\s，。；：:、,;（(⟦]|并|同时|其中|和|及|以及|将|删|增|原|第|为了)"
)
"""What may come right behind an instruction; where something else does it is not understood."""
SUB_NUMBER = re.compile(rf"(?<![^\n：；。:;])(?:[（(]{NUMBER}[）)]|{NUMBER}[、．.])\s*")
"""The number of an instruction inside an item, at the beginning of a line or a sentence."""
SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]?")

LEAD_INS: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?:根据|依据|依照|按照|遵照|为|鉴于|经|因|由于|结合|适应|参照)[^，。；\n]*[，：]"),
    re.compile(r"(?!本)[^，。；：\n⟦⟧]{0,120}(?:决定|决议)[：，]?(?=[将对删废在增把原第《])"),
    re.compile(r"本(?:决定|修正案)(?:公布|施行|通过|生效)(?:之日)?[后起][，；]"),
    re.compile(r"本(?:决定|修正案|决议)自[^，。；\n]{1,40}起(?:施行|实施|生效)[，；]"),
    re.compile(r"自[^，。；\n]{1,40}(?:之日)?起[，]?(?=[将删废《])"),
    re.compile(r"(?:与此)?相应(?:地|的)?[，：]?(?=[将删在增对把第原])"),
)
"""Clauses before an instruction that say why, by whom or since when."""
FURTHER_LEAD = re.compile(r"[^，。；：\n⟦⟧]{1,120}[，：]")
"""A further clause behind one of these."""
INSTRUCTS = re.compile(
    r"(?:修改|修订|修正|替换|更改|变更|表述|调整)[为成]|改[为作成]|增加|新增|增写|增设|删去|删除|删掉|取消|废止|失效|合并|拆分|分[为成]|移[至到]|作为第|顺延|并入"
)
"""Words that instruct; a sentence that has one beside a place, a work's title or a quotation is
never context.
"""
PLACE_OR_QUOTE = re.compile(rf"{PLACE}|{QUOTE}")
HEADS_A_CLAUSE = re.compile(rf"(?:^|[，；：。])(?:将|对|把|在|其中|原)?(?:{PLACE})")
"""A place at the head of a clause: something is said of it there."""

CONTEXT: tuple[re.Pattern[str], ...] = (
    re.compile(
        r".*(?:作(?:出)?(?:如下|以下|部分)?(?:相应)?(?:的)?(?:修[改正订]|调整)|(?:作出?|决定)如下(?:决定|修改|决议)?|决定|修改如下)(?:如下)?[：:。；]?"
    ),
    re.compile(r"(?:(?>.*?自).*(?:施行|实施|执行|生效)|(?>.*?公布之?日起).*|.*生效)[。；]?"),
    re.compile(r".*(?:重新公布|予以公布|另行公布)[。；]?"),
    re.compile(
        r"(?>.*?(?:会议|委员会|国务院|法院|检察院|政府|办公会))(?>.*?(?:决定|通过|同意|讨论|审议|批准|清理)).*"
    ),
    re.compile(r"(?:根据|依据|依照|按照|遵照|为|鉴于|经|因|由于|结合|适应)(?:(?!第).)*[，：。；]?"),
    re.compile(
        rf"(?:根据|依据|依照|按照|为)(?:(?!第).){{0,150}}?(?:{TITLE}|法|法典|条例|规定|规则|办法)的?{PLACE}(?>[^第]*?(?:规定|精神|要求|授权))(?>[^第]*?(?:制定|作出?|决定))[^第]*"
    ),
    re.compile(r"(?:现予公布|现予发布|以上|本(?:决定|修正案|决议|公告|令)).*"),
    re.compile(
        rf"(?:经|对)(?>.*?(?:清理|(?:{NUMBER})(?:部|件|个|项|部分))).*(?:修改|废止|失效)。?"
    ),
    re.compile(rf"[（(]?(?:见?附件(?:{NUMBER})?)[）)]?[。；：:]?"),
    re.compile(
        rf"(?:\d{{1,2}}[.．、]|{NUMBER}、)?[^。；：，⟦⟧]*(?:修改|废止|失效|修正)(?:的|和)[^。；，：⟦⟧]{{2,30}}(?:目录|清单)?"
    ),
    re.compile(r"(?:对)?下列(?:(?!⟦).)*(?:修改|调整)[：:。；]?"),
)
"""Sentences that instruct nothing: what the decision rests on, when it takes effect, that the work
is published anew.
"""

PART_OF_BATCH = re.compile(
    rf"^(?:关于)?(?:决定)?(?:对|修改|修正|将)?(?P<work>{TITLE})(?:[（(][^（）()\n]{{0,80}}[）)])?(?:的修改|(?:予以|进行|作出?(?:如下|以下|部分)*的?)?(?:修改|修正|修订|调整)(?:如下)?)?[：:。]?$"
)
"""The heading of the part of a decision that amends one work of many."""
BARE_PART = re.compile(
    r"(?:关于)?(?:修改)?(?P<work>[^，。；：、《》“”⟦⟧（）()\d]{3,40}?(?:条例|办法|规定|规则|细则|法))(?:[（(][^（）()\n]{0,80}[）)])?"
)
"""The same without 《》, in a decision on many works: 一、乙省渡口条例."""
PARAPHRASED_PART = re.compile(
    rf"[^《》⟦⟧“”\n。；第]{{0,12}}(?P<work>{TITLE})(?:[（(][^（）()\n]{{0,80}}[）)])?的?(?![^\n]*(?:废止|失效|{PLACE}))[^《》⟦⟧“”\n。；]{{0,16}}[：:。]?"
)
"""The same in other words, in a decision on many works: 修订《乙省渡口条例》部分条款."""
NAMED_WORK = re.compile(rf"(?<!根据)(?<!依据)(?<!依照)(?<!按照)(?<!遵照)(?<!违反)(?P<work>{TITLE})")
"""A work that a sentence names, and does not rest on."""
_BARE_NAME = r"[^，。；：、《》“”⟦⟧（）()\d第]{3,40}?(?:条例|办法|规定|规则|细则)"
WORK_AT_HEAD = re.compile(
    rf"(?:[（(]?{NUMBER}[）)、．.]\s?)?(?:将|对|把|在|删去|删除|修改)?(?P<work>{TITLE})(?!等|[、和及])"
)
"""The work that a sentence is about: 将《乙省渡口条例》第三条的表述作文字上的修改."""
ON_SEVERAL = re.compile(
    r"本决定|(?:上述|以上|下列|前述|各(?:件|部|项|个)?)[^，。；]{0,6}(?:法律|法规|规章|条例|文件|解释)"
)
"""Words of a sentence that is about more than the work of the heading over it: 上述地方性法规."""
BARE_WORK = re.compile(
    rf"(?:[（(]?{NUMBER}[）)、．.]\s?)?(?:关于|对|将|修改)?(?P<work>{_BARE_NAME})"
)
"""The same without 《》, at the head of a sentence."""
QUOTED_WORDS = re.compile(r"“[^”]*+(?:”|\Z)")
"""What a sentence quotes, to its end where the closing mark was forgotten."""
ABOUT_WORK = re.compile(
    rf"(?:对|修改)(?P<work>{TITLE}|{_BARE_NAME})(?:[（(][^（）()\n]{{0,80}}[）)])?的?(?:部分条款|有关条款)?(?:予以|进行|作出?)[^。；《》\n]{{0,16}}(?:修改|修正|修订)[^。；《》\n]{{0,8}}$"
)
"""The end of a sentence after which a work is amended."""
MANY_WORKS = re.compile(
    rf"》等|》[^《》]{{0,6}}《|(?:修改|修正|修订|废止|调整)(?:[和、][^《》]{{2,4}})?(?:部分|若干|有关|{NUMBER}(?:件|部|项|个))"
)
"""What the title of such a decision says."""
MANY_BELOW = re.compile(
    rf"(?:下列|以下|如下)(?:部分|若干|有关|(?:{NUMBER})(?:件|部|项|个))[^，。；：]{{0,12}}(?:法律|法规|规章|条例|规定|文件|解释)"
)
"""What its opening says."""
AMENDS, REPEALS = re.compile(r"修改|修正|修订"), re.compile(r"废止|失效")
_VERB = r"(?:修改|修正|修订|废止|宣布失效)"
DECLARED = re.compile(
    rf"(?P<before>{_VERB}(?:[和、]{_VERB})?)?(?:了)?(?:(?:下列|以下)|{TITLE}等)?(?P<count>{NUMBER})(?:件|部|项|个)[^，。；：《》\d]{{0,12}}?"
    rf"(?:法律|法规|规章|条例|办法|规定|文件|解释|决定)(?!(?!的(?:部分|个别|若干|有关|相关)条款)[^，。；：《》]{{0,4}}条款)(?P<after>[^，。；：《》废修]{{0,12}}{_VERB})?"
)
"""How many works a decision says that it changes."""
WORDS_BELOW = re.compile(
    rf"(?:将|对|把)?(?:下列|以下)[^⟦⟧。；\n]{{0,60}}?(?:中)?的?(?P<old>{QUOTES})(?:的规定|字样|的表述)?(?:，)?(?:统一|分别|均|一律)*(?:修改为|改为|替换为)[：:]?(?P<new>{QUOTES})[：:。；]?"
)
"""The heading over a list of places in which the same words change."""
REPEALS_BELOW = re.compile(
    r"(?:决定)?(?:废止|宣布失效)(?:下列|以下)[^⟦⟧。；\n]{0,60}[：:]?|(?:对)?(?:下列|以下)[^⟦⟧。；\n]{0,60}予以(?:废止|宣布失效)[^。；\n]{0,10}[：:]?"
)
"""The heading over a list of works that are repealed."""
LISTED_WORK = re.compile(
    rf"(?P<works>{TITLE}|[^《》。；，、⟦⟧\n（）()]{{4,80}})(?:[（(][^（）()\n]{{0,120}}[）)])?[。；，]?"
)
"""An entry of such a list."""
LISTED_PLACES = re.compile(
    rf"(?P<work>{TITLE})(?P<at>{PLACE}(?:(?:、|和|及|以及|至|到){PLACE})*)[。；，]?"
)
"""An entry of a list of places."""
AMENDING_ATTACHMENT = re.compile(r"(?:修改|修正|修订|废止|失效)")
"""The heading of an attachment that holds instructions."""
REPEALING_ATTACHMENT = re.compile(r"^(?!.*(?:修改|修正|修订)).*(?:废止|失效)")
"""The heading of an attachment that lists repealed works."""
SHORT_TITLE = re.compile(
    rf"(?P<work>{TITLE})[（(][^（）()《》\n]{{0,60}}?(?:以下|下)?简称(?P<short>{TITLE}|⟦\d+⟧|“[^“”]{{1,30}}”)"
)
"""A work and the short title that the decision gives it."""
