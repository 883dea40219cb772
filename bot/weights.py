"""Small learned weights: which topic a text speaks of, and what each piece of evidence is worth.

They were trained on this project's own cases and training questions by `scripts/train.py` (`make
train`), which writes the one file that is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.judging import Judge

Floats = NDArray[np.float64]
FILE = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear weights, for `t` topics, vectors of `dim`, `f` features and the `s` signs of finding.

    `question` and `heading` are `(t, dim + 1)`, the last column the bias; `ranking` is `(f,)`;
    `token` is `(dim + 3,)`: what a question's token is worth by its state, rarity, being a plain
    word, and the bias; `whole` is `(s + 1,)`, the last one the bias.
    `rights` is what a decision right's traits are worth (`bot.deciding.FIT`), `about` `(a + 1,)`
    how it is judged that it is what is asked (`bot.deciding.ABOUT`), the last one the bias.
    """

    topics: tuple[str, ...]
    question: Floats
    heading: Floats
    ranking: Floats
    token: Floats
    whole: Floats
    rights: Floats
    about: Floats
    judge: Judge

    def question_topics(self, vectors: Floats) -> Floats:
        """The probability `(n, t)` of each topic for questions or clauses, `(n, dim)`.

        Vectors of another model tell nothing: all topics are then alike.
        """
        if vectors.shape[1] != self.question.shape[1] - 1:
            return np.full((len(vectors), len(self.topics)), 1 / len(self.topics))
        return _softmax(vectors @ self.question[:, :-1].T + self.question[:, -1])

    def heading_topics(self, vectors: Floats) -> Floats:
        """The probability `(n, t)` of each topic for headings, `(n, dim)`; alike as above."""
        if vectors.shape[1] != self.heading.shape[1] - 1:
            return np.full((len(vectors), len(self.topics)), 1 / len(self.topics))
        return _softmax(vectors @ self.heading[:, :-1].T + self.heading[:, -1])

    def token_worth(
        self, states: NDArray[np.float32], rarity: Floats, plain: NDArray[np.bool_]
    ) -> Floats:
        """What each of a question's `t` tokens counts: `(t,)`, together 1."""
        scores = states @ self.token[:-3]
        scores = scores + np.stack([rarity, plain, np.ones(len(rarity))], axis=1) @ self.token[-3:]
        worth = np.log1p(np.exp(scores))
        return np.asarray(worth / worth.sum())


@cache
def load() -> Weights:
    """The weights that ship with Remit."""
    with np.load(FILE) as file:
        return Weights(
            topics=tuple(file["topics"].tolist()),
            question=file["question"],
            heading=file["heading"],
            ranking=file["ranking"],
            token=file["token"],
            whole=file["whole"],
            rights=file["rights"],
            about=file["about"],
            judge=Judge.read(file),
        )


def _softmax(scores: Floats) -> Floats:
    """Probabilities of each row."""
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(scores / scores.sum(axis=1, keepdims=True))
