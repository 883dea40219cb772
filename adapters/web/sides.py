"""Roles side by side as tables to be shown: what differs apart from what is the same.

Comes in: a `Comparison` with its citations. Goes out: for each topic a `Table` of the kind that
answers are laid out in, so that one template shows both. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.card_table import Said, Table, TableRow
from bot.comparison import Cell, Comparison, Row, Topic
from bot.wording import NOT_SAID


@dataclass(frozen=True, slots=True)
class Sides:
    """A topic: `differs` and `same` are None where there is no such row.

    `cut` says that rows, or parts of a cell, were left out.
    """

    id: str
    name: str
    differs: Table | None
    same: Table | None
    cut: bool = False


def lay_sides(comparison: Comparison) -> tuple[Sides, ...]:
    """The topics of a comparison, in its order; empty if there is nothing to compare."""
    return tuple(
        Sides(
            id=f"topic-{number}",
            name=topic.name,
            differs=_table(comparison, topic, [row for row in topic.rows if row.differs]),
            same=_table(comparison, topic, [row for row in topic.rows if not row.differs]),
            cut=bool(topic.more or any(c.more for row in topic.rows for c in row.cells)),
        )
        for number, topic in enumerate(comparison.topics, 1)
    )


def _table(comparison: Comparison, topic: Topic, rows: Sequence[Row]) -> Table | None:
    """Some rows of a topic; a row that is named as the topic needs no name."""
    if not rows:
        return None
    return Table(
        tuple(role.title for role in comparison.roles),
        tuple(
            TableRow(
                "" if row.name.casefold() == topic.name.casefold() else row.name,
                tuple(tuple(_said(comparison, cell)) for cell in row.cells),
            )
            for row in rows
        ),
    )


def _said(comparison: Comparison, cell: Cell) -> list[Said]:
    """What is said of one role, each part with its number, or that nothing is."""
    if not cell.parts:
        return [Said(NOT_SAID)]
    said = []
    for part in cell.parts:
        number = comparison.number(part)
        said.append(Said(" ".join(part.text.split()), () if number is None else (number,)))
    if cell.more:
        said.append(Said(f"… and {cell.more} more"))
    return said
