"""Roles that stand beside others by one word of their title, and what is compared of them."""

from __future__ import annotations

import pytest

from bot.model import Inquiry, Question
from bot.sides import matter_of
from bot.understanding import content_words, understand
from knowledge.model import Role
from knowledge.settling import Catalogue

ASSISTANT = Role("kennel-assistant", "Kennel Assistant", ("a.md",))
JUNIOR = Role("junior-kennel-assistant", "Junior Kennel Assistant", ("j.md",))
SENIOR = Role("senior-kennel-assistant", "Senior Kennel Assistant", ("s.md",))
MANAGER = Role("site-manager", "Site Manager", ("m.md",))
CATALOGUE = Catalogue((ASSISTANT, JUNIOR, SENIOR, MANAGER))


def understood(text: str) -> Inquiry:
    """The inquiry of a question."""
    return understand(Question(text), CATALOGUE)


@pytest.mark.parametrize(
    "text",
    [
        "compare junior and senior kennel assistant on pay",
        "pay: senior kennel assistant vs junior",
        "what is the difference between a junior and a senior kennel assistant?",
        "pay of a junior and a senior kennel assistant",
    ],
)
def test_a_level_beside_a_title_is_that_level_of_the_same_trade(text: str) -> None:
    """Nobody writes the noun twice."""
    assert set(understood(text).roles) == {JUNIOR, SENIOR}


def test_the_middle_of_three_levels_is_the_title_without_a_level() -> None:
    """`Junior, mid level and senior`: all three, and none that is of another trade."""
    asked = understood("compare pay of junior, mid level and senior kennel assistant")

    assert set(asked.roles) == {JUNIOR, ASSISTANT, SENIOR}


def test_a_word_beside_a_role_that_no_title_has_names_none() -> None:
    """It may be anything: a thing, a place, a matter."""
    assert understood("site manager and budget: what differs?").roles == (MANAGER,)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("compare the senior kennel assistant and the site manager on bonuses", "on bonuses"),
        ("site manager vs junior kennel assistant, working hours", "working hours"),
        (
            "how does a shift differ between a junior kennel assistant and the site manager?",
            "how does a shift",
        ),
    ],
)
def test_what_is_compared_is_asked_without_the_words_that_compare(text: str, matter: str) -> None:
    """They are in no document, and would be missed there."""
    assert understood(text).subject == matter


def test_roles_compared_as_such_leave_no_matter() -> None:
    """Then every aspect tells them apart."""
    assert understood("compare the senior kennel assistant with the site manager").words == ()


def test_titles_in_a_row_are_each_a_role() -> None:
    """A comma parts two names, also where both together read like a longer one."""
    asked = understood("pay of junior, kennel assistant and senior")

    assert set(asked.roles) == {JUNIOR, ASSISTANT, SENIOR}


COOK = Role("galley-cook", "Galley Cook", ("c.md",))
PORTER = Role("galley-porter", "Galley Porter", ("g.md",))
DECKS = Role("deck-porter", "Deck Porter", ("d.md",))
SHIP = Catalogue((COOK, PORTER, DECKS))


@pytest.mark.parametrize(
    "text", ["and the porter?", "what about the porter then?", "ok and for a porter"]
)
def test_a_turn_that_names_another_role_by_one_word_means_the_next_of_kin(text: str) -> None:
    """The other title that has a word in common with the role before."""
    asked = understand(Question(text, ("how many knives does the galley cook have?",)), SHIP)

    assert asked.roles == (PORTER,)
    assert asked.words == content_words("knives")


def test_a_turn_that_names_a_thing_stays_with_the_role_before() -> None:
    """`And the knives?` is about no other role."""
    asked = understand(Question("and the knives?", ("what does the galley cook clean?",)), SHIP)

    assert asked.roles == (COOK,)


@pytest.mark.parametrize(
    "text",
    [
        "how does the pay asked of a Records Clerk differ from that of a Night Baker",
        "pay expected of a Records Clerk compared w a Night Baker",
        "pay of a Records Clerk compared against that of a Night Baker",
    ],
)
def test_words_that_join_a_matter_to_a_name_are_no_part_of_it(text: str) -> None:
    """`Asked of` and `that of` say nothing of what is compared."""
    catalogue = Catalogue(
        [Role("clerk", "Records Clerk", ("c.md",)), Role("baker", "Night Baker", ("b.md",))]
    )
    matter = matter_of(text, catalogue.mentions(text).named)
    assert matter.removeprefix("how does the ") == "pay"
