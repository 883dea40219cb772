"""Everything that can go wrong with role documents and their index.

    KnowledgeError
    ├── ReadError               one document cannot be read; the others still are
    ├── LibraryMissing          the library folder is not there, or holds no document
    ├── IndexMissing            nothing has been ingested into this data folder
    │   └── IndexDamaged        its files are not what was written
    ├── IndexMismatch           the index was made by another embedding model
    ├── IndexBusy               another process is writing to this index
    ├── ModelBroken             the embedding model's file is damaged
    └── EmbeddingUnknown        a setting names an embedding that cannot be loaded

Each message is one sentence that says what is wrong and what to do.
"""

from __future__ import annotations

from pathlib import Path


class KnowledgeError(Exception):
    """The root of this tree."""


class ReadError(KnowledgeError):
    """One document cannot be read."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        """Say of `path` why it cannot be read, and what its owner can do."""
        super().__init__(f"{path}: {reason}; {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class LibraryMissing(KnowledgeError):
    """There is no library folder, or nothing in it."""

    def __init__(self, folder: Path, reason: str = "is not a folder") -> None:
        """Name the folder that was looked for."""
        super().__init__(
            f"The library {folder} {reason}; give a folder of role documents with --library DIR."
        )


class IndexMissing(KnowledgeError):
    """Nothing has been ingested into this data folder yet."""

    def __init__(self, folder: Path) -> None:
        """Name the data folder."""
        super().__init__(f"There is no index in {folder} yet; run `remit ingest` first.")


class IndexDamaged(IndexMissing):
    """The files of an index are not what was written: a disk failed, or somebody changed them."""

    def __init__(self, folder: Path) -> None:
        """Name the data folder."""
        KnowledgeError.__init__(
            self, f"The index in {folder} is damaged; run `remit ingest` to build it again."
        )


class IndexMismatch(KnowledgeError):
    """The index was made by another embedding model."""

    def __init__(self, folder: Path, made_by: str, wanted: str) -> None:
        """Name both models."""
        super().__init__(
            f"The index in {folder} was made with the embedding model {made_by}, not {wanted}; "
            "run `remit ingest` to build it again, or set the former model."
        )


class IndexBusy(KnowledgeError):
    """Another process is writing to this index."""

    def __init__(self, folder: Path) -> None:
        """Name the data folder."""
        super().__init__(
            f"Another process is writing to the index in {folder}; "
            "wait until it is done, or use another --data-dir."
        )


class ModelBroken(KnowledgeError):
    """The embedding model's file is missing or damaged."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            f"The embedding model {path} is missing or damaged; install Remit again (`make run`)."
        )


class EmbeddingUnknown(KnowledgeError):
    """A setting names an embedding that cannot be loaded."""

    def __init__(self, name: str, reason: str) -> None:
        """Name the setting's value and why it failed."""
        super().__init__(
            f"The embedding {name!r} cannot be loaded ({reason}); set REMIT_EMBEDDING__MODEL to "
            "`minilm`, or to `package.module:Class` of an installed LlamaIndex embedding."
        )
