"""Scores added up, with their intervals."""

from __future__ import annotations

import math

import pytest

from evals.metrics import CaseScore, score
from evals.summary import (
    METRICS,
    Scored,
    Unscored,
    median,
    ratio,
    share,
    summarise,
    wilson,
)
from tests.evals.builders import answer, case, citation, gold, silent_case

SILENCE = answer("The documents do not say.", status="abstained")


def scored(*scores: CaseScore, name: str) -> Scored:
    """Give the metric `name` over `scores`, which must be scored."""
    found = summarise(scores)[name]
    assert isinstance(found, Scored)
    return found


def test_wilsons_interval_is_the_published_one() -> None:
    """15 of 148 gives 0.0624 to 0.1605 (Newcombe 1998, table I); no end leaves 0 to 1."""
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    low, high = wilson(29, 29)
    assert low == pytest.approx(0.8830, abs=5e-5)
    assert high == 1.0


def test_where_there_is_nothing_to_score_every_metric_says_so() -> None:
    """Unscored is neither 0 nor 1 nor NaN, and gives its reason."""
    for found in summarise(()).values():
        assert isinstance(found, Unscored)
        assert found.reason


def test_no_figure_is_ever_nan() -> None:
    """Whatever mixture of cases is scored, a figure is a number or absent."""
    scores = [
        score(case(), answer()),
        score(silent_case(), SILENCE),
        score(case(kind="ambiguous", expect="clarify"), SILENCE),
    ]
    for chosen in (scores[:1], scores[1:2], scores[2:], scores):
        for found in summarise(chosen).values():
            if isinstance(found, Scored):
                assert not math.isnan(found.value)
                assert found.n > 0
                low, high = found.interval or (found.value, found.value)
                assert low <= found.value <= high


def test_none_is_left_out_of_a_share() -> None:
    """What cannot be asked of a case is no failure of it."""
    found = share([True, None, False, None], "things")
    assert isinstance(found, Scored)
    assert (found.value, found.n) == (0.5, 2)


def test_a_ratio_draws_whole_documents() -> None:
    """Ten cases of one document say less than ten of ten, so their interval is wider."""
    parts = [(1.0, 1.0)] * 10 + [(0.0, 1.0)] * 10
    apart = ratio(parts, [str(number) for number in range(20)], 20, "cases")
    together = ratio(parts, ["a"] * 5 + ["b"] * 5 + ["c"] * 5 + ["d"] * 5, 20, "cases")
    assert isinstance(apart, Scored)
    assert isinstance(together, Scored)
    assert apart.interval
    assert together.interval
    assert apart.value == together.value == 0.5
    assert apart.interval[1] - apart.interval[0] < together.interval[1] - together.interval[0]


def test_documents_that_agree_do_not_make_the_interval_vanish() -> None:
    """Three documents all right are not certainty: the interval is that of three right of three."""
    found = ratio([(2.0, 2.0)] * 6, ["a", "a", "b", "b", "c", "c"], 6, "cases")
    assert isinstance(found, Scored)
    assert found.interval == wilson(3, 3)


def test_intervals_are_the_same_in_every_run() -> None:
    """The seed is fixed, so that two reports can be compared."""
    parts, names = [(float(n % 3), 3.0) for n in range(30)], [str(n % 7) for n in range(30)]
    assert ratio(parts, names, 30, "cases") == ratio(parts, names, 30, "cases")


def test_a_median_of_one_document_has_no_interval() -> None:
    """One document tells nothing of the next."""
    alone = median([(10.0, "a"), (30.0, "a"), (500.0, "a")], "answers")
    assert alone == Scored(30.0, 3, None, "answers")
    several = median([(10.0, "a"), (30.0, "b"), (500.0, "c")], "answers")
    assert isinstance(several, Scored)
    assert several.interval == (10.0, 500.0)


def test_silence_is_scored_both_ways() -> None:
    """Holding back everywhere has full recall, and pays for it in precision and wrong silence."""
    wanted = score(silent_case(), SILENCE)
    needless = score(case(), SILENCE)
    spoken = score(silent_case(id="b-3"), answer())
    assert scored(wanted, needless, name="silence_recall").value == 1.0
    assert scored(wanted, needless, name="silence_precision").value == 0.5
    assert scored(wanted, needless, name="silence_f1").value == pytest.approx(2 / 3)
    assert scored(wanted, needless, name="wrong_silence").value == 1.0
    assert scored(wanted, spoken, name="wrong_speech").value == 0.5
    assert scored(wanted, spoken, name="silence_f1").value == pytest.approx(2 / 3)
    assert scored(spoken, name="silence_f1").value == 0.0


def test_silence_f1_is_unscored_without_a_case_that_wants_silence() -> None:
    """A suite without unanswerable questions says nothing about silence."""
    assert isinstance(summarise([score(case(), answer())])["silence_f1"], Unscored)


def test_precision_is_the_mean_over_answers_and_points_are_pooled() -> None:
    """Two strays in one answer do not outweigh a clean other one; each fact counts once."""
    stray = citation("Cleans the vats", section=("Elsewhere",))
    one = score(case(points=[["Friday"]]), answer(citations=[citation()]))
    two = score(
        case(id="b-4", points=[["a"], ["b"], ["Friday"]], gold=[gold(document="b.md")]),
        answer(citations=[stray, stray]),
    )
    assert scored(one, two, name="precision").value == 0.5
    assert scored(one, two, name="points").value == 0.5
    assert scored(one, two, name="points").n == 4


def test_a_decision_without_a_verdict_is_a_wrong_one() -> None:
    """Nobody raises the figure by keeping back the verdicts that are hard."""
    asked = case(kind="decision", verdict="independent")
    none, right = score(asked, answer()), score(asked, answer(level="independent"))
    assert scored(none, right, name="verdict").value == 0.5


def test_a_yes_on_silence_is_counted_among_the_false_ones_and_by_itself() -> None:
    """The target of 0 is for questions that the documents do not speak of."""
    silent = silent_case(kind="decision", verdict="not_specified")
    held = case(kind="decision", verdict="manager_approval")
    scores = [score(one, answer(level="independent")) for one in (silent, held)]
    scores.append(score(held, answer(level="manager_approval")))
    assert scored(*scores, name="false_yes").value == pytest.approx(2 / 3)
    assert scored(*scores, name="yes_on_silence").n == 1
    assert scored(*scores, name="yes_on_silence").value == 1.0


def test_comparisons_have_a_figure_of_their_own() -> None:
    """Evidence of a hundred other questions must not hide that one side was not cited."""
    both = case(kind="comparison", gold=[gold(), gold(role="Maltster", document="maltster.md")])
    half, other = score(both, answer(citations=[citation()])), score(case(), answer())
    assert scored(half, other, name="comparison") == Scored(0.0, 1, wilson(0, 1), "comparisons")
    assert isinstance(summarise([other])["comparison"], Unscored)


def test_metric_names_are_unique() -> None:
    """Gates and reports speak of metrics by name."""
    assert len({metric.name for metric in METRICS}) == len(METRICS)
