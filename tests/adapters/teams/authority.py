"""A signing authority on this machine: announces its keys as Bot Framework does, and signs."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
APP_ID = "00000000-1111-2222-3333-444444444444"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"


def new_key() -> rsa.RSAPrivateKey:
    """A key of the kind that the authority signs with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


TRUSTED = new_key()
FORGED = new_key()


@dataclass(slots=True)
class Authority:
    """Serves the metadata and the keys; `fetched` counts how often the keys were asked for."""

    address: str = ""
    keys: dict[str, tuple[rsa.RSAPrivateKey, list[str]]] = field(
        default_factory=lambda: {"k1": (TRUSTED, ["msteams", "webchat"])}
    )
    fetched: int = 0
    down: bool = False

    @property
    def metadata_url(self) -> str:
        """Where the keys are announced."""
        return f"{self.address}/v1/.well-known/openidconfiguration"

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._keys)
        return app

    async def _metadata(self, _request: web.Request) -> web.Response:
        if self.down:
            raise web.HTTPServiceUnavailable
        return web.json_response(
            {"issuer": ISSUER, "jwks_uri": f"{self.address}/v1/.well-known/keys"}
        )

    async def _keys(self, _request: web.Request) -> web.Response:
        self.fetched += 1
        keys = []
        for name, (key, endorsements) in self.keys.items():
            public = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
            keys.append(public | {"kid": name, "endorsements": endorsements})
        return web.json_response({"keys": keys})


def token(
    service_url: str,
    *,
    key: rsa.RSAPrivateKey = TRUSTED,
    kid: str | None = "k1",
    alg: str = "RS256",
    **claims: Any,
) -> str:
    """A token as Teams sends it; a claim that is None is left out."""
    now = int(time.time())
    given: dict[str, Any] = {
        "iss": ISSUER,
        "aud": APP_ID,
        "serviceurl": service_url,
        "nbf": now - 60,
        "exp": now + 3600,
    }
    given = {name: value for name, value in (given | claims).items() if value is not None}
    headers = {"kid": kid} if kid else {}
    if alg == "none":
        return jwt.encode(given, "", algorithm="none", headers=headers)
    if alg == "HS256":
        return jwt.encode(given, "x" * 40, algorithm="HS256", headers=headers)
    return jwt.encode(given, key, algorithm=alg, headers=headers)
