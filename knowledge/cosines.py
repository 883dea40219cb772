"""How like a question is to clauses by what they mean, worked out where it is looked at.

Comes in: the vectors of an index, and a question's. Goes out: cosines of the clauses asked for. A
question about one role looks at that role's clauses and at so many others; at 100,000 clauses it
would otherwise wait longer for this product than for all else. A run of clauses is worked out at
once, so a library of one run costs what a plain product does. Nothing is rounded or left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RUN = 1024
"""Clauses that are worked out together: some 50 µs, and small beside what is looked at."""


class Cosines:
    """The cosines of `n` clauses and one question. One thread at a time."""

    def __init__(self, vectors: NDArray[np.float32], question: NDArray[np.float32]) -> None:
        """Take `vectors` `(n, dim)` and a question `(dim,)`, all of length 1."""
        self._vectors = vectors
        self._question = question
        self._cosines = np.empty(len(vectors), np.float32)
        self._known = np.zeros(-(-len(vectors) // RUN), bool)

    def __getitem__(self, clauses: NDArray[np.int64]) -> NDArray[np.float32]:
        """Those of `k` clauses by number, `(k,)`."""
        if not self._known.all():
            self._work_out(clauses)
        return self._cosines[clauses]

    def _work_out(self, clauses: NDArray[np.int64]) -> None:
        """Work out the runs of some clauses that are not known yet."""
        wanted = np.zeros_like(self._known)
        wanted[clauses // RUN] = True
        for run in np.flatnonzero(wanted & ~self._known).tolist():
            rows = slice(run * RUN, (run + 1) * RUN)
            self._cosines[rows] = self._vectors[rows] @ self._question
        self._known |= wanted
