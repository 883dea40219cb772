"""How fast one asker may ask."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter


class Pace:
    """Counts each asker's questions of about the last minute, in this process."""

    def __init__(self, per_minute: int) -> None:
        """Take how many questions an asker has in a minute."""
        self._allowed = RateLimitItemPerMinute(per_minute)
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def admits(self, asker: str) -> bool:
        """Whether an asker may ask now; if so, it is counted. One without a name always may."""
        return not asker or self._counter.hit(self._allowed, asker)
