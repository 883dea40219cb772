"""Words that can stand for each other when one speaks of work: chat words and formal ones.

The groups in `work.txt` and `fields.txt` are general English, not taken from any organisation's
documents; `chat.txt` has idioms, each with what may stand for it. `concepts` turns a question's
words into what may stand in a clause for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.lexical import stems, words

HERE = Path(__file__).parent
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """What a question asks about with one word or fixed phrase.

    `said` are its stems; `others` the stems of each word or phrase that can stand for it.
    """

    said: Phrase
    others: tuple[frozenset[str], ...]

    def share(self, present: frozenset[str]) -> float:
        """How much of it is among the stems of a clause: 1 as said, 0.8 by another word, else 0."""
        if present.issuperset(self.said):
            return 1.0
        return 0.8 if any(other <= present for other in self.others) else 0.0


def concepts(said: Sequence[str]) -> tuple[Concept, ...]:
    """The concepts of a question's stems, in order; a known phrase is one concept."""
    groups = _groups()
    out: list[Concept] = []
    i = 0
    while i < len(said):
        for size in (3, 2, 1):
            phrase = tuple(said[i : i + size])
            if len(phrase) == size and (size == 1 or phrase in groups):
                out.append(Concept(phrase, groups.get(phrase, ())))
                i += size
                break
    return tuple(out)


@cache
def _groups() -> dict[Phrase, tuple[frozenset[str], ...]]:
    """Every word and phrase, by its stems, with what can stand for it."""
    others: dict[Phrase, dict[frozenset[str], None]] = defaultdict(dict)
    for path in sorted(HERE.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            idiom, one_way, rest = line.rpartition(":")
            members = [_phrase(member) for member in rest.split(",")]
            for one in [_phrase(idiom)] if one_way else members:
                for other in members:
                    if one and other and one != other:
                        others[one][frozenset(other)] = None
    return {phrase: tuple(found) for phrase, found in others.items()}


def _phrase(member: str) -> Phrase:
    """A member's stems; none if only one word of several would be left, which would be another."""
    found = tuple(stems(member))
    return found if len(found) > 1 or len(words(member)) == 1 else ()
