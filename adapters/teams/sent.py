"""Which message of the bot is which answer, so that a vote finds its receipt.

Teams names the message that is voted on, or sometimes nothing. Comes in: the ids that Teams gave
messages. Goes out: references. What another process sent is found by its conversation and its time:
a Teams message's id is the moment of its sending, in milliseconds.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta

from bot.memory.opening import Memory

MESSAGES = 20_000
BEFORE = timedelta(minutes=10)
"""An answer is kept this much before its message is sent, at most: Teams may have us wait."""

CLOCKS = timedelta(seconds=30)
RECENT = timedelta(days=1)


class Sent:
    """The references of messages, the latest ones in memory."""

    def __init__(self) -> None:
        """Know none."""
        self._references: OrderedDict[tuple[str, str], str] = OrderedDict()

    def note(self, conversation: str, message: str, reference: str) -> None:
        """Remember what a message is the answer of."""
        self._references[conversation, message] = reference
        if len(self._references) > MESSAGES:
            self._references.popitem(last=False)

    def known(self, conversation: str, message: str) -> str:
        """The reference of a message that this process sent, or an empty one."""
        return self._references.get((conversation, message), "")


def reference_in(memory: Memory, conversation: str, message: str, now: datetime) -> str:
    """The reference of the answer that stood last in a conversation when a message was sent.

    Without a message's time it is the latest of the last day; empty if there is none.
    """
    moment = _moment(message)
    since = moment - BEFORE if moment else now - RECENT
    until = (moment or now) + CLOCKS
    found = [
        receipt.reference
        for receipt in memory.receipts.since(since)
        if receipt.conversation == f"teams:{conversation}" and receipt.at <= until
    ]
    return found[-1] if found else ""


def _moment(message: str) -> datetime | None:
    """When a message was sent, by its id."""
    if not message.isdecimal() or len(message) != len("1700000000000"):
        return None
    return datetime.fromtimestamp(int(message) / 1000, UTC)
