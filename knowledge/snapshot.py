"""Generations of an indexed library on disk, and the pointer to the current one.

    <data_dir>/CURRENT                        the name of the generation that readers open
    <data_dir>/generations/<name>/            one generation; nothing in it ever changes
        manifest.json  library.json  vectors.npy  headings.npy
                                              tokens.npy  starts.npy  lexical/
                                              rights.json  wordings.json  wordings.npy

A generation is written under another name, made durable, renamed, and only then pointed to; so a
reader finds a whole generation at any moment, whatever dies. Vectors are copied here from the store
because opening Chroma takes longer than everything else together that a first answer needs. The
manifest has each file's digest: an index that is not what was written is not answered from.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.decision_rights import keeping
from knowledge.decision_rights.model import DecisionRight
from knowledge.decision_rights.reading import rights_of
from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing
from knowledge.index import Index, LoadedIndex, headings_of
from knowledge.lexical import Lexical
from knowledge.model import BlockKind, Clause, Library, Note, Role, RoleDocument, Section
from knowledge.token_vectors import TokenVectors, projection_name
from knowledge.wordings import Wordings

if TYPE_CHECKING:
    from knowledge.settings import KnowledgeSettings

FORMAT = 4
"""To be raised when the files' form changes, or what is embedded or indexed of a clause."""

UNFINISHED = ".unfinished-"


def names_of(kind: type[Any]) -> list[str]:
    """The fields of a value, in order."""
    return [field.name for field in fields(kind)]


# A clause's text is cut out of its document's, which it must equal.
CLAUSE = [name for name in names_of(Clause) if name not in {"document", "text"}]


def layout() -> str:
    """Twelve digits that change with the form of the files."""
    kinds = (Clause, Library, Note, Role, RoleDocument, Section)
    form = [FORMAT, projection_name(), *((kind.__name__, names_of(kind)) for kind in kinds)]
    return hashlib.sha256(orjson.dumps(form)).hexdigest()[:12]


def generation_name(revision: str, embedder: str) -> str:
    """The name of the generation of a library's revision with one embedding model."""
    made_with = hashlib.sha256(f"{layout()} {embedder}".encode()).hexdigest()
    return f"{revision}-{made_with[:8]}"


def current_generation(data_dir: Path) -> str:
    """The name of the generation that readers should have open; costs one small read.

    Raises:
        IndexMissing: nothing was ingested yet.
    """
    try:
        return (data_dir / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexMissing(data_dir) from error


def open_index(settings: KnowledgeSettings, embedder: str) -> Index:
    """The current generation, for questions embedded by the embedder of that name.

    Raises:
        IndexMissing: nothing was ingested yet, or by another version of Remit, or files are lost.
        IndexDamaged: a file is not what was written.
        IndexMismatch: the vectors were made by another embedding model.
    """
    data_dir = settings.data_dir
    while True:
        name = current_generation(data_dir)
        try:
            return _read(data_dir, name, embedder)
        except FileNotFoundError as error:
            # Two ingests may have passed since the pointer was read; if none has, files are lost.
            if current_generation(data_dir) == name:
                raise IndexMissing(data_dir) from error
        except (ValueError, KeyError) as error:
            raise IndexDamaged(data_dir) from error


def write_generation(  # noqa: PLR0913, PLR0917  one a file of the generation
    data_dir: Path,
    library: Library,
    vectors: NDArray[np.float32],
    heading_vectors: NDArray[np.float32],
    lexical: Lexical,
    tokens: TokenVectors,
    rights: Sequence[DecisionRight],
    wordings: Wordings,
    embedder: str,
) -> str:
    """Write a generation, point to it, and drop all but it and the one before; its name.

    Only one process may do so at a time.
    """
    name = generation_name(library.revision, embedder)
    home = data_dir / "generations"
    for stale in home.glob(f"{UNFINISHED}*"):
        shutil.rmtree(stale)
    folder = home / f"{UNFINISHED}{name}"
    (folder / "lexical").mkdir(parents=True)
    manifest: dict[str, Any] = {
        "layout": layout(),
        "revision": library.revision,
        "embedder": embedder,
        "documents": len(library.documents),
        "clauses": len(vectors),
    }
    (folder / "library.json").write_bytes(encode(library))
    np.save(folder / "vectors.npy", vectors)
    np.save(folder / "headings.npy", heading_vectors)
    np.save(folder / "tokens.npy", tokens.rows)
    np.save(folder / "starts.npy", tokens.starts)
    lexical.save(folder / "lexical")
    clauses = [clause for document in library.documents for clause in document.clauses]
    keeping.save(folder, rights, clauses)
    wordings.save(folder)
    written = [path for path in folder.rglob("*") if path.is_file()]
    manifest["digests"] = {path.relative_to(folder).as_posix(): _digest(path) for path in written}
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    for path in (*folder.rglob("*"), folder):
        _sync(path)
    shutil.rmtree(home / name, ignore_errors=True)
    folder.rename(home / name)
    _sync(home)
    before = _point(data_dir, name)
    for old in home.iterdir():
        if old.name not in {name, before}:
            shutil.rmtree(old, ignore_errors=True)
    return name


def encode(library: Library) -> bytes:
    """A library as JSON: clauses, sections, notes and roles as rows of their fields."""
    return orjson.dumps(
        {
            "revision": library.revision,
            "roles": _rows(library.roles, names_of(Role)),
            "documents": [
                {name: getattr(document, name) for name in names_of(RoleDocument)}
                | {
                    "sections": _rows(document.sections, names_of(Section)),
                    "clauses": _rows(document.clauses, CLAUSE),
                    "metadata": dict(document.metadata),
                    "notes": _rows(document.notes, names_of(Note)),
                }
                for document in library.documents
            ],
        }
    )


def decode(data: bytes) -> Library:
    """The library that `encode` wrote; equal tuples of strings become one object."""
    read = orjson.loads(data)
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}

    def plain(value: Any) -> Any:
        if type(value) is not list:
            return value
        return shared.setdefault(strings := tuple(value), strings)

    def values(kind: type[Any], rows: list[list[Any]]) -> tuple[Any, ...]:
        return tuple(kind(*map(plain, row)) for row in rows)

    def clause(document: dict[str, Any], row: list[Any]) -> Clause:
        given = dict(zip(CLAUSE, map(plain, row), strict=True))
        given["kind"] = BlockKind(given["kind"])
        text = document["text"][given["start"] : given["end"]]
        return Clause(document=document["path"], text=text, **given)

    def document(given: dict[str, Any]) -> RoleDocument:
        parts = {
            "sections": values(Section, given["sections"]),
            "clauses": tuple(clause(given, row) for row in given["clauses"]),
            "notes": values(Note, given["notes"]),
        }
        return RoleDocument(**given | parts)

    return Library(
        documents=tuple(map(document, read["documents"])),
        roles=values(Role, read["roles"]),
        revision=read["revision"],
    )


def _read(data_dir: Path, name: str, embedder: str) -> LoadedIndex:
    """One generation.

    Raises:
        FileNotFoundError: it is not there, or not whole.
        IndexDamaged: a file is not what was written.
        IndexMissing: it has another form.
        IndexMismatch: its vectors were made by another embedding model.
    """
    folder = data_dir / "generations" / name
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    if manifest["layout"] != layout():
        raise IndexMissing(data_dir)
    if manifest["embedder"] != embedder:
        raise IndexMismatch(data_dir, manifest["embedder"], embedder)
    if any(_digest(folder / file) != digest for file, digest in manifest["digests"].items()):
        raise IndexDamaged(data_dir)
    library = decode((folder / "library.json").read_bytes())
    clauses = tuple(clause for document in library.documents for clause in document.clauses)
    # A file of no rows cannot be mapped into memory.
    vectors = np.load(folder / "vectors.npy", mmap_mode="r" if clauses else None)
    headings, heading_of = headings_of(clauses)
    rights = keeping.load(folder, clauses)
    return LoadedIndex(
        generation=name,
        library=library,
        clauses=clauses,
        vectors=np.asarray(vectors),
        headings=headings,
        heading_of=heading_of,
        heading_vectors=np.load(folder / "headings.npy"),
        lexical=Lexical.load(folder / "lexical"),
        tokens=TokenVectors(
            np.asarray(np.load(folder / "tokens.npy", mmap_mode="r" if clauses else None)),
            np.load(folder / "starts.npy"),
        ),
        rights=rights_of(library) if rights is None else rights,
        wordings=Wordings.load(folder),
        embedder=embedder,
    )


def _point(data_dir: Path, name: str) -> str:
    """Make `name` current; the name that was before, or nothing."""
    try:
        before = current_generation(data_dir)
    except IndexMissing:
        before = ""
    draft = data_dir / "CURRENT.new"
    draft.write_text(name, encoding="utf-8")
    _sync(draft)
    draft.replace(data_dir / "CURRENT")
    _sync(data_dir)
    return before


def _rows(values: Sequence[Any], names: Sequence[str]) -> list[list[Any]]:
    """Values as rows of the fields named."""
    return [[getattr(value, name) for name in names] for value in values]


def _digest(path: Path) -> str:
    """What changes when a byte of a file does; a gigabyte takes about a second."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
