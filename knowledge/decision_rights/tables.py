"""Is a table a decision matrix, and what do its columns hold?

The rows of a table come in with the headings and the prose around them; a `Table` goes out, or None
for a table that is about something else. Nothing here makes rights.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from knowledge.decision_rights.amounts import ceiling_of, limit_of
from knowledge.decision_rights.cell_phrases import are_about_deciding, phrase_in
from knowledge.decision_rights.columns import kind_of_column
from knowledge.decision_rights.headings import (
    speaks_of_decisions,
    speaks_of_something_else,
    told_by,
)
from knowledge.decision_rights.holders import Holders, until_stop
from knowledge.decision_rights.model import Limit, Part
from knowledge.decision_rights.says import (
    CODE,
    DECIDES,
    PARTS,
    Say,
    letters_of,
    say_of,
)
from knowledge.decision_rights.scene import Scene
from knowledge.model import Clause
from knowledge.titles import heading_title

_LIMIT_OF = re.compile(
    r"\s(?:(?:decides?|approves?|signs?|spends?|may (?:decide|approve|sign|spend))"
    r"(?: alone)? up to|(?:own )?limit|up to)$",
    re.IGNORECASE,
)
"""What stands behind the holder in a column's name: `Shop Supervisor decides up to`."""

_ONLY_YES = frozenset({"yes", "✓", "✔"})


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix's columns by what they hold; those in `roles` are holders themselves."""

    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    roles: tuple[int, ...]
    letters: Mapping[str, Say]

    def all(self, kind: str) -> list[int]:
        """The columns of a kind, by their place."""
        return [i for i, name in enumerate(self.kinds) if name == kind and i not in self.roles]

    def text(self, cells: Sequence[str], *kinds: str) -> str:
        """The cells of some kinds, in the table's order, parted by `; `."""
        at = sorted(i for kind in kinds for i in self.all(kind))
        return "; ".join(cells[i] for i in at if cells[i])

    def action(self, row: Clause) -> str:
        """What a row is about: its columns of matters, else its first that tells nothing else."""
        action = ", ".join(row.cells[i] for i in self.all("action") if row.cells[i])
        if action:
            return action
        other = [i for i, kind in enumerate(self.kinds) if not kind and i not in self.roles]
        return row.cells[other[0]] if other else "".join(row.path[-1:])


@dataclass(frozen=True, slots=True)
class Around:
    """What a table stands in: its document's title, and the prose and legends beside it."""

    title: str
    text: str


def headed(
    columns: tuple[str, ...], rows: Sequence[Clause]
) -> tuple[tuple[str, ...], list[Clause]]:
    """The names of the columns, and the rows that are neither header nor legend.

    Where a first header only spans others, the first row has the names.
    """
    body = [row for row in rows if not explains_letter(row)]
    if any(columns) and len(set(columns)) < len(columns):
        for row in body:
            kept = any(cell == name for cell, name in zip(row.cells, columns, strict=False))
            if kept and len(set(row.cells)) == len(row.cells):
                return row.cells, [other for other in body if other is not row]
    return columns, body


def explains_letter(row: Clause) -> bool:
    """Whether a row is a line of the legend: a letter and what it means, across the table."""
    name, *rest = row.cells
    alone = len({cell for cell in rest if cell}) == 1
    return alone and bool(CODE.fullmatch(name) or name == "blank") and len(max(rest, key=len)) > 5


def table_of(
    columns: tuple[str, ...], rows: Sequence[Clause], around: Around, holders: Holders
) -> Table | None:
    """What the columns hold; None for a table that is no decision matrix."""
    rows = [row for row in rows if len(row.cells) == len(columns)]
    if not rows:
        return None
    if not any(columns):
        return _without_header(columns, rows, holders)
    limits = tuple(_LIMIT_OF.sub("", name) for name in columns)
    if (
        sum(
            holders.is_somebody(new) for new, old in zip(limits, columns, strict=True) if new != old
        )
        > 1
    ):
        columns = limits
    kinds = tuple(kind_of_column(name) or kind_of_column(holder_in(name)) for name in columns)
    cells = [[row.cells[i] for row in rows] for i in range(len(columns))]
    over = " ".join(rows[0].path[:1]) or around.title
    letters = letters_of((cell for column in cells[1:] for cell in column), over, around.text)
    roles = tuple(
        i
        for i, name in enumerate(columns)
        if i and _is_holder(name, kinds[i], holders) and _are_says(cells[i], letters, holders)
    )
    roles = roles if len(roles) > 1 else ()
    if not roles and kinds[0] == "holder" and len(columns) > 2:
        kinds = tuple(_of_phrases(kind, cells[i], holders) for i, kind in enumerate(kinds))
    table = Table(columns, kinds, roles, letters)
    return table if _is_matrix(table, rows, around, holders) else None


def holder_in(column: str) -> str:
    """The holder that a column's name gives, without a name that spans several columns."""
    return column.rsplit(" – ", 1)[-1].strip()


def say_or_limit(cell: str, letters: Mapping[str, Say]) -> tuple[Say, Limit | None] | None:
    """What a cell says, an amount in it being a right up to there; None if nothing is known."""
    say = say_of(cell, letters)
    limit = limit_of(cell) or (ceiling_of(cell) if len(cell.split()) < 5 else None)
    if say is None:
        return (DECIDES, limit) if limit else None
    return say, limit if say.part is not Part.EXCLUDED else None


def _without_header(
    columns: tuple[str, ...], rows: Sequence[Clause], holders: Holders
) -> Table | None:
    """A table under a heading that tells of deciding: matter, limit, who is above."""
    told = told_by(rows[0].path)
    somebody = sum(holders.is_somebody(row.cells[-1]) for row in rows)
    if len(columns) != 3 or not told or somebody * 2 < len(rows):
        return None
    return Table(columns, ("action", "limit", "above"), (), {})


def _is_holder(name: str, kind: str, holders: Holders) -> bool:
    """Whether a column's name is somebody: a role, a body, a department."""
    title = heading_title(holder_in(name))
    if kind in {"action", "condition"}:
        return bool(title)
    return kind in {"", "holder"} and (bool(title) or holders.is_somebody(holder_in(name)))


def _are_says(cells: Collection[str], letters: Mapping[str, Say], holders: Holders) -> bool:
    """Whether a column's cells say what its holder may."""
    filled = [cell for cell in cells if cell]
    scene = Scene(holders, (), ())
    known = sum(
        say_or_limit(cell, letters) is not None
        or cell.lower() == "tbc"
        or bool(phrase_in(cell, scene))
        for cell in filled
    )
    return known * 3 >= len(filled) * 2


def _of_phrases(kind: str, cells: Collection[str], holders: Holders) -> str:
    """A column's kind, `phrase` where its cells say who may do the matter in its name."""
    scene = Scene(holders, (), ())
    told = not kind and are_about_deciding(phrase_in(cell, scene) for cell in cells if cell)
    return "phrase" if told else kind


def _is_matrix(table: Table, rows: Sequence[Clause], around: Around, holders: Holders) -> bool:
    """Whether a table gives decisions their holders."""
    kinds = {kind for i, kind in enumerate(table.kinds) if i not in table.roles}
    about = speaks_of_decisions((*rows[0].path, around.title, table.columns[0]))
    if not table.letters and not about and speaks_of_something_else(rows[0].path[1:]):
        return False
    if "phrase" in kinds:
        return True
    if table.roles:
        return bool(table.letters) or about or _decides_somewhere(table, rows)
    if kinds & {"above", "own"} and kinds & {"limit", "own", "say", "decides"}:
        return True
    if "decides" in kinds:
        names = [row.cells[i] for row in rows for i in table.all("decides")]
        somebody = sum(holders.is_somebody(until_stop(name)) for name in names)
        telling = kinds & set(PARTS) - {"decides"} or about or "limit" in kinds
        return bool(telling) and somebody * 2 >= len(names)
    says = [row.cells[i] for row in rows for i in table.all("say")]
    telling_cells = sum(say_of(cell, {}) is not None for cell in says)
    return "holder" in kinds and bool(says) and telling_cells * 2 >= len(says)


def _decides_somewhere(table: Table, rows: Sequence[Clause]) -> bool:
    """Whether somebody decides in the cells, in other words than a plain `yes`."""
    cells = [row.cells[i] for row in rows for i in table.roles]
    says = [say_of(cell, table.letters) for cell in cells if cell.lower() not in _ONLY_YES]
    return re.search(r"\w", "".join(cells)) is not None and any(
        say and say.part is Part.DECIDES for say in says
    )
