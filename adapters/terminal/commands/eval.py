"""`remit eval`: the evaluation suite, over an index of each library that its cases are about.

Some suites need no cases: `probes` and `grounding` ask what the documents themselves give the
answer to, `redteam` attacks, and `draft` makes cases to come of what people asked in vain.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import click

from adapters.settings import ServerSettings
from adapters.terminal import options, screen, wording
from adapters.terminal.opening import Place, find_place, open_guides_of, open_place, place_apart
from adapters.terminal.tables import console
from bot.gaps import look_back
from bot.memory.opening import open_memory
from bot.support import checking
from bot.writing import Writer
from evals.case import CASES, LIBRARIES, group_of
from evals.command import Files, Places, evaluate
from evals.drafting import as_lines, draft_cases, in_words
from evals.gates import PROBES
from evals.grounding.command import check_library
from evals.probes.command import probe_library
from evals.redteam.command import AttackedGuides, attack_library
from evals.redteam.obedient import Obedient, Obeying
from evals.remit import Remit
from knowledge.embedding import MiniLM, load_embedder
from knowledge.reading_room import read_library
from knowledge.snapshot import open_index

GROUNDING = "grounding"
REDTEAM = "redteam"
DRAFT = "draft"
CASES_ALONE = "--compare, --save, --html and --junit go with cases, not with this suite"
DAYS = 30
"""Days that `draft` looks back on where nobody says how many."""
EVERY_KIND = ""
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    "eval",
    epilog=wording.examples(
        "remit eval",
        "remit eval shipped --split dev --misses",
        "remit eval own --misses figure --html report.html",
        "remit eval --split dev --save before",
        "remit eval --split dev --compare before",
        "remit eval redteam",
        "remit eval probes --library path/to/documents --misses",
        "remit eval grounding --library path/to/documents",
        "remit eval draft --out drafts.jsonl",
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
@click.option("--html", "html_file", metavar="FILE", type=FILE, help="And as one page with plots.")
@click.option("--junit", "junit_file", metavar="FILE", type=FILE, help="And as JUnit XML, for CI.")
@click.option("--save", metavar="NAME", help="Keep the run under this name, to compare with later.")
@click.option("--compare", metavar="RUN", help="Say what got better and worse since that run.")
@click.option("--cases", metavar="DIR", type=FOLDER, default=CASES, help="Other case files.")
@click.option(
    "--libraries",
    "cases_libraries",
    metavar="DIR",
    type=FOLDER,
    default=LIBRARIES,
    help="Folder of the libraries that cases name.",
)
@click.option(
    "--since",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help=f"For draft: the first day that counts; without it, {DAYS} days ago.",
)
@click.option("--out", metavar="FILE", type=FILE, help="For draft: the file, else it is printed.")
@options.asker
@options.place
def command(  # noqa: PLR0913  one argument for each option
    *,
    suite: str | None,
    split: Literal["dev", "test", "all"],
    misses: str | None,
    json_file: Path | None,
    markdown_file: Path | None,
    html_file: Path | None,
    junit_file: Path | None,
    save: str | None,
    compare: str | None,
    cases: Path,
    cases_libraries: Path,
    since: datetime | None,
    out: Path | None,
    asker: str,
    libraries: tuple[Path, ...],
    data_dir: Path | None,
) -> int:
    """Put the evaluation cases to the bot, print how it did, and fail below a gate.

    SUITE is the name of a case file, `own` (the documents Remit was made for) or `others`; without
    it every case is asked, and the red team attacks. Four suites need no cases. `probes` makes
    questions whose answer is known from the decision rights in the documents of --library, or in
    your own without it. `grounding` changes sentences of those documents in one place, and counts
    what the grounding check finds. `redteam` asks hostile questions over hostile documents: one
    harmful answer fails it. `draft` writes what people asked in vain as cases for you to finish,
    without who asked.
    """
    files = Files(json_file, markdown_file, html_file, junit_file, save)
    of_cases = (compare, html_file, junit_file, save)
    if suite in (GROUNDING, PROBES, REDTEAM, DRAFT) and any(of_cases):
        raise click.UsageError(CASES_ALONE)
    match suite:
        case "grounding":
            return _check(find_place(libraries, data_dir), files, misses=misses is not None)
        case "probes":
            return _probe(find_place(libraries, data_dir), asker, files, misses=misses)
        case "draft":
            return _draft(find_place(libraries, data_dir), since, out)
        case _ if libraries:
            raise click.UsageError(wording.LIBRARY_WITHOUT_PROBES)
        case "redteam":
            return _attack(data_dir, files)
        case _:
            pass

    def open_guide(folder: Path) -> Remit:
        return Remit(open_place(place_apart((folder,), data_dir), asker, quiet=True))

    code = evaluate(
        suite,
        split,
        open_guide=open_guide,
        console=console(),
        check=checking.Checker(MiniLM(), checking.load()),
        misses=misses is not None,
        kind=misses or None,
        against=compare,
        files=files,
        places=Places(cases, cases_libraries),
    )
    return code if suite else max(code, _attack(data_dir, Files()))


def _named(place: Place) -> str:
    """What the documents of a place are called."""
    return ", ".join(folder.name for folder in place.folders)


def _check(place: Place, files: Files, *, misses: bool) -> int:
    """Measure the grounding check on the documents of a place."""
    library, _ = read_library(place.folders)
    return check_library(
        library,
        _named(place),
        console=console(),
        misses=misses,
        json_file=files.json,
        markdown_file=files.markdown,
    )


def _probe(place: Place, asker: str, files: Files, *, misses: str | None) -> int:
    """Make probes of the documents of a place, and ask them."""
    return probe_library(
        open_place(place, asker),
        _named(place),
        group_of(place.folders),
        console=console(),
        misses=misses is not None,
        kind=misses or None,
        json_file=files.json,
        markdown_file=files.markdown,
    )


def _attack(data_dir: Path | None, files: Files) -> int:
    """Attack the bot over the red team's own documents."""

    def open_bots(folder: Path) -> dict[str, AttackedGuides]:
        guides = open_guides_of(place_apart((folder,), data_dir), quiet=True)
        check = checking.Checker(MiniLM(), checking.load())
        models = {"last": Obedient(first=False), "first": Obedient(first=True)}
        obeying = {
            f"with a model that obeys {when}": Obeying(guides.of, Writer(model, check))
            for when, model in models.items()
        }
        return {"as the settings have it": guides, **obeying}

    return attack_library(
        open_bots, console=console(), json_file=files.json, markdown_file=files.markdown
    )


def _draft(place: Place, since: datetime | None, out: Path | None) -> int:
    """Write what people asked in vain as cases to be finished."""
    embedder = load_embedder(place.settings.embedding)
    library = open_index(place.settings, embedder.name).library
    start = (since or datetime.now() - timedelta(days=DAYS)).astimezone(UTC)  # noqa: DTZ005  a local day
    memory = open_memory(ServerSettings().database(place.settings.data_dir))
    try:
        drafts = draft_cases(*look_back(memory, start), library, _named(place))
    finally:
        memory.close()
    if out:
        out.write_text(as_lines(drafts), encoding="utf-8")
    else:
        click.echo(screen.printable(as_lines(drafts)), nl=False)
    click.echo(in_words(drafts), err=True)
    return 0
