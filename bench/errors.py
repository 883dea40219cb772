"""What can go wrong with a benchmark before it begins."""

from __future__ import annotations

from pathlib import Path


class NoQuestions(Exception):
    """No evaluation case asks about the documents that are to be measured."""

    def __init__(self, library: Path) -> None:
        super().__init__(
            f"No answerable case of split dev asks about {library}; name a folder that "
            "evals/cases has questions for."
        )
