"""Settings to a `Guide`: the only place that chooses implementations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.comparing import Comparer
from bot.deciding import Decider
from bot.discretion import discretion_of
from bot.finding import Finder
from bot.grounding import Ground
from bot.guide import Guide, Watch, Writes, as_quoted, unwatched
from bot.guides import Guides, NothingToFind
from bot.settings import BotSettings
from bot.weights import load
from knowledge.audience import access_of, faults
from knowledge.decision_rights.reading import in_force
from knowledge.embedding import Embedder, MiniLM, load_embedder
from knowledge.errors import ReadError
from knowledge.ingest import IngestReport, Progress, ingest
from knowledge.model import Library
from knowledge.settings import KnowledgeSettings
from knowledge.settling import Catalogue
from knowledge.snapshot import open_index
from knowledge.viewing import visible, visible_library


def open_guide(
    settings: KnowledgeSettings, embedder: Embedder | None = None, groups: Iterable[str] = ()
) -> Guide:
    """The guide over the index in the settings' data folder, as somebody in `groups` sees it.

    Raises:
        KnowledgeError: as `open_guides`.
    """
    return open_guides(settings, embedder).of(groups)


def open_guides(
    settings: KnowledgeSettings, embedder: Embedder | None = None, watch: Watch = unwatched
) -> Guides:
    """The guides over the index in the settings' data folder, one for each audience.

    Raises:
        IndexMissing: nothing was ingested yet.
        IndexMismatch: the index was made by another embedding model.
        ModelBroken: the embedding model's files are damaged.
        EmbeddingUnknown: the settings name an embedding that cannot be loaded.
        ModelUnknown: the settings name a language model that is not installed.
    """
    embedder = embedder or load_embedder(settings.embedding)
    index = open_index(settings, embedder.name)
    access = access_of(index.library, settings.audience)
    reader = embedder if isinstance(embedder, MiniLM) else MiniLM()
    write = _writer(reader)

    def build(groups: frozenset[str]) -> Guide:
        own = visible(index, access, groups)
        everybodys = visible_library(index.library, access) if groups else own.library
        rights = in_force(own.rights, own.library)
        finder = Finder(own, embedder, reader, load())
        return Guide(
            library=own.library,
            rights=rights,
            catalogue=Catalogue(own.library.roles),
            finder=finder if own.clauses else NothingToFind(),
            comparer=Comparer(own, load()),
            decider=Decider(own, finder, load(), rights),
            ground=Ground(
                own.library, discretion=discretion_of(access, groups, own.library, everybodys)
            ),
            watch=watch,
            write=write,
        )

    return Guides(build, access)


def _writer(embedder: Embedder) -> Writes:
    """Who puts quotes into sentences: the language model of the settings, or nobody."""
    llm = BotSettings().llm
    if llm.provider == "none":
        return as_quoted
    from bot.language_model import open_model  # noqa: PLC0415  only where a model is set
    from bot.support import checking  # noqa: PLC0415
    from bot.writing import Writer  # noqa: PLC0415

    return Writer(open_model(llm), checking.Checker(embedder, checking.load()))


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

        library, errors = read_library(folders, known, reading)
        return library, (*errors, *faults(library, settings.audience))

    embedder = embedder or load_embedder(settings.embedding)
    return ingest(folders, settings, embedder, read, embedding)
