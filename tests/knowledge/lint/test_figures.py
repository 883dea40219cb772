"""One named figure of one role is one number, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.lint.model import Check, Severity
from tests.knowledge.lint.builders import checked, quotes

KPIS = """# Lab Technician

## Duties

- Keeps the instruments ready.

## KPIs and targets

| KPI | Target | Reviewed |
|---|---|---|
| Samples on time | ≥ 95% | Monthly |
| Instrument uptime | 98% | Weekly |
"""


def test_two_targets_for_one_kpi_are_an_error(tmp_path: Path) -> None:
    """The table says one figure, the scorecard at the end another."""
    text = KPIS + "\n## Scorecard\n\n- Samples on time: 90%\n- Instrument uptime: 98%\n"

    (problem,) = checked(tmp_path, {"technician.md": text})

    assert problem.check is Check.CONFLICTING_FIGURES
    assert problem.severity is Severity.ERROR
    assert "“Samples on time” is 95% in one place and 90% in another." in problem.message
    assert quotes(problem) == ["Samples on time | ≥ 95% | Monthly", "Samples on time: 90%"]


def test_two_documents_of_one_role_are_compared(tmp_path: Path) -> None:
    """Figures drift apart where they are kept twice."""
    other = "# Lab Technician\n\n## Team\n\n- Samples on time: 97%\n- Colleagues: 5\n"

    (problem,) = checked(tmp_path, {"technician.md": KPIS, "team.md": other})

    assert problem.check is Check.CONFLICTING_FIGURES


@pytest.mark.parametrize(
    "more",
    [
        "## Goals for the first 90 days\n\n- Samples on time: 80%\n",
        "## Variants by company size\n\n- Samples on time: 80%\n",
        "## Scorecard\n\n- Samples on time: 12 days\n",
        "## Scorecard\n\n- Samples of the other laboratories on time: 90%\n",
        "## Scorecard\n\n- Samples on time: 95%\n",
        "## Notes\n\nSamples on time were 90% when the laboratory was founded.\n",
    ],
)
def test_other_times_other_units_and_prose_are_fine(tmp_path: Path, more: str) -> None:
    """A goal on the way is no contradiction, and a sentence names no figure."""
    assert checked(tmp_path, {"technician.md": f"{KPIS}\n{more}"}) == ()


def test_parts_of_one_shape_may_have_each_their_figures(tmp_path: Path) -> None:
    """Two sites, or two shifts, are described in the same words with other numbers."""
    text = """# Lab Technician

## Sites

### North

- Samples in a shift: 40%
- Technicians: 4

### South

- Samples in a shift: 60%
- Technicians: 7
"""
    assert checked(tmp_path, {"technician.md": text}) == ()


def test_the_fields_of_a_form_belong_to_what_is_above_them(tmp_path: Path) -> None:
    """`Goal` under two headings is the goal of two things."""
    text = """# Lab Technician

## Measures

### Samples that are on time

- Goal: 95%
- Share of the score: 40%

### Customers who come back

- Goal: 60%
- Share of the score: 30%

### Work without accidents

- Goal: 100%
- Share of the score: 30%
"""
    assert checked(tmp_path, {"technician.md": text}) == ()


def test_figures_of_sibling_roles_differ(tmp_path: Path) -> None:
    """That is what they are siblings for."""
    other = KPIS.replace("Lab Technician", "Senior Lab Technician").replace("95%", "99%")

    assert checked(tmp_path, {"technician.md": KPIS, "senior.md": other}) == ()
