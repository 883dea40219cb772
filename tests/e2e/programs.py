"""The programs that end-to-end tests start: `remit`, as it is installed, and Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

REMIT = Path(sys.executable).with_name("remit")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
).split()
PATIENCE_S = 120.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ingested(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a `remit` of its own: its index in `folder`, a free port, `settings`."""
    if not REMIT.exists():
        pytest.skip("the console script is not installed; run `make test`")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("REMIT_")},
        "REMIT_DATA_DIR": str(folder),
        "REMIT_PORT": str(free_port()),
        **settings,
    }
    subprocess.run([REMIT, "ingest"], env=environment, check=True, timeout=PATIENCE_S)
    return environment


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of `remit serve`, once it says that it is ready; it is told to stop after."""
    address = f"http://127.0.0.1:{environment['REMIT_PORT']}"
    with subprocess.Popen([REMIT, "serve"], env=environment) as process:
        try:
            _wait_until_ready(process, address)
            yield address
        finally:
            process.terminate()


def _wait_until_ready(process: subprocess.Popen[bytes], address: str) -> None:
    """Return when `/readyz` answers; fail when the process ends or patience does."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail("the server was not ready in time")
