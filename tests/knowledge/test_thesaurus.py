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
    """Who runs it past somebody asks or has it reviewed; who asks has it not reviewed."""
    assert share("run it past somebody", "Consult the cook")
    assert share("run it past somebody", "A review by peers")
    assert not share("consult the cook", "A review by peers")
