"""Worker processes that answer questions, so that what acknowledges them has a processor's turn.

Comes in: questions with what is remembered of them. Goes out: what is told, its receipt, and how
long each stop took. A worker has guides of its own over the same index; it never sees the database
or a platform. One that dies takes nothing along: its questions are answered by the server itself.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import logging
import multiprocessing
import os
import signal
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from threading import Thread
from types import TracebackType
from typing import NamedTuple

from structlog.contextvars import bound_contextvars

from adapters.live_guide import CHECK_EVERY_S, LiveGuide
from adapters.service import logs
from adapters.service.asked import Asked, Told
from adapters.service.telling import tell, warm_up
from adapters.settings import LogSettings
from bot.bootstrap import open_guides
from bot.memory.model import Receipt
from bot.model import Question
from knowledge.embedding import load_embedder
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import current_generation

log = logging.getLogger(__name__)

NICER = 5
"""How much a worker stands back for the process that acknowledges."""


class Stopped(NamedTuple):
    """A stop of an answer, with the moments at which it began and ended, in nanoseconds."""

    name: str
    began: int
    ended: int


class Work(NamedTuple):
    """What a worker gives back."""

    told: Told
    receipt: Receipt
    stops: tuple[Stopped, ...]


class WorkerDied(Exception):
    """A worker has ended, or none is there yet: answer it here."""


class Workers:
    """Some worker processes; used on the event loop. None runs before `start`."""

    def __init__(self, count: int, settings: KnowledgeSettings, log_settings: LogSettings) -> None:
        """Take how many there are, the index that they answer from, and how they write the log."""
        self._count = count
        self._opening = functools.partial(_open, settings, log_settings)
        self._pool: ProcessPoolExecutor | None = None
        self._opened: Future[None] = Future()
        self.is_ready = False
        """Whether they answer by now."""

    def start(self) -> None:
        """Start them; until they are ready questions are answered by the server."""
        self.is_ready = False
        self._pool = ProcessPoolExecutor(
            self._count,
            mp_context=multiprocessing.get_context("spawn"),  # threads run here: no fork
            initializer=self._opening,
        )
        # As many processes are started as there is work that waits.
        *_, self._opened = [self._pool.submit(_warm_up) for _ in range(self._count)]
        self._opened.add_done_callback(self._note_ready)

    async def opened(self) -> bool:
        """Whether they answer, once that is known; called after `start`."""
        await asyncio.wait([asyncio.wrap_future(self._opened)])
        return self.is_ready

    async def tell(self, asked: Asked, question: Question) -> Work:
        """What a worker tells.

        Raises:
            WorkerDied: there is none now.
        """
        if self._pool is None or not self.is_ready:
            raise WorkerDied
        pool = self._pool
        try:
            return await asyncio.wrap_future(pool.submit(_tell, asked, question))
        except BrokenProcessPool as error:
            if pool is self._pool:
                log.error("a worker has died, others are started")  # noqa: TRY400  no trace of ours
                self.start()
            raise WorkerDied from error

    def close(self) -> None:
        """Finish what was begun, and end them."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def _note_ready(self, started: Future[None]) -> None:
        """The last of them is open; or it cannot be, and the server goes on without."""
        if started.cancelled():
            return
        error = started.exception()
        if error is None:
            self.is_ready = True
        else:
            log.error("no workers, the server answers alone: %s", type(error).__name__)


class _Stops:
    """Keeps the stops of the answer at work: a worker answers one question at a time."""

    def __init__(self) -> None:
        self.kept: list[Stopped] = []

    def __call__(self, stop: str) -> AbstractContextManager[None]:
        return _Stop(self.kept, stop)


class _Stop:
    """One stop."""

    __slots__ = ("_began", "_kept", "_name")

    def __init__(self, kept: list[Stopped], name: str) -> None:
        self._kept = kept
        self._name = str(name)

    def __enter__(self) -> None:
        self._began = time.time_ns()

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _places: TracebackType | None,
    ) -> None:
        self._kept.append(Stopped(self._name, self._began, time.time_ns()))


_stops = _Stops()
_live: LiveGuide


def _open(settings: KnowledgeSettings, log_settings: LogSettings) -> None:
    """Open the guides of this worker process."""
    global _live  # noqa: PLW0603  a process has one, and its calls share nothing else
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the server ends its workers
    if sys.platform != "win32":
        os.nice(NICER)
    logs.configure(log_settings)
    embedder = load_embedder(settings.embedding)
    _live = LiveGuide(
        functools.partial(open_guides, settings, embedder, _stops),
        functools.partial(current_generation, settings.data_dir),
    )
    Thread(target=_look_after, name="look after", daemon=True).start()


def _look_after() -> None:
    """Open a new generation while the one before answers, and end with the server, however."""
    server = multiprocessing.parent_process()
    assert server is not None
    while server.is_alive():
        _live.current()
        server.join(CHECK_EVERY_S)
    os._exit(1)


def _warm_up() -> None:
    """Answer one question, which loads what the first one needs."""
    warm_up(_live.current())
    gc.freeze()  # what stays is looked through no more


def _tell(asked: Asked, question: Question) -> Work:
    """Answer one question in this worker process."""
    _stops.kept.clear()
    with bound_contextvars(reference=asked.reference):
        told, receipt = tell(_live, _stops, asked, question)
    return Work(told, receipt, tuple(_stops.kept))
