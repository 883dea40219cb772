"""How fast one conversation may be written to: the moments of what was sent, and how long to wait.

Comes in: the name of a conversation and the time. Goes out: seconds to wait. The `limits` library
says whether something is allowed, not when all of several windows will allow it. Pure.
"""

from __future__ import annotations

from collections import OrderedDict, deque

from adapters.teams.limits import RATES

MARGIN_S = 0.02
"""Clocks run unevenly by a little."""

MOST = max(count for count, _ in RATES)
CONVERSATIONS = 10_000


class Pace:
    """The moments until which each conversation's latest messages were on their way.

    A message counts from its reply: it arrived at some moment before that, so what is begun a
    second after the reply arrives more than a second after the message.
    """

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self._sent: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, conversation: str, now: float) -> float:
        """Seconds from `now` until the next message may be sent."""
        sent = self._sent.get(conversation, deque[float]())
        return max([0.0, *(_free(sent, count, seconds) - now for count, seconds in RATES)])

    def note(self, conversation: str, now: float) -> None:
        """A message was replied to."""
        self._sent.setdefault(conversation, deque(maxlen=MOST)).append(now)
        self._sent.move_to_end(conversation)
        if len(self._sent) > CONVERSATIONS:
            self._sent.popitem(last=False)


def _free(sent: deque[float], count: int, seconds: float) -> float:
    """The moment at which the window of `count` messages has room again."""
    return sent[-count] + seconds + MARGIN_S if len(sent) >= count else 0.0
