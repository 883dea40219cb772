"""Signs of life while an answer is made: typing, and in personal chats a stream.

Comes in: a conversation. Goes out: nothing for an answer that is there at once; else a typing
indicator, and in one-to-one chats the informative update that opens a stream, which the answer then
closes. Teams takes about one request a second for a stream, so a quick answer is quicker without.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import aiohttp
from botbuilder.schema import Activity, ActivityTypes

from adapters.teams import wording
from adapters.teams.entities import WholeEntity
from adapters.teams.errors import Refused
from adapters.teams.incoming import Incoming
from adapters.teams.limits import STREAM_S
from adapters.teams.line import Line

log = logging.getLogger(__name__)

AFTER_S = 0.7
AGAIN_S = 4.0
"""An indicator fades after some seconds."""

MARGIN_S = 15.0


class Signs:
    """Shows that an answer is being made, for as long as the block runs."""

    def __init__(
        self, line: Line, to: Incoming, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Show nothing yet."""
        self._line = line
        self._to = to
        self._clock = clock
        self._done = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stream = ""
        self._opened = 0.0

    async def __aenter__(self) -> Self:
        """Begin to wait."""
        self._task = asyncio.create_task(self._show())
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Show nothing more; a request on its way is waited for, as it may open a stream."""
        self._done.set()
        assert self._task is not None
        await self._task

    def close(self, activity: Activity) -> Activity:
        """The final message, as the end of the stream if one is open and young enough."""
        if self._stream and self._clock() - self._opened < STREAM_S - MARGIN_S:
            final = {"type": "streaminfo", "streamId": self._stream, "streamType": "final"}
            activity.entities = [WholeEntity(final), *(activity.entities or ())]
            activity.reply_to_id = None
        return activity

    @property
    def streaming(self) -> bool:
        """Whether a stream is open."""
        return bool(self._stream)

    async def _show(self) -> None:
        """Wait, then show; a sign that cannot be shown is no failure."""
        wait = AFTER_S
        while not await self._finished(wait):
            try:
                await self._once()
            except (Refused, aiohttp.ClientError, TimeoutError) as error:
                log.info("no sign of life in a conversation: %s", type(error).__name__)
                return
            if self._to.personal:
                return
            wait = AGAIN_S

    async def _finished(self, wait: float) -> bool:
        """Whether the answer is there before `wait` seconds are over."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._done.wait(), wait)
        return self._done.is_set()

    async def _once(self) -> None:
        """One indicator, or the stream's first update."""
        if not self._to.personal:
            await self._line.say(self._to, Activity(type=ActivityTypes.typing))
            return
        info = {"type": "streaminfo", "streamType": "informative", "streamSequence": 1}
        update = Activity(
            type=ActivityTypes.typing, text=wording.LOOKING, entities=[WholeEntity(info)]
        )
        self._stream = await self._line.say(self._to, update)
        self._opened = self._clock()
