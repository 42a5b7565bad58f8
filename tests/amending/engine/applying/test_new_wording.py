"""Words of one text: which changes go before which."""

import pytest

from policydiff.amending.engine.applying.new_wording import edited, settled
from policydiff.amending.engine.tree.changes import ChangedWords

TEXT = "桥梁管理机构检查桥梁。"


def words(old: str, new: str, *, wide: bool = False, at: int | None = None) -> ChangedWords:
    begin = TEXT.index(old) if at is None else at
    return ChangedWords(eid="p", begin=begin, end=begin + len(old), old=old, new=new, wide=wide)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            [words("桥梁", "大桥", wide=True), words("桥梁", "大桥", wide=True, at=8)],
            "大桥管理机构检查大桥。",
        ),
        (
            [words("桥梁", "大桥", wide=True), words("桥梁管理机构", "桥管所", wide=True)],
            "桥管所检查桥梁。",
        ),
        (
            [words("管理机构", "管理局"), words("桥梁管理机构", "桥管所", wide=True)],
            "桥梁管理局检查桥梁。",
        ),
        ([words("", "每年", at=6), words("检查", "查看")], "桥梁管理机构每年查看桥梁。"),
        ([words("检查", "查看"), words("检查", "查看")], "桥梁管理机构查看桥梁。"),
    ],
    ids=["throughout", "longer words first", "one place first", "side by side", "twice the same"],
)
def test_changes_of_one_text(changes, text):
    assert edited(TEXT, settled(changes)) == text
    assert edited(TEXT, settled(changes[::-1])) == text
