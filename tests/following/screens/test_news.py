"""News on the page, and what a change concerns."""

from __future__ import annotations

import re

DATA = "/works/shilishigonggongshujuguanlitiaoli"
TITLE = "示例市公共数据管理条例"


def test_the_news_lead_to_texts_comparisons_and_what_they_concern(site):
    page = site.get("/news", params={"lang": "en"}).text

    assert f'href="{DATA}/2018-11-30"' in page
    assert f'href="{DATA}/2024-05-31/affected"' in page
    assert f'href="{DATA}/2018-11-30/affected"' not in page  # nothing stood before it
    for address in set(re.findall(r'href="(/(?:works|compare)[^"]*)"', page)):
        assert site.get(address.replace("&amp;", "&")).status_code == 200
    assert "Announced so far" not in page


def test_what_a_change_concerns_is_that_of_the_command(site):
    shown = site.get(f"{DATA}/2024-05-31/affected", params={"lang": "zh"}).text
    saved = site.get(f"{DATA}/2024-05-31/affected", params={"as": "json"})

    assert f"《{TITLE}》修改所涉条文" in shown
    assert saved.json()["type"] == "affected"
    assert [one["title"] for one in saved.json()["works"]] == [TITLE]
    assert site.get(f"{DATA}/2024-05-31/affected", params={"as": "xml"}).status_code == 404


def test_a_first_version_changes_nothing(site):
    answer = site.get(f"{DATA}/2018-11-30/affected", params={"lang": "zh"})

    assert answer.status_code == 404
    assert "没有修改库中的任何文本" in answer.text


def test_what_was_announced_says_so(own_site):
    from policydiff.store.repository import Repository

    store = Repository.open(own_site.repository)
    store.finish_announcing(store.tip)

    assert "已通报" in own_site.get("/news", params={"lang": "zh"}).text
