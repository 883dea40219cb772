"""A chat model's server on loopback that says what a test tells it to, well or badly."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from typing_extensions import override

Say = Callable[[str], str]
"""From the prompt to the model's answer."""


@dataclass(slots=True)
class ModelServer:
    """What the server does next, and what it was asked."""

    address: str = ""
    say: Say = lambda _prompt: ""
    statuses: list[int] = field(default_factory=list)
    """Answered in turn, instead of what is said; 200 says it."""
    pause_s: float = 0.0
    """Between two pieces."""
    cut_after: int | None = None
    """Characters after which the connection ends without a word."""
    asked: list[dict[str, Any]] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        """What was asked, without instructions."""
        return [request["messages"][-1]["content"] for request in self.asked]


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """A server of the OpenAI kind, streaming, on a free port."""
    state = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_POST(self) -> None:
            """Answer a completion."""
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            state.asked.append(request)
            status = state.statuses.pop(0) if state.statuses else 200
            self.send_response(status)
            if status != 200:
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")
                return
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            said = state.say(request["messages"][-1]["content"])
            try:
                self._stream(said[: state.cut_after])
            except (BrokenPipeError, ConnectionResetError):
                return

        def _stream(self, said: str) -> None:
            for start in range(0, len(said), 40):
                self._event({"content": said[start : start + 40]}, None)
                time.sleep(state.pause_s)
            if state.cut_after is None:
                self._event({}, "stop")
                self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            data = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "test",
                "choices": [choice],
            }
            self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def lines(*sentences: tuple[str, Sequence[int]]) -> str:
    """Sentences with the passages that they claim, as the model is asked to write them."""
    return "\n".join(
        json.dumps({"sentence": sentence, "passages": list(numbers)}, ensure_ascii=False)
        for sentence, numbers in sentences
    )
