"""Pages of a real server in a real browser.

What a page must never do is watched in every test: ask another host, break the content security
policy, or write an error to the console.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

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
