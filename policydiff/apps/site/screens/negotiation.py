"""The same address in several forms: page, data, XML, file for Word.

The parameter ``format`` decides, else the header Accept; without either it is the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from starlette.requests import Request

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.web.downloads import MEDIA as DOWNLOADS

HTML = "html"

MEDIA: Mapping[str, str] = {
    HTML: "text/html",
    "json": "application/json",
    "akn": "application/akn+xml",
    "docx": DOWNLOADS[".docx"],
    "xlsx": DOWNLOADS[".xlsx"],
    "markdown": "text/markdown",
    "csv": "text/csv",
    "txt": "text/plain",
}
"""The forms by the names of `policydiff.report.formats`, and their types."""

TEXTS = (HTML, "json", "akn", "docx", "markdown", "txt")
COMPARISONS = (HTML, "json", "docx", "xlsx", "markdown", "csv")
"""The forms of a version and of a comparison, the page first."""

_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+/[\w!#$&^.+*-]+)\s*((?:;[^,]*)?)")
_QUALITY = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)
"""For example text/html;level=1;q=0.7: the range of types, and its quality."""

_LONGEST = 2000


class NotOfferedError(UsageError):
    """An address is not offered in a form that was asked for."""

    def __init__(self, forms: Iterable[str], form: str | None = None) -> None:
        """`form` is what was asked for by name; None where the head Accept fits none."""
        listed = ", ".join(forms)
        super().__init__(
            Message("here are: {listed}; none of them is accepted", listed=listed)
            if form is None
            else Message("{form} is no format here; choose from {listed}", form=form, listed=listed)
        )


def chosen_form(request: Request, forms: tuple[str, ...]) -> str:
    """The form in which a request wants an address. Raises `NotOfferedError`."""
    named = request.query_params.get("format")
    if named is not None:
        if named not in forms:
            raise NotOfferedError(forms, named)
        return named
    accept = ",".join(request.headers.getlist("accept"))
    best = best_form(accept, forms)
    if best is None:
        raise NotOfferedError(forms)
    return best


def best_form(accept: str, forms: tuple[str, ...]) -> str | None:
    """The form that a head Accept likes best.

    Of several the first; None where it fits none.
    """
    if not accept.strip():
        return forms[0]
    ranges = dict(_ranges(accept[:_LONGEST]))
    quality = {form: _quality(MEDIA[form], ranges) for form in forms}
    best = max(forms, key=lambda form: quality[form])
    return best if quality[best] > 0 else None


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        found = _RANGE.fullmatch(part)
        if found is not None:
            stated = _QUALITY.search(found[2])
            yield found[1].lower(), 1.0 if stated is None else float(stated[1])


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    """The quality of a type: that of the closest range around it, 0 for none."""
    family = media.partition("/")[0] + "/*"
    return next((ranges[one] for one in (media, family, "*/*") if one in ranges), 0.0)


def wants_page(request: Request, forms: tuple[str, ...]) -> bool:
    """True where a request is for the page itself."""
    try:
        return chosen_form(request, forms) == HTML
    except NotOfferedError:
        return False
