"""CSV and XLSX as an outline: each line a row under the names of its columns.

Cells are written as a reader of the sheet sees them; merged cells are repeated. Rows that only name
those below them are bold paragraphs; a legend's lines are pairs and no rows of the table. Workbooks
are not opened in openpyxl's read-only mode, since that mode does not know merged cells.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from knowledge.errors import ReadError
from knowledge.model import Block, BlockKind, Outline
from knowledge.reading import blocks
from knowledge.reading.decoding import decode

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Grid = list[list[str]]

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 30
_LARGEST_UNPACKED = 300 * 1024 * 1024
_KEYS = re.compile(
    r"(?:role|job|position|document)(?: (?:title|name|code|family))?|title|name|owner|family|grade|"
    r"level|department|team|unit|reports to|version|organi[sz]ation|status|reviewed|location",
    re.IGNORECASE,
)
_INDEX = re.compile(r"(?:[A-Z]|[IVX]+|\d{1,2})[.)]?")
_LETTERS = re.compile(r"[A-Z](?:\s*[/,&+]\s*[A-Z])*\*?|blank|[-–—]", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:responsib|accountab|consult|inform|decid|decision|approv|recommend|propos|perform|agree"
    r"|support|driv|contribut|input|sign|told|execut|veto|involve|part\b|say\b)",
    re.IGNORECASE,
)
_DATE_CODES = (
    ("yyyy", "%Y"), ("yy", "%y"), ("mmmm", "%B"), ("mmm", "%b"), ("dddd", "%A"), ("ddd", "%a"),
    ("dd", "%d"), ("mm", "%m"),
)  # fmt: skip


def read(content: bytes, path: str) -> Outline:
    """Read the sheet `content`: a workbook if `path` ends in `.xlsx`, else CSV.

    Raises:
        ReadError: a broken or protected workbook, or nothing in it.

    """
    return _workbook(content, path) if path.lower().endswith(".xlsx") else _csv(content, path)


def blocks_of(grid: Grid, spanning: frozenset[int] = frozenset()) -> Iterator[Block]:
    """Yield the blocks of a sheet.

    `spanning` are the indices of rows that are one merged cell. Blank rows part tables; lines of
    a single cell above a header or after the last row are paragraphs.
    """
    columns: tuple[str, ...] = ()
    extent: tuple[int, int] | None = None
    for start, region in _regions(grid):
        left, right = _extent(region)
        cells = [line[left : right + 1] for line in region]
        if _explains(region[0]):
            yield from (blocks.row(tuple(dict.fromkeys(filter(None, line)))) for line in region)
            continue
        alone = {index for index in range(len(cells)) if start + index in spanning} | _bands(cells)
        for index in alone:
            cells[index] = [" ".join(dict.fromkeys(filter(None, cells[index])))] * len(cells[index])
        top = next((index for index in range(len(cells)) if index not in alone), len(cells))
        for line in cells[:top]:
            yield blocks.paragraph(line[0])
        end = max((index + 1 for index in range(len(cells)) if index not in alone), default=top)
        body = blocks.with_groups_named(cells[top:end])
        if not body:
            continue
        goes_on = extent == (left, right) and bool(columns) and not blocks.looks_like_header(body)
        header = 0 if goes_on or not _has_header(body) else blocks.header_rows(body, 1)
        if header:
            columns = tuple(body[header - 1])
        elif not goes_on:
            columns = ()
        extent = (left, right)
        rows = [list(columns), *body] if goes_on else body
        shift = top - int(goes_on)
        wide = len(body[0]) > 2
        yield from blocks.table(
            rows,
            header=header or int(goes_on),
            spanning={index - shift for index in alone if top <= index < end and wide},
        )
        for line in cells[end:]:
            yield blocks.paragraph(line[0])


def _titled(found: Iterable[Block]) -> tuple[Block, ...]:
    """Return a sheet's blocks, its title a heading above the names of groups of rows, if any."""
    all_ = tuple(found)
    if all_[:1] and all_[0].kind is BlockKind.PARAGRAPH and any(one.strong for one in all_[1:]):
        return blocks.heading(all_[0].text, 1), *all_[1:]
    return all_


def _bands(cells: Grid) -> set[int]:
    """Return the rows of a table that hold a name and nothing else, perhaps with its number."""
    filled = [[index for index, cell in enumerate(line) if cell] for line in cells]
    usual = blocks.commonest(map(len, filled), 1)
    numbered = 2 * sum(bool(line[0]) for line in cells) > len(cells)
    return {
        index
        for index, (line, at) in enumerate(zip(cells, filled, strict=True))
        if at == [0]
        or (usual > 2 and numbered and at == [1])
        or (usual > 2 and at == [0, 1] and _INDEX.fullmatch(line[0]))
    }


def _explains(line: Sequence[str]) -> bool:
    """Say whether a row belongs to a legend: a letter, or a title's initials, and what it means."""
    mark, *rest = [cell for cell in line if cell] or [""]
    if len(line) < 3 or len(set(rest)) != 1:
        return False
    meaning = rest[0]
    initials = "".join(word[0] for word in meaning.split() if word[0].isupper())
    spelt_out = len(mark) > 1 and mark.isupper() and initials.startswith(mark)
    return spelt_out or bool(_LETTERS.fullmatch(mark) and _PART.search(meaning))


def _csv(content: bytes, path: str) -> Outline:
    text = decode(content)
    delimiter = "\t" if path.lower().endswith(".tsv") else _delimiter(text)
    declared = re.match(r"sep=.\n", text)
    if declared:
        text = text[declared.end() :]
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise ReadError(path, f"is not valid CSV: {error}", "save it again as CSV") from error
    grid = [[blocks.lines(cell.replace("\n", blocks.BREAK)) for cell in line] for line in lines]
    width = max(map(len, grid), default=0)
    found = _titled(blocks_of([line + [""] * (width - len(line)) for line in grid]))
    if not found:
        raise ReadError(path, "holds no text", "add its rows, or remove it")
    return Outline(found)


def _delimiter(text: str) -> str:
    """Return the delimiter that parts the first lines most evenly into most cells."""
    if declared := re.match(r"sep=(.)\n", text):
        return declared[1]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        widths = []
        try:
            for line in reader:
                if any(line):
                    widths.append(len(line))
                if len(widths) >= _SAMPLE_LINES:
                    break
        except csv.Error:
            continue
        parted = [width for width in widths if width > 1]
        if not parted:
            continue
        usual = blocks.commonest(parted, 1)
        even = sum(width == usual for width in widths) / len(widths)
        score = even * even * min(usual, 10)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _regions(grid: Grid) -> Iterator[tuple[int, Grid]]:
    """Yield the runs of rows between blank ones or legends, with the index of their first row."""
    at = 0
    for (blank, _), run in groupby(grid, key=lambda line: (not any(line), _explains(line))):
        region = list(run)
        if not blank:
            yield at, region
        at += len(region)


def _extent(region: Grid) -> tuple[int, int]:
    """Return the first and last column of `region` that hold anything."""
    filled = [index for line in region for index, cell in enumerate(line) if cell]
    return min(filled), max(filled)


def _has_header(body: Grid) -> bool:
    first = [cell for cell in body[0] if cell]
    if len(body) < 2 or len(first) < 2:
        return False
    worded = sum(not re.fullmatch(r"[\W\d]*\d[\W\d]*", cell) for cell in first)
    if worded * 2 <= len(first):
        return False
    keys = sum(_KEYS.fullmatch(line[0]) is not None for line in body)
    is_pairs = len(body[0]) == 2 and keys > 1 and _KEYS.fullmatch(first[0]) is not None
    return not is_pairs


def _workbook(content: bytes, path: str) -> Outline:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and CSV needs none of it

    if content.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "is protected by a password, or is an old .xls under another name"
        raise ReadError(path, reason, "save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise ReadError(path, "unpacks to more than 300 MB", "split it")  # noqa: TRY301
        book = load_workbook(io.BytesIO(content), data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        read_ = [(sheet.title, tuple(_sheet(sheet))) for sheet in sheets]
        title = str(book.properties.title or "").strip()
    except ReadError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise ReadError(path, "is not a sound .xlsx workbook", "save it again") from error
    filled = [(name, found) for name, found in read_ if found]
    if not filled:
        raise ReadError(path, "holds no text", "add its rows, or remove it")
    several = len(filled) > 1
    found = [
        block
        for name, inner in filled
        for block in ([blocks.heading(name, 1), *inner] if several else _titled(inner))
    ]
    return Outline(tuple(found), title, {"title": title} if title else {})


def _sheet(sheet: Worksheet) -> Iterator[Block]:
    grid: Grid = []
    for line in sheet.iter_rows():
        texts = (shown(cell.value, cell.number_format) for cell in line)
        grid.append([blocks.lines(text.replace("\n", blocks.BREAK)) for text in texts])
    spanning = set()
    for area in sheet.merged_cells.ranges:
        text = grid[area.min_row - 1][area.min_col - 1]
        for y in range(area.min_row - 1, min(area.max_row, len(grid))):
            for x in range(area.min_col - 1, min(area.max_col, len(grid[y]))):
                grid[y][x] = text
        rest = grid[area.min_row - 1][: area.min_col - 1] + grid[area.min_row - 1][area.max_col :]
        if area.min_row == area.max_row and area.max_col > area.min_col and not any(rest):
            spanning.add(area.min_row - 1)
    return blocks_of(grid, frozenset(spanning))


def shown(value: Any, number_format: str = "General") -> str:
    """Write a cell's value as its number format shows it; simple formats only.

    Currencies, thousands, decimals, percentages, dates and literal text around a number are known.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, number_format.partition(";")[0])
    if isinstance(value, (date, time, timedelta)):
        return _moment(value, number_format)
    return str(value)


def _moment(value: date | time | timedelta, number_format: str) -> str:
    if isinstance(value, datetime):
        if value.time() != time():
            return value.strftime("%Y-%m-%d %H:%M")
        value = value.date()
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return value.strftime("%H:%M") if isinstance(value, time) else _date(value, number_format)


def _number(value: float, code: str) -> str:
    code = re.sub(r"\[\$([^\]-]*)(?:-[^\]]*)?\]", r'"\1"', code)
    code = re.sub(r"\[[^\]]*\]|_.|\*.", "", code)
    pattern = re.search(r"[#0?,]*[#0?](?:\.([#0?]+))?", code)
    if pattern is None or code.lower() == "general":
        return str(int(value)) if float(value).is_integer() else f"{value:.10g}"
    percent = "%" in code
    places = len(pattern[1] or "")
    amount = value * 100 if percent else value
    digits = f"{abs(amount):,.{places}f}" if "," in pattern[0] else f"{abs(amount):.{places}f}"
    before, after = _literal(code[: pattern.start()]), _literal(code[pattern.end() :])
    return f"{'-' if amount < 0 else ''}{before}{digits}{after}".strip()


def _literal(code: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda part: part[1] or part[2] or "", code).replace("@", "")


def _date(value: date, code: str) -> str:
    code = re.sub(r"\[[^\]]*\]|;.*|\\", "", code.lower()).replace('"', "")
    if not re.fullmatch(r"[dmy\s/.,-]+", code):
        return value.isoformat()
    parts: Sequence[str] = re.findall(r"[dmy]+|[^dmy]+", code)
    known = dict(_DATE_CODES)
    bare = {"d": str(value.day), "m": str(value.month)}
    return "".join(
        bare.get(part) or (value.strftime(known[part]) if part in known else part) for part in parts
    )
