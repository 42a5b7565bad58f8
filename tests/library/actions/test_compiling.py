"""Texts that a decision yields before the official one is published: `consolidate --store` and what
becomes of it. All texts are invented.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from compiling import BASE, DECISION, MISPRINTED, NAME, PUBLISHED, TITLE, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ready_repositories import new_repository

from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.amending.actions.consolidate import NotStoredError, consolidate, store_consolidation
from policydiff.amending.actions.consolidate_chain import consolidate_chain
from policydiff.errors import IncompleteError, PolicyDiffError
from policydiff.library.actions.add import AddOptions, add
from policydiff.library.actions.import_texts import import_
from policydiff.library.actions.remove import remove
from policydiff.library.actions.set_facts import set_facts
from policydiff.model.document import text_sha256
from policydiff.reading.load import load
from policydiff.store.changes.additions import Refused
from policydiff.store.records.work_toml import work_to_toml
from policydiff.store.repository import Repository
from policydiff.works.lineage import trace_work
from policydiff.works.resolve import resolve
from policydiff.works.session import Session

COMPILED, OLD = f"{NAME}@2020-01-01", f"{NAME}@2016-03-01"


@pytest.fixture
def store(tmp_path: Path) -> Repository:
    """A repository with the ordinance and the decision on it."""
    repository = new_repository(tmp_path / "laws", clock=lambda: 1_767_312_000)
    put(repository, BASE)
    put(repository, DECISION)
    return repository


def keep(store: Repository, base: str = OLD, decision: str = TITLE, reason: str = ""):
    return store_consolidation(
        consolidate(base, decision, Session(repository=store.root)),
        Session(repository=store.root),
        reason,
    )


def version(store: Repository, date: str | None = None):
    return store.version(store.find(NAME), date)


def test_it_is_stored_in_one_commit_and_says_of_what_it_was_compiled(store):
    before = len(store.log())
    message, _ = keep(store, reason="公布前先用")

    assert len(store.log()) == before + 1
    assert message.startswith(
        f"Compile {NAME} 2020-01-01\n\n- compiled from {OLD}\n- compiled from {TITLE}@2020-01-01\n\nWork: "
    )
    assert message.endswith("Version: 2020-01-01\nReason: 公布前先用\n")
    document, made = store.load(version(store)), version(store).computed
    assert document.computed == made
    assert (made.base, made.decision, made.decision_date) == ("2016-03-01", TITLE, "2020-01-01")
    assert made.decision_uri == store.find(TITLE).uri
    assert made.base_sha256 == text_sha256(store.load(version(store, "2016-03-01")))
    assert made.sha256 == text_sha256(document)
    assert [article.text for article in document.articles][:2] == ["桥由镇里修。", "船由县里修。"]
    assert list(validate(store.xml(version(store)))) == []
    assert store.fsck() == ()
    assert Repository.open(store.root).works() == store.works()


def test_what_is_stored_already_makes_no_commit(store):
    keep(store)
    before = len(store.log())

    assert keep(store)[0] == ""
    assert len(store.log()) == before


def test_a_work_without_such_a_version_is_written_as_ever(store):
    work = store.find(NAME)

    assert b"computed" not in work_to_toml(work)
    assert b" origin=" not in store.xml(version(store))
    assert b"FRBRauthoritative" not in store.xml(version(store))


def test_it_never_answers_unmarked(store):
    keep(store)

    for name in (NAME, COMPILED, f"{NAME}@@2021-01-01"):
        found = resolve(name, Session(repository=store.root))
        assert not found.certain
        assert (
            found.notes[-1]
            == f"{COMPILED} is compiled from the amending decision {TITLE}; it is not an official text"
        )
    assert resolve(OLD, Session(repository=store.root)).certain
    assert resolve(f"{NAME}@@2019-01-01", Session(repository=store.root)).certain


def test_files_are_to_be_added_first(store, tmp_path):
    (tmp_path / "decision.txt").write_text(DECISION, encoding="utf-8")
    (tmp_path / "base.txt").write_text(BASE, encoding="utf-8")

    with pytest.raises(
        NotStoredError, match=r"decision.txt is a file; add it to the repository first"
    ):
        keep(store, decision=str(tmp_path / "decision.txt"))
    with pytest.raises(NotStoredError, match=r"base.txt is a file"):
        keep(store, base=str(tmp_path / "base.txt"))


def test_what_is_not_all_carried_out_is_not_stored(store):
    put(
        store,
        DECISION.replace("将第一条中的“村里”", "将第一条中的“城里”").replace(
            "2020年1月1日", "2020年1月2日"
        ),
    )

    with pytest.raises(IncompleteError) as caught:
        keep(store, decision=f"{TITLE}@2020-01-02")
    assert caught.value.exit_code == 6
    assert len(store.find(NAME).versions) == 1


def test_a_published_text_is_never_replaced(store):
    put(store, PUBLISHED)

    with pytest.raises(PolicyDiffError, match=r"2020-01-01 is stored as it was published"):
        keep(store, base=OLD)


def test_a_published_text_of_another_date_that_the_decision_made_is_known(store):
    put(store, PUBLISHED, "x.txt")
    set_facts(f"{NAME}@2020-01-01", Session(repository=store.root), promulgated="2020-01-09")

    with pytest.raises(PolicyDiffError, match=r"2020-01-09 is stored as it was published"):
        keep(store, base=OLD)


def test_a_base_that_is_not_the_one_amended_is_refused(store):
    later = PUBLISHED.replace("2020年1月1日", "2018年1月1日").replace("船由县里修", "驴由县里修")
    put(store, later)

    with pytest.raises(NotStoredError, match=r"2018-01-01 lies between"):
        keep(store, base=OLD)
    with pytest.raises(PolicyDiffError):
        keep(store, base=f"{NAME}@2018-01-01")


def test_a_compiled_base_is_refused(store):
    keep(store)
    put(
        store,
        DECISION.replace("村里", "镇里")
        .replace("“镇里”修改为“镇里”", "“镇里”修改为“市里”")
        .replace("2020年1月1日", "2021年1月1日"),
    )

    with pytest.raises(NotStoredError, match=r"was itself compiled"):
        keep(store, base=COMPILED, decision=f"{TITLE}@2021-01-01")


@pytest.mark.parametrize(
    ("text", "exact", "differences"),
    [
        (PUBLISHED, True, 0),
        (PUBLISHED.replace("，发给", ",发给"), False, 0),
        (MISPRINTED, False, 1),
    ],
)
def test_the_published_text_takes_its_place_with_the_differences_told(
    store, text, exact, differences
):
    keep(store)
    before, names = len(store.log()), trace_work(store, store.find(NAME)).lineage.wids[-1]

    added = put(store, text, "published.txt")

    assert (added.status, len(store.log())) == ("published", before + 1)
    assert added.verification.exact == exact
    assert [one.num for one in added.verification.differences] == ["第四条"] * differences
    work = store.find(NAME)
    assert [(one.date, one.computed) for one in work.versions] == [
        ("2016-03-01", None),
        ("2020-01-01", None),
    ]
    assert [source.role for source in work.sources] == ["text", "text"]
    assert store.load(work.versions[-1]).computed is None
    assert trace_work(store, work).lineage.wids[-1] == names
    assert resolve(NAME, Session(repository=store.root)).certain
    assert store.fsck() == ()
    assert b"computed" not in work_to_toml(work)


def test_import_tells_of_it_too(store):
    keep(store)
    from policydiff.store.changes.additions import Addition

    data = MISPRINTED.encode()
    outcome = next(
        store.add_many(
            [Addition(document=load(data, name="x.txt"), source=data, source_name="x.txt")]
        )
    )

    assert outcome.status == "published"
    assert len(outcome.verification.differences) == 1


def test_a_published_text_of_a_later_day_takes_its_place_too(store):
    keep(store)
    data = PUBLISHED.encode()
    document = load(data, name="x.txt", promulgated="2020-01-09", adopted="2020-01-01")

    added = store.add(document, data, "x.txt")

    assert added.status == "published"
    assert [one.date for one in store.find(NAME).versions] == ["2016-03-01", "2020-01-09"]
    assert store.fsck() == ()


def test_undo_brings_it_back_and_takes_it_away(store):
    keep(store)
    put(store, PUBLISHED)

    store.undo()
    assert version(store).computed is not None
    assert store.fsck() == ()
    store.undo()
    assert version(store).computed is None
    keep(store) if version(store).date == "2016-03-01" else None
    assert store.fsck() == ()


def test_it_can_be_removed_and_what_it_hangs_on_cannot(store):
    keep(store)

    for operand in (OLD, TITLE, f"{TITLE}@2020-01-01"):
        for force in (False, True):
            with pytest.raises(
                PolicyDiffError,
                match=r"this was compiled from it: 乙省桥梁条例@2020-01-01; remove that first",
            ):
                remove(operand, Session(repository=store.root), with_dependents=force)
    remove(COMPILED, Session(repository=store.root))
    assert [one.date for one in store.find(NAME).versions] == ["2016-03-01"]
    assert store.fsck() == ()
    remove(TITLE, Session(repository=store.root))
    assert store.fsck() == ()


def test_the_whole_work_goes_with_it(store):
    keep(store)

    remove(NAME, Session(repository=store.root), with_dependents=True)
    assert store.fsck() == ()


def test_a_fact_of_it_is_that_of_its_decision(store):
    keep(store)

    with pytest.raises(PolicyDiffError, match="set the fact of the decision or of the base"):
        set_facts(COMPILED, Session(repository=store.root), in_force="2020-03-01")
    set_facts(COMPILED, Session(repository=store.root), aliases=("桥梁条例",))
    assert version(store).computed is not None
    assert store.fsck() == ()


def test_a_changed_decision_is_told_at_once_and_by_fsck_until_it_is_compiled_anew(store):
    keep(store)
    message, _ = set_facts(TITLE, Session(repository=store.root), in_force="2020-03-01")

    assert (
        f"- {COMPILED} was compiled from it; compile it again with `policydiff consolidate --store`\n"
        in message
    )
    assert [fault.code for fault in store.fsck()] == ["compiled"]
    assert keep(store, base=OLD)[0].startswith("Compile anew")
    assert store.load(version(store)).dates.in_force == "2020-03-01"
    assert store.fsck() == ()


def test_a_corrected_base_is_told_at_once_and_by_fsck(store):
    keep(store)
    added = put(store, BASE.replace("发给补助", "发给津贴"), correct=True)

    assert added.notes == (
        f"{COMPILED} was compiled from it; compile it again with `policydiff consolidate --store`",
    )
    assert [fault.message for fault in store.fsck()] == [
        "was compiled from the version of 2016-03-01, which reads otherwise now; compile it again with `policydiff consolidate --store`"
    ]
    keep(store, base=OLD)
    assert store.fsck() == ()


def test_another_text_in_its_file_is_found(store):
    from policydiff.store.git.stream import Change, Commit

    keep(store)
    forged = store.xml(version(store)).replace("船由县里修".encode(), "船由州里修".encode())
    store._write(
        lambda _tip: [Commit(message="x", changes=(Change(path=version(store).path, data=forged),))]
    )

    assert {fault.message for fault in store.fsck()} == {
        "reads otherwise than when it was compiled",
        "is not what the decision yields from its base; compile it again with `policydiff consolidate --store`",
    }


def test_a_mark_that_stands_in_one_place_alone_is_found(store):
    from policydiff.store.git.stream import Change, Commit

    keep(store)
    text = store.load(version(store))
    from dataclasses import replace

    bare = to_xml(replace(text, computed=None))
    store._write(
        lambda _tip: [Commit(message="x", changes=(Change(path=version(store).path, data=bare),))]
    )
    assert "origin" in {fault.code for fault in store.fsck()}


def test_its_xml_added_elsewhere_stays_compiled(store, tmp_path):
    keep(store)
    xml = store.xml(version(store))
    other = new_repository(tmp_path / "other")

    added = other.add(load(xml, name="law.xml"), xml, "law.xml")

    assert added.version.computed == version(store).computed
    assert added.notes == (
        f"{COMPILED} is compiled from the amending decision {TITLE}; it is not an official text",
    )
    assert not resolve(NAME, Session(repository=other.root)).certain
    assert other.fsck() == ()
    put(other, BASE)
    put(other, DECISION)
    assert other.fsck() == ()
    again = other.add(load(xml, name="law.xml"), xml, "law.xml")
    assert again.status == "unchanged"
    assert put(other, PUBLISHED).status == "published"
    assert [source.role for source in other.find(NAME).sources_of("2020-01-01")] == [
        "replaced",
        "text",
    ]
    assert other.fsck() == ()


def test_its_xml_is_no_witness_of_the_published_text(store):
    keep(store)
    xml = store.xml(version(store))
    put(store, PUBLISHED)

    for choice in ({}, {"witness": True}, {"correct": True}):
        with pytest.raises(PolicyDiffError, match="is stored as it was published"):
            store.add(load(xml, name="law.xml"), xml, "law.xml", **choice)


def test_its_xml_with_another_text_is_refused(store, tmp_path):
    keep(store)
    xml = store.xml(version(store)).replace("船由县里修".encode(), "船由州里修".encode())
    other = new_repository(tmp_path / "other")

    with pytest.raises(PolicyDiffError, match="its text was changed since"):
        other.add(load(xml, name="law.xml"), xml, "law.xml")


@pytest.mark.parametrize("form", ["txt", "html", "docx", "markdown"])
def test_every_other_form_says_so_and_is_refused(store, tmp_path, form):
    from policydiff.library.actions.export import write_export
    from policydiff.model.reports import Edition, ReportOptions

    keep(store)
    data = write_export(
        Edition(document=store.load(version(store))), form, ReportOptions(language="en")
    )
    other = new_repository(tmp_path / "other")
    name = f"law.{'md' if form == 'markdown' else form}"
    document = load(data, name=name)

    assert "据修改决定整理，非官方文本" in document.full_text()
    outcome = next(other.add_many([_addition(document, data, name)]))
    assert isinstance(outcome, Refused)
    assert "says of itself that it was compiled" in str(outcome.error)
    official = write_export(
        Edition(document=store.load(version(store, "2016-03-01"))),
        form,
        ReportOptions(language="en"),
    )
    assert "非官方" not in load(official, name=name).full_text()


def _addition(document, data, name):
    from policydiff.store.changes.additions import Addition

    return Addition(document=document, source=data, source_name=name)


def test_the_xml_of_a_consolidation_of_files_says_so_too():
    result = consolidate_files()

    assert from_xml(to_xml(result)).computed == result.computed
    assert result.computed.decision_uri is None


def consolidate_files():
    from policydiff.amending.engine.consolidate import consolidate as carry_out

    return carry_out(
        load(BASE.encode(), name="a.txt"), load(DECISION.encode(), name="b.txt")
    ).document


def test_lasting_names_go_on_from_the_compiled_to_the_published_text(store, tmp_path):
    keep(store)
    compiled = trace_work(store, store.find(NAME)).lineage.wids[-1]
    assert compiled["art_2"] == "2020-01-01.art_2"
    shifted = PUBLISHED.replace(
        "第二条　船", "第二条　渡口的灯笼由看守的人点。\n\n第三条　船"
    ).replace("第三条　路", "第四条　路")
    shifted = shifted.replace("第四条　依照第三条", "第五条　依照第四条").replace(
        "第五条　本", "第六条　本"
    )
    (tmp_path / "published.txt").write_text(shifted, encoding="utf-8")

    stored = add(tmp_path / "published.txt", Session(repository=store.root), AddOptions())

    assert stored.added.status == "published"
    names = trace_work(store, store.find(NAME)).lineage.wids[-1]
    assert [names[f"art_{place}"] for place in (1, 3, 4, 5, 6)] == [
        compiled[f"art_{place}"] for place in (1, 2, 3, 4, 5)
    ]
    assert names["art_2"] not in compiled.values()
    assert len(set(names.values())) == len(names)
    assert store.fsck() == ()
    store.undo()
    assert trace_work(store, store.find(NAME)).lineage.wids[-1] == compiled


def test_nothing_more_is_written_where_the_names_follow_by_themselves(store, tmp_path):
    keep(store)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "published.txt").write_text(MISPRINTED, encoding="utf-8")

    done = import_(tmp_path / "folder", Session(repository=store.root))

    assert done.statuses == {"published": 1}
    assert [found.equal_but_noise for found in done.published.values()] == [False]
    assert not list(store.root.rglob("names.toml"))


def test_what_was_said_of_a_part_that_is_not_published_is_told(store):
    from policydiff.store.records.pins import StoredPin

    keep(store)
    for left, right in (("art_1", "art_1"), ("art_4", "art_5")):
        store.write_pins(
            store.find(NAME), StoredPin(left=("2016-03-01", left), right=("2020-01-01", right))
        )
    added = put(store, PUBLISHED.replace("\n第五条　本条例自2016年5月1日起施行。\n", ""))

    assert added.notes == (
        "2016-03-01#art_4 ↔ 2020-01-01#art_5 is forgotten: the published text has no such part",
    )
    assert [pin.left[1] for pin in store.pins(store.find(NAME))] == ["art_1"]
    assert store.fsck() == ()


def test_a_compiled_text_is_not_taken_for_the_republished_one(store):
    keep(store)

    with pytest.raises(PolicyDiffError, match="is no republished text"):
        consolidate(OLD, TITLE, Session(repository=store.root), against=COMPILED)
    chain = consolidate_chain(OLD, [], [], Session(repository=store.root)).chain
    assert [step.against for step in chain.steps] == [None]


STEPS = ("keep", "publish", "misprint", "undo", "remove", "forget", "alias", "link")


def _step(store: Repository, name: str) -> None:
    from policydiff.store.records.pins import StoredPin

    if name == "keep":
        keep(store)
    elif name in ("publish", "misprint"):
        put(store, PUBLISHED if name == "publish" else MISPRINTED)
    elif name == "undo":
        store.undo()
    elif name == "alias":
        set_facts(NAME, Session(repository=store.root), aliases=("桥梁条例",))
    elif name == "link":
        store.write_pins(
            store.find(NAME), StoredPin(left=("2016-03-01", "art_1"), right=("2020-01-01", "art_2"))
        )
    else:
        remove(
            COMPILED if name == "remove" else TITLE,
            Session(repository=store.root),
            with_dependents=True,
        )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(STEPS), min_size=2, max_size=6))
def test_whatever_is_done_the_repository_is_sound_and_nothing_unofficial_is_unmarked(steps):
    with tempfile.TemporaryDirectory() as folder:
        store = Repository.init(Path(folder), clock=lambda: 1_767_312_000)
        put(store, BASE)
        put(store, DECISION)
        for name in steps:
            with suppress(PolicyDiffError):
                _step(store, name)
            assert [
                fault for fault in store.fsck() if fault.code != "pin"
            ] == []  # a pin may be set before its version is there
            for work in store.works():
                for one in work.versions:
                    document = store.load(one)
                    assert one.computed == document.computed
                    sources = {source.role for source in work.sources_of(one.date)}
                    assert ("text" in sources) == (document.computed is None)


@pytest.mark.corpus
def test_a_real_text_is_kept_and_gives_way(tmp_path, corpus):
    folder = next((corpus / "works").rglob("1999-03-15.decision.*"), None)
    if folder is None:
        pytest.skip("the decision of 1999 is not at hand")
    texts = {date: next(folder.parent.glob(f"{date}.md")) for date in ("1993-03-29", "1999-03-15")}
    store = new_repository(tmp_path / "laws")
    base = add(texts["1993-03-29"], Session(repository=store.root), AddOptions()).added.version
    decision = add(folder, Session(repository=store.root), AddOptions()).added.version

    store_consolidation(
        consolidate(base.name, decision.name, Session(repository=store.root)),
        Session(repository=store.root),
    )
    assert store.fsck() == ()
    stored = add(texts["1999-03-15"], Session(repository=store.root), AddOptions())

    assert (stored.added.status, stored.added.verification.equal_but_noise) == ("published", True)
    assert store.fsck() == ()
