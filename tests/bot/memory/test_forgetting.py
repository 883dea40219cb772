"""What people ask to have forgotten, and what has grown old, is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.memory.opening import Memory, open_memory
from bot.memory.tables import metadata
from tests.bot.memory.builders import ANN, BEN, NOON, THREAD, clause, event, receipt, vote

LATER = timedelta(days=30)


def fill(memory: Memory) -> None:
    """Ann asks, Ben asks; each votes on the other's answer, and each has a role."""
    for number, asker in ((1, ANN), (2, BEN)):
        arrived = event(number, payload=f'{{"user": "{asker}"}}')
        memory.inbox.put(arrived, "one", 60)
        memory.conversations.add(THREAD, asker, f"{asker} asks", NOON)
        memory.receipts.add(receipt(number, asker=asker, citations=(clause(),)))
        memory.profiles.set_role(asker, "Pilot")
        memory.inbox.done(arrived.reference)
    memory.feedback.add(vote(1, asker=BEN, reason="Ben's reason"))
    memory.feedback.add(vote(2, asker=ANN, reason="Ann's reason"))


def everything(memory: Memory) -> str:
    """All rows of all tables."""
    with memory.database.reading() as connection:
        tables = metadata.sorted_tables
        return "\n".join(str(row) for table in tables for row in connection.execute(select(table)))


def test_nothing_is_left_of_an_asker_who_wants_to_be_forgotten(memory: Memory) -> None:
    """In no table and no column: turns, receipts, votes, role, and payloads of events."""
    fill(memory)
    assert ANN in everything(memory)
    memory.forget(ANN)

    left = everything(memory)
    assert ANN not in left
    assert "Ann's reason" not in left


def test_others_are_remembered_as_before(memory: Memory) -> None:
    """All but the votes that hung on the forgotten asker's answers."""
    fill(memory)
    memory.forget(ANN)

    assert memory.conversations.turns(THREAD, last=9) == (f"{BEN} asks",)
    assert memory.receipts.since(NOON) == (receipt(2, asker=BEN, citations=(clause(),)),)
    assert memory.profiles.role_of(BEN) == "Pilot"
    assert memory.feedback.since(NOON) == ()


def test_a_forgotten_asker_is_not_a_seen_event(memory: Memory) -> None:
    """That an event was answered stays known, or its retry would be answered again."""
    fill(memory)
    memory.forget(ANN)

    assert not memory.inbox.put(event(1), "one", 60)


def test_what_is_old_expires_and_what_is_new_stays(memory: Memory) -> None:
    """A vote goes with its receipt."""
    fill(memory)
    memory.conversations.add(THREAD, ANN, "new", NOON + LATER)
    newer = receipt(3, minutes=LATER.total_seconds() / 60)
    memory.receipts.add(newer)

    assert memory.expire(NOON + timedelta(minutes=1)) >= 6

    assert memory.conversations.turns(THREAD, last=9) == ("new",)
    assert memory.receipts.since(NOON) == (newer,)
    assert memory.receipts.revisions() == frozenset()
    assert memory.feedback.since(NOON) == ()


def test_a_role_lasts_as_long_as_its_asker_is_heard_of(memory: Memory) -> None:
    """Who still asks need not say again who they are; of whoever has gone nothing stays."""
    memory.profiles.set_role(ANN, "Pilot")
    memory.profiles.set_role(BEN, "Pilot")
    soon = datetime.now(UTC) + timedelta(minutes=1)
    minutes = (soon - NOON) / timedelta(minutes=1)
    memory.receipts.add(receipt(1, asker=ANN, minutes=minutes))
    memory.expire(soon)

    assert memory.profiles.role_of(ANN) == "Pilot"
    assert memory.profiles.role_of(BEN) == ""
    assert BEN not in everything(memory)


def test_an_unanswered_question_does_not_expire(memory: Memory) -> None:
    """However long the service was down."""
    memory.inbox.put(event(1), "one", -1)
    memory.expire(datetime.now(UTC) + LATER)

    assert memory.inbox.take("two", 9, 60) == (event(1),)


def test_nothing_to_expire_is_no_error(memory: Memory) -> None:
    """The service asks for it every day."""
    assert memory.expire(NOON) == 0


@pytest.mark.parametrize(
    "drop",
    [
        lambda memory: memory.forget(ANN),
        lambda memory: memory.expire(datetime.now(UTC) + timedelta(days=9999)),
    ],
    ids=["forget", "expire"],
)
def test_not_even_the_bytes_of_the_file_hold_what_was_dropped(
    sqlite_address: str, tmp_path: Path, drop: Callable[[Memory], object]
) -> None:
    """A deleted row usually stays in its file, and in the log beside it, until overwritten."""
    memory = open_memory(sqlite_address)
    fill(memory)

    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in (tmp_path / "memory").iterdir())

    assert ANN.encode() in on_disk()
    drop(memory)

    assert ANN.encode() not in on_disk()
    assert b"Ann's reason" not in on_disk()
    memory.close()
