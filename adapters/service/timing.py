"""How long things may take in the service, in seconds."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_PAUSE_S = 60.0


@dataclass(frozen=True, slots=True)
class Timing:
    """What suits people and platforms; tests are in more of a hurry.

    After a process has died others take its events `lease_s` later at most; leases are renewed and
    such events looked for every `round_s`. A surface may take `patience_s` for one event. While the
    platform cannot be reached an event is tried `tries` times, which takes some minutes. At the end
    accepted events have `drain_s` to be finished: process managers kill after 30 s.
    """

    lease_s: float = 10.0
    round_s: float = 2.0
    patience_s: float = 60.0
    tries: int = 10
    drain_s: float = 25.0

    def pause_s(self, tries: int) -> float:
        """How long to wait after so many tries: longer each time."""
        return min(self.round_s * 2.0 ** (tries - 1), LONGEST_PAUSE_S)
