"""Versions and comparisons in other forms than the page, at its address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from re import Pattern

from starlette.requests import Request
from starlette.responses import Response

from policydiff import __version__
from policydiff.apps.site.api import works
from policydiff.apps.site.api.calls import ApiCall, heads_of, refused, tag_of
from policydiff.comparing.actions.written import report
from policydiff.comparing.screens.asked_comparison import Compared, compared
from policydiff.errors import PolicyDiffError, UsageError
from policydiff.library.actions.export import export, with_lasting_names, write_export
from policydiff.messages import Message
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report.formats import FORMATS
from policydiff.report.json import encode
from policydiff.web.answers import Endpoint, file
from policydiff.web.downloads import MEDIA as DOWNLOADS
from policydiff.web.visit import Visit

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


Writer = Callable[[Visit, str], tuple[bytes, str]]
"""Writes what stands at an address in a form; gives the bytes and a name for the file."""


Stamp = Callable[[Visit], str]
"""Names everything that is written at an address and may change."""


def write_version(visit: Visit, form: str) -> tuple[bytes, str]:
    """A version as data, XML, text or a file for Word."""
    call = ApiCall(session=visit.session, values=visit.path)
    if form == "json":
        return encode(works.version(call)), ""
    resolved = export(works.operand(call), visit.session)
    document, names = (
        with_lasting_names(resolved, visit.session) if form == "akn" else (resolved.document, None)
    )
    options = ReportOptions(language=visit.language)
    name = f"{document.title}@{document.version_date or ''}".rstrip("@")
    edition = Edition(document=document, names=names, status=resolved.status)
    return write_export(edition, form, options), name


def write_comparison(visit: Visit, form: str) -> tuple[bytes, str]:
    """A comparison of the two texts of the address as data or a file for Word."""
    one = _compared(visit)
    data = report(one.found.comparison, form, one.options)
    return data, f"{one.found.right.document.title} 对照表"


def stamp_comparison(visit: Visit) -> str:
    """Everything that a comparison depends on, the day and the record too."""
    return repr(_compared(visit).stamp)


def _compared(visit: Visit) -> Compared:
    return compared(visit, visit.asked("left"), visit.asked("right"))


def stamp_version(visit: Visit) -> str:
    """The state of the repository, upon which a version depends."""
    return visit.session.store().tip


def respond(visit: Visit, *, forms: tuple[str, ...], write: Writer, stamp: Stamp) -> Response:
    """The answer in the form that is asked for."""
    try:
        form = chosen_form(visit.request, forms)
    except NotOfferedError as error:
        status = 400 if "format" in visit.query else 406
        return _varied(refused(visit, error, status=status))
    url = visit.request.url
    tag = tag_of(json.dumps([__version__, stamp(visit), url.path, url.query, form, visit.language]))
    if visit.has_tag(tag):
        return _varied(Response(status_code=304, headers=heads_of(tag)))
    data, name = write(visit, form)
    found = file(data, name + FORMATS[form].suffix, MEDIA[form], shown=form != "docx")
    if form == "json":
        del found.headers["Content-Disposition"]
    found.headers.update(heads_of(tag))
    return _varied(found)


def _varied(found: Response) -> Response:
    found.headers["Vary"] = "Accept, Accept-Language, Cookie"
    return found


def _refuse(visit: Visit, error: PolicyDiffError) -> Response:
    return _varied(refused(visit, error))


_VERSION = re.compile(r"/works/[^/]+/(?:@@.+|\d{4}[^/]*|undated|newest)")
"""The address of a version: /works/some-law/2016-11-07; no other page about a work."""


def _endpoint(
    path: str, forms: tuple[str, ...], write: Writer, stamp: Stamp, address: Pattern[str]
) -> Endpoint:
    def wanted(request: Request) -> bool:
        return address.fullmatch(request.url.path) is not None and not wants_page(request, forms)

    return Endpoint(
        path=path,
        answer=partial(respond, forms=forms, write=write, stamp=stamp),
        refuse=_refuse,
        wanted=wanted,
    )


SCREENS = (
    _endpoint("/works/{slug}/{version}", TEXTS, write_version, stamp_version, _VERSION),
    _endpoint("/compare", COMPARISONS, write_comparison, stamp_comparison, re.compile("/compare")),
)
