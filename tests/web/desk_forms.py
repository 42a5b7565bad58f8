"""The forms of a desk, as a browser without scripts sends them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from lxml import html


def forms(page: str, action: str) -> list:
    """The forms of a page that lead to an address."""
    return html.fromstring(page).xpath(f'//form[@action="{action}"]')


def sent(site, form, **more: str):
    """Send a form of the page as a browser does, by its first button or the fields of `more`."""
    button = form.xpath(".//button[@name]")[0] if form.xpath(".//button[@name]") else None
    pressed = {} if button is None else {button.get("name"): button.get("value")}
    return site.post(form.get("action"), {**dict(form.fields), **pressed, **more})


def wish(answer) -> dict[str, str]:
    """The parameters of the address to which a form led."""
    assert answer.status_code == 303, answer.text
    return {
        key: one[0] for key, one in parse_qs(urlsplit(answer.headers["location"]).query).items()
    }
