"""The route by which documents are pushed: a zip archive in, an index soon after.

`POST /api/library` takes an archive and replies 202 once it is kept; `GET /api/library` tells what
became of it. Both need the token of the settings, which is looked at before anything else of a
request is; without a token in the settings there is no such route. What was pushed before goes.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import tempfile
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from adapters.syncing.errors import PushRefused
from adapters.syncing.shelf import UNFINISHED
from adapters.syncing.unpacking import unpack
from adapters.syncing.work import Syncing
from adapters.web import wording
from adapters.web.guard import problem

ROUTE = "/api/library"

LARGEST = 64 * 1024**2
"""Bytes of an archive."""

PATIENCE_S = 300.0
"""How long an archive may take to arrive."""

AGAIN_S = "10"


class Pushing:
    """The route's two handlers over what looks after the documents."""

    def __init__(self, syncing: Syncing, token: SecretStr) -> None:
        """Take what is woken by a push, and the token."""
        self._syncing = syncing
        self._token = token.get_secret_value().encode()
        self._receiving = asyncio.Lock()

    def add(self, app: web.Application) -> None:
        """Add the route."""
        app.add_routes([web.post(ROUTE, self.push), web.get(ROUTE, self.tell, allow_head=False)])

    async def push(self, request: web.Request) -> web.Response:
        """Keep the documents of an archive: 202, or a sentence that says why not."""
        if not self._opens(request):
            return _unauthorised(request)
        if (request.content_length or 0) > LARGEST:
            return problem(request, 413, wording.PUSH_TOO_LARGE)
        if self._receiving.locked():
            raise web.HTTPServiceUnavailable(headers={"Retry-After": AGAIN_S})
        shelf = self._syncing.rounds.shelf
        async with self._receiving:
            await asyncio.to_thread(shelf.folder.mkdir, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=shelf.folder, prefix=UNFINISHED) as file:
                archive = Path(file.name)
                try:
                    async with asyncio.timeout(PATIENCE_S):
                        name = await _receive(request, archive)
                except TimeoutError:
                    return problem(request, 408, wording.PUSH_TOO_SLOW)
                except PushRefused as refused:
                    return problem(request, 413, str(refused))
                try:
                    await asyncio.to_thread(shelf.put, name, lambda draft: _fill(archive, draft))
                except PushRefused as refused:
                    return problem(request, 413 if refused.too_large else 400, str(refused))
        self._syncing.wake()
        return web.json_response({"status": "accepted", "revision": name}, status=202)

    async def tell(self, request: web.Request) -> web.Response:
        """What became of the last push."""
        if not self._opens(request):
            return _unauthorised(request)
        held = await asyncio.to_thread(self._syncing.rounds.shelf.current)
        told = await asyncio.to_thread(self._syncing.rounds.status)
        return web.json_response({"revision": held.name if held else "", "last": told})

    def _opens(self, request: web.Request) -> bool:
        """Whether a request has the token, in a time that tells nothing of it."""
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        same = hmac.compare_digest(given.strip().encode(errors="surrogateescape"), self._token)
        return same and scheme.casefold() == "bearer"


async def _receive(request: web.Request, archive: Path) -> str:
    """Write a request's body to a file, a piece at a time; a name that stands for its content.

    Raises:
        PushRefused: it is larger than is taken.
    """
    digest, size = hashlib.sha256(), 0
    with archive.open("wb") as file:
        async for piece in request.content.iter_chunked(256 * 1024):
            size += len(piece)
            if size > LARGEST:
                raise PushRefused(f"more than {LARGEST // 1024**2} MB", too_large=True)
            digest.update(piece)
            await asyncio.to_thread(file.write, piece)
    return digest.hexdigest()[:32]


def _fill(archive: Path, folder: Path) -> None:
    """Unpack an archive into an empty folder."""
    unpack(archive, folder)


def _unauthorised(request: web.Request) -> web.Response:
    """Nothing of the request was looked at but the token."""
    reply = problem(request, 401, wording.UNAUTHORISED)
    reply.headers["WWW-Authenticate"] = "Bearer"
    return reply
