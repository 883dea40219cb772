"""The arithmetic of the benchmark's table. Nothing here looks at a clock."""

from __future__ import annotations

import json

import pytest

from bench.model import (
    Comparison,
    Figure,
    Measured,
    Report,
    Standing,
    Target,
    as_json,
    round_medians,
)


def compared(
    ours: tuple[float, ...], peers: tuple[float, ...], target: Target | None = None
) -> Comparison:
    """A comparison of these rounds."""
    return Comparison(Measured("Remit", ours), Measured("Peer", peers), target)


def report(*comparisons: Comparison) -> Report:
    """A report of one figure."""
    return Report({"questions": 3}, (Figure("warm", "one warm answer", "ms", comparisons),))


def test_the_ratio_is_the_median_of_the_rounds_ratios() -> None:
    """A round that a busy machine slowed on both sides counts like every other."""
    comparison = compared((2.0, 40.0, 3.0), (4.0, 50.0, 4.0))

    assert comparison.ratios == (0.5, 0.8, 0.75)
    assert comparison.ratio == 0.75


def test_each_side_shows_the_median_of_its_own_rounds() -> None:
    """One outlier among the rounds does not move what the table shows."""
    assert Measured("Peer", (9.0, 1.0, 2.0)).middle == 2.0


def test_a_round_is_the_median_of_its_questions() -> None:
    """One slow question does not make a slow round."""
    assert round_medians([[1.0, 2.0, 90.0], [4.0, 5.0]]) == (2.0, 4.5)


def test_sides_of_different_length_are_not_compared() -> None:
    """Rounds that have no counterpart would drift."""
    with pytest.raises(ValueError, match="zip"):
        _ = compared((1.0, 2.0), (1.0,)).ratio


@pytest.mark.parametrize(
    ("target", "ratio", "standing"),
    [
        (Target(0.8), 0.79, Standing.PASS),
        (Target(0.8), 0.8, Standing.PASS),
        (Target(0.8), 0.81, Standing.FAIL),
        (Target(6, below=False), 6.1, Standing.PASS),
        (Target(6, below=False), 6.0, Standing.PASS),
        (Target(6, below=False), 5.9, Standing.FAIL),
    ],
)
def test_a_target_is_a_bound_from_above_or_from_below(
    target: Target, ratio: float, standing: Standing
) -> None:
    """The bound itself reaches the target."""
    assert target.judge(ratio) is standing


def test_a_target_reads_as_its_bound() -> None:
    """The table shows which way a target goes."""
    assert (str(Target(0.8)), str(Target(6, below=False))) == ("≤ 0.8", "≥ 6")


def test_only_a_missed_target_fails_the_run() -> None:
    """Rows without a target are there to look at."""
    slow_without_target = compared((9.0,), (1.0,))
    fast = compared((1.0,), (2.0,), Target(0.8))
    slow = compared((2.0,), (2.0,), Target(0.8))

    assert report(slow_without_target, fast).passed
    assert not report(fast, slow).passed
    assert slow_without_target.standing is None


def test_the_json_holds_every_round() -> None:
    """Whoever doubts a median can take another."""
    came = json.loads(
        json.dumps(as_json(report(compared((1.0, 3.0), (2.0, 4.0), Target(2)))), allow_nan=False)
    )

    (comparison,) = came["figures"][0]["comparisons"]
    assert came["passed"] is True
    assert comparison["ours"] == {"median": 2.0, "rounds": [1.0, 3.0]}
    assert comparison["ratios"] == [0.5, 0.75]
    assert comparison["ratio"] == 0.625
    assert comparison["target"] == {"bound": 2, "below": True}
    assert comparison["standing"] == "pass"
