"""The amounts that a question is about are held against the limits of rights."""

from __future__ import annotations

import pytest

from bot.asked_amounts import amounts_asked, is_within, same_unit
from bot.model import Question
from knowledge.decision_rights.model import Limit
from tests.bot.rights import right


@pytest.mark.parametrize(
    ("text", "history", "told"),
    [
        ("may I spend 300 EUR?", (), [(300, "EUR")]),
        ("may I spend €1,200 now?", (), [(1200, "EUR")]),
        ("may I order flour?", (), []),
        ("and 4 days?", ("may I spend 300 EUR?",), [(4, "day")]),
        ("and the porter?", ("may I spend 300 EUR?",), []),
    ],
)
def test_the_amounts_of_a_question_are_its_own(
    text: str, history: tuple[str, ...], told: list[tuple[float, str]]
) -> None:
    """However they are written; none is taken from the turn before."""
    found = amounts_asked(Question(text, history))

    assert [(amount.value, amount.unit) for amount in found] == told


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("for 299 EUR?", True),
        ("for 300 EUR?", True),
        ("for 301 EUR?", False),
        ("for 100 USD?", False),
        ("for 3 days?", None),
        ("for nothing?", None),
    ],
)
def test_an_amount_is_within_a_limit_or_beyond_it_or_does_not_meet_it(
    text: str, *, within: bool | None
) -> None:
    """Another currency is never within it; amounts of what is no money say nothing."""
    bounded = right("order flour", limit=Limit(up_to=300, unit="EUR"))

    assert is_within(bounded, amounts_asked(Question(text))) is within


def test_a_right_without_a_limit_is_neither_within_nor_beyond() -> None:
    """Whatever the amount."""
    assert is_within(right("order flour"), amounts_asked(Question("for 301 EUR?"))) is None


def test_a_bare_number_may_be_of_any_unit() -> None:
    """But named units have to be the same."""
    assert same_unit("", "EUR")
    assert same_unit("EUR", "EUR")
    assert not same_unit("day", "EUR")


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("close it for an hour", True),
        ("close it for two days", True),
        ("close it for a fortnight", False),
        ("close it for 49 hours", False),
        ("close it", None),
    ],
)
def test_a_span_of_time_is_held_against_a_limit_in_another(
    text: str, *, within: bool | None
) -> None:
    """An hour is less than two days, and a fortnight more."""
    limited = right("close the lock", limit=Limit(up_to=2, unit="day"))

    assert is_within(limited, amounts_asked(Question(text))) is within
