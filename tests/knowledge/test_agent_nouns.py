"""Nouns of those who do something are told by their form, and things that end alike are not."""

from __future__ import annotations

import pytest

from knowledge.agent_nouns import is_agent_noun, is_agent_title, one_of


@pytest.mark.parametrize(
    "word",
    "lamplighter reviser terminologist patroller flymen shepherd wheelwrights stagehand usher "
    "chambermaid verger seamstress chauffeur rope-maker".split(),
)
def test_a_trade_that_no_list_holds_is_told_by_its_ending(word: str) -> None:
    """In the singular and in the plural."""
    assert is_agent_noun(word)


@pytest.mark.parametrize(
    "word",
    "server newsletter water checklist restaurant calendar winter customer human career better "
    "important kitchen oven men hand process".split(),
)
def test_things_and_adjectives_that_end_alike_name_nobody(word: str) -> None:
    """Nor do the public and endings that stand alone."""
    assert not is_agent_noun(word)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Oven Hand", True),
        ("Keeper of Bees", True),
        ("Tanner II", True),
        ("Head of Water", False),
        ("Other Hand Work", False),
        ("", False),
    ],
)
def test_a_title_s_noun_is_its_last_word_or_the_one_before_of(title: str, *, told: bool) -> None:
    """A grade after it does not count; some nouns need a word before them."""
    assert is_agent_title(title) is told


@pytest.mark.parametrize(
    ("many", "one"),
    [("flymen", "flyman"), ("coaches", "coach"), ("bakers", "baker"), ("process", "process")],
)
def test_a_noun_is_made_singular(many: str, one: str) -> None:
    """However its plural is built."""
    assert one_of(many) == one
