"""Sound inputs of every kind, all of them invented or made by the program, from which hostile ones
come by mutation.
"""

from __future__ import annotations

import quopri
import re
import subprocess
import sys
import tempfile
from base64 import encodebytes
from contextlib import suppress
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "reading" / "readers"))

import docx
from making_compound import compound, word_document
from word_files import definition, instance, level, paragraph, word_file

from policydiff.amending.engine.consolidate import consolidate
from policydiff.comparing.actions.pairs import write_pairs
from policydiff.comparing.actions.profiles import read_profile
from policydiff.comparing.actions.written import sent_table
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.model.document import Document
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading.load import read_document
from policydiff.reading.readers.word97.reader import find_libreoffice
from policydiff.relating.actions.relate import relate
from policydiff.report import formats

OLD = """示例市雨伞管理条例

（2019年3月1日示例市第一届人民代表大会常务委员会第二次会议通过　自2019年5月1日起施行）

目　录

第一章　总则
第二章　借用

第一章　总则

第一条　为了管理雨伞，保障借用人权益，根据《示例省器物条例》，制定本条例。

第二条　本条例所称雨伞，是指公共场所供人借用的下列器物：
（一）长柄伞；
（二）折叠伞，包括：
1.两折伞；
2.三折伞。

第二章　借用

第三条　借用人应当在十五日内归还雨伞。逾期不归还的，处五十元以上一百元以下罚款。
因下雨不能归还的，不适用前款规定。

第四条　损坏雨伞的，依照本条例第三条第一款的规定处理；百分之三十以下的损坏除外。

第五条　本条例自2019年5月1日起施行。2001年1月1日公布的《示例市雨伞管理办法》同时废止。

附件1

雨伞登记表
"""
NEW = (
    OLD.replace("2019年3月1日", "2023年4月6日")
    .replace("十五日", "十日")
    .replace("第五条　本条例自", "第五条　管理人应当公告丢失的雨伞。\n\n第六条　本条例自")
    .replace("保障借用人权益", "保护借用人的权益")
)
PLAN = """示例市关于促进雨伞事业发展的实施意见

示政发〔2021〕7号

各乡镇人民政府，县政府各部门：

为贯彻落实《示例市雨伞管理条例》，提出以下意见。

一、总体要求
（一）指导思想。坚持公共、便民、节约。
（二）主要目标。到2025年，雨伞保有量达到1万把，归还率达到98%以上。
二、重点任务
1.扩大雨伞借用点。推动学校、医院、车站设置借用点，修订《示例市雨伞管理条例》。
2.完善归还制度。借用人应当在十日内归还雨伞，建立逾期提醒机制。
三、保障措施
（一）加强组织领导。
（二）严格监督检查，对损坏雨伞的依法处理。

示例市人民政府
2021年6月1日
"""
RULES = """示例股份有限公司雨伞管理制度

1　目的
1.1　为规范雨伞的使用，制定本制度。
1.2　本制度适用于全体员工。

2　借用
2.1　员工凭工牌借用雨伞。
2.2　逾期不还的，扣减绩效100元。

3　附则
本制度由行政部负责解释，自发布之日起施行。
"""
DECISION = """示例市人民代表大会常务委员会关于修改《示例市雨伞管理条例》的决定

（2023年4月6日示例市第二届人民代表大会常务委员会第三次会议通过）

示例市第二届人民代表大会常务委员会第三次会议决定对《示例市雨伞管理条例》作如下修改：

一、将第一条中的“保障借用人权益”修改为“保护借用人的权益”。

二、将第三条第一款修改为：“借用人应当在十日内归还雨伞。逾期不归还的，处五十元以上一百元以下罚款。”

三、增加一条，作为第五条：“第五条　管理人应当公告丢失的雨伞。”

四、第五条改为第六条。

五、删去第二条第二项中的“，包括：”。

本决定自2023年5月1日起施行。

《示例市雨伞管理条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。
"""
DECISIONS = (
    DECISION,
    "关于修改《示例市雨伞管理条例》的决定\n\n将第二条、第三条分别改为第三条、第四条。第四条第一款中的“雨伞”修改为“公用雨伞”，删去第二款，增加二款作为第三款、第四款：“遗失的，应当赔偿。\n“赔偿按照原价。”\n删去第四条。将第二章章名修改为“借用与归还”。在第一章后增加一章，作为第二章：“第二章　登记\n“第三条　雨伞应当登记。”\n",
    "关于修改部分地方性法规的决定\n\n一、对《示例市雨伞管理条例》作出修改\n（一）将第三条中的“十五日”修改为“十日”。\n（二）第四条、第五条中的“雨伞”均修改为“公用雨伞”。\n二、对《示例市伞架条例》作出修改\n删去第一条第一款第（二）项。\n此外，根据本决定对有关条例的条文顺序作相应调整。\n",
)
MARKDOWN_TEXT = """# 示例市雨伞管理办法

（2022年1月1日公布）

## 第一章　总则

**第一条**　为了管理雨伞，制定本办法。[^1]

**第二条**　雨伞分为：

1. 长柄伞；
2. 折叠伞。

| 种类 | 押金 |
|------|------|
| 长柄 | 10元 |
| 折叠 | 20元 |

> 注：押金可以退还。

- 第三条　见[条例](#a)。

[^1]: 脚注。
"""
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>示例市雨伞管理规定_示例市人民政府</title></head><body>
<nav><a href="/">首页</a><a href="/x">要闻</a></nav><div class="header">索引号：123　发布时间：2022-03-04</div>
<div class="content" id="zoom"><h1>示例市雨伞管理规定</h1><p style="text-align:center">（2022年3月4日示例市人民政府令第5号公布）</p>
<p>&emsp;&emsp;<b>第一条</b>　为了管理雨伞，制定本规定。</p><p>第二条　雨伞应当登记：<br>（一）长柄伞；<br/>（二）折叠伞。</p>
<table border="1"><tr><th colspan="2">押金</th></tr><tr><td rowspan="2">雨伞</td><td>10元</td></tr><tr><td>20元</td></tr></table>
<ol><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol><p>第三条　<ins>本规定</ins><del>本办法</del>自公布之日起施行<sup>[1]</sup>。</p></div>
<div class="footer">责任编辑：甲　打印　关闭</div><script>var a = "<p>第九条</p>";</script></body></html>
"""
ARCHIVE = 'From: <saved>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="----b"\n\n------b\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: {encoding}\nContent-Location: http://x/\n\n{page}\n------b\nContent-Type: image/gif\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAAAAACw=\n------b--\n'

SHAPE = ReportOptions(language="zh", profile=read_profile("law"))
REVIEW = """format = 3
[left]
title = "示例市关于促进雨伞事业发展的实施意见"
[right]
title = "示例市雨伞管理条例"
[[link]]
left = "2"
right = "第三条"
judged = { by = "张三", status = "confirmed", grade = 2, note = "同一措施" }

[[measure]]
left = { eid = "2", words = "完善归还制度" }
right = { articles = [{ eid = "art_3", grade = 2 }] }
judged = { by = "张三", status = "answered" }

[[gap]]
left = "2"
stated = { by = "张三", gap = "期限不同", remedy = "修改" }
"""
REASONS = """[[reason]]
left = "第三条"
right = "第三条"
text = "借用人应当在十日内归还雨伞。"
reason = "提高周转率"
basis = "《示例省器物条例》第二条"
type = "实质修改"

[[reason]]
right = ["第五条"]
reason = "新增公告义务"
"""
PAIRS = """[[link]]
left = "第五条"
right = "第六条"

[[unlink]]
left = "第四条"
right = "art_5"

[[split]]
left = "第三条"
right = ["第三条第一款", "第三条第二款"]

[[join]]
left = ["第一条", "第二条"]
right = "第一条"
"""
WORK = """uri = "/akn/cn/act/2019-03-01/yusan"
title = "示例市雨伞管理条例"
aliases = ["雨伞条例"]
other_titles = ["示例市雨伞管理暂行条例"]
titled = ["2019-03-01"]
kind = "local-regulation"
stage = "draft"
jurisdiction = "cn"
slug = "yusan"
stored = ["2019-03-01"]
replaces = ["/akn/cn/act/2001-01-01/yusan"]
grounds = ["示例省器物条例"]

[[sources]]
version = "2019-03-01"
sha256 = "00ff"
name = "雨伞.txt"
role = "source"

[[computed]]
version = "2023-04-06"
base = "2019-03-01"
base_sha256 = "00"
decision = "关于修改《示例市雨伞管理条例》的决定"
decision_uri = "/akn/cn/act/x"
decision_date = "2023-04-06"
decision_sha256 = "01"
sha256 = "02"

[[life]]
version = "2019-03-01"
kind = "repealed"
words = "同时废止"
title = "示例市雨伞管理办法"
date = "2019-05-01"
months = 3
"""
PINS = """[[link]]
left = "2019-03-01#art_5"
right = "2023-04-06#art_6"

[[break]]
left = "undated#art_4"
right = "2019-03-01#art_4__para_1"
"""
FACTS = """["雨伞.txt"]
title = "示例市雨伞管理条例"
kind = "local-regulation"
promulgated = "2019-03-01"
in_force = 2019-05-01
authority = "示例市人大常委会"
document_number = "第3号"
"""
QUERIES = (
    "雨伞",
    "公用 AND 雨伞",
    '"十五日" OR (归还 NOT 罚款)',
    "NOT (借用 OR 归还)",
    "第三条 AND （一）",
    "“雨伞” 应当",
)
OPERANDS = (
    "示例市雨伞管理条例",
    "雨伞条例@2019-03-01#第三条第一款",
    "示例市雨伞管理条例@@2021-01-01",
    "示例市雨伞管理条例 2019 第二条",
    "示例市雨伞管理条例@2023年#art_2__para_1",
    "/akn/cn/act/x/zho@2019-03-01",
)
NUMBERS = (
    "第十七条之一第二款第（三）项",
    "第一百零三条",
    "二十一",
    "art_3__para_1__item_2",
    "附件1第二条",
    "第３条",
    "第二章第一节",
    "一（一）1",
    "3.1.2",
    "2021年9月26日",
    "第三条、第四条至第六条",
    "《示例市雨伞管理条例》第二条",
)
ADDRESSES = (
    "/works?title=雨伞&status=ended&on=2021-01-01&page=2",
    "/works/{slug}/2019-03-01",
    "/works/{slug}/history?provision=art_3",
    "/works/{slug}/@@2021-01-01",
    "/works/{slug}/2019-03-01/provisions/art_3",
    "/works/{slug}/2019-03-01/export/docx",
    "/works/{slug}/2023-04-06/cites",
    "/works/{slug}/applicable?provision=art_3&conduct=2020-01-01&decision=2024-01-01",
    "/search?q=雨伞&kind=law&on=2021-01-01&after=",
    "/compare?left={work}@2019-03-01&right={work}@2023-04-06&as=duties",
    "/compare/file?left={work}@2019-03-01&right={work}@2023-04-06&form=json",
    "/decisions/outcome?base={work}@2019-03-01&decision={decision}",
    "/relations/{work}@2019-03-01?with={work}@2023-04-06&as=gaps",
    "/go?q={work}#第三条",
    "/api/v1/works?limit=2&after=0",
    "/api/v1/works/{slug}/versions/2019-03-01/provisions/art_3",
    "/api/v1/compare?left={work}@2019-03-01&right={work}@2023-04-06",
    "/api/v1/search?q=雨伞&limit=3",
    "/api/v1/history?work={work}&provision=art_3",
    "/api/v1/citations?name={work}&direction=in",
    "/feed.atom?days=3",
)


@cache
def documents() -> tuple[Document, ...]:
    """The two versions of the law, the plan and the rules, as they are read."""
    return tuple(
        read_document(text.encode(), f"{place}.txt")
        for place, text in enumerate((OLD, NEW, PLAN, RULES))
    )


def texts() -> tuple[bytes, ...]:
    """Plain texts."""
    wrapped = "\n".join(
        line[at : at + 20] for line in OLD.split("\n") for at in range(0, max(1, len(line)), 20)
    )
    return tuple(text.encode() for text in (OLD, NEW, PLAN, RULES, DECISION, wrapped))


def _written(form: str) -> tuple[bytes, ...]:
    return tuple(formats.write(Edition(document=one), form, SHAPE) for one in documents())


def markdown() -> tuple[bytes, ...]:
    """Markdown files."""
    return (MARKDOWN_TEXT.encode(), *_written("markdown"))


def pages() -> tuple[bytes, ...]:
    """Web pages, one as a site has it, the others our own."""
    return (
        PAGE.encode(),
        PAGE.replace("<p>", "<div>").replace("</p>", "</div>").encode(),
        _written("html")[0],
    )


def archives() -> tuple[bytes, ...]:
    """Web archives."""
    return (
        ARCHIVE.format(encoding="8bit", page=PAGE).encode(),
        ARCHIVE.format(
            encoding="quoted-printable", page=quopri.encodestring(PAGE.encode()).decode()
        ).encode(),
        ARCHIVE.format(encoding="base64", page=encodebytes(PAGE.encode()).decode()).encode(),
    )


@cache
def word_files() -> tuple[bytes, ...]:
    """Word files: of our writers, and with numbering, notes, tracked changes, tables and fields."""
    comparison = diff(*documents()[:2])
    view = view_comparison(comparison, SHAPE)
    numbered = word_file(
        paragraph("示例市雨伞管理规定")
        + "".join(
            paragraph(line, number=1) for line in ("为了管理雨伞，制定本规定。", "雨伞应当登记。")
        )
        + "".join(paragraph(line, number=1, level=1) for line in ("长柄伞；", "折叠伞。"))
        + '<w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>第三条　新增。</w:t></w:r></w:ins><w:del w:id="2" w:author="甲"><w:r><w:delText>第三条　旧文。</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>押金</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>长柄</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>10元</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a \\r</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第一条</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        numbering=definition(
            "0", level(0, "chineseCounting", "第%1条"), level(1, "chineseCounting", "（%2）")
        )
        + instance("1", "0"),
        styles='<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/></w:style>',
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>脚注。</w:t></w:r></w:p></w:footnote>',
        comments='<w:comment w:id="3" w:author="乙"><w:p><w:r><w:t>批注。</w:t></w:r></w:p></w:comment>',
        header="<w:p><w:r><w:t>页眉</w:t></w:r></w:p>",
        settings="<w:trackRevisions/>",
    )
    return (
        numbered,
        numbered,
        _written("docx")[0],
        _written("docx")[2],
        formats.write(view, "redline_docx", SHAPE),
    )


@cache
def sent_tables() -> tuple[bytes, ...]:
    """Comparison tables: in Word, as a workbook, and in Word with reasons filled in."""
    shown = sent_table(diff(*documents()[:2]), SHAPE)
    shipped = ReportOptions(language="zh", profile=read_profile("listed-company"))
    company = sent_table(diff(*documents()[:2]), shipped)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "t.docx")
        path.write_bytes(formats.write(company, "docx", shipped))
        filled = docx.Document(str(path))
        for row in filled.tables[0].rows[1:]:
            row.cells[-1].text = "提高周转率"
        filled.save(str(path))
        reasons = path.read_bytes()
    return (
        formats.write(shown, "docx", SHAPE),
        formats.write(shown, "xlsx", SHAPE),
        formats.write(company, "xlsx", shipped),
        reasons,
    )


@cache
def workbooks() -> tuple[bytes, ...]:
    """Workbooks of a relation, with the columns of a reviewer, of a comparison, and its table."""
    old, new, plan, _ = documents()
    relation = relate(plan, (old,))
    comparison = view_comparison(diff(old, new), SHAPE)
    return (
        formats.write(relation, "xlsx", SHAPE),
        formats.write(comparison, "xlsx", SHAPE),
        sent_tables()[1],
    )


@cache
def stored() -> tuple[bytes, ...]:
    """Akoma Ntoso of texts, of a decision, and of a compiled version."""
    decision = read_document(DECISION.encode(), "decision.txt")
    compiled = consolidate(documents()[0], decision).document
    return (
        *_written("akn"),
        *(formats.write(Edition(document=one), "akn", SHAPE) for one in (decision, compiled)),
    )


def pairs() -> tuple[bytes, ...]:
    """Files of pairings: by hand, and as they are written, the comments taken off."""
    written = write_pairs(diff(*documents()[:2]), language="zh").decode()
    opened = re.sub(r"(?m)^# (?=\[\[|left +=|right +=)", "", written)
    return (PAIRS.encode(), opened.encode(), written.encode())


def profiles() -> tuple[bytes, ...]:
    """Profiles that ship."""
    folder = Path(__file__).parent.parent / "policydiff" / "comparing" / "profiles"
    return tuple(path.read_bytes() for path in sorted(folder.glob("*.toml")))


def papers() -> tuple[bytes, ...]:
    """PDF files written by hand: pages with a law, and with a table of ruled cells."""
    lines = [line for line in OLD.split("\n") if line.strip()]
    body = "\n".join(
        _printed(72, 780 - 24 * place, line[:38]) for place, line in enumerate(lines[:26])
    )
    two = "\n".join(
        _printed(72, 780 - 24 * place, line[:38]) for place, line in enumerate(lines[10:])
    )
    cells = "\n".join(
        _printed(80 + 200 * (place % 2), 700 - 40 * (place // 2), text)
        for place, text in enumerate(
            (
                "修订前",
                "修订后",
                "第三条　十五日内归还。",
                "第三条　十日内归还。",
                "第四条　损坏的，",
                "第四条　损坏的，",
            )
        )
    )
    ruled = " ".join(f"{x} {y} 200 40 re S" for x in (72, 272) for y in (605, 645, 685))
    return (paper(body), paper(body, two), paper(f"{cells}\n{ruled}"))


def _printed(x: int, y: int, text: str) -> str:
    return f"BT /F 12 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex().upper()}> Tj ET"


def paper(*contents: str) -> bytes:
    """A PDF with a page for each of these contents."""
    first = 6
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(contents)))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R/DW 1000>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 850/Descent -150/CapHeight 700/StemV 90>>",
    ]
    for place, content in enumerate(contents):
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first + 2 * place + 1} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
        parts.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    data, places = "%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return (data + end).encode()


@cache
def old_word_files() -> tuple[bytes, ...]:
    """Old Word files that LibreOffice made of ours; one without a text where it is
    missing or takes a minute.

    None with numbering, which LibreOffice alone reads, in seconds.
    """
    program = find_libreoffice()
    made = [compound({"WordDocument": word_document() * 3, "1Table": bytes(300)})]
    for data in word_files()[2:4] if program else ():
        with tempfile.TemporaryDirectory() as place:
            Path(place, "in.docx").write_bytes(data)
            words = [
                program,
                f"-env:UserInstallation=file://{place}/p",
                "--headless",
                "--convert-to",
                "doc:MS Word 97",
                "in.docx",
            ]
            with suppress(subprocess.TimeoutExpired):
                subprocess.run(words, cwd=place, capture_output=True, check=False, timeout=60)
            written = Path(place, "in.doc")
            made += [written.read_bytes()] if written.is_file() else []
    return tuple(made[1:] or made)


def rich_texts() -> tuple[bytes, ...]:
    """RTF and Word's XML of 2003."""
    signs = "".join(
        sign if sign < "\x80" else f"\\u{ord(sign)}?" for sign in OLD[:400].replace("\n", "\\par\n")
    )
    rtf = f"{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f0 SimSun;}}}}\\f0 {signs}\\par}}"
    xml = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>{OLD[:300]}</w:t></w:r></w:p></w:body></w:wordDocument>'
    return (rtf.encode("ascii", "replace"), xml.encode())
