"""Rights are found for a role or for everybody, best fit first."""

from __future__ import annotations

import pytest

from bot import deciding
from bot.deciding import ABOUT, KEEP, Decider
from bot.finding import Finder
from bot.model import Question
from bot.understanding import understand
from bot.weights import load
from knowledge.decision_rights.reading import rights_of
from knowledge.embedding import MiniLM
from knowledge.index import Index
from knowledge.model import Role
from knowledge.settling import Catalogue


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


@pytest.mark.parametrize("action", ["hire seasonal helpers", "lend tools to a contractor"])
def test_where_there_are_many_rights_the_nearest_alone_are_weighed(
    decider: Decider, small_index: Index, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who decides is the same, whether 30 rights were weighed or the best few of 30,000."""
    asked = understand(Question(action), Catalogue(small_index.library.roles))
    whole = decider.of(asked, None)
    monkeypatch.setattr(deciding, "MANY", 2)
    monkeypatch.setattr(deciding, "NEAREST", 3)

    few = decider.of(asked, None)

    assert few.found[0].right == whole.found[0].right
    assert few.found[0].fit == pytest.approx(whole.found[0].fit)
    assert len(few.found) <= len(whole.found)


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
