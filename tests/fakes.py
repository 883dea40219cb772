"""Small stand-ins that keep the promises of the ports, for tests of everything around them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import ReadError
from knowledge.lexical import stems
from knowledge.model import BlockKind, Clause, Library, Role, RoleDocument, Section


class WordsEmbedder:
    """An `Embedder` by shared words: each stem has its own direction, a text is their sum.

    It remembers every text that it embedded, in `seen`.
    """

    def __init__(self, name: str = "words", dim: int = 64) -> None:
        """Take an identity and the length of vectors."""
        self.name = name
        self.dim = dim
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors `(n, dim)` of length 1; a text without words points its own way."""
        self.seen.extend(texts)
        rows = np.zeros((len(texts), self.dim), np.float32)
        for i, text in enumerate(texts):
            for word in stems(text) or ["", text]:
                rows[i] += self._direction(word)
            rows[i] /= np.linalg.norm(rows[i])
        return rows

    def _direction(self, word: str) -> NDArray[np.float32]:
        """A word's direction, the same in every process."""
        seed = int.from_bytes(hashlib.sha256(f"{self.name} {word}".encode()).digest()[:8])
        return np.random.default_rng(seed).standard_normal(self.dim, np.float32)


def lines_document(path: str, text: str) -> RoleDocument:
    """A document of one role, named by its path: lines are clauses, `# ` lines headings."""
    clauses: list[Clause] = []
    sections: list[Section] = []
    heading: tuple[str, ...] = ()
    at = 0
    for line in text.splitlines():
        end = at + len(line)
        if line.startswith("# "):
            heading = (line[2:],)
            sections.append(Section(f"s{at}", heading, at, len(text)))
        elif line:
            clauses.append(Clause(f"{path}-{at}", path, (), heading, BlockKind.ITEM, line, at, end))
        at = end + 1
    slug = path.rpartition(".")[0]
    revision = hashlib.sha256(text.encode()).hexdigest()[:16]
    return RoleDocument(path, slug, _title(path), text, revision, tuple(sections), tuple(clauses))


def lines_library(documents: Sequence[RoleDocument]) -> Library:
    """A library of such documents, one role each."""
    roles = tuple(Role(each.slug, each.title, (each.path,)) for each in documents)
    of_all = " ".join(f"{each.path} {each.revision}" for each in documents)
    return Library(tuple(documents), roles, hashlib.sha256(of_all.encode()).hexdigest()[:16])


def read_lines(
    folders: Sequence[Path], _known: Library | None = None
) -> tuple[Library, Sequence[ReadError]]:
    """Read `*.txt` as `lines_document` does; a file of another kind cannot be read."""
    documents: list[RoleDocument] = []
    errors: list[ReadError] = []
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        if path.suffix == ".txt":
            document = lines_document(path.name, path.read_text(encoding="utf-8"))
            documents.append(document)
        else:
            errors.append(ReadError(path.name, "is no text", "save it as text"))
    return lines_library(documents), errors


def _title(path: str) -> str:
    """A role's title from a file's name: `data-lead.txt` is Data Lead."""
    return path.rpartition(".")[0].replace("-", " ").title()
