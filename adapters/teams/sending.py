"""How a connector puts a request on the wire: aiohttp on the loop, the token fetched off it.

Comes in: a request of botbuilder's connector. Goes out: its reply. botbuilder's own way is one of
six threads for each request and a blocking sign-in on the loop. Retries are not made here: the
policy that msrest would apply knows nothing of Teams' rates, see `line`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

import aiohttp
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPPolicy, AsyncHTTPSender, AsyncPipeline
from msrest.pipeline.universal import RawDeserializer
from typing_extensions import override
from yarl import URL

PATIENCE = aiohttp.ClientTimeout(total=30, connect=10)


class Credentials(Protocol):
    """What gives the bot's own token; blocks while it signs in."""

    microsoft_app_id: str

    def get_access_token(self) -> str:
        """The token, from its cache while it is good."""
        ...


class Reply:
    """A reply that is read whole, in the form that msrest reads."""

    def __init__(self, status: int, headers: dict[str, str], reason: str, content: bytes) -> None:
        """Take what came back."""
        self.status_code = status
        self.headers = headers
        self.reason = reason
        self._content = content
        self.context: Any = None

    def body(self) -> bytes:
        """The bytes."""
        return self._content

    def text(self, encoding: str = "utf-8") -> str:
        """The text."""
        return self._content.decode(encoding, "replace")

    def raise_for_status(self) -> None:
        """Nothing: the connector looks at the status itself."""


class AiohttpSender(AsyncHTTPSender):  # type: ignore[type-arg]
    """Sends on the event loop, over connections that are kept."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        """Take the session; whoever made it closes it."""
        self._session = session

    @override
    async def __aexit__(self, *_details: object) -> None:
        """Leave the session open."""

    @override
    async def send(self, request: Request[Any], **_config: Any) -> Response[Any, Any]:
        """The reply, whatever its status.

        Raises:
            aiohttp.ClientError, TimeoutError: there was none.
        """
        asked = request.http_request
        # The address is quoted already; quoted again, ids with `;messageid=` would name nothing.
        address = URL(asked.url, encoded=True)
        async with self._session.request(
            asked.method,
            address,
            headers=asked.headers,
            data=asked.data,
            timeout=PATIENCE,
            allow_redirects=False,
        ) as reply:
            content = await reply.read()
        headers = {name.lower(): value for name, value in reply.headers.items()}
        if "application/json" not in headers.get("content-type", ""):
            # An error page of a gateway must not hide the status behind a parsing error.
            headers["content-type"] = "application/json"
            content = b""
        return Response(request, Reply(reply.status, headers, reply.reason or "", content))


class Signed(AsyncHTTPPolicy):  # type: ignore[type-arg]
    """Puts the bot's token on each request."""

    def __init__(self, credentials: Credentials) -> None:
        """Take what gives the token."""
        super().__init__()
        self._credentials = credentials

    @override
    async def send(self, request: Request[Any], **config: Any) -> Response[Any, Any]:
        """Sign, and pass on."""
        if self._credentials.microsoft_app_id:
            token = await asyncio.to_thread(self._credentials.get_access_token)
            request.http_request.headers["Authorization"] = f"Bearer {token}"
        assert self.next is not None
        return await self.next.send(request, **config)


def pipeline(
    credentials: Credentials, session: aiohttp.ClientSession
) -> Callable[[object], AsyncPipeline[Any, Any]]:
    """What builds a connector's way out, as its constructor asks for it."""

    def build(_config: object) -> AsyncPipeline[Any, Any]:
        return AsyncPipeline([Signed(credentials), RawDeserializer()], AiohttpSender(session))

    return build
