"""Bands of one decision meet: no amount belongs to two, none to nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.lint.model import Check, Severity
from tests.knowledge.lint.builders import checked, quotes


def by_band(*rows: tuple[str, str]) -> dict[str, str]:
    """A table with a row for each band of one decision."""
    head = "# Purchasing authority\n\n| Decision | Amount | Approver |\n|---|---|---|\n"
    return {"d.md": head + "".join(f"| Purchases | {a} | {who} |\n" for a, who in rows)}


LEAD, MANAGER, DIRECTOR = "Team Lead", "Area Manager", "Finance Director"


def test_a_gap_between_bands_is_a_warning(tmp_path: Path) -> None:
    """`up to 5,000` and `from 10,000` leave the amounts between to nobody."""
    rows = ("up to €5,000", LEAD), ("€10,000–€50,000", MANAGER), ("above €50,000", DIRECTOR)

    (problem,) = checked(tmp_path, by_band(*rows))

    assert problem.check is Check.BAND_GAP
    assert problem.severity is Severity.WARNING
    assert "between EUR 5,000 and EUR 10,000" in problem.message
    assert len(quotes(problem)) == 2


def test_an_overlap_of_bands_is_an_error(tmp_path: Path) -> None:
    """Two roles for one amount is a contradiction."""
    rows = ("up to €5,000", LEAD), ("€5,001–€50,000", MANAGER), ("€40,000–€90,000", DIRECTOR)

    (problem,) = checked(tmp_path, by_band(*rows))

    assert problem.check is Check.BAND_OVERLAP
    assert problem.severity is Severity.ERROR
    assert "Area Manager and Finance Director" in problem.message
    assert "EUR 50,000" in problem.message


def test_two_roles_for_the_same_band_are_an_error(tmp_path: Path) -> None:
    """The same band twice is an overlap too."""
    rows = ("up to €5,000", LEAD), ("€5,001–€50,000", MANAGER), ("€5,001–€50,000", DIRECTOR)

    (problem,) = checked(tmp_path, by_band(*rows))

    assert problem.check is Check.BAND_OVERLAP


@pytest.mark.parametrize(
    "rows",
    [
        [("up to €5,000", LEAD), ("€5,001–€50,000", MANAGER), ("above €50,000", DIRECTOR)],
        [("up to €4,999", LEAD), ("from €5,000", MANAGER)],
        [("under €5,000", LEAD), ("€5,000 or more", MANAGER)],
        [("up to €500k", LEAD), ("€501k–€2m", MANAGER)],
        [("up to €5,000", LEAD), ("up to €50,000", MANAGER), ("up to €1m", DIRECTOR)],
        [("up to €5,000", LEAD), ("above €5,000", MANAGER), ("above €50,000", DIRECTOR)],
    ],
)
def test_bands_that_meet_and_ladders_are_fine(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    """However a bound is written; the higher of two `up to` includes the lower."""
    assert checked(tmp_path, by_band(*rows)) == ()


def test_either_of_two_roles_may_share_a_band(tmp_path: Path) -> None:
    """A table that says `A or B` means it."""
    rows = ("up to €5,000", LEAD), ("€5,001–€50,000", f"{MANAGER} or {DIRECTOR}")

    assert checked(tmp_path, by_band(*rows)) == ()


def test_bands_of_different_decisions_or_units_are_not_compared(tmp_path: Path) -> None:
    """Purchases and refunds have each their own ladder; euros are no days."""
    text = """# Authority

| Decision | Limit | Approver |
|---|---|---|
| Purchases | up to €5,000 | Team Lead |
| Refunds | €10,000–€50,000 | Area Manager |
| Leave | up to 5 days | Team Lead |
| Leave | €10–€20 | Area Manager |
"""
    assert checked(tmp_path, {"d.md": text}) == ()
