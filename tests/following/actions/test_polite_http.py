"""Requests to a machine of the test, with every way in which it may answer."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
import time
from collections.abc import Callable
from http.server import HTTPServer

import pytest
from played_database import Handler, PlayedDatabase, played

from policydiff.following.actions import polite_http
from policydiff.following.actions.polite_http import (
    AskingEndedError,
    HttpCall,
    PoliteClient,
    UnavailableAnswerError,
)

PATH = "/x"


class Asking:
    """A client of the machine, which answers as it is set."""

    def __init__(self, database: PlayedDatabase) -> None:
        self.database, self.pauses = database, []
        self.client = PoliteClient(self.pauses.append)

    def __call__(self, *acts: Callable[[Handler], None], **call: object):
        """The answer to a call; each act is of one request, the last one of all further ones."""
        count = len(self.database.asked)

        def act(handler: Handler) -> None:
            acts[min(len(self.database.asked) - count, len(acts)) - 1](handler)

        self.database.faults[PATH] = act
        address = f"http://127.0.0.1:{self.database.port}{PATH}"
        return self.client.ask(HttpCall(**{"address": address} | call))

    @property
    def count(self) -> int:
        return len(self.database.asked)


@pytest.fixture
def asking(database: PlayedDatabase) -> Asking:
    return Asking(database)


def send(status: int, data: bytes = b"", **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.send(status, data, **headers)


def hang_up(handler: Handler) -> None:
    handler.close_connection = True


GOOD = send(200, b"data")


def test_an_answer_is_its_content(asking):
    answer = asking(send(200, b"data", ETag='"1"', Last_Modified="Tue, 01 Dec 2026 00:00:00 GMT"))

    assert (answer.data, answer.validator) == (b"data", 'If-None-Match: "1"')
    assert asking.pauses == []


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({}, ""),
        ({"Last_Modified": "Tue, 01 Dec 2026"}, "If-Modified-Since: Tue, 01 Dec 2026"),
        ({"ETag": "x" * 201}, ""),
        ({"ETag": "\xe9"}, ""),
    ],
)
def test_a_mark_of_an_answer_is_remembered_where_it_is_plain(asking, headers, validator):
    assert asking(send(200, b"data", **headers)).validator == validator


def test_a_condition_is_sent_and_may_bring_nothing_new(asking):
    answer = asking(send(304), condition='If-None-Match: "1"')

    assert (answer.status, answer.data) == (304, b"")
    assert asking.database.headers[0]["If-None-Match"] == '"1"'


def test_a_body_is_posted_as_json(database):
    client = PoliteClient(lambda _seconds: None)
    body = (
        b'{"searchContent": "x", "pageNum": 1, "pageSize": 20, "searchRange": 1, "searchType": 1}'
    )
    address = f"http://127.0.0.1:{database.port}/law-search/search/list"

    client.ask(HttpCall(address=address, body=body))

    assert database.asked == [("list", "x")]
    assert database.headers[0]["Content-Type"] == "application/json;charset=utf-8"


def test_a_pause_stands_between_requests(asking):
    for _ in range(3):
        asking(GOOD)

    assert asking.pauses == [polite_http.BETWEEN] * 2


def test_what_it_asks_to_wait_is_waited_for_once(asking):
    assert asking(send(429, Retry_After="7"), GOOD).data == b"data"
    assert asking.pauses == [7, polite_http.BETWEEN]

    with pytest.raises(AskingEndedError, match="fewer requests"):
        asking(send(503, Retry_After="7"))
    assert asking.count == 4


@pytest.mark.parametrize("stated", ["121", "-1", "soon", "Tue, 01 Dec 2026 00:00:00 GMT", "９", ""])
def test_a_wait_that_is_too_long_or_no_number_ends_all_asking(asking, stated):
    with pytest.raises(AskingEndedError, match="HTTP 429"):
        asking(send(429, Retry_After=stated.encode().decode("latin-1")))

    assert (asking.count, asking.pauses) == (1, [])


def test_a_broken_connection_is_tried_once_more(asking):
    assert asking(hang_up, GOOD).data == b"data"
    assert asking.count == 2

    with pytest.raises(UnavailableAnswerError, match="the connection broke"):
        asking(hang_up)
    assert asking.count == 4


@pytest.mark.parametrize("act", [send(500), send(404), send(200, b"<p>no</p>"), send(200)])
def test_no_other_answer_is_tried_again(asking, act):
    with pytest.raises(UnavailableAnswerError):
        asking(act)

    assert asking.count == 1


def test_a_machine_that_never_answers_is_left_alone(asking):
    for _ in range(polite_http.MOST_FAILURES - 1):
        with pytest.raises(UnavailableAnswerError):
            asking(hang_up)
    assert asking(GOOD).data == b"data"
    for _ in range(polite_http.MOST_FAILURES - 1):
        with pytest.raises(UnavailableAnswerError):
            asking(hang_up)

    with pytest.raises(AskingEndedError, match="the connection broke"):
        asking(hang_up)


def test_a_limit_of_requests_ends_all_asking(asking, monkeypatch):
    monkeypatch.setattr(polite_http, "MOST_REQUESTS", 2)
    asking(GOOD)
    asking(GOOD)

    with pytest.raises(AskingEndedError, match="2 requests were made"):
        asking(GOOD)
    assert asking.count == 2


def test_nothing_listens():
    with played() as database:
        port = database.port

    with pytest.raises(UnavailableAnswerError, match="cannot be reached: Connection refused"):
        PoliteClient(print).ask(HttpCall(address=f"http://127.0.0.1:{port}/"))


def test_a_drop_at_a_time_ends_with_the_time_of_an_answer(asking, monkeypatch):
    monkeypatch.setattr(polite_http, "TIMEOUT", 0.1)

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not handler.database.ended.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    begin = time.monotonic()
    with pytest.raises(UnavailableAnswerError, match="no answer within"):
        asking(drip)
    assert time.monotonic() - begin < 30


def test_an_answer_without_an_end_is_too_large(asking):
    def pour(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while not handler.database.ended.is_set():
                handler.wfile.write(b"x" * 100_000)
        except OSError:
            handler.close_connection = True

    with pytest.raises(UnavailableAnswerError, match="more than 1 MB"):
        asking(pour, largest=1_000_000)


def test_an_answer_in_chunks_is_whole_or_broke_off(asking):
    def chunks(end: bytes) -> Callable[[Handler], None]:
        def act(handler: Handler) -> None:
            handler.protocol_version = "HTTP/1.1"
            handler.close_connection = True
            handler.send_response(200)
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            handler.wfile.write(b"4\r\ndata\r\n" + end)

        return act

    assert asking(chunks(b"0\r\n\r\n")).data == b"data"
    with pytest.raises(UnavailableAnswerError, match="broke off"):
        asking(chunks(b"9\r\nda"))


@pytest.mark.parametrize(
    "act",
    [
        send(404, **{"wzws-ray": "1-waf"}),
        send(302, Location="/x", Set_Cookie="wzws_cid=abc; path=/"),
        send(200, b" <html><SCRIPT>x</script>"),
        send(202, b"<script>x</script>"),
        send(403, b"<html><script>x</script>"),
    ],
)
def test_a_firewall_ends_all_asking(asking, act):
    with pytest.raises(AskingEndedError, match="a firewall"):
        asking(act)


def test_data_behind_a_firewall_that_let_it_pass_is_data(asking):
    act = send(200, b'{"a": "<script>"}', **{"wzws-ray": "1-waf", "Set-Cookie": "wzws_cid=abc"})

    assert asking(act).data == b'{"a": "<script>"}'


def test_cookies_are_not_sent_back(asking):
    asking(send(200, b"data", Set_Cookie="wzws_cid=abc"))
    asking(GOOD)

    assert not any("Cookie" in headers for headers in asking.database.headers)


def test_a_redirect_is_for_the_caller(asking):
    act = send(302, Location="/store/file.docx?name=x")

    assert asking(act, redirects=True).headers["Location"] == "/store/file.docx?name=x"
    with pytest.raises(UnavailableAnswerError, match=r"another address \(127\.0\.0\.1:\d+\)"):
        asking(act)
    assert {endpoint for endpoint, _ in asking.database.asked} == {PATH}


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "ftp://127.0.0.1/", "/path", "", "http://", "http://[::1/"),
        *("http://a@127.0.0.1/", "http://127.0.0.1:99999/", "http://127.0.0.1:0/"),
        "http://x/" + "x" * 9000,
    ],
)
def test_only_addresses_of_the_web_are_asked(address):
    with pytest.raises(UnavailableAnswerError, match="none of the web"):
        PoliteClient(print).ask(HttpCall(address=address))


def test_an_address_is_sent_without_what_is_no_letter_of_it(asking):
    address = f"http://127.0.0.1:{asking.database.port}/好 \r\nHost: x?a=%E5"

    with pytest.raises(UnavailableAnswerError):
        asking(GOOD, address=address)

    assert asking.database.calls() == ["/%E5%A5%BD%20%0D%0AHost:%20x"]


def test_the_proxy_of_the_environment_is_asked(asking, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{asking.database.port}")
    asking.client = PoliteClient(print)

    with pytest.raises(UnavailableAnswerError):
        asking(GOOD, address="http://law.example/path")

    assert asking.database.headers[0]["Host"] == "law.example"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(tmp_path))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    server.database = PlayedDatabase()
    thread = threading.Thread(target=server.handle_request)
    thread.start()

    with pytest.raises(UnavailableAnswerError, match="certificate"):
        PoliteClient(print).ask(HttpCall(address=f"https://127.0.0.1:{server.server_port}/"))

    thread.join()
    server.server_close()
    assert server.database.asked == []


def own_certificate(folder):
    """A certificate that a machine made for itself."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    day = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(day).not_valid_after(day.replace(year=2099))
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "own.pem"
    signed = built.sign(key, hashes.SHA256())
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path
