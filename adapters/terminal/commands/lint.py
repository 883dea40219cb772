"""`remit lint`: what is wrong with the role documents themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from adapters.terminal import options, screen, wording
from adapters.terminal.asker import groups_named
from adapters.terminal.errors import INPUT_FAILED
from adapters.terminal.opening import own_place
from adapters.terminal.problem_list import problem_data, problem_lines
from knowledge.audience import access_of
from knowledge.decision_rights.reading import rights_of
from knowledge.errors import ReadError
from knowledge.lint.linting import lint
from knowledge.lint.model import Problem, Severity
from knowledge.model import Library
from knowledge.reading_room import read_library
from knowledge.viewing import visible_library


@click.command(
    "lint",
    epilog=wording.examples(
        "remit lint",
        "remit lint path/to/documents",
        "remit lint path/to/documents --json",
    ),
)
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path))
@options.as_json
@options.asker
@options.library
@options.debug
def command(
    *, folders: tuple[Path, ...], as_json: bool, asker: str, libraries: tuple[Path, ...]
) -> int:
    """Say what is wrong with the role documents in DIR and its sub-folders.

    Contradictions, decisions that two or nobody decide, bands of amounts that overlap or leave a
    gap, figures that differ, sections that sibling roles have, and documents that are superseded,
    drafts or long unreviewed. Without DIR the library of the settings is taken. No index is needed.
    What is restricted is looked at where --as names one of its groups. The exit code is 1 if there
    are errors or documents that cannot be read; warnings do not count.
    """
    place = own_place((*folders, *libraries), None)
    whole, unread = _read(place.folders)
    access = access_of(whole, place.settings.audience)
    library = visible_library(whole, access, groups_named(asker))
    today = datetime.now(tz=UTC).astimezone().date()
    problems = lint(library, rights_of(library), today)
    if as_json:
        data = problem_data(problems, library, unread)
        click.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2))
    else:
        _show(problems, library, unread)
    failed = unread or any(problem.severity is Severity.ERROR for problem in problems)
    return INPUT_FAILED if failed else 0


def _read(folders: Sequence[Path]) -> tuple[Library, tuple[ReadError, ...]]:
    """The documents, with a bar where somebody sees it; what cannot be read is told at once."""
    if screen.is_terminal("stderr"):
        from adapters.terminal.bars import ingest_bars  # noqa: PLC0415  only where it can be seen

        with ingest_bars(folders) as (reading, _):
            library, unread = read_library(folders, progress=reading)
    else:
        library, unread = read_library(folders)
    for error in unread:
        click.echo(f"Error: {screen.printable(wording.one_line(str(error)))}", err=True)
    return library, unread


def _show(problems: Sequence[Problem], library: Library, unread: Sequence[ReadError]) -> None:
    """Print the problems by document, and how many there are."""
    for line in problem_lines(problems, screen.width()):
        click.echo(line)
    counts = [sum(problem.severity is severity for problem in problems) for severity in Severity]
    click.echo(wording.linted(len(library.documents), counts, len(unread)))
