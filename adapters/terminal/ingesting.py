"""Brings an index up to date and shows how it goes, all of it on standard error."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from adapters.terminal import screen, wording
from bot.bootstrap import ingest_library
from knowledge.embedding import Embedder
from knowledge.errors import IndexBusy
from knowledge.ingest import IngestReport
from knowledge.settings import KnowledgeSettings

LOOK_AGAIN_S = 0.5
"""Seconds between two looks whether another process is done."""


def bring_up_to_date(
    folders: Sequence[Path],
    settings: KnowledgeSettings,
    embedder: Embedder | None = None,
    *,
    wait: bool = False,
    quiet: bool = False,
) -> IngestReport:
    """Ingest `folders`, with bars on a terminal and a line for each document that cannot be read.

    `wait` stands by while another process writes to the same index; `quiet` shows no bars.

    Raises:
        KnowledgeError: as `bot.bootstrap.ingest_library`.
    """

    def once() -> IngestReport:
        if quiet or not screen.is_terminal("stderr"):
            return ingest_library(folders, settings, embedder)
        from adapters.terminal.bars import ingest_bars  # noqa: PLC0415  only where it can be seen

        with ingest_bars(folders) as (reading, embedding):
            return ingest_library(folders, settings, embedder, reading, embedding)

    report = _patiently(once, settings.data_dir) if wait else once()
    for error in report.errors:
        click.echo(f"Error: {screen.printable(wording.one_line(str(error)))}", err=True)
    return report


def _patiently(once: Callable[[], IngestReport], data_dir: Path) -> IngestReport:
    """Do it as soon as no other process is at it."""
    told = False
    while True:
        try:
            return once()
        except IndexBusy:
            if not told:
                click.echo(wording.waiting(data_dir), err=True)
            told = True
            time.sleep(LOOK_AGAIN_S)
