"""The workspaces that have the app: for each a client with its token.

Comes in: a workspace's id. Goes out: a `Workspace`. One workspace has its token from the settings,
many have theirs from the installation store. It never keeps a token on disk itself.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import NotInstalled
from adapters.slack.installations import Installations
from adapters.slack.settings import SlackSettings, secret

log = logging.getLogger("remit.slack")
quiet = logging.getLogger("remit.slack.sdk")
quiet.setLevel(logging.WARNING)
"""The SDK's own log writes bodies of requests, which hold what people asked, below this."""

FRESH_S = 60.0
"""How long a token is used before the store is asked again, where another replica may change it."""

PATIENCE = 4
"""How often a call that came too soon is sent again, each time after as long as Slack says."""

ROTATE_BEFORE_MIN = 120
TIMEOUT_S = 30
AT_ONCE = 100
"""Connections to Slack at once."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace with the app: its client, and the bot's own ids in it."""

    client: AsyncWebClient
    team: str
    bot_user: str
    bot: str
    enterprise: str = ""

    def authorized(self) -> AuthorizeResult:
        """The same as bolt wants it."""
        return AuthorizeResult(
            enterprise_id=None,
            team_id=self.team,
            bot_id=self.bot,
            bot_user_id=self.bot_user,
            bot_token=self.client.token,
        )


class Workspaces:
    """Clients by workspace; used on the event loop alone."""

    def __init__(self, settings: SlackSettings, store: Installations | None) -> None:
        """Hold what clients are made of; no call is made before the first `of`."""
        self._settings = settings
        self._store = store
        self._session: ClientSession | None = None
        self._found: dict[str, tuple[float, Workspace]] = {}
        self._finding = asyncio.Lock()

    def open(self) -> None:
        """Begin to keep connections; called on the running loop."""
        self._session = ClientSession(
            connector=TCPConnector(limit=AT_ONCE), timeout=ClientTimeout(total=TIMEOUT_S)
        )

    async def close(self) -> None:
        """End them."""
        if self._session:
            await self._session.close()

    def client(self, token: str | None = None) -> AsyncWebClient:
        """A client; without a token for what needs none.

        Calls that came too soon are repeated when Slack says. Those that broke off are not: they
        may have arrived.
        """
        patient: list[AsyncRetryHandler] = [AsyncRateLimitErrorRetryHandler(PATIENCE)]
        return AsyncWebClient(
            token=token,
            base_url=str(self._settings.api_url),
            timeout=TIMEOUT_S,
            session=self._session,
            retry_handlers=patient,
            logger=quiet,
        )

    async def of(self, team: str, enterprise: str = "") -> Workspace:
        """The workspace of an id.

        Raises:
            NotInstalled: it does not have the app, or no longer.
            SlackApiError: Slack refuses the token.
        """
        key = "" if self._store is None else team
        at, workspace = self._found.get(key, (0.0, None))
        if workspace and (self._store is None or time.monotonic() - at < FRESH_S):
            return workspace
        async with self._finding:
            at, workspace = self._found.get(key, (0.0, None))
            if workspace is None or (self._store and time.monotonic() - at >= FRESH_S):
                workspace = await self._find(team, enterprise)
                self._found[key] = (time.monotonic(), workspace)
        return workspace

    async def forget(self, team: str, enterprise: str = "") -> None:
        """The app was removed from a workspace, or its token revoked."""
        self._found.clear()
        if self._store:
            await self._store.async_delete_all(enterprise_id=enterprise or None, team_id=team)
        log.warning("Slack has revoked the app's token of a workspace")

    async def _find(self, team: str, enterprise: str) -> Workspace:
        """The workspace as the settings or the store have it."""
        if self._store is None:
            client = self.client(secret(self._settings.bot_token))
            own = await client.auth_test()
            return Workspace(
                client,
                team=own["team_id"],
                bot_user=own["user_id"],
                bot=own.get("bot_id") or "",
                enterprise=own.get("enterprise_id") or "",
            )
        bot = await self._store.async_find_bot(
            enterprise_id=enterprise or None, team_id=team, is_enterprise_install=False
        )
        if bot is None:
            raise NotInstalled(team)
        bot = await self._rotated(bot, self._store)
        client = self.client(bot.bot_token)
        return Workspace(client, team, bot.bot_user_id, bot.bot_id, bot.enterprise_id or "")

    async def _rotated(self, bot: Bot, store: Installations) -> Bot:
        """The bot with a token that is still good for a while."""
        if bot.bot_refresh_token is None:
            return bot
        rotator = AsyncTokenRotator(
            client_id=self._settings.client_id,
            client_secret=secret(self._settings.client_secret),
            client=self.client(),
        )
        try:
            fresh = await rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=ROTATE_BEFORE_MIN
            )
        except SlackTokenRotationError as error:
            raise NotInstalled(bot.team_id or "") from error
        if fresh is None:
            return bot
        await store.async_save_bot(fresh)
        return fresh
