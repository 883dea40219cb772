"""Where a run keeps what it measures: one folder with an index for each contestant.

    remit/           Remit's data folder
    llama-index/     LlamaIndex's Chroma     langchain/   LangChain's     haystack/   Haystack's
    by-hand/         Chroma without a framework
    passages.json    the passages that all peers hold
    questions.json   the questions, each with the asker's role

Importing this module imports nothing beyond the standard library: a new process that is timed does
so first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.model import Asked


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a run."""

    root: Path

    def index_of(self, name: str) -> Path:
        """The folder of one contestant's index."""
        return self.root / name

    def write_passages(self, passages: Sequence[str]) -> None:
        """Keep the passages that the peers hold."""
        self._write("passages.json", passages)

    def passages(self) -> list[str]:
        """The passages that the peers hold, in the order of the documents.

        Raises:
            FileNotFoundError: none were written.
        """
        return [str(text) for text in self._read("passages.json")]

    def write_questions(self, questions: Sequence[Asked]) -> None:
        """Keep the questions for processes that are started on this folder."""
        self._write("questions.json", questions)

    def questions(self) -> list[Asked]:
        """The questions, in their order.

        Raises:
            FileNotFoundError: none were written.
        """
        return [Asked(text, role) for text, role in self._read("questions.json")]

    def _write(self, name: str, rows: Sequence[object]) -> None:
        (self.root / name).write_text(json.dumps(rows), encoding="utf-8")

    def _read(self, name: str) -> list[list[str]]:
        rows: list[list[str]] = json.loads((self.root / name).read_text(encoding="utf-8"))
        return rows
