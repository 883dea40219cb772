"""Many scored answers as one figure a metric, each with its interval, or the reason for none.

A figure is either `Scored` or `Unscored`: where there is nothing to score there is no number.
Shares of cases or citations have a Wilson interval. Figures in which one case weighs more than
another (means, F1, shares of points) and the median have a bootstrap interval that draws whole
documents, because the cases of one document succeed and fail together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evals.metrics import CaseScore

RESAMPLES = 2000
SEED = 20_240
_Z = 1.959964

K = 5
"""How many ranked passages count as found: as many as usual pipelines hand on."""

SEARCHED = "answerable questions that are searched for"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure over `n` things, its 95% interval (None if it cannot be known), and what `n` are."""

    value: float
    n: int
    interval: tuple[float, float] | None
    reason: str


@dataclass(frozen=True, slots=True)
class Unscored:
    """There is nothing to score, and why: neither good nor bad."""

    reason: str


Score = Scored | Unscored


@dataclass(frozen=True, slots=True)
class Metric:
    """A named way of adding scores up; `unit` is how its value is shown."""

    name: str
    title: str
    compute: Callable[[Sequence[CaseScore]], Score]
    unit: str = "share"


def wilson(right: float, n: int) -> tuple[float, float]:
    """Give the 95% score interval of the share `right / n` (Wilson 1927); `n` is at least 1."""
    part, spread = right / n, _Z * _Z / n
    middle = (part + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(part * (1 - part) / n + spread / (4 * n)) / (1 + spread)
    return min(part, max(0.0, middle - half)), max(part, min(1.0, middle + half))


def share(found: Iterable[bool | None], of: str) -> Score:
    """Give the share of what is true; None is left out. `of` names the things in the plural."""
    known = [bool(one) for one in found if one is not None]
    if not known:
        return Unscored(f"no {of}")
    right = sum(known)
    return Scored(right / len(known), len(known), wilson(right, len(known)), of)


def ratio(parts: Sequence[tuple[float, float]], clusters: Sequence[str], n: int, of: str) -> Score:
    """Give the sum of the first over the sum of the second of `parts`, which are one a case.

    The interval is drawn by `clusters` (one name a case). Where all of them agree, no draw differs;
    then it is Wilson's, with the number of clusters for `n`.
    """
    above, below = _by_cluster(parts, clusters)
    if not below.sum():
        return Unscored(f"no {of}")
    value = float(above.sum() / below.sum())
    draws = _draws(len(below))
    sums = draws @ below
    spread = (draws @ above)[sums > 0] / sums[sums > 0]
    if float(np.ptp(spread)) > 0:
        return Scored(value, n, _middle(spread), of)
    size = int(np.count_nonzero(below))
    return Scored(value, n, wilson(value * size, size), of)


def median(values: Sequence[tuple[float, str]], of: str) -> Score:
    """Give the median of `values`, which come with their cluster's name."""
    if not values:
        return Unscored(f"no {of}")
    numbers = np.array([number for number, _ in values])
    names, member = np.unique([name for _, name in values], return_inverse=True)
    middle = float(np.median(numbers))
    if len(names) < 2:
        return Scored(middle, len(values), None, of)
    spread = np.array([np.median(np.repeat(numbers, draw[member])) for draw in _draws(len(names))])
    return Scored(middle, len(values), _middle(spread), of)


def summarise(scores: Sequence[CaseScore], names: Sequence[str] | None = None) -> dict[str, Score]:
    """Give the score of each metric in `names`, or of all, over `scores`, in the order shown."""
    chosen = [metric for metric in METRICS if names is None or metric.name in names]
    return {metric.name: metric.compute(scores) for metric in chosen}


def _by_cluster(
    parts: Sequence[tuple[float, float]], clusters: Sequence[str]
) -> tuple[Floats, Floats]:
    """Add `parts` up within each cluster: two arrays of shape (clusters,)."""
    names, member = np.unique(np.array(clusters, dtype=str), return_inverse=True)
    sums: Floats = np.zeros((len(names), 2))
    np.add.at(sums, member, np.array(parts, dtype=np.float64).reshape(-1, 2))
    return sums[:, 0], sums[:, 1]


def _draws(size: int) -> npt.NDArray[np.int64]:
    """Give how often each of `size` clusters is drawn: (RESAMPLES, size), the same every time."""
    return np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), RESAMPLES)


def _middle(spread: Floats) -> tuple[float, float]:
    low, high = np.percentile(spread, (2.5, 97.5))
    return float(low), float(high)


def _evidence(scores: Sequence[CaseScore]) -> Score:
    return share((one.evidence for one in scores), "answerable questions")


def _precision(scores: Sequence[CaseScore]) -> Score:
    return _averaged(((one.precision, one) for one in scores), "answers with citations")


def _averaged(values: Iterable[tuple[float | None, CaseScore]], of: str) -> Score:
    """Give the mean of what is known, each case weighing the same; drawn by document."""
    known = [(value, one.cluster) for value, one in values if value is not None]
    parts = [(value, 1.0) for value, _ in known]
    return ratio(parts, [name for _, name in known], len(known), of)


def _citation_recall(scores: Sequence[CaseScore]) -> Score:
    judged = ((one.attribution.recall, one) for one in scores if one.attribution)
    return _averaged(judged, "answers whose statements were checked")


def _citation_precision(scores: Sequence[CaseScore]) -> Score:
    judged = ((one.attribution.precision, one) for one in scores if one.attribution)
    return _averaged(judged, "answers whose citations were checked")


def _faithfulness(scores: Sequence[CaseScore]) -> Score:
    judged = ((one.attribution.faithfulness, one) for one in scores if one.attribution)
    return _averaged(judged, "answers whose statements were checked")


def _recall_at(k: int) -> Callable[[Sequence[CaseScore]], Score]:
    def recall(scores: Sequence[CaseScore]) -> Score:
        placed = ((one.placing.recall(k), one) for one in scores if one.placing)
        return _averaged(placed, SEARCHED)

    return recall


def _hit(scores: Sequence[CaseScore]) -> Score:
    return share((one.placing.hit(K) for one in scores if one.placing), SEARCHED)


def _mrr(scores: Sequence[CaseScore]) -> Score:
    placed = ((one.placing.reciprocal, one) for one in scores if one.placing)
    return _averaged(placed, SEARCHED)


def _points(scores: Sequence[CaseScore]) -> Score:
    told = [(one.points, one.cluster) for one in scores if one.points]
    parts = [(float(sum(points)), float(len(points))) for points, _ in told]
    return ratio(parts, [name for _, name in told], sum(len(p) for p, _ in told), "points")


def _forbidden(scores: Sequence[CaseScore]) -> Score:
    hits = (None if one.forbidden is None else bool(one.forbidden) for one in scores)
    return share(hits, "questions with forbidden words")


def _mix_up(scores: Sequence[CaseScore]) -> Score:
    return share((one.mixed_up for one in scores), "answerable questions about one role")


def _silence(scores: Sequence[CaseScore], *, missed: float, needless: float) -> Score:
    """Give 1 over 1 plus the weighed faults: F1, precision or recall of holding back."""
    if not any(one.silence_expected for one in scores):
        return Unscored("no questions that want silence")
    parts = []
    for one in scores:
        right = float(one.silence_expected and one.silent)
        faults = missed * (one.silence_expected and not one.silent)
        faults += needless * (one.silent and not one.silence_expected)
        parts.append((right, right + faults))
    counted = sum(below > 0 for _, below in parts)
    return ratio(parts, [one.cluster for one in scores], counted, "silences, wanted or kept")


def _silence_f1(scores: Sequence[CaseScore]) -> Score:
    return _silence(scores, missed=0.5, needless=0.5)


def _silence_precision(scores: Sequence[CaseScore]) -> Score:
    return share((one.silence_expected for one in scores if one.silent), "silences kept")


def _silence_recall(scores: Sequence[CaseScore]) -> Score:
    return share((one.silent for one in scores if one.silence_expected), "silences wanted")


def _wrong_silence(scores: Sequence[CaseScore]) -> Score:
    wanted = (one.silent for one in scores if not one.silence_expected)
    return share(wanted, "questions that want no silence")


def _wrong_speech(scores: Sequence[CaseScore]) -> Score:
    return share((not one.silent for one in scores if one.silence_expected), "silences wanted")


def _clarification(scores: Sequence[CaseScore]) -> Score:
    return share((one.clarified for one in scores), "questions of an unsettled role")


def _verbatim(scores: Sequence[CaseScore]) -> Score:
    quotes = [stands for one in scores for stands in one.verbatim or ()]
    return share(quotes, "citations compared with their document")


def _length(scores: Sequence[CaseScore]) -> Score:
    lengths = [(float(one.length), one.cluster) for one in scores if one.length is not None]
    return median(lengths, "answers")


def _verdict(scores: Sequence[CaseScore]) -> Score:
    return share((one.verdict for one in scores), "decision questions")


def _false_yes(scores: Sequence[CaseScore]) -> Score:
    return share((one.false_yes for one in scores), "decision questions without a yes")


def _yes_on_silence(scores: Sequence[CaseScore]) -> Score:
    silent = (one.false_yes for one in scores if one.case.verdict == "not_specified")
    return share(silent, "decisions that the documents do not speak of")


def _approver(scores: Sequence[CaseScore]) -> Score:
    return share((one.approver for one in scores), "decision questions with an approver")


def _who_decides(scores: Sequence[CaseScore]) -> Score:
    return share((one.who_decides for one in scores), "questions of who decides")


def _comparison(scores: Sequence[CaseScore]) -> Score:
    sides = (one.evidence for one in scores if one.case.kind == "comparison")
    return share(sides, "comparisons")


METRICS: tuple[Metric, ...] = (
    Metric("evidence", "evidence cited", _evidence),
    Metric("precision", "citations right", _precision),
    Metric("citation_recall", "citation recall (ALCE)", _citation_recall),
    Metric("citation_precision", "citation precision (ALCE)", _citation_precision),
    Metric("faithfulness", "faithfulness", _faithfulness),
    Metric(f"recall_{K}", f"evidence recall at {K}", _recall_at(K)),
    Metric(f"recall_{2 * K}", f"evidence recall at {2 * K}", _recall_at(2 * K)),
    Metric(f"hit_{K}", f"evidence in first {K}", _hit),
    Metric("mrr", "mean reciprocal rank", _mrr),
    Metric("points", "answer points", _points),
    Metric("forbidden", "forbidden words said", _forbidden),
    Metric("mix_up", "role mix-up", _mix_up),
    Metric("silence_f1", "silence F1", _silence_f1),
    Metric("silence_precision", "silence precision", _silence_precision),
    Metric("silence_recall", "silence recall", _silence_recall),
    Metric("wrong_silence", "wrong silence", _wrong_silence),
    Metric("wrong_speech", "wrong speech", _wrong_speech),
    Metric("clarification", "clarification", _clarification),
    Metric("verbatim", "verbatim", _verbatim),
    Metric("length", "length (characters)", _length, unit="characters"),
    Metric("verdict", "verdict level", _verdict),
    Metric("false_yes", "false yes", _false_yes),
    Metric("yes_on_silence", "yes on silence", _yes_on_silence),
    Metric("approver", "approver named", _approver),
    Metric("who_decides", "who decides", _who_decides),
    Metric("comparison", "comparison, both cited", _comparison),
)
