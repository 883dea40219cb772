"""The browser says whether an answer helped, and may ask to be forgotten."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.server import make_app
from adapters.service.desk import Desk
from adapters.settings import LimitSettings, ServerSettings
from bot.memory.errors import DatabaseUnreachable
from bot.model import Status
from tests.adapters.builders import ScriptedGuide, desk_over, no_readers, visit

Client = TestClient[Any, Any]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ME = {"id": "made up by my browser"}


def play(dialog: Callable[[Client], Awaitable[Any]], desk: Desk) -> Any:
    """What a dialog with a server returns."""

    async def played() -> Any:
        app = make_app(desk, ServerSettings(), no_readers())
        async with TestClient(TestServer(app)) as client:
            return await dialog(client)

    return asyncio.run(played())


async def ask(client: Client, question: str = "x", **body: Any) -> dict[str, Any]:
    """The answer to a question of mine."""
    reply = await client.post("/api/ask", json={"question": question, "asker": ME} | body)
    answer: dict[str, Any] = await reply.json()
    return answer


def test_a_vote_is_kept_and_a_later_one_replaces_it() -> None:
    """With the reason in the reader's own words."""

    async def dialog(client: Client) -> list[int]:
        reference = (await ask(client))["reference"]
        votes = [
            {"reference": reference, "up": True, "asker": ME},
            {"reference": reference, "up": False, "reason": "outdated", "asker": ME},
        ]
        return [(await client.post("/api/feedback", json=vote)).status for vote in votes]

    with desk_over(ScriptedGuide()) as desk:
        assert play(dialog, desk) == [200, 200]
        (vote,) = desk.memory.feedback.since(LONG_AGO)
    assert (vote.up, vote.reason) == (False, "outdated")


def test_nobody_votes_on_somebody_elses_answer() -> None:
    """Nor on one that was never given; both are told the same."""

    async def dialog(client: Client) -> list[tuple[int, str]]:
        reference = (await ask(client))["reference"]
        others = {"reference": reference, "up": False, "asker": {"id": "another"}}
        nobodys = {"reference": "0000abcd", "up": False, "asker": ME}
        replies = [await client.post("/api/feedback", json=vote) for vote in (others, nobodys)]
        return [(reply.status, await reply.text()) for reply in replies]

    with desk_over(ScriptedGuide()) as desk:
        first, second = play(dialog, desk)
        assert not desk.memory.feedback.since(LONG_AGO)
    assert first == second
    assert first[0] == 404


def test_whoever_asks_to_be_forgotten_is() -> None:
    """And nobody else."""

    async def dialog(client: Client) -> int:
        await ask(client, "mine", conversation="c1")
        await ask(client, "theirs", conversation="c2", asker={"id": "another"})
        return (await client.post("/api/forget", json={"asker": ME})).status

    with desk_over(ScriptedGuide()) as desk:
        assert play(dialog, desk) == 200
        left = desk.memory.receipts.since(LONG_AGO)
    assert [receipt.question for receipt in left] == ["theirs"]


def test_what_the_browser_calls_itself_is_not_stored() -> None:
    """Whoever reads the database cannot speak for it."""

    async def dialog(client: Client) -> None:
        await ask(client, conversation="made up by my tab")

    with desk_over(ScriptedGuide()) as desk:
        play(dialog, desk)
        (receipt,) = desk.memory.receipts.since(LONG_AGO)
    assert receipt.status is Status.REFUSED
    assert receipt.asker.startswith("web:")
    assert receipt.conversation.startswith("web:")
    assert "made up" not in repr(receipt)


def test_a_conversation_is_remembered_where_the_browser_does_not() -> None:
    """By the name that it gives, and by no other."""
    guide = ScriptedGuide()

    async def dialog(client: Client) -> None:
        await ask(client, "the baker?", conversation="c1")
        await ask(client, "and the oven?", conversation="c1")
        await ask(client, "and the oven?", conversation="c2")

    with desk_over(guide) as desk:
        play(dialog, desk)
    asked = [question for question in guide.asked if "oven" in question.text]
    assert [question.history for question in asked] == [("the baker?",), ()]


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/api/feedback", {"reference": "xyz", "up": True}, "`reference` is not as expected"),
        ("/api/feedback", {"reference": "0000abcd", "up": 1}, "`up` is not as expected"),
        ("/api/feedback", {"reference": "0000abcd"}, "`up` is not as expected"),
        ("/api/forget", {}, "`asker` is not as expected"),
        ("/api/ask", {"question": "x", "conversation": "c" * 201}, "`conversation` is not"),
        ("/api/ask", {"question": "x", "asker": {"id": "c" * 201}}, "`asker.id` is not"),
    ],
)
def test_what_is_not_as_it_should_be_gets_one_sentence(
    path: str, body: dict[str, Any], told: str
) -> None:
    """400, in JSON."""
    reply = visit(ScriptedGuide(), path, "POST", data=json.dumps(body).encode())

    assert reply.status == 400
    assert json.loads(reply.text)["error"].startswith(told)


def test_too_many_questions_from_one_address_are_refused_politely() -> None:
    """429 with when to come back; a proxy on this machine says who asks."""
    settings = ServerSettings(limits=LimitSettings(per_minute=2))
    far = {"X-Forwarded-For": "203.0.113.9, 192.0.2.7"}
    other = {"X-Forwarded-For": "192.0.2.8"}

    async def played(desk: Desk) -> list[tuple[int, str | None]]:
        app = make_app(desk, settings, no_readers())
        async with TestClient(TestServer(app)) as client:
            replies = [
                await client.post("/api/ask", json={"question": "x"}, headers=headers)
                for headers in (far, far, far, other, {})
            ]
            return [(reply.status, reply.headers.get("Retry-After")) for reply in replies]

    with desk_over(ScriptedGuide(), settings) as desk:
        assert asyncio.run(played(desk)) == [
            (200, None),
            (200, None),
            (429, "10"),
            (200, None),
            (200, None),
        ]


def test_a_server_that_stops_says_so() -> None:
    """503 with when to come back."""
    with desk_over(ScriptedGuide()) as desk:

        async def dialog(client: Client) -> tuple[int, str | None]:
            await desk.drain()
            reply = await client.post("/api/ask", json={"question": "x"})
            return reply.status, reply.headers.get("Retry-After")

        assert play(dialog, desk) == (503, "10")


def test_the_log_of_a_database_that_is_away_is_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """503 with a sentence; whoever operates the server reads what is wrong."""
    with desk_over(ScriptedGuide()) as desk:

        async def dialog(client: Client) -> tuple[int, str]:
            there, desk.recall.memory = desk.memory, Gone()  # type: ignore[assignment]
            reply = await client.post("/api/ask", json={"question": "x", "conversation": "c"})
            desk.recall.memory = there
            return reply.status, await reply.text()

        status, text = play(dialog, desk)
    assert status == 503
    assert "Please try again soon; the reference is" in text
    assert "the database is away: DatabaseUnreachable" in caplog.text


class Gone:
    """A memory whose database is away."""

    def __getattr__(self, name: str) -> Any:
        """Say so."""
        raise DatabaseUnreachable("The database", name)
