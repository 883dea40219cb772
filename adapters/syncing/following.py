"""Copies the index that one replica made to the folder of another.

Readers map an index into memory and must find it as long as they have it open. On a folder of the
network another machine may remove it, so nobody reads there: each replica has its own copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from filelock import FileLock

from adapters.syncing.shelf import UNFINISHED, point
from knowledge.errors import IndexMissing
from knowledge.snapshot import current_generation

GENERATIONS = "generations"


def follow(source: Path, data_dir: Path) -> bool:
    """Make the current generation of `source` that of `data_dir`; whether there was a newer one.

    Nothing has changed if it cannot be copied whole; then look again.

    Raises:
        filelock.Timeout: somebody writes to `data_dir`; look again.
        OSError: the disk is full, or a folder may not be written to.
    """
    try:
        name = current_generation(source)
        if name == _own(data_dir):
            return False
    except IndexMissing:
        return False
    home = data_dir / GENERATIONS
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(data_dir / "ingest.lock", timeout=0):
        before = _own(data_dir)
        draft = home / f"{UNFINISHED}{name}"
        shutil.rmtree(draft, ignore_errors=True)
        try:
            shutil.copytree(source / GENERATIONS / name, draft)
        except (FileNotFoundError, shutil.Error):
            shutil.rmtree(draft, ignore_errors=True)
            if current_generation(source) == name:
                raise
            return False
        # While a generation is the current one, nobody removes a part of it.
        if current_generation(source) != name:
            shutil.rmtree(draft)
            return False
        shutil.rmtree(home / name, ignore_errors=True)
        draft.rename(home / name)
        point(data_dir, name)
        for old in home.iterdir():
            if old.name not in {name, before}:
                shutil.rmtree(old, ignore_errors=True)
    return True


def _own(data_dir: Path) -> str:
    """The generation that a data folder has; empty for none."""
    try:
        return current_generation(data_dir)
    except IndexMissing:
        return ""
