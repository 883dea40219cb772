"""Whether the server is alive, whether it would answer at full speed, and its figures."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from aiohttp import web

from adapters.service.logs import where
from adapters.service.metrics import CONTENT_TYPE
from adapters.web.keys import DESK, READY
from bot.memory.opening import Memory

log = logging.getLogger(__name__)

PATIENCE_S = 2.0
"""How long the database has for a sign of life."""

OK = "ok"


def add(app: web.Application) -> None:
    """Add the routes; `warmed_up` has to follow where the desk is at work."""
    app[READY] = asyncio.Event()
    app.add_routes(
        [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]
    )


async def healthz(_request: web.Request) -> web.Response:
    """Whether the process is alive."""
    return web.json_response({"status": "alive"})


async def readyz(request: web.Request) -> web.Response:
    """Whether a question is answered at full speed: 200, else 503; `parts` says what lacks."""
    app = request.app
    parts = {
        "index": OK if app[READY].is_set() else "warming up",
        "database": await _database(app),
        "questions": "draining" if app[DESK].is_closing else OK,
    }
    ready = set(parts.values()) == {OK}
    status = "ready" if ready else "not ready"
    return web.json_response({"status": status, "parts": parts}, status=200 if ready else 503)


async def metrics(request: web.Request) -> web.Response:
    """The figures in Prometheus' form."""
    exposed = request.app[DESK].metrics.exposed()
    return web.Response(body=exposed, headers={"Content-Type": CONTENT_TYPE})


async def _database(app: web.Application) -> str:
    """Whether the database gives a sign of life."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            await app[DESK].remember(Memory.check)
    except Exception as error:  # noqa: BLE001  whatever it is, the database is not there
        return type(error).__name__
    return OK


async def warmed_up(app: web.Application) -> AsyncIterator[None]:
    """Warm up before the server says that it is ready; it listens meanwhile."""
    task = asyncio.create_task(_warm_up(app))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _warm_up(app: web.Application) -> None:
    """Have a first question answered, then be ready."""
    try:
        await app[DESK].warm_up()
    except Exception as error:  # noqa: BLE001  whatever it is, the server lives and is not ready
        log.error("not ready: the first question failed with %s", where(error))  # noqa: TRY400
    else:
        app[READY].set()
