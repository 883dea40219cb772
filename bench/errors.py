"""What can go wrong with a benchmark."""

from __future__ import annotations

from pathlib import Path


class NoQuestions(Exception):
    """No evaluation case asks about the documents that are to be measured."""

    def __init__(self, library: Path) -> None:
        super().__init__(
            f"No answerable case of split dev asks about {library}; name a folder that "
            "evals/cases has questions for."
        )


class NoServer(Exception):
    """The server that was to be put under load did not become ready."""

    def __init__(self, said: str) -> None:
        super().__init__(f"The server did not become ready. It said last:\n{said}")
