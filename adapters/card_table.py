"""An answer about several roles as a table: a column a role, a row a matter.

Comes in: the lines of an answer, as they are laid out, and the role that each citation speaks of.
Goes out: a `Table`, or None if the lines do not lie side by side. The lines stay what they are; a
surface without tables shows them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot import wording


class Shown(Protocol):
    """A line of an answer without its marks, with the numbers of its citations."""

    @property
    def text(self) -> str:
        """What it says."""
        ...

    @property
    def citations(self) -> tuple[int, ...]:
        """The numbers; none for a line that announces others, or for a remark."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a cell on a line of its own."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A matter (its name may be empty) with a cell for each column; an empty cell says nothing."""

    name: str
    cells: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Roles side by side; `notes` are remarks on all of it."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    """A row while it is read. `heads` are the headings of those whose lists have their own."""

    name: str = ""
    heads: dict[str, str] = field(default_factory=dict)
    cells: dict[str, list[Said]] = field(default_factory=dict)


def as_table(lines: Sequence[Shown], role_of: Mapping[int, str]) -> Table | None:
    """The lines of a comparison as a table, if they are one: every claim one column's or all's."""
    columns = tuple(dict.fromkeys(role_of.values()))
    if len(columns) < 2:
        return None
    rows: list[_Row] = []
    notes: list[str] = []
    for line in lines:
        if line.citations:
            if not rows or not _claim(rows[-1], line, role_of, columns):
                return None
        elif line.text.startswith("…"):
            _remark(rows, notes, line.text, columns)
        else:
            _announce(rows, line.text.rstrip(":"), columns)
    return Table(columns, tuple(_finished(row, columns) for row in rows), tuple(notes))


def _announce(rows: list[_Row], text: str, columns: Sequence[str]) -> None:
    """A line that opens a row, or in the row that is open the list of a role."""
    for role in sorted(columns, key=len, reverse=True):
        if text == role or text.startswith(f"{role} – "):
            if not rows or not rows[-1].heads or role in rows[-1].heads:
                rows.append(_Row())
            rows[-1].heads[role] = text.removeprefix(role).removeprefix(" – ")
            return
    rows.append(_Row(text))


def _claim(row: _Row, line: Shown, role_of: Mapping[int, str], columns: Sequence[str]) -> bool:
    """Put a claim into the cell of its role; what all roles have alike into each cell."""
    roles = {role_of[n] for n in line.citations}
    if len(roles) > 1 and roles != set(columns):
        return False
    for role in roles:
        if row.heads and role != list(row.heads)[-1]:
            return False
        numbers = tuple(n for n in line.citations if role_of[n] == role)
        text = line.text.removeprefix(f"{role}: ")
        row.cells.setdefault(role, []).append(Said(text, numbers))
    return True


def _remark(rows: list[_Row], notes: list[str], text: str, columns: Sequence[str]) -> None:
    """Put a remark where it belongs: into the list that it closes, a cell, or under the table."""
    count = re.search(r"\d+", text)
    if rows and rows[-1].heads and count and text == wording.more(int(count[0])):
        rows[-1].cells.setdefault(list(rows[-1].heads)[-1], []).append(Said(text))
        return
    for role in columns:
        if rows and text == wording.not_said_of([role]) and role not in rows[-1].cells:
            rows[-1].cells[role] = [Said(wording.NOT_SAID)]
            return
    notes.append(text)


def _finished(row: _Row, columns: Sequence[str]) -> TableRow:
    """The row; headings that all its lists share become its name, others stand over their lists."""
    shared = set(row.heads.values())
    cells = []
    for role in columns:
        said = list(row.cells.get(role, ()))
        if len(shared) > 1 and row.heads.get(role):
            said.insert(0, Said(f"{row.heads[role]}:"))
        cells.append(tuple(said))
    return TableRow(row.name or (shared.pop() if len(shared) == 1 else ""), tuple(cells))
