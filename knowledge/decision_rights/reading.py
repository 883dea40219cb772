"""From a library to the decision rights in it, clause by clause.

A `Library` comes in, its rights go out in the order of the clauses. Rows of decision matrices go to
`matrices`, everything else to `clauses`. Where the documents say nothing there is no right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.decision_rights.cells import Cells
from knowledge.decision_rights.clauses import Reader
from knowledge.decision_rights.holders import Holders
from knowledge.decision_rights.matrices import Matrices
from knowledge.decision_rights.model import DecisionRight, Limit, Part
from knowledge.decision_rights.superiors import by_superior, superiors_in
from knowledge.decision_rights.wide_rows import across_cells, rights_in_row
from knowledge.model import BlockKind, Clause, Library, RoleDocument
from knowledge.standing import superseded

_YOU = re.compile(r"\byou\b", re.IGNORECASE)
OFTEN = 5
"""How often a document says `you` that speaks to those whose role it describes."""


def rights_of(library: Library) -> tuple[DecisionRight, ...]:
    """Every right that the documents give, withhold or share, in the order of the clauses.

    A library without such clauses gives `()`.
    """
    holders = Holders(library.roles)
    found = [right for document in library.documents for right in _rights_in(document, holders)]
    return tuple(_capped(found))


def rights_in_force(library: Library) -> tuple[DecisionRight, ...]:
    """The same without those of documents that say that others have taken their place."""
    return in_force(rights_of(library), library)


def in_force(rights: Iterable[DecisionRight], library: Library) -> tuple[DecisionRight, ...]:
    """Those of a library's rights that stand in no document whose place others have taken."""
    old = superseded(library)
    return tuple(right for right in rights if right.clause.document not in old)


def _capped(found: Sequence[DecisionRight]) -> Iterator[DecisionRight]:
    """Rights beyond somebody else's limit, held within the holder's own for the same thing.

    `Above £500: Senior Officer` gives that officer no more than their own line does; where theirs
    says it all, the other is left out.
    """
    own: dict[tuple[str, str, str], list[Limit]] = defaultdict(list)
    for right in found:
        limit = right.limit
        if right.part is Part.DECIDES and right.role and limit and limit.up_to is not None:
            own[right.role, right.action.casefold(), limit.unit].append(limit)
    for right in found:
        limit = right.limit
        if right.part is Part.DECIDES and right.role and limit and limit.up_to is None:
            caps = own.get((right.role, right.action.casefold(), limit.unit), ())
            top = max((cap.up_to for cap in caps if cap.up_to is not None), default=None)
            if top is not None and limit.over is not None:
                if top > limit.over:
                    yield replace(right, limit=replace(limit, up_to=top))
                continue
        yield right


def _rights_in(document: RoleDocument, holders: Holders) -> Iterator[DecisionRight]:
    """The rights of one document."""
    matrices = Matrices(document, holders)
    reader = Reader(
        holders,
        int(len({section.path[0] for section in document.sections}) == 1),
        frozenset(c.path for c in document.clauses if c.kind is not BlockKind.PARAGRAPH),
        holders.in_document(document.path),
        addressed=len(_YOU.findall(document.text)) >= OFTEN,
    )
    superiors = superiors_in(document)
    tables = Cells(document, holders)
    before: DecisionRight | None = None
    after = _next_sentences(document)
    for clauses in _rows_together(document.clauses):
        found: list[list[DecisionRight]] = []
        for clause in clauses:
            if before and before.clause.path != clause.path:
                before = None
            rights = matrices.rights(clause)
            if rights is None:
                rights = tables.rights(clause)
            if rights is None and len(clause.cells) > 2:
                rights = list(rights_in_row(clause, reader))
            elif rights is None:
                rights = reader.rights(clause, before, after.get(clause.id, ""))
            own = [right for right in rights if right.role in clause.roles]
            before = next(iter((own or rights)[-1:]), None)
            found.append(rights)
        if len(clauses) > 1:
            found = across_cells(clauses, found, holders)
        for rights in found:
            yield from (by_superior(right, superiors) for right in rights)


def _next_sentences(document: RoleDocument) -> Mapping[str, str]:
    """By the ids of clauses, the sentence that follows in the same paragraph or item."""
    return {
        one.id: other.text
        for one, other in pairwise(document.clauses)
        if one.group == other.group and document.text[one.end : other.start] == " "
    }


def _rows_together(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """The clauses one by one, but the cells of a row that was divided among its roles together."""
    row: list[Clause] = []
    for clause in clauses:
        cell = clause.kind is BlockKind.ROW and clause.lead and not clause.cells
        same = row and (row[0].group, row[0].lead, row[0].path) == (
            clause.group,
            clause.lead,
            clause.path,
        )
        if row and not (cell and same):
            yield row
            row = []
        row.append(clause)
        if not cell:
            yield row
            row = []
    if row:
        yield row
