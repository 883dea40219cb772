"""`make bench ARGS=replicas`: what a second replica adds, each with a fixed share of a processor.

Comes in: how long and how often. Goes out: a table with one replica beside two over the same Chroma
server, PostgreSQL and shared folder. A share is what a container's limit is: the kernel holds back
the server and its worker together. So there is room for a second replica on a machine that makes
the load as well, and the figure says nothing of how much a whole machine answers.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import aiohttp
import click
from rich.console import Console

from bench.errors import NoQuestions
from bench.load import ASKERS, SERVE, Offering, answered, api
from bench.model import Asked, Target
from bench.platforms import PLATFORMS, Replies, Request
from bench.scale import Row, show
from bench.share import Share, a_share
from bench.timing import PROJECT
from evals.errors import EvalError
from knowledge.settings import SHIPPED_LIBRARY
from proof.errors import NotTaken
from proof.programs import Program, chroma, free_port
from tests.bot.memory.cluster import Cluster, why_not

SLACK = PLATFORMS["slack"]
SHARE = 0.25
"""Of one processor, for each replica: two cores have more than twice that to spare."""
ALL = float(os.cpu_count() or 1)
"""Processors, for everything that replicas wait for."""
UNDER_WAY = 16
"""Questions that are always waiting or at work: the queue's bound, and enough for two replicas."""
WARM_S = 10.0
"""Before the seconds that count: caches fill, and so does the queue."""

GAIN = Target(1.6, below=False)
NONE = Target(0)
HELD = Target(90, below=False)
"""Less, and it was not the share that held a replica back, but whatever else the machine did."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one round: answers a second, and what went wrong.

    `held` is the part of its periods in which the share of a replica was used up, the least of all
    replicas.
    """

    rate: float
    held: float
    put_off: int
    lost: int
    doubled: int
    refused: int


@click.command("replicas")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option(
    "--seconds",
    type=click.FloatRange(1, 600),
    default=20,
    show_default=True,
    help="How long each round takes, after ten seconds that do not count.",
)
@click.option(
    "--share",
    type=click.FloatRange(0.05, 8),
    default=SHARE,
    show_default=True,
    help="How much of a processor each replica has.",
)
def command(rounds: int, seconds: float, share: float) -> None:
    """Offer the same load to one replica and to two, each with a fixed share of a processor."""
    from bench.suite import questions_about  # noqa: PLC0415  as in `bench.__main__`

    try:
        questions = questions_about(SHIPPED_LIBRARY)
        ones, twos = asyncio.run(measure(questions, rounds, seconds, share))
    except (NoQuestions, NotTaken, EvalError) as error:
        raise click.ClickException(str(error)) from error
    console = Console()
    passed = show(rows(ones, twos), console)
    console.print(f"Each replica has {share:g} of a processor; {UNDER_WAY} questions under way")
    told = "; ".join(
        f"{one.rate:.1f} and {two.rate:.1f} ({two.rate / one.rate:.2f})"
        for one, two in zip(ones, twos, strict=True)
    )
    console.print(f"Medians of rounds in turns, one and two (ratio): {told}")
    console.print(f"load average of the machine {os.getloadavg()[0]:.1f}")
    sys.exit(0 if passed else 1)


def rows(ones: Sequence[Run], twos: Sequence[Run]) -> Iterator[Row]:
    """The figures of the rounds: medians of what is measured, the sums of what went wrong."""

    def row(
        title: str,
        of: Callable[[Run], float],
        over: Callable[[Iterable[float]], float],
        target: Target | None = None,
    ) -> Row:
        return Row(title, (over(map(of, ones)), over(map(of, twos))), target)

    yield Row("replicas", (1.0, 2.0))
    yield row("answers a second", lambda run: run.rate, median)
    gain = median(two.rate / one.rate for one, two in zip(ones, twos, strict=True))
    yield Row("by one replica's, each round", (1.0, gain), ratio=GAIN)
    yield row("held back by its share, %", lambda run: 100 * run.held, median, HELD)
    yield row("put off politely", lambda run: run.put_off, sum, NONE)
    yield row("lost", lambda run: run.lost, sum, NONE)
    yield row("answered twice", lambda run: run.doubled, sum, NONE)
    yield row("refused by either side", lambda run: run.refused, sum, NONE)


async def measure(
    questions: Sequence[Asked], rounds: int, seconds: float, share: float
) -> tuple[list[Run], list[Run]]:
    """The rounds with one replica, and those with two: in turns, the second stopped meanwhile.

    Raises:
        NotTaken: a program is missing or ends early, or nothing can be held to a share here.
    """
    if reason := why_not():
        raise NotTaken(reason)
    ones, twos = [], []
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="remit-bench-")))
        rest, *shares = (stack.enter_context(a_share(each)) for each in (ALL, share, share))
        rest.hold([os.getpid()])  # and PostgreSQL and Chroma, which it starts
        cluster = Cluster()
        stack.callback(cluster.stop)
        vectors = chroma(folder / "vectors", free_port(), folder / "chroma.log")
        vectors.start()
        stack.push_async_callback(vectors.stop)
        await vectors.ready()
        replies = Replies()
        address = await stack.enter_async_context(api(SLACK, replies))
        settings = _shared(folder, cluster, vectors) | SLACK.settings(address)
        connector = aiohttp.TCPConnector(limit=0)
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        load = partial(put_load, replies, session, _requests(questions), seconds)
        start = partial(_replica, folder, settings)
        one = await stack.enter_async_context(start("one", shares[0]))
        two = await stack.enter_async_context(start("two", shares[1]))
        alone = {_address(one): shares[0]}
        both = alone | {_address(two): shares[1]}
        await load(both)  # counts for nothing, or the first ratio would be of cold ones
        for _ in range(rounds):
            two.pause()
            ones.append(await load(alone))
            two.resume()
            twos.append(await load(both))
    return ones, twos


async def put_load(
    replies: Replies,
    session: aiohttp.ClientSession,
    requests: Iterator[Request],
    seconds: float,
    replicas: Mapping[str, Share],
) -> Run:
    """Ask the replicas at these addresses in turns, as quickly as they answer.

    `UNDER_WAY` questions wait or are at work all the time; the next comes when one is answered.
    """
    offerings = [Offering(session, address + SLACK.route) for address in replicas]
    sent = 0
    replies.answers.clear()
    replies.put_off.clear()
    replies.refused = 0

    async def keep_asking(for_s: float) -> float:
        nonlocal sent
        began = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            while time.perf_counter() < began + for_s:
                over = len(replies.answers) + len(replies.put_off)
                over += sum(each.refused for each in offerings)
                for _ in range(sent - over, UNDER_WAY):
                    offering = offerings[sent % len(offerings)]
                    tasks.create_task(offering.offer(next(requests)))
                    sent += 1
                await asyncio.sleep(0.005)
        moments = (each[0] for each in replies.answers.values())
        return sum(began <= at < began + for_s for at in moments) / for_s

    await keep_asking(WARM_S)
    before = [share.periods() for share in replicas.values()]
    rate = await keep_asking(seconds)
    after = [share.periods() for share in replicas.values()]
    asked = {name: at for offering in offerings for name, at in offering.sent.items()}
    await answered(replies, asked)
    acknowledged = sum(len(offering.acknowledged) for offering in offerings)
    return Run(
        rate=rate,
        held=min(
            (held - held_before) / max(1, periods - periods_before)
            for (periods_before, held_before), (periods, held) in zip(before, after, strict=True)
        ),
        put_off=len(replies.put_off),
        lost=acknowledged - len(replies.answers) - len(replies.put_off),
        doubled=sum(len(each) - 1 for each in replies.answers.values()),
        refused=replies.refused + sum(offering.refused for offering in offerings),
    )


def _shared(folder: Path, cluster: Cluster, vectors: Program) -> dict[str, str]:
    """The settings that replicas share, on top of an environment without anybody's own."""
    return {
        **{name: text for name, text in os.environ.items() if not name.startswith("REMIT_")},
        "REMIT_CHROMA__MODE": "server",
        "REMIT_CHROMA__HOST": "127.0.0.1",
        "REMIT_CHROMA__PORT": vectors.health.split(":")[2].partition("/")[0],
        "REMIT_DATABASE_URL": cluster.database("remit"),
        "REMIT_LINKS__SECRET": "sixteen letters!",
        "REMIT_SYNC__SHARED": str(folder / "shared"),
    }


@asynccontextmanager
async def _replica(
    folder: Path, settings: Mapping[str, str], name: str, share: Share
) -> AsyncIterator[Program]:
    """A `remit serve` that is held to a share once it is ready."""
    port = free_port()
    program = Program(
        (sys.executable, "-c", SERVE),
        PROJECT,
        {**settings, "REMIT_PORT": str(port), "REMIT_DATA_DIR": str(folder / name)},
        f"http://127.0.0.1:{port}/readyz",
        folder / f"{name}.log",
    )
    program.start()
    try:
        await program.ready()
        share.hold(program.pids())
        yield program
        share.let_go()
        if program.died:
            raise NotTaken(program.log.read_text(errors="replace")[-500:])
    finally:
        await program.stop()


def _address(replica: Program) -> str:
    """Where a replica listens."""
    return replica.health.removesuffix("/readyz")


def _requests(questions: Sequence[Asked]) -> Iterator[Request]:
    """Questions without end, each a thread of its own, signed when it is taken."""
    chance = random.Random(0)  # noqa: S311  an order, no secret
    for number in itertools.count():
        yield SLACK.request(number, chance.choice(questions), number % ASKERS, "")
