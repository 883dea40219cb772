"""The server: one process, one port, every adapter. It owns the thread pool and the lifecycle."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

from adapters.errors import AddressTaken
from adapters.live_guide import LiveGuide
from adapters.settings import ServerSettings
from adapters.web import guard, pages
from adapters.web.access_log import AccessLog
from adapters.web.keys import GUIDE, POOL, READY
from bot.bootstrap import open_guide
from bot.model import Question
from knowledge.embedding import load_embedder
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import current_generation

log = logging.getLogger(__name__)

THREADS = 4
"""Answers at work at once; one more only waits for a processor."""

LARGEST_BODY = 64 * 1024
"""Bytes of a request."""

DRAIN_S = 10.0


def serve(settings: KnowledgeSettings) -> None:
    """Answer on the port that is set until SIGINT or SIGTERM.

    Raises:
        KnowledgeError: there is no index that can be opened.
        AddressTaken: another program listens there.
    """
    server = ServerSettings()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    embedder = load_embedder(settings.embedding)
    live = LiveGuide(
        functools.partial(open_guide, settings, embedder),
        functools.partial(current_generation, settings.data_dir),
    )
    try:
        web.run_app(
            make_app(live, server),
            host=server.host,
            port=server.port,
            print=_announce(server.address),
            access_log_class=AccessLog,
            access_log=logging.getLogger("remit.access"),
            shutdown_timeout=DRAIN_S,
        )
    except OSError as error:
        raise AddressTaken(server.host, server.port, error.strerror or "refused") from error


def make_app(live: LiveGuide, settings: ServerSettings) -> web.Application:
    """The application over a guide; nothing runs before it is started."""
    app = web.Application(middlewares=[guard.guard(settings)], client_max_size=LARGEST_BODY)
    app[GUIDE] = live
    app[READY] = asyncio.Event()
    app.cleanup_ctx.extend([_with_pool, _warmed_up])
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz)])
    pages.add(app)
    return app


async def healthz(_request: web.Request) -> web.Response:
    """Whether the process is alive."""
    return web.json_response({"status": "alive"})


async def readyz(request: web.Request) -> web.Response:
    """Whether a question would be answered at full speed: 200, else 503."""
    if request.app[READY].is_set():
        return web.json_response({"status": "ready"})
    return web.json_response({"status": "warming up"}, status=503)


async def _with_pool(app: web.Application) -> AsyncIterator[None]:
    """Threads to answer on, so that the loop stays free."""
    with ThreadPoolExecutor(THREADS, thread_name_prefix="answer") as pool:
        app[POOL] = pool
        yield


async def _warmed_up(app: web.Application) -> AsyncIterator[None]:
    """Answer one question before the server says that it is ready; it listens meanwhile."""
    task = asyncio.create_task(_warm_up(app))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _warm_up(app: web.Application) -> None:
    """Embed one question about a role that there is, then be ready."""

    def ask() -> None:
        guide = app[GUIDE].current()
        role = next((role.title for role in guide.library.roles), "team")
        guide.answer(Question(f"What is the {role} responsible for?"))

    try:
        await asyncio.get_running_loop().run_in_executor(app[POOL], ask)
    except Exception as error:  # noqa: BLE001  whatever it is, the server lives and is not ready
        log.error("not ready: the first question failed with %s", guard.where(error))  # noqa: TRY400
    else:
        app[READY].set()


def _announce(address: str) -> Callable[[str], None]:
    """Say where to go once the port is open, in place of the library's own banner."""
    return lambda _banner: log.info("Remit answers on %s", address)
