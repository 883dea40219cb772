"""A phrase in other words: its verb replaced by one that can stand for it.

The words are the thesaurus's, which are general English. One that has several meanings there is
left alone, and so are nouns: without their sense, a production would become a fabrication.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

from evals.probes.phrases import NOUNS_TOO, VERBS, Phrase
from knowledge.thesaurus import HERE as THESAURUS

_NEAR = frozenset(
    "appoint borrow commit decide delete dispose exclude expel extend install lend merge nominate"
    " propose remove renew settle speak talk".split()
)
"""Verbs whose neighbours in the thesaurus are another act, or go with another preposition."""


def reworded(phrase: Phrase, random: Random) -> Phrase | None:
    """`phrase` with another verb of the thesaurus; None where it has none, or no verb."""
    verb, _, rest = phrase.text.partition(" ")
    others = _synonyms().get(verb, ()) if phrase.verb else ()
    return Phrase(f"{random.choice(others)} {rest}", verb=True) if others else None


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    """Each verb of the thesaurus with the verbs that can stand for it, in a fixed order.

    A verb of several groups means several things, and is left out.
    """
    verbs = (VERBS | NOUNS_TOO) - _NEAR
    found: dict[str, tuple[str, ...]] = {}
    several: set[str] = set()
    for path in sorted(THESAURUS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            members = [] if line.startswith("#") else [one.strip() for one in line.split(",")]
            group = [one for one in members if one in verbs]
            for one in group:
                several |= {one} & found.keys()
                found[one] = tuple(other for other in group if other != one)
    return {verb: others for verb, others in found.items() if others and verb not in several}
