"""The short form of `make chaos`: real programs, a few faults; nothing lost, doubled or leaked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.memory.cluster import why_not

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).resolve().parents[2]
MISSED = "FAIL"


def test_a_killed_replica_a_killed_database_and_doubled_events_lose_nothing() -> None:
    """What was counted fails; times are for a quiet machine, and `make chaos` judges them."""
    if reason := why_not():
        pytest.skip(reason)
    command = [sys.executable, "-m", "proof", "chaos", "--short", "--rate", "5"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )

    lines = [line for line in done.stdout.splitlines() if MISSED in line]
    assert "acknowledged and never answered" in done.stdout, done.stderr
    assert not [line for line in lines if "usual again" not in line], done.stdout
