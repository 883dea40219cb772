"""Settings to a `Guide`: the only place that chooses implementations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.comparing import Comparer
from bot.deciding import Decider
from bot.finding import Finder
from bot.grounding import Ground
from bot.guide import Guide
from bot.weights import load
from knowledge.decision_rights.reading import rights_in_force
from knowledge.embedding import Embedder, MiniLM, load_embedder
from knowledge.errors import ReadError
from knowledge.ingest import IngestReport, Progress, ingest
from knowledge.model import Library
from knowledge.settings import KnowledgeSettings
from knowledge.settling import Catalogue
from knowledge.snapshot import open_index


def open_guide(settings: KnowledgeSettings, embedder: Embedder | None = None) -> Guide:
    """The guide over the index in the settings' data folder.

    Raises:
        IndexMissing: nothing was ingested yet.
        IndexMismatch: the index was made by another embedding model.
        ModelBroken: the embedding model's files are damaged.
        EmbeddingUnknown: the settings name an embedding that cannot be loaded.
    """
    embedder = embedder or load_embedder(settings.embedding)
    index = open_index(settings, embedder.name)
    reader = embedder if isinstance(embedder, MiniLM) else MiniLM()
    finder = Finder(index, embedder, reader, load())
    return Guide(
        library=index.library,
        catalogue=Catalogue(index.library.roles),
        finder=finder,
        comparer=Comparer(index, load()),
        decider=Decider(index, finder, load(), rights_in_force(index.library)),
        ground=Ground(index.library),
    )


def ingest_library(
    folders: Sequence[Path],
    settings: KnowledgeSettings,
    embedder: Embedder | None = None,
    reading: Callable[[str], None] = lambda _path: None,
    embedding: Progress | None = None,
) -> IngestReport:
    """Bring the index up to date with `folders`.

    `reading` is told each document's path before it is read, `embedding` how many texts are
    embedded and of how many.

    Raises:
        LibraryMissing: a folder is not there, or holds no document that can be read.
        IndexBusy: another process is writing to the same data folder.
    """

    def read(folders: Sequence[Path], known: Library | None) -> tuple[Library, Sequence[ReadError]]:
        from knowledge.reading_room import read_library  # noqa: PLC0415  many parsers

        return read_library(folders, known, reading)

    embedder = embedder or load_embedder(settings.embedding)
    return ingest(folders, settings, embedder, read, embedding)
