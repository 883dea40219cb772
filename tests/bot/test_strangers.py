"""The side of a comparison that no role of the library bears."""

from __future__ import annotations

import pytest

from bot.guide import Guide
from bot.model import Inquiry, Question, Status
from bot.understanding import understand
from knowledge.model import Role
from knowledge.settling import Catalogue
from tests.bot.conftest import minilm, shipped

__all__ = ["minilm", "shipped"]

JUNIOR = Role("junior-kennel-assistant", "Junior Kennel Assistant", ("j.md",))
SENIOR = Role("senior-kennel-assistant", "Senior Kennel Assistant", ("s.md",))
VET = Role("veterinary-surgeon", "Veterinary Surgeon", ("v.md",))
CATALOGUE = Catalogue((JUNIOR, SENIOR, VET))


def understood(text: str) -> Inquiry:
    """The inquiry of a question."""
    return understand(Question(text), CATALOGUE)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("compare the veterinary surgeon with an astronaut", "astronaut"),
        ("compare the veterinary surgeon and a data engineer on pay", "data engineer"),
        ("veterinary surgeon vs product owner: goals", "product owner"),
        ("how does a veterinary surgeon differ from the lamplighter?", "lamplighter"),
        ("how is a wizard different from a veterinary surgeon", "wizard"),
        (
            "What is the difference between a Head of Sales and a Veterinary Surgeon?",
            "Head of Sales",
        ),
        ("compare the KPIs of veterinary surgeon and astronaut", "astronaut"),
        ("compare the veterinary surgeon with the senior wizard", "senior wizard"),
        ("compare the veterinary surgeon, the senior kennel assistant and a cook", "cook"),
    ],
)
def test_a_side_that_nobody_describes_is_unknown(text: str, unknown: str) -> None:
    """One side alone would read as if it were the comparison."""
    inquiry = understood(text)

    assert (inquiry.roles, inquiry.unknown) == ((), (unknown,))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("compare the veterinary surgeon and their goals", {VET}),
        ("compare the veterinary surgeon's first 30 and 60 days", {VET}),
        ("compare the goals and milestones of the veterinary surgeon", {VET}),
        ("compare the veterinary surgeon with last year", {VET}),
        ("compare the veterinary surgeon to the next level", {VET}),
        ("difference between proposal and approval for a veterinary surgeon", {VET}),
        ("what separates a good veterinary surgeon from a great one?", {VET}),
        ("veterinary surgeon and budget: what differs?", {VET}),
        ("compare junior and senior kennel assistant and explain", {JUNIOR, SENIOR}),
        (
            "difference between the junior and the senior kennel assistant, and why?",
            {JUNIOR, SENIOR},
        ),
        ("how does pay differ between the veterinary surgeon and the senior here", {VET, SENIOR}),
        ("compare the veterinary surgeon with the senior on pay", {VET, SENIOR}),
    ],
)
def test_what_is_compared_of_a_role_is_no_side(text: str, roles: set[Role]) -> None:
    """Its goals, its days, what changes; and whoever the library does describe."""
    inquiry = understood(text)

    assert not inquiry.unknown
    assert set(inquiry.roles) == roles


def test_the_answer_says_which_side_is_not_described(shipped: Guide) -> None:
    """And says nothing of the other as if that were an answer."""
    answer = shipped.answer(Question("Compare the research scientist with a lamplighter"))

    assert answer.status is Status.ABSTAINED
    assert "“lamplighter”" in answer.text
    assert not answer.citations
