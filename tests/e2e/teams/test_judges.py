"""Judges that nobody here wrote: Microsoft's schema of manifests, its renderer of cards."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from typing_extensions import override

from adapters.card import Card, Line, LineKind, Source
from adapters.card_table import Said, Table, TableRow
from adapters.teams import dialogs, feedback
from adapters.teams.layout import message_of
from adapters.teams.package import filled
from adapters.teams.searching import results
from bot.model import Status, Verdict
from tests.adapters.builders import ScriptedGuide, hostile, library

NODE = Path(__file__).parent / "node"
MANIFEST = Path(__file__).resolve().parents[3] / "deploy" / "teams-manifest" / "manifest.json"
APP_ID = "00000000-1111-2222-3333-444444444444"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not (NODE / "node_modules").is_dir() or shutil.which("node") is None,
        reason="needs node and `npm ci` in tests/e2e/teams/node",
    ),
]


def faults_of(manifest: dict[str, Any], folder: Path) -> str:
    """What Microsoft's schema says of a manifest; nothing of a good one."""
    file = folder / "manifest.json"
    file.write_text(json.dumps(manifest), encoding="utf-8")
    done = subprocess.run(
        ["node", "manifest.mjs", str(file)], cwd=NODE, capture_output=True, text=True, check=False
    )
    assert not done.stderr, done.stderr
    return done.stdout


def test_the_manifest_is_one_by_microsofts_schema(tmp_path: Path) -> None:
    """As it is kept, and as it goes into the package; a planted fault is found."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))

    assert not faults_of(manifest, tmp_path)
    assert not faults_of(filled(manifest, APP_ID, "https://remit.example.org"), tmp_path)
    assert "additional properties" in faults_of(manifest | {"surprise": 1}, tmp_path)


def cards() -> list[dict[str, Any]]:
    """One card of each kind."""
    source = Source(1, "Baker", "b", "Baker", (), "q", "https://r.example/read/baker#c-1")
    verdict = Verdict("manager_approval", "Baker", "buy an oven", "Kitchen Director")
    table = Table(
        ("Baker", "Miller"), (TableRow("Goals", ((Said("Bread.", (1,)),), (Said("Flour."),))),)
    )
    base = Card(Status.ANSWERED, "", (Line(LineKind.PARAGRAPH, "x"),), (source,))
    asks = ("What next?", "And then?")
    laid = [
        Card(**_fields(base) | {"verdict": verdict, "suggestions": asks}),
        Card(**_fields(base) | {"table": table}),
        Card(**_fields(base) | {"choices": asks}),
    ]
    drawn = [card for each in laid for card in message_of(each).cards]
    guide: Any = ScriptedGuide(library=library(hostile()))
    passage = dialogs.passage(guide, "hostile", hostile().clauses[0].id, source.url)
    assert passage is not None
    drawn += [passage, dialogs.compare_form(guide.library)]
    drawn += [feedback.form(up=up, reference="0a1b2c3d") for up in (True, False)]
    assert results is not None
    return drawn


def _fields(card: Card) -> dict[str, Any]:
    """The fields of a card."""
    return {name: getattr(card, name) for name in Card.__dataclass_fields__}


@pytest.fixture
def page(browser: Browser) -> Iterator[Any]:
    """A page in Chromium with Microsoft's renderer."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        @override
        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(NODE))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    opened = browser.new_page()
    opened.goto(f"http://127.0.0.1:{server.server_port}/cards.html")
    yield opened
    opened.close()
    server.shutdown()
    server.server_close()


def test_every_card_is_drawn_by_microsofts_renderer(page: Any, tmp_path: Path) -> None:
    """Nothing in it is unknown, and what a document says becomes no markup."""
    drawn = cards()
    faults = page.evaluate("cards => draw(cards)", drawn)
    page.screenshot(path=str(tmp_path / "cards.png"), full_page=True)
    said = page.inner_text("body")

    assert faults == []
    assert page.locator(".ac-adaptiveCard").count() == len(drawn)
    assert "Needs approval" in said
    assert "<script>alert(1)</script>" in said
    assert page.locator("body script").count() == 0
    assert page.evaluate("draw([{type: 'AdaptiveCard', body: [{type: 'Nonsense'}]}])") != []
