"""A drafting tradition, as data.

Each dialect is one file of a folder in `policydiff/text/traditions/`, whose name is its key. It gives one
`Dialect` named ``DIALECT`` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from policydiff.model.comparison import FactType
from policydiff.model.kinds import Level
from policydiff.model.source import SourceText
from policydiff.text.traditions.citation_words import CitationWords
from policydiff.text.traditions.drafting_words import (
    NO_DRAFTING_WORDS,
    ContractWords,
    DraftingWords,
)

_NO_NAMES = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentWords:
    """The marks of the name of an instrument, in 《》 and without.

    A tradition without such words has none. `sure` are last words that make a name wherever
    something of its own stands before them (网络安全法, 电信条例), `asked` those that do so only behind one
    of `actions` (制定…标准), for mostly they are common nouns; each with the fewest characters that
    must stand before it. `quoted` may end a title in 《》 beside both. `never_joined` are last words
    whose names hold no 和. `not_after` maps a last word to the pattern of what makes another word of
    it (法院, 标准化), `no_ends` are ends that only look like those of a name (方法, 依法). `short` are whole
    names that are too short otherwise (立法法), `alone` those before which nothing but the country's
    name belongs to the name (宪法), `no_names` what holds the words of a name and is none (宪法和法律委员会).
    `common` are words that do not say what an instrument is about: a name of these alone (实施办法,
    有关规定) is none. `heads` may stand before a name and are no part of it (本地区). `actions` are the
    verbs that say what is done with it, `idle` those that are not enough for a word of `asked`,
    `adverbs` what may stand with them; before one of `nouns` they are no verbs (编制机关). `making` are
    those that make an instrument: with 的 behind them they say what somebody did (国务院发布的), and
    before `common` words alone they name none (由市人民政府制定办法). `after` fits the verb behind a name
    (对《甲法》进行修订), in its group ``verb``, where none of `grounds` stands before it (根据《甲法》制定).
    `no_verbs` hold a verb and are the end of a name (实施条例); a verb before one of `beside` is not
    about the name behind it (清理与甲法不符的规定), nor is one about what `built` fits behind a name
    (制定《甲法》配套规定). `amending` fits what makes the name of an amendment of a name (刑法修正案（十一）),
    `applying` a name with another one in 〈〉, from `own` on (甲省实施〈乙法〉办法). `lead` fits any other word
    after which a name begins. `joins` part the members of a list, `more` may stand between the head
    of a list or attribute and the name, `together` holds names of subjects that a 和 does not part.
    `number` fits the document number in the brackets after a title, `short_title` the words before
    a short title there (以下简称《规划》). `longest` counts the characters of a name without 《》.
    """

    sure: tuple[tuple[str, int], ...] = ()
    never_joined: tuple[str, ...] = ()
    asked: tuple[tuple[str, int], ...] = ()
    quoted: tuple[str, ...] = ()
    not_after: tuple[tuple[str, str], ...] = ()
    no_ends: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    making: tuple[str, ...] = ()
    after: re.Pattern[str] = _NO_NAMES
    grounds: tuple[str, ...] = ()
    no_verbs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    built: re.Pattern[str] = _NO_NAMES
    amending: re.Pattern[str] = _NO_NAMES
    applying: re.Pattern[str] = _NO_NAMES
    lead: re.Pattern[str] = _NO_NAMES
    joins: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    number: re.Pattern[str] = _NO_NAMES
    short_title: re.Pattern[str] = _NO_NAMES
    country: str = "中华人民共和国"
    longest: int = 30


NO_INSTRUMENT_WORDS = InstrumentWords()
"""Those of a tradition that gives none."""


Citable = Literal["articles", "numbering", "items", "clauses"]
"""How the citable level is found: by 第…条; from the numbering itself where there is none; every
first-level item; or numbers of any depth, each under the one that its place in the sequence gives.
"""

Numeral = Literal["number", "decimal", "lettered", "letter", "roman"]
"""The numerals of a mark: 12 or 十二; 3.2.1; A.2.1; c; iv."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The printed form of the numbers of one family at the head of a line.

    `pattern` matches at the beginning of a line without its leading white space; its group
    ``number`` holds the numeral, an optional group ``sub`` the numeral after 之, and the whole match
    is the printed number with what belongs to it (、 or ．). `family` separates marks that do not
    count in one sequence: （一） and 1. `level` is fixed for 编 to 条 and None for marks whose level the
    surroundings decide. `numerals` are those of its numbers. A `weak` mark is a common beginning of
    a line (1 范围, A 类), and counts where the next of its sequence follows. `example` is a line that
    it matches: a test runs it.
    """

    family: str
    pattern: re.Pattern[str]
    example: str
    level: Level | None = None
    numerals: Numeral = "number"
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadWords:
    """The labels at the head of rules, contracts and terms, and under them.

    `labels` maps a label without white space to a field of a document (document_number, authority,
    title, the name of a date), or to one of: `updated`, the day of this version; `issued` and
    `first`, days of it or of the first version; `entry`, a fact without a field; `party`, and
    `detail`, a fact of the party named before it; `day`, that of what stands before it on its line. `columns` maps the head of a column in a table of
    revisions to version, date, in_force, note or by.
    """

    labels: dict[str, str]
    columns: dict[str, str]
    label: re.Pattern[str]
    """A label and its colon, or one before a day without a colon: the group ``label``, and ``role``
    for a bracket behind it.
    """
    blank: re.Pattern[str]
    """A value that was left open: ____, 年 月 日."""
    revisions: re.Pattern[str]
    """The title of a table of revisions; the group ``word`` is the word for a revision."""
    initial: re.Pattern[str]
    """A note or a version that is that of the first text: 首次发布, V1.0."""
    signature: re.Pattern[str]
    """A line to sign on, without white space: 甲方（盖章）："""
    beside_signature: re.Pattern[str]
    """A line that may stand among those, without white space: 日期："""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefaceWords:
    """The marks of the lines around the numbered text, without white space."""

    contents: re.Pattern[str]
    """The heading of a table of contents."""
    preamble: re.Pattern[str]
    """The heading of a preamble."""
    document_number: re.Pattern[str]
    """A document number; the group ``number`` is the number alone."""
    order_title: re.Pattern[str]
    """The title of an order by which a text is promulgated."""
    letterhead: re.Pattern[str]
    """A line above a title that is no part of it: 某某人民政府文件, 机密★1年, 特急."""
    bare_attachment: re.Pattern[str]
    """The word 附件1 alone above the title of a text that was attached to another."""
    office: re.Pattern[str]
    """The name of an office or company and nothing else."""
    instrument: re.Pattern[str]
    """The end of a title that follows the name of the company which made it: 章程,
    管理制度（2024年修订）.
    """
    note: re.Pattern[str]
    """A 题注: who adopted, published or amended the text."""
    addressee: re.Pattern[str]
    """The bodies to which a notice is addressed."""
    date_line: re.Pattern[str]
    """A line that holds a date and nothing else."""
    attachment: re.Pattern[str]
    """The first line of an attachment; groups ``word``, ``number`` and ``title``."""
    closing: re.Pattern[str]
    """Lines between a signature and the attachments: （此件公开发布）, 抄送."""
    event: re.Pattern[str]
    """What happened to the text after a date: the group ``verb`` is a key of `event_dates` or a
    word for an amendment, ``further`` holds
    those that follow it at once; or ``how`` is the amending decision that was passed without a
    verb, ``ordered`` the number of the order alone.
    """
    approved_before: re.Pattern[str]
    """A day and the body that approved on it what is told next, at the end of a text (…会议批准的
    before the day of its passing).
    """
    together: re.Pattern[str]
    """A day and the body that passed a text on it, at the end of a text, where the verb follows
    with another body (…会议、…会议通过).
    """
    further_verb: re.Pattern[str]
    """One verb of that group."""
    event_begun: re.Pattern[str]
    """A note that begins with a date, perhaps a broken one, so that what happened must follow."""
    approving: str
    """The verb for what a higher body does to an act that another passed: 批准."""
    amended_by: str
    """The verb where an amending decision was passed and no verb tells what it did."""
    ordered: str
    """The verb where a date stands beside the number of an order alone."""
    rewritten: str
    """The verb for an amendment that gives the text anew as a whole."""
    event_dates: dict[str, str]
    """Verb → name of the date (adopted, approved, promulgated, signed, in_force)."""
    amendment_verbs: frozenset[str]
    amendment_list: re.Pattern[str]
    """The head of a list of amendments (根据下列修正案修正：); the group ``verb`` is the word for
    them.
    """
    listed: re.Pattern[str]
    """An entry of that list; groups ``date`` and ``by``."""
    labelled: re.Pattern[str]
    """A fact with its label (制定机关：…); groups ``label`` and ``value``."""
    furniture: re.Pattern[str]
    """What a web page puts around a text and a copy of it takes along: 来源：…, 责任编辑：…,
    版权所有 …
    """
    page_label: re.Pattern[str]
    """Furniture whose words a form or table may hold too: 主办单位："""
    editors_line: re.Pattern[str]
    """What editors put between the paragraphs too: 点击上方蓝字关注, - END -."""
    edit_link: re.Pattern[str]
    """What a wiki puts behind its headings: [编辑]."""
    edit_words: re.Pattern[str]
    """The words of that link alone, where its brackets stand on lines of their own."""
    page_footer: re.Pattern[str]
    """Sentences of a page on its own text: 本作品…属于公有领域."""
    page_scrap: re.Pattern[str]
    """What may be left of them, and an address alone: they are of the page where they stand behind
    the end of a text, or beside other marks of a page.
    """
    scrap_begun: re.Pattern[str]
    """The place behind a sentence where one of these may begin."""
    drafters_note: re.Pattern[str]
    """The beginning of a note of the drafters with its name: 【说明：; the group ``alone`` holds a
    bracket with the name alone, ``loose`` a
    name that a text itself may use in round brackets （注：
    """
    labels: dict[str, str]
    """Label → authority, or the name of a date."""
    in_force: re.Pattern[str]
    """The sentence that sets the day of entry into force; groups ``date`` or ``promulgation``, or
    ``signing`` where it is that of the signatures, or none where it is another event.
    """
    if_changed: re.Pattern[str] | None = None
    """The end of the words before such a sentence where it is about a later text: 修改后的协议;
    None in a tradition of laws, where the last provision alone states the day.
    """
    own_by_approval: re.Pattern[str]
    """The body that is taken for the maker of a text which it approved and another promulgated."""
    own_by_approval_until: str
    """The day from which it is so no longer, ISO."""
    head: HeadWords

    @property
    def of_rules(self) -> bool:
        """True in a tradition of rules, contracts and terms, not of laws."""
        return self.if_changed is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWords:
    """The words in the text of a provision by which a change of wording is typed."""

    quantities: dict[FactType, re.Pattern[str]]
    """amount, ratio, count, period → an expression of it, a whole range as one."""
    attained: re.Pattern[str]
    """An age with a word that it is attained, which is that age and above: 年满十八周岁,
    十八周岁以上.
    """
    modality: re.Pattern[str]
    """The words for what must, may or must not be done."""
    auxiliary: re.Pattern[str]
    """Those of them that mean nothing else and may stand alone in a change."""
    modality_variants: dict[str, str]
    """A word → the one that says the same."""
    sanctions: re.Pattern[str]
    """A sanction or liability with its object."""
    sanction_verb: re.Pattern[str]
    """The verb that several sanctions of a list share: 责令停止使用、限期改正."""
    separable_verb: re.Pattern[str]
    """The verb of a sanction that may stand apart from its object: 有违法所得的，予以没收."""
    fine: re.Pattern[str]
    """A fine with its amount."""
    condition: re.Pattern[str]
    """The end of the condition on which a sanction depends."""
    citation: re.Pattern[str]
    """One cited provision, or the name of a work; the group ``name`` is the name."""
    cited_article: re.Pattern[str]
    """The article at the beginning of a cited provision."""
    citation_join: re.Pattern[str]
    """What stands between two citations of one list."""
    citing: re.Pattern[str]
    """All that a phrase which only cites may hold beside the citation: 依照…的规定."""
    name_noise: re.Pattern[str]
    """What two ways of naming the same work differ in."""
    body: re.Pattern[str]
    """The rest of the name of a public body, from any place in it on; at its beginning nothing is
    left.
    """
    bodies: re.Pattern[str]
    """The same over a list of bodies."""
    whole_body: re.Pattern[str]
    """A name that ends as those of public bodies do."""
    agent: re.Pattern[str]
    """The word before a body that acts or is asked, at the end of a text: 由, 报, 经."""
    asking: re.Pattern[str]
    """A word at the end of a text behind which the name of a body begins."""
    begun: re.Pattern[str]
    """What stands before a place in a name: the group ``part`` is the beginning of the name."""
    acting: re.Pattern[str]
    """A public body that acts, or several, behind the word that says so: 由."""
    agency: re.Pattern[str]
    """A whole phrase that names who acts: 由有关机关."""
    duty: re.Pattern[str]
    """What follows the bearer of a duty or right: 应当, 不得, 有下列行为之一的 …"""
    party: re.Pattern[str]
    """A person or private body that can bear duties and rights, as the end of a name."""
    head: re.Pattern[str]
    """The beginning of a clause, to its end, with nothing in it that governs what follows: who
    comes here acts.
    """
    unattached: re.Pattern[str]
    """What follows a word that modifies nothing."""
    leading: re.Pattern[str]
    """Marks and conjunctions with which a stretch goes on a list."""
    trailing: re.Pattern[str]
    """Marks and conjunctions after which a list goes on, at the end of a text."""
    joined: re.Pattern[str]
    """A conjunction at an end of a text."""
    defining: re.Pattern[str]
    """What makes a sentence a definition."""
    definition: re.Pattern[str]
    """A clause that is one as a whole."""
    particles: re.Pattern[str]
    """Words that may come or go without a change of sense."""
    variants: dict[str, str]
    """A character or word → another way to write it."""
    item: re.Pattern[str]
    """The printed number of an item at the head of a line."""
    clause_number: re.Pattern[str]
    """The decimal number of a clause at the head of a line, which is no quantity: 3.2.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """A rule that gives the kind of a document by its title, the first that fits.

    It may ask for the issuing authority and the document number too.
    """

    kind: str
    title: re.Pattern[str]
    authority: re.Pattern[str] | None = None
    number: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dialect:
    """One drafting tradition; there is one value of each, compared by identity.

    `recognise` gives a number from 0 (not this tradition) to 1 (surely) for a source; the highest
    wins. `markers` stand from the widest level to the narrowest, `unread` are those of other
    traditions, which are only told of. `quotes_new_text` says that quoted paragraphs are new text
    of another work. `localities` maps the beginning of a title or authority to a jurisdiction (北京 →
    cn-bj). `closing_text` fits unnumbered sentences that close the whole text instead of belonging
    to its last item. `quote_resumes` fits what may come right behind the closing straight mark of
    new text, `quoted_term` a line of it that defines a quoted term. `sentence_end` and
    `continuation` are the characters that end a line's sentence and those that cannot begin one.
    """

    name: str
    label: str
    recognise: Callable[[SourceText], float]
    markers: tuple[Marker, ...]
    citations: CitationWords
    preface: PrefaceWords
    kinds: tuple[KindRule, ...]
    stages: re.Pattern[str]
    localities: dict[str, str]
    unread: tuple[Marker, ...] = ()
    citable: Citable = "numbering"
    quotes_new_text: bool = False
    sentence_end: str = "。！？；：…"
    closing_marks: str = "”’》）)」』"
    continuation: str = "，、。；：！？”’》）)」』％%的之"
    intro_end: str = "：:"
    heading_stop: str = "。"
    closing_text: re.Pattern[str] | None = None
    unnumbered_heading: re.Pattern[str] = re.compile(r"^(?:总则|分则|附则)$")
    broken_heading: re.Pattern[str] = re.compile(r"[、，,与和及或的]\n|\n[、，,与和及或的]")
    quotation_marks: tuple[tuple[str, str], ...] = (("“", "”"), ('"', '"'))
    quote_resumes: re.Pattern[str] | None = None
    quoted_term: re.Pattern[str] | None = None
    country_prefix: str = "中华人民共和国"
    facts: FactWords | None = None
    """None where the tradition has no words for facts yet: its comparisons state none."""
    drafting: DraftingWords = NO_DRAFTING_WORDS
    contracts: ContractWords | None = None
    instruments: InstrumentWords = NO_INSTRUMENT_WORDS
