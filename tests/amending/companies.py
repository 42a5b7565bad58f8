"""Invented rules of companies, in two versions each, made by rule: what changed is known.

No company of these names exists; every sentence is cast from the moulds below.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import docx

from policydiff.text.numerals import write_number

TITLES = (
    "章程",
    "股东会议事规则",
    "董事会议事规则",
    "独立董事工作制度",
    "关联交易管理制度",
    "对外担保管理制度",
    "募集资金管理办法",
    "信息披露管理制度",
    "内部审计制度",
    "采购合同",
)
PLACES = ("甲川", "乙岭")
FORMS = ("txt", "docx", "md", "docx", "pdf")
"""The forms of documents, in turn: 40 documents, of which 8 are PDF files and 16 Word files."""

MOULDS = (
    "{body}应当每年至少召开{n}次会议，并于会议召开{d}日以前书面通知全体成员。",
    "{body}作出决议，应当经出席会议的成员所持表决权的{share}以上通过。",
    "公司提供担保的金额超过人民币{m}万元的，应当提交{body}审议。",
    "{body}应当自收到提案之日起{d}日内提出书面反馈意见。",
    "公司应当设立{box}专户，对{box}实行专户存储，不得用作其他用途。",
    "{body}可以聘请会计师事务所对{box}进行审计，费用由公司承担。",
    "未经{body}批准，任何人不得以公司名义对外签订标的超过人民币{m}万元的合同。",
    "{box}的保存期限为{n}年，自形成之日起计算。",
    "{body}由{n}人组成，任期三年，任期届满可以连选连任。",
    "公司与关联人发生的交易金额在人民币{m}万元以上的，应当及时披露。",
    "{body}应当建立{box}台账，逐笔登记，并每季度核对一次。",
    "违反本制度造成损失的，责任人应当在{d}日内赔偿；构成犯罪的，依法追究刑事责任。",
    "对{box}有异议的，可以在{d}日内向{body}书面申请复核。",
    "{body}的会议记录应当由出席会议的成员签名，并作为公司档案保存不少于{n}年。",
)
BODIES = ("股东大会", "董事会", "审计委员会", "总经理办公会", "独立董事专门会议")
BOXES = ("募集资金", "会议档案", "关联交易", "内幕信息知情人", "担保合同", "采购物资")
SHARES = ("二分之一", "三分之二", "四分之三")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyText:
    """A text of a company: title, the line below it, and its articles."""

    title: str
    note: str
    articles: tuple[str, ...]

    def lines(self) -> list[str]:
        """Title, note, and the articles with their numbers."""
        numbered = (
            f"第{write_number(place)}条　{text}" for place, text in enumerate(self.articles, 1)
        )
        return [self.title, self.note, *numbered]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPair:
    """Two versions, and what was done: old place → new place, and the new words of each edit.

    `edited` are the places (from 0) of articles whose words changed otherwise than by the
    replacement, `added` those of the new text, `removed` those of the old one.
    """

    old: CompanyText
    new: CompanyText
    edited: tuple[tuple[int, int], ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    replaced: bool


def pairs() -> list[CompanyPair]:
    """Twenty pairs, forty texts."""
    return [
        _pair(place, title, seed)
        for seed, (place, title) in enumerate(
            (place, title) for place in PLACES for title in TITLES
        )
    ]


def _pair(place: str, title: str, seed: int) -> CompanyPair:
    chance = random.Random(seed)
    whole = f"{place}虚构股份有限公司{title}"
    moulds = chance.sample(MOULDS, 12)
    before = [_fill(mould, chance) for mould in moulds]
    places = list(range(len(before)))
    chance.shuffle(places)
    edit, gone = set(places[:3]), set(places[3:4])
    replaced = seed % 2 == 0 and any("股东大会" in text for text in before)
    after: list[str] = []
    edited: list[tuple[int, int]] = []
    for number, text in enumerate(before):
        if number in gone:
            continue
        changed = _edit(text, chance) if number in edit else text
        if changed != text:
            edited.append((number, len(after)))
        after.append(changed.replace("股东大会", "股东会") if replaced else changed)
    fresh = next(one for one in MOULDS if one not in moulds)
    added = chance.randrange(1, len(after))
    after.insert(added, _fill(fresh, chance).replace("股东大会", "股东会"))
    return CompanyPair(
        old=CompanyText(
            title=whole, note="（2023年4月20日董事会审议通过）", articles=tuple(before)
        ),
        new=CompanyText(title=whole, note="（2025年8月6日董事会审议通过）", articles=tuple(after)),
        edited=tuple((old, new + (new >= added)) for old, new in edited),
        added=(added,),
        removed=tuple(gone),
        replaced=replaced,
    )


def _fill(mould: str, chance: random.Random) -> str:
    return mould.format(
        body=chance.choice(BODIES),
        box=chance.choice(BOXES),
        share=chance.choice(SHARES),
        n=write_number(chance.randrange(2, 10)),
        d=write_number(chance.randrange(2, 6) * 5),
        m=f"{chance.randrange(2, 90) * 100:,}",
    )


def _edit(text: str, chance: random.Random) -> str:
    """The article with a word, a figure or a sentence more."""
    edits = [
        text.replace("应当", "应当及时", 1),
        text.replace("书面", "", 1),
        text.replace("公司", "公司及其控股子公司", 1),
        f"{text[:-1]}，并报监管部门备案。",
    ]
    return chance.choice([one for one in edits if one != text])


def written(text: CompanyText, form: str) -> bytes:
    """The text as a file of a form."""
    return {"txt": _txt, "md": _markdown, "docx": _word, "pdf": _pdf}[form](text)


def _txt(text: CompanyText) -> bytes:
    return ("\n\n".join(text.lines()) + "\n").encode()


def _markdown(text: CompanyText) -> bytes:
    title, note, *articles = text.lines()
    bold = ("**{}** {}".format(*line.split("　", 1)) for line in articles)
    return "\n\n".join((f"# {title}", note, *bold)).encode()


def _word(text: CompanyText) -> bytes:
    """A Word file as a clerk makes it: a centred title, numbers in bold runs of their own."""
    document = docx.Document()
    title, note, *articles = text.lines()
    for line in (title, note):
        document.add_paragraph(line).alignment = 1
    for line in articles:
        number, words = line.split("　", 1)
        paragraph = document.add_paragraph()
        paragraph.add_run(number).bold = True
        paragraph.add_run(f"　{words}")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _pdf(text: CompanyText) -> bytes:
    import weasyprint

    paragraphs = "".join(f"<p>{line}</p>" for line in text.lines()[1:])
    page = f"<h1>{text.title}</h1>{paragraphs}"
    style = "<style>body{font:12pt 'Noto Serif CJK SC'} h1{text-align:center} p{text-indent:2em}</style>"
    data: bytes = weasyprint.HTML(string=style + page).write_pdf()
    return data
