"""Where does what was searched for stand in what finding ranks? Recall at k and reciprocal rank.

In: a case and the passages that were ranked for its question. Out: a `Placing`. How the answer was
then put together plays no part.

A gold passage is found where a ranked one is of its document and their words overlap; that it
stands in the same section is not enough. Recall at k is the share of the gold passages among the
first k, hit at k whether any is, the reciprocal rank 1 over the first one's place and 0 where none
is ranked (Manning, Raghavan and Schütze 2008, chapter 8; Voorhees 1999, TREC-8). These are two
lines of arithmetic, so no library is taken for them: what is particular, when a ranked passage is a
gold one, none of them knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.case import DECISION_KINDS, Case
from evals.matching import overlap


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that was found: its document's path and its words."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages found for a question, best first; `sureness` that they answer it, 0 to 1.

    `sureness` is None where nothing was searched: a refusal, a role that nobody knows.
    """

    passages: tuple[Ranked, ...] = ()
    sureness: float | None = None


@dataclass(frozen=True, slots=True)
class Placing:
    """The place (from 1) of each gold passage in a ranking, None for one that is not in it."""

    places: tuple[int | None, ...]

    def recall(self, k: int) -> float:
        """Give the share of the gold passages that are among the first `k`."""
        return sum(place is not None and place <= k for place in self.places) / len(self.places)

    def hit(self, k: int) -> bool:
        """Whether any gold passage is among the first `k`."""
        return any(place is not None and place <= k for place in self.places)

    @property
    def reciprocal(self) -> float:
        """Give 1 over the first gold passage's place; 0 without one."""
        return max((1 / place for place in self.places if place), default=0.0)


def place(case: Case, passages: Sequence[Ranked]) -> Placing | None:
    """Find the case's gold passages in a ranking.

    None for a case that has none, and for a decision: that one is looked up, not ranked.
    """
    if not case.gold or case.kind in DECISION_KINDS:
        return None
    return Placing(
        tuple(
            next(
                (
                    number
                    for number, found in enumerate(passages, start=1)
                    if found.document == gold.document and overlap(found.quote, gold.quote)
                ),
                None,
            )
            for gold in case.gold
        )
    )
