"""Each word of a clause keeps its own small vector, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.embedding import Reading
from knowledge.token_vectors import (
    DIM,
    LONGEST,
    TokenVectors,
    open_tokens,
    pack,
    project,
    projection_name,
)


def packed(*rows: tuple[int, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    """Token vectors of length 1, each along the first two directions, in 127ths."""
    made = np.zeros((len(rows), DIM), np.int8)
    made[:, :2] = np.array(rows) * 127
    return made


def reading(tokens: int) -> Reading:
    """A text of so many tokens as the model might read it."""
    layers = np.random.default_rng(7).standard_normal((tokens, 1536), np.float32)
    return Reading(np.zeros(384, np.float32), layers, ("word",) * tokens)


EAST = np.eye(1, DIM, dtype=np.float32)
NORTH = np.eye(1, DIM, 1, dtype=np.float32)


def test_projected_states_have_length_one() -> None:
    """So that a product of two is their cosine."""
    small = project(reading(5).layers)
    assert small.shape == (5, DIM)
    assert np.allclose(np.linalg.norm(small, axis=1), 1, atol=1e-4)


def test_packing_keeps_the_direction_of_each_token() -> None:
    """Rounding to 8 bits costs less than a hundredth of the cosine."""
    exact = project(reading(9).layers)
    rounded = pack(reading(9)).astype(np.float32) / 127
    assert np.all((rounded * exact).sum(axis=1) > 0.99)


@pytest.mark.parametrize(("tokens", "kept"), [(0, 1), (1, 1), (LONGEST + 20, LONGEST)])
def test_a_long_clause_is_cut_and_an_empty_one_has_a_row_of_zeros(tokens: int, kept: int) -> None:
    """Every clause has a row at least, none more than `LONGEST`."""
    assert pack(reading(tokens)).shape == (kept, DIM)


def test_best_is_each_asked_token_s_likest_in_each_clause() -> None:
    """Clauses come in the order in which they are asked for."""
    vectors = TokenVectors.of([packed((1, 0), (0, 1)), packed((0, 1)), packed((-1, 0))])
    best, _ = vectors.match(np.concatenate([EAST, NORTH]), np.array([2, 0]))
    assert np.allclose(best, [[-1, 0], [1, 1]])


def test_covered_is_how_much_of_a_clause_the_question_speaks_of() -> None:
    """The mean over the clause's own tokens."""
    vectors = TokenVectors.of([packed((1, 0), (0, 1)), packed((1, 0))])
    _, covered = vectors.match(EAST, np.array([0, 1]))
    assert np.allclose(covered, [0.5, 1])


def test_vectors_of_no_clauses_are_empty() -> None:
    """An empty library is no error."""
    assert TokenVectors.of([]).rows.shape == (0, DIM)


def test_what_was_stored_is_there_in_the_next_process(tmp_path: Path) -> None:
    """In the order asked for; an id that is not stored is an error."""
    with open_tokens(tmp_path) as store:
        assert store.missing(["b", "a", "b"]) == ["b", "a"]
        store.add(["a", "b"], [packed((1, 0)), packed((0, 1), (1, 0))])
    with open_tokens(tmp_path) as store:
        assert store.missing(["a", "c"]) == ["c"]
        one, two = store.fetch(["b", "a"])
        assert np.array_equal(one, packed((0, 1), (1, 0)))
        assert np.array_equal(two, packed((1, 0)))
        with pytest.raises(KeyError):
            store.fetch(["c"])


def test_forgetting_keeps_what_is_still_used(tmp_path: Path) -> None:
    """Vectors of clauses that are gone do not pile up."""
    with open_tokens(tmp_path) as store:
        store.add(["a", "b"], [packed((1, 0))] * 2)
        store.forget({"b"})
        assert store.missing(["a", "b"]) == ["a"]


def test_vectors_of_another_projection_count_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After training they are made anew, and forgetting drops the old."""
    with open_tokens(tmp_path) as store:
        store.add(["a"], [packed((1, 0))])
    monkeypatch.setattr("knowledge.token_vectors.projection_name", lambda: "another")
    with open_tokens(tmp_path) as store:
        assert store.missing(["a"]) == ["a"]
        store.forget({"a"})
    monkeypatch.undo()
    with open_tokens(tmp_path) as store:
        assert store.missing(["a"]) == ["a"]


def test_the_projection_s_name_is_eight_digits() -> None:
    """It marks what was made with it."""
    assert len(projection_name()) == 8
