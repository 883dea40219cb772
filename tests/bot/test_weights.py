"""The weights that ship fit the code that reads them."""

from __future__ import annotations

import numpy as np
import pytest

from bot.deciding import ABOUT, FIT
from bot.evidence import FEATURES
from bot.weights import load

DIM = 384


def test_the_weights_have_the_shapes_that_they_promise() -> None:
    """A file of another version would be misread in silence."""
    weights = load()

    assert weights.question.shape == weights.heading.shape == (len(weights.topics), DIM + 1)
    assert weights.ranking.shape == (len(FEATURES),)
    assert weights.token.shape == (DIM + 3,)
    assert weights.rights.shape == (len(FIT),)
    assert weights.about.shape == (len(ABOUT) + 1,)
    assert len(set(weights.topics)) == len(weights.topics)


@pytest.mark.parametrize(
    "name", ["question", "heading", "ranking", "token", "whole", "rights", "about"]
)
def test_every_weight_is_a_finite_number(name: str) -> None:
    """Training that went wrong must not ship."""
    assert np.isfinite(getattr(load(), name)).all()


def test_every_weight_of_the_judge_of_silence_is_a_finite_number() -> None:
    """Training that went wrong must not ship; signs that never differ must not be divided by."""
    judge = load().judge

    assert all(np.isfinite(array).all() for array in judge.write().values())
    assert (judge.spread > 0).all()


def test_topics_are_told_as_probabilities() -> None:
    """For any vectors, none included."""
    vectors = np.random.default_rng(1).standard_normal((7, DIM))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    for told in (load().question_topics(vectors), load().heading_topics(vectors)):
        assert told.shape == (7, len(load().topics))
        assert told.sum(axis=1) == pytest.approx(1)
        assert (told >= 0).all()
    assert load().question_topics(vectors[:0]).shape == (0, len(load().topics))


def test_the_worth_of_a_questions_tokens_is_shared_out() -> None:
    """Together they are worth 1, and none less than nothing."""
    states = np.random.default_rng(2).standard_normal((5, DIM)).astype(np.float32)
    plain = np.array([True, False, False, True, False])

    worth = load().token_worth(states, np.linspace(0, 8, 5), plain)

    assert worth.shape == (5,)
    assert worth.sum() == pytest.approx(1)
    assert (worth >= 0).all()


def test_the_weights_are_read_once() -> None:
    """Every guide shares them."""
    assert load() is load()
