"""The values of a benchmark, and all of its arithmetic: medians, ratios, targets.

Rounds of the two sides of a comparison were measured in turns, so the ratio is taken round by round
and its median is what counts: a machine that slows down during a run slows both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any, NamedTuple

from typing_extensions import override


class Asked(NamedTuple):
    """A question, and the asker's role if it is known."""

    text: str
    role: str = ""


Ask = Callable[[Asked], object]
"""Answers a question, or brings passages for it; raises whatever its library raises."""


class Standing(StrEnum):
    """How a ratio stands to its target."""

    PASS = "pass"  # noqa: S105  no password
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Target:
    """A bound of a ratio, which a better ratio is `below` or above."""

    bound: float
    below: bool = True

    def judge(self, ratio: float) -> Standing:
        """Say whether `ratio` reaches the target; the bound itself does."""
        reached = ratio <= self.bound if self.below else ratio >= self.bound
        return Standing.PASS if reached else Standing.FAIL

    @override
    def __str__(self) -> str:
        return f"{'≤' if self.below else '≥'} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one side: its name, and a value for each round, at least one."""

    name: str
    rounds: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median of the rounds."""
        return median(self.rounds)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Remit beside one peer, over the same rounds. Without a target there is no standing."""

    ours: Measured
    peer: Measured
    target: Target | None = None

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours by the peer's, for each round.

        Raises:
            ValueError: the sides have not the same number of rounds.
        """
        return tuple(a / b for a, b in zip(self.ours.rounds, self.peer.rounds, strict=True))

    @property
    def ratio(self) -> float:
        """The median of `ratios`."""
        return median(self.ratios)

    @property
    def standing(self) -> Standing | None:
        """Whether the ratio reaches the target."""
        return self.target.judge(self.ratio) if self.target else None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in its `unit`: the comparisons that it consists of."""

    name: str
    title: str
    unit: str
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of a run, what they were measured on, and remarks on how."""

    setting: dict[str, int | str]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no target was missed."""
        return not any(
            comparison.standing is Standing.FAIL
            for figure in self.figures
            for comparison in figure.comparisons
        )


def round_medians(times: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The median of each round; a round has a value for each question."""
    return tuple(median(one) for one in times)


def as_json(report: Report) -> dict[str, Any]:
    """Give the report as plain data, with every round."""
    return {
        "setting": report.setting,
        "passed": report.passed,
        "figures": [
            {
                "name": figure.name,
                "title": figure.title,
                "unit": figure.unit,
                "comparisons": [_comparison(one) for one in figure.comparisons],
            }
            for figure in report.figures
        ],
        "notes": list(report.notes),
    }


def _comparison(one: Comparison) -> dict[str, Any]:
    return {
        "peer": one.peer.name,
        "ours": {"median": one.ours.middle, "rounds": list(one.ours.rounds)},
        "theirs": {"median": one.peer.middle, "rounds": list(one.peer.rounds)},
        "ratio": one.ratio,
        "ratios": list(one.ratios),
        "target": {"bound": one.target.bound, "below": one.target.below} if one.target else None,
        "standing": one.standing.value if one.standing else None,
    }
