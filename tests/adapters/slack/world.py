"""A workspace with people in it: they type and press, and Slack sends it on, signed, to the app.

The app is the whole server with a real guide, a real database and the strict Slack of
`server.py`; only the documents are small. Payloads are those of `payloads/`, as Slack sends them.
"""

from __future__ import annotations

import asyncio
import copy
import functools
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from pydantic import HttpUrl, SecretStr

from adapters.audience_settings import AudienceSettings
from adapters.links import Links
from adapters.live_guide import Audiences, LiveGuide
from adapters.membership import Membership
from adapters.readers import Readers
from adapters.server import make_app
from adapters.service.desk import Desk
from adapters.settings import ServerSettings
from adapters.slack import mounting
from adapters.slack.settings import SlackSettings
from bot.memory.opening import open_memory
from tests.adapters.slack.rules import Json
from tests.adapters.slack.server import Said, Slack, slack_server

PAYLOADS = Path(__file__).parent / "payloads"
SIGNING = "0123456789abcdef"
ADDRESS = "https://remit.example.org"
PATIENCE_S = 20.0


def payload(name: str) -> Json:
    """A payload as Slack sends it."""
    data: Json = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    return data


def signed(body: bytes, secret: str = SIGNING, at: float | None = None) -> dict[str, str]:
    """The headers with which Slack signs a body."""
    stamp = str(int(time.time() if at is None else at))
    mac = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mac}"}


@dataclass(slots=True)
class World:
    """The workspace."""

    slack: Slack
    client: TestClient[Any, Any]
    desk: Desk
    _count: Any = field(default_factory=lambda: itertools.count(100))

    async def send(self, body: Json, headers: Mapping[str, str] | None = None) -> ClientResponse:
        """An event, signed."""
        raw = json.dumps(body).encode()
        given = {"Content-Type": "application/json"} | signed(raw) | dict(headers or {})
        return await self.client.post("/slack/events", data=raw, headers=given)

    async def form(self, fields: Json) -> ClientResponse:
        """A command, or an interaction as its field `payload`, signed."""
        raw = urlencode(fields).encode()
        given = {"Content-Type": "application/x-www-form-urlencoded"} | signed(raw)
        return await self.client.post("/slack/events", data=raw, headers=given)

    async def event(self, name: str, **changed: Any) -> ClientResponse:
        """An event of a kind with other values, and an id of its own."""
        body = payload(name)
        body["event_id"] = changed.pop("event_id", f"Ev{next(self._count)}")
        for outer in ("team_id", "authorizations", "is_ext_shared_channel", "enterprise_id"):
            if outer in changed:
                body[outer] = changed.pop(outer)
        body["event"] |= changed
        return await self.send(body)

    async def mention(self, text: str, **changed: Any) -> ClientResponse:
        """Somebody names the bot in a channel."""
        ts = changed.pop("ts", f"1799999999.{next(self._count):06d}")
        return await self.event("app_mention", text=f"<@UBOT> {text}", ts=ts, **changed)

    async def direct(self, text: str, **changed: Any) -> ClientResponse:
        """Somebody writes to the bot alone."""
        ts = changed.pop("ts", f"1799999999.{next(self._count):06d}")
        return await self.event("message_im", text=text, ts=ts, **changed)

    async def command(self, text: str, **changed: Any) -> ClientResponse:
        """Somebody types `/remit` and a text."""
        own = {"response_url": self.slack.response_url(), "trigger_id": f"1.{next(self._count)}"}
        return await self.form(payload("command") | own | {"text": text} | changed)

    async def interact(self, name: str, **changed: Any) -> ClientResponse:
        """An interaction of a kind."""
        body = payload(name)
        body["trigger_id"] = f"1.{next(self._count)}"
        if "response_url" in body:
            body["response_url"] = self.slack.response_url()
        for key, value in changed.items():
            body[key] = (body[key] | value) if isinstance(body.get(key), dict) else value
        return await self.form({"payload": json.dumps(body)})

    async def press(self, said: Said, name: str, **changed: Any) -> ClientResponse:
        """Somebody presses a button of a message, by its `action_id`."""
        button = copy.deepcopy(said.buttons[name])
        button["action_ts"] = f"1800000000.{next(self._count)}"
        if "options" in button:
            button["selected_option"] = button["options"][changed.pop("choose", 0)]
        if button["type"] == "feedback_buttons":
            button["value"] = button[changed.pop("vote")]["value"]
        container = {"message_ts": said.ts, "is_ephemeral": bool(said.to)}
        changed["container"] = container | changed.get("container", {})
        return await self.interact("block_actions", actions=[button], **changed)

    async def said(self, count: int = 1) -> Said:
        """The last message, once there are so many."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.slack.said) < count:  # noqa: ASYNC110  the server has no event for it
                await asyncio.sleep(0.005)
        return self.slack.said[-1]

    async def called(self, method: str, count: int = 1) -> Json:
        """What a method was called with last, once it was called so often."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.slack.of(method)) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        return self.slack.of(method)[-1]

    async def idle(self) -> None:
        """Wait until everything that was accepted is finished."""
        async with asyncio.timeout(PATIENCE_S):
            while self.desk.memory.inbox.waiting():  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        await asyncio.sleep(0.02)

    async def ask(self, text: str, **changed: Any) -> Said:
        """Name the bot in a channel with a question, and wait for what it says."""
        before = len(self.slack.said)
        reply = await self.mention(text, **changed)
        assert reply.status == 200
        return await self.said(before + 1)


@asynccontextmanager
async def world(
    guides: Audiences,
    folder: Path,
    groups: Mapping[str, list[str]] | None = None,
    server: ServerSettings | None = None,
    **changed: Any,
) -> AsyncIterator[World]:
    """A workspace with the app at work; `changed` are Slack's settings."""
    async with slack_server() as slack:
        tokens: dict[str, Any] = {
            "bot_token": SecretStr("xoxb-test"),
            "signing_secret": SecretStr(SIGNING),
        }
        api = HttpUrl(f"{slack.url}/api/")
        settings = SlackSettings(api_url=api, **(tokens | changed))
        links = Links(ADDRESS, "a-secret-of-sixteen-characters", 3600)
        membership = Membership(dict(groups or {}))
        readers = Readers(AudienceSettings(), links, membership)
        memory = open_memory(f"sqlite:///{folder}/remit.db")
        server = server or ServerSettings()
        desk = Desk(LiveGuide(lambda: guides, lambda: "g1"), memory, server)
        add = functools.partial(mounting.add, settings=settings, links=links, membership=membership)
        try:
            app = make_app(desk, server, readers, [add])
            async with TestClient(TestServer(app)) as client:
                yield World(slack, client, desk)
        finally:
            memory.close()
