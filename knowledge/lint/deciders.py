"""Decisions that several decide, and decisions that nobody does, in matrices and in lists.

Rights come in, in the order of the clauses; problems go out. Several deciders are a problem only
where each row is to have one: in matrices of letters (RACI, DACI, RAPID). Where the cells are
words, as in a delegation of authority, several roles may well decide the same. A row leaves its
decision to nobody only if most rows of its matrix do name somebody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.lint import wording
from knowledge.lint.matrices import by_action, deciding_column, is_matrix, letters_in
from knowledge.lint.matters import Table, matter_of, table_of
from knowledge.lint.model import Check, Problem, Severity
from knowledge.lint.wording import problem
from knowledge.model import Clause, RoleDocument

_APPROVED = frozenset([Level.TEAM_APPROVAL, Level.MANAGER_APPROVAL])
_OPEN = re.compile(
    r"tb[acd]\.?|\?+|open|(?:to be|not yet) (?:agreed|confirmed|decided|named|settled)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:see|refers? to|according to|as (?:in|per|set)|decides?|approves?|signs?)\b",
    re.IGNORECASE,
)
_JOINTLY = re.compile(r"\*|\b(?:jointly|together|both|each|own)\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z]{3}")
_WORDS = re.compile(r"[A-Za-z]{3,}.*\s")


def deciders(
    rights: Sequence[DecisionRight], documents: Sequence[RoleDocument]
) -> Iterator[Problem]:
    """Rows with two deciders, rows without one, and approvals without an approver."""
    rows: dict[Clause, list[DecisionRight]] = defaultdict(list)
    for right in rights:
        rows[right.clause].append(right)
    for row, found in rows.items():
        yield from _two_in_row(row, found)
    yield from _nobody(rights, documents)
    yield from _no_approver(rights)


def _two_in_row(row: Clause, rights: Sequence[DecisionRight]) -> Iterator[Problem]:
    """A row of letters in which two holders decide the very same."""
    if letters_in(row) < 2 or any(_JOINTLY.search(cell) for cell in row.cells):
        return
    deciding = [right for right in rights if _decides(right)]
    names = dict.fromkeys(right.holder for right in deciding)
    alike = {(right.action, right.limit, right.condition) for right in deciding}
    if len(names) > 1 and len(alike) == 1:
        message = wording.two_deciders(deciding[0].action, list(names))
        yield problem(Check.TWO_DECIDERS, Severity.ERROR, message, [row])


def _nobody(
    rights: Sequence[DecisionRight], documents: Sequence[RoleDocument]
) -> Iterator[Problem]:
    """Rows of a matrix whose decision nobody has, there or anywhere."""
    decided = {matter_of(right.action) for right in rights if right.part is Part.DECIDES}
    tables: dict[Table, list[DecisionRight]] = defaultdict(list)
    for right in rights:
        if right.clause.columns:
            tables[table_of(right.clause)].append(right)
    open_rows = _open_rows({key for key in tables if is_matrix(tables[key])}, tables, documents)
    left = [*_undecided(tables.values()), *((_name_of(row), [row]) for row in open_rows)]
    for action, clauses in left:
        if matter_of(action) not in decided:
            message = wording.no_decider(action)
            yield problem(Check.NO_DECIDER, Severity.ERROR, message, clauses)


def _undecided(
    tables: Iterable[Sequence[DecisionRight]],
) -> Iterator[tuple[str, Sequence[Clause]]]:
    """The actions of matrices that give some part in them, but to nobody the decision."""
    for rights in tables:
        if not is_matrix(rights):
            continue
        for action, found in by_action(rights).items():
            if not any(map(_shares, found)) and not _is_told_otherwise(found):
                yield action, [right.clause for right in found]


def _open_rows(
    matrices: AbstractSet[Table],
    tables: Mapping[Table, Sequence[DecisionRight]],
    documents: Sequence[RoleDocument],
) -> Iterator[Clause]:
    """The rows of matrices that give nobody any part, and say so or leave the decider's cell empty.

    A row with nothing but a name may head the rows below it.
    """
    having = {right.clause for rights in tables.values() for right in rights}
    at = {key: deciding_column(tables[key]) for key in matrices}
    for document in documents:
        for row in document.clauses:
            key = table_of(row)
            if key not in matrices or row in having or len(row.cells) != len(row.columns):
                continue
            said = [cell for cell in row.cells[1:] if cell]
            column = at[key]
            empty = column > 0 and not row.cells[column] and len(set(said)) == len(said) > 0
            if empty or any(_OPEN.fullmatch(cell) for cell in said):
                yield row


def _name_of(row: Clause) -> str:
    """What a row is about: its first cell that is no number."""
    return next((cell for cell in row.cells if _NAME.search(cell)), row.text)


def _is_told_otherwise(rights: Sequence[DecisionRight]) -> bool:
    """Whether a row names an approver, says where it is told, or why all are excluded."""
    cells = rights[0].clause.cells[1:]
    if any(right.approver for right in rights) or any(_ELSEWHERE.search(cell) for cell in cells):
        return True
    excluded = all(right.part is Part.EXCLUDED for right in rights)
    return excluded and any(_WORDS.match(cell) for cell in cells)


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
