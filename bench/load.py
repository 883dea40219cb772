"""Load on the chat service: a real `remit serve` beside this process, and what came of it.

Comes in: a platform, how many questions a second and for how long. Goes out: a `Load`, the values
that the table shows. Questions are offered at their moment whether or not earlier ones are
answered; whoever measures waits for the rest for some seconds only.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from bench.errors import NoServer
from bench.model import Asked
from bench.platforms import Platform, Replies, Request
from bench.timing import PROJECT

SERVE = "import sys; from adapters.terminal.main import main; sys.argv[1:] = ['serve']; main()"
ASKERS = 200
"""Enough that nobody asks too fast, and that a chat with the bot alone stays short."""
WARM = 40
"""Questions before those that count, one after another."""
STARTING_S = 120.0
"""How long a server may take to be ready, its index included."""
WAITING_S = 30.0
"""How long the last answers are waited for."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of the questions: moments in seconds, each from when its question was offered.

    `acknowledged` has one for each request that was taken, `answered` one for each answered
    question; `seconds` go from the first question to the last answer, `cpu` is the server's, over
    all of its processes, and so are `memory`, the MB that they hold at the end: what several share
    counts once.
    """

    offered: int
    acknowledged: tuple[float, ...]
    answered: tuple[float, ...]
    put_off: int
    doubled: int
    refused: int
    seconds: float
    cpu: float
    machine: float
    memory: float

    @property
    def lost(self) -> int:
        """Questions that were acknowledged, and neither answered nor put off politely."""
        return len(self.acknowledged) - len(self.answered) - self.put_off

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.answered) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """The server's processor time for each answer, acknowledging included."""
        return 1e3 * self.cpu / max(1, len(self.answered))


def share(values: Sequence[float], part: float) -> float:
    """The value below which `part` of the values lie; not a number where there are none."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(part * len(ranked)))] if ranked else float("nan")


async def put_load(
    platform: Platform, questions: Sequence[Asked], rate: float, seconds: float
) -> Load:
    """Start a server, warm it up, and offer it `rate` questions a second.

    Raises:
        NoServer: it did not become ready, or ended early.
    """
    replies = Replies()
    async with api(platform, replies) as address, _server(platform, address) as server:
        chance = random.Random(0)  # noqa: S311  an order, no secret
        requests = [
            platform.request(number, chance.choice(questions), number % ASKERS, address)
            for number in range(WARM + round(rate * seconds))
        ]
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            offering = Offering(session, server.address + platform.route)
            for request in requests[:WARM]:
                await offering.offer(request)
            await answered(replies, offering.sent)
            offering.forget()
            replies.answers.clear()
            before, began = server.cpu(), time.perf_counter()
            await offering.offer_all(requests[WARM:], rate)
            await answered(replies, offering.sent)
            took = max((at for each in replies.answers.values() for at in each), default=began)
            return Load(
                offered=len(requests) - WARM,
                acknowledged=tuple(offering.acknowledged),
                answered=tuple(
                    replies.answers[name][0] - at
                    for name, at in offering.sent.items()
                    if name in replies.answers
                ),
                put_off=len(replies.put_off & offering.sent.keys()),
                doubled=sum(len(each) - 1 for each in replies.answers.values()),
                refused=replies.refused + offering.refused,
                seconds=took - began,
                cpu=server.cpu() - before,
                machine=os.getloadavg()[0],
                memory=server.memory(),
            )


class Offering:
    """Sends questions to the server, and keeps when each was sent and acknowledged."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        """Take where they go."""
        self._session = session
        self._address = address
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.sent: dict[str, float] = {}
        self.acknowledged: list[float] = []
        self.refused = 0

    async def offer(self, request: Request) -> None:
        """Send one; what is refused counts as not sent."""
        began = self.sent[request.name] = time.perf_counter()
        try:
            async with self._session.post(
                self._address, data=request.body, headers=request.headers
            ) as reply:
                await reply.read()
        except aiohttp.ClientError:
            taken = False
        else:
            taken = reply.status < 300
        if taken:
            self.acknowledged.append(time.perf_counter() - began)
        else:
            self.refused += 1
            del self.sent[request.name]

    async def offer_all(self, requests: Sequence[Request], rate: float) -> None:
        """Send them one by one at an even pace, whether or not the earlier ones are taken."""
        began = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for number, request in enumerate(requests):
                await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
                tasks.create_task(self.offer(request))


class Server:
    """A `remit serve` of its own, in a session that all of its processes share."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, log: Path) -> None:
        """Take a process that was started, and the file that it writes its log to."""
        self.address = address
        self._log = log
        self._process = process

    def cpu(self) -> float:
        """Seconds of processor time of all processes of the server that live now."""
        ticks = sum(int(fields[11]) + int(fields[12]) for _, fields in self._processes())
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MB that these processes hold; of a page that several share each has its part."""
        kib = 0
        for folder, _ in self._processes():
            lines = (folder / "smaps_rollup").read_text().splitlines()
            kib += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return kib * 1024 / 1e6

    def _processes(self) -> Iterator[tuple[Path, list[str]]]:
        """The folder of each process of the server, and the fields of its `stat`."""
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            if int(fields[3]) == self._process.pid:
                yield stat.parent, fields

    async def ready(self) -> None:
        """Wait until it would answer at full speed.

        Raises:
            NoServer: it ends or takes too long.
        """
        until = time.monotonic() + STARTING_S
        async with aiohttp.ClientSession() as session:
            while time.monotonic() < until and self._process.poll() is None:
                try:
                    async with session.get(f"{self.address}/readyz") as reply:
                        if reply.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.2)
        raise NoServer(self._log.read_text(errors="replace")[-500:])

    def stop(self) -> None:
        """End it, in good time or at once."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(WAITING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@asynccontextmanager
async def _server(platform: Platform, address: str) -> AsyncIterator[Server]:
    """A server over the documents that ship, whose platform is at an address; ready."""
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as folder:
        port = _free_port()
        log = Path(folder) / "log"
        with log.open("wb") as written:
            process = subprocess.Popen(  # noqa: ASYNC220, S603  our own, and nothing waits yet
                [sys.executable, "-c", SERVE],
                cwd=PROJECT,
                env=_environment(folder, port) | platform.settings(address),
                stderr=written,
                stdout=written,
                start_new_session=True,
            )
        server = Server(process, f"http://127.0.0.1:{port}", log)
        try:
            await server.ready()
            yield server
        finally:
            server.stop()


def _environment(folder: str, port: int) -> dict[str, str]:
    """This process's environment without anybody's own settings of Remit."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("REMIT_")}
    return others | {"REMIT_DATA_DIR": folder, "REMIT_PORT": str(port)}


def _free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def api(platform: Platform, replies: Replies) -> AsyncIterator[str]:
    """The platform's own side, and its address."""
    app = web.Application()
    app.add_routes(platform.api(replies))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def answered(replies: Replies, sent: Mapping[str, float]) -> None:
    """Wait until each question is answered or put off, for so long at most."""
    until = time.monotonic() + WAITING_S
    while time.monotonic() < until and replies.lack(sent):  # noqa: ASYNC110  nobody tells it
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)  # one that is answered twice comes soon after
