"""How much of a sentence its passages hold, as numbers: the features of the learned score.

Containment weighted by rarity, single words and runs of two and three, the best single passage
sentence, names, figures, and what is missing. Similarity by meaning added nothing to these on
public labels, so no model is asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from bot.support.reading import PLAIN, Sentence

FEATURES = (
    "held",
    "held_loosely",
    "held_by_one",
    "held_by_three",
    "order_in_one",
    "pairs",
    "triples",
    "figure_missing",
    "figures_missing",
    "names_missing_share",
    "names_missing",
    "missing_loosely",
    "missing",
    "rarest_missing",
    "longest_gap_share",
    "longest_gap",
    "length",
    "passages_length",
    "order",
    "all_held",
    "has_figures",
)
"""What `measure` gives, in its order."""

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
NAME = re.compile(r"(?<=[\w,;:’'\"] )[A-Z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare a stem is in general English texts: idf; what is in no table is rarest."""

    known: Mapping[str, float]
    unknown: float

    def __call__(self, stem: str) -> float:
        """The idf of a stem."""
        return self.known.get(stem, self.unknown)


@dataclass(frozen=True, slots=True)
class Ground:
    """The passages' sentences, with what is asked of them for every sentence that is measured."""

    passages: tuple[Sentence, ...]
    stems: frozenset[str]
    beginnings: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    figures: frozenset[str]
    order: tuple[str, ...]

    @classmethod
    def of(cls, passages: Sequence[Sentence]) -> Ground:
        """The ground that passages are."""
        order = tuple(stem for passage in passages for stem in passage.stems)
        return cls(
            tuple(passages),
            frozenset(order),
            frozenset(stem[:5] for stem in order if len(stem) >= 5),
            frozenset(run for p in passages for n in (2, 3) for run in _runs(p.stems, n)),
            frozenset(f for stem in order for f in FIGURE.findall(stem)),
            order,
        )


def measure(sentence: Sentence, ground: Ground, rarity: Rarity) -> NDArray[np.float64]:
    """The `FEATURES` of one sentence, `(len(FEATURES),)`."""
    content = sentence.content
    worth = sum(map(rarity, content))
    missing = [s for s in content if s not in ground.stems]
    loosely = [s for s in missing if len(s) < 5 or s[:5] not in ground.beginnings]
    ones = [_share(content, set(p.stems), worth, rarity) for p in ground.passages]
    best = int(np.argmax(ones)) if ones else -1
    threes = [
        _share(content, {s for p in ground.passages[i : i + 3] for s in p.stems}, worth, rarity)
        for i in range(max(1, len(ground.passages) - 2))
    ]
    size = len(sentence.stems)
    pairs, triples = _runs(sentence.stems, 2), _runs(sentence.stems, 3)
    figures = [f.replace(",", "") for f in FIGURE.findall(sentence.text)]
    absent = sum(f not in ground.figures for f in figures)
    names = [
        s for s, w in zip(sentence.stems, sentence.words, strict=True) if w in _names(sentence)
    ]
    unnamed = sum(name not in ground.stems for name in names)
    gap = _longest_gap(sentence, ground.stems)
    nearest = ground.passages[best].stems if ones else ()
    return np.array(
        [
            1 - sum(map(rarity, missing)) / worth,
            1 - sum(map(rarity, loosely)) / worth,
            max(ones, default=0.0),
            max(threes, default=0.0),
            LCSseq.similarity(sentence.stems, nearest) / size,
            sum(run in ground.runs for run in pairs) / max(1, len(pairs)),
            sum(run in ground.runs for run in triples) / max(1, len(triples)),
            absent > 0,
            min(absent, 3),
            unnamed / max(1, len(names)),
            min(unnamed, 4),
            math.log1p(len(loosely)),
            math.log1p(len(missing)),
            max(map(rarity, loosely), default=0.0),
            gap / size,
            math.log1p(gap),
            math.log(size),
            math.log1p(len(ground.order)),
            LCSseq.similarity(sentence.stems, ground.order) / size,
            not missing,
            bool(figures),
        ],
        dtype=np.float64,
    )


def _share(content: Sequence[str], held: Collection[str], worth: float, rarity: Rarity) -> float:
    """How much of a sentence's worth is held."""
    return sum(rarity(stem) for stem in content if stem in held) / worth


def _runs(stems: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Every run of `n` stems."""
    return [tuple(stems[i : i + n]) for i in range(len(stems) - n + 1)]


def _names(sentence: Sentence) -> frozenset[str]:
    """The words that are capitalised within a sentence, in lower case."""
    return frozenset(name.lower() for name in NAME.findall(sentence.text))


def _longest_gap(sentence: Sentence, held: Collection[str]) -> int:
    """The most words of substance in a row that are not held; plain words break nothing."""
    longest = run = 0
    for word, stem in zip(sentence.words, sentence.stems, strict=True):
        if stem not in held:
            run += 1
            longest = max(longest, run)
        elif word not in PLAIN:
            run = 0
    return longest
