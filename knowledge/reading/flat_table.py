"""Tables whose cell borders were lost: each row is one line, its cells parted by single blanks.

A cell begins with a capital, a figure or a sign, so a boundary can only stand before such a word.
The last column often holds few different values; they are found by their recurrence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

# Words that open the name of a table's column in role documents, matrices and scorecards.
COLUMN = re.compile(
    r"What (?:it measures|[“\"'][^”\"']*[”\"'] looks like|\w+)"
    r"|Why it matters"
    r"|Metric(?: name)?|KPI|Measure|Indicator"
    r"|(?:Example )?(?:[Tt]arget|[Bb]enchmark)s?(?: ?/ ?\w+)*(?: \([^)]*\))?"
    r"|Frequency|Cadence|Owner|Approver|Limit|Threshold|Notes?|Comments?"
    r"|Category|Summary|Executive summary|Dimension|Weight|Rating|Level|Grade|Stage|Role"
    r"|Tool(?: ?/ ?\w+)*|Primary use|Purpose|Usage|Adoption"
    r"|Common(?: ?/ ?(?:Optional|Context-specific))+"
    r"|Responsibilit(?:y|ies)|Activity|Decision|Skill|Description|Competenc(?:y|ies)"
)


def header_cells(line: str) -> tuple[str, ...]:
    """The column names in a header line: known names first, else one cell a capitalised start."""
    found = [match[0] for match in COLUMN.finditer(line)]
    if len(found) >= 2 and sum(map(len, found)) >= 0.8 * (len(line) - len(found)):
        return tuple(found)
    return tuple(re.split(r" (?=[A-Z][a-z])", line))


def split_rows(rows: Sequence[str], columns: int) -> list[tuple[str, ...]]:
    """Each row's cells: `columns` of them where the words tell the borders, else fewer.

    The first cell's border and the last column's closed values are found most surely. A row whose
    borders stay unclear keeps its whole text in one cell.
    """
    endings = _closed_values(rows)
    return [_split(row, columns, endings, rows) for row in rows]


def _closed_values(rows: Sequence[str]) -> frozenset[str]:
    """Ends of rows (one or two words) that recur in the table: its last column's values."""
    ends = Counter[str]()
    for row in rows:
        words = re.sub(r"\s*\([^)]*\)$", "", row).split()
        for n in (1, 2):
            if len(words) > n and words[-n][0].isupper():
                ends[" ".join(words[-n:])] += 1
    return frozenset(end for end, n in ends.items() if n >= 2)


def _split(row: str, columns: int, endings: frozenset[str], rows: Sequence[str]) -> tuple[str, ...]:
    """One row's cells."""
    if columns < 2:
        return (row,)
    if columns == 2:
        cut = next((at for at in _borders(row) if not _begins_another(row[:at], row, rows)), 0)
        return (row[:cut].rstrip(), row[cut:]) if cut else (row,)
    tail = re.search(r"\s*\([^)]*\)$", row)
    body = row[: tail.start()] if tail else row
    last = max((e for e in endings if body.endswith(" " + e)), key=len, default="")
    if not last:
        return (row,)
    cut_last = len(body) - len(last)
    inner = _borders(row[:cut_last])
    if len(inner) != columns - 2:
        return (row,)
    cuts = [0, *inner, cut_last, len(row)]
    return tuple(row[a:b].strip() for a, b in pairwise(cuts))


def _begins_another(name: str, row: str, rows: Sequence[str]) -> bool:
    """Whether another row opens with the same words, so that they are not the row's whole name."""
    return any(other.startswith(name) for other in rows if other != row)


def _borders(text: str) -> list[int]:
    """Where a new cell may begin: a capital, a figure or a sign after a word in lower case.

    Never inside brackets.
    """
    starts = re.finditer(r"(?<=[a-z%)\]”\"]) (?=[A-Z][a-z]|\d|[%≥≤+<>]|[A-Z]{2})", text)
    return [
        match.end()
        for match in starts
        if text.count("(", 0, match.end()) <= text.count(")", 0, match.end())
    ]
