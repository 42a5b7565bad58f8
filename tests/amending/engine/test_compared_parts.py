"""What remains between the outcome of a draft and the new text. All texts are invented."""

from policydiff.amending.engine.compared_parts import remaining
from policydiff.model.document import Block, Document, Node, Provision


def law(*body: Node) -> Document:
    return Document(title="甲法", kind="law", dialect="cn_law", body=body)


def chapter(heading: str, line: str, eid: str) -> Provision:
    return Provision(
        level="chapter",
        number="2",
        num="第二章",
        heading=heading,
        eid=eid,
        content=(Block(text=line, eid=f"{eid}__p_1"),),
    )


def test_lines_in_two_chapters_of_one_number_are_told_apart():
    """A file may hold what no decision can name."""
    old = law(
        chapter("渡口", "渡口由村里修。", "chp_2"), chapter("桥梁", "桥由村里修。", "chp_2_2")
    )
    new = law(
        chapter("渡口", "渡口由村里修。", "chp_2"), chapter("桥梁", "桥由镇里修。", "chp_2_2")
    )

    assert [(one.part, one.num) for one in remaining(old, new).values()] == [("block", "第二章")]
    assert remaining(new, new) == {}
