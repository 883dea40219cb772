"""The server: one process, one port, every adapter. It puts the parts together and ends them."""

from __future__ import annotations

import asyncio
import functools
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from pathlib import Path

from aiohttp import web

from adapters import health
from adapters.errors import AddressTaken
from adapters.live_guide import LiveGuide
from adapters.membership import Membership
from adapters.readers import Readers, open_readers
from adapters.safety import refuse_others
from adapters.service import logs, traces
from adapters.service.desk import Desk
from adapters.service.metrics import Metrics
from adapters.service.watching import Watching
from adapters.service.workers import Workers
from adapters.settings import ServerSettings
from adapters.slack.settings import SlackSettings
from adapters.syncing.rounds import Rounds
from adapters.syncing.work import Syncing
from adapters.teams.settings import TeamsSettings
from adapters.web import guard, pages, remembering
from adapters.web.access_log import AccessLog
from adapters.web.keys import DESK, READERS, RETENTION_DAYS
from adapters.web.push import Pushing
from bot.bootstrap import open_guides
from bot.memory.opening import open_memory
from bot.model import Asker
from bot.settings import BotSettings
from knowledge.embedding import load_embedder
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import current_generation

log = logging.getLogger(__name__)

Adapter = Callable[[web.Application, Desk], None]
"""Adds a platform's routes to an application, and its surface to the desk."""

LARGEST_BODY = 64 * 1024
"""Bytes of a request."""

SWITCH_S = 0.0005
"""How long one thread may keep the others waiting: acknowledging takes several turns."""

LAST_REPLIES_S = 5.0
"""How long requests may take that are still open when everything accepted is finished."""


def serve(settings: KnowledgeSettings, folders: Sequence[Path] = ()) -> None:
    """Answer on the port that is set until SIGINT or SIGTERM.

    `folders` are the documents that are looked after, where that is set; none are the settings'.

    Raises:
        KnowledgeError: there is no index that can be opened.
        GroupsBroken: it cannot be told who is in which group.
        MemoryProblem: there is no database that can be used.
        NotForOthers: it would be open to others without what makes that safe.
        AddressTaken: another program listens there.
    """
    server, slack, teams = ServerSettings(), SlackSettings(), TeamsSettings()
    refuse_others(server, slack, teams)
    logs.configure(server.log)
    sys.setswitchinterval(SWITCH_S)
    send_last_traces = traces.start(server.traces)
    metrics = Metrics()
    embedder = load_embedder(settings.embedding)
    live = LiveGuide(
        functools.partial(open_guides, settings, embedder, Watching(metrics)),
        functools.partial(current_generation, settings.data_dir),
    )
    readers = open_readers(server, settings.data_dir)
    memory = open_memory(server.database(settings.data_dir))
    try:
        desk = Desk(live, memory, server, metrics)
        if count := _workers(server):
            desk.employ(Workers(count, settings, server.log))
        adapters = adapters_with_credentials(server, slack, teams, readers)
        app = make_app(desk, server, readers, adapters)
        if server.sync.on:
            sync_with(app, Rounds(server.sync, settings, folders), server, metrics)
        # The library is large and stays: looking through it would hold up acknowledgements.
        gc.collect()
        gc.freeze()
        asyncio.run(_run(app, server))
    except OSError as error:
        raise AddressTaken(server.host, server.port, error.strerror or "refused") from error
    finally:
        memory.close()
        send_last_traces()


def _workers(settings: ServerSettings) -> int:
    """How many processes answer; 0 where the server answers by itself."""
    if settings.workers is not None:
        return settings.workers
    # Answers wait for a language model more than they work: threads do that as well.
    waits = BotSettings().llm.provider != "none"
    return int(not waits and (os.cpu_count() or 1) > 1)


def make_app(
    desk: Desk,
    settings: ServerSettings,
    readers: Readers,
    adapters: Iterable[Adapter] = (),
) -> web.Application:
    """The application over a desk, with the web and these adapters; it does nothing yet."""
    app = web.Application(client_max_size=LARGEST_BODY)
    app[DESK], app[READERS] = desk, readers
    app[RETENTION_DAYS] = settings.retention_days
    guard.add(app, settings)
    health.add(app)
    pages.add(app)
    remembering.add(app)
    for add in adapters:
        add(app, desk)
    # Last, so that every surface is there when the first event is taken over.
    app.cleanup_ctx.append(_at_work)
    app.cleanup_ctx.append(health.warmed_up)
    return app


def sync_with(
    app: web.Application, rounds: Rounds, settings: ServerSettings, metrics: Metrics
) -> None:
    """Look after the documents while an application runs, and take them from whoever may push."""

    async def warm_up() -> None:
        await app[DESK].look(Asker(), lambda _guide: None)

    syncing = Syncing(rounds, settings.sync.every_s, metrics, warm_up)
    if settings.sync.token:
        Pushing(syncing, settings.sync.token).add(app)
    app.cleanup_ctx.append(syncing.at_work)


def adapters_with_credentials(
    server: ServerSettings, slack: SlackSettings, teams: TeamsSettings, readers: Readers
) -> Iterator[Adapter]:
    """The chat platforms that are set up; only their packages are loaded.

    Teams without an app id checks nobody's token, so it is there for this machine alone.
    """
    links = readers.links
    if slack.listens:
        from adapters.slack import mounting as slack_mounting  # noqa: PLC0415

        membership = readers.membership or Membership({})
        yield functools.partial(
            slack_mounting.add, settings=slack, links=links, membership=membership
        )
    if teams.app_id or (server.only_here and server.public_url is None):
        from adapters.teams import mounting as teams_mounting  # noqa: PLC0415

        yield functools.partial(
            teams_mounting.add, settings=teams, links=links, membership=readers.membership
        )


async def _at_work(app: web.Application) -> AsyncIterator[None]:
    """The desk at work."""
    desk = app[DESK]
    await desk.start()
    yield
    await desk.drain()
    desk.close()


async def _run(app: web.Application, settings: ServerSettings) -> None:
    """Serve until a signal comes, then finish what was accepted.

    While that is finished the port stays open: what comes is refused with 503, so that platforms
    send it again.

    Raises:
        OSError: the port cannot be opened.
    """
    told_to_stop = asyncio.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, told_to_stop.set)
    runner = web.AppRunner(
        app,
        access_log_class=AccessLog,
        access_log=logging.getLogger("remit.access"),
        shutdown_timeout=LAST_REPLIES_S,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        log.info("Remit answers on %s", settings.address)
        await told_to_stop.wait()
        log.info("stopping: finishing what was accepted")
        await app[DESK].drain()
    finally:
        await runner.cleanup()
