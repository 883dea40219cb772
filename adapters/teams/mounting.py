"""Teams put into the server: the route, and everything behind it.

Comes in: `POST /api/messages`. Goes out: 401 before the body is read where no trusted token comes
with it, 400 for what is no activity, 503 while the server stops; else what the bot says.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import aiohttp
from aiohttp import web
from botbuilder.schema import Activity
from botframework.connector.auth import ServiceClientCredentialsFactory

from adapters.audience_settings import AudienceSettings
from adapters.links import open_links
from adapters.membership import open_membership
from adapters.service.desk import Desk
from adapters.settings import ServerSettings
from adapters.teams.askers import Askers, Groups
from adapters.teams.bot import Bot
from adapters.teams.door import Door
from adapters.teams.errors import Closing, KeysUnreachable, NotAnActivity, Refused, Unauthorised
from adapters.teams.invokes import Invokes
from adapters.teams.line import Line
from adapters.teams.replying import Addresses
from adapters.teams.settings import TeamsSettings
from adapters.teams.surface import TeamsSurface
from bot.memory.errors import MemoryProblem
from knowledge.settings import KnowledgeSettings

log = logging.getLogger(__name__)

ROUTE = "/api/messages"
LARGEST_BODY = 512 * 1024
"""Bytes of an activity: a long message comes as text and again as HTML."""

NOT_JSON = "application/json is needed"


def add(  # noqa: PLR0913  what is not given comes from the settings
    app: web.Application,
    desk: Desk,
    settings: TeamsSettings,
    links: Addresses | None = None,
    membership: Groups | None = None,
    *,
    credentials: ServiceClientCredentialsFactory | None = None,
) -> None:
    """Add the Teams surface; it is opened when the server starts, before the desk is.

    Raises:
        GroupsBroken: it cannot be told who is in which group.
    """
    audience = AudienceSettings()
    if membership is None and (audience.groups or audience.groups_file):
        membership = open_membership(audience)
    reader = links or open_links(
        ServerSettings().address, audience.links, KnowledgeSettings().data_dir
    )
    door: list[Callable[[web.Request], Any]] = []

    async def opened(_app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(trust_env=True) as session:
            entrance = Door(settings, session, credentials)
            line = Line(entrance)
            askers = Askers(desk, line, membership, settings.tenant_id)
            surface = TeamsSurface(desk, line, askers, reader)
            desk.open(surface)
            bot = Bot(surface, Invokes(surface), settings.tenant_id)
            door.append(lambda request: _take(request, entrance, line, bot))
            yield
            door.clear()

    async def messages(request: web.Request) -> web.Response:
        taken: web.Response = await door[0](request)
        return taken

    app.cleanup_ctx.append(opened)
    app.router.add_post(ROUTE, messages)


async def _take(request: web.Request, door: Door, line: Line, bot: Bot) -> web.Response:
    """The reply to one request."""
    try:
        # The token first: of a request without one, not a byte of the body is read.
        claims = await door.admit(request.headers.get("Authorization"))
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(reason=NOT_JSON)
        activity = _activity(await request.clone(client_max_size=LARGEST_BODY).read())
        result = await line.process_activity(door.vouch(claims, activity), activity, bot.on_turn)
    except Unauthorised as error:
        log.warning("a request to %s was refused: %s", ROUTE, error)
        raise web.HTTPUnauthorized(headers={"WWW-Authenticate": "Bearer"}) from error
    except NotAnActivity as error:
        raise web.HTTPBadRequest(reason="not an activity") from error
    except (KeysUnreachable, Closing, MemoryProblem) as error:
        log.warning("a request to %s was put off: %s", ROUTE, error)
        raise web.HTTPServiceUnavailable(headers={"Retry-After": "5"}) from error
    except Refused as error:
        # A sentence that could not be said is no reason for Teams to send the question again.
        log.warning("%s", error)
        return web.Response()
    if result is None or result.body is None:
        return web.Response(status=result.status if result else 200)
    return web.json_response(result.body, status=result.status)


def _activity(body: bytes) -> Activity:
    """The activity in a body.

    Raises:
        NotAnActivity: it is not JSON, or not of that form.
    """
    try:
        given = json.loads(body)
        kind = given["type"] if isinstance(given, Mapping) else None
        activity = Activity().deserialize(given) if isinstance(kind, str) else None
    except Exception as error:
        # msrest raises what it likes for fields of the wrong kind.
        raise NotAnActivity(type(error).__name__) from error
    if activity is None:
        raise NotAnActivity("no type")
    return activity
