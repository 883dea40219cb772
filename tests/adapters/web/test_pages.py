"""The pages are whole, guarded and escaped."""

from __future__ import annotations

import asyncio
import logging
import re
import threading

import pytest
from aiohttp.test_utils import TestClient, TestServer
from typing_extensions import override

from adapters.server import make_app
from adapters.service.desk import Desk
from adapters.settings import ServerSettings
from adapters.web.access_log import AccessLog
from bot.model import Answer, Question
from knowledge.model import Library
from tests.adapters.builders import (
    STATIC,
    Markup,
    ScriptedGuide,
    baker,
    desk_over,
    hostile,
    library,
    no_readers,
    settled,
    visit,
)

PAGES = ["/", "/roles", "/privacy", "/read/baker", "/read/hostile", "/read/none", "/none"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_guarded(path: str) -> None:
    """Nothing but the server's own files is loaded or run, whatever a document holds."""
    reply = visit(ScriptedGuide(), path)
    policy = reply.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert "aiohttp" not in reply.headers["Server"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_needs_only_this_server(path: str) -> None:
    """No address of another host, no style or script inside the page."""
    markup = Markup(visit(ScriptedGuide(), path).text)
    loaded = [*markup.of("script"), *markup.of("img"), *markup.of("link")]
    addresses = [str(each.get("src") or each.get("href")) for each in loaded]

    assert all(address.startswith("/static/") for address in addresses)
    assert not markup.of("style")
    assert not [given for _, given in markup.elements if "style" in given]
    assert not [name for _, given in markup.elements for name in given if name.startswith("on")]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_used_without_eyes_or_mouse(path: str) -> None:
    """A language, a title, one main heading, landmarks, and a name for every control."""
    markup = Markup(visit(ScriptedGuide(), path).text)
    labelled = {label.get("for") for label in markup.of("label")}

    assert markup.of("html")[0]["lang"] == "en"
    assert [len(markup.of(tag)) for tag in ("title", "h1", "main")] == [1, 1, 1]
    assert all(each["id"] in labelled for tag in ("textarea", "select") for each in markup.of(tag))
    assert all("alt" in image for image in markup.of("img"))


@pytest.mark.parametrize("path", ["/", "/roles", "/read/hostile"])
def test_roles_and_documents_never_become_markup(path: str) -> None:
    """Titles, aliases, levels and what is made of them are text."""
    reply = visit(ScriptedGuide(), path)

    assert "<script>alert" not in reply.text
    assert "<img src=x" not in reply.text
    assert "<script>alert(1)</script>" in Markup(reply.text).text


def test_an_answer_is_built_without_markup_in_the_browser() -> None:
    """The scripts set texts; none of them parses a string as HTML or as a program."""
    source = "".join(file.read_text(encoding="utf-8") for file in STATIC.glob("*.js"))

    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", source)
    assert not re.search(r"https?://", source + (STATIC / "remit.css").read_text(encoding="utf-8"))


def test_the_chat_announces_what_comes() -> None:
    """A screen reader hears the answer; every role can be chosen as one's own."""
    markup = Markup(visit(ScriptedGuide(), "/").text)
    log = next(each for each in markup.of("div") if each.get("id") == "conversation")

    assert (log["role"], log["aria-live"]) == ("log", "polite")
    assert len(markup.of("option")) == 3
    assert [each["value"] for each in markup.of("button") if each.get("name") == "question"]


def test_an_empty_library_has_its_pages() -> None:
    """Somebody may remove every document while the server runs."""
    guide = ScriptedGuide(library=Library((), (), "r0"))

    assert visit(guide, "/").status == 200
    assert "describe no role yet" in visit(guide, "/roles").text


def test_the_catalogue_leads_to_every_document() -> None:
    """And back to asking about the role."""
    links = [str(each["href"]) for each in Markup(visit(ScriptedGuide(), "/roles").text).of("a")]

    assert {"/read/baker", "/read/hostile", "/?about=Baker"} <= set(links)


def test_a_document_that_is_gone_gets_a_page_that_says_so() -> None:
    """404, with a way on."""
    reply = visit(ScriptedGuide(), "/read/none")

    assert reply.status == 404
    assert "no such document" in Markup(reply.text).text


@pytest.mark.parametrize("path", ["/read/../../etc/passwd", "/static/%2e%2e/keys.py"])
def test_nothing_but_its_own_files_is_served(path: str) -> None:
    """No path leads out of the folder of static files."""
    assert visit(ScriptedGuide(), path).status == 404


def test_static_files_are_kept_by_their_content() -> None:
    """Their address changes with them, so a browser never has an old one."""
    sheet = Markup(visit(ScriptedGuide(), "/").text).of("link")[1]["href"]
    reply = visit(ScriptedGuide(), str(sheet))

    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/css")
    assert "immutable" in reply.headers["Cache-Control"]


def test_a_public_https_address_is_used_with_https_alone() -> None:
    """Browsers are told so, and only then."""
    settings = ServerSettings.model_validate({"public_url": "https://remit.example.org"})

    assert "Strict-Transport-Security" in visit(ScriptedGuide(), "/", settings=settings).headers
    assert "Strict-Transport-Security" not in visit(ScriptedGuide(), "/").headers


def test_the_server_is_alive_before_it_is_ready() -> None:
    """It is ready when one question has been answered, and asks about a role that there is."""
    guide = GatedGuide()

    async def start(desk: Desk) -> tuple[int, int, int]:
        async with TestClient(TestServer(make_app(desk, ServerSettings(), no_readers()))) as client:
            alive = (await client.get("/healthz")).status
            waiting = (await client.get("/readyz")).status
            guide.gate.set()
            return alive, waiting, await settled(client, 200)

    with desk_over(guide) as desk:
        assert asyncio.run(start(desk)) == (200, 503, 200)
    assert "Baker" in guide.asked[0].text


def test_a_server_whose_first_question_fails_is_not_ready(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It lives, so that the log can be read, and no traffic is sent to it."""
    guide = ScriptedGuide(given=RuntimeError("cannot answer"))

    async def start(desk: Desk) -> tuple[int, int]:
        async with TestClient(TestServer(make_app(desk, ServerSettings(), no_readers()))) as client:
            async with asyncio.timeout(30):
                while "not ready" not in caplog.text:  # noqa: ASYNC110  a log has no event
                    await asyncio.sleep(0.001)
            return (await client.get("/healthz")).status, (await client.get("/readyz")).status

    with desk_over(guide) as desk:
        assert asyncio.run(start(desk)) == (200, 503)
    assert "not ready: the first question failed with RuntimeError" in caplog.text
    assert "cannot answer" not in caplog.text


def test_the_loop_is_free_while_an_answer_is_made() -> None:
    """A slow answer keeps nobody else waiting."""
    guide = GatedGuide()

    async def start(desk: Desk) -> tuple[int, int]:
        async with TestClient(TestServer(make_app(desk, ServerSettings(), no_readers()))) as client:
            slow = asyncio.create_task(client.post("/api/ask", json={"question": "x"}))
            page = (await client.get("/roles")).status
            guide.gate.set()
            return page, (await slow).status

    with desk_over(guide) as desk:
        assert asyncio.run(start(desk)) == (200, 200)


def test_the_access_log_holds_nothing_that_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    """Method, path, status and time; no query, no body."""

    async def ask(desk: Desk) -> None:
        app = make_app(desk, ServerSettings(), no_readers())
        server = TestServer(app)
        logger = logging.getLogger("remit.access")
        await server.start_server(access_log_class=AccessLog, access_log=logger)
        async with TestClient(server) as client:
            await client.get("/roles?about=secret")
            await client.post("/api/ask", json={"question": "secret"})

    with caplog.at_level(logging.INFO, logger="remit.access"), desk_over(ScriptedGuide()) as desk:
        asyncio.run(ask(desk))

    assert "GET /roles 200" in caplog.text
    assert "POST /api/ask 200" in caplog.text
    assert "secret" not in caplog.text


class GatedGuide(ScriptedGuide):
    """Answers only when its gate is open."""

    def __init__(self) -> None:
        """Close the gate."""
        super().__init__(library=library(baker(), hostile()))
        self.gate = threading.Event()

    @override
    def answer(self, question: Question) -> Answer:
        """The answer, once the gate is open."""
        assert self.gate.wait(30)
        return super().answer(question)


def test_what_is_kept_and_for_how_long_is_said_on_a_page() -> None:
    """Every page leads there, and it names the days of the setting and the way to be forgotten."""
    front = visit(ScriptedGuide(), "/").text
    kept = visit(ScriptedGuide(), "/privacy").text

    assert 'href="/privacy"' in front
    assert f"after {ServerSettings().retention_days} days" in kept
    assert "forget me" in kept
