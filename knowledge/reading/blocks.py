"""What every reader builds its outline from: blocks, tables and metadata.

Strings come in, blocks with tidy white space go out. Nothing here knows a file format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from knowledge.audience import KEY
from knowledge.model import Block, BlockKind

BREAK = "\ue000"
"""Stands for a line break that a reader sees, until `lines` makes it a newline."""

DEEPEST = 100
"""How many levels of nesting a document may have; none that people write comes near."""

_LIST_MARK = r"(?:[-–—*][ \t]|[•▪◦·]|\d{1,2}[.)][ \t])"
_SHOWN_NEWLINE = re.compile(rf"[^\S{BREAK}]*\n\s*(?={_LIST_MARK})")
_SPACES = re.compile(r"\s+")
_HEADER_LENGTH = 60
_GUESSED_COLUMNS = 3


def lines(raw: str) -> str:
    """Collapse white space in `raw`; a `BREAK` becomes a newline, empty lines go.

    A newline of the source is a space, unless the next line opens with a list mark: then the
    author wrote a list, and the newline stays.
    """
    marked = _SHOWN_NEWLINE.sub(BREAK, raw)
    parts = (_SPACES.sub(" ", part).strip() for part in marked.split(BREAK))
    return "\n".join(part for part in parts if part)


def heading(text: str, level: int) -> Block:
    """Return a heading; line breaks in it become spaces, levels below 1 become 1."""
    return Block(BlockKind.HEADING, " ".join(text.split()), max(1, level))


def paragraph(text: str, *, strong: bool = False) -> Block:
    """Return a paragraph; `strong` says that the whole of it is bold."""
    return Block(BlockKind.PARAGRAPH, text.strip(), strong=strong)


def item(text: str, depth: int = 0, *, strong: bool = False) -> Block:
    """Return a list item at nesting `depth` (0 is outermost)."""
    return Block(BlockKind.ITEM, text.strip(), max(0, depth), strong=strong)


def row(cells: Sequence[str], columns: Sequence[str] = ()) -> Block:
    """Return a table row; its text is the cells joined by `" | "`."""
    return Block(BlockKind.ROW, " | ".join(cells), columns=tuple(columns), cells=tuple(cells))


def table(
    grid: Sequence[Sequence[str]], *, header: int, spanning: Collection[int] = ()
) -> Iterator[Block]:
    """Yield the blocks of a table.

    `grid` is rectangular, merged cells repeated; its first `header` rows name the columns (several
    are joined, top first). `spanning` are the indices of rows that are one cell as wide as the
    table: they head the rows below and come out as bold paragraphs. Empty rows and repetitions of
    the header are left out; a grid of one column gives paragraphs.
    """
    columns = _joined([grid[index] for index in range(header) if index not in spanning])
    for index, cells in enumerate(grid):
        filled = [cell for cell in cells if cell]
        if not filled or (index < header and index not in spanning):
            continue
        if index in spanning:
            yield paragraph(filled[0], strong=True)
        elif len(cells) == 1:
            yield paragraph(filled[0])
        elif tuple(cells) != columns:
            yield row(cells, columns)


def header_rows(grid: Sequence[Sequence[str]], marked: int) -> int:
    """Count the header rows of a table of which `marked` are marked as such (none is 0).

    Where nothing is marked the first row counts if it looks like one. A first row with merged
    names over narrower ones in the second makes a header of two rows; the first column's name is
    then in one of them only, or some column's in both.
    """
    if marked > 1 or len(grid) < 2:
        return min(marked, max(len(grid) - 1, 0))
    first, second = grid[0], grid[1]
    merged = {i for i, (a, b) in enumerate(pairwise(first)) if a and a == b}
    merged |= {i + 1 for i in merged}
    kept = any(a and a == b for a, b in zip(first, second, strict=True))
    kept = kept or (0 not in merged and not (first[0] and second[0]))
    told = len(set(zip(first, second, strict=True))) == len(first)
    if merged and kept and told and not any(map(_is_value, filter(None, second))) and len(grid) > 2:
        return 2
    return marked or int(looks_like_header(grid))


def with_groups_named(grid: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return `grid` with names over several columns, which are written once, over each of them.

    Where cells cannot be merged (CSV, Markdown) a group's name stands over its first column, with
    blanks after it, and the second row names the columns.
    """
    rows = [list(cells) for cells in grid]
    if len(rows) < 3 or len(rows[0]) < 3:
        return rows
    first, second = rows[0], rows[1]
    gaps = [i for i in range(1, len(first)) if not first[i] and any(first[:i])]
    named = [second[i] for i in range(1, len(first)) if not first[i]]
    if len(gaps) < 2 or not all(named) or any(map(_is_value, named)) or (first[0] and second[0]):
        return rows
    for i in gaps:
        first[i] = first[i - 1]
    return rows


def bands(grid: Sequence[Sequence[str]], header: int) -> set[int]:
    """Return the indices of rows that only name the rows below them, in their first cell.

    A table with bands opens with one: a row that is filled no further elsewhere is incomplete.
    """
    found = {
        index
        for index, cells in enumerate(grid)
        if header <= index < len(grid) - 1
        and len(cells) > 2
        and cells[0]
        and not any(cells[1:])
        and len(cells[0]) <= _HEADER_LENGTH
        and any(grid[index + 1][1:])
    }
    return found if header in found else set()


def looks_like_header(grid: Sequence[Sequence[str]]) -> bool:
    """Say whether the first of several rows names the columns, where nothing marks it.

    Only for three columns or more: a first row of two may as well be a key and its value.
    """
    if len(grid) < 2 or len(grid[0]) < _GUESSED_COLUMNS:
        return False
    first, rest = grid[0], grid[1:]
    named = [cell for cell in first if cell]
    if len(set(named)) < len(named) or len(named) < len(first) - 1:
        return False
    if any(len(cell) > _HEADER_LENGTH or cell.endswith(".") for cell in named):
        return False
    if any(not re.search(r"[^\W\d_]", cell) for cell in named):
        return False
    longer = sum(
        max(len(cells[index]) for cells in rest) > len(name)
        or _has_number(rest, index)
        or (len(name) > 3 and all(_is_value(cells[index]) for cells in rest))
        for index, name in enumerate(first)
    )
    return longer * 2 >= len(first)


def metadata(values: Mapping[object, object]) -> dict[str, str]:
    """Flatten front matter or the like: lower-case keys, lists joined by `"; "`.

    Nested mappings are left out, as are empty values; but an `audience` that is there and names
    nobody is kept as `""`, for what restricts must not be lost.
    """
    found: dict[str, str] = {}
    for key, value in values.items():
        name = str(key).strip().lower()
        if name == KEY:
            found[name] = plain(value) if _are_names(value) and name not in found else ""
        elif shown := plain(value):
            found[name] = shown
    return found


def _are_names(value: object) -> bool:
    """Say whether `value` is a text, or a list of texts."""
    listed = value if isinstance(value, (list, tuple, set)) else [value]
    return all(isinstance(one, str) for one in listed)


def plain(value: object) -> str:
    """Write a scalar, or a list of scalars, as a reader would see it; `""` for anything else."""
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set)):
        return "; ".join(shown for shown in map(plain, value) if shown)
    return _SPACES.sub(" ", str(value)).strip()


def commonest(values: Iterable[float], default: float) -> float:
    """Return the value that occurs most often, or `default` where there is none."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else default


def _joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    if not rows:
        return ()
    names = tuple(
        " – ".join(dict.fromkeys(part for part in column if part))
        for column in zip(*rows, strict=True)
    )
    return names if any(names) else ()


def _is_value(cell: str) -> bool:
    """Say whether a cell holds a figure, an amount or a letter of a matrix, and no name."""
    return bool(re.search(r"\d[\d.,%]|[$£€]", cell) or re.fullmatch(r"[\W\d]*|\w(?:\W+\w)*", cell))


def _has_number(rows: Sequence[Sequence[str]], index: int) -> bool:
    return any(re.fullmatch(r"[\W\d]*\d[\W\d]*", cells[index]) for cells in rows)
