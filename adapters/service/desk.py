"""The desk: accepts what platforms send, has it answered once, and remembers what was said.

Comes in: events (written to the inbox before they are acknowledged) and questions. Goes out: a call
of the platform's `Surface` for each event, and for each question an answer with its card. It owns
the threads. It never reads a payload, and knows no platform's form.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from weakref import WeakValueDictionary

from adapters.errors import LeaseLost
from adapters.live_guide import LiveGuide
from adapters.service.asked import Asked, Told
from adapters.service.limits import Pace
from adapters.service.logs import where
from adapters.service.metrics import Metrics
from adapters.service.recall import Recall
from adapters.service.shift import Shift
from adapters.service.surface import Surface
from adapters.service.telling import tell, warm_up
from adapters.service.threads import Threads
from adapters.service.timing import Timing
from adapters.service.watching import TRACER, Watching
from adapters.service.workers import WorkerDied, Workers
from adapters.settings import ServerSettings
from bot.guide import Guide
from bot.memory.model import Event, Receipt
from bot.memory.opening import Memory
from bot.model import Answer, Asker, Question

__all__ = ["Asked", "Desk", "LeaseLost", "Reception", "Told"]

log = logging.getLogger(__name__)

T = TypeVar("T")

ANSWERING = 4
"""Answers at work at once; one more only waits for a processor."""

TURNS = 20
"""Earlier turns that are looked at, the latest ones."""

HOUR_S = 3600.0


class Reception(StrEnum):
    """What became of an event that a platform sent."""

    NEW = "new"
    """It is in the inbox and will be answered: acknowledge it."""
    SEEN = "seen"
    """It was accepted before, here or by another replica: acknowledge it, do nothing."""
    BUSY = "busy"
    """Too many wait. It is not in the inbox: acknowledge, and tell the asker politely."""
    LIMITED = "limited"
    """This asker asks too fast. It is not in the inbox: acknowledge, and tell them politely."""
    CLOSED = "closed"
    """The server is stopping. It is not in the inbox: refuse with 503 so that the platform sends
    it again (Socket Mode: do not acknowledge)."""


class Desk:
    """Shared by all adapters of a process; its methods are called on the event loop."""

    def __init__(
        self,
        live: LiveGuide,
        memory: Memory,
        settings: ServerSettings | None = None,
        metrics: Metrics | None = None,
        timing: Timing | None = None,
    ) -> None:
        """Hold what is needed; nothing runs before `start`."""
        settings = settings or ServerSettings()
        self.recall = Recall(memory)
        self.metrics = metrics or Metrics()
        self.surfaces: dict[str, Surface] = {}
        self.is_closing = False
        self._live = live
        self._bound = settings.limits.waiting
        self._kept = timedelta(days=settings.retention_days)
        self._pace = Pace(settings.limits.per_minute)
        self._watch = Watching(self.metrics)
        self._workers: Workers | None = None
        self._answering = Threads("answer", ANSWERING)
        self._timing = timing or Timing()
        self._shift = Shift(self.surfaces, self.recall, self.metrics, self._bound, self._timing)
        self._asking = 0
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._forgetting: asyncio.Task[None] | None = None

    @property
    def memory(self) -> Memory:
        """What the service remembers; its calls block, see `remember`."""
        return self.recall.memory

    def open(self, surface: Surface) -> None:
        """Have the events of a platform answered by this surface; called before `start`."""
        self.surfaces[surface.platform] = surface

    def employ(self, workers: Workers) -> None:
        """Have questions answered by these, and no longer on threads; called before `start`."""
        self._workers = workers

    async def accept(self, event: Event, asker: str = "") -> Reception:
        """Take an event on; when this returns NEW it is written, and will be answered once.

        `asker` is the asker's id, for the limit; empty means that no limit applies.

        Raises:
            MemoryProblem: it cannot be written; answer 503 so that the platform sends it again.
        """
        began = time.perf_counter()
        reception = await self._receive(event, asker)
        self.metrics.accepting.labels(event.platform).observe(time.perf_counter() - began)
        self.metrics.received.labels(event.platform, reception).inc()
        return reception

    async def _receive(self, event: Event, asker: str) -> Reception:
        """What becomes of an event."""
        if self.is_closing:
            return Reception.CLOSED
        if self._shift.knows(event):
            return Reception.SEEN
        if self._shift.is_full:
            return Reception.BUSY
        if not self._pace.admits(asker):
            return Reception.LIMITED
        return Reception.NEW if await self._shift.take_on(event) else Reception.SEEN

    def admit(self, asker: str = "") -> Reception:
        """Whether a question that is answered in its own request, without inbox, may be asked.

        NEW, BUSY, LIMITED or CLOSED, as in `accept`.
        """
        if self.is_closing:
            return Reception.CLOSED
        if self._asking >= self._bound:
            return Reception.BUSY
        return Reception.NEW if self._pace.admits(asker) else Reception.LIMITED

    async def sending(self, event: Event) -> None:
        """Note that the final message of an event may be on the wire from now on.

        Raises:
            LeaseLost: it is not to be sent; let this through.
            MemoryProblem: the same.
        """
        await self._shift.sending(event)

    async def ask(self, asked: Asked, answer: Callable[[Guide], Answer] | None = None) -> Told:
        """Answer a question: history from memory, the guide of the asker's groups, a receipt.

        `answer` replaces `Guide.answer` where something particular was asked for (a decision, who
        decides); it runs on a thread. Questions of one conversation are answered in turn. The turn
        and the receipt are written before this returns.

        Raises:
            MemoryProblem: the database is away.
        """
        began = time.perf_counter()
        self.metrics.questions.labels(asked.platform).inc()
        self._asking += 1
        try:
            async with self._turn(asked.conversation):
                told = await self._tell(asked, answer)
        except Exception:
            if asked.platform not in self.surfaces:  # else its event is counted
                self.metrics.errors.labels(asked.platform).inc()
            raise
        finally:
            self._asking -= 1
        took = time.perf_counter() - began
        status = told.answer.status
        self.metrics.answers.labels(asked.platform, status).inc()
        self.metrics.answering.labels(asked.platform).observe(took)
        log.info(
            "answered",
            extra={
                "reference": asked.reference,
                "platform": asked.platform,
                "status": status.value,
                "ms": round(took * 1e3, 1),
            },
        )
        return told

    async def _tell(self, asked: Asked, answer: Callable[[Guide], Answer] | None) -> Told:
        """Answer one question and write down what was said."""
        with TRACER.start_as_current_span(
            "ask",
            attributes={"remit.reference": asked.reference, "remit.platform": asked.platform},
            record_exception=False,
        ) as span:
            question = await self.remember(lambda memory: _question(asked, memory))

            told, receipt = await self._told(asked, question, answer)
            await self.remember(lambda memory: memory.write_down(receipt))
            span.set_attribute("remit.status", told.answer.status.value)
            return told

    async def _told(
        self, asked: Asked, question: Question, answer: Callable[[Guide], Answer] | None
    ) -> tuple[Told, Receipt]:
        """What is told: by a worker where there is one, else on a thread."""
        if self._workers and answer is None:
            with contextlib.suppress(WorkerDied):
                work = await self._workers.tell(asked, question)
                for stop in work.stops:
                    self._watch.note(*stop)
                return work.told, work.receipt
        return await self._answering.run(
            lambda: tell(self._live, self._watch, asked, question, answer)
        )

    async def look(self, asker: Asker, see: Callable[[Guide], T]) -> T:
        """What `see` reads in the guide of an asker's groups; it runs on a thread."""
        return await self._answering.run(lambda: see(self._guide(asker)))

    async def remember(self, work: Callable[[Memory], T]) -> T:
        """What `work` does with the memory, or reads in it; it runs on a thread for that.

        Raises:
            MemoryProblem: the database is away.
        """
        return await self.recall.do(work)

    async def start(self) -> None:
        """Begin to answer, first what a process before this one left unanswered."""
        if self._workers:
            self._workers.start()
        self._shift.start()
        self._forgetting = asyncio.create_task(self._forget())

    async def warm_up(self) -> None:
        """Return when a question is answered at full speed: by workers, or here without them.

        Where workers answer, the embedding model is not loaded into this process.
        """
        if not (self._workers and await self._workers.opened()):
            await self.look(Asker(), warm_up)

    async def drain(self) -> None:
        """Take nothing new, finish what was accepted, leave the rest to the next process."""
        if self.is_closing:
            return
        self.is_closing = True
        if self._forgetting:
            self._forgetting.cancel()
        await self._shift.end(self._timing.drain_s)

    def close(self) -> None:
        """Give the threads back; nothing may be called after this."""
        if self._workers:
            self._workers.close()
        self._answering.close()
        self.recall.close()

    def _guide(self, asker: Asker) -> Guide:
        """The guide in which an asker finds what they may see, and nothing else."""
        return self._live.current(asker.groups)

    def _turn(self, conversation: str) -> asyncio.Lock:
        """What those who ask in a conversation hold in turn; without a name nobody waits."""
        if not conversation:
            return asyncio.Lock()
        return self._turns.setdefault(conversation, asyncio.Lock())

    async def _forget(self) -> None:
        """Drop what has been kept for long enough, every hour."""
        while True:
            try:
                await self.remember(lambda memory: memory.expire(datetime.now(UTC) - self._kept))
            except Exception as error:  # noqa: BLE001  whatever it is, there is another hour
                log.error("nothing could be forgotten: %s", where(error))  # noqa: TRY400
            await asyncio.sleep(HOUR_S)


def _question(asked: Asked, memory: Memory) -> Question:
    """The question with what is remembered of its conversation and its asker."""
    asker, history = asked.asker, asked.history
    if history is None:
        history = memory.conversations.turns(asked.conversation, TURNS)
        if history and history[-1] == asked.text:
            history = history[:-1]  # it was asked before, by us, and never answered
    if asker.id and not asker.role:
        asker = Asker(asker.id, asker.groups, memory.profiles.role_of(asker.id))
    return Question(asked.text, history[-TURNS:], asker)
