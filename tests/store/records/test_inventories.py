"""Inventories as files of the repository."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import git, make, store

from policydiff.following.engine.affected import ListedText
from policydiff.following.engine.inventory import (
    FilledRow,
    Inventory,
    InventoryChange,
    InventoryPlace,
    InventoryText,
)
from policydiff.store.git.layout import INVENTORY_PATH, DamagedFileError
from policydiff.store.records.inventories import (
    PlannedInventories,
    inventory_path,
    read_inventory,
    write_inventory,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
places = st.builds(
    InventoryPlace,
    connection=st.sampled_from(["cites", "ground", "new duty"]),
    print=words,
    number=words,
    eid=words,
    now=st.tuples(words),
    figures=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    doubtful=st.booleans(),
)
texts = st.builds(
    InventoryText,
    key=words,
    text=st.builds(ListedText, title=words, uri=st.none() | words, file=st.none() | words),
    places=st.lists(places, max_size=2).map(tuple),
)
filled = st.builds(
    FilledRow, text=words, person=words, day=words, print=words, opinion=words, remark=words
)
inventories = st.builds(
    Inventory,
    change=st.builds(InventoryChange, uri=words, after=words, title=words),
    texts=st.lists(texts, max_size=3).map(tuple),
    filled=st.lists(filled, max_size=3).map(tuple),
)

CHANGE = InventoryChange(
    uri="/akn/cn/act/law/2022-12-30/shilimaoyifa", after="2022-12-30", title="示例贸易法"
)
TEXT = InventoryText(
    key="file a.txt",
    text=ListedText(title="甲制度", file="a.txt", kind="document"),
    places=(InventoryPlace(connection="cites", print="1", number="第一条", effects=("reworded",)),),
)
ROW = FilledRow(text=TEXT.key, person="张三", day="2025-01-02", print=TEXT.print, opinion="修订")
WHOLE = Inventory(change=CHANGE, texts=(TEXT,), filled=(ROW,))


@given(inventories)
def test_what_is_written_is_read(inventory):
    assert read_inventory(write_inventory(inventory).encode(), "x.toml") == inventory


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = 2",
        "format = 1",
        "format = [",
        'format = 1\n[change]\nuri = "x"\nafter = 3',
        'format = 1\nmore = 1\n[change]\nuri = "x"\nafter = "y"',
        'format = 1\n[change]\nuri = "x"\nafter = "y"\n[[filled]]\nopinon = "x"',
        'format = 1\n[change]\nuri = "x"\nafter = "y"\n[[texts]]\ntitle = "x"',
        'format = 1\n[change]\nuri = "x"\nafter = "y"\n[texts]\ntitle = "x"',
        'format = 1\ntexts = [1]\n[change]\nuri = "x"\nafter = "y"',
        "\udcff",
    ],
)
def test_what_is_no_inventory_is_named_in_a_line(text):
    with pytest.raises(DamagedFileError, match=r"^x\.toml is damaged: ") as raised:
        read_inventory(text.encode("utf-8", "surrogateescape"), "x.toml")
    assert "\n" not in str(raised.value)


def test_a_path_tells_works_and_changes_apart():
    other = replace(CHANGE, uri="/akn/cn/act/rule/2022-12-30/shilimaoyifa")
    paths = {inventory_path(one) for one in (CHANGE, other, replace(CHANGE, after="ended"))}
    assert len(paths) == 3
    assert all(INVENTORY_PATH.fullmatch(path) for path in paths)


def plan(inventory: Inventory, person: str | None = None) -> PlannedInventories:
    return PlannedInventories(
        edits={inventory.change: lambda _: inventory}, summary="rows: 1", person=person
    )


def test_stored_read_and_the_same_again_is_no_commit(repository):
    store(repository, make())
    repository.write_inventories(plan(WHOLE, "张三"))
    tip = repository.tip
    assert repository.every_inventory() == (WHOLE,)
    repository.write_inventories(plan(WHOLE, "张三"))
    assert repository.tip == tip
    assert repository.fsck() == ()
    message = git(repository.root, "log", "-1", "--format=%B")
    assert message.startswith("Inventory of 示例贸易法@2022-12-30: rows: 1\n")
    assert "Reviewer: 张三" in message


def test_undo_takes_the_newest_back(repository):
    store(repository, make())
    repository.write_inventories(plan(WHOLE))
    repository.undo()
    assert repository.every_inventory() == ()


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (lambda text: "rubbish", "inventory-file"),
        (lambda text: text.replace("maoyifa", "lingyifa"), "inventory-work"),
        (
            lambda text: text.replace('after = "2022-12-30"', 'after = "2020-01-01"'),
            "inventory-place",
        ),
        (lambda text: text + text[text.rindex("[[filled]]") :], "inventory-twice"),
        (lambda text: text.replace('key = "file a', 'key = "file b'), "inventory-row"),
        (lambda text: text.replace('opinion = "修订"\n', ""), "inventory-row"),
    ],
)
def test_fsck_finds_a_damaged_record(repository, fault, code):
    store(repository, make())
    repository.write_inventories(plan(WHOLE))
    path = repository.root / inventory_path(CHANGE)
    path.write_text(fault(path.read_text()))
    git(repository.root, "commit", "-qam", "a fault")

    assert code in {one.code for one in repository.fsck()}


def test_a_file_of_another_name_is_found(repository):
    store(repository, make())
    repository.write_inventories(plan(WHOLE))
    (repository.root / "inventories" / "other.toml").write_text("x = 1")
    git(repository.root, "add", "-A")
    git(repository.root, "commit", "-qm", "a fault")
    assert [one.code for one in repository.fsck()] == ["stray"]
