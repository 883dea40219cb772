"""Phrases in other words."""

from __future__ import annotations

from random import Random

import pytest

from evals.probes.phrases import Phrase
from evals.probes.rewording import reworded


def drawn(text: str, seed: int, *, verb: bool) -> str:
    """Give what becomes of a phrase in one draw; nothing if no word of it can be replaced."""
    random = Random(seed)  # noqa: S311 - the same every time
    phrase = reworded(Phrase(text, verb), random)
    return phrase.text if phrase else ""


def drawn_often(text: str, *, verb: bool) -> set[str]:
    """Give all that becomes of a phrase over many draws."""
    return {drawn(text, seed, verb=verb) for seed in range(40)}


def test_a_verb_is_replaced_by_a_verb() -> None:
    """The sentence stays one, and only that word of it changes."""
    assert "establish a brewery" in drawn_often("create a brewery", verb=True)
    assert all(text.endswith(" a brewery") for text in drawn_often("create a brewery", verb=True))


@pytest.mark.parametrize("text", ["create", "order of brews", "an experiment"])
def test_what_is_decided_on_stays_as_it_is(text: str) -> None:
    """Another noun may mean something else, also where it looks like a verb."""
    assert drawn_often(text, verb=False) == {""}


@pytest.mark.parametrize("text", ["lend a cask", "remove a colleague", "dispose of a vat"])
def test_a_verb_is_left_alone_whose_neighbours_are_another_act(text: str) -> None:
    """Lending is not borrowing, though who asks about one may mean the other."""
    assert drawn_often(text, verb=True) == {""}


def test_the_same_draw_gives_the_same_words() -> None:
    """Probes are the same in every run."""
    text = "adjust a brew"
    assert len(drawn_often(text, verb=True)) > 1
    assert [drawn(text, i, verb=True) for i in range(9)] == [
        drawn(text, i, verb=True) for i in range(9)
    ]
