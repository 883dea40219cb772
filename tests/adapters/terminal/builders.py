"""A library of two sibling roles, and how tests call the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

KEEPER = """\
# Harbour Keeper

## Responsibilities

- Open the lock gates at high water.
- Keep the log of every vessel that enters the harbour.
- Report oil on the water to the coast guard.

## Goals for the first 30 days

- Learn the tide tables.

## Decision rights

- May close the harbour in a storm without asking anybody.
"""
PILOT = """\
# Sea Pilot

## Responsibilities

- Bring vessels safely through the channel.
- Keep the chart of the sandbanks.

## Goals for the first 30 days

- Sail the channel twenty times.
"""

Run = Callable[..., Result]
"""Calls `remit` with arguments."""


def write_library(folder: Path) -> Path:
    """Write the two documents into `folder`, which is made."""
    folder.mkdir(parents=True)
    (folder / "keeper.md").write_text(KEEPER, encoding="utf-8")
    (folder / "pilot.md").write_text(PILOT, encoding="utf-8")
    return folder
