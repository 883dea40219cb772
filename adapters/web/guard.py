"""What holds for every request: a reference, strict headers, and one sentence for any error."""

from __future__ import annotations

import logging

from aiohttp import web
from aiohttp.typedefs import Handler
from structlog.contextvars import bound_contextvars

from adapters import wording as shared
from adapters.service.logs import where
from adapters.settings import ServerSettings
from adapters.web import wording
from adapters.web.keys import REFERENCE
from adapters.web.templating import render
from bot.memory.errors import MemoryProblem
from bot.memory.model import new_reference

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
KEPT = ("Allow", "Retry-After")
"""Headers of an error that whoever asked can use."""

FOR_PROGRAMS = ("/api/", "/slack/")
SENTENCES = {
    404: wording.NOT_FOUND,
    405: wording.WRONG_METHOD,
    413: wording.TOO_LARGE,
    429: shared.LIMITED,
    503: shared.BUSY,
}


def add(app: web.Application, settings: ServerSettings) -> None:
    """Guard every route of an application, those included that others add."""
    headers = dict(HEADERS)
    if settings.public_url and settings.public_url.scheme == "https":
        headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"

    async def prepared(request: web.Request, reply: web.StreamResponse) -> None:
        reply.headers.update(headers)
        reply.headers.setdefault("Cache-Control", caching(request.path))

    app.on_response_prepare.append(prepared)
    app.middlewares.append(guarded)


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The reply of a handler, or one sentence in place of its error."""
    reference = request[REFERENCE] = new_reference()
    with bound_contextvars(reference=reference):
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            reply = problem(request, error.status, SENTENCES.get(error.status, error.reason))
            reply.headers.update({k: error.headers[k] for k in KEPT if k in error.headers})
            return reply
        except MemoryProblem as away:
            log.error("the database is away: %s", type(away).__name__)  # noqa: TRY400
            return problem(request, 503, wording.away(reference))
        except Exception as error:  # noqa: BLE001  whatever it is, its text may hold what was typed
            log.error("failed: %s", where(error))  # noqa: TRY400
            return problem(request, 500, wording.failed(reference))


def caching(path: str) -> str:
    """How long a reply may be kept: files for good, for their address changes with them."""
    if path.startswith("/static/"):
        return f"public, max-age={YEAR_S}, immutable"
    return "no-store" if path.startswith(FOR_PROGRAMS) else "private, no-cache"


def problem(request: web.Request, status: int, sentence: str) -> web.Response:
    """A sentence about what went wrong: JSON for programs, a page for people."""
    if request.path.startswith(FOR_PROGRAMS):
        return web.json_response({"error": sentence}, status=status)
    html = render("problem.html", status=status, sentence=sentence)
    return web.Response(text=html, content_type="text/html", status=status)
