"""A machine on this one that plays the national database of laws, in the shapes that were recorded.

Every law in it is invented. `faults` makes an endpoint answer otherwise; `asked` holds what came.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from word_files import paragraph, word_file

ENDPOINTS = {
    "/law-search/search/list": "list",
    "/law-search/search/flfgDetails": "details",
    "/law-search/download/pc": "download",
    "/store/file.docx": "store",
}
TITLE = "示例市雨伞管理条例"
OLD, NEW, RULES, DECISION, ORDER, NOTE = "old1", "new2", "rules3", "decision4", "order5", "note6"


def text(*lines: str) -> bytes:
    return word_file("".join(map(paragraph, lines)))


def details(bbbs: str, title: str, gbrq: str, sxrq: str | None, sxx: int, **more: Any) -> dict:
    """The details of a version, with every key of the recorded ones."""
    return {
        "bbbs": bbbs,
        "title": title,
        "gbrq": gbrq,
        "sxrq": sxrq,
        "sxx": sxx,
        "flxz": "地方性法规",
        "zdjgName": "示例市人民代表大会常务委员会",
        "ossFile": {
            "ossWordPath": f"prod/{gbrq.replace('-', '')}/{bbbs}.docx",
            "ossWordOfdPath": None,
            "ossWordOfdSize": None,
            "ossPdfPath": None,
            "ossPdfOfdPath": None,
            "ossPdfOfdSize": None,
        },
        "xgwj": [],
        "xgzl": [],
        "lsyg": [{"bbbs": bbbs, "title": title, "gbrq": gbrq, "highLight": True}],
        "content": {"id": "1", "parentId": "0", "title": title, "index": 0, "children": []},
    } | more


def related(key: str, title: str, kind: str, form: str = "docx") -> dict:
    return {
        "fileId": key,
        "title": title,
        "titleHighLight": title,
        "busiType": kind,
        "fileType": form,
    }


@dataclass
class PlayedDatabase:
    port: int = 0
    works: dict[str, dict] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, Callable[[Handler], None]] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    """Endpoints in order, each with the key, the title or the file that was asked for."""
    headers: list[dict[str, str]] = field(default_factory=list)
    rewrite: Callable[[str, dict], Any] = lambda _endpoint, answer: answer
    """Changes an answer before it is sent."""
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"flk+http://127.0.0.1:{self.port}"

    def calls(self) -> list[str]:
        return [endpoint for endpoint, _ in self.asked]

    def add(self, work: dict, *lines: str) -> None:
        self.works[work["bbbs"]] = work
        self.files[work["bbbs"]] = text(*lines)

    def list(self, wanted: dict) -> dict:
        words, page, size = wanted["searchContent"], wanted["pageNum"], wanted["pageSize"]
        names = ("bbbs", "title", "gbrq", "sxrq", "sxx", "zdjgName", "flxz")
        rows = [
            {name: work[name] for name in names}
            | {"title": work["title"].replace(words, f"<em class=highlight>{words}</em>")}
            | {"flfgCodeId": 222, "zdjgCodeId": 1, "score": 1.5}
            for work in self.works.values()
            if words in work["title"] and not work.get("hidden")
        ]
        some = rows[(page - 1) * size : page * size]
        return {"total": len(rows), "rows": some, "code": 200, "msg": "查询成功"}


class Handler(BaseHTTPRequestHandler):
    server: Any

    def log_message(self, *_words: object) -> None:
        pass

    @property
    def database(self) -> PlayedDatabase:
        return self.server.database

    def do_POST(self) -> None:
        self.act(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def do_GET(self) -> None:
        self.act(None)

    def act(self, wanted: dict | None) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        endpoint = ENDPOINTS.get(parts.path, parts.path)
        key = query.get("fileId") or query.get("bbbs") or query.get("name") or ""
        self.database.asked.append((endpoint, wanted["searchContent"] if wanted else key))
        self.database.headers.append(dict(self.headers))
        if endpoint in self.database.faults:
            self.database.faults[endpoint](self)
        elif endpoint == "list":
            assert wanted["searchRange"] == wanted["searchType"] == 1
            self.json(endpoint, self.database.list(wanted))
        elif endpoint not in ("list", "download") and key not in self.database.files:
            self.send(404, b"no")
        elif endpoint == "details":
            work = {k: v for k, v in self.database.works[key].items() if k != "hidden"}
            self.json(endpoint, {"code": 200, "msg": "操作成功", "data": work})
        elif endpoint == "download":
            signed = (
                f"http://127.0.0.1:{self.database.port}/store/file.docx?name={quote(key)}&Sig=x"
            )
            self.json(
                endpoint, {"code": 200, "msg": "操作成功", "data": {"url": signed, "urlIn": "x"}}
            )
        else:
            self.tagged(self.database.files[key])

    def json(self, endpoint: str, answer: dict) -> None:
        self.tagged(json.dumps(self.database.rewrite(endpoint, answer)).encode())

    def tagged(self, data: bytes) -> None:
        """An answer with its mark; none where the mark is that of the request."""
        tag = f'"{sha256(data).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.send(304, b"", ETag=tag)
        else:
            self.send(200, data, ETag=tag)

    def send(self, status: int, data: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304 and "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def played() -> Iterator[PlayedDatabase]:
    """A database with a law in two versions, its decision and order, and a law beside it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    database = PlayedDatabase(port=server.server_port)
    server.database = database  # type: ignore[attr-defined]
    both = [
        {"bbbs": NEW, "title": TITLE, "gbrq": "2021-03-04", "highLight": True},
        {"bbbs": OLD, "title": TITLE, "gbrq": "2015-06-07", "highLight": False},
    ]
    files = [
        related(DECISION, f"关于修改《{TITLE}》的决定", "修改决定"),
        related(ORDER, "示例市人民政府令第5号", "政府令"),
        related(NOTE, "说明", "其他", "pdf"),
    ]
    database.add(
        details(NEW, TITLE, "2021-03-04", "2021-05-01", 3, lsyg=both, xgzl=files),
        *(TITLE, "第一条 雨伞由总务处保管。", "第二条 雨伞可以借用两日。"),
    )
    database.add(
        details(OLD, TITLE, "2015-06-07", "2015-07-01", 2),
        *(TITLE, "第一条 雨伞由总务处保管。", "第二条 雨伞可以借用一日。"),
    )
    database.add(
        details(RULES, f"{TITLE}实施细则", "2022-01-02", None, 3, content=None),
        *(f"{TITLE}实施细则", "第一条 借伞应当登记。"),
    )
    database.files[DECISION] = text(
        f"关于修改《{TITLE}》的决定", "一、将第二条中的“一日”修改为“两日”。"
    )
    database.files[ORDER] = text("示例市人民政府令", "第5号")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield database
    finally:
        database.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
