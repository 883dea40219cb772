"""Who asks, for the audience and for "my role": by Entra object id, and by e-mail address.

Comes in: what Teams sent. Goes out: an `Asker` with the groups that the settings give. Groups never
come from the request itself. An address is asked of Teams once an hour, and only where groups are
set at all; without an answer the asker is in fewer groups, never in more.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from typing import Protocol

from adapters.service.desk import Desk
from adapters.teams.incoming import Incoming
from adapters.teams.line import Line
from bot.model import Asker

KEPT_S = 3600.0
ASKERS = 10_000
PATIENCE_S = 2.0


class Groups(Protocol):
    """What the settings say about who is in which group."""

    def groups_of(self, *ids: str) -> tuple[str, ...]:
        """The groups in which any of these ids is: `teams:<object id>`, an e-mail address."""
        ...


class Askers:
    """Knows askers; shared by everything that answers."""

    def __init__(self, desk: Desk, line: Line, groups: Groups | None, tenant: str = "") -> None:
        """Take the groups of the settings, or None where there are none.

        Addresses count in the bot's own `tenant` alone; without one, object ids do.
        """
        self._desk = desk
        self._line = line
        self._groups = groups
        self._tenant = tenant
        self._addresses: OrderedDict[str, tuple[float, str]] = OrderedDict()

    async def of(self, asked: Incoming) -> Asker:
        """The asker with groups and role."""
        name = asked.asker_id
        role = await self._desk.remember(lambda memory: memory.profiles.role_of(name))
        return Asker(id=name, groups=await self._groups_of(asked), role=role)

    async def _groups_of(self, asked: Incoming) -> tuple[str, ...]:
        """The groups of somebody whom Entra vouches for."""
        if self._groups is None or not asked.object_id:
            return ()
        address = await self._address(asked) if self._tenant else ""
        ids = [asked.asker_id, *([address] if address else [])]
        return self._groups.groups_of(*ids)

    async def _address(self, asked: Incoming) -> str:
        """The asker's e-mail address; empty if Teams does not tell in time."""
        at, known = self._addresses.get(asked.object_id, (-KEPT_S, ""))
        if time.monotonic() - at < KEPT_S:
            return known
        try:
            async with asyncio.timeout(PATIENCE_S):
                address = await self._line.address_of(asked, self._tenant)
        except TimeoutError:
            return ""
        self._addresses[asked.object_id] = (time.monotonic(), address)
        if len(self._addresses) > ASKERS:
            self._addresses.popitem(last=False)
        return address
