"""The memory, asked off the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from adapters.service.threads import Threads
from bot.memory.opening import Memory

T = TypeVar("T")

AT_ONCE = 4
"""Calls of the memory at once; on SQLite, writes take turns anyway."""


class Recall:
    """Does work with the memory on threads; used on the event loop."""

    def __init__(self, memory: Memory) -> None:
        """Take the memory; no thread runs before it is needed."""
        self.memory = memory
        self._threads = Threads("memory", AT_ONCE)

    async def do(self, work: Callable[[Memory], T]) -> T:
        """What `work` returns or raises."""
        return await self._threads.run(lambda: work(self.memory))

    def close(self) -> None:
        """Give the threads back."""
        self._threads.close()
