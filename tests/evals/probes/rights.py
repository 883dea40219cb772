"""A small library with rights read from it, and rights made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.model import BlockKind, Clause, Library
from knowledge.reading_room import read_library

BREWERY = {
    "brewer.md": (
        "# Brewery Manager\n\n## Decision rights\n\n### Can decide independently\n\n"
        "- Order of the daily brews\n- Cleaning schedule of the vats\n\n"
        "### Requires manager approval\n\n- New suppliers of hops\n- A change of recipe\n\n"
        "## Money\n\n- May spend up to €500 on spare parts.\n"
    ),
    "maltster.md": (
        "# Malt Engineer\n\n## Duties\n\n- Steep and turn the barley.\n\n"
        "## Decision rights\n\n### Can decide independently\n\n- Temperature of the kiln\n"
    ),
}
"""A manager with rights of two levels and a limit, and an engineer with a right of her own."""


def write(folder: Path, documents: Mapping[str, str]) -> Path:
    """Write `documents` into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, documents: Mapping[str, str] = BREWERY) -> Library:
    """Read `documents` as the product does."""
    library, errors = read_library([write(folder, documents)])
    assert not errors
    return library


def right(
    action: str,
    level: Level = Level.INDEPENDENT,
    *,
    role: str = "brewery-manager",
    limit: Limit | None = None,
    says: str = "",
    part: Part = Part.DECIDES,
    approver: str = "",
) -> DecisionRight:
    """Give a right; `says` is the text of its clause, by default the action itself."""
    text = says or action
    clause = Clause("c", "rights.md", (), ("Rights",), BlockKind.ITEM, text, 0, len(text))
    return DecisionRight(clause, role, role, action, level, part, approver, limit)
