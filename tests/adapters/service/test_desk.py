"""The desk takes each event on once, and answers it whatever fails."""

from __future__ import annotations

import asyncio
import logging

import pytest

from adapters.service.desk import Desk, Reception
from tests.adapters.service.builders import (
    PLATFORM,
    SlowGuide,
    asked,
    at_work,
    close,
    event,
    new_desk,
    settings,
    until,
)


def test_an_event_is_answered_once_however_often_it_comes(address: str) -> None:
    """Platforms send again what was not acknowledged in time."""

    async def play() -> tuple[list[Reception], list[str]]:
        async with at_work(new_desk(address)) as surface:
            receptions = [await surface.desk.accept(event()) for _ in range(2)]
            await until(lambda: bool(surface.sent))
            receptions.append(await surface.desk.accept(event()))
        return receptions, surface.sent

    receptions, sent = asyncio.run(play())
    assert receptions == [Reception.NEW, Reception.SEEN, Reception.SEEN]
    assert sent == ["e1"]


def test_an_accepted_event_is_in_the_inbox_before_it_is_acknowledged(address: str) -> None:
    """From then on no crash can lose it."""

    async def play() -> int:
        desk = new_desk(address)
        assert await desk.accept(event()) is Reception.NEW
        try:
            return desk.memory.inbox.waiting()
        finally:
            close(desk)

    assert asyncio.run(play()) == 1


def test_too_many_are_told_so_and_not_kept(address: str) -> None:
    """Nobody waits for an answer that never comes; whoever comes later is taken again."""

    async def play() -> tuple[list[Reception], Reception, list[str], int]:
        desk = new_desk(address, given=settings(waiting=2))
        async with at_work(desk) as surface:
            surface.gate.clear()
            busy = [await desk.accept(event(f"e{i}")) for i in range(4)]
            kept = desk.memory.inbox.waiting()
            surface.gate.set()
            await until(lambda: len(surface.sent) == 2)
            await until(lambda: not desk.memory.inbox.waiting())
            later = await desk.accept(event("e3"))
        return busy, later, surface.sent, kept

    busy, later, sent, kept = asyncio.run(play())
    assert busy == [Reception.NEW, Reception.NEW, Reception.BUSY, Reception.BUSY]
    assert kept == 2
    assert later is Reception.NEW
    assert sorted(sent) == ["e0", "e1", "e3"]


def test_a_retry_is_no_new_question_when_too_many_wait(address: str) -> None:
    """Whoever is being answered is not told that many are waiting."""

    async def play() -> Reception:
        desk = new_desk(address, given=settings(waiting=1))
        async with at_work(desk) as surface:
            surface.gate.clear()
            await desk.accept(event())
            return await desk.accept(event())

    assert asyncio.run(play()) is Reception.SEEN


def test_one_who_asks_too_fast_leaves_room_for_others(address: str) -> None:
    """The limit is each asker's own."""

    async def play() -> list[Reception]:
        desk = new_desk(address, given=settings(per_minute=2))
        async with at_work(desk):
            fast = [await desk.accept(event(f"e{i}"), "slack:T1:U1") for i in range(3)]
            return [*fast, await desk.accept(event("e9"), "slack:T1:U2")]

    assert asyncio.run(play()) == [
        Reception.NEW,
        Reception.NEW,
        Reception.LIMITED,
        Reception.NEW,
    ]


def test_questions_without_an_inbox_have_the_same_limits(address: str) -> None:
    """The web answers in the request itself."""
    desk = new_desk(address, given=settings(per_minute=1))

    assert [desk.admit("web:1"), desk.admit("web:1"), desk.admit("web:2"), desk.admit()] == [
        Reception.NEW,
        Reception.LIMITED,
        Reception.NEW,
        Reception.NEW,
    ]
    close(desk)


def test_a_server_that_stops_finishes_what_it_has_accepted(address: str) -> None:
    """What comes meanwhile is refused, so that the platform sends it to another."""

    async def play() -> tuple[Reception, Reception, list[str], int]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.gate.clear()
            await desk.accept(event())
            draining = asyncio.create_task(desk.drain())
            await asyncio.sleep(0)
            refused = await desk.accept(event("e2"))
            asking = desk.admit("web:1")
            surface.gate.set()
            await draining
            waiting = desk.memory.inbox.waiting()
        return refused, asking, surface.sent, waiting

    refused, asking, sent, waiting = asyncio.run(play())
    assert (refused, asking) == (Reception.CLOSED, Reception.CLOSED)
    assert sent == ["e1"]
    assert waiting == 0


def test_a_failure_is_told_once_with_its_reference(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """And the log does not say what was asked."""

    async def play() -> tuple[list[str], list[str], int]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.answering = RuntimeError("cannot answer 'am I being fired'")
            await desk.accept(event())
            await until(lambda: bool(surface.told))
            await until(lambda: not desk.memory.inbox.waiting())
        return surface.told, surface.begun, desk.memory.inbox.waiting()

    with caplog.at_level(logging.INFO):
        told, begun, _waiting = asyncio.run(play())
    assert told == [event().reference]
    assert begun == ["e1"]
    assert "RuntimeError" in caplog.text
    assert "fired" not in caplog.text


def test_a_failure_after_an_answer_that_came_through_is_not_told(address: str) -> None:
    """The platform may have taken the message and never said so."""

    def lost() -> None:
        raise TimeoutError

    async def play() -> tuple[list[str], list[str]]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.after_sending = lost
            await desk.accept(event())
            await until(lambda: not desk.memory.inbox.waiting())
        return surface.sent, surface.told

    assert asyncio.run(play()) == (["e1"], [])


def test_a_platform_that_takes_nothing_is_tried_again(address: str) -> None:
    """An outage of the platform loses no question."""

    async def play() -> tuple[list[str], list[str]]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.answering = surface.failing = ConnectionError()
            await desk.accept(event())
            await until(lambda: len(surface.begun) == 2)
            surface.answering = surface.failing = None
            await until(lambda: not desk.memory.inbox.waiting())
        return surface.sent, surface.told

    assert asyncio.run(play()) == (["e1"], [])


def test_a_platform_that_takes_nothing_for_good_is_given_up(address: str) -> None:
    """Nothing is tried for ever."""

    async def play() -> tuple[int, list[str]]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            surface.answering = surface.failing = ConnectionError()
            await desk.accept(event())
            await until(lambda: not desk.memory.inbox.waiting())
        return len(surface.begun), surface.sent

    tries, sent = asyncio.run(play())
    assert tries == 4
    assert sent == []


def test_nothing_runs_on_the_loop(address: str) -> None:
    """A slow answer keeps nobody else waiting."""
    guide = SlowGuide()

    async def play() -> Reception:
        desk: Desk = new_desk(address, guide)
        slow = asyncio.create_task(desk.ask(asked("the baker?")))
        reception = await desk.accept(event())
        guide.gate.set()
        await slow
        close(desk)
        return reception

    assert asyncio.run(play()) is Reception.NEW


def test_platforms_are_told_apart(address: str) -> None:
    """An event whose platform is not set up waits for a process where it is."""

    async def play() -> tuple[list[str], int]:
        desk = new_desk(address)
        async with at_work(desk) as surface:
            await desk.accept(event("e1", platform="teams"))
            await desk.accept(event("e2", platform=PLATFORM))
            await until(lambda: bool(surface.sent))
            await asyncio.sleep(0.1)
            return surface.sent, desk.memory.inbox.waiting()

    assert asyncio.run(play()) == (["e2"], 1)
