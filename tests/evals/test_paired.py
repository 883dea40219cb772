"""Two runs compared, case by case, and runs kept to be compared with."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.errors import RunInvalid, RunNameInvalid, RunUnknown
from evals.paired import compare, mcnemar
from evals.saving import SavedCase, load, save


def saved(name: str, *, right: bool = True, verdict: bool | None = None) -> SavedCase:
    """Give what a run says of a case."""
    return SavedCase(
        id=name,
        kind="lookup",
        question=f"{name}?",
        right=right,
        in_turn=True,
        evidence=right,
        verdict=verdict,
        faults=() if right else ("evidence not cited",),
    )


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (6, 0, 0.03125), (0, 6, 0.03125), (10, 2, 0.0386)],
)
def test_the_p_value_is_the_exact_one(better: int, worse: int, p: float) -> None:
    """Two-sided binomial, as `scipy.stats.binomtest(better, better + worse)` gives it."""
    assert mcnemar(better, worse) == pytest.approx(p, abs=1e-4)


def test_a_comparison_names_what_got_better_and_worse() -> None:
    """With the faults on either side; cases of one run alone are counted and not compared."""
    before = [saved("a", right=False), saved("b"), saved("c"), saved("gone")]
    now = [saved("a"), saved("b", right=False), saved("c"), saved("new"), saved("newer")]
    found = compare("before", before, now)
    assert [(one.id, one.before) for one in found.better] == [("a", ("evidence not cited",))]
    assert [(one.id, one.now) for one in found.worse] == [("b", ("evidence not cited",))]
    assert (found.appeared, found.vanished) == (2, 1)
    right = found.rows[0]
    assert (right.n, right.before, right.now, right.better, right.worse) == (3, 2, 2, 1, 1)
    assert right.said == "may be chance"
    assert "verdict level" not in [row.name for row in found.rows]


def test_a_difference_counts_when_chance_seldom_brings_it() -> None:
    """Six better and none worse is better; one worse alone is nothing yet."""
    many = [saved(str(n), right=False) for n in range(6)]
    assert compare("x", many, [saved(str(n)) for n in range(6)]).rows[0].said == "better"
    one = compare("x", [saved("a")], [saved("a", right=False)]).rows[0]
    assert one.said == "may be chance"


def test_a_run_is_read_back_by_its_name_or_its_file(tmp_path: Path) -> None:
    """What a report has beyond the cases does no harm."""
    data = {"cases": [saved("a").model_dump()], "suite": "all"}
    path = save(data, "before", tmp_path / "runs")
    assert load("before", tmp_path / "runs") == load(str(path), tmp_path) == (saved("a"),)


def test_what_cannot_be_compared_with_is_named(tmp_path: Path) -> None:
    """A run that is not there, a file that is none, a name that leads elsewhere."""
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    with pytest.raises(RunUnknown, match="there are other"):
        load("before", tmp_path)
    with pytest.raises(RunInvalid, match="other"):
        load("other", tmp_path)
    for name in ("../x", "a/b", "", ".."):
        with pytest.raises(RunNameInvalid):
            save({}, name, tmp_path)
