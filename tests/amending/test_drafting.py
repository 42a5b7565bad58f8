"""A decision drafted from two texts. All texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.amending.drafting import NothingToAmendError

OLD = """丙县渡口办法
第一条　为了管理渡口，制定本办法。
第二条　渡口由村管理。
第三条　船应当登记。
第四条　本办法自2015年1月1日起施行。
"""


def load(text: str) -> policydiff.Document:
    return policydiff.load(text.encode(), name="text.txt")


def test_articles_come_go_and_get_new_texts():
    new = """丙县渡口办法
第一条　为了管理渡口和桥梁，制定本办法。
第二条　桥由县管理。
第三条　渡口由村管理。
第四条　本办法自2015年1月1日起施行。
"""

    draft = policydiff.draft_amendment(load(OLD), load(new))

    assert draft.exact
    assert [article.text for article in draft.consolidation.document.articles] == [article.text for article in load(new).articles]
    assert draft.to_dict()["exact"] is True


def test_texts_that_say_the_same_have_nothing_to_amend():
    with pytest.raises(NothingToAmendError):
        policydiff.draft_amendment(load(OLD), load(OLD))
