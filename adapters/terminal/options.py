"""Options that several commands share, each with one meaning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]


def _set_debug(ctx: click.Context, _option: click.Parameter, value: object) -> None:
    """Note for the whole call that `--debug` was given, also where it stands after the command."""
    ctx.meta["debug"] = bool(value) or bool(ctx.meta.get("debug"))


debug = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_set_debug,
    help="Show where an error arose.",
)

library = click.option(
    "--library",
    "libraries",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Folder of role documents, with its sub-folders; may be given more than once. Without "
    "--data-dir its index is kept apart from your own.",
)

data_dir = click.option(
    "--data-dir",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the index and the database.",
)

asker = click.option(
    "--as",
    "asker",
    metavar="ASKER",
    default="",
    help="Who asks: an id, the title of their role, or JSON with id, groups and role. What is "
    "restricted is shown to its groups alone.",
)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def place(command: Command) -> Command:
    """Add the options that say which index a command works on, and `--debug`."""
    return library(data_dir(debug(command)))
