"""A clause is shown in the document's own words, laid out for a line."""

from __future__ import annotations

import pytest

from bot.model import Passage, Shape
from bot.quoting import shown
from knowledge.model import BlockKind, Clause, Role
from tests.bot.rights import BAKER, asked

NOBODY = Role("", "", ())


def row(
    columns: tuple[str, ...], cells: tuple[str, ...], *, lead: str = "", text: str = ""
) -> Clause:
    """A row of a table."""
    text = text or " | ".join(cells)
    return Clause(
        "c", "baker.md", (), ("Targets",), BlockKind.ROW, text, 0, len(text),
        lead=lead, columns=columns, cells=cells,
    )  # fmt: skip


def line(clause: Clause, shape: Shape = Shape.STATEMENT, role: Role = BAKER) -> str:
    """What is shown of a clause found for a role."""
    return shown(asked("what?", shape=shape), Passage(clause, role, 0.0))


TARGETS = row(
    ("Measure", "Target", "Reviewed by", "Why"),
    ("Loaves", "40 a day", "the head baker", "because the market opens before anyone is awake"),
)
MATRIX = row(
    ("Decision", "Baker", "Miller", "Guild"),
    ("Buy ovens", "C", "I", "A"),
)


def test_a_sentence_or_an_item_is_shown_as_it_is() -> None:
    """Word for word."""
    clause = Clause("c", "baker.md", (), (), BlockKind.ITEM, "Bake bread [3].", 0, 15)

    assert line(clause) == "Bake bread [3]."


def test_a_row_is_shown_by_its_columns() -> None:
    """Its name first; every cell with the column that says what it is."""
    assert line(TARGETS) == (
        "Loaves – Target: 40 a day; Reviewed by: the head baker; "
        "Why: because the market opens before anyone is awake"
    )


def test_a_list_shows_of_each_row_what_the_table_is_for() -> None:
    """The target alone; a screen has no room for the rest."""
    assert line(TARGETS, Shape.LIST) == "Loaves: 40 a day"


def test_a_cell_without_its_row_is_shown_with_the_row_s_name() -> None:
    """A bare `40 a day` would say nothing."""
    cell = row((), (), lead="Loaves", text="40 a day")

    assert line(cell) == "Loaves: 40 a day"


@pytest.mark.parametrize("empty", ["", "-", "–", "—"])
def test_empty_cells_are_left_out(empty: str) -> None:
    """What is not filled in says nothing."""
    clause = row(("Measure", "Target", "Note"), ("Loaves", "40", empty))

    assert line(clause) == "Loaves: 40"


def test_of_a_matrix_the_role_and_whoever_decides_are_shown() -> None:
    """Other roles' parts are not what was asked."""
    assert line(MATRIX) == "Buy ovens – Baker: C; Guild: A"


def test_a_matrix_of_roles_is_shown_whole_where_no_role_was_asked_about() -> None:
    """Who takes part is then the question."""
    assert line(MATRIX, role=NOBODY) == "Buy ovens – Baker: C; Miller: I; Guild: A"


def test_another_role_is_shown_where_it_decides() -> None:
    """Whether it says so by a letter or by a word."""
    for cell in ("A", "A/R", "approves", "Decides above 300 EUR"):
        clause = row(("Decision", "Baker", "Miller"), ("Buy ovens", "proposes", cell))
        assert line(clause) == f"Buy ovens – Baker: proposes; Miller: {cell}"


GRADES = row(
    ("Skill", "Grade 1", "Grade 2", "Grade 3"),
    ("Kneading", "with help", "alone", "teaches it"),
)


def test_of_columns_that_are_variants_of_one_thing_those_named_are_shown() -> None:
    """Nobody asked for the other grades."""
    inquiry = asked("what is wanted of grade 2 in kneading?", shape=Shape.LIST)

    assert shown(inquiry, Passage(GRADES, BAKER, 0.0)) == "Kneading – Grade 2: alone"


def test_a_column_that_has_no_variants_leaves_the_row_whole() -> None:
    """`Target` is what the row is about, and not one of several."""
    inquiry = asked("what is the target for loaves?")

    assert "Reviewed by: the head baker" in shown(inquiry, Passage(TARGETS, BAKER, 0.0))
