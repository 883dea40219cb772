"""Slack and Teams beside the load: the tests' strict stand-ins, with all that they take noted.

Comes in: what the replicas send. Goes out: entries of a `Ledger`. A message that a platform would
refuse is refused, so it is no answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from typing_extensions import override

from bench.platforms import TEAM, TOKEN
from proof.model import Ledger
from tests.adapters.slack.rules import Json, Refused
from tests.adapters.slack.server import Said, Slack
from tests.adapters.teams.connector import Connector

CHANNELS = frozenset(f"C{n}" for n in range(20))
"""Those that `bench.platforms` asks in."""

Groups = Mapping[str, frozenset[str]]
"""The groups of people, by what a platform calls them; who is not in it is in none."""


@dataclass
class WatchedSlack(Slack):
    """A Slack that notes each message with those who can read it."""

    ledger: Ledger = field(default_factory=Ledger)
    groups: Groups = field(default_factory=dict)
    refusals: int = 0

    @override
    def _result(self, method: str, given: Json, token: str) -> Json:
        try:
            return super()._result(method, given, token)
        except Refused:
            self.refusals += 1
            raise

    @override
    def _keep(self, message: Said) -> None:
        super()._keep(message)
        readers: Iterable[str] = self.groups.get(message.to, ()) if message.to else ()
        self.ledger.said(message.thread, message.shown, readers, time.monotonic())


@dataclass
class WatchedConnector(Connector):
    """A Bot Connector that does the same."""

    ledger: Ledger = field(default_factory=Ledger)
    groups: Groups = field(default_factory=dict)

    @override
    async def _send(self, request: web.Request) -> web.Response:
        reply = await super()._send(request)
        activity = await request.json()
        if reply.status < 300 and activity.get("type") == "message":
            asker = request.match_info["conversation"].removeprefix("a:")
            readers = self.groups.get(asker, frozenset())
            told = json.dumps(activity, ensure_ascii=False)
            self.ledger.said(activity.get("replyToId") or "", told, readers, time.monotonic())
        return reply


@dataclass(frozen=True, slots=True)
class Platforms:
    """Both, listening."""

    slack: WatchedSlack
    teams: WatchedConnector

    @property
    def refused(self) -> int:
        """Calls that either of them would not have taken."""
        return len(self.teams.wrong) + self.slack.refusals


@asynccontextmanager
async def platforms(ledger: Ledger, members: Groups) -> AsyncIterator[Platforms]:
    """Both platforms on free ports; `members` are the groups of askers, by number."""
    slack = WatchedSlack(
        channels=set(CHANNELS),
        tokens={TOKEN: TEAM},
        ledger=ledger,
        groups={f"U{asker}": groups for asker, groups in members.items()},
    )
    teams = WatchedConnector(ledger=ledger, groups=members)
    app = web.Application()
    app.add_routes(slack.routes())
    async with AsyncExitStack() as stack:
        slack.url = await stack.enter_async_context(_listening(app))
        teams.address = await stack.enter_async_context(_listening(teams.app()))
        yield Platforms(slack, teams)


@asynccontextmanager
async def _listening(app: web.Application) -> AsyncIterator[str]:
    """The address of an application on a free port."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
