"""How well what a right is about means what is asked, word by word.

Comes in: the bare action that is asked about, and what rights say of theirs. Goes out: for each how
well its words meet those asked, and how well these meet its own. A clause blurs what its right is
about among limits, approvers and other rights, so the right's own words are read alone, when a
question first comes upon them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.scan import PLAIN
from bot.weights import Floats
from knowledge.embedding import Reading

PLAIN_WORTH = 0.15
"""What a word such as `the` counts, where others count 1."""

KEPT = 4096
"""Texts whose words are kept: some 8 kB each."""

Read = Callable[[Sequence[str]], Sequence[Reading]]


class Meant:
    """Compares texts by what each word means where it stands. Threads may share it."""

    def __init__(self, read: Read) -> None:
        """`read` gives the states of a text's tokens."""
        self._read = read
        self._known: dict[str, tuple[NDArray[np.float16], Floats]] = {}

    def __call__(self, asked: str, told: Sequence[str]) -> Floats:
        """For each of `n` texts how it meets `asked`, and how `asked` meets it: `(n, 2)` cosines.

        A text without a word meets nothing.
        """
        (states, worth), *others = self._texts([asked, *told])
        out = np.zeros((len(told), 2))
        if not len(states):
            return out
        question = states.astype(np.float32)
        for i, (words, counts) in enumerate(others):
            if len(words):
                likeness = question @ words.astype(np.float32).T
                out[i] = likeness.max(axis=1) @ worth, likeness.max(axis=0) @ counts
        return out

    def _texts(self, texts: Sequence[str]) -> list[tuple[NDArray[np.float16], Floats]]:
        """Each text's token states at length 1 `(t, dim)`, and what each token counts `(t,)`."""
        known = self._known
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if len(known) + len(new) > KEPT:
            known = self._known = {}
            new = list(dict.fromkeys(texts))
        for text, reading in zip(new, self._read(new) if new else (), strict=True):
            length = np.linalg.norm(reading.states, axis=1, keepdims=True) + 1e-9
            worth = np.array([PLAIN_WORTH if word in PLAIN else 1.0 for word in reading.tokens])
            known[text] = (reading.states / length).astype(np.float16), worth / (worth.sum() or 1.0)
        return [known[text] for text in texts]
