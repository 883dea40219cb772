"""One line for each request, with nothing in it that somebody typed."""

from __future__ import annotations

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from typing_extensions import override


class AccessLog(AbstractAccessLogger):
    """Method, path without its query, status and milliseconds."""

    @override
    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Write the line of one request; `time` is in seconds."""
        self.logger.info(
            "%s %s %d %.1f ms",
            request.method,
            request.rel_url.raw_path,
            response.status,
            time * 1e3,
        )
