"""`remit serve`: the server, over an index that is there."""

from __future__ import annotations

from pathlib import Path

import click

from adapters.server import serve
from adapters.settings import ServerSettings
from adapters.syncing.work import begin
from adapters.terminal import options, wording
from adapters.terminal.opening import find_place, open_place


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
        open_place(place)
        serve(place.settings)
