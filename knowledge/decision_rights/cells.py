"""Tables that were divided among their roles: which are about deciding, and what their cells say.

A document comes in; for a cell that is a phrase of deciding its rights go out, and None for any
other clause. A row is about deciding where all its cells are such phrases and one could be nothing
else; amounts and blanks may stand in any table, so they count in a row of their own only where most
of the table is about deciding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from knowledge.decision_rights.building import Place
from knowledge.decision_rights.cell_phrases import (
    Phrase,
    are_about_deciding,
    is_about_deciding,
    limit_in,
    phrase_in,
    rights_of_phrase,
)
from knowledge.decision_rights.columns import kind_of_column
from knowledge.decision_rights.holders import Holders
from knowledge.decision_rights.model import DecisionRight
from knowledge.decision_rights.scene import Scene
from knowledge.model import BlockKind, Clause, RoleDocument

_Row = tuple[int, str]
"""A row's table, by its group, and the row's name."""


class Cells:
    """The cells of one document's tables that were divided among their roles."""

    def __init__(self, document: RoleDocument, holders: Holders) -> None:
        """Read the phrases of every such table that is about deciding."""
        self._holders = holders
        self._phrases: dict[str, Phrase | None] = {}
        tables: dict[tuple[str, ...], dict[_Row, list[Clause]]]
        tables = defaultdict(lambda: defaultdict(list))
        for clause in document.clauses:
            if clause.kind is BlockKind.ROW and clause.lead and not clause.cells and clause.roles:
                tables[clause.path[:1]][clause.group, clause.lead].append(clause)
        for rows in tables.values():
            self._read(self._limited(rows))

    def _limited(self, rows: Mapping[_Row, Sequence[Clause]]) -> list[Sequence[Clause]]:
        """Note the phrases of rows that say who is above their limits; the other rows go out."""
        others = dict(rows)
        for (table, name), cells in rows.items():
            matter, _, column = name.rpartition(" – ")
            if kind_of_column(column) == "above" and (table, matter) in others:
                self._phrases |= dict.fromkeys((cell.id for cell in cells), None)
                for cell in others.pop((table, matter)):
                    self._phrases[cell.id] = limit_in(cell.text, cells[0].text, self._scene(cell))
                del others[table, name]
        return list(others.values())

    def _read(self, rows: Sequence[Sequence[Clause]]) -> None:
        """Note the phrases of the rows about deciding of all tables under one title."""
        found = [[phrase_in(cell.text, self._scene(cell)) for cell in row] for row in rows]
        whole = is_about_deciding(phrase for row in found for phrase in row)
        for row, phrases in zip(rows, found, strict=True):
            if whole or are_about_deciding(phrases):
                for cell, phrase in zip(row, phrases, strict=True):
                    if phrase:
                        self._phrases[cell.id] = phrase

    def rights(self, cell: Clause) -> list[DecisionRight] | None:
        """The rights of a cell; None for a clause that is no phrase of deciding."""
        if cell.id not in self._phrases:
            return None
        phrase = self._phrases[cell.id]
        label = cell.lead.strip(" :").split(" | ", maxsplit=1)[0]
        place = Place(cell, cell.text, label, self._scene(cell))
        return list(rights_of_phrase(phrase, place)) if phrase else []

    def _scene(self, cell: Clause) -> Scene:
        """Whom a cell speaks of."""
        titles = tuple(self._holders.title(role) for role in cell.roles)
        return Scene(self._holders, titles, cell.roles, decisions=True)
