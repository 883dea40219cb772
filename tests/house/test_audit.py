"""`scripts/audit.sh` stops a change whose packages are known to be vulnerable, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typing_extensions import override

ROOT = Path(__file__).resolve().parents[2]
PIP_AUDIT = Path(sys.executable).with_name("pip-audit")
FAULT = {"id": "PYSEC-1", "summary": "a fault", "modified": "2026-01-01T00:00:00Z"}

pytestmark = pytest.mark.skipif(not PIP_AUDIT.exists(), reason="`make check` installs pip-audit")


@pytest.fixture
def database() -> Iterator[tuple[str, set[str]]]:
    """A vulnerability database, and the packages that it knows to be vulnerable."""
    vulnerable: set[str] = set()

    class Database(BaseHTTPRequestHandler):
        """Answers as OSV does."""

        def do_POST(self) -> None:
            """The vulnerabilities of a package."""
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            package = asked["package"]
            affected = [{"package": package, "ranges": [], "versions": [asked["version"]]}]
            is_known = package["name"] in vulnerable
            told = {"vulns": [FAULT | {"affected": affected}]} if is_known else {}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Database)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query", vulnerable
    server.shutdown()
    thread.join()
    server.server_close()


def audit(address: str) -> subprocess.CompletedProcess[str]:
    """Run the script against a database."""
    return subprocess.run(
        [ROOT / "scripts" / "audit.sh", PIP_AUDIT, "--osv-url", address, "--timeout", "5"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_sound_packages_pass(database: tuple[str, set[str]]) -> None:
    """In one line."""
    result = audit(database[0])

    assert result.returncode == 0, result.stderr
    assert result.stdout == "audit: no known vulnerability in the locked packages\n"


def test_a_vulnerable_package_fails_and_is_named(database: tuple[str, set[str]]) -> None:
    """With the id under which it is known, and what to do."""
    address, vulnerable = database
    vulnerable.add("aiohttp")
    result = audit(address)

    assert result.returncode == 1
    assert "aiohttp" in result.stderr
    assert "PYSEC-1" in result.stderr
    assert "make lock" in result.stderr


def test_a_database_that_cannot_be_reached_stops_nobody() -> None:
    """It says so in one line: nothing was learned."""
    result = audit("http://127.0.0.1:9/v1/query")

    assert result.returncode == 0
    assert result.stdout == ("audit: skipped, for the vulnerability database cannot be reached\n")
