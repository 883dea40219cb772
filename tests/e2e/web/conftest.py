"""A real server over the library that ships, and a real browser to look at it.

What a page must never do is watched in every test: ask another host, break the content security
policy, or write an error to the console.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

REMIT = Path(sys.executable).with_name("remit")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
).split()
PATIENCE_S = 120.0
TOKEN = "a token of the tests alone"  # noqa: S105  it opens nothing else
VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
Scheme = Literal["light", "dark"]


@dataclass(slots=True)
class Visit:
    """A visitor's page, and what it did that it must not."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open one of the server's pages."""
        self.page.goto(self.address + path)
        return self.page

    def ask(self, question: str) -> Page:
        """Ask in the chat, and wait for the answer."""
        answers = self.page.locator(".turn > .card:not(.arriving)")
        before = answers.count()
        self.page.fill("#question", question)
        self.page.keyboard.press("Enter")
        answers.nth(before).wait_for()
        return self.page


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server's address, once it says that it is ready."""
    if not REMIT.exists():
        pytest.skip("the console script is not installed; run `make test`")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REMIT_")}
    environment = {
        **kept,
        "REMIT_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "REMIT_PORT": str(port),
        "REMIT_OWNERS__TOKEN": TOKEN,
    }
    subprocess.run([REMIT, "ingest"], env=environment, check=True, timeout=PATIENCE_S)
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([REMIT, "serve"], env=environment) as process:
        try:
            _wait_until_ready(process, address)
            yield address
        finally:
            process.terminate()


def _wait_until_ready(process: subprocess.Popen[bytes], address: str) -> None:
    """Return when `/readyz` answers; fail when the process ends or patience does."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail("the server was not ready in time")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    if not CHROMIUM.exists():
        pytest.skip("there is no /usr/bin/chromium; `apt install chromium` brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Browse(Protocol):
    """Opens browsers that know nothing of each other."""

    def __call__(
        self, width: int = 1200, scheme: Scheme = "light", *, scripts: bool = True
    ) -> Visit:
        """A page of a browser this wide, in these colours, with scripts or without."""
        ...


@pytest.fixture
def browse(browser: Browser, server: str) -> Iterator[Browse]:
    """Opens watched pages; the test fails when one did what no page may."""
    visits: list[Visit] = []

    def open_one(width: int = 1200, scheme: Scheme = "light", *, scripts: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 860},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.add_init_script(VIOLATIONS)
        visit = Visit(context.new_page(), server)
        _watch(visit)
        visits.append(visit)
        return visit

    yield open_one
    faults = [fault for visit in visits for fault in visit.faults]
    for visit in visits:
        visit.page.context.close()
    assert not faults


def _watch(visit: Visit) -> None:
    """Note what a page does that it must not."""

    def console(told: ConsoleMessage) -> None:
        if told.type in {"error", "warning"}:
            visit.faults.append(f"console: {told.text}")

    def request(asked: Request) -> None:
        if not asked.url.startswith(f"{visit.address}/"):
            visit.faults.append(f"another host: {asked.url}")

    visit.page.on("console", console)
    visit.page.on("request", request)
    visit.page.on("pageerror", lambda error: visit.faults.append(f"script: {error}"))
