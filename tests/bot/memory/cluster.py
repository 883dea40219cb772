"""A PostgreSQL server of the tests' own, from the programs that the system has."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
START_S = 30.0


class Cluster:
    """A server in a temporary folder, reached by a socket there alone; it obeys nobody else."""

    def __init__(
        self, place: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        """Make its folder, in `place` if that is given, and start it; not as root, it refuses.

        `environment` is added to the server's own.
        """
        self.programs = PROGRAMS[-1].parent
        self.user = "postgres" if os.geteuid() == 0 else None
        self.environment = {**os.environ, **(environment or {})}
        self.folder = Path(tempfile.mkdtemp(prefix="remit-pg-", dir=place))
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "-D", str(self.data), "-U", "remit", "--auth=trust", "--no-sync")
        self.start()

    @property
    def data(self) -> Path:
        """The server's data."""
        return self.folder / "data"

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.data, "-k", self.folder, "-h", "", "-F"],
            user=self.user,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + START_S
        while self._run("pg_isready", "-h", str(self.folder), check=False).returncode:
            assert time.monotonic() < until, "PostgreSQL does not start"
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server as a crash would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End the server and remove its folder."""
        self.process.send_signal(signal.SIGINT)  # SIGTERM would wait for everybody to leave
        self.process.wait()
        shutil.rmtree(self.folder)

    def database(self, name: str) -> str:
        """The address of a new, empty database."""
        self.query("postgres", f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://remit@/{name}?host={self.folder}"

    def query(self, database: str, sql: str) -> str:
        """What the server answers, a row a line."""
        return self._run(
            "psql", "-h", str(self.folder), "-U", "remit", "-d", database, "-Atqc", sql
        ).stdout

    def _run(
        self, program: str, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs."""
        return subprocess.run(
            [self.programs / program, *arguments],
            user=self.user,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=check,
        )


def why_not() -> str:
    """Why no server can be started here; empty if one can."""
    if not PROGRAMS:
        return "PostgreSQL's programs are not installed (apt-get install postgresql)"
    if os.geteuid() == 0 and "postgres" not in {each.pw_name for each in pwd.getpwall()}:
        return "PostgreSQL does not run as root, and there is no user `postgres`"
    return ""
