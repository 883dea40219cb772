"""Whether passages support what somebody wrote: a score, a yes or no, and the reason for a no.

The score is a learned logistic regression over containment (`containment`), brought down where a
rule finds a contradiction (`contradictions`). A text of several sentences is as well supported as
its weakest one, tempered by the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import wording
from bot.support.containment import Ground, Rarity, measure
from bot.support.contradictions import Clash, clash
from bot.support.reading import Sentence, sentences
from knowledge.embedding import Embedder
from knowledge.lexical import stem

FILE = Path(__file__).with_name("weights.npz")
SURE = 0.4
"""The score from which a sentence counts as supported."""

ALIKE = 0.4
"""The cosine from which two words can stand for each other; `obtain` and `get` have 0.64."""

CLASHING = 0.15
"""What is left of the score of a sentence that its passages contradict."""

SWAPPED = 0.48
"""What is left where only one word is another: it may still mean nearly the same."""


@dataclass(frozen=True, slots=True)
class Support:
    """How well a text is supported: `score` from 0 to 1, and why not, where it is not."""

    supported: bool
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned weights, `(f + 1,)` with the bias last, over measures less `mean` by `spread`."""

    linear: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    rarity: Rarity

    def logit(self, measures: NDArray[np.float64]) -> float:
        """The score of one sentence's measures, before it is squeezed into 0 to 1."""
        return float((measures - self.mean) / self.spread @ self.linear[:-1] + self.linear[-1])


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks texts; `embedder` tells which words mean nearly the same. Threads may share it."""

    embedder: Embedder
    weights: Weights

    def __call__(self, text: str, passages: Sequence[str]) -> Support:
        """How well `passages` together support `text`; a text without words is not supported."""
        said = sentences(text)
        ground = Ground.of([s for passage in passages for s in sentences(passage)])
        if not said:
            return Support(supported=False, score=0.0, reason=wording.NOTHING_STATED)
        if not ground.passages:
            return Support(supported=False, score=0.0, reason=wording.NO_PASSAGES)
        judged = [self._judge(sentence, ground) for sentence in said]
        weakest = min(judged, key=lambda one: one.score)
        mean = sum(one.score for one in judged) / len(judged)
        return replace(weakest, score=round((weakest.score + mean) / 2, 4))

    def _judge(self, sentence: Sentence, ground: Ground) -> Support:
        """How well one sentence is supported."""
        measures = measure(sentence, ground, self.weights.rarity)
        score = 1 / (1 + math.exp(-self.weights.logit(measures)))
        against = clash(sentence, ground.passages, self._alike)
        if against:
            left = SWAPPED if against.kind == "word" else CLASHING
            return Support(supported=False, score=score * left, reason=_why(against))
        if score < SURE:
            return Support(supported=False, score=score, reason=_lacking(sentence, ground))
        return Support(supported=True, score=score, reason=wording.SUPPORTED)

    def _alike(self, word: str, other: str) -> bool:
        """Whether two words can stand for each other."""
        if stem(word)[:5] == stem(other)[:5]:
            return True
        one, two = self.embedder.embed([word, other])
        return float(one @ two) >= ALIKE


def _why(against: Clash) -> str:
    """The reason of a contradiction."""
    return wording.contradicts(against.kind, against.said, against.wanted)


def _lacking(sentence: Sentence, ground: Ground) -> str:
    """The reason of a low score: the words that no passage has."""
    content = set(sentence.content)
    missing = [
        word
        for word, stem in zip(sentence.words, sentence.stems, strict=True)
        if stem in content and stem not in ground.stems
    ]
    return wording.not_in_passages(list(dict.fromkeys(missing))[:6])


@cache
def load() -> Weights:
    """The weights that ship with Remit; `scripts/learn_support.py` made them."""
    with np.load(FILE) as file:
        known = dict(zip(file["stems"].tolist(), file["idf"].tolist(), strict=True))
        return Weights(
            file["linear"], file["mean"], file["spread"], Rarity(known, float(file["unknown"]))
        )
