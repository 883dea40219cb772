"""What each word of a clause means where it stands, small enough to keep for every clause.

A sentence's vector blurs its words; a question often hangs on one of them. So each token's states
in the last layers of the shipped model are kept too, projected to `DIM` dimensions and rounded to 8
bits (the late interaction of ColBERT, with a model that is at hand anyway). `TokenVectors` holds
those of all clauses; `TokenStore` keeps them from one ingest to the next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import MODEL, Reading

DIM = 64
LONGEST = 64
"""Tokens of a clause that are kept."""

PROJECTION = MODEL / "projection.npy"
Bytes = NDArray[np.int8]


@cache
def projection() -> NDArray[np.float32]:
    """The learned projection `(1536, DIM)`; made by `make train`."""
    return np.asarray(np.load(PROJECTION), np.float32)


@cache
def projection_name() -> str:
    """Eight digits that change with the projection."""
    return sha256(PROJECTION.read_bytes()).hexdigest()[:8]


def project(layers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Tokens' states in the last layers `(t, 1536)` as vectors `(t, DIM)` of length 1."""
    small = layers @ projection()
    return np.asarray(small / (np.linalg.norm(small, axis=1, keepdims=True) + 1e-9), np.float32)


def pack(reading: Reading) -> Bytes:
    """A clause's token vectors `(t, DIM)`, in 127ths."""
    if not len(reading.layers):
        return np.zeros((1, DIM), np.int8)
    return np.asarray(np.rint(project(reading.layers[:LONGEST]) * 127), np.int8)


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """Token vectors of `n` clauses: clause `i` has rows `starts[i]` to `starts[i + 1]`."""

    rows: Bytes
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, packed: Sequence[Bytes]) -> TokenVectors:
        """Those of some clauses, in their order."""
        lengths = [len(rows) for rows in packed]
        rows = np.concatenate(packed) if packed else np.zeros((0, DIM), np.int8)
        return cls(rows, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))

    def match(
        self, tokens: NDArray[np.float32], clauses: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How `k` clauses meet `q` token vectors, both ways, as cosines.

        For each clause and each of `tokens`, the clause's likest token, `(k, q)`; and for each
        clause, how like its tokens are to their likest of `tokens` on average, `(k,)`.
        """
        begins, ends = self.starts[clauses], self.starts[clauses + 1]
        lengths = ends - begins
        runs = zip(begins.tolist(), ends.tolist(), strict=True)
        rows = np.concatenate([self.rows[begin:end] for begin, end in runs], dtype=np.float32)
        # One run a token: numpy reduces along a run faster than across.
        likeness = (tokens / 127) @ rows.T
        starts = np.cumsum(lengths) - lengths
        best = np.maximum.reduceat(likeness, starts, axis=1).T
        covered = np.add.reduceat(likeness.max(axis=0), starts) / lengths
        return best, covered.astype(np.float32)


class TokenStore:
    """Packed token vectors on disk, by the id of the embedded text; what is added is durable."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open database."""
        self._database = connection
        self._name = projection_name()
        connection.execute(
            "CREATE TABLE IF NOT EXISTS tokens"
            " (projection TEXT, id TEXT, rows BLOB, PRIMARY KEY (projection, id)) WITHOUT ROWID"
        )

    def missing(self, ids: Sequence[str]) -> list[str]:
        """Those of `ids` that are not stored, each once, in the order given."""
        query = "SELECT id FROM tokens WHERE projection = ?"
        known = {row[0] for row in self._database.execute(query, (self._name,))}
        return [each for each in dict.fromkeys(ids) if each not in known]

    def add(self, ids: Sequence[str], packed: Sequence[Bytes]) -> None:
        """Store packed vectors under their ids."""
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)",
                [
                    (self._name, each, rows.tobytes())
                    for each, rows in zip(ids, packed, strict=True)
                ],
            )

    def fetch(self, ids: Sequence[str]) -> list[Bytes]:
        """The packed vectors of `ids`, in that order.

        Raises:
            KeyError: an id is not stored.
        """
        query = "SELECT id, rows FROM tokens WHERE projection = ?"
        found = dict(self._database.execute(query, (self._name,)))
        return [np.frombuffer(found[each], np.int8).reshape(-1, DIM) for each in ids]

    def forget(self, keep: AbstractSet[str]) -> None:
        """Drop whatever is not in `keep`, and what another projection made."""
        known = self._database.execute("SELECT projection, id FROM tokens").fetchall()
        stale = [row for row in known if row[0] != self._name or row[1] not in keep]
        with self._database:
            self._database.executemany("DELETE FROM tokens WHERE projection = ? AND id = ?", stale)


@contextmanager
def open_tokens(folder: Path) -> Iterator[TokenStore]:
    """The token store in a data folder."""
    with closing(sqlite3.connect(folder / "tokens.sqlite")) as connection:
        yield TokenStore(connection)
