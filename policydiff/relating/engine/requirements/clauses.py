"""The clauses of requirements and rules: bearers, actors, force, quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.comparing.engine.statements.rules import Bag, bag_of
from policydiff.model.comparison import Span
from policydiff.relating.engine.requirements.quantities import QUANTITY, Quantity, read_quantities
from policydiff.text.article_roles import role_of
from policydiff.text.numerals import SMALL
from policydiff.text.sentences import cut_clauses, cut_sentences

Bearers = Literal["enterprises", "authorities", "nobody"]
"""The parties that an article binds: enterprises or anyone; authorities alone; nobody."""

MUST = re.compile(
    r"应[当该](?!知道|预见|知悉)|必须|不得(?![已不])|不准|严禁|禁止(?!性|令|的)|不可(?!抗|分|逆|避|移|撤|或|再|替)"
    r"|(?<![无必])须(?!知)|(?<=[一-鿿，])(?<![反适供对响效感呼照顺因报回相])应(?=[一-鿿])(?![当该急用对答付收税届聘诉邀激变力有])"
    r"|(?<![需重主必要])要(?=[建加严按完对在做坚确切认及定每])"
)
"""The words by which a clause binds: 应当, 必须, 须, 不得, 严禁."""
WEAK = re.compile(
    r"(?<!不)可以|(?<![方许认不])可(?=视|根据|依|酌|不[^抗分逆避]|自行|选择|适当|由|在|将|对|向|安排|组织|开展|按)"
    r"|鼓励|提倡|倡导|建议(?=[一-鿿])(?![书案稿权])|原则上|尽量|尽可能|力争|争取|酌情|视情况?|视情形|视需要|根据需要"
    r"|必要时|有条件的|条件(?:允许|具备|成熟|许可)|自愿|自主决定|自行决定|一般(?=不[得应超少低]|应|每|在)|因地制宜"
)
"""The words by which a clause leaves open if it binds: 可以, 原则上, 尽量, 有条件的."""
_NOT_BEHIND = re.compile("可|鼓励|提倡|倡导|建议|自愿|自主|一般|因地制宜")
"""Weak words that leave nothing open behind a word of duty: 应当对可以利用的废物."""
_RIGHT = re.compile("有权|可以|鼓励|支持|提倡|倡导|享有|受法律保护")
_PENAL = re.compile("罚款|罚金|没收|吊销|警告|责令|拘留|处[罚分]|追究")
_OPENING = re.compile(
    "^[^，]{0,12}(?:有条件的|原则上|必要时|条件(?:允许|具备|成熟|许可)|根据需要|视情况?|视需要)[^，]{0,6}$"
)
"""A weak clause that weakens the following ones: 有条件的，…"""
_MARKS = "。；，：;:, \n\t\u3000"

_LEAD = re.compile("(?:各级|有关|相关|所在地|当地|由){0,2}")
_BODY = re.compile(
    r"(?!向|报|经(?![济贸信营])|对(?!外)|依[照据]|按照|根据|自(?![然治])|从(?!业)|将|把|为|以|在|与|和|及|或|（|阻碍|拒绝|违反|配合|协助|接受|服从|擅自|未|不"
    r"|(?:本|我|各|集团|[总分子])?(?:公司|企业|单位)|各?(?:业务|职能|内设|所属|使用|责任|用户|客户|采购|信息|安全(?:生产)?"
    r"|质量|项目|物业|资产|合规|审计|风险|人力|财务|法务|技术)(?:安全)?(?:管理)?(?:部门|机构))"
    r"(?:(?:省、自治区、直辖市|县、市、区|设区的市)?(?:(?!应当|必须|不得|[的和与及或、，。；：])[^\n]){0,16}?"
    r"(?:人民政府|(?<=[各省市县级方地])政府|机关(?!单位)|人民法院|检察院|海关|人民银行(?:及其分支机构)?|管理委员会"
    r"|派出(?:机构|所)|(?:管理|监督|监管|行政|执法|救援|登记|征收|征管|稽查|检疫)机构|街道办事处"
    r"|(?:主管|监管|监督|管理|行政|有关|相关|执法|审批|登记|批准|受理|网信|电信|公安|财政|税务|工信|卫生健康"
    r"|交通运输|住房城乡建设|生态环境|应急|的|级|府)部门|(?<=[总安税邮海监理产象育城])局)"
    r"|国务院(?=应|必|不得|可|负责|根据|制定|规定|统一|领导|设立|有关)"
    r"|法律、法规授权的(?:具有管理公共事务职能的)?组织"
    r"|国家(?=鼓励|支持|提倡|倡导|建立|健全|完善|保护|保障|实行|对|采取|加强|推[动进]|促进|制定|维护|依法|坚持"
    r"|统筹|积极|通过|组织|引导|培养|禁止|设立|扶持|在|将|根据))"
)
"""A public body, or the state: 县级以上人民政府, 监督管理机构, 国家鼓励."""
_STAFF = re.compile(
    "(?:及其|的|和其|、其)(?:工作人员|执法人员|派出机构|授权的机构|有关部门|主管部门|部门)"
)
"""A body's staff and agents who act for it: 及其工作人员."""
_AND = re.compile("(?:、|和|或者?|以及|及|与|会同|配合|其他|按照职责分工|依法|有关|相关){1,4}")
_FOLLOWED = re.compile(
    "[、和与及或]|批准|许可|同意|认定|要求|规定|确定|公布|备案|登记|指定|核准|授权|委托|评定|的(?!其他)"
)
"""The words behind public bodies if another party acts: 主管部门批准的企业, 主管部门和企业."""
_JOINED = re.compile("(?P<name>住房|发展|资源|工业|文化|规划|出版|卫生)和")
"""The name of a body that joins two matters: 住房和城乡建设主管部门."""
_NO_SUBJECT = re.compile(
    "(?:并且?|但是?|且|同时|也|还|均|都|及时|依法|一律|不|对|在|将|向|按|依|自|经(?!营)|根据|为|以|除)|$"
)
"""Words before a word of duty that name nobody: 并应当公布."""


def acts_alone(head: str) -> bool:
    """True if a clause begins with public bodies who alone act in it.

    >>> acts_alone("县级以上人民政府及其有关部门"), acts_alone("主管部门和经营企业")
    (True, False)
    """
    text = _JOINED.sub(r"\g<name>", head)
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    body = _BODY.match(text, at) or _BODY.match(text)
    while body is not None:
        staff = _STAFF.match(text, body.end())
        end = staff.end() if staff else body.end()
        joint = _AND.match(text, end)
        body = _BODY.match(text, joint.end()) if joint else None
        if body is None:
            return _FOLLOWED.match(text, end) is None
    return False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleClause:
    """A clause of an article.

    `bag` are its matter's pairs of characters, `around` those of its sentence. `must`: it binds,
    itself or by the words before it; `weak` is the word that leaves that open. `lead` are the pairs
    of non-binding words before it, `bearer` is the last subject. The sentence of a `may` binds
    nobody. A `case` is a condition, and `cases` are the pairs of those of its sentence; a `penal`
    one punishes. `subject` are the words before its word of duty, or the weak one, `act` those
    behind it.
    """

    text: str
    span: Span
    bag: Bag
    around: Bag
    cases: Bag = frozenset()
    lead: Bag = frozenset()
    bearer: str = ""
    may: bool = False
    must: bool = False
    weak: str = ""
    case: bool = False
    penal: bool = False
    by_authority: bool = False
    subject: str = ""
    act: str = ""
    quantities: tuple[Quantity, ...] = ()

    @property
    def words(self) -> str:
        """The clause without the marks at its end."""
        return self.text[slice(*self.span)].strip().rstrip(_MARKS)


@dataclass(slots=True, kw_only=True)
class _Sentence:
    must: bool = False
    weak: str = ""
    by_authority: bool = False
    listed: bool = False
    begins: bool = True
    bearer: str = ""
    head: str = ""


def read_clauses(text: str) -> tuple[RuleClause, ...]:
    """The clauses of an article, in order; a list has the traits of its lead."""
    found: list[RuleClause] = []
    sentence: list[tuple[Span, RuleClause]] = []
    state = _Sentence()
    for span in cut_clauses(text):
        sentence.append((span, _clause(text, span, state)))
        end = text[slice(*span)].rstrip()[-1:]
        if end in "：:":
            state.listed = True
        if end in "。！？；;" or text[span[0] : span[1]].endswith("\n"):
            found += _with_around(text, sentence, state.head)
            if end in "：:":
                state.head = text[sentence[0][0][0] : span[1]]
            sentence = []
            if end in "。！？" and state.listed and text[span[1] :].lstrip().startswith("（"):
                continue
            if not state.listed or end in "。！？":
                state = _Sentence(by_authority=state.by_authority, bearer=state.bearer)
    return (*found, *_with_around(text, sentence, state.head))


def _with_around(
    text: str, sentence: list[tuple[Span, RuleClause]], head: str
) -> Iterator[RuleClause]:
    """The clauses of a sentence with the pairs of all of it and above a list."""
    if sentence:
        words = text[sentence[0][0][0] : sentence[-1][0][1]]
        around, penal = bag_of(plain(head + words)), _PENAL.search(words) is not None
        may = WEAK.search(words) is not None and not MUST.search(words)
        cases = [bag_of(plain(_ARISING.sub("", one.words))) for _, one in sentence if one.case]
        lead: Bag = frozenset()
        for _, clause in sentence:
            yield replace(
                clause,
                lead=lead,
                around=around,
                penal=penal,
                may=may,
                cases=frozenset().union(*cases),
            )
            lead |= (
                frozenset()
                if clause.must or clause.case
                else bag_of(plain(OWN.sub("，", clause.words)))
            )


_PARTS = r"[一-鿿]{1,6}?(?:公司|[部室处科队组长者员]|单位|企业|经理|中心|会)"
OWN = re.compile(f"^(?:[本我]|公司|集团)*(?:{_PARTS})?|(?:由|经|报|提交)(?:公司|集团)?{_PARTS}")
"""The enterprise and its parts as actors: 公司安全室, 由票务室, 经办公会."""
_ARISING = re.compile("^(?:发生|发现|出现|遇到?|对|在|经|因|如|有|属于)+|[的时后]$")
"""Words around the event of a case: 发生漏油的."""


def _clause(text: str, span: Span, state: _Sentence) -> RuleClause:
    words = text[slice(*span)].strip()
    bare = words.rstrip(_MARKS)
    case = bare.endswith(("的", "时", "后")) and (state.listed or not words.endswith("。"))
    duty = MUST.search(bare)
    head = bare[: duty.start()] if duty else bare
    if acts_alone(head):
        state.by_authority = True
    elif (duty or state.begins) and not case and not _NO_SUBJECT.match(head):
        state.by_authority = False
    state.begins = state.begins and (case or _NO_SUBJECT.match(head) is not None)
    found = WEAK.search(bare)
    if found and duty and duty.end() <= found.start() and _NOT_BEHIND.match(found[0]):
        found = None
    weak = found[0] if found else state.weak
    if found and _OPENING.search(bare) and not duty and words.endswith(("，", ",")):
        state.weak = found[0]
    if duty and not case:
        state.must = True
    marks = [one for one in (duty, found) if one]
    subject = bare[: min(one.start() for one in marks)].strip() if marks else ""
    if subject and not _NO_SUBJECT.match(subject):
        state.bearer = subject
    return RuleClause(
        text=text,
        span=span,
        bag=bag_of(plain(bare)),
        around=frozenset(),
        must=state.must and not case,
        weak=weak,
        case=case,
        by_authority=state.by_authority,
        subject=subject,
        bearer=state.bearer,
        act=bare[max((mark.end() for mark in marks), default=0) :],
        quantities=read_quantities(text, span, case=case or _CASES.search(state.head) is not None),
    )


_CASES = re.compile("之一|下列(?:情形|条件|范围)")
"""Words above a list of cases: 有下列情形之一的."""
_NO_MATTER = re.compile(
    r"不(?:得)?(?:少|低|短)于|不(?:得)?超过|至少|的?有效期限?|最[低高长短少多迟晚早]|以[上下内]|之内|(?:期限|时间|时长|次数|比例|数量)[为是]?"
    rf"|{MUST.pattern}|{WEAK.pattern}|[每按][^，。；]{{0,4}}?(?:年度?|季度?|月|周|日)|之日起"
)
"""Words by which clauses on one matter differ, as numbers do: 应当, 每年, 至少, 期限为."""


def plain(words: str) -> str:
    """The words of a clause for its matter."""
    return _NO_MATTER.sub("，", QUANTITY.sub("，", words))


def bearers_of(text: str, clauses: tuple[RuleClause, ...]) -> Bearers:
    """The parties that an article binds; `enterprises` if it is open."""
    if any(one.must and not one.by_authority and not one.penal for one in clauses):
        return "enterprises"
    if role_of(text) != "rule":
        return "nobody"
    acting = [
        clause for clause in clauses if not clause.case and not _NO_SUBJECT.match(clause.words)
    ]
    if all(one.penal for one in acting):
        return "nobody"
    if acting and all(one.by_authority for one in acting):
        return "authorities"
    sentences = (text[slice(*span)] for span in cut_sentences(text))
    return "nobody" if all(map(_RIGHT.search, sentences)) else "enterprises"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An actor beyond the enterprise as such.

    `answers` fits the words that may stand for it on the right. One only `assigned` counts if the
    enterprise assigns him, not as the bearer of a duty.
    """

    words: re.Pattern[str]
    answers: re.Pattern[str]
    assigned: bool = False


ROLES = (
    Role(
        words=re.compile("双人|双岗|(?:两|二|2|２)(?:名|位|人(?!大))"),
        answers=re.compile(rf"双人|双岗|(?:两|(?!一){SMALL}|[2-9２-９])(?:名|位|人)"),
    ),
    Role(words=re.compile("法定代表人"), answers=re.compile("法定代表人")),
    Role(
        words=re.compile("主要负责人"),
        answers=re.compile("负责人|总经理|董事长|法定代表人|总裁|[厂院校行站场]长|主任"),
    ),
    Role(words=re.compile("独立董事"), answers=re.compile("独立董事")),
    Role(words=re.compile("董事会(?!秘书)"), answers=re.compile("董事会(?!秘书)|执行董事")),
    Role(words=re.compile("股东(?:大)?会"), answers=re.compile("股东(?:大)?会")),
    Role(words=re.compile("监事会"), answers=re.compile("监事|审计委员会")),
    Role(words=re.compile("审计委员会"), answers=re.compile("审计委员会")),
    Role(
        words=re.compile("高级管理(?:人员|层)"),
        answers=re.compile("高级管理|高管|管理层|总经理|总裁|总监"),
    ),
    Role(
        words=re.compile(
            "专门(?:的)?[^，。；、的]{0,8}?(?:机构|部门|人员|岗位|小组|委员会)"
            "|专职(?:的)?[^，。；、的]{0,8}?(?:人员|员|机构|队伍)|专人|专岗"
        ),
        answers=re.compile(
            "专[门职人岗管员]|[一-鿿]{2}(?:部(?![分署位件])|处(?![理置罚分])|科(?![学技])|中心|小组|委员会"
            "|办公室|岗(?![位职])|员(?!工))"
        ),
    ),
    Role(
        words=re.compile(
            "第三方(?:[^，。；、的]{0,6}机构)?|具[有备](?:相应|法定|专业)?资质的[^，。；、]{0,8}?(?:机构|单位|公司|企业|人员)"
            "|会计师事务所|律师事务所|注册会计师|(?:检测|检验|认证|评估|测评|鉴定|审计|专业)机构"
        ),
        answers=re.compile(
            "第三方|资质|事务所|注册会计师|律师|外聘|聘请"
            "|(?:检测|检验|认证|评估|测评|鉴定|审计|专业|外部|独立)[^，。；、]{0,4}(?:机构|单位|公司)"
        ),
        assigned=True,
    ),
)
"""Actors with their answers: 双人, 法定代表人, 主要负责人, 专门机构, 第三方检测机构."""
_ACTED = re.compile(
    r"^[^，。；]{0,14}?(?:应当|必须|须|不得|负责|签[字署名]|审[批核议查定]|批准|同意|决定|保管|办理|清点|复核|操作|核对|监督"
    r"|参加|到场|担任|出具|进行|开展|组织|承担|对)"
)
"""Words behind an actor that acts: 董事会审议, 双人保管."""
ASSIGNED = re.compile(
    r"(?:由|经|报|提交|提请|授权|设立|设置|配备|指定|明确|聘请|委托|成立|建立|安排|指派|确定|落实|实行|采取)(?:[^，。；、]{0,6}|[^，。；]{0,10}[、和])$"
)
"""Words before an actor that acts: 由法定代表人, 设立专门机构."""
_TITLE = (
    r"(?P<who>[一-鿿]{0,8}?(?:总监|专员|专责|首席[一-鿿]{2,4}官|主管(?:会计)?(?:人员)?(?!部门|机关|单位)"
    r"|(?<!从业)(?<!工作)(?<!管理)(?<!相关)(?<!有关)(?<!业务)(?<!操作)(?<!服务)[安全保管检验质库押监护药技]{1,2}员"
    r"|(?<!律)(?<!教)[程药医]师|(?<!其他)(?<!主要)(?<!有关)(?<!相关)(?<!单位)负责人|委员会|董事|监事|总经理|董事长"
    r"|(?:审计|合规|风险管理|安全管理|质量管理|法律|内控)(?:部门|机构)))"
)
_TITLED = re.compile(
    rf"(?:^|(?<=[由经报，。；：])){_TITLE}"
    r"(?=应当|必须|须|不得|负责|签[字署]|审[批核议查]|批准|同意|复核)"
    rf"|(?:设立?|设置|配备|指定|任命|聘任|明确){_TITLE.replace('who', 'set')}(?=[，。；]|$|负责|领导)"
)
"""An officer or a body of the enterprise who acts or is set up, by its title: 食品安全总监应当."""
_CORE = re.compile("内部|本单位的?|企业的?|公司的?|专职|部门|机构|人员")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor in a clause, by its role or the core of its title."""

    span: Span
    role: Role | None = None
    core: str = ""

    def answered(self, words: str) -> bool:
        """True if the words name it or its substitute."""
        return self.core in words if self.role is None else bool(self.role.answers.search(words))


def read_actors(clause: RuleClause) -> tuple[Actor, ...]:
    """The actors of a clause beyond the enterprise as such."""
    begin, end = clause.span
    actors: list[Actor] = []
    for role in ROLES:
        for match in role.words.finditer(clause.text, begin, end):
            before, behind = clause.text[begin : match.start()], clause.text[match.end() : end]
            if (ASSIGNED.search(before) and not MUST.match(behind)) or (
                not role.assigned and _ACTED.match(behind)
            ):
                actors.append(Actor(span=match.span(), role=role))
                break
    for titled in _TITLED.finditer(clause.text, begin, end):
        span = titled.span("who" if titled["who"] else "set")
        if not any(actor.span[0] < span[1] and span[0] < actor.span[1] for actor in actors):
            title = clause.text[slice(*span)]
            core = _CORE.sub("", title) or title
            actors.append(Actor(span=span, core=core[-4:]))
    return tuple(actors)
