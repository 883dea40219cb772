"""From folders of role documents to the index that readers open.

One process at a time. What was embedded before is not embedded again, each batch is durable once it
is stored, and readers see the old index until the new one is whole: an ingest that dies is simply
run again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout

from knowledge.embedding import MiniLM
from knowledge.errors import IndexBusy, IndexMismatch, IndexMissing, LibraryMissing, ReadError
from knowledge.index import Index, VectorStore, embedded_texts, headings_of, indexed_words
from knowledge.lexical import Lexical
from knowledge.model import Library
from knowledge.snapshot import generation_name, open_index, write_generation
from knowledge.token_vectors import TokenStore, TokenVectors, open_tokens, pack
from knowledge.wordings import Wordings, nothing, wordings_of

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.settings import KnowledgeSettings

# Texts embedded between two writes: large enough for Chroma, small enough to lose at a crash.
BATCH = 128

ReadLibrary = Callable[[Sequence[Path], Library | None], tuple[Library, Sequence[ReadError]]]
"""Reads folders; may give back the library of the index as it is, where nothing has changed."""

Progress = Callable[[int, int], None]
"""Told how many texts are embedded, and of how many."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did: numbers of documents, then of clauses, then what could not be read.

    `read` documents are new or changed; `embedded` counts the texts that had no vector yet.
    """

    read: int
    unchanged: int
    removed: int
    clauses: int
    embedded: int
    errors: tuple[ReadError, ...]
    swapped: bool

    @property
    def nothing_to_do(self) -> bool:
        """Whether the index was up to date already."""
        return not self.swapped


def ingest(
    folders: Sequence[Path],
    settings: KnowledgeSettings,
    embedder: Embedder,
    read_library: ReadLibrary,
    progress: Progress | None = None,
) -> IngestReport:
    """Bring the index in the data folder up to date with `folders`.

    Raises:
        IndexBusy: another process is at it.
        LibraryMissing: there is no readable document at all; the index stays as it is.
        KnowledgeError: the Chroma server cannot be reached.
    """
    data_dir = settings.data_dir
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data_dir / "ingest.lock", timeout=0):
            return _ingest(folders, settings, embedder, read_library, progress or _silent)
    except Timeout as error:
        raise IndexBusy(data_dir) from error


def _ingest(
    folders: Sequence[Path],
    settings: KnowledgeSettings,
    embedder: Embedder,
    read_library: ReadLibrary,
    progress: Progress,
) -> IngestReport:
    """The work of `ingest`, under its lock."""
    index = _current(settings, embedder.name)
    generation, before = (index.generation, index.library) if index else ("", None)
    library, errors = read_library(folders, before)
    if not library.documents:
        reason = f"holds no document that can be read ({errors[0]})" if errors else "is empty"
        raise LibraryMissing(folders[0], reason)
    embedded = 0
    swapped = generation_name(library.revision, embedder.name) != generation
    if swapped:
        known = index.wordings if index else Wordings((), nothing())
        embedded = _write(library, settings, embedder, progress, known)
    found = {(document.path, document.revision) for document in library.documents}
    past = {(each.path, each.revision) for each in before.documents} if before else set()
    return IngestReport(
        read=len(found - past),
        unchanged=len(found & past),
        removed=len({path for path, _ in past} - {path for path, _ in found}),
        clauses=sum(len(document.clauses) for document in library.documents),
        embedded=embedded,
        errors=tuple(errors),
        swapped=swapped,
    )


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


def text_id(text: str) -> str:
    """The id under which a text's vector is stored: half of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _current(settings: KnowledgeSettings, embedder: str) -> Index | None:
    """The current generation; None if it cannot be used."""
    try:
        return open_index(settings, embedder)
    except (IndexMissing, IndexMismatch):
        return None


def _write(
    library: Library,
    settings: KnowledgeSettings,
    embedder: Embedder,
    progress: Progress,
    known: Wordings,
) -> int:
    """Embed what is missing, write the new generation, clean up; how many texts were embedded."""
    # Needless if nothing changed.
    from knowledge.chroma_index import open_store  # noqa: PLC0415
    from knowledge.decision_rights.reading import rights_of  # noqa: PLC0415

    clauses = [clause for document in library.documents for clause in document.clauses]
    texts = embedded_texts(library)
    headings, _ = headings_of(clauses)
    ids = [text_id(text) for text in (*texts, *headings)]
    lexical = Lexical.build([indexed_words(clause) for clause in clauses])
    wanted = dict(zip(ids, (*texts, *headings), strict=True))
    reader = embedder if isinstance(embedder, MiniLM) else MiniLM()
    folder = settings.data_dir / "chroma"
    with (
        open_store(settings.chroma, folder, embedder.name, embedder.dim) as store,
        open_tokens(settings.data_dir) as tokens,
    ):
        embedded = embed_missing(wanted, set(ids[: len(texts)]), store, tokens, embedder, progress)
        vectors = store.fetch(ids)
        rights = rights_of(library)
        write_generation(
            settings.data_dir,
            library,
            vectors[: len(texts)],
            vectors[len(texts) :],
            lexical,
            TokenVectors.of(tokens.fetch(ids[: len(texts)])),
            rights,
            wordings_of(rights, clauses, known, reader.read),
            embedder.name,
        )
        tokens.forget(set(ids))
        if settings.chroma.mode == "embedded":
            # A server's vectors may be of use to another replica.
            store.forget(set(ids))
    return embedded


def embed_missing(  # noqa: PLR0913, PLR0917  two stores, what goes in, who makes it
    texts: Mapping[str, str],
    clauses: AbstractSet[str],
    store: VectorStore,
    tokens: TokenStore,
    embedder: Embedder,
    progress: Progress,
) -> int:
    """Embed and store those of `texts` (by id) that the stores miss; how many they were.

    Token vectors are kept of `clauses` alone, and always come from the model that ships; where that
    is the embedder too, one pass gives both. Texts of like length go together: less is padded.
    """
    reader = embedder if isinstance(embedder, MiniLM) else MiniLM()
    vectorless = set(store.missing(list(texts)))
    tokenless = set(tokens.missing([each for each in texts if each in clauses]))
    missing = sorted(vectorless | tokenless, key=lambda each: len(texts[each]))
    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]
        readings = dict(zip(batch, reader.read([texts[each] for each in batch]), strict=True))
        unread = [each for each in batch if each in tokenless]
        tokens.add(unread, [pack(readings[each]) for each in unread])
        new = [each for each in batch if each in vectorless]
        if new:
            own = reader is embedder
            vectors = (
                np.stack([readings[each].vector for each in new])
                if own
                else embedder.embed([texts[each] for each in new])
            )
            store.add(new, vectors)
        progress(min(at + BATCH, len(missing)), len(missing))
    return len(missing)
