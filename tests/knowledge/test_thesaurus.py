"""Chat words stand for formal ones; an idiom stands for them one way only."""

from __future__ import annotations

import pytest

from knowledge.lexical import stems
from knowledge.thesaurus import concepts


def share(said: str, clause: str) -> float:
    """How much of the first concept of what is said stands in a clause."""
    return concepts(stems(said))[0].share(frozenset(stems(clause)))


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("pull the plug on it", "Halt the trial if it harms anybody"),
        ("shell out for a van", "Purchases above the limit"),
        ("scrap the plan", "Cancel an order"),
        ("run it past the cook", "Consult the cook"),
    ],
)
def test_an_idiom_means_what_documents_say_formally(said: str, clause: str) -> None:
    """Somewhat less than the very word does."""
    assert 0 < share(said, clause) < 1


def test_what_an_idiom_may_mean_is_not_one_thing() -> None:
    """Who may bring in a helper may hire or ask one; who hires has not asked."""
    assert share("bring in a helper", "Hire helpers") and share("bring in a helper", "Consult them")
    assert not share("hire helpers", "Consult them")
