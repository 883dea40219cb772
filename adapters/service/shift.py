"""The workers: each event of the inbox is answered once, by this process or by another.

Comes in: events for the inbox, and those that a process left behind there when it died. Goes out:
calls of the platforms' surfaces. An event is done when its surface has answered, or has said that
answering failed. While the database is away nothing is done, and nothing given up.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from structlog.contextvars import bound_contextvars

from adapters.errors import LeaseLost
from adapters.service.holding import Held, Holding
from adapters.service.logs import where
from adapters.service.metrics import SEND, Metrics
from adapters.service.recall import Recall
from adapters.service.surface import Surface
from adapters.service.timing import Timing
from bot.memory.errors import MemoryProblem, ReferenceTaken
from bot.memory.model import Event, new_reference
from bot.memory.opening import Memory

log = logging.getLogger(__name__)

WORKERS = 64
"""Events at work at once: most of their time they wait for the platform."""


class Shift:
    """The workers of one process."""

    def __init__(
        self,
        surfaces: Mapping[str, Surface],
        recall: Recall,
        metrics: Metrics,
        bound: int,
        timing: Timing,
    ) -> None:
        """Work for these surfaces; at most `bound` events are held at once."""
        self._surfaces = surfaces
        self._recall = recall
        self._metrics = metrics
        self._bound = bound
        self._timing = timing
        self._holding = Holding()
        self._arriving = 0
        self._queue: asyncio.Queue[Held] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._all_done = asyncio.Event()
        self._all_done.set()

    @property
    def is_full(self) -> bool:
        """Whether nothing more can be taken on."""
        return len(self._holding) + self._arriving >= self._bound

    def knows(self, event: Event) -> bool:
        """Whether this is a retry of an event that was taken on here not long ago."""
        return self._holding.knows(event)

    async def take_on(self, event: Event) -> bool:
        """Write an event to the inbox and have it answered; False if it was seen before.

        Raises:
            MemoryProblem: it cannot be written; the platform may send it again.
        """
        self._arriving += 1
        try:
            # Whoever sent it may hang up meanwhile: what is written is then answered all the same.
            return await asyncio.shield(asyncio.ensure_future(self._take_on(event)))
        finally:
            self._arriving -= 1

    async def _take_on(self, event: Event) -> bool:
        """Put an event, and queue it if it is new."""
        owner, since = self._holding.owner, time.monotonic()
        lease_s = self._timing.lease_s
        try:
            new = await self._recall.do(lambda memory: memory.inbox.put(event, owner, lease_s))
        except ReferenceTaken:
            return await self._take_on(replace(event, reference=new_reference()))
        except Exception:
            # It may have been written before the connection broke.
            self._disown(owner)
            raise
        if new:
            self._hold(event, owner, since)
        return new

    async def sending(self, event: Event) -> None:
        """Note that the final message may be on the wire from now on.

        Raises:
            LeaseLost: another replica has the event.
            MemoryProblem: it cannot be noted, so it must not be sent.
        """
        held = self._holding.get(event)
        if held is None:
            raise LeaseLost(event.reference)
        if time.monotonic() - held.renewed > self._timing.lease_s / 2:
            # Nobody may take it between this note and the message.
            await self._renew(held.owner)
        owner = held.owner
        if not await self._recall.do(lambda memory: memory.inbox.sending(event.reference, owner)):
            raise LeaseLost(event.reference)
        held.event, held.sent = replace(event, sending=True), time.perf_counter()

    def start(self) -> None:
        """Begin: first what another process left behind."""
        self._tasks = [asyncio.create_task(self._work()) for _ in range(WORKERS)]
        self._tasks.append(asyncio.create_task(self._rounds()))

    async def end(self, within_s: float) -> None:
        """Finish what is held, for so long at most; leave the rest to other processes at once."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._all_done.wait()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if len(self._holding):
            log.warning("%d events are left to the next process", len(self._holding))
        for owner in self._holding.owners | {self._holding.owner}:
            with contextlib.suppress(MemoryProblem):
                await self._recall.do(partial(_release, owner))

    def _hold(self, event: Event, owner: str, since: float) -> None:
        """Hold an event and queue it, unless it is at work here already."""
        held = self._holding.hold(event, owner, since)
        if held:
            self._all_done.clear()
            self._queue.put_nowait(held)
            self._metrics.waiting.set(len(self._holding))

    def _let_go(self, held: Held) -> None:
        """Hold an event no longer."""
        self._holding.let_go(held)
        self._metrics.waiting.set(len(self._holding))
        if not len(self._holding):
            self._all_done.set()

    def _disown(self, owner: str) -> None:
        """Take a new name, unless another failure has done so meanwhile."""
        if owner == self._holding.owner:
            self._holding.disown()

    async def _rounds(self) -> None:
        """Renew what is held and take what nobody holds, again and again."""
        away = False
        while True:
            try:
                await self._round()
                if away:
                    log.info("the database is back")
                away = False
            except MemoryProblem as problem:
                if not away:
                    log.error("events wait for the database: %s", type(problem).__name__)  # noqa: TRY400
                away = True
            except Exception as error:  # noqa: BLE001  whatever it is, there must be another round
                log.error("a round failed: %s", where(error))  # noqa: TRY400
            await asyncio.sleep(self._timing.round_s)

    async def _round(self) -> None:
        """Renew what is held, and take what nobody holds."""
        for owner in self._holding.owners:
            await self._renew(owner)
        room = self._bound - len(self._holding) - self._arriving
        if room > 0:
            owner, since = self._holding.owner, time.monotonic()
            lease_s = self._timing.lease_s
            try:
                left = await self._recall.do(lambda memory: memory.inbox.take(owner, room, lease_s))
            except Exception:
                self._disown(owner)
                raise
            for event in left:
                log.info("taken over", extra={"reference": event.reference})
                self._metrics.replayed.inc()
                self._hold(event, owner, since)

    async def _renew(self, owner: str) -> None:
        """Prolong what an owner holds."""
        asked, lease_s = time.monotonic(), self._timing.lease_s
        await self._recall.do(lambda memory: memory.inbox.renew(owner, lease_s))
        self._holding.renew(owner, asked)

    async def _work(self) -> None:
        """Answer one event after another."""
        while True:
            held = await self._queue.get()
            with bound_contextvars(reference=held.event.reference):
                await self._attend_to(held)

    async def _attend_to(self, held: Held) -> None:
        """Answer an event and note that it is done; try later while something cannot be asked."""
        try:
            if not held.answered:
                await self._answer(held)
                held.answered = True
            await self._recall.do(lambda memory: memory.inbox.done(held.event.reference))
        except LeaseLost:
            log.warning("left to others: it was not held on to in time")
            self._disown(held.owner)
            self._let_go(held)
        except Exception as error:  # noqa: BLE001  whatever it is, the workers go on
            self._try_later(held, error)
        else:
            self._let_go(held)

    def _try_later(self, held: Held, error: Exception) -> None:
        """Put an event back into the queue after a while, which is longer each time."""
        held.tries += 1
        wait = self._timing.pause_s(held.tries)
        log.warning("tried again in %.0f s: %s", wait, where(error))
        asyncio.get_running_loop().call_later(wait, self._queue.put_nowait, held)

    async def _answer(self, held: Held) -> None:
        """Have an event answered, unless its answer stands on the platform already.

        Raises:
            MemoryProblem: the database is away.
            LeaseLost: another replica may have it.
            Exception: the platform cannot be asked whether the answer stands there.
        """
        surface = self._surfaces.get(held.event.platform)
        if surface is None:
            log.error("nothing here answers %s: set its credentials", held.event.platform)
            raise LeaseLost(held.event.reference)
        if held.event.sending and await self._stands(surface, held):
            return
        try:
            async with asyncio.timeout(self._timing.patience_s):
                await surface.answer(held.event)
        except (MemoryProblem, LeaseLost):
            raise
        except Exception as error:  # noqa: BLE001  whatever it is, the asker is told
            log.error("failed: %s", where(error))  # noqa: TRY400
            await self._tell_of_failure(surface, held)
        if held.sent:
            self._metrics.stops.labels(SEND).observe(time.perf_counter() - held.sent)

    async def _stands(self, surface: Surface, held: Held) -> bool:
        """Whether the answer was delivered; if that cannot be found out for long, it was not.

        It is looked for twice: whoever was sending it may live, and the message be on its way.
        """
        try:
            if await surface.delivered(held.event):
                return True
            await asyncio.sleep(self._timing.round_s)
            return await surface.delivered(held.event)
        except Exception as error:
            if held.tries < self._timing.tries:
                raise
            log.error("nobody knows whether it was answered: %s", where(error))  # noqa: TRY400
            return False

    async def _tell_of_failure(self, surface: Surface, held: Held) -> None:
        """Say once that answering failed, unless the answer came through all the same.

        Raises:
            Exception: the platform takes no message now.
        """
        try:
            if held.event.sending and await surface.delivered(held.event):
                return
            await surface.failed(held.event)
        except Exception as error:
            if held.tries < self._timing.tries:
                raise
            log.error("the asker could not be told: %s", where(error))  # noqa: TRY400
        self._metrics.errors.labels(held.event.platform).inc()


def _release(owner: str, memory: Memory) -> None:
    """Let go of what an owner holds in the inbox."""
    memory.inbox.release(owner)
