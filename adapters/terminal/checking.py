"""Checks of an installation: each looks at one thing and says what it found in one sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.terminal import wording
from adapters.terminal.opening import Place
from knowledge.chroma_index import open_store
from knowledge.embedding import Embedder, load_embedder
from knowledge.errors import KnowledgeError
from knowledge.model import Library
from knowledge.reading_room import read_library
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import open_index


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the thing, whether it is fine, and the rest of the sentence."""

    what: str
    fine: bool
    says: str


def check(place: Place) -> Iterator[Finding]:
    """Every check of a place, in the order in which problems are best mended.

    The settings are in order, or there would be no place.
    """
    settings = place.settings
    yield Finding("settings", fine=True, says=wording.settings_read(settings.data_dir))
    yield _data_dir(settings.data_dir)
    embedder, finding = _model(settings)
    yield finding
    known, finding = _index(settings, embedder)
    library, read = _library(place, known)
    yield read
    if known and library and library.revision != known.revision:
        finding = Finding("index", fine=False, says=wording.index_behind(place.folders))
    yield finding
    if settings.chroma.mode == "server":
        yield _chroma(settings, embedder)


def _data_dir(folder: Path) -> Finding:
    """Whether files can be kept in the data folder, or in the first folder above that is there."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return Finding("data folder", fine=True, says=wording.writable(folder))
    except OSError as error:
        reason = error.strerror or "refused"
        return Finding("data folder", fine=False, says=wording.not_writable(folder, reason))


def _model(settings: KnowledgeSettings) -> tuple[Embedder | None, Finding]:
    """The embedder, if it loads and embeds."""
    what = "embedding model"
    try:
        embedder = load_embedder(settings.embedding)
        embedder.embed(["a"])
    except KnowledgeError as error:
        return None, Finding(what, fine=False, says=str(error))
    return embedder, Finding(what, fine=True, says=embedder.name)


def _index(
    settings: KnowledgeSettings, embedder: Embedder | None
) -> tuple[Library | None, Finding]:
    """The library of the index, if the index opens with this embedder."""
    if embedder is None:
        return None, Finding("index", fine=False, says=wording.NO_MODEL_NO_INDEX)
    try:
        library = open_index(settings, embedder.name).library
    except KnowledgeError as error:
        return None, Finding("index", fine=False, says=str(error))
    says = wording.index_current(len(library.documents), len(library.roles))
    return library, Finding("index", fine=True, says=says)


def _library(place: Place, known: Library | None) -> tuple[Library | None, Finding]:
    """The library as it is now, and whether all of it can be read."""
    try:
        library, errors = read_library(place.folders, known)
    except (KnowledgeError, OSError) as error:
        return None, Finding("library", fine=False, says=str(error))
    if errors:
        paths = [error.path for error in errors]
        return library, Finding("library", fine=False, says=wording.library_faulty(paths))
    says = wording.library_found(place.folders, len(library.documents))
    return library, Finding("library", fine=True, says=says)


def _chroma(settings: KnowledgeSettings, embedder: Embedder | None) -> Finding:
    """Whether the Chroma server answers."""
    name, dim = (embedder.name, embedder.dim) if embedder else ("", 1)
    try:
        with open_store(settings.chroma, settings.data_dir, name, dim):
            says = wording.chroma_answers(settings.chroma.host, settings.chroma.port)
            return Finding("Chroma server", fine=True, says=says)
    except KnowledgeError as error:
        return Finding("Chroma server", fine=False, says=str(error))
