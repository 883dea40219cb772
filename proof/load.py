"""Questions from a process of their own, sent as platforms do, to replicas behind a balancer.

Comes in: how many a second, and from whom. Goes out: entries of a `Ledger`. A question that is not
acknowledged is sent again, to another replica: now and then one is sent twice although it was.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp

from adapters.service.desk import TURNS
from bench.model import Asked as Question
from bench.platforms import PLATFORMS
from proof.model import Asked, Ledger
from proof.platforms import Groups
from tests.restricted import QUESTIONS

ASKERS = 200
INSIDERS = {"hr": range(10), "board": range(10, 20)}
"""Who is in which group, by number; everybody else is in none."""

RESTRICTED_SHARE = 0.4
"""How often somebody asks about what is restricted."""

PATIENCE = aiohttp.ClientTimeout(total=3)
"""Slack's: what takes longer was not acknowledged."""
PAUSES_S = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0)
"""Before each try; Slack tries after a minute and after five, for which nobody waits here."""
AWAY_S = 1.0
"""How long the balancer passes over a replica that did not acknowledge."""
TWICE = 25
"""One question of so many is sent twice on an ordinary day."""
STORM_COPIES = 3
STORM_S = 3.0
"""How much later a copy may come than the question after it."""


def members() -> Groups:
    """The groups of each asker who is in one."""
    return {str(n): frozenset({group}) for group, who in INSIDERS.items() for n in who}


@dataclass(slots=True)
class Load:
    """Asks until it is told to stop; `storm` has all events come several times and out of order."""

    addresses: Sequence[str]
    service_url: str
    """Where Teams is to be answered."""
    ledger: Ledger
    questions: Sequence[Question]
    rate: float
    storm: bool = False
    _away: dict[str, float] = field(default_factory=dict)
    _chats: dict[str, deque[str]] = field(default_factory=dict)
    _chance: random.Random = field(default_factory=lambda: random.Random(8))  # noqa: S311  an order

    async def run(self, stop: asyncio.Event) -> None:
        """Offer questions at an even pace, whether or not earlier ones are answered."""
        connector = aiohttp.TCPConnector(limit=0)
        async with (
            aiohttp.ClientSession(connector=connector, timeout=PATIENCE) as session,
            asyncio.TaskGroup() as tasks,
        ):
            began = time.monotonic()
            for number in itertools.count():
                await asyncio.sleep(max(0.0, began + number / self.rate - time.monotonic()))
                if stop.is_set():
                    return
                asked = self._next(number)
                copies = STORM_COPIES if self.storm else 1 + (number % TWICE == 0)
                for copy in range(copies):
                    late = self._chance.uniform(0, STORM_S) if self.storm else copy / 2
                    tasks.create_task(self._deliver(session, asked, number, late))

    def _next(self, number: int) -> Asked:
        """The next question, from the next asker."""
        asker = number // 2 % ASKERS
        platform = "slack" if number % 2 else "teams"
        if self._chance.random() < RESTRICTED_SHARE:
            text = self._chance.choice(QUESTIONS)
        else:
            text = self._chance.choice(self.questions).text
        groups = members().get(str(asker), frozenset())
        name = PLATFORMS[platform].request(number, Question(text), asker, self.service_url).name
        # On Slack each is a thread of its own; on Teams one asker's chat goes on and on.
        chat = self._chats.setdefault(
            name if platform == "slack" else f"{asker}", deque(maxlen=TURNS)
        )
        asked = Asked(name, platform, text, groups, time.monotonic(), tuple(chat))
        chat.append(text)
        self.ledger.asked[name] = asked
        return asked

    async def _deliver(
        self, session: aiohttp.ClientSession, asked: Asked, number: int, late: float
    ) -> None:
        """Send an event until a replica acknowledges it, or patience ends."""
        platform = PLATFORMS[asked.platform]
        await asyncio.sleep(late)
        for pause in PAUSES_S:
            await asyncio.sleep(pause)
            # Anew each time, for Slack signs the moment as well.
            asker = number // 2 % ASKERS
            request = platform.request(number, Question(asked.text), asker, self.service_url)
            address = self._replica()
            try:
                async with session.post(
                    address + platform.route, data=request.body, headers=request.headers
                ) as reply:
                    await reply.read()
                    taken = reply.status < 300
            except (aiohttp.ClientError, TimeoutError):
                taken = False
            if taken:
                if asked.acknowledged is None:
                    asked.acknowledged = time.monotonic()
                return
            self._away[address] = time.monotonic() + AWAY_S

    def _replica(self) -> str:
        """One of those that acknowledged lately; any where there is none."""
        now = time.monotonic()
        there = [each for each in self.addresses if self._away.get(each, 0.0) < now]
        return self._chance.choice(there or self.addresses)
