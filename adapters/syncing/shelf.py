"""Revisions of documents that were fetched or pushed, and which of them holds.

    <folder>/CURRENT        the name of the revision that holds
    <folder>/<name>/        the documents of one revision; nothing in it ever changes

A revision is filled under another name, renamed, and only then pointed to: whoever reads finds a
whole one. Replicas may share the folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

UNFINISHED = ".unfinished-"
OLD_S = 3600.0
"""Nobody takes longer to fill a revision; whoever began died."""

POINTER = "CURRENT"


def point(folder: Path, name: str) -> None:
    """Make `name` what the pointer in a folder says, in one step and durably."""
    number, draft = tempfile.mkstemp(dir=folder, prefix=f"{POINTER}.")
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(folder / POINTER)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Shelf:
    """The revisions in a folder, which is made when the first one is put there."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder

    def current(self) -> Path | None:
        """The revision that holds; None if there is none yet."""
        try:
            home = self.folder / (self.folder / POINTER).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        return home if home.is_dir() else None

    def put(self, name: str, fill: Callable[[Path], None]) -> None:
        """Make revision `name` hold; `fill` writes it into an empty folder unless it is there.

        Whatever `fill` raises is let through, and nothing has changed then.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        home = self.folder / name
        if not self._hold(home):
            draft = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
            try:
                fill(draft)
                with self._alone():
                    if not home.is_dir():
                        draft.rename(home)
                    point(self.folder, name)
            finally:
                shutil.rmtree(draft, ignore_errors=True)

    def tidy(self) -> None:
        """Drop all but the revision that holds; only for whoever makes sure that nobody reads."""
        if not self.folder.is_dir():
            return
        with self._alone():
            holds = self.current()
            for other in self.folder.iterdir():
                if other.name.startswith(UNFINISHED):
                    if other.stat().st_mtime > time.time() - OLD_S:
                        continue
                    other.unlink() if other.is_file() else shutil.rmtree(other)
                elif other.is_dir() and other != holds:
                    shutil.rmtree(other, ignore_errors=True)

    def _hold(self, home: Path) -> bool:
        """Make a revision hold that is there; whether it is."""
        with self._alone():
            if there := home.is_dir():
                point(self.folder, home.name)
        return there

    def _alone(self) -> FileLock:
        """Held for moments, while the pointer and what it points to change."""
        return FileLock(self.folder / ".lock")
