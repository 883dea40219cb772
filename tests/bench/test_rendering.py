"""What the benchmark's table shows of a comparison."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bench.model import Comparison, Figure, Measured, Report, Target
from bench.rendering import cells, rounded, show

MISSED = Comparison(
    Measured("Remit", (4.0, 6.0)), Measured("Peer [plain]", (5.0, 5.0)), Target(0.8)
)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0314, "0.03"), (4.26, "4.26"), (12.34, "12.3"), (325.4, "325")]
)
def test_values_keep_about_three_digits(value: float, shown: str) -> None:
    """Seconds, milliseconds and megabytes stand in one column."""
    assert rounded(value) == shown


def test_a_row_shows_both_sides_the_ratio_and_how_far_the_rounds_lie_apart() -> None:
    """A ratio that swings from round to round is not to be trusted, and the table says so."""
    assert cells(MISSED) == (
        "5.00",
        "Peer [plain]",
        "5.00",
        "1.00",
        "0.80–1.20",
        "≤ 0.8",
        "FAIL",
    )


def test_a_row_without_a_target_has_no_standing() -> None:
    """Peers without a target are neither passed nor failed."""
    *_, target, standing = cells(Comparison(MISSED.ours, MISSED.peer))

    assert (target, standing) == ("–", "")


def test_the_table_is_plain_text_where_there_is_no_terminal() -> None:
    """A log file holds no colour codes, and every figure with its unit."""
    file = io.StringIO()
    report = Report(
        {"questions": 2}, (Figure("warm", "one warm answer", "ms", (MISSED,)),), ("A note.",)
    )

    show(report, Console(file=file, width=200))

    text = file.getvalue()
    assert "\x1b" not in text
    assert "one warm answer, ms" in text
    assert "Medians of rounds in turns; questions 2" in text
    assert text.rstrip().endswith("A note.")
