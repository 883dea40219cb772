"""Arranges a document's blocks into one repaired text, its sections and its clauses.

Comes in: an `Outline` without furniture. Goes out: a `RoleDocument` whose clauses name no roles
yet. Text is only laid out anew here (lists that ran inside a paragraph become lists, a table's
cells are parted by ` | `): every clause is exactly a slice of the text that is laid out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from sentencex import segment

from knowledge.model import Block, BlockKind, Clause, Outline, RoleDocument, Section
from knowledge.repair import mend_words

MARKER = re.compile(r"^\s*(?:[-–—•*·▪◦‣●○]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
INLINE = re.compile(r"\s+[–—•]\s+(?=[A-Z\d“\"(≥%])")
LABEL = re.compile(r"^[A-Z][\w /&'’()+,-]{1,60}:$")
LEADING = re.compile(r":$")
CHAINED = re.compile(r"(?:,|;)(?: or| and)?$|,? (?:or|and)$")
SHORT_SENTENCE = 40


def arrange(outline: Outline, path: str, content: bytes) -> RoleDocument:
    """The document that an outline describes. `content` is the file, for the revision."""
    blocks = list(_nest(_spread(_mended(outline.blocks))))
    text, pieces = _lay_out(blocks)
    return RoleDocument(
        path=path,
        slug="",
        title=mend_words(outline.title),
        text=text,
        revision=revision_of(content),
        sections=tuple(_sections(pieces, len(text))),
        clauses=tuple(_clauses(pieces, path)),
        metadata={key: mend_words(value) for key, value in outline.metadata.items()},
        notes=outline.notes,
    )


def revision_of(content: bytes) -> str:
    """The name of a file's content."""
    return sha256(content).hexdigest()[:16]


def _mended(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with their characters mended and their blanks tidied; empty ones left out."""
    for block in blocks:
        lines = [" ".join(line.split()) for line in mend_words(block.text).split("\n")]
        text = "\n".join(line for line in lines if line)
        cells = tuple(" ".join(mend_words(cell).split()) for cell in block.cells)
        columns = tuple(" ".join(mend_words(name).split()) for name in block.columns)
        if text and (not cells or any(cells)):
            yield replace(block, text=text, cells=cells, columns=columns)


def _spread(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lists that run inside a paragraph or an item become lists of their own."""
    heading_level = 0
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heading_level = block.level
            yield replace(block, text=block.text.replace("\n", " "))
        elif block.kind is BlockKind.ROW:
            yield block
        elif block.kind is BlockKind.PARAGRAPH and _is_bold_heading(block):
            yield Block(BlockKind.HEADING, block.text, level=heading_level + 1)
        else:
            yield from _spread_one(block)


def _is_bold_heading(block: Block) -> bool:
    """A short bold paragraph on its own is a heading in disguise."""
    return (
        block.strong
        and "\n" not in block.text
        and len(block.text.split()) <= 12
        and block.text[-1] not in ".;,!"
    )


def _spread_one(block: Block) -> Iterator[Block]:
    """The block itself, and what it holds, one step deeper if it is an item."""
    depth = block.level + 1 if block.kind is BlockKind.ITEM else 0
    first, *rest = _lines(block.text)
    marked = [MARKER.match(line) for line in rest]
    if not any(marked) and block.kind is BlockKind.PARAGRAPH:
        first, rest, marked = " ".join([first, *rest]), [], []
    head, *inline = _inline_items(first)
    yield replace(block, text=head)
    for item in inline:
        yield Block(BlockKind.ITEM, item, level=depth)
    spare: list[str] = []
    for line, mark in zip(rest, marked, strict=True):
        if mark:
            yield from (Block(BlockKind.PARAGRAPH, text) for text in spare)
            spare = []
            item, *inner = _inline_items(line[mark.end() :])
            yield Block(BlockKind.ITEM, item, level=depth)
            yield from (Block(BlockKind.ITEM, text, level=depth + 1) for text in inner)
        elif block.kind is BlockKind.ITEM:
            yield Block(BlockKind.ITEM, line, level=depth)
        else:
            spare.append(line)
    yield from (Block(BlockKind.PARAGRAPH, text) for text in spare)


def _lines(text: str) -> list[str]:
    """Lines of a block; a label alone on its line is joined to what it labels."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and LABEL.match(lines[-1]) and not MARKER.match(line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _inline_items(text: str) -> list[str]:
    """What stands before the first dash, and the items that dashes open; the text if none do."""
    parts = INLINE.split(text)
    if len(parts) >= 3 or (len(parts) == 2 and parts[0].endswith(":")):
        return [part.strip() for part in parts]
    return [text]


def _nest(blocks: Sequence[Block] | Iterable[Block]) -> Iterator[Block]:
    """Items that a flattened list left at the level of the item that introduces them go deeper.

    An item that ends with a colon, or is set in bold, introduces those after it, up to the next
    such item; where they are chained (`…, or`), up to the first that ends the chain.
    """
    shift_from: int | None = None
    chained = False
    previous: Block | None = None
    for block, after in _with_next(blocks):
        if block.kind is not BlockKind.ITEM:
            shift_from, previous = None, None
            yield block
            continue
        flat = after is not None and after.kind is BlockKind.ITEM and after.level == block.level
        opens = flat and (bool(LEADING.search(block.text)) or block.strong)
        if shift_from is not None and (block.level < shift_from or (opens and not chained)):
            shift_from = None
        if shift_from is not None and block.level >= shift_from:
            yield replace(block, level=block.level + 1)
            if block.level == shift_from:
                ends = not CHAINED.search(block.text)
                was = previous is not None and bool(CHAINED.search(previous.text))
                if was and ends:
                    shift_from = None
                previous = block
            continue
        yield block
        if opens:
            shift_from, previous = block.level, None
            chained = after is not None and bool(CHAINED.search(after.text))


def _with_next(blocks: Iterable[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one after it."""
    items = list(blocks)
    yield from zip(items, [*items[1:], None], strict=False)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block at its place in the text."""

    block: Block
    start: int
    text: str


def _lay_out(blocks: Sequence[Block]) -> tuple[str, list[_Piece]]:
    """The text, and where each block's own words (without marker and indentation) stand in it."""
    out: list[str] = []
    pieces: list[_Piece] = []
    at = 0
    before: Block | None = None
    for block in blocks:
        gap = ""
        if before is not None:
            gap = "\n" if before.kind is block.kind and block.kind in LISTED else "\n\n"
        prefix = gap
        if block.kind is BlockKind.ITEM:
            prefix += "  " * block.level + "- "
        elif block.kind is BlockKind.ROW and block.columns and _opens_table(before, block):
            prefix = "\n\n" * (before is not None) + " | ".join(block.columns) + "\n"
        text = _row_text(block) if block.kind is BlockKind.ROW else block.text
        out += [prefix, text]
        at += len(prefix)
        pieces.append(_Piece(block, at, text))
        at += len(text)
        before = block
    return "".join(out), pieces


LISTED = {BlockKind.ITEM, BlockKind.ROW}


def _opens_table(before: Block | None, row: Block) -> bool:
    """Whether a row is the first of its table."""
    return before is None or before.kind is not BlockKind.ROW or before.columns != row.columns


def _row_text(block: Block) -> str:
    """A pair reads `name: value`; any other row has its cells parted by ` | `."""
    if not block.columns and len(block.cells) == 2:
        name = block.cells[0].rstrip(":")
        return f"{name}: {block.cells[1]}" if name and block.cells[1] else name or block.cells[1]
    return " | ".join(block.cells)


def _sections(pieces: Sequence[_Piece], end: int) -> Iterator[Section]:
    """Every heading's section, in the order of the text."""
    headings = [piece for piece in pieces if piece.block.kind is BlockKind.HEADING]
    seen: Counter[tuple[str, ...]] = Counter()
    for i, (piece, path) in enumerate(zip(headings, _paths(headings), strict=True)):
        later = (h.start for h in headings[i + 1 :] if h.block.level <= piece.block.level)
        seen[path] += 1
        name = f"{' > '.join(path)} {seen[path]}"
        yield Section(f"s-{_digest(name)}", path, piece.start, next(later, end))


def _paths(headings: Iterable[_Piece]) -> Iterator[tuple[str, ...]]:
    """The heading path of each heading."""
    stack: list[tuple[int, str]] = []
    for piece in headings:
        while stack and stack[-1][0] >= piece.block.level:
            stack.pop()
        stack.append((piece.block.level, piece.text))
        yield tuple(text for _, text in stack)


def _clauses(pieces: Sequence[_Piece], document: str) -> Iterator[Clause]:
    """The clauses in the order of the text."""
    paths = _paths(piece for piece in pieces if piece.block.kind is BlockKind.HEADING)
    path: tuple[str, ...] = ()
    seen: Counter[str] = Counter()
    leads: list[str] = []
    lead = ""
    group = 0
    before: Block | None = None
    for piece in pieces:
        block = piece.block
        same = before is not None and before.kind is block.kind and before.columns == block.columns
        group += not (same and block.kind in LISTED)
        before = block
        if block.kind is BlockKind.HEADING:
            path, lead = next(paths), ""
            continue
        if block.kind is BlockKind.ITEM:
            leads = leads[: block.level] + [""] * (block.level - len(leads))
            own = " ".join(x for x in (lead, *leads) if x)
            leads.append(block.text)
        else:
            own, leads = lead if block.kind is BlockKind.ROW else "", []
        for start, text in _citable(piece):
            key = f"{document} {' > '.join(path)} {text}"
            seen[key] += 1
            yield Clause(
                id=f"c-{_digest(f'{key} {seen[key]}')}",
                document=document,
                roles=(),
                path=path,
                kind=block.kind,
                text=text,
                start=start,
                end=start + len(text),
                depth=block.level if block.kind is BlockKind.ITEM else 0,
                lead=own,
                columns=block.columns,
                cells=block.cells,
                group=group,
            )
        if block.kind is BlockKind.PARAGRAPH:
            last = [text for _, text in _citable(piece)][-1]
            lead = last if last.endswith(":") else ""


def _citable(piece: _Piece) -> list[tuple[int, str]]:
    """What of a block is cited by itself: a paragraph's sentences, else the whole."""
    if piece.block.kind is not BlockKind.PARAGRAPH:
        return [(piece.start, piece.text)]
    spans: list[tuple[int, int]] = []
    at = 0
    for sentence in segment("en", piece.text):
        begin = piece.text.index(sentence.strip(), at)
        at = begin + len(sentence.strip())
        if spans and spans[-1][1] - spans[-1][0] < SHORT_SENTENCE:
            spans[-1] = (spans[-1][0], at)
        elif at > begin:
            spans.append((begin, at))
    return [(piece.start + a, piece.text[a:b]) for a, b in spans]


def _digest(text: str) -> str:
    """A short stable name for a text."""
    return sha256(text.encode()).hexdigest()[:10]
