"""Cosines are the same whatever part of an index is looked at, and in whatever order."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.cosines import RUN, Cosines

SIZE = 3 * RUN + 7


@pytest.fixture(name="vectors", scope="module")
def _vectors() -> NDArray[np.float32]:
    """Vectors of several runs, the last one short."""
    vectors = np.random.default_rng(0).normal(size=(SIZE, 16)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


@pytest.mark.parametrize(
    "clauses",
    [
        np.array([], np.int64),
        np.array([5]),
        np.array([SIZE - 1, 0, RUN, RUN, 2 * RUN - 1]),
        np.arange(SIZE),
    ],
)
def test_what_is_looked_at_is_the_product_of_the_vectors(
    vectors: NDArray[np.float32],
    clauses: NDArray[np.int64],
) -> None:
    """A part of an index is answered from as the whole of it would be."""
    cosines = Cosines(vectors, vectors[3])

    for _ in range(2):
        np.testing.assert_allclose(cosines[clauses], (vectors @ vectors[3])[clauses], atol=1e-6)


def test_what_was_looked_at_before_changes_nothing(
    vectors: NDArray[np.float32],
) -> None:
    """One question is held against a role's clauses, then against others', then against all."""
    one, whole = Cosines(vectors, vectors[3]), Cosines(vectors, vectors[3])

    for clauses in (np.array([RUN + 1, 2]), np.arange(RUN, SIZE), np.arange(SIZE)):
        assert one[clauses].tolist() == whole[np.arange(SIZE)][clauses].tolist()


def test_an_empty_index_has_no_cosines() -> None:
    """Somebody who may see nothing asks all the same."""
    nothing = Cosines(np.zeros((0, 4), np.float32), np.ones(4, np.float32))

    assert len(nothing[np.array([], np.int64)]) == 0
