"""Decision matrices: rows that give decisions their holders, in any of the usual layouts.

A document comes in; for a clause that is a row of a decision matrix its rights go out, and None for
any other. Known are roles as columns (letters, words or amounts in the cells), names in the cells
under columns such as `Approver`, and rows with a limit and who is above.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from knowledge.decision_rights.bands import next_band, steps
from knowledge.decision_rights.holders import Holders
from knowledge.decision_rights.model import DecisionRight
from knowledge.decision_rights.rows import Rows
from knowledge.decision_rights.tables import (
    Around,
    Table,
    explains_letter,
    headed,
    holder_in,
    table_of,
)
from knowledge.model import BlockKind, Clause, RoleDocument
from knowledge.titles import heading_title

_YOU = re.compile(r"you|this (?:role|post)|the (?:role|post)|post-?holder", re.IGNORECASE)


class Matrices:
    """The decision matrices of one document."""

    def __init__(self, document: RoleDocument, holders: Holders) -> None:
        """Read every table of the document that is a decision matrix."""
        self._holders = holders
        self._role = _role_of(document)
        self._rows = Rows(holders, self._role)
        self._rights: dict[str, list[DecisionRight]] = {}
        tables: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Clause]] = defaultdict(list)
        for clause in document.clauses:
            if clause.kind is BlockKind.ROW and len(clause.cells) > 1:
                columns = clause.columns or ("",) * len(clause.cells)
                tables[clause.path[:1] if clause.columns else clause.path, columns].append(clause)
        for (top, columns), rows in tables.items():
            if any(columns) or len(columns) > 2:
                names, body = headed(columns, rows)
                names = self._own_named(names)
                table = table_of(names, body, _around(document, top), holders)
                if table:
                    self._rights |= {row.id: [] for row in rows}
                    self._read(table, body)

    def _own_named(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The columns, `You` beside other roles being the role that the document speaks of."""
        others = sum(bool(heading_title(holder_in(name))) for name in columns[1:])
        if not self._role or not others:
            return columns
        own = self._holders.title(self._role)
        return tuple(own if _YOU.fullmatch(name) else name for name in columns)

    def rights(self, clause: Clause) -> list[DecisionRight] | None:
        """The rights of a row; None for a clause that belongs to no decision matrix."""
        return self._rights.get(clause.id)

    def _read(self, table: Table, rows: Sequence[Clause]) -> None:
        """Note the rights of every row, and what each holder needs beyond its own."""
        found = [list(self._rows.of(row, table)) for row in rows]
        for row, rights in zip(rows, found, strict=True):
            self._rights[row.id] = [*rights, *(steps(rights) if table.roles else ())]
        if table.kinds[0] == "limit":
            for low, high in pairwise(found):
                for right in next_band(low, high):
                    self._rights[right.clause.id].append(right)


def _role_of(document: RoleDocument) -> str:
    """The one role that a document's prose speaks of; empty where it speaks of several or none."""
    roles = {role for clause in document.clauses if not clause.columns for role in clause.roles}
    return next(iter(roles)) if len(roles) == 1 else ""


def _around(document: RoleDocument, top: tuple[str, ...]) -> Around:
    """The document's title, and what may explain the letters of a table under `top`."""
    near = [clause for clause in document.clauses if clause.path[:1] == top[:1]]
    texts = [
        " | ".join(dict.fromkeys(clause.cells)) if clause.cells else clause.text
        for clause in near
        if not clause.cells or explains_letter(clause)
    ]
    titles = [document.title, *dict.fromkeys(heading for c in near[:1] for heading in c.path)]
    return Around(document.title, " ; ".join([*texts, *titles]))
