"""The stops of an answer are timed and traced, without what was asked."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from structlog.contextvars import bound_contextvars, get_contextvars
from typing_extensions import override

from adapters.service.metrics import Metrics
from adapters.service.threads import Threads
from adapters.service.watching import Watching
from bot.bootstrap import ingest_library, open_guide
from bot.guide import Stop, unwatched
from bot.model import Question
from knowledge.settings import KnowledgeSettings

ROOT = Path(__file__).resolve().parents[3]

TRACED = """
import asyncio, sys
from adapters.service import traces
from adapters.settings import ServerSettings
from tests.adapters.service.builders import asked, close, new_desk

end = traces.start(ServerSettings().traces)
desk = new_desk(sys.argv[1])
asyncio.run(desk.ask(asked("who is Zanzibar?", "0000abcd")))
close(desk)
end()
"""


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """Where traces are sent, and what came there."""
    received: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        """Takes everything."""

        def do_POST(self) -> None:
            """Keep the body."""
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/traces", received
    server.shutdown()
    thread.join()
    server.server_close()


def test_traces_go_where_the_settings_say(collector: tuple[str, list[bytes]], address: str) -> None:
    """One span an answer with its reference, and one for each stop; no word of the question."""
    endpoint, received = collector
    subprocess.run(
        [sys.executable, "-c", TRACED, address],
        cwd=ROOT,
        env={**os.environ, "REMIT_TRACES__ENDPOINT": endpoint},
        check=True,
        timeout=60,
    )
    sent = b"".join(received)

    assert b"0000abcd" in sent
    assert b"ask" in sent
    assert b"show" in sent
    assert b"refused" in sent
    assert b"Zanzibar" not in sent


def test_every_stop_of_an_answer_is_timed(tmp_path: Path) -> None:
    """The figures tell which stop is slow."""
    (tmp_path / "baker.md").write_text("# Baker\n\n## Responsibilities\n\nClean the oven.\n")
    settings = KnowledgeSettings(data_dir=tmp_path / "data", library=tmp_path)
    ingest_library([tmp_path], settings)
    metrics = Metrics()
    guide = replace(open_guide(settings), watch=Watching(metrics))
    guide.answer(Question("What is the baker responsible for?"))
    exposed = metrics.exposed().decode()

    for stop in Stop:
        assert f'remit_stage_seconds_count{{stage="{stop}"}} 1.0' in exposed


def test_a_stop_that_fails_is_timed_and_its_error_let_through() -> None:
    """Watching changes nothing."""
    metrics = Metrics()

    def fail() -> None:
        with Watching(metrics)(Stop.FIND):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert 'remit_stage_seconds_count{stage="find"} 1.0' in metrics.exposed().decode()


def test_being_unwatched_costs_nothing_that_can_be_measured() -> None:
    """Terminal and evals do not pay for the server's figures: five stops below 50 µs."""
    rounds = 1000

    def once() -> float:
        began = time.perf_counter()
        for _ in range(rounds):
            for stop in Stop:
                with unwatched(stop):
                    pass
        return (time.perf_counter() - began) / rounds

    assert min(once() for _ in range(5)) < 50e-6


def test_a_thread_goes_on_with_the_logs_and_traces_of_its_caller() -> None:
    """What is logged on a thread has the reference too."""

    async def play() -> dict[str, object]:
        threads = Threads("test", 1)
        try:
            with bound_contextvars(reference="0000abcd"):
                return await threads.run(get_contextvars)
        finally:
            threads.close()

    assert asyncio.run(play()) == {"reference": "0000abcd"}
