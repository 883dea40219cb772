"""What leave is asked for stands apart from the asking, and rights meet it by what they name."""

from __future__ import annotations

import pytest

from bot.model import Question
from bot.sought import RightWords, Sought, only_asked, without_amounts
from bot.understanding import understand
from knowledge.index import Index
from knowledge.settling import Catalogue
from tests.bot.rights import asked, right


def sought(text: str, index: Index) -> Sought:
    """What a question seeks."""
    return Sought.of(only_asked(asked(text)), index.lexical)


def test_a_right_that_names_all_that_is_asked_is_told_from_one_that_names_a_part(
    small_index: Index,
) -> None:
    """The share that it names, and the share of its own words that are asked."""
    seeks = sought("may i lend tools", small_index)

    whole, part, nothing = (
        seeks.met_by(RightWords.of(right(action), small_index.lexical))
        for action in ("lend tools", "lend boats", "paint a gate")
    )

    assert whole[0] == 1
    assert 0 < part[0] < 1
    assert nothing[0] == 0
    assert whole[-1] > part[-1] > nothing[-1]


@pytest.mark.parametrize(
    ("action", "aside"), [("lend boats", True), ("lend tools", False), ("paint tools", False)]
)
def test_the_same_deed_done_to_something_else_is_aside(
    action: str, *, aside: bool, small_index: Index
) -> None:
    """Who may lend tools may not therefore lend boats."""
    assert sought("may i lend tools", small_index).is_aside(right(action)) is aside


def test_amounts_are_no_part_of_what_is_looked_for(small_index: Index) -> None:
    """They are held against limits; a question of amounts alone stays as it is."""
    catalogue = Catalogue(small_index.library.roles)
    priced, alone = (
        understand(Question(text), catalogue) for text in ("buy flour for 300 EUR", "300 EUR")
    )

    assert "300" not in without_amounts(priced).subject
    assert "flour" in without_amounts(priced).subject
    assert without_amounts(priced).question == priced.question
    assert without_amounts(alone) == alone
