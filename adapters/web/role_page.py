"""A role by topic: what each of its documents says of it, gathered under the same few topics.

Comes in: a role and its library. Goes out: a `RolePage` whose excerpts have the reader's own
blocks, without what is said of other roles. A topic is what `remit compare` calls one. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from adapters.card import reviewed, title_of
from adapters.web.reader import Blocks, Bullets, Item, Paragraph, Part, Row, Table, lay_out_page
from bot.aspects import Aspect, in_order, place
from knowledge.index import plain_heading
from knowledge.model import Library, Role, RoleDocument


@dataclass(frozen=True, slots=True)
class Described:
    """A document about the role: `as_of` (an ISO date) and `owner` are empty where it is silent."""

    url: str
    title: str
    path: str
    owner: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A section as far as it speaks of the role; without a `heading` where the topic says it."""

    heading: str
    source: Described
    url: str
    blocks: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with what the documents say of it, in their order."""

    id: str
    name: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class RolePage:
    """A role; `documents` has first the one that says most of it."""

    role: Role
    documents: tuple[Described, ...]
    topics: tuple[Topic, ...]


def lay_out_role(role: Role, library: Library) -> RolePage:
    """The page of a role; without topics if no document says anything of it alone or of all."""
    documents = sorted(
        (document for document in library.documents if document.path in role.documents),
        key=lambda document: -sum(role.id in clause.roles for clause in document.clauses),
    )
    titles = frozenset(name for each in library.roles for name in (each.title, *each.aliases))
    found: dict[Aspect, list[Excerpt]] = {}
    for document in documents:
        for aspect, excerpt in _excerpts(document, role, titles):
            found.setdefault(aspect, []).append(excerpt)
    topics = (
        Topic(f"topic-{number}", aspect.name, tuple(found[aspect]))
        for number, aspect in enumerate(in_order(list(found)), 1)
    )
    return RolePage(role, tuple(map(described, documents)), tuple(topics))


def described(document: RoleDocument) -> Described:
    """What a document says of itself."""
    return Described(
        url=f"/read/{document.slug}",
        title=title_of(document),
        path=document.path,
        owner=document.metadata.get("owner", ""),
        as_of=reviewed(document),
    )


def _excerpts(
    document: RoleDocument, role: Role, titles: AbstractSet[str]
) -> Iterator[tuple[Aspect, Excerpt]]:
    """The sections of a document that speak of the role, each with its aspect."""
    spoken = {c.id for c in document.clauses if not c.roles or role.id in c.roles}
    own = described(document)
    for path, part in _sections(lay_out_page(document, ()).body, ()):
        blocks = tuple(only(part.blocks, spoken))
        if blocks:
            # What nobody headed, and what stands under the title alone, is told of it in general.
            aspect = place(path, [NO_BELIEF] * len(path), titles).aspect
            heading = plain_heading(part.heading) if part.level > 1 else ""
            shown = "" if heading.casefold() == aspect.name.casefold() else heading
            url = f"{own.url}#{part.id}" if part.id else own.url
            yield aspect, Excerpt(shown, own, url, blocks)


NO_BELIEF: Mapping[str, float] = {}
"""Sections are told apart by their headings' words here."""


def _sections(part: Part, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Part]]:
    """A part and all in it, each with its heading path."""
    path = (*above, part.heading)
    yield path, part
    for inner in part.parts:
        yield from _sections(inner, path)


def only(blocks: Sequence[Blocks], kept: AbstractSet[str]) -> Iterator[Blocks]:
    """The blocks without the clauses that are not `kept`; what is empty then is left out."""
    for block in blocks:
        match block:
            case Paragraph():
                if any(span.id in kept for span in block.spans):
                    spans = (span for span in block.spans if not span.id or span.id in kept)
                    yield replace(block, spans=tuple(spans))
            case Bullets():
                items = _items(block.items, kept)
                if items:
                    yield Bullets(items)
            case Table():
                table = _table(block, kept)
                if table.rows:
                    yield table


def _items(items: Sequence[Item], kept: AbstractSet[str]) -> list[Item]:
    """The items that are kept; an item whose own text is not keeps none of those under it."""
    return [
        Item(item.spans, _items(item.items, kept))
        for item in items
        if any(span.id in kept for span in item.spans)
    ]


def _table(table: Table, kept: AbstractSet[str]) -> Table:
    """A table with the rows that are kept; of rows whose cells are clauses, the columns too."""
    rows = [
        row
        for row in table.rows
        if row.id in kept or any(cell.id and cell.id in kept for cell in row.cells)
    ]
    others = {
        column
        for row in rows
        for column, cell in enumerate(row.cells)
        if cell.id and cell.id not in kept
    } - {column for row in rows for column, cell in enumerate(row.cells) if cell.id in kept}

    def columns(cells: Sequence[str]) -> tuple[str, ...]:
        return tuple(cell for column, cell in enumerate(cells) if column not in others)

    return Table(
        columns(table.columns),
        table.pairs,
        [
            Row(row.id, tuple(c for column, c in enumerate(row.cells) if column not in others))
            for row in rows
        ],
    )
