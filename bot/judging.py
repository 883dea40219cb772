"""How likely the documents answer a question at all, for one role.

Comes in: the signs of what was found, and how well each of the question's tokens is met. Goes out:
a probability. A token counts by what it means where it stands: that nothing meets "probation" says
that the documents are silent, that nothing meets "please" says nothing. What a token counts was
learned from questions that documents answer, from near misses, and from answered questions whose
passage was taken away; nothing is decided here by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

METS = 3
"""Ways to look for a token: in the best clause, in any, in those that are believed in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's `q` tokens.

    Their `states` `(q, dim)`; what is `known` of them `(q, 4)`: rarity (a tenth of the idf),
    whether it is a plain word, whether no clause has its stem, and a one; and how well each is
    `met` `(q, METS)`, as cosines.
    """

    states: NDArray[np.float32]
    known: Floats
    met: Floats


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights for `s` signs and `h` views of a question's tokens.

    `mean` and `spread` are `(s,)`. Each view says how much a token matters, by its state `(dim, h)`
    and what is known of it `(4, h)`, and from where on it is missed: `centre` and `slope`
    `(h, METS)`. `manner` `(dim,)` reads the question as a whole. `worth` is `(s + 2 h METS + 1,)`
    and `bias` `()`.
    """

    mean: Floats
    spread: Floats
    state: Floats
    known: Floats
    centre: Floats
    slope: Floats
    manner: Floats
    worth: Floats
    bias: Floats

    def __call__(self, signs: Floats, asked: Asked) -> float:
        """How likely it is, from 0 to 1, that the documents answer; `signs` is `(s,)`."""
        near = np.asarray((signs - self.mean) / self.spread)
        parts = [near, *self._missed(asked), np.array([self._manner(asked)])]
        return float(_chance(np.concatenate(parts) @ self.worth + self.bias))

    def _missed(self, asked: Asked) -> list[Floats]:
        """What is missed of what matters: on the whole and at worst, in each view `(h,)`."""
        views = self.state.shape[1]
        if not len(asked.states):
            return [np.zeros(views)] * 2 * METS
        matters = _chance(asked.states @ self.state + asked.known @ self.known)
        total = matters.sum(axis=0) + 1e-6
        # All ways at once: (token, way, view).
        missed = _chance((self.centre.T - asked.met[:, :, None]) * self.slope.T)
        missing = matters[:, None] * missed
        whole, worst = 3 * missing.sum(axis=0) / total, 3 * missing.max(axis=0)
        return [part for way in range(METS) for part in (whole[way], worst[way])]

    def _manner(self, asked: Asked) -> float:
        """How the question's wording as such speaks for an answer."""
        return float((asked.states @ self.manner).mean()) if len(asked.states) else 0.0

    @classmethod
    def read(cls, arrays: Mapping[str, Floats]) -> Self:
        """The judge whose arrays `write` named."""
        return cls(**{f.name: arrays[f"judge_{f.name}"] for f in fields(cls)})

    def write(self) -> dict[str, Floats]:
        """Its arrays by name."""
        return {f"judge_{f.name}": getattr(self, f.name) for f in fields(self)}


def _chance(score: Floats) -> Floats:
    """The logistic function; bounded, so that nothing overflows."""
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -40, 40))))
