"""`make bench ARGS=scale`: the same kinds of questions, and a hundred times as much to answer from.

Comes in: how many clauses. Goes out: a table with a column for each size, and the ratio of the last
to the first. The documents are made up (`evals.organisations`), so it is known what is right.
Everything that is measured runs in a process of its own.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from rich import box
from rich.console import Console
from rich.table import Table

from bench.load import share
from bench.model import Asked, Standing, Target
from bench.place import Place
from bench.process import peak_kib
from bench.rendering import STYLES, rounded
from bench.timing import new_process, served
from evals.organisations.asking import cases
from evals.organisations.making import MOST, posts
from evals.organisations.writing import write
from evals.run import run
from evals.summary import METRICS, Scored, summarise
from knowledge.errors import KnowledgeError

A_ROLE = 334
"""Clauses of one role's document."""

SIZES = (1_000, 100_000)
LEAST = 2 * A_ROLE
SPEED = "100,000 clauses take some seven minutes on two cores"
SLOWEST = Target(3)
QUALITY = {
    "evidence": Target(0.9, below=False),
    "mix_up": Target(0.1),
    "verdict": Target(0.85, below=False),
    "false_yes": Target(0),
    "who_decides": Target(0.8, below=False),
    "comparison": Target(0.85, below=False),
    "clarification": None,
    "silence_f1": None,
}
"""Figures of `evals.summary` with the targets for other organisations' documents."""

TITLES = {metric.name: metric.title for metric in METRICS}

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Built:
    """An ingest: clauses, texts embedded (a text that stands twice once), seconds, peak MB."""

    clauses: int
    embedded: int
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured of one size; `warm` are seconds, `quality` what `QUALITY` names."""

    roles: int
    built: Built
    opened: float
    megabytes: float
    warm: tuple[float, ...]
    quality: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of the table: a value for each size, and the targets of the values or the ratio."""

    title: str
    values: tuple[float, ...]
    target: Target | None = None
    ratio: Target | None = None

    @property
    def growth(self) -> float:
        """The last value by the first; NaN where that is 0."""
        return self.values[-1] / self.values[0] if self.values[0] else float("nan")

    @property
    def missed(self) -> bool:
        """Whether a value or the ratio misses its target."""
        return any(
            target.judge(value) is Standing.FAIL
            for target, values in ((self.target, self.values), (self.ratio, (self.growth,)))
            if target
            for value in values
        )


@click.command("scale")
@click.option(
    "--clauses",
    "sizes",
    multiple=True,
    type=click.IntRange(LEAST, MOST * A_ROLE),
    default=SIZES,
    show_default=True,
    help="A size to measure (may be given again); the last is held against the first.",
)
@click.option("--cases", "count", type=click.IntRange(12), default=240, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the indexes there; another run need not build them again.",
)
def command(sizes: tuple[int, ...], count: int, rounds: int, folder: Path | None) -> None:
    """Ask made-up organisations of hundreds of sibling roles, and a few of the same roles."""
    try:
        with ExitStack() as stack:
            root = folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            measured = measure(sizes, count, rounds, root, partial(click.echo, err=True))
    except KnowledgeError as error:
        raise click.ClickException(str(error)) from error
    sys.exit(0 if show(rows(measured), Console()) else 1)


def measure(
    sizes: Sequence[int], count: int, rounds: int, root: Path, say: Callable[[str], None]
) -> list[Size]:
    """Build what is not there yet, then ask `count` questions about each size.

    `say` is told what comes next.

    Raises:
        KnowledgeError: an index cannot be built or opened.
    """
    roles = [min(MOST, -(-size // A_ROLE)) for size in sizes]
    places = [Place(root / f"{each}-roles") for each in roles]
    say(f"Indexing {' and '.join(map(str, roles))} roles; {SPEED}")
    built = [_apart(_build, place, each) for place, each in zip(places, roles, strict=True)]
    say(f"Asking {count} questions of each, and holding the answers against what is right")
    quality = [
        _apart(_score, place, each, count) for place, each in zip(places, roles, strict=True)
    ]
    for place, each in zip(places, roles, strict=True):
        asked = [Asked(one.question, one.asker.role) for one in cases(posts(each), count)]
        place.write_questions(asked)
    say(f"Asking them {rounds + 1} times in turns")
    opened = [new_process("remit", place, 1).seconds for place in places]
    warm, megabytes = _in_turns(places, count, rounds)
    return [
        Size(*each) for each in zip(roles, built, opened, megabytes, warm, quality, strict=True)
    ]


def _apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a function that runs in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()


def _build(place: Place, roles: int) -> Built:
    """Write the documents and ingest them; the seconds are those of the ingest."""
    from bot.bootstrap import ingest_library  # noqa: PLC0415  in the process that needs it
    from knowledge.settings import KnowledgeSettings  # noqa: PLC0415

    documents = place.root / "documents"
    write(posts(roles), documents)
    began = time.perf_counter()
    report = ingest_library([documents], KnowledgeSettings(data_dir=place.index_of("remit")))
    seconds = time.perf_counter() - began
    return Built(report.clauses, report.embedded, seconds, peak_kib() * 1024 / 1e6)


def _score(place: Place, roles: int, count: int) -> dict[str, float]:
    """Ask every case once, and give the figures of `QUALITY`; NaN where nothing is to be scored."""
    from bot.bootstrap import open_guide  # noqa: PLC0415  in the process that needs it
    from knowledge.settings import KnowledgeSettings  # noqa: PLC0415

    guide = open_guide(KnowledgeSettings(data_dir=place.index_of("remit")))
    asked = cases(posts(roles), count)
    came = run(asked, lambda case: guide.answer(case.as_question()).as_json(), guide.document_text)
    scores = summarise([outcome.score for outcome in came.outcomes], list(QUALITY))
    return {
        name: one.value if isinstance(one, Scored) else float("nan") for name, one in scores.items()
    }


def _in_turns(
    places: Sequence[Place], count: int, rounds: int
) -> tuple[list[tuple[float, ...]], list[float]]:
    """Seconds of every answer after a round that does not count, and peak MB, of each place."""
    times: list[list[float]] = [[] for _ in places]
    megabytes = [0.0 for _ in places]
    with ExitStack() as stack:
        serve = [stack.enter_context(served("remit", place)) for place in places]
        for number in range(rounds + 1):
            for question in range(count):
                for at, ask in enumerate(serve):
                    took = ask(question)
                    megabytes[at] = took.megabytes
                    if number:
                        times[at].append(took.seconds)
    return [tuple(each) for each in times], megabytes


def rows(sizes: Sequence[Size]) -> Iterator[Row]:
    """The figures of some sizes; one for ingest only where all were built now."""
    yield Row("roles", tuple(float(size.roles) for size in sizes))
    yield Row("clauses", tuple(float(size.built.clauses) for size in sizes))
    for at, name in ((0.5, "p50"), (0.95, "p95")):
        values = tuple(1e3 * share(size.warm, at) for size in sizes)
        yield Row(f"warm answer {name}, ms", values, ratio=SLOWEST if name == "p95" else None)
    for name, target in QUALITY.items():
        yield Row(TITLES[name], tuple(size.quality[name] for size in sizes), target)
    yield Row("new process to first answer, s", tuple(size.opened for size in sizes))
    yield Row("peak memory, MB", tuple(size.megabytes for size in sizes))
    if all(size.built.embedded for size in sizes):
        rate = tuple(size.built.clauses / size.built.seconds for size in sizes)
        yield Row("texts embedded", tuple(float(size.built.embedded) for size in sizes))
        yield Row("ingest, clauses a second", rate)
        yield Row("ingest, s", tuple(size.built.seconds for size in sizes))
        yield Row("peak memory of the ingest, MB", tuple(size.built.megabytes for size in sizes))


def show(figures: Iterator[Row], console: Console) -> bool:
    """Print the table; whether no target was missed."""
    found = list(figures)
    table = Table(box=box.SIMPLE)
    for column in ("figure", *("" for _ in found[0].values), "ratio", "target", ""):
        table.add_column(column, justify="left" if column in {"figure", "target"} else "right")
    for row in found:
        told = row.target or row.ratio
        standing = (Standing.FAIL if row.missed else Standing.PASS) if told else None
        cells = (row.title, *map(_shown, (*row.values, row.growth)))
        wanted = f"ratio {told}" if row.ratio else str(told or "–")
        table.add_row(
            *cells, wanted, standing or "", style=STYLES.get(standing) if standing else None
        )
    console.print(table)
    return not any(row.missed for row in found)


def _shown(value: float) -> str:
    """A value for people; what could not be measured is a dash."""
    return "–" if math.isnan(value) else rounded(value)
