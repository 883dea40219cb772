"""The keys with which the authority signs, fetched on the event loop without blocking it.

botbuilder fetches them with a blocking call, raises an `IndexError` for a key that it does not
know, and so learns of no new key until a day is over. It keeps them in a table by address; these
take that place.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor
from jwt.algorithms import RSAAlgorithm

from adapters.teams.errors import KeysUnreachable, Unauthorised

FRESH_S = 24 * 3600.0
RELEARN_S = 300.0
"""An unknown key may be a new one; forged ones must not make the server fetch at every request."""

PATIENCE = aiohttp.ClientTimeout(total=5)
CHANNEL = "msteams"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with the channels that it may speak for, in the form that botbuilder reads."""

    public_key: Any
    endorsements: list[str]


class SigningKeys:
    """The signing keys that a metadata document announces."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Fetch nothing yet."""
        self.url = url
        self._clock = clock
        self._keys: dict[str, dict[str, Any]] = {}
        self._fetched: float | None = None
        self._fetching = asyncio.Lock()

    def install(self) -> None:
        """Be the keys that botbuilder finds for this address."""
        JwtTokenExtractor.metadataCache[self.url] = self

    async def get(self, key_id: str | None) -> SigningKey:
        """The key of that id.

        Raises:
            Unauthorised: the authority has no such key, or not for Teams.
            KeysUnreachable: the authority does not answer.
        """
        if self._is_older_than(FRESH_S) or (
            key_id not in self._keys and self._is_older_than(RELEARN_S)
        ):
            await self._fetch(key_id)
        key = self._keys.get(key_id or "")
        if key is None:
            raise Unauthorised("the token is signed with an unknown key")
        endorsements = list(key.get("endorsements") or ())
        if CHANNEL not in endorsements:
            raise Unauthorised("the token's key is not endorsed for Teams")
        return SigningKey(RSAAlgorithm.from_jwk(json.dumps(key)), endorsements)

    def _is_older_than(self, seconds: float) -> bool:
        """Whether the keys were fetched longer ago, or never."""
        return self._fetched is None or self._clock() - self._fetched >= seconds

    async def _fetch(self, key_id: str | None) -> None:
        """Fetch the keys, once for all who wait; old ones serve on while there is no answer."""
        async with self._fetching:
            if key_id in self._keys and not self._is_older_than(FRESH_S):
                return
            if not self._is_older_than(RELEARN_S):
                return
            try:
                async with aiohttp.ClientSession(timeout=PATIENCE, trust_env=True) as session:
                    announced = await _json(session, self.url)
                    found = await _json(session, announced["jwks_uri"])
                self._keys = {key["kid"]: key for key in found["keys"] if "kid" in key}
                self._fetched = self._clock()
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
                if key_id not in self._keys:
                    raise KeysUnreachable(f"{type(error).__name__} from {self.url}") from error


async def _json(session: aiohttp.ClientSession, url: str) -> Any:
    """What stands at an address."""
    async with session.get(url) as reply:
        reply.raise_for_status()
        return await reply.json(content_type=None)
