"""Real replicas, killed where it hurts: everything acknowledged is answered, and answered once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.programs import free_port

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 60.0
CANARY = "Zanzibar"
"""Stands in every question, so that it must stand in no log."""


@dataclass(frozen=True, slots=True)
class Replica:
    """A process, and where it listens."""

    process: subprocess.Popen[bytes]
    port: int

    def send(self, name: str) -> int:
        """The status with which an event is acknowledged; 0 if nobody does."""
        body = json.dumps({"id": name, "text": f"what is {CANARY}? {name}"}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/test/events", data=body)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as reply:
                status: int = reply.status
                return status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def send_all(self, names: Sequence[str]) -> list[int]:
        """The same for several at once."""
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(self.send, names))

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page; 0 while nobody listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""


@contextmanager
def replica(folder: Path, **environment: str) -> Iterator[Replica]:
    """A replica over the database in a folder, ready; it is killed at the end."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REMIT_")}
    command = [sys.executable, "-m", "tests.adapters.service.replica", str(folder / "answers")]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**kept, "REMIT_PORT": str(port), **environment},
            stderr=log,
        )
    running = Replica(process, port)
    try:
        until(lambda: process.poll() is not None or running.get("/readyz")[0] == 200)
        assert process.poll() is None, (folder / "log").read_text()
        yield running
    finally:
        process.kill()
        process.wait()


def until(holds: Callable[[], bool]) -> None:
    """Wait for something; fail when patience ends."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def lines(folder: Path) -> Counter[str]:
    """What people have seen, and how often."""
    return Counter((folder / "answers").read_text().splitlines())


def answered(names: Sequence[str]) -> Counter[str]:
    """What people should see: each answer once."""
    return Counter(f"answer {name}" for name in names)


def test_a_kill_between_acknowledgement_and_answer_loses_nothing(tmp_path: Path) -> None:
    """The next process answers what was acknowledged."""
    names = [f"e{i}" for i in range(20)]
    (tmp_path / "hold").touch()
    with replica(tmp_path) as first:
        assert first.send_all(names) == [200] * len(names)
        first.process.kill()
        first.process.wait()
    assert not lines(tmp_path)
    (tmp_path / "hold").unlink()

    with replica(tmp_path):
        until(lambda: lines(tmp_path).total() >= len(names))
        time.sleep(0.5)
    assert lines(tmp_path) == answered(names)


def test_kills_at_any_moment_lose_and_double_nothing(tmp_path: Path) -> None:
    """While answers are made, sent and noted; the platform sends again what nobody acknowledged."""
    names = [f"e{i}" for i in range(60)]
    left = list(names)
    for _ in range(4):
        with replica(tmp_path) as running, ThreadPoolExecutor(8) as pool:
            seen = lines(tmp_path).total()
            receptions = pool.map(running.send, left)
            until(lambda seen=seen: lines(tmp_path).total() >= min(seen + 8, len(names)))  # type: ignore[misc]
            running.process.kill()
            left = [name for name, status in zip(left, receptions, strict=True) if status != 200]
    with replica(tmp_path) as last:
        assert last.send_all(left) == [200] * len(left)
        until(lambda: lines(tmp_path).total() >= len(names))
        time.sleep(0.5)
    assert lines(tmp_path) == answered(names)


def test_another_replica_takes_over_from_a_dead_one(tmp_path: Path) -> None:
    """Both share a database, and each event is sent to both; one is killed."""
    names = [f"e{i}" for i in range(40)]
    (tmp_path / "hold").touch()
    with replica(tmp_path) as one, replica(tmp_path) as other:
        assert one.send_all(names) == [200] * len(names)
        assert other.send_all(names) == [200] * len(names)
        one.process.kill()
        (tmp_path / "hold").unlink()
        until(lambda: lines(tmp_path).total() >= len(names))
        time.sleep(0.5)
    assert lines(tmp_path) == answered(names)


def test_a_replica_that_is_told_to_stop_finishes_first(tmp_path: Path) -> None:
    """New events are refused with 503 meanwhile, and `/readyz` says why."""
    (tmp_path / "hold").touch()
    with replica(tmp_path) as running:
        assert running.send("e1") == 200
        running.process.send_signal(signal.SIGTERM)
        until(lambda: running.get("/readyz")[0] == 503)
        assert json.loads(running.get("/readyz")[1])["parts"]["questions"] == "draining"
        assert running.send("e2") == 503
        (tmp_path / "hold").unlink()
        assert running.process.wait(PATIENCE_S) == 0
    assert lines(tmp_path) == answered(["e1"])


def test_what_a_stopping_replica_cannot_finish_is_answered_by_the_next(tmp_path: Path) -> None:
    """It gives up in time for whoever waits for its end."""
    (tmp_path / "hold").touch()
    with replica(tmp_path, DRAIN_S="0.3") as running:
        assert running.send("e1") == 200
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(PATIENCE_S) == 0
    (tmp_path / "hold").unlink()
    with replica(tmp_path):
        until(lambda: lines(tmp_path).total() >= 1)
    assert lines(tmp_path) == answered(["e1"])


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_log_holds_what_was_asked(tmp_path: Path, form: str) -> None:
    """Whether it is answered, fails, or comes by the web; every line names its reference."""
    with replica(tmp_path, REMIT_LOG__FORMAT=form) as running:
        assert running.send("e1") == 200
        until(lambda: lines(tmp_path)["answer e1"] == 1)
        (tmp_path / "fail").touch()
        assert running.send("e2") == 200
        until(lambda: lines(tmp_path)["failed e2"] == 1)
        ask(running, {"question": f"who is {CANARY}?"})
        running.get(f"/{CANARY}")
        running.get(f"/who?action={CANARY}")
        metrics = running.get("/metrics")[1]
    log = (tmp_path / "log").read_text()

    assert CANARY not in log + metrics
    assert "RuntimeError at " in log
    if form == "json":
        written = [json.loads(line) for line in log.splitlines()]
        told = [line for line in written if line["event"].startswith(("answered", "failed"))]
        assert len(told) >= 3
        assert all(len(line["reference"]) == 8 for line in told)
        assert all(line["level"] and line["timestamp"] for line in written)


def ask(running: Replica, body: dict[str, Any]) -> None:
    """Ask by the web."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{running.port}/api/ask", data=json.dumps(body).encode()
    )
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as reply:
        assert reply.status == 200
