"""The guide that is in force, for whoever asks: opens the library anew when it has changed."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Protocol

from bot.guide import Guide

log = logging.getLogger(__name__)

CHECK_EVERY_S = 1.0


class Audiences(Protocol):
    """A library opened for several audiences, as `bot.guides` does it. Threads share it."""

    def of(self, groups: Iterable[str] = ()) -> Guide:
        """The guide for somebody in these groups; for somebody in none, everybody's."""
        ...


class LiveGuide:
    """Gives the guide over the current generation of the index. Threads share it."""

    def __init__(
        self,
        open_current: Callable[[], Audiences],
        generation: Callable[[], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the current generation; `clock` counts seconds.

        Raises:
            KnowledgeError: there is no index that can be opened.
        """
        self._open = open_current
        self._generation = generation
        self._clock = clock
        self._swapping = Lock()
        # Named before it is opened: an ingest in between is then noticed at the next check.
        self._seen = generation()
        self._opened = open_current()
        self._checked = clock()

    def current(self, groups: Iterable[str] = ()) -> Guide:
        """The guide for somebody in these groups; without any it has nothing that is restricted.

        `groups` come from `Membership` or a signed link, never from whoever asks. Looks for a new
        generation at most once a second: the caller that finds one waits until it is open, others
        go on with the one before. If it cannot be opened, the one before stays, and the log says
        why.
        """
        if self._clock() - self._checked >= CHECK_EVERY_S and self._swapping.acquire(
            blocking=False
        ):
            try:
                self._swap()
            finally:
                self._swapping.release()
        return self._opened.of(groups)

    def _swap(self) -> None:
        """Open the current generation if it is another than the one seen last."""
        try:
            generation = self._generation()
            if generation != self._seen:
                self._seen = generation
                self._opened = self._open()
                # It is large and stays: looking through it would hold up whoever is acknowledged.
                gc.freeze()
                log.info("the library has changed: generation %s is open", generation)
        except Exception as error:  # noqa: BLE001  whatever it is, the open library still answers
            log.warning("the library as it was stays open: %s: %s", type(error).__name__, error)
        self._checked = self._clock()
