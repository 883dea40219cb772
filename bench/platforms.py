"""Slack's Web API and Teams' Bot Connector on this machine, for the process that makes the load.

Comes in: what the server under load sends. Goes out: for each question, when and how often it was
answered or put off. What the platforms would refuse is refused here, so it never counts as an
answer.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from adapters import wording
from bench.model import Asked

Json = dict[str, Any]

TOKEN, SECRET = "xoxb-bench", "0123456789abcdef"
TEAM, BOT = "T1", "UBOT"
APP = "28:remit"
BLOCKS = 50
PUT_OFF = (wording.BUSY, wording.LIMITED)


@dataclass(frozen=True, slots=True)
class Request:
    """What a platform sends the server for one question; `name` is what its answer is known by."""

    name: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(slots=True)
class Replies:
    """What came back: moments of answers by question, and the questions put off politely."""

    answers: dict[str, list[float]] = field(default_factory=dict)
    put_off: set[str] = field(default_factory=set)
    refused: int = 0

    def note(self, name: str, text: str) -> None:
        """Keep that a question was answered or put off."""
        if any(sentence in text for sentence in PUT_OFF):
            self.put_off.add(name)
        else:
            self.answers.setdefault(name, []).append(time.perf_counter())

    def lack(self, names: Iterable[str]) -> bool:
        """Whether any of these questions is neither answered nor put off."""
        return any(name not in self.answers and name not in self.put_off for name in names)


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform as the load needs it.

    `route` takes its requests, `api` are its own addresses, `settings` the environment that has the
    server use them, for the address at which they are.
    """

    name: str
    route: str
    request: Callable[[int, Asked, int, str], Request]
    api: Callable[[Replies], list[web.RouteDef]]
    settings: Callable[[str], dict[str, str]]


def slack_request(number: int, asked: Asked, asker: int, _address: str) -> Request:
    """A mention in a channel, signed; each is a thread of its own."""
    ts = f"1700000000.{number:06d}"
    event = {
        "type": "app_mention",
        "user": f"U{asker}",
        "text": f"<@{BOT}> {asked.text}",
        "ts": ts,
        "event_ts": ts,
        "team": TEAM,
        "channel": f"C{asker % 20}",
    }
    bot = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}
    body = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event": event}
    raw = json.dumps(body | {"event_id": f"Ev{number}", "authorizations": [bot]}).encode()
    stamp = str(int(time.time()))
    mac = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
    signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mac}"}
    return Request(ts, raw, signed | {"Content-Type": "application/json"})


def slack_api(replies: Replies) -> list[web.RouteDef]:
    """The methods that answering calls."""

    async def call(request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        match request.match_info["method"]:
            case "auth.test":
                told: Json = {"team_id": TEAM, "user_id": BOT, "bot_id": "B1"}
            case "users.info":
                told = {"user": {"id": "U", "team_id": TEAM, "profile": {}}}
            case "usergroups.list":
                told = {"usergroups": []}
            case "chat.postMessage" | "chat.postEphemeral":
                return web.json_response(posted(await request.json()))
            case _:
                return web.json_response({"ok": False, "error": "unknown_method"})
        return web.json_response({"ok": True, **told})

    def posted(given: Json) -> Json:
        text, blocks = given.get("text") or "", given.get("blocks") or ()
        named = all(given.get(name) for name in ("channel", "thread_ts"))
        if not (named and text.strip() and all("type" in block for block in blocks)):
            replies.refused += 1
            return {"ok": False, "error": "invalid_arguments"}
        if len(blocks) > BLOCKS:
            replies.refused += 1
            return {"ok": False, "error": "invalid_blocks"}
        replies.note(given["thread_ts"], text)
        return {"ok": True, "ts": f"{time.time():.6f}", "channel": given["channel"]}

    return [web.route("*", "/api/{method}", call)]


def slack_settings(address: str) -> dict[str, str]:
    """One workspace whose Web API is at an address."""
    return {
        "REMIT_SLACK__API_URL": f"{address}/api/",
        "REMIT_SLACK__BOT_TOKEN": TOKEN,
        "REMIT_SLACK__SIGNING_SECRET": SECRET,
    }


def teams_request(number: int, asked: Asked, asker: int, address: str) -> Request:
    """A message in the asker's own chat."""
    name = f"{1700000000000 + number}"
    body = {
        "type": "message",
        "id": name,
        "serviceUrl": f"{address}/",
        "channelId": "msteams",
        "from": {"id": f"29:{asker}", "aadObjectId": f"object-{asker}", "name": "Some Body"},
        "conversation": {"conversationType": "personal", "tenantId": "t", "id": f"a:{asker}"},
        "recipient": {"id": APP, "name": "Remit"},
        "channelData": {"tenant": {"id": "t"}},
        "text": asked.text,
        "textFormat": "plain",
    }
    return Request(name, json.dumps(body).encode(), {"Content-Type": "application/json"})


def teams_api(replies: Replies) -> list[web.RouteDef]:
    """The one address that takes messages; typing and stream updates are no answers."""

    async def take(request: web.Request) -> web.Response:
        activity = await request.json()
        sides = all((activity.get(side) or {}).get("id") for side in ("from", "recipient"))
        conversation = (activity.get("conversation") or {}).get("id")
        if not sides or conversation != request.match_info["conversation"]:
            replies.refused += 1
            return web.json_response({"error": {"code": "BadSyntax"}}, status=400)
        if activity.get("type") == "message":
            replies.note(activity.get("replyToId") or "", activity.get("text") or "")
        return web.json_response({"id": f"{time.time_ns()}"}, status=201)

    conversation = "/v3/conversations/{conversation}/activities"
    return [web.post(conversation, take), web.post(conversation + "/{id}", take)]


def teams_settings(_address: str) -> dict[str, str]:
    """Nothing: without an app id this machine alone is answered, and no token is asked for."""
    return {}


PLATFORMS = {
    "slack": Platform("slack", "/slack/events", slack_request, slack_api, slack_settings),
    "teams": Platform("teams", "/api/messages", teams_request, teams_api, teams_settings),
}
