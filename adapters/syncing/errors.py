"""What can go wrong when documents are brought in. Each message is one sentence without secrets.

SyncProblem
├── SourceAway      the repository cannot be fetched, or holds no such folder
├── PushRefused     what was pushed is no archive of documents, or more than is taken
├── NotIndexed      the documents are there, and could not be indexed
├── Occupied        another process writes to the index, such as `remit ingest`
└── Stopping        the server ends; what was begun is begun again by the next one
"""

from __future__ import annotations

from adapters.errors import AdapterError


class SyncProblem(AdapterError):
    """The root of this tree."""


class SourceAway(SyncProblem):
    """The repository cannot be fetched."""

    def __init__(self, reason: str) -> None:
        """Say what git said, without any secret."""
        super().__init__(f"The Git repository cannot be fetched: {reason}.")


class PushRefused(SyncProblem):
    """What was pushed is not taken; nothing of it is kept."""

    def __init__(self, reason: str, *, too_large: bool = False) -> None:
        """Say why, and whether it was simply too much."""
        super().__init__(f"The documents were not taken: {reason}.")
        self.too_large = too_large


class NotIndexed(SyncProblem):
    """The documents could not be indexed; the index stays as it was."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)


class Occupied(SyncProblem):
    """Another process writes to the index."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Another process is writing to the index.")


class Stopping(SyncProblem):
    """The server ends."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The server is stopping.")
