"""Who asks: their groups and their role, as far as Slack and the settings know.

Comes in: somebody's id in a workspace. Goes out: an `Asker` of the bot. What Slack says of a person
is kept for ten minutes, and never on disk. Whoever cannot be looked up is in no group.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.heard import Heard
from adapters.slack.posting import reason
from adapters.slack.workspaces import Workspace
from bot.model import Asker

log = logging.getLogger("remit.slack")

FRESH_S = 600.0
MOST = 5_000
"""People who are remembered at once."""
NO_MEMBER = ("is_bot", "is_stranger", "deleted", "is_restricted", "is_ultra_restricted")
"""What Slack says of bots, of people of other organisations, of former ones and of guests."""


class Membership(Protocol):
    """Which groups somebody is in, by the settings."""

    def groups_of(self, *ids: str) -> tuple[str, ...]:
        """The groups that name one of these ids: `slack:U…`, `slack-group:S…`, an e-mail."""
        ...


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack says of somebody. `is_known`: of the workspace itself, and no bot."""

    email: str = ""
    title: str = ""
    is_known: bool = False


class People:
    """Looks people up, each once in a while; used on the event loop alone."""

    def __init__(self, membership: Membership) -> None:
        """Take what names the groups."""
        self._membership = membership
        self._people: OrderedDict[tuple[str, str], tuple[float, Person]] = OrderedDict()
        self._groups: dict[str, tuple[float, dict[str, tuple[str, ...]]]] = {}
        self._asking = asyncio.Lock()

    async def asker(self, heard: Heard, workspace: Workspace) -> Asker:
        """The asker of a turn; the role is the job title of their profile, whatever it says."""
        if heard.is_external:
            return Asker(heard.asker)
        person = await self.person(heard.user, workspace)
        if not person.is_known:
            return Asker(heard.asker)
        ids = [f"slack:{heard.user}", *await self._user_groups(heard.user, workspace)]
        groups = self._membership.groups_of(*ids, *([person.email] if person.email else []))
        return Asker(heard.asker, tuple(groups), person.title)

    async def person(self, user: str, workspace: Workspace) -> Person:
        """What Slack says of somebody; nothing if it cannot be asked."""
        key = (workspace.team, user)
        at, person = self._people.get(key, (0.0, Person()))
        if key in self._people and time.monotonic() - at < FRESH_S:
            return person
        try:
            reply = await workspace.client.users_info(user=user)
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.warning("somebody could not be looked up: %s", reason(error))
            return Person()
        found = reply.get("user") or {}
        profile = found.get("profile") or {}
        person = Person(
            email=profile.get("email") or "",
            title=profile.get("title") or "",
            is_known=_is_known(found, workspace),
        )
        self._people[key] = (time.monotonic(), person)
        while len(self._people) > MOST:
            self._people.popitem(last=False)
        return person

    async def _user_groups(self, user: str, workspace: Workspace) -> tuple[str, ...]:
        """The user groups that somebody is in, named as the settings name them."""
        at, members = self._groups.get(workspace.team, (0.0, {}))
        if workspace.team not in self._groups or time.monotonic() - at >= FRESH_S:
            async with self._asking:
                members = await self._all_groups(workspace)
        return members.get(user, ())

    async def _all_groups(self, workspace: Workspace) -> dict[str, tuple[str, ...]]:
        """The user groups of everybody in a workspace; none if they cannot be listed."""
        at, members = self._groups.get(workspace.team, (0.0, {}))
        if workspace.team in self._groups and time.monotonic() - at < FRESH_S:
            return members
        members = {}
        try:
            reply = await workspace.client.usergroups_list(include_users=True)
            for group in reply.get("usergroups") or ():
                for user in group.get("users") or ():
                    members[user] = (*members.get(user, ()), f"slack-group:{group['id']}")
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.warning("user groups could not be listed: %s", reason(error))
        self._groups[workspace.team] = (time.monotonic(), members)
        return members


def _is_known(found: Mapping[str, Any], workspace: Workspace) -> bool:
    """Whether somebody is a full member of the organisation, and a person."""
    if any(found.get(name) for name in NO_MEMBER):
        return False
    home = found.get("team_id") or workspace.team
    grid = (found.get("enterprise_user") or {}).get("enterprise_id")
    return home == workspace.team or bool(grid and grid == workspace.enterprise)
