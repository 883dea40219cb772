"""An answer as server-sent events: what has been checked is sent line by line, the whole last.

Comes in: an answer in the contract's form, when it is there. Goes out, on one reply:

    event: begun    {}                                     at once
    event: line     {"kind", "text", "citations"}          each line of the card, its headline first
    event: answer   the contract's JSON with its card      the end
    event: failed   {"error": a sentence}                  the end, in place of an answer

Nothing is sent that grounding has not let through, so no line is ever taken back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterator, Mapping
from typing import Any

import orjson
from aiohttp import ClientConnectionResetError, web

from adapters.service.logs import where
from adapters.web import guard, wording
from adapters.web.keys import REFERENCE
from bot.memory.errors import MemoryProblem

log = logging.getLogger(__name__)

CONTENT_TYPE = "text/event-stream"
STILL_THERE_S = 10.0
"""Proxies cut a reply on which nothing comes for long."""


def is_wanted(request: web.Request) -> bool:
    """Whether whoever asks takes events."""
    return CONTENT_TYPE in request.headers.get("Accept", "")


async def stream(request: web.Request, answer: Awaitable[Mapping[str, Any]]) -> web.StreamResponse:
    """The reply with an answer as events; it is whole when this returns.

    A failure is told as an event, for the reply has begun by then.
    """
    # Else a proxy may hold back what comes until it has enough.
    reply = web.StreamResponse(headers={"X-Accel-Buffering": "no"})
    reply.content_type = CONTENT_TYPE
    await reply.prepare(request)
    task = asyncio.ensure_future(answer)
    try:
        await reply.write(_event("begun", {}))
        while not (await asyncio.wait({task}, timeout=STILL_THERE_S))[0]:
            await reply.write(b": still there\n\n")
        await reply.write(b"".join(_events(task, request[REFERENCE])))
        await reply.write_eof()
    except ClientConnectionResetError:
        # Nobody listens any more; the answer is finished all the same, and its turn is kept.
        await asyncio.wait({task})
    return reply


def _events(task: asyncio.Future[Mapping[str, Any]], reference: str) -> Iterator[bytes]:
    """The events of what came of an answer."""
    error = task.exception()
    if isinstance(error, web.HTTPException):
        yield _event("failed", {"error": guard.SENTENCES.get(error.status, error.reason)})
    elif isinstance(error, MemoryProblem):
        log.error("the database is away: %s", type(error).__name__)
        yield _event("failed", {"error": wording.away(reference)})
    elif error:
        log.error("failed: %s", where(error))
        yield _event("failed", {"error": wording.failed(reference)})
    else:
        given = task.result()
        card = given["card"]
        if card["headline"]:
            yield _event("line", {"kind": "headline", "text": card["headline"], "citations": ()})
        for line in card["lines"]:
            yield _event("line", line)
        yield _event("answer", given)


def _event(name: str, data: Mapping[str, Any]) -> bytes:
    """One event; its data is one line of JSON."""
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
