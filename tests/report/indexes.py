"""Overviews of folders of reports, invented."""

from __future__ import annotations

from policydiff.comparing.report.index.index import (
    ComparedStep,
    IndexText,
    IndexWork,
    Overview,
    Remark,
    ReportFile,
)
from policydiff.comparing.report.table.summary import Count
from policydiff.messages import Message
from policydiff.model.comparison import Summary

HASH = "0" * 64


def text(date: str | None, source: str = "a.txt", articles: int | None = 9) -> IndexText:
    return IndexText(date=date, title="示例法", source=source, articles=articles)


def overview() -> Overview:
    """Two works compared, one alone, a failure of each sort."""
    first, second, third = (
        text("2001-01-01"),
        text("2011-01-01", "b.docx"),
        text("2021-01-01", "c.pdf", 12),
    )
    done = ComparedStep(
        left=first,
        right=second,
        changed=True,
        summary=Summary(unchanged=3, reworded=4, added=2, renumbered=5),
        counts=tuple(
            Count(category=name, number=number)
            for name, number in (("reworded", 4), ("added", 2), ("renumbered", 5))
        ),
        findings=1,
        files=(
            ReportFile(form="html", name="示例法_2001-01-01_2011-01-01.html", sha256=HASH),
            ReportFile(form="docx", name="示例法_2001-01-01_2011-01-01.docx", sha256=HASH),
        ),
    )
    half = ComparedStep(
        left=second,
        right=third,
        changed=True,
        quiet=Message("no article changed, but other parts of the text did"),
        summary=Summary(unchanged=9),
        failures=(Message.foreign("pdf: WeasyPrint is not installed"),),
    )
    remark = Remark(code="same-date", name="d.txt", other="c.pdf")
    texts = (text("1999-01-01", "x.txt"), text("2009-01-01", "y.txt"))
    failed = ComparedStep(
        left=texts[0], right=texts[1], failures=(Message.foreign("y.txt: damaged"),)
    )
    return Overview(
        works=(
            IndexWork(
                title="示例法",
                kind="law",
                texts=(first, second, third),
                steps=(done, half),
                remarks=(remark,),
            ),
            IndexWork(title="另一示例法", kind="law", texts=texts, steps=(failed,)),
            IndexWork(
                title="孤例",
                kind="law",
                texts=(text(None, "z.txt"),),
                remarks=(Remark(code="one-version", name="z.txt"),),
            ),
        ),
        forms=("html", "docx", "pdf"),
        unread=(
            Remark(
                code="unreadable", name="broken.pdf", detail=Message.foreign("a picture of a text")
            ),
        ),
    )


def hostile(evil: str) -> Overview:
    """Every text attacks its reader's program."""
    step = ComparedStep(
        left=text(evil, evil),
        right=text(evil, evil),
        failures=(Message.foreign(evil),),
        files=(ReportFile(form=evil, name=f"javascript:{evil}", sha256=HASH),),
    )
    return Overview(
        works=(IndexWork(title=evil, kind=evil, texts=(step.left, step.right), steps=(step,)),),
        forms=(evil,),
        unread=(Remark(code="unreadable", name=evil, detail=Message.foreign(evil)),),
    )
