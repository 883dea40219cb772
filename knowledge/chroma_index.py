"""The door to Chroma: vectors that outlive a process, in the data folder or on a server.

One collection an embedding model. Chroma serves as the store that ingest fills and reads; questions
never wait for it. Importing this module imports no `chromadb`, opening a store does (0.5 s).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from pathlib import Path

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

    from knowledge.settings import ChromaSettings

# One call's ids: below Chroma's own limit (5,461), large enough that calls do not count.
CALL = 1000


class ChromaStore:
    """A `VectorStore` in a Chroma collection with cosine space."""

    def __init__(self, collection: Collection, dim: int) -> None:
        """Wrap a collection of vectors of length `dim`."""
        self._collection = collection
        self._dim = dim

    def missing(self, ids: Sequence[str]) -> list[str]:
        """Those of `ids` that are not stored, each once, in the order given."""
        wanted = list(dict.fromkeys(ids))
        stored: set[str] = set()
        for some in _calls(wanted):
            stored.update(self._collection.get(ids=some, include=[])["ids"])
        return [text for text in wanted if text not in stored]

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store `vectors` `(n, dim)` under `n` different ids; they are durable on return."""
        at = 0
        for some in _calls(ids):
            self._collection.upsert(ids=some, embeddings=vectors[at : at + len(some)])
            at += len(some)

    def fetch(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """The vectors `(n, dim)` of `ids`, in that order; an id may come twice.

        Cosine space brings them to length 1 once more: they are as stored to about 1e-7.

        Raises:
            KeyError: an id is not stored.
        """
        wanted = list(dict.fromkeys(ids))
        rows = np.empty((len(wanted), self._dim), np.float32)
        number: dict[str, int] = {}
        for some in _calls(wanted):
            found = self._collection.get(ids=some, include=["embeddings"])
            at = len(number)
            number.update((text, at + i) for i, text in enumerate(found["ids"]))
            if len(found["ids"]) < len(some):
                raise KeyError(next(text for text in some if text not in number))
            rows[at : at + len(some)] = found["embeddings"]
        return rows[[number[text] for text in ids]]

    def forget(self, keep: AbstractSet[str]) -> int:
        """Drop every vector whose id is not in `keep`; how many that were."""
        gone = [text for text in self._collection.get(include=[])["ids"] if text not in keep]
        for some in _calls(gone):
            self._collection.delete(ids=some)
        return len(gone)


@contextmanager
def open_store(
    settings: ChromaSettings, folder: Path, embedder: str, dim: int
) -> Iterator[ChromaStore]:
    """The store of one embedding model: in `folder`, or on the server that the settings name.

    It is closed afterwards, for an open one would not see what another process writes to `folder`.

    Raises:
        KnowledgeError: the server cannot be reached.
    """
    with _client(settings, folder) as client:
        yield _store(client, embedder, dim)


def _store(client: Client, embedder: str, dim: int) -> ChromaStore:
    """The embedding model's collection, made if it is not there."""
    collection = client.get_or_create_collection(
        "clauses-" + re.sub(r"[^A-Za-z0-9-]", "-", embedder),
        configuration={"hnsw": {"space": "cosine"}},
        metadata={"embedder": embedder},
        embedding_function=None,
    )
    return ChromaStore(collection, dim)


def _client(settings: ChromaSettings, folder: Path) -> Client:
    """A client without telemetry, which closes on leaving it as a context.

    Raises:
        KnowledgeError: the server cannot be reached.
    """
    import chromadb  # noqa: PLC0415  half a second, and only ingest needs it
    from chromadb.config import Settings  # noqa: PLC0415

    quiet = Settings(anonymized_telemetry=False)
    if settings.mode == "embedded":
        folder.mkdir(parents=True, exist_ok=True)
        return cast("Client", chromadb.PersistentClient(folder, settings=quiet))
    try:
        return cast("Client", chromadb.HttpClient(settings.host, settings.port, settings=quiet))
    except ValueError as error:  # what Chroma makes of any failure to connect
        raise KnowledgeError(
            f"The Chroma server at {settings.host}:{settings.port} cannot be reached; start it, "
            "or correct REMIT_CHROMA__HOST and REMIT_CHROMA__PORT."
        ) from error


def _calls(ids: Sequence[str]) -> Iterator[list[str]]:
    """`ids` in portions that one call takes."""
    for at in range(0, len(ids), CALL):
        yield list(ids[at : at + CALL])
