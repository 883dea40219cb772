"""Tables through rich: as wide as the terminal, or wide enough for a line a row in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.terminal import screen

PIPED = 200
"""Columns where nobody says how many there are."""


def show_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, ruled: bool = False
) -> None:
    """Print rows of plain text under their columns' names; `ruled` parts the rows by lines."""
    table = Table(box=box.SIMPLE, show_lines=ruled, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(screen.printable(cell)) for cell in row))
    console().print(table)


def console() -> Console:
    """Standard output as rich sees it; colours are left out as `NO_COLOR` and pipes ask."""
    wide = None if screen.is_terminal("stdout") else PIPED
    return Console(width=wide, highlight=False)
