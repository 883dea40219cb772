"""`make bench`: takes the figures, prints the table, and ends with 1 if a target was missed.

`make bench ARGS=chat` puts load on the chat service instead (`bench.chat`), `make bench ARGS=scale`
measures what grows with the documents (`bench.scale`), `make bench ARGS=replicas` what a second
replica adds (`bench.replicas`).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import chat, replicas, scale
from bench.errors import NoQuestions
from bench.model import as_json
from bench.plot import drawn
from bench.rendering import show
from evals.errors import EvalError
from knowledge.errors import KnowledgeError
from knowledge.settings import SHIPPED_LIBRARY

PIPED = 200
"""Columns where nobody says how many there are."""

SILENT = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "PYTHONWARNINGS": "ignore",
}
"""Peers that would report, fetch or warn do not; processes that are started inherit it."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.option(
    "--library",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SHIPPED_LIBRARY,
    help="Folder of role documents that evals/cases asks about; without it, those that ship.",
)
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every round there as well.",
)
@click.option(
    "--plot",
    "plot_file",
    metavar="FILE.svg",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Draw one warm answer beside the peers there.",
)
@click.pass_context
def command(
    ctx: click.Context, library: Path, json_file: Path | None, plot_file: Path | None
) -> None:
    """Measure speed and memory beside LlamaIndex, LangChain, Haystack and Chroma."""
    if ctx.invoked_subcommand:
        return
    os.environ.update(SILENT)
    from bench.suite import STEPS, measure  # noqa: PLC0415  after the environment is set

    columns = (TextColumn("measuring"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("measuring", total=STEPS)
            report = measure(library, lambda: progress.advance(task))
    except (NoQuestions, EvalError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from error
    show(report, Console(width=None if sys.stdout.isatty() else PIPED))
    if json_file is not None:
        text = json.dumps(as_json(report), ensure_ascii=False, indent=1, allow_nan=False)
        json_file.write_text(text + "\n", encoding="utf-8")
    if plot_file is not None:
        plot_file.write_text(drawn(report), encoding="utf-8")
    sys.exit(0 if report.passed else 1)


command.add_command(chat.command)
command.add_command(replicas.command)
command.add_command(scale.command)

if __name__ == "__main__":
    command()
