"""What the documents leave open is allowed to nobody and decided by nobody, however it is asked."""

from __future__ import annotations

import pytest

from bot.guide import Guide
from bot.model import Answer
from tests.bot.checks import ask, assert_keeps_contract

UNTOLD = (
    "launch a satellite",
    "adopt a cat",
    "repaint the office",
    "sell the lock house",
    "fell a tree on the towpath",
    "hire a lawyer",
    "write the annual report",
    "order lunch for everybody",
    "publish a tide table",
)
"""Things that no document of the small library that holds gives to anybody."""

BY_VERB = ("buy a boat", "close the office early", "lend money to a neighbour")
"""The same, where a right has the verb and another object."""


def is_a_yes(answer: Answer) -> bool:
    """Whether a reader would take an answer for leave."""
    said = answer.verdict is not None and answer.verdict.level == "independent"
    return said or answer.text.startswith("Yes")


@pytest.mark.parametrize("action", [*UNTOLD, *BY_VERB])
def test_what_no_document_gives_to_a_role_is_never_a_yes(small: Guide, action: str) -> None:
    """Asked in a chat or by the command; what is near is not the same."""
    role = small.role("Lock Keeper")
    assert role is not None
    decided = small.decide(role, action)

    assert_keeps_contract(small, decided)
    assert not is_a_yes(decided), decided.text
    for text in (f"may a lock keeper {action}?", f"can a lock keeper just {action}, alone?"):
        answer = ask(small, text)
        assert not is_a_yes(answer), answer.text


@pytest.mark.parametrize("action", [*UNTOLD, *BY_VERB])
def test_what_no_document_speaks_of_has_no_decider(small: Guide, action: str) -> None:
    """To name somebody would be a yes to them."""
    for answer in (small.who(action), ask(small, f"who may {action}?")):
        assert_keeps_contract(small, answer)
        assert " decides." not in answer.text, answer.text
