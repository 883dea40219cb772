"""Which tables are to have a decider in each row, and where in a row the decider stands.

The rights of one table come in. Letters (RACI, DACI, RAPID), a column of names, and roles as
columns with words below them make a matrix; a ladder of levels, whose cells are sentences, is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from knowledge.decision_rights.model import DecisionRight, Part
from knowledge.model import Clause

FEWEST_ROWS = 3
"""Rows that a matrix needs before a row without a decider stands out."""

LONGEST_SAY = 2.5
"""Words of a cell, on average, that says what a role may (`Decides`, `Must agree`)."""

LONGEST_NAMES = 6
"""Words of a cell that names one or two holders, and is no sentence about them."""

_LETTERS = re.compile(r"[A-Z]{1,2}(?:\s*[/,&+ ]\s*[A-Z]{1,2}){0,3}")


def is_matrix(rights: Sequence[DecisionRight]) -> bool:
    """Whether the rights of a table are of one that has a decider for each row, and mostly does.

    Such have letters, a column of deciders, or roles as columns and words. A table whose cells are
    sentences, as in a ladder of levels, need not say who decides.
    """
    actions = by_action(rights)
    empty = sum(
        not any(right.part is Part.DECIDES for right in found) for found in actions.values()
    )
    if len(actions) < FEWEST_ROWS or 2 * empty >= len(actions):
        return False
    rows = list(dict.fromkeys(right.clause for right in rights))
    if 2 * sum(letters_in(row) >= 2 for row in rows) >= len(rows) or deciding_column(rights):
        return True
    holders = {right.holder for right in rights}
    at = [i for i, name in enumerate(rows[0].columns) if name in holders]
    cells = [row.cells[i] for row in rows for i in at if i < len(row.cells) and row.cells[i]]
    return len(at) > 1 and sum(len(cell.split()) for cell in cells) < LONGEST_SAY * len(cells)


def deciding_column(rights: Sequence[DecisionRight]) -> int:
    """The column that names who decides in most rows; 0, which names the decision, for none."""
    rows = {right.clause for right in rights}
    for i in range(1, len(rights[0].clause.columns)):
        named = {right.clause for right in rights if _names_decider(right, i)}
        if 2 * len(named) >= len(rows):
            return i
    return 0


def by_action(rights: Sequence[DecisionRight]) -> dict[str, list[DecisionRight]]:
    """The rights of each action."""
    actions: dict[str, list[DecisionRight]] = defaultdict(list)
    for right in rights:
        actions[right.action].append(right)
    return actions


def letters_in(row: Clause) -> int:
    """How many cells of a row are letters such as `A/R`."""
    return sum(bool(_LETTERS.fullmatch(cell)) for cell in row.cells)


def _names_decider(right: DecisionRight, column: int) -> bool:
    """Whether a cell of a right's row is the name of who decides, be it with another's."""
    cell = "".join(right.clause.cells[column : column + 1])
    short = len(cell.split()) <= LONGEST_NAMES
    return right.part is Part.DECIDES and short and right.holder in cell
