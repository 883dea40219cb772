"""Events, receipts and votes with nothing in them that a test does not ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.memory.model import CitedClause, Event, Receipt, Vote
from bot.model import Status

NOON = datetime(2030, 5, 4, 12, tzinfo=UTC)
ANN, BEN = "slack:T1:UANN", "slack:T1:UBEN"
THREAD = "slack:T1:C1:1.5"


def event(number: int, *, platform: str = "slack", payload: str = '{"text": "Who?"}') -> Event:
    """The event of a number, with its reference."""
    return Event(platform, f"Ev{number}", payload, f"{number:08x}")


def clause(document: str = "pilot.md", revision: str = "r1", quote: str = "Sail.") -> CitedClause:
    """A clause of a document at a revision."""
    return CitedClause(document, revision, ("Pilot", "Duties"), 10, 15, quote, "Pilot")


def receipt(
    number: int,
    *,
    asker: str = ANN,
    question: str = "What does a pilot do?",
    status: Status = Status.ANSWERED,
    minutes: float = 0,
    citations: tuple[CitedClause, ...] = (),
    roles: tuple[str, ...] = ("Pilot",),
    owners: tuple[str, ...] = ("Harbour Office",),
    conversation: str = THREAD,
) -> Receipt:
    """The receipt of a number, some minutes after noon."""
    return Receipt(
        reference=f"{number:08x}",
        platform="slack",
        conversation=conversation,
        asker=asker,
        question=question,
        status=status,
        roles=roles,
        at=NOON + timedelta(minutes=minutes),
        citations=citations,
        owners=owners,
    )


def vote(
    number: int, *, asker: str = ANN, up: bool = False, reason: str = "", minutes: float = 0
) -> Vote:
    """An asker's vote on the answer of a number."""
    return Vote(f"{number:08x}", asker, up, reason, NOON + timedelta(minutes=minutes))
