"""The route of the owners' page, which opens with a token: in a header, or typed into a form.

The token is never in an address, where logs and histories would keep it. Nothing is stored in the
browser: the form is sent again for a newer page. Without a token in the settings there is no page.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta

from aiohttp import web
from pydantic import SecretStr

from adapters.web import wording
from adapters.web.guard import problem
from adapters.web.keys import DESK
from adapters.web.owners import owners_of
from adapters.web.settings import OwnersSettings
from adapters.web.templating import page
from adapters.web.visiting import look
from adapters.wording import REASONS
from bot.changes import changes, outdated
from bot.digest import how_often
from bot.gaps import gaps, in_words, look_back
from bot.guide import Guide
from bot.memory.model import Receipt, Vote
from bot.memory.opening import Memory

TOKEN = web.AppKey("TOKEN", SecretStr)

LOOK_BACK = timedelta(days=90)
"""How far back questions are shown."""

Receipts = tuple[Receipt, ...]
Votes = tuple[Vote, ...]


def add(app: web.Application, settings: OwnersSettings | None = None) -> None:
    """Add the routes."""
    token = (settings or OwnersSettings()).token
    if token:
        app[TOKEN] = token
    app.add_routes([web.get("/owners", owners), web.post("/owners", owners)])


async def owners(request: web.Request) -> web.Response:
    """The owners with their documents; a form that asks for the token where it is not given."""
    if TOKEN not in request.app:
        return problem(request, 404, wording.NOT_FOUND)
    given = await _given(request)
    if given is None:
        return page("owners.html", owners=None, refused="")
    if not _is_right(given, request.app[TOKEN]):
        reply = page("owners.html", owners=None, refused=wording.NOT_OPENED)
        reply.set_status(403)
        return reply
    reply = await _page(request)
    reply.headers["Cache-Control"] = "no-store"
    return reply


async def _page(request: web.Request) -> web.Response:
    """The page for whoever has the token."""
    now = datetime.now(UTC)
    library = await look(request, lambda guide: guide.library)

    def told(memory: Memory) -> tuple[Receipts, Votes, Receipts]:
        return *look_back(memory, now - LOOK_BACK), outdated(memory.receipts, library)

    receipts, votes, old = await request.app[DESK].remember(told)

    def laid_out(guide: Guide) -> web.Response:
        # Of the library that was looked back on, whatever is in force by now.
        open_questions, changed = gaps(receipts, votes, library), changes(old, library)
        return page(
            "owners.html",
            owners=owners_of(library, now.date(), open_questions, changed),
            slugs={document.path: document.slug for document in guide.library.documents},
            days=LOOK_BACK.days,
            reasons=dict(REASONS),
            topic_in_words=in_words,
            how_often=how_often,
            refused="",
        )

    return await look(request, laid_out)


async def _given(request: web.Request) -> str | None:
    """The token that came with a request; None if none did."""
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return bearer.strip()
    if request.method != "POST":
        return None
    return str((await request.post()).get("token", ""))


def _is_right(given: str, token: SecretStr) -> bool:
    """Whether a token is the one that is set, in a time that tells nothing of it."""
    return hmac.compare_digest(given.encode(), token.get_secret_value().encode())
