"""A platform that keeps what it is sent in a list, and a desk that is in a hurry."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, cast

from typing_extensions import override

from adapters.live_guide import LiveGuide
from adapters.service.desk import Asked, Desk
from adapters.service.timing import Timing
from adapters.settings import LimitSettings, ServerSettings
from bot.memory.errors import DatabaseUnreachable
from bot.memory.inbox import Inbox
from bot.memory.model import Event
from bot.memory.opening import Memory, open_memory
from bot.model import Answer, Asker, Question
from tests.adapters.builders import ScriptedGuide

PLATFORM = "slack"
HURRY = Timing(lease_s=0.6, round_s=0.1, patience_s=5.0, tries=3, drain_s=5.0)
PATIENCE_S = 20.0


@dataclass(slots=True)
class ListSurface:
    """A `Surface` whose messages are a list; it may be told to fail, to wait or to forget."""

    desk: Desk
    answering: Exception | None = None
    failing: Exception | None = None
    platform: str = PLATFORM
    sent: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    after_sending: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        """Begin with an open gate."""
        self.gate.set()

    async def answer(self, event: Event) -> None:
        """Ask the desk, then put the id of the event on the list."""
        self.begun.append(event.id)
        await self.gate.wait()
        if self.answering:
            raise self.answering
        await self.desk.ask(asked(event.payload, reference=event.reference))
        await self.desk.sending(event)
        self.sent.append(event.id)
        self.after_sending()

    async def failed(self, event: Event) -> None:
        """Put the reference on the list of failures."""
        if self.failing:
            raise self.failing
        self.told.append(event.reference)

    async def delivered(self, event: Event) -> bool:
        """Whether it is on the list."""
        self.asked_for.append(event.id)
        return event.id in self.sent


@dataclass(slots=True)
class Weather:
    """Which calls of the inbox fail: before they are done, or after."""

    fails: frozenset[str] = frozenset()
    breaks_off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FlakyInbox:
    """An inbox whose database is away when the weather says so."""

    inbox: Inbox
    weather: Weather

    def __getattr__(self, name: str) -> Any:
        """The call of that name, which may fail."""
        call = getattr(self.inbox, name)

        def called(*given: Any) -> Any:
            if name in self.weather.fails:
                raise DatabaseUnreachable("The database", "it is away")
            result = call(*given)
            if name in self.weather.breaks_off:
                raise DatabaseUnreachable("The database", "it broke off")
            return result

        return called


def event(
    name: str = "e1", text: str = "what does the baker do?", platform: str = PLATFORM
) -> Event:
    """An event whose payload is a question."""
    return Event(platform, name, text, sha256(name.encode()).hexdigest()[:8])


def asked(
    text: str,
    reference: str = "0000000a",
    conversation: str = "slack:T1:C1:1",
    asker: str = "slack:T1:U1",
    platform: str = PLATFORM,
) -> Asked:
    """A question."""
    return Asked(text, Asker(asker), conversation, reference, platform)


def settings(waiting: int = 200, per_minute: int = 600) -> ServerSettings:
    """Settings with these limits."""
    return ServerSettings(limits=LimitSettings(waiting=waiting, per_minute=per_minute))


def new_desk(
    address: str,
    guide: ScriptedGuide | None = None,
    given: ServerSettings | None = None,
    weather: Weather | None = None,
    timing: Timing = HURRY,
) -> Desk:
    """A desk over a database that is not at work yet."""
    answers = guide or ScriptedGuide()
    live = LiveGuide(lambda: answers, lambda: "g1")
    memory = open_memory(address)
    if weather:
        memory = replace(memory, inbox=cast(Inbox, FlakyInbox(memory.inbox, weather)))
    return Desk(live, memory, given or settings(), timing=timing)


@asynccontextmanager
async def at_work(desk: Desk) -> AsyncIterator[ListSurface]:
    """The desk at work with one surface; drained at the end."""
    surface = ListSurface(desk)
    desk.open(surface)
    await desk.start()
    try:
        yield surface
    finally:
        surface.gate.set()
        await desk.drain()
        close(desk)


def close(desk: Desk) -> None:
    """Give everything back."""
    desk.close()
    desk.memory.close()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something; fail when patience ends."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110  databases and lists have no event
            await asyncio.sleep(0.01)


def left_by_the_dead(memory: Memory, *events: Event, sending: bool = False) -> None:
    """Write events that a process accepted before it died, a moment ago."""
    for each in events:
        assert memory.inbox.put(each, "dead", 0.0)
        if sending:
            assert memory.inbox.sending(each.reference, "dead")


class SlowGuide(ScriptedGuide):
    """Answers only when its gate is open."""

    def __init__(self) -> None:
        """Close the gate."""
        super().__init__()
        self.gate = threading.Event()

    @override
    def answer(self, question: Question) -> Answer:
        """The answer, once the gate is open."""
        answer = super().answer(question)
        assert self.gate.wait(30)
        return answer
