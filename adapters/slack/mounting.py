"""Puts the Slack app together: the only place that knows all of its parts.

Comes in: the server's application, its desk and the settings. Goes out: routes for what is set up,
a surface for the desk, and a connection where Socket Mode is. Nothing is called before the server
starts, and a Slack that cannot be reached keeps it from nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import AsyncIterator
from typing import Any, cast

from aiohttp import ClientError, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from typing_extensions import override

from adapters.links import Links
from adapters.service.desk import Desk
from adapters.service.logs import where
from adapters.settings import ServerSettings
from adapters.slack import views
from adapters.slack.door import Intake, checked
from adapters.slack.errors import NotInstalled
from adapters.slack.heard import COMPARING
from adapters.slack.installations import Installations, States
from adapters.slack.layout import FEEDBACK, PASSAGES, SHARE
from adapters.slack.people import Membership, People
from adapters.slack.pressing import Pressing
from adapters.slack.settings import SlackSettings, secret
from adapters.slack.surface import SlackSurface
from adapters.slack.welcoming import Welcoming
from adapters.slack.workspaces import Workspaces, quiet

log = logging.getLogger("remit.slack")

EVENTS, INSTALL, INSTALLED = "/slack/events", "/slack/install", "/slack/oauth_redirect"
SCOPES = (
    "app_mentions:read assistant:write channels:history chat:write commands groups:history"
    " im:history im:read im:write links:read links:write mpim:history team:read usergroups:read"
    " users:read users:read.email"
).split()
"""What the app may do; `deploy/slack-manifest.yaml` asks for the same."""

FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
"""Between two attempts to connect in Socket Mode."""


def add(
    app: web.Application,
    desk: Desk,
    settings: SlackSettings,
    links: Links,
    membership: Membership,
) -> None:
    """Add Slack to an application; `settings.listens` must hold.

    Raises:
        StoreKeyWrong: the tokens of many workspaces cannot be kept.
    """
    store = None
    if settings.many_workspaces and not settings.one_workspace:
        store = Installations(desk.remember, secret(settings.store_key))
    workspaces = Workspaces(settings, store)
    people = People(membership)
    surface = SlackSurface(desk, workspaces, people, links, streams=settings.stream)
    intake = Intake(desk, workspaces)
    bolt = make_bolt(workspaces, intake)
    pressing = Pressing(desk, workspaces, surface, intake, links)
    listen(bolt, pressing, Welcoming(desk, workspaces, surface, links))
    desk.open(surface)
    if secret(settings.signing_secret):
        app.router.add_post(EVENTS, checked(bolt, secret(settings.signing_secret)))
    if store:
        _add_installing(app, settings, workspaces, store)

    async def running(_app: web.Application) -> AsyncIterator[None]:
        workspaces.open()
        connecting = None
        if secret(settings.app_token):
            connecting = asyncio.create_task(_connected(bolt, workspaces, settings))
        yield
        if connecting:
            connecting.cancel()
            await asyncio.gather(connecting, return_exceptions=True)
        await intake.close()
        await workspaces.close()

    app.cleanup_ctx.append(running)


def make_bolt(workspaces: Workspaces, intake: Intake) -> AsyncApp:
    """Bolt's app: it parses, finds the listener and acknowledges. Signatures are checked before."""

    async def failed(error: Exception) -> None:
        log.error("a listener failed: %s", where(error))

    bolt = AsyncApp(
        name="remit",
        logger=quiet,
        client=workspaces.client(),
        authorize=cast(Any, _Authorize(workspaces)),  # takes what `authorize` gives
        before_authorize=intake.__call__,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    bolt.error(failed)
    return bolt


class _Authorize(AsyncAuthorize):
    """Gives bolt the token of a workspace without asking Slack each time."""

    def __init__(self, workspaces: Workspaces) -> None:
        """Take the workspaces."""
        self._workspaces = workspaces

    @override
    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_others: Any
    ) -> AuthorizeResult | None:
        """The workspace's bot; None where it cannot be told, and bolt then does nothing."""
        try:
            workspace = await self._workspaces.of(team_id or "", enterprise_id or "")
        except (NotInstalled, SlackApiError, ClientError, TimeoutError) as error:
            log.warning("not authorised: %s", where(error))
            return None
        return workspace.authorized()


def listen(bolt: AsyncApp, pressing: Pressing, welcoming: Welcoming) -> None:
    """Name the listener of each thing that is no question."""
    bolt.action(PASSAGES)(pressing.passages)
    bolt.action(_named(views.IN_SECTION))(pressing.section)
    bolt.action(SHARE)(pressing.share)
    bolt.action(FEEDBACK)(pressing.vote)
    bolt.action(views.OWN_ROLE)(welcoming.own_role)
    bolt.action(views.COMPARE)(pressing.open_compare)
    bolt.view(views.WHY)(pressing.reason)
    bolt.view(COMPARING)(pressing.compare)
    for name in (views.FIRST, views.SECOND, views.OWN_ROLE):
        bolt.options(name)(pressing.roles)
    bolt.command("/remit")(pressing.open_compare)
    bolt.event("app_home_opened")(welcoming.home_opened)
    bolt.event("assistant_thread_started")(welcoming.thread_started)
    bolt.event("link_shared")(welcoming.linked)


def _named(name: str) -> re.Pattern[str]:
    """The names of several buttons of one kind: a colon and a number tell them apart."""
    return re.compile(rf"^{name}(?::.*)?$")


def _add_installing(
    app: web.Application, settings: SlackSettings, workspaces: Workspaces, store: Installations
) -> None:
    """The pages by which a workspace installs the app."""
    flow = AsyncOAuthFlow(
        client=workspaces.client(),
        logger=quiet,
        settings=AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=secret(settings.client_secret),
            scopes=SCOPES,
            user_scopes=[],
            redirect_uri=f"{ServerSettings().address}{INSTALLED}",
            install_path=INSTALL,
            install_page_rendering_enabled=False,
            redirect_uri_path=INSTALLED,
            installation_store=store,
            state_store=States(secret(settings.client_secret)),
            logger=quiet,
        ),
    )

    async def install(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(
            await flow.handle_installation(await to_bolt_request(request))
        )

    async def installed(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

    app.add_routes([web.get(INSTALL, install), web.get(INSTALLED, installed)])


async def _connected(bolt: AsyncApp, workspaces: Workspaces, settings: SlackSettings) -> None:
    """Hold a connection to Slack; the SDK renews it, and what it cannot is tried again."""
    handler = AsyncSocketModeHandler(
        bolt, secret(settings.app_token), logger=quiet, web_client=workspaces.client()
    )
    wait = FIRST_WAIT_S
    try:
        while True:
            try:
                await handler.connect_async()  # type: ignore[no-untyped-call]
                break
            except (SlackApiError, ClientError, TimeoutError, OSError) as error:
                log.warning("no connection to Slack yet: %s", where(error))
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT_S)
        log.info("connected to Slack")
        await asyncio.Event().wait()
    finally:
        with contextlib.suppress(ClientError, OSError):
            await handler.close_async()  # type: ignore[no-untyped-call]
