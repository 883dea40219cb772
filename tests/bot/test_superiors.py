"""Whom a role answers to is told by what states it, and by no clause that only has the words."""

from __future__ import annotations

import pytest

from bot.model import Question
from bot.superiors import asks_for_superior, superiors_in
from bot.understanding import understand
from knowledge.model import BlockKind, Clause, Role
from knowledge.settling import Catalogue

SEXTON = Role("sexton", "Sexton", ("sexton.md",))
VERGER = Role("verger", "Verger", ("verger.md",))
CATALOGUE = Catalogue((SEXTON, VERGER))


def clause(text: str, *cells: str) -> Clause:
    """An item, or a row of cells."""
    kind = BlockKind.ROW if cells else BlockKind.ITEM
    return Clause(text, "sexton.md", (), ("Post",), kind, text, 0, len(text), cells=cells)


FACT = clause("Reports to: Rector", "Reports to", "Rector")
SENTENCE = clause("The Sexton reports to the Rector.")
DUTY = clause("Report to the parish on the state of the graves.")


@pytest.mark.parametrize(
    "text",
    [
        "who does the sexton report to?",
        "who do sextons answer to",
        "whom is the sexton accountable to",
        "sexton reports to?",
        "who's the sexton's boss",
        "who is the line manager of the sexton?",
        "does a sexton report to anyone?",
        "who would be my boss as sexton",
    ],
)
def test_asking_for_the_superior_is_understood_in_many_words(text: str) -> None:
    """Whatever the word for it."""
    assert asks_for_superior(understand(Question(text), CATALOGUE))


@pytest.mark.parametrize(
    "text",
    [
        "who reports to the sexton?",
        "what does the sexton report?",
        "who is told when the sexton reports a fault?",
        "who writes reports, the sexton?",
        "which reports does a sexton answer",
    ],
)
def test_asking_who_is_below_or_what_is_reported_is_something_else(text: str) -> None:
    """The same word, the other way round."""
    assert not asks_for_superior(understand(Question(text), CATALOGUE))


def test_a_fact_of_that_name_goes_before_a_sentence() -> None:
    """It was written down to be looked up."""
    assert superiors_in([DUTY, SENTENCE, FACT]) == [FACT]


def test_a_sentence_tells_it_where_there_is_no_fact() -> None:
    """A duty to report is none."""
    assert superiors_in([DUTY, SENTENCE]) == [SENTENCE]


def test_a_bracket_beside_a_name_tells_it() -> None:
    """As lists of people do."""
    named = clause("Rector (direct manager): sets the rota.")

    assert superiors_in([DUTY, named]) == [named]


def test_where_nothing_tells_it_nothing_is_found() -> None:
    """Likeness is left to the search."""
    assert superiors_in([DUTY]) == []
