"""What the role documents say, as values.

A file is read into an `Outline` (blocks in reading order, as the format marks them). Arranging an
outline gives a `RoleDocument`: one repaired text, and the sections and clauses that point into it.
All documents and roles together are a `Library`. Nothing here reads, searches or decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a piece of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document as its reader found it.

    `level` is the heading's level (1 is outermost) or the item's nesting depth (0 is outermost).
    A row has `cells`, and the names of their `columns` where the table has a header (fewer cells
    than columns where the borders could not be told); a `<dl>` pair, a YAML key with a scalar and
    the like are rows of two cells without columns. `text` of a row is its cells joined by `" | "`.
    `strong` says that the whole text is set in bold, which often is a heading in disguise. A
    paragraph's text keeps the line breaks that the source shows to a reader.
    """

    kind: BlockKind
    text: str
    level: int = 0
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What reading changed or left out: `what` in plain words, the text `before` and `after`."""

    what: str
    before: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A file's blocks in reading order, with what the file says of itself.

    `title` is the document's own title where the format has one (front matter, `<title>`, core
    properties), else empty. `metadata` has lower-case keys: `title`, `role`, `family`, `level`,
    `organisation`, `aliases`, `owner`, `reviewed`, `audience`, `status`, and whatever else the
    front matter or `<meta>` holds; lists are joined by `"; "`.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, down to the next heading of its level.

    `path` is the heading path, outermost first, as the document writes it. `start` and `end` are
    offsets into the repaired text and include the heading's own line and every sub-section.
    """

    id: str
    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest citable unit: a sentence, an item, a table row or a role's cell in one.

    `text` is exactly `document.text[start:end]`. `roles` are the ids of the roles that it speaks
    of; empty means that it holds for every role of its document. `lead` is what introduces it (the
    sentence before a list, the item above a nested one, the row's name for a cell). Clauses of one
    list, table or paragraph share a `group`, a number that grows through the document.
    """

    id: str
    document: str
    roles: tuple[str, ...]
    path: tuple[str, ...]
    kind: BlockKind
    text: str
    start: int
    end: int
    depth: int = 0
    lead: str = ""
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    group: int = 0


@dataclass(frozen=True, slots=True)
class RoleDocument:
    """One source at one revision: `path` is relative to the library folder, `/`-separated.

    `slug` names the document in links (`/read/<slug>`) and is unique in the library.
    """

    path: str
    slug: str
    title: str
    text: str
    revision: str
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A role that documents speak of. `id` is a slug, unique in the library.

    `described` says that some text is about this role alone; others are only named in tables.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    family: str = ""
    level: str = ""
    organisation: str = ""
    described: bool = True


@dataclass(frozen=True, slots=True)
class Library:
    """All role documents and the roles they describe, at one moment.

    `revision` changes whenever any document, or the way of reading, changes.
    """

    documents: tuple[RoleDocument, ...]
    roles: tuple[Role, ...]
    revision: str
