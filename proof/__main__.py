"""`make soak` and `make chaos`: disturb the whole service on purpose, count, end with 1 on loss."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click
from rich.console import Console

from proof.errors import NotTaken
from proof.faults import FAULTS, SHORT
from proof.rendering import passed, show
from proof.run import Plan, machine, prove, shuffled

SUSTAINED = 48.0
"""Questions a second that one replica must sustain where both platforms ask alike: 60 and 40."""

logs_option = click.option(
    "--logs",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    help="Keep the replicas' logs in this folder.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Prove that nothing is lost, doubled or leaked."""


@command.command("soak")
@click.option("--minutes", type=click.FloatRange(1, 600), default=30, show_default=True)
@click.option(
    "--rate",
    type=click.FloatRange(1, 200),
    default=SUSTAINED / 2,
    show_default=True,
    help="Questions a second, half of them on each platform.",
)
@logs_option
def soak(minutes: float, rate: float, logs: Path | None) -> None:
    """Ask for half an hour, with a fault every minute."""
    faults = shuffled(max(1, round(minutes) - 1))
    _run(Plan(faults, rate, quiet_s=10, every_s=60, seconds=60 * minutes), logs)


@command.command("chaos")
@click.option("--short", is_flag=True, help="A few faults within a minute, as CI has them.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    type=click.Choice([fault.name for fault in FAULTS]),
    help="Only this one (may be given again).",
)
@click.option("--rate", type=click.FloatRange(1, 200), default=10, show_default=True)
@logs_option
def chaos(*, short: bool, faults: tuple[str, ...], rate: float, logs: Path | None) -> None:
    """Let each fault happen once."""
    names = faults or (SHORT if short else tuple(fault.name for fault in FAULTS))
    _run(Plan(names, rate, quiet_s=4 if short else 11, small=short), logs)


def _run(plan: Plan, logs: Path | None) -> None:
    """Carry out a plan, print what came of it, and end."""
    progress = Console(stderr=True, highlight=False)
    try:
        outcome = asyncio.run(prove(plan, progress.print, logs))
    except NotTaken as error:
        raise click.ClickException(str(error)) from error
    show(outcome, Console(width=None if sys.stdout.isatty() else 120), machine())
    sys.exit(0 if passed(outcome) else 1)


if __name__ == "__main__":
    command()
