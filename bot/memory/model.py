"""What the service remembers, as values: events, receipts, votes. No database is known here.

All times are aware datetimes in UTC. An asker is named `slack:T123:U456`, `teams:<object id>` or
`web:…`, a conversation `slack:T:C:thread_ts` or `teams:<conversation id>`; nothing here takes
those names apart.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.model import Status


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a chat platform sent and that is to be answered, once.

    `platform` and `id` are the same for every retry of one event. `payload` is JSON for the adapter
    alone; it is dropped when the event is done. `reference` is eight hex digits by which people,
    logs and receipts name it. `sending` says that its answer may be on the wire already.
    """

    platform: str
    id: str
    payload: str
    reference: str
    sending: bool = False


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause that an answer rested on: `quote` stood at `[start:end]` of that revision's text."""

    document: str
    revision: str
    section: tuple[str, ...]
    start: int
    end: int
    quote: str
    role: str
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was answered, to whom, from which clauses at which revision.

    `roles` are the titles of the roles that the question was about, as far as they are known,
    `owners` whoever answers for the documents that were looked at. `citations` are in the answer's
    order; an answer without any has none.
    """

    reference: str
    platform: str
    conversation: str
    asker: str
    question: str
    status: Status
    roles: tuple[str, ...]
    at: datetime
    generator: str = "extractive"
    citations: tuple[CitedClause, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """Whether an answer helped its reader; `reason` is their own words, or empty."""

    reference: str
    asker: str
    up: bool
    reason: str
    at: datetime


def new_reference() -> str:
    """Eight random hex digits; among ten thousand events, two meet once in ninety times.

    An inbox takes no reference twice, see `Inbox.put`.
    """
    return secrets.token_hex(4)
