"""Slack itself, as strict as it is: a Web API and Socket Mode over real HTTP on this machine.

It keeps what it is sent, refuses what Slack refuses, and can be told to be slow, to rate-limit or
to fail. Tests read `said` and `calls`, never the product's own state.

It is long because it is one server: what a method refuses depends on what others kept.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from tests.adapters.slack.rules import Json, Refused, check_message, check_view

TOKEN, APP_TOKEN = "xoxb-test", "xapp-test"
TEAM, BOT_USER, BOT = "T1", "UBOT", "BBOT"


@dataclass(slots=True)
class Said:
    """A message as it stands."""

    channel: str
    ts: str
    text: str
    blocks: list[Json]
    thread: str = ""
    to: str = ""
    """Whom it is shown to alone; empty for everybody."""
    metadata: Json = field(default_factory=dict)
    streaming: bool = False

    @property
    def shown(self) -> str:
        """All that can be read in it."""
        return "\n".join([self.text, *_texts(self.blocks)])

    @property
    def buttons(self) -> dict[str, Json]:
        """What can be pressed, by its name."""
        return {
            e["action_id"]: e
            for b in self.blocks
            for e in b.get("elements", [])
            if "action_id" in e
        }


@dataclass(slots=True)
class Slack:
    """The server's state, and what tests may tell it."""

    said: list[Said] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    people: dict[str, Json] = field(default_factory=dict)
    user_groups: dict[str, list[str]] = field(default_factory=dict)
    channels: set[str] = field(default_factory=lambda: {"C1", "C2", "D1"})
    tokens: dict[str, str] = field(default_factory=lambda: {TOKEN: TEAM})
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    waits: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    acks: list[Json] = field(default_factory=list)
    delay_s: float = 0.0
    scopes: str = ""
    url: str = ""
    _uses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _ts: Any = field(default_factory=lambda: itertools.count(1))
    _socket: web.WebSocketResponse | None = None
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    def of(self, method: str) -> list[Json]:
        """What a method was called with, each time."""
        return [given for name, given in self.calls if name == method]

    def response_url(self, user: str = "asker") -> str:
        """An address to answer somebody's command by, five times."""
        return f"{self.url}/respond/{user}-{next(self._ts)}"

    async def push(self, kind: str, payload: Json, envelope: str) -> None:
        """Send an envelope through the socket."""
        assert self._socket
        told = {"type": kind, "envelope_id": envelope, "payload": payload}
        await self._socket.send_json(told | {"accepts_response_payload": True})

    def routes(self) -> list[web.RouteDef]:
        """The addresses of this Slack."""
        return [
            web.route("*", "/api/{method}", self._called),
            web.post("/respond/{id}", self._respond),
            web.get("/socket", self._listen),
        ]

    async def _called(self, request: web.Request) -> web.Response:
        """One call of the Web API."""
        method = request.match_info["method"]
        given = await _given(request)
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        if self.waits[method]:
            after = str(self.waits[method].pop(0))
            error = {"ok": False, "error": "ratelimited"}
            return web.json_response(error, status=429, headers={"Retry-After": after})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            told = self._result(method, given, token or str(given.pop("token", "")))
        except Refused as error:
            return web.json_response({"ok": False, "error": str(error)})
        headers = {"X-OAuth-Scopes": self.scopes}
        return web.json_response({"ok": True, **told}, headers=headers)

    def _result(self, method: str, given: Json, token: str) -> Json:
        """What a method gives."""
        if method == "apps.connections.open":
            if token != APP_TOKEN:
                raise Refused("invalid_auth")
            return {"url": f"{self.url}/socket".replace("http", "ws", 1)}
        if method != "oauth.v2.access" and token not in self.tokens:
            raise Refused("invalid_auth")
        if self.errors[method]:
            raise Refused(self.errors[method].pop(0))
        self.calls.append((method, given))
        handle = getattr(self, f"_{method.replace('.', '_')}", None)
        if handle is None:
            raise Refused("unknown_method")
        told: Json = handle(given, self.tokens.get(token, ""))
        return told

    async def _respond(self, request: web.Request) -> web.Response:
        """An answer by the address that came with a command."""
        name = request.match_info["id"]
        self._uses[name] += 1
        if self._uses[name] > 5:
            return web.Response(status=404, text="used_url")
        given = await request.json()
        self.calls.append(("response_url", given))
        if self.errors["response_url"]:
            return web.Response(status=404, text=self.errors["response_url"].pop(0))
        try:
            check_message(given.get("blocks") or [], given["text"])
        except Refused as error:
            return web.Response(status=400, text=str(error))
        to = name.partition("-")[0] if given.get("response_type") == "ephemeral" else ""
        self._keep(
            Said("response_url", self._now(), given["text"], given.get("blocks") or [], to=to)
        )
        return web.Response(text="ok")

    async def _listen(self, request: web.Request) -> web.WebSocketResponse:
        """Socket Mode."""
        self._socket = web.WebSocketResponse()
        await self._socket.prepare(request)
        await self._socket.send_json({"type": "hello"})
        self.connected.set()
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                self.acks.append(json.loads(message.data))
        return self._socket

    def _auth_test(self, _given: Json, team: str) -> Json:
        return {"team_id": team, "user_id": BOT_USER, "bot_id": BOT, "enterprise_id": None}

    def _oauth_v2_access(self, given: Json, _team: str) -> Json:
        if given.get("code") != "good":
            raise Refused("invalid_code")
        self.tokens["xoxb-new"] = "T9"
        bot = {"access_token": "xoxb-new", "bot_user_id": BOT_USER, "token_type": "bot"}
        team, user = {"id": "T9", "name": "Nine"}, {"id": "U9"}
        return bot | {"app_id": "A1", "scope": "chat:write", "team": team, "authed_user": user}

    def _chat_postMessage(self, given: Json, _team: str) -> Json:  # noqa: N802
        return self._posted(given)

    def _chat_postEphemeral(self, given: Json, _team: str) -> Json:  # noqa: N802
        return self._posted(given, to=given["user"])

    def _posted(self, given: Json, to: str = "") -> Json:
        """A message into a channel."""
        if given["channel"] not in self.channels:
            raise Refused("channel_not_found")
        blocks, text = given.get("blocks") or [], given.get("text") or ""
        check_message(blocks, text)
        thread, metadata = given.get("thread_ts") or "", given.get("metadata") or {}
        kept = Said(given["channel"], self._now(), text, blocks, thread, to, metadata)
        self._keep(kept)
        return {"ts": kept.ts, "channel": kept.channel}

    def _chat_update(self, given: Json, _team: str) -> Json:
        check_message(given.get("blocks") or [], given.get("text") or "")
        kept = self._standing(given)
        kept.text, kept.blocks = given.get("text") or "", given.get("blocks") or []
        kept.metadata, kept.streaming = given.get("metadata") or {}, False
        return {"ts": kept.ts}

    def _chat_startStream(self, given: Json, _team: str) -> Json:  # noqa: N802
        if not given.get("thread_ts") or len(given.get("markdown_text") or "") > 12_000:
            raise Refused("invalid_arguments")
        if not given["channel"].startswith("D") and not given.get("recipient_user_id"):
            raise Refused("missing_recipient_user_id")
        kept = Said(given["channel"], self._now(), given["markdown_text"], [], given["thread_ts"])
        kept.streaming = True
        self._keep(kept)
        return {"ts": kept.ts}

    def _chat_appendStream(self, given: Json, _team: str) -> Json:  # noqa: N802
        kept = self._streaming(given)
        if len(given["markdown_text"]) > 12_000:
            raise Refused("msg_too_long")
        kept.text += given["markdown_text"]
        return {"ts": kept.ts}

    def _chat_stopStream(self, given: Json, _team: str) -> Json:  # noqa: N802
        kept = self._streaming(given)
        check_message(given.get("blocks") or [], kept.text)
        kept.blocks, kept.metadata = given.get("blocks") or [], given.get("metadata") or {}
        kept.streaming = False
        return {"ts": kept.ts}

    def _chat_unfurl(self, given: Json, _team: str) -> Json:
        for shown in given["unfurls"].values():
            check_message(shown["blocks"], "")
        return {}

    def _conversations_open(self, given: Json, _team: str) -> Json:
        channel = "D" + given["users"]
        self.channels.add(channel)
        return {"channel": {"id": channel}}

    def _conversations_replies(self, given: Json, _team: str) -> Json:
        return self._messages(given["channel"], given["ts"])

    def _conversations_history(self, given: Json, _team: str) -> Json:
        return self._messages(given["channel"], "")

    def _messages(self, channel: str, thread: str) -> Json:
        """The messages of a thread that everybody sees."""
        seen = [s for s in self.said if s.channel == channel and not s.to and s.thread == thread]
        told = [
            {"ts": s.ts, "text": s.text, "user": BOT_USER, "bot_id": BOT, "metadata": s.metadata}
            for s in seen
        ]
        return {"messages": told}

    def _users_info(self, given: Json, team: str) -> Json:
        user = self.people.get(given["user"], {})
        return {"user": {"id": given["user"], "team_id": team, "profile": {}} | user}

    def _usergroups_list(self, _given: Json, _team: str) -> Json:
        return {
            "usergroups": [{"id": name, "users": users} for name, users in self.user_groups.items()]
        }

    def _views_open(self, given: Json, _team: str) -> Json:
        return self._opened(given)

    def _views_push(self, given: Json, _team: str) -> Json:
        return self._opened(given)

    def _opened(self, given: Json) -> Json:
        """A window."""
        if not given.get("trigger_id"):
            raise Refused("invalid_trigger_id")
        check_view(given["view"])
        self.views.append(given["view"])
        return {"view": given["view"]}

    def _views_publish(self, given: Json, _team: str) -> Json:
        check_view(given["view"])
        self.homes[given["user_id"]] = given["view"]
        return {}

    def _assistant_threads_setStatus(self, given: Json, _team: str) -> Json:  # noqa: N802
        if not given.get("thread_ts"):
            raise Refused("invalid_thread_ts")
        return {}

    def _assistant_threads_setSuggestedPrompts(self, given: Json, _team: str) -> Json:  # noqa: N802
        if not 0 < len(given["prompts"]) <= 4:
            raise Refused("invalid_arguments")
        return {}

    def _functions_completeSuccess(self, _given: Json, _team: str) -> Json:  # noqa: N802
        return {}

    def _functions_completeError(self, _given: Json, _team: str) -> Json:  # noqa: N802
        return {}

    def _standing(self, given: Json) -> Said:
        """The message of a time stamp."""
        for kept in self.said:
            if (kept.channel, kept.ts) == (given["channel"], given["ts"]):
                return kept
        raise Refused("message_not_found")

    def _streaming(self, given: Json) -> Said:
        """The message of a time stamp, as long as it is streamed."""
        kept = self._standing(given)
        if not kept.streaming:
            raise Refused("message_not_in_streaming_state")
        return kept

    def _keep(self, message: Said) -> None:
        """Keep a message."""
        self.said.append(message)

    def _now(self) -> str:
        """A time stamp after all others."""
        return f"1800000000.{next(self._ts):06d}"


@asynccontextmanager
async def slack_server() -> AsyncIterator[Slack]:
    """A Slack that listens on a free port."""
    slack = Slack()
    app = web.Application()
    app.add_routes(slack.routes())
    async with TestServer(app) as server:
        slack.url = f"http://127.0.0.1:{server.port}"
        yield slack


@contextmanager
def slack_beside() -> Iterator[Slack]:
    """The same for what has an event loop of its own, such as a command line."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    serving = slack_server()
    try:
        yield asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result()
    finally:
        asyncio.run_coroutine_threadsafe(serving.__aexit__(None, None, None), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _given(request: web.Request) -> Json:
    """What a call was given, as JSON, as a form or in its address."""
    if request.content_type == "application/json":
        data: Json = await request.json()
        return data
    form = dict(request.query) | {
        name: str(value) for name, value in (await request.post()).items()
    }
    return {name: _loaded(value) for name, value in form.items()}


def _loaded(value: str) -> Any:
    """A value of a form; lists and objects are JSON in it."""
    return json.loads(value) if value[:1] in {"{", "["} else value


def _texts(value: Any) -> list[str]:
    """Every text in blocks."""
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    return own + [text for name, each in value.items() for text in _texts(each)]
