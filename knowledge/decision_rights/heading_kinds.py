"""What a heading tells of the rights under it, whatever its words: `Not your patch`, `Ask first`.

Comes in: a heading. Goes out: the kind of what stands under it, where that is sure enough. What
each phrase tells was learned by `scripts/learn_phrases.py` from headings that were written for it
(`evals/training/headings.jsonl`); a heading that a rule knows is not asked here.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from knowledge.phrases import Phrases

FILE = Path(__file__).with_name("heading_kinds.json")

SURE = 0.6
"""From where on a heading is of a kind: of headings by an author that was not learned from, two
thirds of those about rights are found then, and 3 to 6 of 100 that only look like it."""


class Kind(StrEnum):
    """What is listed under a heading."""

    ALONE = "alone"
    """What the holder may decide without asking."""
    TEAM = "team"
    """What peers, a committee, a vote must agree to."""
    MANAGER = "manager"
    """What somebody above, or a gate, must approve."""
    PROPOSE = "propose"
    """What the holder may only propose or advise on."""
    NOT = "not"
    """What the holder may not do, or others decide."""
    MIXED = "mixed"
    """Who decides what: the level stands in each item."""
    OTHER = "other"
    """No rights."""


@lru_cache(maxsize=1 << 13)
def kind_of(heading: str) -> Kind:
    """What stands under a heading; `OTHER` where that is not sure."""
    likely = _learned().likelihoods(heading)
    best = max(likely, key=likely.__getitem__)
    return Kind(best) if likely[best] >= SURE else Kind.OTHER


@cache
def _learned() -> Phrases:
    """What ships."""
    return Phrases.read(FILE)
