"""Whoever opens a page: what they may see of the guide, read off the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from adapters.membership import groups_by_proxy
from adapters.web.keys import DESK, READERS
from bot.guide import Guide
from bot.model import Asker

T = TypeVar("T")


async def look(request: web.Request, see: Callable[[Guide], T], asker: Asker | None = None) -> T:
    """What `see` reads in the guide that the visitor, or `asker`, may see; it runs on a thread."""
    return await request.app[DESK].look(asker or visitor(request), see)


def visitor(request: web.Request) -> Asker:
    """Whoever sent a request, as far as a reverse proxy vouches for them; else nobody."""
    return Asker(groups=groups_by_proxy(request.app[READERS].settings, request.headers))


def holder(request: web.Request, slug: str) -> Asker:
    """Whoever holds the key in a request's address, if one is there, else the visitor.

    Raises:
        LinkRefused: the key does not open this document.
    """
    key = request.query.get("key", "")
    if not key:
        return visitor(request)
    return Asker(groups=request.app[READERS].links.opens(slug, key))
