"""How fast one asker may ask."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_S = 60.0
ASKERS = 10_000
"""Askers who are remembered, the latest."""


@dataclass(slots=True)
class _Asked:
    """An asker's questions of the window that is open, and of the one before it."""

    window: int
    count: int = 0
    before: int = 0


class Pace:
    """Counts each asker's questions of about the last minute, in this process.

    Of the minute before, the questions count by how much of it still lies within the last sixty
    seconds. The `limits` library counts the same, and starts a thread with every question.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Take how many questions an asker has in a minute; `clock` counts seconds."""
        self._allowed = per_minute
        self._clock = clock
        self._askers: OrderedDict[str, _Asked] = OrderedDict()

    def admits(self, asker: str) -> bool:
        """Whether an asker may ask now; if so, it is counted. One without a name always may."""
        if not asker:
            return True
        window, into = divmod(self._clock(), WINDOW_S)
        asked = self._askers.setdefault(asker, _Asked(int(window)))
        self._askers.move_to_end(asker)
        if len(self._askers) > ASKERS:
            self._askers.popitem(last=False)
        if asked.window != int(window):
            asked.before = asked.count if asked.window == int(window) - 1 else 0
            asked.window, asked.count = int(window), 0
        if asked.count + asked.before * (1 - into / WINDOW_S) >= self._allowed:
            return False
        asked.count += 1
        return True
