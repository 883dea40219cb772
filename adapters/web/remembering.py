"""What the browser tells besides questions: whether an answer helped, and to be forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from adapters.web import asking, wording
from adapters.web.guard import problem
from adapters.web.keys import DESK
from bot.memory.model import Vote
from bot.memory.opening import Memory


class VoteGiven(BaseModel):
    """The body of `POST /api/feedback`."""

    model_config = ConfigDict(strict=True, frozen=True)

    reference: str = Field(pattern=r"^[0-9a-f]{8}$")
    up: bool
    reason: str = Field(default="", max_length=2000)
    asker: asking.AskerGiven = Field(default_factory=asking.AskerGiven)


class LeaverGiven(BaseModel):
    """The body of `POST /api/forget`."""

    model_config = ConfigDict(strict=True, frozen=True)

    asker: asking.AskerGiven


def add(app: web.Application) -> None:
    """Add the routes."""
    app.add_routes([web.post("/api/feedback", feedback), web.post("/api/forget", forget)])


async def feedback(request: web.Request) -> web.Response:
    """Keep a vote on an answer of this asker; 404 for an answer of somebody else, or of nobody."""
    try:
        given = asking.parse_as(VoteGiven, await request.read())
    except asking.Malformed as error:
        return problem(request, 400, str(error))
    asker = asking.asker_of(given.asker).id

    def keep(memory: Memory) -> bool:
        receipt = memory.receipts.get(given.reference)
        if receipt is None or (receipt.platform, receipt.asker) != (asking.PLATFORM, asker):
            return False
        now = datetime.now(UTC)
        return memory.feedback.add(Vote(given.reference, asker, given.up, given.reason, now))

    if await request.app[DESK].remember(keep):
        return web.json_response({"status": "kept"})
    return problem(request, 404, wording.NO_ANSWER)


async def forget(request: web.Request) -> web.Response:
    """Drop everything of this asker."""
    try:
        given = asking.parse_as(LeaverGiven, await request.read())
    except asking.Malformed as error:
        return problem(request, 400, str(error))
    asker = asking.asker_of(given.asker).id
    if asker:
        await request.app[DESK].remember(lambda memory: memory.forget(asker))
    return web.json_response({"status": "forgotten"})
