"""Decisions that several decide, and decisions that nobody does, in matrices and in lists.

Rights come in, in the order of the clauses; problems go out. Several deciders are a problem only
where each row is to have one: in matrices of letters (RACI, DACI, RAPID). Where the cells are
words, as in a delegation of authority, several roles may well decide the same. A row leaves its
decision to nobody only if most rows of its matrix do name somebody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from knowledge.catalogue import WORDY_CELL
from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.lint import wording
from knowledge.lint.matters import Table, matter_of, table_of
from knowledge.lint.model import Check, Problem, Severity
from knowledge.lint.wording import problem
from knowledge.model import Clause

FEWEST_ROWS = 3
"""Rows that a matrix needs before a row without a decider stands out."""

LONGEST_NAMES = 6
"""Words of a cell that names one or two holders, and is no sentence about them."""

_APPROVED = frozenset([Level.TEAM_APPROVAL, Level.MANAGER_APPROVAL])
_LETTERS = re.compile(r"[A-Z]{1,2}(?:\s*[/,&+ ]\s*[A-Z]{1,2}){0,3}")
_WORDS = re.compile(r"[A-Za-z]{3,}.*\s")


def deciders(rights: Sequence[DecisionRight]) -> Iterator[Problem]:
    """Rows with two deciders, rows without one, and approvals without an approver."""
    rows: dict[Clause, list[DecisionRight]] = defaultdict(list)
    for right in rights:
        rows[right.clause].append(right)
    for row, found in rows.items():
        yield from _two_in_row(row, found)
    yield from _nobody(rights)
    yield from _no_approver(rights)


def _two_in_row(row: Clause, rights: Sequence[DecisionRight]) -> Iterator[Problem]:
    """A row of letters in which two holders decide the very same."""
    if _codes(row) < 2 or any("*" in cell for cell in row.cells):
        return
    deciding = [right for right in rights if _decides(right)]
    names = dict.fromkeys(right.holder for right in deciding)
    alike = {(right.action, right.limit, right.condition) for right in deciding}
    if len(names) > 1 and len(alike) == 1:
        message = wording.two_deciders(deciding[0].action, list(names))
        yield problem(Check.TWO_DECIDERS, Severity.ERROR, message, [row])


def _nobody(rights: Sequence[DecisionRight]) -> Iterator[Problem]:
    """Rows of a matrix whose decision nobody has, there or anywhere."""
    decided = {matter_of(right.action) for right in rights if right.part is Part.DECIDES}
    tables: dict[Table, dict[str, list[DecisionRight]]] = defaultdict(lambda: defaultdict(list))
    for right in rights:
        if right.clause.columns:
            tables[table_of(right.clause)][right.action].append(right)
    for (_, _, columns), actions in tables.items():
        empty = [found for found in actions.values() if not any(map(_shares, found))]
        few = len(actions) < FEWEST_ROWS or 2 * len(empty) >= len(actions)
        if few or not _is_matrix(columns, [right for found in actions.values() for right in found]):
            continue
        for found in empty:
            if matter_of(found[0].action) in decided or _is_told_otherwise(found):
                continue
            clauses = list(dict.fromkeys(right.clause for right in found))
            message = wording.no_decider(found[0].action)
            yield problem(Check.NO_DECIDER, Severity.ERROR, message, clauses)


def _is_matrix(columns: Sequence[str], rights: Sequence[DecisionRight]) -> bool:
    """Whether a table has a decider for each row: letters, a column of deciders, roles and words.

    A table whose cells are sentences, as in a ladder of levels, need not say who decides.
    """
    rows = list(dict.fromkeys(right.clause for right in rights))
    letters = sum(_codes(row) >= 2 for row in rows)
    if 2 * letters >= len(rows):
        return True
    for i in range(1, len(columns)):
        named = {right.clause for right in rights if _names_decider(right, i)}
        if 2 * len(named) >= len(rows):
            return True
    holders = {right.holder for right in rights}
    at = [i for i, name in enumerate(columns) if name in holders]
    cells = [row.cells[i] for row in rows for i in at if i < len(row.cells) and row.cells[i]]
    return len(at) > 1 and sum(len(cell.split()) for cell in cells) < WORDY_CELL * len(cells)


def _names_decider(right: DecisionRight, column: int) -> bool:
    """Whether a cell of a right's row is the name of who decides, be it with another's."""
    cell = "".join(right.clause.cells[column : column + 1])
    short = len(cell.split()) <= LONGEST_NAMES
    return right.part is Part.DECIDES and short and right.holder in cell


def _codes(row: Clause) -> int:
    """How many cells of a row are letters such as `A/R`."""
    return sum(bool(_LETTERS.fullmatch(cell)) for cell in row.cells)


def _is_told_otherwise(rights: Sequence[DecisionRight]) -> bool:
    """Whether a row names an approver, or excludes everybody and says why."""
    if any(right.approver for right in rights):
        return True
    excluded = all(right.part is Part.EXCLUDED for right in rights)
    return excluded and any(_WORDS.match(cell) for cell in rights[0].clause.cells[1:])


def _no_approver(rights: Sequence[DecisionRight]) -> Iterator[Problem]:
    """Sections whose approvals name nobody, where nobody is known to decide those things either.

    A row of a matrix that names nobody is `_nobody`'s.
    """
    decided = {
        matter_of(right.action) for right in rights if right.part in {Part.DECIDES, Part.AGREES}
    }
    sections: dict[tuple[str, tuple[str, ...]], list[Clause]] = defaultdict(list)
    for right in rights:
        unnamed = right.level in _APPROVED and not right.approver and not right.clause.columns
        if unnamed and matter_of(right.action) not in decided:
            sections[right.clause.document, right.clause.path].append(right.clause)
    for clauses in sections.values():
        each = list(dict.fromkeys(clauses))
        yield problem(Check.NO_APPROVER, Severity.WARNING, wording.no_approver(len(each)), each)


def _decides(right: DecisionRight) -> bool:
    """Whether a right is to decide without anybody's agreement."""
    return right.part is Part.DECIDES and right.level is Level.INDEPENDENT


def _shares(right: DecisionRight) -> bool:
    """Whether a right is to decide, be it with another's agreement."""
    return right.part is Part.DECIDES

