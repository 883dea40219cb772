"""Clocks: contestants that take turns question by question, and new processes."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.model import Ask, Asked
from bench.place import Place

PROJECT = Path(__file__).resolve().parent.parent

Step = Callable[[], None]
"""Told that one more piece of work is done."""


def take_turns(
    contestants: Mapping[str, Ask], questions: Sequence[Asked], rounds: int, step: Step
) -> dict[str, list[list[float]]]:
    """Seconds a question, of each contestant in each round, after one round that does not count.

    Every question goes to all before the next one comes, and each time another contestant begins.
    """
    names = list(contestants)
    times: dict[str, list[list[float]]] = {name: [] for name in names}
    gc.collect()
    gc.freeze()  # what the libraries hold is not to be walked through in the middle of a question
    for number in range(rounds + 1):
        seconds: dict[str, list[float]] = {name: [] for name in names}
        for i, asked in enumerate(questions):
            first = (number + i) % len(names)
            for name in (*names[first:], *names[:first]):
                began = time.perf_counter()
                contestants[name](asked)
                seconds[name].append(time.perf_counter() - began)
        for name in names if number else ():
            times[name].append(seconds[name])
        step()
    gc.unfreeze()
    return times


def new_process(name: str, place: Place, count: int) -> tuple[float, float]:
    """Start a process that asks one contestant `count` questions.

    Gives seconds from its start to the first answer, and its peak memory in MB.

    Raises:
        subprocess.CalledProcessError: it failed; what it said went to standard error.
    """
    command = [sys.executable, "-m", "bench.process", name, str(place.root), str(count)]
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  our own
        assert process.stdout is not None
        process.stdout.readline()
        seconds = time.perf_counter() - began
        *_, last = process.stdout.read().splitlines() or [""]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, int(last) * 1024 / 1e6
