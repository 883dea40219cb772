"""How likely the documents answer, from the signs and from how well each token is met."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from bot.judging import METS, Asked, Judge
from bot.weights import load

DIM, SIGNS = 4, 2


def judge(*, sign: float = 0.0, token: float = 0.0, bias: float = 0.0) -> Judge:
    """A judge of one view that looks at the first sign and at what is missed of the tokens.

    A token matters by the first number of its state, and is missed below a cosine of 0.5.
    """
    state = np.zeros((DIM, 1))
    state[0] = 10
    worth = np.zeros(SIGNS + 2 * METS + 1)
    worth[0] = sign
    worth[SIGNS:-1] = -token
    return Judge(
        mean=np.zeros(SIGNS),
        spread=np.ones(SIGNS),
        state=state,
        known=np.zeros((4, 1)),
        centre=np.full((1, METS), 0.5),
        slope=np.full((1, METS), 20.0),
        manner=np.zeros(DIM),
        worth=worth,
        bias=np.array(bias),
    )


def asked(*tokens: tuple[float, float]) -> Asked:
    """Tokens, each as how much it matters (-1 to 1) and how well it is met (a cosine)."""
    states = np.zeros((len(tokens), DIM), np.float32)
    states[:, 0] = [matters for matters, _ in tokens]
    met = np.array([[cosine] * METS for _, cosine in tokens]).reshape(-1, METS)
    return Asked(states, np.zeros((len(tokens), 4)), met)


NOTHING = np.zeros(SIGNS)


def test_the_judgement_is_a_chance_that_grows_with_what_speaks_for_it() -> None:
    """From 0 to 1, also where the signs are out of all measure."""
    chances = [
        judge(sign=1.0)(np.array([value, 0.0]), asked((1, 1)))
        for value in (-1e9, -1.0, 0.0, 1.0, 1e9)
    ]

    assert chances == sorted(chances)
    assert chances[2] == pytest.approx(0.5)
    assert all(0 <= chance <= 1 for chance in chances)


def test_a_word_that_matters_and_is_not_met_speaks_for_silence() -> None:
    """Met, it does not; and one that does not matter may be missed."""
    met = judge(token=1.0)(NOTHING, asked((1, 0.9), (1, 0.9)))
    missed = judge(token=1.0)(NOTHING, asked((1, 0.9), (1, 0.1)))
    idle = judge(token=1.0)(NOTHING, asked((1, 0.9), (-1, 0.1)))

    assert missed < idle <= met + 1e-3
    assert missed < met - 0.1


def test_one_word_that_is_missed_is_not_outweighed_by_many_that_are_met() -> None:
    """The worst counts beside the whole."""
    few = judge(token=1.0)(NOTHING, asked((1, 0.1)))
    many = judge(token=1.0)(NOTHING, asked((1, 0.1), *[(1, 0.9)] * 200))
    none = judge(token=1.0)(NOTHING, asked(*[(1, 0.9)] * 201))

    assert few < many < none
    assert none - many > 0.1


def test_a_question_without_tokens_is_judged_by_its_signs_alone() -> None:
    """Nothing can be missed of nothing."""
    assert judge(token=1.0)(NOTHING, asked()) == pytest.approx(0.5)
    assert judge(sign=1.0, token=1.0)(np.array([3.0, 0.0]), asked()) > 0.9


def test_the_order_of_the_words_is_of_no_account() -> None:
    """What is missed is missed wherever it stands."""
    tokens = [(1.0, 0.9), (0.3, 0.2), (-0.5, 0.4)]

    first, second = (judge(token=1.0)(NOTHING, asked(*each)) for each in (tokens, tokens[::-1]))

    assert first == pytest.approx(second)


def test_signs_are_read_by_what_is_usual_for_them() -> None:
    """A sign at its mean says nothing."""
    usual = replace(judge(sign=1.0), mean=np.array([7.0, 0.0]), spread=np.array([2.0, 1.0]))

    assert usual(np.array([7.0, 0.0]), asked()) == pytest.approx(0.5)
    assert usual(np.array([9.0, 0.0]), asked()) > 0.7


def test_a_judge_that_is_written_and_read_judges_alike() -> None:
    """All its arrays are kept, under names of their own."""
    before = load().judge
    written = before.write()
    after = Judge.read(written)

    assert len(written) == len(fields(Judge))
    for field in fields(Judge):
        np.testing.assert_array_equal(getattr(after, field.name), getattr(before, field.name))
