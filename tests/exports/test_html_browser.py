"""The exported page in a real Chromium: nothing runs, nothing is fetched, nothing scrolls sideways,
paper is A4.
"""

from __future__ import annotations

import pytest
from reading_back import EXAMPLES, written

from policydiff.reading.load import load


@pytest.mark.parametrize("width", [390, 1280])
def test_page_is_read_at_any_width_and_its_links_work(browser, tmp_path, width):
    path = tmp_path / "text.html"
    path.write_bytes(written(load(EXAMPLES[3]), "html"))
    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on(
        "request",
        lambda request: (
            said.append(request.url) if not request.url.startswith(("file:", "data:")) else None
        ),
    )
    page.goto(path.as_uri())

    page.click("nav.contents a >> nth=2")

    assert page.url.endswith("#chp_3")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "Math.abs(document.getElementById('chp_3').getBoundingClientRect().top) < 200"
    )
    assert said == []
    page.close()


def test_page_prints_on_a4(browser, tmp_path):
    import pypdfium2

    path = tmp_path / "text.html"
    path.write_bytes(written(load(EXAMPLES[3]), "html"))
    page = browser.new_page()
    page.goto(path.as_uri())

    data = page.pdf(prefer_css_page_size=True)
    page.close()

    with pypdfium2.PdfDocument(data) as pdf:
        sizes = {
            tuple(round(side * 25.4 / 72) for side in pdf[place].get_size())
            for place in range(len(pdf))
        }
        text = "".join(pdf[place].get_textpage().get_text_range() for place in range(len(pdf)))
    assert sizes == {(210, 297)}
    assert "附表" in text
