"""A comparison as tables: what differs apart from what is the same, every part with its number."""

from __future__ import annotations

from adapters.card_table import Said
from adapters.web.sides import Sides, lay_sides
from bot.guide import Guide
from bot.wording import NOT_SAID


def compared(kitchen: Guide, topic: str = "", *, brief: bool = False) -> dict[str, Sides]:
    """The two roles by topic."""
    sides = lay_sides(kitchen.compare(kitchen.library.roles[:2], topic, brief=brief))
    return {each.name: each for each in sides}


def test_what_differs_stands_apart_from_what_is_the_same(kitchen: Guide) -> None:
    """The reader sees the difference without looking for it."""
    kpis = compared(kitchen, "KPIs")["KPIs and targets"]

    assert kpis.differs
    assert kpis.same
    assert kpis.differs.columns == ("Kitchen Assistant", "Kitchen Manager")
    assert [row.name for row in kpis.differs.rows] == ["Loaves a day"]
    assert [row.name for row in kpis.same.rows] == ["Burnt loaves"]


def test_every_part_has_the_number_of_its_citation(kitchen: Guide) -> None:
    """And a side of which nothing is said has the words for it, without a number."""
    made = kitchen.compare(kitchen.library.roles[:2])
    numbers = {citation.n for citation in made.citations}
    said = [
        part
        for each in lay_sides(made)
        for table in (each.differs, each.same)
        if table
        for row in table.rows
        for cell in row.cells
        for part in cell
    ]

    assert {n for part in said for n in part.citations} == numbers
    assert all(part.citations or part == Said(NOT_SAID) for part in said)
    assert Said(NOT_SAID) in said


def test_a_row_is_not_named_as_its_topic_is(kitchen: Guide) -> None:
    """The name stands over the table already."""
    for name, each in compared(kitchen).items():
        for table in (each.differs, each.same):
            assert not table or name not in [row.name for row in table.rows]


def test_a_topic_says_when_something_was_left_out(kitchen: Guide) -> None:
    """Else there would be no way to the rest."""
    brief, whole = compared(kitchen, brief=True), compared(kitchen)

    assert brief["KPIs and targets"].cut
    assert brief["KPIs and targets"].same is None
    assert not any(each.cut for each in whole.values())
