"""A document laid out for reading, as values: sections, paragraphs, lists, tables, pairs.

Comes in: a `RoleDocument`. Goes out: a `Page` in which every clause is a `Span` or a `Row` with its
id, and every word of the repaired text stands once, in its order. In that text each block is one
line; what no clause covers is a table's column names, or is shown as plain text. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from adapters.card import title_of
from knowledge.model import BlockKind, Clause, Role, RoleDocument, Section

CELL_GAP = " | "


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `id` is its clause's, empty between clauses."""

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: tuple[Span, ...]
    kind: str = "paragraph"


@dataclass(slots=True)
class Item:
    """An item and the items under it."""

    spans: tuple[Span, ...]
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Bullets:
    """A list."""

    items: list[Item] = field(default_factory=list)
    kind: str = "bullets"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `id` where the whole row is one clause, else its cells have ids."""

    id: str
    cells: tuple[Span, ...]


@dataclass(slots=True)
class Table:
    """A table; `columns` is empty where it has no header. `pairs` says that rows name a value."""

    columns: tuple[str, ...]
    pairs: bool
    rows: list[Row] = field(default_factory=list)
    kind: str = "table"

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(self.columns), *(len(row.cells) for row in self.rows)))


Blocks = Paragraph | Bullets | Table


@dataclass(slots=True)
class Part:
    """A section: its own blocks, then its sub-sections. `level` is that of its HTML heading."""

    id: str
    heading: str
    level: int
    blocks: list[Blocks] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """A document: `facts` are names and values about it, `body` what it says.

    The body has the document's title for its heading.
    """

    path: str
    roles: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    body: Part


FACTS = {
    "owner": "Owner",
    "reviewed": "Reviewed",
    "status": "Status",
    "audience": "Audience",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text that is not empty, with the clauses in it; `joined` to the line before."""

    text: str
    start: int
    clauses: tuple[Clause, ...]
    section: Section | None
    joined: bool


def lay_out_page(document: RoleDocument, roles: Sequence[Role]) -> Page:
    """The page of a document; `roles` are the library's."""
    return Page(
        path=document.path,
        roles=tuple(role.title for role in roles if document.path in role.documents),
        facts=tuple(
            (name, document.metadata[key])
            for key, name in FACTS.items()
            if document.metadata.get(key)
        ),
        body=_body(document),
    )


def _body(document: RoleDocument) -> Part:
    """The sections in one root; a sole outermost section is the root itself."""
    root = Part("", title_of(document), 1)
    lines = list(_lines(document))
    outermost = [line for line in lines if line.section and len(line.section.path) == 1]
    if len(outermost) == 1 and lines[0] is outermost[0]:
        root = Part(_id(lines[0]), lines[0].text, 1)
        lines = lines[1:]
    shift = 2 if root.id else 1
    open_parts = [root]
    for i, line in enumerate(lines):
        if line.section:
            # Levels may be jumped in a document; its outline may not.
            depth = min(max(len(line.section.path) - shift + 1, 1), len(open_parts))
            del open_parts[depth:]
            part = Part(line.section.id, line.text, min(depth + 1, 6))
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        else:
            _append(open_parts[-1].blocks, line, lines[i + 1] if i + 1 < len(lines) else None)
    return root


def _id(line: _Line) -> str:
    """The id of the section that a line opens."""
    return line.section.id if line.section else ""


def _lines(document: RoleDocument) -> Iterator[_Line]:
    """The lines of the text, in order."""
    sections = {section.start: section for section in document.sections}
    clauses = sorted(document.clauses, key=lambda clause: clause.start)
    at, i, joined = 0, 0, False
    for text in document.text.split("\n"):
        inside: list[Clause] = []
        while i < len(clauses) and clauses[i].start < at + len(text):
            inside.append(clauses[i])
            i += 1
        if text.strip():
            yield _Line(text, at, tuple(inside), sections.get(at), joined)
        joined = bool(text.strip())
        at += len(text) + 1


def _append(blocks: list[Blocks], line: _Line, after: _Line | None) -> None:
    """Put a line where it belongs: into the list or table that is open, or a new block."""
    last = blocks[-1] if blocks and line.joined else None
    first = line.clauses[0] if line.clauses else None
    if first and first.kind is BlockKind.ITEM:
        bullets = last if isinstance(last, Bullets) else Bullets()
        if bullets is not last:
            blocks.append(bullets)
        _nest(bullets.items, Item(tuple(_spans(line, line.clauses[0].start))), first.depth)
    elif first and first.kind is BlockKind.ROW:
        row = _row(line)
        pairs = not first.columns and len(first.cells) == 2
        if not isinstance(last, Table) or last.pairs != pairs:
            last = Table((), pairs)
            blocks.append(last)
        last.rows.append(row)
    elif not first and after and after.joined and _is_row(after):
        blocks.append(Table(tuple(line.text.split(CELL_GAP)), pairs=False))
    else:
        blocks.append(Paragraph(tuple(_spans(line, line.start))))


def _is_row(line: _Line) -> bool:
    """Whether a line is a table's row."""
    return bool(line.clauses) and line.clauses[0].kind is BlockKind.ROW


def _nest(items: list[Item], item: Item, depth: int) -> None:
    """Put an item under the last one of each depth above it."""
    while depth and items:
        items = items[-1].items
        depth -= 1
    items.append(item)


def _row(line: _Line) -> Row:
    """A row with its cells: one clause, or a clause a cell."""
    first = line.clauses[0]
    if first.cells:
        return Row(first.id, tuple(Span(cell) for cell in first.cells))
    cells: list[Span] = []
    at = line.start
    for clause in line.clauses:
        cells += _plain_cells(line.text[at - line.start : clause.start - line.start])
        cells.append(Span(clause.text, clause.id))
        at = clause.end
    return Row("", (*cells, *_plain_cells(line.text[at - line.start :])))


def _plain_cells(gap: str) -> list[Span]:
    """The cells in what stands beside a cell that is a clause."""
    cells = gap.split(CELL_GAP)
    inner = cells[not cells[0] : len(cells) - (not cells[-1])]
    return [Span(cell) for cell in inner]


def _spans(line: _Line, start: int) -> Iterator[Span]:
    """A line's text from an offset of the document: its clauses, and what stands between them."""
    at = start
    for clause in line.clauses:
        if clause.start > at:
            yield Span(line.text[at - line.start : clause.start - line.start])
        yield Span(clause.text, clause.id)
        at = clause.end
    if at < line.start + len(line.text):
        yield Span(line.text[at - line.start :])
