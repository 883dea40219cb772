"""What documents leave open, by owner and topic, and never by asker."""

from __future__ import annotations

from dataclasses import astuple, replace
from pathlib import Path

import pytest

from bot.gaps import Gap, OpenQuestion, gaps, in_words, is_of, look_back, topic_of
from bot.memory.model import Receipt
from bot.memory.opening import open_memory
from bot.model import Status
from knowledge.model import Role
from tests.bot.harbour import document, library
from tests.bot.memory.builders import ANN, BEN, clause, receipt, vote

SALARY = "What is the salary of a Sea Pilot?"


def silent(number: int, question: str = SALARY, *, asker: str = ANN) -> Receipt:
    """A question that the documents do not answer; its receipt names no role and no owner."""
    status = Status.ABSTAINED
    return receipt(number, asker=asker, question=question, status=status, roles=(), owners=())


def test_an_unanswered_question_is_its_owners_under_its_topic() -> None:
    """The owner is whoever keeps the document of the role that was asked about."""
    assert gaps([silent(1)], [], library()) == (
        Gap("Pilotage", "pay", ("Sea Pilot",), (OpenQuestion(SALARY, 1, 0),)),
    )


def test_what_was_answered_is_no_gap() -> None:
    """Nor is a question back, nor what is none of the bot's business."""
    fine = [
        receipt(number, status=status)
        for number, status in enumerate((Status.ANSWERED, Status.CLARIFY, Status.REFUSED))
    ]

    assert gaps(fine, [vote(0, up=True)], library()) == ()
    assert gaps([], [], library()) == ()


def test_an_answer_that_was_voted_down_is_the_owners_of_what_it_cites() -> None:
    """With the reasons that were given, each once."""
    bad = receipt(1, citations=(clause("lock-keeper.txt"),), roles=("Sea Pilot",))
    votes = [vote(1, reason="out of date"), vote(1, asker=BEN, reason="out of date")]

    (gap,) = gaps([bad], votes, library())

    assert gap.owner == "Lock Office"
    assert gap.questions == (OpenQuestion("What does a pilot do?", 0, 1, ("out of date",)),)
    assert (gap.unanswered, gap.voted_down) == (0, 1)


def test_the_same_question_is_counted_once_for_each_time_it_was_put() -> None:
    """However it is written, in its first wording; the one most asked comes first."""
    asked = [
        silent(1, "Is there overtime for a sea pilot"),
        silent(2, SALARY),
        silent(3, "what is the  SALARY of a sea pilot"),
        silent(4, "Which benefits and bonus has a Sea Pilot?"),
    ]

    found = gaps(asked, [], library())

    assert [(gap.topic, gap.unanswered) for gap in found] == [("pay", 3), ("hours", 1)]
    assert found[0].questions[0] == OpenQuestion(SALARY, 2, 0)


def test_a_silence_that_was_voted_down_counts_once() -> None:
    """As unanswered, with the reason."""
    (gap,) = gaps([silent(1)], [vote(1, reason="please")], library())

    assert gap.questions == (OpenQuestion(SALARY, 1, 0, ("please",)),)


def test_who_asked_is_nowhere_in_it() -> None:
    """An owner learns what is missing, not who was at a loss."""
    bad = receipt(3, asker=BEN)
    found = gaps([silent(1), silent(2, asker=BEN), bad], [vote(3, asker=ANN)], library())

    said = str([astuple(gap) for gap in found])
    assert ANN not in said
    assert BEN not in said


def test_a_table_of_all_roles_is_not_where_an_answer_belongs() -> None:
    """Of a role's documents the one about it alone comes first, in whichever order they stand."""
    shared = document("a-matrix.txt", "# Decisions\nBoth decide.\n", "Board Office")
    base = library()
    roles = tuple(
        Role(role.id, role.title, ("a-matrix.txt", *role.documents)) for role in base.roles
    )
    whole = replace(base, documents=(shared, *base.documents), roles=roles)

    assert [gap.owner for gap in gaps([silent(1)], [], whole)] == ["Pilotage"]


def test_a_question_about_no_role_goes_to_whoever_keeps_everything() -> None:
    """If one does; else it is shown without an owner, so that it is not lost."""
    nobodys = silent(1, "How is the weather insurance handled?")
    one = library(document("sea-pilot.txt", "# Duties\nSail.\n", "Pilotage"))

    assert [gap.owner for gap in gaps([nobodys], [], one)] == ["Pilotage"]
    assert [gap.owner for gap in gaps([nobodys], [], library())] == [""]


def test_the_receipts_own_word_counts_for_follow_ups() -> None:
    """`And after that?` names no role, but its receipt may."""
    follow_up = replace(silent(1, "And how much is it?"), roles=("Lock Keeper",))

    (gap,) = gaps([follow_up], [], library())

    assert (gap.owner, gap.roles) == ("Lock Office", ("Lock Keeper",))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What are the goals for the first 90 days?", "goals_90"),
        ("What is the salary band?", "pay"),
        ("Which tools do I use?", "tools"),
        ("Xyzzy?", ""),
    ],
)
def test_the_topic_is_the_one_that_most_words_speak_of(question: str, topic: str) -> None:
    """A question is shown once, under one heading."""
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("topic", "heading"),
    [
        ("goals_90", "Goals, 90 days"),
        ("red_flags", "Red flags"),
        ("pay", "Pay"),
        ("", "Other questions"),
    ],
)
def test_a_topic_reads_as_a_heading(topic: str, heading: str) -> None:
    """Owners see words, not the names that the program has for them."""
    assert in_words(topic) == heading


def test_one_of_several_owners_is_found_in_any_case() -> None:
    """Front matter may list them; part of a name is not the name."""
    assert is_of("Pilotage; Lock Office", "lock office")
    assert not is_of("Pilotage", "Pilot")


def test_votes_of_a_time_bring_the_earlier_answers_that_they_are_on(tmp_path: Path) -> None:
    """Somebody may read an answer on Friday and find out on Monday; what was fine is not read."""
    memory = open_memory(f"sqlite:///{tmp_path}/remit.db")
    late = receipt(4, minutes=60, status=Status.ABSTAINED)
    for each in (receipt(1), receipt(2), receipt(3, minutes=60), late, silent(5)):
        memory.receipts.add(each)
    votes = (vote(2, minutes=60), vote(3, up=True, minutes=60))
    for each_vote in (vote(1), *votes):
        memory.feedback.add(each_vote)

    found = look_back(memory, late.at)
    memory.close()

    assert found == ((late, receipt(2)), votes)
