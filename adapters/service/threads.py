"""Threads for what would block the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")


class Threads:
    """Some threads of one purpose; what waits for them is served in turn."""

    def __init__(self, purpose: str, count: int) -> None:
        """Take a name for the threads and how many there are; none runs before it is needed."""
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=purpose)

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises, done on a thread that logs and traces as the caller does.

        Work that has begun is finished even if its caller is cancelled.
        """
        context = copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._pool, context.run, work)

    def close(self) -> None:
        """Wait for what has begun; drop what has not."""
        self._pool.shutdown(cancel_futures=True)
