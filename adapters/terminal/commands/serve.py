"""`remit serve`: the server, over an index that is there."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

import click

from adapters.server import serve
from adapters.settings import ServerSettings
from adapters.syncing.work import begin
from adapters.terminal import options, wording
from adapters.terminal.opening import Place, find_place, open_place


@click.command(
    "serve",
    epilog=wording.examples("remit serve", "REMIT_PORT=8080 remit serve --library path/to/docs"),
)
@options.place
def command(*, libraries: tuple[Path, ...], data_dir: Path | None) -> None:
    """Start the web chat and every adapter that has credentials, until Ctrl-C.

    If there is no index yet, it is built first.
    """
    place = find_place(libraries, data_dir)
    sync = ServerSettings().sync
    if sync.on:
        begin(sync, place.settings, place.folders)
        serve(place.settings, place.folders)
    else:
        _prepare(place)
        serve(place.settings)


def _prepare(place: Place) -> None:
    """Build the index if it is not there, in a process that takes along what only that needs.

    The parsers and Chroma would else stay in the server's memory: a hundred megabytes.

    Raises:
        KnowledgeError: the library or the index cannot be used.
    """
    process = multiprocessing.get_context("spawn").Process(target=_open, args=(place,))
    process.start()
    process.join()
    if process.exitcode:
        open_place(place)  # says why


def _open(place: Place) -> None:
    """Open the index of a place, or end with 1 without a word."""
    try:
        open_place(place)
    except BaseException:  # noqa: BLE001  whoever waits for it finds out what it is
        sys.exit(1)
