"""A clause as an answer shows it: a row by its columns, a cell with its row's name, else its words.

Comes in: a passage and what was asked of it. Goes out: one line of text, all of it the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Inquiry, Passage, Shape
from knowledge.lexical import stems
from knowledge.model import BlockKind

CELL = 10
"""Words of a table's cell that a list still has room for."""

FIGURE = re.compile(r"\d|[%≥≤]")
TELLING = re.compile(
    r"\b(?:target|benchmark|goal|limit|threshold|weight|amount)s?\b", re.IGNORECASE
)
"""Columns for which a table is listed."""

DECIDING = re.compile(
    r"^(?:A|R/A|A/R)$|\b(?:decides?|approves?|accountable|signs?)\b", re.IGNORECASE
)
BRIEF = frozenset({Shape.LIST, Shape.COMPARISON, Shape.FIGURE})


def shown(inquiry: Inquiry, passage: Passage) -> str:
    """What is quoted of a passage: a row by its columns, a cell by its row, or its words."""
    clause = passage.clause
    if clause.kind is BlockKind.ROW and len(clause.columns) == len(clause.cells) > 1:
        return _row(inquiry, passage)
    if clause.kind is BlockKind.ROW and not clause.cells and clause.lead:
        return f"{clause.lead}: {clause.text}"
    return clause.text


def _variant_asked(inquiry: Inquiry, columns: Sequence[str]) -> list[str]:
    """The columns that a question names, of those that are variants of one thing: `Grade 7`."""
    said = stems(inquiry.question.text)
    named = [column for column in columns if column and _stands_in(stems(column), said)]
    words = {column: {*stems(column)} for column in columns}
    return [
        column
        for column in named
        if any(words[column] & words[other] for other in columns if other != column)
    ]


def _stands_in(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a text has some words one after the other."""
    return any(list(said[i : i + len(words)]) == list(words) for i in range(len(said)))


def _row(inquiry: Inquiry, passage: Passage) -> str:
    """A row: its name, then the cells with their columns, those that nobody asked for left out.

    Of a matrix of roles these are the other roles, unless they decide; of columns that are variants
    of one thing those that the question does not name, if it names one.
    """
    name, *cells = passage.clause.cells
    others = {role.title for role in inquiry.known} - {passage.role.title}
    pairs = [
        (column, cell)
        for column, cell in zip(passage.clause.columns[1:], cells, strict=True)
        if cell
        and cell not in "–-—"
        and (column not in others or not passage.role.title or DECIDING.search(cell))
    ]
    variants = _variant_asked(inquiry, passage.clause.columns[1:])
    if variants:
        pairs = [(column, cell) for column, cell in pairs if column in variants]
        return f"{name} – " + "; ".join(f"{column}: {cell}" for column, cell in pairs)
    asked = [cell for column, cell in pairs if TELLING.search(column)]
    if inquiry.shape is Shape.LIST and asked:
        return f"{name}: {asked[0]}"
    if len(pairs) == 1:
        return f"{name}: {pairs[0][1]}"
    if inquiry.shape in BRIEF and any(FIGURE.search(cell) for _, cell in pairs):
        longest = CELL if inquiry.shape is Shape.LIST else 4 * CELL
        brief = [
            (column, cell)
            for column, cell in pairs
            if len(cell.split()) <= (longest if FIGURE.search(cell) else 2)
        ]
        pairs = brief or pairs
    return f"{name} – " + "; ".join(f"{column}: {cell}" for column, cell in pairs)
