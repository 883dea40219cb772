"""Whose a clause is, and when nobody's is asked for."""

from __future__ import annotations

import pytest

from bot.model import Inquiry, Question
from bot.understanding import understand
from bot.whose import asked_as_such
from knowledge.model import Role
from knowledge.settling import Catalogue

PILOT = Role("kite-pilot", "Kite Pilot", ("p.md",), aliases=("Grade 4",))
RIGGER = Role("kite-rigger", "Kite Rigger", ("r.md",), aliases=("Grade 4",))
FLYER = Role("kite-flyer", "Kite Flyer", ("f.md",), aliases=("Grade 5",))
CATALOGUE = Catalogue((PILOT, RIGGER, FLYER))


def understood(text: str) -> Inquiry:
    """The inquiry of a question."""
    return understand(Question(text), CATALOGUE)


@pytest.mark.parametrize(
    "text",
    [
        "what does grade 4 take?",
        "compare grade 4 and grade 5 on planning",
        "is a role the same as a title?",
    ],
)
def test_a_rung_with_several_roles_and_roles_as_such_are_nobodys(text: str) -> None:
    """Asking back which of them is meant would not help."""
    inquiry = understood(text)

    assert inquiry.roles == inquiry.candidates == ()
    assert asked_as_such(inquiry)


@pytest.mark.parametrize("text", ["what does grade 5 take?", "what does a kite pilot do?"])
def test_a_rung_with_one_role_is_that_role(text: str) -> None:
    """Then its own document answers."""
    inquiry = understood(text)

    assert len(inquiry.roles) == 1
    assert not asked_as_such(inquiry)
