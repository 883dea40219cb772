"""Operators see whether the server lives, whether it is ready, and its figures."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, cast

from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from adapters.server import make_app
from adapters.service.desk import Desk
from adapters.settings import ServerSettings
from bot.memory.database import Database
from bot.memory.errors import DatabaseUnreachable
from bot.model import Answer, Status
from tests.adapters.builders import ScriptedGuide, desk_over, no_readers, settled
from tests.adapters.service.builders import at_work, event, new_desk, until

Client = TestClient[Any, Any]


@asynccontextmanager
async def client_of(desk: Desk) -> AsyncIterator[Client]:
    """A browser before a server."""
    app = make_app(desk, ServerSettings(), no_readers())
    async with TestClient(TestServer(app)) as client:
        yield client


class Away:
    """A database that is not there."""

    def reading(self) -> None:
        """Say so."""
        raise DatabaseUnreachable("The database", "refused")


def figures(exposed: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """The figures by their names and labels."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(exposed)
        for sample in family.samples
    }


def test_a_ready_server_says_that_each_part_is() -> None:
    """The index is open, the database is there, questions are taken."""

    async def play(desk: Desk) -> dict[str, Any]:
        async with client_of(desk) as client:
            await settled(client, 200)
            ready: dict[str, Any] = await (await client.get("/readyz")).json()
            return ready

    with desk_over(ScriptedGuide()) as desk:
        assert asyncio.run(play(desk)) == {
            "status": "ready",
            "parts": {"index": "ok", "database": "ok", "questions": "ok"},
        }


def test_a_server_that_is_not_ready_says_which_part_is_not() -> None:
    """A database that is gone, a server that stops."""

    async def play(desk: Desk) -> tuple[int, dict[str, str], int]:
        async with client_of(desk) as client:
            await settled(client, 200)
            there = desk.memory
            desk.recall.memory = replace(there, database=cast(Database, Away()))
            await desk.drain()
            reply = await client.get("/readyz")
            parts = (await reply.json())["parts"]
            desk.recall.memory = there
            return reply.status, parts, (await client.get("/healthz")).status

    with desk_over(ScriptedGuide()) as desk:
        status, parts, alive = asyncio.run(play(desk))
    assert (status, alive) == (503, 200)
    assert parts == {"index": "ok", "database": "DatabaseUnreachable", "questions": "draining"}


def test_the_figures_say_how_the_service_fares() -> None:
    """Questions by platform, answers by status, each stage, and none of what was asked."""
    guide = ScriptedGuide(given=Answer(Status.ABSTAINED, "The documents do not say."))

    async def play(desk: Desk) -> str:
        async with client_of(desk) as client:
            await settled(client, 200)
            for _ in range(3):
                await client.post("/api/ask", json={"question": "who is Zanzibar?"})
            return await (await client.get("/metrics")).text()

    with desk_over(guide) as desk:
        exposed = asyncio.run(play(desk))
    found = figures(exposed)
    assert found["remit_questions_total", ("web",)] == 3
    assert found["remit_answers_total", ("web", "abstained")] == 3
    assert found["remit_answer_seconds_count", ("web",)] == 3
    assert found["remit_stage_seconds_count", ("show",)] == 3
    assert found["remit_queue_depth", ()] == 0
    assert found["process_resident_memory_bytes", ()] > 0
    assert "Zanzibar" not in exposed


def test_events_and_failures_are_counted_by_platform(address: str) -> None:
    """What was received as what, how long acknowledging took, what failed."""

    async def play() -> str:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            await desk.accept(event("e1"))
            await desk.accept(event("e1"))
            await until(lambda: bool(surface.sent))
            surface.answering = RuntimeError()
            await desk.accept(event("e2"))
            await until(lambda: bool(surface.told))
            await until(lambda: not desk.memory.inbox.waiting())
            return desk.metrics.exposed().decode()

    found = figures(asyncio.run(play()))
    assert found["remit_received_total", ("slack", "new")] == 2
    assert found["remit_received_total", ("slack", "seen")] == 1
    assert found["remit_accept_seconds_count", ("slack",)] == 3
    assert found["remit_errors_total", ("slack",)] == 1
    assert found["remit_stage_seconds_count", ("send",)] == 1


def test_a_failure_on_the_web_is_counted() -> None:
    """Once, whatever form the reply has."""
    guide = ScriptedGuide(given=RuntimeError())

    async def play(desk: Desk) -> dict[tuple[str, tuple[str, ...]], float]:
        async with client_of(desk) as client:
            await client.post("/api/ask", json={"question": "x"})
            return figures(await (await client.get("/metrics")).text())

    with desk_over(guide) as desk:
        assert asyncio.run(play(desk))["remit_errors_total", ("web",)] == 1


def test_programs_get_json_and_nobody_keeps_it() -> None:
    """Health is asked for by machines, again and again."""

    async def play(desk: Desk) -> tuple[str, str]:
        async with client_of(desk) as client:
            reply = await client.get("/healthz")
            return await reply.text(), reply.headers["X-Content-Type-Options"]

    with desk_over(ScriptedGuide()) as desk:
        text, guarded = asyncio.run(play(desk))
    assert json.loads(text) == {"status": "alive"}
    assert guarded == "nosniff"
