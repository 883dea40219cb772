"""Two runs over the same cases: what got better, what got worse, and whether that may be chance.

In: what two runs say of each case. Out: a `Comparison`. Only cases that both runs asked count; each
is its own control, so the test is McNemar's, exact (McNemar 1947; the binomial of Fay 2010 rather
than chi-square, because seldom do more than a few cases differ): of the cases whose result differs
half would get better by chance alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from evals.saving import SavedCase

CHANCE = 0.05
"""A difference that chance brings more seldom is called one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A case whose result differs: its faults before and now; none where it was right."""

    id: str
    kind: str
    question: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """One yes or no over `n` cases in both runs: how often yes, and how many cases changed.

    `p` is how likely chance alone brings as great a difference; 1 where nothing differs.
    """

    name: str
    n: int
    before: int
    now: int
    better: int
    worse: int

    @property
    def p(self) -> float:
        """The two-sided exact p-value."""
        return mcnemar(self.better, self.worse)

    @property
    def said(self) -> str:
        """The difference in a word."""
        if not self.better + self.worse:
            return "unchanged"
        if self.p >= CHANCE:
            return "may be chance"
        return "better" if self.better > self.worse else "worse"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against an earlier one called `name`, over the cases in both.

    `appeared` and `vanished` are how many cases only this run and only the earlier one has.
    """

    name: str
    rows: tuple[Paired, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    appeared: int
    vanished: int


def mcnemar(better: int, worse: int) -> float:
    """Give the two-sided exact p-value of so many changes for the better and for the worse."""
    n, few = better + worse, min(better, worse)
    tail = sum(comb(n, k) for k in range(few + 1))
    return min(1.0, tail / 2 ** (n - 1)) if n else 1.0


ASPECTS: Mapping[str, Callable[[SavedCase], bool | None]] = {
    "right in everything": lambda case: case.right,
    "evidence cited": lambda case: case.evidence,
    "spoke, held back or asked as wanted": lambda case: case.in_turn,
    "verdict level": lambda case: case.verdict,
}
"""What is compared, case by case; None where a case does not ask it."""


def compare(name: str, before: Sequence[SavedCase], now: Sequence[SavedCase]) -> Comparison:
    """Compare two runs; aspects that no common case has are left out."""
    earlier = {case.id: case for case in before}
    pairs = [(earlier[case.id], case) for case in now if case.id in earlier]
    changed = [(then, case) for then, case in pairs if then.right != case.right]
    return Comparison(
        name,
        tuple(row for aspect, ask in ASPECTS.items() if (row := _row(aspect, pairs, ask)).n),
        better=tuple(_change(*pair) for pair in changed if pair[1].right),
        worse=tuple(_change(*pair) for pair in changed if pair[0].right),
        appeared=len(now) - len(pairs),
        vanished=len(before) - len(pairs),
    )


def _row(
    name: str,
    pairs: Sequence[tuple[SavedCase, SavedCase]],
    ask: Callable[[SavedCase], bool | None],
) -> Paired:
    asked = [(ask(then), ask(case)) for then, case in pairs]
    known = [(then, now) for then, now in asked if then is not None and now is not None]
    return Paired(
        name,
        n=len(known),
        before=sum(then for then, _ in known),
        now=sum(now for _, now in known),
        better=sum(now and not then for then, now in known),
        worse=sum(then and not now for then, now in known),
    )


def _change(then: SavedCase, case: SavedCase) -> Change:
    return Change(case.id, case.kind, case.question, then.faults, case.faults)
