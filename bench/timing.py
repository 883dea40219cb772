"""Clocks: every contestant has a process of its own, and they take turns question by question.

So no library's threads, garbage or caches get in the way of another's.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.place import Place

PROJECT = Path(__file__).resolve().parent.parent

Step = Callable[[], None]
"""Told that one more piece of work is done."""


class Took(NamedTuple):
    """What one answer took: seconds, and the process's peak memory so far in MB."""

    seconds: float
    megabytes: float


Serve = Callable[[int], Took]
"""Puts the question of that number to a process.

Raises:
    subprocess.CalledProcessError: it failed; what it said went to standard error.
"""


@contextmanager
def served(name: str, place: Place) -> Iterator[Serve]:
    """A process that has, or is about to have, the contestant `name` open over `place`."""
    command = [sys.executable, "-m", "bench.process", name, str(place.root)]
    with subprocess.Popen(  # noqa: S603  our own
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        source, sink = process.stdout, process.stdin

        def serve(number: int) -> Took:
            print(number, file=sink, flush=True)
            line = source.readline()
            if not line:
                raise subprocess.CalledProcessError(process.wait(), command)
            seconds, kib = line.split()
            return Took(float(seconds), int(kib) * 1024 / 1e6)

        yield serve


def take_turns(
    names: Sequence[str], place: Place, questions: int, rounds: int, step: Step
) -> Mapping[str, list[list[float]]]:
    """Seconds a question, of each contestant in each round, after one round that does not count.

    Every question goes to all before the next one comes, each time in another order.
    """
    chance = random.Random(0)  # noqa: S311  an order, no secret
    times: dict[str, list[list[float]]] = {name: [] for name in names}
    with ExitStack() as stack:
        serve = {name: stack.enter_context(served(name, place)) for name in names}
        for number in range(rounds + 1):
            seconds: dict[str, list[float]] = {name: [] for name in names}
            for question in range(questions):
                for name in chance.sample(names, len(names)):
                    seconds[name].append(serve[name](question).seconds)
            for name in names if number else ():
                times[name].append(seconds[name])
            step()
    return times


def new_process(name: str, place: Place, questions: int) -> Took:
    """Start a process and put the first `questions` to it.

    Gives the seconds from its start to the first answer, and its peak memory after the last.
    """
    began = time.perf_counter()
    with served(name, place) as serve:
        took = serve(0)
        seconds = time.perf_counter() - began
        for number in range(1, questions):
            took = serve(number)
    return Took(seconds, took.megabytes)
