"""No event is lost and none is answered twice, whatever dies or goes away meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.errors import LeaseLost
from adapters.service.desk import Reception
from bot.memory.errors import DatabaseUnreachable
from tests.adapters.service.builders import (
    HURRY,
    Weather,
    at_work,
    close,
    event,
    left_by_the_dead,
    new_desk,
    settings,
    until,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/remit.db"
    found: str = request.getfixturevalue("postgresql_address")
    return found


def test_what_a_dead_process_had_accepted_is_answered(address: str) -> None:
    """Oldest first, and once."""

    async def play() -> list[str]:
        desk = new_desk(address)
        left_by_the_dead(desk.memory, event("e1"), event("e2"))
        async with at_work(desk) as surface:
            await until(lambda: not desk.memory.inbox.waiting())
        return surface.sent

    assert asyncio.run(play()) == ["e1", "e2"]


def test_an_answer_that_was_delivered_before_the_crash_is_not_repeated(address: str) -> None:
    """The platform knows whether it stands there."""

    async def play() -> tuple[list[str], list[str]]:
        desk = new_desk(address)
        left_by_the_dead(desk.memory, event("e1"), event("e2"), sending=True)
        left_by_the_dead(desk.memory, event("e3"))
        async with at_work(desk) as surface:
            surface.sent.append("e1")
            await until(lambda: not desk.memory.inbox.waiting())
        return sorted(surface.sent), sorted(surface.asked_for)

    assert asyncio.run(play()) == (["e1", "e2", "e3"], ["e1", "e2", "e2"])


def test_an_answer_that_is_still_on_its_way_is_not_repeated(address: str) -> None:
    """Whoever sends it may live, and have lost its lease to a clock that jumped."""

    async def play() -> list[str]:
        desk = new_desk(address)
        left_by_the_dead(desk.memory, event("e1"), sending=True)
        async with at_work(desk) as surface:
            await until(lambda: surface.asked_for == ["e1"])
            surface.sent.append("e1")
            await until(lambda: not desk.memory.inbox.waiting())
        return surface.sent

    assert asyncio.run(play()) == ["e1"]


def test_more_than_fits_is_taken_over_bit_by_bit(address: str) -> None:
    """The bound holds for what others left behind too."""

    async def play() -> tuple[int, int]:
        desk = new_desk(address, given=settings(waiting=2))
        left_by_the_dead(desk.memory, *(event(f"e{i}") for i in range(5)))
        async with at_work(desk) as surface:
            surface.gate.clear()
            await until(lambda: len(surface.begun) == 2)
            await asyncio.sleep(3 * HURRY.round_s)
            at_once = len(surface.begun)
            surface.gate.set()
            await until(lambda: not desk.memory.inbox.waiting())
        return at_once, len(surface.sent)

    assert asyncio.run(play()) == (2, 5)


def test_two_replicas_answer_each_event_once(address: str) -> None:
    """Each is sent to both, as a platform does that retries elsewhere."""
    names = [f"e{i}" for i in range(40)]

    async def play() -> list[str]:
        async with at_work(new_desk(address)) as one, at_work(new_desk(address)) as other:
            receptions = await asyncio.gather(
                *(each.desk.accept(event(name)) for name in names for each in (one, other))
            )
            assert receptions.count(Reception.NEW) == len(names)
            await until(lambda: not one.desk.memory.inbox.waiting())
        return sorted(one.sent + other.sent)

    assert asyncio.run(play()) == sorted(names)


def test_a_slow_answer_is_not_taken_over_by_another(address: str) -> None:
    """Its lease is renewed for as long as it takes."""

    async def play() -> tuple[list[str], list[str]]:
        async with at_work(new_desk(address)) as slow, at_work(new_desk(address)) as other:
            slow.gate.clear()
            await slow.desk.accept(event())
            await asyncio.sleep(3 * HURRY.lease_s)
            slow.gate.set()
            await until(lambda: not slow.desk.memory.inbox.waiting())
        return slow.sent, other.begun

    assert asyncio.run(play()) == (["e1"], [])


def test_whoever_lost_its_lease_sends_nothing(address: str) -> None:
    """Another has the event by then: the process that slept must not answer too."""

    async def play() -> tuple[list[str], list[str]]:
        sleeper = new_desk(address, timing=replace(HURRY, round_s=60.0))
        async with at_work(sleeper) as asleep, at_work(new_desk(address)) as awake:
            asleep.gate.clear()
            await sleeper.accept(event())
            await until(lambda: bool(awake.sent))
            asleep.gate.set()
            await until(lambda: len(asleep.begun) == 1)
            await asyncio.sleep(0.2)
        return asleep.sent, awake.sent

    assert asyncio.run(play()) == ([], ["e1"])


def test_what_cannot_be_finished_in_time_is_left_to_the_next(address: str) -> None:
    """It is free at once, without waiting for a lease to run out."""

    async def play() -> tuple[list[str], int]:
        hasty = new_desk(address, timing=replace(HURRY, lease_s=60.0, drain_s=0.1))
        async with at_work(hasty) as surface:
            surface.gate.clear()
            await hasty.accept(event())
            await until(lambda: bool(surface.begun))
            await hasty.drain()
        async with at_work(new_desk(address)) as next_one:
            await until(lambda: bool(next_one.sent))
        return surface.sent, len(next_one.sent)

    assert asyncio.run(play()) == ([], 1)


@pytest.mark.parametrize("call", ["put", "sending", "done", "take", "renew"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_database_that_goes_away_loses_and_doubles_nothing(
    address: str, call: str, *, after: bool
) -> None:
    """Whichever call fails, and whether it was done before the connection broke."""
    broken = frozenset({call})
    weather = Weather(breaks_off=broken) if after else Weather(fails=broken)

    async def play() -> tuple[list[str], list[str]]:
        desk = new_desk(address, weather=weather)
        left_by_the_dead(desk.memory, event("e0")) if call == "take" else None
        async with at_work(desk) as surface:
            try:
                await desk.accept(event())
            except DatabaseUnreachable:
                assert call == "put"
            await asyncio.sleep(2 * HURRY.lease_s)
            weather.fails = weather.breaks_off = frozenset()
            # The platform was told 503, so it sends it again.
            await desk.accept(event())
            await until(lambda: bool(surface.sent) and not desk.memory.inbox.waiting())
        return sorted(surface.sent), surface.told

    expected = ["e0", "e1"] if call == "take" else ["e1"]
    assert asyncio.run(play()) == (expected, [])


def test_nothing_is_sent_for_an_event_that_is_not_held(address: str) -> None:
    """An adapter that answers on its own account is stopped."""
    desk = new_desk(address)

    with pytest.raises(LeaseLost):
        asyncio.run(desk.sending(event()))
    close(desk)
