"""Small learned weights: which topic a text speaks of, and what each piece of evidence is worth.

They were trained on this project's own cases and training questions by `evals/training/train.py`
(`make train`), which writes the one file that is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FILE = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear weights. With `t` topics, vectors of `dim` and `f` features:

    `question` and `heading` are `(t, dim + 1)`, the last column the bias; `ranking` is `(f,)`;
    `silence` and `whole` are `(s + 1,)` for the `s` signs of `bot.finding`, the last one the bias.
    """

    topics: tuple[str, ...]
    question: Floats
    heading: Floats
    ranking: Floats
    silence: Floats
    whole: Floats

    def question_topics(self, vectors: Floats) -> Floats:
        """The probability `(n, t)` of each topic for questions or clauses, `(n, dim)`."""
        return _softmax(vectors @ self.question[:, :-1].T + self.question[:, -1])

    def heading_topics(self, vectors: Floats) -> Floats:
        """The probability `(n, t)` of each topic for headings, `(n, dim)`."""
        return _softmax(vectors @ self.heading[:, :-1].T + self.heading[:, -1])


@cache
def load() -> Weights:
    """The weights that ship with Remit."""
    with np.load(FILE) as file:
        return Weights(
            topics=tuple(file["topics"].tolist()),
            question=file["question"],
            heading=file["heading"],
            ranking=file["ranking"],
            silence=file["silence"],
            whole=file["whole"],
        )


def _softmax(scores: Floats) -> Floats:
    """Probabilities of each row."""
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(scores / scores.sum(axis=1, keepdims=True))
