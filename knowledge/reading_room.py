"""Reads whole folders of role documents into a `Library`: every step from file to clause, in order.

    file → outline (reading) → without furniture → text, sections, clauses (structure)
    all documents → roles, and whose each clause is (catalogue)

A document that cannot be read is reported and left out; the others are read all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from knowledge.catalogue import describe
from knowledge.errors import LibraryMissing, ReadError
from knowledge.furniture import edge_lines, strip_furniture
from knowledge.model import Library, Outline, RoleDocument
from knowledge.reading.files import documents_in, read_file
from knowledge.structure import arrange

READING_VERSION = "1"
"""Part of a library's revision: to be raised when the way of reading changes what is read."""


def read_library(
    folders: Sequence[Path], progress: Callable[[str], None] = lambda _path: None
) -> tuple[Library, tuple[ReadError, ...]]:
    """The library in `folders`, and the documents that could not be read.

    `progress` is called with each document's path before it is read. With several folders a
    document's path starts with its folder's name where it would otherwise not be unique.

    Raises:
        LibraryMissing: a folder is not there, or no folder holds a document that can be read.
    """
    outlines: dict[str, tuple[Outline, bytes]] = {}
    errors: list[ReadError] = []
    for folder, path, name in _named(folders):
        progress(name)
        try:
            outlines[name] = (read_file(folder, path), path.read_bytes())
        except ReadError as error:
            errors.append(error)
        except OSError:
            errors.append(ReadError(name, "it vanished while it was being read", "ingest again"))
    if not outlines and not errors:
        raise LibraryMissing(folders[0] if folders else Path(), "holds no role document")
    recurring = _recurring(outline for outline, _ in outlines.values())
    arranged: list[RoleDocument] = []
    for name, (outline, content) in outlines.items():
        document = arrange(strip_furniture(outline, recurring), name, content)
        if document.clauses:
            arranged.append(document)
        else:
            errors.append(
                ReadError(name, "it holds nothing but navigation or advertising",
                          "save the page's own content and ingest again")
            )
    documents, roles = describe(arranged)
    revision = sha256(READING_VERSION.encode())
    for document in documents:
        revision.update(f"{document.path} {document.revision}".encode())
    return Library(documents, roles, revision.hexdigest()[:16]), tuple(errors)


def _named(folders: Sequence[Path]) -> Iterator[tuple[Path, Path, str]]:
    """Every document with its folder and the path by which it is cited."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise LibraryMissing(folder)
        found += [(folder, path, path.relative_to(folder).as_posix()) for path in documents_in(folder)]
    counts = Counter(name for _, _, name in found)
    for folder, path, name in found:
        yield folder, path, name if counts[name] == 1 else f"{folder.name}/{name}"


def _recurring(outlines: Iterator[Outline]) -> frozenset[str]:
    """Lines that stand at the edges of two documents or more."""
    counts = Counter(line for outline in outlines for line in edge_lines(outline))
    return frozenset(line for line, n in counts.items() if n > 1)
