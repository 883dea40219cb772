"""Clauses become entries by name, and entries of several roles become rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.entries import Entry, Found, in_rows, named, same
from bot.model import Passage
from knowledge.model import BlockKind, Clause, Role
from tests.fakes import WordsEmbedder

BAKER = Role("baker", "Baker", ("baker.md",), aliases=("BK",))
MILLER = Role("miller", "Miller", ("miller.md",))
KPI = ("KPI", "Why", "Target", "Reviewed")
EMBEDDER = WordsEmbedder()


def row(*cells: str, columns: tuple[str, ...] = (), lead: str = "") -> Clause:
    """A table's row."""
    text = " | ".join(cells)
    kind = BlockKind.ROW
    return Clause(text, "", (), (), kind, text, 0, len(text), 0, lead, columns, cells)


def item(text: str, depth: int = 0) -> Clause:
    """An item of a list."""
    return Clause(text, "", (), (), BlockKind.ITEM, text, 0, len(text), depth)


def prose(text: str) -> Clause:
    """A sentence."""
    return Clause(text, "", (), (), BlockKind.PARAGRAPH, text, 0, len(text))


def side(role: Role, *clauses: Clause, heading: str = "Duties") -> list[Found]:
    """A role's clauses under one heading."""
    vectors = EMBEDDER.embed([clause.text for clause in clauses])
    return [
        Found(Passage(clause, role, 0.0), vector.astype(np.float64), heading, "")
        for clause, vector in zip(clauses, vectors, strict=True)
    ]


def told(rows: Sequence[Sequence[Entry | None]]) -> list[list[tuple[str, list[str]] | None]]:
    """Names and texts of rows."""
    return [
        [(entry.name, [part.text for part in entry.parts]) if entry else None for entry in each]
        for each in rows
    ]


@pytest.mark.parametrize(
    ("clause", "name", "text"),
    [
        (row("Loaves", "Hunger", "90 a day", "Weekly", columns=KPI), "Loaves", "Target: 90 a day"),
        (row("Order limit", "€500"), "Order limit", "€500"),
        (item("Punctuality: opens at five"), "Punctuality", "opens at five"),
        (item("Rye doughs (Optional)"), "Rye doughs", "Optional"),
        (item("Kneading (Critical) – by hand, daily"), "Kneading", "Critical – by hand"),
        (item("Opens at 5:30 every day"), "", "Opens at 5:30 every day"),
        (prose("Note: the oven is old."), "", "Note: the oven is old."),
    ],
)
def test_a_clause_is_named_by_its_form(clause: Clause, name: str, text: str) -> None:
    """Rows by their first cell, items by their label; sentences have no name."""
    found = named(clause, BAKER)

    assert found[0] == name
    assert found[1].startswith(text)


def test_a_matrix_tells_a_role_its_own_cell() -> None:
    """Another's right in the same row is none of this role's."""
    clause = row("Buy flour", "Decides", "–", columns=("Decision", "Baker", "Miller"))

    assert named(clause, BAKER) == ("Buy flour", "Decides")
    assert named(clause, MILLER) == ("Buy flour", "")
    assert told(in_rows([side(BAKER, clause), side(MILLER, clause)])) == [
        [("Buy flour", ["Decides"]), None]
    ]


def test_a_matrix_column_may_bear_another_name_of_the_role() -> None:
    """Tables abbreviate."""
    clause = row("Buy flour", "Proposes", "Decides", columns=("Decision", "BK", "Miller"))

    assert named(clause, BAKER) == ("Buy flour", "Proposes")


def test_rows_of_the_same_name_stand_side_by_side() -> None:
    """In whatever order, and though one of them says a word more."""
    baker = side(BAKER, row("Loaves", "90"), row("Waste rate", "2%"))
    miller = side(MILLER, row("Waste rate (flour)", "1%"), row("Sacks", "40"))

    assert told(in_rows([baker, miller])) == [
        [("Loaves", ["90"]), None],
        [("Waste rate", ["2%"]), ("Waste rate (flour)", ["1%"])],
        [None, ("Sacks", ["40"])],
    ]


def test_names_that_differ_by_a_figure_are_of_different_things() -> None:
    """Grade 5 is not grade 6, and what is due after 30 days is not what is due after 60."""
    rows = in_rows([side(BAKER, row("Grade 5 pay", "a")), side(MILLER, row("Grade 6 pay", "b"))])

    assert all(None in each for each in rows)


def test_a_label_that_the_other_side_has_not_stays_in_its_list() -> None:
    """It is a way of writing there, and no matter of which the other side is silent."""
    baker = side(BAKER, item("Bakes: bread and rolls"), item("Sweeps the floor"))
    miller = side(MILLER, item("Grinds the corn"), item("Mends the sails"))

    assert told(in_rows([baker, miller])) == [
        [
            ("Duties", ["Bakes: bread and rolls", "Sweeps the floor"]),
            ("Duties", ["Grinds the corn", "Mends the sails"]),
        ]
    ]


def test_items_stand_with_the_item_that_they_are_nested_in() -> None:
    """Under its name where both sides have it."""
    baker = side(BAKER, item("Ovens (Critical)"), item("Lights them", 1), item("Cleans them", 1))
    miller = side(MILLER, item("Ovens (Optional)"), item("Looks away", 1))

    assert told(in_rows([baker, miller])) == [
        [
            ("Ovens", ["Critical", "Lights them", "Cleans them"]),
            ("Ovens", ["Optional", "Looks away"]),
        ]
    ]


def test_lists_under_different_headings_are_paired_where_there_is_one_each() -> None:
    """Organisations call the same section by different names."""
    rows = in_rows(
        [
            side(BAKER, item("Bakes"), heading="What you do"),
            side(MILLER, item("Grinds"), heading="Duties"),
        ]
    )

    assert told(rows) == [[("What you do", ["Bakes"]), ("Duties", ["Grinds"])]]


def test_three_sides_share_their_rows() -> None:
    """Each entry stands in one row."""
    sides = [side(role, row("Loaves", "9")) for role in (BAKER, MILLER, BAKER)]

    assert [len(each) for each in in_rows(sides)] == [3]
    assert None not in in_rows(sides)[0]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("≥ 90% of loaves", "loaves: ≥ 90%, of", True),
        ("≥ 90% of loaves", "≥ 80% of loaves", False),
        ("bakes bread", "bakes rolls", False),
    ],
)
def test_texts_are_the_same_by_their_figures_and_words(
    one: str, other: str, *, alike: bool
) -> None:
    """Order and punctuation say nothing; a figure says everything."""
    assert same([one, other]) is alike
