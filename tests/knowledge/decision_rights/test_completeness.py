"""Every clause under a heading that tells of deciding becomes a right, in documents as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.decision_rights.headings import told_by
from knowledge.decision_rights.reading import rights_of
from knowledge.model import BlockKind
from knowledge.reading_room import read_library

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "knowledge" / "library"
RAW = ROOT.parent / "shared" / "role-documents"


@pytest.mark.parametrize("folder", [SHIPPED, RAW], ids=["shipped", "raw"])
def test_no_item_under_a_telling_heading_is_lost(folder: Path) -> None:
    """A list of what a role may decide is given whole, or the verdict would miss one."""
    if not folder.is_dir():
        pytest.skip("the first user's own documents are not here")
    library, _ = read_library([folder])
    listed = [
        clause
        for document in library.documents
        for clause in document.clauses
        if told_by(clause.path) and clause.kind is not BlockKind.PARAGRAPH
    ]
    read = {right.clause.id for right in rights_of(library)}

    assert len(listed) > 30
    assert [clause.text for clause in listed if clause.id not in read] == []


def test_the_shipped_matrix_gives_each_column_of_each_row_a_right() -> None:
    """Nobody named in the delegation of authority goes without a word on any of its decisions."""
    library, _ = read_library([SHIPPED])
    matrix = next(d for d in library.documents if d.path == "delegation-of-authority.csv")
    rights = [right for right in rights_of(library) if right.clause.document == matrix.path]

    for row in matrix.clauses:
        holders = {right.holder for right in rights if right.clause.id == row.id}
        assert set(row.columns[1:6]) <= holders, row.text


def test_rights_come_in_the_order_of_the_clauses() -> None:
    """Whoever shows them can group neighbours by section."""
    library, _ = read_library([SHIPPED])
    order = [clause.id for document in library.documents for clause in document.clauses]
    found = [order.index(right.clause.id) for right in rights_of(library)]

    assert found == sorted(found)
