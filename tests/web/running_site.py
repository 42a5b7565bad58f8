"""A running page for tests: a process of its own, a client, and what a browser complains of."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from ready_program import Copy, ReadyProgram

SERIOUS = ("serious", "critical")
LANDMARKS = (
    *("landmark-no-duplicate-banner", "landmark-no-duplicate-main", "landmark-main-is-top-level"),
    *("landmark-one-main", "landmark-unique", "region", "empty-table-header"),
)
"""Rules of axe that are kept on every screen, though none is serious to it."""

LOOKS = (
    (1400, "zh-CN"),
    (390, "en-GB"),
    pytest.param(390, "zh-CN", marks=pytest.mark.slow),
    pytest.param(1400, "en-GB", marks=pytest.mark.slow),
)
"""Widths and languages in which a page is looked at, two of them in `make test-all` alone."""


@dataclass
class Site:
    """A page that answers at an address over a repository."""

    address: str
    repository: Path
    process: subprocess.Popen | Copy
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.address, timeout=600)

    def get(self, path: str, **options) -> httpx.Response:
        """Ask for a page, again while its result is being worked out, as a browser does."""
        while (answer := self.client.get(path, **options)).status_code == 202:
            time.sleep(0.05)
        return answer

    @property
    def host(self) -> str:
        """The name under which this client asks."""
        return self.client.headers.get("Host") or self.address.removeprefix("http://")

    @property
    def token(self) -> str:
        """The token of this client's session."""
        return re.search(r'name="token" content="([0-9a-f]{64})"', self.get("/").text)[1]

    def post(self, path: str, fields: dict | None = None, **options) -> httpx.Response:
        """Send a form with the token of the session, as a page of ours would."""
        heads = {"Origin": f"http://{self.host}", "X-Token": self.token}
        return self.client.post(path, data=fields or {}, headers=heads, **options)

    def insist(self, answer: httpx.Response) -> httpx.Response:
        """Store what was written, after a look at what was stored meanwhile."""
        assert answer.status_code == 409, answer.text
        (form,) = html.fromstring(answer.text).xpath("//*[@class='conflict']//form")
        return self.post(form.action, dict(form.fields))


@contextmanager
def running(
    repository: Path | None,
    state: Path,
    *options: str,
    folder: Path | None = None,
    ready: ReadyProgram | None = None,
) -> Iterator[Site]:
    """Serve a repository, or what is in a folder, on a free port until the block ends.

    With `ready` a copy of that serves it, else a new process.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "XDG_STATE_HOME": str(state),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "POLICYDIFF_LANG": "en",
        "PYTHONUNBUFFERED": "1",
    }
    named = [] if repository is None else ["--repo", str(repository)]
    command = ["serve", "--port", "0", *named, *options]
    with _program(command, environment, folder, ready) as process:
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + process.stderr.read()
        site = Site(found[0].rstrip("/"), repository or folder, process)
        try:
            yield site
        finally:
            site.client.close()
            process.terminate()
            process.wait(120)


@contextmanager
def _program(
    arguments: list[str],
    environment: dict[str, str],
    folder: Path | None,
    ready: ReadyProgram | None,
) -> Iterator[subprocess.Popen | Copy]:
    if ready is not None:
        with closing(Copy(ready, arguments, env=environment, cwd=folder)) as copy:
            yield copy
        return
    with subprocess.Popen(
        [sys.executable, "-m", "policydiff", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=folder,
        text=True,
    ) as process:
        yield process


class Tab:
    """A tab of the browser that remembers what went wrong in it."""

    def __init__(self, context, address: str) -> None:
        self.page = context.new_page()
        self.address = address
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "console",
            lambda line: line.type in ("error", "warning") and self.wrong.append(line.text),
        )
        self.page.on(
            "request",
            lambda asked: asked.url.startswith((address, "data:")) or self.wrong.append(asked.url),
        )

    def open(self, path: str):
        """Go to an address, wait while it is being worked out; gives Playwright's page."""
        self.page.goto(self.address + path)
        there = "html:not(:has(meta[http-equiv=refresh])) body"
        self.page.locator(there).wait_for(state="attached")
        self.page.wait_for_load_state()  # of the page that came in its place, with its scripts
        return self.page

    def faults(self) -> list[str]:
        """The serious findings of axe on the page as it stands, with small targets and landmarks."""
        options = {"rules": {"target-size": {"enabled": True}}}
        there = self.page.evaluate("[scrollX, scrollY]")
        self.page.evaluate(
            "scrollTo(0, 0)"
        )  # where nothing that stays lies over a part of a target
        found = Axe().run(self.page, options=options).response["violations"]
        self.page.evaluate("there => scrollTo(...there)", there)
        return [
            f"{one['id']}: {node['target']}"
            for one in found
            if one["impact"] in SERIOUS or one["id"] in LANDMARKS
            for node in one["nodes"]
        ]

    def is_too_wide(self) -> bool:
        """True where the page scrolls sideways."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
