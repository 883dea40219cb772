"""A thing's neighbour is another thing: other kinds, undone deeds, what is not on the list."""

from __future__ import annotations

import pytest

from bot.qualifiers import numbered, rules_out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("book a second round of tastings", "The first round of tastings"),
        ("hire permanent bakers", "Seasonal bakers"),
        ("move a mixer to another bakery", "moving a mixer within the same bakery"),
        ("shorten the night shift", "extend the night shift"),
        ("use flour that isn't on the list", "flour from the list"),
        ("use flour from the list", "flour that is not on the list"),
        ("sell unlabelled bread", "sell labelled bread"),
        ("repair an oven of class B", "Ovens of class A"),
        ("sign off someone else's recipe", "own recipes"),
    ],
)
def test_a_word_of_the_one_can_rule_out_the_other(asked: str, told: str) -> None:
    """Whatever else they have in common."""
    assert rules_out(asked, told)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("book a round of tastings", "The first round of tastings"),
        ("move a mixer to another corner of the same bakery", "moving a mixer in the same bakery"),
        ("use flour that's not listed", "flour that is not on a list"),
        ("repair an oven of class B", "Ovens of class A to C"),
        ("extend the night shift when a new oven starts", "extend the night shift"),
        ("sign off recipes", "own recipes"),
    ],
)
def test_what_only_one_of_them_names_rules_nothing_out(asked: str, told: str) -> None:
    """Nor does the same kind in other words."""
    assert not rules_out(asked, told)


def test_grades_are_told_by_kind_and_number() -> None:
    """In either case of letters."""
    assert numbered("Bugs of Severity 1, category a") == {("severity", "1"), ("category", "a")}
