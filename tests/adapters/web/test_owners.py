"""The owners' page: who keeps which document, for whoever has the token."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.server import make_app
from adapters.service.desk import Desk
from adapters.settings import ServerSettings
from adapters.web.owners import owners_of
from bot.changes import Change
from bot.gaps import Gap, OpenQuestion
from bot.model import Answer, Status
from knowledge.model import Library
from tests.adapters.builders import (
    Markup,
    Reply,
    ScriptedGuide,
    baker,
    desk_over,
    document,
    heading,
    item,
    library,
    no_readers,
)

TOKEN = "sixteen letters or more"  # noqa: S105  it opens nothing else
TODAY = date(2026, 6, 1)

Open = Callable[..., tuple[Reply, Markup]]


@pytest.fixture
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token, set."""
    monkeypatch.setenv("REMIT_OWNERS__TOKEN", TOKEN)


def test_documents_stand_under_their_owner_and_those_of_nobody_last() -> None:
    """What nobody keeps is the first thing to mend, and easy to find."""
    loose = document("a.md", [heading("Cook", 1), item("Cook the lunch.")], title="Cook")
    named, nobody = owners_of(library(loose, baker()), TODAY)

    assert (named.name, nobody.name) == ("Kitchen Office", "")
    assert [kept.document.path for kept in nobody.documents] == ["a.md"]
    assert named.documents[0].roles == ("Baker",)
    assert owners_of(Library((), (), "r0"), TODAY) == ()


def test_an_old_document_is_said_to_be_old() -> None:
    """The owner sees what to review."""
    (fresh,) = owners_of(library(baker()), TODAY)
    (old,) = owners_of(library(baker()), date(2031, 1, 1))

    assert fresh.documents[0].warning == ""
    assert "4 May 2028" in old.documents[0].warning or "long ago" in old.documents[0].warning


def test_gaps_and_changes_stand_under_their_owner() -> None:
    """Also under one who keeps no document any more; what is restricted is left out."""
    gap = Gap("Mill", "kpis", ("Miller",), (OpenQuestion("how much flour?", 2, 0),))
    change = Change(
        "baker.md", ("Duties",), "Baker", "Kitchen Office", "old", "new", restricted=False, told=()
    )
    kitchen, mill = owners_of(
        library(baker()), TODAY, [gap], [change, replace(change, restricted=True)]
    )

    assert (mill.name, mill.documents, mill.gaps) == ("Mill", (), (gap,))
    assert kitchen.changes == (change,)


def test_without_a_token_in_the_settings_there_is_no_page(open_page: Open) -> None:
    """404, whatever is sent."""
    assert open_page("/owners")[0].status == 404
    assert open_page("/owners", "POST", data={"token": ""})[0].status == 404


@pytest.mark.usefixtures("_token")
def test_the_form_opens_the_page(open_page: Open) -> None:
    """And what it shows is not kept by browsers."""
    reply, markup = open_page("/owners", "POST", data={"token": TOKEN})

    assert reply.status == 200
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Kitchen Office" in markup.text
    assert "Nobody is named as the owner" in markup.text
    assert TOKEN not in reply.text


@pytest.mark.usefixtures("_token")
def test_a_question_without_an_answer_is_shown_and_who_asked_is_not() -> None:
    """With what somebody said of an answer that did not help, in words."""

    async def ask(desk: Desk) -> str:
        app = make_app(desk, ServerSettings(), no_readers())
        async with TestClient(TestServer(app)) as client:
            for number, asker in enumerate(("canary-one", "canary-two")):
                body = {"question": "how is the baker measured?", "asker": {"id": asker}}
                told = await (await client.post("/api/ask", json=body)).json()
                if number:
                    vote = {"reference": told["reference"], "up": False, "reason": "incomplete"}
                    await client.post("/api/feedback", json=vote | {"asker": {"id": asker}})
            return await (await client.post("/owners", data={"token": TOKEN})).text()

    given = Answer(Status.ABSTAINED, "The documents do not say this.")
    with desk_over(ScriptedGuide(given=given)) as desk:
        html = asyncio.run(ask(desk))

    assert "how is the baker measured?" in html
    assert "no answer 2 times" in html
    assert "Something is missing" in html
    assert "canary" not in html


@pytest.mark.usefixtures("_token")
def test_a_header_opens_the_page(open_page: Open) -> None:
    """For programs."""
    reply, markup = open_page("/owners", headers={"Authorization": f"Bearer {TOKEN}"})

    assert reply.status == 200
    assert "Kitchen Office" in markup.text


@pytest.mark.usefixtures("_token")
@pytest.mark.parametrize("wrong", ["", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "é"])
def test_another_token_opens_nothing(open_page: Open, wrong: str) -> None:
    """403, and nothing of the page."""
    reply, markup = open_page("/owners", "POST", data={"token": wrong})

    assert reply.status == 403
    assert "Kitchen Office" not in markup.text
    assert "does not open" in markup.text


@pytest.mark.usefixtures("_token")
@pytest.mark.parametrize("path", ["/owners", f"/owners?token={TOKEN.replace(' ', '+')}"])
def test_a_token_in_the_address_is_not_looked_at(open_page: Open, path: str) -> None:
    """Addresses end up in logs and histories; the form asks for it instead."""
    reply, markup = open_page(path)

    assert reply.status == 200
    assert [each["type"] for each in markup.of("input")] == ["password"]
    assert "Kitchen Office" not in markup.text
