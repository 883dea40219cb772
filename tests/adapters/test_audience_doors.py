"""Every way in which something of a document reaches somebody, tried by those who may not see it.

For each door of `audience_doors.py`, what is restricted must not come out for an outsider in any
form, and must for those whom it is for. Words that the asker typed are no news to them.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.audience_settings import AudienceSettings, ProxySettings
from adapters.card import lay_out
from adapters.links import Links
from adapters.live_guide import LiveGuide
from adapters.readers import Readers
from adapters.server import make_app
from adapters.service.desk import Desk
from adapters.settings import ServerSettings
from bot.guide import Guide
from bot.model import Question
from tests.adapters.audience_doors import (
    DOORS,
    NOTHING_TO_SAY,
    SLUGS,
    TERMINAL,
    Groups,
    World,
    build,
)
from tests.adapters.builders import Reply, desk_over, visit
from tests.restricted import OF, QUESTIONS, leaked

LINKS = Links("http://127.0.0.1:3978", "a secret of these tests", 60)
OUTSIDERS: tuple[Groups, ...] = ((), ("sales",), ("everyone",), ("h", "r"), ("board-friends", ""))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world; nobody changes it."""
    return build(tmp_path_factory.mktemp("world"))


@pytest.mark.parametrize("name", DOORS)
def test_nothing_restricted_comes_out_for_an_outsider(
    world: World, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Groups that are almost right are no better than none; the log says nothing either."""
    with caplog.at_level(logging.DEBUG):
        for groups in OUTSIDERS[:1] if name in TERMINAL else OUTSIDERS:
            for told, typed in DOORS[name](world, groups):
                assert not leaked(told, typed), (groups, typed, told)
    assert not leaked(caplog.text, *QUESTIONS)


@pytest.mark.parametrize("group", OF)
@pytest.mark.parametrize("name", DOORS)
def test_a_group_gets_what_is_its_own_and_nothing_else(world: World, name: str, group: str) -> None:
    """A door that is merely shut for all would pass the other test."""
    others = {canary for other in OF if other != group for canary in OF[other]} | {"bachstelze"}
    out = list(DOORS[name](world, (group,)))

    assert all(not others & set(leaked(told, typed)) for told, typed in out)
    assert name in NOTHING_TO_SAY or any(set(OF[group]) & set(leaked(*each)) for each in out)


@pytest.mark.parametrize(
    "path",
    ["/", "/roles", "/roles/zeisigtal-director", "/roles/harbour-clerk",
     "/roles/harbour-clerk/decisions", "/who?action=sell+the+quay", "/compare",
     "/compare?a=harbour-clerk&b=sea-pilot", *(f"/read/{slug}" for slug in SLUGS)],
)  # fmt: skip
def test_the_pages_of_the_web_show_nothing_restricted(world: World, path: str) -> None:
    """Nobody on the web is in a group by saying so."""
    said = {"X-Groups": "board, hr", "X-Forwarded-Groups": "board"}
    reply = visit(LiveGuide(lambda: world.guides, lambda: "g1"), path, headers=said)

    assert reply.status in {200, 404}
    assert not leaked(reply.text, path)


def test_the_api_takes_no_groups_from_whoever_asks(world: World) -> None:
    """They decide what may be read."""
    live = LiveGuide(lambda: world.guides, lambda: "g1")
    for text in QUESTIONS[:8]:
        body = {"question": text, "asker": {"id": "x", "groups": ["hr", "board"]},
                "groups": ["hr", "board"]}  # fmt: skip
        reply = visit(live, "/api/ask", "POST", data=json.dumps(body).encode())
        assert not leaked(reply.text, text)


def test_an_unknown_and_a_hidden_document_cannot_be_told_apart(world: World) -> None:
    """A refusal must not say that there is something."""
    live = LiveGuide(lambda: world.guides, lambda: "g1")
    unknown = visit(live, "/read/no-such-thing")
    hidden = visit(live, "/read/zeisigtal-director")

    assert (unknown.status, unknown.text) == (hidden.status, hidden.text)


def read(world: World, slug: str, key: str = "", *, header: str = "", said: str = "") -> Reply:
    """What the reader replies: with a key, or through a proxy that gives groups in `header`."""
    settings = AudienceSettings(web=ProxySettings(groups_header=header))
    server = ServerSettings()

    async def once(desk: Desk) -> Reply:
        app = make_app(desk, server, Readers(settings, LINKS))
        query, headers = {"key": key} if key else {}, {"X-Groups": said} if said else {}
        async with (
            TestClient(TestServer(app)) as client,
            client.get(f"/read/{slug}", params=query, headers=headers) as reply,
        ):
            return Reply(reply.status, dict(reply.headers), await reply.text())

    with desk_over(LiveGuide(lambda: world.guides, lambda: "g1"), server) as desk:
        return asyncio.run(once(desk))


def test_a_signed_link_opens_what_its_groups_may_read(world: World) -> None:
    """And of one document alone; nobody keeps a copy on the way."""
    (paid,) = [
        citation
        for citation in world.guides.of(["hr"]).answer(Question(QUESTIONS[0])).citations
        if "41,000" in citation.quote
    ]
    address = urlsplit(LINKS.to(paid))
    key = parse_qs(address.query)["key"][0]
    page = read(world, "harbour-clerk", key)

    assert address.path == "/read/harbour-clerk"
    assert page.status == 200
    assert "41,000" in page.text
    assert f'id="{address.fragment}"' in page.text
    assert not {"zeisigtal", "dompfaffin", "bachstelze"} & set(leaked(page.text))
    assert page.headers["Cache-Control"] == "no-store"
    assert not leaked(read(world, "section-ladder", LINKS.key("section-ladder", ("hr",))).text)


@pytest.mark.parametrize("slug", ["zeisigtal-director", "harbour-clerk", "no-such-thing"])
def test_a_key_that_does_not_open_is_refused_alike_for_all(world: World, slug: str) -> None:
    """With 403 and one sentence, whether there is such a document or not."""
    forged = Links("", "somebody else's secret", 60).key(slug, ("board", "hr"))
    for key in (forged, "x", LINKS.key("sea-pilot", ("board", "hr"))):
        page = read(world, slug, key)
        assert page.status == 403
        assert not leaked(page.text, slug)
        assert page.text == read(world, "another", "x").text


def test_a_proxy_is_believed_where_the_setting_says_so(world: World) -> None:
    """And only in the header that it names."""
    assert (
        "highest bidder" in read(world, "zeisigtal-director", header="X-Groups", said="board").text
    )
    assert read(world, "zeisigtal-director", header="X-Other", said="board").status == 404


def test_what_is_shown_beside_an_open_answer_is_open_too(world: World) -> None:
    """An answer that is not marked may stand in a shared place with its suggestions.

    So it is laid out from everybody's library.
    """
    everybodys = world.guides.of().library
    for group in OF:
        for text in QUESTIONS:
            answer = world.guides.of([group]).answer(Question(text))
            if not answer.restricted:
                assert not leaked(repr(answer) + repr(lay_out(answer, everybodys)), text)


def restricted_answers(guide: Guide, questions: Sequence[str]) -> list[bool]:
    """Whether each answer is for the asker alone."""
    return [guide.answer(Question(text)).restricted for text in questions]


def test_what_only_some_may_see_is_marked_so(world: World) -> None:
    """In a shared place such an answer goes to the asker alone, silence and questions back too."""
    hr, board = world.guides.of(["hr"]), world.guides.of(["board"])
    paid = hr.answer(Question("What is the harbour clerk paid?"))

    assert paid.restricted
    assert any(citation.restricted for citation in paid.citations)
    assert {citation.groups for citation in paid.citations if citation.restricted} == {("hr",)}
    assert paid.as_json()["restricted"] is True
    assert not hr.answer(Question("What does the sea pilot do?")).restricted
    assert board.answer(Question("What does the astronaut do?")).restricted, "it lists the roles"
    assert not any(restricted_answers(world.guides.of(), QUESTIONS))
