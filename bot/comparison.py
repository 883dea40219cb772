"""Roles side by side as a value: topics, rows, and a cell for each role, every part from a clause.

Comes in: rows of entries that belong together. Goes out: rows that say whether they differ, in the
order in which they tell roles apart. An empty cell means that the documents do not say; what is the
same for all roles comes last. Nothing is searched or reworded here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.entries import Entry, Part, figures, same
from bot.model import Citation
from knowledge.model import BlockKind, Role

BRIEF_ROWS, BRIEF_PARTS = 3, 2
"""Rows of a topic and parts of a cell in brief."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What the documents say of one role under a row's name; without parts they do not say.

    `more` counts parts that were left out.
    """

    role: Role
    parts: tuple[Part, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One matter, with a cell for each role in their order; the name may be empty."""

    name: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """One aspect of the roles: rows that differ first, what only one side has, then the same.

    `more` counts rows that were left out.
    """

    name: str
    rows: tuple[Row, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more roles side by side; without topics their documents have nothing to compare.

    `citations` are those of its parts, once they have been checked against the documents.
    """

    roles: tuple[Role, ...]
    topics: tuple[Topic, ...]
    citations: tuple[Citation, ...] = ()

    @property
    def parts(self) -> Iterator[Part]:
        """All parts, in reading order."""
        for topic in self.topics:
            for row in topic.rows:
                for cell in row.cells:
                    yield from cell.parts

    def number(self, part: Part) -> int | None:
        """The number of a part's citation; None if it has none."""
        clause, role = part.passage.clause, part.passage.role.title
        place = (clause.document, clause.start, clause.end, role)
        for one in self.citations:
            if (one.document, one.start, one.end, one.role) == place:
                return one.n
        return None

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain data; citations in the form of an answer's."""
        return {
            "roles": [role.title for role in self.roles],
            "topics": [
                {
                    "topic": topic.name,
                    "rows": [
                        {
                            "name": row.name,
                            "differs": row.differs,
                            "cells": [self._cell(cell) for cell in row.cells],
                        }
                        for row in topic.rows
                    ],
                }
                for topic in self.topics
            ],
            "citations": [asdict(citation) for citation in self.citations],
        }

    def _cell(self, cell: Cell) -> dict[str, Any]:
        """A cell as plain data; `said` is empty where the documents do not say."""
        said = [{"text": part.text, "citation": self.number(part)} for part in cell.parts]
        return {"role": cell.role.title, "said": said}


def in_brief(comparison: Comparison) -> Comparison:
    """The first rows of each topic and the first parts of each cell, the rest counted.

    Rows that are the same for all roles are left out.
    """
    topics = []
    for topic in comparison.topics:
        rows = [row for row in topic.rows if row.differs][:BRIEF_ROWS]
        brief = tuple(replace(row, cells=tuple(map(_brief, row.cells))) for row in rows)
        topics.append(Topic(topic.name, brief, len(topic.rows) - len(brief)))
    return Comparison(comparison.roles, tuple(topic for topic in topics if topic.rows))


def _brief(cell: Cell) -> Cell:
    """A cell with its first parts only."""
    parts = cell.parts[:BRIEF_PARTS]
    return Cell(cell.role, parts, len(cell.parts) - len(parts))


def rows_of(found: Sequence[Sequence[Entry | None]], roles: Sequence[Role]) -> list[Row]:
    """The rows of entries that belong together, as they tell roles apart."""
    rows = [row for entries in found for row in _rows(entries, roles)]
    return sorted(rows, key=_rank)


def cells_of(roles: Sequence[Role], parts: Sequence[Sequence[Part]]) -> tuple[Cell, ...]:
    """A cell for each role with its parts."""
    return tuple(Cell(role, tuple(own)) for role, own in zip(roles, parts, strict=True))


def _rows(entries: Sequence[Entry | None], roles: Sequence[Role]) -> Iterator[Row]:
    """One row; of lists two, what all of them have alike being a row of its own."""
    first = next(entry for entry in entries if entry)
    parts = [entry.parts if entry else () for entry in entries]
    if first.listed and all(parts):
        alike = _alike(parts)
        if alike:
            yield Row(first.name, cells_of(roles, list(zip(*alike, strict=True))), differs=False)
            parts = [
                tuple(part for part in own if part not in [row[side] for row in alike])
                for side, own in enumerate(parts)
            ]
        if not any(parts):
            return
    texts = [" ".join(part.text for part in own) for own in parts]
    yield Row(first.name, cells_of(roles, parts), differs=not (all(texts) and same(texts)))


def _alike(parts: Sequence[Sequence[Part]]) -> list[tuple[Part, ...]]:
    """What all sides say alike: a part of each."""
    first, *others = parts
    found = []
    for part in first:
        row = [part]
        for other in others:
            row += [each for each in other if same([part.text, each.text])][:1]
        if len(row) == len(parts):
            found.append(tuple(row))
    return found


def _rank(row: Row) -> tuple[int, bool]:
    """What differs by a figure, by words, in a list, what a side lacks, the same; prose after."""
    parts = [part for cell in row.cells for part in cell.parts]
    prose = all(part.passage.clause.kind is BlockKind.PARAGRAPH for part in parts)
    if not row.differs:
        return 4, prose
    if not all(cell.parts for cell in row.cells):
        return 3, prose
    if prose or len(parts) > len(row.cells):
        return 2, prose
    given = {figures(cell.parts[0].text) for cell in row.cells}
    return (0 if len(given) > 1 and all(given) else 1), prose
