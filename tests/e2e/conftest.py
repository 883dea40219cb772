"""One server over the library that ships, and the browser, for all who look at pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.programs import CHROMIUM, FLAGS, ingested, serving

TOKEN = "a token of the tests alone"  # noqa: S105  it opens nothing else


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A data folder of its own with the shipped library indexed, and a free port."""
    return ingested(tmp_path_factory.mktemp("data"), {"REMIT_OWNERS__TOKEN": TOKEN})


@pytest.fixture(scope="session")
def server(environment: dict[str, str]) -> Iterator[str]:
    """The server's address, once it says that it is ready."""
    with serving(environment) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window.

    It is a module's own, for it keeps an event loop: until it is closed, the process can run no
    other, neither another browser's nor a test's.
    """
    if not CHROMIUM.exists():
        pytest.skip("there is no /usr/bin/chromium; `apt install chromium` brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
