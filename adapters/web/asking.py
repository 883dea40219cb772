"""`POST /api/ask`: JSON to a `Question`, an `Answer` to the contract's JSON with its card."""

from __future__ import annotations

import time
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapters.card import lay_out
from adapters.live_guide import LiveGuide
from adapters.web import wording
from bot.model import Asker, Question

TURNS = 20
"""Earlier turns that are looked at, the latest ones."""


class Malformed(ValueError):
    """A request that is no question; its text says why in one sentence."""


class AskerGiven(BaseModel):
    """Who says to ask. Groups are not taken from here: they decide what may be read."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str = ""
    role: str = ""


class Asked(BaseModel):
    """The body of a request; keys that are not known are passed over."""

    model_config = ConfigDict(strict=True, frozen=True)

    question: str
    history: list[str] = Field(default_factory=list)
    asker: AskerGiven = Field(default_factory=AskerGiven)
    id: str = ""


def parse(body: bytes) -> Asked:
    """What a request's body asks.

    Raises:
        Malformed: it is not JSON, or not of that form.
    """
    try:
        return Asked.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise Malformed(wording.NO_JSON) from error
        field = ".".join(map(str, first["loc"])) or "the request"
        raise Malformed(wording.bad_field(field, first["msg"])) from error


def answer(asked: Asked, live: LiveGuide) -> dict[str, Any]:
    """The answer in the contract's form, with `card`; takes some milliseconds of a thread."""
    guide = live.current()
    began = time.perf_counter()
    given = guide.answer(
        Question(
            text=asked.question,
            history=tuple(asked.history[-TURNS:]),
            asker=Asker(id=asked.asker.id, role=asked.asker.role),
        )
    )
    latency_ms = round((time.perf_counter() - began) * 1e3, 1)
    card = lay_out(given, guide.library).as_json()
    name = {"id": asked.id} if asked.id else {}
    return name | given.as_json() | {"latency_ms": latency_ms, "card": card}
