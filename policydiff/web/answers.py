"""Answers to a visit: pages in the frame of the site, files, refusals."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from policydiff.errors import (
    DamagedError,
    InputError,
    LockedError,
    NotFoundError,
    OutdatedError,
    PolicyDiffError,
    UsageError,
)
from policydiff.locale import LANGUAGES, Language, plain, translate
from policydiff.messages import Message
from policydiff.reading.load import check_date
from policydiff.report.html.environment import HtmlPage, environment, members
from policydiff.report.labels import moment_word
from policydiff.store.records.catalogue import NoSuchWorkError
from policydiff.web.counterparts import data_links, lead_to_json
from policydiff.web.frame import KEYS, WORDS, Frame, SiteFrame
from policydiff.web.state import PREFIX
from policydiff.web.visit import (
    DAY,
    LANGUAGE,
    TOKEN,
    VISITOR,
    FieldError,
    NoFormError,
    TextTooLargeError,
    Visit,
    language_of,
    visit_of,
    without_form,
)
from policydiff.web.working import (
    OverLimitError,
    StillWorkingError,
    StoppedJobError,
    TakenBackError,
)

STATUS: tuple[tuple[type[PolicyDiffError], int], ...] = (
    (OverLimitError, 413),
    (TakenBackError, 409),
    (StoppedJobError, 422),
    (NoFormError, 415),
    (UsageError, 400),
    (NotFoundError, 404),
    (TextTooLargeError, 413),
    (InputError, 422),
    (DamagedError, 500),
    (OutdatedError, 409),
    (LockedError, 503),
)
"""The status of a refusal, by the class of its error."""

Answer = Callable[[Visit], Response]
"""What a screen does with a visit; it runs in a thread and may read, compare and write."""

_FORMS = ("/compare", "/check", "/decisions")
"""The addresses of forms whose results stand below them."""

_OPERANDS = ("left", "right", "sent", "old", "new", "base", "decision", "against")
"""The parameters that may name a stored text."""

_LOOK = 0.5
"""Seconds after which we look whether a person has left."""

_AS_CHOSEN = {"path": "/", "samesite": "strict", "max_age": 366 * 24 * 3600}


def status_of(error: PolicyDiffError) -> int:
    """The status of an error that is shown, also of one in a field."""
    error = error.error if isinstance(error, FieldError) else error
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def html(
    visit: Visit,
    page: HtmlPage,
    *,
    frame: Frame | None = None,
    status: int = 200,
    shell: str = "site.html.j2",
) -> Response:
    """A page in the frame of the site; 304 where the browser has it already.

    `shell` is the template around it, another one for a part of a page that a script asks for.
    """
    return framed(visit, html_bytes(visit, page, frame=frame, name=shell), status=status)


def html_bytes(
    visit: Visit, page: HtmlPage, *, frame: Frame | None = None, name: str = "site.html.j2"
) -> bytes:
    """The bytes of a page, the same for all visitors with one language and day.

    In place of the token stands `State.mark`. `name` is the template around the page.
    """
    language, words = page.language or visit.language, WORDS[visit.language]
    frame, proxy = frame or Frame(), visit.state.proxy
    back = visit.page_address(frame.back)
    around = SiteFrame(
        page=page,
        frame=frame,
        language=language,
        chinese=plain(language) == "zh",
        frame_language=visit.language,
        frame_words=words,
        frame_unread=[visit.words(note) for note in (*frame.unread, *visit.state.unread_works())],
        frame_back=back,
        foot=words["foot"] if proxy is None else words["foot-served"].format(host=proxy.host),
        keys={**{key: words[name] for key, name in KEYS}, **dict(frame.keys)}.items(),
        day=visit.day,
        here=visit.request.url.path,
        data_forms=data_links(visit),
        token=visit.state.mark,
        other_language=_in_language(visit, back, other_language(visit.language)),
    )
    shell = environment("policydiff.web").get_template(name)
    return shell.render({**page.context(), **members(around)}).encode("utf-8", "replace")


def _in_language(visit: Visit, address: str, language: Language) -> str:
    """The link to a page of the site in a language."""
    query = URL(address).include_query_params(lang=language).query
    return f"?{query}" if visit.reads else f"{address.partition('?')[0]}?{query}"


def other_language(language: Language) -> Language:
    """The language to which the bar leads."""
    return LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]


def framed(visit: Visit, data: bytes, *, status: int = 200) -> Response:
    """The answer of a page's bytes, with the token of this visitor."""
    data = data.replace(visit.state.mark.encode(), visit.token.encode())
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    heads = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Accept, Accept-Language, Cookie",
    }
    if status == 200 and visit.has_tag(tag):
        return Response(status_code=304, headers=heads)
    return Response(data, status, heads, "text/html")


def file(data: bytes, name: str, media: str, *, shown: bool = False) -> Response:
    """A file to keep, or with `shown` one for the browser itself."""
    way = "inline" if shown else "attachment"
    heads = {"Content-Disposition": f"{way}; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(data, 200, heads, media)


def onward(address: str) -> Response:
    """The way to another page after a form, or to the permanent address of one."""
    return RedirectResponse(address, 303)


def error_words(visit: Visit, error: PolicyDiffError) -> str:
    """The words of an error on the page, where advice names no command."""
    if isinstance(error, NoSuchWorkError) and not error.near:
        return visit.words(
            Message("no work is called “{name}”; the library lists all works", name=error.name)
        )
    return visit.words(error.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencesHtml(HtmlPage):
    """A page of sentences; with `notice` a mistake, and the links on from it.

    `before` is the address of the page that led here, "" for none.
    """

    template: str = "lines.html.j2"
    lines: Sequence[str]
    details: Sequence[str] = ()
    notice: bool = False
    before: str = ""


def refused(visit: Visit, error: PolicyDiffError, *, status: int | None = None) -> Response:
    """The page of an error: what is wrong, where, what to do."""
    if isinstance(error, StoppedJobError):
        return stopped(visit, error)
    words = WORDS[visit.language]
    page = SentencesHtml(
        title=words["refused"],
        lines=[error_words(visit, error)],
        notice=True,
        before=visit.before,
        details=[visit.words(detail) for detail in error.details],
    )
    return html(visit, page, status=status or status_of(error))


def refused_early(request: Request, message: Message, status: int) -> Response:
    """The sentence to a request of which nothing was read, as a page for a browser."""
    language = language_of(request)
    words = translate(message, language)
    if "text/html" not in request.headers.get("accept", ""):
        return Response(f"{words}\n", status, media_type="text/plain")
    page = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>policydiff</title><p>{escape(words)}</p>'
    return Response(f"{page}\n", status, media_type="text/html")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictHtml(HtmlPage):
    """The words stored meanwhile beside those sent, and the form that stores either.

    `differences` have a label, the stored words and those sent; `fields` go to `address` once more,
    and `keep` is the way back.
    """

    template: str = "conflict.html.j2"
    line: str
    maker: str
    differences: Sequence[tuple[str, str, str]]
    fields: Sequence[tuple[str, str]]
    address: str
    keep: str


def conflict(
    visit: Visit,
    error: OutdatedError,
    differences: Iterable[tuple[str, str | Message, str | Message]],
    again: Mapping[str, str],
    back: str,
    *,
    maker: str = "",
) -> Response:
    """The page of a change that would overwrite what the person did not see.

    It shows what is stored and what was sent, by the labels of the `differences`, and stores either:
    the form is sent once more with the fields of `again`, or the person goes `back`. `maker` is who
    stored the other words, and when.
    """
    words = WORDS[visit.language]

    def text(one: str | Message) -> str:
        return visit.words(one) if isinstance(one, Message) else one

    fields = [
        (name, value)
        for name, values in visit.fields.items()
        if name not in (TOKEN, "quick", *again)
        for value in values
    ]
    page = ConflictHtml(
        title=words["conflict"],
        line=visit.words(error.message),
        maker=maker,
        differences=[(label, text(now), text(given)) for label, now, given in differences],
        fields=[*fields, *again.items()],
        address=_sent_to(visit),
        keep=back,
    )
    return html(visit, page, frame=Frame(back=back), status=status_of(error))


def maker_words(by: str, at: str, language: Language) -> str:
    """The name of a person and an ISO time to the minute, in local time."""
    when = moment_word(datetime.fromisoformat(at).astimezone(), language) if at else ""
    return " ".join(filter(None, (by, when)))


def _sent_to(visit: Visit) -> str:
    """The address to which the form was sent."""
    url = visit.request.url
    return f"{url.path}?{url.query}" if url.query else url.path


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingHtml(HtmlPage):
    """The progress of a result: `done` parts of the `whole`, 0 where that is unknown."""

    template: str = "waiting.html.j2"
    texts: Sequence[str]
    what: str
    done: int
    whole: int
    job: str
    back: str


def waiting(visit: Visit, work: StillWorkingError) -> Response:
    """The page of a result that is still being made; it asks again by itself."""
    page = WaitingHtml(
        title=WORDS[visit.language]["waiting"],
        texts=_texts_of(visit),
        what=visit.words(work.what),
        done=work.done,
        whole=work.parts,
        job=work.job,
        back=visit.page_address(),
    )
    return html(visit, page, frame=Frame(again=2), status=202)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedHtml(HtmlPage):
    """The reason that ended a job, its texts, and the form to `change` them."""

    template: str = "stopped.html.j2"
    why: str
    texts: Sequence[str]
    job: str
    back: str
    change: str


def stopped(visit: Visit, error: StoppedJobError) -> Response:
    """The page of a job that ended without a result, with its texts and the way on."""
    address = visit.page_address()
    page = StoppedHtml(
        title=WORDS[visit.language]["stopped"],
        why=visit.words(error.message),
        texts=_texts_of(visit),
        job=error.job,
        back=address,
        change=_form_of(address),
    )
    return html(visit, page, status=status_of(error))


def _texts_of(visit: Visit) -> list[str]:
    """The names of the texts in the address, in its order."""
    uploads = visit.state.uploads
    names = [
        uploads[one].name if one in uploads else one
        for name, one in visit.query.multi_items()
        if one in uploads or name in _OPERANDS
    ]
    return [one for one in names if one and not one.startswith(PREFIX)]


def end_waiting(visit: Visit) -> Response:
    """Take back what a person asked for, and lead to the form with its texts.

    With `do` of ``again`` one that was stopped may begin again.
    """
    working, address = visit.state.working, own_address(visit.field("back"))
    if visit.field("do") == "again":
        working.allow_again(visit.field("job"), visit.asker)
        return onward(address)
    working.take_back(visit.field("job"), visit.asker)
    return onward(_form_of(address) or address)


def own_address(address: str) -> str:
    """An address of ours that a form brings; the start for any other."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours else "/"


def _form_of(address: str) -> str:
    """The form of a result, with the texts of that; "" where there is none."""
    path, _, query = address.partition("?")
    form = "/" + path.split("/")[1]
    return f"{form}?change=1&{query}" if form in _FORMS and query else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address and what answers there.

    `path` is as Starlette writes it. A `POST` is refused without the token of the session, but for
    one `of_programs`, which must change nothing: the guards let no page of others send it.
    `refuse` makes the answer of an error. Where `wanted` is False of a request, what stands behind
    it at the same address answers.
    """

    path: str
    answer: Answer
    methods: Sequence[str] = ("GET",)
    refuse: Callable[[Visit, PolicyDiffError], Response] = refused
    wanted: Callable[[Request], bool] | None = None
    of_programs: bool = False


def _answered(screen: Endpoint, visit: Visit) -> Response:
    """The answer of a screen."""
    visit.session  # noqa: B018 - it is opened again, or its error raised
    leading = lead_to_json(visit)
    if leading is not None:
        return leading
    try:
        return screen.answer(visit)
    except StillWorkingError:
        raise
    except Exception:
        visit.state.reading(visit.language)  # as above: that is the reason
        raise


_ARRIVAL = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0">'
    "<title>policydiff</title><p>policydiff …"
)
"""The answer to a link on another site: the page asks once more, as a page of ours, so that the
browser sends its cookies.
"""


def endpoint(screen: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """The function that Starlette calls for a screen."""

    async def answer(request: Request) -> Response:
        try:
            visit = await visit_of(request, of_program=screen.of_programs)
        except PolicyDiffError as error:
            if screen.of_programs:
                return screen.refuse(without_form(request), error)
            return await run_in_threadpool(turned_away, request, error)
        if visit.from_elsewhere and "text/html" in request.headers.get("accept", ""):
            return Response(_ARRIVAL, 200, media_type="text/html")
        leaving = asyncio.create_task(_note_leaving(visit))
        try:
            if visit.fault is not None:
                raise visit.fault
            found = await run_in_threadpool(_answered, screen, visit)
        except StillWorkingError as error:
            found = await run_in_threadpool(waiting, visit, error)
        except PolicyDiffError as error:
            found = await run_in_threadpool(_refusal, screen, visit, error)
        finally:
            leaving.cancel()
        if request.query_params.get("lang") == visit.language and not visit.from_elsewhere:
            found.set_cookie(LANGUAGE, visit.language, **_AS_CHOSEN)  # type: ignore[arg-type]
        return as_visitor(visit, found)

    return answer


def _refusal(screen: Endpoint, visit: Visit, error: PolicyDiffError) -> Response:
    """The answer of a screen to an error; the page of the error where it has none."""
    try:
        return screen.refuse(visit, error)
    except PolicyDiffError:
        return refused(visit, error)


async def _note_leaving(visit: Visit) -> None:
    """Note where a person leaves before they have their answer."""
    while not visit.gone.is_set():
        await asyncio.sleep(_LOOK)
        if await visit.request.is_disconnected():
            visit.gone.set()


def choose_day(visit: Visit) -> Response:
    """Set the day of reading for all pages, or take it back, and go back to the page."""
    found = onward(own_address(visit.field("back")))
    day = visit.field("day")
    if day:
        check_date("day", day)
        found.set_cookie(DAY, day, **_AS_CHOSEN)  # type: ignore[arg-type]
    else:
        found.delete_cookie(DAY, path="/", samesite="strict")
    return found


def turned_away(request: Request, error: PolicyDiffError, *, status: int | None = None) -> Response:
    """The answer to a request that no screen takes: an error.

    It is a page, for programs a line.
    """
    visit = without_form(request)
    if "text/html" not in request.headers.get("accept", ""):
        status = status or status_of(error)
        return Response(f"{visit.words(error.message)}\n", status, media_type="text/plain")
    return as_visitor(visit, refused(visit, error, status=status))


def as_visitor(visit: Visit, found: Response) -> Response:
    """The answer with the cookie by which the forms of its page are this visitor's."""
    if visit.request.cookies.get(VISITOR) != visit.visitor and not visit.from_elsewhere:
        # a cookie would take the place of one that was not sent
        found.set_cookie(VISITOR, visit.visitor, httponly=True, path="/", samesite="strict")
    return found
