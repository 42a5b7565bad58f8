"""Make the repository of the frozen cases with any version of the program, and write it down as a
stream of git.

    python tests/frozen/make_repository.py PROGRAM FOLDER

PROGRAM is the `policydiff` to be asked (`.venv/bin/policydiff` of a checkout). FOLDER gets
`repository.stream`, what `git fast-export --all` says, and `caches.zip`, what that program kept in
the git folder. All texts are invented.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

LAW_1999 = """中华人民共和国示例贸易法

（1999年3月15日第九届全国人民代表大会第二次会议通过　1999年3月15日中华人民共和国主席令第一百一十五号公布　自1999年7月1日起施行）

目　　录

第一章　总则
第二章　经营者
第三章　附则

第一章　总则

第一条　为了发展示例贸易，维护贸易秩序，制定本法。

第二条　本法适用于示例货物的进口、出口和过境。
国家对示例货物实行统一的贸易制度。

第三条　国务院贸易主管部门主管全国的示例贸易工作。

第二章　经营者

第四条　从事示例货物进口或者出口的，应当具备下列条件，并向国务院贸易主管部门申请许可：
（一）有自己的名称和场所；
（二）有一百万元以上的资金；
（三）国务院规定的其他条件。

第五条　经营者应当自收到许可证之日起三十日内办理登记。
未依照前款规定登记的，可以处一千元以上五千元以下的罚款。

第六条　示例货物的目录由本法附件一规定。

第三章　附则

第七条　本法自1999年7月1日起施行。

附件一

示例货物目录

| 序号 | 货物 | 税率 |
| --- | --- | --- |
| 1 | 竹筏 | 百分之五 |
| 2 | 渡船 | 百分之八 |
"""

DECISION_2009 = """全国人民代表大会常务委员会关于修改《中华人民共和国示例贸易法》的决定

（2009年8月27日第十一届全国人民代表大会常务委员会第十次会议通过）

第十一届全国人民代表大会常务委员会第十次会议决定对《中华人民共和国示例贸易法》作如下修改：

一、将第四条第二项修改为：“（二）有二百万元以上的资金；”。

二、增加一条，作为第五条之一：“第五条之一　经营者变更名称或者场所的，应当自变更之日起十五日内报告国务院贸易主管部门。”

三、将第五条第二款中的“可以处一千元以上五千元以下”修改为“应当处二千元以上一万元以下”。

本决定自2009年10月1日起施行。

《中华人民共和国示例贸易法》根据本决定作相应修改，重新公布。
"""

LAW_2009 = (
    LAW_1999.replace(
        "1999年3月15日中华人民共和国主席令第一百一十五号公布　自1999年7月1日起施行",
        "根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议《关于修改〈中华人民共和国示例贸易法〉的决定》修正",
    )
    .replace("（二）有一百万元以上的资金；", "（二）有二百万元以上的资金；")
    .replace("可以处一千元以上五千元以下", "应当处二千元以上一万元以下")
    .replace(
        "第六条　",
        "第五条之一　经营者变更名称或者场所的，应当自变更之日起十五日内报告国务院贸易主管部门。\n\n第六条　",
    )
)

LAW_2021 = """中华人民共和国示例贸易法

（1999年3月15日第九届全国人民代表大会第二次会议通过　根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议《关于修改〈中华人民共和国示例贸易法〉的决定》修正　2021年12月24日第十三届全国人民代表大会常务委员会第三十二次会议修订）

第一章　总则

第一条　为了发展示例贸易，维护贸易秩序，促进高质量发展，制定本法。

第二条　本法适用于示例货物的进口、出口和过境。

第三条　国家对示例货物实行统一的贸易制度。

第四条　国务院商务主管部门主管全国的示例贸易工作。
县级以上地方人民政府商务主管部门负责本行政区域内的示例贸易工作。

第二章　经营者

第五条　从事示例货物进口或者出口的，应当具备下列条件，并向国务院商务主管部门备案：
（一）有自己的名称、场所和章程；
（二）国务院规定的其他条件。

第六条　经营者变更名称或者场所的，应当自变更之日起十个工作日内报告国务院商务主管部门。

第七条　经营者应当自收到备案证明之日起二十日内办理登记。
未依照前款规定登记的，应当处五千元以上二万元以下的罚款；情节严重的，不得从事示例货物的进口。

第八条　示例货物的目录由本法附件一规定。依照本法第五条备案的经营者可以查阅目录。

第三章　附则

第九条　本法自2022年3月1日起施行。

附件一

示例货物目录

| 序号 | 货物 | 税率 | 备注 |
| --- | --- | --- | --- |
| 1 | 竹筏 | 百分之三 | 免税的除外 |
| 2 | 渡船 | 百分之八 | |
| 3 | 浮桥 | 百分之六 | |
"""

TEMPORARY_2003 = """示例省贸易管理暂行规定

（2003年5月8日示例省人民政府令第12号公布）

第一条　为了管理本省的示例贸易，根据《中华人民共和国示例贸易法》第四条的规定，制定本规定。

第二条　经营者每年应当向省贸易主管部门报送一次报表。

第三条　本规定自2003年6月1日起施行。
"""

PROVINCE_2012 = """示例省贸易促进条例

（2012年11月29日示例省第十一届人民代表大会常务委员会第三十四次会议通过）

第一条　为了促进本省的示例贸易，根据《中华人民共和国示例贸易法》，制定本条例。

第二条　省贸易主管部门应当每年公布示例货物的价格。
价格由贸易协会收集。

第三条　经营者违反《中华人民共和国示例贸易法》第五条之一的规定的，由省贸易主管部门责令改正。

第四条　本条例自2013年1月1日起施行。2003年5月8日示例省人民政府公布的《示例省贸易管理暂行规定》同时废止。
"""

PROVINCE_2019 = """示例省贸易和投资促进条例

（2012年11月29日示例省第十一届人民代表大会常务委员会第三十四次会议通过　2019年7月26日示例省第十三届人民代表大会常务委员会第十三次会议修订）

第一条　为了促进本省的示例贸易和投资，根据《中华人民共和国示例贸易法》，制定本条例。

第二条　省贸易主管部门应当每季度公布示例货物的价格。

第三条　示例货物的价格由贸易协会收集，并由统计部门核实。

第四条　经营者违反《中华人民共和国示例贸易法》第五条之一的规定的，由省贸易主管部门责令改正，可以处五百元以下的罚款。

第五条　本条例自2019年10月1日起施行。
"""

OPINION_2017 = """关于促进示例贸易健康发展的意见

各市人民政府，省政府各部门：

为了促进示例贸易健康发展，现提出以下意见。

一、总体要求

1．指导思想。坚持公平、公开的原则，发展示例贸易。

二、主要任务

2．公布价格。每季度公布示例货物的价格，由统计部门核实贸易协会收集的价格。

3．简化手续。经营者从事示例货物进口或者出口的，由许可改为备案。

4．培养人才。支持学校开设示例贸易课程。

示例省人民政府
2017年2月20日
"""

DETAILED_2010 = """中华人民共和国示例贸易法实施细则

（2010年4月6日国务院令第570号公布）

第一条　根据《中华人民共和国示例贸易法》（以下简称《贸易法》），制定本细则。

第二条　《贸易法》第四条第二项所称资金，是指实缴的资金。

第三条　依照《贸易法》第二十条的规定可以减税的货物，由国务院规定。

第四条　《示例货物检验办法》第三条规定的检验，适用本细则。

第五条　本细则自2010年6月1日起施行。
"""

DRAFT_2023 = """示例省贸易信用条例

（征求意见稿）

第一条　为了建立示例贸易信用制度，制定本条例。

第二条　经营者的信用分为甲、乙、丙三级。

第三条　本条例自公布之日起施行。
"""

STATISTICS = """示例贸易统计办法

第一条　为了统计示例贸易，制定本办法。

第二条　统计每年进行二次。
"""

PARAGRAPH = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r0" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}


def lines_of(text: str) -> list[str | list[list[str]]]:
    """The paragraphs of a text; a table is a list of rows."""
    found: list[str | list[list[str]]] = []
    for line in filter(None, text.split("\n")):
        if not line.startswith("|"):
            found.append(line)
        elif line.startswith("| ---"):
            continue
        else:
            row = [cell.strip() for cell in line.strip("|").split("|")]
            last = found[-1]
            if isinstance(last, list):
                last.append(row)
            else:
                found.append([row])
    return found


def word_file(text: str) -> bytes:
    """The text as a small Word file."""
    body = "".join(
        PARAGRAPH.format(escape(line))
        if isinstance(line, str)
        else f"<w:tbl>{''.join(map(_word_row, line))}</w:tbl>"
        for line in lines_of(text)
    )
    parts = WORD_PARTS | {
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(
                zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)),
                content,
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return buffer.getvalue()


def _word_row(row: list[str]) -> str:
    return (
        f"<w:tr>{''.join(f'<w:tc>{PARAGRAPH.format(escape(cell))}</w:tc>' for cell in row)}</w:tr>"
    )


def web_page(text: str) -> bytes:
    """The text as a page of an office."""
    title, *rest = lines_of(text)
    body = "\n".join(
        f"<p>{escape(line)}</p>"
        if isinstance(line, str)
        else f"<table>{''.join(map(_page_row, line))}</table>"
        for line in rest
    )
    head = '<meta charset="utf-8"><title>示例网</title>'
    return f"<!doctype html><html><head>{head}</head><body>\n<h1>{title}</h1>\n{body}\n</body></html>\n".encode()


def _page_row(row: list[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"


TRADE = "中华人民共和国示例贸易法"
OPINION = "关于促进示例贸易健康发展的意见"
PROVINCE = "示例省贸易和投资促进条例"

FILES: dict[str, bytes] = {
    "1999-scan.txt": LAW_1999.replace("统一的贸易制度", "统一的贸易制席").encode(),
    "1999.txt": LAW_1999.encode(),
    "2009.docx": word_file(LAW_2009),
    "2009.txt": LAW_2009.encode(),
    "2009-decision.txt": DECISION_2009.encode(),
    "2021.html": web_page(LAW_2021),
    "2021-other.txt": LAW_2021.replace("促进高质量发展，", "").encode(),
    "inbox/2003.txt": TEMPORARY_2003.encode("gb18030"),
    "inbox/2010.html": web_page(DETAILED_2010),
    "2012.txt": PROVINCE_2012.encode(),
    "2019.docx": word_file(PROVINCE_2019),
    "2017.txt": OPINION_2017.encode(),
    "draft.txt": DRAFT_2023.encode(),
    "statistics.txt": STATISTICS.encode(),
}
"""Name of a file → its bytes."""

TWO_DATES = ("--promulgated", "2017-02-20", "--signed", "2017-02-20")

ADDED: dict[str, tuple[str, ...]] = {
    "2009.docx": (),
    "1999-scan.txt": (),
    "1999.txt": ("--correct",),
    "2021.html": ("--in-force", "2022-03-01"),
    "2009.txt": (),
    "2009-decision.txt": (),
    "2021-other.txt": ("--witness",),
    "2012.txt": (),
    "2019.docx": ("--work", "示例省贸易促进条例", "--number", "示例省人大常委会公告第9号"),
    "2017.txt": ("--kind", "opinion", *TWO_DATES),
    "draft.txt": ("--promulgated", "2023-02-01", "--slug", "xinyong"),
    "statistics.txt": (),
}
"""Name of a file → what was said of it when it was added, in this order."""

COMMANDS: tuple[tuple[str, ...], ...] = (
    *(("add", name, "-q", *options) for name, options in ADDED.items()),
    ("import", "inbox", "-q"),
    ("link", TRADE, "2009-08-27#第五条", "2021-12-24#第七条"),
    ("link", TRADE, "2009-08-27#第三条", "2021-12-24#第三条", "--break"),
    ("link", "示例省贸易促进条例", "2012-11-29#第二条", "2019-07-26#第三条"),
    ("link", PROVINCE, "--replaces", "示例省贸易管理暂行规定"),
    (
        "review",
        OPINION,
        PROVINCE,
        "--confirm",
        "2=第二条",
        "--grade",
        "2",
        "--note",
        "同一措施",
        "--by",
        "张三",
        "-q",
    ),
    ("review", OPINION, PROVINCE, "--reject", "4=第一条", "--by", "lisi", "-q"),
    ("review", OPINION, TRADE, "--confirm", "3=第五条", "--grade", "1", "--by", "张三", "-q"),
    ("review", OPINION, TRADE, "--comment", "2=第四条", "--note", "另查", "--by", "lisi", "-q"),
    ("timeline", "-q"),
)
"""What made the repository, in this order."""

READS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("history", f"{TRADE}#第七条"),
    ("blame", TRADE),
    ("cites", "--dangling"),
    ("relate", OPINION, "--all", "--format", "json", "-q"),
)
"""Commands that only read: after them the program has filled its caches."""


def write_files(folder: Path) -> None:
    """Write the files that are added."""
    for name, data in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def make(program: str, folder: Path) -> Path:
    """The repository that this program makes of the texts, in a new folder below `folder`."""
    write_files(folder)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "POLICYDIFF_"))
    }
    nobody = kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "XDG_STATE_HOME": str(folder / "state"),
    }
    for command in (
        ("init", "laws"),
        *(("-C", "laws", *command) for command in (*COMMANDS, *READS)),
    ):
        done = subprocess.run(
            [program, *command], cwd=folder, env=nobody, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.returncode} {done.stderr}")
    return folder / "laws"


def main() -> None:
    """Make the repository and write it down."""
    program, target = Path(sys.argv[1]).absolute(), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        laws = make(str(program), Path(folder))
        stream = subprocess.run(
            ["git", "fast-export", "--all"], cwd=laws, capture_output=True, check=True
        ).stdout
        (target / "repository.stream").write_bytes(stream)
        shutil.make_archive(str(target / "caches"), "zip", laws / ".git" / "policydiff")


if __name__ == "__main__":
    main()
