"""Dates are read as documents write them."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.dates import date_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("1 March 2024", date(2024, 3, 1)),
        ("the 1st of March, 2024", date(2024, 3, 1)),
        ("Mar. 1, 2024", date(2024, 3, 1)),
        ("March 2024", date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("Q3 2024", date(2024, 9, 30)),
        ("2024", date(2024, 12, 31)),
        ("01/03/2024", date(2024, 3, 1)),
        ("25/03/2024", date(2024, 3, 25)),
        ("2024-13-45", date(2024, 12, 31)),
        ("in spring", None),
    ],
)
def test_dates_are_read_in_the_usual_forms(text: str, day: date | None) -> None:
    """What names a month or a year lasts to its end; of two readings the later holds."""
    assert date_in(text) == day
