"""Decision rights in the words of every surface."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.rights import LEVELS, PARTS, limit_in_words, terms
from knowledge.decision_rights.model import Level, Limit, Part
from tests.bot.rights import right


def test_every_level_and_every_part_has_its_words() -> None:
    """A new one cannot be forgotten."""
    assert set(LEVELS) == set(Level)
    assert set(PARTS) == set(Part)


def test_terms_say_whose_agreement_how_far_and_when() -> None:
    """An approver who decides instead is told from one who agrees; nothing is empty."""
    asked = right(
        "buy",
        Level.MANAGER_APPROVAL,
        approver="the Director",
        limit=Limit(up_to=50, unit="EUR"),
        condition="in winter",
    )

    assert list(terms(asked)) == ["approval: the Director", "up to 50 EUR", "in winter"]
    assert "decided by: the Director" in terms(replace(asked, level=Level.NOT_AUTHORIZED))
    assert list(terms(right("buy"))) == []


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(up_to=2500, unit="USD"), "up to 2,500 USD"),
        (Limit(up_to=2500, over=500, unit="USD"), "above 500 and up to 2,500 USD"),
        (Limit(up_to=20, unit="day", below=True), "below 20 days"),
        (Limit(over=50, unit="MW"), "above 50 MW"),
        (Limit(up_to=0.2, unit="%"), "up to 0.20%"),
        (Limit(up_to=1, unit="day"), "up to 1 day"),
        (Limit(over=50_000), "above 50,000"),
    ],
)
def test_a_limit_is_shown_as_people_write_it(limit: Limit, words: str) -> None:
    """Thousands are parted, units follow, nouns agree with their number."""
    assert limit_in_words(limit) == words
