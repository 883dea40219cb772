"""What the decision rights of a library are about, word by word, as the model read it.

A clause blurs what its right is about among limits, approvers and other rights, so the right's own
words are read alone: when documents are ingested, that no question waits for it. Comes in: the
rights of a library. Goes out: `Wordings`, which are kept with the index, by the text itself, so
that a text that is not there is simply read. No right is kept here, and none is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.decision_rights.model import DecisionRight
from knowledge.embedding import Reading
from knowledge.model import Clause

States = NDArray[np.float16]
Read = Callable[[Sequence[str]], Sequence[Reading]]

STATES = 384


@dataclass(frozen=True, slots=True)
class Worded:
    """A text with its `t` tokens, and the clauses (by number) whose rights are about it."""

    text: str
    tokens: tuple[str, ...]
    clauses: tuple[int, ...]


class Wordings:
    """Texts with the states of their tokens. Immutable; threads share it."""

    def __init__(self, worded: Sequence[Worded], states: States) -> None:
        """Take texts, and their states `(t, dim)` one after the other."""
        self._worded = worded
        self._states = states
        ends = list(accumulate(len(each.tokens) for each in worded))
        runs = zip(worded, [0, *ends], ends, strict=False)
        self._at = {each.text: (each.tokens, begin, end) for each, begin, end in runs}

    def get(self, text: str) -> tuple[tuple[str, ...], States] | None:
        """The tokens of a text and their states `(t, dim)`; None if it is not kept."""
        found = self._at.get(text)
        return found and (found[0], self._states[found[1] : found[2]])

    def among(self, clauses: Sequence[int]) -> Wordings:
        """Those of some clauses alone, which are numbered anew in the order given; -1 is none."""
        number = {old: new for new, old in enumerate(clauses)}
        kept = []
        for each in self._worded:
            own = tuple(number[old] for old in each.clauses if old in number)
            if own:
                kept.append(Worded(each.text, each.tokens, own))
        states = [found[1] for each in kept if (found := self.get(each.text))]
        return Wordings(kept, np.concatenate(states) if states else nothing())

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which must exist."""
        rows = [(each.text, each.tokens, each.clauses) for each in self._worded]
        (folder / "wordings.json").write_bytes(orjson.dumps(rows))
        np.save(folder / "wordings.npy", self._states)

    @classmethod
    def load(cls, folder: Path) -> Wordings:
        """Read what `save` wrote; the states stay on the disk until they are looked at.

        Raises:
            OSError: a file is missing.
        """
        rows = orjson.loads((folder / "wordings.json").read_bytes())
        # A file of no rows cannot be mapped into memory.
        states = np.load(folder / "wordings.npy", mmap_mode="r" if rows else None)
        worded = [Worded(text, tuple(words), tuple(numbers)) for text, words, numbers in rows]
        return cls(worded, np.asarray(states))


def wordings_of(
    rights: Iterable[DecisionRight], clauses: Sequence[Clause], before: Wordings, read: Read
) -> Wordings:
    """What some rights in `clauses` are about; what is known from `before` is not read again."""
    number = {(clause.document, clause.id): i for i, clause in enumerate(clauses)}
    numbers: dict[str, dict[int, None]] = {}
    for right in rights:
        at = number[right.clause.document, right.clause.id]
        numbers.setdefault(right.wording, {})[at] = None
    new = [text for text in numbers if before.get(text) is None]
    fresh = {
        text: (reading.tokens, at_length_1(reading.states))
        for text, reading in zip(new, read(new) if new else (), strict=True)
    }
    found = [(text, fresh.get(text) or before.get(text)) for text in numbers]
    known = [(text, *tokens_and_states) for text, tokens_and_states in found if tokens_and_states]
    return Wordings(
        [Worded(text, tokens, tuple(numbers[text])) for text, tokens, _ in known],
        np.concatenate([states for *_, states in known]) if known else nothing(),
    )


def at_length_1(states: NDArray[np.float32]) -> States:
    """Token states `(t, dim)` at length 1, in half of the bytes."""
    length = np.linalg.norm(states, axis=1, keepdims=True) + 1e-9
    return np.asarray(states / length, np.float16)


def nothing() -> States:
    """No states."""
    return np.zeros((0, STATES), np.float16)
