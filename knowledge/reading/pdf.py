"""PDF documents as an outline, told from where and how the words stand on the page.

Headings are lines set larger or bolder than most text, items lines that open with a bullet or a
number, tables those that are ruled. Page headers, footers and page numbers are dropped; wrapped
lines and words parted at a line's end are joined. Scanned pages are refused, not recognised.

It is long because every step, from words to lines to blocks, needs the same page's measures.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from knowledge.errors import ReadError
from knowledge.model import Block, Outline
from knowledge.reading import blocks

if TYPE_CHECKING:
    from pdfplumber.page import Page

_BULLET = re.compile(r"(?:[•▪◦‣●○■□➢✓✔·*\uf0b7\uf0a7\uf0d8]|\(cid:\d+\)|[-–—])\s+(?=\S)")
_GLYPH = re.compile(r"[•▪◦‣●○■□➢✓✔\uf0b7\uf0a7\uf0d8]|\(cid:\d+\)")
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|\(?[a-z]\)|[ivx]{1,4}[.)])\s+(?=\S)")
_BOLD_FONT = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page|p\.|seite)?\s*#(?:\s*(?:of|/|von|–|-)\s*#)?", re.IGNORECASE)
# First parts of compounds that keep their hyphen where a line ends after it.
_COMPOUNDS = frozenset(
    ("cross", "self", "non", "well", "high", "low", "long", "short", "full", "part", "end",
     "post", "day", "year", "two", "three", "four", "six", "one", "decision", "role", "third",
     "first", "second", "real", "open", "hands", "state", "follow", "line")
)  # fmt: skip
_LARGER = 1.1
_MARGIN = 0.12
_LONGEST_HEADING = 160
_SAME_LINE = 3.0
_SAME_INDENT = 4.0
_LOOSE = 1.35


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text; positions are in points from the page's top left corner."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """A ruled table: its cells, and whether its first row is bold."""

    page: int
    top: float
    bottom: float
    grid: tuple[tuple[str, ...], ...]
    spanning: frozenset[int]
    bold_top: bool


def read(content: bytes, path: str) -> Outline:
    """Read the PDF `content`; `path` names it in messages.

    Raises:
        ReadError: protected by a password, damaged, or scanned.

    """
    import pdfplumber  # noqa: PLC0415 - slow to load, needed for PDF only
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 - as above

    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            pages = [_contents(page, index) for index, page in enumerate(document.pages)]
            about = _about(document.metadata)
    except Exception as error:  # pdfminer raises whatever a damaged file leads to
        if any(isinstance(one, PDFPasswordIncorrect) for one in (error, *error.args)):
            reason, remedy = "is protected by a password", "save it without a password"
        else:
            reason, remedy = "is not a sound PDF document", "save or export it again"
        raise ReadError(path, reason, remedy) from error
    heights = [height for _, _, height in pages]
    lines = _without_margins([line for found, _, _ in pages for line in found], heights)
    tables = [table for _, found, _ in pages for table in found]
    if not lines and not tables:
        reason = "has pages but no text" if pages else "has no pages"
        raise ReadError(path, reason, "run it through text recognition")
    return Outline(tuple(_Layout(lines, tables).blocks()), about.get("title", ""), about)


def _about(information: dict[str, Any]) -> dict[str, str]:
    kept = {key: information.get(key) for key in ("Title", "Subject", "Keywords")}
    about = blocks.metadata({key: value for key, value in kept.items() if isinstance(value, str)})
    if re.match(
        r"(?i)untitled|\(?anonymous|\(?unspecified|microsoft word -", about.get("title", "")
    ):
        del about["title"]
    return {key: value for key, value in about.items() if "unspecified" not in value}


def _contents(page: Page, index: int) -> tuple[list[_Line], list[_Table], float]:
    """Return the lines outside tables, the tables, and the page's height."""
    words = page.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False)
    tables: list[_Table] = []
    boxes: list[tuple[float, float, float, float]] = []
    for found in page.find_tables():
        raw = found.extract()
        if len(raw) < 2 or max(map(len, raw)) < 2 or not any(any(line) for line in raw):
            continue
        boxes.append(found.bbox)
        first = [word for word in words if _inside(word, found.rows[0].bbox)]
        grid, spanning = _grid(raw)
        bold = bool(first) and all(_BOLD_FONT.search(word["fontname"]) for word in first)
        tables.append(_Table(index, found.bbox[1], found.bbox[3], grid, spanning, bold))
    outside = [word for word in words if not any(_inside(word, box) for box in boxes)]
    lines = [
        line for column in _columns(outside, float(page.width)) for line in _lines(column, index)
    ]
    return lines, tables, float(page.height)


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _grid(raw: list[list[str | None]]) -> tuple[tuple[tuple[str, ...], ...], frozenset[int]]:
    """Repeat merged cells, which come as None, from the left or from above."""
    grid: list[list[str]] = []
    spanning: set[int] = set()
    for y, line in enumerate(raw):
        shown: list[str] = []
        for x, cell in enumerate(line):
            if cell is not None:
                shown.append(_joined(cell.split("\n")))
            elif shown and (y == 0 or raw[y - 1][x] is not None or not grid[y - 1][x]):
                shown.append(shown[-1])
            else:
                shown.append(grid[y - 1][x] if y else "")
        if line[0] is not None and all(cell is None for cell in line[1:]):
            spanning.add(y)
        grid.append(shown)
    return tuple(tuple(line) for line in grid), frozenset(spanning)


def _columns(words: list[dict[str, Any]], width: float) -> list[list[dict[str, Any]]]:
    """Part the words of a page set in two columns; one column stays as it is."""
    middle = [w for w in words if w["x0"] < width / 2 + 6 and w["x1"] > width / 2 - 6]
    left = [word for word in words if word["x1"] <= width / 2 - 6]
    right = [word for word in words if word["x0"] >= width / 2 + 6]
    enough = min(len(left), len(right)) > 60
    if not enough or len(middle) > len(words) // 50:
        return [words]
    top = min(word["top"] for word in right)
    wide = [word for word in middle if word["top"] < top]
    return [wide + [w for w in left if w["bottom"] <= top], [w for w in left if w["bottom"] > top],
            right + [w for w in middle if w["top"] >= top]]  # fmt: skip


def _lines(words: list[dict[str, Any]], page: int) -> Iterator[_Line]:
    """Gather words on the same height into lines, top to bottom.

    Bullets are often set in another size than their text, so they join the line beside them.
    """
    glyphs = [word for word in words if _GLYPH.fullmatch(word["text"])]
    rows: list[list[dict[str, Any]]] = []
    texts = (word for word in words if not _GLYPH.fullmatch(word["text"]))
    for word in sorted(texts, key=lambda one: (round(one["bottom"], 1), one["x0"])):
        if not rows or word["bottom"] - rows[-1][0]["bottom"] > _SAME_LINE:
            rows.append([])
        rows[-1].append(word)
    for glyph in glyphs:
        beside = [row for row in rows if _overlap(glyph, row[0]) > 0]
        if beside:
            max(beside, key=lambda row: _overlap(glyph, row[0])).append(glyph)
    for row in rows:
        yield _line(row, page)


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Return the height that two words share, in points; negative if they are apart."""
    return float(min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]))


def _line(row: list[dict[str, Any]], page: int) -> _Line:
    height = row[0]["top"], row[0]["bottom"]
    row = sorted(row, key=lambda one: one["x0"])
    weights: Counter[float] = Counter()
    for word in row:
        if not _GLYPH.fullmatch(word["text"]):
            weights[round(word["size"] * 2) / 2] += len(word["text"])
    lettered = [word for word in row if any(map(str.isalnum, word["text"]))]
    text = row[0]["text"]
    for before, word in pairwise(row):
        glued = word["x0"] - before["x1"] < word["size"] * 0.1
        text += word["text"] if glued else " " + word["text"]
    return _Line(
        text.strip(),
        page,
        min(word["x0"] for word in row),
        max(word["x1"] for word in row),
        *height,
        weights.most_common(1)[0][0],
        bool(lettered) and all(_BOLD_FONT.search(word["fontname"]) for word in lettered),
    )


def _without_margins(lines: list[_Line], heights: Sequence[float]) -> list[_Line]:
    """Drop lines at the top and bottom of pages that repeat, and page numbers."""

    def at_margin(line: _Line) -> bool:
        height = heights[line.page]
        return line.bottom < height * _MARGIN or line.top > height * (1 - _MARGIN)

    def shape(line: _Line) -> str:
        return re.sub(r"\d+", "#", line.text).strip().lower()

    pages_of: dict[str, set[int]] = {}
    for line in filter(at_margin, lines):
        pages_of.setdefault(shape(line), set()).add(line.page)
    needed = max(2, (len(heights) + 1) // 2)
    return [
        line
        for line in lines
        if not at_margin(line)
        or (len(pages_of[shape(line)]) < needed and not _PAGE_NUMBER.fullmatch(shape(line)))
    ]


def _joined(texts: Sequence[str]) -> str:
    """Join wrapped lines; a hyphen at a line's end goes where a lower-case letter follows."""
    joined = ""
    for text in texts:
        part = " ".join(text.split())
        if joined.endswith("\xad"):
            joined = joined[:-1] + part
        elif re.search(r"[^\W\d_]{2}[-‐]$", joined) and part[:1].islower():
            joined = (joined if _keeps_hyphen(joined, part) else joined[:-1]) + part
        else:
            joined = f"{joined} {part}" if joined else part
    return joined


def _keeps_hyphen(before: str, after: str) -> bool:
    """Say whether a hyphen belongs to a compound: `end-to-end`, `cross-functional`."""
    word = re.split(r"\s", before)[-1][:-1]
    return "-" in word or word.lower() in _COMPOUNDS or "-" in after.partition(" ")[0]


class _Layout:
    """The lines and tables of a document, told apart by how they are set."""

    def __init__(self, lines: list[_Line], tables: list[_Table]) -> None:
        """Take all lines and tables in page order."""
        self._lines = lines
        self._tables = tables
        weights: Counter[tuple[float, bool]] = Counter()
        for line in lines:
            weights[line.size, line.bold] += len(line.text)
        self._body, self._bold_body = weights.most_common(1)[0][0] if weights else (10.0, False)
        gaps = [
            round(after.top - before.top, 1)
            for before, after in pairwise(lines)
            if before.page == after.page and before.size == after.size and after.top > before.top
        ]
        close = [gap for gap in gaps if gap < self._body * 2.2]
        self._leading = blocks.commonest(close, self._body * 1.2)
        lefts: Counter[float] = Counter(round(line.left) for line in lines)
        self._right = max((line.right for line in lines), default=0.0)
        self._indents = sorted(
            left for left in {round(line.left) for line in lines if self._is_item(line)}
        )
        self._margin = lefts.most_common(1)[0][0] if lefts else 0.0
        self._styles = self._heading_styles()

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in reading order."""
        waiting = sorted(self._tables, key=lambda one: (one.page, one.top))
        gathered: list[_Line] = []
        columns: tuple[str, ...] = ()
        for line in self._lines:
            while waiting and (waiting[0].page, waiting[0].top) < (line.page, line.top):
                yield from self._flushed(gathered)
                gathered = []
                columns, found = self._table(waiting.pop(0), columns)
                yield from found
            if gathered and self._begins(gathered, line):
                yield from self._flushed(gathered)
                gathered = []
            gathered.append(line)
            columns = ()
        yield from self._flushed(gathered)
        for table in waiting:
            columns, found = self._table(table, columns)
            yield from found

    def _heading_styles(self) -> list[tuple[float, bool]]:
        """Return the styles of headings, largest first, bold before plain."""
        styles = {
            (line.size, line.bold)
            for line in self._lines
            if len(line.text) <= _LONGEST_HEADING and self._stands_out(line)
        }
        return sorted(styles, key=lambda style: (-style[0], not style[1]))

    def _stands_out(self, line: _Line) -> bool:
        if line.size >= self._body * _LARGER:
            return True
        bold = line.bold and not self._bold_body and line.size >= self._body * 0.95
        return bold and not _BULLET.match(line.text)

    def _is_item(self, line: _Line) -> bool:
        if self._stands_out(line):
            return False
        return bool(_BULLET.match(line.text) or _NUMBER.match(line.text))

    def _begins(self, gathered: list[_Line], line: _Line) -> bool:
        """Say whether `line` begins a new block after the `gathered` lines."""
        first, last = gathered[0], gathered[-1]
        if self._is_item(line) or self._stands_out(line) != self._stands_out(last):
            return True
        if self._stands_out(line):
            far = line.top - last.bottom > line.size * 0.8
            return (line.size, line.bold) != (last.size, last.bold) or far or line.page != last.page
        if line.page != last.page or line.top < last.top:
            ended = re.search(r"[.!?:;]['\"”’)]?$", last.text) is not None
            return ended or not line.text[:1].islower()
        if line.top - last.top > self._leading * _LOOSE:
            return True
        if self._is_item(first):
            return line.left < first.left - _SAME_INDENT or (
                len(gathered) > 1 and line.left < last.left - _SAME_INDENT
            )
        short = last.right < self._right - (self._right - self._margin) * 0.25
        ended = re.search(r"[.!?:]['\"”’)]?$", last.text) is not None
        return short and (ended or not line.text[:1].islower())

    def _flushed(self, gathered: list[_Line]) -> Iterator[Block]:
        if not gathered:
            return
        first = gathered[0]
        text = _joined([line.text for line in gathered])
        style = (first.size, first.bold)
        if self._stands_out(first) and style in self._styles and len(text) <= _LONGEST_HEADING:
            yield blocks.heading(text, self._styles.index(style) + 1)
        elif self._is_item(first):
            mark = _BULLET.match(text) or _NUMBER.match(text)
            bare = text[mark.end() :] if mark else text
            yield blocks.item(bare, self._depth(first))
        elif any(map(str.isalnum, text)):
            yield blocks.paragraph(text, strong=all(line.bold for line in gathered))

    def _depth(self, line: _Line) -> int:
        """Count the indents of items that lie clearly to the left of this one."""
        depth, last = 0, None
        for left in self._indents:
            if left > line.left - _SAME_INDENT:
                break
            if last is None or left - last > _SAME_INDENT:
                depth, last = depth + 1, left
        return depth

    def _table(
        self, table: _Table, before: tuple[str, ...]
    ) -> tuple[tuple[str, ...], Iterator[Block]]:
        """Return a table's columns and blocks; one that goes on from a page keeps `before`."""
        grid = table.grid
        header = blocks.header_rows(grid, 1 if table.bold_top else 0)
        spanning = table.spanning
        if before and len(before) == len(grid[0]) and (not header or tuple(grid[0]) == before):
            grid = (before, *grid)
            header, spanning = 1, frozenset(index + 1 for index in spanning)
        columns = grid[0] if header else ()
        return columns, blocks.table(grid, header=header, spanning=spanning)
