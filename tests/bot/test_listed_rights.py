"""A question for all that needs leave finds the list of it, whatever its heading says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.listed_rights import levels_asked, listed
from bot.model import Intent
from bot.understanding import content_words
from knowledge.decision_rights.model import Level
from tests.bot.rights import asked, right

NEEDS = frozenset({Level.TEAM_APPROVAL, Level.MANAGER_APPROVAL})
GRAIN = right("buy grain", Level.MANAGER_APPROVAL)
OVENS = right("rent ovens", Level.TEAM_APPROVAL)
BREAD = right("bake bread")


def levels(text: str) -> frozenset[Level]:
    """The levels that a question of a baker asks for."""
    inquiry = asked(text, intent=Intent.TELL)
    return levels_asked(replace(inquiry, words=content_words(text)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("which things need approval", NEEDS),
        ("what needs sign-off from the boss", {Level.MANAGER_APPROVAL}),
        ("what needs the ok of the team", {Level.TEAM_APPROVAL}),
        ("what can decide alone", {Level.INDEPENDENT}),
        ("things not allowed", {Level.NOT_AUTHORIZED}),
        ("tell me every no-go in my job", {Level.NOT_AUTHORIZED}),
        ("what may i never do as a baker, tell me all of it", {Level.NOT_AUTHORIZED}),
        ("the whole list of stuff i can do without checking with anybody", {Level.INDEPENDENT}),
        ("name everything that has to be signed off", NEEDS),
    ],
)
def test_a_question_for_a_list_names_a_level_and_no_matter(
    text: str, wanted: frozenset[Level]
) -> None:
    """The words of leave are all that it has."""
    assert levels(text) == wanted


@pytest.mark.parametrize("text", ["what needs approval for grain", "which ovens need approval"])
def test_a_question_about_one_matter_asks_for_no_list(text: str) -> None:
    """Grain is what is asked about."""
    assert levels(text) == frozenset()


def test_the_section_with_most_such_rights_is_the_list() -> None:
    """All of it, if most of it gives such rights."""
    clauses = [GRAIN.clause, OVENS.clause]

    assert listed([BREAD, GRAIN, OVENS], "baker", NEEDS, clauses) == clauses


def test_of_a_mixed_section_only_the_rights_asked_for_are_listed() -> None:
    """What is decided alone needs no leave."""
    alone = [right(f"bake loaf {n}") for n in range(5)]
    clauses = [each.clause for each in (*alone, GRAIN, OVENS)]

    found = listed([*alone, GRAIN, OVENS], "baker", NEEDS, clauses)
    assert found == [GRAIN.clause, OVENS.clause]


def test_one_right_is_no_list() -> None:
    """It is found like any other clause."""
    assert listed([BREAD, GRAIN], "baker", NEEDS, [BREAD.clause, GRAIN.clause]) == []


def test_another_roles_rights_are_not_listed() -> None:
    """The miller's leave is no baker's."""
    theirs = [right(f"sift {n}", Level.TEAM_APPROVAL, holder="Miller") for n in range(3)]

    assert listed(theirs, "baker", NEEDS, [each.clause for each in theirs]) == []
