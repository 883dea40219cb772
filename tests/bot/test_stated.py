"""What documents say in so many words: a section's heading, a fact's name, a quantity."""

from __future__ import annotations

import pytest

from bot.model import Inquiry, Question
from bot.stated import is_headed, lacks_quantity, names_fact
from bot.understanding import understand
from knowledge.model import BlockKind, Clause, Role
from knowledge.settling import Catalogue

CURATOR = Role("moth-curator", "Moth Curator", ("c.md",))
CATALOGUE = Catalogue((CURATOR,))


def understood(text: str) -> Inquiry:
    """The inquiry of a question."""
    return understand(Question(text), CATALOGUE)


def clause(text: str, heading: str = "", *cells: str) -> Clause:
    """An item or row under a heading."""
    kind = BlockKind.ROW if cells else BlockKind.ITEM
    path = (heading,) if heading else ()
    return Clause("c", "c.md", (), path, kind, text, 0, len(text), cells=cells)


@pytest.mark.parametrize("heading", ["Errands", "2. Moth Curator Errands"])
def test_a_heading_with_the_words_asked_is_what_is_asked(heading: str) -> None:
    """A number and the role's title beside them change nothing."""
    assert is_headed(understood("list the moth curator's errands"), clause("x", heading), CURATOR)


@pytest.mark.parametrize("heading", ["", "Duties", "Errands abroad"])
def test_a_heading_with_other_words_is_left_to_the_search(heading: str) -> None:
    """It may be about part of it, or something else."""
    asked = understood("list the moth curator's errands")

    assert not is_headed(asked, clause("x", heading), CURATOR)


def test_a_question_that_says_a_facts_name_is_about_that_fact() -> None:
    """Two words of its own, and little else."""
    fact = clause("Trap loss rate: 3%", "", "Trap loss rate", "3%")

    assert names_fact(understood("moth curator: cap on the trap loss rate?"), fact)
    assert not names_fact(understood("who repairs the trap lamps of a moth curator?"), fact)


@pytest.mark.parametrize("text", ["Keep nine cabinets.", "There are no cabinets.", "14 cabinets"])
def test_a_number_or_none_tells_how_many(text: str) -> None:
    """Also where it is written out."""
    asked = understood("how many cabinets does a moth curator keep?")

    assert not lacks_quantity(asked, [clause(text)])


def test_how_many_is_not_told_by_a_clause_without_any_number() -> None:
    """Cabinets alone answer nothing."""
    asked = understood("how many cabinets does a moth curator keep?")

    assert lacks_quantity(asked, [clause("Keep cabinets dry.")])
    assert not lacks_quantity(understood("which cabinets?"), [clause("Keep cabinets dry.")])
