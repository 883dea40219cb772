"""Two real servers over one Chroma server, one PostgreSQL and one shared folder, as deployed."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.bot.memory.cluster import Cluster
from tests.bot.memory.conftest import cluster
from tests.e2e.programs import PATIENCE_S, REMIT, free_port

__all__ = ["cluster"]

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-of-the-tests"  # noqa: S105
QUESTION = "What is the baker responsible for?"


def until(holds: Callable[[], bool]) -> None:
    """Wait for something; fail when patience ends."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def baker(sentence: str, others: int = 0) -> bytes:
    """An archive with a baker's document, and some of others."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as packed:
        packed.writestr("baker.md", f"# Baker\n\n## Responsibilities\n\n{sentence}\n")
        for i in range(others):
            duties = "\n".join(f"- Carry sack {i}-{j} of flour to the mill." for j in range(40))
            text = f"# Carrier {i}\n\n## Responsibilities\n\n{sentence}\n\n{duties}\n"
            packed.writestr(f"carrier-{i}.md", text)
    return memory.getvalue()


@dataclass(frozen=True, slots=True)
class Server:
    """A server of the tests."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    def call(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Status and text of a reply; 0 while nobody listens."""
        address = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(address, data=body, headers=dict(headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def ask(self) -> str:
        """What it says of the baker; empty if it does not answer."""
        status, text = self.call("/api/ask", json.dumps({"question": QUESTION}).encode())
        return str(json.loads(text)["text"]) if status == 200 else ""

    def push(self, archive: bytes) -> int:
        """Push documents."""
        return self.call("/api/library", archive, {"Authorization": f"Bearer {TOKEN}"})[0]

    def last(self) -> dict[str, Any]:
        """What became of the last look at the documents."""
        told: dict[str, Any] = json.loads(
            self.call("/api/library", headers={"Authorization": f"Bearer {TOKEN}"})[1]
        )
        return told


@dataclass(slots=True)
class Company:
    """What an operator runs: Chroma, PostgreSQL, a folder that replicas share."""

    folder: Path
    database: str
    chroma_port: int
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self, name: str, port: int) -> dict[str, str]:
        """The settings of one replica."""
        kept = {key: text for key, text in os.environ.items() if not key.startswith("REMIT_")}
        return {
            **kept,
            "OPENBLAS_NUM_THREADS": "1",
            "REMIT_PORT": str(port),
            "REMIT_DATA_DIR": str(self.folder / name),
            "REMIT_LIBRARY": str(self.folder / "library"),
            "REMIT_CHROMA__MODE": "server",
            "REMIT_CHROMA__HOST": "127.0.0.1",
            "REMIT_CHROMA__PORT": str(self.chroma_port),
            "REMIT_DATABASE_URL": self.database,
            "REMIT_LINKS__SECRET": "sixteen letters!",
            "REMIT_SYNC__SHARED": str(self.folder / "shared"),
            "REMIT_SYNC__TOKEN": TOKEN,
            **self.settings,
        }

    @contextmanager
    def server(self, name: str) -> Iterator[Server]:
        """A replica, ready; it is told to stop at the end."""
        port = free_port()
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [REMIT, "serve"], cwd=self.folder, env=self.environment(name, port), stderr=log
            )
        running = Server(process, port, self.folder)
        try:
            until(lambda: process.poll() is not None or running.call("/readyz")[0] == 200)
            assert process.poll() is None, (self.folder / f"{name}.log").read_text()
            yield running
        finally:
            process.terminate()
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


@contextmanager
def chroma(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A Chroma server over a folder."""
    program = Path(sys.executable).with_name("chroma")
    place = ["--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [program, "run", *place], stdout=quiet, stderr=quiet, cwd=folder.parent
    ) as process:
        try:
            until(lambda: healthy(port))
            yield process
        finally:
            process.terminate()


def healthy(port: int) -> bool:
    """What compose's health check says of a Chroma server at a port."""
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
    bash, flag, script = compose["services"]["chroma"]["healthcheck"]["test"][1:]
    script = script.replace("8000", str(port)).replace("$$", "$")
    return subprocess.run([bash, flag, script], check=False, capture_output=True).returncode == 0


@pytest.fixture
def company(tmp_path: Path, cluster: Cluster) -> Iterator[Company]:
    """Everything but the replicas."""
    port = free_port()
    (tmp_path / "library").mkdir()
    with zipfile.ZipFile(io.BytesIO(baker("The baker sweeps the floor."))) as packed:
        packed.extractall(tmp_path / "library")
    name = f"remit_{os.urandom(4).hex()}"
    with chroma(tmp_path / "vectors", port):
        yield Company(tmp_path, cluster.database(name), port)


def test_documents_pushed_to_one_replica_are_answered_by_all_and_nobody_waits(
    company: Company,
) -> None:
    """One indexes, questions are answered meanwhile, and the other has the very same index."""
    with company.server("one") as one, company.server("other") as other:
        assert "sweeps the floor" in one.ask()
        assert "sweeps the floor" in other.ask()

        took: list[float] = []
        failed: list[int] = []
        done = threading.Event()

        def keep_asking() -> None:
            while not done.wait(0.05):
                began = time.monotonic()
                if not one.ask():
                    failed.append(1)
                took.append(time.monotonic() - began)

        asking = threading.Thread(target=keep_asking)
        asking.start()
        try:
            assert one.push(baker("The baker cleans the oven.", others=20)) == 202
            until(lambda: "cleans the oven" in one.ask() and "cleans the oven" in other.ask())
        finally:
            done.set()
            asking.join()
        told = other.last()
        figures = one.call("/metrics")[1]
        log = "".join((company.folder / f"{name}.log").read_text() for name in ("one", "other"))

    assert not failed
    print(f"while indexing: {len(took)} answers, slowest {max(took):.2f} s")  # noqa: T201
    assert max(took) < 10
    assert told["last"]["documents"] == 21
    assert {(company.folder / name / "CURRENT").read_text() for name in ("one", "other")} == {
        told["last"]["generation"]
    }
    assert len(re.findall(r"embedded=[1-9]", log)) == 1
    assert 'remit_library_looks_total{outcome="changed"} 1.0' in figures
    assert TOKEN not in log
    assert "oven" not in log


def test_a_replica_that_dies_while_it_indexes_harms_nobody(company: Company) -> None:
    """The other goes on answering; when the first is started again it finishes the work."""
    with company.server("other") as other:
        with company.server("one") as one:
            assert one.push(baker("The baker cleans the oven.", others=30)) == 202
            time.sleep(0.5)
            one.process.send_signal(signal.SIGKILL)
            one.process.wait()
        assert "sweeps the floor" in other.ask()
        with company.server("one"):
            until(lambda: "cleans the oven" in other.ask())


def test_chroma_may_be_away_while_questions_are_answered(tmp_path: Path, cluster: Cluster) -> None:
    """Only indexing needs it: that is told, and made up for."""
    port = free_port()
    (tmp_path / "library").mkdir()
    document = tmp_path / "library" / "baker.md"
    document.write_text("# Baker\n\n## Responsibilities\n\nThe baker sweeps the floor.\n")
    name = f"remit_{os.urandom(4).hex()}"
    settings = {"REMIT_SYNC__EVERY_S": "1"}
    company = Company(tmp_path, cluster.database(name), port, settings)
    vectors = tmp_path / "vectors"
    with chroma(vectors, port) as first:
        running = company.server("one")
        one = running.__enter__()
        first.kill()
    try:
        text = "# Baker\n\n## Responsibilities\n\nThe baker cleans the oven.\n"
        document.write_text(text)
        until(lambda: one.last()["last"]["outcome"] == "failed")
        assert "Chroma server" in one.last()["last"]["reason"]
        assert "sweeps the floor" in one.ask()
        with chroma(vectors, port):
            until(lambda: "cleans the oven" in one.ask())
    finally:
        running.__exit__(None, None, None)


def test_a_backup_brings_everything_back(company: Company, cluster: Cluster) -> None:
    """As deploy/README.md says: dump, archive of the shared folder; vectors are made anew."""
    with company.server("one") as one:
        assert one.push(baker("The baker cleans the oven.")) == 202
        until(lambda: "cleans the oven" in one.ask())
    name = urlsplit(company.database).path[1:]
    dump = cluster.folder / f"{name}.dump"
    asked = cluster.query(name, "SELECT count(*) FROM receipts").strip()
    cluster._run("pg_dump", "-h", str(cluster.folder), "-U", "remit", "-Fc", "-f", str(dump), name)
    archive = company.folder / "shared.tar"
    shared = ["tar", "-C", str(company.folder / "shared"), "-cf", str(archive), "documents"]
    subprocess.run(shared, check=True)

    later = company.folder / "later"
    (later / "shared").mkdir(parents=True)
    (later / "library").mkdir()
    subprocess.run(["tar", "-C", str(later / "shared"), "-xf", str(archive)], check=True)
    restored = cluster.database(f"{name}_later")
    place = ["-h", str(cluster.folder), "-U", "remit", "-d", f"{name}_later"]
    cluster._run("pg_restore", *place, "--no-owner", str(dump))
    port = free_port()
    with (
        chroma(later / "vectors", port),
        Company(later, restored, port).server("one") as one,
    ):
        assert "cleans the oven" in one.ask()
    assert int(asked) > 0
    assert int(cluster.query(f"{name}_later", "SELECT count(*) FROM receipts")) == int(asked) + 1


def test_replicas_are_exchanged_one_by_one_without_a_gap(company: Company) -> None:
    """An upgrade, or a rollback: a new replica is ready before an old one is told to stop."""
    with company.server("new") as new:
        old = company.server("old")
        running = old.__enter__()
        assert running.ask()
        old.__exit__(None, None, None)
        assert running.process.returncode == 0
        assert "sweeps the floor" in new.ask()
        log = (company.folder / "old.log").read_text()
    assert "finishing what was accepted" in log
    assert "Traceback" not in log
