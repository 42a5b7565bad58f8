"""An invented draft of ten articles, fourteen comments on it, and the final text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
from drafting import document

from policydiff.comparing.engine.clause_comments import ClauseComment

DRAFT = """# 示例市公共书屋管理办法（征求意见稿）
第一章　总则
第一条　为了规范公共书屋的管理，方便居民阅读，根据有关规定，制定本办法。
第二条　本市行政区域内公共书屋的设置、开放和监督管理，适用本办法。
第三条　市文化主管部门负责全市公共书屋的指导和监督。
街道办事处负责本辖区公共书屋的日常管理。
第二章　开放
第四条　公共书屋应当每日开放，每日开放时间不少于六小时。
第五条　公共书屋应当公布下列事项：
（一）开放时间；
（二）借阅规则；
（三）监督电话。
第六条　居民凭身份证件借阅图书，每次不超过三册，借期三十日。
第七条　公共书屋可以收取押金，押金不超过一百元。
第八条　公共书屋应当建立图书目录，并每年清点图书一次。公共书屋应当安装消防器材，并定期检查消防器材。
第三章　附则
第九条　违反本办法第四条规定的，由街道办事处责令改正；逾期不改正的，处五百元罚款。
第十条　本办法自公布之日起施行。
附件一　图书目录
目录由书名、作者、编号组成。
"""
FINAL = """# 示例市公共书屋管理办法
第一章　总则
第一条　为了规范公共书屋的管理，方便居民阅读，根据有关规定，制定本办法。
第二条　本市行政区域内公共书屋的设置、开放和监督管理，适用本办法。
第三条　公共书屋的管理遵循便民、公开的原则，鼓励志愿者参与服务。
第四条　市文化主管部门负责全市公共书屋的指导和监督。
街道办事处、镇人民政府负责本辖区公共书屋的日常管理。
第二章　开放
第五条　公共书屋应当每日开放，每日开放时间不少于八小时。
第六条　公共书屋应当公布下列事项：
（一）开放时间；
（二）借阅规则；
（三）监督电话和电子邮箱。
第七条　居民凭身份证件借阅图书，每次不超过三册，借期三十日。
第八条　公共书屋应当建立图书目录，并每年清点图书一次。
第九条　公共书屋应当安装消防器材，并定期检查消防器材。
第三章　附则
第十条　违反本办法第五条规定的，由街道办事处责令改正；逾期不改正的，处一千元罚款。
第十一条　本办法自公布之日起施行。
附件一　图书目录
目录由书名、作者、编号组成。
"""
LATER = FINAL.replace("不少于八小时", "不少于七小时")
"""A newer final text: of the commented clauses one alone is another."""

HEADS = ("序号", "提出单位", "条款", "意见", "联系人", "理由")
ROWS = (
    ("1", "甲街道", "第四条", "每日八小时为宜。", "张三", "居民下班晚"),
    ("2", "乙区司法局", "第5条第（三）项", "增加电子邮箱。", "", ""),
    ("3", "丙图书馆", "第七条", "建议不收押金。", "李四", ""),
    ("4", "丁协会", "第八条", "两件事宜分为两条。", "", ""),
    ("5", "甲街道", "全文", "“书屋”与“书房”用语应当统一。", "", ""),
    ("6", "戊公司", "第六、七条", "借阅和押金应当一并考虑。", "", ""),
    ("7", "己镇", "第三条第二款", "镇人民政府也应当负责。", "", ""),
    ("8", "庚研究所", "第八十条", "建议写明解释机关。", "", ""),
    ("9", "辛", "建议增加一条", "=1+1 鼓励志愿者参与。", "", ""),
    ("10", "壬", "第一条至第二条", "赞同。", "", ""),
    ("11", "癸", "", "@没有意见", "", ""),
    ("12", "甲街道", "第二章", "+标题改为“开放和借阅”。", "", ""),
    ("13", "乙区司法局", "《图书馆条例》第三条", "<script>alert(1)</script>", "", ""),
    ("14", "丙图书馆", "附件一", "增加出版社。\n并增加年份。", "", ""),
)


def comment(clause: str, text: str = "意见", unit: str = "") -> ClauseComment:
    return ClauseComment(clause=clause, text=text, unit=unit)


COMMENTS = tuple(comment(clause, text, unit) for _, unit, clause, text, _, _ in ROWS)


def draft():
    return document(DRAFT)


def final(text: str = FINAL):
    return document(text)


def workbook(rows=ROWS, heads=HEADS) -> bytes:
    """A workbook of comments; what begins as a formula is text in it."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (heads, *rows):
        sheet.append(row)
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
        cell.data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def stored(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def as_file(text: str) -> str:
    """The text as a file has it: the title without its mark, a blank line between paragraphs."""
    return text.removeprefix("# ").replace("\n", "\n\n")
