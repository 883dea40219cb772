"""Every request that Slack did not sign is refused, and nothing of it is read."""

from __future__ import annotations

import io
import json
import time

import pytest

from tests.adapters.slack.conftest import Stage
from tests.adapters.slack.world import World, payload, signed

OTHERS = "fedcba9876543210"
BODY = json.dumps(payload("app_mention")).encode()
CHALLENGE = json.dumps({"type": "url_verification", "challenge": "c1", "token": "t"}).encode()

FORGED = {
    "unsigned": {},
    "wrong secret": signed(BODY, OTHERS),
    "stale": signed(BODY, at=time.time() - 600),
    "from the future": signed(BODY, at=time.time() + 600),
    "of another body": signed(BODY + b" "),
    "signature alone": {"X-Slack-Signature": signed(BODY)["X-Slack-Signature"]},
    "time alone": {"X-Slack-Request-Timestamp": str(int(time.time()))},
    "no time": signed(BODY) | {"X-Slack-Request-Timestamp": "soon"},
    "time with a sign": signed(BODY) | {"X-Slack-Request-Timestamp": "+1"},
    "other scheme": {
        name: value.replace("v0=", "v1=") if name == "X-Slack-Signature" else value
        for name, value in signed(BODY).items()
    },
    "no ASCII": signed(BODY) | {"X-Slack-Signature": "v0=é"},
    "empty": signed(BODY) | {"X-Slack-Signature": ""},
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=list(FORGED))
def test_a_forged_request_is_refused(stage: Stage, headers: dict[str, str]) -> None:
    """With 401, and neither written down nor answered."""

    async def play(world: World) -> None:
        given = {"Content-Type": "application/json"} | headers
        reply = await world.client.post("/slack/events", data=BODY, headers=given)

        assert reply.status == 401
        assert world.desk.memory.inbox.waiting() == 0
        assert world.slack.calls == []

    stage(play)


@pytest.mark.parametrize(
    "body",
    [
        b"ssl_check=1&token=none",
        b"payload=%7B%22type%22%3A%22block_actions%22%7D",
        b"command=%2Fremit&text=help",
        CHALLENGE,
        b"\xff\xfe",
        b"",
    ],
    ids="ssl check, interaction, command, challenge, no text, nothing".split(", "),
)
def test_no_kind_of_request_gets_in_unsigned(stage: Stage, body: bytes) -> None:
    """Also those that libraries let through because they are harmless."""

    async def play(world: World) -> None:
        given = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = await world.client.post("/slack/events", data=body, headers=given)

        assert reply.status == 401

    stage(play)


def test_slacks_own_question_for_the_address_is_answered(stage: Stage) -> None:
    """When the address is entered in the app's settings."""

    async def play(world: World) -> None:
        given = {"Content-Type": "application/json"} | signed(CHALLENGE)
        reply = await world.client.post("/slack/events", data=CHALLENGE, headers=given)

        assert reply.status == 200
        assert "c1" in await reply.text()

    stage(play)


def test_a_request_without_end_is_not_read_to_it(stage: Stage) -> None:
    """A megabyte is more than Slack ever sends."""

    async def play(world: World) -> None:
        reply = await world.client.post("/slack/events", data=io.BytesIO(b"x" * (1024 * 1024 + 1)))

        assert reply.status == 413

    stage(play)


def test_a_signed_request_that_is_no_json_does_no_harm(stage: Stage) -> None:
    """It is refused, not an error of the server."""

    async def play(world: World) -> None:
        for body in (b"{", b"[]", b"payload=%7B", b"null", b"payload=1"):
            given = {"Content-Type": "application/json"} | signed(body)
            reply = await world.client.post("/slack/events", data=body, headers=given)

            assert reply.status in {200, 400, 404}, body

    stage(play)


def test_without_a_signing_secret_there_is_no_such_address(stage: Stage) -> None:
    """An empty secret would make every signature right."""

    async def play(world: World) -> None:
        given = {"Content-Type": "application/json"} | signed(BODY, "0")
        reply = await world.client.post("/slack/events", data=BODY, headers=given)

        assert reply.status == 404

    stage(play, signing_secret=None)
