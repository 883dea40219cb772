"""How well the grounding check tells a library's sentences from what mutating made of them.

In: trials and what the check said of each. Out: a `Line` for each change. A fault counts as found
where its score is below that of all but one in twenty of the true sentences (the usual way to
compare checks, at 5% false alarms), and apart from that where the check says no.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.grounding.mutating import Change, Trial
from evals.summary import Score, Unscored, share

FALSE_ALARMS = 0.05


@dataclass(frozen=True, slots=True)
class Judged:
    """A trial with the score that the check gave it, whether it said yes, and why."""

    trial: Trial
    score: float
    supported: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """A change: the share found at 5% false alarms, the share that the check refused, its gate."""

    change: Change
    found: Score
    refused: Score
    wanted: float | None

    @property
    def passed(self) -> bool:
        """Whether the gate holds; a line without one, or without trials, does not stop anybody."""
        return (
            self.wanted is None
            or isinstance(self.found, Unscored)
            or self.found.value >= self.wanted
        )


WANTED = {
    Change.FIGURE: 0.98,
    Change.NEGATION: 0.95,
    Change.FORCE: 0.90,
    Change.ROLE: 0.95,
    Change.SIBLING: 0.95,
    Change.WORD: 0.50,
    Change.ELSEWHERE: 1.0,
}
"""The shares of each change that are to be found."""


def judge(
    trials: Sequence[Trial], check: Callable[[Trial], Judged], done: Callable[[], None]
) -> tuple[Judged, ...]:
    """Ask the check about each trial; `done` is called after each."""
    judged = []
    for trial in trials:
        judged.append(check(trial))
        done()
    return tuple(judged)


def lines(judged: Sequence[Judged]) -> tuple[Line, ...]:
    """A line for each change that occurs, in the order of `Change`."""
    true = [one.score for one in judged if one.trial.true]
    bar = float(np.quantile(true, FALSE_ALARMS)) if true else 0.0
    return tuple(
        Line(
            change,
            share([one.score < bar for one in some], "sentences"),
            share([not one.supported for one in some], "sentences"),
            WANTED.get(change),
        )
        for change in Change
        if (some := [one for one in judged if one.trial.change is change])
    )
