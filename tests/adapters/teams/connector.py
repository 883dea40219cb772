"""A Bot Connector that takes nothing that Teams would not take, over real HTTP.

It keeps what it took, as JSON from the wire, and says what was wrong with what it refused. Faults
are given to it one for each request: a status, or seconds that it takes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from adapters.teams.limits import RATES, STREAM_S
from tests.adapters.teams.rules import INFORMATIVE, problems

Json = dict[str, Any]
STREAM_GAP_S = 0.5
"""Teams wants a second; clocks of a busy test machine are given half of it."""


@dataclass(slots=True)
class Stream:
    """A stream that is open in a conversation."""

    conversation: str
    opened: float
    latest: float
    sequence: int = 1
    text: str = ""
    final: bool = False


@dataclass(slots=True)
class Connector:
    """Takes activities of one bot."""

    address: str = ""
    bearer: str | None = None
    faults: deque[float] = field(default_factory=deque)
    members: dict[str, Json] = field(default_factory=dict)
    refuses_chats: bool = False
    taken: list[Json] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    tries: list[tuple[str, int]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    chats: list[Json] = field(default_factory=list)
    lookups: int = 0
    _ids: count[int] = field(default_factory=lambda: count(int(time.time() * 1000)))
    _sent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _streams: dict[str, Stream] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application(client_max_size=1024**2)
        app.router.add_post("/v3/conversations", self._create)
        app.router.add_post("/v3/conversations/{conversation}/activities", self._send)
        app.router.add_post("/v3/conversations/{conversation}/activities/{id}", self._send)
        app.router.add_get("/v3/conversations/{conversation}/members/{id}", self._member)
        return app

    @property
    def messages(self) -> list[Json]:
        """The messages that people see, in order."""
        return [each for each in self.taken if each["type"] == "message"]

    @property
    def signs(self) -> list[Json]:
        """What is not a message: typing, and updates of streams."""
        return [each for each in self.taken if each["type"] == "typing"]

    async def wait_for(self, messages: int, seconds: float = 20.0) -> list[Json]:
        """The messages, once there are so many; fails when that takes too long."""
        async with asyncio.timeout(seconds):
            while len(self.messages) < messages:
                self._changed.clear()
                await self._changed.wait()
        return self.messages

    async def _send(self, request: web.Request) -> web.Response:
        """Take an activity, or refuse it as Teams does."""
        conversation = request.match_info["conversation"]
        fault = self.faults.popleft() if self.faults else 0
        status = await self._status(request, conversation, fault)
        self.tries.append((conversation, status))
        if status >= 400:
            return _error(status, "Refused")
        activity = await request.json()
        found = [*problems(activity), *self._address(activity, conversation)]
        stream, told = self._stream(activity, conversation)
        if told:
            self.wrong.append(told)
            return _error(403, "ContentStreamNotAllowed")
        if found:
            self.wrong += found
            size = any("UTF-16" in each for each in found)
            return _error(413 if size else 400, "MessageSizeTooBig" if size else "BadSyntax")
        name = stream or str(next(self._ids))
        self.taken.append(activity | {"id": name})
        self.paths.append(request.path)
        self._changed.set()
        return web.json_response({"id": name}, status=201)

    async def _status(self, request: web.Request, conversation: str, fault: float) -> int:
        """Whether the request is let in: its token, the fault of its turn, the rates."""
        if self.bearer is not None and request.headers.get("Authorization") != self.bearer:
            self.wrong.append("no token of the bot")
            return 401
        if fault >= 400:
            return int(fault)
        await asyncio.sleep(fault)
        now = time.monotonic()
        sent = self._sent[conversation]
        for most, seconds in RATES:
            if sum(now - at < seconds for at in sent) >= most:
                self.wrong.append(f"more than {most} messages in {seconds} s")
                return 429
        sent.append(now)
        return 201

    def _address(self, activity: Json, conversation: str) -> list[str]:
        """Whether it says to whom and from whom it is, and keeps its thread."""
        sides = [side for side in ("from", "recipient") if not (activity.get(side) or {}).get("id")]
        found = [f"no {side}" for side in sides]
        if (activity.get("conversation") or {}).get("id") != conversation:
            found.append("the activity is for another conversation than its address")
        if activity.get("type") not in {"message", "typing"}:
            found.append(f"an activity of type {activity.get('type')}")
        return found

    def _stream(self, activity: Json, conversation: str) -> tuple[str, str]:
        """The stream that an activity belongs to, and what is wrong with its place in it."""
        infos = [e for e in activity.get("entities") or () if e.get("type") == "streaminfo"]
        if not infos:
            return "", ""
        (info,) = infos
        if (activity.get("conversation") or {}).get("conversationType") != "personal":
            return "", "a stream outside a one-to-one chat"
        if "streamId" not in info:
            return self._opened(info, activity, conversation)
        name: str = info["streamId"]
        stream = self._streams.get(name)
        if stream is None or stream.conversation != conversation or stream.final:
            return "", "no such stream is open"
        final = info.get("streamType") == "final"
        take = self._closed if final else self._continued
        late = time.monotonic() - stream.opened > STREAM_S
        return name, "the stream is over" if late else take(info, activity, stream)

    def _opened(self, info: Json, activity: Json, conversation: str) -> tuple[str, str]:
        """Open a stream."""
        if (info.get("streamSequence"), activity["type"]) != (1, "typing"):
            return "", "a stream that does not begin with 1"
        now = time.monotonic()
        name = f"stream-{next(self._ids)}"
        self._streams[name] = Stream(conversation, now, now)
        return name, self._update(info, activity, self._streams[name], first=True)

    def _continued(self, info: Json, activity: Json, stream: Stream) -> str:
        """Go on with a stream."""
        now = time.monotonic()
        if now - stream.latest < STREAM_GAP_S:
            return "stream requests too close together"
        if info.get("streamSequence") != stream.sequence + 1:
            return "a sequence out of order"
        stream.sequence += 1
        stream.latest = now
        return self._update(info, activity, stream, first=False)

    def _closed(self, info: Json, activity: Json, stream: Stream) -> str:
        """Close a stream."""
        if "streamSequence" in info or activity["type"] != "message":
            return "a final message with a sequence, or of another type"
        if not activity.get("text", "").startswith(stream.text):
            return "the final message does not begin with what was shown"
        stream.final = True
        return ""

    def _update(self, info: Json, activity: Json, stream: Stream, *, first: bool) -> str:
        """What is wrong with an update; `first` ones are informative or begin the text."""
        text = activity.get("text") or ""
        labelled = any(e.get("type") == "https://schema.org/Message" for e in activity["entities"])
        if activity.get("attachments") or activity.get("channelData") or labelled:
            return "attachments, label and feedback are for the final message"
        match info.get("streamType"):
            case "informative":
                return "a long informative update" if len(text) > INFORMATIVE or not text else ""
            case "streaming":
                if not text.startswith(stream.text) and not first:
                    return "a chunk that does not repeat what came before"
                stream.text = text
                return ""
            case other:
                return f"a stream of type {other}"

    async def _create(self, request: web.Request) -> web.Response:
        """Open a one-to-one chat."""
        wanted = await request.json()
        self.chats.append(wanted)
        if self.refuses_chats:
            return _error(403, "ForbiddenOperationException")
        if wanted.get("isGroup") or len(wanted.get("members") or ()) != 1:
            self.wrong.append("a chat with other than one member")
            return _error(400, "BadArgument")
        return web.json_response({"id": f"a:{wanted['members'][0]['id']}"}, status=201)

    async def _member(self, request: web.Request) -> web.Response:
        """Somebody of a conversation's roster."""
        self.lookups += 1
        member = self.members.get(request.match_info["id"])
        return web.json_response(member) if member else _error(404, "MemberNotFound")


def _error(status: int, code: str) -> web.Response:
    """An error as the connector words it."""
    headers = {"Retry-After": "1"} if status == 429 else {}
    body = json.dumps({"error": {"code": code, "message": code}})
    return web.Response(status=status, text=body, content_type="application/json", headers=headers)
