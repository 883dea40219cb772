"""Programs that a sync waits for: never through a shell, never for ever, ended with the server."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

from adapters.syncing.errors import Stopping


class Programs:
    """Runs programs, one or more at once, until it is stopped. Threads share it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = Lock()
        self._stopped = False

    def run(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        folder: Path,
        patience_s: float | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """What a program says, once it has ended; its standard input is open as long as we live.

        Raises:
            Stopping: `stop` was called before it ended.
            subprocess.TimeoutExpired: it took longer than `patience_s`; it is ended.
            OSError: there is no such program.
        """
        with self._lock:
            if self._stopped:
                raise Stopping
            process = subprocess.Popen(  # noqa: S603  lists of arguments, made by this package
                command,
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
            self._running.add(process)
        # `communicate` would close its standard input at once.
        kept_open, process.stdin = process.stdin, None
        try:
            told, complaint = process.communicate(timeout=patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        finally:
            if kept_open:
                kept_open.close()
            with self._lock:
                self._running.discard(process)
        if self._stopped:
            raise Stopping
        return subprocess.CompletedProcess(list(command), process.returncode, told, complaint)

    def stop(self) -> None:
        """End whatever runs, and run nothing more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()
