"""Where many workspaces' tokens are kept: encrypted, in the service's memory.

Comes in: what Slack gives when somebody installs the app. Goes out: the same, for bolt's OAuth flow
and for `Workspaces`. The memory sees ciphertext alone; Fernet encrypts and authenticates it.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from itsdangerous import BadSignature, URLSafeTimedSerializer
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from typing_extensions import override

from adapters.slack.errors import StoreKeyWrong
from bot.memory.model import new_reference
from bot.memory.opening import Memory

PLATFORM = "slack"
STATE_S = 600
"""How long somebody may take between `install` and coming back from Slack."""


class Remember(Protocol):
    """Does something with the memory, off the event loop; see `Desk.remember`."""

    def __call__(self, work: Callable[[Memory], Any], /) -> Awaitable[Any]:
        """What `work` returns."""
        ...


class Installations(AsyncInstallationStore):
    """One bot for each workspace, or for each organisation that installed the app as a whole."""

    def __init__(self, remember: Remember, key: str) -> None:
        """Take the keys, the current one first.

        Raises:
            StoreKeyWrong: one of them is no key.
        """
        try:
            keys = [Fernet(part.strip()) for part in key.split(",") if part.strip()]
        except ValueError as error:
            raise StoreKeyWrong from error
        if not keys:
            raise StoreKeyWrong
        self._cipher = MultiFernet(keys)
        self._remember = remember

    @override
    async def async_save(self, installation: Installation) -> None:
        """Keep the bot of an installation; what it says of people is not needed."""
        await self.async_save_bot(installation.to_bot())

    @override
    async def async_save_bot(self, bot: Bot) -> None:
        """Keep a bot."""
        plain = json.dumps(bot.to_dict_for_copying(), default=str)
        sealed = self._cipher.encrypt(plain.encode())
        key = (bot.enterprise_id if bot.is_enterprise_install else bot.team_id) or ""
        await self._remember(lambda memory: memory.installations.put(PLATFORM, key, sealed))

    @override
    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """The bot of a workspace, else of its whole organisation; None if neither has one."""
        for key in (enterprise_id, team_id) if is_enterprise_install else (team_id, enterprise_id):
            sealed = await self._remember(partial(_sealed, key or ""))
            if sealed is not None:
                return self._bot(sealed)
        return None

    @override
    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """None: people's own tokens are not asked for."""
        return None

    @override
    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Drop the bot of a workspace, or of an organisation."""
        key = team_id or enterprise_id or ""
        await self._remember(lambda memory: memory.installations.remove(PLATFORM, key))

    @override
    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing is kept of people."""

    def _bot(self, sealed: bytes) -> Bot | None:
        """A bot as it was kept; None if its key is no longer known."""
        try:
            return Bot(**json.loads(self._cipher.decrypt(sealed)))
        except InvalidToken:
            return None


class States(AsyncOAuthStateStore):
    """The `state` of an installation: signed and soon over, so that nothing has to be kept.

    That it comes back in the browser that it was given to, bolt checks by a cookie.
    """

    def __init__(self, secret: str) -> None:
        """Sign with a secret that Slack's app has anyway."""
        self._signer = URLSafeTimedSerializer(secret, salt="slack-install")

    @override
    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """A new state."""
        return self._signer.dumps(new_reference())

    @override
    async def async_consume(self, state: str) -> bool:
        """Whether a state is one of these, and not too old."""
        try:
            self._signer.loads(state or "", max_age=STATE_S)
        except BadSignature:
            return False
        return True


def _sealed(key: str, memory: Memory) -> bytes | None:
    """What is kept under a key; None if nothing is."""
    return memory.installations.get(PLATFORM, key)
