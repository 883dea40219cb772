"""`remit ingest`: from folders of documents to the index, or an account of one file."""

from __future__ import annotations

from pathlib import Path

import click

from adapters.terminal import options, wording
from adapters.terminal.errors import INPUT_FAILED
from adapters.terminal.explaining import notes_of
from adapters.terminal.ingesting import bring_up_to_date
from adapters.terminal.opening import own_place


@click.command(
    "ingest",
    epilog=wording.examples(
        "remit ingest",
        "remit ingest path/to/documents more/documents",
        "remit ingest path/to/documents --explain path/to/documents/role.html",
    ),
)
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--explain",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Show what is repaired or left out of one file, and index nothing.",
)
@options.place
def command(
    *,
    folders: tuple[Path, ...],
    explain: Path | None,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> int:
    """Build the index of the documents in DIR and its sub-folders, or bring it up to date.

    Without DIR the library of the settings is taken. Only what is new or has changed is read and
    embedded. A document that cannot be read is told with the reason; the others are indexed all the
    same.
    """
    place = own_place((*folders, *libraries), data_dir)
    if explain:
        _explain(explain, place.folders)
        return 0
    report = bring_up_to_date(place.folders, place.settings)
    click.echo(wording.ingested(report, place.settings.data_dir))
    return INPUT_FAILED if report.errors else 0


def _explain(path: Path, folders: tuple[Path, ...]) -> None:
    """Print what reading changed in a file, in the order of the file."""
    from adapters.terminal.tables import show_table  # noqa: PLC0415  needless for an ingest

    notes = notes_of(path, folders)
    if notes:
        rows = [(note.what, note.before, note.after) for note in notes]
        show_table(wording.NOTE_COLUMNS, rows, ruled=True)
    click.echo(wording.explained(path, len(notes)))
