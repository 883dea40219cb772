"""How well what a right is about means what is asked, word by word.

Comes in: the bare action that is asked about, and what rights say of theirs. Goes out: for each how
well its words meet those asked, and how well these meet its own. What rights say is kept with the
index (`knowledge.wordings`); another text is read when a question first comes upon it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bot.scan import PLAIN
from bot.weights import Floats
from knowledge.wordings import Read, States, Wordings, at_length_1

PLAIN_WORTH = 0.15
"""What a word such as `the` counts, where others count 1."""

KEPT = 4096
"""Texts whose words are kept: some 8 kB each."""


class Meant:
    """Compares texts by what each word means where it stands. Threads may share it."""

    def __init__(self, read: Read, wordings: Wordings) -> None:
        """`read` gives the states of a text's tokens, `wordings` has those that are at hand."""
        self._read = read
        self._wordings = wordings
        self._known: dict[str, tuple[States, Floats]] = {}

    def __call__(self, asked: str, told: Sequence[str]) -> Floats:
        """For each of `n` texts how it meets `asked`, and how `asked` meets it: `(n, 2)` cosines.

        A text without a word meets nothing.
        """
        # Each text once: equal texts must meet it alike to the last digit.
        texts = dict.fromkeys(told)
        # What is asked is not kept: it seldom comes again.
        ((_, (states, worth)),) = self._weighed([asked])
        others = self._texts(list(texts))
        each = np.zeros((len(texts), 2))
        worded = [i for i, (words, _) in enumerate(others) if len(words)]
        if len(states) and worded:
            lengths = np.array([len(others[i][0]) for i in worded])
            starts = np.cumsum(lengths) - lengths
            rows = np.concatenate([others[i][0] for i in worded], dtype=np.float32)
            counts = np.concatenate([others[i][1] for i in worded])
            # One run a word asked: numpy reduces along a run faster than across.
            likeness = states.astype(np.float32) @ rows.T
            each[worded, 0] = worth @ np.maximum.reduceat(likeness, starts, axis=1)
            each[worded, 1] = np.add.reduceat(likeness.max(axis=0) * counts, starts)
        place = {text: i for i, text in enumerate(texts)}
        return each[[place[text] for text in told]]

    def _texts(self, texts: Sequence[str]) -> list[tuple[States, Floats]]:
        """Each text's token states at length 1 `(t, dim)`, and what each token counts `(t,)`."""
        known = self._known
        new = [text for text in texts if text not in known]
        if len(known) + len(new) > KEPT:
            known = self._known = {}
            new = list(texts)
        known.update(self._weighed(new))
        return [known[text] for text in texts]

    def _weighed(self, texts: Sequence[str]) -> Iterator[tuple[str, tuple[States, Floats]]]:
        """Each of some texts as `_texts` gives it; what is not at hand is read."""
        unread = []
        for text in texts:
            if found := self._wordings.get(text):
                tokens, states = found
                yield text, (states, worth_of(tokens))
            else:
                unread.append(text)
        for text, reading in zip(unread, self._read(unread) if unread else (), strict=True):
            yield text, (at_length_1(reading.states), worth_of(reading.tokens))


def worth_of(tokens: Sequence[str]) -> Floats:
    """What each of a text's tokens counts `(t,)`, together 1."""
    worth = np.array([PLAIN_WORTH if word in PLAIN else 1.0 for word in tokens])
    return worth / (worth.sum() or 1.0)
