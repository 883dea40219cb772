"""The server as a process: it starts, follows an ingest, and stops when it is told to."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.errors import AddressTaken
from adapters.server import serve
from bot.bootstrap import ingest_library
from knowledge.errors import IndexMissing
from knowledge.settings import KnowledgeSettings

PROGRAM = (
    "from adapters.server import serve\n"
    "from knowledge.settings import KnowledgeSettings\n"
    "serve(KnowledgeSettings())\n"
)
PATIENCE_S = 60.0
QUESTION = "who cleans the oven of the baker?"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeSettings:
    """A library of one document, indexed, and a free port."""
    folder = tmp_path / "library"
    folder.mkdir()
    write(folder, "The baker cleans the oven of the bakery every evening.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("REMIT_PORT", str(probe.getsockname()[1]))
    monkeypatch.setenv("REMIT_LIBRARY", str(folder))
    monkeypatch.setenv("REMIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("REMIT_PUBLIC_URL", raising=False)
    settings = KnowledgeSettings()
    ingest_library([folder], settings)
    return settings


@pytest.fixture
def process(settings: KnowledgeSettings, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The server, ready; its log is the file `log`."""
    assert settings.data_dir.is_dir()
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen([sys.executable, "-c", PROGRAM], stderr=log) as process,
    ):
        try:
            until(
                lambda: (
                    process.poll() is not None
                    or "not ready" in (tmp_path / "log").read_text()
                    or fetch("/readyz")["status"] == "ready"
                )
            )
            assert fetch("/readyz")["status"] == "ready", (tmp_path / "log").read_text()
            yield process
        finally:
            process.kill()


def write(folder: Path, sentence: str) -> None:
    """Make the library say one sentence."""
    (folder / "baker.md").write_text(f"# Baker\n\n## Responsibilities\n\n{sentence}\n")


def fetch(path: str, body: object = None) -> dict[str, Any]:
    """A reply's JSON; an empty one while nobody listens."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ['REMIT_PORT']}{path}",
        data=json.dumps(body).encode() if body else None,
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as reply:
            given: dict[str, Any] = json.load(reply)
            return given
    except urllib.error.URLError:
        return {"status": ""}


def page(path: str) -> str:
    """A page."""
    address = f"http://127.0.0.1:{os.environ['REMIT_PORT']}{path}"
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as reply:
        text: str = reply.read().decode()
        return text


def until(holds: Callable[[], bool]) -> None:
    """Wait for something; fail when patience ends."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.e2e
def test_the_server_follows_an_ingest(
    process: subprocess.Popen[bytes], settings: KnowledgeSettings
) -> None:
    """No restart is needed, and nobody waits for more than a second to see the new documents."""
    assert "every evening" in page("/read/baker")
    write(settings.library, "The apprentice cleans the oven of the bakery at noon.")
    ingest_library([settings.library], settings)

    until(lambda: "at noon" in page("/read/baker"))
    assert process.poll() is None


@pytest.mark.e2e
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_when_it_is_told_to(
    process: subprocess.Popen[bytes], tmp_path: Path, told: signal.Signals
) -> None:
    """Without a traceback; its log has what happened and nothing that was asked."""
    assert fetch("/api/ask", {"question": QUESTION})["status"]
    process.send_signal(told)

    assert process.wait(PATIENCE_S) == 0
    log = (tmp_path / "log").read_text()
    assert f"Remit answers on http://127.0.0.1:{os.environ['REMIT_PORT']}" in log
    assert "POST /api/ask 200" in log
    assert "oven" not in log
    assert "Traceback" not in log


def test_a_port_that_is_taken_is_told_in_a_sentence(settings: KnowledgeSettings) -> None:
    """With what to do about it."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(os.environ["REMIT_PORT"])))
        other.listen()

        with pytest.raises(AddressTaken, match="set REMIT_PORT or REMIT_HOST"):
            serve(settings)


def test_there_is_no_server_without_an_index(tmp_path: Path) -> None:
    """It says so at once, and what to run first."""
    with pytest.raises(IndexMissing, match="remit ingest"):
        serve(KnowledgeSettings(data_dir=tmp_path / "nothing"))
