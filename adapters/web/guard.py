"""What holds for every request: security headers, and errors that tell nothing but a sentence."""

from __future__ import annotations

import logging
import secrets
import traceback

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.settings import ServerSettings
from adapters.web import wording
from adapters.web.templating import render

log = logging.getLogger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Server": "Remit",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
YEAR_S = 365 * 24 * 3600
SENTENCES = {
    404: wording.NOT_FOUND,
    405: wording.WRONG_METHOD,
    413: wording.TOO_LARGE,
}


def guard(settings: ServerSettings) -> Middleware:
    """The middleware for a server with these settings."""
    headers = dict(HEADERS)
    if settings.public_url and settings.public_url.scheme == "https":
        headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            reply = await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            reply = problem(request, error.status, SENTENCES.get(error.status, error.reason))
            if isinstance(error, web.HTTPMethodNotAllowed):
                reply.headers["Allow"] = error.headers["Allow"]
        except Exception as error:  # noqa: BLE001  whatever it is, its text may hold what was typed
            reference = secrets.token_hex(4)
            log.error("%s: %s", reference, where(error))  # noqa: TRY400
            reply = problem(request, 500, wording.failed(reference))
        reply.headers.update(headers)
        if "Cache-Control" not in reply.headers:
            reply.headers["Cache-Control"] = caching(request.path)
        return reply

    return guarded


def caching(path: str) -> str:
    """How long a reply may be kept: files for good, for their address changes with them."""
    if path.startswith("/static/"):
        return f"public, max-age={YEAR_S}, immutable"
    return "no-store" if path.startswith("/api/") else "private, no-cache"


def problem(request: web.Request, status: int, sentence: str) -> web.Response:
    """A sentence about what went wrong: JSON for programs, a page for people."""
    if request.path.startswith("/api/"):
        return web.json_response({"error": sentence}, status=status)
    html = render("problem.html", status=status, sentence=sentence)
    return web.Response(text=html, content_type="text/html", status=status)


def where(error: BaseException) -> str:
    """An error's kind and the places it came through, without its text."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " > ".join(f"{frame.filename}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}"
