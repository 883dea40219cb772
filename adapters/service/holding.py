"""Which events this process holds, under which name, and how fresh their leases are. Pure.

An event in the inbox is leased to an owner for some seconds, and the lease is renewed while its
owner lives. An owner is a name of one process; the process takes a new one when it cannot tell what
the inbox has written under the old one. That one is then renewed only as long as events that were
taken under it are at work, so that whatever else it holds becomes free.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from bot.memory.model import Event

RECENT = 4096
"""Events whose retries are known without asking the inbox."""

Key = tuple[str, str]


def key_of(event: Event) -> Key:
    """What all deliveries of one event have in common."""
    return event.platform, event.id


@dataclass(slots=True)
class Held:
    """An event on its way through this process; `renewed` is when its lease was fresh last.

    `sent` is when its answer went on the wire, `answered` says that it needs no answer any more.
    """

    event: Event
    owner: str
    renewed: float
    sent: float = 0.0
    answered: bool = False
    tries: int = 0


class Holding:
    """The events that this process has accepted and not finished, by their keys."""

    def __init__(self) -> None:
        """Hold nothing, under a new name."""
        self._held: dict[Key, Held] = {}
        self._recent: OrderedDict[Key, None] = OrderedDict()
        self.owner = ""
        self.disown()

    def __len__(self) -> int:
        return len(self._held)

    @property
    def owners(self) -> frozenset[str]:
        """The owners under which something is held."""
        return frozenset(held.owner for held in self._held.values())

    def disown(self) -> None:
        """Take a new name for what comes."""
        self.owner = secrets.token_hex(8)

    def knows(self, event: Event) -> bool:
        """Whether this event was held not long ago, or is."""
        return key_of(event) in self._recent

    def get(self, event: Event) -> Held | None:
        """How an event is held; None if it is not."""
        return self._held.get(key_of(event))

    def hold(self, event: Event, owner: str, renewed: float) -> Held | None:
        """Hold an event that the inbox gave to `owner`; None if it is at work here already."""
        key = key_of(event)
        if key in self._held:
            # It was held under an earlier name, and the database's clock has jumped.
            self._held[key].owner, self._held[key].renewed = owner, renewed
            return None
        self._recent[key] = None
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        held = self._held[key] = Held(event, owner, renewed)
        return held

    def renew(self, owner: str, renewed: float) -> None:
        """Note that the inbox, asked at `renewed`, has prolonged an owner's leases."""
        for held in self._held.values():
            if held.owner == owner:
                held.renewed = renewed

    def let_go(self, held: Held) -> None:
        """Hold an event no longer."""
        self._held.pop(key_of(held.event), None)
