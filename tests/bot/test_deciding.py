"""Rights are found for a role or for everybody, and amounts are held against their limits."""

from __future__ import annotations

import pytest

from bot.deciding import (
    ABOUT,
    KEEP,
    Decider,
    amounts_asked,
    is_within,
    same_unit,
    without_amounts,
)
from bot.finding import Finder
from bot.model import Question
from bot.understanding import understand
from bot.weights import load
from knowledge.decision_rights.model import Limit
from knowledge.decision_rights.reading import rights_of
from knowledge.embedding import MiniLM
from knowledge.index import Index
from knowledge.model import Role
from knowledge.settling import Catalogue
from tests.bot.rights import right


@pytest.fixture(scope="module")
def decider(small_index: Index, minilm: MiniLM) -> Decider:
    """Finds among the rights of the small library."""
    finder = Finder(small_index, minilm, minilm, load())
    return Decider(small_index, finder, load(), rights_of(small_index.library))


def role(index: Index, title: str) -> Role:
    """A role by its title."""
    return next(each for each in index.library.roles if each.title == title)


@pytest.mark.parametrize("title", ["Lock Keeper", "Senior Lock Keeper", "Canal Manager"])
def test_a_role_s_matches_are_its_own_rights_best_first(
    decider: Decider, small_index: Index, title: str
) -> None:
    """Nobody else's, however well they fit."""
    owner = role(small_index, title)
    asked = understand(Question("hire seasonal helpers"), Catalogue(small_index.library.roles))

    found = decider.of(asked, owner)

    assert {match.right.role for match in found.found} == {owner.id}
    assert 0 < len(found.found) <= KEEP
    fits = [match.fit for match in found.found]
    assert fits == sorted(fits, reverse=True)
    assert all(0 <= match.covered <= 1 for match in found.found)
    assert all(match.passage.clause == match.right.clause for match in found.found)
    assert 0 <= found.sureness <= 1
    assert len(found.traits) == len(ABOUT)


@pytest.mark.parametrize(
    ("action", "best"),
    [
        ("hire seasonal helpers", "Hire seasonal helpers"),
        ("lend tools to a contractor", "Lend tools to a contractor"),
        ("plan the winter closure", "Plan the winter closure"),
    ],
)
def test_with_no_role_everybody_s_rights_are_looked_at(
    decider: Decider, small_index: Index, action: str, best: str
) -> None:
    """And the best of them is about what was asked."""
    asked = understand(Question(action), Catalogue(small_index.library.roles))

    found = decider.of(asked, None)

    assert found.found[0].right.action == best
    assert len({match.right.role for match in found.found}) > 1


def test_what_a_document_says_of_is_surer_than_what_none_mentions(
    decider: Decider, small_index: Index
) -> None:
    """That is what a verdict hangs on."""
    catalogue = Catalogue(small_index.library.roles)
    keeper = role(small_index, "Lock Keeper")
    told, untold = (
        decider.of(understand(Question(text), catalogue), keeper).sureness
        for text in ("may a lock keeper waive a fine?", "may a lock keeper launch a satellite?")
    )

    assert told > untold


def test_a_role_without_rights_matches_nothing(decider: Decider, small_index: Index) -> None:
    """And so it does in a library that grants none."""
    steward = role(small_index, "Records Steward")
    asked = understand(Question("hire helpers"), Catalogue(small_index.library.roles))

    assert decider.of(asked, steward).found == ()


def test_a_library_without_rights_matches_nothing(small_index: Index, minilm: MiniLM) -> None:
    """Neither a role's nor anybody's."""
    finder = Finder(small_index, minilm, minilm, load())
    decider = Decider(small_index, finder, load(), ())
    asked = understand(Question("hire helpers"), Catalogue(small_index.library.roles))

    assert decider.of(asked, None).found == ()
    assert decider.of(asked, role(small_index, "Lock Keeper")).found == ()


@pytest.mark.parametrize(
    ("text", "history", "told"),
    [
        ("may I spend 300 EUR?", (), [(300, "EUR")]),
        ("may I spend €1,200 now?", (), [(1200, "EUR")]),
        ("may I order flour?", (), []),
        ("and 4 days?", ("may I spend 300 EUR?",), [(4, "day")]),
        ("and the porter?", ("may I spend 300 EUR?",), []),
    ],
)
def test_the_amounts_of_a_question_are_its_own(
    text: str, history: tuple[str, ...], told: list[tuple[float, str]]
) -> None:
    """However they are written; none is taken from the turn before."""
    found = amounts_asked(Question(text, history))

    assert [(amount.value, amount.unit) for amount in found] == told


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("for 299 EUR?", True),
        ("for 300 EUR?", True),
        ("for 301 EUR?", False),
        ("for 100 USD?", False),
        ("for 3 days?", None),
        ("for nothing?", None),
    ],
)
def test_an_amount_is_within_a_limit_or_beyond_it_or_does_not_meet_it(
    text: str, *, within: bool | None
) -> None:
    """Another currency is never within it; amounts of what is no money say nothing."""
    bounded = right("order flour", limit=Limit(up_to=300, unit="EUR"))

    assert is_within(bounded, amounts_asked(Question(text))) is within


def test_a_right_without_a_limit_is_neither_within_nor_beyond() -> None:
    """Whatever the amount."""
    assert is_within(right("order flour"), amounts_asked(Question("for 301 EUR?"))) is None


def test_a_bare_number_may_be_of_any_unit() -> None:
    """But named units have to be the same."""
    assert same_unit("", "EUR")
    assert same_unit("EUR", "EUR")
    assert not same_unit("day", "EUR")


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


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("close it for an hour", True),
        ("close it for two days", True),
        ("close it for a fortnight", False),
        ("close it for 49 hours", False),
        ("close it", None),
    ],
)
def test_a_span_of_time_is_held_against_a_limit_in_another(
    text: str, *, within: bool | None
) -> None:
    """An hour is less than two days, and a fortnight more."""
    limited = right("close the lock", limit=Limit(up_to=2, unit="day"))

    assert is_within(limited, amounts_asked(Question(text))) is within
