"""What holding back would cost if the bot were more or less sure of itself: the silence curve.

In: scores with the sureness of what was found. Out: precision, recall and F1 of silence at each
bar. Only questions that were searched for count, and none that wants or got a question back: what
is refused or has to be asked back does not depend on the bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafting import SURE
from bot.model import Status
from evals.metrics import CaseScore

STEPS = 50


@dataclass(frozen=True, slots=True)
class Point:
    """The figures of silence if the bot held back below `bar`; no precision without a silence."""

    bar: float
    precision: float | None
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Points from bar 0 to 1, over `wanted` silences of `n` questions; the bot's own bar is `now`.

    The bot does not hold back below its bar alone, so its real figures are near the curve, not on
    it.
    """

    points: tuple[Point, ...]
    n: int
    wanted: int
    now: float = SURE

    @property
    def best(self) -> Point:
        """The point of the highest F1, the lowest bar of equals."""
        return max(self.points, key=lambda point: (point.f1, -point.bar))


def curve(scores: Sequence[CaseScore]) -> Curve | None:
    """Give the curve; None unless some of the questions want silence and some do not."""
    asked = [
        (one.sureness, one.silence_expected)
        for one in scores
        if one.sureness is not None and one.clarified is None and one.status != Status.CLARIFY
    ]
    wanted = sum(expected for _, expected in asked)
    if not 0 < wanted < len(asked):
        return None
    points = tuple(_point(step / STEPS, asked, wanted) for step in range(STEPS + 1))
    return Curve(points, len(asked), wanted)


def _point(bar: float, asked: Sequence[tuple[float, bool]], wanted: int) -> Point:
    kept = [expected for sureness, expected in asked if sureness < bar]
    right = sum(kept)
    return Point(
        bar,
        precision=right / len(kept) if kept else None,
        recall=right / wanted,
        f1=2 * right / (len(kept) + wanted),
    )
