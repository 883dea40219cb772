"""A right ends at its limit; what lies beyond it is not for its holder to decide."""

from __future__ import annotations

import pytest

from knowledge.decision_rights.model import Level, Limit, Part
from tests.bot.rights import matches, right
from tests.bot.rulings import OVENS, is_open, ruling, verdict


@pytest.mark.parametrize(
    ("amount", "level", "beyond"),
    [
        ("299 EUR", "independent", False),
        ("300 EUR", "independent", False),
        ("300.01 EUR", "manager_approval", True),
        ("301 EUR", "manager_approval", True),
        ("5,000 EUR", "manager_approval", True),
        ("301", "manager_approval", True),
    ],
)
def test_a_right_ends_at_its_limit(amount: str, level: str, *, beyond: bool) -> None:
    """The limit itself is within it; above it nobody is known to approve."""
    found = ruling(f"{OVENS} for {amount}", right(OVENS, limit=Limit(up_to=300, unit="EUR")))

    assert (found.verdict.level, found.verdict.approver) == (level, "")
    assert found.beyond is beyond


@pytest.mark.parametrize(("amount", "beyond"), [("299", False), ("300", True)])
def test_below_a_limit_means_below_it(amount: str, *, beyond: bool) -> None:
    """`Less than 300` leaves 300 out."""
    limit = Limit(up_to=300, unit="EUR", below=True)

    assert ruling(f"{OVENS} for {amount} EUR", right(OVENS, limit=limit)).beyond is beyond


def test_an_amount_of_a_higher_band_needs_that_band_s_approver() -> None:
    """In whichever order the bands were found."""
    bands = (
        right(OVENS, limit=Limit(up_to=300, unit="EUR"), place="low"),
        right(
            OVENS, Level.TEAM_APPROVAL, Part.PROPOSES, approver="Head Baker", place="middle",
            limit=Limit(up_to=900, over=300, unit="EUR"),
        ),
        right(
            OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, approver="Mill Manager", place="high",
            limit=Limit(over=900, unit="EUR"),
        ),
    )  # fmt: skip
    expected = {
        "300": ("independent", ""),
        "301": ("team_approval", "Head Baker"),
        "900": ("team_approval", "Head Baker"),
        "901": ("manager_approval", "Mill Manager"),
    }
    for amount, told in expected.items():
        for order in (bands, bands[::-1]):
            found = verdict(f"{OVENS} for {amount} EUR", *order)
            assert (found.level, found.approver) == told, amount


def test_a_limit_of_another_unit_is_not_what_the_amount_is_held_against() -> None:
    """Days are no euros."""
    found = ruling(f"{OVENS} for 20 days", right(OVENS, limit=Limit(up_to=3, unit="EUR")))

    assert not found.beyond


def test_another_matter_s_limit_does_not_stretch_a_right() -> None:
    """Who may rent a cart for 900 may not therefore buy ovens for it."""
    found = ruling(
        f"{OVENS} for 301 EUR",
        right(OVENS, limit=Limit(up_to=300, unit="EUR")),
        right("rent a cart", limit=Limit(up_to=900, unit="EUR")),
    )

    assert found.beyond
    assert (found.verdict.level, found.verdict.action) == ("manager_approval", OVENS)


def test_a_limit_in_another_currency_leaves_it_open() -> None:
    """How much that is nobody here can say; yes would be a guess, and so would no."""
    found = matches(right(OVENS, limit=Limit(up_to=300, unit="EUR")))

    assert is_open(f"{OVENS} for 20 USD", found)


def test_rights_for_larger_amounts_say_nothing_of_a_smaller_one() -> None:
    """That the high band needs approval leaves the low one open."""
    high = right(
        OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, approver="Mill Manager",
        limit=Limit(over=300, unit="EUR"),
    )  # fmt: skip

    assert is_open(f"{OVENS} for 20 EUR", matches(high))


def test_limits_that_two_documents_set_differently_are_a_conflict() -> None:
    """Where the amount tells them apart; one within both is nobody's quarrel."""
    own = right(OVENS, limit=Limit(up_to=300, unit="EUR"), document="baker.md")
    table = right(OVENS, limit=Limit(up_to=200, unit="EUR"), document="table.csv")

    assert verdict("buy ovens for 250 euros", own, table).level == "conflict"
    assert verdict("buy ovens for 100 euros", own, table).level == "independent"


def test_a_sum_asked_about_counts_for_the_right_that_has_a_limit() -> None:
    """A right alone without one does not outweigh the approval that the sum needs."""
    alone = right("buy ovens and tins")
    bounded = right(
        "buy ovens",
        Level.MANAGER_APPROVAL,
        Part.PROPOSES,
        approver="Mill Manager",
        limit=Limit(over=500, unit="EUR"),
    )

    assert verdict("buy ovens for 900 euros", alone, bounded).level == "manager_approval"
    assert verdict("buy ovens", alone, bounded).level == "independent"
