"""Messages read as English, remember how they were made, and are said in another language; data
stays as it is.
"""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import InputError
from policydiff.locale import LANGUAGES, translate
from policydiff.messages import AND, NOTHING, Message, from_record, recall, template

WORDS = st.text(max_size=12)
NAMES = st.sampled_from(("name", "path", "what", "count"))


def messages(depth: int = 2) -> st.SearchStrategy[Message]:
    fields = WORDS if depth == 0 else WORDS | messages(depth - 1)
    texts = st.builds(
        "{name} lies in {path}: {what}{count}".replace,
        st.sampled_from(("{name}", "{what}", "~")),
        WORDS,
    )
    made = st.builds(
        lambda text, given: Message(text, **given), texts, st.dictionaries(NAMES, fields)
    )
    counted = st.builds(
        lambda count, given: Message.counted("one {name}", "{count} of {name}", count, **given),
        st.integers(0, 3),
        st.dictionaries(NAMES, fields),
    )
    return made | counted | st.builds(Message.foreign, WORDS)


def test_it_is_its_english_text():
    message = Message("{name} holds {count} pages", name="a.pdf", count=3)

    assert message == "a.pdf holds 3 pages"
    assert json.dumps({"message": message}) == '{"message": "a.pdf holds 3 pages"}'
    assert (message.template, dict(message.fields)) == (
        "{name} holds {count} pages",
        {"name": "a.pdf", "count": "3"},
    )


def test_braces_of_data_and_of_no_field_are_text():
    assert Message("{name} is {unknown}", name="{count}") == "{count} is {unknown}"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 page of a"), (0, "0 pages of a"), (2, "2 pages of a")]
)
def test_one_is_said_otherwise_than_several(count: int, text: str):
    assert (
        Message.counted(
            "{count} page of {name}", "{count} pages of {name}", count, count=count, name="a"
        )
        == text
    )


def test_an_error_counts_as_what_it_says():
    error = InputError(Message("{path}: there is no such file", path="函"))

    assert (
        translate(Message("step {step} of {steps}: {error}", step=1, steps=2, error=error), "zh")
        == "第 1 步（共 2 步）：函：没有这个文件"
    )


@given(messages())
def test_it_survives_pickling_and_json(message: Message):
    for again in (
        pickle.loads(pickle.dumps(message)),
        from_record(json.loads(json.dumps(message.to_record()))),
    ):
        assert again == message
        assert again.to_record() == message.to_record()


@given(messages(), st.sampled_from(LANGUAGES))
def test_what_no_catalogue_has_stays_english(message: Message, language: str):
    assert translate(message, "en") == message
    assert isinstance(translate(message, language), str)


@pytest.mark.parametrize(
    "data", ["opinion", "letter", "File", "no such x; there is no such file", "interrupted"]
)
def test_data_is_never_translated(data: str):
    assert (
        translate(Message("{path}: there is no such file", path=data), "zh")
        == f"{data}：没有这个文件"
    )
    assert translate(Message.foreign(data), "zh") == data


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_nothing_in_every_language(language: str):
    assert translate(Message(""), language) == translate(NOTHING, language) == ""


def test_messages_are_joined_in_every_language():
    parts = [Message("a form"), Message.counted("{count} script", "{count} scripts", 2, count=2)]

    assert Message.joined(parts, AND) == "a form and 2 scripts"
    assert translate(Message.joined(parts, AND), "zh") == "表单、2 个脚本"
    assert Message.joined(()) == NOTHING == ""


def test_of_a_name_that_is_said_already_the_reason_is_left():
    why = Message("it is empty")

    assert Message("{name}: {why}", name="a.txt", why=why).without("a.txt") is why
    assert Message("{name}: {why}", name="a.txt", why=why).without("b.txt") == "a.txt: it is empty"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Add 甲法 2020-01-01", Message("Add {name}", name="甲法 2020-01-01")),
        ("Add a witness of 甲法", Message("Add a witness of {name}", name="甲法")),
        ("Undo: Add 甲法", Message("Undo: {subject}", subject=Message("Add {name}", name="甲法"))),
        ("Merge branch x", Message.foreign("Merge branch x")),
        ("Add", Message.foreign("Add")),
    ],
)
def test_a_stored_sentence_is_recalled(text: str, made: Message):
    templates = (
        template("Add {name}"),
        template("Add a witness of {name}"),
        template("Undo: {subject}"),
    )

    assert recall(text, templates, {"subject": templates}).to_record() == made.to_record()


def test_recalling_takes_no_longer_than_the_text_is_long(grows_evenly):
    templates = ("{first} and {second} of {title}", "{first}: {second}")

    grows_evenly(lambda size: recall("and of : " * 2000 * size + "x", templates), 16)
