"""`remit eval`: the evaluation suite, over an index of each library that its cases are about.

`remit eval probes` asks what the documents themselves give the answer to, over any library.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from adapters.terminal import options, wording
from adapters.terminal.opening import Place, find_place, open_place, place_apart
from adapters.terminal.tables import console
from bot.guide import Guide
from evals.case import CASES, LIBRARIES, group_of
from evals.command import evaluate
from evals.gates import PROBES
from evals.grounding.command import check_library
from evals.probes.command import probe_library
from knowledge.reading_room import read_library

GROUNDING = "grounding"
EVERY_KIND = ""
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    "eval",
    epilog=wording.examples(
        "remit eval",
        "remit eval shipped --split dev --misses",
        "remit eval own --misses figure --json report.json",
        "remit eval probes --library path/to/documents --misses",
        "remit eval grounding --library path/to/documents",
    ),
)
@click.argument("suite", required=False)
@click.option(
    "--split",
    type=click.Choice(["dev", "test", "all"]),
    default="all",
    show_default=True,
    help="Which cases; gates bind on the test split.",
)
@click.option(
    "--misses",
    metavar="[KIND]",
    is_flag=False,
    flag_value=EVERY_KIND,
    help="List the answers at fault, of one kind of case or probe or of all.",
)
@click.option("--json", "json_file", metavar="FILE", type=FILE, help="Write the report as JSON.")
@click.option("--markdown", "markdown_file", metavar="FILE", type=FILE, help="And as Markdown.")
@click.option("--cases", metavar="DIR", type=FOLDER, default=CASES, help="Other case files.")
@click.option(
    "--libraries",
    "cases_libraries",
    metavar="DIR",
    type=FOLDER,
    default=LIBRARIES,
    help="Folder of the libraries that cases name.",
)
@options.asker
@options.place
def command(  # noqa: PLR0913  one argument for each option
    *,
    suite: str | None,
    split: Literal["dev", "test", "all"],
    misses: str | None,
    json_file: Path | None,
    markdown_file: Path | None,
    cases: Path,
    cases_libraries: Path,
    asker: str,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> int:
    """Put the evaluation cases to the bot, print how it did, and fail below a gate.

    SUITE is the name of a case file, `own` (the documents Remit was made for) or `others`; without
    it every case is asked. The suite `probes` needs no cases: it makes questions whose answer is
    known from the decision rights in the documents of --library, or in your own without it. The
    suite `grounding` changes sentences of those documents in one place, and counts what the
    grounding check finds.
    """
    if suite == GROUNDING:
        place = find_place(libraries, data_dir)
        library, _ = read_library(place.folders)
        return check_library(
            library,
            _named(place),
            console=console(),
            misses=misses is not None,
            json_file=json_file,
            markdown_file=markdown_file,
        )
    if suite == PROBES:
        place = find_place(libraries, data_dir)
        return _probe(place, asker, misses=misses, json=json_file, markdown=markdown_file)
    if libraries:
        raise click.UsageError(wording.LIBRARY_WITHOUT_PROBES)

    def open_guide(folder: Path) -> Guide:
        return open_place(place_apart((folder,), data_dir), asker, quiet=True)

    return evaluate(
        suite,
        split,
        open_guide=open_guide,
        console=console(),
        misses=misses is not None,
        kind=misses or None,
        json_file=json_file,
        markdown_file=markdown_file,
        cases=cases,
        libraries=cases_libraries,
    )


def _named(place: Place) -> str:
    """What the documents of a place are called."""
    return ", ".join(folder.name for folder in place.folders)


def _probe(
    place: Place, asker: str, *, misses: str | None, json: Path | None, markdown: Path | None
) -> int:
    """Make probes of the documents of a place, and ask them."""
    return probe_library(
        open_place(place, asker),
        _named(place),
        group_of(place.folders),
        console=console(),
        misses=misses is not None,
        kind=misses or None,
        json_file=json,
        markdown_file=markdown,
    )
