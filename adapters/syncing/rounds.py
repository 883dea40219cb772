"""One look at the documents: are there newer ones, and then an index of them. It blocks.

    <root>/sync.lock                 held by the one replica that looks
    <root>/documents/                what was fetched or pushed, see `shelf`
    <home>/…, <home>/sync.json       the index, and what became of the last look

`root` is the data folder, or the folder that replicas share; `home` is the same or, in a shared
folder, one for each form of the index, so that replicas of two versions do not undo each other's
work while one takes the other's place.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from adapters.settings import SyncSettings
from adapters.syncing.errors import NotIndexed, Occupied, SourceAway, Stopping, SyncProblem
from adapters.syncing.following import follow
from adapters.syncing.git import Repository
from adapters.syncing.indexing import Indexed, index
from adapters.syncing.programs import Programs
from adapters.syncing.shelf import POINTER, Shelf
from knowledge.errors import IndexMissing
from knowledge.reading.files import documents_in
from knowledge.settings import KnowledgeSettings
from knowledge.snapshot import current_generation, layout

log = logging.getLogger(__name__)

SETTLE_S = 1.0
"""Files that change within this time are still being written."""

STATUS_FILE = "sync.json"


class Outcome(StrEnum):
    """What became of a look."""

    CHANGED = "changed"
    """There is a new index."""
    UNCHANGED = "unchanged"
    """The index is that of the documents as they are."""
    UNSETTLED = "unsettled"
    """Documents are being written just now: look again soon."""
    BUSY = "busy"
    """Another replica looks, or the server ends: look again soon."""
    FAILED = "failed"
    """It could not be done; the index is as it was, and the status says why."""


@dataclass(frozen=True, slots=True)
class Status:
    """What became of the last look that did something; it is shared by the replicas.

    `mark` stands for the documents as they were, `problems` are those that could not be read.
    """

    outcome: Outcome
    at: str
    mark: str = ""
    generation: str = ""
    documents: int = 0
    clauses: int = 0
    reason: str = ""
    problems: tuple[str, ...] = ()


class Rounds:
    """Looks at the documents of one server. One thread at a time calls it, but for `stop`."""

    def __init__(
        self,
        settings: SyncSettings,
        knowledge: KnowledgeSettings,
        folders: Sequence[Path] = (),
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take what the settings say; `folders` are the documents where nothing else is set."""
        self.root = settings.shared or knowledge.data_dir
        self.home = self.root / layout() if settings.shared else self.root
        self.shelf = Shelf(self.root / "documents")
        self._programs = Programs()
        self._repository = Repository(settings, self._programs) if settings.git_url else None
        self._pushed = settings.token is not None
        self._within = settings.git_folder if settings.git_url else ""
        self._data_dir = knowledge.data_dir
        self._folders = tuple(folders) or (knowledge.library,)
        self._pause = pause
        self._first = True

    @property
    def shared(self) -> bool:
        """Whether the index is made in a folder that replicas share, and copied from there."""
        return self.home != self._data_dir

    def look(self) -> Outcome:
        """Index the documents if they have changed. It does not raise."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / "sync.lock", timeout=0):
                outcome = self._look()
        except (Timeout, Occupied, Stopping):
            return Outcome.BUSY
        except (SyncProblem, OSError) as error:
            self._failed(error)
            return Outcome.FAILED
        if outcome is not Outcome.UNSETTLED:
            self._first = False
        return outcome

    def follow(self) -> bool:
        """Copy a newer index from the shared folder; whether there was one. It does not raise.

        Where no folder is shared there is nothing to copy.
        """
        if not self.shared:
            return False
        try:
            return follow(self.home, self._data_dir)
        except Timeout:
            return False
        except OSError as error:
            log.warning("the shared index cannot be copied: %s", type(error).__name__)
            return False

    def copy_anew(self) -> bool:
        """Copy the shared index over one that cannot be opened; whether there was one to copy.

        Only before the server starts: nobody reads the copy then.
        """
        if self.shared:
            (self._data_dir / POINTER).unlink(missing_ok=True)
        return self.follow()

    def status(self) -> dict[str, Any]:
        """What became of the last look of any replica, as JSON; empty before the first."""
        try:
            told: dict[str, Any] = orjson.loads((self.home / STATUS_FILE).read_bytes())
        except (OSError, ValueError):
            return {}
        return told

    def stop(self) -> None:
        """End whatever runs; a look that is under way fails."""
        self._programs.stop()

    def _look(self) -> Outcome:
        """The work of `look`, under its lock."""
        if self._repository:
            self._repository.bring_to(self.shelf)
        self.shelf.tidy()
        folders = self._documents()
        mark = mark_of(folders)
        if not self._first and self._is_indexed(mark):
            return Outcome.UNCHANGED
        if folders == self._folders:
            self._pause(SETTLE_S)
            if mark_of(folders) != mark:
                return Outcome.UNSETTLED
        indexed = index(folders, self.home, self._programs)
        outcome = Outcome.CHANGED if indexed.swapped else Outcome.UNCHANGED
        self._write(
            Status(
                outcome,
                _now(),
                mark,
                current_generation(self.home),
                indexed.documents,
                indexed.clauses,
                problems=indexed.problems,
            )
        )
        _tell(indexed)
        return outcome

    def _documents(self) -> tuple[Path, ...]:
        """The folders with the documents as they are now.

        Raises:
            SourceAway: the repository has no such folder.
        """
        held = self.shelf.current() if self._repository or self._pushed else None
        if held is None:
            return self._folders
        folder = held / self._within
        if not folder.is_dir():
            raise SourceAway("it has no folder of the name that is set")
        return (folder,)

    def _is_indexed(self, mark: str) -> bool:
        """Whether some replica has indexed these very documents, and its index is there."""
        told = self.status()
        try:
            return told.get("mark") == mark and told["generation"] == current_generation(self.home)
        except (IndexMissing, KeyError):
            return False

    def _failed(self, error: Exception) -> None:
        """Write down and log why a look failed."""
        known = isinstance(error, SyncProblem)
        reason = str(error) if known else f"The documents cannot be read ({type(error).__name__})."
        # What could not be read may name documents, which are nobody's business in a log.
        shown = type(error).__name__ if isinstance(error, NotIndexed) else reason
        log.warning("the documents could not be brought in: %s", shown)
        try:
            self._write(Status(Outcome.FAILED, _now(), reason=reason))
        except OSError:
            log.warning("the status of the documents cannot be written")

    def _write(self, status: Status) -> None:
        """Keep a status for all replicas."""
        draft = self.home / f"{STATUS_FILE}.new"
        draft.write_bytes(orjson.dumps(asdict(status), option=orjson.OPT_INDENT_2))
        draft.replace(self.home / STATUS_FILE)


def mark_of(folders: Sequence[Path]) -> str:
    """Sixteen digits that change when a document does: names, sizes and times; nothing is read."""
    digest = hashlib.sha256()
    for folder in folders:
        digest.update(b"\0")
        for path in documents_in(folder):
            try:
                found = path.stat()
            except OSError:
                continue
            name = path.relative_to(folder).as_posix().encode(errors="surrogateescape")
            digest.update(name + f" {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _tell(indexed: Indexed) -> None:
    """Log what was indexed, in figures."""
    log.info(
        "the documents are indexed",
        extra={
            "documents": indexed.documents,
            "clauses": indexed.clauses,
            "embedded": indexed.embedded,
            "unreadable": len(indexed.problems),
            "new": indexed.swapped,
        },
    )


def _now() -> str:
    """The time, for the status."""
    return datetime.now(UTC).isoformat(timespec="seconds")
