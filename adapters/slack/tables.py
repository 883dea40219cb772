"""A comparison as Slack's own table.

Comes in: a `Table` and the characters that are left for it. Goes out: one block, and how many rows
were left out; None where the roles are more than a table has columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from adapters.card_table import Said, Table, TableRow
from adapters.slack import wording
from adapters.slack.elements import NOTHING, clean, rich, run, words
from adapters.slack.limits import (
    TABLE_CHARACTERS,
    TABLE_COLUMNS,
    TABLE_ROWS,
    Block,
    characters,
    cut,
)

LENGTHS = (600, 300, 150, 80, 40)
"""Characters of what is said in a cell, tried in turn until all rows fit."""

NAME = 120

Mark = Callable[[int], Block]
"""The number of a citation as rich text."""


def table_block(table: Table, mark: Mark, room: int) -> tuple[Block, int] | None:
    """The table within `room` characters, and the number of rows that it lacks."""
    if len(table.columns) >= TABLE_COLUMNS or not table.rows:
        return None
    room = min(room, TABLE_CHARACTERS)
    rows = table.rows[: TABLE_ROWS - 1]
    block = _block(table.columns, rows, mark, LENGTHS[0])
    for most in LENGTHS[1:]:
        if characters([block]) <= room:
            break
        block = _block(table.columns, rows, mark, most)
    while len(rows) > 1 and characters([block]) > room:
        rows = rows[: len(rows) * 3 // 4]
        block = _block(table.columns, rows, mark, LENGTHS[-1])
    if characters([block]) > room:
        return None
    return block, len(table.rows) - len(rows)


def _block(columns: Sequence[str], rows: Sequence[TableRow], mark: Mark, most: int) -> Block:
    """The block with at most so many characters of each thing said."""
    head = [_raw(wording.MATTER)] + [_raw(cut(column, NAME)) for column in columns]
    body = [
        [_raw(cut(row.name, NAME)), *(_cell(cell, mark, most) for cell in row.cells)]
        for row in rows
    ]
    return {
        "type": "table",
        "rows": [head, *body],
        "column_settings": [{"is_wrapped": True} for _ in range(len(columns) + 1)],
    }


def _cell(cell: Sequence[Said], mark: Mark, most: int) -> Block:
    """What is said in a cell, a line each, with its numbers."""
    if not cell:
        return _raw("")
    parts: list[Block] = []
    for n, said in enumerate(cell):
        parts.append(words(("\n" if n else "") + cut(said.text, most)))
        for citation in said.citations:
            parts += [words(" "), mark(citation)]
    return rich([run(*parts)])


def _raw(text: str) -> Block:
    """A cell of plain text; Slack takes none that is empty."""
    return {"type": "raw_text", "text": clean(text).strip() or NOTHING}
