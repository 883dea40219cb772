"""Reads whole folders of role documents into a `Library`: every step from file to clause, in order.

    file → outline (reading) → without furniture → text, sections, clauses (structure)
    all documents → roles, and whose each clause is (catalogue)

A document that cannot be read is reported and left out; the others are read all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from knowledge.catalogue import describe
from knowledge.errors import LibraryMissing, ReadError
from knowledge.furniture import edge_lines, strip_furniture
from knowledge.model import Library, Outline, RoleDocument
from knowledge.reading.files import LARGEST, documents_in, read_file
from knowledge.structure import arrange, revision_of
from knowledge.titles import bare, heading_title

READING_VERSION = "8"
"""Part of a library's revision: to be raised when the way of reading changes what is read."""


def read_library(
    folders: Sequence[Path],
    known: Library | None = None,
    progress: Callable[[str], None] = lambda _path: None,
) -> tuple[Library, tuple[ReadError, ...]]:
    """The library in `folders`, and what is wrong with documents that are not, or not alone, in it.

    `known` is what was read the last time: it is given back, without reading anything but what
    could not be read then, if no document has changed. `progress` is called with each document's
    path before it is read. With several folders a document's path starts with its folder's name
    where it would otherwise not be unique.

    Raises:
        LibraryMissing: a folder is not there, or no folder holds a document that can be read.
    """
    named = list(_named(folders))
    contents = {name: _content(path) for _, path, name in named}
    if known and _unchanged(known, contents):
        unread = set(contents) - {document.path for document in known.documents}
    else:
        unread = set(contents)
    outlines: dict[str, Outline] = {}
    errors: list[ReadError] = []
    for folder, path, name in named:
        if name not in unread:
            continue
        progress(name)
        try:
            outlines[name] = read_file(folder, path)
        except ReadError as error:
            errors.append(error)
    recurring = _recurring(outlines.values())
    arranged: list[RoleDocument] = []
    for name, outline in outlines.items():
        document = arrange(strip_furniture(outline, recurring), name, contents[name] or b"")
        if document.clauses:
            arranged.append(document)
        else:
            errors.append(
                ReadError(
                    name,
                    "it holds nothing but navigation or advertising",
                    "save the page's own content and ingest again",
                )
            )
    if known and len(unread) < len(contents) and not arranged:
        return known, (*errors, *_rivals(known.documents))
    if len(unread) < len(contents):
        return read_library(folders, None, progress)
    if not arranged and not errors:
        raise LibraryMissing(folders[0] if folders else Path(), "holds no role document")
    documents, roles = describe(arranged)
    return Library(documents, roles, _revision(documents)), (*errors, *_rivals(documents))


def _rivals(documents: Sequence[RoleDocument]) -> Iterator[ReadError]:
    """A report for each document that describes a role in the same sections as one before it.

    Both are read all the same: nobody but their owner can say which of them holds.
    """
    before: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for document in documents:
        ids = {role for clause in document.clauses for role in clause.roles}
        if len(ids) != 1:
            continue
        themes = frozenset(
            name.lower()
            for section in document.sections
            if not heading_title(name := bare(section.path[-1]))
        )
        others = before.setdefault(ids.pop(), [])
        rival = next((path for path, theirs in others if _same_themes(themes, theirs)), "")
        if rival:
            yield ReadError(
                document.path,
                f"describes the same role in the same sections as {rival}",
                "keep the one that holds, or give the roles different titles",
            )
        others.append((document.path, themes))


def _same_themes(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most sections of the shorter of two documents are in the other too."""
    fewest = min(len(one), len(other))
    return one == other or (fewest > 0 and 2 * len(one & other) >= fewest)


def _content(path: Path) -> bytes | None:
    """A file's bytes; none if it cannot be had, which reading it will say."""
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError:
        return None


def _unchanged(known: Library, contents: Mapping[str, bytes | None]) -> bool:
    """Whether every known document is still there as it was, read in the same way."""
    return known.revision == _revision(known.documents) and all(
        revision_of(contents.get(document.path) or b"") == document.revision
        for document in known.documents
    )


def _revision(documents: Sequence[RoleDocument]) -> str:
    """The revision of a library of these documents, read as this version reads."""
    digest = sha256(READING_VERSION.encode())
    for document in documents:
        digest.update(f"{document.path} {document.revision}".encode())
    return digest.hexdigest()[:16]


def _named(folders: Sequence[Path]) -> Iterator[tuple[Path, Path, str]]:
    """Every document with its folder and the path by which it is cited."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise LibraryMissing(folder)
        found += [
            (folder, path, path.relative_to(folder).as_posix()) for path in documents_in(folder)
        ]
    counts = Counter(name for _, _, name in found)
    for folder, path, name in found:
        yield folder, path, name if counts[name] == 1 else f"{folder.name}/{name}"


def _recurring(outlines: Iterable[Outline]) -> frozenset[str]:
    """Lines that stand at the edges of two documents or more."""
    counts = Counter(line for outline in outlines for line in edge_lines(outline))
    return frozenset(line for line, n in counts.items() if n > 1)
