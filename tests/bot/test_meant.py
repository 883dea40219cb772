"""Rights are held against what is asked by what their words mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.meant import KEPT, Meant
from knowledge.embedding import MiniLM, Reading
from knowledge.wordings import Worded, Wordings, at_length_1, nothing

NOTHING = Wordings((), nothing())


class Counted:
    """A model that counts the texts that it reads."""

    def __init__(self, model: MiniLM) -> None:
        """Read by `model`."""
        self._model = model
        self.texts = 0

    def __call__(self, texts: Sequence[str]) -> Sequence[Reading]:
        """The readings of `texts`."""
        self.texts += len(texts)
        return self._model.read(texts)


@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("shut the shop", "close the store", "hire a clerk"),
        ("buy a hammer", "purchase of tools", "leave and absence"),
    ],
)
def test_what_means_the_same_in_other_words_is_nearer(
    asked: str, near: str, far: str, minilm: MiniLM
) -> None:
    """Both ways; the very same words are nearest."""
    same, other, apart = Meant(minilm.read, NOTHING)(asked, [asked, near, far])

    assert same == pytest.approx([1, 1], abs=0.01)
    assert (same > other).all()
    assert (other > apart).all()


def test_what_is_kept_with_the_index_is_not_read_again(minilm: MiniLM) -> None:
    """The first who asks about a role's rights waits no longer than the others."""
    read = Counted(minilm)
    told = ["purchase of tools", "leave and absence"]
    readings = minilm.read(told)
    kept = Wordings(
        [Worded(text, each.tokens, (0,)) for text, each in zip(told, readings, strict=True)],
        np.concatenate([at_length_1(each.states) for each in readings]),
    )

    found = Meant(read, kept)("buy a hammer", told)

    assert read.texts == 1
    assert found == pytest.approx(Meant(minilm.read, NOTHING)("buy a hammer", told), abs=1e-3)


def test_a_text_is_read_once(minilm: MiniLM) -> None:
    """Who asks again waits for the question alone."""
    read = Counted(minilm)
    meant = Meant(read, NOTHING)

    first = meant("buy a hammer", ["purchase of tools", "leave"])
    again = meant("buy a hammer", ["purchase of tools", "leave"])

    assert read.texts == 2 + 2
    assert np.array_equal(first, again)


def test_what_has_no_words_meets_nothing(minilm: MiniLM) -> None:
    """Neither a question nor a right; no rights give no rows."""
    meant = Meant(minilm.read, NOTHING)

    assert not meant("", ["buy tools"]).any()
    assert not meant("buy tools", [""]).any()
    assert meant("buy tools", []).shape == (0, 2)


def test_many_texts_do_not_fill_the_memory() -> None:
    """The oldest are forgotten, and what is asked is still answered."""

    def read(texts: Sequence[str]) -> list[Reading]:
        state = np.ones((1, 4), np.float32)
        return [Reading(state[0], state, ("word",)) for _ in texts]

    meant = Meant(read, NOTHING)
    found = [meant("asked", [f"{n} {i}" for i in range(KEPT - 10)]) for n in range(3)]

    assert found[-1] == pytest.approx(1, abs=0.01)
