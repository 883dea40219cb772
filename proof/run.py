"""One run: the set-up, the load, faults one after another, and the count when all is quiet again.

Comes in: a plan, which says when which fault begins. Goes out: an `Outcome`.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.suite import questions_about
from knowledge.settings import SHIPPED_LIBRARY
from proof.company import Company, company
from proof.faults import FAULTS, Fault
from proof.load import Load, members
from proof.model import Ledger, Outcome, Spell
from proof.platforms import platforms

SAMPLED_S = 2.0
WARM_S = 10.0
"""Load before it counts what an answer usually takes."""
WAITING_S = 150.0
"""How long the last answers are waited for: an event is tried again after a minute at most."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which faults, how many questions a second, and how long it is quiet before each.

    Where `every_s` is set they begin so far apart, else `quiet_s` after the end of the one before.
    `seconds` ends the load; without it, it ends after the last fault.
    """

    faults: tuple[str, ...]
    rate: float
    quiet_s: float
    every_s: float = 0.0
    seconds: float = 0.0
    small: bool = False


async def prove(plan: Plan, say: Say, logs: Path | None = None) -> Outcome:
    """Carry out a plan; `say` is told what happens, and `logs` gets the programs' logs.

    Raises:
        NotTaken: the programs cannot be started.
    """
    ledger = Ledger()
    async with platforms(ledger, members()) as stands:
        say("starting PostgreSQL, Chroma and two replicas")
        async with company(stands, small=plan.small) as disturbed:
            questions = questions_about(SHIPPED_LIBRARY)
            load = Load(disturbed.addresses, stands.teams.address, ledger, questions, plan.rate)
            try:
                return await _disturb(plan, disturbed, load, say, lambda: stands.refused)
            finally:
                if logs:
                    for log in disturbed.folder.glob("*.log"):
                        shutil.copy(log, logs)


async def _disturb(
    plan: Plan, disturbed: Company, load: Load, say: Say, refused: Callable[[], int]
) -> Outcome:
    """The load with its faults, until everything that was taken is answered."""
    stop = asyncio.Event()
    memory: list[tuple[float, int]] = []
    asking = asyncio.create_task(load.run(stop))
    sampling = asyncio.create_task(_sample(disturbed, memory))
    await asyncio.sleep(min(WARM_S, plan.quiet_s))  # the first questions load what they need
    left_out = tuple(
        f"{fault.name}: {why}" for fault in _named(plan) if (why := fault.why_not(disturbed))
    )
    began = time.monotonic()
    spells: list[Spell] = []
    try:
        for number, fault in enumerate(
            each for each in _named(plan) if not each.why_not(disturbed)
        ):
            due = began + (number + 1) * plan.every_s if plan.every_s else 0.0
            await asyncio.sleep(max(plan.quiet_s, due - time.monotonic()))
            say(f"{fault.name} ({time.monotonic() - began:.0f} s)")
            at = time.monotonic()
            await fault.happen(disturbed, load)
            spells.append(Spell(fault.name, at, time.monotonic()))
        await asyncio.sleep(max(plan.quiet_s, began + plan.seconds - time.monotonic()))
        ended = time.monotonic()
        stop.set()
        say("waiting for the last answers")
        await asking
        while load.ledger.open and time.monotonic() - ended < WAITING_S:  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        await asyncio.sleep(2)  # one that is answered twice comes soon after
        stale = await disturbed.stale()
    finally:
        stop.set()
        sampling.cancel()
        asking.cancel()
    return Outcome(
        ledger=load.ledger,
        spells=tuple(spells),
        began=began,
        ended=ended,
        memory=tuple(memory),
        corrupt=tuple(disturbed.corrupt()),
        stale=stale,
        died=disturbed.quoting.died + disturbed.writing.died,
        refused=refused(),
        left_out=left_out,
    )


def _named(plan: Plan) -> Iterator[Fault]:
    """The faults of a plan, in its order."""
    known = {fault.name: fault for fault in FAULTS}
    return (known[name] for name in plan.faults)


async def _sample(disturbed: Company, memory: list[tuple[float, int]]) -> None:
    """Keep what the replica holds that is never killed."""
    while True:
        memory.append((time.monotonic(), disturbed.writing.memory()))
        await asyncio.sleep(SAMPLED_S)


def shuffled(count: int) -> tuple[str, ...]:
    """So many faults in a random order that is the same each time; all of them before any twice."""
    chance = random.Random(8)  # noqa: S311  an order, no secret
    names: list[str] = []
    while len(names) < count:
        names += chance.sample([fault.name for fault in FAULTS], len(FAULTS))
    return tuple(names[:count])


def machine() -> float:
    """How busy the machine was lately."""
    return os.getloadavg()[0]
