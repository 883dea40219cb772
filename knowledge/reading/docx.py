"""Word documents as an outline.

Headings are known by style (built-in ones in any language, and styles based on them) or outline
level, items by their numbering. Headers, footers, comments, tables of contents, deleted and hidden
text are not read. Inserted text and content controls are.

It is long because the format tells a heading, an item and a level in many ways, all met here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.errors import ReadError
from knowledge.model import Block, BlockKind, Outline
from knowledge.reading import blocks
from knowledge.reading.blocks import BREAK

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_UNPACKED = 300 * 1024 * 1024
# Styles keep their English names in the file whatever Word's language; these are for files
# written by programs that translate the names, or drop their letters beyond ASCII in the ids.
_HEADING = re.compile(
    r"(?:heading|ü?berschrift|titre|t[ií]?tulo|titolo|kop|rubrik|overskrift|nag[lł]?[oó]?wek|otsikko|"
    r"nadpis|заголовок|标题|見出し)\s*([1-9])",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title|titel|titre|t[ií]?tulo|titolo", re.IGNORECASE)
_BULLET = re.compile(r"list (?:bullet|number)(?: ([2-5]))?", re.IGNORECASE)
_CONTINUED = re.compile(r"list continue(?: [2-5])?", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)|table of figures", re.IGNORECASE)
_PLAIN_TABLES = frozenset(("", "Normal Table", "Table Grid", "TableNormal", "TableGrid"))
_MOST_STYLES = 20
_HIDDEN = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "txbxContent", "footnoteReference", "instrText")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says; `level` 0 is no heading, `depth` -1 no item."""

    level: int = 0
    depth: int = -1
    bold: bool = False
    title: bool = False
    skipped: bool = False
    continued: bool = False


def read(content: bytes, path: str) -> Outline:
    """Read the Word document `content`; `path` names it in messages.

    Title and metadata are those of the core properties.

    Raises:
        ReadError: not a sound .docx file, protected by a password, or without text.

    """
    import docx  # noqa: PLC0415 - one door, loaded when needed

    _check(content, path)
    try:
        document = docx.Document(io.BytesIO(content))
        found = tuple(_levelled(list(_Body(document).blocks())))
        about = _about(document)
    except Exception as error:  # python-docx and its XML parser raise whatever they meet
        raise ReadError(path, "is not a sound .docx document", "save it again in Word") from error
    if not found:
        raise ReadError(path, "holds no text", "add its text, or remove it")
    return Outline(found, about.get("title", ""), about)


def _check(content: bytes, path: str) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "is an old .doc under another name, or is protected by a password"
        raise ReadError(path, reason, "save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise ReadError(path, "is not a .docx document", "save it again as .docx") from error
    if unpacked > _LARGEST_UNPACKED:
        raise ReadError(path, "unpacks to more than 300 MB", "take pictures out of it")


def _about(document: Document) -> dict[str, str]:
    properties = document.core_properties
    return blocks.metadata(
        {
            "title": properties.title,
            "subject": properties.subject,
            "keywords": properties.keywords,
            "category": properties.category,
            "status": properties.content_status,
            "modified": properties.modified.date() if properties.modified else None,
        }
    )


def _levelled(found: list[tuple[Block, bool]]) -> Iterator[Block]:
    """Put headings one level below the title, if the document opens with one."""
    headings = [(block, title) for block, title in found if block.kind is BlockKind.HEADING]
    below = bool(headings) and headings[0][1] and not all(title for _, title in headings)
    for block, title in found:
        if below and block.kind is BlockKind.HEADING and not title:
            yield blocks.heading(block.text, block.level + 1)
        else:
            yield block


class _Body:
    """One walk through a document's body."""

    def __init__(self, document: Document) -> None:
        """Walk the body of `document`."""
        self._root: Any = document.element.body
        self._by_id: dict[str, Any] = {
            style.get(f"{_W}styleId"): style
            for style in document.styles.element.findall(f"{_W}style")
        }
        self._default = next(
            (
                id_
                for id_, style in self._by_id.items()
                if style.get(f"{_W}default") in ("1", "true")
                and style.get(f"{_W}type") == "paragraph"
            ),
            "",
        )
        self._styles: dict[str, _Style] = {}

    def blocks(self) -> Iterator[tuple[Block, bool]]:
        """Yield each block, and whether it is a title."""
        last: tuple[Block, bool] | None = None
        for block, title, continued in self._walk(self._root):
            if continued and last is not None and last[0].kind is BlockKind.ITEM:
                last = blocks.item(f"{last[0].text}\n{block.text}", last[0].level), False
                continue
            if last is not None:
                yield last
            last = block, title
        if last is not None:
            yield last

    def _walk(self, parent: Any) -> Iterator[tuple[Block, bool, bool]]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                for block in self._table(child):
                    yield block, False, False
            elif child.tag == f"{_W}sdt":
                gallery = child.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
                content = child.find(f"{_W}sdtContent")
                contents = gallery is not None and "Contents" in gallery.get(f"{_W}val", "")
                if content is not None and not contents:
                    yield from self._walk(content)
            elif child.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
                yield from self._walk(child)

    def _paragraph(self, element: Any) -> Iterator[tuple[Block, bool, bool]]:
        style = self._style_of(element)
        text, strong = self._text(element, style)
        if not text or style.skipped:
            return
        depth = _numbered(element.find(f"{_W}pPr"))
        depth = style.depth if depth is None else depth
        level = _outline_level(element.find(f"{_W}pPr")) or style.level
        if level:
            yield blocks.heading(text, level), style.title, False
        elif depth >= 0:
            yield blocks.item(text, depth, strong=strong), False, False
        else:
            yield blocks.paragraph(text, strong=strong), False, style.continued

    def _style_of(self, element: Any) -> _Style:
        named = element.find(f"{_W}pPr/{_W}pStyle")
        name = named.get(f"{_W}val") if named is not None else self._default
        if name not in self._styles:
            self._styles[name] = self._inherited(name)
        return self._styles[name]

    def _inherited(self, name: str) -> _Style:
        """Return what a style says, with what it takes from the styles that it is based on."""
        level, depth, bold = 0, None, None
        title = skipped = continued = False
        for _ in range(_MOST_STYLES):
            style = self._by_id.get(name)
            shown = _value(style, "name") or name
            if style is not None:
                depth = _numbered(style.find(f"{_W}pPr")) if depth is None else depth
                bold = _bold(style.find(f"{_W}rPr")) if bold is None else bold
                level = level or _outline_level(style.find(f"{_W}pPr"))
            if found := _HEADING.fullmatch(shown) or _HEADING.fullmatch(name):
                level = level or int(found[1])
            title = title or (level in (0, 1) and _TITLE.fullmatch(shown) is not None)
            skipped = skipped or _CONTENTS.fullmatch(shown) is not None
            continued = continued or _CONTINUED.fullmatch(shown) is not None
            if (listed := _BULLET.fullmatch(shown)) and not depth:
                depth = int(listed[1] or 1) - 1
            name = _value(style, "basedOn")
            if not name:
                break
        return _Style(
            1 if title else level,
            -1 if depth is None else depth,
            bool(bold),
            title,
            skipped,
            continued,
        )

    def _text(self, element: Any, style: _Style) -> tuple[str, bool]:
        parts: list[str] = []
        plain = strong = 0
        for run in _runs(element):
            properties = run.find(f"{_W}rPr")
            if properties is not None and _switch(properties.find(f"{_W}vanish")):
                continue
            text = "".join(_characters(run))
            bold = _bold(properties)
            if bold is None:
                named = properties.find(f"{_W}rStyle") if properties is not None else None
                run_style = self._by_id.get(named.get(f"{_W}val")) if named is not None else None
                bold = _bold(run_style.find(f"{_W}rPr")) if run_style is not None else None
            letters = sum(map(str.isalnum, text))
            if style.bold if bold is None else bold:
                strong += letters
            else:
                plain += letters
            parts.append(text)
        return blocks.lines("".join(parts)), strong > 0 and plain == 0

    def _table(self, element: Any) -> Iterator[Block]:
        rows = [row for row in element.iter(f"{_W}tr") if _owner(row, "tbl") is element]
        nested = any(True for _ in element.iter(f"{_W}tbl") if _ is not element)
        cells = [
            [cell for cell in row.iter(f"{_W}tc") if _owner(cell, "tr") is row] for row in rows
        ]
        if nested or all(len(line) <= 1 for line in cells):
            for cell in (cell for line in cells for cell in line):
                for block, _, _ in self._walk(cell):
                    yield block
            return
        grid, spanning = self._grid(cells)
        marked = 0
        for row in rows:
            if row.find(f"{_W}trPr/{_W}tblHeader") is None:
                break
            marked += 1
        header = blocks.header_rows(grid, marked or int(self._is_header(element, cells)))
        yield from blocks.table(grid, header=header, spanning=spanning)

    def _is_header(self, element: Any, cells: list[list[Any]]) -> bool:
        """Say whether the first row alone is bold, or a style sets it apart."""
        look = element.find(f"{_W}tblPr/{_W}tblLook")
        style = self._by_id.get(_value(element.find(f"{_W}tblPr"), "tblStyle"))
        named = _value(style, "name")
        if named not in _PLAIN_TABLES and look is not None:
            flags = int(look.get(f"{_W}val") or "0", 16)
            if look.get(f"{_W}firstRow") in ("1", "true") or flags & 0x20:
                return True
        return self._all_bold(cells[0]) and not all(self._all_bold(line) for line in cells)

    def _all_bold(self, line: list[Any]) -> bool:
        paragraphs = [part for cell in line for part in cell.iter(f"{_W}p")]
        texts = [self._text(part, self._style_of(part)) for part in paragraphs]
        filled = [strong for text, strong in texts if text]
        return len(filled) > 1 and all(filled)

    def _grid(self, cells: list[list[Any]]) -> tuple[list[list[str]], set[int]]:
        grid: list[list[str]] = []
        spanning: set[int] = set()
        for line in cells:
            shown: list[str] = []
            for cell in line:
                properties = cell.find(f"{_W}tcPr")
                merged = properties.find(f"{_W}vMerge") if properties is not None else None
                goes_on = merged is not None and merged.get(f"{_W}val") in (None, "continue")
                above = grid[-1] if grid else []
                text = (
                    above[len(shown)] if goes_on and len(shown) < len(above) else self._cell(cell)
                )
                span = _value(properties, "gridSpan")
                shown.extend([text] * (int(span) if span.isdigit() else 1))
            if len(line) == 1 and len(shown) > 1:
                spanning.add(len(grid))
            grid.append(shown)
        width = max(map(len, grid), default=0)
        return [line + [""] * (width - len(line)) for line in grid], spanning

    def _cell(self, cell: Any) -> str:
        texts = (self._text(part, _Style())[0] for part in cell.iter(f"{_W}p"))
        return "\n".join(text for text in texts if text)


def _runs(element: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph in order, those of deleted text left out."""
    for child in element:
        if child.tag == f"{_W}r":
            yield child
        elif child.tag not in _HIDDEN:
            yield from _runs(child)


def _characters(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield BREAK
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"


def _numbered(properties: Any) -> int | None:
    """Return the nesting depth of a numbered paragraph, -1 if numbering is off, None if unsaid."""
    numbering = properties.find(f"{_W}numPr") if properties is not None else None
    if numbering is None:
        return None
    if _value(numbering, "numId") == "0":
        return -1
    depth = _value(numbering, "ilvl")
    return int(depth) if depth.isdigit() else 0


def _outline_level(properties: Any) -> int:
    level = _value(properties, "outlineLvl")
    return int(level) + 1 if level.isdigit() and int(level) < 9 else 0


def _bold(properties: Any) -> bool | None:
    mark = properties.find(f"{_W}b") if properties is not None else None
    return None if mark is None else _switch(mark)


def _switch(mark: Any) -> bool:
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off", "none")


def _value(parent: Any, name: str) -> str:
    found = parent.find(f"{_W}{name}") if parent is not None else None
    return str(found.get(f"{_W}val", "")) if found is not None else ""


def _owner(element: Any, name: str) -> Any:
    """Return the nearest element called `name` around `element`."""
    return next(element.iterancestors(f"{_W}{name}"), None)
