"""Readings of documents are kept while the same document is asked for. All invented."""

from policydiff.model.document import CACHED_DOCUMENTS, Document, cached_by_document

TITLE = "长亭市雨棚管理办法"


def made(title: str) -> Document:
    return Document(title=title, kind="local-rule", dialect="cn_law")


def test_the_same_document_is_read_once():
    asked: list[Document] = []
    read = cached_by_document(lambda document: asked.append(document) or document.title)
    document = made(TITLE)

    assert [read(document), read(document)] == [TITLE, TITLE]
    assert len(asked) == 1


def test_another_document_and_another_question_are_read_again():
    read = cached_by_document(lambda document, times=1: document.title * times)
    document = made(TITLE)

    assert read(document) == TITLE
    assert read(document, times=2) == TITLE * 2
    assert read(made("长亭市雨伞管理办法")) == "长亭市雨伞管理办法"


def test_an_option_left_out_is_its_default():
    asked: list[int] = []
    read = cached_by_document(
        lambda document, *, times=1: asked.append(times) or document.title * times
    )
    document = made(TITLE)

    assert read(document) == read(document, times=1)
    assert read(document, times=2) == TITLE * 2
    assert asked == [1, 2]


def test_equal_documents_are_told_apart():
    read = cached_by_document(id)
    one, other = made(TITLE), made(TITLE)

    assert one == other
    assert (read(one), read(other)) == (id(one), id(other))


def test_what_was_asked_for_long_ago_is_let_go():
    asked: list[Document] = []
    read = cached_by_document(asked.append)
    documents = [made(f"{TITLE}{place}") for place in range(CACHED_DOCUMENTS + 1)]
    for document in (*documents, documents[0]):
        read(document)

    assert len(asked) == CACHED_DOCUMENTS + 2
