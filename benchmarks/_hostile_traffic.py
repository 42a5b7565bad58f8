"""Eight writers and eight readers of one repository, the page among them, and what must hold
afterwards.

Each writer puts a mark of its own into what it changes, so that the history can be searched for
everything that was acknowledged. Each reader notes the newest commit before and after its question:
its answer must be that of one of the commits between.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from _hostile_kinds import CODES
from _hostile_seeds import DECISION, NEW, OLD, PLAN
from lxml import html

from policydiff.akn.reader import from_xml
from policydiff.errors import PolicyDiffError
from policydiff.store.repository import Repository
from policydiff.works.show import as_text

LAW, OPINION = "示例市雨伞管理条例", "示例市关于促进雨伞事业发展的实施意见"
ACT = "示例市人民代表大会常务委员会关于修改《示例市雨伞管理条例》的决定"
TITLES = tuple(f"示例市{name}管理条例" for name in ("水井", "渡口", "茶山", "竹林"))
TEXT = "{title}\n\n（{date}示例市第一届人民代表大会常务委员会通过）\n\n第一条　为了管理，制定本条例。\n\n第二条　编号为{mark}的登记由村民委员会负责。\n\n第三条　登记应当在{days}日内办结，并向社会公布。\n"
WRITERS, READERS = 8, 8
PAGE_WRITERS, PAGE_READERS = 2, 3
PATIENCE = 300
"""Seconds by the clock after which a command hangs."""
BUSY = 503
WORKING = 202


@dataclass
class Traffic:
    """The repository, and what writers and readers noted."""

    root: Path
    scratch: Path
    seed: int
    address: tuple[str, int] = ("", 0)
    until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    answers: list[tuple[str, str, str, object]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    dates: int = 0
    silent: bool = False

    def tip(self) -> str:
        """The newest commit."""
        return git(self.root, "rev-parse", "main")

    def next_date(self) -> str:
        """A day that no other text has."""
        with self.lock:
            self.dates += 1
            number = self.dates
        return f"{1960 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"

    def note(self, fault: str) -> None:
        """Remember a fault."""
        with self.lock:
            self.faults.append(fault)
            if not self.silent:
                print(f"  {fault[:300]}", flush=True)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command as a process of its own; faults are noted."""
        line = [sys.executable, "-m", "policydiff", "-C", str(self.root), *words]
        environment = os.environ | {"POLICYDIFF_LANG": "en", "GIT_CONFIG_GLOBAL": os.devnull}
        try:
            done = subprocess.run(
                line,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
                env=environment,
                cwd=self.scratch,
            )
        except subprocess.TimeoutExpired:
            self.note(f"hang: {words}")
            return subprocess.CompletedProcess(line, 75, "", "")
        with self.lock:
            self.counts[words[0]] += 1
            self.outcomes[f"exit {done.returncode}"] += 1
        if done.returncode not in CODES - {5} or "Traceback" in done.stdout + done.stderr:
            self.note(f"exit code {done.returncode}: {words}: {done.stderr[-1500:]}")
        return done


class Browser:
    """A session with the page."""

    def __init__(self, traffic: Traffic) -> None:
        self.traffic, self.token, self.location = traffic, "", ""
        self.cookies: dict[str, str] = {}
        host, port = traffic.address
        self.host = f"{host}:{port}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, kind: str = ""
    ) -> tuple[int, str]:
        """Ask the page, again while it is still being worked out; 5xx but "busy" is a fault."""
        while True:
            line = HTTPConnection(*self.traffic.address, timeout=PATIENCE)
            heads = {
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                "Accept-Language": "zh",
            }
            if method == "POST":
                heads |= {
                    "Content-Type": kind,
                    "Origin": f"http://{self.host}",
                    "X-Token": self.token,
                }
            try:
                line.request(method, path, body, heads)
                answer: HTTPResponse = line.getresponse()
                text = answer.read().decode("utf-8", "replace")
            except (TimeoutError, OSError) as error:
                self.traffic.note(f"the page does not answer: {method} {path}: {error!r}")
                return 0, ""
            finally:
                line.close()
            for cookie in answer.headers.get_all("Set-Cookie", ()):
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            self.location = answer.headers.get("Location", "")
            if found := re.search(r'name="token" content="([0-9a-f]{64})"', text):
                self.token = found[1]
            if answer.status != WORKING or time.monotonic() > self.traffic.until + 60:
                break
            time.sleep(0.3)
        with self.traffic.lock:
            self.traffic.counts[f"page {method}"] += 1
            self.traffic.outcomes[f"status {answer.status}"] += 1
        if answer.status >= 500 and answer.status != BUSY:
            self.traffic.note(f"status {answer.status}: {method} {path}: {text[-1500:]}")
        return answer.status, text

    def get(self, path: str) -> tuple[int, str]:
        """A page."""
        return self.ask("GET", path)

    def post(
        self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None
    ) -> tuple[int, str]:
        """A form, with a file where there is one."""
        if not self.token:
            self.get("/")
        if file is None:
            return self.ask(
                "POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded"
            )
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        parts.append(
            f'--b\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'.encode()
            + file[1]
            + b"\r\n--b--\r\n"
        )
        return self.ask("POST", path, b"".join(parts), "multipart/form-data; boundary=b")

    def form(self, text: str, name: str) -> dict[str, str]:
        """The fields of the form of a page that has a field of this name."""
        for form in html.fromstring(text).forms:
            if name in form.fields:
                return {
                    key: value or "" for key, value in form.fields.items() if key and key != "file"
                }
        return {}


class Writer:
    """One process after the other that changes the repository."""

    def __init__(self, traffic: Traffic, number: int) -> None:
        self.traffic, self.number = traffic, number
        self.draw, self.turn = random.Random(f"{traffic.seed} writer {number}"), 0
        self.browser = Browser(traffic) if number < PAGE_WRITERS else None

    def live(self) -> None:
        """Change something until time is up."""
        acts = (
            [
                self.page_add,
                self.page_facts,
                self.page_remove,
                self.page_undo,
                self.page_judge,
                self.page_outcome,
            ]
            if self.browser
            else [
                self.add,
                self.add,
                self.import_,
                self.set,
                self.remove,
                self.undo,
                self.link,
                self.replace,
                self.review,
                self.measure,
                self.consolidate,
                self.timeline,
            ]
        )
        while time.monotonic() < self.traffic.until:
            self.turn += 1
            self.draw.choice(acts)()

    def mark(self) -> str:
        """A mark that nothing else bears."""
        return f"w{self.number}n{self.turn}z"

    def done(self, code: int, mark: str, what: str) -> None:
        """A change was acknowledged with this mark."""
        if code in (0, 6):
            with self.traffic.lock:
                self.traffic.acknowledged.append((mark, what))

    def text(self, mark: str, date: str) -> str:
        """A text that bears the mark."""
        year, month, day = map(int, date.split("-"))
        return TEXT.format(
            title=self.draw.choice(TITLES),
            date=f"{year}年{month}月{day}日",
            mark=mark,
            days=self.draw.randint(3, 30),
        )

    def version(self) -> tuple[str, str] | None:
        """A stored version of the works that come and go: its work and date."""
        found = [
            (work, version)
            for work in Repository.open(self.traffic.root).works()
            if work.title in TITLES
            for version in work.versions
            if version.date
        ]
        if not found:
            return None
        work, version = self.draw.choice(found)
        return work.uri, version.date

    def add(self) -> None:
        mark, date = self.mark(), self.traffic.next_date()
        path = self.traffic.scratch / f"{mark}.txt"
        path.write_text(self.text(mark, date), encoding="utf-8")
        self.done(self.traffic.run("add", str(path), "-q").returncode, mark, "add")

    def import_(self) -> None:
        mark = self.mark()
        folder = self.traffic.scratch / mark
        folder.mkdir()
        for place in range(2):
            (folder / f"{place}.txt").write_text(
                self.text(f"{mark}{place}", self.traffic.next_date()), encoding="utf-8"
            )
        done = self.traffic.run("import", str(folder), "-q", "--jobs", "1")
        for place in range(2) if done.returncode == 0 else ():
            self.done(0, f"{mark}{place}", "import")

    def set(self) -> None:
        if found := self.version():
            mark = self.mark()
            done = self.traffic.run(
                "set", "@".join(found), "--number", f"示政发〔2020〕{mark}号", "--reason", mark
            )
            self.done(done.returncode, mark, "set")

    def remove(self) -> None:
        if (found := self.version()) and self.draw.random() < 0.6:
            mark = self.mark()
            done = self.traffic.run(
                "remove", "@".join(found), "--with-dependents", "--reason", mark
            )
            self.done(done.returncode, mark, "remove")

    def undo(self) -> None:
        self.traffic.run("undo")

    def link(self) -> None:
        words = [
            f"2019-03-01#art_{self.draw.randint(1, 5)}",
            f"2023-04-06#art_{self.draw.randint(1, 6)}",
        ]
        self.traffic.run("link", LAW, *words, *self.draw.choice(([], ["--break"], ["--forget"])))

    def replace(self) -> None:
        if found := self.version():
            self.traffic.run(
                "link", found[0], "--replaces", LAW, *self.draw.choice(([], ["--forget"]))
            )

    def review(self) -> None:
        mark = self.mark()
        pair = f"{self.draw.randint(1, 2)}=第{self.draw.choice('一二三四五')}条"
        done = self.traffic.run(
            "review",
            f"{OPINION}@2021-06-01",
            f"{LAW}@2019-03-01",
            self.draw.choice(("--confirm", "--reject")),
            pair,
            "--note",
            mark,
            "--by",
            f"writer{self.number}",
        )
        self.done(done.returncode, mark, "review")

    def measure(self) -> None:
        mark = self.mark()
        done = self.traffic.run(
            "review",
            f"{OPINION}@2021-06-01",
            f"{LAW}@2019-03-01",
            "--partly",
            f"{self.draw.randint(1, 2)}.1",
            "--note",
            mark,
            "--by",
            f"writer{self.number}",
        )
        self.done(done.returncode, mark, "review of a measure")

    def consolidate(self) -> None:
        self.traffic.run(
            "consolidate",
            "示例市伞架管理条例@2019-03-01",
            "示例市人民代表大会常务委员会关于修改《示例市伞架管理条例》的决定",
            "--store",
            "--reason",
            self.mark(),
            "-q",
        )

    def timeline(self) -> None:
        self.traffic.run("timeline", "-q")

    def place(self, date: str, uri: str) -> str:
        """The address of a version on the page."""
        work = Repository.open(self.traffic.root).find(uri)
        return f"/works/{quote(work.slug)}/{date}"

    def page_add(self) -> None:
        mark, date = self.mark(), self.traffic.next_date()
        status, _ = self.browser.post("/add", {}, (f"{mark}.txt", self.text(mark, date).encode()))
        if status == 303:
            _, text = self.browser.get(self.browser.location)
            status, _ = self.browser.post("/add", self.browser.form(text, "text"))
            self.done(0 if status == 200 else 1, mark, "add on the page")

    def page_facts(self) -> None:
        if found := self.version():
            mark = self.mark()
            try:
                address = self.place(found[1], found[0])
            except PolicyDiffError:  # it is gone meanwhile
                return
            status, form = self.browser.get(f"{address}/facts")
            if status == 200:
                fields = self.browser.form(form, "document_number")
                status, _ = self.browser.post(
                    f"{address}/facts",
                    fields | {"document_number": f"示政发〔2021〕{mark}号", "reason": mark},
                )
                self.done(0 if status == 200 else 1, mark, "facts on the page")

    def page_remove(self) -> None:
        if (found := self.version()) and self.draw.random() < 0.5:
            mark = self.mark()
            try:
                address = self.place(found[1], found[0])
            except PolicyDiffError:  # it is gone meanwhile
                return
            status, form = self.browser.get(f"{address}/facts")
            if status == 200:
                status, _ = self.browser.post(
                    f"{address}/remove",
                    self.browser.form(form, "dependents")
                    | {"reason": mark, "dependents": "yes", "what": "version"},
                )
                self.done(0 if status == 200 else 1, mark, "remove on the page")

    def page_undo(self) -> None:
        self.browser.post("/undo", {"seen": self.traffic.tip()})

    def page_judge(self) -> None:
        mark = self.mark()
        self.browser.post("/reviewer", {"by": f"page{self.number}"})
        fields = {
            "item": "1",
            "article": f"art_{self.draw.randint(1, 5)}",
            "do": self.draw.choice(("confirmed", "rejected")),
            "note": mark,
            "law": f"{LAW}@2019-03-01",
        }
        status, _ = self.browser.post(
            f"/relations/{quote(OPINION)}@2021-06-01?with={quote(LAW)}@2019-03-01", fields
        )
        self.done(0 if status in (200, 303) else 1, mark, "judgement on the page")

    def page_outcome(self) -> None:
        self.browser.post(
            "/decisions/outcome",
            {
                "base": "示例市伞架管理条例@2019-03-01",
                "decision": "示例市人民代表大会常务委员会关于修改《示例市伞架管理条例》的决定",
                "reason": self.mark(),
            },
        )


class Reader:
    """One question after the other."""

    def __init__(self, traffic: Traffic, number: int) -> None:
        self.traffic = traffic
        self.draw = random.Random(f"{traffic.seed} reader {number}")
        self.browser = Browser(traffic) if number < PAGE_READERS else None

    def live(self) -> None:
        """Ask until time is up."""
        acts = (
            [self.page, self.page, self.api]
            if self.browser
            else [self.show, self.list, self.search, self.other]
        )
        while time.monotonic() < self.traffic.until:
            self.draw.choice(acts)()

    def between(self, what: str, ask: Callable[[], object]) -> None:
        """Note an answer with the commits around it; None is none."""
        before = self.traffic.tip()
        answer = ask()
        if answer is not None:
            with self.traffic.lock:
                self.traffic.answers.append((what, before, self.traffic.tip(), answer))

    def names(self) -> list[tuple[str, str]]:
        """The works and dates of the versions as they stand."""
        return [
            (work.uri, version.date)
            for work in Repository.open(self.traffic.root).works()
            for version in work.versions
            if version.date
        ]

    def show(self) -> None:
        uri, date = self.draw.choice(self.names())

        def ask() -> object:
            done = self.traffic.run("show", f"{uri}@{date}")
            return (uri, date, done.stdout) if done.returncode == 0 else None

        self.between("show", ask)

    def list(self) -> None:
        def ask() -> object:
            done = self.traffic.run("list", "--format", "json")
            return paths_of(json.loads(done.stdout)) if done.returncode == 0 else None

        self.between("list", ask)

    def search(self) -> None:
        query = self.draw.choice(
            ("登记", "村民委员会", "雨伞", "十日", f"w{self.draw.randrange(WRITERS)}n1z")
        )

        def ask() -> object:
            done = self.traffic.run("search", query, "--format", "json", "--limit", "1000")
            if done.returncode != 0:
                return None
            return frozenset(
                (hit["work"]["uri"], hit["version"]["date"])
                for hit in json.loads(done.stdout)["hits"]
            )

        self.between("search", ask)

    def other(self) -> None:
        uri, date = self.draw.choice(self.names())
        other = self.draw.choice(self.names())
        words = self.draw.choice(
            (
                ["history", f"{LAW}#第三条"],
                ["history", f"{uri}#第二条", "--format", "json"],
                ["log"],
                ["log", uri, "--changes"],
                ["blame", f"{uri}@{date}"],
                ["cites", LAW],
                ["diff", f"{uri}@{date}", "@".join(other), "--format", "json"],
                ["link", LAW],
                ["relate", f"{OPINION}@2021-06-01", f"{LAW}@2019-03-01", "--format", "json"],
                ["fsck"],
                ["export", f"{uri}@{date}", "--format", "markdown"],
            )
        )
        done = self.traffic.run(*words)
        if words[0] == "fsck" and done.returncode not in (0, 75):
            self.traffic.note(f"fsck {done.returncode}: {done.stdout[-1500:]}")

    def api(self) -> None:
        def ask() -> object:
            rows, after = [], "/api/v1/works?limit=1000"
            status, text = self.browser.get(after)
            if status != 200:
                return None
            found = json.loads(text)
            rows = found.get("works", [])
            return None if found.get("next") else paths_of({"works": rows})

        self.between("list", ask)

    def page(self) -> None:
        store = Repository.open(self.traffic.root)
        work = self.draw.choice([one for one in store.works() if one.versions])
        date = self.draw.choice(work.versions).date
        slug = quote(work.slug)
        self.browser.get(
            self.draw.choice(
                (
                    "/",
                    "/works",
                    f"/works/{slug}",
                    f"/works/{slug}/{date}",
                    f"/works/{slug}/{date}/facts",
                    f"/works/{slug}/history?provision=art_1",
                    f"/works/{slug}/{date}/blame",
                    f"/works/{slug}/{date}/cites",
                    f"/compare?left={quote(LAW)}@2019-03-01&right={quote(LAW)}@2023-04-06",
                    f"/relations/{quote(OPINION)}@2021-06-01?with={quote(LAW)}@2019-03-01",
                    "/search?q=" + quote("登记"),
                    "/decisions",
                    "/feed.atom",
                    f"/api/v1/works/{slug}/versions",
                )
            )
        )


def paths_of(found: dict) -> frozenset[str]:
    """The paths of all versions in a list of works."""
    return frozenset(version["path"] for work in found["works"] for version in work["versions"])


def git(root: Path, *words: str) -> str:
    """The output of git."""
    return (
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
        .stdout.decode("utf-8", "replace")
        .strip()
    )


@contextmanager
def serving(traffic: Traffic) -> Iterator[None]:
    """The page over the repository; what it prints on stderr must be no trace."""
    environment = os.environ | {
        "XDG_STATE_HOME": str(traffic.scratch / "state"),
        "PYTHONUNBUFFERED": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    log = traffic.scratch / "serve.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "policydiff",
                "serve",
                "--port",
                "0",
                "--repo",
                str(traffic.root),
            ],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
        ) as process,
    ):
        found = re.search(r"http://([^:/]+):(\d+)", process.stdout.readline())
        traffic.address = found[1], int(found[2])
        try:
            yield
        finally:
            if process.poll() is not None:
                traffic.note(f"the page ended by itself: {process.returncode}")
            process.terminate()
            process.wait(120)
    if "Traceback" in (words := log.read_text(encoding="utf-8", errors="replace")):
        traffic.note(f"a trace of the page: {words[-3000:]}")


def traffic(
    minutes: float, seed: int, place: Path, failures: Path
) -> tuple[list[str], dict[str, object]]:
    """Let writers and readers work for so many minutes; gives the faults, and figures."""
    scratch = place / "traffic"
    scratch.mkdir()
    found = Traffic(root=scratch / "laws", scratch=scratch, seed=seed)
    Repository.init(found.root)
    rack = "示例市伞架管理条例"
    for number, text in enumerate(
        (
            OLD,
            NEW,
            PLAN,
            DECISION,
            OLD.replace(LAW, rack),
            DECISION.replace(LAW, rack),
            TEXT.format(title=TITLES[0], date="1950年1月1日", mark="first", days=3),
        )
    ):
        path = scratch / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        if found.run("add", str(path), "-q").returncode not in (0, 6):
            raise SystemExit(f"text {number} cannot be stored")
    with serving(found):
        found.until = time.monotonic() + 60 * minutes
        workers = [
            *(Writer(found, number) for number in range(WRITERS)),
            *(Reader(found, number) for number in range(READERS)),
        ]
        threads = [threading.Thread(target=_guarded, args=(found, worker)) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    check_afterwards(found)
    told = {
        "minutes": minutes,
        "acknowledged": len(found.acknowledged),
        "answers": len(found.answers),
        "commits": int(git(found.root, "rev-list", "--count", "main")),
        "commands": dict(found.counts),
        "outcomes": dict(found.outcomes),
        "faults": len(found.faults),
    }
    print(
        f"minutes {minutes:g}  commands and requests {found.counts.total()}  commits {told['commits']}  acknowledged {told['acknowledged']}  answers checked {told['answers']}  faults {told['faults']}"
    )
    print(
        "  "
        + "  ".join(
            f"{name} {count}"
            for name, count in (*found.counts.most_common(), *found.outcomes.most_common())
        )
    )
    if found.faults:
        (failures / f"traffic-{seed}.txt").write_text("\n\n".join(found.faults), encoding="utf-8")
        shutil.copytree(
            found.root, failures / f"traffic-{seed}-laws", symlinks=True, dirs_exist_ok=True
        )
    return found.faults, told


def _guarded(found: Traffic, worker: Writer | Reader) -> None:
    try:
        worker.live()
    except Exception:  # noqa: BLE001 whatever it is, the others go on
        found.note(f"a driver broke: {traceback.format_exc()}")


def check_afterwards(found: Traffic) -> None:
    """The repository is whole, holds what was acknowledged, and answered by one commit each."""
    for fault in Repository.open(found.root).fsck():
        found.note(f"fsck: {fault}")
    if words := git(found.root, "fsck", "--strict", "--no-dangling", "--no-progress"):
        found.note(f"git fsck: {words}")
    if words := git(found.root, "status", "--porcelain"):
        found.note(f"the work tree is not as the branch: {words[:500]}")
    for path in (found.root / ".git").rglob("*.lock"):
        found.note(f"a lock is left: {path.name}")
    if found.run("set", LAW, "--reason", "afterwards", "--number", "afterwards").returncode != 0:
        found.note("nothing can be written afterwards")
    history = git(found.root, "log", "-p", "--format=%B", "main")
    for mark, what in found.acknowledged:
        if mark not in history:
            found.note(f"acknowledged and not in the history: {what} {mark}")
    check_answers(found)


def check_answers(found: Traffic) -> None:
    """Each answer is that of a commit between those before and after it."""
    commits = Commits(found.root)
    for what, before, after, answer in found.answers:
        window = commits.between(before, after)
        if not window:
            found.note(f"a commit that was read is not in the history: {before} {after}")
        elif not any(commits.gives(commit, what, answer) for commit in window):
            found.note(
                f"an answer of {what} is that of no commit between {before[:10]} and {after[:10]} ({len(window)}): {str(answer)[:300]}"
            )


class Commits:
    """The commits of a repository, and what each of them holds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.order = git(root, "rev-list", "--reverse", "main").split()
        self.places = {commit: place for place, commit in enumerate(self.order)}
        self.folders = {work.uri: work.folder for work in Repository.open(root).works()}
        self.tree = cache(self._tree)
        self.text = cache(self._text)

    def between(self, first: str, last: str) -> list[str]:
        """The commits from one to another; none where one is not there."""
        if first not in self.places or last not in self.places:
            return []
        return self.order[self.places[first] : self.places[last] + 1]

    def gives(self, commit: str, what: str, answer: Any) -> bool:
        """True where an answer can be that of this commit, or its work is gone."""
        tree = self.tree(commit)
        if what == "list":
            return frozenset(tree) == answer
        if what == "search":
            return {self._path(*one) for one in answer if one[0] in self.folders} <= tree.keys()
        uri, date, words = answer
        path = self._path(uri, date)
        return uri not in self.folders or (path in tree and self.text(tree[path]) == words)

    def _path(self, uri: str, date: str | None) -> str:
        return f"{self.folders.get(uri)}/{date or 'undated'}.xml"

    def _tree(self, commit: str) -> dict[str, str]:
        rows = git(self.root, "ls-tree", "-r", commit, "works").split("\n")
        parts = (row.partition("\t") for row in rows)
        return {path: row.split()[2] for row, _, path in parts if path.endswith(".xml")}

    def _text(self, blob: str) -> str:
        words = ["git", "cat-file", "blob", blob]
        done = subprocess.run(words, cwd=self.root, check=True, capture_output=True)
        return as_text(from_xml(done.stdout))
