"""A question as a surface has understood it, and what came of it, as values."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.card import Card
from bot.model import Answer, Asker


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way through the desk.

    `asker.id` and `conversation` are named as `bot.memory.model` says; `asker.groups` come from
    `Membership`, never from whoever asks. `history` None takes the conversation's earlier turns
    from memory; an empty `asker.role` is taken from memory as well.
    """

    text: str
    asker: Asker
    conversation: str
    reference: str
    platform: str
    history: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered, and how it is laid out; its receipt is written under `reference`."""

    reference: str
    answer: Answer
    card: Card
