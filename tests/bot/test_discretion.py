"""An answer that only names what not everybody may see is for the asker alone too."""

from __future__ import annotations

import pytest

from bot.discretion import Discretion, discretion_of
from knowledge.audience import Access, Restriction
from knowledge.model import Library, Role
from tests.fakes import lines_document, lines_library

PILOT = lines_document("sea-pilot.txt", "# Duties\nSteers the ship.")
DIRECTOR = lines_document("quay-director.txt", "# Duties\nOwns.\n# 7. Severance pay\nIs high.")
ACCESS = Access(
    {
        "quay-director.txt": (
            Restriction(0, len(DIRECTOR.text), frozenset({"board", "hr"})),
            Restriction(14, len(DIRECTOR.text), frozenset({"hr", "law"})),
        )
    }
)
EVERYBODYS = lines_library([PILOT])
OWN = lines_library([PILOT, DIRECTOR])


def told(groups: str, own: Library = OWN) -> Discretion:
    """What people in these groups have beside everybody."""
    return discretion_of(ACCESS, frozenset(groups.split()), own, EVERYBODYS)


@pytest.mark.parametrize(
    "text",
    [
        "Do you mean the Sea Pilot or the Quay Director?",
        "I looked at “Duties” and “severance pay”.",
        "You could ask whoever keeps quay-director.txt.",
    ],
)
def test_names_that_everybody_does_not_have_tell(text: str) -> None:
    """Roles, headings and documents, without their numbers and capitals."""
    assert told("hr").tells(text)


@pytest.mark.parametrize("text", ["The Sea Pilot has duties.", "Quay directors’ pay", ""])
def test_names_that_everybody_has_do_not(text: str) -> None:
    """Nor do words that only look like them."""
    assert not told("hr").tells(text)


def test_everybodys_own_guide_tells_nothing() -> None:
    """There is nothing in it that is not everybody's."""
    assert not discretion_of(ACCESS, frozenset(), EVERYBODYS, EVERYBODYS).tells("Quay Director")
    assert not Discretion().tells("Quay Director")


def test_a_clause_names_the_groups_that_together_admit() -> None:
    """One for each audience, of those that the asker is in."""
    owns, severance = DIRECTOR.clauses

    assert told("hr").groups_for(owns) == ("hr",)
    assert told("board law").groups_for(severance) == ("board", "law")
    assert told("HR").groups_for(PILOT.clauses[0]) == ()


def test_an_alias_tells_as_much_as_a_title() -> None:
    """Whatever a role is called."""
    roles = (*OWN.roles[:1], Role("q", "Quay Director", ("quay-director.txt",), ("Quayface",)))
    own = Library(OWN.documents, roles, "r")

    assert told("hr", own).tells("Ask Quayface.")
