"""A comparison as a draft: row by row what each role's documents say, in a screen's length.

Comes in: a `Comparison`. Goes out: statements, each claiming the clauses of one role; only what is
the same for all of them is said once for all. A side that lacks something is said to lack it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import wording
from bot.comparison import Cell, Comparison, Row, Topic
from bot.entries import Part
from bot.model import Statement
from knowledge.index import plain_heading

LENGTH = 1050
"""Characters of an answer, without the marks of its citations: a screen of a phone or two."""
FITS = ((400, 8), (240, 8), (160, 6), (130, 4), (120, 2), (72, 1))
"""Characters of a part and parts of a cell, tried in turn until everything fits."""
MANY = 6
"""Rows that need not all fit: those that do not are counted."""


def side_by_side(comparison: Comparison) -> tuple[Statement, ...]:
    """What is said of all the roles; empty if there is no row."""
    rows = [(topic, row) for topic in comparison.topics for row in topic.rows]
    heard = {part.passage.role for part in comparison.parts}
    silent = [role.title for role in comparison.roles if role not in heard]
    said: list[list[Statement]] = []
    for longest, parts in FITS[: -1 if len(rows) > MANY else None]:
        said = [list(_row(topic, row, longest, parts, silent)) for topic, row in rows]
        if sum(map(_size, said)) <= LENGTH:
            break
    left = LENGTH
    told: list[Statement] = []
    for number, statements in enumerate(said):
        left -= _size(statements)
        if left < 0 and told:
            told.append(Statement(wording.more_rows(len(rows) - number)))
            break
        again = statements[0].text == wording.SAME and Statement(wording.SAME) in told
        told += statements[again:]
    if told and silent:
        told.append(Statement(wording.not_said_of(silent)))
    return tuple(told)


def _size(statements: Sequence[Statement]) -> int:
    """Characters of statements."""
    return sum(len(statement.text) for statement in statements)


def _row(
    topic: Topic, row: Row, longest: int, most: int, silent: Sequence[str]
) -> Iterator[Statement]:
    """One row: a line a role under its name, or a list a role where there is more to say.

    What a side lacks is said where the row is a matter of its own, unless the side is `silent`.
    """
    if not row.differs:
        yield from _same(row, longest)
        return
    name = row.name or topic.name or _shared_heading(row)
    if name and all(len(cell.parts) <= 1 for cell in row.cells):
        yield Statement(f"{name}:")
        for cell in row.cells:
            for part in cell.parts:
                text = _short(part.text, longest)
                yield Statement(f"{cell.role.title}: {text}", (part.passage,), item=True)
    else:
        for cell in row.cells:
            yield from _listed(cell, row.name or topic.name, longest, most)
    lacking = [cell.role.title for cell in row.cells if not cell.parts]
    lacking = [title for title in lacking if title not in silent]
    if lacking and topic.name:
        yield Statement(wording.not_said_of(lacking))


def _same(row: Row, longest: int) -> Iterator[Statement]:
    """What all roles have alike, each part said once."""
    yield Statement(wording.SAME)
    for parts in zip(*(cell.parts for cell in row.cells), strict=False):
        text = _short(parts[0].text, longest)
        passages = tuple(part.passage for part in parts)
        yield Statement(f"{row.name}: {text}" if row.name else text, passages, item=True)


def _listed(cell: Cell, name: str, longest: int, most: int) -> Iterator[Statement]:
    """At most so many parts of a cell under their section's heading."""
    if not cell.parts:
        return
    heading = name or _heading(cell.parts[0])
    yield Statement(wording.section_lead(cell.role.title, heading))
    believed = sorted(cell.parts, key=lambda part: -part.passage.score)[:most]
    for part in (part for part in cell.parts if part in believed):
        own = "" if name or _heading(part) in ("", heading) else f"{_heading(part)}: "
        text = own + _short(part.text, longest)
        yield Statement(text, (part.passage,), item=len(cell.parts) > 1)
    if len(cell.parts) > most:
        yield Statement(wording.more(len(cell.parts) - most))


def _heading(part: Part) -> str:
    """The innermost heading over a part."""
    path = part.passage.clause.path
    return plain_heading(path[-1]).strip().rstrip(":") if path else ""


def _shared_heading(row: Row) -> str:
    """The heading that all cells have, if they have one."""
    headings = {_heading(cell.parts[0]) for cell in row.cells if cell.parts}
    return headings.pop() if len(headings) == 1 else ""


def _short(text: str, most: int) -> str:
    """A text, or as many of its words as fit."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"
