"""Where Slack's requests come in: checked, written to the inbox, acknowledged.

Comes in: requests to `/slack/events`, and what bolt has parsed of them or of Socket Mode. Goes out:
acknowledgements. A request without a valid signature is refused before anything of it is parsed.
What is a question is in the inbox before it is acknowledged; all else goes on to bolt's listeners.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from adapters import wording
from adapters.service.desk import Desk, Reception
from adapters.service.logs import where
from adapters.slack import posting
from adapters.slack.heard import Body, Heard, Kind, compared, event_id, heard
from adapters.slack.surface import PLATFORM, said
from adapters.slack.workspaces import Workspaces
from bot.memory.errors import MemoryProblem
from bot.memory.model import Event, new_reference

log = logging.getLogger("remit.slack")

LARGEST = 1024 * 1024
"""Bytes of a request: a pressed button comes with its whole message."""
REMEMBERED = 4_096
"""Threads that are known to be the bot's without asking the database."""
AFTER = ("tokens_revoked", "app_uninstalled")
LISTENED = ("app_home_opened", "assistant_thread_started", "link_shared")
"""Events that bolt's listeners wait for."""

Next = Callable[[], Awaitable[BoltResponse]]


def checked(
    app: AsyncApp, signing_secret: str
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The route for Slack's requests."""
    verifier = SignatureVerifier(signing_secret)

    async def receive(request: web.Request) -> web.StreamResponse:
        body = await _read(request)
        if body is None:
            return web.json_response({"error": "too large"}, status=413)
        if not _is_signed(verifier, request, body):
            return web.json_response({"error": "not signed by Slack"}, status=401)
        try:
            text = body.decode()
            parsed = AsyncBoltRequest(
                body=text, query=request.query_string, headers=dict(request.headers)
            )
        except (AttributeError, TypeError, ValueError):  # bolt takes it for an object unseen
            return web.json_response({"error": "no request of Slack's"}, status=400)
        return await to_aiohttp_response(await app.async_dispatch(parsed))

    return receive


async def _read(request: web.Request) -> bytes | None:
    """The body; None if it is larger than anything that Slack sends."""
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _is_signed(verifier: SignatureVerifier, request: web.Request, body: bytes) -> bool:
    """Whether Slack signed these very bytes within the last five minutes."""
    at = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not (at.isascii() and at.isdigit() and signature.isascii()):
        return False
    try:
        return verifier.is_valid(body, at, signature)
    except UnicodeDecodeError:  # it can only sign text, and Slack sends nothing else
        return False


class Intake:
    """Takes in what is to be answered; the rest goes on."""

    def __init__(self, desk: Desk, workspaces: Workspaces) -> None:
        """Hold what is needed."""
        self._desk = desk
        self._workspaces = workspaces
        self._known: OrderedDict[str, None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, req: AsyncBoltRequest, next: Next) -> BoltResponse:  # noqa: A002  bolt's own names
        """Bolt calls this for every request, once it is known to be Slack's."""
        body: Body = req.body
        if self._desk.is_closing:
            return BoltResponse(status=503, body="")
        event = body.get("event") or {}
        if event.get("type") in AFTER:
            await self._removed(body, event)
            return BoltResponse(status=200, body="")
        turn = heard(body)
        if turn is None and event and event.get("type") not in LISTENED:
            return BoltResponse(status=200, body="")  # or Slack would send it again
        if turn is None or _opens_window(turn):
            return await next()
        if turn.kind is Kind.FOLLOW_UP and not await self._is_ours(turn):
            return BoltResponse(status=200, body="")
        return await self.take(body, turn)

    async def compare(self, body: Body, question: str) -> None:
        """Take in the question of the window for comparing."""
        await self.take(body, compared(body, question))

    async def take(self, body: Body, turn: Heard) -> BoltResponse:
        """Write a turn to the inbox; the acknowledgement says no more than that."""
        reference = new_reference()
        event = Event(PLATFORM, event_id(body) or _name(turn), turn.as_json(), reference)
        try:
            reception = await self._desk.accept(event, turn.asker)
        except MemoryProblem as error:
            log.error("not taken in: %s", where(error))  # noqa: TRY400
            return BoltResponse(status=503, body="")
        match reception:
            case Reception.NEW:
                self._remember(turn.conversation)
            case Reception.CLOSED:
                return BoltResponse(status=503, body="")
            case Reception.BUSY | Reception.LIMITED:
                busy = reception is Reception.BUSY
                sentence = wording.BUSY if busy else wording.LIMITED
                if turn.kind is Kind.COMMAND:
                    told = {"response_type": "ephemeral", "text": sentence}
                    return BoltResponse(status=200, body=told)
                self.soon(self._whisper(turn, sentence))
            case Reception.SEEN:
                pass
        return BoltResponse(status=200, body="")

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something after the acknowledgement, whose loss would harm nobody."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End what was to be done soon."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _is_ours(self, turn: Heard) -> bool:
        """Whether the bot was asked something in a thread before."""
        conversation = turn.conversation
        if conversation in self._known:
            return True
        known = await self._desk.remember(lambda memory: memory.conversations.known(conversation))
        if known:
            self._remember(conversation)
        return known

    def _remember(self, conversation: str) -> None:
        """Keep that a thread is the bot's, the latest of them."""
        self._known[conversation] = None
        self._known.move_to_end(conversation)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    async def _whisper(self, turn: Heard, sentence: str) -> None:
        """Tell somebody that they are not answered now."""
        try:
            workspace = await self._workspaces.of(turn.team, turn.enterprise)
            if turn.kind is Kind.STEP:
                await workspace.client.functions_completeError(
                    function_execution_id=turn.execution, error=sentence
                )
            else:
                await posting.whisper(workspace, turn, said(sentence))
        except Exception as error:  # noqa: BLE001  whatever it is, there is nothing more to try
            log.warning("a sentence was not delivered: %s", where(error))

    async def _removed(self, body: Body, event: Body) -> None:
        """The app was removed, or the bot's token revoked; people's tokens are none of ours."""
        if event["type"] == "app_uninstalled" or (event.get("tokens") or {}).get("bot"):
            team, enterprise = body.get("team_id") or "", body.get("enterprise_id") or ""
            await self._workspaces.forget(team, enterprise)


def _opens_window(turn: Heard) -> bool:
    """Whether a command asks for the window in which two roles are chosen."""
    return turn.kind is Kind.COMMAND and turn.text.strip().casefold() == "compare"


def _name(turn: Heard) -> str:
    """The name of a turn that Slack gave none."""
    return hashlib.sha256(turn.as_json().encode()).hexdigest()[:32]
