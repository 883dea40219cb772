"""Conversations, receipts, votes, profiles and installations: the contract, on every database."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from bot.memory.opening import Memory
from bot.model import Status
from tests.bot.memory.builders import ANN, BEN, NOON, THREAD, clause, receipt, vote


def test_the_last_turns_come_oldest_first(memory: Memory) -> None:
    """As people read a conversation; what was said earlier is left out."""
    for text in ("first", "second", "third"):
        memory.conversations.add(THREAD, ANN, text, NOON)
    memory.conversations.add("elsewhere", ANN, "fourth", NOON)

    assert memory.conversations.turns(THREAD, last=2) == ("second", "third")
    assert memory.conversations.turns(THREAD, last=9) == ("first", "second", "third")


def test_a_conversation_is_known_once_something_was_said_in_it(memory: Memory) -> None:
    """The bot follows a thread in which it was asked, and no other."""
    memory.conversations.add(THREAD, ANN, "first", NOON)

    assert memory.conversations.known(THREAD)
    assert not memory.conversations.known(f"{THREAD}5")
    assert memory.conversations.turns(f"{THREAD}5", last=5) == ()


def test_a_receipt_comes_back_as_it_was_kept(memory: Memory, other: Memory) -> None:
    """With its citations in the answer's order, for every replica."""
    kept = receipt(1, citations=(clause(quote="Second."), clause("a.md", quote="First – ✓")))
    memory.receipts.add(kept)

    assert other.receipts.get(kept.reference) == kept
    assert other.receipts.get("0000000f") is None


def test_a_receipt_without_citations_has_none(memory: Memory) -> None:
    """Silence cites nothing."""
    kept = receipt(1, status=Status.ABSTAINED, roles=(), owners=())
    memory.receipts.add(kept)

    assert memory.receipts.get(kept.reference) == kept


def test_an_answer_that_is_repeated_after_a_crash_has_one_receipt(memory: Memory) -> None:
    """The later one counts, citations too; votes on it stay."""
    memory.receipts.add(receipt(1, citations=(clause(), clause("a.md"))))
    memory.feedback.add(vote(1))
    again = receipt(1, minutes=1, citations=(clause("b.md"),))
    memory.receipts.add(again)

    assert memory.receipts.since(NOON) == (again,)
    assert memory.feedback.since(NOON) == (vote(1),)


def test_receipts_from_a_time_on_come_oldest_first(memory: Memory) -> None:
    """That moment included, whatever zone it is given in."""
    for number, minutes in ((1, 30), (2, 0), (3, 20)):
        memory.receipts.add(receipt(number, minutes=minutes, citations=(clause(), clause("a"))))
    elsewhere = (NOON + timedelta(minutes=20)).astimezone(timezone(timedelta(hours=-5)))

    assert [each.reference[-1] for each in memory.receipts.since(elsewhere)] == ["3", "1"]


def test_receipts_of_one_status_can_be_had_alone(memory: Memory) -> None:
    """Whoever looks for what was not answered need not read everything else."""
    silent = receipt(1, status=Status.ABSTAINED, minutes=1)
    for each in (receipt(2, minutes=2), silent, receipt(3, status=Status.ABSTAINED)):
        memory.receipts.add(each)

    assert memory.receipts.since(silent.at, Status.ABSTAINED) == (silent,)


def test_the_last_receipts_of_an_asker_come_oldest_first(memory: Memory) -> None:
    """With all their citations, however many others there are."""
    two = (clause("a.md"), clause("b.md"))
    anns = [receipt(number, minutes=-number, citations=two) for number in (1, 2, 3)]
    bens = receipt(4, asker=BEN, conversation="elsewhere")
    for each in (*anns, bens):
        memory.receipts.add(each)

    assert memory.receipts.of_asker(ANN, last=2) == (anns[1], anns[0])
    assert memory.receipts.of_asker(BEN, last=9) == (bens,)


def test_what_was_answered_from_a_revision_is_found(memory: Memory) -> None:
    """So that those who were told what has changed since can be named."""
    both = receipt(1, citations=(clause("a.md", "old"), clause("a.md", "old"), clause("b.md", "x")))
    new = receipt(2, citations=(clause("a.md", "new"),))
    for each in (both, new):
        memory.receipts.add(each)

    assert memory.receipts.revisions() == {("a.md", "old"), ("a.md", "new"), ("b.md", "x")}
    assert memory.receipts.citing("a.md", "old") == (both,)
    assert memory.receipts.citing("b.md", "old") == ()


def test_a_time_without_its_zone_is_refused(memory: Memory) -> None:
    """It could be any of twenty-four moments."""
    with pytest.raises(Exception, match="without its zone"):
        memory.conversations.add(THREAD, ANN, "first", NOON.replace(tzinfo=None))


def test_the_same_askers_later_vote_replaces_the_earlier(memory: Memory) -> None:
    """People change their mind; others' votes stand beside theirs."""
    memory.receipts.add(receipt(1))
    memory.feedback.add(vote(1, reason="wrong"))
    memory.feedback.add(vote(1, asker=BEN, minutes=1))
    assert memory.feedback.add(vote(1, up=True, minutes=2))

    assert memory.feedback.since(NOON) == (
        vote(1, asker=BEN, minutes=1),
        vote(1, up=True, minutes=2),
    )
    assert memory.feedback.since(NOON + timedelta(minutes=2)) == (vote(1, up=True, minutes=2),)


def test_a_vote_on_no_answer_is_not_kept(memory: Memory) -> None:
    """References are guessed easily, and nobody may fill the database with votes on nothing."""
    assert not memory.feedback.add(vote(1))
    assert memory.feedback.since(NOON) == ()


def test_a_role_is_remembered_replaced_and_taken_back(memory: Memory) -> None:
    """Each asker has one, or none."""
    assert memory.profiles.role_of(ANN) == ""
    memory.profiles.set_role(ANN, "Pilot")
    memory.profiles.set_role(ANN, "Harbour Keeper")
    assert memory.profiles.role_of(ANN) == "Harbour Keeper"
    assert memory.profiles.role_of(BEN) == ""
    memory.profiles.set_role(ANN, "")
    assert memory.profiles.role_of(ANN) == ""


def test_an_installation_is_kept_replaced_found_and_removed(memory: Memory) -> None:
    """Secrets are bytes; keys are told apart by every letter."""
    for key in ("T1:bot", "T1:user", "t1:bot", "T%:bot", "T2:bot"):
        memory.installations.put("slack", key, key.encode())
    memory.installations.put("teams", "T1:bot", b"other")
    memory.installations.put("slack", "T1:bot", b"\0new")

    assert memory.installations.get("slack", "T1:bot") == b"\0new"
    assert memory.installations.find("slack", "T1:") == ("T1:bot", "T1:user")
    assert memory.installations.find("slack", "T%") == ("T%:bot",)
    memory.installations.remove("slack", "T1:bot")
    memory.installations.remove("slack", "T1:bot")
    assert memory.installations.get("slack", "T1:bot") is None
    assert memory.installations.get("teams", "T1:bot") == b"other"
