"""The lines of a comparison become a table; any other lines stay lines."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.card_table import Said, Table, TableRow, as_table
from bot import wording

ROLES = {1: "Baker", 2: "Master Baker", 3: "Baker", 4: "Master Baker"}


def table(*lines: tuple[str, tuple[int, ...]], roles: Mapping[int, str] = ROLES) -> Table | None:
    """The table of lines with the numbers of their citations."""
    return as_table([Said(text, numbers) for text, numbers in lines], roles)


def test_a_line_a_role_under_a_name_is_a_row() -> None:
    """The role is in the column's head and not said again."""
    assert table(
        ("Loaves a day:", ()),
        ("Baker: 90", (1,)),
        ("Master Baker: 40", (2,)),
    ) == Table(
        ("Baker", "Master Baker"),
        (TableRow("Loaves a day", ((Said("90", (1,)),), (Said("40", (2,)),))),),
    )


def test_lists_of_roles_share_a_row() -> None:
    """Under the heading that they share; what is left out stays with its list."""
    more = wording.more(7)
    found = table(
        (wording.section_lead("Baker", "Duties"), ()),
        ("Kneads.", (1,)),
        (more, ()),
        (wording.section_lead("Master Baker", "Duties"), ()),
        ("Tastes.", (2,)),
    )

    assert found
    assert found.rows == (
        TableRow("Duties", ((Said("Kneads.", (1,)), Said(more)), (Said("Tastes.", (2,)),))),
    )


def test_lists_under_different_headings_keep_them() -> None:
    """A row has no name that holds for one side only."""
    found = table(
        (wording.section_lead("Baker", "Duties"), ()),
        ("Kneads.", (1,)),
        (wording.section_lead("Master Baker", "Craft"), ()),
        ("Tastes.", (2,)),
    )

    assert found
    assert [row.name for row in found.rows] == [""]
    assert [cell[0].text for cell in found.rows[0].cells] == ["Duties:", "Craft:"]


def test_what_is_the_same_stands_in_every_column_with_its_own_citation() -> None:
    """Each column can be read by itself."""
    found = table((wording.SAME, ()), ("Loaves: 90", (3, 4)))

    assert found
    assert found.rows[0].cells == ((Said("Loaves: 90", (3,)),), (Said("Loaves: 90", (4,)),))


def test_what_the_documents_leave_out_stands_in_its_cell() -> None:
    """As the other remarks stand below."""
    rest = wording.more_rows(4)
    found = table(
        ("Loaves a day:", ()),
        ("Baker: 90", (1,)),
        (wording.not_said_of(["Master Baker"]), ()),
        ("Rolls:", ()),
        ("Master Baker: 12", (2,)),
        (rest, ()),
    )

    assert found
    assert found.rows[0].cells[1] == (Said(wording.NOT_SAID),)
    assert found.rows[1].cells[0] == ()
    assert found.notes == (rest,)


@pytest.mark.parametrize(
    "lines",
    [
        [("Kneads.", (1,)), ("Tastes.", (2,))],
        [("Baker – Duties:", ()), ("Kneads.", (2,))],
    ],
)
def test_lines_that_do_not_lie_side_by_side_are_no_table(
    lines: list[tuple[str, tuple[int, ...]]],
) -> None:
    """Nothing is put under a role that it does not speak of."""
    assert table(*lines) is None


def test_one_roles_answer_is_no_table() -> None:
    """There is nothing beside it."""
    assert table(("Duties:", ()), ("Baker: 90", (1,)), roles={1: "Baker"}) is None
