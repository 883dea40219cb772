"""Looks at the documents for as long as the server runs, and once before it begins."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

from aiohttp import web

from adapters.live_guide import CHECK_EVERY_S
from adapters.service.logs import where
from adapters.service.metrics import Metrics
from adapters.settings import SyncSettings
from adapters.syncing.errors import NotIndexed
from adapters.syncing.rounds import Outcome, Rounds
from knowledge.embedding import load_embedder
from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import open_index

log = logging.getLogger(__name__)

SOON_S = 2.0
"""Between two looks at what another replica made, or while one is at it."""


class Syncing:
    """Looks every so often, and whenever it is woken."""

    def __init__(
        self,
        rounds: Rounds,
        every_s: float,
        metrics: Metrics,
        warm_up: Callable[[], Awaitable[None]],
    ) -> None:
        """Take what looks, and how often (0: only when woken, and at first).

        `warm_up` asks for the index, so that whoever asks next need not wait until it is open.
        """
        self.rounds = rounds
        self._every_s = every_s
        self._metrics = metrics
        self._warm_up = warm_up
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look as soon as nobody else is at it; called on the event loop."""
        self._woken.set()

    async def at_work(self, _app: web.Application) -> AsyncIterator[None]:
        """Look until the application ends."""
        tasks = [asyncio.create_task(self._look())]
        if self.rounds.shared:
            tasks.append(asyncio.create_task(self._follow()))
        yield
        self.rounds.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _look(self) -> None:
        """Look, wait, and look again."""
        while True:
            self._woken.clear()
            try:
                outcome = await asyncio.to_thread(self.rounds.look)
            except Exception as error:  # noqa: BLE001  whatever it is, there is another look
                log.error("looking at the documents failed: %s", where(error))  # noqa: TRY400
                outcome = Outcome.FAILED
            self._metrics.syncs.labels(outcome).inc()
            if outcome in {Outcome.CHANGED, Outcome.UNCHANGED}:
                self._metrics.synced.set_to_current_time()
            if outcome is Outcome.CHANGED and not self.rounds.shared:
                await self._open()
            soon = outcome in {Outcome.BUSY, Outcome.UNSETTLED}
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SOON_S if soon else self._every_s or None):
                    await self._woken.wait()

    async def _follow(self) -> None:
        """Copy what another replica made."""
        while True:
            try:
                if await asyncio.to_thread(self.rounds.follow):
                    await self._open()
            except Exception as error:  # noqa: BLE001  whatever it is, there is another look
                log.error("copying the index failed: %s", where(error))  # noqa: TRY400
            await asyncio.sleep(SOON_S)

    async def _open(self) -> None:
        """Have the new index opened, once it is looked for."""
        await asyncio.sleep(CHECK_EVERY_S)
        try:
            await self._warm_up()
        except Exception as error:  # noqa: BLE001  whoever asks next will see to it
            log.warning("the new index was not opened: %s", where(error))


def begin(
    settings: SyncSettings,
    knowledge: KnowledgeSettings,
    folders: Sequence[Path] = (),
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """See to it that there is an index to answer from, before the server starts.

    One that is there will do: what is newer comes while questions are answered. One that cannot be
    opened is made anew; it is copied again where the one that is shared is whole.

    Raises:
        NotIndexed: there is none, and none can be had.
        KnowledgeError: the embedding of the settings cannot be loaded.
    """
    embedder = load_embedder(knowledge.embedding)
    rounds = Rounds(settings, knowledge, folders)
    rounds.follow()
    while not _opens(knowledge, embedder.name):
        if rounds.copy_anew() and _opens(knowledge, embedder.name):
            return
        match rounds.look():
            case Outcome.FAILED:
                reason = rounds.status().get("reason") or "The documents cannot be read."
                raise NotIndexed(str(reason))
            case Outcome.CHANGED | Outcome.UNCHANGED:
                rounds.copy_anew()
                open_index(knowledge, embedder.name)
            case Outcome.BUSY | Outcome.UNSETTLED:
                pause(SOON_S)
                rounds.follow()


def _opens(knowledge: KnowledgeSettings, embedder: str) -> bool:
    """Whether there is an index in the data folder that this version and its settings can open."""
    try:
        open_index(knowledge, embedder)
    except IndexDamaged as error:
        log.warning("%s", error)
        return False
    except (IndexMissing, IndexMismatch):
        return False
    return True
