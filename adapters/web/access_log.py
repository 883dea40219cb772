"""One line for each request, with nothing in it that somebody typed."""

from __future__ import annotations

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from typing_extensions import override

from adapters.web.keys import REFERENCE

NOWHERE = "-"
"""In place of an address that leads nowhere: it may be anything."""


class AccessLog(AbstractAccessLogger):
    """Method, route, status and milliseconds; a route is an address without what is filled in."""

    @override
    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Write the line of one request; `time` is in seconds."""
        self.logger.info(
            "%s %s %d %.1f ms",
            request.method if request.method.isalpha() else NOWHERE,
            _route(request),
            response.status,
            time * 1e3,
            extra={"reference": request.get(REFERENCE, NOWHERE)},
        )


def _route(request: web.BaseRequest) -> str:
    """The route that took a request."""
    resource = request.match_info.route.resource if isinstance(request, web.Request) else None
    return resource.canonical if resource else NOWHERE
