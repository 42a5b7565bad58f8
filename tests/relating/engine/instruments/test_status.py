"""What became of an instrument, from texts and from what is known. Everything here is invented."""

from __future__ import annotations

from dataclasses import replace

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.version import Amendment, Dates
from policydiff.relating.engine.instruments.catalogue import CatalogueEntry, CatalogueEvent
from policydiff.relating.engine.instruments.status import AtHand, complete
from policydiff.relating.engine.relation import Instrument

MENTION = Instrument(left="art_1", span=(2, 8), name="图书借阅条例", action="制定")
TEXT = Document(
    title="图书借阅条例",
    kind="regulation",
    dialect="cn_law",
    authority="国务院",
    document_number="国务院令第9001号",
    dates=Dates(promulgated="2019-03-01", in_force="2019-05-01"),
)
ENTRY = CatalogueEntry(
    title="中华人民共和国图书借阅条例",
    kind="regulation",
    status="in force",
    number="国务院令第9001号",
    promulgated="2019-03-01",
    in_force="2019-05-01",
    sources=("示例公报",),
    events=(
        CatalogueEvent(date="2016-07-01", what="draft", source="示例公告一"),
        CatalogueEvent(date="2018-07-01", what="draft", source="示例公告二"),
        CatalogueEvent(date="2019-03-01", what="enacted", source="示例公报"),
        CatalogueEvent(date="2023-06-02", what="revised", source="示例决定"),
    ),
)


def at_hand(document: Document = TEXT, *others: str) -> tuple[AtHand, ...]:
    return (AtHand(document=document, name=document.title, other_dates=others),)


def test_of_nothing_nothing_is_said():
    assert complete(MENTION, (), None, "2017-01-15") == MENTION


def test_the_catalogue_alone():
    found = complete(MENTION, (), ENTRY, "2017-01-15")

    assert (found.title, found.status, found.document) == (
        "中华人民共和国图书借阅条例",
        "in force",
        None,
    )
    assert found.since == (
        ("2018-07-01", "draft"),
        ("2019-03-01", "enacted"),
        ("2023-06-02", "revised"),
    )
    assert found.sources == ("示例公报", "示例公告二", "示例决定")
    assert found.note is None


def test_of_an_unknown_day_every_event_is_told():
    assert complete(MENTION, (), ENTRY, None).since[0] == ("2016-07-01", "draft")


def test_a_text_alone_does_not_tell_that_it_is_in_force():
    found = complete(MENTION, at_hand(), None, "2017-01-15")

    assert (found.title, found.status, found.document) == (
        "图书借阅条例",
        "enacted",
        "图书借阅条例",
    )
    assert found.since == (("2019-03-01", "enacted"),)
    assert (found.authority, found.number, found.promulgated, found.in_force) == (
        "国务院",
        "国务院令第9001号",
        "2019-03-01",
        "2019-05-01",
    )
    assert found.sources == ("《图书借阅条例》2019-03-01",)


def test_where_they_contradict_the_text_counts_and_both_are_told():
    other = replace(
        TEXT,
        dates=Dates(promulgated="2019-03-08", in_force="2019-05-01"),
        document_number="国务院令第九千零二号",
    )
    found = complete(MENTION, at_hand(other), ENTRY, "2017-01-15")

    assert found.promulgated == "2019-03-08"
    assert found.since == (
        ("2018-07-01", "draft"),
        ("2019-03-08", "enacted"),
        ("2023-06-02", "revised"),
    )
    assert found.note == (
        "promulgated: 2019-03-08 in the text, 2019-03-01 in the catalogue; number: 国务院令第九千零二号 in the text, 国务院令第9001号 in the catalogue"
    )


def test_numerals_of_two_kinds_are_one_number():
    same = replace(TEXT, document_number="第九千零一号")

    assert complete(MENTION, at_hand(same), ENTRY, None).note is None


def test_an_amended_text_tells_its_amendments_and_its_first_dates():
    amended = replace(
        TEXT,
        dates=Dates(promulgated="2024-02-03"),
        original_dates=Dates(promulgated="2019-03-01", in_force="2019-05-01"),
        amendments=(
            Amendment(word="修订", date="2023-06-02"),
            Amendment(word="修订", date="2024-02-03"),
        ),
        document_number="国务院令第9100号",
    )
    found = complete(MENTION, at_hand(amended), ENTRY, "2019-01-01")

    assert found.since == (
        ("2019-03-01", "enacted"),
        ("2023-06-02", "revised"),
        ("2024-02-03", "revised"),
    )
    assert (found.number, found.note) == ("国务院令第9001号", None)


def test_a_rewritten_text_does_not_tell_when_the_first_version_took_effect():
    rewritten = replace(
        TEXT,
        dates=Dates(promulgated="2023-06-02"),
        original_dates=Dates(promulgated="2019-03-01", in_force="2023-09-01"),
        amendments=(Amendment(word="修订", date="2023-06-02"),),
    )
    found = complete(MENTION, at_hand(rewritten), ENTRY, None)

    assert (found.in_force, found.note) == ("2019-05-01", None)


def test_other_stored_versions_are_revisions():
    newest = replace(
        TEXT, dates=Dates(promulgated="2024-02-03"), original_dates=Dates(promulgated="2019-03-01")
    )
    found = complete(MENTION, at_hand(newest, "2019-03-01", "2021-01-01"), None, "2017-01-15")

    assert found.since == (
        ("2019-03-01", "enacted"),
        ("2021-01-01", "revised"),
        ("2024-02-03", "revised"),
    )


def test_a_day_that_only_names_of_files_have_is_no_revision():
    newest = replace(
        TEXT,
        dates=Dates(named="2024-02-03"),
        original_dates=Dates(promulgated="2019-03-01"),
    )
    stored = AtHand(
        document=newest,
        name=newest.title,
        other_dates=("2019-03-01", "2021-01-01", "2022-01-01"),
        named=("2021-01-01", "2024-02-03"),
    )
    found = complete(MENTION, (stored,), None, "2017-01-15")

    assert found.since == (("2019-03-01", "enacted"), ("2022-01-01", "revised"))


def test_the_oldest_stored_version_tells_the_first_dates():
    newest = replace(TEXT, dates=Dates(promulgated="2024-02-03"))
    (found,) = (
        complete(
            MENTION,
            (AtHand(document=newest, name="/akn/x", oldest=TEXT, other_dates=("2019-03-01",)),),
            None,
            None,
        ),
    )

    assert (found.document, found.promulgated, found.number) == (
        "/akn/x",
        "2019-03-01",
        "国务院令第9001号",
    )
    assert found.since == (("2019-03-01", "enacted"), ("2024-02-03", "revised"))


def test_the_oldest_stored_version_need_not_be_the_first():
    newest = replace(
        TEXT,
        dates=Dates(promulgated="2024-02-03"),
        amendments=(Amendment(word="修订", date="2024-02-03"),),
    )
    oldest = replace(
        newest,
        dates=Dates(promulgated="2021-01-01"),
        amendments=(Amendment(word="修订", date="2021-01-01"),),
    )
    found = complete(
        MENTION,
        (AtHand(document=newest, name="x", oldest=oldest, other_dates=("2021-01-01",)),),
        None,
        None,
    )

    assert (found.promulgated, found.number) == (None, None)
    assert found.since == (("2024-02-03", "revised"),)


def test_when_only_the_adoption_is_told_the_order_is_known_from_the_catalogue():
    adopted = replace(TEXT, dates=Dates(adopted="2019-02-20"))
    found = complete(MENTION, at_hand(adopted), replace(ENTRY, adopted="2019-02-20"), "2019-01-01")

    assert (found.adopted, found.promulgated, found.note) == ("2019-02-20", "2019-03-01", None)
    assert found.since[0] == ("2019-03-01", "enacted")


def test_a_draft_is_no_enactment():
    draft = replace(
        TEXT, stage="征求意见稿", document_number=None, dates=Dates(promulgated="2018-07-01")
    )
    found = complete(MENTION, at_hand(draft), None, "2017-01-15")

    assert (found.status, found.title, found.since, found.promulgated) == (
        "draft",
        None,
        (("2018-07-01", "draft"),),
        None,
    )


def test_a_text_at_hand_is_newer_than_a_catalogue_that_knows_a_draft():
    found = complete(
        MENTION,
        at_hand(),
        replace(ENTRY, status="draft", events=ENTRY.events[:2], promulgated=None, in_force=None),
        "2017-01-15",
    )

    assert found.status == "enacted"
    assert found.since == (("2018-07-01", "draft"), ("2019-03-01", "enacted"))
    assert found.note == "status: a promulgated text is at hand, the catalogue knows a draft"


def test_what_the_catalogue_remarks_is_passed_on():
    assert (
        complete(MENTION, (), replace(ENTRY, note=Message.foreign("名称有变")), None).note
        == "名称有变"
    )
