"""Many workspaces install the app themselves; Socket Mode needs no address."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from adapters.slack.errors import StoreKeyWrong
from adapters.slack.installations import Installations, States
from tests.adapters.slack.conftest import Stage
from tests.adapters.slack.world import World, payload

ASKED = "what does the sea pilot do?"
MANY = {
    "bot_token": None,
    "client_id": "1.2",
    "client_secret": SecretStr("client-secret"),
    "store_key": SecretStr(Fernet.generate_key().decode()),
}
NINE = {
    "team_id": "T9",
    "authorizations": [{"team_id": "T9", "user_id": "UBOT", "is_bot": True}],
    "team": "T9",
}


async def install(world: World, code: str = "good") -> int:
    """Go to Slack and come back, as a browser does; the status of the page at the end."""
    reply = await world.client.get("/slack/install", allow_redirects=False)
    assert reply.status == 302
    state = parse_qs(urlsplit(reply.headers["Location"]).query)["state"][0]
    cookie = reply.headers["Set-Cookie"].partition(";")[0]
    params = {"code": code, "state": state}
    back = await world.client.get(
        "/slack/oauth_redirect", params=params, headers={"Cookie": cookie}
    )
    return back.status


def test_a_workspace_that_installs_the_app_is_answered(stage: Stage) -> None:
    """With its own token, which is kept encrypted."""

    async def play(world: World) -> None:
        assert await install(world) == 200
        said = await world.ask(ASKED, **NINE)
        kept = world.desk.memory.installations.get("slack", "T9")

        assert "Bring vessels" in said.shown
        assert kept
        assert b"xoxb" not in kept

    stage(play, **MANY)


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
def test_a_workspace_that_removes_the_app_is_forgotten(stage: Stage, event: str) -> None:
    """At once; what it asks after that is not answered, and harms nobody."""

    async def play(world: World) -> None:
        await install(world)
        await world.send(payload(event))
        await world.mention(ASKED, **NINE)
        await world.idle()

        assert world.desk.memory.installations.get("slack", "T9") is None
        assert world.slack.said == []

    stage(play, **MANY)


def test_somebody_elses_installation_is_refused(stage: Stage) -> None:
    """A state that was not given to this browser, or was made up, installs nothing."""

    async def play(world: World) -> None:
        for params in (
            {"code": "good"},
            {"code": "good", "state": "made-up"},
            {"error": "access_denied"},
        ):
            await world.client.get("/slack/oauth_redirect", params=params)
        reply = await world.client.get("/slack/install", allow_redirects=False)
        state = parse_qs(urlsplit(reply.headers["Location"]).query)["state"][0]
        world.client.session.cookie_jar.clear()
        stolen = {"code": "good", "state": state}
        refused = await world.client.get("/slack/oauth_redirect", params=stolen)

        assert refused.status == 400
        assert world.desk.memory.installations.find("slack", "") == ()
        assert world.slack.of("oauth.v2.access") == []

    stage(play, **MANY)


def test_a_state_is_signed_and_made_anew_each_time() -> None:
    """Nobody can make one up, and none is used for another app."""

    async def states() -> tuple[str, str]:
        store = States("secret")
        return await store.async_issue(), await store.async_issue()

    first, second = asyncio.run(states())
    assert first != second
    assert asyncio.run(States("secret").async_consume(first))
    assert not asyncio.run(States("another").async_consume(first))
    assert not asyncio.run(States("secret").async_consume(""))


@pytest.mark.parametrize("key", ["", "no key", "c2hvcnQ="])
def test_a_key_that_is_none_is_told(key: str) -> None:
    """Before anything is kept under it."""
    with pytest.raises(StoreKeyWrong, match="REMIT_SLACK__STORE_KEY"):
        Installations(lambda _work: None, key)  # type: ignore[arg-type]


def test_what_was_asked_while_the_token_was_wrong_is_answered_later(stage: Stage) -> None:
    """An operator puts it right; nobody has to ask again."""

    async def play(world: World) -> None:
        world.slack.tokens.clear()
        assert (await world.mention(ASKED)).status == 200
        await asyncio.sleep(0.1)
        world.slack.tokens["xoxb-test"] = "T1"
        said = await world.said()

        assert "Bring vessels" in said.shown

    stage(play)


def test_socket_mode_needs_no_address(stage: Stage) -> None:
    """Events, commands and windows come through the socket, each acknowledged there."""

    async def play(world: World) -> None:
        await world.slack.connected.wait()
        await world.slack.push("events_api", payload("app_mention"), "e1")
        said = await world.said()
        command = payload("command") | {"text": "compare", "trigger_id": "1.2"}
        await world.slack.push("slash_commands", command, "e2")
        await world.called("views.open")
        await world.slack.push("interactive", payload("block_suggestion"), "e3")
        await world.idle()
        acks = {ack["envelope_id"]: ack.get("payload") for ack in world.slack.acks}

        assert "Bring vessels" in said.shown
        assert list(acks) == ["e1", "e2", "e3"]
        assert "Sea Pilot" in json.dumps(acks["e3"])

    stage(play, signing_secret=None, app_token=SecretStr("xapp-test"))
