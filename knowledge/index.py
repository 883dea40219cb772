"""What a reader sees of an indexed library, and what is indexed of a clause.

A search scans all vectors and scores all words, then picks: at the size of a library of role
documents that is faster than an index of neighbours, is exact, and a filter by role costs nothing.
So the port gives arrays, and leaves scoring to whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.lexical import Lexical, stems
from knowledge.model import Clause, Library

# How often a word of the clause itself counts, against once for a word of what stands above it.
OWN_WORDS = 2
# Past so many roles, a clause that holds for all of its document is named by the document's title.
NAMED_ROLES = 3


class Index(Protocol):
    """A library at one revision, ready to be searched. Nothing in it changes; threads may share it.

    Everything with `n` rows has one a clause, in the order of `clauses`.
    """

    @property
    def generation(self) -> str:
        """The name of this generation; another ingest that changes anything gives another."""
        ...

    @property
    def library(self) -> Library:
        """The documents and roles."""
        ...

    @property
    def clauses(self) -> Sequence[Clause]:
        """The clauses of all documents, in the order of the documents and within them."""
        ...

    @property
    def vectors(self) -> NDArray[np.float32]:
        """What the clauses mean: `(n, dim)`, rows of length 1."""
        ...

    @property
    def lexical(self) -> Lexical:
        """The clauses' words, `n` of them."""
        ...

    @property
    def embedder(self) -> str:
        """The name of the embedder that made the vectors: questions must go through the same."""
        ...


@dataclass(frozen=True, slots=True)
class LoadedIndex:
    """An `Index` held in memory."""

    generation: str
    library: Library
    clauses: tuple[Clause, ...]
    vectors: NDArray[np.float32]
    lexical: Lexical
    embedder: str


class VectorStore(Protocol):
    """Where the vectors of one embedding model are kept from one ingest to the next.

    An id is `text_id` of the embedded text, so a text is embedded once however often it stands.
    """

    def missing(self, ids: Sequence[str]) -> list[str]:
        """Those of `ids` that are not stored, each once, in the order given."""
        ...

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store `vectors` `(n, dim)` under `n` different ids; they are durable on return."""
        ...

    def fetch(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """The vectors `(n, dim)` of `ids` to about 1e-7, in that order; an id may come twice.

        Raises:
            KeyError: an id is not stored.
        """
        ...

    def forget(self, keep: AbstractSet[str]) -> int:
        """Drop every vector whose id is not in `keep`; how many that were."""
        ...


def embedded_texts(library: Library) -> list[str]:
    """What is embedded of each clause, in order."""
    return [embedded_text(clause, names) for clause, names in _named(library)]


def embedded_text(clause: Clause, names: Sequence[str]) -> str:
    """What is embedded of a clause: whom it is about, its headings, what introduces it, itself.

    `names` are the titles of the roles that it speaks of. A row says each cell with its column.
    """
    return " · ".join(part for part in (*names, *clause.path, clause.lead, _said(clause)) if part)


def indexed_words(clause: Clause) -> list[str]:
    """The stems by which a clause is found: its own twice, those above it once. No role's name."""
    above = " \n ".join((*clause.path, clause.lead, *clause.columns))
    return stems(clause.text) * OWN_WORDS + stems(above)


def _said(clause: Clause) -> str:
    """A clause's own text; a row of a table with columns as `column: cell` pairs."""
    if not clause.columns or len(clause.columns) != len(clause.cells):
        return clause.text
    return "; ".join(
        f"{column}: {cell}" if column else cell
        for column, cell in zip(clause.columns, clause.cells, strict=True)
        if cell
    )


def _named(library: Library) -> Iterator[tuple[Clause, tuple[str, ...]]]:
    """Each clause with the titles of its roles, or its document's title where they are many."""
    titles = {role.id: role.title for role in library.roles}
    for document in library.documents:
        everyone = tuple(role.title for role in library.roles if document.path in role.documents)
        if not 0 < len(everyone) <= NAMED_ROLES:
            everyone = (document.title,)
        for clause in document.clauses:
            yield clause, tuple(titles[role] for role in clause.roles) or everyone
