"""What a question asks for, one by one, and what it takes for granted."""

from __future__ import annotations

import pytest

from bot.matters import contradicts, parted
from bot.model import Inquiry, Question
from bot.understanding import understand
from knowledge.model import Role
from knowledge.settling import Catalogue

CLERK = Role("archive-clerk", "Archive Clerk", ("a.md",))
STEWARD = Role("records-steward", "Records Steward", ("s.md",))
CATALOGUE = Catalogue((CLERK, STEWARD))


def understood(text: str, *history: str) -> Inquiry:
    """The inquiry of a question after earlier turns."""
    return understand(Question(text, history), CATALOGUE)


def subjects(text: str, *history: str) -> list[str]:
    """What is asked for, one by one."""
    return [part.subject for part in parted(understood(text, *history))]


def test_two_questions_in_one_are_taken_apart() -> None:
    """Each with its own words."""
    parts = parted(understood("which tools does an archive clerk use, and who signs the loans?"))

    assert [part.words for part in parts] == [("tool", "use"), ("sign", "loan")]
    assert all(part.roles == (CLERK,) for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        "which tools does an archive clerk use?",
        "which tools does an archive clerk use and why do they matter?",
        "which tools does an archive clerk use and how often?",
        "does an archive clerk sort and label the shelves?",
    ],
)
def test_what_only_adds_to_a_question_is_no_second_one(text: str) -> None:
    """Alone it would be found anywhere."""
    assert subjects(text) == []


def test_a_follow_up_is_not_taken_apart() -> None:
    """Its words are partly those of the turn before."""
    assert subjects("and what are the tools, and who pays the rent?", "archive clerk?") == []


def test_roles_are_compared_by_each_thing_that_is_named() -> None:
    """`On pay and training`."""
    text = "compare the archive clerk and the records steward on pay and training"

    assert subjects(text) == ["on pay", "training"]


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ("they are on call every week", "The post is not on call."),
        ("clerks have no line management", "Clerks have line management of two interns."),
        ("requests take 15 days", "Requests are answered within 10 days."),
        ("clerks are first at the gate", "Clerks are seldom first at the gate."),
    ],
)
def test_a_clause_that_denies_or_gives_another_figure_says_otherwise(taken: str, said: str) -> None:
    """It speaks of the same matter."""
    assert contradicts(taken, said)


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ("they are on call every week", "The post is on call one week in four."),
        ("they are on call every week", "No food in the reading room."),
        ("requests take 10 days", "Requests are answered within 10 days."),
        ("requests take 15 days", "Learn the shelves in 30 days."),
    ],
)
def test_agreeing_and_speaking_of_something_else_is_no_contradiction(taken: str, said: str) -> None:
    """Else any sentence with a `not` would answer."""
    assert not contradicts(taken, said)


def test_what_as_takes_for_granted_is_a_matter_of_its_own() -> None:
    """`As clerks are …, who …` asserts something; `as a clerk, who …` does not."""
    assert len(subjects("as archive clerks are first at the gate, who has the key?")) == 2
    assert subjects("as an archive clerk, who has my key?") == []
