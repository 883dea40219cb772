"""`make bench ARGS=chat`: load on the chat service, and what came of it, beside its targets."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator

import click
from rich import box
from rich.console import Console
from rich.table import Table

from bench.errors import NoQuestions, NoServer
from bench.load import Load, put_load, share
from bench.model import Standing, Target
from bench.platforms import PLATFORMS
from bench.rendering import STYLES, rounded
from evals.errors import EvalError
from knowledge.settings import SHIPPED_LIBRARY

ACK, ACK_SLOWEST = Target(25), Target(3_000)
ANSWER = Target(250)
SUSTAINED = {"slack": Target(60, below=False), "teams": Target(40, below=False)}
NONE = Target(0)
MEMORY = Target(292)
"""Nine tenths of what a process with LlamaIndex's retrieval alone was measured to hold."""
ACK_RATE = 100.0
"""Questions a second of the figure about acknowledgements, which is Slack's alone."""
ROUNDING = 0.95
"""The share of the offered rate at which the last answer may still be on its way."""

Row = tuple[str, float, Target | None]


@click.command("chat")
@click.option(
    "--platform",
    "platforms",
    multiple=True,
    type=click.Choice(sorted(PLATFORMS)),
    help="Only this one (may be given again).",
)
@click.option(
    "--rate",
    type=click.FloatRange(1, 500),
    help="Questions a second; without it, those of the targets.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(1, 600),
    default=20,
    show_default=True,
    help="How long they are offered.",
)
def command(platforms: tuple[str, ...], rate: float | None, seconds: float) -> None:
    """Put load on a chat server of its own, from this process, as Slack and Teams would."""
    from bench.suite import questions_about  # noqa: PLC0415  as in `bench.__main__`

    passed = True
    try:
        questions = questions_about(SHIPPED_LIBRARY)
        for name, offered in _runs(platforms, rate):
            load = asyncio.run(put_load(PLATFORMS[name], questions, offered, seconds))
            passed = _show(name, offered, load) and passed
    except (NoQuestions, NoServer, EvalError) as error:
        raise click.ClickException(str(error)) from error
    sys.exit(0 if passed else 1)


def _runs(platforms: tuple[str, ...], rate: float | None) -> Iterator[tuple[str, float]]:
    """Each platform with the questions a second that it is offered."""
    for name in platforms or PLATFORMS:
        if rate:
            yield name, rate
            continue
        # Slightly more than is to be sustained, or the last answers would pull the rate below it.
        yield name, SUSTAINED[name].bound / ROUNDING
        if name == "slack":
            yield name, ACK_RATE


def rows(name: str, offered: float, load: Load) -> Iterator[Row]:
    """The figures of a run, each with its target; without one it is there to look at."""
    acks = [1e3 * each for each in load.acknowledged]
    answers = [1e3 * each for each in load.answered]
    at_ack_rate = name == "slack" and offered >= ACK_RATE
    sustained = offered < ACK_RATE
    yield "acknowledgement p50, ms", share(acks, 0.5), None
    yield "acknowledgement p99, ms", share(acks, 0.99), ACK if at_ack_rate else None
    yield "acknowledgement, slowest, ms", share(acks, 1), ACK_SLOWEST
    yield "answers a second", load.rate, SUSTAINED[name] if sustained else None
    yield "answer p50, ms", share(answers, 0.5), None
    yield "answer p95, ms", share(answers, 0.95), ANSWER if sustained else None
    yield "put off politely", load.put_off, NONE if sustained else None
    yield "lost", load.lost, NONE
    yield "answered twice", load.doubled, NONE
    yield "refused by either side", load.refused, NONE
    yield "processor time for each answer, ms", load.cpu_ms, None
    yield "memory of all processes, MB", load.memory, MEMORY


def _show(name: str, offered: float, load: Load) -> bool:
    """Print the table of a run; whether no target was missed."""
    table = Table(
        "figure", "value", "target", "", box=box.SIMPLE, title=f"{name}, {offered:.0f} a second"
    )
    passed = True
    for figure, value, target in rows(name, offered, load):
        standing = target.judge(value) if target else None
        passed = passed and standing is not Standing.FAIL
        table.add_row(
            figure,
            rounded(value),
            str(target or "–"),
            standing or "",
            style=STYLES.get(standing) if standing else None,
        )
    console = Console()
    console.print(table)
    console.print(f"{load.offered} questions; load average of the machine {load.machine:.1f}")
    return passed
