"""What is made of the check's scores."""

from __future__ import annotations

import pytest

from evals.grounding.measuring import Judged, lines
from evals.grounding.mutating import Change, Trial
from evals.summary import Scored


def judged(change: Change, score: float, *, supported: bool) -> Judged:
    """A trial of a change with a score."""
    return Judged(Trial(change, "a.md", "a sentence", ("a passage",)), score, supported, "why")


def test_a_fault_is_found_where_it_scores_below_nearly_all_true_sentences() -> None:
    """Whether the check says no is counted apart."""
    true = [judged(Change.NONE, 0.9, supported=True) for _ in range(20)]
    faults = [
        judged(Change.FIGURE, 0.8, supported=True),
        judged(Change.FIGURE, 0.1, supported=False),
        judged(Change.FIGURE, 0.95, supported=True),
    ]

    (_, figure) = lines([*true, *faults])

    assert isinstance(figure.found, Scored)
    assert isinstance(figure.refused, Scored)
    assert figure.found.value == pytest.approx(2 / 3)
    assert figure.refused.value == pytest.approx(1 / 3)
    assert not figure.passed


def test_a_change_that_never_occurs_has_no_line() -> None:
    """Nothing to score is neither good nor bad."""
    assert [line.change for line in lines([judged(Change.NONE, 0.9, supported=True)])] == [
        Change.NONE
    ]
