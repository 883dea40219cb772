"""`remit roles`: the catalogue."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
import orjson

from adapters.terminal import options, wording
from adapters.terminal.opening import find_place, open_place
from adapters.terminal.tables import show_table


@click.command(
    "roles",
    epilog=wording.examples("remit roles", "remit roles --library path/to/documents --json"),
)
@options.as_json
@options.asker
@options.place
def command(
    *, as_json: bool, asker: str, libraries: tuple[Path, ...], data_dir: Path | None
) -> None:
    """List the roles that the documents describe, with their level, family and documents."""
    library = open_place(find_place(libraries, data_dir), asker).library
    if as_json:
        data = [asdict(role) for role in library.roles]
        click.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2))
        return
    if library.roles:
        rows = [
            (role.title, role.level, role.family, ", ".join(role.documents))
            for role in library.roles
        ]
        show_table(wording.ROLE_COLUMNS, rows)
    click.echo(wording.roles_found(len(library.roles), len(library.documents)))
