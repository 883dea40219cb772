"""Questions from the web: JSON to a question for the desk, what it tells to the contract's JSON.

An asker and a conversation are whatever the browser made up and keeps; only their digests are
stored, so nobody who reads the database can speak for them.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import replace
from hashlib import sha256
from typing import Any, NoReturn, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapters.service.asked import Asked, Told
from adapters.service.desk import Reception
from adapters.web import wording
from adapters.web.keys import DESK, REFERENCE
from adapters.web.visiting import visitor
from bot.model import Asker

PLATFORM = "web"

TURNS = 20
"""Earlier turns that are taken, the latest ones."""

LONGEST_NAME = 200
"""Characters of what a browser calls itself, its conversation or its role."""

SOON_S = 10
"""When to try again where too many ask."""


class Malformed(ValueError):
    """A request that is not as it should be; its text says why in one sentence."""


class AskerGiven(BaseModel):
    """Who says to ask. Groups are not taken from here: they decide what may be read."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str = Field(default="", max_length=LONGEST_NAME)
    role: str = Field(default="", max_length=LONGEST_NAME)


class Body(BaseModel):
    """The body of a question; keys that are not known are passed over."""

    model_config = ConfigDict(strict=True, frozen=True)

    question: str
    history: list[str] = Field(default_factory=list)
    conversation: str = Field(default="", max_length=LONGEST_NAME)
    asker: AskerGiven = Field(default_factory=AskerGiven)
    id: str = ""


Given = TypeVar("Given", bound=BaseModel)


def parse_as(form: type[Given], body: bytes) -> Given:
    """What a request's body says.

    Raises:
        Malformed: it is not JSON, or not of that form.
    """
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise Malformed(wording.NO_JSON) from error
        field = ".".join(map(str, first["loc"])) or "the request"
        raise Malformed(wording.bad_field(field, first["msg"])) from error


def parse(body: bytes) -> Body:
    """What a request's body asks.

    Raises:
        Malformed: it is not JSON, or not of that form.
    """
    return parse_as(Body, body)


async def answer(request: web.Request, body: Body) -> dict[str, Any]:
    """The answer in the contract's form, with `reference` and `card`.

    Raises:
        web.HTTPException: it cannot be answered now, see `tell`.
        MemoryProblem: the database is away.
    """
    began = time.perf_counter()
    told = await tell(request, body)
    latency_ms = round((time.perf_counter() - began) * 1e3, 1)
    name = {"id": body.id} if body.id else {}
    return (
        name
        | told.answer.as_json()
        | {
            "latency_ms": latency_ms,
            "reference": told.reference,
            "card": told.card.as_json(),
        }
    )


async def tell(request: web.Request, body: Body) -> Told:
    """What the desk tells whoever sent a request.

    Where it gives earlier turns, those are its history, else what its conversation remembers.

    Raises:
        web.HTTPTooManyRequests: this asker asks too fast.
        web.HTTPServiceUnavailable: too many wait, or the server is stopping.
        MemoryProblem: the database is away.
    """
    desk = request.app[DESK]
    reception = desk.admit(_peer(request))
    if reception is not Reception.NEW:
        _refuse(reception)
    history = None if body.conversation and not body.history else tuple(body.history[-TURNS:])
    return await desk.ask(
        Asked(
            text=body.question,
            asker=replace(asker_of(body.asker), groups=visitor(request).groups),
            conversation=_named(body.conversation),
            reference=request[REFERENCE],
            platform=PLATFORM,
            history=history,
        )
    )


def asker_of(given: AskerGiven) -> Asker:
    """The asker that a request stands for; one without a name is nobody who could come back."""
    return Asker(id=_named(given.id), role=given.role)


def _named(secret: str) -> str:
    """The name under which something that a browser keeps is stored; empty for nothing."""
    return f"{PLATFORM}:{sha256(secret.encode()).hexdigest()[:32]}" if secret else ""


def _peer(request: web.Request) -> str:
    """The address that asks, for the limit; empty for this machine itself.

    A reverse proxy on this machine adds the address that it was asked from.
    """
    peer = request.remote or ""
    if not _is_here(peer):
        return peer
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return "" if _is_here(forwarded) else forwarded[:64]


def _is_here(address: str) -> bool:
    """Whether an address is this machine's own, or none at all."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return not address


def _refuse(reception: Reception) -> NoReturn:
    """Say that a question is not taken now."""
    headers = {"Retry-After": str(SOON_S)}
    if reception is Reception.LIMITED:
        raise web.HTTPTooManyRequests(headers=headers)
    raise web.HTTPServiceUnavailable(headers=headers)
