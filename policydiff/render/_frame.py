"""The frame of every HTML page: one file with its styles and its script, whose policy forbids it to
fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from policydiff.model.plugins import Language
from policydiff.render._markup import Markup, element


def frame(
    title: str, body: Markup, language: Language, *, styles: tuple[str, ...], script: str | None
) -> str:
    """The whole page; `styles` and `script` name files of the folder `_page`; without a script none
    can run.
    """
    code = "" if script is None else _part(script)
    allowed = (
        ""
        if script is None
        else f"script-src 'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'; "
    )
    policy = f"default-src 'none'; style-src 'unsafe-inline'; {allowed}img-src data:; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("link", rel="icon", href="data:,"),
        element("style", Markup("".join(map(_part, styles)))),
        element("script", Markup(code)) if code else Markup(""),
    )
    return "<!doctype html>\n" + element(
        "html", head, body, lang="zh-Hans" if language == "zh" else "en"
    )


def _part(name: str) -> str:
    """A file that goes into every page."""
    return files("policydiff.render").joinpath("_page", name).read_text(encoding="utf-8")
