"""Real processes over one database: nothing lost, nothing given twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from bot.memory.opening import Memory
from tests.bot.memory.builders import event

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = [sys.executable, "-m", "tests.bot.memory.taking"]
EVENTS = 120


def test_two_processes_never_take_the_same_event(memory: Memory, address: str) -> None:
    """Each event is given once, all are given, and both had some."""
    for number in range(EVENTS):
        memory.inbox.put(event(number), "gone", -1)
    replicas = [
        subprocess.Popen(
            [*PROGRAM, "take", address, owner],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for owner in ("two", "three")
    ]
    for each in replicas:
        assert each.stdout
        each.stdout.readline()
    for each in replicas:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()
    taken = [each.communicate()[0].split() for each in replicas]

    assert sorted(taken[0] + taken[1]) == [event(number).reference for number in range(EVENTS)]
    assert all(taken)


def test_what_a_killed_process_left_is_replayed_and_nothing_else(
    memory: Memory, address: str
) -> None:
    """What was done stays done; what may be on the wire comes with a warning."""
    died = subprocess.run([*PROGRAM, "die", address], cwd=ROOT, check=False)

    assert died.returncode == -signal.SIGKILL
    assert memory.inbox.take("next", 9, 60) == (replace(event(2), sending=True), event(3))
    assert memory.inbox.take("third", 9, 60) == ()
