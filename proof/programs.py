"""Programs that are disturbed: a replica under a supervisor, Chroma, a disk, a clock.

Comes in: a folder and an environment. Goes out: processes that can be killed, stopped and starved.
What keeps them running is what an operator has: a program that ended is started again.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from proof.errors import NotTaken

STARTING_S = 180.0
RESTART_S = 1.0
"""After which a program that has ended is started again."""
INDEXING = "adapters.syncing.indexing"
SLEEP = Path(__file__).with_name("clock")
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Program:
    """A program in a session of its own, started again when it ends."""

    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    health: str
    """An address that is 200 once it is ready."""
    log: Path
    died: int = 0
    """How often it ended without having been killed by us."""
    _process: subprocess.Popen[bytes] | None = None
    _killed: bool = False
    _keeping: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """The main process."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start it, and again whenever it ends."""
        self._start()
        self._keeping = asyncio.create_task(self._keep())

    def _start(self) -> None:
        self._killed = False
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own programs
                self.command,
                cwd=self.folder,
                env=dict(self.environment),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def _keep(self) -> None:
        """What a supervisor does."""
        while True:
            await asyncio.sleep(0.1)
            if self._process and self._process.poll() is not None:
                self.died += not self._killed
                await asyncio.sleep(RESTART_S)
                self._start()

    async def ready(self, within_s: float = STARTING_S) -> None:
        """Wait until it says that it is ready.

        Raises:
            NotTaken: it does not within so long.
        """
        end = time.monotonic() + within_s
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session:
            while time.monotonic() < end:
                with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                    async with session.get(self.health) as reply:
                        if reply.status == 200:
                            return
                await asyncio.sleep(0.1)
        said = self.log.read_text(errors="replace")[-2000:]
        raise NotTaken(f"{self.command[-1]} did not become ready. It said last:\n{said}")

    def kill(self) -> None:
        """End the main process as a crash would; what it started sees to itself."""
        assert self._process
        self._killed = True
        self._process.kill()
        self._process.wait()

    def pause(self) -> None:
        """Have all of its processes stand still."""
        for pid in self.pids():
            os.kill(pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let them go on."""
        for pid in self.pids():
            os.kill(pid, signal.SIGCONT)

    def pids(self) -> list[int]:
        """Its processes."""
        return [pid for pid, fields in _processes() if int(fields[3]) == self.pid]

    def worker(self) -> int | None:
        """A process of it that answers questions; None if there is none."""
        found = (pid for pid in self.pids() if "spawn_main" in _command(pid))
        return next(found, None)

    def memory(self) -> int:
        """Bytes that it holds now; one that indexes is there for a moment only and left out."""
        pages = 0
        for pid in self.pids():
            with contextlib.suppress(OSError):
                if INDEXING not in _command(pid):
                    pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    async def stop(self) -> None:
        """End it for good, in good time or at once."""
        if self._keeping:
            self._keeping.cancel()
        if self._process is None:
            return
        self.resume()
        self._process.terminate()
        try:
            await asyncio.to_thread(self._process.wait, 30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _processes() -> Iterator[tuple[int, list[str]]]:
    """All processes, with the fields of their `stat` from the state on."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            yield int(stat.parent.name), stat.read_text().rpartition(")")[2].split()


def descendants(pid: int) -> list[int]:
    """A process and all that it started."""
    parents = {child: int(fields[1]) for child, fields in _processes()}
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def _command(pid: int) -> str:
    """The command line of a process; empty once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


@dataclass(slots=True)
class Disk:
    """A small disk of its own, so that filling it harms nobody else; only root may have one."""

    folder: Path
    why_not: str = ""
    _filler: Path = field(init=False)

    SIZE = "1g"

    def __post_init__(self) -> None:
        """Make the folder, and mount a disk there if that is allowed."""
        self.folder.mkdir()
        self._filler = self.folder / "filler"
        mount = ["mount", "-t", "tmpfs", "-o", f"size={self.SIZE},mode=755", "remit-proof"]
        if os.geteuid() != 0:
            self.why_not = "a disk of its own can be mounted by root alone"
        elif subprocess.run([*mount, self.folder], check=False, capture_output=True).returncode:  # noqa: S603
            self.why_not = "no disk may be mounted here"

    def fill(self) -> None:
        """Leave no room."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (1024**2, 4096):
                piece = b"\0" * size
                try:
                    while True:
                        file.write(piece)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def free(self) -> None:
        """Make room again."""
        self._filler.unlink(missing_ok=True)

    def close(self) -> None:
        """Take the disk away."""
        if not self.why_not:
            subprocess.run(["umount", "--lazy", self.folder], check=False)  # noqa: S603, S607


@dataclass(slots=True)
class Clock:
    """The time of day as one program sees it, by libfaketime; durations stay as they are."""

    file: Path

    def __post_init__(self) -> None:
        """Begin with the true time."""
        self.jump(0)
        self.file.chmod(0o644)

    def jump(self, seconds: int) -> None:
        """Show the true time and so many seconds from now on."""
        self.file.write_text(f"{seconds:+d}\n")

    @property
    def environment(self) -> dict[str, str]:
        """What has a program see this clock; nothing where libfaketime is missing."""
        if self.why_not:
            return {}
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DISABLE_SHM": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # else threads that wait keep a processor busy
            "PYTHONPATH": os.pathsep.join((str(SLEEP), os.environ.get("PYTHONPATH", ""))),
        }

    @property
    def why_not(self) -> str:
        """Why no clock can jump here; empty if one can."""
        return "" if LIBRARIES else "libfaketime is not installed (apt-get install libfaketime)"


def chroma(folder: Path, port: int, log: Path) -> Program:
    """A Chroma server over a folder."""
    program = Path(sys.executable).with_name("chroma")
    place = ("--host", "127.0.0.1", "--port", str(port), "--path", str(folder))
    address = f"http://127.0.0.1:{port}/api/v2/heartbeat"
    environment = os.environ | {"ANONYMIZED_TELEMETRY": "False"}
    return Program((str(program), "run", *place), folder.parent, environment, address, log)
