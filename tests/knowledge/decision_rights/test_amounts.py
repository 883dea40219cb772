"""Amounts and limits are read as people write them, in documents and in chat."""

from __future__ import annotations

import pytest

from knowledge.decision_rights.amounts import amounts_in, ceiling_of, limit_of
from knowledge.decision_rights.model import Limit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a $350 replacement", 350, "USD"),
        ("2k", 2000, ""),
        ("20,000 euros", 20_000, "EUR"),
        ("EUR 1.5m", 1_500_000, "EUR"),
        ("£75 000", 75_000, "GBP"),
        ("1.500 €", 1500, "EUR"),
        ("twenty-five thousand pounds", 25_000, "GBP"),
        ("ten engineering days", 10, "day"),
        ("200 GPU-hours a month", 200, "hour"),
        ("by 50 MW", 50, "MW"),
        ("3%", 3, "%"),
        ("0.20 percentage points", 0.2, "%"),
        ("forty-five accounts", 45, "account"),
    ],
)
def test_an_amount_has_its_value_and_its_unit(text: str, value: float, unit: str) -> None:
    """Signs, codes, words, powers of ten and counted nouns are all units that people use."""
    assert [(one.value, one.unit) for one in amounts_in(text)] == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "in 2026",
        "from 1 April 2025",
        "4.1.1 The clerk",
        "E3 and E4",
        "by 05:45",
        "two thirds of it",
    ],
)
def test_a_number_that_measures_nothing_is_no_amount(text: str) -> None:
    """A date, a section or a grade compared with a limit would give a wrong yes."""
    assert amounts_in(text) == ()


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("up to €5,000", Limit(up_to=5000, unit="EUR")),
        ("up to and including USD 250", Limit(up_to=250, unit="USD")),
        ("up to an order value of €250", Limit(up_to=250, unit="EUR")),
        ("for no longer than 4 hours", Limit(up_to=4, unit="hour")),
        ("50 changed lines or fewer", Limit(up_to=50, unit="line")),
        ("for 14 days at most", Limit(up_to=14, unit="day")),
        ("as long as no one goes above 12 hours", Limit(up_to=12, unit="hour")),
        ("less than twenty engineering days", Limit(up_to=20, unit="day", below=True)),
        ("over 50,000", Limit(over=50_000)),
        ("more than 3%", Limit(over=3, unit="%")),
        ("10 dwellings or more", Limit(over=9, unit="dwelling")),
        ("5,001–50,000", Limit(50_000, 5000)),
        ("between 10 and 20 days", Limit(20, 9, "day")),
        ("above USD 250, up to USD 2,000", Limit(2000, 250, "USD")),
        ("From £401 up to £1,500 the manager approves", Limit(1500, 400, "GBP")),
        ("a payment of £500", None),
        ("nothing of the kind", None),
    ],
)
def test_words_around_an_amount_set_a_limit(text: str, limit: Limit | None) -> None:
    """A bound is in or out as the words have it; an amount alone bounds nothing."""
    assert limit_of(text) == limit


def test_under_a_column_of_limits_an_amount_alone_is_the_ceiling() -> None:
    """`£500` under `Limit` allows up to £500."""
    assert ceiling_of("£500") == Limit(up_to=500, unit="GBP")
    assert ceiling_of("over £500") == Limit(over=500, unit="GBP")
    assert ceiling_of("10% of the line, for 14 days at most") == Limit(up_to=10, unit="%")
    assert ceiling_of("none") is None


def test_up_to_a_time_before_something_is_the_last_moment_for_it() -> None:
    """Three days ahead is in time, one day ahead is too late."""
    limit = limit_of("Changing the timetable, up to 2 days before the sailing")

    assert limit
    assert limit.covers(3)
    assert limit.covers(2)
    assert not limit.covers(1)
