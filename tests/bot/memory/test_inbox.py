"""The inbox's contract, on every database."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from bot.memory.errors import ReferenceTaken
from bot.memory.model import Event
from bot.memory.opening import Memory
from tests.bot.memory.builders import event

LONG, OVER = 60.0, -1.0


def test_an_event_is_new_once(memory: Memory, other: Memory) -> None:
    """A retry of the platform is known by its id, also to another replica, done or not."""
    assert memory.inbox.put(event(1), "one", LONG)
    retry = Event("slack", "Ev1", "{}", "ffffffff")
    assert not memory.inbox.put(retry, "one", LONG)
    assert not other.inbox.put(retry, "two", LONG)
    memory.inbox.done(event(1).reference)
    assert not other.inbox.put(retry, "two", LONG)


def test_ids_of_two_platforms_may_be_the_same(memory: Memory) -> None:
    """An id is unique within its platform only."""
    assert memory.inbox.put(event(1), "one", LONG)
    assert memory.inbox.put(Event("teams", "Ev1", "{}", "0000000a"), "one", LONG)


def test_a_reference_names_one_event(memory: Memory) -> None:
    """Two events under one reference could not be told apart; the second is refused, not lost."""
    memory.inbox.put(event(1), "one", LONG)

    with pytest.raises(ReferenceTaken, match="00000001"):
        memory.inbox.put(Event("slack", "Ev2", "{}", "00000001"), "one", LONG)
    assert memory.inbox.put(event(2), "one", LONG)


def test_of_replicas_that_put_one_event_at_once_one_gets_it(memory: Memory, other: Memory) -> None:
    """A platform may deliver an event twice within a millisecond."""
    got: list[tuple[str, int]] = []

    def put(inbox_of: Memory, owner: str) -> None:
        for number in range(50):
            delivered = Event("slack", f"Ev{number}", "{}", f"{owner}{number:07x}")
            if inbox_of.inbox.put(delivered, owner, LONG):
                got.append((owner, number))

    threads = [Thread(target=put, args=each) for each in ((memory, "a"), (other, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(number for _, number in got) == list(range(50))


def test_what_is_held_is_not_given_away(memory: Memory, other: Memory) -> None:
    """Whoever put an event is at work on it."""
    memory.inbox.put(event(1), "one", LONG)

    assert other.inbox.take("two", 10, LONG) == ()


def test_what_a_dead_replica_held_is_taken_with_all_that_was_written(
    memory: Memory, other: Memory
) -> None:
    """When a lease is over, another takes the event, as it was put."""
    memory.inbox.put(event(1, payload='{"text": "Wer? – ✓"}'), "one", OVER)

    assert other.inbox.take("two", 10, LONG) == (event(1, payload='{"text": "Wer? – ✓"}'),)
    assert memory.inbox.take("three", 10, LONG) == ()


def test_a_lease_that_ends_too_late_is_none(memory: Memory, other: Memory) -> None:
    """It was given before the clock was set back; an owner that lives would have renewed it."""
    memory.inbox.put(event(1), "dead", 3600)

    assert other.inbox.take("two", 10, 10) == (event(1),)


def test_the_oldest_are_taken_first_and_no_more_than_asked_for(memory: Memory) -> None:
    """Who has waited longest is answered next."""
    for number in range(5):
        memory.inbox.put(event(number), "one", OVER)

    assert memory.inbox.take("two", 2, LONG) == (event(0), event(1))
    assert memory.inbox.take("two", 9, LONG) == (event(2), event(3), event(4))


def test_an_owner_is_never_given_what_it_holds(memory: Memory) -> None:
    """A clock that jumps ends all leases at once; its own work is not begun twice for that."""
    memory.inbox.put(event(1), "one", OVER)

    assert memory.inbox.take("one", 10, LONG) == ()


def test_a_renewed_lease_holds(memory: Memory, other: Memory) -> None:
    """A long answer stays with whoever works on it, and only theirs is prolonged."""
    memory.inbox.put(event(1), "one", 0.1)
    memory.inbox.put(event(2), "dead", 0.1)
    memory.inbox.renew("one", LONG)
    time.sleep(0.15)

    assert other.inbox.take("two", 10, LONG) == (event(2),)


def test_what_is_released_is_free_at_once(memory: Memory, other: Memory) -> None:
    """A replica that is shut down leaves what it could not finish to others."""
    memory.inbox.put(event(1), "one", LONG)
    memory.inbox.put(event(2), "one", LONG)
    memory.inbox.done(event(2).reference)
    memory.inbox.release("one")

    assert other.inbox.take("two", 10, LONG) == (event(1),)


def test_what_is_done_is_never_given_again(memory: Memory) -> None:
    """Answered once."""
    memory.inbox.put(event(1), "one", OVER)
    memory.inbox.done(event(1).reference)

    assert memory.inbox.take("two", 10, LONG) == ()
    assert memory.inbox.waiting() == 0


def test_whoever_takes_over_learns_that_the_answer_may_be_out(memory: Memory) -> None:
    """So that it looks at the platform before it answers a second time."""
    memory.inbox.put(event(1), "one", OVER)
    assert memory.inbox.sending(event(1).reference, "one")

    (taken,) = memory.inbox.take("two", 1, LONG)

    assert taken.sending


def test_whoever_lost_an_event_must_not_send(memory: Memory, other: Memory) -> None:
    """A replica that slept through its lease finds another at work when it wakes up."""
    memory.inbox.put(event(1), "one", OVER)
    other.inbox.take("two", 1, LONG)

    assert not memory.inbox.sending(event(1).reference, "one")
    assert other.inbox.sending(event(1).reference, "two")
    other.inbox.done(event(1).reference)
    assert not other.inbox.sending(event(1).reference)


def test_waiting_counts_what_is_not_done(memory: Memory) -> None:
    """Held or not."""
    for number in range(3):
        memory.inbox.put(event(number), "one", LONG)
    memory.inbox.release("one")
    memory.inbox.take("two", 1, LONG)
    memory.inbox.done(event(0).reference)

    assert memory.inbox.waiting() == 2


def test_finished_events_are_forgotten_and_unfinished_ones_never(memory: Memory) -> None:
    """Ids need to be known as long as platforms send again; a question waits until answered."""
    memory.inbox.put(event(1), "one", LONG)
    memory.inbox.put(event(2), "one", LONG)
    memory.inbox.done(event(1).reference)
    now = datetime.now(UTC)

    assert memory.inbox.forget_done(now - timedelta(hours=1)) == 0
    assert memory.inbox.forget_done(now + timedelta(hours=1)) == 1
    assert memory.inbox.put(event(1), "one", LONG)
    assert not memory.inbox.put(event(2), "one", LONG)


def test_many_finished_events_are_forgotten_in_one_call(memory: Memory) -> None:
    """However many transactions that takes."""
    for number in range(1100):
        memory.inbox.put(event(number), "one", LONG)
        memory.inbox.done(event(number).reference)

    assert memory.inbox.forget_done(datetime.now(UTC) + timedelta(hours=1)) == 1100


def test_a_text_that_no_database_can_hold_is_kept_as_far_as_it_can_be(memory: Memory) -> None:
    """NUL and half a surrogate come in with hostile or broken events; they must not stop them."""
    memory.inbox.put(event(1, payload="a\0b\ud800c"), "one", OVER)

    (taken,) = memory.inbox.take("two", 1, LONG)

    assert taken.payload == "ab?c"
