"""What a reader sees of an indexed library, and what is indexed of a clause.

A search scans all vectors and scores all words, then picks: at the size of a library of role
documents that is faster than an index of neighbours, is exact, and a filter by role costs nothing.
So the port gives arrays, and leaves scoring to whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.decision_rights.model import DecisionRight
from knowledge.lexical import Lexical, stems
from knowledge.model import Clause, Library
from knowledge.token_vectors import TokenVectors
from knowledge.wordings import Wordings

# How often a word of the clause itself counts, against once for a word of what stands above it.
OWN_WORDS = 2
NUMBERING = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+")


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
    def headings(self) -> Sequence[str]:
        """The `m` different headings, without numbers; the first is empty."""
        ...

    @property
    def heading_of(self) -> NDArray[np.int32]:
        """`(n, 2)`: the number of each clause's innermost heading, and of the one above it."""
        ...

    @property
    def heading_vectors(self) -> NDArray[np.float32]:
        """What the headings mean: `(m, dim)`, rows of length 1."""
        ...

    @property
    def lexical(self) -> Lexical:
        """The clauses' words, `n` of them."""
        ...

    @property
    def tokens(self) -> TokenVectors:
        """What the clauses' words mean where they stand."""
        ...

    @property
    def rights(self) -> tuple[DecisionRight, ...]:
        """Every decision right in the clauses, in their order (`decision_rights.rights_of`)."""
        ...

    @property
    def wordings(self) -> Wordings:
        """What the words of the clauses' decision rights mean."""
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
    headings: tuple[str, ...]
    heading_of: NDArray[np.int32]
    heading_vectors: NDArray[np.float32]
    lexical: Lexical
    tokens: TokenVectors
    rights: tuple[DecisionRight, ...]
    wordings: Wordings
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
    return [embedded_text(clause) for document in library.documents for clause in document.clauses]


def embedded_text(clause: Clause) -> str:
    """What is embedded of a clause: its innermost heading, what introduces it, itself.

    The role is left out on purpose: it is settled before the search, and in the text it would only
    make all clauses of a role alike. (Measured on this project's cases: the right section comes
    first for 67% of the questions, with the whole path and the role's title for 62%.)
    """
    heading = plain_heading(clause.path[-1]) if clause.path else ""
    return ". ".join(part for part in (heading, clause.lead, clause.text) if part)


def plain_heading(heading: str) -> str:
    """A heading without its number."""
    return NUMBERING.sub("", heading)


def headings_of(clauses: Sequence[Clause]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The different headings, without numbers; and `(n, 2)`: each clause's innermost and the next.

    A clause without a heading, or without a second one, has the empty heading, which is number 0.
    """
    numbers = {"": 0}
    of_path: dict[tuple[str, ...], list[int]] = {}
    rows = []
    for clause in clauses:
        if clause.path not in of_path:
            above = [*reversed(clause.path[-2:]), "", ""][:2]
            of_path[clause.path] = [
                numbers.setdefault(plain_heading(heading), len(numbers)) for heading in above
            ]
        rows.append(of_path[clause.path])
    return tuple(numbers), np.array(rows, np.int32).reshape(-1, 2)


def indexed_words(clause: Clause) -> list[str]:
    """The stems by which a clause is found: its own twice, those above it once. No role's name."""
    above = " \n ".join((*clause.path, clause.lead, *clause.columns))
    return stems(clause.text) * OWN_WORDS + stems(above)
